//! A task as a toy block: letter, number, color and pattern, the same wherever it stands.

use leptos::prelude::Set;

use crate::diagram::TaskLetter;
use crate::sim::{Task, TaskDefinitionId, TaskId, TaskPlace};
use crate::ui::part::{Part, html};

use super::Desk;

/// A definition's letter with its color and pattern.
pub fn letter(id: TaskDefinitionId) -> TaskLetter {
    let at = usize::try_from(id.0).unwrap_or(usize::MAX);
    TaskLetter::ALL.get(at).copied().unwrap_or(TaskLetter::H)
}

/// The class that gives a block of this definition its look.
pub fn look(id: TaskDefinitionId) -> &'static str {
    match letter(id) {
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
pub fn label(id: TaskDefinitionId, number: u32) -> String {
    [letter(id).letter(), &number.to_string()].concat()
}

/// One task as its block shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Block {
    /// Which task.
    pub task: TaskId,
    /// Of which definition.
    pub task_definition: TaskDefinitionId,
    /// Letter and number.
    pub label: String,
    /// The name of the definition.
    pub family: String,
    /// Reserved CPU in thousandths of the instance.
    pub cpu_share: u32,
    /// Reserved memory in thousandths of the instance.
    pub memory_share: u32,
}

impl Block {
    /// The block of a task that takes no share of an instance.
    pub fn of(task: &Task, family: &str) -> Self {
        Self {
            task: task.id,
            task_definition: task.task_definition,
            label: label(task.task_definition, task.number),
            family: family.to_owned(),
            cpu_share: 0,
            memory_share: 0,
        }
    }

    /// The class that gives it its look.
    pub fn look(&self) -> &'static str {
        look(self.task_definition)
    }
}

/// A block that stands alone: in a list, a sentence, the palette.
pub fn chip(look: &str, label: &str) -> Part {
    html("span").class(&["tk ", look].concat()).with(html("span").text(label))
}

/// Makes an element the block of a task on the board: it looks so, and a click on it asks why it is there.
pub fn on_board(desk: Desk, element: Part, block: &Block, class: &str, place: TaskPlace) -> Part {
    let task = block.task;
    let class = if desk.session.is_fresh(task) { [class, " is-new"].concat() } else { class.to_owned() };
    element.class(&class).attr("title", &[&block.label, " ", &block.family].concat()).on("click", move |_| {
        desk.listed.set(Some(place));
        desk.ask_why(task);
    })
}
