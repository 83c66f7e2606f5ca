//! Topology: every edge becomes a list of lines, before anything knows a coordinate of a line.

use super::list::List;
use std::cmp::Ordering;

use super::arena::{Arena, BOTTOM, ChannelKind, FAR, LEFT, Line, LineKind, Pin, Px, RIGHT, ROOT, Reach, TOP};
use crate::{Side, WidthClass};

/// Room for an arrowhead between two nodes that stand one above the other.
const ARROW_ROOM: Px = 26;
/// What a badge adds to that.
const BADGE_HEIGHT: Px = 10;
/// Room for a badge and an arrowhead between two columns.
const BADGE_ROOM: Px = 56;

impl Arena {
    pub(super) fn route_all(&mut self) {
        self.lines.clear();
        for item in &mut self.items {
            for lines in item.ports.iter_mut().chain(&mut item.gates) {
                lines.clear();
            }
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
        let (x, y) = (&self.items[ca], &self.items[cb]);
        if x.col == y.col && x.shelf.abs_diff(y.shelf) == 1 && x.is_leaf && y.is_leaf {
            self.wires[wire].path = self.straight_down(net, p, a, b);
            return;
        }
        let (sa, sb) = self.sides(wire);
        let neighbors = x.col == y.col && x.shelf == y.shelf && x.k.abs_diff(y.k) == 1;
        let (wanted_a, wanted_b) = (self.items[b].cy(), self.items[a].cy());
        let mut path = std::mem::take(&mut self.wires[wire].path);
        let mut back = List::new();
        path.clear();
        self.escape(net, &mut path, a, sa, p, false, wanted_a);
        self.escape(net, &mut back, b, sb, p, true, wanted_b);
        if neighbors {
            self.join_neighbors(net, &mut path, &mut back, (a, ca, sa), (b, cb, sb), p);
        } else {
            let va = self.beside_column(net, &mut path, ca, sa, p, ca == a, false);
            let vb = self.beside_column(net, &mut back, cb, sb, p, cb == b, true);
            self.across(net, &mut path, p, va, vb, Px::midpoint(wanted_a, wanted_b));
            let channel = self.items[p].v + vb;
            path.push(self.track_line(net, channel));
        }
        path.extend(back.iter().rev().copied());
        if sa == sb {
            for end in [path.first(), path.last()].into_iter().flatten() {
                self.lines[*end].makes_u = true;
            }
        }
        self.wires[wire].path = path;
    }

    /// The sides on which an edge leaves and enters the children of the common ancestor.
    fn sides(&self, wire: usize) -> (usize, usize) {
        let it = &self.wires[wire];
        let (x, y) = (&self.items[it.side_a], &self.items[it.side_b]);
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

    /// Two leaves, one right above the other.
    fn straight_down(&mut self, net: usize, p: usize, a: usize, b: usize) -> List<usize> {
        let (x, y) = (&self.items[a], &self.items[b]);
        let goes_down = y.shelf > x.shelf;
        let channel = self.items[p].cols[x.col].h + x.shelf.max(y.shelf);
        let room = if self.nets[net].has_badge { ARROW_ROOM + BADGE_HEIGHT } else { ARROW_ROOM };
        self.channels[channel].min = self.channels[channel].min.max(room);
        let from = self.port(net, a, if goes_down { BOTTOM } else { TOP });
        let to = self.port(net, b, if goes_down { TOP } else { BOTTOM });
        let line = self.track_line(net, channel);
        let (near, far) = if goes_down { (Reach::Low, Reach::High) } else { (Reach::High, Reach::Low) };
        self.pin(line, from, near);
        self.pin(line, to, far);
        vec![from, line, to].into()
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
    fn hidden(&self, item: usize, top: usize, side: usize) -> usize {
        let mut n = 0;
        let mut at = item;
        while at != top {
            n += usize::from(!self.items[at].is_exposed(side));
            let (col, parent) = (self.items[at].col, self.items[at].parent);
            if parent != top {
                n += if side == LEFT { col } else { self.items[parent].cols.len() - 1 - col };
            }
            at = parent;
        }
        n
    }

    /// Ends in the channel between two neighbors of a shelf.
    fn join_neighbors(
        &mut self,
        net: usize,
        path: &mut List<usize>,
        back: &mut List<usize>,
        (a, ca, sa): (usize, usize, usize),
        (b, cb, sb): (usize, usize, usize),
        p: usize,
    ) {
        let from = if ca == a { self.port(net, a, sa) } else { self.gate(net, ca, sa) };
        let to = if cb == b { self.port(net, b, sb) } else { self.gate(net, cb, sb) };
        let (x, y) = (&self.items[ca], &self.items[cb]);
        let channel = self.items[p].cols[x.col].shelves[x.shelf].g + x.k.max(y.k);
        self.channels[channel].min = self.channels[channel].min.max(ARROW_ROOM);
        let line = self.track_line(net, channel);
        self.pin(line, from, if sa == RIGHT { Reach::Low } else { Reach::High });
        self.pin(line, to, if sb == RIGHT { Reach::Low } else { Reach::High });
        path.extend([from, line]);
        back.push(to);
    }

    fn gap_line(&mut self, net: usize, it: usize, side: usize, p: usize) -> usize {
        let item = &self.items[it];
        let channel = self.items[p].cols[item.col].shelves[item.shelf].g + item.k + side;
        self.track_line(net, channel)
    }

    /// From an item of group `p` sideways into the vertical channel next to its column; the channel's number.
    #[expect(clippy::too_many_arguments, reason = "one step of a route needs the whole state of the route")]
    fn beside_column(
        &mut self,
        net: usize,
        out: &mut List<usize>,
        it: usize,
        side: usize,
        p: usize,
        is_end: bool,
        incoming: bool,
    ) -> usize {
        let item = &self.items[it];
        let (col, shelf, is_leaf) = (item.col, item.shelf, item.is_leaf);
        let number = col + side;
        let channel = self.items[p].v + number;
        let line = if item.is_exposed(side) {
            if is_end { self.port(net, it, side) } else { self.gate(net, it, side) }
        } else {
            let h = self.items[p].cols[col].h + if incoming { shelf } else { shelf + 1 };
            let h = self.track_line(net, h);
            let up = if is_end && is_leaf {
                self.port(net, it, if incoming { TOP } else { BOTTOM })
            } else {
                let gate = if is_end { self.port(net, it, side) } else { self.gate(net, it, side) };
                let gap = self.gap_line(net, it, side, p);
                out.push(gate);
                self.pin(gap, gate, if side == RIGHT { Reach::Low } else { Reach::High });
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
        number
    }

    /// Over whole columns, each through the horizontal channel nearest to the wanted height.
    fn across(&mut self, net: usize, out: &mut List<usize>, p: usize, from: usize, to: usize, y: Px) {
        let mut at = from;
        while at != to {
            let rightwards = at < to;
            let next = if rightwards { at + 1 } else { at - 1 };
            let first = self.items[p].v;
            let (v, w) = (self.track_line(net, first + at), self.track_line(net, first + next));
            out.push(v);
            let col = &self.items[p].cols[at.min(next)];
            let (mut best, mut least) = (col.h, FAR);
            for h in col.h..=col.h + col.shelves.len() {
                let it = &self.channels[h];
                let distance = (it.lo - y).max(y - it.hi).max(0);
                if distance < least {
                    (best, least) = (h, distance);
                }
            }
            let h = self.track_line(net, best);
            let want = &mut self.lines[h].want;
            *want = (want.0 + y, want.1 + 1);
            let (out_low, out_high) = if rightwards { (v, w) } else { (w, v) };
            self.pin(v, h, if rightwards { Reach::High } else { Reach::Low });
            self.pin(h, out_low, Reach::OutLow);
            self.pin(h, out_high, Reach::OutHigh);
            self.pin(w, h, if rightwards { Reach::Low } else { Reach::High });
            out.push(h);
            at = next;
        }
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
            let number = self.beside_column(net, out, it, side, p, it == end, incoming);
            let edge = if side == RIGHT { self.items[p].cols.len() } else { 0 };
            self.across(net, out, p, number, edge, y);
            let channel = self.items[p].v + edge;
            let v = self.track_line(net, channel);
            let gate = self.gate(net, p, side);
            out.push(v);
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
        let vertical = |line: &&usize| {
            let LineKind::Track(channel) = self.lines[**line].kind else { return false };
            let channel = &self.channels[channel];
            // Not at the rim: the drawing would grow by the pill.
            let is_rim = channel.group == ROOT && channel.is_side();
            channel.kind == ChannelKind::V && channel.group == it.top && !is_rim
        };
        let Some(&line) = it.path.iter().find(vertical) else { return };
        if let LineKind::Track(channel) = self.lines[line].kind {
            self.channels[channel].min = self.channels[channel].min.max(min);
        }
    }

    #[inline(never)]
    fn track_line(&mut self, net: usize, channel: usize) -> usize {
        self.line(net, LineKind::Track(channel))
    }

    #[inline(never)]
    fn port(&mut self, net: usize, it: usize, side: usize) -> usize {
        self.line(net, LineKind::Port(it, side))
    }

    #[inline(never)]
    fn gate(&mut self, net: usize, it: usize, side: usize) -> usize {
        self.line(net, LineKind::Gate(it, side))
    }

    /// A net has one line in a channel, at a port or through a gate.
    #[inline(never)]
    fn line(&mut self, net: usize, kind: LineKind) -> usize {
        let (beside, is_vertical) = match kind {
            LineKind::Track(channel) => {
                let channel = &mut self.channels[channel];
                (&mut channel.lines, channel.kind != ChannelKind::H)
            }
            LineKind::Port(it, side) => (&mut self.items[it].ports[side], side >= TOP),
            LineKind::Gate(it, side) => (&mut self.items[it].gates[side], false),
        };
        if let Some(line) = beside.iter().copied().find(|&line| self.lines[line].net == net) {
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
