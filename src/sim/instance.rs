//! What happens to container instances after they have joined: state, agent, attributes, the loss of a zone.

use super::life::{self, Stop};
use super::roles::{self, Attempt};
use super::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, Decision, Event, ExternalRefusal,
    Refusal, Switch, TaskPlace, World, Zone,
};

/// The UpdateContainerInstancesState API.
pub(super) fn set_status(
    world: &World,
    id: ContainerInstanceId,
    status: ContainerInstanceStatus,
) -> Decision {
    on(world, id, |container_instance| {
        if container_instance.status == status {
            Decision::refused(Refusal::AlreadySo)
        } else {
            Decision::plain(vec![Event::ContainerInstanceStatusSet(id, status)])
        }
    })
}

/// The agent loses touch or finds it again; on a stopped instance or in a lost zone it cannot find it.
pub(super) fn set_agent(world: &World, id: ContainerInstanceId, switch: Switch) -> Decision {
    on(world, id, |container_instance| {
        if let Some(denial) = roles::denial(world, Attempt::Poll).filter(|_| switch == Switch::On) {
            return Decision::refused(Refusal::Denied(denial));
        }
        if !is_up(world, container_instance) || container_instance.agent_connected == (switch == Switch::On) {
            Decision::refused(Refusal::AlreadySo)
        } else {
            Decision::plain(vec![Event::AgentSet(id, switch)])
        }
    })
}

/// The `StopInstances` and `StartInstances` APIs of EC2. What runs on it is over; it stays registered, its agent out of touch.
pub(super) fn set_instance(world: &World, id: ContainerInstanceId, switch: Switch) -> Decision {
    on_ec2(world, id, |_| match (switch, world.stopped_instances.contains(&id)) {
        (Switch::On, false) | (Switch::Off, true) => Decision::refused(Refusal::AlreadySo),
        (Switch::On, true) => Decision::plain(vec![Event::InstanceSet(id, switch)]),
        (Switch::Off, false) => {
            let stopped = std::iter::once(Event::InstanceSet(id, switch));
            Decision::plain(stopped.chain(host_gone(world, id)).collect())
        }
    })
}

/// The `TerminateInstances` API of EC2.
// Simplification: a terminated instance leaves the cluster at once; in AWS one whose agent is out of touch stays registered.
pub(super) fn terminate(world: &World, id: ContainerInstanceId) -> Decision {
    on_ec2(world, id, |_| {
        let left = std::iter::once(Event::ContainerInstanceDeregistered(id));
        Decision::plain(host_gone(world, id).into_iter().chain(left).collect())
    })
}

fn host_gone(world: &World, id: ContainerInstanceId) -> Vec<Event> {
    world.tasks_on(id).flat_map(|task| life::kill(world, task, Stop::host_gone(Some(id)))).collect()
}

/// Whether it runs: neither stopped nor in a zone that is lost.
pub(super) fn is_up(world: &World, container_instance: &ContainerInstance) -> bool {
    !world.lost_zones.contains(&container_instance.zone)
        && !world.stopped_instances.contains(&container_instance.id)
}

/// The PutAttributes API, for custom attributes.
pub(super) fn put_attribute(world: &World, id: ContainerInstanceId, name: &str, value: &str) -> Decision {
    on(world, id, |_| {
        if is_built_in(name) {
            Decision::refused(Refusal::BuiltInAttribute(name.to_owned()))
        } else if is_attribute_name(name) && is_attribute_value(value) {
            let (name, value) = (name.to_owned(), value.to_owned());
            Decision::plain(vec![Event::AttributePut { container_instance: id, name, value }])
        } else {
            Decision::refused(Refusal::InvalidAttribute)
        }
    })
}

/// The DeleteAttributes API, for custom attributes.
pub(super) fn delete_attribute(world: &World, id: ContainerInstanceId, name: &str) -> Decision {
    on(world, id, |container_instance| {
        if is_built_in(name) {
            Decision::refused(Refusal::BuiltInAttribute(name.to_owned()))
        } else if container_instance.attributes.contains_key(name) {
            Decision::plain(vec![Event::AttributeDeleted { container_instance: id, name: name.to_owned() }])
        } else {
            Decision::refused(Refusal::NotFound)
        }
    })
}

/// A zone goes down with all that runs in it, or comes back with its instances empty.
// Simplification: instances of a lost zone stay registered with their agents disconnected and join again when it returns.
pub(super) fn set_zone(world: &World, zone: Zone, switch: Switch) -> Decision {
    if usize::from(zone.0) >= world.zones.len() {
        return Decision::refused(Refusal::NotFound);
    }
    if world.lost_zones.contains(&zone) == (switch == Switch::Off) {
        return Decision::refused(Refusal::AlreadySo);
    }
    let mut events = vec![Event::ZoneSet(zone, switch)];
    if switch == Switch::Off {
        let there = world.tasks.values().filter(|task| zone_of(world, task.place) == Some(zone));
        events.extend(there.flat_map(|task| {
            let host = match task.place {
                TaskPlace::ContainerInstance(id) => Some(id),
                TaskPlace::Fargate(_) | TaskPlace::AwaitsCapacity => None,
            };
            life::kill(world, task, Stop::host_gone(host))
        }));
    }
    Decision::plain(events)
}

