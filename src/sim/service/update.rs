//! The UpdateService API, the way back, and task protection.

use crate::sim::{
    Decision, DeploymentId, Event, ExternalRefusal, LaunchType, Refusal, ServiceId, ServiceRefusal, Switch,
    Task, TaskId, UpdateService, World, capacity, life, volume,
};

use super::census::{is_protected, own_tasks};
use super::change::ServiceChange;
use super::deployment::{DeploymentConfiguration, DeploymentStrategy, RolloutState};
use super::life::{check, check_desired_count};
use super::{SchedulingStrategy, Service};

/// The UpdateService API. Another task definition, other target groups or `forceNewDeployment` begin a deployment; other
/// placement rules hold for the tasks that are launched from then on (API reference: "This parameter doesn't trigger a
/// new service deployment.").
pub(in crate::sim) fn update(world: &World, request: &UpdateService) -> Decision {
    let Some(service) = world.services.get(&request.service) else {
        return Decision::refused(Refusal::NotFound);
    };
    match updated(world, service, request) {
        Ok(next) if next == *service => Decision::refused(Refusal::AlreadySo),
        Ok(next) => {
            Decision::plain(vec![Event::ServiceChanged(service.id, ServiceChange::Updated(Box::new(next)))])
        }
        Err(refusal) => Decision::refused(refusal),
    }
}

fn updated(world: &World, service: &Service, request: &UpdateService) -> Result<Service, Refusal> {
    let mut next = service.clone();
    if let Some(task_definition) = request.task_definition {
        world.active_task_definition(task_definition)?;
        next.placement.task_definition = task_definition;
    }
    if let Some(strategy) = &request.capacity_provider_strategy {
        if service.placement.launch_type == LaunchType::External {
            return Err(Refusal::OnExternal(ExternalRefusal::CapacityProviders));
        }
        next.placement.capacity_provider_strategy = Some(strategy.clone()).filter(|it| !it.is_empty());
        next.placement = capacity::resolved(world, &next.placement)?;
        let is_same =
            next.placement.capacity_provider_strategy == service.placement.capacity_provider_strategy;
        if !is_same && request.force_new_deployment == Switch::Off {
            return Err(Refusal::OfService(ServiceRefusal::ForceNewDeploymentNeeded));
        }
    }
    replace(&mut next.placement.placement_strategy, request.placement_strategy.as_ref());
    replace(&mut next.placement.placement_constraints, request.placement_constraints.as_ref());
    replace(&mut next.configuration, request.deployment_configuration.as_ref());
    replace(&mut next.rebalancing, request.availability_zone_rebalancing.as_ref());
    replace(&mut next.load_balancers, request.load_balancers.as_ref());
    let grace = request.health_check_grace_period_seconds.as_ref();
    replace(&mut next.health_check_grace_period_seconds, grace);
    if let Some(count) = request.desired_count {
        if next.placement.scheduling_strategy == SchedulingStrategy::Daemon {
            return Err(Refusal::DaemonWithDesiredCount);
        }
        check_desired_count(count)?;
        next.desired_count = count;
    }
    check(world, &next.placement, &next.configuration, next.rebalancing, &next.load_balancers)?;
    let is_another = next.placement.task_definition != service.placement.task_definition
        || next.load_balancers != service.load_balancers
        || request.force_new_deployment == Switch::On;
    if is_another {
        volume::can_start(world, next.placement.task_definition, next.placement.launch_type)?;
        next.deploy(DeploymentId(world.next_deployment), world.clock_seconds);
    }
    if is_another || next != *service {
        next.is_steady = false;
        next.is_rebalancing = false;
        next.has_told_why = false;
        // What kept it from a place may be over.
        next.blocked_at = None;
    }
    Ok(next)
}

fn replace<T: Clone>(known: &mut T, new: Option<&T>) {
    if let Some(new) = new {
        known.clone_from(new);
    }
}

/// The `StopServiceDeployment` API with ROLLBACK: back to the last deployment that completed.
pub(in crate::sim) fn roll_back(world: &World, id: ServiceId) -> Decision {
    let Some(service) = world.services.get(&id) else { return Decision::refused(Refusal::NotFound) };
    let is_under_way =
        service.deployments.first().is_some_and(|it| it.rollout_state != RolloutState::Completed);
    let has_completed = service.deployments.iter().any(|it| it.rollout_state == RolloutState::Completed);
    if is_under_way && has_completed {
        Decision::plain(vec![Event::ServiceChanged(id, ServiceChange::RolledBack)])
    } else {
        Decision::refused(Refusal::OfService(ServiceRefusal::NothingToRollBack))
    }
}

/// Minutes that a task is protected when nothing is said, and at most.
const PROTECTION_MINUTES: (u32, u32) = (120, 2_880);

/// The `UpdateTaskProtection` API: for tasks of services only.
pub(in crate::sim) fn protect(world: &World, id: TaskId, minutes: Option<u32>, switch: Switch) -> Decision {
    let Some(task) = world.tasks.get(&id) else { return Decision::refused(Refusal::NotFound) };
    if task.started_by.is_none() || !task.counts() {
        return Decision::refused(Refusal::OfService(ServiceRefusal::TaskNotValid));
    }
    let minutes = minutes.unwrap_or(PROTECTION_MINUTES.0);
    if !(1..=PROTECTION_MINUTES.1).contains(&minutes) {
        return Decision::refused(Refusal::OfService(ServiceRefusal::ProtectionOutOfRange(minutes)));
    }
    if switch == Switch::On && is_blocked(world, task) {
        return Decision::refused(Refusal::OfService(ServiceRefusal::DeploymentBlocked));
    }
    let until = (switch == Switch::On).then(|| world.clock_seconds + u64::from(minutes) * 60);
    Decision::plain(life::protect(world, task, until))
}

/// Whether more tasks are protected already than the service wants, and this one is not among them.
fn is_blocked(world: &World, task: &Task) -> bool {
    let service = task.started_by.and_then(|by| world.services.get(&by.service));
    let replica = service.filter(|it| it.placement.scheduling_strategy == SchedulingStrategy::Replica);
    replica.is_some_and(|service| {
        let n_protected = own_tasks(world, service).filter(|it| is_protected(world, it)).count();
        !is_protected(world, task) && n_protected > service.desired_count as usize
    })
}

/// What cannot be a deployment configuration.
pub(super) fn check_configuration(
    strategy: SchedulingStrategy,
    configuration: &DeploymentConfiguration,
) -> Result<(), Refusal> {
    let (lower, upper) = (configuration.minimum_healthy_percent, configuration.maximum_percent);
    let is_daemon_above = strategy == SchedulingStrategy::Daemon && upper > 100;
    let is_possible = lower <= 100 && (1..=10_000).contains(&upper) && upper >= lower && !is_daemon_above;
    let has_steps = configuration.strategy.is_possible();
    let is_early_possible = configuration.early_success.is_none_or(|it| {
        configuration.strategy == DeploymentStrategy::Rolling && (lower..=100).contains(&it.healthy_percent)
    });
    if is_possible && has_steps && is_early_possible {
        Ok(())
    } else {
        Err(Refusal::OfService(ServiceRefusal::InvalidDeploymentConfiguration))
    }
}
