//! The browser's timers. They pace what is shown; nothing that the model decides depends on them.

use gloo_timers::callback::{Interval, Timeout};

/// A timer that stops when it is dropped.
#[must_use = "a timer stops when it is dropped"]
pub struct Timer {
    #[expect(dead_code, reason = "it is kept for what its drop does")]
    kind: Kind,
}

#[expect(dead_code, reason = "the timers are kept for what their drop does")]
enum Kind {
    Once(Timeout),
    Again(Interval),
}

/// Runs something once, after a while.
pub fn after(milliseconds: u32, run: impl FnOnce() + 'static) -> Timer {
    Timer { kind: Kind::Once(Timeout::new(milliseconds, run)) }
}

/// Runs something again and again.
pub fn every(milliseconds: u32, run: impl FnMut() + 'static) -> Timer {
    Timer { kind: Kind::Again(Interval::new(milliseconds, run)) }
}
