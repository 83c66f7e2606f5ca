//! The browser's timers, and the time. They pace what is shown; nothing that the model decides depends on them.

use gloo_timers::callback::{Interval, Timeout};

/// Milliseconds since 1970: when something was answered. Nothing that the model decides depends on it.
pub fn now_milliseconds() -> u64 {
    #[expect(clippy::disallowed_methods, reason = "this is the one place that asks for the time")]
    let now = js_sys::Date::now();
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "the time is after 1970")]
    let now = now as u64;
    now
}

/// Seconds since 1970.
pub fn now_seconds() -> u64 {
    now_milliseconds() / 1000
}

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
