//! The contract of the simulator.

use serde::{Deserialize, Serialize};

use super::{Command, Event, Explanation, World};

/// What happens on a command, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// To be applied in order.
    pub events: Vec<Event>,
    /// Why.
    pub explanation: Explanation,
}

/// Says what happens. Pure and total: a refusal is data.
///
/// A `RunTask` is decided one task at a time: this decides its first task. [`super::Simulation::dispatch`] cuts.
#[must_use]
pub fn decide(_world: &World, _command: &Command) -> Decision {
    Decision { events: vec![], explanation: Explanation::Plain }
}

/// Makes the next world. Decides nothing.
pub fn apply(_world: &mut World, _event: &Event) {}
