//! What a learner can order about capacity.

use serde::{Deserialize, Serialize};

use super::{
    CreateCapacityProvider, GroupProviderId, SpotTarget, StrategyItem, UpdateCapacityProvider, create, spot,
    update,
};
use crate::sim::{Decision, Switch, World};

/// An order about capacity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CapacityOrder {
    /// The `CreateCapacityProvider` API, with its Auto Scaling group.
    CreateProvider(Box<CreateCapacityProvider>),
    /// The `UpdateCapacityProvider` API.
    UpdateProvider(UpdateCapacityProvider),
    /// The `DeleteCapacityProvider` API.
    DeleteProvider(GroupProviderId),
    /// The `PutClusterCapacityProviders` API: the default strategy; none when it is empty.
    SetDefaultStrategy(Vec<StrategyItem>),
    /// The `SetDesiredCapacity` API of Auto Scaling.
    SetDesiredCapacity(GroupProviderId, u32),
    /// Spot capacity is taken back, with a notice of two minutes.
    InterruptSpot(SpotTarget),
    /// There is Spot capacity on Fargate (on) or not (off).
    SetFargateSpot(Switch),
}

/// What happens on the order.
pub(in crate::sim) fn decide(world: &World, order: &CapacityOrder) -> Decision {
    match order {
        CapacityOrder::CreateProvider(request) => create::create(world, request),
        CapacityOrder::UpdateProvider(request) => update::update(world, *request),
        CapacityOrder::DeleteProvider(id) => create::delete(world, *id),
        CapacityOrder::SetDefaultStrategy(strategy) => create::set_default_strategy(world, strategy),
        CapacityOrder::SetDesiredCapacity(id, count) => create::set_desired_capacity(world, *id, *count),
        CapacityOrder::InterruptSpot(target) => spot::interrupt(world, *target),
        CapacityOrder::SetFargateSpot(capacity) => spot::set_fargate_spot(world, *capacity),
    }
}
