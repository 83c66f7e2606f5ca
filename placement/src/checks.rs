//! The checks of a spec, parted by what can change their outcome.

use crate::columns::{Amounts, Columns, Offer, place_of_bit};
use crate::id::{GroupId, InstanceIndex};
use crate::spec::{Expression, RequiredAttribute, Spec, ZoneSet};

/// What an instance must satisfy.
#[derive(Clone, Debug)]
pub(crate) struct Checks {
    pub group: GroupId,
    /// The demand as signed numbers; none when no instance can ever have that much.
    demand: Option<Offer>,
    /// Tasks of the group that may be there already.
    max_count: u32,
    /// Words of ports, and the bits in them.
    ports: Vec<(usize, u64)>,
    required: Vec<RequiredAttribute>,
    zones: Option<ZoneSet>,
    /// Parts of `memberOf` that neither tasks nor status change.
    fixed: Vec<Expression>,
    /// The other parts.
    moving: Vec<Expression>,
}

impl Checks {
    pub fn of(spec: &Spec) -> Self {
        let mut conjuncts = vec![];
        spec.expressions.iter().for_each(|it| split(it, &mut conjuncts));
        let (moving, fixed) = conjuncts.into_iter().partition(Expression::is_moving);
        Self {
            group: spec.group,
            demand: Offer::of(Amounts::of(&spec.demand)).ok(),
            max_count: if spec.is_distinct { 0 } else { u32::MAX },
            ports: spec.demand.ports.iter().map(|port| place_of_bit(port.0)).collect(),
            required: spec.required.clone(),
            zones: spec.zones,
            fixed,
            moving,
        }
    }

    /// What neither tasks nor status change: asked once for each instance.
    pub fn fixed(&self, columns: &Columns, instance: InstanceIndex) -> bool {
        self.demand.is_some()
            && self.zones.is_none_or(|zones| zones.contains(columns.zone(instance)))
            && self.required.iter().all(|it| it.holds(columns, instance))
            && self.fixed.iter().all(|it| it.holds(columns, instance))
    }

    /// The rest. There is no branch on the outcome.
    #[inline(always)]
    pub fn moving(&self, columns: &Columns, offer: &Offer, instance: InstanceIndex, count: u32) -> bool {
        let demand = self.demand.unwrap_or_default();
        let mut is_ok = (offer.barred == 0)
            & (offer.cpu_units.max(0) >= demand.cpu_units)
            & (offer.memory_mib.max(0) >= demand.memory_mib)
            & (offer.enis.max(0) >= demand.enis)
            & (offer.gpus.max(0) >= demand.gpus)
            & (count <= self.max_count);
        for (word, bit) in &self.ports {
            is_ok &= columns.ports.get(*word).is_none_or(|column| column[instance.at()] & bit == 0);
        }
        for expression in &self.moving {
            is_ok &= expression.holds(columns, instance);
        }
        is_ok
    }
}

impl RequiredAttribute {
    fn holds(&self, columns: &Columns, instance: InstanceIndex) -> bool {
        columns.attribute(self.attribute, instance).satisfies(self.value)
    }
}

/// The parts of an expression that must all hold.
fn split(expression: &Expression, conjuncts: &mut Vec<Expression>) {
    match expression {
        Expression::All(parts) => parts.iter().for_each(|part| split(part, conjuncts)),
        other => conjuncts.push(other.clone()),
    }
}
