//! The learner's work between visits: `localStorage`, or the page's memory where a browser refuses it.
//!
//! Storage may be blocked (in a frame of another site even asking for it throws), full, or hold text of another
//! version. None of that may stop a page, so every call says where the text went and nothing here fails.
//! `assets/js/start.js` reads the same two places when this program has stopped.

use super::mount::window;
use js_sys::{Map, Reflect};
use leptos::web_sys::{Storage, StorageEvent};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

const PROBE: &str = "bayplan.probe";

/// Where a text is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kept {
    /// In the browser: it is there on the next visit.
    ForNextVisit,
    /// In this page's memory: it is gone after a reload.
    UntilReload(Refusal),
}

/// Why the browser did not keep a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Refusal {
    /// The page may not use storage, as in a frame of another site or by a setting.
    Blocked,
    /// The page may use storage, but this text did not fit.
    Full,
}

/// The key of a learner's work on an island. A version is part of the name: `key("sandbox", "1")`.
///
/// Keys of this shape are what the recovery card copies and sets aside.
pub fn key(island: &str, rest: &str) -> String {
    format!("bayplan.work.{island}.{rest}")
}

/// The text last written under a key.
pub fn read(key: &str) -> Option<String> {
    from_memory(key).or_else(|| browser()?.get_item(key).ok()?)
}

/// Keeps a text under a key and says for how long.
pub fn write(key: &str, text: &str) -> Kept {
    let Some(browser) = browser() else { return until_reload(key, text, Refusal::Blocked) };
    match browser.set_item(key, text) {
        Ok(()) => {
            forget_in_memory(key);
            Kept::ForNextVisit
        }
        Err(_) => until_reload(key, text, Refusal::Full),
    }
}

/// Forgets the text under a key.
pub fn remove(key: &str) {
    forget_in_memory(key);
    if let Some(browser) = browser() {
        let _ = browser.remove_item(key);
    }
}

/// Moves a text that cannot be read as what it should be out of the way, without losing it.
pub fn set_aside(key: &str) {
    if let Some(text) = read(key) {
        // Removing first makes room for the copy.
        remove(key);
        write(&format!("bayplan.aside.{key}"), &text);
    }
}

/// Runs something when another tab has changed a text whose key begins so.
pub fn on_change(prefix: &'static str, mut run: impl FnMut() + 'static) {
    let heard: Box<dyn FnMut(StorageEvent)> = Box::new(move |event| {
        // Without a key everything was cleared.
        if event.key().is_none_or(|key| key.starts_with(prefix)) {
            run();
        }
    });
    let closure = Closure::wrap(heard).into_js_value();
    let _ = window().add_event_listener_with_callback("storage", closure.unchecked_ref());
}

/// Why the browser keeps nothing, before anything is worth keeping.
pub fn refusal() -> Option<Refusal> {
    let kept = write(PROBE, "?");
    remove(PROBE);
    match kept {
        Kept::ForNextVisit => None,
        Kept::UntilReload(refusal) => Some(refusal),
    }
}

fn until_reload(key: &str, text: &str, refusal: Refusal) -> Kept {
    if let Some(memory) = memory() {
        memory.set(&JsValue::from_str(key), &JsValue::from_str(text));
    }
    Kept::UntilReload(refusal)
}

fn browser() -> Option<Storage> {
    window().local_storage().ok()?
}

fn from_memory(key: &str) -> Option<String> {
    memory()?.get(&JsValue::from_str(key)).as_string()
}

fn forget_in_memory(key: &str) {
    if let Some(memory) = memory() {
        memory.delete(&JsValue::from_str(key));
    }
}

/// A JavaScript map made by `start.js`, so that it outlives a panic of this program.
fn memory() -> Option<Map> {
    Reflect::get(&window(), &JsValue::from_str("bayplanMemory")).ok()?.dyn_into().ok()
}
