//! A saved board as text, with its clock started: it is refused with a sentence, or its commands are given one by one;
//! the work is bounded by counted decisions. Undo takes back exactly what was given.

#![no_main]

use bayplan::share::v1::SavedSandbox;
use bayplan::sim::{Command, MAX_DECISIONS, Simulation};

/// Decisions after which no further command is given.
const ENOUGH: usize = 5_000;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let saved = match SavedSandbox::from_text(&text) {
        Ok(saved) => saved,
        Err(error) => return assert!(!error.to_string().is_empty()),
    };
    let Ok(commands) = saved.to_commands() else { return };
    let mut simulation = Simulation::new(saved.scenario());
    simulation.dispatch(Command::StartClock);
    for command in commands {
        let (before, n_log) = (simulation.world().hash(), simulation.log().len());
        simulation.dispatch(command);
        assert!(simulation.log().len() - n_log <= MAX_DECISIONS + 1);
        let after = simulation.world().hash();
        assert!(simulation.undo() && simulation.world().hash() == before);
        assert!(simulation.redo() && simulation.world().hash() == after);
        if simulation.log().len() > ENOUGH {
            break;
        }
    }
});
