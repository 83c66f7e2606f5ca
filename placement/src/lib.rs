//! The placement index: where the next task goes and what tied with it, in well under a microsecond.
//!
//! It mirrors, in plain numbers, what decides a placement, and keeps one ordered index for each class of equal
//! tasks. It never decides what ECS does (the caller says what a task demands and which expressions hold), never
//! writes a reason or a sentence, and is never saved: whoever owns it may drop it at any time and get the same
//! answers from a new one. It is a package of its own so that it alone is compiled for speed, not for size.
//!
//! Start reading at [`Placer`]; then `class.rs` (what is kept for a class of equal tasks) and `min_tree.rs` (how the
//! best is found). [`scan`] gives the same answers by looking at every instance.
#![deny(clippy::float_arithmetic)]
#![expect(
    clippy::needless_bitwise_bool,
    reason = "measured: checks without branches on their outcome are faster, because outcomes are hard to foresee"
)]
#![expect(
    clippy::inline_always,
    reason = "measured: key, touch, set and the journal are slower as calls, and there are few call sites"
)]

mod change;
mod checks;
mod choice;
mod class;
mod columns;
mod id;
mod index;
mod interner;
mod journal;
mod min_tree;
mod pack;
mod placer;
#[cfg(test)]
mod property;
mod scan;
mod spec;

pub use choice::TieRule;
pub use columns::{Amounts, Columns, OutOfRange, Registration};
pub use id::{AttributeId, ClassId, GroupId, InstanceIndex, PortId, PredicateId, ValueId};
pub use interner::Interner;
pub use placer::{Choice, Placer};
pub use scan::{Scan, scan};
pub use spec::{Comparison, Demand, Expression, RequiredAttribute, Spec, Strategy, ZoneSet};
