//! The layouts that are tried, and which of them is the best.

use super::arena::{Arena, Px, Sum, narrow, px};
use super::list::nth;
use crate::order::Key;

/// How one try shapes the groups.
#[derive(Clone, Copy)]
pub(super) struct Candidate {
    /// Aspect of a wrapped lane, in percent.
    pub ratio: Px,
    /// Between two middle neighbors a thing stands in the middle of both, not straight beside the upper one.
    pub balances: bool,
    /// Where a box holds more than two blocks, each has a row of its own, so that lines reach it from both sides.
    pub stacks_blocks: bool,
}

impl Candidate {
    pub const PLAIN: Self = Self { ratio: 100, balances: false, stacks_blocks: false };

    /// The middle of the second keys, which stand from the least to the greatest; there is one at least.
    pub fn middle(self, heights: &[Key]) -> Px {
        let n = heights.len();
        let upper = nth(heights, (n - 1) / 2).1;
        narrow(if self.balances { i64::midpoint(upper, nth(heights, n / 2).1) } else { upper })
    }
}

/// The aspects of wrapped lanes that are tried: of few things several, of many the one that gives the whole the best shape,
/// for which no lines are needed. Counted and never timed: the same scene gets the same picture on every machine.
pub(super) fn ratios(arena: &mut Arena) -> &'static [Px] {
    if arena.n_nodes < super::FEW {
        return &[20, 100, 400];
    }
    let (mut best, mut least) = (&100, Px::MAX);
    for ratio in &[50, 100, 200, 400] {
        arena.start_shape(Candidate { ratio: *ratio, ..Candidate::PLAIN }, arena.style.max_w);
        let stretch = arena.stretch();
        if stretch < least {
            (best, least) = (ratio, stretch);
        }
    }
    std::slice::from_ref(best)
}

/// Short lines (this is the length of all), few crossings, a pleasant shape, and above all not wider than the room. Less is better.
pub(super) fn score(arena: &Arena, length: Px) -> Sum {
    let w = arena.root().w;
    let stretch = arena.stretch();
    let length = Sum::from(length.max(px(arena.n_nodes) * 10));
    let shape = 3 * length * Sum::from((thousandths_of_ln(stretch) - 600).max(0)) / 1000;
    let excess = Sum::from(w - arena.style.max_w);
    let excess = if excess > 0 { 1_000_000 + 1000 * excess } else { 0 };
    let (crossings, clashes) = (arena.crossings % 1_000_000, arena.crossings / 1_000_000);
    length + 150 * crossings + 2000 * clashes + shape + excess
}

/// The natural logarithm of a ratio from 1 on, both in thousandths; good to one percent.
fn thousandths_of_ln(ratio: Px) -> Px {
    let (mut ratio, mut ln) = (ratio, 0);
    while ratio > 2000 {
        ratio /= 2;
        ln += 693;
    }
    let over = ratio - 1000;
    ln + over - 307 * over / 1000 * over / 1000
}
