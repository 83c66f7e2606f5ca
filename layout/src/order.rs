//! Sorting, once: the sorts of the standard library would be compiled anew for every kind of thing that is sorted here,
//! which is tens of kilobytes of WebAssembly.

use crate::list::List;

/// A first and a second key.
pub type Key = (i64, i64);

/// A number as a key.
pub(crate) fn key(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// The numbers of the keys, in the order of the keys; equal keys keep their order. A Shell sort.
#[inline(never)]
pub fn order(keys: &List<Key>) -> List<usize> {
    let mut order: List<usize> = (0..keys.len()).collect();
    let mut gap = order.len() / 2;
    while gap > 0 {
        for at in gap..order.len() {
            let number = order[at];
            // The number is the last key, so the result does not depend on the method.
            let is_after = |other: usize| (keys[other], other) > (keys[number], number);
            let mut to = at;
            while to >= gap && is_after(order[to - gap]) {
                order[to] = order[to - gap];
                to -= gap;
            }
            order[to] = number;
        }
        gap = (gap + 1) * 5 / 11;
    }
    order
}

/// The keys in their order.
pub fn sorted_keys(keys: &List<Key>) -> List<Key> {
    order(keys).iter().map(|&at| keys[at]).collect()
}

/// Of keys in their order those with this first key.
#[inline(never)]
pub fn with_first(keys: &List<Key>, first: i64) -> &[Key] {
    let from = keys.partition_point(|key| key.0 < first);
    let n = keys[from..].partition_point(|key| key.0 == first);
    &keys[from..from + n]
}

/// Some numbers, in the order of their keys; equal keys keep their order.
pub fn sorted(numbers: &List<usize>, key: impl Fn(usize) -> Key) -> List<usize> {
    sorted_by(numbers, &key)
}

#[inline(never)]
fn sorted_by(numbers: &List<usize>, key: &dyn Fn(usize) -> Key) -> List<usize> {
    let keys: List<Key> = numbers.iter().map(|&it| key(it)).collect();
    let mut order = order(&keys);
    for at in &mut order {
        *at = numbers[*at];
    }
    order
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_put_in_order_and_equal_ones_stay() {
        let mut seed = 7_i64;
        let mut keys = List::new();
        for _ in 0..200 {
            seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
            keys.push((seed % 10, seed / 10 % 3));
        }
        let mut wanted: Vec<usize> = (0..keys.len()).collect();
        wanted.sort_by_key(|&at| keys[at]);
        assert_eq!(Vec::from(order(&keys)), wanted);
    }

    #[test]
    fn nothing_and_one_are_in_order() {
        assert!(order(&List::new()).is_empty());
        assert_eq!(Vec::from(sorted(&vec![4].into(), |_| (0, 0))), [4]);
    }
}
