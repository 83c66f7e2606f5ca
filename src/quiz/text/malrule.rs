//! What is said to who answered by a wrong rule: under which rule the answer would be right, and what holds instead.

use crate::quiz::generate::Malrule;

/// Why the rule is wrong.
#[must_use]
pub const fn malrule(malrule: Malrule) -> &'static str {
    match malrule {
        Malrule::StrategyAsConstraint => {
            "This would be right if a strategy were binding. It is a preference: when the preferred value has no \
             instance with room, the next best one is taken."
        }
        Malrule::ConstraintAsPreference => {
            "This would be right if a constraint could give way. It is binding: what breaks it is not placed."
        }
        Malrule::IgnorePorts => {
            "This would be right if host ports did not count. A static host port is taken once an instance."
        }
        Malrule::IgnoreEni => {
            "This would be right if only CPU and memory counted. In awsvpc mode each task takes one network interface."
        }
        Malrule::PrimaryEni => {
            "This counts the primary network interface too. That one belongs to the instance, not to tasks."
        }
        Malrule::IgnoreCpu => "This would be right if only memory counted. Every resource must be there.",
        Malrule::IgnoreMemory => "This would be right if only CPU counted. Every resource must be there.",
        Malrule::NominalMemory => {
            "This counts the memory that the type is sold with. The agent registers what the operating system sees, \
             which is less."
        }
        Malrule::RoundRobin => "This would be right if instances took turns. ECS has no such strategy.",
        Malrule::SpreadPerInstance => {
            "This would be right if tasks were counted by instance. Look at what the strategy names."
        }
        Malrule::SpreadCountsAll => {
            "This counts every task. Spread counts the tasks of the same group only, whatever else runs there."
        }
        Malrule::FirstFit => {
            "This is the first instance that could take it. Strategies rank all that are left, in whatever order they \
             joined."
        }
        Malrule::EmptiestFirst => {
            "This is the instance with the most memory left. No placement strategy looks for that."
        }
        Malrule::OtherResource => "This ranks by the other resource. Binpack looks at the one that it names.",
        Malrule::ReversedStrategies => {
            "This would be right if the last strategy came first. They are applied in the order given."
        }
        Malrule::FirstStrategyOnly => {
            "This stops after the first strategy. The next one ranks what that one left."
        }
        Malrule::IgnoreState => {
            "This would be right if only room counted. A draining instance, and one whose agent is not connected, \
             takes no new tasks."
        }
    }
}
