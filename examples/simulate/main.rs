//! What happens to a cluster in time: task definitions, instances and commands with their seconds in; service events,
//! task state changes and the world at the end out.
//!
//! `cargo run --release --example simulate < scenario.json`; the README lists the fields. Bad input ends with status 2 and
//! one line on standard error.

mod answer;
mod capacity;
mod command;
mod configuration;
#[path = "../place/fields.rs"]
mod fields;
mod input;
#[path = "../place/network.rs"]
mod network;
mod not_read;
#[path = "../place/overrides.rs"]
mod overrides;
mod play;
#[path = "../place/reading.rs"]
mod reading;
mod subnets;
mod variant;
#[path = "../place/words.rs"]
mod words;

use std::process::ExitCode;

fn main() -> ExitCode {
    let answer = std::io::read_to_string(std::io::stdin())
        .map_err(|error| error.to_string())
        .and_then(|text| play::answered(&text));
    match answer {
        Ok(answer) => {
            println!("{answer:#}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("simulate: {}", problem.replace('\n', " "));
            ExitCode::from(2)
        }
    }
}
