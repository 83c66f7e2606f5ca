//! The values of an island, which the written page carries in `data-props`.

use crate::lesson::props::decode;
use leptos::web_sys::Element;
use serde::de::DeserializeOwned;

/// The values of an island.
///
/// # Panics
/// When the page and the program come from different builds. The recovery card then offers a reload, which gets
/// both from the same one.
pub fn props<T: DeserializeOwned>(element: &Element) -> T {
    let text = element.get_attribute("data-props").unwrap_or_default();
    match decode(&text) {
        Ok(props) => props,
        Err(error) => panic!("{error}"),
    }
}
