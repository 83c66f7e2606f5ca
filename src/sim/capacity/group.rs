//! Auto Scaling groups: they launch instances until they have as many as desired, and terminate what is too many.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::reservation::is_daemon;
use super::{CapacityChange, Ending, GroupProvider, GroupSettings, Market, Switch};
use crate::ecs::InstanceType;
use crate::sim::draw::draw;
use crate::sim::life::{self, INSTANCE_JOINS, Stop};
use crate::sim::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, Decision, Event, World, Zone,
    registration,
};

/// An instance on its way.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Launch {
    /// Where.
    pub zone: Zone,
    /// When it joins the cluster, in simulated seconds.
    pub joins_at_seconds: u64,
}

/// An instance that is to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leaving {
    /// Which.
    pub container_instance: ContainerInstanceId,
    /// When its Spot notice ends; without one it goes when it has no task left but daemons.
    pub at_seconds: Option<u64>,
}

/// The next instance that a group launches or terminates.
pub(super) fn next(world: &World) -> Option<Decision> {
    world.capacity.providers.values().find_map(|it| next_of(world, it))
}

fn next_of(world: &World, provider: &GroupProvider) -> Option<Decision> {
    let now = world.clock_seconds;
    if let Some(launch) = provider.launches.iter().find(|it| it.joins_at_seconds <= now) {
        return join(world, provider, launch.zone);
    }
    let is_empty = |it: &&super::Leaving| it.at_seconds.is_none() && is_empty(world, it.container_instance);
    if let Some(leaving) = provider.leaving.iter().find(is_empty) {
        return Some(Decision::plain(terminated(world, leaving.container_instance, &Stop::host_gone)));
    }
    let n = n_instances(world, provider);
    let desired = usize::try_from(provider.desired_capacity).unwrap_or(usize::MAX);
    match n.cmp(&desired) {
        Ordering::Less => launch(world, provider),
        Ordering::Equal => None,
        Ordering::Greater => terminate(world, provider),
    }
}

/// Instances of the group: those on their way too, and those that EC2 takes back until they are gone.
fn n_instances(world: &World, provider: &GroupProvider) -> usize {
    let n_noticed = provider.leaving.iter().filter(|it| it.at_seconds.is_some()).count();
    provider.staying(world).count() + n_noticed + provider.launches.len()
}

/// In the zone where the group has the fewest; on a board that stands still it joins at once.
fn launch(world: &World, provider: &GroupProvider) -> Option<Decision> {
    let there = |zone: Zone| {
        let n_launching = provider.launches.iter().filter(|it| it.zone == zone).count();
        provider.staying(world).filter(|it| it.zone == zone).count() + n_launching
    };
    let up = provider.settings.zones.iter().filter(|it| !world.lost_zones.contains(it));
    let zone = *up.min_by_key(|zone| (there(**zone), **zone))?;
    match world.clock {
        Switch::Off => join(world, provider, zone),
        Switch::On => {
            let launch = Launch { zone, joins_at_seconds: world.clock_seconds + INSTANCE_JOINS };
            Some(Decision::plain(vec![Event::CapacityChanged(CapacityChange::Launched(provider.id, launch))]))
        }
    }
}

fn join(world: &World, provider: &GroupProvider, zone: Zone) -> Option<Decision> {
    let row = InstanceType::by_name(&provider.settings.instance_type)?;
    let mut joining = registration::container_instance(world, &registration::registration(world, row, zone));
    joining.capacity_provider = Some(provider.id);
    Some(Decision::plain(vec![Event::ContainerInstanceRegistered(Box::new(joining))]))
}

/// One that is still on its way, else in the zone where the group has most; drawn among the equal ones.
// Simplification: of the termination policy the model knows the zone with most instances; launch templates and billing
// hours it does not have.
fn terminate(world: &World, provider: &GroupProvider) -> Option<Decision> {
    if !provider.launches.is_empty() {
        let cancelled = CapacityChange::LaunchCancelled(provider.id);
        return Some(Decision::plain(vec![Event::CapacityChanged(cancelled)]));
    }
    let is_protected = |it: &&ContainerInstance| {
        provider.ending_of(it.id).protection == Switch::On && !is_empty(world, it.id)
    };
    let mut left: Vec<&ContainerInstance> = provider.staying(world).filter(|it| !is_protected(it)).collect();
    let n_in = |zone: Zone| provider.staying(world).filter(|it| it.zone == zone).count();
    let most = left.iter().map(|it| n_in(it.zone)).max();
    left.retain(|it| Some(n_in(it.zone)) == most);
    let chosen = left.get(draw(world, left.len()))?;
    Some(Decision::plain(match (provider.ending_of(chosen.id).draining, is_empty(world, chosen.id)) {
        (Switch::On, false) => {
            let leaving = Leaving { container_instance: chosen.id, at_seconds: None };
            let mut events = vec![Event::CapacityChanged(CapacityChange::Leaving(provider.id, leaving))];
            events.extend(drained(chosen));
            events
        }
        (Switch::On, true) | (Switch::Off, _) => terminated(world, chosen.id, &Stop::host_gone),
    }))
}

/// It takes no new tasks and gives away those of services.
pub(super) fn drained(container_instance: &ContainerInstance) -> Option<Event> {
    let draining = ContainerInstanceStatus::Draining;
    let is_new = container_instance.status != draining;
    is_new.then_some(Event::ContainerInstanceStatusSet(container_instance.id, draining))
}

/// It is gone, and with it what still runs there.
pub(super) fn terminated(
    world: &World,
    id: ContainerInstanceId,
    stop: &dyn Fn(Option<ContainerInstanceId>) -> Stop,
) -> Vec<Event> {
    let mut events: Vec<_> =
        world.tasks_on(id).flat_map(|task| life::kill(world, task, stop(Some(id)))).collect();
    events.push(Event::ContainerInstanceDeregistered(id));
    events
}

/// Whether it has no task but daemons.
fn is_empty(world: &World, id: ContainerInstanceId) -> bool {
    world.tasks_on(id).all(|task| is_daemon(world, task))
}

/// An instance of a group has joined: it is no longer on its way.
pub(in crate::sim) fn joined(world: &mut World, joining: &ContainerInstance) {
    let provider = joining.capacity_provider.and_then(|id| world.capacity.providers.get_mut(&id));
    if let Some(provider) = provider {
        provider.endings.insert(joining.id, provider.settings.ending());
        let known = provider.launches.iter().position(|it| it.zone == joining.zone);
        if let Some(at) = known {
            provider.launches.remove(at);
        }
    }
}

/// An instance is gone.
pub(in crate::sim) fn left(world: &mut World, id: ContainerInstanceId) {
    for provider in world.capacity.providers.values_mut() {
        provider.leaving.retain(|it| it.container_instance != id);
        provider.endings.remove(&id);
    }
    world.queue.set(crate::sim::clock::Subject::SpotNotice(id), None);
}

impl GroupProvider {
    /// How an instance of it goes.
    #[must_use]
    pub fn ending_of(&self, id: ContainerInstanceId) -> Ending {
        self.endings.get(&id).copied().unwrap_or_else(|| self.settings.ending())
    }
}

impl GroupSettings {
    fn ending(&self) -> Ending {
        Ending { protection: self.managed_termination_protection, draining: self.managed_draining }
    }
}

impl Market {
    /// Whether EC2 may take the instances back.
    #[must_use]
    pub fn is_spot(self) -> bool {
        matches!(self, Self::Spot { .. })
    }
}
