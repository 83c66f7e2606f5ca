//! The door: the cluster in numbers and the index over it.

use crate::choice::{Best, TieRule};
use crate::columns::{Amounts, Columns, OutOfRange, Registration};
use crate::id::{AttributeId, ClassId, GroupId, InstanceIndex, PredicateId, ValueId};
use crate::index::Index;
use crate::spec::{Demand, Spec};

/// Children of a node: 2^6 fill the bits of one machine word.
const FAN_OUT_BITS: u32 = 6;

/// Knows the cluster in numbers and says where the next task of a class goes.
///
/// Nothing here is generic: generic code would be compiled where it is used, and so for size.
#[derive(Clone, Debug, Default)]
pub struct Placer {
    columns: Columns,
    index: Index<FAN_OUT_BITS>,
}

/// The equal best instances for a task.
#[derive(Clone, Copy, Debug)]
pub struct Choice<'a>(Best<'a, FAN_OUT_BITS>);

impl Choice<'_> {
    /// The one that joined first.
    #[must_use]
    pub fn lowest(&self) -> InstanceIndex {
        self.0.lowest()
    }

    /// How many there are.
    #[must_use]
    pub fn count(&self) -> u32 {
        self.0.count()
    }

    /// The one with so many others before it, in index order.
    #[must_use]
    pub fn nth(&self, skip: u32) -> Option<InstanceIndex> {
        self.0.nth(skip)
    }

    /// All of them, in index order.
    #[must_use]
    pub fn ties(&self) -> Vec<InstanceIndex> {
        self.0.ties()
    }

    /// The one that the rule takes.
    #[must_use]
    pub fn take(&self, rule: TieRule) -> InstanceIndex {
        self.0.take(rule)
    }
}

/// Questions.
impl Placer {
    /// An empty cluster.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// The cluster in numbers.
    #[must_use]
    pub const fn columns(&self) -> &Columns {
        &self.columns
    }

    /// The class of these tasks, made when it is new.
    pub fn class(&mut self, spec: &Spec) -> ClassId {
        self.index.class(&mut self.columns, spec)
    }

    /// How many classes there are.
    #[must_use]
    pub fn n_classes(&self) -> usize {
        self.index.len()
    }

    /// The best instances for the next task of the class; none when no instance can take it.
    pub fn best(&mut self, class: ClassId) -> Option<Choice<'_>> {
        self.index.best(&self.columns, class).map(Choice)
    }

    /// Where the next task of the class goes; none when no instance can take it.
    pub fn choose(&mut self, class: ClassId, rule: TieRule) -> Option<InstanceIndex> {
        self.index.best(&self.columns, class).map(|best| best.take(rule))
    }
}

/// Changes. Whoever gets [`OutOfRange`] must drop the placer: it no longer knows the whole cluster.
impl Placer {
    /// An instance joins.
    ///
    /// # Errors
    /// When it registers more than the index has bits for.
    pub fn add(&mut self, registration: &Registration) -> Result<InstanceIndex, OutOfRange> {
        self.columns.add(registration)
    }

    /// A task arrives: it reserves its demand and counts.
    ///
    /// # Errors
    /// When a number is larger than the index has bits for.
    pub fn place(
        &mut self,
        instance: InstanceIndex,
        demand: &Demand,
        group: GroupId,
    ) -> Result<(), OutOfRange> {
        self.columns.reserve(instance, demand)?;
        self.columns.count_in(instance, group)
    }

    /// A task leaves: its demand is free and it no longer counts.
    ///
    /// # Errors
    /// When the instance has no such task.
    pub fn stop(
        &mut self,
        instance: InstanceIndex,
        demand: &Demand,
        group: GroupId,
    ) -> Result<(), OutOfRange> {
        self.columns.count_out(instance, group)?;
        self.columns.release(instance, demand)
    }

    /// The desired status of a task is no longer RUNNING: it does not count, but holds its demand until
    /// [`Self::release`].
    ///
    /// # Errors
    /// When the instance has no such task.
    pub fn count_out(&mut self, instance: InstanceIndex, group: GroupId) -> Result<(), OutOfRange> {
        self.columns.count_out(instance, group)
    }

    /// A task that no longer counts is gone: its demand is free.
    ///
    /// # Errors
    /// When a number is larger than the index has bits for.
    pub fn release(&mut self, instance: InstanceIndex, demand: &Demand) -> Result<(), OutOfRange> {
        self.columns.release(instance, demand)
    }

    /// The instance becomes ACTIVE, or stops being so (DRAINING). Its tasks go on counting.
    pub fn set_active(&mut self, instance: InstanceIndex, is_active: bool) {
        self.columns.set_active(instance, is_active);
    }

    /// The agent connects or loses its connection.
    pub fn set_agent_connected(&mut self, instance: InstanceIndex, is_connected: bool) {
        self.columns.set_agent_connected(instance, is_connected);
    }

    /// The instance leaves for good. Its number is not used again; tasks that still count there go on counting.
    pub fn deregister(&mut self, instance: InstanceIndex) {
        self.columns.deregister(instance);
    }

    /// The instance registers other amounts.
    ///
    /// # Errors
    /// When they are larger than the index has bits for.
    pub fn set_registered(&mut self, instance: InstanceIndex, amounts: Amounts) -> Result<(), OutOfRange> {
        self.columns.set_registered(instance, amounts)
    }

    /// An attribute is put, or deleted by [`ValueId::MISSING`]. Set the predicates that depend on it too.
    pub fn set_attribute(&mut self, instance: InstanceIndex, attribute: AttributeId, value: ValueId) {
        self.columns.set_attribute(instance, attribute, value);
    }

    /// A predicate begins or ceases to hold for an instance.
    pub fn set_predicate(&mut self, instance: InstanceIndex, predicate: PredicateId, holds: bool) {
        self.columns.set_predicate(instance, predicate, holds);
    }

    /// A new predicate, with whether it holds for each instance so far, in index order.
    pub fn define_predicate(&mut self, holds: &[bool]) -> PredicateId {
        self.columns.define_predicate(holds.iter().copied())
    }
}
