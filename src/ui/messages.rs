//! Messages between a page in a frame and the page that holds it. What they mean is `share::message`.

use super::mount::window;
use js_sys::{JSON, Object};
use leptos::web_sys::{MessageEvent, Window};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};

/// Runs something with the origin and the text of each message of the page around this one.
pub fn listen(mut run: impl FnMut(&str, &str) + 'static) {
    let hear = move |event: MessageEvent| {
        let is_from_parent =
            around().zip(event.source()).is_some_and(|(around, source)| Object::is(&around, &source));
        if !is_from_parent {
            return;
        }
        // What has no JSON form is no message.
        if let Some(text) = JSON::stringify(&event.data()).ok().and_then(|it| it.as_string()) {
            run(&event.origin(), &text);
        }
    };
    let hear: Box<dyn FnMut(MessageEvent)> = Box::new(hear);
    let closure = Closure::wrap(hear).into_js_value();
    let _ = window().add_event_listener_with_callback("message", closure.unchecked_ref());
}

/// Sends JSON to the page around this one, if it has the origin; `*` is any.
pub fn post(text: &str, origin: &str) {
    if let (Some(around), Ok(message)) = (around(), JSON::parse(text)) {
        let _ = around.post_message(&message, origin);
    }
}

/// The window that holds this one; none when it stands alone.
fn around() -> Option<Window> {
    let window = window();
    let around: JsValue = window.parent().ok()??.into();
    (!Object::is(&around, &window)).then(|| around.unchecked_into())
}
