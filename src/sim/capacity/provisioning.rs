//! Tasks that wait in PROVISIONING for capacity: with managed scaling a task that fits nowhere is no failure yet.

use serde::{Deserialize, Serialize};

use super::{CapacityChange, CapacityProvider, strategy};
use crate::ecs::{PlacementConstraint, PlacementStrategy};
use crate::sim::placement::{self, Request};
use crate::sim::{
    Decision, Event, Explanation, LaunchType, RunTask, Switch, Task, TaskDefinitionId, TaskPlace, World,
    life, run_task,
};

/// How a task that waits is to be placed once there is room.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Provisioning {
    /// In order.
    pub placement_strategy: Vec<PlacementStrategy>,
    /// All must hold, with those of the task definition.
    pub placement_constraints: Vec<PlacementConstraint>,
}

/// A task that has waited so many seconds stops.
// Simplification: AWS says 10 to 30 minutes; the model takes 20.
pub const PROVISIONING_SECONDS: u64 = 1_200;

/// Tasks of a cluster that wait at most; the next one fails at once.
// Simplification: the quota of tasks in PROVISIONING is 100, the number that an issue of AWS's roadmap quotes.
pub const MAX_PROVISIONING: usize = 100;

/// RunTask with a capacity provider strategy.
pub(in crate::sim) fn run_task(world: &World, request: &RunTask) -> Decision {
    let capacity = match strategy::for_request(world, request) {
        Ok(capacity) => capacity,
        Err(refusal) => return Decision::refused(refusal),
    };
    let decision = run_task::decide_on(world, request, capacity, |it| placement::on(world, it));
    let Some(registered) = world.task_definition(request.task_definition) else { return decision };
    let group = run_task::group(request.group.as_deref(), registered);
    let provisioning = Provisioning {
        placement_strategy: run_task::strategies_of(request).to_vec(),
        placement_constraints: request.placement_constraints.clone(),
    };
    or_wait(world, decision, &group, provisioning)
}

/// A task that found no place waits for one, where it may.
pub(in crate::sim) fn or_wait(
    world: &World,
    decision: Decision,
    group: &str,
    provisioning: Provisioning,
) -> Decision {
    match &decision.explanation {
        Explanation::Placement(placement)
            if placement.chosen.is_none() && may_wait(world, placement.capacity_provider) =>
        {
            let task = run_task::task(world, group, placement, TaskPlace::AwaitsCapacity);
            let began = CapacityChange::ProvisioningBegan(task.id, Box::new(provisioning));
            let events = vec![Event::TaskPlaced(task), Event::CapacityChanged(began)];
            Decision { events, explanation: decision.explanation }
        }
        Explanation::Placement(_)
        | Explanation::NotLaunched(_)
        | Explanation::Plain
        | Explanation::Refused(_) => decision,
    }
}

/// Whether a task of this provider may wait. On a board that stands still no group scales.
fn may_wait(world: &World, provider: Option<CapacityProvider>) -> bool {
    let Some(CapacityProvider::AutoScalingGroup(id)) = provider else { return false };
    let is_managed = world.group_provider(id).is_some_and(|it| it.settings.managed_scaling.is_some());
    is_managed && world.clock == Switch::On && world.capacity.provisioning.len() < MAX_PROVISIONING
}

/// The first task that waits and finds a place now.
pub(super) fn next(world: &World) -> Option<Decision> {
    let capacity = &world.capacity;
    if capacity.provisioning.is_empty() || capacity.looked_at == Some(world.n_changes) {
        return None;
    }
    // What is like one that found none need not be tried.
    let mut in_vain: Vec<(TaskDefinitionId, &str, Option<CapacityProvider>, &Provisioning)> = vec![];
    for (id, provisioning) in &capacity.provisioning {
        let Some(task) = world.tasks.get(id).filter(|it| it.counts()) else { continue };
        let kind = (task.task_definition, task.group.as_str(), task.capacity_provider, provisioning);
        if in_vain.contains(&kind) {
            continue;
        }
        match placed(world, task, provisioning) {
            Some(decision) => return Some(decision),
            None => in_vain.push(kind),
        }
    }
    Some(Decision::plain(vec![Event::CapacityChanged(CapacityChange::ProvisioningLooked)]))
}

fn placed(world: &World, task: &Task, provisioning: &Provisioning) -> Option<Decision> {
    let registered = world.task_definition(task.task_definition)?;
    let constraints = &provisioning.placement_constraints;
    let rules = run_task::checked_rules(registered, LaunchType::Ec2, &[], constraints).ok()?;
    let request = Request {
        task_definition: task.task_definition,
        number: task.number,
        launch_type: LaunchType::Ec2,
        capacity_provider: task.capacity_provider,
        demand: &registered.demand,
        requires_attributes: &registered.requires_attributes,
        zones: registered.subnet_zones(world, &task.group),
        group: &task.group,
        rules: &rules,
        strategies: &provisioning.placement_strategy,
    };
    let placement = placement::on(world, &request);
    let Some(TaskPlace::ContainerInstance(id)) = placement.chosen else { return None };
    let mut placed = Task { place: TaskPlace::ContainerInstance(id), ..task.clone() };
    life::begin(world, &mut placed);
    Some(Decision {
        events: vec![Event::TaskAssigned(task.id, id, Box::new(placed.life))],
        explanation: Explanation::Placement(Box::new(placement)),
    })
}
