//! `overrides` of RunTask and StartTask: a task definition as one request has it, registered beside the one that it is
//! made from.

use bayplan::sim::{Command, RunTask, StartTask, Switch, TaskDefinitionId, World};

/// What its family is called after the revision that it is made from; no family that is registered has a space.
const OVERRIDDEN: &str = " with overrides";

/// The family of a variant of `web:3`.
pub fn family(revision_name: &str) -> String {
    format!("{revision_name}{OVERRIDDEN}")
}

/// The revision that a variant is made from; any other one is itself.
pub fn original(revision_name: &str) -> &str {
    revision_name.split_once(OVERRIDDEN).map_or(revision_name, |(original, _)| original)
}

/// The same order for the variant; its tasks stay in the group of the original.
pub fn of(world: &World, command: Command, variant: TaskDefinitionId) -> Command {
    let group = |given: Option<String>, id: TaskDefinitionId| {
        given.or_else(|| Some(format!("family:{}", world.task_definition(id)?.task_definition.family)))
    };
    match command {
        Command::RunTask(it) => {
            let group = group(it.group.clone(), it.task_definition);
            Command::RunTask(RunTask { task_definition: variant, group, ..it })
        }
        Command::StartTask(it) => {
            let group = group(it.group.clone(), it.task_definition);
            Command::StartTask(StartTask { task_definition: variant, group, ..it })
        }
        other => other,
    }
}

/// Its images and containers behave like those of the original.
pub fn behavior(world: &World, from: TaskDefinitionId, to: TaskDefinitionId) -> Vec<Command> {
    let Some(known) = world.task_definition(from) else { return vec![] };
    let pull = known.behavior.image_pull_fails.then_some(Command::SetImagePull(to, Switch::Off));
    let containers = (0..).zip(&known.behavior.containers).map(|(container, behavior)| {
        Command::SetContainerBehavior { task_definition: to, container, behavior: *behavior }
    });
    pull.into_iter().chain(containers).collect()
}
