//! The heights at which nets pass through the sides of groups.

use super::arena::{Arena, LineKind, Pin, Px, Sum, mean, product};
use super::list::List;

struct Gate {
    line: usize,
    net: usize,
    n: Px,
    want: Px,
    /// Where its heights are, among those of all gates of the side.
    from: usize,
    to: usize,
}

/// A height that a gate can take: that of one of the net's own lines which arrive there.
struct Height {
    y: Px,
    /// Edges that arrive at this height.
    n: Px,
    /// Least cost of this gate and those before it, and the height before that gives it.
    cost: Sum,
    before: usize,
}

impl Arena {
    /// A gate takes the height of one of its net's own lines, so that it needs no bend. Over all gates of a side short ways
    /// and the order of the hubs decide (dynamic programming).
    pub(super) fn set_gates(&mut self, group: usize, channel: usize) {
        let side = usize::from(channel != self.items[group].v);
        if self.items[group].gates[side].is_empty() {
            return;
        }
        let (gates, mut heights) = self.gates_of(group, channel);
        for at in 0..gates.len() {
            let gate = &gates[at];
            let Some(last) = at.checked_sub(1).map(|last| &gates[last]) else { continue };
            // Both go upwards: the best of those below is kept, and the best of all is needed once.
            let inversion = 100 * product(gate.n, last.n);
            let cheapest = cheapest(&heights, last);
            let (mut below, mut next) = (cheapest, last.from);
            let mut least = heights[cheapest].cost + inversion;
            for it in gate.from..gate.to {
                while next < last.to && heights[next].y < heights[it].y {
                    if heights[next].cost < least {
                        (least, below) = (heights[next].cost, next);
                    }
                    next += 1;
                }
                heights[it].cost += least;
                heights[it].before = below;
            }
        }
        let Some(last) = gates.last() else { return };
        let mut choice = cheapest(&heights, last);
        for gate in gates.iter().rev() {
            self.lines[gate.line].pos = heights[choice].y;
            choice = heights[choice].before;
        }
    }

    /// By the height of the hub.
    fn gates_of(&self, group: usize, channel: usize) -> (List<Gate>, List<Height>) {
        let mut gates = List::new();
        let mut heights = List::new();
        for &inner in &self.channels[channel].lines {
            let is_out =
                |pin: &&Pin| matches!(self.lines[pin.other].kind, LineKind::Gate(it, _) if it == group);
            let Some(out) = self.lines[inner].pins.iter().find(is_out) else { continue };
            let net = self.lines[inner].net;
            let hub = self.nets[net].hub;
            let sums = &self.nets[net];
            let want = if self.holds(group, hub) {
                mean(2 * sums.sum_y, sums.n) - self.items[hub].cy()
            } else {
                self.items[hub].cy()
            };
            let from = heights.len();
            for pin in self.lines[inner].pins.iter().filter(|pin| pin.other != out.other) {
                let y = self.lines[pin.other].pos;
                let at = from + heights[from..].partition_point(|it: &Height| it.y < y);
                match heights.get_mut(at) {
                    Some(known) if known.y == y => known.n += pin.n,
                    _ => heights.insert(at, Height { y, n: pin.n, cost: 0, before: 0 }),
                }
            }
            if heights.len() == from {
                let y = self.items[group].cy();
                heights.push(Height { y, n: out.n, cost: 0, before: 0 });
            }
            set_ways(&mut heights[from..], want, out.n);
            let gate = Gate { line: out.other, net, n: out.n, want, from, to: heights.len() };
            let at = gates.partition_point(|it: &Gate| (it.want, it.net) < (want, net));
            gates.insert(at, gate);
        }
        (gates, heights)
    }

    fn holds(&self, group: usize, item: usize) -> bool {
        let mut at = item;
        while at != super::arena::ROOT {
            if at == group {
                return true;
            }
            at = self.items[at].parent;
        }
        group == super::arena::ROOT
    }
}

/// The first of the cheapest heights of a gate.
fn cheapest(heights: &[Height], gate: &Gate) -> usize {
    let mut least = gate.from;
    for at in gate.from..gate.to {
        if heights[at].cost < heights[least].cost {
            least = at;
        }
    }
    least
}

/// For each height, from the lowest on: the way of all edges from where they arrive to the gate, and on to where they go.
fn set_ways(heights: &mut [Height], want: Px, n: Px) {
    let (Some(first), mut under) = (heights.first().map(|it| it.y), 0) else { return };
    let mut inside: Sum = heights.iter().map(|it| product(it.n, it.y - first)).sum();
    let all: Px = heights.iter().map(|it| it.n).sum();
    let mut last = first;
    for height in heights {
        inside += product(2 * under - all, height.y - last);
        (last, under) = (height.y, under + height.n);
        height.cost = inside + product(n, (height.y - want).abs());
    }
}
