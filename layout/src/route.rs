//! Topology: every edge becomes a list of lines, before anything knows a coordinate of a line.

use super::list::List;
use std::cmp::Ordering;

use super::arena::{
    Arena, BOTTOM, ChannelKind, FAR, GATE, LEFT, Line, LineKind, Pin, Px, RIGHT, ROOT, Reach, TOP,
};
use crate::{Side, WidthClass};

/// Room for an arrowhead between two nodes that stand one above the other.
const ARROW_ROOM: Px = 26;
/// What a badge adds to that.
const BADGE_HEIGHT: Px = 10;
/// Room for a badge and an arrowhead between two columns.
const BADGE_ROOM: Px = 56;

impl Arena {
    pub(super) fn route_all(&mut self) {
        self.lines = List::new();
        for item in &mut self.items {
            item.ends.clear();
        }
        for wire in 0..self.wires.len() {
            self.route(wire);
            if let Some(&last) = self.wires[wire].path.last() {
                self.lines[last].has_head = true;
            }
            self.reserve_room(wire);
        }
    }

    fn route(&mut self, wire: usize) {
        let it = &self.wires[wire];
        let (a, b, net, p, ca, cb) = (it.a, it.b, it.net, it.top, it.side_a, it.side_b);
        let (sa, sb) = self.sides(wire);
        let (wanted_a, wanted_b) = (self.items[b].cy(), self.items[a].cy());
        let (mut path, mut back) = (List::new(), List::new());
        self.escape(net, &mut path, a, sa, p, false, wanted_a);
        self.escape(net, &mut back, b, sb, p, true, wanted_b);
        let (x, y) = (&self.items[ca], &self.items[cb]);
        if x.col == y.col && sa != sb {
            let (channel, room) = if sa == LEFT || sa == RIGHT {
                (self.shelves[x.shelf].g + x.k.max(y.k), ARROW_ROOM)
            } else {
                let has_badge = self.nets[net].has_badge;
                (
                    self.above(x.col, x.shelf.max(y.shelf)),
                    ARROW_ROOM + if has_badge { BADGE_HEIGHT } else { 0 },
                )
            };
            self.give_room(channel, room);
            let line = self.track_line(net, channel);
            let from = self.end(net, ca, sa, ca == a);
            let to = self.end(net, cb, sb, cb == b);
            let is_upper = sa == RIGHT || sa == BOTTOM;
            self.pin(line, from, if is_upper { Reach::Low } else { Reach::High });
            self.pin(line, to, if is_upper { Reach::High } else { Reach::Low });
            path.push(from);
            back.push(to);
            path.push(line);
        } else {
            let va = self.beside_column(net, &mut path, ca, sa, ca == a, false);
            let vb = self.beside_column(net, &mut back, cb, sb, cb == b, true);
            self.across(net, &mut path, p, va, vb, Px::midpoint(wanted_a, wanted_b));
        }
        while let Some(line) = back.pop() {
            path.push(line);
        }
        if sa == sb {
            for end in [path[0], path[path.len() - 1]] {
                self.lines[end].makes_u = true;
            }
        }
        self.wires[wire].path = path;
    }

    /// The sides on which an edge leaves and enters the children of the common ancestor.
    fn sides(&self, wire: usize) -> (usize, usize) {
        let it = &self.wires[wire];
        let (x, y) = (&self.items[it.side_a], &self.items[it.side_b]);
        if x.col == y.col && x.shelf.abs_diff(y.shelf) == 1 && x.is_leaf && y.is_leaf {
            return if y.shelf > x.shelf { (BOTTOM, TOP) } else { (TOP, BOTTOM) };
        }
        // Neighbors in a shelf are beside one another; others of one column are reached around its side.
        let are_neighbors = x.shelf == y.shelf && x.k.abs_diff(y.k) == 1;
        match x.col.cmp(&y.col).then(if are_neighbors { x.k.cmp(&y.k) } else { Ordering::Equal }) {
            Ordering::Less => (RIGHT, LEFT),
            Ordering::Greater => (LEFT, RIGHT),
            Ordering::Equal => {
                let side = self.side_of_u(wire);
                (side, side)
            }
        }
    }

