//! Placement strategies and constraints in a link.

use serde::{Deserialize, Serialize};

use super::strings::{Reader, Writer};
use crate::ecs::{BinpackField, PlacementConstraint, PlacementStrategy, SpreadField};

/// See [`PlacementStrategy`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkStrategy {
    /// `random`.
    Random,
    /// `spread` over `instanceId`.
    SpreadInstanceId,
    /// `spread` over an attribute.
    SpreadAttribute(u32),
    /// `binpack` by `cpu`.
    BinpackCpu,
    /// `binpack` by `memory`.
    BinpackMemory,
}

/// See [`PlacementConstraint`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkConstraint {
    /// `distinctInstance`.
    DistinctInstance,
    /// `memberOf` with its expression.
    MemberOf(u32),
}

pub(super) fn strategies_of(all: &[PlacementStrategy], strings: &mut Writer) -> Vec<LinkStrategy> {
    let one = |it: &PlacementStrategy| match it {
        PlacementStrategy::Random => LinkStrategy::Random,
        PlacementStrategy::Spread(SpreadField::InstanceId) => LinkStrategy::SpreadInstanceId,
        PlacementStrategy::Spread(SpreadField::Attribute(name)) => {
            LinkStrategy::SpreadAttribute(strings.number(name))
        }
        PlacementStrategy::Binpack(BinpackField::Cpu) => LinkStrategy::BinpackCpu,
        PlacementStrategy::Binpack(BinpackField::Memory) => LinkStrategy::BinpackMemory,
    };
    all.iter().map(one).collect()
}

pub(super) fn to_strategies(
    all: &[LinkStrategy],
    strings: &Reader<'_>,
) -> Result<Vec<PlacementStrategy>, String> {
    let one = |it: &LinkStrategy| {
        Ok(match it {
            LinkStrategy::Random => PlacementStrategy::Random,
            LinkStrategy::SpreadInstanceId => PlacementStrategy::Spread(SpreadField::InstanceId),
            LinkStrategy::SpreadAttribute(name) => {
                PlacementStrategy::Spread(SpreadField::Attribute(strings.text(*name)?))
            }
            LinkStrategy::BinpackCpu => PlacementStrategy::Binpack(BinpackField::Cpu),
            LinkStrategy::BinpackMemory => PlacementStrategy::Binpack(BinpackField::Memory),
        })
    };
    all.iter().map(one).collect()
}

pub(super) fn constraints_of(all: &[PlacementConstraint], strings: &mut Writer) -> Vec<LinkConstraint> {
    let one = |it: &PlacementConstraint| match it {
        PlacementConstraint::DistinctInstance => LinkConstraint::DistinctInstance,
        PlacementConstraint::MemberOf(expression) => {
            LinkConstraint::MemberOf(strings.number(expression.text()))
        }
    };
    all.iter().map(one).collect()
}

pub(super) fn to_constraints(
    all: &[LinkConstraint],
    strings: &Reader<'_>,
) -> Result<Vec<PlacementConstraint>, String> {
    let one = |it: &LinkConstraint| {
        Ok(match it {
            LinkConstraint::DistinctInstance => PlacementConstraint::DistinctInstance,
            LinkConstraint::MemberOf(expression) => {
                PlacementConstraint::MemberOf(strings.text(*expression)?.into())
            }
        })
    };
    all.iter().map(one).collect()
}
