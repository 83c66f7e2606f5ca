//! Says what is being done, and how long it took.

use std::time::{Duration, Instant};

use anyhow::Result;

/// Runs one step of a command and prints its name and duration.
pub fn step<T>(name: &str, work: impl FnOnce() -> Result<T>) -> Result<T> {
    println!("> {name}");
    let start = Instant::now();
    let outcome = work();
    let verdict = if outcome.is_ok() { "done in" } else { "failed after" };
    println!("  {verdict} {}", in_words(start.elapsed()));
    outcome
}

/// A remark below the step that is running.
pub fn note(text: &str) {
    println!("  note: {text}");
}

/// `0.4 s`, `72 s`.
pub fn in_words(duration: Duration) -> String {
    let seconds = duration.as_secs_f64();
    if seconds < 10.0 { format!("{seconds:.1} s") } else { format!("{seconds:.0} s") }
}
