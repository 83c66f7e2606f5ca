//! The least key of a row of keys and all places that hold it, kept up to date key by key.
//!
//! Each node stands for up to 2^BITS children (64 in the program; fewer in tests, which makes deep trees of few
//! keys) and holds the least key below it and one bit for each child that reaches it.

use std::cmp::Ordering;

use crate::id::number;

/// The key of an instance that cannot take the task: above every other key.
pub(crate) const NONE: u64 = u64::MAX;

#[derive(Clone, Copy, Debug)]
struct Node {
    least: u64,
    /// The children that reach `least`. When all keys are [`NONE`], any bits.
    mask: u64,
}

impl Node {
    #[inline(always)]
    fn over(keys: impl Iterator<Item = u64>) -> Self {
        let mut node = Self { least: NONE, mask: 0 };
        let mut bit = 1u64;
        for key in keys {
            node.mask = if key < node.least { 0 } else { node.mask };
            node.least = node.least.min(key);
            node.mask |= if key == node.least { bit } else { 0 };
            bit = bit.wrapping_shl(1);
        }
        node
    }
}

/// See the top of the file.
#[derive(Clone, Debug, Default)]
pub(crate) struct MinTree<const BITS: u32> {
    keys: Vec<u64>,
    /// Level after level, the parents of keys first; the root is the last.
    nodes: Vec<Node>,
    /// Where each level starts.
    levels: Vec<u32>,
}

impl<const BITS: u32> MinTree<BITS> {
    const FAN_OUT: usize = 1 << BITS;

    /// The least key; [`NONE`] when there is no key or when every key is that.
    #[inline(always)]
    pub fn least(&self) -> u64 {
        self.nodes.last().map_or(NONE, |root| root.least)
    }

    /// Makes room for one more key, which is [`NONE`]. Wants a [`Self::refresh`] before the next question.
    pub fn grow(&mut self) {
        self.keys.push(NONE);
        self.levels.clear();
        let (mut width, mut base) = (self.keys.len(), 0);
        while width > 1 || base == 0 {
            self.levels.push(number(base));
            width = width.div_ceil(Self::FAN_OUT);
            base += width;
        }
        self.nodes.resize(base, Node { least: NONE, mask: 0 });
    }

    /// All keys, to be written at will before a [`Self::refresh`].
    #[inline(always)]
    pub fn keys_mut(&mut self) -> &mut [u64] {
        &mut self.keys
    }

    /// Looks at every key and every node once, bottom up.
    #[inline(always)]
    pub fn refresh(&mut self) {
        for (node, children) in self.nodes.iter_mut().zip(self.keys.chunks(Self::FAN_OUT)) {
            *node = Node::over(children.iter().copied());
        }
        for pair in self.levels.windows(2) {
            let (below, above) = self.nodes.split_at_mut(pair[1] as usize);
            let below = &below[pair[0] as usize..];
            for (node, children) in above.iter_mut().zip(below.chunks(Self::FAN_OUT)) {
                *node = Node::over(children.iter().map(|child| child.least));
            }
        }
    }

    /// Changes one key. Most changes end in the first node.
    #[inline(always)]
    pub fn set(&mut self, place: usize, key: u64) {
        if std::mem::replace(&mut self.keys[place], key) == key {
            return;
        }
        let (mut place, mut key) = (place, key);
        // The children of this level, and where its nodes start.
        let (mut width, mut base, mut below) = (self.keys.len(), 0, 0);
        loop {
            let at = base + (place >> BITS);
            let bit = 1 << (place & (Self::FAN_OUT - 1));
            let node = &mut self.nodes[at];
            match key.cmp(&node.least) {
                Ordering::Less => *node = Node { least: key, mask: bit },
                Ordering::Equal => {
                    node.mask |= bit;
                    return;
                }
                Ordering::Greater => {
                    let others = node.mask & !bit;
                    let was_least = node.mask != others;
                    node.mask = others;
                    if !was_least || others != 0 {
                        return;
                    }
                    key = self.look_again(at, base, below, width);
                }
            }
            (place, width) = (place >> BITS, width.div_ceil(Self::FAN_OUT));
            if width == 1 {
                return;
            }
            (below, base) = (base, base + width);
        }
    }

    /// Makes the node at `at` from its children, of which `width` start at `below` (or are the keys).
    fn look_again(&mut self, at: usize, base: usize, below: usize, width: usize) -> u64 {
        let first = (at - base) << BITS;
        let end = width.min(first + Self::FAN_OUT);
        let node = if base == 0 {
            Node::over(self.keys[first..end].iter().copied())
        } else {
            Node::over(self.nodes[below + first..below + end].iter().map(|child| child.least))
        };
        self.nodes[at] = node;
        node.least
    }

