//! The best instances for a task, all equal, and how one of them is taken.

use crate::class::{Cell, Class};
use crate::id::InstanceIndex;

/// How one of equal instances is taken. Counted in index order, so that a scan takes the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TieRule {
    /// The one that joined first.
    Lowest,
    /// A draw: this random number, as a fraction of 2^64, times the number of tied instances.
    Draw(u64),
}

impl TieRule {
    /// Which of so many.
    #[must_use]
    pub fn pick(self, count: u32) -> u32 {
        match self {
            Self::Lowest => 0,
            Self::Draw(random) => {
                // The high half of a 96-bit product, in two parts, so that no 128-bit multiplication is needed.
                let count = u64::from(count);
                let low = ((random & u64::from(u32::MAX)) * count) >> 32;
                let product = ((random >> 32) * count + low) >> 32;
                // It is below the count, because the fraction is below 1.
                u32::try_from(product).unwrap_or_default()
            }
        }
    }
}

/// The equal best of a class.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Best<'a, const BITS: u32> {
    class: &'a Class<BITS>,
    rank: u128,
    /// The only cell with that rank; none when several cells tie.
    only: Option<&'a Cell<BITS>>,
}

impl<'a, const BITS: u32> Best<'a, BITS> {
    /// None when no instance can take the task.
    #[inline(always)]
    pub fn of(class: &'a Class<BITS>) -> Option<Self> {
        let mut best: Option<Self> = None;
        for cell in &class.cells {
            let Some(rank) = class.rank(cell) else { continue };
            match &mut best {
                Some(best) if rank > best.rank => {}
                Some(best) if rank == best.rank => best.only = None,
                _ => best = Some(Self { class, rank, only: Some(cell) }),
            }
        }
        best
    }

    fn cells(&self) -> impl Iterator<Item = &'a Cell<BITS>> {
        let (class, rank) = (self.class, self.rank);
        class.cells.iter().filter(move |cell| class.rank(cell) == Some(rank))
    }

    #[inline(always)]
    pub fn lowest(&self) -> InstanceIndex {
        if let Some(cell) = self.only {
            return first(cell);
        }
        self.cells().map(first).min().unwrap_or_default()
    }

    pub fn count(&self) -> u32 {
        match self.only {
            Some(cell) => cell.order.count(),
            None => self.cells().map(|cell| cell.order.count()).sum(),
        }
    }

    pub fn nth(&self, skip: u32) -> Option<InstanceIndex> {
        if let Some(cell) = self.only {
            let place = cell.order.nth(skip)?;
            return Some(InstanceIndex(cell.members[place as usize]));
        }
        self.ties().get(skip as usize).copied()
    }

    pub fn ties(&self) -> Vec<InstanceIndex> {
        let mut ties: Vec<InstanceIndex> = self.cells().flat_map(all).collect();
        ties.sort_unstable();
        ties
    }

    #[inline(always)]
    pub fn take(&self, rule: TieRule) -> InstanceIndex {
        match rule {
            TieRule::Lowest => self.lowest(),
            TieRule::Draw(_) => self.nth(rule.pick(self.count())).unwrap_or_else(|| self.lowest()),
        }
    }
}

/// The first best of a cell that has one.
#[inline(always)]
fn first<const BITS: u32>(cell: &Cell<BITS>) -> InstanceIndex {
    InstanceIndex(cell.members[cell.order.first() as usize])
}

fn all<const BITS: u32>(cell: &Cell<BITS>) -> impl Iterator<Item = InstanceIndex> {
    cell.order.places().into_iter().map(|place| InstanceIndex(cell.members[place as usize]))
}

#[cfg(test)]
mod tests {
    use super::TieRule;

    #[test]
    fn a_draw_is_the_high_half_of_the_product() {
        for random in [0, 1, 1 << 31, 1 << 32, 0x9E37_79B9_7F4A_7C15, u64::MAX] {
            for count in [1, 2, 3, 334, 6_000, u32::MAX] {
                let expected = (u128::from(random) * u128::from(count)) >> 64;
                assert_eq!(u128::from(TieRule::Draw(random).pick(count)), expected);
            }
        }
        assert_eq!(TieRule::Lowest.pick(9), 0);
    }
}
