//! What a learner can order about service auto scaling.

use serde::{Deserialize, Serialize};

use super::{AdjustmentType, Load, PolicyKind, ScalableTarget, ScalingChange, ScalingPolicy, StepAdjustment};
use crate::sim::service::SchedulingStrategy;
use crate::sim::{Decision, Event, Refusal, ScalingRefusal, ServiceId, World};

/// An order about service auto scaling.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScalingOrder {
    /// The `RegisterScalableTarget` and `PutScalingPolicy` APIs: these policies and no others.
    Put(Box<PutScaling>),
    /// The `DeregisterScalableTarget` API.
    Delete(ServiceId),
    /// From now on the tasks of the service are asked to do this.
    SetLoad(ServiceId, Load),
}

/// Limits and policies of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PutScaling {
    /// Which.
    pub service: ServiceId,
    /// The desired count does not go below.
    pub min_capacity: u32,
    /// It does not go above.
    pub max_capacity: u32,
    /// 1 to 5.
    pub policies: Vec<ScalingPolicy>,
}

/// Tasks that a service of a board keeps at most.
const MAX_CAPACITY: u32 = 500;

/// Policies of one service.
// Simplification: a service of a board has at most five scaling policies.
const MAX_POLICIES: usize = 5;

/// Loads and thresholds that a board takes.
const MAX_LOAD: u32 = 1_000_000;

/// What happens on the order.
pub(in crate::sim) fn decide(world: &World, order: &ScalingOrder) -> Decision {
    match order {
        ScalingOrder::Put(request) => put(world, request),
        ScalingOrder::Delete(id) if world.scaling.contains_key(id) => plain(*id, ScalingChange::Deleted),
        ScalingOrder::SetLoad(id, load) => set_load(world, *id, *load),
        ScalingOrder::Delete(_) => Decision::refused(Refusal::NotFound),
    }
}

fn put(world: &World, request: &PutScaling) -> Decision {
    let Some(service) = world.services.get(&request.service) else {
        return Decision::refused(Refusal::NotFound);
    };
    let refused = |refusal| Decision::refused(Refusal::OfScaling(refusal));
    if service.placement.scheduling_strategy == SchedulingStrategy::Daemon {
        return refused(ScalingRefusal::Daemon);
    }
    if request.min_capacity > request.max_capacity || request.max_capacity > MAX_CAPACITY {
        return refused(ScalingRefusal::CapacityOutOfRange);
    }
    if !(1..=MAX_POLICIES).contains(&request.policies.len()) {
        return refused(ScalingRefusal::PolicyCount);
    }
    if !request.policies.iter().all(is_possible) {
        return refused(ScalingRefusal::InvalidPolicy);
    }
    let known = world.scaling.get(&request.service);
    let target = ScalableTarget {
        min_capacity: request.min_capacity,
        max_capacity: request.max_capacity,
        policies: request.policies.clone(),
        load: known.map(|it| it.load).unwrap_or_default(),
        out_cooldown: None,
        in_cooldown_until_seconds: 0,
        last_activity: known.and_then(|it| it.last_activity),
        evaluates_at_seconds: known.and_then(|it| it.evaluates_at_seconds),
    };
    if known == Some(&target) {
        return Decision::refused(Refusal::AlreadySo);
    }
    plain(request.service, ScalingChange::Put(Box::new(target)))
}

fn is_possible(policy: &ScalingPolicy) -> bool {
    match &policy.kind {
        PolicyKind::TargetTracking { target, .. } => (1..=MAX_LOAD).contains(target),
        PolicyKind::Step { threshold, steps, adjustment_type, .. } => {
            let is_exact = *adjustment_type == AdjustmentType::ExactCapacity;
            let is_step = |it: &StepAdjustment| {
                let has_room = it.lower_bound.zip(it.upper_bound).is_none_or(|(lower, upper)| lower < upper);
                has_room && (!is_exact || it.adjustment >= 0)
            };
            *threshold <= MAX_LOAD && !steps.is_empty() && steps.iter().all(is_step) && !overlap(steps)
        }
    }
}

fn overlap(steps: &[StepAdjustment]) -> bool {
    let begins = |it: &StepAdjustment| it.lower_bound.map_or(i64::MIN, i64::from);
    let ends = |it: &StepAdjustment| it.upper_bound.map_or(i64::MAX, i64::from);
    let are_apart = |left: &StepAdjustment, right: &StepAdjustment| {
        ends(left) <= begins(right) || ends(right) <= begins(left)
    };
    (0..steps.len()).any(|at| steps[at + 1..].iter().any(|it| !are_apart(&steps[at], it)))
}

fn set_load(world: &World, id: ServiceId, load: Load) -> Decision {
    let Some(target) = world.scaling.get(&id) else { return Decision::refused(Refusal::NotFound) };
    if load.cpu_percent.max(load.memory_percent).max(load.requests) > MAX_LOAD {
        return Decision::refused(Refusal::OfScaling(ScalingRefusal::LoadOutOfRange));
    }
    if target.load == load {
        return Decision::refused(Refusal::AlreadySo);
    }
    plain(id, ScalingChange::LoadSet(load))
}

fn plain(id: ServiceId, change: ScalingChange) -> Decision {
    Decision::plain(vec![Event::ScalingChanged(id, change)])
}
