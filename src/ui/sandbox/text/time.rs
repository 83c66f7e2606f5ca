//! The words for time, and for what goes wrong in it.

use super::count;

pub const TIME: &str = "Time";
pub const START_CLOCK: &str = "Start the clock";
pub const STANDS_STILL: &str = "Time stands still: tasks start and stop at once.";
pub const PLAY: &str = "Play";
pub const PAUSE: &str = "Pause";
pub const NEXT_EVENT: &str = "To the next event";
pub const SIMULATED_TIME: &str = "Simulated time";
pub const SPEED: &str = "Speed";
pub const REAL_TIME: &str = "As fast as real time";
pub const FIVE_TIMES: &str = "Five times as fast";
pub const THIRTY_TIMES: &str = "Thirty times as fast";
pub const NOTHING_DUE: &str = "Nothing is due to happen.";
pub const PLAYING: &str = "The clock is running.";
pub const PAUSED: &str = "The clock is paused.";
pub const STARTING: &str = "starting";
pub const STOPPING: &str = "stopping";
pub const IMAGE_PULL: &str = "Image pull failure";

/// "Next event in 40 s."
pub fn next_in(seconds: Option<u64>) -> String {
    match seconds {
        None => String::new(),
        Some(0) => "The next event is due now.".to_owned(),
        Some(seconds) => ["Next event in ", &seconds.to_string(), " s."].concat(),
    }
}

pub fn mishaps_of(label: &str) -> String {
    ["What can go wrong with ", label].concat()
}

pub fn exits(container: &str) -> String {
    [container, " exits with code 1"].concat()
}

pub fn out_of_memory(container: &str) -> String {
    [container, " runs out of memory"].concat()
}

pub fn check_fails(container: &str) -> String {
    [container, ": health check fails"].concat()
}

pub fn check_passes(container: &str) -> String {
    [container, ": health check passes"].concat()
}

pub fn pull_fails(revision: &str) -> String {
    ["Images of ", revision, " cannot be pulled"].concat()
}

pub fn pull_works(revision: &str) -> String {
    ["Images of ", revision, " can be pulled again"].concat()
}

/// "2 PENDING", for the ear.
pub fn in_state(number: usize, state: &str) -> String {
    [&count(number, "task"), " ", state].concat()
}
