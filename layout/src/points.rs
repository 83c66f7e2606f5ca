//! The finished layout: corners of the routes, places of the pills, the frame around all.

use super::arena::{Arena, BOTTOM, Item, LEFT, LineKind, Px, RIGHT, ROOT};
use super::{Layout, PartRef, Point, Rect, Route};
use crate::Graph;
use crate::order::order;

/// Room at the sides of the drawing, for the strokes of what stands there.
pub(super) const MARGIN_X: Px = 2;
const MARGIN_Y: Px = 4;
/// Owner tags and rings stand out above a node.
const TAG_ROOM: Px = 6;
const LABEL_H: Px = 20;

impl Arena {
    /// Calls with each corner of a wire, from its start to its end; straight parts may be cut in pieces.
    fn walk_wire(&self, wire: usize, mut corner: impl FnMut((Px, Px))) {
        let path = &self.wires[wire].path;
        let (Some(&first), Some(&last)) = (path.first(), path.last()) else { return };
        corner(self.end_of(first));
        for pair in path.windows(2) {
            let (l, m) = (&self.lines[pair[0]], &self.lines[pair[1]]);
            if l.is_vertical != m.is_vertical {
                corner(if l.is_vertical { (l.pos, m.pos) } else { (m.pos, l.pos) });
            }
        }
        corner(self.end_of(last));
    }

    fn points(&self, wire: usize) -> Vec<Point> {
        let mut points = Vec::with_capacity(self.wires[wire].path.len() + 1);
        self.walk_wire(wire, |(x, y)| push(&mut points, Point { x, y }));
        points
    }

    fn end_of(&self, line: usize) -> (Px, Px) {
        let pos = self.lines[line].pos;
        let (LineKind::Port(it, side) | LineKind::Gate(it, side)) = self.lines[line].kind else {
            return (pos, pos);
        };
        let item = &self.items[it];
        match side {
            LEFT => (item.left, pos),
            RIGHT => (item.left + item.w, pos),
            BOTTOM => (pos, item.top + item.h),
            _ => (pos, item.top),
        }
    }

    pub(super) fn length(&self, wire: usize) -> Px {
        let (mut length, mut last) = (0, None);
        self.walk_wire(wire, |(x, y)| {
            let (from_x, from_y) = last.unwrap_or((x, y));
            length += (x - from_x).abs() + (y - from_y).abs();
            last = Some((x, y));
        });
        length
    }

    pub(super) fn finished(&self, graph: &Graph, available_width: i32) -> Layout {
        let rect = |item: &Item| Rect { x: item.left, y: item.top, w: item.w, h: item.h };
        let mut layout = Layout {
            class: self.style.class,
            width: 0,
            height: 0,
            groups: self.group_items().iter().map(rect).collect(),
            nodes: self.node_items().iter().map(rect).collect(),
            edges: vec![Route::default(); graph.links.len()],
            reading: Vec::new(),
        };
        for (at, wire) in self.wires.iter().enumerate() {
            layout.edges[wire.edge] = Route {
                points: self.points(at),
                net: u32::try_from(wire.net).unwrap_or(u32::MAX),
                hub_at_end: self.nets[wire.net].hub == wire.b,
                label: None,
            };
        }
        self.read_out(ROOT, &mut layout.reading);
        if self.wires.iter().any(|wire| wire.label_w > 0) {
            self.set_labels(&mut layout);
        }
        self.frame(&mut layout, available_width);
        layout
    }

    fn read_out(&self, group: usize, reading: &mut Vec<PartRef>) {
        for shelf in self.items[group].cols.iter().flat_map(|col| &col.shelves) {
            for &it in &shelf.items {
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

    /// Pills: the longest straight part first, its middle first; clear of nodes, headers, other pills and other lines.
    fn set_labels(&self, layout: &mut Layout) {
        let mut taken: Vec<Rect> = layout.nodes.clone();
        for (item, of) in self.group_items().iter().zip(&layout.groups) {
            taken.push(Rect { w: of.w.min(item.head_w), h: item.header, ..*of });
        }
        for wire in self.wires.iter().filter(|wire| wire.label_w > 0) {
            let route = &layout.edges[wire.edge];
            let parts: Vec<_> =
                route.points.windows(2).map(|it| (-i64::from(length(it[0], it[1])), 0)).collect();
            let is_free = |pill: Rect| {
                let pill = pill.grown(2);
                let mut others = layout.edges.iter().filter(|other| other.net != route.net);
                pill.x >= -2
                    && pill.right() <= self.items[ROOT].w + 2
                    && !taken.iter().any(|it| it.overlaps(pill))
                    && !others
                        .any(|other| other.points.windows(2).any(|it| hull(it[0], it[1]).overlaps(pill)))
            };
            let mut label = None;
            'places: for at in order(&parts) {
                let (from, to) = (route.points[at], route.points[at + 1]);
                for eighths in [4, 3, 5, 2, 6, 1, 7] {
                    let w = wire.label_w;
                    let x = from.x + (to.x - from.x) * eighths / 8 - w / 2;
                    let y = from.y + (to.y - from.y) * eighths / 8 - LABEL_H / 2;
                    let pill = Rect { x, y, w, h: LABEL_H };
                    if is_free(pill) {
                        label = Some(pill);
                        break 'places;
                    }
                }
            }
            taken.extend(label);
            layout.edges[wire.edge].label = label;
        }
    }

    /// Moves everything so that it starts at the margin, in the middle of the room that there is.
    fn frame(&self, layout: &mut Layout, available_width: i32) {
        let (mut left, mut right, mut top) = (0, self.items[ROOT].w, 0);
        let mut bottom = self.items[ROOT].h;
        for rect in layout.edges.iter().filter_map(|route| route.label) {
            left = left.min(rect.x);
            right = right.max(rect.right());
        }
        for item in self.node_items().iter().filter(|item| item.has_tag) {
            top = top.min(item.top - TAG_ROOM);
        }
        for route in &layout.edges {
            for point in &route.points {
                top = top.min(point.y);
                bottom = bottom.max(point.y);
            }
        }
        let natural = right - left + 2 * MARGIN_X;
        layout.width = natural.max(available_width);
        layout.height = bottom - top + 2 * MARGIN_Y;
        let dx = (layout.width - natural) / 2 + MARGIN_X - left;
        let dy = MARGIN_Y - top;
        for rect in layout.groups.iter_mut().chain(&mut layout.nodes) {
            rect.x += dx;
            rect.y += dy;
        }
        for route in &mut layout.edges {
            for point in &mut route.points {
                point.x += dx;
                point.y += dy;
            }
            if let Some(label) = &mut route.label {
                label.x += dx;
                label.y += dy;
            }
        }
    }
}

/// Adds a corner; one that goes straight on replaces the last.
fn push(corners: &mut Vec<Point>, at: Point) {
    let n = corners.len();
    if n > 0 && corners[n - 1] == at {
        return;
    }
    if n > 1 {
        let (p, q) = (corners[n - 2], corners[n - 1]);
        if (p.x == q.x && q.x == at.x) || (p.y == q.y && q.y == at.y) {
            corners[n - 1] = at;
            return;
        }
    }
    corners.push(at);
}

pub(super) fn length(from: Point, to: Point) -> i32 {
    (to.x - from.x).abs() + (to.y - from.y).abs()
}

/// The box of a straight part, at least one pixel thick.
fn hull(from: Point, to: Point) -> Rect {
    let (x, y) = (from.x.min(to.x), from.y.min(to.y));
    Rect { x, y, w: (to.x - from.x).abs().max(1), h: (to.y - from.y).abs().max(1) }
}
