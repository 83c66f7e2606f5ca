//! Maps and sets in the order of their keys, each a sorted list; and how a list comes into another order.
//!
//! What a board counts are tens of things. For those a list is as fast as a tree, and its code is a tenth: each kind of
//! tree weighs kilobytes in the browser.

mod map;
mod rise;
mod set;

pub use map::{Entry, SortedMap};
pub use rise::longest_rise;
pub use set::SortedSet;
