//! Absolute places, parents before children.

use super::arena::{Arena, Px};

impl Arena {
    pub(super) fn place(&mut self, group: usize, left: Px, top: Px) {
        let mut cols = std::mem::take(&mut self.items[group].cols);
        let item = &mut self.items[group];
        (item.left, item.top) = (left, top);
        let (w, h, ox, header, v) = (item.w, item.h, item.ox, item.header, item.v);
        let content = top + header;
        for col in &mut cols {
            col.left = left + ox + col.x;
            col.right = col.left + col.w;
        }
        for at in 0..=cols.len() {
            let lo = if at == 0 { left } else { cols[at - 1].right };
            let hi = cols.get(at).map_or(left + w, |col| col.left);
            self.set_channel(v + at, lo, hi, content, top + h);
        }
        for col in &cols {
            let n = col.shelves.len();
            for s in 0..=n {
                let lo = if s == 0 { content } else { content + col.shelves[s - 1].y + col.shelves[s - 1].h };
                let hi = if s < n { content + col.shelves[s].y } else { top + h };
                self.set_channel(col.h + s, lo, hi, col.left, col.right);
            }
            for shelf in &col.shelves {
                for &it in &shelf.items {
                    let item = &mut self.items[it];
                    item.left = col.left + item.x;
                    item.top = top + item.y;
                }
                for k in 0..=shelf.items.len() {
                    let lo = if k == 0 {
                        col.left
                    } else {
                        self.items[shelf.items[k - 1]].left + self.items[shelf.items[k - 1]].w
                    };
                    let hi = shelf.items.get(k).map_or(col.right, |&it| self.items[it].left);
                    self.set_channel(shelf.g + k, lo, hi, content + shelf.y, content + shelf.y + shelf.h);
                }
                for &it in &shelf.items {
                    if !self.items[it].is_leaf {
                        let (x, y) = (self.items[it].left, self.items[it].top);
                        self.place(it, x, y);
                    }
                }
            }
        }
        self.items[group].cols = cols;
    }

    fn set_channel(&mut self, channel: usize, lo: Px, hi: Px, from: Px, to: Px) {
        let it = &mut self.channels[channel];
        (it.lo, it.hi, it.from, it.to) = (lo, hi, from, to);
    }
}
