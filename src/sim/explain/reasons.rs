//! Why an instance was or was not taken: at most about eight words, with the numbers.

use crate::ecs::{BinpackField, PlacementConstraint, PlacementStrategy, Protocol, SpreadField};
use crate::sim::{Check, InstanceReport, Placement, Stage, TaskPlace, World};

use super::{group_digits, instance_name, task_name};

const ZONE: &str = "ecs.availability-zone";

/// The reason of one row: why chosen, why behind, or the first thing that it lacks.
#[must_use]
pub fn instance_reason(world: &World, placement: &Placement, report: &InstanceReport) -> String {
    let is_chosen = placement.chosen == Some(TaskPlace::ContainerInstance(report.container_instance));
    match report.stage {
        Stage::Fit | Stage::Rule => {
            report.failed.first().map_or_else(String::new, |check| check_reason(world, check))
        }
        Stage::Rank => rank_reason(placement, report),
        Stage::Best if is_chosen => chosen_reason(placement, report),
        Stage::Best => match last_strategy(placement) {
            Some(PlacementStrategy::Random) | None => "Eligible, not drawn".to_owned(),
            Some(PlacementStrategy::Spread(SpreadField::Attribute(name))) if name == ZONE => {
                "Same zone count, not drawn".to_owned()
            }
            Some(PlacementStrategy::Spread(_)) => "Same task count, not drawn".to_owned(),
            Some(PlacementStrategy::Binpack(BinpackField::Cpu)) => "Same CPU left, not drawn".to_owned(),
            Some(PlacementStrategy::Binpack(BinpackField::Memory)) => {
                "Same memory left, not drawn".to_owned()
            }
        },
    }
}

fn last_strategy(placement: &Placement) -> Option<&PlacementStrategy> {
    placement.funnel.after_strategies.last().map(|(strategy, _)| strategy)
}

fn strategy_at(placement: &Placement, index: u32) -> Option<&PlacementStrategy> {
    placement.funnel.after_strategies.get(usize::try_from(index).ok()?).map(|(strategy, _)| strategy)
}

/// "More memory left: 3,584 MiB".
fn rank_reason(placement: &Placement, report: &InstanceReport) -> String {
    let strategy = report.lost_at.and_then(|at| strategy_at(placement, at));
    let value = report.ranks.last().copied().unwrap_or(0);
    strategy.map_or_else(String::new, |strategy| format!("More {}", measured(strategy, value)))
}

fn chosen_reason(placement: &Placement, report: &InstanceReport) -> String {
    if !placement.tied.is_empty() {
        return format!("Drawn from {} equal ones", placement.tied.len());
    }
    if placement.funnel.obey == 1 {
        return "The only one left".to_owned();
    }
    // The strategy that left this one alone is the one that decided.
    let decided = placement.funnel.after_strategies.iter().position(|(_, left)| *left == 1);
    let pair =
        decided.and_then(|at| Some((&placement.funnel.after_strategies.get(at)?.0, *report.ranks.get(at)?)));
    pair.map_or_else(String::new, |(strategy, value)| match strategy {
        PlacementStrategy::Spread(_) => format!("Fewest {}", measured(strategy, value)),
        PlacementStrategy::Binpack(_) | PlacementStrategy::Random => {
            format!("Least {}", measured(strategy, value))
        }
    })
}

fn measured(strategy: &PlacementStrategy, value: u64) -> String {
    let value = group_digits(value);
    match strategy {
        PlacementStrategy::Random => String::new(),
        PlacementStrategy::Spread(SpreadField::InstanceId) => format!("tasks of its group: {value}"),
        PlacementStrategy::Spread(SpreadField::Attribute(name)) if name == ZONE => {
            format!("tasks in its zone: {value}")
        }
        PlacementStrategy::Spread(SpreadField::Attribute(name)) => format!("tasks with its {name}: {value}"),
        PlacementStrategy::Binpack(BinpackField::Cpu) => format!("CPU left: {value} units"),
        PlacementStrategy::Binpack(BinpackField::Memory) => format!("memory left: {value} MiB"),
    }
}

