//! The heights at which nets pass through the sides of groups.

use super::arena::{Arena, LineKind, Px, ROOT, Sum, product};

impl Arena {
    /// A gate takes the height of one of its net's own lines, so that it needs no bend: the one with the shortest ways, from
    /// where its edges arrive and on to where they go.
    pub(super) fn set_gates(&mut self, channel: usize) {
        let group = self.channels[channel].group;
        for k in 0..self.channels[channel].lines.len() {
            let line = &self.lines[self.channels[channel].lines[k]];
            let is_out = |other: usize| matches!(self.lines[other].kind, LineKind::End(it, _) if it == group);
            let Some(gate) = line.pins.iter().map(|pin| pin.other).find(|&it| is_out(it)) else { continue };
            let hub = self.nets[line.net].hub;
            let want = self.destination(line.net, if self.holds(group, hub) { hub } else { ROOT }, false);
            let end = |other: usize| if other == gate { want } else { self.lines[other].pos };
            let way = |y: Px| -> Sum {
                line.pins.iter().map(|pin| product(pin.n, (end(pin.other) - y).abs())).sum()
            };
            let heights = line.pins.iter().filter(|pin| pin.other != gate).map(|pin| end(pin.other));
            let nearest = heights.min_by_key(|&y| (way(y), y));
            self.lines[gate].pos = nearest.unwrap_or_else(|| self.items[group].cy());
        }
    }

    fn holds(&self, group: usize, item: usize) -> bool {
        let mut at = item;
        while at != group && at != ROOT {
            at = self.items[at].parent;
        }
        at == group
    }
}
