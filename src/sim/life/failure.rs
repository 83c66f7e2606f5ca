//! What goes wrong with containers and images on order.

use super::walk;
use super::{Application, Behavior, ContainerBehavior, HealthStatus, Stop, StopCode, StoppedReason};
use crate::sim::{
    Decision, Event, Refusal, RegisteredTaskDefinition, Switch, Task, TaskDefinitionId, TaskId, TimeRefusal,
    World,
};

/// What happens to a container that is up.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sim) enum Mishap {
    /// It ends with this code.
    Exit(u8),
    /// The kernel kills it because it uses more than its `memory`.
    OutOfMemory,
    /// Its check finds this from now on.
    Health(HealthStatus),
}

/// From now on the images of the task definition can be pulled, or not.
pub(in crate::sim) fn set_image_pull(world: &World, id: TaskDefinitionId, works: Switch) -> Decision {
    behave(world, id, |_, behavior| behavior.image_pull_fails = works == Switch::Off)
}

/// From now on a container of the task definition behaves so.
pub(in crate::sim) fn set_container_behavior(
    world: &World,
    id: TaskDefinitionId,
    container: u32,
    new: ContainerBehavior,
) -> Decision {
    let at = usize::try_from(container).unwrap_or(usize::MAX);
    let n = world.task_definition(id).map_or(0, |it| it.task_definition.container_definitions.len());
    if at >= n {
        return Decision::refused(Refusal::NotFound);
    }
    behave(world, id, |registered, behavior| {
        let n = registered.task_definition.container_definitions.len();
        behavior.containers.resize(n, ContainerBehavior::default());
        behavior.containers[at] = new;
    })
}

/// From now on the application of the task definition answers so.
pub(in crate::sim) fn set_application(world: &World, id: TaskDefinitionId, new: &Application) -> Decision {
    if !new.is_possible() {
        return Decision::refused(Refusal::InTime(TimeRefusal::ImpossibleApplication));
    }
    behave(world, id, |_, behavior| behavior.application = new.clone())
}

fn behave(
    world: &World,
    id: TaskDefinitionId,
    change: impl FnOnce(&RegisteredTaskDefinition, &mut Behavior),
) -> Decision {
    let Some(registered) = world.task_definition(id) else { return Decision::refused(Refusal::NotFound) };
    let mut behavior = registered.behavior.clone();
    change(registered, &mut behavior);
    if behavior == registered.behavior {
        return Decision::refused(Refusal::AlreadySo);
    }
    Decision::plain(vec![Event::BehaviorSet(id, Box::new(behavior))])
}

/// Something happens to a container of a task. On a board that stands still only the end of an essential one shows.
pub(in crate::sim) fn befall(world: &World, task: TaskId, container: u32, mishap: Mishap) -> Decision {
    let Some(task) = world.tasks.get(&task) else { return Decision::refused(Refusal::NotFound) };
    let Some(registered) = world.task_definition(task.task_definition) else {
        return Decision::refused(Refusal::NotFound);
    };
    let at = usize::try_from(container).unwrap_or(usize::MAX);
    let Some(definition) = registered.task_definition.container_definitions.get(at) else {
        return Decision::refused(Refusal::NotFound);
    };
    match world.clock {
        Switch::Off if matches!(mishap, Mishap::Health(_)) || !definition.essential => {
            Decision::refused(Refusal::InTime(TimeRefusal::ClockStandsStill))
        }
        Switch::Off => {
            let exited =
                Stop::of(StopCode::EssentialContainerExited, StoppedReason::EssentialContainerExited);
            Decision::plain(super::stop(world, task, exited))
        }
        Switch::On => befall_running(world, task, at, definition.health_check.is_some(), mishap),
    }
}

fn befall_running(world: &World, task: &Task, at: usize, has_check: bool, mishap: Mishap) -> Decision {
    let mut befallen = task.clone();
    let Some(state) = befallen.life.containers.get_mut(at).filter(|it| it.is_up()) else {
        return Decision::refused(Refusal::InTime(TimeRefusal::ContainerIsNotUp));
    };
    match mishap {
        Mishap::Exit(code) => state.end(Some(code), world.clock_seconds),
        Mishap::OutOfMemory => {
            state.end(Some(super::container::KILLED), world.clock_seconds);
            state.is_out_of_memory = true;
        }
        Mishap::Health(_) if !has_check => {
            return Decision::refused(Refusal::InTime(TimeRefusal::NoHealthCheck));
        }
        Mishap::Health(health) => state.find(health),
    }
    let mut events = vec![Event::TaskStateChanged(task.id, Box::new(befallen.life.clone()))];
    events.extend(walk::steps(world, &befallen, None));
    Decision::plain(events)
}
