//! What ECS tells IAM about the caller's orders, as far as it is known here: the condition keys of Amazon ECS.

use super::{LaunchSetup, Order};
use crate::ecs::TaskDefinition;
use crate::iam::Context;

/// The keys of `RegisterTaskDefinition`.
pub(super) fn of_registration(definition: &TaskDefinition) -> Context {
    let is_privileged = definition.container_definitions.iter().any(|it| it.privileged);
    let compatibilities: Vec<&str> = definition.requires_compatibilities.iter().map(|it| it.name()).collect();
    let context = Context::default().with("ecs:privileged", yes_or_no(is_privileged));
    // A definition that requires nothing has no such key.
    if compatibilities.is_empty() {
        return context;
    }
    context.with_all("ecs:compute-compatibility", &compatibilities)
}

/// The keys of RunTask, StartTask and CreateService.
pub(super) fn of_order(setup: &LaunchSetup, cluster: &str, task_definition: &str) -> Context {
    let definition = setup.task_definition;
    let has_volume = definition.volumes.iter().any(|it| it.configured_at_launch);
    let context = Context::default()
        .with("ecs:cluster", cluster)
        .with("ecs:enable-ebs-volumes", yes_or_no(has_volume))
        .with("ecs:enable-execute-command", yes_or_no(false))
        .with_unknown(&["ecs:capacity-provider"]);
    let sizes = [("ecs:task-cpu", definition.cpu_units), ("ecs:task-memory", definition.memory_mib)];
    let context = sizes.into_iter().fold(context, |context, (key, size)| match size {
        Some(size) => context.with(key, &size.to_string()),
        None => context.with_unknown(&[key]),
    });
    match setup.order {
        Order::RunTask | Order::StartTask => context,
        Order::CreateService(_) => context
            .with("ecs:task-definition", task_definition)
            .with("ecs:enable-service-connect", yes_or_no(false))
            .with_unknown(&["ecs:subnet", "ecs:auto-assign-public-ip"]),
    }
}

fn yes_or_no(is_so: bool) -> &'static str {
    if is_so { "true" } else { "false" }
}
