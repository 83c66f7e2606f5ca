//! Edges: a line with rounded corners, an arrowhead, a pill, a badge.

use super::line::{distance, line, moved};
use super::stand::Stand;
use super::{Part, PartKind, Shape, View, badge};
use crate::diagram::frame::Frame;
use crate::diagram::order::sorted;
use crate::diagram::{Edge, EdgeKind, Icon, Layout, Point, Rect, Scene, State, WidthClass};

/// The ring of a selected node keeps the head away.
const RING_ROOM: i32 = 5;
/// From the tip to the middle of a badge: there is a piece of line between it and the head, or at least all of the head.
const BADGE_BACK: i32 = 24;
const LEAST_BADGE_BACK: i32 = 20;
/// Half of a badge.
const BADGE_ROOM: i32 = 10;
/// The shortest piece before a short end that takes its badge.
const PIECE_ROOM: i32 = 32;
/// From the middle of a badge to what it must not touch: much, or just enough.
const OWN_ROOMS: [i32; 2] = [18, 11];

/// How the edges stand: dimmed ones first, lit ones last, else as written: a lit edge of a trunk lies on top.
pub(super) fn stands(scene: &Scene, layout: &Layout, frame: &Frame, view: View<'_>) -> Vec<Stand> {
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
        let has_badge = badge_of(edge.kind, state).is_some();
        Stand {
            is_marked: state != State::Dimmed && is_on(edge, state, view),
            ends_on_ring: ringed.contains(&edge.to.as_str()),
            joining: if has_badge && layout.edges[at].hub_at_end {
                joining(scene, frame, at)
            } else {
                vec![]
            },
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
    let nodes = scene.nodes.iter().zip(&frame.nodes);
    let selected = nodes.filter(|(_, state)| **state == Some(State::Selected));
    selected.map(|(node, _)| node.id.as_str()).chain(view.selected).collect()
}

pub(super) fn part(scene: &Scene, layout: &Layout, stand: &Stand) -> Part {
    let Stand { at, state, .. } = *stand;
    let edge = &scene.edges[at];
    let route = &layout.edges[at];
    let mut class = String::from("edg ");
    class.push_str(edge.kind.class());
    class.push_str(match state {
        State::Dimmed | State::Coming | State::Going => " is-dim",
        State::Offline | State::Missing => " is-down",
        State::Allowed => " is-allow",
        State::Denied => " is-deny",
        State::Normal | State::Selected | State::New | State::Hot => "",
    });
    if stand.is_marked {
        class.push_str(" is-on");
    }
    let mut points = route.points.clone();
    let mut shapes = Vec::new();
    if let [.., before, tip] = &mut points[..] {
        if stand.ends_on_ring {
            *tip = moved(*tip, *before, RING_ROOM);
        }
        let radius = if layout.class == WidthClass::Narrow { 8 } else { 10 };
        shapes = line(&points, radius, route.hub_at_end);
        if let Some((class, icon)) = badge_of(edge.kind, state) {
            let others: Vec<&[Point]> =
                stand.joining.iter().map(|&other| &*layout.edges[other].points).collect();
            let middle = badge_place(&points, &others);
            shapes.push(badge(class, icon, middle.x, middle.y));
        }
    }
    if let Some(rect) = route.label {
        shapes.push(pill(rect, &edge.label));
    }
    Part {
        kind: PartKind::Edge,
        id: edge.id.clone(),
        class,
        name: spoken(edge, state),
        is_selectable: false,
        is_selected: false,
        bounds: Rect::default(),
        origin: Point::default(),
        shapes,
    }
}

/// An edge takes no focus, so it is never read aloud with its ends, which would have to be looked for.
fn spoken(edge: &Edge, state: State) -> String {
    let mut name = edge.meaning.clone();
    let status = edge.status_in(state);
    if !name.is_empty() && !status.is_empty() {
        name.push_str(", ");
    }
    name.push_str(status);
    name
}

/// The middle of the tick or the cross on a line.
fn badge_place(points: &[Point], others: &[&[Point]]) -> Point {
    // On what it shares with a line that stands otherwise, it would speak of that one too.
    let own = if others.is_empty() { None } else { own_place(points, others) };
    own.unwrap_or_else(|| match points {
        // There it would hide the head, and touch what stands on the corner of the node.
        [.., earlier, before, tip]
            if distance(*tip, *before) < LEAST_BADGE_BACK && distance(*before, *earlier) >= PIECE_ROOM =>
        {
            moved(*before, *earlier, distance(*before, *earlier) / 2)
        }
        [.., before, tip] => {
            let length = distance(*tip, *before);
            // Where the line starts, another node stands.
            let longest = if points.len() == 2 { length - BADGE_ROOM } else { length };
            let least = LEAST_BADGE_BACK.min(longest);
            moved(*tip, *before, BADGE_BACK.min(length / 2 + 4).max(least))
        }
        [..] => Point::default(),
    })
}

/// The tick or the cross on the line.
fn badge_of(kind: EdgeKind, state: State) -> Option<(&'static str, Icon)> {
    match (kind, state) {
        (EdgeKind::Denied, _) | (_, State::Denied) => Some(("bdg b-danger", Icon::Cross)),
        (EdgeKind::Unused, _) | (_, State::Offline | State::Missing) => Some(("bdg b-muted", Icon::Cross)),
        (EdgeKind::Allowed, _) | (_, State::Allowed) => Some(("bdg b-success", Icon::Check)),
        (EdgeKind::Traffic | EdgeKind::Control | EdgeKind::Credentials | EdgeKind::Data, _) => None,
    }
}

/// The lines that join this one on its way to the same end, and have another outcome.
fn joining(scene: &Scene, frame: &Frame, at: usize) -> Vec<usize> {
    let outcome = |at: usize| badge_of(scene.edges[at].kind, frame.edges[at].unwrap_or_default());
    let is_other = |other: &usize| {
        scene.edges[*other].to == scene.edges[at].to
            && frame.edges[*other].is_some()
            && outcome(*other) != outcome(at)
    };
    (0..scene.edges.len()).filter(is_other).collect()
}

/// The last place of a line, seen from its start, where a badge has room beside the others and the ends of a piece.
fn own_place(points: &[Point], others: &[&[Point]]) -> Option<Point> {
    OWN_ROOMS.into_iter().find_map(|room| {
        let is_free = |at: Point| others.iter().all(|line| line.windows(2).all(|it| off(at, it) >= room));
        points.windows(2).rev().enumerate().find_map(|(n_after, ends)| {
            let from = if n_after == 0 { room.max(LEAST_BADGE_BACK) } else { room };
            let mut all = (from..=distance(ends[0], ends[1]) - room).map(|by| moved(ends[1], ends[0], by));
            all.find(|at| is_free(*at))
        })
    })
}

/// How far a point is from a piece of a line, along the axis on which it is farther.
fn off(at: Point, ends: &[Point]) -> i32 {
    let along = |at: i32, one: i32, other: i32| (at - at.clamp(one.min(other), one.max(other))).abs();
    along(at.x, ends[0].x, ends[1].x).max(along(at.y, ends[0].y, ends[1].y))
}

fn pill(rect: Rect, label: &str) -> Shape {
    Shape::Nested {
        class: "el",
        shapes: vec![
            Shape::Rect { class: "", rect, radius: rect.h / 2, fill: None },
            Shape::Text {
                class: "",
                x: rect.x + rect.w / 2,
                y: rect.y + 14,
                text: label.to_owned(),
                tail: None,
            },
        ],
    }
}
