//! The address of the page: what its fragment says, and how the fragment follows what is shown.

use super::clock::{self, Timer};
use super::mount::{document, window};
use leptos::web_sys::HtmlAnchorElement;
use std::cell::RefCell;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Browsers refuse an address that changes too often.
const PAUSE_MS: u32 = 300;

thread_local! {
    static FOLLOWING: RefCell<Following> = const { RefCell::new(Following { timer: None, next: None }) };
}

struct Following {
    timer: Option<Timer>,
    next: Option<String>,
}

/// What stands after the address, with its `#`; empty when there is nothing.
pub fn fragment() -> String {
    window().location().hash().unwrap_or_default()
}

/// What the address says after its question mark under a name.
pub fn parameter(name: &str) -> Option<String> {
    let search = window().location().search().ok()?;
    let mut pairs = search.trim_start_matches('?').split('&').filter_map(|it| it.split_once('='));
    let (_, value) = pairs.find(|(key, _)| *key == name)?;
    js_sys::decode_uri_component(value).ok().map(String::from)
}

/// Goes to another fragment, as somebody does who writes it into the address.
pub fn go_to(fragment: &str) {
    let _ = window().location().set_hash(fragment);
}

/// Whether this is a page for frames, whose address always names what it shows.
pub fn is_frame() -> bool {
    document().document_element().is_some_and(|it| it.has_attribute("data-embed"))
}

/// The address of this page with another fragment, for somebody else: in a frame, that of the whole page.
pub fn with_fragment(fragment: &str) -> String {
    let whole =
        document().get_element_by_id("whole-page").and_then(|it| it.dyn_into::<HtmlAnchorElement>().ok());
    let address = whole.map_or_else(|| window().location().href().unwrap_or_default(), |it| it.href());
    let page = address.split(['#', '?']).next().unwrap_or_default();
    [page, fragment].concat()
}

/// Puts a fragment into the address without a step in the history: now, or as soon as the browser may be asked again.
pub fn follow(fragment: String) {
    FOLLOWING.with_borrow_mut(|it| {
        if it.timer.is_some() {
            it.next = Some(fragment);
        } else {
            replace(&fragment);
            it.timer = Some(clock::after(PAUSE_MS, end_of_pause));
        }
    });
}

/// Takes the fragment out of the address at once: a reload must not find what is no longer shown.
pub fn clear() {
    FOLLOWING.with_borrow_mut(|it| it.next = None);
    replace(&with_fragment(""));
}

/// Runs something when somebody puts another fragment into the address.
pub fn on_change(run: impl Fn() + 'static) {
    let run: Box<dyn Fn()> = Box::new(run);
    let closure = Closure::wrap(run).into_js_value();
    let _ = window().add_event_listener_with_callback("hashchange", closure.unchecked_ref());
}

fn end_of_pause() {
    let next = FOLLOWING.with_borrow_mut(|it| {
        it.timer = None;
        it.next.take()
    });
    if let Some(next) = next {
        follow(next);
    }
}

fn replace(fragment: &str) {
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(fragment));
    }
}
