//! Values that views watch, with the names that they have in Leptos.
//!
//! Leptos has code for each type of value, kilobytes of it. Here all types share the code of one: the value lies in a cell
//! of its own, and Leptos is told only that it has changed.

use std::any::Any;
use std::cell::RefCell;
use std::marker::PhantomData;
use std::rc::Rc;

use leptos::prelude as reactive;
use leptos::prelude::{Get, GetUntracked, GetValue, LocalStorage, Notify, Track, Trigger};

/// A value that lives as long as the view that it was made in, and that nobody watches.
pub struct StoredValue<T>(reactive::StoredValue<Rc<dyn Any>, LocalStorage>, PhantomData<fn() -> T>);

/// A value that views watch.
pub struct RwSignal<T> {
    value: StoredValue<T>,
    changes: Trigger,
}

/// A value that follows from others; who watches it is told when it becomes another one.
pub struct Memo<T> {
    value: StoredValue<Option<T>>,
    /// Counts its changes.
    version: reactive::Memo<u32>,
}

macro_rules! copy {
    ($name:ident) => {
        impl<T> Clone for $name<T> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<T> Copy for $name<T> {}
    };
}
copy!(StoredValue);
copy!(RwSignal);
copy!(Memo);

impl<T: 'static> StoredValue<T> {
    /// A value.
    pub fn new(value: T) -> Self {
        Self(stored(Rc::new(RefCell::new(value))), PhantomData)
    }

    /// None when the view that it belongs to is gone.
    fn cell(self) -> Option<Rc<RefCell<T>>> {
        self.0.try_get_value()?.downcast().ok()
    }

    /// Reads it.
    ///
    /// # Panics
    /// When the view that it belongs to is gone: who reads must not outlive it.
    pub fn with_value<R>(self, read: impl FnOnce(&T) -> R) -> R {
        read(&self.cell().expect("what is read belongs to a view that is there").borrow())
    }

    /// Changes it; none when the view that it belongs to is gone.
    pub fn try_update_value<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        Some(change(&mut self.cell()?.borrow_mut()))
    }

    /// Changes it, if the view that it belongs to is still there.
    pub fn update_value(self, change: impl FnOnce(&mut T)) {
        self.try_update_value(change);
    }

    /// Puts another value in its place, if the view that it belongs to is still there.
    pub fn set_value(self, value: T) {
        // What was there is dropped after the cell is free again.
        drop(self.cell().map(|it| it.replace(value)));
    }

    /// A copy of it.
    pub fn get_value(self) -> T
    where
        T: Clone,
    {
        self.with_value(T::clone)
    }
}

impl<T: Default + 'static> Default for StoredValue<T> {
    fn default() -> Self {
        Self::new(T::default())
    }
}

fn stored(cell: Rc<dyn Any>) -> reactive::StoredValue<Rc<dyn Any>, LocalStorage> {
    reactive::StoredValue::new_local(cell)
}

impl<T> PartialEq for RwSignal<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value.0 == other.value.0
    }
}

impl<T> Eq for RwSignal<T> {}

impl<T: 'static> RwSignal<T> {
    /// A value.
    pub fn new(value: T) -> Self {
        Self { value: StoredValue::new(value), changes: Trigger::new() }
    }

    /// Watches it.
    pub fn track(self) {
        self.changes.track();
    }

    /// Reads and watches it.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.value.with_value(read)
    }

    /// Reads it.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.value.with_value(read)
    }

    /// A copy of it, which is watched.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// A copy of it.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.value.get_value()
    }

    /// Puts another value in its place, if the view that it belongs to is still there.
    pub fn set(self, value: T) {
        self.value.set_value(value);
        self.changes.notify();
    }

    /// Changes it; none when the view that it belongs to is gone.
    pub fn try_update<R>(self, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let result = self.value.try_update_value(change);
        self.changes.notify();
        result
    }

    /// Changes it, if the view that it belongs to is still there.
    pub fn update(self, change: impl FnOnce(&mut T)) {
        self.try_update(change);
    }

    /// Changes it in a way that nobody needs to know of.
    pub fn update_untracked(self, change: impl FnOnce(&mut T)) {
        self.value.update_value(change);
    }
}

impl<T: 'static> Memo<T> {
    /// What a closure makes of other values, and perhaps of what it made before.
    pub fn new(make: impl Fn(Option<&T>) -> T + Send + Sync + 'static) -> Self
    where
        T: PartialEq,
    {
        Self::new_with_compare(make, |before, after| before != after)
    }

    /// The same, where a function says what a change is.
    pub fn new_with_compare(
        make: impl Fn(Option<&T>) -> T + Send + Sync + 'static,
        is_change: fn(Option<&T>, Option<&T>) -> bool,
    ) -> Self {
        let value = StoredValue::new(None);
        let step = move || {
            let next = Some(value.with_value(|before| make(before.as_ref())));
            let changes = value.with_value(|before| is_change(before.as_ref(), next.as_ref()));
            if changes {
                value.set_value(next);
            }
            changes
        };
        Self { value, version: version(Box::new(step)) }
    }

    /// Watches it.
    pub fn track(self) {
        self.version.get();
    }

    /// Reads and watches it.
    ///
    /// # Panics
    /// Never: it is made before it is read.
    pub fn with<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.track();
        self.read_made(read)
    }

    /// Reads it.
    ///
    /// # Panics
    /// Never: it is made before it is read.
    pub fn with_untracked<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.version.get_untracked();
        self.read_made(read)
    }

    fn read_made<R>(self, read: impl FnOnce(&T) -> R) -> R {
        self.value.with_value(|it| read(it.as_ref().expect("it was made when its version was asked for")))
    }

    /// A copy of it, which is watched.
    pub fn get(self) -> T
    where
        T: Clone,
    {
        self.with(T::clone)
    }

    /// A copy of it.
    pub fn get_untracked(self) -> T
    where
        T: Clone,
    {
        self.with_untracked(T::clone)
    }
}

/// Counts the steps that made a change.
fn version(step: Box<dyn Fn() -> bool + Send + Sync>) -> reactive::Memo<u32> {
    reactive::Memo::new(move |before: Option<&u32>| {
        before.copied().unwrap_or_default().wrapping_add(u32::from(step()))
    })
}
