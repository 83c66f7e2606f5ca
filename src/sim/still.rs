//! A board that stands still and has no services: most boards, and little code.
//!
//! [`super::decide`] and [`super::apply`] add to this what services, time and networks do. Whoever needs no more than this, such
//! as a question of the quiz or the sandbox as it opens, carries no more.

use crate::ecs::InstanceType;

use super::capacity::CapacityChange;
use super::life::{self, Stop, StoppedReason};
use super::roles::{self, Attempt};
use super::service::ServiceChange;
use super::{
    Command, ContainerInstance, ContainerInstanceId, Decision, Event, MAX_INSTANCES_PER_ORDER, Refusal,
    RegisteredTaskDefinition, Registration, Task, TaskDefinitionId, TaskDefinitionStatus, TaskId, World,
    Zone, instance, registration, run_task, start_task,
};

/// What happens on an order that has to do with neither services, time, networks nor capacity providers, as if the board stood still; none
/// for another order ([`Command::moves`]).
#[must_use]
pub fn decide(world: &World, command: &Command) -> Option<Decision> {
    Some(match command {
        Command::RegisterTaskDefinition(task_definition) => {
            if let Err(refusal) = roles::allowed(world, Attempt::Register(task_definition)) {
                return Some(Decision::refused(refusal));
            }
            match registration::registered(world, (**task_definition).clone()) {
                Some(registered) => {
                    Decision::plain(vec![Event::TaskDefinitionRegistered(Box::new(registered))])
                }
                None => Decision::refused(Refusal::TooManyTaskDefinitions),
            }
        }
        Command::DeregisterTaskDefinition(id) => match world.active_task_definition(*id) {
            Ok(_) => Decision::plain(vec![Event::TaskDefinitionDeregistered(*id)]),
            Err(refusal) => Decision::refused(refusal),
        },
        Command::AddContainerInstance { instance_type, zone, count } => {
            add_instance(world, instance_type, *zone, *count)
        }
        Command::RegisterContainerInstance(registration) => register(world, registration),
        Command::RemoveContainerInstance(id) => remove(world, *id),
        Command::SetContainerInstanceStatus(id, status) => instance::set_status(world, *id, *status),
        Command::SetAgent(id, switch) => instance::set_agent(world, *id, *switch),
        Command::PutAttribute { container_instance, name, value } => {
            instance::put_attribute(world, *container_instance, name, value)
        }
        Command::DeleteAttribute { container_instance, name } => {
            instance::delete_attribute(world, *container_instance, name)
        }
        Command::SetAwsvpcTrunking(switch) => Decision::plain(vec![Event::AwsvpcTrunkingSet(*switch)]),
        Command::SetZone(zone, switch) => instance::set_zone(world, *zone, *switch),
        Command::SetInstance(id, switch) => instance::set_instance(world, *id, *switch),
        Command::TerminateInstance(id) => instance::terminate(world, *id),
        Command::RunTask(request) if request.capacity_provider_strategy.is_none() => {
            run_task::decide(world, request)
        }
        Command::StartTask(request) => start_task::decide(world, request),
        Command::StopTask(id) => stop(world, *id, |task| vec![Event::TaskStopped(task.id)]),
        Command::SetSeed(seed) => Decision::plain(vec![Event::SeedSet(*seed)]),
        _ => return None,
    })
}

/// Decides the first instance of the order.
fn add_instance(world: &World, instance_type: &str, zone: Zone, count: u32) -> Decision {
    let Some(row) = InstanceType::by_name(instance_type) else {
        return Decision::refused(Refusal::UnknownInstanceType(instance_type.to_owned()));
    };
    if !(1..=MAX_INSTANCES_PER_ORDER).contains(&count) {
        return Decision::refused(Refusal::InstanceCountOutOfRange(count));
    }
    register(world, &registration::registration(world, row, zone))
}

fn register(world: &World, registration: &Registration) -> Decision {
    if !registration.is_external() && usize::from(registration.zone.0) >= world.zones.len() {
        return Decision::refused(Refusal::NotFound);
    }
    if let Err(refusal) = roles::allowed(world, Attempt::Join) {
        return Decision::refused(refusal);
    }
    let joining = registration::container_instance(world, registration);
    Decision::plain(vec![Event::ContainerInstanceRegistered(Box::new(joining))])
}

