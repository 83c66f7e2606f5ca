//! Lists that are needed again and again.

use super::arena::{Px, Shelf};

/// Lists that keep their memory for the next time.
#[derive(Default)]
pub(super) struct Spare {
    /// The lines of a channel that need a track.
    pub live: Vec<usize>,
    /// Of each pair of them.
    pub costs: Vec<Px>,
    /// Items of shelves.
    pub shelves: Vec<Vec<usize>>,
    /// The second half of a route.
    pub back: Vec<usize>,
}

impl Spare {
    /// A shelf with one item.
    pub fn shelf(&mut self, item: usize) -> Shelf {
        let mut items = self.shelves.pop().unwrap_or_default();
        items.push(item);
        Shelf { items, ..Shelf::default() }
    }
}
