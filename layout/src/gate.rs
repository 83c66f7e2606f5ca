//! The heights at which nets pass through the sides of groups.

use super::arena::{Arena, LineKind, ROOT};

impl Arena {
    /// A gate takes the height of one of its net's own lines, so that it needs no bend: the one nearest to where its edges
    /// lead.
    pub(super) fn set_gates(&mut self, channel: usize) {
        let group = self.channels[channel].group;
        for k in 0..self.channels[channel].lines.len() {
            let line = &self.lines[self.channels[channel].lines[k]];
            let is_out = |other: usize| matches!(self.lines[other].kind, LineKind::End(it, _) if it == group);
            let Some(gate) = line.pins.iter().map(|pin| pin.other).find(|&it| is_out(it)) else { continue };
            let hub = self.nets[line.net].hub;
            let want = self.destination(line.net, if self.holds(group, hub) { hub } else { ROOT }, false);
            let ends = line.pins.iter().filter(|pin| pin.other != gate).map(|pin| self.lines[pin.other].pos);
            let nearest = ends.min_by_key(|&y| (y - want).abs());
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
