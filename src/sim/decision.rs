//! The contract of the simulator.

use serde::{Deserialize, Serialize};

use super::capacity;
use super::clock::{self, Subject};
use super::life::{self, Mishap, Stop};
use super::{
    Command, Event, Explanation, Index, LaunchType, Refusal, RunTask, Switch, World, load_balancer, network,
    placement, roles, run_task, scaling, service, still, volume,
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
        Command::CreateService(request) => service::create(world, request),
        Command::SetDesiredCount(id, count) => service::set_desired_count(world, *id, *count),
        Command::UpdateService(request) => service::update(world, request),
        Command::RollBackService(id) => service::roll_back(world, *id),
        Command::SetOffAlarm(id) => service::alarm(world, *id),
        Command::SetTaskProtection { task, minutes, protection } => {
            service::protect(world, *task, *minutes, *protection)
        }
        Command::DeleteService(id) => service::delete(world, *id),
        Command::StopTask(id) => still::stop(world, *id, |task| life::stop(world, task, Stop::by_user())),
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
        Command::ChangeNetwork(change) => network::change(world, *change),
        Command::OfRoles(command) => roles::decide(world, command),
        Command::OfVolumes(order) => volume::decide(world, order),
        Command::ChangeLoadBalancing(order) => load_balancer::decide(world, order),
        Command::SetApplication(id, application) => life::set_application(world, *id, application),
        Command::Capacity(order) => capacity::decide(world, order),
        Command::Scaling(order) => scaling::decide(world, order),
        Command::RunTask(request) if request.capacity_provider_strategy.is_some() => {
            begun(world, capacity::run_task(world, request))
        }
        Command::RegisterTaskDefinition(_)
        | Command::DeregisterTaskDefinition(_)
        | Command::AddContainerInstance { .. }
        | Command::RegisterContainerInstance(_)
        | Command::RemoveContainerInstance(_)
        | Command::SetContainerInstanceStatus(..)
        | Command::SetAgent(..)
        | Command::PutAttribute { .. }
        | Command::DeleteAttribute { .. }
        | Command::SetAwsvpcTrunking(_)
        | Command::SetZone(..)
        | Command::SetInstance(..)
        | Command::TerminateInstance(_)
        | Command::RunTask(_)
        | Command::StartTask(_)
        | Command::SetSeed(_) => {
            begun(world, still::decide(world, command).unwrap_or_else(|| Decision::plain(vec![])))
        }
    }
}

/// The same events by the index, which does not look at every instance and therefore does not explain; none when the
/// order is not one for the index.
///
/// The index must be that of this world.
#[must_use]
pub fn decide_by_index(world: &World, placer: &mut Index, command: &Command) -> Option<Decision> {
    match command {
        Command::RunTask(request) if is_for_any_instance(request) => {
            Some(run_task::decide_by(world, request, |it| placement::by_index(world, placer, it)))
        }
        _ => None,
    }
}

/// The index knows all instances of the cluster by their launch type, not those of one capacity provider.
pub(super) fn is_for_any_instance(request: &RunTask) -> bool {
    request.launch_type != LaunchType::Fargate && request.capacity_provider_strategy.is_none()
}

/// Tasks that were placed as if the board stood still begin their lives.
pub(super) fn begun(world: &World, mut decision: Decision) -> Decision {
    for event in &mut decision.events {
        if let Event::TaskPlaced(task) = event {
            life::begin(world, task);
        }
    }
    decision
}

/// Makes the next world. Decides nothing.
pub fn apply(world: &mut World, event: &Event) {
    volume::follow(world, event);
    if let Event::TaskStopped(id) = event {
        life::apply_stopped(world, *id);
    }
    still::apply(world, event);
    match event {
        Event::TaskPlaced(task) => {
            world.queue.set(Subject::Task(task.id), task.life.wakes_at_seconds);
            load_balancer::follow(world, task.id);
            service::apply(world, event);
        }
        Event::ServiceDeleted(id) => {
            service::apply(world, event);
            scaling::forget(world, *id);
        }
        Event::ServiceCreated(_)
        | Event::DesiredCountSet(..)
        | Event::ServiceTaskNotPlaced(_)
        | Event::SteadyStateReached(_)
        | Event::ServiceChanged(..) => {
            service::apply(world, event);
            // Which target groups are in use may have changed.
            load_balancer::schedule_all(world);
        }
        Event::TaskStopped(id) => load_balancer::follow(world, *id),
        Event::BehaviorSet(id, behavior) => life::apply_behavior(world, *id, behavior),
        Event::TaskStateChanged(id, life) => life::apply_changed(world, *id, life),
        Event::TaskStopping(id, stop) => life::apply_stopping(world, *id, stop),
        Event::ClockStarted => {
            world.clock = Switch::On;
            life::set_in_motion(world);
            load_balancer::schedule_all(world);
        }
        Event::ClockMoved(to_seconds) => clock::apply_move(world, *to_seconds),
        Event::CameDue(subject) => clock::apply_came_due(world, *subject),
        Event::NetworkChanged(change) => network::apply(world, *change),
        Event::OfRoles(event) => roles::apply(world, event),
        Event::OfVolumes(event) => volume::apply(world, event),
        Event::LoadBalancingChanged(order) => load_balancer::apply(world, order),
        Event::TargetsChecked(id, checks) => load_balancer::apply_checked(world, *id, checks),
        Event::ContainerInstanceRegistered(joining) => capacity::joined(world, joining),
        Event::ContainerInstanceDeregistered(id) => capacity::left(world, *id),
        Event::TaskAssigned(id, place, life) => life::apply_assigned(world, *id, *place, life),
        Event::CapacityChanged(change) => capacity::apply(world, change),
        Event::ScalingChanged(id, change) => scaling::apply(world, *id, change),
        Event::TaskDefinitionRegistered(_)
        | Event::TaskDefinitionDeregistered(_)
        | Event::ContainerInstanceStatusSet(..)
        | Event::AgentSet(..)
        | Event::AttributePut { .. }
        | Event::AttributeDeleted { .. }
        | Event::AwsvpcTrunkingSet(_)
        | Event::ZoneSet(..)
        | Event::InstanceSet(..)
        | Event::TaskNotPlaced
        | Event::SeedSet(_) => {}
    }
}
