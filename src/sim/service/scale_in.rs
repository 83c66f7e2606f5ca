//! Which task stops when a service has too many: the mirror of placement.

use std::ops::Deref;

use crate::ecs::{BinpackField, PlacementStrategy, SpreadField};
use crate::sim::draw::draw;
use crate::sim::{Reserved, Task, TaskId, TaskPlace, World, instance};
use crate::sorted::{SortedMap, SortedSet};

use super::ServicePlacement;

/// The task that stops, and its equals.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScaleIn {
    /// Stops.
    pub task: TaskId,
    /// Equal tasks, of which the seed chose one; empty when there was no tie.
    pub tied: Vec<TaskId>,
}

/// Chooses among the tasks of the service that are not protected; none when there is none.
///
/// With a strategy by that strategy: spread stops where there are most, binpack where most would then be left. Without:
/// in the zone with the most tasks of the service, then on the instance with the most.
#[must_use]
pub fn task_to_stop(
    world: &World,
    service: &ServicePlacement,
    is_protected: impl Fn(TaskId) -> bool,
) -> Option<ScaleIn> {
    let group = service.group();
    let of_group = |task: &&Task| task.group == group && task.counts();
    let all: Vec<&Task> = world.tasks.values().map(Deref::deref).filter(of_group).collect();
    let mut left: Vec<&Task> = all.iter().copied().filter(|task| !is_protected(task.id)).collect();
    let default = [
        PlacementStrategy::Spread(SpreadField::Attribute(ZONE.to_owned())),
        PlacementStrategy::Spread(SpreadField::InstanceId),
    ];
    let strategies =
        if service.placement_strategy.is_empty() { &default } else { &*service.placement_strategy };
    let reserved = world.reserved();
    for strategy in strategies {
        match strategy {
            PlacementStrategy::Random => break,
            PlacementStrategy::Spread(field) => keep_crowded(world, field, &all, &mut left),
            PlacementStrategy::Binpack(field) => {
                keep_greatest(&mut left, |task| left_without(world, &reserved, task, *field));
            }
        }
    }
    let task = left.get(draw(world, left.len()))?.id;
    let tied = if left.len() > 1 { left.iter().map(|it| it.id).collect() } else { vec![] };
    Some(ScaleIn { task, tied })
}

const ZONE: &str = "ecs.availability-zone";

/// Keeps the tasks where the service has most of them.
fn keep_crowded(world: &World, field: &SpreadField, all: &[&Task], left: &mut Vec<&Task>) {
    let mut counts: SortedMap<String, u64> = SortedMap::new();
    for task in all {
        *counts.entry(value(world, field, task)).or_insert(0) += 1;
    }
    keep_greatest(left, |task| counts.get(&value(world, field, task)).copied().unwrap_or(0));
}

fn value(world: &World, field: &SpreadField, task: &Task) -> String {
    let on = match task.place {
        TaskPlace::ContainerInstance(id) => world.container_instances.get(&id),
        TaskPlace::Fargate(_) | TaskPlace::AwaitsCapacity => None,
    };
    match field {
        SpreadField::InstanceId => on.map_or_else(String::new, |it| it.id.0.to_string()),
        SpreadField::Attribute(name) if name == ZONE => {
            let zone = instance::zone_of(world, task.place);
            zone.map_or_else(String::new, |zone| world.zone_name(zone).to_owned())
        }
        SpreadField::Attribute(name) => {
            on.and_then(|it| it.attributes.get(name).cloned()).unwrap_or_default()
        }
    }
}

/// What the instance of the task would have left if it stopped.
fn left_without(
    world: &World,
    reserved: &SortedMap<crate::sim::ContainerInstanceId, Reserved>,
    task: &Task,
    field: BinpackField,
) -> u64 {
    let TaskPlace::ContainerInstance(id) = task.place else { return 0 };
    let found = world
        .container_instances
        .get(&id)
        .zip(reserved.get(&id))
        .zip(world.task_definition(task.task_definition));
    let Some(((instance, reserved), registered)) = found else { return 0 };
    let (left, own) = match field {
        BinpackField::Cpu => (reserved.cpu_units_left(instance), registered.demand.cpu_units),
        BinpackField::Memory => (reserved.memory_mib_left(instance), registered.demand.memory_mib),
    };
    u64::from(left) + u64::from(own)
}

fn keep_greatest(left: &mut Vec<&Task>, score: impl Fn(&Task) -> u64) {
    let greatest = left.iter().map(|task| score(task)).max();
    let kept: SortedSet<TaskId> =
        left.iter().filter(|task| Some(score(task)) == greatest).map(|task| task.id).collect();
    left.retain(|task| kept.contains(&task.id));
}
