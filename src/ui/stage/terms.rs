//! Words of the prose that select what they name: `<a class="term" href="#part-agent" data-select="agent">`.

use super::showing::Showing;
use crate::ui::mount::{all, document};
use leptos::prelude::*;
use leptos::web_sys::{Element, MouseEvent};
use wasm_bindgen::JsCast;

/// Listens to the terms of the page and marks the one whose thing is selected.
pub fn follow(showing: Showing) {
    let listener = window_event_listener(leptos::ev::click, move |event| on_click(showing, &event));
    on_cleanup(move || listener.remove());
    Effect::new(move |_| {
        let selected = showing.selected.get();
        for term in all(&document(), "a.term[data-select]") {
            let part = term.get_attribute("data-select").unwrap_or_default();
            // A term whose thing stands on another stage is that stage's to mark.
            if showing.with_stage(|stage| stage.has(&part)) {
                let is_on = selected.as_ref().is_some_and(|it| it.id == part);
                let _ = term.class_list().toggle_with_force("on", is_on);
            }
        }
    });
}

fn on_click(showing: Showing, event: &MouseEvent) {
    let Some(target) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else { return };
    let Some(term) = target.closest("a[data-select]").ok().flatten() else { return };
    let part = term.get_attribute("data-select").unwrap_or_default();
    if !showing.with_stage(|stage| stage.has(&part)) {
        return;
    }
    showing.is_text.set(false);
    showing.select_by_id(&part);
    // Without this program the link leads to the text about the thing; with it, to the thing itself.
    event.prevent_default();
    if let Some(stage) = document()
        .get_element_by_id(&showing.with_stage(|stage| stage.id.clone()))
        .filter(|it| !is_in_view(it))
    {
        stage.scroll_into_view();
    }
}

fn is_in_view(element: &Element) -> bool {
    let height =
        crate::ui::mount::window().inner_height().ok().and_then(|it| it.as_f64()).unwrap_or_default();
    let place = element.get_bounding_client_rect();
    place.top() >= 0.0 && place.top() < height / 2.0
}
