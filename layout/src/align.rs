//! The heights of columns beside one another: one-to-one edges become straight.

use super::arena::{Arena, Column, Px, Shelf, Sum, mean, px};
use super::list::List;
use crate::order::{Key, key, order, sorted_keys, with_first};

/// A run of shelves that move together.
pub(super) struct Block {
    pub sum: Sum,
    pub weight: Sum,
    pub from: usize,
}

impl Arena {
    /// The tallest column is the anchor; going outwards the others follow their neighbors (pool adjacent violators).
    pub(super) fn align(&mut self, group: usize, cols: &mut [Column]) {
        let n = cols.len();
        for (at, col) in cols.iter().enumerate() {
            for (s, shelf) in col.shelves.iter().enumerate() {
                for &it in &shelf.items {
                    self.items[it].col = at;
                    self.items[it].shelf = s;
                    self.items[it].y = shelf.y;
                }
            }
        }
        if n < 2 {
            return;
        }
        let mut anchor = 0;
        for (at, col) in cols.iter().enumerate() {
            if col.height > cols[anchor].height {
                anchor = at;
            }
        }
        let mut placed = List::of(false, n);
        placed[anchor] = true;
        for distance in 1..n {
            for at in [anchor.checked_sub(distance), anchor.checked_add(distance)].into_iter().flatten() {
                if at < n {
                    placed[at] = true;
                    self.align_column(group, &mut cols[at], at, &placed);
                }
            }
        }
    }

    fn align_column(&mut self, group: usize, col: &mut Column, at: usize, placed: &[bool]) {
        let inner_h = self.items[group].inner_h;
        if col.shelves.iter().any(|shelf| shelf.items.len() > 1) {
            let down = (inner_h - col.height) / 2;
            for shelf in &mut col.shelves {
                shelf.y += down;
                for &it in &shelf.items {
                    self.items[it].y = shelf.y;
                }
            }
            return;
        }
        let wants = self.wants(group, col, at, placed);
        let has_hints = col.shelves.iter().any(|shelf| self.items[shelf.items[0]].order.is_some());
        let middle = |(shelf, want): (&Shelf, &(Px, Px))| {
            (if has_hints { 0 } else { Sum::from(2 * want.0 + shelf.h) }, 0)
        };
        let order = order(&col.shelves.iter().zip(&wants).map(middle).collect::<List<_>>());
        let mut old = std::mem::take(&mut col.shelves);
        col.shelves = order.iter().map(|&s| std::mem::take(&mut old[s])).collect();
        let wants: List<_> = order.iter().map(|&s| wants[s]).collect();
        // Packed places, then every block as near to its wish as order allows.
        let mut y = self.need(col.h, 0);
        let mut packed = List::new();
        for (s, shelf) in col.shelves.iter().enumerate() {
            if s > 0 {
                y += self.need(col.h + s, self.style.gap).max(self.channels[col.h + s].used);
            }
            packed.push(y);
            y += shelf.h;
        }
        let room = (inner_h - y - self.need(col.h + col.shelves.len(), 0)).max(0);
        let blocks = pooled(&wants, &packed);
        for (b, block) in blocks.iter().enumerate() {
            let to = blocks.get(b + 1).map_or(col.shelves.len(), |next| next.from);
            let down = mean(block.sum, block.weight).clamp(0, room);
            for (shelf, top) in col.shelves.iter_mut().zip(&packed).take(to).skip(block.from) {
                shelf.y = top + down;
                self.items[shelf.items[0]].y = shelf.y;
            }
        }
    }

    /// For each shelf, the top it would like and how much: the middle one of those that make one of its edges straight.
    fn wants(&self, group: usize, col: &Column, at: usize, placed: &[bool]) -> List<(Px, Px)> {
        let inner_h = self.items[group].inner_h;
        // By shelf.
        let mut wishes: List<Key> = List::new();
        for &wire in &self.items[group].inner {
            let wire = &self.wires[wire];
            for (own, own_end, other, other_end) in
                [(wire.side_a, wire.a, wire.side_b, wire.b), (wire.side_b, wire.b, wire.side_a, wire.a)]
            {
                let other_col = self.items[other].col;
                if self.items[own].col == at && other_col != at && placed[other_col] {
                    let wish = self.height_in(other_end, group)
                        - (self.height_in(own_end, group) - self.items[own].y);
                    wishes.push((key(self.items[own].shelf), wish.into()));
                }
            }
        }
        let wishes = sorted_keys(&wishes);
        let want = |(s, shelf): (usize, &Shelf)| {
            // Hundredths, so that a shelf without edges weighs next to nothing.
            match with_first(&wishes, key(s)) {
                [] => ((inner_h - shelf.h) / 2, 1),
                wishes => (self.candidate.middle(wishes), 100 * px(wishes.len())),
            }
        };
        col.shelves.iter().enumerate().map(want).collect()
    }

    /// The middle of an item, from the top of the content of a group around it.
    fn height_in(&self, item: usize, group: usize) -> Px {
        let mut y = self.items[item].h / 2;
        let mut at = item;
        while at != group {
            y += self.items[at].y;
            at = self.items[at].parent;
        }
        y
    }
}

/// Each block as near to what its members want as their order allows; all of it moved from `packed`.
pub(super) fn pooled(wants: &[(Px, Px)], packed: &[Px]) -> List<Block> {
    let mut blocks: List<Block> = List::new();
    for (s, &(want, weight)) in wants.iter().enumerate() {
        let weight = Sum::from(weight);
        let mut block = Block { sum: Sum::from(want - packed[s]) * weight, weight, from: s };
        while let Some(above) = blocks.last() {
            if above.sum * block.weight < block.sum * above.weight {
                break;
            }
            block =
                Block { sum: above.sum + block.sum, weight: above.weight + block.weight, from: above.from };
            blocks.pop();
        }
        blocks.push(block);
    }
    debug_assert!(blocks.len() <= wants.len());
    blocks
}
