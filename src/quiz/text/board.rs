//! Sentences about boards.

use crate::ecs::{BinpackField, PlacementConstraint, PlacementStrategy, SpreadField, TaskDefinition};
use crate::quiz::Setting;
use crate::sim::explain::group_digits;
use crate::sim::{ContainerInstanceId, World};

/// The choice that no instance takes the task.
pub const NO_INSTANCE: &str = "None";
/// The choice that no instance is left.
pub const NONE_OF_THEM: &str = "None of them";
/// Why "none" is wrong.
pub const SOME_FIT: &str = "There is an instance with room, and nothing forbids it.";
/// Why "none of them" is wrong.
pub const SOME_PASS: &str = "At least one of them passes.";
/// A unit.
pub const TASKS: &str = "tasks";
/// A column.
pub const CPU_UNITS: &str = "CPU units";
/// A column.
pub const MEMORY_MIB: &str = "MiB of memory";

/// After a question about spread.
pub const SPREAD_RULE: &str = "Spread takes the value with the fewest tasks of the same group, among those that have an \
                               instance with room.";
/// After a question about binpack.
pub const BINPACK_RULE: &str = "Binpack takes the instance with the least of the named resource left that still has enough of everything.";
/// After a question about the order of strategies.
pub const ORDER_RULE: &str =
    "Strategies are applied in the order given, and each one ranks what the one before it left.";
/// After a question about the resource checks.
pub const FIT_RULE: &str = "First come the checks: state, CPU, memory, ports, interfaces. Only what passes them all is \
                            looked at further.";
/// After a question about an expression.
pub const MEMBER_OF_RULE: &str = "An expression matches an instance or it does not; “!=” asks for an attribute that is \
                                  there with another value, and “=~” for the whole value.";
/// After a question about `distinctInstance`.
pub const DISTINCT_RULE: &str =
    "distinctInstance is a constraint: one task of the group an instance, and what is over is not placed.";
/// After a question about host ports.
pub const PORTS_RULE: &str =
    "A static host port allows one copy an instance, however much CPU and memory are left.";
/// After a question about network interfaces.
pub const ENIS_RULE: &str =
    "Without trunking an instance takes one awsvpc task fewer than it has network interfaces.";
/// After a question about stranded capacity.
pub const STRANDED_RULE: &str =
    "A task needs all its room on one instance; what is left over in pieces does not add up.";
/// After a question about registered memory.
pub const MEMORY_RULE: &str =
    "An instance offers what its agent registers, which is less than the type is sold with.";
/// After a question about reasons.
pub const REASONS_RULE: &str = "RunTask answers with a reason an instance: RESOURCE:… for what is short, AGENT for an \
                                agent that is not connected.";

/// Why the number is right.
pub const DISTINCT_WHY: &str = "Each instance with room that has no task of the group yet takes one.";
/// Why the number is right.
pub const PORTS_WHY: &str = "Each instance with room whose port is still free takes one.";
/// Why the number is right.
pub const ENIS_WHY: &str =
    "Each instance takes as many as it has network interfaces besides the primary one.";
/// Why the number is right.
pub const STRANDED_WHY: &str =
    "Count for each instance alone how many fit by CPU and by memory, and take the smaller.";
/// Why the number is right.
pub const MEMORY_WHY: &str =
    "Divide the registered memory and the registered CPU; the smaller number counts.";
/// Why the counts are right.
pub const ZONES_WHY: &str =
    "Task by task, the zone with the fewest tasks of the group that has room takes the next one.";
/// Why the counts are right.
pub const PACKED_WHY: &str = "The instance with the least left takes tasks until the next one does not fit.";
/// Why the order is right.
pub const ORDER_WHY: &str = "From the least left of the named resource to the most.";

/// The idea that every task is placed or none.
pub const ALL_OR_NOTHING: &str =
    "Tasks are placed one at a time; those that fit run, whatever happens to the rest.";
/// The idea that instances are distinct by zone.
pub const DISTINCT_ZONE: &str =
    "This counts zones. distinctInstance asks for another instance, not for another zone.";
/// The idea that a port which is taken does not matter.
pub const PORT_TAKEN: &str =
    "This counts every instance. Look where the port is taken already, or the room is.";
/// The idea that a port is taken in the whole cluster.
pub const PORT_PER_CLUSTER: &str =
    "A host port is taken on its instance only; the same port is free on the others.";
/// The idea that free capacity adds up.
pub const TOTAL_FREE: &str =
    "This adds up what is free everywhere. A task cannot run in pieces on several instances.";

/// What a question about distinct instances asks for.
pub const DISTINCT_HOW: &str = "with the constraint distinctInstance";
/// What a question about network interfaces asks for.
pub const ENIS_HOW: &str = "in awsvpc mode, without trunking";
/// What a question about stranded capacity asks for.
pub const STRANDED_HOW: &str = "on what is left";

