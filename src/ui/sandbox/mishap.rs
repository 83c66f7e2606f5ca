//! What can go wrong with the containers of one task.

use crate::diagram::Icon;
use crate::sim::life::HealthStatus;
use crate::sim::{Command, TaskId};
use crate::ui::icon::icon_of_size;
use crate::ui::part::Part;

use super::keyboard::{Cell, focus_if_lost};
use super::menu::{Choice, menu};
use super::{Desk, text};

/// The menu of a task's row. `cell` takes the focus when the row goes.
pub fn mishaps(desk: Desk, task: TaskId, label: &str, cell: Cell) -> Part {
    let id = ["mishaps-", &task.0.to_string()].concat();
    let face = |button: Part| button.with(icon_of_size(Icon::Bolt, "14"));
    menu(&id, "btn sm icon ghost", &text::mishaps_of(label), face, move || choices(desk, task, cell))
}

fn choices(desk: Desk, task: TaskId, cell: Cell) -> Vec<Choice> {
    let containers = desk.session.simulation.with_untracked(|it| {
        let world = it.world();
        let definition = world.tasks.get(&task).and_then(|it| world.task_definition(it.task_definition))?;
        let all = definition.task_definition.container_definitions.iter();
        Some(all.map(|it| (it.name.clone(), it.health_check.is_some())).collect::<Vec<_>>())
    });
    let mut all = vec![];
    for (container, (name, has_check)) in (0..).zip(containers.unwrap_or_default()) {
        all.push(choice(desk, cell, text::exits(&name), Command::ExitContainer { task, container, code: 1 }));
        all.push(choice(
            desk,
            cell,
            text::out_of_memory(&name),
            Command::KillContainerForMemory { task, container },
        ));
        if has_check {
            let health = |health| Command::SetContainerHealth { task, container, health };
            all.push(choice(desk, cell, text::check_fails(&name), health(HealthStatus::Unhealthy)));
            all.push(choice(desk, cell, text::check_passes(&name), health(HealthStatus::Healthy)));
        }
    }
    all
}

fn choice(desk: Desk, cell: Cell, words: String, command: Command) -> Choice {
    let act = move || {
        desk.befall(command.clone());
        // A task that stops takes its row and this menu with it.
        focus_if_lost(cell.id());
    };
    Choice { words, is_open: true, act: Box::new(act) }
}
