//! What is kept for a class of equal tasks: one key for each instance, in cells of equal attribute values.
//!
//! Inside a cell everything that `spread` over an attribute counts is the same, so the best instance of a cell is
//! the one with the least local key, and only the best of each cell are compared.

use std::collections::BTreeMap;

use crate::checks::Checks;
use crate::columns::Columns;
use crate::id::{AttributeId, InstanceIndex, ValueId, number};
use crate::min_tree::{MinTree, NONE};
use crate::pack::{MAX_ATTRIBUTES, Pack};
use crate::spec::Spec;

/// One instance in the class.
#[derive(Clone, Copy, Debug)]
struct Slot {
    cell: u32,
    /// Place of the instance in its cell.
    place: u32,
    /// Tasks of the group that are counted so far.
    seen: u32,
    /// Whether everything holds that neither tasks nor status change.
    is_fixed_ok: bool,
}

/// Instances with equal values of the attributes that the chain spreads over.
#[derive(Clone, Debug, Default)]
pub(crate) struct Cell<const BITS: u32> {
    /// For each attribute of the chain where its total is.
    totals: [u32; MAX_ATTRIBUTES],
    /// In rising order.
    pub members: Vec<u32>,
    pub order: MinTree<BITS>,
}

/// The index of one class.
#[derive(Clone, Debug)]
pub(crate) struct Class<const BITS: u32> {
    checks: Checks,
    pack: Pack,
    /// Attributes that the chain spreads over.
    attributes: Vec<AttributeId>,
    slots: Vec<Slot>,
    pub cells: Vec<Cell<BITS>>,
    cell_of_values: BTreeMap<Vec<ValueId>, u32>,
    /// Tasks of the group in the whole cluster, by attribute of the chain and value.
    totals: Vec<u32>,
    total_of_value: BTreeMap<(usize, ValueId), u32>,
    /// How far the journal is read, and in which epoch.
    cursor: u64,
    epoch: u64,
}

impl<const BITS: u32> Class<BITS> {
    pub fn new(spec: &Spec) -> Self {
        let (pack, attributes) = Pack::of(&spec.chain);
        Self {
            checks: Checks::of(spec),
            pack,
            attributes,
            slots: vec![],
            cells: vec![],
            cell_of_values: BTreeMap::new(),
            totals: vec![],
            total_of_value: BTreeMap::new(),
            cursor: 0,
            epoch: 0,
        }
    }

    /// Gives the memory back. The next decision starts anew.
    pub fn sleep(&mut self) {
        self.slots = vec![];
        self.cells = vec![];
        self.cell_of_values = BTreeMap::new();
        self.totals = vec![];
        self.total_of_value = BTreeMap::new();
    }

    /// Learns what changed since the last decision of this class.
    #[inline(always)]
    pub fn catch_up(&mut self, columns: &Columns) {
        if self.epoch != columns.epoch {
            self.sleep();
            self.epoch = columns.epoch;
        }
        match columns.journal.since(self.cursor) {
            Some(entries) if self.slots.len() == columns.len() => self.follow(columns, entries),
            _ => self.look_at_all(columns),
        }
        self.cursor = columns.journal.end();
    }

    #[inline(always)]
    fn follow(&mut self, columns: &Columns, entries: &[u32]) {
        let counts = &columns.counts[self.checks.group.at()][..];
        for (position, instance) in (self.cursor..).zip(entries) {
            if columns.journal.is_last(*instance, position) {
                self.touch(columns, counts, *instance);
            }
        }
    }

    /// Takes the old contribution of the instance away and adds the present one.
    #[inline(always)]
    fn touch(&mut self, columns: &Columns, counts: &[u32], instance: u32) {
        let at = instance as usize;
        let slot = &mut self.slots[at];
        let cell = &mut self.cells[slot.cell as usize];
        let count = counts[at];
        let seen = std::mem::replace(&mut slot.seen, count);
        if count != seen {
            for total in &cell.totals[..self.attributes.len()] {
                let total = &mut self.totals[*total as usize];
                *total = total.wrapping_add(count.wrapping_sub(seen));
            }
        }
        let key = key(&self.checks, &self.pack, columns, instance, count, slot.is_fixed_ok);
        cell.order.set(slot.place as usize, key);
    }

