//! Edges: a line with rounded corners, an arrowhead, a pill.

use super::line::{line, moved};
use super::stand::Stand;
use super::{Part, PartKind, View, tag};
use crate::diagram::frame::Frame;
use crate::diagram::order::sorted;
use crate::diagram::{Edge, Layout, Point, Rect, Scene, State, WidthClass, text};

/// The ring of a selected node keeps the head away.
const RING_ROOM: i32 = 5;
/// How the edges stand: dimmed ones first, lit ones last, else as written: a lit edge of a trunk lies on top.
pub(super) fn stands(scene: &Scene, frame: &Frame, view: View<'_>) -> Vec<Stand> {
    let ringed = ringed(scene, frame, view);
    let shown: Vec<usize> = (0..scene.edges.len()).filter(|&at| frame.edges[at].is_some()).collect();
    let in_order = sorted(&shown, |at| {
        let layer = match frame.edges[at].unwrap_or_default() {
            State::Dimmed | State::Coming | State::Going => 0,
            state if is_on(&scene.edges[at], state, view) => 2,
            State::Normal
            | State::Selected
            | State::Offline
            | State::New
            | State::Allowed
            | State::Denied
            | State::Hot
            | State::Missing => 1,
        };
        (layer, 0)
    });
    let stand = |&at: &usize| {
        let (edge, state) = (&scene.edges[at], frame.edges[at].unwrap_or_default());
        Stand {
            is_marked: state != State::Dimmed && is_on(edge, state, view),
            ends_on_ring: ringed.contains(&edge.to.as_str()),
            ..Stand::of(PartKind::Edge, at, state)
        }
    };
    in_order.iter().map(stand).collect()
}

/// It is part of what is selected.
fn is_on(edge: &Edge, state: State, view: View<'_>) -> bool {
    let touches = |id: &str| edge.from == id || edge.to == id;
    matches!(state, State::Selected | State::Hot | State::New) || view.selected.is_some_and(touches)
}

/// The nodes with a ring, which keeps the heads of edges away.
fn ringed<'a>(scene: &'a Scene, frame: &Frame, view: View<'a>) -> Vec<&'a str> {
    let mut ringed: Vec<&str> = view.selected.into_iter().collect();
    for (node, state) in scene.nodes.iter().zip(&frame.nodes) {
        if *state == Some(State::Selected) {
            ringed.push(&node.id);
        }
    }
    ringed
}

pub(super) fn part(scene: &Scene, layout: &Layout, stand: &Stand) -> Part {
    let Stand { at, state, .. } = *stand;
    let edge = &scene.edges[at];
    let route = &layout.edges[at];
    let mut class = edge.kind.line_class().to_owned();
    class.push_str(match state {
        State::Dimmed => " is-dim",
        State::Coming | State::Going => " is-idle",
        State::Offline | State::Missing => " is-down",
        State::Allowed => " is-allow",
        State::Denied => " is-deny",
        State::Normal | State::Selected | State::New | State::Hot => "",
    });
    if stand.is_marked {
        class.push_str(" is-on");
    }
    let radius = if layout.class == WidthClass::Narrow { 8 } else { 10 };
    let mut shapes = match way(layout, stand) {
        points if points.len() > 1 => line(&points, radius, route.hub_at_end),
        _ => Vec::new(),
    };
    if let Some(rect) = route.label {
        shapes.push(tag("el", rect, &edge.label));
    }
    Part { class, name: spoken(edge, state), shapes, ..Part::new(PartKind::Edge, &edge.id, Rect::default()) }
}

/// The corners of an edge, whose tip keeps away from a ring.
pub(super) fn way(layout: &Layout, stand: &Stand) -> Vec<Point> {
    let mut points = layout.edges[stand.at].points.clone();
    if let ([.., before, tip], true) = (&mut points[..], stand.ends_on_ring) {
        *tip = moved(*tip, *before, RING_ROOM);
    }
    points
}

/// An edge takes no focus, so it is never read aloud with its ends, which would have to be looked for.
fn spoken(edge: &Edge, state: State) -> String {
    let mut name = edge.meaning.clone();
    text::add(&mut name, edge.status_in(state));
    name
}
