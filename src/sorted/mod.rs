//! Maps and sets in the order of their keys, each a sorted list.
//!
//! What a board counts are tens of things. For those a list is as fast as a tree, and its code is a tenth: each kind of
//! tree weighs kilobytes in the browser.

mod map;
mod set;

pub use map::{Entry, SortedMap};
pub use set::SortedSet;
