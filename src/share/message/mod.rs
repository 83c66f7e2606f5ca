//! What a page in a frame and the page around it say to each other: protocol "bayplan", version 1, as plain JSON.
//!
//! Within version 1 fields and types are only ever added (`tests/schemas/`). What comes in is untrusted: [`Gate`] lets
//! through what the page around says and what has the right form, and nothing else. Sending is for `ui`.
//! Start reading at [`Gate`].

mod gate;
mod incoming;
mod outgoing;
#[cfg(test)]
mod tests;

pub use gate::{Gate, Heard, Received};
pub use incoming::{Motion, Request, Theme};
pub use outgoing::{Notice, Storage};

/// Marks every message of ours.
pub const NAMESPACE: &str = "bayplan";

/// The version of the protocol.
pub const VERSION: u64 = 1;

/// Longer messages are not read.
pub const MAX_BYTES: usize = 65_536;
