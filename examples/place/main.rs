//! Where would ECS put this? A request of RunTask, StartTask, CreateService or UpdateService against a cluster that is
//! described as the AWS command line describes it.
//!
//! `cargo run --release --example place < request.json`; the README lists the fields. Bad input ends with status 2 and
//! one line on standard error.

mod answer;
mod asked;
mod capacity;
mod cluster;
mod fields;
mod input;
mod network;
mod overrides;
mod reading;
mod refusal;
mod remaining;
mod request;
mod update;
mod words;

use std::process::ExitCode;

fn main() -> ExitCode {
    let answer = std::io::read_to_string(std::io::stdin())
        .map_err(|error| error.to_string())
        .and_then(|text| input::Input::read(&text))
        .and_then(|input| request::answered(&input));
    match answer {
        Ok(answer) => {
            println!("{}", answer.to_json());
            ExitCode::SUCCESS
        }
        Err(problem) => {
            eprintln!("place: {}", problem.replace('\n', " "));
            ExitCode::from(2)
        }
    }
}
