//! How a deployment comes along: stages, failures, the circuit breaker, the way back, completion.

use crate::sim::{Decision, Event, Refusal, ServiceId, ServiceRefusal, Switch, World};

use super::Service;
use super::census::Census;
use super::change::ServiceChange;
use super::deployment::{
    Deployment, DeploymentStrategy, LifecycleStage, RevisionCleanup, RolloutState, StageStep,
};
use super::scheduler::of_change;

/// What is to be said or done about the deployment before any task starts or stops.
pub(super) fn next(
    world: &World,
    service: &Service,
    census: &Census,
    desired_count: u32,
) -> Option<Decision> {
    let primary = service.deployments.first()?;
    let breaker = service.configuration.circuit_breaker;
    let forgets = breaker.is_none_or(|it| it.reset_on_healthy_task == Switch::On) && primary.n_failures > 0;
    let change = if census.n_new_healthy > 0 && (forgets || service.retry.n_failures > 0) {
        ServiceChange::FailuresForgotten
    } else if service.retry.n_failures >= 2 && !service.retry.has_told {
        ServiceChange::UnableToStartTasks
    } else if let Some(change) = failure(service, primary, desired_count) {
        change
    } else if is_early_success(service, census, desired_count) {
        ServiceChange::DeploymentCompleted
    } else if let Some(step) = stage(world, service, primary, census, desired_count) {
        ServiceChange::StageSet(step)
    } else {
        return None;
    };
    Some(of_change(service, change))
}

/// The circuit breaker fails the deployment; with rollback, the last one that completed comes back. The breaker is for
/// rolling updates only (spec 5.4).
fn failure(service: &Service, primary: &Deployment, desired_count: u32) -> Option<ServiceChange> {
    let configuration = &service.configuration;
    match primary.rollout_state {
        RolloutState::InProgress => {
            let is_rolling = configuration.strategy == DeploymentStrategy::Rolling;
            let breaker = configuration.circuit_breaker.filter(|_| is_rolling)?;
            (primary.n_failures >= breaker.threshold(desired_count))
                .then_some(ServiceChange::DeploymentFailed)
        }
        RolloutState::Failed => {
            let has_completed =
                service.deployments.iter().any(|it| it.rollout_state == RolloutState::Completed);
            (configuration.rolls_back() && has_completed).then_some(ServiceChange::RolledBack)
        }
        RolloutState::Completed => None,
    }
}

/// A `CloudWatch` alarm of the service goes off: "Amazon ECS considers the service deployment as failed when any of the
/// alarms move to the ALARM state" (API reference, `ServiceDeploymentAlarms`). Between deployments nothing follows.
pub(in crate::sim) fn alarm(world: &World, id: ServiceId) -> Decision {
    let Some(service) = world.services.get(&id) else { return Decision::refused(Refusal::NotFound) };
    let primary = service.deployments.first();
    let is_under_way = primary.is_some_and(|it| it.rollout_state == RolloutState::InProgress);
    if service.configuration.alarms.is_none() {
        Decision::refused(Refusal::OfService(ServiceRefusal::NoAlarms))
    } else if is_under_way {
        of_change(service, ServiceChange::AlarmDetected)
    } else {
        Decision::refused(Refusal::OfService(ServiceRefusal::NoDeploymentUnderWay))
    }
}

/// Whether the deployment is completed before all is as wanted.
fn is_early_success(service: &Service, census: &Census, desired_count: u32) -> bool {
    match early_success(service, census, desired_count) {
        Some(RevisionCleanup::Deferred) => true,
        Some(RevisionCleanup::Blocking) => census.old.is_empty(),
        None => false,
    }
}

/// The cleanup that the early success criteria of the deployment under way ask for, once so many tasks of the new revision
/// are healthy that they are met.
pub(super) fn early_success(
    service: &Service,
    census: &Census,
    desired_count: u32,
) -> Option<RevisionCleanup> {
    let primary = service.deployments.first()?;
    let criteria = service.configuration.early_success?;
    let is_met = primary.rollout_state == RolloutState::InProgress
        && census.n_new_healthy >= criteria.n_enough(desired_count);
    is_met.then_some(criteria.cleanup)
}

/// The next step of a deployment that shifts traffic; the first one of a service has nothing to shift from.
// Simplification: lifecycle hooks are not modelled, so stages without work and the test traffic shift are passed over.
fn stage(
    world: &World,
    service: &Service,
    primary: &Deployment,
    census: &Census,
    desired_count: u32,
) -> Option<StageStep> {
    let is_under_way = primary.rollout_state == RolloutState::InProgress
        && !primary.is_rollback
        && service.deployments.len() > 1;
    let is_timed = primary.stage_ends_at_seconds.is_some_and(|it| it > world.clock_seconds);
    if !is_under_way || is_timed {
        return None;
    }
    let (first, step, step_minutes, bake_minutes) = match service.configuration.strategy {
        DeploymentStrategy::Rolling => return None,
        DeploymentStrategy::BlueGreen { bake_minutes } => (1_000, 1_000, 0, bake_minutes),
        DeploymentStrategy::Linear { step_permille, step_bake_minutes, bake_minutes } => {
            (step_permille, step_permille, step_bake_minutes, bake_minutes)
        }
        DeploymentStrategy::Canary { canary_permille, canary_bake_minutes, bake_minutes } => {
            (canary_permille, 1_000, canary_bake_minutes, bake_minutes)
        }
    };
    let traffic = primary.traffic_permille.unwrap_or(0);
    let after = |minutes: u32| Some(world.clock_seconds + u64::from(minutes) * 60).filter(|_| minutes > 0);
    let shift = |traffic_permille: u32| StageStep {
        stage: LifecycleStage::ProductionTrafficShift,
        traffic_permille,
        // There is no wait after all traffic has gone over.
        ends_at_seconds: if traffic_permille < 1_000 { after(step_minutes) } else { None },
    };
    let to = |stage, ends_at_seconds| StageStep { stage, traffic_permille: traffic, ends_at_seconds };
    Some(match primary.stage {
        LifecycleStage::ReconcileService | LifecycleStage::PreScaleUp => to(LifecycleStage::ScaleUp, None),
        LifecycleStage::ScaleUp if census.n_new_healthy < desired_count => return None,
        LifecycleStage::ScaleUp
        | LifecycleStage::PostScaleUp
        | LifecycleStage::TestTrafficShift
        | LifecycleStage::PostTestTrafficShift => shift(first.min(1_000)),
        LifecycleStage::ProductionTrafficShift if traffic < 1_000 => {
            shift((traffic + step.max(1)).min(1_000))
        }
        LifecycleStage::ProductionTrafficShift | LifecycleStage::PostProductionTrafficShift => {
            to(LifecycleStage::BakeTime, after(bake_minutes))
        }
        LifecycleStage::BakeTime => to(LifecycleStage::CleanUp, None),
        LifecycleStage::CleanUp => return None,
    })
}

/// All is as wanted: the deployment is completed, then the service is in a steady state.
pub(super) fn settled(service: &Service, census: &Census, desired_count: u32) -> Option<Decision> {
    let primary = service.deployments.first()?;
    let is_as_wanted =
        census.n_all() == desired_count && census.n_new_healthy == desired_count && census.old.is_empty();
    match primary.rollout_state {
        _ if !is_as_wanted => None,
        RolloutState::InProgress => Some(of_change(service, ServiceChange::DeploymentCompleted)),
        RolloutState::Completed if !service.is_steady => {
            Some(Decision::plain(vec![Event::SteadyStateReached(service.id)]))
        }
        RolloutState::Completed | RolloutState::Failed => None,
    }
}
