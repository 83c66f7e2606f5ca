//! What AWS would refuse of a request before it places anything.

use bayplan::ecs::{NetworkMode, TaskDefinition};

use crate::capacity::{Asked, Capacity};

/// External instances have bridge, host and none (Linux), never awsvpc ("Amazon ECS Anywhere").
pub fn check_network_mode(task_definition: &TaskDefinition, asked: &Asked) -> Result<(), String> {
    let is_awsvpc = task_definition.effective_network_mode() == NetworkMode::Awsvpc;
    if is_awsvpc && matches!(asked, Asked::One(Capacity::External)) {
        return Err(format!(
            "`{}` has networkMode awsvpc, which external instances do not have; use bridge, host or none",
            task_definition.family
        ));
    }
    Ok(())
}
