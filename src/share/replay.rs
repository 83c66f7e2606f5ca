//! The hash of the world after every command: what must be the same natively and in a browser.

use serde::Deserialize;

use super::{ShareError, v1::SavedSandbox};
use crate::sim::{Command, Scenario, Simulation};

/// The hash at the start and after each command.
#[must_use]
pub fn replayed_hashes(scenario: Scenario, commands: Vec<Command>) -> Vec<u64> {
    let mut simulation = Simulation::new(scenario);
    let mut hashes = vec![simulation.world().hash()];
    for command in commands {
        simulation.dispatch(command);
        hashes.push(simulation.world().hash());
    }
    hashes
}

/// A stored scenario, `tests/scenarios/*.json`; its expected hashes stand beside the sandbox.
#[derive(Deserialize)]
struct StoredScenario {
    sandbox: serde_json::Value,
}

/// The hashes of a stored scenario, in hexadecimal, for comparison with those that stand in it.
///
/// # Errors
/// When the scenario cannot be read.
pub fn scenario_hashes(text: &str) -> Result<Vec<String>, ShareError> {
    let stored: StoredScenario =
        serde_json::from_str(text).map_err(|error| ShareError::Invalid { problem: error.to_string() })?;
    let saved = SavedSandbox::from_text(&stored.sandbox.to_string())?;
    let hashes = replayed_hashes(saved.scenario(), saved.to_commands()?);
    Ok(hashes.into_iter().map(|hash| format!("{hash:016x}")).collect())
}