/// What a question about ports asks for.
#[must_use]
pub fn ports_how(port: u16) -> String {
    format!("with the static host port {port}")
}

/// What a question about registered memory asks for.
#[must_use]
pub fn memory_how(nominal_mib: u32) -> String {
    format!("on the only instance, of a type with {} MiB", group_digits(u64::from(nominal_mib)))
}

/// "Spread by zone, then spread by instance".
fn strategies(setting: &Setting) -> String {
    let names: Vec<_> = setting.run.placement_strategy.iter().map(strategy).collect();
    match &names[..] {
        [] => "no strategy".to_owned(),
        [one] => format!("the strategy {one}"),
        more => format!("the strategies {}", more.join(", then ")),
    }
}

fn strategy(strategy: &PlacementStrategy) -> String {
    match strategy {
        PlacementStrategy::Random => "random".to_owned(),
        PlacementStrategy::Spread(SpreadField::InstanceId) => "spread over instanceId".to_owned(),
        PlacementStrategy::Spread(SpreadField::Attribute(name)) => format!("spread over attribute:{name}"),
        PlacementStrategy::Binpack(BinpackField::Cpu) => "binpack by cpu".to_owned(),
        PlacementStrategy::Binpack(BinpackField::Memory) => "binpack by memory".to_owned(),
    }
}

/// "web (512 CPU units, 1,024 MiB)".
fn task(setting: &Setting) -> String {
    let registered = setting.world.task_definition(setting.run.task_definition);
    registered.map_or_else(String::new, |it| {
        let (cpu, memory) = (u64::from(it.demand.cpu_units), u64::from(it.demand.memory_mib));
        format!(
            "{} ({} CPU units, {} MiB)",
            it.task_definition.family,
            group_digits(cpu),
            group_digits(memory)
        )
    })
}

/// "Which instance takes the next task?"
#[must_use]
pub fn place_question(setting: &Setting) -> String {
    format!(
        "You run one more task of {} with {}. Which instance takes it?",
        task(setting),
        strategies(setting)
    )
}

/// "How many of them are placed?"
#[must_use]
pub fn count_question(setting: &Setting, how: &str) -> String {
    format!("You run {} tasks of {} {how}. How many are placed?", setting.run.count, task(setting))
}

/// "How many tasks are in each zone afterwards?"
#[must_use]
pub fn zones_question(setting: &Setting) -> String {
    format!(
        "You run {} tasks of {} with {}. How many tasks of web are in each zone afterwards?",
        setting.run.count,
        task(setting),
        strategies(setting)
    )
}

/// "How many tasks are on each instance afterwards?"
#[must_use]
pub fn packed_question(setting: &Setting) -> String {
    format!(
        "You run {} tasks of {} with {}. How many tasks of web are on each instance afterwards?",
        setting.run.count,
        task(setting),
        strategies(setting)
    )
}

/// "In which order would binpack take the instances?"
#[must_use]
pub fn order_question(field: BinpackField) -> String {
    let strategy = strategy(&PlacementStrategy::Binpack(field));
    format!("Every instance has room for one more task of web. In which order does {strategy} prefer them?")
}

/// "Which instances pass the first step?"
#[must_use]
pub fn fit_question(port: u16) -> String {
    format!(
        "You run one task of web, which takes the static host port {port}. Which instances pass the resource checks?"
    )
}

/// "Which instances does the expression match?"
#[must_use]
pub fn member_of_question(expression: &str) -> String {
    format!(
        "You run one task of web with the constraint memberOf “{expression}”. Which instances may take it?"
    )
}

/// The question about reasons.
pub const REASONS_QUESTION: &str =
    "RunTask for one task of web places nothing. Which reason does each instance get in `failures`?";

/// "Zone us-east-1a".
#[must_use]
pub fn zone(name: &str) -> String {
    format!("Zone {name}")
}

/// Why an instance of those that tie takes the task.
#[must_use]
pub fn takes_it(name: &str, n_equal: usize) -> String {
    match n_equal {
        0 | 1 => format!("{name} ranks first."),
        n => format!(
            "{name} is one of {n} that are equal; AWS does not document how it chooses, so each of them counts."
        ),
    }
}

/// A reason of the account, and the wrong rule that overlooks it.
#[must_use]
pub fn with_reason(name: &str, reason: &str, malrule: &str) -> String {
    let space = if malrule.is_empty() { "" } else { " " };
    format!("{name}: {reason}.{space}{malrule}")
}

