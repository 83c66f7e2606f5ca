//! Absolute places, parents before children.

use super::arena::{Arena, Px};

impl Arena {
    pub(super) fn place(&mut self) {
        for g in (0..self.groups.len()).rev() {
            self.place_in(self.groups[g]);
        }
    }

    fn place_in(&mut self, group: usize) {
        let item = &self.items[group];
        let (left, top, v, cols) = (item.left, item.top, item.v, item.cols.clone());
        let content = top + item.thing.h;
        let (right, bottom, ox) = (left + item.w, top + item.h, item.ox);
        let (mut lo, last) = (left, v + cols.len());
        for c in cols {
            let col = &self.cols[c];
            let (col_left, h, shelves) = (left + ox + col.x, col.h, col.shelves.clone());
            let col_right = col_left + col.w;
            self.set_channel(col.v, lo, col_left, content, bottom);
            lo = col_right;
            let (mut upper, last) = (content, h + shelves.len());
            for (s, h) in shelves.zip(h..) {
                let shelf = &self.shelves[s];
                let (y, g, items) = (content + shelf.y, shelf.g, shelf.items.clone());
                let lower = y + shelf.h;
                self.set_channel(h, upper, y, col_left, col_right);
                upper = lower;
                let (mut lo, last) = (col_left, g + items.len());
                for (at, g) in items.zip(g..) {
                    let it = self.row[at];
                    let item = &mut self.items[it];
                    (item.left, item.top) = (col_left + item.x, top + item.y);
                    let (left, right) = (item.left, item.left + item.w);
                    self.set_channel(g, lo, left, y, lower);
                    lo = right;
                }
                self.set_channel(last, lo, col_right, y, lower);
            }
            self.set_channel(last, upper, bottom, col_left, col_right);
        }
        self.set_channel(last, lo, right, content, bottom);
    }

    // Inlined, it would stand at many places.
    #[inline(never)]
    fn set_channel(&mut self, channel: usize, lo: Px, hi: Px, from: Px, to: Px) {
        let it = &mut self.channels[channel];
        (it.lo, it.hi, it.from, it.to) = (lo, hi, from, to);
    }
}
