//! What changes about a service: reports of its scheduler, each a service event or a step of a deployment.

use serde::{Deserialize, Serialize};

use super::deployment::{DeploymentStrategy, LaunchFailure, RevisionCleanup, RolloutState, StageStep};
use super::{Service, deployment::Deployment};
use crate::sim::clock::Subject;
use crate::sim::roles::Denial;
use crate::sim::{DeploymentId, ServiceId, Switch, TargetGroupId, TaskId, World, Zone, life};

/// One change of a service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ServiceChange {
    /// UpdateService: as it is from now on.
    Updated(Box<Service>),
    /// A launch of a deployment counts as failed.
    LaunchFailed(DeploymentId, LaunchFailure),
    /// A task is healthy: launches are no longer held back, and the circuit breaker begins anew.
    FailuresForgotten,
    /// Tasks fail to start again and again.
    UnableToStartTasks,
    /// The circuit breaker gave the deployment up.
    DeploymentFailed,
    /// A `CloudWatch` alarm went off: the deployment is given up.
    AlarmDetected,
    /// The last deployment that completed is PRIMARY again.
    RolledBack,
    /// A deployment that shifts traffic went on.
    StageSet(StageStep),
    /// The deployment is completed.
    DeploymentCompleted,
    /// The bounds allow neither a start nor a stop.
    StuckByConfiguration,
    /// More tasks are protected than may stay.
    ScaleInBlocked,
    /// The zones are uneven: tasks in each.
    RebalancingBegan(Vec<(Zone, u32)>),
    /// A task was started where there are fewest.
    RebalancingStarted(Zone, TaskId),
    /// A task was stopped where there are most.
    RebalancingStopped(Zone, TaskId),
    /// There is no place where there are fewest.
    RebalancingNotPlaced(Zone),
    /// The zones are even: tasks in each.
    RebalancingEnded(Vec<(Zone, u32)>),
    /// A task is replaced because its target is unhealthy.
    TargetUnhealthy(TaskId, TargetGroupId),
    /// ECS may not register a task with a target group.
    TargetNotRegistered(Box<Denial>),
}

/// Waits before the next try after tasks failed to start, in seconds: after the first failure, the second, …
// Simplification: AWS documents the longest wait, 15 minutes; the steps to it are invented.
pub const RETRY_STEPS: [u64; 7] = [0, 30, 60, 120, 240, 480, 900];

/// Between two tries to place a task while a circuit breaker counts them.
// Simplification: how often placement is tried again is not documented; the model tries every 30 seconds.
const PLACEMENT_RETRY: u64 = 30;

/// How a service is held back after launches that failed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Retry {
    /// Tasks in a row that never came to run.
    pub n_failures: u32,
    /// Nothing is started before this time.
    pub not_before_seconds: u64,
    /// Whether the service has said so.
    pub has_told: bool,
}

impl Service {
    /// When its scheduler has to look again by itself.
    fn next_look(&self, now: u64, retries_placement: bool) -> Option<u64> {
        let stage = self.deployments.first().and_then(|it| it.stage_ends_at_seconds);
        let placement = retries_placement.then_some(now + PLACEMENT_RETRY);
        let retry = Some(self.retry.not_before_seconds);
        [stage, placement, retry].into_iter().flatten().filter(|it| *it > now).min()
    }

    fn deployment_mut(&mut self, id: DeploymentId) -> Option<&mut Deployment> {
        self.deployments.iter_mut().find(|it| it.id == id)
    }

    /// A new deployment becomes the PRIMARY one.
    pub(super) fn deploy(&mut self, id: DeploymentId, now: u64) {
        let mut next = Deployment::new(id, &self.placement, now);
        if let Some(before) = self.deployments.first() {
            let has_two_sides = self.load_balancers.iter().any(|it| it.alternate.is_some());
            let shifts = has_two_sides && self.configuration.strategy != DeploymentStrategy::Rolling;
            next.is_alternate = before.is_alternate != shifts;
        }
        self.deployments.insert(0, next);
        self.retry = Retry::default();
        self.blocked_at = None;
        self.has_told_why = false;
    }

    fn fail(&mut self, id: DeploymentId, failure: LaunchFailure, now: u64) {
        if let Some(deployment) = self.deployment_mut(id) {
            deployment.failed_tasks += 1;
            deployment.n_failures += 1;
        }
        if failure == LaunchFailure::NeverRan {
            let step =
                usize::try_from(self.retry.n_failures).unwrap_or(usize::MAX).min(RETRY_STEPS.len() - 1);
            self.retry.n_failures += 1;
            self.retry.not_before_seconds = now + RETRY_STEPS[step];
        }
    }

    /// While a circuit breaker counts, a task that finds no place is a launch that failed; whether it does.
    pub(super) fn count_failed_placement(&mut self) -> bool {
        let is_counted = self.configuration.circuit_breaker.is_some();
        let primary = self.deployments.first_mut();
        let Some(primary) = primary.filter(|it| is_counted && it.rollout_state == RolloutState::InProgress)
        else {
            return false;
        };
        primary.failed_tasks += 1;
        primary.n_failures += 1;
        true
    }

