//! Words of the API as values, for the programs that read requests.

use bayplan::ecs::{
    BinpackField, PlacementConstraint, PlacementStrategy, Rule, SpreadField, TaskDefinition, text, validate,
};
use bayplan::sim::service::SchedulingStrategy;
use serde::Deserialize;
use serde_json::Value;

#[derive(Clone, Deserialize)]
pub struct StrategyItem {
    #[serde(rename = "type")]
    pub kind: String,
    pub field: Option<String>,
}

#[derive(Clone, Deserialize)]
pub struct ConstraintItem {
    #[serde(rename = "type")]
    pub kind: String,
    pub expression: Option<String>,
}

/// A task definition that can be registered, or its first problem.
pub fn task_definition(item: &Value) -> Result<TaskDefinition, String> {
    let reading = validate(&item.to_string(), None).map_err(|error| text::syntax_problem(&error))?;
    match reading.findings.iter().find(|it| it.is_error() && !is_no_matter(&it.rule)) {
        Some(finding) => Err(text::line(finding)),
        None => Ok(reading.task_definition),
    }
}

/// What keeps a task definition from being registered and says nothing about where its tasks go: a script that asks for
/// places need not tell it. Ports that no instance has are for the instances to refuse.
fn is_no_matter(rule: &Rule) -> bool {
    matches!(
        rule,
        Rule::NoMemory
            | Rule::MemoryTooSmall
            | Rule::OutOfRange { .. }
            | Rule::NeedsExecutionRole { .. }
            | Rule::LogOptionMissing { .. }
            | Rule::ReservedHostPort
            | Rule::TooManyHostPorts
    )
}

/// The group of a standalone task.
pub fn group(name: Option<&str>) -> Result<Option<String>, String> {
    match name {
        Some(name) if name.chars().count() > MAX_GROUP => {
            Err(format!("group has {} characters; at most {MAX_GROUP} are possible", name.chars().count()))
        }
        other => Ok(other.map(str::to_owned)),
    }
}

const MAX_GROUP: usize = 255;

/// `family`, `family:revision` or the ARN: the family, and the revision if there is one.
pub fn family_and_revision(name: &str) -> (&str, Option<&str>) {
    let short = last_part(name);
    short.rsplit_once(':').map_or((short, None), |(family, revision)| (family, Some(revision)))
}

/// What stands at the end of an ARN; a short name as it is.
pub fn last_part(name: &str) -> &str {
    name.rsplit('/').next().unwrap_or(name)
}

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
