//! ECS Exec: the caller asks for a command in a running container, and the SSM agent beside it opens the channels
//! ("Using Amazon ECS Exec").

use super::calls::{Call, cluster_arn, reachable, task_arn};
use super::{LaunchSetup, Signer, Step};
use crate::iam::Context;

/// What the SSM agent in the task calls.
const CHANNELS: [&str; 4] = [
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
];

/// Every call of a command in this container, as if none were refused.
pub(super) fn execute_command(setup: &LaunchSetup, container: &str) -> Vec<Call> {
    let task = task_arn(setup);
    let context = Context::default()
        .with("ecs:cluster", &cluster_arn(setup))
        .with("ecs:task", &task)
        .with("ecs:container-name", container);
    let ask =
        Call { context, ..Call::new(Step::ExecuteCommand, Signer::Caller, "ecs:ExecuteCommand", &task) };
    let has_role = setup.task_definition.task_role_arn.is_some() && reachable(setup).task_role;
    let signer = has_role.then_some(Signer::TaskRole);
    let open = CHANNELS.map(|action| Call::new(Step::OpenChannels, signer, action, "*"));
    [ask].into_iter().chain(open).collect()
}
