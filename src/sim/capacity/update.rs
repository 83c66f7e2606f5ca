//! The `UpdateCapacityProvider` API: managed scaling, managed termination protection and managed draining of a provider.

use serde::{Deserialize, Serialize};

use super::{CapacityChange, GroupProviderId, GroupSettings, ManagedScaling, Switch, create};
use crate::sim::{Decision, Event, Refusal, World};

/// What of a provider can be changed (`AutoScalingGroupProviderUpdate`); the Auto Scaling group is its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ProviderSettings {
    /// Off when absent.
    pub managed_scaling: Option<ManagedScaling>,
    /// `managedTerminationProtection`.
    pub managed_termination_protection: Switch,
    /// `managedDraining`.
    pub managed_draining: Switch,
}

impl ProviderSettings {
    /// What a provider is set to.
    #[must_use]
    pub fn of(settings: &GroupSettings) -> Self {
        Self {
            managed_scaling: settings.managed_scaling,
            managed_termination_protection: settings.managed_termination_protection,
            managed_draining: settings.managed_draining,
        }
    }

    /// The settings with these.
    #[must_use]
    pub fn laid_over(self, settings: &GroupSettings) -> GroupSettings {
        GroupSettings {
            managed_scaling: self.managed_scaling,
            managed_termination_protection: self.managed_termination_protection,
            managed_draining: self.managed_draining,
            ..settings.clone()
        }
    }
}

/// The request of the `UpdateCapacityProvider` API, with what stays as it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateCapacityProvider {
    /// Which.
    pub capacity_provider: GroupProviderId,
    /// From now on.
    pub settings: ProviderSettings,
}

/// Makes the change, unless AWS would refuse it.
pub(super) fn update(world: &World, request: UpdateCapacityProvider) -> Decision {
    let Some(provider) = world.group_provider(request.capacity_provider) else {
        return Decision::refused(Refusal::NotFound);
    };
    let next = request.settings.laid_over(&provider.settings);
    if next == provider.settings {
        return Decision::refused(Refusal::AlreadySo);
    }
    match create::check_settings(&next) {
        Ok(()) => {
            let change = CapacityChange::ProviderUpdated(provider.id, request.settings);
            Decision::plain(vec![Event::CapacityChanged(change)])
        }
        Err(refusal) => Decision::refused(Refusal::OfCapacity(refusal)),
    }
}
