//! Draws that follow from a seed: the same item on every machine, for ever.

use super::Reference;
use crate::sim::split_mix_64;

/// A stream of SplitMix64 numbers.
#[derive(Clone, Debug)]
pub struct Draws {
    seed: u64,
    nth: u64,
}

impl Draws {
    /// The stream of a seed.
    #[must_use]
    pub fn new(seed: u64) -> Self {
        Self { seed, nth: 0 }
    }

    /// The stream of an item: two items with one seed draw different numbers.
    #[must_use]
    pub fn of(reference: &Reference) -> Self {
        let start = u64::from(reference.seed) | (u64::from(reference.version) << 32);
        let mix = |seed: u64, byte: u8| split_mix_64(seed ^ u64::from(byte), 0);
        Self::new(reference.id.bytes().fold(start, mix))
    }

    fn next(&mut self) -> u64 {
        let number = split_mix_64(self.seed, self.nth);
        self.nth += 1;
        number
    }

    /// A number below `n`; 0 when `n` is 0.
    pub fn below(&mut self, n: u32) -> u32 {
        // Multiply and shift: a fair share for each without a division. The product is below `n` × 2^64.
        u32::try_from((u128::from(self.next()) * u128::from(n)) >> 64).unwrap_or(0)
    }

    /// A number from `first` to `last`.
    pub fn between(&mut self, first: u32, last: u32) -> u32 {
        first + self.below(last.saturating_sub(first) + 1)
    }

    /// Whether something that happens `n` times in `of` happens now.
    pub fn happens(&mut self, n: u32, of: u32) -> bool {
        self.below(of) < n
    }

    /// One of several.
    ///
    /// # Panics
    /// When there is none.
    pub fn pick<T: Clone>(&mut self, from: &[T]) -> T {
        let at = self.below(u32::try_from(from.len()).unwrap_or(u32::MAX));
        from[at as usize].clone()
    }

    /// Brings a list into a drawn order (Fisher and Yates).
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for last in (1..list.len()).rev() {
            let at = self.below(u32::try_from(last + 1).unwrap_or(u32::MAX)) as usize;
            list.swap(last, at);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Draws, Reference};

    #[test]
    fn a_shuffle_loses_nothing_and_depends_on_the_seed_alone() {
        let shuffled = |seed| {
            let mut list: Vec<u32> = (0..20).collect();
            Draws::new(seed).shuffle(&mut list);
            list
        };
        let mut sorted = shuffled(7);
        assert_eq!(sorted, shuffled(7));
        assert_ne!(sorted, shuffled(8));
        sorted.sort_unstable();
        assert_eq!(sorted, (0..20).collect::<Vec<u32>>());
    }

    #[test]
    fn numbers_stay_in_their_bounds_and_reach_them() {
        let mut draws = Draws::new(1);
        let numbers: Vec<u32> = (0..200).map(|_| draws.between(3, 5)).collect();
        assert!(
            [3, 4, 5].iter().all(|it| numbers.contains(it)) && numbers.iter().all(|it| (3..=5).contains(it))
        );
        assert_eq!(draws.below(0), 0);
    }

    #[test]
    fn items_with_one_seed_draw_different_numbers() {
        let first = |id: &str| Draws::of(&Reference::new(id, 1, 9)).next();
        assert_ne!(first("spread-place"), first("binpack-place"));
    }
}
