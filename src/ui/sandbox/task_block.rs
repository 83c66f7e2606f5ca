//! A task as a toy block: letter, number, color and pattern, the same wherever it stands.

use crate::diagram::TaskLetter;
use crate::sim::life::TaskStatus;
use crate::sim::load_balancer::unhealthy_in;
use crate::sim::{RegisteredTaskDefinition, Task, TaskId, TaskPlace, World, explain};
use crate::ui::part::{Part, html};

use super::{Desk, text};

/// The letter of a task definition, with its color and pattern.
pub fn letter(registered: &RegisteredTaskDefinition) -> TaskLetter {
    TaskLetter::ALL.get(usize::from(registered.letter)).copied().unwrap_or(TaskLetter::H)
}

/// The class that gives a block of this letter its look.
pub fn look(letter: TaskLetter) -> &'static str {
    match letter {
        TaskLetter::A => "ta",
        TaskLetter::B => "tb",
        TaskLetter::C => "tc",
        TaskLetter::D => "td",
        TaskLetter::E => "te",
        TaskLetter::F => "tf_",
        TaskLetter::G => "tg",
        TaskLetter::H => "th",
    }
}

/// What stands on a block: A3.
pub fn label(letter: TaskLetter, number: u32) -> String {
    [letter.letter(), &number.to_string()].concat()
}

/// One task as its block shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which task.
    pub task: TaskId,
    /// Of which definition.
    pub letter: TaskLetter,
    /// Letter and number.
    pub label: String,
    /// The name of the definition.
    pub family: String,
    /// How far it is.
    pub status: TaskStatus,
    /// Whether a load balancer holds it for unhealthy.
    pub is_unhealthy: bool,
    /// Reserved CPU in thousandths of the instance.
    pub cpu_share: u32,
    /// Reserved memory in thousandths of the instance.
    pub memory_share: u32,
}

impl Block {
    /// The block of a task that takes no share of an instance.
    pub fn of(world: &World, task: &Task, registered: &RegisteredTaskDefinition) -> Self {
        let letter = letter(registered);
        Self {
            task: task.id,
            letter,
            label: label(letter, task.number),
            family: registered.task_definition.family.clone(),
            status: task.life.last_status,
            is_unhealthy: unhealthy_in(world, task.id).is_some(),
            cpu_share: 0,
            memory_share: 0,
        }
    }

    /// The class that gives it its look.
    pub fn look(&self) -> &'static str {
        look(self.letter)
    }
}

/// A block that stands alone: in a list, a sentence, the palette.
pub fn chip(look: &str, label: &str) -> Part {
    html("span").class(&["tk ", look].concat()).with(html("span").text(label))
}

/// How far a task of these is; RUNNING once it has gone.
pub fn status_of(blocks: &[Block], task: TaskId) -> TaskStatus {
    blocks.iter().find(|it| it.task == task).map_or(TaskStatus::Running, |it| it.status)
}

/// Whether a load balancer holds a task of these for unhealthy.
pub fn is_unhealthy(blocks: &[Block], task: TaskId) -> bool {
    blocks.iter().any(|it| it.task == task && it.is_unhealthy)
}

/// Whether a task with this status is on its way to run.
pub fn is_coming(status: TaskStatus) -> bool {
    status < TaskStatus::Running
}

/// Whether a task with this status is on its way to stop.
pub fn is_going(status: TaskStatus) -> bool {
    status > TaskStatus::Running
}

/// Makes an element the block of a task on the board: it looks as the task stands, and a click on it asks why it is there.
pub fn on_board(
    desk: Desk,
    element: Part,
    block: &Block,
    class: &str,
    place: TaskPlace,
    status: impl Fn() -> (TaskStatus, bool) + Copy + 'static,
) -> Part {
    let task = block.task;
    let class = if desk.session.is_fresh(task) { [class, " is-new"].concat() } else { class.to_owned() };
    let name = [&block.label, " ", &*block.family].concat();
    element
        .class(&class)
        .class_by("is-coming", move || is_coming(status().0))
        .class_by("is-going", move || is_going(status().0))
        .class_by("is-sick", move || status().1)
        .attr_by("title", move || {
            let (status, is_unhealthy) = status();
            let target = if is_unhealthy { text::UNHEALTHY_TARGET } else { "" };
            Some([&name, ", ", explain::task_status(status), target].concat())
        })
        .on("click", move |_| {
            desk.listed.set(Some(place));
            desk.ask_why(task);
        })
}
