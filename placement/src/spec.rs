//! Everything that decides where a task may go and what is best there.

use crate::columns::Columns;
use crate::id::{AttributeId, GroupId, InstanceIndex, PortId, PredicateId, ValueId};

/// What a task asks for. Tasks with equal specs form one class and share one index.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Spec {
    /// What it reserves.
    pub demand: Demand,
    /// Attributes that the instance must have.
    pub required: Vec<RequiredAttribute>,
    /// `memberOf`: all must hold.
    pub expressions: Vec<Expression>,
    /// Zones of its subnets; none when any zone will do.
    pub zones: Option<ZoneSet>,
    /// `distinctInstance`: no other task of the group on the same instance.
    pub is_distinct: bool,
    /// What it is counted in.
    pub group: GroupId,
    /// Strategies in order, at most five.
    pub chain: Vec<Strategy>,
}

/// What one task reserves.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Demand {
    /// CPU units.
    pub cpu_units: u32,
    /// MiB.
    pub memory_mib: u32,
    /// Network interface attachments.
    pub enis: u32,
    /// Whole GPUs.
    pub gpus: u32,
    /// Host ports.
    pub ports: Vec<PortId>,
}

/// An attribute that the instance must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct RequiredAttribute {
    /// Which.
    pub attribute: AttributeId,
    /// With which value; none when any will do.
    pub value: Option<ValueId>,
}

/// One placement strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Strategy {
    /// Any: it takes one instance, so nothing after it counts.
    Random,
    /// The value with the fewest tasks of the group in the whole cluster.
    SpreadAttribute(AttributeId),
    /// The instance with the fewest tasks of the group.
    SpreadInstance,
    /// The instance with the least CPU left.
    BinpackCpu,
    /// The instance with the least memory left.
    BinpackMemory,
}

/// A `memberOf` expression. What the caller can settle once for each instance is a predicate; the rest moves with
/// the tasks and the agent.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Expression {
    /// A predicate that the caller keeps.
    Predicate(PredicateId),
    /// `task:group ==`: a task of the group is on the instance.
    RunsGroup(GroupId),
    /// `runningTasksCount`, compared with a number.
    RunningTasks(Comparison, u32),
    /// `agentConnected == true`.
    AgentConnected,
    /// The opposite holds.
    Not(Box<Expression>),
    /// Every one holds.
    All(Vec<Expression>),
    /// At least one holds.
    Any(Vec<Expression>),
}

/// How two numbers compare.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Comparison {
    /// `==`
    Equal,
    /// `!=`
    NotEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
}

impl Comparison {
    fn holds(self, left: u32, right: u32) -> bool {
        match self {
            Self::Equal => left == right,
            Self::NotEqual => left != right,
            Self::Greater => left > right,
            Self::GreaterOrEqual => left >= right,
            Self::Less => left < right,
            Self::LessOrEqual => left <= right,
        }
    }
}

impl Expression {
    /// Whether tasks or the agent can change the answer.
    pub(crate) fn is_moving(&self) -> bool {
        match self {
            Self::Predicate(_) => false,
            Self::RunsGroup(_) | Self::RunningTasks(..) | Self::AgentConnected => true,
            Self::Not(inner) => inner.is_moving(),
            Self::All(parts) | Self::Any(parts) => parts.iter().any(Self::is_moving),
        }
    }

    /// Whether it holds for this instance.
    pub(crate) fn holds(&self, columns: &Columns, instance: InstanceIndex) -> bool {
        match self {
            Self::Predicate(predicate) => columns.predicate(*predicate, instance),
            Self::RunsGroup(group) => columns.n_tasks_of_group(*group, instance) > 0,
            Self::RunningTasks(comparison, than) => comparison.holds(columns.n_tasks(instance), *than),
            Self::AgentConnected => columns.is_agent_connected(instance),
            Self::Not(inner) => !inner.holds(columns, instance),
            Self::All(parts) => parts.iter().all(|part| part.holds(columns, instance)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(columns, instance)),
        }
    }
}

/// A set of zones, each a number of the caller's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct ZoneSet([u64; 4]);

impl ZoneSet {
    /// These zones and no others.
    #[must_use]
    pub fn of(zones: impl IntoIterator<Item = u8>) -> Self {
        let mut set = Self::default();
        for zone in zones {
            set.0[usize::from(zone >> 6)] |= 1 << (zone & 63);
        }
        set
    }

    /// Whether the zone is one of them.
    #[must_use]
    pub fn contains(&self, zone: u8) -> bool {
        self.0[usize::from(zone >> 6)] & (1 << (zone & 63)) != 0
    }
}

#[cfg(test)]
mod tests {
    use super::ZoneSet;

    #[test]
    fn a_zone_set_holds_its_zones_and_no_others() {
        let set = ZoneSet::of([0, 63, 64, 255]);
        let held: Vec<u8> = (0..=255).filter(|zone| set.contains(*zone)).collect();
        assert_eq!(held, [0, 63, 64, 255]);
    }
}