    /// Looks at every instance once, new ones included.
    #[inline(always)]
    fn look_at_all(&mut self, columns: &Columns) {
        if self.slots.len() < columns.len() {
            self.append(columns);
        }
        let counts = &columns.counts[self.checks.group.at()][..];
        for cell in &mut self.cells {
            let mut change = 0u32;
            for (key_of_member, member) in cell.order.keys_mut().iter_mut().zip(&cell.members) {
                let slot = &mut self.slots[*member as usize];
                let count = counts[*member as usize];
                change = change.wrapping_add(count.wrapping_sub(slot.seen));
                slot.seen = count;
                *key_of_member = key(&self.checks, &self.pack, columns, *member, count, slot.is_fixed_ok);
            }
            for total in &cell.totals[..self.attributes.len()] {
                let total = &mut self.totals[*total as usize];
                *total = total.wrapping_add(change);
            }
            cell.order.refresh();
        }
    }

    /// Gives new instances a cell and a place in it.
    #[cold]
    fn append(&mut self, columns: &Columns) {
        for instance in number(self.slots.len())..number(columns.len()) {
            let cell = self.cell_of(columns, InstanceIndex(instance));
            let Cell { members, order, .. } = &mut self.cells[cell as usize];
            let place = number(members.len());
            members.push(instance);
            order.grow();
            let is_fixed_ok = self.checks.fixed(columns, InstanceIndex(instance));
            self.slots.push(Slot { cell, place, seen: 0, is_fixed_ok });
        }
    }

    fn cell_of(&mut self, columns: &Columns, instance: InstanceIndex) -> u32 {
        let values: Vec<ValueId> =
            self.attributes.iter().map(|it| columns.attribute(*it, instance)).collect();
        if let Some(cell) = self.cell_of_values.get(&values) {
            return *cell;
        }
        let mut cell = Cell::default();
        for (attribute, (total, value)) in cell.totals.iter_mut().zip(&values).enumerate() {
            let next = number(self.totals.len());
            *total = *self.total_of_value.entry((attribute, *value)).or_insert(next);
            if *total == next {
                self.totals.push(0);
            }
        }
        let next = number(self.cells.len());
        self.cells.push(cell);
        self.cell_of_values.insert(values, next);
        next
    }

    /// What orders the cells; none when no instance of the cell can take the task.
    #[inline(always)]
    pub fn rank(&self, cell: &Cell<BITS>) -> Option<u128> {
        let least = cell.order.least();
        (least != NONE).then(|| self.pack.rank(least, |at| self.totals[cell.totals[at] as usize]))
    }
}

/// [`NONE`] when the instance cannot take the task. There is no branch on the outcome.
#[inline(always)]
fn key(checks: &Checks, pack: &Pack, columns: &Columns, instance: u32, count: u32, is_fixed_ok: bool) -> u64 {
    let offer = &columns.offers[instance as usize];
    let is_ok = is_fixed_ok & checks.moving(columns, offer, InstanceIndex(instance), count);
    pack.local_key(offer, count) | u64::from(is_ok).wrapping_sub(1)
}

#[cfg(test)]
impl<const BITS: u32> Class<BITS> {
    /// After a catch-up every key, count and total is what the columns say.
    pub fn assert_sound(&self, columns: &Columns) {
        let group = self.checks.group;
        let mut totals = vec![0; self.totals.len()];
        for (instance, slot) in (0..).map(InstanceIndex).zip(&self.slots) {
            let cell = &self.cells[slot.cell as usize];
            let count = columns.n_tasks_of_group(group, instance);
            assert_eq!(cell.members[slot.place as usize], instance.0, "the place of an instance");
            assert_eq!(slot.seen, count, "tasks of the group on an instance");
            let expected = key(&self.checks, &self.pack, columns, instance.0, count, slot.is_fixed_ok);
            assert_eq!(cell.order.key(slot.place), expected, "the key of an instance");
            assert_eq!(
                slot.is_fixed_ok,
                self.checks.fixed(columns, instance),
                "the fixed checks of an instance"
            );
            for (at, attribute) in self.attributes.iter().enumerate() {
                let value = columns.attribute(*attribute, instance);
                assert_eq!(self.total_of_value[&(at, value)], cell.totals[at], "the value of a cell");
                totals[cell.totals[at] as usize] += count;
            }
        }
        assert_eq!(self.slots.len(), columns.len());
        assert_eq!(self.totals, totals, "tasks of the group by value");
        self.cells.iter().for_each(|cell| cell.order.assert_sound());
    }
}
