//! "Read as text": the text that stands on the page below the stage, brought up in place of the pictures.

use super::showing::Showing;
use super::text;
use crate::ui::mount::document;
use crate::ui::part::{Part, html};
use leptos::web_sys::Element;

/// The place for the text; empty and hidden while the pictures show.
pub fn view(showing: Showing) -> Part {
    let place = html("div").class("as-text stage-text").attr("role", "region").attr("tabindex", "0");
    place.attr("aria-label", text::READ_AS_TEXT).by(move |place| {
        let is_text = showing.is_text.get();
        let _ = place.toggle_attribute_with_force("hidden", !is_text);
        let Some(source) = document().get_element_by_id(&showing.part_id("text")) else { return };
        let _ = source.toggle_attribute_with_force("hidden", is_text);
        if is_text {
            bring(&source, place);
        } else {
            bring(place, &source);
        }
    })
}

/// Moves everything but the summary: the same elements, so that links into the text lead to it in both places.
fn bring(from: &Element, to: &Element) {
    let mut child = from.first_element_child();
    while let Some(element) = child {
        child = element.next_element_sibling();
        if element.tag_name() != "SUMMARY" {
            let _ = to.append_child(&element);
        }
    }
}
