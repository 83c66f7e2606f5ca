//! What the policies of a service want at a time.
//!
//! Source: "Target tracking scaling policies" and "Step scaling policies" of the Application Auto Scaling guide, API reference
//! `TargetTrackingScalingPolicyConfiguration` and `StepScalingPolicyConfiguration`.

use super::{Alarm, Metric, PolicyKind, ScalableTarget, ScalingPolicy, reading};
use crate::sim::service::{RolloutState, Service};
use crate::sim::{ServiceId, World};

/// Another desired count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wish {
    /// How many tasks.
    pub to: u32,
    /// What the policy that wants it looks at; none when the count lies outside the limits.
    pub metric: Option<Metric>,
    /// How long the next change has to wait.
    pub cooldown_seconds: u32,
}

/// What is to be done at this time, if the metrics are then as they are now.
pub fn wish(world: &World, service: &Service, target: &ScalableTarget, at: u64) -> Option<Wish> {
    let desired = service.desired_count;
    let within = |it: u32| it.clamp(target.min_capacity, target.max_capacity);
    if within(desired) != desired {
        return Some(Wish { to: within(desired), metric: None, cooldown_seconds: 0 });
    }
    let of = |policy: &ScalingPolicy| of_policy(world, service, target, policy, at);
    let wishes: Vec<Wish> = target.policies.iter().filter_map(of).collect();
    // Out if any policy says so, by the one that wants most.
    let out = wishes.iter().filter(|it| within(it.to) > desired).max_by_key(|it| it.to);
    if let Some(wish) = out {
        return Some(Wish { to: within(wish.to), ..*wish });
    }
    // In only if all agree, by the one that keeps most; never during a deployment.
    let is_deploying =
        service.deployments.first().is_some_and(|it| it.rollout_state == RolloutState::InProgress);
    if is_deploying || at < target.in_cooldown_until_seconds || !all_have_data(world, service, target) {
        return None;
    }
    let most = wishes.iter().max_by_key(|it| it.to)?;
    (within(most.to) < desired).then(|| Wish { to: within(most.to), ..*most })
}

/// Without data nothing is scaled in.
fn all_have_data(world: &World, service: &Service, target: &ScalableTarget) -> bool {
    target.policies.iter().all(|it| reading(world, service.id, it.metric).n_running > 0)
}

/// The count that a policy wants; none when it has no say.
fn of_policy(
    world: &World,
    service: &Service,
    target: &ScalableTarget,
    policy: &ScalingPolicy,
    at: u64,
) -> Option<Wish> {
    let metric = Some(policy.metric);
    let reading = reading(world, service.id, policy.metric);
    let tenths = reading.tenths()?;
    match &policy.kind {
        PolicyKind::TargetTracking {
            target: value,
            scale_out_cooldown,
            scale_in_cooldown,
            disable_scale_in,
        } => {
            // AWS does not document its formula: current × metric / target, rounded up. Current is what runs, because that is
            // what the metric is an average of.
            let to = u64::from(reading.load).div_ceil(u64::from((*value).max(1)));
            let to = u32::try_from(to).unwrap_or(u32::MAX);
            if to <= service.desired_count && *disable_scale_in {
                return None;
            }
            let is_out = to > service.desired_count;
            let cooldown_seconds = if is_out { *scale_out_cooldown } else { *scale_in_cooldown };
            Some(Wish { to, metric, cooldown_seconds })
        }
        PolicyKind::Step { alarm, threshold, adjustment_type, steps, cooldown } => {
            let distance = i64::try_from(tenths).unwrap_or(i64::MAX) - i64::from(*threshold) * 10;
            let is_breached = match alarm {
                Alarm::Above => distance >= 0,
                Alarm::Below => distance <= 0,
            };
            let step = steps.iter().find(|it| it.holds(distance, *alarm)).filter(|_| is_breached)?;
            // What the last scale-out added is part of this one while its cooldown lasts.
            let lasting = target.out_cooldown.filter(|it| at < it.until_seconds && step.adjustment > 0);
            let to = match lasting {
                None => adjustment_type.adjusted(service.desired_count, step.adjustment),
                // A smaller one changes nothing.
                Some(it) => adjustment_type.adjusted(it.from, step.adjustment).max(service.desired_count),
            };
            Some(Wish { to, metric, cooldown_seconds: *cooldown })
        }
    }
}

/// When the policies are to be looked at, as things are: at the next data point, or at the first one after a cooldown.
pub fn due(world: &World, id: ServiceId, target: &ScalableTarget) -> Option<u64> {
    let service = world.services.get(&id)?;
    let now = world.clock_seconds;
    let period = target.policies.iter().map(|it| it.metric.period_seconds()).min().unwrap_or(60);
    let point_from = |at: u64| at.max(now + 1).div_ceil(period) * period;
    let cooldowns = [target.in_cooldown_until_seconds, target.out_cooldown.map_or(0, |it| it.until_seconds)];
    let mut points: Vec<u64> = [now].into_iter().chain(cooldowns).map(point_from).collect();
    points.sort_unstable();
    points.into_iter().find(|at| wish(world, service, target, *at).is_some())
}