    /// The side of a detour between two things of one column: the hint, else the freer, else the nearer.
    fn side_of_u(&self, wire: usize) -> usize {
        let it = &self.wires[wire];
        let (a, b, p) = (it.a, it.b, it.top);
        match it.side {
            Some(Side::Left) => return LEFT,
            Some(Side::Right) => return RIGHT,
            None => {}
        }
        let left = self.hidden(a, p, LEFT) + self.hidden(b, p, LEFT);
        let right = self.hidden(a, p, RIGHT) + self.hidden(b, p, RIGHT);
        if left != right {
            return if right < left { RIGHT } else { LEFT };
        }
        let off = self.items[a].cx() + self.items[b].cx() - 2 * self.items[p].cx();
        if self.items[p].cols.len() == 1 && off.abs() > 2 && off < 0 { LEFT } else { RIGHT }
    }

    /// How many of the item and its ancestors inside `top` have a neighbor on that side, and how many columns.
    #[inline(never)]
    fn hidden(&self, item: usize, top: usize, side: usize) -> usize {
        let mut n = 0;
        let mut at = item;
        while at != top {
            n += usize::from(!self.items[at].is_exposed(side));
            let (col, parent) = (self.items[at].col, self.items[at].parent);
            if parent != top {
                let cols = &self.items[parent].cols;
                n += if side == LEFT { col - cols.start } else { cols.end - 1 - col };
            }
            at = parent;
        }
        n
    }

    fn gap_line(&mut self, net: usize, it: usize, side: usize) -> usize {
        let item = &self.items[it];
        let channel = self.shelves[item.shelf].g + item.k + side;
        self.track_line(net, channel)
    }

    /// The channel above a shelf of a column.
    fn above(&self, col: usize, shelf: usize) -> usize {
        let col = &self.cols[col];
        col.h + shelf - col.shelves.start
    }

    /// From an item sideways into the vertical channel next to its column; the channel's number.
    fn beside_column(
        &mut self,
        net: usize,
        out: &mut List<usize>,
        it: usize,
        side: usize,
        is_end: bool,
        incoming: bool,
    ) -> usize {
        let item = &self.items[it];
        let (col, shelf, is_leaf) = (item.col, item.shelf, item.is_leaf);
        let channel = self.cols[col].v + side;
        let line = if item.is_exposed(side) {
            self.end(net, it, side, is_end)
        } else {
            let h = self.above(col, shelf) + usize::from(!incoming);
            let h = self.track_line(net, h);
            let up = if is_end && is_leaf {
                self.end(net, it, if incoming { TOP } else { BOTTOM }, true)
            } else {
                let end = self.end(net, it, side, is_end);
                let gap = self.gap_line(net, it, side);
                out.push(end);
                self.pin(gap, end, if side == RIGHT { Reach::Low } else { Reach::High });
                self.pin(gap, h, if incoming { Reach::OutLow } else { Reach::OutHigh });
                gap
            };
            out.push(up);
            self.pin(h, up, if incoming { Reach::High } else { Reach::Low });
            let v = self.track_line(net, channel);
            self.pin(h, v, if side == RIGHT { Reach::OutHigh } else { Reach::OutLow });
            h
        };
        out.push(line);
        let v = self.track_line(net, channel);
        self.pin(v, line, if side == RIGHT { Reach::Low } else { Reach::High });
        channel
    }

    /// Over whole columns, each through the horizontal channel nearest to the wanted height; the last line.
    fn across(
        &mut self,
        net: usize,
        out: &mut List<usize>,
        p: usize,
        from: usize,
        to: usize,
        y: Px,
    ) -> usize {
        let (mut at, mut v) = (from, self.track_line(net, from));
        out.push(v);
        while at != to {
            let rightwards = at < to;
            let next = if rightwards { at + 1 } else { at - 1 };
            let w = self.track_line(net, next);
            let item = &self.items[p];
            let col = &self.cols[item.cols.start + at.min(next) - item.v];
            let (mut best, mut least) = (col.h, FAR);
            for s in 0..=col.shelves.len() {
                let it = &self.channels[col.h + s];
                let distance = (it.lo - y).max(y - it.hi).max(0);
                if distance < least {
                    (best, least) = (col.h + s, distance);
                }
            }
            let h = self.track_line(net, best);
            self.lines[h].want.get_or_insert(y);
            let (out_low, out_high) = if rightwards { (v, w) } else { (w, v) };
            self.pin(v, h, if rightwards { Reach::High } else { Reach::Low });
            self.pin(h, out_low, Reach::OutLow);
            self.pin(h, out_high, Reach::OutHigh);
            self.pin(w, h, if rightwards { Reach::Low } else { Reach::High });
            out.push(h);
            out.push(w);
            (at, v) = (next, w);
        }
        v
    }

