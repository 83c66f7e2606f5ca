//! Random orders about capacity, for the properties.

use proptest::prelude::*;

use crate::sim::capacity::{
    CapacityOrder, CapacityProvider, CreateCapacityProvider, GroupProviderId, GroupSettings, ManagedScaling,
    Market, ProviderSettings, SpotTarget, StrategyItem, UpdateCapacityProvider,
};
use crate::sim::{Command, ContainerInstanceId, Switch, TaskId, Zone};

fn switch() -> impl Strategy<Value = Switch> {
    prop_oneof![Just(Switch::On), Just(Switch::Off)]
}

fn item(providers: impl Strategy<Value = CapacityProvider>) -> impl Strategy<Value = StrategyItem> {
    (providers, prop_oneof![3 => Just(0u32), 1 => 1u32..4], 0u32..4)
        .prop_map(|(capacity_provider, base, weight)| StrategyItem { capacity_provider, base, weight })
}

/// Of providers that may be there or not.
pub fn strategy() -> impl Strategy<Value = Vec<StrategyItem>> {
    let groups = (0u32..4).prop_map(|id| CapacityProvider::AutoScalingGroup(GroupProviderId(id)));
    let fargate = prop_oneof![Just(CapacityProvider::Fargate), Just(CapacityProvider::FargateSpot)];
    prop_oneof![
        5 => proptest::collection::vec(item(groups), 0..3),
        2 => proptest::collection::vec(item(fargate), 1..3),
    ]
}

fn scaling() -> impl Strategy<Value = ManagedScaling> {
    let scaling = (prop_oneof![Just(100u32), Just(80), Just(1)], 1u32..3, 1u32..6, 0u32..400);
    scaling.prop_map(|(target_capacity, minimum_step, more, warmup_seconds)| ManagedScaling {
        target_capacity,
        minimum_step,
        maximum_step: minimum_step + more,
        warmup_seconds,
    })
}

fn update() -> impl Strategy<Value = CapacityOrder> {
    (0u32..6, proptest::option::of(scaling()), switch(), switch()).prop_map(
        |(id, managed_scaling, managed_termination_protection, managed_draining)| {
            CapacityOrder::UpdateProvider(UpdateCapacityProvider {
                capacity_provider: GroupProviderId(id),
                settings: ProviderSettings {
                    managed_scaling,
                    managed_termination_protection,
                    managed_draining,
                },
            })
        },
    )
}

fn create() -> impl Strategy<Value = CapacityOrder> {
    let market = prop_oneof![
        2 => Just(Market::OnDemand),
        1 => switch().prop_map(|draining| Market::Spot { draining })
    ];
    let zones = proptest::collection::btree_set((0u8..4).prop_map(Zone), 1..4);
    let types = prop_oneof![Just("t3.small"), Just("m5.large"), Just("none.such")];
    let size = (0u32..3, 0u32..6);
    ("[a-d]", types, zones, size, market, proptest::option::of(scaling()), switch(), switch()).prop_map(
        |(name, instance_type, zones, (min_size, more), market, managed_scaling, protection, draining)| {
            CapacityOrder::CreateProvider(Box::new(CreateCapacityProvider {
                name,
                settings: GroupSettings {
                    instance_type: instance_type.to_owned(),
                    zones: zones.into_iter().collect(),
                    min_size,
                    max_size: min_size + more,
                    market,
                    managed_scaling,
                    managed_termination_protection: protection,
                    managed_draining: draining,
                },
            }))
        },
    )
}

/// An order about capacity.
pub fn command() -> impl Strategy<Value = Command> {
    let order = prop_oneof![
        4 => create(),
        2 => update(),
        1 => (0u32..6).prop_map(|id| CapacityOrder::DeleteProvider(GroupProviderId(id))),
        1 => strategy().prop_map(CapacityOrder::SetDefaultStrategy),
        2 => (0u32..6, 0u32..8)
            .prop_map(|(id, count)| CapacityOrder::SetDesiredCapacity(GroupProviderId(id), count)),
        1 => (0u32..900).prop_map(|id| CapacityOrder::InterruptSpot(SpotTarget::Task(TaskId(id)))),
        2 => (0u32..60)
            .prop_map(|id| CapacityOrder::InterruptSpot(SpotTarget::ContainerInstance(ContainerInstanceId(id)))),
        1 => switch().prop_map(CapacityOrder::SetFargateSpot),
    ];
    order.prop_map(Command::Capacity)
}
