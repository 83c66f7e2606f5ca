//! The heights at which nets pass through the sides of groups.

use super::arena::{Arena, FAR, LineKind, Px, mean};

/// More gates than this on one side are only ordered, not improved one by one.
const FEW: usize = 16;

struct Gate {
    line: usize,
    /// The line of the net in the channel inside.
    inner: usize,
    net: usize,
    n: Px,
    /// Heights of the net's own lines that arrive there.
    heights: Vec<Px>,
    want: Px,
    /// Least cost up to here, for each height, and the height before that gives it.
    cost: Vec<Px>,
    before: Vec<usize>,
}

impl Arena {
    /// A gate takes the height of one of its net's own lines, so that it needs no bend; over all gates of a side the
    /// order follows the order of the hubs (dynamic programming).
    pub(super) fn set_gates(&mut self, group: usize, channel: usize) {
        let mut gates = self.gates_of(group, channel);
        for at in 0..gates.len() {
            let (done, rest) = gates.split_at_mut(at);
            let gate = &mut rest[0];
            for &height in &gate.heights {
                let mut cost = (height - gate.want).abs();
                let mut from = 0;
                if let Some(before) = done.last() {
                    let mut least = FAR;
                    for (j, &other) in before.heights.iter().enumerate() {
                        let inversion = if other < height { 0 } else { 100 * gate.n * before.n };
                        if before.cost[j] + inversion < least {
                            (least, from) = (before.cost[j] + inversion, j);
                        }
                    }
                    cost += least;
                }
                gate.cost.push(cost);
                gate.before.push(from);
            }
        }
        let mut choice = None;
        for gate in gates.iter().rev() {
            let at = choice.unwrap_or_else(|| {
                let mut least = 0;
                for (j, cost) in gate.cost.iter().enumerate() {
                    if *cost < gate.cost[least] {
                        least = j;
                    }
                }
                least
            });
            self.lines[gate.line].pos = gate.heights[at];
            choice = Some(gate.before[at]);
        }
        if (2..=FEW).contains(&gates.len()) && self.fine {
            self.improve_gates(&gates);
        }
    }

    /// By the height of the hub.
    fn gates_of(&self, group: usize, channel: usize) -> Vec<Gate> {
        let mut gates = Vec::new();
        for &inner in &self.channels[channel].lines {
            for pin in &self.lines[inner].pins {
                if !matches!(self.lines[pin.other].kind, LineKind::Gate(it, _) if it == group) {
                    continue;
                }
                let others = self.lines[inner].pins.iter().filter(|it| it.other != pin.other);
                let mut heights: Vec<Px> = Vec::new();
                for height in others.map(|it| self.lines[it.other].pos) {
                    let at = heights.iter().position(|&it| it >= height).unwrap_or(heights.len());
                    if heights.get(at) != Some(&height) {
                        heights.insert(at, height);
                    }
                }
                if heights.is_empty() {
                    heights.push(self.items[group].cy());
                }
                let net = self.lines[inner].net;
                let hub = self.nets[net].hub;
                let sums = &self.nets[net];
                let want = if self.holds(group, hub) {
                    mean(2 * sums.sum_y, sums.n) - self.items[hub].cy()
                } else {
                    self.items[hub].cy()
                };
                let (cost, before) = (Vec::new(), Vec::new());
                let after = |gate: &Gate| (gate.want, gate.net) > (want, net);
                let at = gates.iter().position(after).unwrap_or(gates.len());
                gates.insert(at, Gate { line: pin.other, inner, net, n: pin.n, heights, want, cost, before });
            }
        }
        gates
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

    /// Moves one gate at a time while the channel would have fewer crossings.
    fn improve_gates(&mut self, gates: &[Gate]) {
        for gate in gates {
            self.prepare(gate.inner);
        }
        for _ in 0..3 {
            let mut moved = false;
            for (i, gate) in gates.iter().enumerate() {
                let was = self.lines[gate.line].pos;
                let (mut least, mut best) = (Px::MAX, was);
                for &height in &gate.heights {
                    self.lines[gate.line].pos = height;
                    self.prepare(gate.inner);
                    // Hundredths: distance only breaks ties between crossings.
                    let mut cost = (height - gate.want).abs() * 2 + if height == was { 0 } else { 50 };
                    for (j, other) in gates.iter().enumerate().filter(|(j, _)| *j != i) {
                        let crossings =
                            self.cost(gate.inner, other.inner).min(self.cost(other.inner, gate.inner));
                        let kept = (j < i) == (self.lines[other.line].pos < height);
                        cost += 100 * (crossings + if kept { 0 } else { gate.n * other.n });
                    }
                    if cost < least {
                        (least, best) = (cost, height);
                    }
                }
                moved |= best != was;
                self.lines[gate.line].pos = best;
                self.prepare(gate.inner);
            }
            if !moved {
                break;
            }
        }
    }
}
