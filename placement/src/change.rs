//! How the world in numbers changes. Every change of an instance is noted in the journal or raises the epoch.

use crate::columns::{
    Amounts, CPU_LIMIT, Columns, DEREGISTERED, DEVICE_LIMIT, DISCONNECTED, MEMORY_LIMIT, NOT_ACTIVE, Offer,
    OutOfRange, Registration, TASKS_LIMIT, place_of_bit,
};
use crate::id::{AttributeId, GroupId, InstanceIndex, PortId, PredicateId, ValueId, number};
use crate::spec::Demand;

/// Changes that tasks and status make: the journal names the instance.
impl Columns {
    pub(crate) fn add(&mut self, registration: &Registration) -> Result<InstanceIndex, OutOfRange> {
        let offer = Offer { zone: registration.zone, ..Offer::of(registration.amounts)? };
        let instance = InstanceIndex(number(self.len()));
        self.offers.push(offer);
        self.registered.push(registration.amounts);
        self.ports.iter_mut().for_each(|column| column.push(0));
        self.attributes.iter_mut().for_each(|column| column.push(ValueId::MISSING));
        self.counts.iter_mut().for_each(|column| column.push(0));
        self.journal.add_instance();
        for port in &registration.reserved_ports {
            self.write_port(*port, instance, true);
        }
        for (attribute, value) in &registration.attributes {
            self.write_attribute(*attribute, instance, *value);
        }
        for predicate in &registration.predicates {
            self.write_predicate(*predicate, instance, true);
        }
        Ok(instance)
    }

    #[inline(always)]
    pub(crate) fn reserve(&mut self, instance: InstanceIndex, demand: &Demand) -> Result<(), OutOfRange> {
        let taken = Offer::of(Amounts::of(demand))?;
        let offer = &mut self.offers[instance.at()];
        *offer = offer.less(&taken).ok_or(OutOfRange)?;
        for port in &demand.ports {
            self.write_port(*port, instance, true);
        }
        self.journal.push(instance.at());
        Ok(())
    }

    #[inline(always)]
    pub(crate) fn release(&mut self, instance: InstanceIndex, demand: &Demand) -> Result<(), OutOfRange> {
        let freed = Offer::of(Amounts::of(demand))?;
        let offer = &mut self.offers[instance.at()];
        *offer = offer.plus(&freed).ok_or(OutOfRange)?;
        for port in &demand.ports {
            self.write_port(*port, instance, false);
        }
        self.journal.push(instance.at());
        Ok(())
    }

    #[inline(always)]
    pub(crate) fn count_in(&mut self, instance: InstanceIndex, group: GroupId) -> Result<(), OutOfRange> {
        if self.counts.len() <= group.at() {
            self.add_group(group);
        }
        let offer = &mut self.offers[instance.at()];
        if offer.n_tasks + 1 >= TASKS_LIMIT {
            return Err(OutOfRange);
        }
        offer.n_tasks += 1;
        self.counts[group.at()][instance.at()] += 1;
        self.journal.push(instance.at());
        Ok(())
    }

    #[inline(always)]
    pub(crate) fn count_out(&mut self, instance: InstanceIndex, group: GroupId) -> Result<(), OutOfRange> {
        let counts = self.counts.get_mut(group.at()).ok_or(OutOfRange)?;
        let count = &mut counts[instance.at()];
        *count = count.checked_sub(1).ok_or(OutOfRange)?;
        self.offers[instance.at()].n_tasks -= 1;
        self.journal.push(instance.at());
        Ok(())
    }

    pub(crate) fn set_active(&mut self, instance: InstanceIndex, is_active: bool) {
        self.bar(instance, NOT_ACTIVE, !is_active);
    }

    pub(crate) fn set_agent_connected(&mut self, instance: InstanceIndex, is_connected: bool) {
        self.bar(instance, DISCONNECTED, !is_connected);
    }

    pub(crate) fn deregister(&mut self, instance: InstanceIndex) {
        self.bar(instance, DEREGISTERED, true);
    }

    fn bar(&mut self, instance: InstanceIndex, reason: u8, is_barred: bool) {
        let barred = &mut self.offers[instance.at()].barred;
        *barred = if is_barred { *barred | reason } else { *barred & !reason };
        self.journal.push(instance.at());
    }

    /// Makes room for the counts of a group.
    #[cold]
    pub(crate) fn add_group(&mut self, group: GroupId) {
        let n = self.len();
        let groups = self.counts.len().max(group.at() + 1);
        self.counts.resize_with(groups, || vec![0; n]);
    }
}

