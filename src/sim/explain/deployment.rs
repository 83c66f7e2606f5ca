//! The words of services in time: deployments, retries, zone rebalancing.

use super::{group_digits, revision_name, service_name, task_label, task_name};
use crate::sim::roles::Denial;
use crate::sim::service::{Deployment, LaunchFailure, LifecycleStage, RolloutState, Service, ServiceChange};
use crate::sim::{DeploymentId, ServiceId, TargetGroupId, TaskId, World, Zone};

/// `rolloutState`.
#[must_use]
pub fn rollout_state(state: RolloutState) -> &'static str {
    match state {
        RolloutState::InProgress => "IN_PROGRESS",
        RolloutState::Completed => "COMPLETED",
        RolloutState::Failed => "FAILED",
    }
}

/// `lifecycleStage`.
#[must_use]
pub fn lifecycle_stage(stage: LifecycleStage) -> &'static str {
    match stage {
        LifecycleStage::ReconcileService => "RECONCILE_SERVICE",
        LifecycleStage::PreScaleUp => "PRE_SCALE_UP",
        LifecycleStage::ScaleUp => "SCALE_UP",
        LifecycleStage::PostScaleUp => "POST_SCALE_UP",
        LifecycleStage::TestTrafficShift => "TEST_TRAFFIC_SHIFT",
        LifecycleStage::PostTestTrafficShift => "POST_TEST_TRAFFIC_SHIFT",
        LifecycleStage::ProductionTrafficShift => "PRODUCTION_TRAFFIC_SHIFT",
        LifecycleStage::PostProductionTrafficShift => "POST_PRODUCTION_TRAFFIC_SHIFT",
        LifecycleStage::BakeTime => "BAKE_TIME",
        LifecycleStage::CleanUp => "CLEAN_UP",
    }
}

/// What a service reports; `world` is the world before.
#[must_use]
pub fn change_sentence(world: &World, id: ServiceId, change: &ServiceChange) -> String {
    let name = service_name(world, id);
    let deployment = primary(world, id);
    match change {
        ServiceChange::Updated(next) => {
            let revision = revision_name(world, next.placement.task_definition);
            format!(
                "service {name} was updated: {} of {revision}.",
                group_digits(u64::from(next.desired_count))
            )
        }
        ServiceChange::LaunchFailed(_, LaunchFailure::NeverRan) => {
            format!("A task of service {name} stopped before it came to run.")
        }
        ServiceChange::LaunchFailed(_, LaunchFailure::HealthCheck) => {
            format!("A task of service {name} failed its health checks.")
        }
        ServiceChange::FailuresForgotten => {
            format!("A task of service {name} is healthy: failures are forgotten.")
        }
        ServiceChange::UnableToStartTasks => {
            format!("(service {name}) is unable to consistently start tasks successfully.")
        }
        ServiceChange::DeploymentFailed => {
            format!("(service {name}) (deployment {deployment}) deployment failed: tasks failed to start.")
        }
        ServiceChange::AlarmDetected => {
            format!("(service {name}) (deployment {deployment}) deployment failed: alarm detected.")
        }
        ServiceChange::RolledBack => {
            format!("(service {name}) rolling back to deployment {}.", last_completed(world, id))
        }
        ServiceChange::StageSet(step) => format!(
            "(service {name}) (deployment {deployment}) is in stage {}; {}.{} % of production traffic is its.",
            lifecycle_stage(step.stage),
            step.traffic_permille / 10,
            step.traffic_permille % 10
        ),
        ServiceChange::DeploymentCompleted => {
            format!("(service {name}) (deployment {deployment}) deployment completed.")
        }
        ServiceChange::StuckByConfiguration => format!(
            "service {name} was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again."
        ),
        ServiceChange::ScaleInBlocked => super::unable_to_scale_in(name, &deployment),
        ServiceChange::RebalancingBegan(counts) => {
            format!(
                "service ({name}) is not AZ balanced with {}. AZ Rebalancing in progress.",
                zones(world, counts)
            )
        }
        ServiceChange::RebalancingStarted(zone, task) => format!(
            "{name} has started 1 tasks in {} to AZ Rebalance: {}.",
            world.zone_name(*zone),
            started_task(world, id, *task)
        ),
        ServiceChange::RebalancingStopped(zone, task) => format!(
            "{name} has stopped 1 running tasks in {} due to AZ rebalancing: {}.",
            world.zone_name(*zone),
            task_name(world, *task)
        ),
        ServiceChange::RebalancingNotPlaced(zone) => format!(
            "service {name} was unable to place a task in {} because no container instance met all of its requirements.",
            world.zone_name(*zone)
        ),
        ServiceChange::TargetUnhealthy(task, group) => target_unhealthy(world, name, *task, *group),
        ServiceChange::TargetNotRegistered(denial) => target_not_registered(name, denial),
        ServiceChange::RebalancingEnded(counts) => {
            format!("service ({name}) is AZ balanced with {}.", zones(world, counts))
        }
    }
}

