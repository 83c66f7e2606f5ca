//! Why an order that has to do with capacity could not be carried out.

use serde::{Deserialize, Serialize};

use crate::sim::arithmetic::StrategyRefusal;

/// Why not; the words are in `sim/explain`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum CapacityRefusal {
    /// Bases and weights that AWS refuses.
    Strategy(StrategyRefusal),
    /// Fargate and Auto Scaling group providers in one strategy.
    MixedStrategy,
    /// One provider twice in a strategy.
    ProviderTwice,
    /// A strategy names a provider that is not there.
    NoSuchProvider,
    /// Neither launch type nor strategy, and the cluster has no default strategy.
    NoDefaultStrategy,
    /// No name that a provider can have.
    InvalidName,
    /// Another provider has this name.
    NameTaken,
    /// More providers than a board takes.
    TooManyProviders,
    /// A group needs a zone of the board.
    NoZone,
    /// `MinSize` above `MaxSize`, or more instances than a group of a board has.
    SizeOutOfRange,
    /// A number of `managedScaling` outside its range.
    ManagedScalingOutOfRange,
    /// Managed termination protection needs managed scaling.
    ProtectionWithoutManagedScaling,
    /// Outside `MinSize` to `MaxSize`.
    DesiredOutOfRange,
    /// A strategy or a task still uses it.
    ProviderInUse,
    /// Only Spot capacity is taken back.
    NotSpot,
}
