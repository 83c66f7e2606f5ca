//! The same answer by looking at every instance: what the index is measured against in tests and benches.

use std::collections::BTreeMap;

use crate::columns::{Amounts, Columns};
use crate::id::{InstanceIndex, ValueId, number};
use crate::spec::{Spec, Strategy};

/// What a scan finds.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Scan {
    /// Instances that can take the task.
    pub n_eligible: u32,
    /// How many are left after each strategy that narrows: those before `random`.
    pub n_left: Vec<u32>,
    /// The equal best, in index order.
    pub ties: Vec<InstanceIndex>,
}

/// Filters, then narrows by one strategy after the other.
#[must_use]
pub fn scan(columns: &Columns, spec: &Spec) -> Scan {
    let everyone = (0..number(columns.len())).map(InstanceIndex);
    let mut ties: Vec<InstanceIndex> = everyone.filter(|it| can_take(columns, spec, *it)).collect();
    let n_eligible = number(ties.len());
    let mut n_left = vec![];
    for strategy in spec.chain.iter().take_while(|it| **it != Strategy::Random) {
        ties = least(ties, values(columns, spec, *strategy));
        n_left.push(number(ties.len()));
    }
    Scan { n_eligible, n_left, ties }
}

fn can_take(columns: &Columns, spec: &Spec, instance: InstanceIndex) -> bool {
    columns.takes_tasks(instance)
        && fits(Amounts::of(&spec.demand), columns.left(instance))
        && spec.demand.ports.iter().all(|port| !columns.is_port_taken(*port, instance))
        && spec.zones.is_none_or(|zones| zones.contains(columns.zone(instance)))
        && spec.required.iter().all(|it| columns.attribute(it.attribute, instance).satisfies(it.value))
        && !(spec.is_distinct && columns.n_tasks_of_group(spec.group, instance) > 0)
        && spec.expressions.iter().all(|it| it.holds(columns, instance))
}

const fn fits(wanted: Amounts, left: Amounts) -> bool {
    wanted.cpu_units <= left.cpu_units
        && wanted.memory_mib <= left.memory_mib
        && wanted.enis <= left.enis
        && wanted.gpus <= left.gpus
}

/// What a strategy ranks an instance by.
fn values<'a>(
    columns: &'a Columns,
    spec: &'a Spec,
    strategy: Strategy,
) -> impl Fn(InstanceIndex) -> u32 + 'a {
    let mut totals: BTreeMap<ValueId, u32> = BTreeMap::new();
    if let Strategy::SpreadAttribute(attribute) = strategy {
        for instance in (0..number(columns.len())).map(InstanceIndex) {
            *totals.entry(columns.attribute(attribute, instance)).or_default() +=
                columns.n_tasks_of_group(spec.group, instance);
        }
    }
    move |instance| match strategy {
        Strategy::Random => 0,
        Strategy::SpreadAttribute(attribute) => {
            totals.get(&columns.attribute(attribute, instance)).copied().unwrap_or(0)
        }
        Strategy::SpreadInstance => columns.n_tasks_of_group(spec.group, instance),
        Strategy::BinpackCpu => columns.left(instance).cpu_units,
        Strategy::BinpackMemory => columns.left(instance).memory_mib,
    }
}

fn least(mut candidates: Vec<InstanceIndex>, value: impl Fn(InstanceIndex) -> u32) -> Vec<InstanceIndex> {
    let least = candidates.iter().map(|it| value(*it)).min();
    candidates.retain(|it| Some(value(*it)) == least);
    candidates
}
