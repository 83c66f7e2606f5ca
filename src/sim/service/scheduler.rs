//! What the service scheduler does next, one task at a time, until every service has what it wants or waits.

use crate::sim::life::{self, HealthStatus, Stop, StopCode};
use crate::sim::{ContainerInstanceStatus, Decision, Event, Explanation, Task, TaskPlace, World};

use super::{SchedulingStrategy, Service, daemon_instances, health, place_daemon, place_task, task_to_stop};

/// The next decision of the service scheduler; none when there is nothing to do now.
// Simplification: tasks start and stop at once, so minimumHealthyPercent and maximumPercent never hold a service back.
pub(in crate::sim) fn next(world: &World) -> Option<Decision> {
    world.services.values().find_map(|service| match service.placement.scheduling_strategy {
        SchedulingStrategy::Replica => next_of_replica(world, service),
        SchedulingStrategy::Daemon => next_of_daemon(world, service),
    })
}

/// Starts first, then gives up what is on draining instances, then stops what is too much.
fn next_of_replica(world: &World, service: &Service) -> Option<Decision> {
    let group = service.placement.group();
    let (leaving, staying): (Vec<&Task>, Vec<&Task>) =
        own_tasks(world, &group).partition(|task| is_leaving(world, task));
    let n_staying = u32::try_from(staying.len()).unwrap_or(u32::MAX);
    if n_staying < service.desired_count {
        if service.blocked_at == Some(world.n_changes) {
            return None;
        }
        return place_task(world, &service.placement).ok().map(|it| of_service(service, it));
    }
    if let Some(task) = leaving.first() {
        return Some(stopped(world, task));
    }
    if n_staying > service.desired_count {
        let scale_in = task_to_stop(world, &service.placement, |_| false)?;
        return world.tasks.get(&scale_in.task).map(|task| stopped(world, task));
    }
    steady(world, service, &staying)
}

/// One on each instance that takes it; a draining instance keeps none.
fn next_of_daemon(world: &World, service: &Service) -> Option<Decision> {
    let group = service.placement.group();
    let own: Vec<&Task> = own_tasks(world, &group).collect();
    if let Some(task) = own.iter().find(|task| is_leaving(world, task)) {
        return Some(stopped(world, task));
    }
    let lacking = daemon_instances(world, &service.placement).ok()?;
    if lacking.is_empty() {
        return steady(world, service, &own);
    }
    if service.blocked_at == Some(world.n_changes) {
        return None;
    }
    // An instance without room must not keep the daemon from the others.
    let decisions = || lacking.iter().filter_map(|id| place_daemon(world, &service.placement, *id).ok());
    let decision = decisions().find(is_placed).or_else(|| decisions().next())?;
    Some(of_service(service, decision))
}

fn is_placed(decision: &Decision) -> bool {
    matches!(&decision.explanation, Explanation::Placement(it) if it.chosen.is_some())
}

fn is_leaving(world: &World, task: &Task) -> bool {
    let TaskPlace::ContainerInstance(id) = task.place else { return false };
    world.container_instances.get(&id).is_some_and(|it| it.status == ContainerInstanceStatus::Draining)
}

/// A task that found no place is the service's own event.
fn of_service(service: &Service, decision: Decision) -> Decision {
    let events = decision.events.into_iter().map(|event| match event {
        Event::TaskNotPlaced => Event::ServiceTaskNotPlaced(service.id),
        other => other,
    });
    Decision { events: events.collect(), explanation: decision.explanation }
}

/// Its tasks, without those that are to stop.
fn own_tasks<'a>(world: &'a World, group: &'a str) -> impl Iterator<Item = &'a Task> {
    world.tasks.values().filter(move |task| task.counts() && task.group == group)
}

fn stopped(world: &World, task: &Task) -> Decision {
    let stop = Stop { code: Some(StopCode::ServiceSchedulerInitiated), reason: None };
    Decision::plain(life::stop(world, task, stop))
}

fn steady(world: &World, service: &Service, tasks: &[&Task]) -> Option<Decision> {
    let all_are_healthy = tasks.iter().all(|task| health(world, task) == HealthStatus::Healthy);
    (all_are_healthy && !service.is_steady)
        .then(|| Decision::plain(vec![Event::SteadyStateReached(service.id)]))
}
