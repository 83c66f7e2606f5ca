//! A DAEMON service has one task on each ACTIVE instance that satisfies the constraints, stop first.

use crate::sim::life::HealthStatus;
use crate::sim::{ContainerInstanceId, Decision, Explanation, Task, TaskPlace, World};

use super::census::{Census, is_leaving, is_protected};
use super::change::ServiceChange;
use super::deployment::RolloutState;
use super::scheduler::{of_change, of_service, stopped, stopped_as_unhealthy, waits};
use super::{SchedulingStrategy, Service, daemon_hosts, daemon_instances, health, place_daemon, rollout};

/// The next decision of one service.
pub(super) fn next(world: &World, service: &Service) -> Option<Decision> {
    let census = Census::of(world, service);
    let hosts = daemon_hosts(world, &service.placement).ok()?;
    // A draining instance keeps none, and neither does one that the constraints no longer allow.
    let is_out_of_place = |task: &&&Task| {
        let is_at_home = matches!(task.place, TaskPlace::ContainerInstance(id) if hosts.contains(&id));
        !is_at_home && !is_needed(world, task)
    };
    if let Some(task) = census.old.iter().chain(&census.new).find(is_out_of_place) {
        return Some(stopped(world, service, task));
    }
    let desired_count = u32::try_from(hosts.len()).unwrap_or(u32::MAX);
    if let Some(decision) = rollout::next(world, service, &census, desired_count) {
        return Some(decision);
    }
    let is_failed = service.deployments.first().is_some_and(|it| it.rollout_state == RolloutState::Failed);
    if is_failed {
        return None;
    }
    let lacking = daemon_instances(world, &service.placement).ok()?;
    if !lacking.is_empty() && !waits(world, service) {
        return place(world, service, &lacking);
    }
    let lower = service.configuration.bounds(desired_count).min_running;
    let may_go = |task: &&&Task| {
        let is_useful = health(world, task) == HealthStatus::Healthy;
        !is_needed(world, task) && !is_protected(world, task) && (!is_useful || census.n_healthy > lower)
    };
    if let Some(task) = census.unhealthy.iter().find(may_go) {
        return Some(stopped_as_unhealthy(world, task));
    }
    if let Some(task) = census.old.iter().find(may_go) {
        return Some(stopped(world, service, task));
    }
    if !lacking.is_empty() {
        return None;
    }
    let is_stuck =
        census.old.iter().any(|it| !is_needed(world, it)) && !census.is_moving() && !service.has_told_why;
    if is_stuck {
        return Some(of_change(service, ServiceChange::StuckByConfiguration));
    }
    rollout::settled(service, &census, desired_count)
}

/// A draining instance loses its daemons last ("Amazon ECS services", daemon): after the tasks of other services.
fn is_needed(world: &World, task: &Task) -> bool {
    let TaskPlace::ContainerInstance(id) = task.place else { return false };
    let strategy =
        |it: &Task| world.services.get(&it.started_by?.service).map(|it| it.placement.scheduling_strategy);
    is_leaving(world, task) && world.tasks_on(id).any(|it| strategy(it) == Some(SchedulingStrategy::Replica))
}

/// An instance without room must not keep the daemon from the others.
fn place(world: &World, service: &Service, lacking: &[ContainerInstanceId]) -> Option<Decision> {
    let decisions = || lacking.iter().filter_map(|id| place_daemon(world, &service.placement, *id).ok());
    let decision = decisions().find(is_placed).or_else(|| decisions().next())?;
    Some(of_service(service, decision))
}

fn is_placed(decision: &Decision) -> bool {
    matches!(&decision.explanation, Explanation::Placement(it) if it.chosen.is_some())
}
