//! Coordinates of ports and tracks, one channel at a time, children before parents.

use super::arena::{
    Arena, BOTTOM, Channel, ChannelKind, FAR, Line, LineKind, Px, ROOT, Reach, Sum, TOP, mean, px,
};
use super::list::List;
use crate::order::{key, sorted};

/// Between the ports of one side, unless the side is too short.
const PORT_PITCH: Px = 16;
/// The same for lines with a badge, which is 18 wide.
const BADGE_PITCH: Px = 20;
/// From the corner of a side to the first of its ports, when badges need the room.
const CORNER: Px = 6;
/// How far lines stand away from the middle at the side of a group, so that arrowheads have room, in tenths of a pixel.
const HEAD_ROOM: Px = 30;
/// Two lines of one height in one channel would lie on one another.
pub(super) const CLASH: Sum = 1_000_000;

impl Arena {
    pub(super) fn track(&mut self) {
        self.crossings = 0;
        self.set_ports();
        for channel in 0..self.channels.len() {
            if !self.channels[channel].lines.is_empty() {
                if self.channels[channel].is_side() {
                    self.set_gates(channel);
                }
                self.assign(channel);
            }
        }
    }

    fn set_ports(&mut self) {
        // By number: a loop over the nets themselves would be unrolled.
        for at in 0..self.nets.len() {
            let net = &mut self.nets[at];
            (net.sum_x, net.sum_y, net.n) = (0, 0, 0);
        }
        for wire in &self.wires {
            let (a, b) = (&self.items[wire.a], &self.items[wire.b]);
            let net = &mut self.nets[wire.net];
            net.sum_x += Sum::from(a.cx() + b.cx());
            net.sum_y += Sum::from(a.cy() + b.cy());
            net.n += 2;
        }
        for it in 1..self.items.len() {
            for side in 0..4 {
                let item = &self.items[it];
                let at_side = |&end: &usize| self.lines[end].kind == LineKind::End(it, side);
                let mut ports: List<usize> = item.ends.iter().copied().filter(at_side).collect();
                if ports.is_empty() {
                    continue;
                }
                let is_vertical = side == TOP || side == BOTTOM;
                let (middle, length) = if is_vertical { (item.cx(), item.w) } else { (item.cy(), item.h) };
                let keys = |port: usize| {
                    let net = self.lines[port].net;
                    let to = self.destination(net, it, is_vertical);
                    // Detours nest: the farther end takes the outer place.
                    let place = match self.lines[port].makes_u {
                        false => to,
                        true if to < middle => 2 * middle - to - FAR,
                        true => 2 * middle - to + FAR,
                    };
                    (place.into(), key(net))
                };
                if ports.len() > 1 {
                    ports = sorted(&ports, keys);
                }
                let n = px(ports.len());
                let (at, step) = if item.is_leaf {
                    let has_badges = ports.iter().any(|&it| self.nets[self.lines[it].net].has_badge);
                    let of_badges = BADGE_PITCH.min((length - 2 * CORNER) / (n - 1).max(1));
                    let of_badges = if has_badges { of_badges } else { 0 };
                    (middle, (10 * PORT_PITCH).min(10 * length / (n + 1)).max(10 * of_badges))
                } else {
                    (item.top + item.thing.h / 2, 40.min(10 * item.thing.h / (n + 1)))
                };
                for (k, &port) in ports.iter().enumerate() {
                    self.lines[port].pos = at + mean((2 * px(k) - (n - 1)) * step, 20);
                }
            }
        }
    }

    /// The height (or place across) to which a net goes from an item.
    pub(super) fn destination(&self, net: usize, from: usize, across: bool) -> Px {
        let it = &self.nets[net];
        let hub = &self.items[it.hub];
        match (it.hub != from, across) {
            (true, true) => hub.cx(),
            (true, false) => hub.cy(),
            (false, true) => mean(2 * it.sum_x, it.n) - hub.cx(),
            (false, false) => mean(2 * it.sum_y, it.n) - hub.cy(),
        }
    }

    /// From where the pins of a line come, and its interval in its channel.
    fn prepare(&mut self, line: usize, (from, to): (Px, Px)) {
        let (mut lo, mut hi) = (FAR, -FAR);
        for k in 0..self.lines[line].pins.len() {
            let pin = self.lines[line].pins[k];
            let at = match pin.reach {
                Reach::OutLow => from - 1,
                Reach::OutHigh => to + 1,
                Reach::Low | Reach::High => self.lines[pin.other].pos,
            };
            (lo, hi) = (lo.min(at), hi.max(at));
            self.lines[line].pins[k].at = at;
        }
        (self.lines[line].lo, self.lines[line].hi) = (lo, hi);
    }

    /// The crossings when `a` lies on the low side of `b`, and a lot for two lines that would lie on one another.
    fn cost(&self, a: usize, b: usize) -> Sum {
        let (a, b) = (&self.lines[a], &self.lines[b]);
        let mut cost = 0;
        // What is crossed is one line, however many edges go along it.
        for low in b.from(Reach::Low) {
            cost += Sum::from(low > a.lo && low < a.hi);
        }
        for high in a.from(Reach::High) {
            cost += Sum::from(high > b.lo && high < b.hi);
            let is_near = high > b.lo - super::MIN_PITCH && high < b.hi + super::MIN_PITCH;
            if is_near && b.from(Reach::Low).any(|low| (high - low).abs() < super::MIN_PITCH) {
                cost += CLASH;
            }
        }
        cost
    }