/// The zone that a task runs in; none on an external instance.
pub(super) fn zone_of(world: &World, place: TaskPlace) -> Option<Zone> {
    match place {
        TaskPlace::ContainerInstance(id) => {
            let container_instance = world.container_instances.get(&id).filter(|it| !it.is_external());
            Some(container_instance?.zone)
        }
        TaskPlace::Fargate(zone) => Some(zone),
        TaskPlace::AwaitsCapacity => None,
    }
}

fn on(
    world: &World,
    id: ContainerInstanceId,
    decide: impl FnOnce(&ContainerInstance) -> Decision,
) -> Decision {
    world.container_instances.get(&id).map_or_else(|| Decision::refused(Refusal::NotFound), |it| decide(it))
}

/// An order to EC2, which knows no external instance.
fn on_ec2(
    world: &World,
    id: ContainerInstanceId,
    decide: impl FnOnce(&ContainerInstance) -> Decision,
) -> Decision {
    on(world, id, |container_instance| {
        if container_instance.is_external() {
            Decision::refused(Refusal::OnExternal(ExternalRefusal::NotOfEc2))
        } else {
            decide(container_instance)
        }
    })
}

fn is_built_in(name: &str) -> bool {
    name.starts_with("ecs.") || name.starts_with("com.amazonaws.ecs.")
}

fn is_attribute_name(name: &str) -> bool {
    (1..=128).contains(&name.len())
        && name.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '/' | '\\' | '.'))
}

fn is_attribute_value(value: &str) -> bool {
    let is_allowed =
        |it: char| it.is_ascii_alphanumeric() || matches!(it, '-' | '_' | '.' | '@' | '/' | '\\' | ':' | ' ');
    (1..=128).contains(&value.len()) && value.chars().all(is_allowed) && value.trim() == value
}

/// Makes the changes of this module.
pub(super) fn apply(world: &mut World, event: &Event) {
    match event {
        Event::ContainerInstanceStatusSet(id, status) => change(world, *id, |it| it.status = *status),
        Event::AgentSet(id, switch) => change(world, *id, |it| it.agent_connected = *switch == Switch::On),
        Event::AttributePut { container_instance, name, value } => change(world, *container_instance, |it| {
            it.attributes.insert(name.clone(), value.clone());
        }),
        Event::AttributeDeleted { container_instance, name } => change(world, *container_instance, |it| {
            it.attributes.remove(name);
        }),
        Event::AwsvpcTrunkingSet(switch) => world.awsvpc_trunking = *switch,
        Event::ZoneSet(zone, switch) => set_zone_in(world, *zone, *switch),
        Event::InstanceSet(id, switch) => set_instance_in(world, *id, *switch),
        Event::TaskDefinitionRegistered(_)
        | Event::TaskDefinitionDeregistered(_)
        | Event::ContainerInstanceRegistered(_)
        | Event::ContainerInstanceDeregistered(_)
        | Event::TaskPlaced(_)
        | Event::TaskNotPlaced
        | Event::TaskStateChanged(..)
        | Event::BehaviorSet(..)
        | Event::TaskStopping(..)
        | Event::TaskStopped(_)
        | Event::ClockStarted
        | Event::ClockMoved(_)
        | Event::CameDue(_)
        | Event::ServiceCreated(_)
        | Event::DesiredCountSet(..)
        | Event::ServiceDeleted(_)
        | Event::ServiceTaskNotPlaced(_)
        | Event::SteadyStateReached(_)
        | Event::ServiceChanged(..)
        | Event::NetworkChanged(_)
        | Event::LoadBalancingChanged(_)
        | Event::TargetsChecked(..)
        | Event::SeedSet(_)
        | Event::OfRoles(_)
        | Event::OfVolumes(_)
        | Event::TaskAssigned(..)
        | Event::CapacityChanged(_)
        | Event::ScalingChanged(..) => {}
    }
}

fn change(world: &mut World, id: ContainerInstanceId, change: impl FnOnce(&mut ContainerInstance)) {
    if let Some(container_instance) = world.container_instances.get_mut(&id) {
        change(container_instance);
    }
}

fn set_zone_in(world: &mut World, zone: Zone, switch: Switch) {
    match switch {
        Switch::On => world.lost_zones.remove(&zone),
        Switch::Off => world.lost_zones.insert(zone),
    };
    let is_connected = switch == Switch::On && roles::denial(world, Attempt::Poll).is_none();
    for container_instance in world.container_instances.values_mut().filter(|it| it.zone == zone) {
        let is_stopped = world.stopped_instances.contains(&container_instance.id);
        container_instance.agent_connected = is_connected && !is_stopped;
    }
}

fn set_instance_in(world: &mut World, id: ContainerInstanceId, switch: Switch) {
    match switch {
        Switch::On => world.stopped_instances.remove(&id),
        Switch::Off => world.stopped_instances.insert(id),
    };
    let is_connected = switch == Switch::On && roles::denial(world, Attempt::Poll).is_none();
    if let Some(container_instance) = world.container_instances.get_mut(&id) {
        let is_lost = world.lost_zones.contains(&container_instance.zone);
        container_instance.agent_connected = is_connected && !is_lost;
    }
}
