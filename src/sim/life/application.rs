//! How the application of a task answers on this board.

use serde::{Deserialize, Serialize};

/// The application in a task definition's containers, as load balancers and clients see it: now, in tasks that run too.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Application {
    /// Requests that one task serves in a second, 1 to 1,000,000.
    pub per_second: u32,
    /// It accepts no connection before so many seconds after the start of its task.
    pub ready_after_seconds: u32,
    /// What it answers: an HTTP code, 200 to 599, or a gRPC code, 0 to 99.
    pub status_code: u16,
    /// The only path or gRPC method that it knows; 404, by gRPC 12 (`UNIMPLEMENTED`) for others. All when absent.
    pub only_path: Option<String>,
    /// It accepts no connection.
    pub is_down: bool,
    /// It answers a request so many seconds after it came, 0 to 4,000; a connection it accepts at once.
    pub answers_after_seconds: u32,
}

impl Default for Application {
    // Simplification: an application is ready and answers at once, and serves 100 requests a second, unless the board says
    // otherwise.
    fn default() -> Self {
        Self {
            per_second: 100,
            ready_after_seconds: 0,
            status_code: 200,
            only_path: None,
            is_down: false,
            answers_after_seconds: 0,
        }
    }
}

/// The codes of gRPC, all that may be named.
const GRPC_CODES: std::ops::RangeInclusive<u16> = 0..=99;
/// `UNIMPLEMENTED`, by gRPC.
const UNIMPLEMENTED: u16 = 12;

impl Application {
    /// Whether it speaks gRPC, by its code.
    fn is_grpc(&self) -> bool {
        GRPC_CODES.contains(&self.status_code)
    }

    /// The status code for a path.
    #[must_use]
    pub fn answer(&self, path: &str) -> u16 {
        match &self.only_path {
            Some(only) if only != path => {
                if self.is_grpc() {
                    UNIMPLEMENTED
                } else {
                    404
                }
            }
            Some(_) | None => self.status_code,
        }
    }

    /// Whether its numbers are possible.
    pub(super) fn is_possible(&self) -> bool {
        (1..=1_000_000).contains(&self.per_second)
            && self.ready_after_seconds <= 86_400
            && self.answers_after_seconds <= 4_000
            && (self.is_grpc() || (200..=599).contains(&self.status_code))
            && self.only_path.as_ref().is_none_or(|it| it.len() <= 128)
    }
}
