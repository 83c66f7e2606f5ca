//! What the sandbox fetches when it is first needed: the entry `src/bin/play.rs` names these chunks, see
//! [`crate::ui::on_demand`].

use crate::ecs::TaskDefinition;
use crate::sim::{Model, Simulation};
use crate::ui::on_demand::Load;
use crate::ui::part::Part;
use crate::ui::signal::RwSignal;
use crate::ui::storage::Refusal;

use super::add_instance::Adding;
use super::link::Links;
use super::request::Expression;
use super::saved::{self, Draft};
use super::{
    Desk, add_instance, add_task_definition, attributes, create_service, expression, fargate_size,
    keyboard_help, service, services, stopped, time_bar, timeline,
};

/// How each chunk is fetched.
pub struct Chunks {
    /// See [`Definitions`].
    pub definitions: Load<Definitions>,
    /// See [`Dialogs`].
    pub dialogs: Load<Dialogs>,
    /// See [`Moving`].
    pub moving: Load<Moving>,
    /// See [`Links`].
    pub links: Load<Links>,
    /// See [`LargeClusters`].
    pub large_clusters: Load<LargeClusters>,
    /// See [`History`].
    pub history: Load<History>,
}

/// Whatever is text: reading, checking and mending task definitions and expressions.
pub struct Definitions {
    /// The inside of the dialog that registers a task definition.
    pub add: fn(Desk, RwSignal<bool>) -> Vec<Part>,
    /// Sizes with which Fargate would take a task definition.
    pub fargate_sizes: fn(Desk, &TaskDefinition) -> Vec<Part>,
    /// The field of a memberOf expression.
    pub expression: fn(Desk, Expression) -> Part,
    /// Saves a board with task definitions of the learner's own.
    pub save: fn(&Simulation, Draft) -> Option<Refusal>,
}

impl Definitions {
    /// All of it.
    pub const ALL: Self = Self {
        add: add_task_definition::inside,
        fargate_sizes: fargate_size::sizes,
        expression: expression::expression,
        save: saved::save,
    };
}

/// What the smaller dialogs show.
pub struct Dialogs {
    /// The form that adds instances.
    pub add_instance: fn(Desk, Adding) -> Vec<Part>,
    /// The attributes of an instance.
    pub attributes: fn(Desk) -> Vec<Part>,
    /// The keys.
    pub keyboard_help: fn(Desk) -> Vec<Part>,
}

impl Dialogs {
    /// All of it.
    pub const ALL: Self = Self {
        add_instance: add_instance::inside,
        attributes: attributes::inside,
        keyboard_help: keyboard_help::inside,
    };
}

/// What a board needs that has services or does not stand still: the rest of the model, and how it is shown.
pub struct Moving {
    /// The whole model.
    pub model: &'static Model,
    /// The form of a new service.
    pub create_service: fn(Desk) -> Vec<Part>,
    /// A row for each service.
    pub services: fn(Desk) -> Vec<Part>,
    /// The controls of the clock.
    pub clock: fn(Desk) -> Vec<Part>,
}

impl Moving {
    /// All of it.
    pub const ALL: Self = Self {
        model: &Model::WHOLE,
        create_service: create_service::inside,
        services: services::rows,
        clock: time_bar::started,
    };
}

/// What a board tells of its past: the timeline, the deployments of services, the tasks that have stopped.
pub struct History {
    /// The slider over the past.
    pub timeline: fn(Desk) -> Vec<Part>,
    /// Looks at the moment so many before or after the one that is looked at.
    pub look_by: fn(Desk, isize),
    /// The tab with one service in full.
    pub service: fn(Desk) -> Vec<Part>,
    /// The panel of stopped tasks.
    pub stopped: fn(Desk) -> Vec<Part>,
}

impl History {
    /// All of it.
    pub const ALL: Self = Self {
        timeline: timeline::timeline,
        look_by: timeline::look_by,
        service: service::service_panel,
        stopped: stopped::stopped_tasks,
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