    /// The last deployment that completed comes to the front.
    fn roll_back(&mut self) {
        let completed = self.deployments.iter().position(|it| it.rollout_state == RolloutState::Completed);
        let Some(at) = completed else { return };
        let mut back = self.deployments.remove(at);
        for other in &mut self.deployments {
            other.traffic_permille = None;
            other.stage_ends_at_seconds = None;
        }
        back.rollout_state = RolloutState::InProgress;
        back.is_rollback = true;
        back.has_alarm = false;
        back.n_failures = 0;
        self.placement.task_definition = back.task_definition;
        self.placement.launch_type = back.launch_type;
        self.placement.capacity_provider_strategy.clone_from(&back.capacity_provider_strategy);
        self.deployments.insert(0, back);
        self.retry = Retry::default();
        self.blocked_at = None;
        self.has_told_why = false;
        self.is_steady = false;
    }

    fn complete(&mut self) {
        // Those whose tasks are removed later stay until then.
        if self.configuration.early_success.is_none_or(|it| it.cleanup == RevisionCleanup::Blocking) {
            self.deployments.truncate(1);
        }
        if let Some(primary) = self.deployments.first_mut() {
            primary.rollout_state = RolloutState::Completed;
            primary.traffic_permille = None;
            primary.stage_ends_at_seconds = None;
        }
        self.is_steady = false;
    }
}

/// Makes the change.
pub(in crate::sim) fn apply(world: &mut World, id: ServiceId, change: &ServiceChange) {
    let (now, n_changes) = (world.clock_seconds, world.n_changes);
    if let ServiceChange::Updated(service) = change {
        let newest = service.deployments.first().map_or(0, |it| it.id.0 + 1);
        world.next_deployment = world.next_deployment.max(newest);
        world.services.insert(id, (**service).clone());
    }
    let Some(service) = world.services.get_mut(&id) else { return };
    match change {
        ServiceChange::Updated(_)
        | ServiceChange::TargetUnhealthy(..)
        | ServiceChange::TargetNotRegistered(_)
        | ServiceChange::RebalancingStarted(..)
        | ServiceChange::RebalancingStopped(..) => {}
        ServiceChange::LaunchFailed(deployment, failure) => service.fail(*deployment, *failure, now),
        ServiceChange::FailuresForgotten => {
            service.retry = Retry::default();
            let forgets =
                service.configuration.circuit_breaker.is_none_or(|it| it.reset_on_healthy_task == Switch::On);
            if let Some(primary) = service.deployments.first_mut().filter(|_| forgets) {
                primary.n_failures = 0;
            }
        }
        ServiceChange::UnableToStartTasks => service.retry.has_told = true,
        ServiceChange::DeploymentFailed | ServiceChange::AlarmDetected => {
            if let Some(primary) = service.deployments.first_mut() {
                primary.rollout_state = RolloutState::Failed;
                primary.has_alarm = *change == ServiceChange::AlarmDetected;
                primary.stage_ends_at_seconds = None;
            }
        }
        ServiceChange::RolledBack => service.roll_back(),
        ServiceChange::StageSet(step) => {
            if let Some(primary) = service.deployments.first_mut() {
                primary.stage = step.stage;
                primary.traffic_permille = Some(step.traffic_permille);
                primary.stage_ends_at_seconds = step.ends_at_seconds;
            }
        }
        ServiceChange::DeploymentCompleted => service.complete(),
        ServiceChange::StuckByConfiguration | ServiceChange::ScaleInBlocked => service.has_told_why = true,
        ServiceChange::RebalancingBegan(_) => service.is_rebalancing = true,
        ServiceChange::RebalancingNotPlaced(_) => {
            service.is_rebalancing = false;
            service.blocked_at = Some(n_changes);
            world.n_decisions += 1;
        }
        ServiceChange::RebalancingEnded(_) => service.is_rebalancing = false,
    }
    if matches!(change, ServiceChange::Updated(_)) && world.clock == Switch::On {
        life::look_anew(world, id);
    }
    look_later(world, id, false);
}

/// The scheduler looks again when the next time has come.
pub(super) fn look_later(world: &mut World, id: ServiceId, retries_placement: bool) {
    let now = world.clock_seconds;
    if let Some(service) = world.services.get_mut(&id).filter(|_| world.clock == Switch::On) {
        service.wakes_at_seconds = service.next_look(now, retries_placement);
        world.queue.set(Subject::Service(id), service.wakes_at_seconds);
    }
}

/// What kept the service from a try is over.
pub(in crate::sim) fn woken(world: &mut World, id: ServiceId) {
    if let Some(service) = world.services.get_mut(&id) {
        service.blocked_at = None;
    }
    look_later(world, id, false);
}
