//! What counts as a healthy task: the one place that services, deployments and replacements ask.
//!
//! Without a load balancer and container health checks 40 seconds after RUNNING, with a check once it is HEALTHY
//! (API reference, `DeploymentConfiguration`). On a board that stands still every task that runs is healthy.

use crate::sim::life::{HEALTHY_WITHOUT_CHECK, HealthStatus, TaskStatus};
use crate::sim::{Switch, Task, World};

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
    let ripens_at = task.life.started_at_seconds.map_or(0, |it| it + HEALTHY_WITHOUT_CHECK);
    match world.clock {
        Switch::Off => HealthStatus::Healthy,
        Switch::On if is_checked => task.life.health(definition),
        Switch::On if ripens_at <= world.clock_seconds => HealthStatus::Healthy,
        Switch::On => HealthStatus::Unknown,
    }
}
