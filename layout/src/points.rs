//! The finished layout: corners of the routes, places of the pills, the frame around all.

use super::arena::{Arena, BOTTOM, Item, LEFT, LineKind, Px, ROOT, TOP};
use super::list::List;
use super::{Layout, PartRef, Point, Rect, Route};
use crate::Graph;

/// Room at the sides of the drawing, for the strokes of what stands there.
pub(super) const MARGIN_X: Px = 2;
const MARGIN_Y: Px = 4;
/// Owner tags and rings stand out above a node.
const TAG_ROOM: Px = 6;
const LABEL_H: Px = 20;

impl Arena {
    /// The corners of a wire, from its start to its end, moved.
    fn points(&self, wire: usize, by: Point) -> Vec<Point> {
        let path = &self.wires[wire].path;
        let (Some(&first), Some(&last)) = (path.first(), path.last()) else { return Vec::new() };
        let mut points = Vec::new();
        let mut push = |(x, y)| push(&mut points, Point { x: x + by.x, y: y + by.y });
        push(self.end_of(first));
        for pair in path.windows(2) {
            let (l, m) = (&self.lines[pair[0]], &self.lines[pair[1]]);
            if l.is_vertical != m.is_vertical {
                push(if l.is_vertical { (l.pos, m.pos) } else { (m.pos, l.pos) });
            }
        }
        push(self.end_of(last));
        points
    }

    fn end_of(&self, line: usize) -> (Px, Px) {
        let pos = self.lines[line].pos;
        let LineKind::End(it, side) = self.lines[line].kind else {
            return (pos, pos);
        };
        let item = &self.items[it];
        match side {
            TOP => (pos, item.top),
            BOTTOM => (pos, item.top + item.h),
            LEFT => (item.left, pos),
            _ => (item.left + item.w, pos),
        }
    }

    /// What is drawn, from the margin on, in the middle of the room that there is.
    pub(super) fn finished(&self, graph: &Graph, available_width: i32) -> Layout {
        let root = self.root();
        let mut top = 0;
        for item in self.node_items() {
            top = if item.thing.has_tag { top.min(item.top - TAG_ROOM) } else { top };
        }
        let width = available_width.max(root.w + 2 * MARGIN_X);
        let by = Point { x: (width - root.w) / 2, y: MARGIN_Y - top };
        let rect = |item: &Item| Rect { x: item.left + by.x, y: item.top + by.y, w: item.w, h: item.h };
        let mut layout =
            Layout { class: self.style.class, width, height: root.h + by.y + MARGIN_Y, ..Layout::default() };
        for item in self.group_items() {
            layout.groups.push(rect(item));
        }
        for item in self.node_items() {
            layout.nodes.push(rect(item));
        }
        for _ in &graph.links {
            layout.edges.push(Route::default());
        }
        for (at, wire) in self.wires.iter().enumerate() {
            let route = Route {
                points: self.points(at, by),
                net: u32::try_from(wire.net).unwrap_or(u32::MAX),
                hub_at_end: self.nets[wire.net].hub == wire.b,
                label: None,
            };
            if let Some(edge) = layout.edges.get_mut(wire.edge) {
                *edge = route;
            }
        }
        self.read_out(ROOT, &mut layout.reading);
        layout
    }

    fn read_out(&self, group: usize, reading: &mut Vec<PartRef>) {
        for col in &self.cols[self.items[group].cols.clone()] {
            for shelf in col.shelves.clone() {
                for &it in &self.row[self.shelves[shelf].items.clone()] {
                    let number = |at| u32::try_from(at).unwrap_or(u32::MAX);
                    if it <= self.n_nodes {
                        reading.push(PartRef::Node(number(it - 1)));
                    } else if it <= self.n_nodes + self.n_groups {
                        reading.push(PartRef::Group(number(it - 1 - self.n_nodes)));
                    }
                    self.read_out(it, reading);
                }
            }
        }
    }

    /// Pills: the longest straight part first, its middle first; clear of nodes, headers, other pills and other lines.
    pub(super) fn set_labels(&self, layout: &mut Layout) {
        let mut taken: List<(Rect, Option<u32>)> = List::new();
        for &node in &layout.nodes {
            taken.push((node, None));
        }
        for (item, of) in self.group_items().iter().zip(&layout.groups) {
            taken.push((Rect { w: of.w.min(item.thing.w), h: item.thing.h, ..*of }, None));
        }
        for route in &layout.edges {
            for ends in route.points.windows(2) {
                taken.push((hull(ends[0], ends[1]), Some(route.net)));
            }
        }
        let left = (layout.width - self.root().w) / 2;
        let right = left + self.root().w;
        for wire in self.wires.iter().filter(|wire| wire.label_w > 0) {
            let Some(route) = layout.edges.get_mut(wire.edge) else { continue };
            let mut longest = 0;
            for ends in route.points.windows(2) {
                let (from, to) = (ends[0], ends[1]);
                let length = length(from, to);
                for eighths in [4, 3, 5, 2, 6, 1, 7] {
                    let w = wire.label_w;
                    let x = from.x + (to.x - from.x) * eighths / 8 - w / 2;
                    let y = from.y + (to.y - from.y) * eighths / 8 - LABEL_H / 2;
                    let pill = Rect { x, y, w, h: LABEL_H };
                    let near = pill.grown(2);
                    let hits = |(it, net): &(Rect, Option<u32>)| *net != Some(route.net) && it.overlaps(near);
                    if length > longest && x >= left && pill.right() <= right && !taken.iter().any(hits) {
                        (route.label, longest) = (Some(pill), length);
                    }
                }
            }
            if let Some(pill) = route.label {
                taken.push((pill, None));
            }
        }
    }
}

/// Adds a corner; one that goes straight on replaces the last.
fn push(corners: &mut Vec<Point>, at: Point) {
    if let [.., p, q] = corners[..]
        && ((p.x == q.x && q.x == at.x) || (p.y == q.y && q.y == at.y))
    {
        corners.pop();
    }
    if corners.last() != Some(&at) {
        corners.push(at);
    }
}

#[inline(never)]
pub(super) fn length(from: Point, to: Point) -> i32 {
    (to.x - from.x).abs() + (to.y - from.y).abs()
}

/// The box of a straight part, at least one pixel thick.
fn hull(from: Point, to: Point) -> Rect {
    let (x, y) = (from.x.min(to.x), from.y.min(to.y));
    Rect { x, y, w: (to.x - from.x).abs().max(1), h: (to.y - from.y).abs().max(1) }
}
