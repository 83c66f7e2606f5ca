//! Health checks: what a target answers, and what becomes of it by and by.
//!
//! One success makes a new target healthy; a healthy one needs as many failures in a row as its threshold says to become
//! unhealthy, an unhealthy one as many successes to become healthy again.

use serde::{Deserialize, Serialize};

use super::targets::is_kept_out;
use super::{LoadBalancerKind, Target, TargetGroup, TargetReason, TargetState, is_used};
use crate::sim::clock::Subject;
use crate::sim::life::HealthStatus;
use crate::sim::life::TaskStatus;
use crate::sim::network::{SecurityGroup, interface_of};
use crate::sim::{Event, Switch, TargetGroupId, Task, TaskId, World};

/// What a check made of a target.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TargetCheck {
    /// Which.
    pub task: TaskId,
    /// What it is now.
    pub state: TargetState,
    /// Why.
    pub reason: Option<TargetReason>,
    /// Checks in a row that speak against that.
    pub n_against: u32,
    /// Whether it warms up from now on.
    pub is_slow: bool,
}

/// The checks that are due.
// Simplification: a target group checks all its targets at the same moment, once for all nodes, and has the result at once.
pub(in crate::sim) fn wake(world: &World, id: TargetGroupId) -> Vec<Event> {
    let Some(group) = world.target_group(id) else { return vec![] };
    let is_time = group.next_check_seconds <= world.clock_seconds;
    let found = |target: &Target| {
        let check = is_time.then(|| check(world, group, target)).flatten();
        check.or_else(|| is_drained(world, group, target).then(|| drained(target)))
    };
    let checks: Vec<TargetCheck> = group.targets.iter().filter_map(found).collect();
    if checks.is_empty() { vec![] } else { vec![Event::TargetsChecked(id, checks)] }
}

/// When an unhealthy target keeps its connections no longer; none of another one.
fn drained_at(group: &TargetGroup, target: &Target) -> Option<u64> {
    let is_draining = target.state == TargetState::UnhealthyDraining && target.ends_at_seconds.is_none();
    is_draining.then(|| target.since_seconds + u64::from(group.settings.unhealthy_draining_seconds))
}

fn is_drained(world: &World, group: &TargetGroup, target: &Target) -> bool {
    drained_at(group, target).is_some_and(|it| it <= world.clock_seconds)
}

/// What a target is once its connections have ended.
fn drained(target: &Target) -> TargetCheck {
    TargetCheck {
        task: target.task,
        state: TargetState::Unhealthy,
        reason: target.reason,
        n_against: target.n_against,
        is_slow: false,
    }
}

/// What the check changes about the target; none when nothing.
fn check(world: &World, group: &TargetGroup, target: &Target) -> Option<TargetCheck> {
    if !is_checked(world, group, target) {
        return None;
    }
    let settings = &group.settings.health_check;
    let failure = probe(world, group, target);
    let from = if is_drained(world, group, target) { TargetState::Unhealthy } else { target.state };
    let stays = |n_against| (from, target.reason, n_against);
    let (state, reason, n_against) = match (from, failure) {
        (TargetState::Initial, None) => (TargetState::Healthy, None, 0),
        (TargetState::Healthy, None) => stays(0),
        (TargetState::Initial | TargetState::Healthy, Some(reason)) => {
            if target.n_against + 1 >= settings.unhealthy_threshold {
                (unhealthy(group), Some(reason), 0)
            } else {
                stays(target.n_against + 1)
            }
        }
        (TargetState::Unhealthy | TargetState::UnhealthyDraining, None)
            if target.n_against + 1 >= settings.healthy_threshold =>
        {
            (TargetState::Healthy, None, 0)
        }
        (TargetState::Unhealthy | TargetState::UnhealthyDraining, None) => stays(target.n_against + 1),
        (TargetState::Unhealthy | TargetState::UnhealthyDraining, Some(reason)) => (from, Some(reason), 0),
        (TargetState::Draining | TargetState::Unused | TargetState::Unavailable, _) => return None,
    };
    // Only what joins others that are warm warms up.
    let becomes_healthy = state == TargetState::Healthy && target.state != TargetState::Healthy;
    let has_warm = || group.targets.iter().any(|it| it.state == TargetState::Healthy && !it.is_slow);
    let is_slow = match state {
        TargetState::Healthy if becomes_healthy => group.settings.slow_start_seconds > 0 && has_warm(),
        TargetState::Healthy => target.is_slow && warmth(world, group, target) < WARM,
        _ => false,
    };
    let check = TargetCheck { task: target.task, state, reason, n_against, is_slow };
    let is_same = (target.state, target.reason, target.n_against, target.is_slow)
        == (state, reason, n_against, is_slow);
    (!is_same).then_some(check)
}

