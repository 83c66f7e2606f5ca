//! The heights of columns beside one another: one-to-one edges become straight.

use super::arena::{Arena, Column, Px, Shelf, Sum, mean, px};
use super::list::List;
use crate::order::{Key, key, order, sorted_keys, with_first};

/// A run of shelves that move together.
struct Block {
    sum: Sum,
    weight: Sum,
    from: usize,
    to: usize,
}

impl Arena {
    /// The tallest column is the anchor; going outwards the others follow their neighbors (pool adjacent violators).
    pub(super) fn align(&mut self, group: usize) {
        let cols = self.items[group].cols.clone();
        let mut anchor = cols.start;
        for c in cols.clone() {
            for s in self.cols[c].shelves.clone() {
                self.set_top(s, self.shelves[s].y);
            }
            if self.cols[c].height > self.cols[anchor].height {
                anchor = c;
            }
        }
        for distance in 1..cols.len() {
            for at in [anchor.wrapping_sub(distance), anchor + distance] {
                if cols.contains(&at) {
                    self.align_column(group, at, anchor);
                }
            }
        }
    }

    /// Gives a shelf and what stands in it this place in its column.
    // Inlined, it would stand at many places.
    #[inline(never)]
    fn set_top(&mut self, shelf: usize, y: Px) {
        let shelf = &mut self.shelves[shelf];
        shelf.y = y;
        for &it in &self.row[shelf.items.clone()] {
            self.items[it].y = y;
        }
    }

    fn align_column(&mut self, group: usize, at: usize, anchor: usize) {
        let inner_h = self.items[group].inner_h;
        let Column { h, height, ref shelves, .. } = self.cols[at];
        let shelves = shelves.clone();
        let has_hint = |shelf: &Shelf| self.items[self.row[shelf.items.start]].thing.order.is_some();
        let own = &self.shelves[shelves.clone()];
        if own.iter().any(|shelf| shelf.items.len() > 1) {
            let down = (inner_h - height) / 2;
            for s in shelves {
                self.set_top(s, self.shelves[s].y + down);
            }
            return;
        }
        let wants = self.wants(group, at, anchor);
        let has_hints = own.iter().any(has_hint);
        let middle = |(shelf, want): (&Shelf, &(Px, Px))| {
            (if has_hints { 0 } else { Sum::from(2 * want.0 + shelf.h) }, 0)
        };
        let order = order(&own.iter().zip(&wants).map(middle).collect::<List<_>>());
        let old: List<_> = own.iter().map(|shelf| (self.row[shelf.items.start], shelf.h)).collect();
        // Packed places, then every block as near to its wish as order allows.
        let mut y = 0;
        let mut blocks: List<Block> = List::new();
        for ((s, h), &from) in shelves.clone().zip(h..).zip(&order) {
            let (it, height) = old[from];
            self.row[self.shelves[s].items.start] = it;
            self.items[it].shelf = s;
            y += self.channels[h].used;
            (self.shelves[s].y, self.shelves[s].h) = (y, height);
            add(&mut blocks, wants[from], y, s);
            y += height;
        }
        let room = (inner_h - height).max(0);
        for block in &blocks {
            let down = mean(block.sum, block.weight).clamp(0, room);
            for s in block.from..block.to {
                self.set_top(s, self.shelves[s].y + down);
            }
        }
    }

    /// For each shelf, the top it would like and how much: the middle one of those that make one of its edges straight.
    fn wants(&self, group: usize, at: usize, anchor: usize) -> List<(Px, Px)> {
        let inner_h = self.items[group].inner_h;
        // Which of the columns have their places by now.
        let rank = |col: usize| (col.abs_diff(anchor), col);
        // By shelf.
        let mut wishes: List<Key> = List::new();
        let mut inner = self.items[group].inner;
        while let Some(wire) = inner {
            let wire = &self.wires[wire];
            inner = wire.next;
            let (x, y) = (&self.items[wire.side_a], &self.items[wire.side_b]);
            // One of the two at most stands in this column alone.
            let (own, other, sign) = if x.col == at { (x, y, 1) } else { (y, x, -1) };
            if own.col == at && rank(other.col) < rank(at) {
                let down = self.height_in(wire.b, group) - self.height_in(wire.a, group);
                wishes.push((key(own.shelf), (own.y + sign * down).into()));
            }
        }
        let wishes = sorted_keys(&wishes);
        let want = |s: usize| {
            // Hundredths, so that a shelf without edges weighs next to nothing.
            match with_first(&wishes, key(s)) {
                [] => ((inner_h - self.shelves[s].h) / 2, 1),
                wishes => (self.candidate.middle(wishes), 100 * px(wishes.len())),
            }
        };
        self.cols[at].shelves.clone().map(want).collect()
    }

    /// The middle of an item, from the top of the content of a group around it.
    // Inlined, it would stand at many places.
    #[inline(never)]
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

/// Adds a shelf with what it wants; each block as near to what its members want as their order allows, all of it moved from
/// the packed places.
fn add(blocks: &mut List<Block>, (want, weight): (Px, Px), packed: Px, shelf: usize) {
    let weight = Sum::from(weight);
    let mut block = Block { sum: Sum::from(want - packed) * weight, weight, from: shelf, to: shelf + 1 };
    while let Some(above) = blocks.last() {
        if above.sum * block.weight < block.sum * above.weight {
            break;
        }
        block = Block {
            sum: above.sum + block.sum,
            weight: above.weight + block.weight,
            from: above.from,
            ..block
        };
        blocks.pop();
    }
    blocks.push(block);
}
