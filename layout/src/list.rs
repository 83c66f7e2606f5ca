//! Lists and what stands in them by number.

use std::ops::{Deref, DerefMut, Index, IndexMut};
use std::slice::SliceIndex;

/// A `Vec` that does not write down, at each of hundreds of places, what to say when a number is not in it: every number
/// is, and those words would be 2 KB of a page's module.
#[derive(Clone, Debug)]
pub struct List<T>(Vec<T>);

/// What has this number among things, or these numbers; see [`List`].
///
/// # Panics
/// When nothing has.
#[inline]
pub fn nth<T, I: SliceIndex<[T]>>(things: &[T], at: I) -> &I::Output {
    match things.get(at) {
        Some(it) => it,
        None => missing(),
    }
}

impl<T> List<T> {
    /// An empty list.
    pub const fn new() -> Self {
        Self(Vec::new())
    }

    /// Adds a thing at the end. The room for it would else be made anew at each place.
    #[inline(never)]
    pub fn push(&mut self, thing: T) {
        self.0.push(thing);
    }
}

impl<T: Clone> List<T> {
    /// So many of one thing.
    pub fn of(thing: T, n: usize) -> Self {
        Self(vec![thing; n])
    }
}

impl<T> Default for List<T> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Deref for List<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> DerefMut for List<T> {
    fn deref_mut(&mut self) -> &mut Vec<T> {
        &mut self.0
    }
}

impl<T, I: SliceIndex<[T]>> Index<I> for List<T> {
    type Output = I::Output;

    #[inline]
    fn index(&self, at: I) -> &I::Output {
        nth(&self.0, at)
    }
}

impl<T, I: SliceIndex<[T]>> IndexMut<I> for List<T> {
    #[inline]
    fn index_mut(&mut self, at: I) -> &mut I::Output {
        match self.0.get_mut(at) {
            Some(it) => it,
            None => missing(),
        }
    }
}

impl<T> From<Vec<T>> for List<T> {
    fn from(things: Vec<T>) -> Self {
        Self(things)
    }
}

impl<T> From<List<T>> for Vec<T> {
    fn from(list: List<T>) -> Self {
        list.0
    }
}

/// One thing after the other, which is less code at each place than to reckon with how many there will be.
impl<T> FromIterator<T> for List<T> {
    fn from_iter<I: IntoIterator<Item = T>>(things: I) -> Self {
        let mut list = Self::new();
        for thing in things {
            list.push(thing);
        }
        list
    }
}

impl<T> IntoIterator for List<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a List<T> {
    type Item = &'a T;
    type IntoIter = std::slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<'a, T> IntoIterator for &'a mut List<T> {
    type Item = &'a mut T;
    type IntoIter = std::slice::IterMut<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter_mut()
    }
}

#[cold]
#[inline(never)]
fn missing() -> ! {
    panic!("no thing has this number")
}
