//! Whatever is given to the script `simulate`: it is refused with one line, or it is played and answers with JSON. Long
//! scenarios are only read, so that no input takes long.

#![no_main]

#[path = "../../../examples/simulate/answer.rs"]
mod answer;
#[path = "../../../examples/simulate/capacity.rs"]
mod capacity;
#[path = "../../../examples/simulate/command.rs"]
mod command;
#[path = "../../../examples/simulate/configuration.rs"]
mod configuration;
#[path = "../../../examples/place/fields.rs"]
mod fields;
#[path = "../../../examples/simulate/input.rs"]
mod input;
#[path = "../../../examples/place/network.rs"]
mod network;
#[path = "../../../examples/simulate/not_read.rs"]
mod not_read;
#[path = "../../../examples/place/overrides.rs"]
mod overrides;
#[path = "../../../examples/simulate/play.rs"]
mod play;
#[path = "../../../examples/place/reading.rs"]
mod reading;
#[path = "../../../examples/simulate/subnets.rs"]
mod subnets;
#[path = "../../../examples/simulate/variant.rs"]
mod variant;
#[path = "../../../examples/place/words.rs"]
mod words;

/// Seconds that are played at most.
const LONGEST: u64 = 2_000;
/// Commands that are carried out at most.
const MOST_COMMANDS: usize = 20;

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    let text = String::from_utf8_lossy(bytes);
    let input = reading::json(&text).and_then(reading::read::<input::Input>);
    if input.is_ok_and(|it| it.until > LONGEST || it.commands.len() > MOST_COMMANDS) {
        return;
    }
    match play::answered(&text) {
        Err(problem) => assert!(!problem.is_empty()),
        Ok(answer) => assert!(answer["world"]["hash"].is_string()),
    }
});
