//! Words of the API as values.

use bayplan::ecs::{BinpackField, PlacementConstraint, PlacementStrategy, SpreadField};
use bayplan::sim::service::SchedulingStrategy;

use crate::input::{ConstraintItem, StrategyItem};

pub fn strategies(items: &[StrategyItem]) -> Result<Vec<PlacementStrategy>, String> {
    items.iter().map(strategy).collect()
}

fn strategy(item: &StrategyItem) -> Result<PlacementStrategy, String> {
    let field = item.field.as_deref().unwrap_or_default();
    match (item.kind.as_str(), field) {
        ("random", _) => Ok(PlacementStrategy::Random),
        ("spread", "instanceId" | "host") => Ok(PlacementStrategy::Spread(SpreadField::InstanceId)),
        // The field of binpack is written in either case.
        ("binpack", "cpu" | "CPU") => Ok(PlacementStrategy::Binpack(BinpackField::Cpu)),
        ("binpack", "memory" | "MEMORY") => Ok(PlacementStrategy::Binpack(BinpackField::Memory)),
        ("spread", field) => match field.strip_prefix("attribute:") {
            Some(name) if !name.is_empty() => {
                Ok(PlacementStrategy::Spread(SpreadField::Attribute(name.to_owned())))
            }
            _ => {
                Err(format!("spread over `{field}` is not possible; use instanceId, host or attribute:NAME"))
            }
        },
        ("binpack", field) => Err(format!("binpack by `{field}` is not possible; use cpu or memory")),
        (kind, _) => Err(format!("placement strategy `{kind}` is not known; use random, spread or binpack")),
    }
}

pub fn constraints(items: &[ConstraintItem]) -> Result<Vec<PlacementConstraint>, String> {
    items.iter().map(constraint).collect()
}

fn constraint(item: &ConstraintItem) -> Result<PlacementConstraint, String> {
    match (item.kind.as_str(), item.expression.as_deref()) {
        ("distinctInstance", None | Some("")) => Ok(PlacementConstraint::DistinctInstance),
        ("distinctInstance", Some(_)) => Err("distinctInstance takes no expression".to_owned()),
        ("memberOf", Some(expression)) => Ok(PlacementConstraint::MemberOf(expression.into())),
        ("memberOf", None) => Err("memberOf needs an expression".to_owned()),
        (kind, _) => {
            Err(format!("placement constraint `{kind}` is not known; use distinctInstance or memberOf"))
        }
    }
}

pub fn scheduling(word: Option<&str>) -> Result<SchedulingStrategy, String> {
    match word.unwrap_or("REPLICA") {
        "REPLICA" => Ok(SchedulingStrategy::Replica),
        "DAEMON" => Ok(SchedulingStrategy::Daemon),
        other => Err(format!("schedulingStrategy `{other}` is not known; use REPLICA or DAEMON")),
    }
}
