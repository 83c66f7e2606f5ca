//! Edges: a line with rounded corners, an arrowhead, a pill.

use super::line::{corner_radius, draw, moved, together};
use super::stand::Stand;
use super::{Part, PartKind, View, tag};
use crate::diagram::frame::Frame;
use crate::diagram::list::nth;
use crate::diagram::{Edge, Layout, Node, Point, Rect, Scene, State, text};

/// The ring of a selected node keeps the head away.
const RING_ROOM: i32 = 5;

/// How the edges stand: dimmed ones first, then those that fail, lit ones last, else as written, because edges of a net
/// share lines.
pub(super) fn add_stands(
    scene: &Scene,
    layout: &Layout,
    frame: &Frame,
    view: View<'_>,
    stands: &mut Vec<Stand>,
) {
    for layer in 0..5 {
        for (at, (edge, state)) in scene.edges.iter().zip(&frame.edges).enumerate() {
            let Some(state) = *state else { continue };
            let is_marked = state != State::Dimmed && is_on(edge, state, view);
            if layer_of(state, is_marked) == layer {
                let selects = |(node, state): (&Node, &Option<State>)| {
                    *state == Some(State::Selected) && node.id == edge.to
                };
                stands.push(Stand {
                    is_marked,
                    ends_on_ring: view.selected == Some(&*edge.to)
                        || scene.nodes.iter().zip(&frame.nodes).any(selects),
                    taken: if fails(state) { taken(scene, layout, frame, view.step, at) } else { 0 },
                    ..Stand::of(PartKind::Edge, at, state)
                });
            }
        }
    }
}

fn layer_of(state: State, is_marked: bool) -> i32 {
    match state {
        State::Dimmed => 0,
        state if fails(state) => 1,
        State::Coming | State::Going => 2,
        _ => 3 + i32::from(is_marked),
    }
}

/// How much of the line of an edge that fails is taken by those of its net that do not: what works takes what is shared,
/// except what is dimmed from what a step tells of.
fn taken(scene: &Scene, layout: &Layout, frame: &Frame, step: Option<usize>, at: usize) -> i32 {
    let step = step.and_then(|step| scene.steps.get(step));
    let is_told = step.is_some_and(|step| step.tells_of(&nth(&scene.edges, at).id));
    let mut taken = 0;
    for (other, state) in layout.edges.iter().zip(&frame.edges) {
        if let Some(state) = *state
            && !fails(state)
            && !(is_told && state == State::Dimmed)
        {
            taken = taken.max(together(nth(&layout.edges, at), other));
        }
    }
    taken
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

pub(super) fn part(scene: &Scene, layout: &Layout, stand: &Stand) -> Part {
    let Stand { at, state, .. } = *stand;
    let edge = nth(&scene.edges, at);
    let route = nth(&layout.edges, at);
    let mut part = Part::new(PartKind::Edge, &edge.id, &Rect::default());
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
    let way = way(layout, stand);
    part.line = draw(&mut part.svg, way, corner_radius(layout.class), route.hub_at_end, stand.taken);
    if let Some(rect) = &route.label {
        tag(&mut part.svg, "el", rect, &edge.label);
    }
    part
}

/// The corners of an edge, whose tip keeps away from a ring.
pub(super) fn way(layout: &Layout, stand: &Stand) -> Vec<Point> {
    let mut points = nth(&layout.edges, stand.at).points.clone();
    if let ([.., before, tip], true) = (&mut points[..], stand.ends_on_ring) {
        *tip = moved(*tip, *before, RING_ROOM);
    }
    points
}
