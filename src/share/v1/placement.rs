//! Placement strategies and constraints as RunTask writes them.

use serde::{Deserialize, Serialize};

use crate::ecs::{BinpackField, PlacementConstraint, PlacementStrategy, SpreadField};

/// `{"type": "spread", "field": "attribute:ecs.availability-zone"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedStrategy {
    /// `random`, `spread` or `binpack`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What to spread over or to pack by.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

impl SavedStrategy {
    pub(super) fn of(strategy: &PlacementStrategy) -> Self {
        let (kind, field) = match strategy {
            PlacementStrategy::Random => ("random", None),
            PlacementStrategy::Spread(SpreadField::InstanceId) => ("spread", Some("instanceId".to_owned())),
            PlacementStrategy::Spread(SpreadField::Attribute(name)) => {
                ("spread", Some(format!("attribute:{name}")))
            }
            PlacementStrategy::Binpack(BinpackField::Cpu) => ("binpack", Some("cpu".to_owned())),
            PlacementStrategy::Binpack(BinpackField::Memory) => ("binpack", Some("memory".to_owned())),
        };
        Self { kind: kind.to_owned(), field }
    }

    /// The strategy, or what is wrong with it.
    pub(crate) fn to_strategy(&self) -> Result<PlacementStrategy, String> {
        let field = self.field.as_deref().unwrap_or_default();
        match (self.kind.as_str(), field) {
            ("random", _) => Ok(PlacementStrategy::Random),
            ("spread", "instanceId" | "host") => Ok(PlacementStrategy::Spread(SpreadField::InstanceId)),
            ("binpack", "cpu") => Ok(PlacementStrategy::Binpack(BinpackField::Cpu)),
            ("binpack", "memory") => Ok(PlacementStrategy::Binpack(BinpackField::Memory)),
            ("spread", field) if field.starts_with("attribute:") => {
                let name = field.trim_start_matches("attribute:").to_owned();
                Ok(PlacementStrategy::Spread(SpreadField::Attribute(name)))
            }
            (kind, field) => Err(format!(
                "placement strategy `{kind}` with field `{field}` is not known; use random, spread over instanceId or attribute:NAME, binpack by cpu or memory"
            )),
        }
    }
}

/// `{"type": "memberOf", "expression": "…"}`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedConstraint {
    /// `distinctInstance` or `memberOf`.
    #[serde(rename = "type")]
    pub kind: String,
    /// In the cluster query language.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub expression: Option<String>,
}

impl SavedConstraint {
    pub(super) fn of(constraint: &PlacementConstraint) -> Self {
        match constraint {
            PlacementConstraint::DistinctInstance => {
                Self { kind: "distinctInstance".to_owned(), expression: None }
            }
            PlacementConstraint::MemberOf(expression) => {
                Self { kind: "memberOf".to_owned(), expression: Some(expression.text().to_owned()) }
            }
        }
    }

    /// The constraint, or what is wrong with it.
    pub(crate) fn to_constraint(&self) -> Result<PlacementConstraint, String> {
        match (self.kind.as_str(), &self.expression) {
            ("distinctInstance", None) => Ok(PlacementConstraint::DistinctInstance),
            ("memberOf", Some(expression)) => Ok(PlacementConstraint::MemberOf(expression.as_str().into())),
            ("distinctInstance", Some(_)) => {
                Err("distinctInstance takes no expression; leave it out".to_owned())
            }
            ("memberOf", None) => Err("memberOf needs an expression".to_owned()),
            (kind, _) => {
                Err(format!("placement constraint `{kind}` is not known; use distinctInstance or memberOf"))
            }
        }
    }
}
