//! The StartTask API: the caller names the instances, so there are no strategies.

use crate::iam::launch::Order;

use super::placement::{self, Request};
use super::{Decision, LaunchType, Refusal, StartTask, World, run_task};

/// Decides the task for the first instance of the request.
// Simplification: constraints of the task definition are not checked by StartTask; AWS does not document whether they are.
pub(super) fn decide(world: &World, request: &StartTask) -> Decision {
    let registered = match world.active_task_definition(request.task_definition) {
        Ok(registered) => registered,
        Err(refusal) => return Decision::refused(refusal),
    };
    let count = u32::try_from(request.container_instances.len()).unwrap_or(u32::MAX);
    let Some(first) = request.container_instances.first().filter(|_| count <= run_task::MAX_TASKS_PER_CALL)
    else {
        return Decision::refused(Refusal::CountOutOfRange(count));
    };
    let group = run_task::group(request.group.as_deref(), registered);
    let asked = run_task::can_start(world, Order::StartTask, request.task_definition, LaunchType::Ec2);
    if let Err(refusal) = asked {
        return Decision::refused(refusal);
    }
    let placement_request = Request {
        task_definition: request.task_definition,
        number: registered.n_tasks + 1,
        launch_type: LaunchType::Ec2,
        capacity_provider: None,
        demand: &registered.demand,
        requires_attributes: &registered.requires_attributes,
        zones: registered.subnet_zones(world, &group),
        group: &group,
        rules: &[],
        strategies: &[],
    };
    let placement = placement::on_named_instance(world, &placement_request, *first);
    run_task::decision(world, &group, placement)
}
