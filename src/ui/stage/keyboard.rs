//! The keys of a picture: one Tab stop, arrows between things, brackets along edges. Where a key leads is worked out
//! by `diagram`; here the focus goes there.

use super::showing::Showing;
use crate::ui::mount::{all, document, focus};
use crate::ui::picture::{Drawn, led_to};
use leptos::web_sys::KeyboardEvent;

/// A thing of the picture has the focus and a key goes down.
pub fn on_key(showing: Showing, panel: usize, drawn: &Drawn, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(here) = showing.focused.get_untracked().filter(|it| it.panel == panel) else { return };
    let key = event.key();
    let led = showing.with_stage(|stage| {
        led_to(&stage.panels[panel].scene, drawn, &here.id, &key).map(|id| id.map(str::to_owned))
    });
    match (led, key.as_str()) {
        (Some(Some(id)), _) => focus_on(drawn, &id),
        (Some(None), _) => leave(showing, panel, &key),
        (None, "Enter" | " ") => showing.select(here),
        (None, "Escape") => showing.clear(),
        (None, _) => return,
    }
    event.prevent_default();
}

fn focus_on(drawn: &Drawn, id: &str) {
    if let Some(element) = drawn.element(id) {
        focus(element);
    }
}

/// Where this picture ends, an arrow leads into the next one.
fn leave(showing: Showing, panel: usize, key: &str) {
    let next = match key {
        "ArrowRight" | "ArrowDown" => panel.checked_add(1),
        "ArrowLeft" | "ArrowUp" => panel.checked_sub(1),
        _ => None,
    };
    let stage = showing.with_stage(|stage| stage.id.clone());
    let pictures = all(&document(), &format!("#{stage} .pair svg.diagram"));
    let first = next.and_then(|panel| pictures.get(panel)?.query_selector("[role=button]").ok()?);
    if let Some(first) = first {
        focus(&first);
    }
}
