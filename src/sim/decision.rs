//! The contract of the simulator.

use serde::{Deserialize, Serialize};

use crate::ecs::InstanceType;

use super::clock::{self, Subject};
use super::life::{self, Mishap, Stop, StoppedReason};
use super::service::ServiceChange;
use super::{
    Command, ContainerInstanceId, Event, Explanation, Index, LaunchType, MAX_INSTANCES_PER_ORDER, Refusal,
    RegisteredTaskDefinition, Registration, Switch, Task, TaskDefinitionId, TaskDefinitionStatus, TaskId,
    World, Zone, instance, network, placement, registration, run_task, service, start_task,
};

/// What happens on a command, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Decision {
    /// To be applied in order.
    pub events: Vec<Event>,
    /// Why.
    pub explanation: Explanation,
}

impl Decision {
    /// The order is carried out as given.
    pub(super) fn plain(events: Vec<Event>) -> Self {
        Self { events, explanation: Explanation::Plain }
    }

    /// Nothing happens, for this reason.
    pub(super) fn refused(refusal: Refusal) -> Self {
        Self { events: vec![], explanation: Explanation::Refused(refusal) }
    }
}

/// Says what happens. Pure and total: a refusal is data.
///
/// What is ordered several times over is decided one at a time: this decides the first task of a `RunTask`.
/// [`super::Simulation::dispatch`] cuts.
#[must_use]
pub fn decide(world: &World, command: &Command) -> Decision {
    match command {
        Command::RegisterTaskDefinition(task_definition) => {
            match registration::registered(world, task_definition) {
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
        Command::RunTask(request) => run_task::decide(world, request),
        Command::StartTask(request) => start_task::decide(world, request),
        Command::CreateService(request) => service::create(world, request),
        Command::SetDesiredCount(id, count) => service::set_desired_count(world, *id, *count),
        Command::UpdateService(request) => service::update(world, request),
        Command::RollBackService(id) => service::roll_back(world, *id),
        Command::SetTaskProtection { task, minutes, protection } => {
            service::protect(world, *task, *minutes, *protection)
        }
        Command::DeleteService(id) => service::delete(world, *id),
        Command::StopTask(id) => stop(world, *id),
        Command::SetImagePull(id, works) => life::set_image_pull(world, *id, *works),
        Command::SetContainerBehavior { task_definition, container, behavior } => {
            life::set_container_behavior(world, *task_definition, *container, *behavior)
        }
        Command::ExitContainer { task, container, code } => {
            life::befall(world, *task, *container, Mishap::Exit(*code))
        }
        Command::KillContainerForMemory { task, container } => {
            life::befall(world, *task, *container, Mishap::OutOfMemory)
        }
        Command::SetContainerHealth { task, container, health } => {
            life::befall(world, *task, *container, Mishap::Health(*health))
        }
        Command::StartClock => clock::start(world),
        Command::Advance(seconds) => clock::advance(world, *seconds),
        Command::SetSeed(seed) => Decision::plain(vec![Event::SeedSet(*seed)]),
        Command::ChangeNetwork(change) => network::change(world, *change),
    }
}

/// The same events by the index, which does not look at every instance and therefore does not explain.
///
/// The index must be that of this world.
#[must_use]
pub fn decide_by_index(world: &World, placer: &mut Index, command: &Command) -> Vec<Event> {
    match command {
        Command::RunTask(request) if request.launch_type == LaunchType::Ec2 => {
            run_task::decide_by(world, request, |it| placement::by_index(world, placer, it)).events
        }
        _ => decide(world, command).events,
    }
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
    if usize::from(registration.zone.0) >= world.zones.len() {
        return Decision::refused(Refusal::NotFound);
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

fn stop(world: &World, id: TaskId) -> Decision {
    match world.tasks.get(&id) {
        Some(task) if task.counts() => Decision::plain(life::stop(world, task, Stop::by_user())),
        Some(_) => Decision::refused(Refusal::AlreadySo),
        None => Decision::refused(Refusal::NotFound),
    }
}

/// Makes the next world. Decides nothing.
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
        Event::ContainerInstanceRegistered(joining) => {
            world.next_container_instance = joining.id.0 + 1;
            if let Some(n_joined) = world.n_joined_by_zone.get_mut(usize::from(joining.zone.0)) {
                *n_joined += 1;
            }
            world.container_instances.insert(joining.id, (**joining).clone());
        }
        Event::ContainerInstanceDeregistered(id) => {
            world.container_instances.remove(id);
        }
        Event::ContainerInstanceStatusSet(..)
        | Event::AgentSet(..)
        | Event::AttributePut { .. }
        | Event::AttributeDeleted { .. }
        | Event::AwsvpcTrunkingSet(_)
        | Event::ZoneSet(..) => instance::apply(world, event),
        Event::ServiceCreated(_)
        | Event::DesiredCountSet(..)
        | Event::ServiceDeleted(_)
        | Event::ServiceTaskNotPlaced(_)
        | Event::SteadyStateReached(_)
        | Event::ServiceChanged(..) => service::apply(world, event),
        Event::TaskPlaced(task) => {
            place(world, task);
            service::apply(world, event);
        }
        Event::TaskNotPlaced => world.n_decisions += 1,
        Event::BehaviorSet(id, behavior) => life::apply_behavior(world, *id, behavior),
        Event::TaskStateChanged(id, life) => life::apply_changed(world, *id, life),
        Event::TaskStopping(id, stop) => life::apply_stopping(world, *id, stop),
        Event::TaskStopped(id) => life::apply_stopped(world, *id),
        Event::ClockStarted => world.clock = Switch::On,
        Event::ClockMoved(to_seconds) => clock::apply_move(world, *to_seconds),
        Event::CameDue(subject) => clock::apply_came_due(world, *subject),
        Event::SeedSet(seed) => world.seed = *seed,
        Event::NetworkChanged(change) => network::apply(world, *change),
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
        | Event::TaskPlaced(_)
        | Event::TaskStopping(..)
        | Event::TaskStopped(_)
        | Event::DesiredCountSet(..)
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
        | Event::SeedSet(_) => false,
    }
}

fn place(world: &mut World, task: &Task) {
    world.n_decisions += 1;
    world.next_task = task.id.0 + 1;
    if let Some(registered) = definition_mut(world, task.task_definition) {
        registered.n_tasks = task.number;
    }
    world.queue.set(Subject::Task(task.id), task.life.wakes_at_seconds);
    world.tasks.insert(task.id, task.clone());
}

fn definition_mut(world: &mut World, id: TaskDefinitionId) -> Option<&mut RegisteredTaskDefinition> {
    world.task_definitions.get_mut(usize::try_from(id.0).ok()?)
}