/// "a1 has 512 CPU units and 1,024 MiB left."
#[must_use]
pub fn room_left(world: &World, id: ContainerInstanceId) -> String {
    let Some(instance) = world.container_instances.get(&id) else { return String::new() };
    let reserved = world.reserved_on(id);
    format!(
        "{} CPU units and {} MiB left, and the port is free.",
        group_digits(u64::from(reserved.cpu_units_left(instance))),
        group_digits(u64::from(reserved.memory_mib_left(instance)))
    )
}

/// What an expression can ask of an instance: type, zone, stack, tasks.
#[must_use]
pub fn facts_of(world: &World, id: ContainerInstanceId) -> String {
    let Some(instance) = world.container_instances.get(&id) else { return String::new() };
    let stack = instance.attributes.get("stack").map_or("no stack".to_owned(), |it| format!("stack {it}"));
    let groups: Vec<&str> = world.tasks_on(id).map(|task| task.group.as_str()).collect();
    let tasks =
        if groups.is_empty() { "no task".to_owned() } else { format!("a task of {}", groups.join(", ")) };
    format!("{}, {}, {stack}, {tasks}.", instance.instance_type, world.zone_name(instance.zone))
}

/// A task definition in words, and what is asked about it.
#[must_use]
pub fn reservation_question(asked: &TaskDefinition) -> String {
    let size = match (asked.cpu_units, asked.memory_mib) {
        (Some(cpu), Some(memory)) => format!("cpu {cpu} and memory {memory} for the task"),
        (_, _) => "no size for the task".to_owned(),
    };
    let containers: Vec<String> = asked
        .container_definitions
        .iter()
        .map(|it| {
            let soft =
                it.memory_reservation_mib.map_or(String::new(), |it| format!(", memoryReservation {it}"));
            format!("{} with cpu {}, memory {}{soft}", it.name, it.cpu_units, it.memory_mib.unwrap_or(0))
        })
        .collect();
    format!(
        "A task definition for EC2 has {size} and two containers: {}. What does one task reserve?",
        containers.join("; ")
    )
}

/// How a reservation comes about.
pub const RESERVATION_WHY: &str = "A task size counts alone. Without one the containers are added up, each with its \
                                   memoryReservation, or with its memory where it has none.";
/// After a question about reservations.
pub const RESERVATION_RULE: &str =
    "The task size wins; else the soft limit of each container, else its hard limit.";
/// A wrong idea.
pub const HARD_LIMIT_RESERVED: &str = "This adds up `memory`, the limit at which a container is killed. Where there is a \
                                       memoryReservation, that is what is booked.";
/// A wrong idea.
pub const TASK_SIZE_IGNORED: &str =
    "This adds up the containers. Where the task has a size, the size is what is booked.";
/// A wrong idea.
pub const FIRST_CONTAINER_ONLY: &str =
    "This counts the first container only. All containers of a task run together.";
/// A wrong idea.
pub const CONTAINERS_ON_TOP: &str = "This puts the containers on top of the task size. They share it.";

/// The question about Fargate sizes.
pub const FARGATE_SIZE_QUESTION: &str = "Which of these task sizes does AWS Fargate have for Linux?";
/// After a question about Fargate sizes.
pub const FARGATE_SIZE_RULE: &str =
    "Fargate has fixed combinations: for each CPU size a range of memory in steps, both given at task level.";
/// Why a size is right.
pub const IN_THE_TABLE: &str = "This pair is in the table.";
/// Why a size is wrong.
pub const TOO_MUCH_MEMORY: &str = "This is more memory than goes with this CPU size.";
/// Why a size is wrong.
pub const TOO_LITTLE_MEMORY: &str = "This is less memory than goes with this CPU size.";
/// Why a size is wrong.
pub const BETWEEN_STEPS: &str = "Memory comes in steps, and this is not one of them for this CPU size.";
/// Why a size is wrong.
pub const NO_SUCH_CPU: &str = "There is no such CPU size: they double from 256 to 16,384 CPU units.";

/// "512 CPU units, 1,024 MiB".
#[must_use]
pub fn size(cpu_units: u32, memory_mib: u32) -> String {
    format!("{} CPU units, {} MiB", group_digits(u64::from(cpu_units)), group_digits(u64::from(memory_mib)))
}

/// The rules of a request in words, for the head of a board.
#[must_use]
pub fn request(setting: &Setting) -> String {
    let constraints = setting.run.placement_constraints.iter().map(|it| match it {
        PlacementConstraint::DistinctInstance => "distinctInstance".to_owned(),
        PlacementConstraint::MemberOf(expression) => format!("memberOf {expression}"),
    });
    let rules: Vec<_> = setting.run.placement_strategy.iter().map(strategy).chain(constraints).collect();
    let rules = if rules.is_empty() { String::new() } else { format!(": {}", rules.join(", then ")) };
    format!("RunTask, {} × {}{rules}", setting.run.count, task(setting))
}
