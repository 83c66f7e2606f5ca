//! Capacity providers and their strategies as they are stored.

use crate::sorted::SortedSet;

use serde::{Deserialize, Serialize};

use crate::sim::capacity::{
    CapacityProvider, CreateCapacityProvider, GroupProviderId, GroupSettings, ManagedScaling, Market,
    ProviderSettings, StrategyItem, UpdateCapacityProvider,
};
use crate::sim::{Switch, Zone};

/// One provider of a strategy.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedStrategyItem {
    /// `FARGATE`, `FARGATE_SPOT`, or the id of an Auto Scaling group provider.
    pub capacity_provider: String,
    /// Tasks that it gets first.
    #[serde(default)]
    pub base: u32,
    /// Its share of the rest.
    #[serde(default)]
    pub weight: u32,
}

impl SavedStrategyItem {
    pub(super) fn of(item: &StrategyItem) -> Self {
        let capacity_provider = match item.capacity_provider {
            CapacityProvider::Fargate => "FARGATE".to_owned(),
            CapacityProvider::FargateSpot => "FARGATE_SPOT".to_owned(),
            CapacityProvider::AutoScalingGroup(id) => id.0.to_string(),
        };
        Self { capacity_provider, base: item.base, weight: item.weight }
    }

    pub(super) fn to_item(&self) -> Result<StrategyItem, String> {
        let capacity_provider = match self.capacity_provider.as_str() {
            "FARGATE" => CapacityProvider::Fargate,
            "FARGATE_SPOT" => CapacityProvider::FargateSpot,
            other => match other.parse() {
                Ok(id) => CapacityProvider::AutoScalingGroup(GroupProviderId(id)),
                Err(_) => {
                    return Err(format!(
                        "capacity provider `{other}` is not known; use FARGATE, FARGATE_SPOT or a number"
                    ));
                }
            },
        };
        Ok(StrategyItem { capacity_provider, base: self.base, weight: self.weight })
    }
}

/// A strategy, if there is one.
pub(super) fn saved_strategy(strategy: Option<&Vec<StrategyItem>>) -> Option<Vec<SavedStrategyItem>> {
    strategy.map(|all| all.iter().map(SavedStrategyItem::of).collect())
}

/// The strategy, or what is wrong with it.
pub(super) fn to_strategy(
    saved: Option<&Vec<SavedStrategyItem>>,
) -> Result<Option<Vec<StrategyItem>>, String> {
    saved.map(|all| all.iter().map(SavedStrategyItem::to_item).collect()).transpose()
}

/// The request of `CreateCapacityProvider`, with its Auto Scaling group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedCapacityProvider {
    /// Its name.
    pub name: String,
    /// Such as `m5.large`.
    pub instance_type: String,
    /// Indices of the zones.
    pub zones: Vec<u8>,
    /// Instances at least.
    pub min_size: u32,
    /// Instances at most.
    pub max_size: u32,
    /// On-Demand when absent; for Spot whether a notice drains the instance.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub spot_draining: Option<bool>,
    /// Off when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managed_scaling: Option<SavedManagedScaling>,
    /// Whether instances with tasks are protected.
    #[serde(default)]
    pub managed_termination_protection: bool,
    /// Whether instances give their tasks away before they go.
    #[serde(default)]
    pub managed_draining: bool,
}

/// `managedScaling`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedManagedScaling {
    /// In percent.
    pub target_capacity: u32,
    /// Instances.
    pub minimum_scaling_step_size: u32,
    /// Instances.
    pub maximum_scaling_step_size: u32,
    /// Seconds.
    pub instance_warmup_period: u32,
}

impl SavedManagedScaling {
    fn of(scaling: ManagedScaling) -> Self {
        Self {
            target_capacity: scaling.target_capacity,
            minimum_scaling_step_size: scaling.minimum_step,
            maximum_scaling_step_size: scaling.maximum_step,
            instance_warmup_period: scaling.warmup_seconds,
        }
    }

    fn to_scaling(&self) -> ManagedScaling {
        ManagedScaling {
            target_capacity: self.target_capacity,
            minimum_step: self.minimum_scaling_step_size,
            maximum_step: self.maximum_scaling_step_size,
            warmup_seconds: self.instance_warmup_period,
        }
    }
}

/// The request of `UpdateCapacityProvider`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedProviderSettings {
    /// Its id.
    pub capacity_provider: u32,
    /// Off when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub managed_scaling: Option<SavedManagedScaling>,
    /// Whether instances with tasks are protected.
    pub managed_termination_protection: bool,
    /// Whether instances give their tasks away before they go.
    pub managed_draining: bool,
}

impl SavedProviderSettings {
    pub(super) fn of(request: &UpdateCapacityProvider) -> Self {
        let settings = &request.settings;
        Self {
            capacity_provider: request.capacity_provider.0,
            managed_scaling: settings.managed_scaling.map(SavedManagedScaling::of),
            managed_termination_protection: settings.managed_termination_protection == Switch::On,
            managed_draining: settings.managed_draining == Switch::On,
        }
    }

    pub(super) fn to_request(&self) -> UpdateCapacityProvider {
        let switch = |is_on| if is_on { Switch::On } else { Switch::Off };
        UpdateCapacityProvider {
            capacity_provider: GroupProviderId(self.capacity_provider),
            settings: ProviderSettings {
                managed_scaling: self.managed_scaling.as_ref().map(SavedManagedScaling::to_scaling),
                managed_termination_protection: switch(self.managed_termination_protection),
                managed_draining: switch(self.managed_draining),
            },
        }
    }
}

impl SavedCapacityProvider {
    pub(super) fn of(request: &CreateCapacityProvider) -> Self {
        let settings = &request.settings;
        Self {
            name: request.name.clone(),
            instance_type: settings.instance_type.clone(),
            zones: settings.zones.iter().map(|it| it.0).collect(),
            min_size: settings.min_size,
            max_size: settings.max_size,
            spot_draining: match settings.market {
                Market::OnDemand => None,
                Market::Spot { draining } => Some(draining == Switch::On),
            },
            managed_scaling: settings.managed_scaling.map(SavedManagedScaling::of),
            managed_termination_protection: settings.managed_termination_protection == Switch::On,
            managed_draining: settings.managed_draining == Switch::On,
        }
    }

    pub(super) fn to_request(&self) -> CreateCapacityProvider {
        let switch = |is_on| if is_on { Switch::On } else { Switch::Off };
        CreateCapacityProvider {
            name: self.name.clone(),
            settings: GroupSettings {
                instance_type: self.instance_type.clone(),
                zones: self.zones.iter().copied().map(Zone).collect::<SortedSet<_>>(),
                min_size: self.min_size,
                max_size: self.max_size,
                market: self
                    .spot_draining
                    .map_or(Market::OnDemand, |it| Market::Spot { draining: switch(it) }),
                managed_scaling: self.managed_scaling.as_ref().map(SavedManagedScaling::to_scaling),
                managed_termination_protection: switch(self.managed_termination_protection),
                managed_draining: switch(self.managed_draining),
            },
        }
    }
}
