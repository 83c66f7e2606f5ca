//! Whether an expression holds for an instance.

use super::{Comparison, Expr, Ordering, Test, Timestamp, Version};

/// What an expression can ask about one container instance.
pub trait Facts {
    /// The value of an attribute; a capability without a value has an empty one. None when it is not there.
    fn attribute(&self, name: &str) -> Option<&str>;
    /// Such as `i-0123456789abcdef0`; none for an external instance.
    fn ec2_instance_id(&self) -> Option<&str>;
    /// The version of the agent; none when it has not said.
    fn agent_version(&self) -> Option<Version>;
    /// Whether the agent is connected.
    fn is_agent_connected(&self) -> bool;
    /// When it joined.
    fn registered_at(&self) -> Timestamp;
    /// Tasks whose desired status is RUNNING.
    fn running_tasks_count(&self) -> u32;
    /// Whether the group of one of its tasks passes the test.
    fn has_task_group(&self, passes: &dyn Fn(&str) -> bool) -> bool;
}

impl Expr {
    /// Whether it holds for this instance.
    #[must_use]
    pub fn holds_for(&self, instance: &dyn Facts) -> bool {
        match self {
            Self::Or(parts) => parts.iter().any(|part| part.holds_for(instance)),
            Self::And(parts) => parts.iter().all(|part| part.holds_for(instance)),
            Self::Not(inner) => !inner.holds_for(instance),
            Self::Compare(comparison) => comparison.holds_for(instance),
        }
    }
}

impl Comparison {
    /// Whether it holds for this instance.
    #[must_use]
    pub fn holds_for(&self, instance: &dyn Facts) -> bool {
        match self {
            Self::AgentConnected(test) => {
                test.holds_for(Some(if instance.is_agent_connected() { "true" } else { "false" }))
            }
            Self::AgentVersion(ordering, version) => {
                instance.agent_version().is_some_and(|it| ordering.holds(it.cmp(version)))
            }
            Self::Attribute(name, test) => test.holds_for(instance.attribute(name)),
            Self::Ec2InstanceId(test) => test.holds_for(instance.ec2_instance_id()),
            Self::RegisteredAt(ordering, time) => ordering.holds(instance.registered_at().cmp(time)),
            Self::RunningTasksCount(ordering, count) => {
                ordering.holds(instance.running_tasks_count().cmp(count))
            }
            Self::TaskGroup(test) => task_group_holds(test, instance),
        }
    }
}

/// AWS documents `==` alone. The model asks of the other positive tests whether one group passes, and reads the
/// negative ones as "no task there belongs to such a group".
fn task_group_holds(test: &Test, instance: &dyn Facts) -> bool {
    let none = |positive: &dyn Fn(&str) -> bool| !instance.has_task_group(positive);
    match test {
        Test::Is(Ordering::NotEquals, value) => none(&|group| group == value),
        Test::NotIn(values) => none(&|group| values.iter().any(|it| it == group)),
        Test::NotMatches(pattern) => none(&|group| pattern.matches(group)),
        Test::NotExists => none(&|_| true),
        Test::Exists | Test::Is(..) | Test::In(_) | Test::Matches(_) => {
            instance.has_task_group(&|group| test.holds_for(Some(group)))
        }
    }
}

impl Test {
    /// Whether it holds for a value.
    ///
    /// An instance without the attribute passes `!exists` alone. AWS says so for `!=`; for `!in` and `!~` it says
    /// nothing, and the model treats them alike.
    #[must_use]
    pub fn holds_for(&self, value: Option<&str>) -> bool {
        let Some(value) = value else { return *self == Self::NotExists };
        match self {
            Self::Exists => true,
            Self::NotExists => false,
            Self::Is(ordering, other) => ordering.holds(compare_text(value, other)),
            Self::In(values) => values.iter().any(|it| it == value),
            Self::NotIn(values) => !values.iter().any(|it| it == value),
            Self::Matches(pattern) => pattern.matches(value),
            Self::NotMatches(pattern) => !pattern.matches(value),
        }
    }
}

/// AWS does not document how two texts compare; the model compares them as numbers when both are, else letter by
/// letter. Equal means the same text.
fn compare_text(left: &str, right: &str) -> std::cmp::Ordering {
    match (left.parse::<i64>(), right.parse::<i64>()) {
        (Ok(left_number), Ok(right_number)) => left_number.cmp(&right_number).then(left.cmp(right)),
        _ => left.cmp(right),
    }
}

impl Ordering {
    fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Self::Equals => order.is_eq(),
            Self::NotEquals => order.is_ne(),
            Self::Greater => order.is_gt(),
            Self::GreaterOrEqual => order.is_ge(),
            Self::Less => order.is_lt(),
            Self::LessOrEqual => order.is_le(),
        }
    }
}