    /// Orders the lines of a channel, gives them tracks and the tracks positions.
    fn assign(&mut self, channel: usize) {
        let &Channel { lo, hi, from, to, .. } = &self.channels[channel];
        let mut live = List::new();
        for k in 0..self.channels[channel].lines.len() {
            let line = self.channels[channel].lines[k];
            self.prepare(line, (from, to));
            if self.lines[line].is_straight() {
                self.lines[line].pos = Px::midpoint(lo, hi);
            } else {
                live.push(line);
            }
        }
        if live.len() > 1 {
            let middle = |line| {
                let it: &Line = &self.lines[line];
                ((-it.lo - it.hi).into(), -key(it.net))
            };
            live = self.ordered(sorted(&live, middle));
        }
        let mut tracks = 0;
        for at in 0..live.len() {
            let b = &self.lines[live[at]];
            let mut track = 0;
            for &earlier in &live[..at] {
                let a = &self.lines[earlier];
                if a.track >= track && a.is_beside(b) {
                    track = a.track + 1;
                }
            }
            self.lines[live[at]].track = track;
            tracks = tracks.max(track + 1);
        }
        let it = &mut self.channels[channel];
        (it.tracks, it.most) = (tracks, it.most.max(tracks));
        self.set_positions(channel, &live, tracks);
    }

    /// A cheap order: each line is put where it is cheapest among those before it.
    fn ordered(&mut self, mut live: List<usize>) -> List<usize> {
        let mut found = 0;
        for _ in 0..5 {
            found = 0;
            let mut order: List<usize> = List::new();
            for &line in live.iter().rev() {
                // The costs at the end, and what other places add to them.
                let (mut at_end, mut more, mut least, mut place) = (0, 0, 0, order.len());
                for (at, &other) in order.iter().enumerate().rev() {
                    if !self.lines[line].is_beside(&self.lines[other]) {
                        continue;
                    }
                    let under = self.cost(other, line);
                    at_end += under;
                    more += self.cost(line, other) - under;
                    if more < least {
                        (least, place) = (more, at);
                    }
                }
                found += at_end + least;
                order.push(line);
                for at in (place + 1..order.len()).rev() {
                    order[at] = order[at - 1];
                }
                order[place] = line;
            }
            live = order;
            // Neighbors that hold one another may keep two apart that clash: every line looks for its place again.
            if found < CLASH {
                break;
            }
        }
        self.crossings += found;
        live
    }

    fn set_positions(&mut self, channel: usize, live: &[usize], tracks: Px) {
        let it = &self.channels[channel];
        let room = it.hi - it.lo;
        // Tenths of a pixel.
        let mut pitch = (10 * self.style.pitch).min(10 * room / (tracks + 1)).max(10);
        let half = (tracks + 1) * pitch / 2;
        let mut middle = 5 * (it.lo + it.hi);
        if it.group == ROOT && it.is_side() && tracks < room {
            // At the rim of the drawing nothing stands on the other side of the lines.
            pitch = 10 * room / tracks.max(1);
            middle += if it.is_first { -pitch / 2 } else { pitch / 2 };
        } else if it.kind == ChannelKind::H && 10 * room > 2 * half + 40 {
            self.set_where_wanted(channel, live, tracks);
            return;
        } else if self.style.is_close
            && it.is_side()
            && live.iter().any(|&line| self.leads_to_heads(line, it))
        {
            middle += if it.is_first { -HEAD_ROOM } else { HEAD_ROOM };
        }
        for &line in live {
            self.lines[line].pos = mean(2 * middle + (2 * self.lines[line].track - (tracks - 1)) * pitch, 20);
        }
    }

    /// Whether an edge that turns off here ends at once, at something that stands beside the channel.
    fn leads_to_heads(&self, line: usize, channel: &Channel) -> bool {
        self.lines[line].pins.iter().any(|pin| {
            let end = &self.lines[pin.other];
            let LineKind::End(it, _) = end.kind else { return false };
            let item = &self.items[it];
            end.has_head && item.left <= channel.hi && channel.lo <= item.left + item.w
        })
    }

    /// In a roomy channel every track lies where its lines want it or else as near below as the order allows, and without a
    /// wish at the shelf.
    fn set_where_wanted(&mut self, channel: usize, live: &[usize], tracks: Px) {
        let (it, pitch) = (&self.channels[channel], self.style.pitch);
        let (mut y, hi) = (it.lo, it.hi);
        let near = if it.is_first { hi } else { y };
        for track in 0..tracks {
            let is_on = |&&line: &&usize| self.lines[line].track == track;
            let mut wants = live.iter().filter(is_on).filter_map(|&line| self.lines[line].want);
            let want = wants.next().unwrap_or(near);
            y = want.max(y + pitch).min(hi - (tracks - track) * pitch);
            for &line in live {
                let line = &mut self.lines[line];
                line.pos = if line.track == track { y } else { line.pos };
            }
        }
    }
}
