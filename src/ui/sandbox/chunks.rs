//! What the sandbox fetches when it is first needed: the entry `src/bin/play.rs` names these chunks, see
//! [`crate::ui::on_demand`].

use crate::share::scenario::Scenario;
use crate::sim::{
    Command, ContainerInstanceId, Model, RunTask, ServiceId, Simulation, TaskDefinitionId, Zone, opening,
};
use crate::ui::on_demand::Load;
use crate::ui::part::Part;
use crate::ui::session::{Session, Step};
use crate::ui::signal::{Memo, RwSignal};
use crate::ui::storage::Refusal;

use super::add_instance::Adding;
use super::capacity::{self, Providers};
use super::failures::Failure;
use super::instance_card::Card;
use super::keyboard::Cell;
use super::link::Links;
use super::menu::Choice;
use super::opened::{self, Opened};
use super::request::Expression;
use super::saved::{self, Draft, Saving};
use super::task_block::Block;
use super::task_rows::task_rows;
use super::{
    Desk, account, add_instance, add_task_definition, attributes, balancing, breaking, create_service,
    diagram, events, expression, fargate_size, instance_actions, keyboard_help, refused, run, scenario,
    service, services, stopped, time_bar, timeline, trace,
};

/// How each chunk is fetched.
pub struct Chunks {
    /// See [`Orders`].
    pub orders: Load<Orders>,
    /// See [`Definitions`].
    pub definitions: Load<Definitions>,
    /// See [`Dialogs`].
    pub dialogs: Load<Dialogs>,
    /// See [`Diagram`].
    pub diagram: Load<Diagram>,
    /// See [`Moving`].
    pub moving: Load<Moving>,
    /// See [`Resources`].
    pub resources: Load<Resources>,
    /// See [`Links`].
    pub links: Load<Links>,
    /// See [`LargeClusters`].
    pub large_clusters: Load<LargeClusters>,
    /// See [`History`].
    pub history: Load<History>,
    /// See [`LoadBalancing`].
    pub balancing: Load<LoadBalancing>,
    /// See [`Gallery`].
    pub gallery: Load<Gallery>,
}

/// What carries out orders on a board that stands still and takes them back, and what tells where tasks went and why. The
/// board can be looked at without; it comes right after.
pub struct Orders {
    /// From here on the session takes orders.
    pub begin: fn(Session),
    /// Carries out an order that the model of the simulation knows.
    pub dispatch: fn(Session, Command),
    /// Lets seconds pass.
    pub advance: fn(Session, u64) -> Option<String>,
    /// Takes the last step back.
    pub undo: fn(Session) -> Step,
    /// Gives it again.
    pub redo: fn(Session) -> Step,
    /// Decides the last order once more.
    pub draw_again: fn(Session),
    /// The first board with the draws of a seed.
    pub first_board: fn(u64) -> Simulation,
    /// Puts another board in place of this one, which can come back.
    pub start_over: fn(Session, Simulation),
    /// Shows another board in place of this one, so many of whose commands are not taken back.
    pub open: fn(Session, Simulation, usize),
    /// Saves a board with the first task definitions only; else it comes back.
    pub save: fn(&Simulation, Draft) -> Saving,
    /// Why Fargate would refuse a request.
    pub refusal: fn(&Simulation, RunTask) -> Option<String>,
    /// A decision of the log, if it placed a task.
    pub decision: fn(&Simulation, usize) -> Option<Opened>,
    /// The opened decision.
    pub trace: fn(Desk) -> Vec<Part>,
}

impl Orders {
    /// All of it.
    pub const ALL: Self = Self {
        begin,
        dispatch: Session::dispatch,
        advance: Session::advance,
        undo: Session::undo,
        redo: Session::redo,
        draw_again: Session::draw_again,
        first_board: opening::simulation,
        start_over: Session::start_over,
        open: Session::open,
        save: saved::save_starters,
        refusal: run::refusal,
        decision: opened::read,
        trace: trace::trace,
    };
}

fn begin(session: Session) {
    let is_only_seen = session.simulation.with_untracked(Simulation::is_only_seen);
    session.begin(is_only_seen.then(|| opening::simulation(opening::SEED)), opening::n_given);
}

