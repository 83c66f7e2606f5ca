//! Orders about capacity as they are stored.

use serde::{Deserialize, Serialize};

use super::SavedSwitch;
use super::{SavedCapacityProvider, SavedProviderSettings, SavedStrategyItem};
use crate::sim::capacity::{CapacityOrder, GroupProviderId, SpotTarget};
use crate::sim::{ContainerInstanceId, TaskId};

/// One order, under its name as [`super::SavedCommand`] is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SavedCapacityOrder {
    /// `CreateCapacityProvider`.
    CreateCapacityProvider(SavedCapacityProvider),
    /// `UpdateCapacityProvider`.
    UpdateCapacityProvider(SavedProviderSettings),
    /// `DeleteCapacityProvider`.
    DeleteCapacityProvider {
        /// Its id.
        capacity_provider: u32,
    },
    /// `PutClusterCapacityProviders`.
    SetDefaultStrategy {
        /// None when it is empty.
        strategy: Vec<SavedStrategyItem>,
    },
    /// `SetDesiredCapacity`.
    SetDesiredCapacity {
        /// Its id.
        capacity_provider: u32,
        /// Instances.
        desired_capacity: u32,
    },
    /// A task on Fargate Spot is taken back.
    InterruptTask {
        /// Its id.
        task: u32,
    },
    /// A Spot Instance is taken back.
    InterruptContainerInstance {
        /// Its id.
        container_instance: u32,
    },
    /// There is Fargate Spot capacity or not.
    SetFargateSpot {
        /// `OFF`: there is none.
        capacity: SavedSwitch,
    },
}

impl SavedCapacityOrder {
    pub(super) fn of(order: &CapacityOrder) -> Self {
        match order {
            CapacityOrder::CreateProvider(request) => {
                Self::CreateCapacityProvider(SavedCapacityProvider::of(request))
            }
            CapacityOrder::UpdateProvider(request) => {
                Self::UpdateCapacityProvider(SavedProviderSettings::of(request))
            }
            CapacityOrder::DeleteProvider(id) => Self::DeleteCapacityProvider { capacity_provider: id.0 },
            CapacityOrder::SetDefaultStrategy(strategy) => {
                Self::SetDefaultStrategy { strategy: strategy.iter().map(SavedStrategyItem::of).collect() }
            }
            CapacityOrder::SetDesiredCapacity(id, count) => {
                Self::SetDesiredCapacity { capacity_provider: id.0, desired_capacity: *count }
            }
            CapacityOrder::InterruptSpot(SpotTarget::Task(id)) => Self::InterruptTask { task: id.0 },
            CapacityOrder::InterruptSpot(SpotTarget::ContainerInstance(id)) => {
                Self::InterruptContainerInstance { container_instance: id.0 }
            }
            CapacityOrder::SetFargateSpot(capacity) => Self::SetFargateSpot { capacity: (*capacity).into() },
        }
    }

    pub(super) fn to_order(&self) -> Result<CapacityOrder, String> {
        Ok(match self {
            Self::CreateCapacityProvider(saved) => {
                CapacityOrder::CreateProvider(Box::new(saved.to_request()))
            }
            Self::UpdateCapacityProvider(saved) => CapacityOrder::UpdateProvider(saved.to_request()),
            Self::DeleteCapacityProvider { capacity_provider: id } => {
                CapacityOrder::DeleteProvider(GroupProviderId(*id))
            }
            Self::SetDefaultStrategy { strategy } => {
                let items = strategy.iter().map(SavedStrategyItem::to_item);
                CapacityOrder::SetDefaultStrategy(items.collect::<Result<_, _>>()?)
            }
            Self::SetDesiredCapacity { capacity_provider: id, desired_capacity } => {
                CapacityOrder::SetDesiredCapacity(GroupProviderId(*id), *desired_capacity)
            }
            Self::InterruptTask { task } => CapacityOrder::InterruptSpot(SpotTarget::Task(TaskId(*task))),
            Self::InterruptContainerInstance { container_instance: id } => {
                CapacityOrder::InterruptSpot(SpotTarget::ContainerInstance(ContainerInstanceId(*id)))
            }
            Self::SetFargateSpot { capacity } => CapacityOrder::SetFargateSpot((*capacity).into()),
        })
    }
}
