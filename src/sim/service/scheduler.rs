//! What the service scheduler does next, one task at a time, until every service has what it wants or waits.

use crate::sim::decision::begun;
use crate::sim::life::{self, Stop, StopCode, StoppedReason};
use crate::sim::{Decision, Event, StartedBy, Task, World, load_balancer};

use super::change::ServiceChange;
use super::deployment::LaunchFailure;
use super::{SchedulingStrategy, Service, daemon, replica};

/// The next decision of the service scheduler; none when there is nothing to do now. Daemons are started first.
pub(in crate::sim) fn next(world: &World) -> Option<Decision> {
    let of =
        |strategy| world.services.values().filter(move |it| it.placement.scheduling_strategy == strategy);
    let daemons = || of(SchedulingStrategy::Daemon).find_map(|it| daemon::next(world, it));
    let next = daemons().or_else(|| of(SchedulingStrategy::Replica).find_map(|it| replica::next(world, it)));
    next.map(|decision| begun(world, decision))
}

/// Whether the service must not start anything now: the last try found no place and nothing has changed, or tasks of it
/// failed to start and it waits longer each time.
pub(super) fn waits(world: &World, service: &Service) -> bool {
    service.blocked_at == Some(world.n_changes) || is_throttled(world, service)
}

pub(super) fn is_throttled(world: &World, service: &Service) -> bool {
    service.retry.not_before_seconds > world.clock_seconds
}

/// A task that found no place is the service's own event; one that did is the service's.
pub(super) fn of_service(service: &Service, decision: Decision) -> Decision {
    let started_by =
        service.deployments.first().map(|it| StartedBy { service: service.id, deployment: it.id });
    let events = decision.events.into_iter().map(|event| match event {
        Event::TaskNotPlaced => Event::ServiceTaskNotPlaced(service.id),
        Event::TaskPlaced(mut task) => {
            task.started_by = started_by;
            Event::TaskPlaced(task)
        }
        other => other,
    });
    Decision { events: events.collect(), explanation: decision.explanation }
}

/// A report of the scheduler alone.
pub(super) fn of_change(service: &Service, change: ServiceChange) -> Decision {
    Decision::plain(vec![Event::ServiceChanged(service.id, change)])
}

/// The service stops one of its tasks.
pub(super) fn stopped(world: &World, service: &Service, task: &Task) -> Decision {
    let reason = service.deployments.first().map(|it| StoppedReason::ScalingActivity { deployment: it.id });
    Decision::plain(life::stop(world, task, Stop { code: Some(StopCode::ServiceSchedulerInitiated), reason }))
}

/// The service stops a task whose health checks failed; its deployment counts that.
pub(super) fn stopped_as_unhealthy(world: &World, task: &Task) -> Decision {
    let of_targets = load_balancer::unhealthy_in(world, task.id);
    let reason = match of_targets {
        Some(target_group) => StoppedReason::LoadBalancerHealthCheck { target_group },
        None => StoppedReason::ContainerHealthCheck,
    };
    let told = of_targets.zip(task.started_by);
    let mut events: Vec<_> = told
        .map(|(group, by)| Event::ServiceChanged(by.service, ServiceChange::TargetUnhealthy(task.id, group)))
        .into_iter()
        .collect();
    events.extend(life::stop(world, task, Stop::of(StopCode::ServiceSchedulerInitiated, reason)));
    let failed = |by: StartedBy| ServiceChange::LaunchFailed(by.deployment, LaunchFailure::HealthCheck);
    events.extend(task.started_by.map(|by| Event::ServiceChanged(by.service, failed(by))));
    Decision::plain(events)
}
