//! Capacity provider strategies: which provider the next task goes to.
//!
//! Source: API reference `CapacityProviderStrategyItem`; "Amazon ECS capacity providers" of the developer guide.

use serde::{Deserialize, Serialize};

use super::CapacityProvider;
use crate::sim::arithmetic::{ProviderShare, strategy_split};
use crate::sim::service::{SchedulingStrategy, ServicePlacement};
use crate::sim::{
    CapacityRefusal, ContainerInstanceStatus, LaunchType, Refusal, RunTask, ServiceRefusal, TaskPlace, World,
};

/// One provider of a strategy (`CapacityProviderStrategyItem`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StrategyItem {
    /// Which.
    pub capacity_provider: CapacityProvider,
    /// Tasks that it gets first, 0 to 100,000; only one provider may have a base.
    pub base: u32,
    /// Its share of the rest, 0 to 1,000.
    pub weight: u32,
}

impl StrategyItem {
    fn share(self) -> ProviderShare {
        ProviderShare { base: self.base, weight: self.weight }
    }
}

/// What one task is to run on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::sim) struct TaskCapacity {
    pub launch_type: LaunchType,
    /// None when the request gave a launch type: such a task is nothing to any provider.
    pub provider: Option<CapacityProvider>,
}

/// How many tasks of so many each provider of a strategy gets, in order.
///
/// # Errors
/// When AWS would refuse the strategy.
pub fn share_of_each(n_tasks: u32, strategy: &[StrategyItem]) -> Result<Vec<u32>, CapacityRefusal> {
    let shares: Vec<ProviderShare> = strategy.iter().map(|it| it.share()).collect();
    strategy_split(n_tasks, &shares).map_err(CapacityRefusal::Strategy)
}

/// What the first of the tasks that are left of a RunTask call runs on.
///
/// The call is split as a whole. Its tasks are launched from the end of the split, so that what is left of a call is a
/// call itself.
pub(super) fn for_request(world: &World, request: &RunTask) -> Result<TaskCapacity, Refusal> {
    let Some(strategy) = &request.capacity_provider_strategy else {
        return Ok(TaskCapacity { launch_type: request.launch_type, provider: None });
    };
    let (strategy, launch_type) = checked(world, strategy)?;
    let split = |n| share_of_each(n, strategy).map_err(Refusal::OfCapacity);
    let (all, others) = (split(request.count)?, split(request.count.saturating_sub(1))?);
    let at = all.iter().zip(&others).position(|(all, others)| all > others).unwrap_or(0);
    Ok(TaskCapacity { launch_type, provider: strategy.get(at).map(|it| it.capacity_provider) })
}

/// What the next task of a service runs on: first the base, then whoever has the fewest by weight. Tasks that run are
/// not moved to keep the shares.
pub(in crate::sim) fn for_service(
    world: &World,
    service: &ServicePlacement,
) -> Result<TaskCapacity, Refusal> {
    let Some(strategy) = &service.capacity_provider_strategy else {
        return Ok(TaskCapacity { launch_type: service.launch_type, provider: None });
    };
    let (strategy, launch_type) = checked(world, strategy)?;
    let n_on = |item: &StrategyItem| n_launched(world, service, item.capacity_provider);
    let based = strategy.iter().find(|it| n_on(it) < it.base);
    // Compared as fractions without division: placed beyond the base, by weight.
    let by_weight = |left: &&StrategyItem, right: &&StrategyItem| {
        let beyond = |it: &StrategyItem| u64::from(n_on(it).saturating_sub(it.base));
        (beyond(left) * u64::from(right.weight)).cmp(&(beyond(right) * u64::from(left.weight)))
    };
    let weighted = || strategy.iter().filter(|it| it.weight > 0).min_by(by_weight);
    let provider = based.or_else(weighted).map(|it| it.capacity_provider);
    Ok(TaskCapacity { launch_type, provider })
}

/// Tasks of the PRIMARY deployment that a provider has and keeps.
fn n_launched(world: &World, service: &ServicePlacement, provider: CapacityProvider) -> u32 {
    let mut known = world.services.values().filter(|it| it.placement.service_name == service.service_name);
    let primary = known.next().and_then(|it| it.deployments.first()).map(|it| it.id);
    let stays = |place: TaskPlace| match place {
        TaskPlace::ContainerInstance(id) => {
            let status = world.container_instances.get(&id).map(|it| it.status);
            status == Some(ContainerInstanceStatus::Active)
        }
        TaskPlace::Fargate(_) | TaskPlace::AwaitsCapacity => true,
    };
    let launched = world.tasks.values().filter(|it| {
        it.counts()
            && it.capacity_provider == Some(provider)
            && it.started_by.map(|by| by.deployment) == primary
            && it.started_by.is_some()
            && stays(it.place)
    });
    u32::try_from(launched.count()).unwrap_or(u32::MAX)
}

/// The service with the strategy that holds for it: a service keeps the default strategy that the cluster had when it was
/// created.
pub(in crate::sim) fn resolved(
    world: &World,
    service: &ServicePlacement,
) -> Result<ServicePlacement, Refusal> {
    let mut resolved = service.clone();
    if let Some(strategy) = &service.capacity_provider_strategy {
        if service.scheduling_strategy == SchedulingStrategy::Daemon {
            return Err(Refusal::OfService(ServiceRefusal::DaemonWithCapacityProviders));
        }
        let (strategy, launch_type) = checked(world, strategy)?;
        resolved.launch_type = launch_type;
        resolved.capacity_provider_strategy = Some(strategy.to_vec());
    }
    Ok(resolved)
}

/// The strategy that holds, the default one for an empty one, and the launch type that its providers have.
fn checked<'a>(
    world: &'a World,
    strategy: &'a [StrategyItem],
) -> Result<(&'a [StrategyItem], LaunchType), Refusal> {
    let strategy = if strategy.is_empty() { &*world.capacity.default_strategy } else { strategy };
    if strategy.is_empty() {
        return Err(Refusal::OfCapacity(CapacityRefusal::NoDefaultStrategy));
    }
    check(world, strategy).map(|launch_type| (strategy, launch_type)).map_err(Refusal::OfCapacity)
}

/// What AWS would refuse of a strategy; else the launch type of its providers.
pub(super) fn check(world: &World, strategy: &[StrategyItem]) -> Result<LaunchType, CapacityRefusal> {
    share_of_each(0, strategy)?;
    let launch_type = |item: &StrategyItem| match item.capacity_provider {
        CapacityProvider::Fargate | CapacityProvider::FargateSpot => Ok(LaunchType::Fargate),
        CapacityProvider::AutoScalingGroup(id) => {
            world.group_provider(id).map(|_| LaunchType::Ec2).ok_or(CapacityRefusal::NoSuchProvider)
        }
    };
    let mut types = vec![];
    for item in strategy {
        types.push(launch_type(item)?);
    }
    let first = types.first().copied().ok_or(CapacityRefusal::NoSuchProvider)?;
    if types.iter().any(|it| *it != first) {
        return Err(CapacityRefusal::MixedStrategy);
    }
    let is_twice = |at: usize| {
        strategy[at + 1..].iter().any(|it| it.capacity_provider == strategy[at].capacity_provider)
    };
    if (0..strategy.len()).any(is_twice) {
        return Err(CapacityRefusal::ProviderTwice);
    }
    Ok(first)
}
