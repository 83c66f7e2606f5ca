//! Fargate: no container instance is visible, only the zone.

use super::{Funnel, Placement, Request, TaskPlace, World, draw};
use crate::sim::capacity::CapacityProvider;
use crate::sim::{Switch, Zone, ZoneReport};

/// Places one task in the zone with the fewest tasks of its group.
// Simplification: Fargate always has capacity, Spot capacity unless the board says otherwise, and every zone has a subnet for the task.
pub(super) fn on_fargate(world: &World, request: &Request) -> Placement {
    let counts: Vec<(Zone, u32)> =
        zones(world, request).map(|zone| (zone, n_tasks_of_group(world, request, zone))).collect();
    let fewest = counts.iter().map(|(_, n)| *n).min();
    let equal: Vec<Zone> = counts.iter().filter(|(_, n)| Some(*n) == fewest).map(|(zone, _)| *zone).collect();
    let report =
        |(zone, n): (Zone, u32)| ZoneReport { zone, n_tasks_of_group: n, is_fewest: Some(n) == fewest };
    Placement {
        task_definition: request.task_definition,
        number: request.number,
        chosen: equal.get(draw(world, equal.len())).copied().map(TaskPlace::Fargate),
        funnel: Funnel { in_cluster: 0, fit: 0, obey: 0, after_strategies: vec![] },
        instances: vec![],
        tied: vec![],
        zones: counts.into_iter().map(report).collect(),
        seed: world.seed,
        capacity_provider: request.capacity_provider,
    }
}

fn zones(world: &World, request: &Request) -> impl Iterator<Item = Zone> {
    let has_capacity = request.capacity_provider != Some(CapacityProvider::FargateSpot)
        || world.capacity.fargate_spot == Switch::On;
    let all = (0..u8::try_from(world.zones.len()).unwrap_or(u8::MAX)).map(Zone);
    all.filter(move |zone| {
        has_capacity
            && !world.lost_zones.contains(zone)
            && request.zones.is_none_or(|zones| zones.contains(zone))
    })
}

fn n_tasks_of_group(world: &World, request: &Request, zone: Zone) -> u32 {
    let there = world.tasks.values().filter(|task| task.place == TaskPlace::Fargate(zone));
    u32::try_from(there.filter(|task| task.group == request.group && task.counts()).count())
        .unwrap_or(u32::MAX)
}
