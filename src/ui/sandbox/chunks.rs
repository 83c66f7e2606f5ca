//! What the sandbox fetches when it is first needed: the entry `src/bin/play.rs` names these chunks, see
//! [`crate::ui::on_demand`].

use leptos::prelude::RwSignal;

use crate::ecs::TaskDefinition;
use crate::sim::Simulation;
use crate::ui::on_demand::Load;
use crate::ui::part::Part;
use crate::ui::storage::Refusal;

use super::link::Links;
use super::request::Expression;
use super::saved::{self, Draft, Restored};
use super::{Desk, add_task_definition, expression, fargate_size};

/// How each chunk is fetched.
pub struct Chunks {
    /// See [`Definitions`].
    pub definitions: Load<Definitions>,
    /// See [`Links`].
    pub links: Load<Links>,
    /// See [`LargeClusters`].
    pub large_clusters: Load<LargeClusters>,
}

/// Whatever is text: reading, checking and mending task definitions and expressions, and boards as they were saved.
pub struct Definitions {
    /// The inside of the dialog that registers a task definition.
    pub add: fn(Desk, RwSignal<bool>) -> Vec<Part>,
    /// Sizes with which Fargate would take a task definition.
    pub fargate_sizes: fn(Desk, &TaskDefinition) -> Vec<Part>,
    /// The field of a memberOf expression.
    pub expression: fn(Desk, Expression) -> Part,
    /// Saves a board with task definitions of the learner's own.
    pub save: fn(&Simulation, Draft) -> Option<Refusal>,
    /// Reads a saved board.
    pub restore: fn(String) -> Restored,
}

impl Definitions {
    /// All of it.
    pub const ALL: Self = Self {
        add: add_task_definition::inside,
        fargate_sizes: fargate_size::sizes,
        expression: expression::expression,
        save: saved::save,
        restore: saved::restore,
    };
}

/// The placement index, which pays from a hundred instances on.
pub struct LargeClusters {
    /// From here on the simulation uses the index.
    pub use_index: fn(&mut Simulation),
}

impl LargeClusters {
    /// All of it.
    pub const ALL: Self = Self { use_index: Simulation::use_index };
}
