//! What leaves the page and comes back: saved sandboxes and links, as versioned text.
//!
//! Wire types are structs of their own, never those of `sim`: the simulator may change, a released document decodes for
//! ever. Never edit a released version, add the next one. Nothing here touches storage or the URL; that is `ui`.
//! Start reading at [`v1::SavedSandbox`] and
//! [`link::Link`], and at [`message::Gate`] for what frames and pages around them say to each other.

mod error;
pub mod link;
pub mod message;
pub mod progress;
mod qr;
mod replay;
pub mod scenario;
pub mod v1;

pub use error::ShareError;
pub use qr::{Picture, qr_code};
pub use replay::{replayed_hashes, scenario_hashes};
