//! A scenario, the commands given so far, and the world that they make.

use serde::{Deserialize, Serialize};

use super::{Command, Event, Explanation, Scenario, World};

/// One decision in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Which command (index into the history) it belongs to.
    pub command: u32,
    /// Simulated seconds.
    pub at_seconds: u64,
    /// What happened.
    pub events: Vec<Event>,
}

/// Replays commands: undo, redo, seek, fork and links are all this one mechanism.
#[derive(Clone, Debug)]
pub struct Simulation {
    scenario: Scenario,
    world: World,
    log: Vec<LogEntry>,
}

impl Simulation {
    /// The world as the scenario starts it.
    #[must_use]
    pub fn new(_scenario: Scenario) -> Self {
        unimplemented!("contract only")
    }
    /// Carries out a command; drops what could have been redone.
    pub fn dispatch(&mut self, _command: Command) {}
    /// Takes the last command back; false when there is none.
    pub fn undo(&mut self) -> bool {
        false
    }
    /// Gives the last undone command again; false when there is none.
    pub fn redo(&mut self) -> bool {
        false
    }
    /// Whether [`Self::undo`] would do something.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        false
    }
    /// Whether [`Self::redo`] would do something.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        false
    }
    /// The present world.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }
    /// What the simulation started from.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }
    /// Every decision so far.
    #[must_use]
    pub fn log(&self) -> &[LogEntry] {
        &self.log
    }
    /// The full account of one decision of the log, by replaying to it.
    #[must_use]
    pub fn explain(&self, _log_index: usize) -> Explanation {
        Explanation::Plain
    }
}
