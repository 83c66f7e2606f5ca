//! Marks: the tick or the cross that tells the outcome of an edge, above all edges, so that no line runs through it.

use super::line::{distance, moved};
use super::stand::Stand;
use super::{BADGE_RADIUS as RADIUS, Part, PartKind, badge, edge};
use crate::diagram::frame::Frame;
use crate::diagram::list::nth;
use crate::diagram::{EdgeKind, Icon, Layout, Point, Rect, Scene, State};

/// From the tip to the middle of a badge: there is a piece of line between it and the head, or at least all of the head.
const BADGE_BACK: i32 = 24;
const LEAST_BADGE_BACK: i32 = 20;
/// Half of a badge.
const BADGE_ROOM: i32 = 10;
/// The shortest piece before a short end that takes its badge.
const PIECE_ROOM: i32 = 32;
/// From the middle of a badge to what it must not touch: much, or just enough.
const OWN_ROOMS: [i32; 2] = [18, 11];

/// How the marks stand, for edges in the order in which they are painted.
pub(super) fn add_stands(scene: &Scene, layout: &Layout, frame: &Frame, stands: &mut Vec<Stand>) {
    for n in 0..stands.len() {
        let stand = *nth(stands, n);
        if stand.kind == PartKind::Edge
            && let Some((class, _)) = badge_of(nth(&scene.edges, stand.at).kind, stand.state)
        {
            let points = edge::way(layout, &stand);
            let others = joining(scene, layout, frame, stand.at, class);
            // On what it shares with a line that stands otherwise, it would speak of that one too.
            let own = if others.is_empty() { None } else { own_place(&points, &others) };
            if let Some(place) = own.or_else(|| badge_place(&points)) {
                stands.push(Stand { place, ..Stand::of(PartKind::Mark, stand.at, stand.state) });
            }
        }
    }
}

pub(super) fn part(scene: &Scene, stand: &Stand) -> Part {
    let Stand { at, state, place: Point { x, y }, .. } = *stand;
    let edge = nth(&scene.edges, at);
    let (class, icon) = badge_of(edge.kind, state).unwrap_or(("", Icon::Cross));
    let bounds = Rect { x: x - RADIUS, y: y - RADIUS, w: 2 * RADIUS, h: 2 * RADIUS };
    let mut part = Part::new(PartKind::Mark, &edge.id, &bounds);
    part.id.push_str("-mark");
    part.class.push_str(class);
    if state == State::Dimmed {
        part.class.push_str(" is-dim");
    }
    badge(&mut part.svg, icon, RADIUS, RADIUS);
    part
}

/// A mark for the legend: 18 wide, 18 high.
pub(in crate::diagram) fn sample(icon: Icon) -> String {
    let mut svg = String::new();
    badge(&mut svg, icon, RADIUS, RADIUS);
    svg
}

/// The middle of the tick or the cross on a line.
fn badge_place(points: &[Point]) -> Option<Point> {
    match points {
        // There it would hide the head, and touch what stands on the corner of the node.
        [.., earlier, before, tip]
            if distance(*tip, *before) < LEAST_BADGE_BACK && distance(*before, *earlier) >= PIECE_ROOM =>
        {
            Some(moved(*before, *earlier, distance(*before, *earlier) / 2))
        }
        [.., before, tip] => {
            let length = distance(*tip, *before);
            // Where the line starts, another node stands.
            let longest = if points.len() == 2 { length - BADGE_ROOM } else { length };
            let least = LEAST_BADGE_BACK.min(longest);
            Some(moved(*tip, *before, BADGE_BACK.min(length / 2 + 4).max(least)))
        }
        [..] => None,
    }
}

/// The tick or the cross on the line.
pub(in crate::diagram) fn badge_of(kind: EdgeKind, state: State) -> Option<(&'static str, Icon)> {
    match (kind, state) {
        (EdgeKind::Denied, _) | (_, State::Denied) => Some(("bdg b-danger", Icon::Cross)),
        (EdgeKind::Unused, _) | (_, State::Offline | State::Missing) => Some(("bdg b-muted", Icon::Cross)),
        (EdgeKind::Allowed, _) | (_, State::Allowed) => Some(("bdg b-success", Icon::Check)),
        (EdgeKind::Traffic | EdgeKind::Control | EdgeKind::Credentials | EdgeKind::Data, _) => None,
    }
}

/// The lines that join this one on its way to the same end, and have another outcome.
fn joining<'a>(scene: &Scene, layout: &'a Layout, frame: &Frame, at: usize, class: &str) -> Vec<&'a [Point]> {
    let mut joining = Vec::new();
    let to = &nth(&scene.edges, at).to;
    if !nth(&layout.edges, at).hub_at_end {
        return joining;
    }
    for ((other, state), route) in scene.edges.iter().zip(&frame.edges).zip(&layout.edges) {
        if let Some(state) = *state
            && other.to == *to
            && badge_of(other.kind, state).is_none_or(|it| it.0 != class)
        {
            joining.push(&*route.points);
        }
    }
    joining
}

/// The last place of a line, seen from its start, where a badge has room beside the others and the ends of a piece.
fn own_place(points: &[Point], others: &[&[Point]]) -> Option<Point> {
    for &room in &OWN_ROOMS {
        let is_free = |at: Point, other: &[Point]| other.windows(2).all(|it| off(at, it) >= room);
        // At the very end stands the head.
        let mut by = room.max(LEAST_BADGE_BACK);
        for ends in points.windows(2).rev() {
            while by <= distance(ends[0], ends[1]) - room {
                let at = moved(ends[1], ends[0], by);
                if others.iter().all(|other| is_free(at, other)) {
                    return Some(at);
                }
                by += 1;
            }
            by = room;
        }
    }
    None
}

/// How far a point is from a piece of a line, along the axis on which it is farther.
fn off(at: Point, ends: &[Point]) -> i32 {
    let along =
        |at: i32, one: i32, other: i32| (at - one).abs().max((at - other).abs()) - (one - other).abs();
    along(at.x, ends[0].x, ends[1].x).max(along(at.y, ends[0].y, ends[1].y))
}
