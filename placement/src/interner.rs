//! Names to numbers.

use std::borrow::Borrow;
use std::collections::BTreeMap;

/// Gives each different name the next number, from 1 on: 0 is left for "missing".
#[derive(Clone, Debug)]
pub struct Interner<Name> {
    numbers: BTreeMap<Name, u32>,
}

impl<Name: Ord> Interner<Name> {
    /// Knows no name yet.
    #[must_use]
    pub const fn new() -> Self {
        Self { numbers: BTreeMap::new() }
    }

    /// The number of this name: the one it got before, or the next.
    pub fn number<Look>(&mut self, name: &Look) -> u32
    where
        Name: Borrow<Look>,
        Look: Ord + ToOwned<Owned = Name> + ?Sized,
    {
        if let Some(number) = self.numbers.get(name) {
            return *number;
        }
        let next = crate::id::number(self.numbers.len()) + 1;
        self.numbers.insert(name.to_owned(), next);
        next
    }

    /// All names with their numbers.
    pub fn iter(&self) -> impl Iterator<Item = (&Name, u32)> {
        self.numbers.iter().map(|(name, number)| (name, *number))
    }

    /// How many different names there were.
    #[must_use]
    pub fn len(&self) -> usize {
        self.numbers.len()
    }

    /// Whether there was no name yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.numbers.is_empty()
    }
}

impl<Name: Ord> Default for Interner<Name> {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::Interner;

    #[test]
    fn a_name_keeps_its_number_and_no_name_gets_0() {
        let mut interner: Interner<String> = Interner::new();
        let numbers: Vec<u32> = ["a", "b", "a", "c"].map(|name| interner.number(name)).into();
        assert_eq!((numbers, interner.len()), (vec![1, 2, 1, 3], 3));
    }
}