/// One failed check: "Needs 512 CPU units, has 256".
#[must_use]
pub fn check_reason(world: &World, check: &Check) -> String {
    let both = |wanted: &u32, left: &u32| (group_digits(u64::from(*wanted)), group_digits(u64::from(*left)));
    match check {
        Check::Missing => "Not in the cluster".to_owned(),
        Check::Deregistered => "Deregistered from the cluster".to_owned(),
        Check::Inactive => "DRAINING: takes no new tasks".to_owned(),
        Check::Agent => "Agent not connected".to_owned(),
        Check::Location => "In another zone than the subnets".to_owned(),
        Check::Cpu { wanted, left } => {
            let (wanted, left) = both(wanted, left);
            format!("Needs {wanted} CPU units, has {left}")
        }
        Check::Memory { wanted, left } => {
            let (wanted, left) = both(wanted, left);
            format!("Needs {wanted} MiB, has {left}")
        }
        Check::Gpu { wanted, left } => {
            let gpus = if *wanted == 1 { "GPU" } else { "GPUs" };
            format!("Needs {wanted} {gpus}, has {left}")
        }
        Check::Eni { limit } => format!("Network interfaces used up: {limit} of {limit}"),
        Check::Port { port, taken_by } => {
            let udp = if port.protocol == Protocol::Udp { " (UDP)" } else { "" };
            let port = port.port;
            match taken_by {
                Some(task) => format!("Port {port}{udp} taken by {}", task_name(world, *task)),
                None => format!("Port {port}{udp} reserved by the instance"),
            }
        }
        Check::PortCount { wanted, left } => {
            format!("Needs {wanted} host ports, may reserve {left} more")
        }
        Check::Attribute { name } => format!("Lacks the attribute {name}"),
        Check::Constraint(PlacementConstraint::DistinctInstance) => {
            "Already runs a task of this group".to_owned()
        }
        Check::Constraint(PlacementConstraint::MemberOf(_)) => "Does not match the expression".to_owned(),
    }
}

/// The `reason` of a failure as RunTask reports it.
#[must_use]
pub fn failure_reason(check: &Check) -> &'static str {
    match check {
        Check::Missing => "MISSING",
        Check::Deregistered | Check::Inactive => "INACTIVE",
        Check::Agent => "AGENT",
        Check::Location => "LOCATION",
        Check::Cpu { .. } => "RESOURCE:CPU",
        Check::Memory { .. } => "RESOURCE:MEMORY",
        Check::Gpu { .. } => "RESOURCE:GPU",
        Check::Eni { .. } => "RESOURCE:ENI",
        Check::Port { .. } | Check::PortCount { .. } => "RESOURCE:PORTS",
        Check::Attribute { .. } => "ATTRIBUTE",
        Check::Constraint(PlacementConstraint::DistinctInstance) => {
            "DistinctInstance placement constraint unsatisfied."
        }
        Check::Constraint(PlacementConstraint::MemberOf(_)) => "MemberOf placement constraint unsatisfied.",
    }
}

/// The reasons of a placement that was not made, one an instance, each with how many instances gave it.
#[must_use]
pub fn failure_reasons(placement: &Placement) -> Vec<(&'static str, u32)> {
    let mut reasons = crate::sorted::SortedMap::new();
    for check in placement.instances.iter().filter_map(|report| report.failed.first()) {
        *reasons.entry(failure_reason(check)).or_insert(0) += 1;
    }
    reasons.into_iter().collect()
}

/// "a1 and a2 were equal; AWS does not document how it chooses; the model drew with seed 7."
#[must_use]
pub fn tie_sentence(world: &World, placement: &Placement) -> Option<String> {
    let zones: Vec<&str> =
        placement.zones.iter().filter(|it| it.is_fewest).map(|it| world.zone_name(it.zone)).collect();
    let instances = placement.tied.iter().map(|id| instance_name(world, *id));
    let names: Vec<&str> = zones.into_iter().chain(instances).collect();
    let (last, others) = names.split_last().filter(|(_, others)| !others.is_empty())?;
    let names = format!("{} and {last}", others.join(", "));
    let seed = placement.seed;
    Some(if last_strategy(placement) == Some(&PlacementStrategy::Random) {
        format!("Random takes any of {names}; the model drew with seed {seed}.")
    } else {
        format!("{names} were equal; AWS does not document how it chooses; the model drew with seed {seed}.")
    })
}
