//! The RunTask API: checks of the request, then one placement.

use crate::ecs::{Compatibility, NetworkMode, PlacementConstraint, PlacementStrategy, fargate_sizes};
use crate::sorted::SortedSet;

use super::capacity::TaskCapacity;
use super::placement::{self, Request, Rule};
use super::roles::{self, Attempt};
use super::{
    Decision, Event, Explanation, LaunchType, NotLaunched, Placement, Refusal, RegisteredTaskDefinition,
    RunTask, Task, TaskDefinitionId, TaskId, TaskPlace, World, Zone, external, volume,
};
use crate::iam::launch::Order;

/// Whether the caller may have tasks started, and AWS would start them.
pub(super) fn can_start(
    world: &World,
    order: Order,
    task_definition: TaskDefinitionId,
    launch_type: LaunchType,
) -> Result<(), Refusal> {
    volume::can_start(world, task_definition, launch_type)?;
    roles::allowed(world, Attempt::Order(order, task_definition, launch_type))
}

/// Tasks that one call of RunTask may ask for.
pub const MAX_TASKS_PER_CALL: u32 = 10;
/// Placement strategies of one request.
pub const MAX_STRATEGIES: usize = 5;
/// Placement constraints of task definition and request together.
pub const MAX_CONSTRAINTS: usize = 10;

/// Decides the first task of the request.
pub(super) fn decide(world: &World, request: &RunTask) -> Decision {
    decide_by(world, request, |it| placement::on(world, it))
}

/// Decides the first task of the request, placed by whoever is given.
pub(super) fn decide_by(
    world: &World,
    request: &RunTask,
    place_by: impl FnOnce(&Request) -> Placement,
) -> Decision {
    decide_on(world, request, TaskCapacity { launch_type: request.launch_type, provider: None }, place_by)
}

/// The same on this capacity.
pub(super) fn decide_on(
    world: &World,
    request: &RunTask,
    capacity: TaskCapacity,
    place_by: impl FnOnce(&Request) -> Placement,
) -> Decision {
    let registered = match world.active_task_definition(request.task_definition) {
        Ok(registered) => registered,
        Err(refusal) => return Decision::refused(refusal),
    };
    if !(1..=MAX_TASKS_PER_CALL).contains(&request.count) {
        return Decision::refused(Refusal::CountOutOfRange(request.count));
    }
    let strategies = &request.placement_strategy;
    let constraints = &request.placement_constraints;
    match checked_rules(registered, capacity.launch_type, strategies, constraints) {
        Ok(rules) => {
            let asked = can_start(world, Order::RunTask, request.task_definition, request.launch_type);
            if let Err(refusal) = asked {
                return Decision::refused(refusal);
            }
            let group = group(request.group.as_deref(), registered);
            let placement = place(world, request, registered, capacity, &rules, &group, place_by);
            decision(world, &group, placement)
        }
        Err(refusal) => Decision::refused(refusal),
    }
}

fn place(
    world: &World,
    request: &RunTask,
    registered: &RegisteredTaskDefinition,
    capacity: TaskCapacity,
    rules: &[Rule],
    group: &str,
    place_by: impl FnOnce(&Request) -> Placement,
) -> Placement {
    let placement_request = Request {
        task_definition: request.task_definition,
        number: registered.n_tasks + 1,
        launch_type: capacity.launch_type,
        capacity_provider: capacity.provider,
        demand: &registered.demand,
        requires_attributes: &registered.requires_attributes,
        zones: registered.subnet_zones(world, group),
        group,
        rules,
        strategies: strategies_of(request),
    };
    place_by(&placement_request)
}

/// RunTask without a strategy is random.
pub(super) fn strategies_of(request: &RunTask) -> &[PlacementStrategy] {
    if request.placement_strategy.is_empty() {
        &[PlacementStrategy::Random]
    } else {
        &request.placement_strategy
    }
}

/// A placement as a decision: the task, when it has a place.
pub(super) fn decision(world: &World, group: &str, placement: Placement) -> Decision {
    let explained = |event, explanation| Decision { events: vec![event], explanation };
    let (task_definition, number) = (placement.task_definition, placement.number);
    let Some(place) = placement.chosen else {
        return explained(Event::TaskNotPlaced, Explanation::Placement(Box::new(placement)));
    };
    let task = task(world, group, &placement, place);
    if let Some(denial) = roles::denial(world, Attempt::Launch(&task)) {
        let not_launched = NotLaunched { task_definition, number, denial: *denial };
        return explained(Event::TaskNotPlaced, Explanation::NotLaunched(Box::new(not_launched)));
    }
    explained(Event::TaskPlaced(task), Explanation::Placement(Box::new(placement)))
}

/// The task of a placement.
pub(super) fn task(world: &World, group: &str, placement: &Placement, place: TaskPlace) -> Task {
    let (id, group) = (TaskId(world.next_task), group.to_owned());
    let task = Task::new(id, placement.task_definition, placement.number, group, place);
    Task { capacity_provider: placement.capacity_provider, ..task }
}

/// The group of a standalone task: what `spread` and `distinctInstance` count.
pub(super) fn group(requested: Option<&str>, registered: &RegisteredTaskDefinition) -> String {
    let default = || format!("family:{}", registered.task_definition.family);
    requested.map_or_else(default, str::to_owned)
}

impl RegisteredTaskDefinition {
    /// The zones that its tasks of a group may use: those of the subnets in `awsvpc` mode, else all.
    pub(super) fn subnet_zones<'a>(&self, world: &'a World, group: &str) -> Option<&'a SortedSet<Zone>> {
        let is_awsvpc = self.task_definition.effective_network_mode() == NetworkMode::Awsvpc;
        world.subnet_zones.get(group).filter(|_| is_awsvpc)
    }
}

/// All constraints as rules, or why the request cannot be accepted at all.
pub(super) fn checked_rules(
    registered: &RegisteredTaskDefinition,
    launch_type: LaunchType,
    strategies: &[PlacementStrategy],
    constraints: &[PlacementConstraint],
) -> Result<Vec<Rule>, Refusal> {
    match launch_type {
        LaunchType::Ec2 => rules_on_instances(registered, strategies, constraints),
        LaunchType::External => {
            external::check(&registered.task_definition)?;
            rules_on_instances(registered, strategies, constraints)
        }
        LaunchType::Fargate => {
            let has_rules = !strategies.is_empty() || !constraints.is_empty();
            check_on_fargate(registered, has_rules).map(|()| vec![])
        }
    }
}

fn rules_on_instances(
    registered: &RegisteredTaskDefinition,
    strategies: &[PlacementStrategy],
    constraints: &[PlacementConstraint],
) -> Result<Vec<Rule>, Refusal> {
    if strategies.len() > MAX_STRATEGIES {
        return Err(Refusal::TooManyStrategies(u32::try_from(strategies.len()).unwrap_or(u32::MAX)));
    }
    let constraints: Vec<&PlacementConstraint> =
        registered.task_definition.placement_constraints.iter().chain(constraints).collect();
    if constraints.len() > MAX_CONSTRAINTS {
        return Err(Refusal::TooManyConstraints(u32::try_from(constraints.len()).unwrap_or(u32::MAX)));
    }
    constraints.into_iter().map(Rule::read).collect()
}

fn check_on_fargate(registered: &RegisteredTaskDefinition, has_rules: bool) -> Result<(), Refusal> {
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
    if has_rules || !task_definition.placement_constraints.is_empty() {
        return Err(Refusal::PlacementOnFargate);
    }
    Ok(())
}
