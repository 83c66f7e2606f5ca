//! The metric `CapacityProviderReservation`: how many instances a provider needs, and how many it has.
//!
//! Source: "Amazon ECS cluster Auto Scaling" of the developer guide; the ratio is that of the AWS blog on it.

use std::ops::Deref;

use crate::sorted::SortedSet;

use serde::{Deserialize, Serialize};

use super::{CapacityProvider, GroupProvider, ManagedScaling};
use crate::ecs::{Demand, HostPort, InstanceType, PlacementConstraint, reserved_host_ports};
use crate::sim::arithmetic::capacity_provider_reservation;
use crate::sim::service::SchedulingStrategy;
use crate::sim::{ContainerInstance, Task, World};

/// One data point: M and N.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reservation {
    /// Instances that the running and the waiting tasks of the provider need.
    pub needed: u32,
    /// Instances that have joined and are not to go.
    pub running: u32,
}

impl Reservation {
    /// The metric in tenths of a percent, rounded down.
    #[must_use]
    pub fn permille(self) -> u64 {
        let (numerator, denominator) = capacity_provider_reservation(self.needed, self.running);
        numerator * 10 / denominator
    }
}

/// What the metric of a provider with managed scaling is now.
#[must_use]
pub fn reservation(world: &World, provider: &GroupProvider) -> Reservation {
    let running = count(provider.staying(world).count());
    let waiting = n_for_waiting(world, provider);
    let needed = if waiting > 0 {
        // No instance that is there takes them: they need others.
        running + waiting.clamp(1, provider.scaling().maximum_step).max(provider.scaling().minimum_step)
    } else {
        count(provider.staying(world).filter(|it| is_in_use(world, provider, it)).count())
    };
    Reservation { needed, running }
}

impl GroupProvider {
    pub(super) fn scaling(&self) -> ManagedScaling {
        self.settings.managed_scaling.unwrap_or(ManagedScaling::DEFAULT)
    }

    /// Its instances that have joined.
    pub fn joined<'a>(&'a self, world: &'a World) -> impl Iterator<Item = &'a ContainerInstance> {
        world
            .container_instances
            .values()
            .map(Deref::deref)
            .filter(|it| it.capacity_provider == Some(self.id))
    }

    /// Those of them that are not to go.
    pub fn staying<'a>(&'a self, world: &'a World) -> impl Iterator<Item = &'a ContainerInstance> {
        self.joined(world).filter(|it| self.leaving.iter().all(|leaving| leaving.container_instance != it.id))
    }
}

/// A task that is on every instance anyway makes none of them needed.
pub(super) fn is_daemon(world: &World, task: &Task) -> bool {
    let service = task.started_by.and_then(|by| world.services.get(&by.service));
    service.is_some_and(|it| it.placement.scheduling_strategy == SchedulingStrategy::Daemon)
}

/// Whether a task that the provider launched runs there: one that was launched by launch type is nothing to it.
fn is_in_use(world: &World, provider: &GroupProvider, container_instance: &ContainerInstance) -> bool {
    let own = Some(CapacityProvider::AutoScalingGroup(provider.id));
    world.tasks_on(container_instance.id).any(|task| task.capacity_provider == own && !is_daemon(world, task))
}

/// Instances of the group's type that the waiting tasks would fill: equal tasks are packed together, and those that are
/// too large for the type are left out.
fn n_for_waiting(world: &World, provider: &GroupProvider) -> u32 {
    let Some(row) = InstanceType::by_name(&provider.settings.instance_type) else { return 0 };
    let own = Some(CapacityProvider::AutoScalingGroup(provider.id));
    let waiting = world.capacity.provisioning.keys().filter_map(|id| world.tasks.get(id).map(Deref::deref));
    let mut waiting: Vec<&Task> = waiting.filter(|it| it.counts() && it.capacity_provider == own).collect();
    waiting.sort_by_key(|it| it.task_definition);
    let empty = Room::of(world, row);
    let mut rooms: Vec<Room> = vec![];
    for task in waiting {
        let Some(registered) = world.task_definition(task.task_definition) else { continue };
        let demand = &registered.demand;
        if !empty.takes(demand) {
            continue;
        }
        let alone = is_distinct(world, task).then_some(task.group.as_str());
        let takes =
            |it: &&mut Room| it.takes(demand) && alone.is_none_or(|group| !it.groups.contains(&group));
        if let Some(room) = rooms.iter_mut().find(takes) {
            room.take(demand, &task.group);
        } else {
            let mut room = empty.clone();
            room.take(demand, &task.group);
            rooms.push(room);
        }
    }
    count(rooms.len())
}

/// Whether no two tasks of its group may be on one instance: the one constraint that the estimate knows.
fn is_distinct(world: &World, task: &Task) -> bool {
    let of_definition = world.task_definition(task.task_definition).into_iter();
    let of_definition = of_definition.flat_map(|it| &it.task_definition.placement_constraints);
    let of_request = world.capacity.provisioning.get(&task.id).into_iter();
    let mut all = of_request.flat_map(|it| &it.placement_constraints).chain(of_definition);
    all.any(|it| *it == PlacementConstraint::DistinctInstance)
}

/// What an instance that is being filled has left.
#[derive(Clone)]
struct Room<'a> {
    cpu_units: u32,
    memory_mib: u32,
    enis: u32,
    gpus: u32,
    taken_ports: SortedSet<HostPort>,
    groups: Vec<&'a str>,
}

impl<'a> Room<'a> {
    fn of(world: &World, row: &InstanceType) -> Self {
        let registration = crate::sim::registration::registration(world, row, crate::sim::Zone(0));
        Self {
            cpu_units: registration.cpu_units,
            memory_mib: registration.memory_mib,
            enis: registration.eni_limit,
            gpus: registration.gpus,
            taken_ports: reserved_host_ports().iter().copied().collect(),
            groups: vec![],
        }
    }

    fn takes(&self, demand: &Demand) -> bool {
        demand.cpu_units <= self.cpu_units
            && demand.memory_mib <= self.memory_mib
            && demand.enis <= self.enis
            && demand.gpus <= self.gpus
            && !demand.host_ports.iter().any(|it| self.taken_ports.contains(it))
    }

    fn take(&mut self, demand: &Demand, group: &'a str) {
        self.cpu_units -= demand.cpu_units;
        self.memory_mib -= demand.memory_mib;
        self.enis -= demand.enis;
        self.gpus -= demand.gpus;
        self.taken_ports.extend(demand.host_ports.iter().copied());
        self.groups.push(group);
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
