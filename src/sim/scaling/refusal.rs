//! Why an order that has to do with service auto scaling could not be carried out.

use serde::{Deserialize, Serialize};

/// Why not; the words are in `sim/explain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScalingRefusal {
    /// A DAEMON service takes none.
    Daemon,
    /// Minimum above maximum, or more than a service of a board keeps.
    CapacityOutOfRange,
    /// No policy or too many.
    PolicyCount,
    /// A target of 0, or steps that overlap.
    InvalidPolicy,
    /// More than a board takes.
    LoadOutOfRange,
}
