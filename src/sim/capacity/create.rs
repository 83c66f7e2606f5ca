//! The `CreateCapacityProvider` and `PutClusterCapacityProviders` APIs, and the size of a group.

use serde::{Deserialize, Serialize};

use super::{
    CapacityChange, CapacityProvider, GroupProvider, GroupProviderId, GroupSettings, ScalingReason,
    StrategyItem, Switch, strategy,
};
use crate::ecs::InstanceType;
use crate::sim::{CapacityRefusal, Decision, Event, Refusal, World};

/// The request of the `CreateCapacityProvider` API, with the Auto Scaling group that it names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateCapacityProvider {
    /// 1 to 255 letters, digits, underscores and hyphens, not beginning with `aws`, `ecs` or `fargate`.
    pub name: String,
    /// Of the group and its provider.
    pub settings: GroupSettings,
}

/// Instances that a group of a board has at most.
// Simplification: a group of a board has at most 100 instances.
pub const MAX_GROUP_SIZE: u32 = 100;

/// Auto Scaling group providers of a board.
pub const MAX_PROVIDERS: usize = 20;

const MAX_STEP: u32 = 10_000;

/// The `CreateCapacityProvider` API.
pub(super) fn create(world: &World, request: &CreateCapacityProvider) -> Decision {
    match check(world, request) {
        Err(refusal) => Decision::refused(Refusal::OfCapacity(refusal)),
        Ok(()) if InstanceType::by_name(&request.settings.instance_type).is_none() => {
            Decision::refused(Refusal::UnknownInstanceType(request.settings.instance_type.clone()))
        }
        Ok(()) => {
            let id = GroupProviderId(world.capacity.next_provider);
            let provider = GroupProvider::new(id, request.name.clone(), request.settings.clone());
            plain(CapacityChange::ProviderCreated(Box::new(provider)))
        }
    }
}

fn check(world: &World, request: &CreateCapacityProvider) -> Result<(), CapacityRefusal> {
    let settings = &request.settings;
    let is_known_zone = |it: &crate::sim::Zone| usize::from(it.0) < world.zones.len();
    if !is_provider_name(&request.name) {
        return Err(CapacityRefusal::InvalidName);
    }
    if world.capacity.providers.values().any(|it| it.name == request.name) {
        return Err(CapacityRefusal::NameTaken);
    }
    if world.capacity.providers.len() >= MAX_PROVIDERS {
        return Err(CapacityRefusal::TooManyProviders);
    }
    if settings.zones.is_empty() || !settings.zones.iter().all(is_known_zone) {
        return Err(CapacityRefusal::NoZone);
    }
    if settings.min_size > settings.max_size || settings.max_size > MAX_GROUP_SIZE || settings.max_size == 0 {
        return Err(CapacityRefusal::SizeOutOfRange);
    }
    check_settings(settings)
}

/// What AWS would refuse of a provider, whether it is new or not.
pub(super) fn check_settings(settings: &GroupSettings) -> Result<(), CapacityRefusal> {
    match settings.managed_scaling {
        None if settings.managed_termination_protection == Switch::On => {
            Err(CapacityRefusal::ProtectionWithoutManagedScaling)
        }
        Some(scaling)
            if !(1..=100).contains(&scaling.target_capacity)
                || !(1..=MAX_STEP).contains(&scaling.minimum_step)
                || !(scaling.minimum_step..=MAX_STEP).contains(&scaling.maximum_step)
                || scaling.warmup_seconds > MAX_STEP =>
        {
            Err(CapacityRefusal::ManagedScalingOutOfRange)
        }
        None | Some(_) => Ok(()),
    }
}

fn is_provider_name(name: &str) -> bool {
    let lower = name.to_ascii_lowercase();
    (1..=255).contains(&name.len())
        && name.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))
        && !["aws", "ecs", "fargate"].iter().any(|it| lower.starts_with(it))
}

/// The `DeleteCapacityProvider` API; its group goes with it.
// Simplification: the Auto Scaling group of a provider that is deleted goes with it.
pub(super) fn delete(world: &World, id: GroupProviderId) -> Decision {
    if world.group_provider(id).is_none() {
        return Decision::refused(Refusal::NotFound);
    }
    let own = CapacityProvider::AutoScalingGroup(id);
    let names_it = |strategy: &[StrategyItem]| strategy.iter().any(|it| it.capacity_provider == own);
    let is_used = names_it(&world.capacity.default_strategy)
        || world.tasks.values().any(|it| it.capacity_provider == Some(own))
        || world
            .services
            .values()
            .any(|it| it.placement.capacity_provider_strategy.as_deref().is_some_and(names_it));
    if is_used {
        return Decision::refused(Refusal::OfCapacity(CapacityRefusal::ProviderInUse));
    }
    let own_instances = world.container_instances.values().filter(|it| it.capacity_provider == Some(id));
    let mut events: Vec<Event> = own_instances
        .flat_map(|it| super::group::terminated(world, it.id, &crate::sim::life::Stop::host_gone))
        .collect();
    events.push(Event::CapacityChanged(CapacityChange::ProviderDeleted(id)));
    Decision::plain(events)
}

/// The default strategy of the cluster; none when it is empty.
pub(super) fn set_default_strategy(world: &World, strategy: &[StrategyItem]) -> Decision {
    if *strategy == *world.capacity.default_strategy {
        return Decision::refused(Refusal::AlreadySo);
    }
    if !strategy.is_empty()
        && let Err(refusal) = strategy::check(world, strategy)
    {
        return Decision::refused(Refusal::OfCapacity(refusal));
    }
    plain(CapacityChange::DefaultStrategySet(strategy.to_vec()))
}

/// The `SetDesiredCapacity` API of Auto Scaling.
pub(super) fn set_desired_capacity(world: &World, id: GroupProviderId, count: u32) -> Decision {
    let Some(provider) = world.group_provider(id) else { return Decision::refused(Refusal::NotFound) };
    if provider.desired_capacity == count {
        return Decision::refused(Refusal::AlreadySo);
    }
    if !(provider.settings.min_size..=provider.settings.max_size).contains(&count) {
        return Decision::refused(Refusal::OfCapacity(CapacityRefusal::DesiredOutOfRange));
    }
    plain(CapacityChange::DesiredCapacitySet(id, count, ScalingReason::ByUser))
}

fn plain(change: CapacityChange) -> Decision {
    Decision::plain(vec![Event::CapacityChanged(change)])
}
