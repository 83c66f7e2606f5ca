//! The browser's timers, and the time. They pace what is shown; nothing that the model decides depends on them.

use std::cell::{Cell, RefCell};
use std::rc::Rc;

use gloo_timers::callback::{Interval, Timeout};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::mount::window;

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
    // Boxed, because the closures of JavaScript are compiled anew for each kind of closure of ours.
    let run: Box<dyn FnOnce()> = Box::new(run);
    Timer { kind: Kind::Once(Timeout::new(milliseconds, run)) }
}

/// Runs something again and again.
pub fn every(milliseconds: u32, run: impl FnMut() + 'static) -> Timer {
    Timer { kind: Kind::Again(Interval::new(milliseconds, run)) }
}

/// Frames that are painted, until this is dropped.
#[must_use = "frames stop when it is dropped"]
pub struct Frames(Rc<Asking>);

type Step = Closure<dyn FnMut(f64)>;

/// Who asks for the next frame.
#[derive(Default)]
struct Asking {
    step: RefCell<Option<Step>>,
    /// What the browser calls the frame that was asked for.
    asked: Cell<i32>,
}

impl Drop for Frames {
    fn drop(&mut self) {
        let _ = window().cancel_animation_frame(self.0.asked.get());
        self.0.step.take();
    }
}

/// Runs something before each frame that the browser paints, with the milliseconds of its clock.
pub fn frames(mut run: impl FnMut(f64) + 'static) -> Frames {
    let asking = Rc::<Asking>::default();
    let next = Rc::downgrade(&asking);
    asking.step.replace(Some(Closure::new(move |milliseconds: f64| {
        run(milliseconds);
        // What ran may have stopped it.
        if let Some(asking) = next.upgrade() {
            asking.ask();
        }
    })));
    asking.ask();
    Frames(asking)
}

impl Asking {
    fn ask(&self) {
        if let Some(step) = &*self.step.borrow()
            && let Ok(asked) = window().request_animation_frame(step.as_ref().unchecked_ref())
        {
            self.asked.set(asked);
        }
    }
}
