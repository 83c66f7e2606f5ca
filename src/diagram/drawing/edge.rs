//! Edges: a line with rounded corners, an arrowhead, a pill.

use super::line::{STOP, line, moved, shorten, together};
use super::stand::Stand;
use super::{Part, PartKind, Shape, View, tag};
use crate::diagram::frame::Frame;
use crate::diagram::order::sorted;
use crate::diagram::{Edge, Layout, Point, Rect, Scene, State, WidthClass, text};

/// The ring of a selected node keeps the head away.
const RING_ROOM: i32 = 5;

/// How the edges stand: dimmed ones first, then those that fail, lit ones last, else as written, because edges of a net
/// share lines.
pub(super) fn stands(scene: &Scene, layout: &Layout, frame: &Frame, view: View<'_>) -> Vec<Stand> {
    let ringed = ringed(scene, frame, view);
    let state = |at: usize| frame.edges[at].unwrap_or_default();
    let mut shown = Vec::new();
    for (at, state) in frame.edges.iter().enumerate() {
        if state.is_some() {
            shown.push(at);
        }
    }
    let in_order = sorted(&shown, |at| {
        let layer = match state(at) {
            State::Dimmed => 0,
            state if fails(state) => 1,
            State::Coming | State::Going => 2,
            state => 3 + i64::from(is_on(&scene.edges[at], state, view)),
        };
        (layer, 0)
    });
    // What works takes what is shared, except what is dimmed from what a step tells of.
    let taken = |at: usize| {
        let step = view.step.and_then(|step| scene.steps.get(step));
        let is_told = step.is_some_and(|step| step.tells_of(&scene.edges[at].id));
        let yields = |at: usize| fails(state(at)) || is_told && state(at) == State::Dimmed;
        let mut taken = 0;
        for &other in &shown {
            if !yields(other) {
                taken = taken.max(together(&layout.edges[at], &layout.edges[other]));
            }
        }
        taken
    };
    let stand = |&at: &usize| {
        let (edge, state) = (&scene.edges[at], state(at));
        Stand {
            is_marked: state != State::Dimmed && is_on(edge, state, view),
            ends_on_ring: ringed.contains(&edge.to.as_str()),
            taken: if fails(state) { taken(at) } else { 0 },
            ..Stand::of(PartKind::Edge, at, state)
        }
    };
    in_order.iter().map(stand).collect()
}

/// Nothing gets through.
const fn fails(state: State) -> bool {
    matches!(state, State::Offline | State::Missing | State::Denied)
}

/// It is part of what is selected.
fn is_on(edge: &Edge, state: State, view: View<'_>) -> bool {
    let touches = |id: &str| edge.from == id || edge.to == id;
    matches!(state, State::Selected | State::Hot | State::New) || view.selected.is_some_and(touches)
}

/// The nodes with a ring, which keeps the heads of edges away.
fn ringed<'a>(scene: &'a Scene, frame: &Frame, view: View<'a>) -> Vec<&'a str> {
    let mut ringed = Vec::new();
    if let Some(id) = view.selected {
        ringed.push(id);
    }
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
    let mut part = Part::new(PartKind::Edge, &edge.id, Rect::default());
    part.class.push_str(edge.kind.line_class());
    part.class.push_str(match state {
        State::Dimmed => " is-dim",
        State::Coming | State::Going => " is-idle",
        State::Offline | State::Missing => " is-down",
        State::Allowed => " is-allow",
        State::Denied => " is-deny",
        State::Normal | State::Selected | State::New | State::Hot => "",
    });
    if stand.is_marked {
        part.class.push_str(" is-on");
    }
    // An edge takes no focus, so it is never read aloud with its ends, which would have to be looked for.
    text::add(&mut part.name, &edge.meaning);
    text::add(&mut part.name, edge.status_in(state));
    let radius = if layout.class == WidthClass::Narrow { 8 } else { 10 };
    part.shapes = line(&way(layout, stand), radius, route.hub_at_end);
    if let (Some(Shape::Line { points, .. }), 1..) = (part.shapes.first_mut(), stand.taken) {
        // A little is left below the others, to turn off them.
        shorten(points, stand.taken - radius - if route.hub_at_end { STOP } else { 0 });
        if route.hub_at_end {
            // The head is that of the others.
            part.shapes.truncate(1);
        }
    }
    if let Some(rect) = route.label {
        part.shapes.push(tag("el", rect, &edge.label));
    }
    part
}

/// The corners of an edge, whose tip keeps away from a ring.
pub(super) fn way(layout: &Layout, stand: &Stand) -> Vec<Point> {
    let mut points = layout.edges[stand.at].points.clone();
    if let ([.., before, tip], true) = (&mut points[..], stand.ends_on_ring) {
        *tip = moved(*tip, *before, RING_ROOM);
    }
    points
}
