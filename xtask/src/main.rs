//! The commands of this repository: `cargo xtask serve`, `cargo xtask test` and what they are made of.
//!
//! It turns the crate into a site and proves that the site works. It never holds anything a page says: prose,
//! markup and looks live in `lessons/`, `src/site` and `assets/`. Start reading at `bundle.rs`, which makes the site.

mod assets;
mod bench;
mod bundle;
mod cache;
mod checks;
mod chrome;
mod compress;
mod fuzz;
mod glue;
mod new;
mod npm;
mod optimize;
mod options;
mod page;
mod pages;
mod serve;
mod split;
mod step;
mod test;
mod tool;
mod wasm;
mod watch;
mod workers;

use std::{path::PathBuf, process::ExitCode};

use anyhow::Result;
use options::Command;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let outcome = options::parse(&arguments).and_then(run);
    match outcome {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            // One sentence for people; the causes follow it, and no stack trace does.
            if !problem.is::<test::Failed>() {
                eprintln!("error: {problem:#}");
            }
            ExitCode::FAILURE
        }
    }
}

fn run(command: Command) -> Result<()> {
    let root = root();
    match command {
        Command::Help => {
            println!("{}", options::HELP);
            Ok(())
        }
        Command::Serve(serve) => serve::command(&root, &serve),
        Command::Build(build) => bundle::command(&root, &build),
        Command::Test { only } => test::command(&root, only.as_deref()),
        Command::Bench { which } => bench::command(&root, which.as_deref()),
        Command::Fuzz(fuzz) => fuzz::command(&root, &fuzz),
        Command::Check { lesson } => pages::check(&root, lesson.as_deref()),
        Command::NewLesson { name } => new::lesson(&root, &name),
    }
}

/// The checkout that this program was built from.
fn root() -> PathBuf {
    let xtask = std::env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    xtask.parent().map_or(xtask.clone(), PathBuf::from)
}
