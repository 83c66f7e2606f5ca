//! Tells the page that this program has stopped, so that `assets/js/start.js` can put up the recovery card.
//!
//! After a panic no Rust may run, so nothing here tries to mend anything: the card, the reload and the way to the
//! learner's saved work are plain JavaScript.

use std::panic::PanicHookInfo;
use wasm_bindgen::JsValue;

/// The event that a panic sends to the window; its `message` says where and why.
const PANIC_EVENT: &str = "bayplan-panic";

/// From now on a panic is written to the console and told to the page.
pub fn report_panics() {
    std::panic::set_hook(Box::new(|panic: &PanicHookInfo<'_>| {
        console_error_panic_hook::hook(panic);
        tell_page(&panic.to_string());
    }));
}

fn tell_page(message: &str) {
    let Ok(event) = leptos::web_sys::Event::new(PANIC_EVENT) else { return };
    let _ = js_sys::Reflect::set(&event, &JsValue::from_str("message"), &JsValue::from_str(message));
    if let Some(window) = leptos::web_sys::window() {
        let _ = window.dispatch_event(&event);
    }
}