fn target_unhealthy(world: &World, name: &str, task: TaskId, group: TargetGroupId) -> String {
    let targets = world.target_group(group).map(|it| &it.targets);
    let target = targets.and_then(|it| it.iter().find(|it| it.task == task));
    format!(
        "(service {name}) (port {}) is unhealthy in (target-group {}) due to (reason Health checks failed).",
        target.map_or(0, |it| it.port),
        super::target_group_name(world, group)
    )
}

fn target_not_registered(name: &str, denial: &Denial) -> String {
    let (target_group, error) = (&denial.resource, super::denied(denial));
    format!(
        "(service {name}) failed to register targets in (target-group {target_group}) with (error {error})"
    )
}

/// A task that the decision itself placed has the next number of its definition.
fn started_task(world: &World, id: ServiceId, task: TaskId) -> String {
    let definition = world.services.get(&id).map(|it| it.placement.task_definition);
    match definition.and_then(|it| Some((it, world.task_definition(it)?))) {
        Some((id, registered)) if !world.tasks.contains_key(&task) => {
            task_label(world, id, registered.n_tasks + 1)
        }
        _ => task_name(world, task),
    }
}

fn primary(world: &World, id: ServiceId) -> String {
    let primary = world.services.get(&id).and_then(|it| it.deployments.first());
    primary.map_or_else(String::new, |it| deployment_name(it.id))
}

fn last_completed(world: &World, id: ServiceId) -> String {
    let deployments = world.services.get(&id).into_iter().flat_map(|it| &it.deployments);
    let mut completed = deployments.filter(|it| it.rollout_state == RolloutState::Completed);
    completed.next().map_or_else(String::new, |it| deployment_name(it.id))
}

/// "ecs-svc/3".
#[must_use]
pub fn deployment_name(id: DeploymentId) -> String {
    format!("ecs-svc/{}", id.0)
}

/// `status` of a deployment: `PRIMARY` is the newest, the others are `ACTIVE`.
#[must_use]
pub fn deployment_status(service: &Service, deployment: &Deployment) -> &'static str {
    let is_primary = service.deployments.first().is_some_and(|it| it.id == deployment.id);
    if is_primary { "PRIMARY" } else { "ACTIVE" }
}

/// `rolloutStateReason`, as `describe-services` prints it.
#[must_use]
pub fn rollout_state_reason(service: &Service, deployment: &Deployment) -> String {
    let name = deployment_name(deployment.id);
    let failed = service.deployments.iter().find(|it| it.rollout_state == RolloutState::Failed);
    let method = |it: &Deployment| if it.has_alarm { "alarm" } else { "circuit breaker" };
    match (deployment.rollout_state, failed.filter(|_| deployment.is_rollback)) {
        (RolloutState::InProgress, Some(failed)) => {
            format!("ECS deployment {}: rolling back to deploymentId {name}.", method(failed))
        }
        (RolloutState::InProgress, None) => format!("ECS deployment {name} in progress."),
        (RolloutState::Completed, _) => format!("ECS deployment {name} completed."),
        (RolloutState::Failed, _) if deployment.has_alarm => {
            "ECS deployment alarm: alarm detected.".to_owned()
        }
        (RolloutState::Failed, _) => "ECS deployment circuit breaker: tasks failed to start.".to_owned(),
    }
}

fn zones(world: &World, counts: &[(Zone, u32)]) -> String {
    let each = counts.iter().map(|(zone, n)| format!("{n} tasks in {}", world.zone_name(*zone)));
    each.collect::<Vec<_>>().join(", ")
}
