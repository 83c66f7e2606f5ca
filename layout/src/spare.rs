//! Lists that are needed again and again.

use super::arena::{Shelf, Sum};
use super::list::List;

/// Lists that keep their memory for the next time.
#[derive(Default)]
pub(super) struct Spare {
    /// The lines of a channel that need a track.
    pub live: List<usize>,
    /// Of each pair of them.
    pub costs: List<Sum>,
    /// Items of shelves.
    pub shelves: List<List<usize>>,
    /// The second half of a route.
    pub back: List<usize>,
}

impl Spare {
    /// A shelf with one item.
    pub fn shelf(&mut self, item: usize) -> Shelf {
        let mut items = self.shelves.pop().unwrap_or_default();
        items.push(item);
        Shelf { items, ..Shelf::default() }
    }
}