    /// Outwards from an end, up to but not out of the child of `top` that holds it.
    #[expect(clippy::too_many_arguments, reason = "one step of a route needs the whole state of the route")]
    fn escape(
        &mut self,
        net: usize,
        out: &mut List<usize>,
        end: usize,
        side: usize,
        top: usize,
        incoming: bool,
        y: Px,
    ) {
        let mut it = end;
        while self.items[it].parent != top {
            let p = self.items[it].parent;
            let beside = self.beside_column(net, out, it, side, it == end, incoming);
            let edge = self.items[p].v + if side == RIGHT { self.items[p].cols.len() } else { 0 };
            let v = self.across(net, out, p, beside, edge, y);
            let gate = self.end(net, p, side, false);
            self.pin(v, gate, if side == RIGHT { Reach::High } else { Reach::Low });
            it = p;
        }
    }

    /// Room between columns for the pill of an edge, or for its badge and its head.
    fn reserve_room(&mut self, wire: usize) {
        let it = &self.wires[wire];
        // Where the edge goes on into a group, the badge has room there.
        let has_badge = self.nets[it.net].has_badge
            && self.items[it.b].parent == it.top
            && self.style.class != WidthClass::Narrow;
        let min = match it.label_w {
            0 if has_badge => BADGE_ROOM,
            0 => return,
            label_w => label_w + 36,
        };
        let vertical = |&line: &usize| {
            let LineKind::Track(number) = self.lines[line].kind else { return None };
            let channel = &self.channels[number];
            // Not at the rim: the drawing would grow by the pill.
            let is_rim = channel.group == ROOT && channel.is_side();
            (channel.kind == ChannelKind::V && channel.group == it.top && !is_rim).then_some(number)
        };
        if let Some(channel) = it.path.iter().find_map(vertical) {
            self.give_room(channel, min);
        }
    }

    fn give_room(&mut self, channel: usize, room: Px) {
        let it = &mut self.channels[channel];
        it.min = it.min.max(room);
    }

    #[inline(never)]
    fn track_line(&mut self, net: usize, channel: usize) -> usize {
        self.line(net, LineKind::Track(channel))
    }

    /// At a side of the last thing of a route, or through that of a group on the way.
    #[inline(never)]
    fn end(&mut self, net: usize, it: usize, side: usize, is_last: bool) -> usize {
        self.line(net, LineKind::End(it, if is_last { side } else { GATE + side }))
    }

    /// A net has one line in a channel, at a port or through a gate.
    #[inline(never)]
    fn line(&mut self, net: usize, kind: LineKind) -> usize {
        let (beside, is_vertical) = match kind {
            LineKind::Track(channel) => {
                let channel = &mut self.channels[channel];
                (&mut channel.lines, channel.kind != ChannelKind::H)
            }
            LineKind::End(it, side) => (&mut self.items[it].ends, side == TOP || side == BOTTOM),
        };
        if let Some(line) =
            beside.iter().copied().find(|&line| self.lines[line].net == net && self.lines[line].kind == kind)
        {
            return line;
        }
        let number = self.lines.len();
        beside.push(number);
        self.lines.push(Line { net, kind, is_vertical, ..Line::default() });
        number
    }

    // It stands at twenty places, and would be written down at each.
    #[inline(never)]
    fn pin(&mut self, line: usize, other: usize, reach: Reach) {
        let pins = &mut self.lines[line].pins;
        match pins.iter_mut().find(|pin| pin.other == other && pin.reach == reach) {
            Some(pin) => pin.n += 1,
            None => pins.push(Pin { other, reach, n: 1, at: 0 }),
        }
    }
}
