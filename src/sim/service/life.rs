//! A service is created, changed and deleted.

use crate::sim::life::{self, Stop, StopCode};
use crate::sim::{CreateService, Decision, Event, Refusal, ServiceId, World};

use super::{SchedulingStrategy, Service, daemon_instances, place_task};

/// Tasks that a service of a board keeps at most.
// Simplification: a service of a board keeps at most 500 tasks, whatever the quota of an account is.
const MAX_DESIRED_COUNT: u32 = 500;

/// The CreateService API.
pub(in crate::sim) fn create(world: &World, request: &CreateService) -> Decision {
    let name = &request.placement.service_name;
    let is_daemon = request.placement.scheduling_strategy == SchedulingStrategy::Daemon;
    if let Err(refusal) = world.active_task_definition(request.placement.task_definition) {
        return Decision::refused(refusal);
    }
    // A daemon that has all its tasks cannot place one, so its rules are read by asking for its instances.
    let checked = if is_daemon {
        daemon_instances(world, &request.placement).map(|_| ())
    } else {
        place_task(world, &request.placement).map(|_| ())
    };
    if let Err(refusal) = checked {
        return Decision::refused(refusal);
    }
    if !is_service_name(name) {
        return Decision::refused(Refusal::InvalidServiceName(name.clone()));
    }
    if world.services.values().any(|it| it.placement.service_name == *name) {
        return Decision::refused(Refusal::ServiceExists(name.clone()));
    }
    if is_daemon && request.desired_count > 0 {
        return Decision::refused(Refusal::DaemonWithDesiredCount);
    }
    if request.desired_count > MAX_DESIRED_COUNT {
        return Decision::refused(Refusal::DesiredCountOutOfRange(request.desired_count));
    }
    Decision::plain(vec![Event::ServiceCreated(Box::new(Service {
        id: ServiceId(world.next_service),
        placement: request.placement.clone(),
        desired_count: request.desired_count,
        is_steady: false,
        blocked_at: None,
    }))])
}

fn is_service_name(name: &str) -> bool {
    (1..=255).contains(&name.len())
        && name.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))
}

/// The UpdateService API: another desired count.
pub(in crate::sim) fn set_desired_count(world: &World, id: ServiceId, count: u32) -> Decision {
    let Some(service) = world.services.get(&id) else { return Decision::refused(Refusal::NotFound) };
    if service.placement.scheduling_strategy == SchedulingStrategy::Daemon {
        return Decision::refused(Refusal::DaemonWithDesiredCount);
    }
    if count > MAX_DESIRED_COUNT {
        return Decision::refused(Refusal::DesiredCountOutOfRange(count));
    }
    Decision::plain(vec![Event::DesiredCountSet(id, count)])
}

/// The DeleteService API, by force: its tasks stop.
pub(in crate::sim) fn delete(world: &World, id: ServiceId) -> Decision {
    let Some(service) = world.services.get(&id) else { return Decision::refused(Refusal::NotFound) };
    let group = service.placement.group();
    let its = world.tasks.values().filter(|task| task.group == group);
    let stop = Stop { code: Some(StopCode::ServiceSchedulerInitiated), reason: None };
    let mut events: Vec<_> = its.flat_map(|task| life::stop(world, task, stop.clone())).collect();
    events.push(Event::ServiceDeleted(id));
    Decision::plain(events)
}

/// Makes the changes of services.
pub(in crate::sim) fn apply(world: &mut World, event: &Event) {
    let n_changes = world.n_changes;
    match event {
        Event::ServiceCreated(service) => {
            world.next_service = service.id.0 + 1;
            world.services.insert(service.id, (**service).clone());
        }
        Event::ServiceDeleted(id) => {
            world.services.remove(id);
        }
        Event::DesiredCountSet(id, count) => change(world, *id, |it| {
            it.desired_count = *count;
            it.is_steady = false;
        }),
        Event::ServiceTaskNotPlaced(id) => {
            world.n_decisions += 1;
            change(world, *id, |it| {
                it.blocked_at = Some(n_changes);
                it.is_steady = false;
            });
        }
        Event::SteadyStateReached(id) => change(world, *id, |it| it.is_steady = true),
        Event::TaskDefinitionRegistered(_)
        | Event::TaskDefinitionDeregistered(_)
        | Event::ContainerInstanceRegistered(_)
        | Event::ContainerInstanceDeregistered(_)
        | Event::ContainerInstanceStatusSet(..)
        | Event::AgentSet(..)
        | Event::AttributePut { .. }
        | Event::AttributeDeleted { .. }
        | Event::AwsvpcTrunkingSet(_)
        | Event::ZoneSet(..)
        | Event::TaskPlaced(_)
        | Event::TaskNotPlaced
        | Event::TaskStateChanged(..)
        | Event::BehaviorSet(..)
        | Event::TaskStopping(..)
        | Event::TaskStopped(_)
        | Event::ClockStarted
        | Event::ClockMoved(_)
        | Event::CameDue(_)
        | Event::SeedSet(_) => {}
    }
}

fn change(world: &mut World, id: ServiceId, change: impl FnOnce(&mut Service)) {
    if let Some(service) = world.services.get_mut(&id) {
        change(service);
    }
}
