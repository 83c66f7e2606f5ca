//! Version 1 of a saved sandbox: the scenario, all commands, and how many of them are in force.
//!
//! Task definitions, strategies and constraints are in AWS's own JSON. Start reading at [`SavedSandbox`].

mod behavior;
mod capacity;
mod capacity_order;
mod command;
mod deployment;
mod load_balancer;
mod network;
mod placement;
mod request;
mod roles;
mod scaling;
mod service;
mod switch;
mod task_definition;
mod volumes;

use serde::{Deserialize, Serialize};

pub use behavior::{SavedBehavior, SavedHealth};
pub use capacity::{SavedCapacityProvider, SavedManagedScaling, SavedProviderSettings, SavedStrategyItem};
pub use capacity_order::SavedCapacityOrder;
pub use command::SavedCommand;
pub use deployment::{
    SavedAlarms, SavedCircuitBreaker, SavedCleanup, SavedDeploymentConfiguration, SavedDeploymentStrategy,
    SavedEarlySuccess, SavedThreshold, SavedUpdate,
};
pub use load_balancer::{
    SavedApplication, SavedAttachment, SavedListenerRule, SavedLoadBalancing, SavedTargetGroup,
};
pub use network::{SavedNetworkChange, SavedRule};
pub use placement::{SavedConstraint, SavedStrategy};
pub use request::{SavedDraft, SavedRegistration, SavedRunTask, SavedStartTask};
pub use scaling::{SavedAdjustment, SavedMetric, SavedPolicy, SavedScalingOrder, SavedStep};
pub use service::SavedService;
pub use switch::{SavedStatus, SavedSwitch};

use super::ShareError;
use crate::sim::{Command, Scenario, Simulation};

/// The version of this module.
pub const VERSION: u64 = 1;

/// More commands than any learner gives; a bound on the work that a document can ask for.
const MAX_COMMANDS: usize = 20_000;

/// A sandbox as it is stored.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedSandbox {
    /// Always `sandbox`: what kind of document this is.
    pub bayplan: String,
    /// Always 1.
    pub version: u64,
    /// Decides the draws.
    pub seed: u64,
    /// Availability Zone names.
    pub zones: Vec<String>,
    /// All commands, the undone ones too.
    pub commands: Vec<SavedCommand>,
    /// How many of the commands are in force.
    pub cursor: u32,
    /// The hash of the world that the commands made when this was saved, in hexadecimal: when a later model makes
    /// another world of them, the page can say so.
    #[serde(default)]
    pub world_hash: Option<String>,
    /// What was being put together.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub draft: Option<SavedDraft>,
}

impl SavedSandbox {
    /// What to store of a simulation.
    #[must_use]
    pub fn of(simulation: &Simulation) -> Self {
        Self::with(simulation, simulation.commands().iter().map(SavedCommand::of).collect())
    }

    /// What to store of a simulation that knows no task definition but the first ones; else none. Its code is small:
    /// it writes no task definition.
    #[must_use]
    pub fn of_starters(simulation: &Simulation) -> Option<Self> {
        let commands = simulation.commands().iter().map(|it| SavedCommand::short(it).ok());
        Some(Self::with(simulation, commands.collect::<Option<_>>()?))
    }

    fn with(simulation: &Simulation, commands: Vec<SavedCommand>) -> Self {
        Self {
            bayplan: "sandbox".to_owned(),
            version: VERSION,
            seed: simulation.scenario().seed,
            zones: simulation.scenario().zones.clone(),
            commands,
            cursor: u32::try_from(simulation.cursor()).unwrap_or(u32::MAX),
            world_hash: Some(hash_text(simulation.world().hash())),
            draft: None,
        }
    }

    /// JSON text.
    ///
    /// # Panics
    /// Never: all keys are strings.
    #[must_use]
    pub fn to_text(&self) -> String {
        serde_json::to_string(self).expect("a saved sandbox has a JSON form because all its keys are strings")
    }

    /// Reads JSON text.
    ///
    /// # Errors
    /// When it is cut, not ours, from a later release, or says what cannot be.
    pub fn from_text(text: &str) -> Result<Self, ShareError> {
        let document: serde_json::Value =
            serde_json::from_str(text).map_err(|error| not_json(text, &error))?;
        let not_ours = |problem: &str| ShareError::NotOurs { problem: problem.to_owned() };
        if document.get("bayplan").and_then(serde_json::Value::as_str) != Some("sandbox") {
            return Err(not_ours("it does not begin with \"bayplan\": \"sandbox\""));
        }
        match document.get("version").and_then(serde_json::Value::as_u64) {
            Some(VERSION) => {}
            Some(found) if found > VERSION => return Err(ShareError::Newer { found, known: VERSION }),
            _ => return Err(not_ours("it has no version that is known")),
        }
        let saved: Self = serde_json::from_value(document).map_err(|error| {
            // The list of all words that would have been possible helps nobody here.
            let problem = error.to_string();
            invalid(problem.split(", expected one of").next().unwrap_or_default().to_owned())
        })?;
        saved.checked()
    }

    fn checked(self) -> Result<Self, ShareError> {
        if self.zones.is_empty() || self.zones.len() > 6 {
            return Err(invalid(format!("it has {} zones; 1 to 6 are possible", self.zones.len())));
        }
        if self.commands.len() > MAX_COMMANDS {
            return Err(invalid(format!(
                "it has {} commands; {MAX_COMMANDS} are possible",
                self.commands.len()
            )));
        }
        if usize::try_from(self.cursor).is_ok_and(|cursor| cursor > self.commands.len()) {
            return Err(invalid(format!(
                "command {} is in force, but there are {}",
                self.cursor,
                self.commands.len()
            )));
        }
        Ok(self)
    }

    /// What the simulation starts from.
    #[must_use]
    pub fn scenario(&self) -> Scenario {
        Scenario { seed: self.seed, zones: self.zones.clone() }
    }

    /// The commands of the simulator.
    ///
    /// # Errors
    /// When a task definition cannot be registered or a word is not known.
    pub fn to_commands(&self) -> Result<Vec<Command>, ShareError> {
        let numbered = self.commands.iter().enumerate();
        numbered
            .map(|(index, saved)| {
                saved.to_command().map_err(|problem| invalid(format!("command {}: {problem}", index + 1)))
            })
            .collect()
    }

    /// The simulation, replayed.
    ///
    /// # Errors
    /// As [`Self::to_commands`].
    pub fn to_simulation(&self) -> Result<Simulation, ShareError> {
        let cursor = usize::try_from(self.cursor).unwrap_or(usize::MAX);
        Ok(Simulation::replayed(self.scenario(), self.to_commands()?, cursor))
    }

    /// Whether the present model makes the same world as when this was saved; true when no hash was kept.
    #[must_use]
    pub fn is_same_world(&self, simulation: &Simulation) -> bool {
        let kept = self.world_hash.as_deref();
        kept.is_none_or(|kept| kept == hash_text(simulation.world().hash()))
    }
}

/// 16 hexadecimal digits: a number of 64 bits is more than JavaScript can read.
fn hash_text(hash: u64) -> String {
    format!("{hash:016x}")
}

fn not_json(text: &str, error: &serde_json::Error) -> ShareError {
    let looks_like_ours = text.trim_start().starts_with('{');
    if error.is_eof() && looks_like_ours {
        ShareError::Cut { bytes: text.len() }
    } else {
        ShareError::NotOurs { problem: format!("line {}, column {}: {error}", error.line(), error.column()) }
    }
}

fn invalid(problem: String) -> ShareError {
    ShareError::Invalid { problem }
}

#[cfg(test)]
mod tests;