/// Whatever is text: reading, checking and mending task definitions and expressions.
pub struct Definitions {
    /// The inside of the dialog that registers a task definition.
    pub add: fn(Desk, RwSignal<bool>) -> Vec<Part>,
    /// Sizes with which Fargate would take a task definition.
    pub fargate_sizes: fn(Desk, TaskDefinitionId) -> Vec<Part>,
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

/// What the smaller dialogs show, and what the panel beside the board shows now and then.
pub struct Dialogs {
    /// The tasks of an instance, and what can be done with it.
    pub instance: fn(Desk, Memo<Card>, ContainerInstanceId, Zone) -> Vec<Part>,
    /// The tasks of a place.
    pub tasks: fn(Desk, Memo<Vec<Block>>, Cell) -> Vec<Part>,
    /// Everything that happened.
    pub events: fn(Desk) -> Vec<Part>,
    /// The account of a launch that was refused.
    pub refused: fn(Desk) -> Vec<Part>,
    /// What can be broken or mended.
    pub failures: fn(Desk, Failure) -> Vec<Choice>,
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
        instance: instance_actions::listed,
        tasks: |desk, blocks, cell| vec![task_rows(desk, move || blocks.get(), cell)],
        events: events::events_list,
        refused: refused::refused,
        failures: breaking::choices,
        add_instance: add_instance::inside,
        attributes: attributes::inside,
        keyboard_help: keyboard_help::inside,
    };
}

/// The board as an architecture diagram.
pub struct Diagram {
    /// The picture, and what is said about it, while it is shown.
    pub show: fn(Desk, RwSignal<bool>) -> Vec<Part>,
}

impl Diagram {
    /// All of it.
    pub const ALL: Self = Self { show: diagram::show };
}

/// What a board needs that has services or does not stand still: the rest of the model, and how it is shown.
pub struct Moving {
    /// The whole model.
    pub model: &'static Model,
    /// The form of a new service.
    pub create_service: fn(Desk) -> Vec<Part>,
    /// A row for each service.
    pub services: fn(Desk) -> Vec<Part>,
    /// Where the tasks of a service go, and how that is changed.
    pub placement: fn(Desk, ServiceId) -> Vec<Part>,
    /// The panel of load balancers.
    pub load_balancers: fn(Desk) -> Vec<Part>,
    /// The controls of the clock.
    pub clock: fn(Desk) -> Vec<Part>,
}

impl Moving {
    /// All of it.
    pub const ALL: Self = Self {
        model: &Model::WHOLE,
        create_service: create_service::inside,
        services: services::rows,
        placement: service::placement,
        load_balancers: balancing::section,
        clock: time_bar::started,
    };
}

/// What a board has only when a learner asks for it: roles, network and volumes, capacity providers and service auto scaling. One chunk
/// of both, because each chunk more multiplies the pieces that chunks share.
pub struct Resources {
    /// The panel of roles, network and volumes, and the dialogs that edit them.
    pub account: fn(Desk) -> Vec<Part>,
    /// A row for each capacity provider of the learner's own, and the dialogs.
    pub capacity: fn(Desk) -> Vec<Part>,
    /// The capacity provider strategy of a request, which is shown for so many tasks.
    pub strategy: fn(Desk, Providers, RwSignal<u32>) -> Vec<Part>,
    /// What a service that scales measures and does.
    pub scaling: fn(Desk, ServiceId) -> Vec<Part>,
    /// The menu that takes Spot capacity back.
    pub spot: fn(Desk) -> Vec<Part>,
}

impl Resources {
    /// All of it.
    pub const ALL: Self = Self {
        account: account::inside,
        capacity: capacity::inside,
        strategy: capacity::editor,
        scaling: capacity::line,
        spot: capacity::spot,
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

/// Load balancers with their dialogs.
pub struct LoadBalancing {
    /// The inside of the panel on the board.
    pub panel: fn(Desk) -> Vec<Part>,
}

impl LoadBalancing {
    /// All of it.
    pub const ALL: Self = Self { panel: balancing::panel };
}

/// The scenarios with their boards and texts.
pub struct Gallery {
    /// The list of them.
    pub list: fn(Desk) -> Vec<Part>,
    /// What one of them is about, over its board.
    pub guide: fn(Desk) -> Vec<Part>,
    /// The scenario of this name.
    pub find: fn(&str) -> Option<&'static Scenario>,
}

impl Gallery {
    /// All of it.
    pub const ALL: Self =
        Self { list: scenario::list, guide: scenario::guide, find: crate::share::scenario::scenario };
}
