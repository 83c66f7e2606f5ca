//! What counts as a healthy task: the one place that services, deployments and replacements ask.
//!
//! Without a load balancer and container health checks 40 seconds after RUNNING, with a check once it is HEALTHY, with a
//! load balancer once its targets are healthy, with both once both are (API reference, `DeploymentConfiguration`). On a board that stands still every task that runs is healthy.

use crate::sim::life::{HEALTHY_WITHOUT_CHECK, HealthStatus, Life, TaskStatus};
use crate::sim::{Switch, Task, World, load_balancer};

/// `HEALTHY`, `UNHEALTHY`, or `UNKNOWN` as long as it is neither.
#[must_use]
pub fn health(world: &World, task: &Task) -> HealthStatus {
    if task.life.last_status != TaskStatus::Running {
        return HealthStatus::Unknown;
    }
    let Some(registered) = world.task_definition(task.task_definition) else { return HealthStatus::Unknown };
    let definition = &registered.task_definition;
    let is_checked =
        definition.container_definitions.iter().any(|it| it.essential && it.health_check.is_some());
    if world.clock == Switch::Off {
        return HealthStatus::Healthy;
    }
    let of_containers = is_checked.then(|| task.life.health(definition));
    let found = match (of_containers, load_balancer::health_of(world, task)) {
        (Some(of_containers), Some(of_targets)) => of_containers.max(of_targets),
        (Some(found), None) | (None, Some(found)) => found,
        (None, None) => {
            let ripens_at = task.life.started_at_seconds.map_or(0, |it| it + HEALTHY_WITHOUT_CHECK);
            if ripens_at <= world.clock_seconds { HealthStatus::Healthy } else { HealthStatus::Unknown }
        }
    };
    let is_in_grace = || grace_ends(world, task, &task.life).is_some_and(|it| it > world.clock_seconds);
    if found == HealthStatus::Unhealthy && is_in_grace() { HealthStatus::Unknown } else { found }
}

/// Until when failed health checks of a task do not count; only services with a load balancer have that.
pub(in crate::sim) fn grace_ends(world: &World, task: &Task, life: &Life) -> Option<u64> {
    let service = world.services.get(&task.started_by?.service).filter(|it| !it.load_balancers.is_empty())?;
    Some(life.started_at_seconds? + u64::from(service.health_check_grace_period_seconds))
}
