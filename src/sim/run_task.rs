//! The RunTask API: checks of the request, then one placement.

use crate::ecs::{Compatibility, NetworkMode, PlacementConstraint, PlacementStrategy, fargate_sizes};

use super::placement::{self, Request, Rule};
use super::{
    Decision, Event, Explanation, LaunchType, Placement, Refusal, RegisteredTaskDefinition, RunTask, Task,
    TaskId, World,
};

/// Tasks that one call of RunTask may ask for.
pub const MAX_TASKS_PER_CALL: u32 = 10;
/// Placement strategies of one request.
pub const MAX_STRATEGIES: usize = 5;
/// Placement constraints of task definition and request together.
pub const MAX_CONSTRAINTS: usize = 10;

/// Decides the first task of the request.
pub(super) fn decide(world: &World, request: &RunTask) -> Decision {
    let Some(registered) = world.task_definition(request.task_definition) else {
        return Decision::refused(Refusal::NotFound);
    };
    match checked_rules(registered, request) {
        Ok(rules) => decision(world, request, registered, &place(world, request, registered, &rules)),
        Err(refusal) => Decision::refused(refusal),
    }
}

fn place(
    world: &World,
    request: &RunTask,
    registered: &RegisteredTaskDefinition,
    rules: &[Rule],
) -> Placement {
    // RunTask without a strategy is random.
    let default = [PlacementStrategy::Random];
    let strategies =
        if request.placement_strategy.is_empty() { &default } else { &*request.placement_strategy };
    let placement_request = Request {
        task_definition: request.task_definition,
        number: registered.n_tasks + 1,
        demand: &registered.demand,
        group: &group(request, registered),
        rules,
        strategies,
    };
    match request.launch_type {
        LaunchType::Ec2 => placement::on_container_instances(world, &placement_request),
        LaunchType::Fargate => placement::on_fargate(world, &placement_request),
    }
}

fn decision(
    world: &World,
    request: &RunTask,
    registered: &RegisteredTaskDefinition,
    placement: &Placement,
) -> Decision {
    let event = match placement.chosen {
        Some(place) => Event::TaskPlaced(Task {
            id: TaskId(world.next_task),
            task_definition: request.task_definition,
            number: placement.number,
            group: group(request, registered),
            place,
        }),
        None => Event::TaskNotPlaced,
    };
    Decision { events: vec![event], explanation: Explanation::Placement(Box::new(placement.clone())) }
}

/// The group of the task: what `spread` and `distinctInstance` count.
fn group(request: &RunTask, registered: &RegisteredTaskDefinition) -> String {
    let default = || format!("family:{}", registered.task_definition.family);
    request.group.clone().unwrap_or_else(default)
}

/// All constraints as rules, or why the request cannot be accepted at all.
fn checked_rules(registered: &RegisteredTaskDefinition, request: &RunTask) -> Result<Vec<Rule>, Refusal> {
    if !(1..=MAX_TASKS_PER_CALL).contains(&request.count) {
        return Err(Refusal::CountOutOfRange(request.count));
    }
    match request.launch_type {
        LaunchType::Ec2 => rules_on_ec2(registered, request),
        LaunchType::Fargate => check_on_fargate(registered, request).map(|()| vec![]),
    }
}

fn rules_on_ec2(registered: &RegisteredTaskDefinition, request: &RunTask) -> Result<Vec<Rule>, Refusal> {
    let n_strategies = request.placement_strategy.len();
    if n_strategies > MAX_STRATEGIES {
        return Err(Refusal::TooManyStrategies(u32::try_from(n_strategies).unwrap_or(u32::MAX)));
    }
    let constraints: Vec<&PlacementConstraint> = registered
        .task_definition
        .placement_constraints
        .iter()
        .chain(&request.placement_constraints)
        .collect();
    if constraints.len() > MAX_CONSTRAINTS {
        return Err(Refusal::TooManyConstraints(u32::try_from(constraints.len()).unwrap_or(u32::MAX)));
    }
    constraints.into_iter().map(Rule::read).collect()
}

fn check_on_fargate(registered: &RegisteredTaskDefinition, request: &RunTask) -> Result<(), Refusal> {
    let task_definition = &registered.task_definition;
    if !task_definition.requires(Compatibility::Fargate) {
        return Err(Refusal::IncompatibleLaunchType);
    }
    if task_definition.network_mode != Some(NetworkMode::Awsvpc) {
        return Err(Refusal::FargateNetworkMode);
    }
    let cpu_units = task_definition.cpu_units.unwrap_or(0);
    let memory_mib = task_definition.memory_mib.unwrap_or(0);
    if !fargate_sizes().iter().any(|it| it.cpu_units == cpu_units && it.memory_mib.contains(&memory_mib)) {
        return Err(Refusal::FargateSize { cpu_units, memory_mib });
    }
    if !request.placement_strategy.is_empty()
        || !request.placement_constraints.is_empty()
        || !task_definition.placement_constraints.is_empty()
    {
        return Err(Refusal::PlacementOnFargate);
    }
    Ok(())
}