/// What a target becomes that failed too often.
fn unhealthy(group: &TargetGroup) -> TargetState {
    match group.settings.unhealthy_draining_seconds {
        0 => TargetState::Unhealthy,
        _ => TargetState::UnhealthyDraining,
    }
}

/// Full share of requests.
pub(super) const WARM: u64 = 1_000;

/// The share of requests that a target takes in slow start mode, in tenths of a percent of a full one: it grows evenly.
pub(super) fn warmth(world: &World, group: &TargetGroup, target: &Target) -> u64 {
    let duration = u64::from(group.settings.slow_start_seconds);
    if !target.is_slow || duration == 0 {
        return WARM;
    }
    let since = world.clock_seconds.saturating_sub(target.since_seconds);
    ((since + 1) * WARM / duration).min(WARM)
}

/// A target that is to be checked: its registration is over, and requests could come to it.
fn is_checked(world: &World, group: &TargetGroup, target: &Target) -> bool {
    target.ends_at_seconds.is_none()
        && target.reason != Some(TargetReason::RegistrationInProgress)
        && is_used(world, group, target)
}

/// Why a check fails; none when it does not.
fn probe(world: &World, group: &TargetGroup, target: &Target) -> Option<TargetReason> {
    let Some(task) = world.tasks.get(&target.task) else { return Some(TargetReason::Timeout) };
    if !is_reached(world, task, target.port) {
        return Some(TargetReason::Timeout);
    }
    let application = world.task_definition(task.task_definition).map(|it| &it.behavior.application)?;
    if !listens(world, task) {
        return Some(TargetReason::FailedHealthChecks);
    }
    let settings = &group.settings.health_check;
    let code = application.answer(&settings.path);
    let asks = match group.settings.kind {
        LoadBalancerKind::Application | LoadBalancerKind::Classic => true,
        LoadBalancerKind::Network | LoadBalancerKind::Gateway => false,
    };
    if asks && application.answers_after_seconds > settings.timeout_seconds {
        return Some(TargetReason::Timeout);
    }
    let is_success = (settings.first_success_code..=settings.last_success_code).contains(&code);
    (asks && !is_success).then_some(TargetReason::ResponseCodeMismatch)
}

/// Whether security groups let the load balancer reach the task on this port.
pub(super) fn is_reached(world: &World, task: &Task, port: u16) -> bool {
    interface_of(world, task)
        .is_some_and(|it| world.network.connects(SecurityGroup::LoadBalancer, it.group, port).is_ok())
}

/// Whether the application of a task accepts connections by now.
pub(super) fn listens(world: &World, task: &Task) -> bool {
    let Some(registered) = world.task_definition(task.task_definition) else { return false };
    let application = &registered.behavior.application;
    let ready_at = task.life.started_at_seconds.map(|it| it + u64::from(application.ready_after_seconds));
    let is_up = task.life.last_status == TaskStatus::Running;
    is_up && !application.is_down && ready_at.is_some_and(|it| it <= world.clock_seconds)
}

