//! Availability Zone rebalancing: a service in a steady state whose zones are uneven starts a task where there are
//! fewest, waits until it is healthy, and stops one where there are most.

use crate::ecs::{PlacementConstraint, PlacementStrategy, SpreadField};
use crate::sim::life::HealthStatus;
use crate::sim::{ContainerInstanceStatus, Decision, Event, LaunchType, Switch, Task, World, Zone, instance};
use crate::sorted::SortedSet;

use super::census::{Census, is_protected};
use super::change::ServiceChange;
use super::deployment::{DeploymentConfiguration, RolloutState};
use super::scheduler::{of_change, of_service, stopped, waits};
use super::{SchedulingStrategy, Service, ServicePlacement, health, place_task_in, task_to_stop};

const ZONE: &str = "ecs.availability-zone";

/// Whether a service can be rebalanced: REPLICA, not on external instances, zone spread first or no strategy, room above
/// the desired count, and no constraint that names the zone.
#[must_use]
pub fn can_rebalance(
    world: &World,
    placement: &ServicePlacement,
    configuration: &DeploymentConfiguration,
) -> bool {
    let spreads_first = match placement.placement_strategy.first() {
        None => true,
        Some(PlacementStrategy::Spread(SpreadField::Attribute(name))) => name == ZONE,
        Some(
            PlacementStrategy::Spread(SpreadField::InstanceId)
            | PlacementStrategy::Binpack(_)
            | PlacementStrategy::Random,
        ) => false,
    };
    let of_definition = world.task_definition(placement.task_definition);
    let of_definition = of_definition.iter().flat_map(|it| &it.task_definition.placement_constraints);
    let names_zone = |it: &PlacementConstraint| match it {
        PlacementConstraint::MemberOf(expression) => expression.text().contains(ZONE),
        PlacementConstraint::DistinctInstance => false,
    };
    placement.scheduling_strategy == SchedulingStrategy::Replica
        && placement.launch_type != LaunchType::External
        && spreads_first
        && configuration.maximum_percent > 100
        && !placement.placement_constraints.iter().chain(of_definition).any(names_zone)
}

/// The next step of it, one task at a time.
pub(super) fn next(world: &World, service: &Service, census: &Census) -> Option<Decision> {
    let is_completed =
        service.deployments.first().is_some_and(|it| it.rollout_state == RolloutState::Completed);
    let may_begin = service.rebalancing == Switch::On && service.is_steady && world.clock == Switch::On;
    let is_possible = may_begin || service.is_rebalancing;
    if !is_possible || !census.old.is_empty() || !is_completed {
        return None;
    }
    let all_are_healthy = census.new.iter().all(|it| health(world, it) == HealthStatus::Healthy);
    let n = u32::try_from(census.new.len()).unwrap_or(u32::MAX);
    if !all_are_healthy {
        return None;
    }
    let counts = tasks_by_zone(world, service, &census.new);
    let is_uneven = is_uneven(&counts);
    let plain = |change| Some(of_change(service, change));
    match (service.is_rebalancing, is_uneven) {
        (true, _) if n > service.desired_count => stop_surplus(world, service, census),
        (true, false) => plain(ServiceChange::RebalancingEnded(counts)),
        (true, true) => start_in_emptiest(world, service, census, &counts),
        (false, true) if !waits(world, service) => plain(ServiceChange::RebalancingBegan(counts)),
        (false, _) => None,
    }
}

/// AWS does not document when zones count as uneven; the model takes a difference of more than one.
fn is_uneven(counts: &[(Zone, u32)]) -> bool {
    let most = counts.iter().map(|it| it.1).max();
    let fewest = counts.iter().map(|it| it.1).min();
    most.zip(fewest).is_some_and(|(most, fewest)| most > fewest + 1)
}

/// The tasks in each zone that could take one.
fn tasks_by_zone(world: &World, service: &Service, tasks: &[&Task]) -> Vec<(Zone, u32)> {
    let zones = (0..u8::try_from(world.zones.len()).unwrap_or(u8::MAX)).map(Zone);
    let registered = world.task_definition(service.placement.task_definition);
    let subnet_zones = registered.and_then(|it| it.subnet_zones(world, &service.placement.group()));
    let is_there = |zone: &Zone| {
        let has_instance = || {
            world.container_instances.values().any(|it| {
                it.zone == *zone && it.agent_connected && it.status == ContainerInstanceStatus::Active
            })
        };
        !world.lost_zones.contains(zone)
            && subnet_zones.is_none_or(|zones| zones.contains(zone))
            && (service.placement.launch_type == LaunchType::Fargate || has_instance())
    };
    let n_in = |zone| tasks.iter().filter(|it| instance::zone_of(world, it.place) == Some(zone)).count();
    zones.filter(is_there).map(|zone| (zone, u32::try_from(n_in(zone)).unwrap_or(u32::MAX))).collect()
}

// Simplification: zone rebalancing moves one task at a time.
fn start_in_emptiest(
    world: &World,
    service: &Service,
    census: &Census,
    counts: &[(Zone, u32)],
) -> Option<Decision> {
    let (zone, _) = *counts.iter().min_by_key(|it| (it.1, it.0))?;
    let upper = service.configuration.bounds(service.desired_count).max_running;
    if census.n_all() >= upper || waits(world, service) {
        return None;
    }
    let placed = place_task_in(world, &service.placement, Some(&SortedSet::from([zone]))).ok()?;
    let mut decision = of_service(service, placed);
    let change = match decision.events.first() {
        Some(Event::TaskPlaced(task)) => ServiceChange::RebalancingStarted(zone, task.id),
        _ => ServiceChange::RebalancingNotPlaced(zone),
    };
    decision.events.retain(|it| !matches!(it, Event::ServiceTaskNotPlaced(_)));
    decision.events.push(Event::ServiceChanged(service.id, change));
    Some(decision)
}

fn stop_surplus(world: &World, service: &Service, census: &Census) -> Option<Decision> {
    let new = |id| census.new.iter().copied().find(|it| it.id == id);
    let is_kept = |id| new(id).is_none_or(|it| is_protected(world, it));
    let task = new(task_to_stop(world, &service.placement, is_kept)?.task)?;
    let zone = instance::zone_of(world, task.place)?;
    let mut decision = stopped(world, service, task);
    let change = ServiceChange::RebalancingStopped(zone, task.id);
    decision.events.push(Event::ServiceChanged(service.id, change));
    Some(decision)
}
