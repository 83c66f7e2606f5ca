//! How a chain of strategies becomes one number: the least number is the best instance.

use crate::columns::Offer;
use crate::id::AttributeId;
use crate::spec::Strategy;

const CPU_BITS: u32 = 20;
const MEMORY_BITS: u32 = 25;
const COUNT_BITS: u32 = 18;
/// Bits of one part in the rank of a cell: no part is wider. Five parts fit into a `u128`.
const RANK_BITS: u32 = 25;

/// Attributes that one chain spreads over, at most.
pub(crate) const MAX_ATTRIBUTES: usize = 5;

/// One part of a chain that matters: repeated parts and what follows `random` are left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// The tasks of the group by the value of this attribute of the chain: the same for a whole cell.
    Attribute(usize),
    /// A field of the local key.
    Local(Field),
}

/// Where a number lies in the local key.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Field {
    shift: u32,
    mask: u64,
}

impl Field {
    #[inline(always)]
    fn put(self, number: u32) -> u64 {
        (u64::from(number) & self.mask) << self.shift
    }

    fn get(self, key: u64) -> u64 {
        key >> self.shift & self.mask
    }
}

/// How keys and ranks of one chain are made.
#[derive(Clone, Debug, Default)]
pub(crate) struct Pack {
    cpu: Field,
    memory: Field,
    count: Field,
    parts: Vec<Part>,
    is_attribute_then_local: bool,
}

impl Pack {
    /// The pack of a chain, and the attributes that the chain spreads over, in order of first use.
    pub fn of(chain: &[Strategy]) -> (Self, Vec<AttributeId>) {
        let mut attributes: Vec<AttributeId> = vec![];
        let mut once: Vec<Strategy> = vec![];
        for strategy in chain.iter().take_while(|it| **it != Strategy::Random) {
            if !once.contains(strategy) {
                once.push(*strategy);
            }
        }
        let mut pack = Self::default();
        // The last part takes the lowest bits, so fields are dealt out from the end.
        let mut shift = 0;
        for strategy in once.iter().rev() {
            let mut deal = |bits: u32| {
                let field = Field { shift, mask: (1 << bits) - 1 };
                shift += bits;
                field
            };
            match strategy {
                Strategy::BinpackCpu => pack.cpu = deal(CPU_BITS),
                Strategy::BinpackMemory => pack.memory = deal(MEMORY_BITS),
                Strategy::SpreadInstance => pack.count = deal(COUNT_BITS),
                Strategy::SpreadAttribute(_) | Strategy::Random => {}
            }
        }
        for strategy in once {
            pack.parts.push(match strategy {
                Strategy::BinpackCpu => Part::Local(pack.cpu),
                Strategy::BinpackMemory => Part::Local(pack.memory),
                Strategy::SpreadInstance => Part::Local(pack.count),
                Strategy::SpreadAttribute(attribute) => {
                    attributes.push(attribute);
                    Part::Attribute(attributes.len() - 1)
                }
                Strategy::Random => break,
            });
        }
        pack.is_attribute_then_local =
            attributes.len() == 1 && pack.parts.first() == Some(&Part::Attribute(0));
        (pack, attributes)
    }

    /// What orders the instances of one cell.
    #[inline(always)]
    pub fn local_key(&self, offer: &Offer, count: u32) -> u64 {
        let cpu_units = offer.cpu_units.max(0).cast_unsigned();
        let memory_mib = offer.memory_mib.max(0).cast_unsigned();
        self.cpu.put(cpu_units) | self.memory.put(memory_mib) | self.count.put(count)
    }

    /// What orders the cells: the chain's numbers in the chain's order. `total` gives the tasks by attribute value.
    #[inline(always)]
    pub fn rank(&self, least_key: u64, total: impl Fn(usize) -> u32) -> u128 {
        if self.is_attribute_then_local {
            return u128::from(total(0)) << 64 | u128::from(least_key);
        }
        self.rank_by_parts(least_key, total)
    }

    fn rank_by_parts(&self, least_key: u64, total: impl Fn(usize) -> u32) -> u128 {
        self.parts.iter().fold(0, |rank, part| {
            let number = match part {
                Part::Attribute(at) => u64::from(total(*at)).min((1 << RANK_BITS) - 1),
                Part::Local(field) => field.get(least_key),
            };
            rank << RANK_BITS | u128::from(number)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{Pack, Strategy};
    use crate::columns::Offer;
    use crate::id::AttributeId;

    const OFFER: Offer =
        Offer { cpu_units: 3, memory_mib: 5, enis: 0, gpus: 0, barred: 0, zone: 0, n_tasks: 0 };

    #[test]
    fn the_first_strategy_takes_the_highest_bits() {
        let (pack, _) = Pack::of(&[Strategy::BinpackMemory, Strategy::SpreadInstance, Strategy::BinpackCpu]);
        assert_eq!(pack.local_key(&OFFER, 7), 5 << 38 | 7 << 20 | 3);
    }

    #[test]
    fn a_repeated_strategy_and_what_follows_random_add_nothing() {
        let zone = Strategy::SpreadAttribute(AttributeId(9));
        let (pack, attributes) =
            Pack::of(&[zone, Strategy::BinpackCpu, zone, Strategy::Random, Strategy::BinpackMemory]);
        assert_eq!((pack.local_key(&OFFER, 7), attributes), (3, vec![AttributeId(9)]));
        assert_eq!(pack.rank(3, |_| 2), 2 << 64 | 3);
    }

    #[test]
    fn a_rank_follows_the_order_of_the_chain() {
        let zone = Strategy::SpreadAttribute(AttributeId(9));
        let (pack, _) = Pack::of(&[Strategy::BinpackCpu, zone, Strategy::BinpackMemory]);
        assert_eq!(pack.rank(pack.local_key(&OFFER, 0), |_| 2), 3 << 50 | 2 << 25 | 5);
    }
}
