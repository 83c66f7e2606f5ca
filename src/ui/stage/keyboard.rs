//! The keys of a picture: one Tab stop, arrows between things, brackets along edges. Where a key leads is worked out
//! by `diagram`; here the focus goes there.

use super::drawing::Drawn;
use super::showing::{Place, Showing};
use crate::diagram::{Along, Direction, followed, nearest, reading_order};
use crate::ui::mount::{all, document, focus};
use leptos::web_sys::KeyboardEvent;

/// A thing of the picture has the focus and a key goes down.
pub fn on_key(showing: Showing, panel: usize, drawn: &Drawn, event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(here) = showing.focused.get_untracked().filter(|it| it.panel == panel) else { return };
    match event.key().as_str() {
        "ArrowUp" => go(showing, &here, drawn, Direction::Up),
        "ArrowDown" => go(showing, &here, drawn, Direction::Down),
        "ArrowLeft" => go(showing, &here, drawn, Direction::Left),
        "ArrowRight" => go(showing, &here, drawn, Direction::Right),
        "Home" => to_end(showing, panel, drawn, End::First),
        "End" => to_end(showing, panel, drawn, End::Last),
        "]" => along(showing, &here, drawn, Along::Forward),
        "[" => along(showing, &here, drawn, Along::Back),
        "Enter" | " " => showing.select(here),
        "Escape" => showing.clear(),
        _ => return,
    }
    event.prevent_default();
}

fn focus_on(drawn: &Drawn, id: &str) {
    if let Some(element) = drawn.element(id) {
        focus(element);
    }
}

/// To the nearest thing in a direction; where this picture ends, into the next one.
fn go(showing: Showing, here: &Place, drawn: &Drawn, direction: Direction) {
    match nearest(&drawn.drawing, &here.id, direction) {
        Some(id) => focus_on(drawn, id),
        None => leave(showing, here.panel, direction),
    }
}

fn leave(showing: Showing, panel: usize, direction: Direction) {
    let next = match direction {
        Direction::Right | Direction::Down => panel.checked_add(1),
        Direction::Left | Direction::Up => panel.checked_sub(1),
    };
    let stage = showing.with_stage(|stage| stage.id.clone());
    let pictures = all(&document(), &format!("#{stage} .pair svg.diagram"));
    let first = next.and_then(|panel| pictures.get(panel)?.query_selector("[role=button]").ok()?);
    if let Some(first) = first {
        focus(&first);
    }
}

enum End {
    First,
    Last,
}

fn to_end(showing: Showing, panel: usize, drawn: &Drawn, end: End) {
    showing.with_stage(|stage| {
        let order = reading_order(&stage.panels[panel].scene, &drawn.layout, &drawn.drawing);
        let id = match end {
            End::First => order.first(),
            End::Last => order.last(),
        };
        if let Some(id) = id {
            focus_on(drawn, id);
        }
    });
}

fn along(showing: Showing, here: &Place, drawn: &Drawn, along: Along) {
    showing.with_stage(|stage| {
        if let Some(id) = followed(&stage.panels[here.panel].scene, &drawn.drawing, &here.id, along) {
            focus_on(drawn, id);
        }
    });
}
