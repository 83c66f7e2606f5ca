//! Whether a request is allowed, and which statement decides: a case on standard input, the answer on standard output.
//! Bad input ends with status 2 and one line.
//!
//! `cargo run --release --example evaluate_policy < case.json`

mod answer;
mod case;

use std::process::ExitCode;

fn main() -> ExitCode {
    let answer = std::io::read_to_string(std::io::stdin())
        .map_err(|error| format!("standard input cannot be read as text: {error}"))
        .and_then(|text| case::read(&text))
        .map(|case| answer::answer(&case));
    match answer {
        Ok(answer) => {
            println!("{answer}");
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("evaluate_policy: {problem}");
            ExitCode::from(2)
        }
    }
}
