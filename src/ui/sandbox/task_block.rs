//! A task as a toy block: letter, number, color and pattern, the same wherever it stands.

use leptos::prelude::*;

use crate::diagram::TaskLetter;
use crate::sim::{Task, TaskDefinitionId, TaskId};

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
pub fn chip(look: &'static str, label: String) -> AnyView {
    view! { <span class=["tk ", look].concat()><span>{label}</span></span> }.into_any()
}
