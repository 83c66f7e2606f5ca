//! A command in a running container, by ECS Exec.

use super::judge;
use super::{Attempt, Roles, RolesEvent};
use crate::iam::launch::Step;
use crate::sim::life::TaskStatus;
use crate::sim::{Decision, Refusal, TaskId, TimeRefusal, World};

/// Decides: the caller has to be allowed to ask, and the role of the task to open the channels.
// Simplification: every task lets ECS Exec in, as if each were started with `enableExecuteCommand`.
pub(super) fn decide(world: &World, roles: &Roles, id: TaskId, container: u32) -> Decision {
    let task = world.tasks.get(&id);
    let definition = task.and_then(|it| world.task_definition(it.task_definition));
    let containers = definition.map(|it| &it.task_definition.container_definitions);
    let container = containers.and_then(|it| it.get(usize::try_from(container).ok()?));
    let (Some(task), Some(container)) = (task, container) else {
        return Decision::refused(Refusal::NotFound);
    };
    if task.life.last_status != TaskStatus::Running {
        return Decision::refused(Refusal::InTime(TimeRefusal::ContainerIsNotUp));
    }
    let denial = judge::denial(world, roles, Attempt::ExecuteCommand(task, &container.name));
    match denial {
        Some(denial) if denial.step == Step::ExecuteCommand => Decision::refused(Refusal::Denied(denial)),
        denial => {
            let container = container.name.clone();
            Decision::plain(vec![RolesEvent::Executed { task: id, container, denial }.into()])
        }
    }
}
