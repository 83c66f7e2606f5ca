//! What a request says about where its tasks should go.

use serde::{Deserialize, Serialize};

use super::query::Expression;

/// A placement strategy: a preference, applied in the order given (at most five a request).
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlacementStrategy {
    /// Any eligible instance.
    Random,
    /// The value of the field with the fewest tasks of the same group.
    Spread(SpreadField),
    /// The instance with the least of the resource left that still has enough.
    Binpack(BinpackField),
}

/// What `spread` counts over.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SpreadField {
    /// `instanceId`, also written `host`.
    InstanceId,
    /// `attribute:NAME`; holds the name without the prefix, such as `ecs.availability-zone`.
    Attribute(String),
}

/// What `binpack` packs by.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum BinpackField {
    /// CPU units.
    Cpu,
    /// Memory in MiB.
    Memory,
}

/// A placement constraint: binding, unlike a strategy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum PlacementConstraint {
    /// Each task of the group on an instance of its own.
    DistinctInstance,
    /// Only instances that match the cluster query language expression.
    MemberOf(Expression),
}