    /// The first place that holds the least key. There must be a key below [`NONE`].
    pub fn first(&self) -> u32 {
        self.levels.iter().rev().fold(0, |node, base| {
            let mask = self.nodes[(base + node) as usize].mask;
            (node << BITS) + mask.trailing_zeros()
        })
    }

    /// How many places hold the least key.
    pub fn count(&self) -> u32 {
        let mut count = 0;
        self.visit(&mut |_, mask| {
            count += mask.count_ones();
            false
        });
        count
    }

    /// The place that holds the least key after `skip` others; none when there are not that many.
    pub fn nth(&self, mut skip: u32) -> Option<u32> {
        let mut found = None;
        self.visit(&mut |first, mask| {
            if skip >= mask.count_ones() {
                skip -= mask.count_ones();
                return false;
            }
            let mask = (0..skip).fold(mask, |mask, _| mask & (mask - 1));
            found = Some(first + mask.trailing_zeros());
            true
        });
        found
    }

    /// Every place that holds the least key, in order.
    pub fn places(&self) -> Vec<u32> {
        let mut places = vec![];
        self.visit(&mut |first, mut mask| {
            while mask != 0 {
                places.push(first + mask.trailing_zeros());
                mask &= mask - 1;
            }
            false
        });
        places
    }

    /// Shows the first place and the mask of each lowest node that reaches the least key, in order, until told to
    /// stop.
    fn visit(&self, show: &mut impl FnMut(u32, u64) -> bool) {
        if self.least() != NONE {
            self.visit_below(self.levels.len() - 1, 0, show);
        }
    }

    fn visit_below(&self, level: usize, node: u32, show: &mut impl FnMut(u32, u64) -> bool) -> bool {
        let mut mask = self.nodes[(self.levels[level] + node) as usize].mask;
        if level == 0 {
            return show(node << BITS, mask);
        }
        while mask != 0 {
            if self.visit_below(level - 1, (node << BITS) + mask.trailing_zeros(), show) {
                return true;
            }
            mask &= mask - 1;
        }
        false
    }
}

#[cfg(test)]
impl<const BITS: u32> MinTree<BITS> {
    pub fn key(&self, place: u32) -> u64 {
        self.keys[place as usize]
    }

    /// Each node holds the least of its children and exactly the bits of those that reach it.
    pub fn assert_sound(&self) {
        let mut children = self.keys.clone();
        for (level, base) in self.levels.iter().enumerate() {
            let nodes: Vec<Node> =
                self.nodes[*base as usize..][..children.len().div_ceil(Self::FAN_OUT)].to_vec();
            for (node, below) in nodes.iter().zip(children.chunks(Self::FAN_OUT)) {
                let least = below.iter().copied().min().unwrap();
                let reach = (0..).zip(below).filter(|(_, key)| **key == least);
                let mask = reach.fold(0, |mask, (at, _): (u32, _)| mask | 1 << at);
                assert_eq!(node.least, least, "least of a node at level {level}");
                assert!(least == NONE || node.mask == mask, "mask of a node at level {level}");
            }
            children = nodes.iter().map(|node| node.least).collect();
        }
        assert!(children.len() <= 1, "the last level is the root");
    }
}

#[cfg(test)]
mod tests {
    use super::{MinTree, NONE};

    fn check<const BITS: u32>(n: u32) {
        let (mut tree, mut state) = (MinTree::<BITS>::default(), 1u32);
        let mut draw = |below: u32| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            state % below
        };
        (0..n).for_each(|_| tree.grow());
        tree.refresh();
        assert_eq!((tree.least(), tree.count(), tree.nth(0)), (NONE, 0, None));
        for _ in 0..2000 {
            let key = if draw(3) == 0 { NONE } else { u64::from(draw(4)) };
            tree.set(draw(n) as usize, key);
            tree.assert_sound();
            let expected: Vec<u32> =
                (0..n).filter(|at| tree.least() != NONE && tree.key(*at) == tree.least()).collect();
            assert_eq!(tree.places(), expected);
            assert_eq!(tree.count() as usize, expected.len());
            let nth: Vec<u32> = (0..tree.count() + 2).filter_map(|k| tree.nth(k)).collect();
            assert_eq!(nth, expected);
            assert!(expected.is_empty() || tree.first() == expected[0]);
        }
    }

    #[test]
    fn a_tree_always_knows_the_least_keys_at_every_depth() {
        for n in [1, 2, 3, 4, 5, 16, 17, 64, 65, 70] {
            check::<1>(n);
            check::<2>(n);
            check::<3>(n);
            check::<6>(n);
        }
        check::<6>(300);
    }

    #[test]
    fn an_empty_tree_has_no_least_key() {
        let tree = MinTree::<6>::default();
        assert_eq!((tree.least(), tree.count(), tree.nth(0), tree.places()), (NONE, 0, None, vec![]));
    }
}
