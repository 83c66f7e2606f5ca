//! Where capacity comes from: capacity providers, the strategies that choose among them, the tasks that wait in
//! PROVISIONING for it, Auto Scaling groups that grow and shrink, and Spot capacity that is taken back.
//!
//! It never places a task by itself: `placement` does. Start reading at [`next`] (what happens after every decision),
//! then [`managed_scaling`] (what happens each minute).

mod change;
mod create;
mod group;
mod managed_scaling;
mod order;
mod provisioning;
mod refusal;
mod reservation;
mod spot;
mod strategy;
mod update;

use crate::sorted::SortedMap;
use crate::sorted::SortedSet;

use serde::{Deserialize, Serialize};

use super::{ContainerInstanceId, Decision, Switch, TaskId, World, Zone};

pub use change::{CapacityChange, ScalingReason};
pub(super) use change::{apply, forget_task, look_later};
pub use create::{CreateCapacityProvider, MAX_GROUP_SIZE, MAX_PROVIDERS};
pub use group::{Launch, Leaving};
pub(super) use group::{joined, left};
pub use managed_scaling::SCALE_IN_DATA_POINTS;
pub(super) use managed_scaling::wake;
pub use order::CapacityOrder;
pub(super) use order::decide;
pub use provisioning::{MAX_PROVISIONING, PROVISIONING_SECONDS, Provisioning};
pub(super) use provisioning::{or_wait, run_task};
pub use refusal::CapacityRefusal;
pub use reservation::{Reservation, reservation};
pub use spot::SpotTarget;
pub(super) use spot::end_of_notice;
pub use strategy::{StrategyItem, share_of_each};
pub(super) use strategy::{TaskCapacity, for_service, resolved};
pub use update::{ProviderSettings, UpdateCapacityProvider};

/// An Auto Scaling group provider; never reused in one scenario.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct GroupProviderId(pub u32);

/// A capacity provider, as strategies and tasks name it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CapacityProvider {
    /// `FARGATE`.
    Fargate,
    /// `FARGATE_SPOT`.
    FargateSpot,
    /// Of an Auto Scaling group.
    AutoScalingGroup(GroupProviderId),
}

/// How the instances of a group are paid for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Market {
    /// They stay as long as the group wants them.
    OnDemand,
    /// EC2 may take them back with a notice of two minutes.
    Spot {
        /// `ECS_ENABLE_SPOT_INSTANCE_DRAINING`: the notice sets the instance to DRAINING.
        draining: Switch,
    },
}

/// `managedScaling`, when it is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ManagedScaling {
    /// `targetCapacity` in percent, 1 to 100.
    pub target_capacity: u32,
    /// `minimumScalingStepSize`, 1 to 10,000.
    pub minimum_step: u32,
    /// `maximumScalingStepSize`, 1 to 10,000.
    pub maximum_step: u32,
    /// `instanceWarmupPeriod` in seconds, 0 to 10,000: no second scale-out before a new instance is that old.
    pub warmup_seconds: u32,
}

impl ManagedScaling {
    /// The defaults of the API.
    pub const DEFAULT: Self =
        Self { target_capacity: 100, minimum_step: 1, maximum_step: 10_000, warmup_seconds: 300 };
}

/// What an Auto Scaling group and its provider are set to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupSettings {
    /// A name of the instance type table: all instances of the group are of one type.
    pub instance_type: String,
    /// Where instances are launched, evenly.
    pub zones: SortedSet<Zone>,
    /// Instances that the group has at least.
    pub min_size: u32,
    /// Instances that it has at most.
    pub max_size: u32,
    /// On-Demand or Spot.
    pub market: Market,
    /// Off when absent.
    pub managed_scaling: Option<ManagedScaling>,
    /// `managedTerminationProtection`: instances with tasks that are no daemons are not chosen.
    pub managed_termination_protection: Switch,
    /// `managedDraining`: an instance that is to go gives its tasks away first.
    pub managed_draining: Switch,
}

/// An Auto Scaling group with its capacity provider.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct GroupProvider {
    /// Its id in this simulation.
    pub id: GroupProviderId,
    /// Its name.
    pub name: String,
    /// What it is set to.
    pub settings: GroupSettings,
    /// `DesiredCapacity` of the group.
    pub desired_capacity: u32,
    /// Instances on their way.
    pub launches: Vec<Launch>,
    /// Instances that are to go.
    pub leaving: Vec<Leaving>,
    /// How each instance goes: as its provider was set when it joined.
    pub endings: SortedMap<ContainerInstanceId, Ending>,
    /// The last data point of `CapacityProviderReservation`.
    pub measured: Option<Reservation>,
    /// Data points below the target in a row.
    pub n_low: u32,
    /// When the next data point comes; none while nothing would follow from it.
    pub measures_at_seconds: Option<u64>,
    /// Every instance has warmed up by then.
    pub warm_at_seconds: u64,
    /// The last time that it grew or shrank.
    pub last_scaling: Option<Scaling>,
}

impl GroupProvider {
    /// One whose group has launched nothing yet and is to have its `minSize`.
    #[must_use]
    pub fn new(id: GroupProviderId, name: String, settings: GroupSettings) -> Self {
        Self {
            id,
            name,
            desired_capacity: settings.min_size,
            settings,
            launches: vec![],
            leaving: vec![],
            endings: SortedMap::new(),
            measured: None,
            n_low: 0,
            measures_at_seconds: None,
            warm_at_seconds: 0,
            last_scaling: None,
        }
    }
}

/// How an instance goes; a change of its provider applies to new instances only.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ending {
    /// Managed termination protection.
    pub protection: Switch,
    /// Managed draining.
    pub draining: Switch,
}

/// A change of the desired capacity of a group.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scaling {
    /// In simulated seconds.
    pub at_seconds: u64,
    /// Instances before.
    pub from: u32,
    /// Instances after.
    pub to: u32,
    /// Why.
    pub reason: ScalingReason,
}

/// All of the cluster's capacity.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClusterCapacity {
    /// By id, so in order of creation.
    pub providers: SortedMap<GroupProviderId, GroupProvider>,
    /// The id of the next provider.
    pub next_provider: u32,
    /// `defaultCapacityProviderStrategy`.
    pub default_strategy: Vec<StrategyItem>,
    /// Tasks that wait in PROVISIONING until an instance of their provider takes them.
    pub provisioning: SortedMap<TaskId, Provisioning>,
    /// The count of changes at which none of them found a place.
    pub looked_at: Option<u64>,
    /// Whether there is Spot capacity on Fargate.
    pub fargate_spot: Switch,
}

impl Default for ClusterCapacity {
    fn default() -> Self {
        Self {
            providers: SortedMap::new(),
            next_provider: 0,
            default_strategy: vec![],
            provisioning: SortedMap::new(),
            looked_at: None,
            fargate_spot: Switch::On,
        }
    }
}

impl World {
    /// An Auto Scaling group provider, if it is there.
    #[must_use]
    pub fn group_provider(&self, id: GroupProviderId) -> Option<&GroupProvider> {
        self.capacity.providers.get(&id)
    }
}

/// What happens of its own accord after every decision: first tasks that wait are placed, then services have their turn,
/// then groups launch and terminate instances.
pub(super) fn next(world: &World) -> Option<Decision> {
    provisioning::next(world)
        .or_else(|| super::service::next(world))
        .or_else(|| group::next(world))
        .or_else(|| managed_scaling::next(world))
        .or_else(|| super::scaling::next(world))
}