/// What was found.
pub(in crate::sim) fn apply_checked(world: &mut World, id: TargetGroupId, checks: &[TargetCheck]) {
    let now = world.clock_seconds;
    let Some(group) = world.target_groups.iter_mut().find(|it| it.id == id) else { return };
    for check in checks {
        let Some(target) = group.targets.iter_mut().find(|it| it.task == check.task) else { continue };
        if target.state != check.state {
            target.since_seconds = now;
        }
        (target.state, target.reason) = (check.state, check.reason);
        (target.n_against, target.is_slow) = (check.n_against, check.is_slow);
    }
    schedule(world, id);
}

/// Its time has come: what has drained is forgotten, and the next check has its time.
pub(in crate::sim) fn woken(world: &mut World, id: TargetGroupId) {
    let now = world.clock_seconds;
    if let Some(group) = world.target_groups.iter_mut().find(|it| it.id == id) {
        group.targets.retain(|it| it.ends_at_seconds.is_none_or(|it| it > now));
        if group.next_check_seconds <= now {
            group.next_check_seconds += u64::from(group.settings.health_check.interval_seconds);
        }
    }
    schedule(world, id);
}

/// Enters when the group is to be woken next: for a check, or because a target or its connections have drained.
pub(in crate::sim) fn schedule(world: &mut World, id: TargetGroupId) {
    let Some(at) = world.target_groups.iter().position(|it| it.id == id) else { return };
    let due = due_at(world, &world.target_groups[at]);
    world.target_groups[at].next_check_seconds = next_check(&world.target_groups[at], world.clock_seconds);
    world.queue.set(Subject::TargetGroup(id), due);
}

/// When the group is to be woken, if it is.
pub(in crate::sim) fn due_at(world: &World, group: &TargetGroup) -> Option<u64> {
    let is_active = group.targets.iter().any(|it| is_checked(world, group, it));
    let check = is_active.then(|| next_check(group, world.clock_seconds));
    let ends = group.targets.iter().filter_map(|it| it.ends_at_seconds);
    let drained = group.targets.iter().filter_map(|it| drained_at(group, it));
    let drained = drained.map(|it| it.max(world.clock_seconds));
    check.into_iter().chain(ends).chain(drained).min().filter(|_| world.clock == Switch::On)
}

/// While there was nothing to check, times of checks passed by.
fn next_check(group: &TargetGroup, now: u64) -> u64 {
    let interval = u64::from(group.settings.health_check.interval_seconds);
    let missed = now.saturating_sub(group.next_check_seconds).div_ceil(interval);
    group.next_check_seconds + missed * interval
}

/// What the load balancers of a service say about a task; none when it is no target and need not be one.
#[must_use]
pub fn health_of(world: &World, task: &Task) -> Option<HealthStatus> {
    let its = world.target_groups.iter().filter_map(|group| {
        let target = group.targets.iter().find(|it| it.task == task.id)?;
        Some(match target.state {
            TargetState::Healthy if is_used(world, group, target) => HealthStatus::Healthy,
            TargetState::Unhealthy => HealthStatus::Unhealthy,
            // Simplification: AWS does not document what ECS makes of `unhealthy.draining`. The model waits for `unhealthy`.
            TargetState::Healthy
            | TargetState::Initial
            | TargetState::UnhealthyDraining
            | TargetState::Draining
            | TargetState::Unused
            | TargetState::Unavailable => HealthStatus::Unknown,
        })
    });
    // Simplification: AWS does not document what a service makes of a task that ECS may not register. The model takes it
    // for neither healthy nor unhealthy.
    its.chain(is_kept_out(world, task).then_some(HealthStatus::Unknown)).max()
}

/// The first target group in which a task is unhealthy.
#[must_use]
pub fn unhealthy_in(world: &World, task: TaskId) -> Option<TargetGroupId> {
    let is_it = |it: &Target| it.task == task && it.state == TargetState::Unhealthy;
    world.target_groups.iter().find(|it| it.targets.iter().any(is_it)).map(|it| it.id)
}