/// Changes of what an instance is: the epoch rises, and every class starts anew.
impl Columns {
    pub(crate) fn set_registered(
        &mut self,
        instance: InstanceIndex,
        amounts: Amounts,
    ) -> Result<(), OutOfRange> {
        let offer = self.offers[instance.at()];
        let used = Offer::of(self.registered[instance.at()])?.less(&offer).ok_or(OutOfRange)?;
        let left = Offer::of(amounts)?.less(&used).ok_or(OutOfRange)?;
        self.offers[instance.at()] =
            Offer { barred: offer.barred, zone: offer.zone, n_tasks: offer.n_tasks, ..left };
        self.registered[instance.at()] = amounts;
        self.epoch += 1;
        Ok(())
    }

    pub(crate) fn set_attribute(&mut self, instance: InstanceIndex, attribute: AttributeId, value: ValueId) {
        self.write_attribute(attribute, instance, value);
        self.epoch += 1;
    }

    pub(crate) fn set_predicate(&mut self, instance: InstanceIndex, predicate: PredicateId, holds: bool) {
        self.write_predicate(predicate, instance, holds);
        self.epoch += 1;
    }

    /// A predicate that no class knows yet, so that none has to start anew.
    pub(crate) fn define_predicate(&mut self, holds: impl Iterator<Item = bool>) -> PredicateId {
        let predicate = PredicateId(number(self.predicates.len()));
        self.predicates.push(vec![]);
        for (instance, holds) in (0..).zip(holds) {
            self.write_predicate(predicate, InstanceIndex(instance), holds);
        }
        predicate
    }

    fn write_port(&mut self, port: PortId, instance: InstanceIndex, is_taken: bool) {
        let (word, bit) = place_of_bit(port.0);
        let n = self.len();
        let words = self.ports.len().max(word + 1);
        self.ports.resize_with(words, || vec![0; n]);
        write_bit(&mut self.ports[word][instance.at()], bit, is_taken);
    }

    fn write_attribute(&mut self, attribute: AttributeId, instance: InstanceIndex, value: ValueId) {
        let n = self.len();
        let attributes = self.attributes.len().max(attribute.at() + 1);
        self.attributes.resize_with(attributes, || vec![ValueId::MISSING; n]);
        self.attributes[attribute.at()][instance.at()] = value;
    }

    fn write_predicate(&mut self, predicate: PredicateId, instance: InstanceIndex, holds: bool) {
        let (word, bit) = place_of_bit(instance.0);
        let predicates = self.predicates.len().max(predicate.at() + 1);
        self.predicates.resize_with(predicates, Vec::new);
        let words = &mut self.predicates[predicate.at()];
        words.resize(words.len().max(word + 1), 0);
        write_bit(&mut words[word], bit, holds);
    }
}

const fn write_bit(word: &mut u64, bit: u64, is_set: bool) {
    *word = if is_set { *word | bit } else { *word & !bit };
}

impl Amounts {
    /// What a task takes.
    #[must_use]
    pub const fn of(demand: &Demand) -> Self {
        Self {
            cpu_units: demand.cpu_units,
            memory_mib: demand.memory_mib,
            enis: demand.enis,
            gpus: demand.gpus,
        }
    }
}

impl Offer {
    /// The amounts as signed numbers.
    #[inline(always)]
    pub(crate) fn of(amounts: Amounts) -> Result<Self, OutOfRange> {
        let in_range = amounts.cpu_units < CPU_LIMIT
            && amounts.memory_mib < MEMORY_LIMIT
            && amounts.enis < DEVICE_LIMIT
            && amounts.gpus < DEVICE_LIMIT;
        if !in_range {
            return Err(OutOfRange);
        }
        Ok(Self {
            cpu_units: amounts.cpu_units.cast_signed(),
            memory_mib: amounts.memory_mib.cast_signed(),
            enis: amounts.enis.cast_signed(),
            gpus: amounts.gpus.cast_signed(),
            ..Self::default()
        })
    }

    #[inline(always)]
    fn less(&self, taken: &Self) -> Option<Self> {
        Some(Self {
            cpu_units: self.cpu_units.checked_sub(taken.cpu_units)?,
            memory_mib: self.memory_mib.checked_sub(taken.memory_mib)?,
            enis: self.enis.checked_sub(taken.enis)?,
            gpus: self.gpus.checked_sub(taken.gpus)?,
            ..*self
        })
    }

    #[inline(always)]
    fn plus(&self, freed: &Self) -> Option<Self> {
        Some(Self {
            cpu_units: self.cpu_units.checked_add(freed.cpu_units)?,
            memory_mib: self.memory_mib.checked_add(freed.memory_mib)?,
            enis: self.enis.checked_add(freed.enis)?,
            gpus: self.gpus.checked_add(freed.gpus)?,
            ..*self
        })
    }
}
