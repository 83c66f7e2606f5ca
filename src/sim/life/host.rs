//! What the agent of an instance has given away: a task that is to stop holds it until its containers have stopped,
//! while the scheduler counts it as free already. So a replacement may sit in PENDING for the whole `stopTimeout`.
//!
//! The sums are those of the agent (`host_resource_manager.go`); waiting tasks are served in order of creation.

use std::ops::Deref;

use crate::sim::{Task, TaskId, TaskPlace, World};

/// Whether the agent can give the task its CPU, memory, GPUs and ports now.
pub(super) fn has_room(world: &World, task: &Task) -> bool {
    let TaskPlace::ContainerInstance(place) = task.place else { return true };
    let found = world.container_instances.get(&place).zip(world.task_definition(task.task_definition));
    let Some((container_instance, registered)) = found else { return false };
    let wanted = &registered.demand;
    let (mut cpu_units, mut memory_mib, mut gpus) =
        (u64::from(wanted.cpu_units), u64::from(wanted.memory_mib), u64::from(wanted.gpus));
    for other in world.tasks_on(place).filter(|it| it.id != task.id) {
        if !other.life.has_host_resources {
            if is_before(other, task.id) && waits_for_host(other) {
                return false;
            }
            continue;
        }
        let Some(registered) = world.task_definition(other.task_definition) else { continue };
        cpu_units += u64::from(registered.demand.cpu_units);
        memory_mib += u64::from(registered.demand.memory_mib);
        gpus += u64::from(registered.demand.gpus);
        if registered.demand.host_ports.iter().any(|port| wanted.host_ports.contains(port)) {
            return false;
        }
    }
    cpu_units <= u64::from(container_instance.cpu_units)
        && memory_mib <= u64::from(container_instance.memory_mib)
        && gpus <= u64::from(container_instance.gpus)
}

/// Whether the instance can attach one more network interface now.
pub(super) fn has_attachment_left(world: &World, task: &Task) -> bool {
    let TaskPlace::ContainerInstance(place) = task.place else { return true };
    let Some(container_instance) = world.container_instances.get(&place) else { return false };
    let mut attached = 0;
    for other in world.tasks_on(place).filter(|it| it.id != task.id && has_interface(world, it)) {
        if other.life.has_network_interface {
            attached += 1;
        } else if is_before(other, task.id) && other.counts() {
            return false;
        }
    }
    attached < container_instance.eni_limit
}

/// Whether it has, had or will have a network interface of its own.
pub(super) fn has_interface(world: &World, task: &Task) -> bool {
    let of_fargate = matches!(task.place, TaskPlace::Fargate(_));
    of_fargate || world.task_definition(task.task_definition).is_some_and(|it| it.demand.enis > 0)
}

/// Tasks on the same host that wait for what one of them gives back.
pub(super) fn waiting<'a>(world: &'a World, released_by: &'a Task) -> impl Iterator<Item = &'a Task> {
    let on_same_host = move |it: &&Task| {
        it.place == released_by.place && matches!(it.place, TaskPlace::ContainerInstance(_))
    };
    let waits = |it: &&Task| it.counts() && (waits_for_host(it) || waits_for_attachment(it));
    world.tasks.values().map(Deref::deref).filter(on_same_host).filter(waits)
}

fn waits_for_host(task: &Task) -> bool {
    task.counts() && task.life.last_status == super::TaskStatus::Pending && !task.life.has_host_resources
}

fn waits_for_attachment(task: &Task) -> bool {
    task.life.last_status == super::TaskStatus::Provisioning && !task.life.has_network_interface
}

fn is_before(task: &Task, id: TaskId) -> bool {
    task.id < id
}