fn remove(world: &World, id: ContainerInstanceId) -> Decision {
    if !world.container_instances.contains_key(&id) {
        return Decision::refused(Refusal::NotFound);
    }
    let forced = Stop { code: None, reason: Some(StoppedReason::DeregistrationForced) };
    let mut events: Vec<_> =
        world.tasks_on(id).flat_map(|task| life::kill(world, task, forced.clone())).collect();
    events.push(Event::ContainerInstanceDeregistered(id));
    Decision::plain(events)
}

/// The StopTask API; how the task ends is for the caller to say.
pub(super) fn stop(world: &World, id: TaskId, end: impl FnOnce(&Task) -> Vec<Event>) -> Decision {
    match world.tasks.get(&id) {
        Some(task) if task.counts() => Decision::plain(end(task)),
        Some(_) => Decision::refused(Refusal::AlreadySo),
        None => Decision::refused(Refusal::NotFound),
    }
}

/// Makes the next world of an event that has to do with neither services, time nor networks. Decides nothing.
pub fn apply(world: &mut World, event: &Event) {
    if makes_room(event) {
        world.n_changes += 1;
    }
    match event {
        Event::TaskDefinitionRegistered(registered) => world.task_definitions.push((**registered).clone()),
        Event::TaskDefinitionDeregistered(id) => {
            if let Some(registered) = definition_mut(world, *id) {
                registered.status = TaskDefinitionStatus::Inactive;
            }
        }
        Event::ContainerInstanceRegistered(joining) => join(world, (**joining).clone()),
        Event::ContainerInstanceDeregistered(id) => {
            world.container_instances.remove(id);
            world.stopped_instances.remove(id);
        }
        Event::TaskPlaced(task) => place(world, task),
        Event::TaskNotPlaced => world.n_decisions += 1,
        Event::TaskStopped(id) => {
            world.tasks.remove(id);
        }
        Event::SeedSet(seed) => world.seed = *seed,
        _ => instance::apply(world, event),
    }
}

/// Whether a task that found no place before might find one after this.
fn makes_room(event: &Event) -> bool {
    match event {
        Event::ContainerInstanceRegistered(_)
        | Event::ContainerInstanceDeregistered(_)
        | Event::ContainerInstanceStatusSet(..)
        | Event::AgentSet(..)
        | Event::AttributePut { .. }
        | Event::AttributeDeleted { .. }
        | Event::ZoneSet(..)
        | Event::InstanceSet(..)
        | Event::TaskPlaced(_)
        | Event::TaskAssigned(..)
        | Event::CapacityChanged(CapacityChange::FargateSpotSet(_))
        | Event::TaskStopping(..)
        | Event::TaskStopped(_)
        | Event::DesiredCountSet(..)
        | Event::OfRoles(_)
        | Event::OfVolumes(_)
        | Event::ServiceChanged(_, ServiceChange::Updated(_)) => true,
        Event::TaskDefinitionRegistered(_)
        | Event::TaskDefinitionDeregistered(_)
        | Event::AwsvpcTrunkingSet(_)
        | Event::TaskNotPlaced
        | Event::TaskStateChanged(..)
        | Event::BehaviorSet(..)
        | Event::ClockStarted
        | Event::ClockMoved(_)
        | Event::CameDue(_)
        | Event::ServiceCreated(_)
        | Event::ServiceDeleted(_)
        | Event::ServiceTaskNotPlaced(_)
        | Event::SteadyStateReached(_)
        | Event::ServiceChanged(..)
        | Event::NetworkChanged(_)
        | Event::LoadBalancingChanged(_)
        | Event::TargetsChecked(..)
        | Event::CapacityChanged(_)
        | Event::ScalingChanged(..)
        | Event::SeedSet(_) => false,
    }
}

/// An instance joins the cluster.
pub(super) fn join(world: &mut World, joining: ContainerInstance) {
    world.next_container_instance = joining.id.0 + 1;
    if let Some(n_joined) = world.n_joined_by_zone.get_mut(usize::from(joining.zone.0)) {
        *n_joined += 1;
    }
    if joining.is_external() {
        world.external_instances.push(joining.id);
    }
    world.container_instances.insert(joining.id, joining.into());
}

/// A task has found its place.
pub(super) fn place(world: &mut World, task: &Task) {
    world.n_decisions += 1;
    world.next_task = task.id.0 + 1;
    if let Some(registered) = definition_mut(world, task.task_definition) {
        registered.n_tasks = task.number;
    }
    world.tasks.insert(task.id, task.clone().into());
}

fn definition_mut(world: &mut World, id: TaskDefinitionId) -> Option<&mut RegisteredTaskDefinition> {
    world.task_definitions.get_mut(usize::try_from(id.0).ok()?)
}
