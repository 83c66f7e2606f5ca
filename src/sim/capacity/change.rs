//! What changes about capacity.

use serde::{Deserialize, Serialize};

use super::{
    GroupProvider, GroupProviderId, Launch, Leaving, ProviderSettings, Provisioning, Reservation, Scaling,
    StrategyItem, Switch,
};
use crate::sim::clock::Subject;
use crate::sim::{TaskId, World};

/// Why a group grew or shrank.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScalingReason {
    /// `SetDesiredCapacity`.
    ByUser,
    /// The metric was above the target.
    ScaleOut(Reservation),
    /// The metric was below the target for 15 minutes.
    ScaleIn(Reservation),
}

/// One change of the cluster's capacity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CapacityChange {
    /// A provider and its group are there.
    ProviderCreated(Box<GroupProvider>),
    /// A provider is set to this from now on.
    ProviderUpdated(GroupProviderId, ProviderSettings),
    /// They are gone.
    ProviderDeleted(GroupProviderId),
    /// The cluster has this default strategy.
    DefaultStrategySet(Vec<StrategyItem>),
    /// A group is to have so many instances.
    DesiredCapacitySet(GroupProviderId, u32, ScalingReason),
    /// An instance is on its way.
    Launched(GroupProviderId, Launch),
    /// The last launch is taken back.
    LaunchCancelled(GroupProviderId),
    /// An instance is to go.
    Leaving(GroupProviderId, Leaving),
    /// The metric changed: its next data point comes then.
    MeasureDue(GroupProviderId, u64),
    /// A data point of the metric.
    Measured {
        /// Whose.
        provider: GroupProviderId,
        /// What it is.
        measured: Reservation,
        /// Data points below the target in a row.
        n_low: u32,
        /// When the next one comes.
        next: Option<u64>,
    },
    /// A task waits in PROVISIONING.
    ProvisioningBegan(TaskId, Box<Provisioning>),
    /// No task that waits finds a place as things are.
    ProvisioningLooked,
    /// There is Spot capacity on Fargate or not.
    FargateSpotSet(Switch),
}

/// Makes the change.
pub(in crate::sim) fn apply(world: &mut World, change: &CapacityChange) {
    let (now, n_changes) = (world.clock_seconds, world.n_changes);
    let capacity = &mut world.capacity;
    match change {
        CapacityChange::ProviderCreated(provider) => {
            capacity.next_provider = provider.id.0 + 1;
            capacity.providers.insert(provider.id, (**provider).clone());
        }
        CapacityChange::ProviderDeleted(id) => {
            capacity.providers.remove(id);
        }
        CapacityChange::DefaultStrategySet(strategy) => capacity.default_strategy.clone_from(strategy),
        CapacityChange::ProvisioningBegan(id, provisioning) => {
            capacity.provisioning.insert(*id, (**provisioning).clone());
        }
        CapacityChange::ProvisioningLooked => capacity.looked_at = Some(n_changes),
        CapacityChange::FargateSpotSet(switch) => capacity.fargate_spot = *switch,
        CapacityChange::ProviderUpdated(id, _)
        | CapacityChange::DesiredCapacitySet(id, ..)
        | CapacityChange::Launched(id, _)
        | CapacityChange::LaunchCancelled(id)
        | CapacityChange::Leaving(id, _)
        | CapacityChange::MeasureDue(id, _)
        | CapacityChange::Measured { provider: id, .. } => {
            if let Some(provider) = capacity.providers.get_mut(id) {
                provider.change(change, now);
            }
        }
    }
    match change {
        CapacityChange::Leaving(_, Leaving { container_instance, at_seconds }) => {
            world.queue.set(Subject::SpotNotice(*container_instance), *at_seconds);
        }
        CapacityChange::ProviderDeleted(id)
        | CapacityChange::ProviderUpdated(id, _)
        | CapacityChange::Launched(id, _)
        | CapacityChange::LaunchCancelled(id)
        | CapacityChange::MeasureDue(id, _)
        | CapacityChange::Measured { provider: id, .. } => look_later(world, *id),
        CapacityChange::ProviderCreated(_)
        | CapacityChange::DefaultStrategySet(_)
        | CapacityChange::DesiredCapacitySet(..)
        | CapacityChange::ProvisioningBegan(..)
        | CapacityChange::ProvisioningLooked
        | CapacityChange::FargateSpotSet(_) => {}
    }
}

impl GroupProvider {
    fn change(&mut self, change: &CapacityChange, now: u64) {
        match change {
            CapacityChange::ProviderUpdated(_, settings) => {
                self.settings = settings.laid_over(&self.settings);
                // What was measured for the old settings says nothing about the new ones.
                (self.measured, self.n_low, self.measures_at_seconds) = (None, 0, None);
            }
            CapacityChange::DesiredCapacitySet(_, to, reason) => {
                self.last_scaling =
                    Some(Scaling { at_seconds: now, from: self.desired_capacity, to: *to, reason: *reason });
                self.desired_capacity = *to;
            }
            CapacityChange::Launched(_, launch) => {
                self.launches.push(*launch);
                let warmup = self.settings.managed_scaling.map_or(0, |it| u64::from(it.warmup_seconds));
                self.warm_at_seconds = now + warmup;
            }
            CapacityChange::LaunchCancelled(_) => {
                self.launches.pop();
            }
            CapacityChange::Leaving(_, leaving) => {
                self.leaving.retain(|it| it.container_instance != leaving.container_instance);
                self.leaving.push(*leaving);
            }
            CapacityChange::MeasureDue(_, at_seconds) => self.measures_at_seconds = Some(*at_seconds),
            CapacityChange::Measured { measured, n_low, next, .. } => {
                (self.measured, self.n_low, self.measures_at_seconds) = (Some(*measured), *n_low, *next);
            }
            CapacityChange::ProviderCreated(_)
            | CapacityChange::ProviderDeleted(_)
            | CapacityChange::DefaultStrategySet(_)
            | CapacityChange::ProvisioningBegan(..)
            | CapacityChange::ProvisioningLooked
            | CapacityChange::FargateSpotSet(_) => {}
        }
    }

    /// When something happens to it next by itself.
    #[must_use]
    pub fn wakes_at_seconds(&self, now: u64) -> Option<u64> {
        let joins = self.launches.iter().map(|it| it.joins_at_seconds);
        joins.chain(self.measures_at_seconds).filter(|it| *it > now).min()
    }
}

/// The provider is woken when the next time has come.
pub(in crate::sim) fn look_later(world: &mut World, id: GroupProviderId) {
    let now = world.clock_seconds;
    let wakes = world.capacity.providers.get(&id).and_then(|it| it.wakes_at_seconds(now));
    world.queue.set(Subject::CapacityProvider(id), wakes);
}

/// A task no longer waits: it has a place, or it is over.
pub(in crate::sim) fn forget_task(world: &mut World, id: TaskId) {
    world.capacity.provisioning.remove(&id);
}
