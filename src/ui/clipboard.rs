//! The clipboard, which a browser may refuse to a page.

use super::mount::window;
use js_sys::futures::JsFuture;
use js_sys::{Promise, Reflect};
use wasm_bindgen::{JsCast, JsValue};

/// Whether the browser took the text.
pub async fn copy(text: &str) -> bool {
    match written(text) {
        Some(writing) => JsFuture::from(writing).await.is_ok(),
        None => false,
    }
}

/// Asked by name: a page that did not come by https has no clipboard at all.
fn written(text: &str) -> Option<Promise> {
    let clipboard = Reflect::get(&window().navigator(), &JsValue::from_str("clipboard")).ok()?;
    let write: js_sys::Function =
        Reflect::get(&clipboard, &JsValue::from_str("writeText")).ok()?.dyn_into().ok()?;
    write.call1(&clipboard, &JsValue::from_str(text)).ok()?.dyn_into().ok()
}
