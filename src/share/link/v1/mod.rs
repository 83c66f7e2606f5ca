//! Version 1 of what stands in a link. Once released it is never edited: variants are added at the end, anything else
//! becomes version 2 beside it.
//!
//! Start reading at [`SandboxLink`].

mod command;
mod packed;
mod placement;
mod quiz;
mod request;
mod sandbox;
mod shown;
mod squeezed;
mod strings;
mod switch;
mod words;

use serde::{Serialize, de::DeserializeOwned};

use super::LinkError;

pub use quiz::{LinkQuiz, QuizLink};
pub use sandbox::{LinkBoard, LinkZones, MAX_CONTAINER_INSTANCES, MAX_DECISIONS, SandboxLink};

pub use command::LinkCommand;

/// The version of this module, the first byte of a link.
pub(super) const VERSION: u8 = 1;

/// Reads a body; only the shortest way to write it is accepted, so that equal links are equal texts.
pub(super) fn read<T: Serialize + DeserializeOwned>(body: &[u8]) -> Result<T, LinkError> {
    let invalid = |problem: &str| LinkError::Invalid { problem: problem.to_owned() };
    let value: T = postcard::from_bytes(body).map_err(|_| invalid("its bytes have another form"))?;
    let again = postcard::to_allocvec(&value).map_err(|_| invalid("its bytes have another form"))?;
    if again == body { Ok(value) } else { Err(invalid("its bytes are not in their shortest form")) }
}
