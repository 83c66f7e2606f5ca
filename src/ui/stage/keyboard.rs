//! The keys of a picture: one Tab stop, arrows between things, edges with brackets.

use super::showing::{Place, Showing};
use crate::diagram::{Part as Shown, PartKind, Rect};
use crate::ui::mount::{all, document, focus};
use leptos::prelude::*;
use leptos::web_sys::{Element, KeyboardEvent};

/// A thing of the picture has the focus and a key goes down.
pub fn on_key(showing: Showing, panel: usize, drawn: &[(Shown, Element)], event: &KeyboardEvent) {
    if event.ctrl_key() || event.alt_key() || event.meta_key() {
        return;
    }
    let Some(here) = showing.focused.get_untracked().filter(|it| it.panel == panel) else { return };
    match event.key().as_str() {
        "ArrowUp" | "ArrowDown" | "ArrowLeft" | "ArrowRight" => go(&here, drawn, &event.key()),
        "Home" => focus_on(things(drawn).next()),
        "End" => focus_on(things(drawn).last()),
        "]" => along(showing, &here, drawn, Along::ToTarget),
        "[" => along(showing, &here, drawn, Along::ToSource),
        "Enter" | " " => showing.select(here),
        "Escape" => showing.clear(),
        _ => return,
    }
    event.prevent_default();
}

fn things(drawn: &[(Shown, Element)]) -> impl Iterator<Item = &(Shown, Element)> {
    drawn.iter().filter(|(part, _)| part.is_selectable)
}

fn focus_on(thing: Option<&(Shown, Element)>) {
    if let Some((_, element)) = thing {
        focus(element);
    }
}

/// The nearest thing in a direction, in this picture, else in the next one over there.
fn go(here: &Place, drawn: &[(Shown, Element)], key: &str) {
    let Some((from, _)) = drawn.iter().find(|(part, _)| part.id == here.id) else { return };
    let near = things(drawn)
        .filter_map(|thing| Some((distance(header(from), header(&thing.0), key)?, thing)))
        .min_by_key(|(distance, _)| *distance);
    match near {
        Some((_, thing)) => focus_on(Some(thing)),
        None => leave(here.panel, key),
    }
}

/// A group is where its header is: what it holds has places of its own.
fn header(part: &Shown) -> Rect {
    match part.kind {
        PartKind::Group => Rect { h: 34, ..part.bounds },
        PartKind::Node | PartKind::Edge => part.bounds,
    }
}

/// How far something is in a direction; sideways counts double. Nothing when it does not lie there.
fn distance(from: Rect, to: Rect, key: &str) -> Option<i32> {
    let (dx, dy) = (to.x + to.w / 2 - from.x - from.w / 2, to.y + to.h / 2 - from.y - from.h / 2);
    let (ahead, aside) = match key {
        "ArrowUp" => (-dy, dx),
        "ArrowDown" => (dy, dx),
        "ArrowLeft" => (-dx, dy),
        _ => (dx, dy),
    };
    (ahead > 0 && aside.abs() < 2 * ahead.max(40)).then(|| ahead + 2 * aside.abs())
}

/// To the first thing of the next picture, or the last of the one before.
fn leave(panel: usize, key: &str) {
    let pictures = all(&document(), "#stage .pair svg.diagram");
    let is_forward = matches!(key, "ArrowRight" | "ArrowDown");
    let next = if is_forward { panel.checked_add(1) } else { panel.checked_sub(1) };
    let Some(picture) = next.and_then(|panel| pictures.get(panel)) else { return };
    if let Ok(Some(thing)) = picture.query_selector("[role=button]") {
        focus(&thing);
    }
}

enum Along {
    ToTarget,
    ToSource,
}

/// Along an edge that touches the thing, to its other end; the edges of one thing take turns.
fn along(showing: Showing, here: &Place, drawn: &[(Shown, Element)], along: Along) {
    let others: Vec<String> = showing.stage.with_value(|stage| {
        let edges = stage.panels[here.panel].scene.edges.iter();
        match along {
            Along::ToTarget => edges.filter(|it| it.from == here.id).map(|it| it.to.clone()).collect(),
            Along::ToSource => edges.filter(|it| it.to == here.id).map(|it| it.from.clone()).collect(),
        }
    });
    focus_on(others.first().and_then(|id| things(drawn).find(|(part, _)| part.id == *id)));
}
