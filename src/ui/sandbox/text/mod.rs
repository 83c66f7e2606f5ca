//! Every word of the sandbox's own interface. Sentences about decisions are in `sim::explain`, sentences about task
//! definitions in `ecs::text`.

use crate::ecs::{BinpackField, InstanceType, PlacementStrategy, SpreadField};
use crate::sim::explain::group_digits;

use super::instance_card::Card;
use super::task_block::{is_coming, is_going};
use crate::sim::life::TaskStatus;

mod account;
mod amounts;
pub mod balancing;
mod capacity;
mod diagram;
mod expression;
mod history;
mod instances;
pub mod network;
mod refused;
pub mod scenario;
mod services;
mod time;

pub use account::*;
pub use amounts::*;
pub use capacity::*;
pub use diagram::*;
pub use expression::*;
pub use history::*;
pub use instances::*;
pub use refused::*;
pub use services::*;
pub use time::*;

pub const TITLE: &str = "Free board";
/// The same, while a scenario is shown.
pub const SCENARIO: &str = "Scenario";
pub const MODEL_NOTE: &str = "A model: real clusters differ in timing.";
pub const UNDO: &str = "Undo";
pub const REDO: &str = "Redo";
pub const SCENARIOS: &str = "Scenarios";
pub const START_OVER: &str = "Start over";
pub const STARTED_OVER: &str = "The board starts over. Undo brings yours back.";
pub const DONE_AGAIN: &str = "Redone. Undo brings the other board back.";
pub const UNDONE: &str = "Undone:";
pub const BOARD_IS_BACK: &str = "Your board is back.";
pub const NOTHING_TO_UNDO: &str = "There is nothing to undo.";
pub const NOTHING_TO_REDO: &str = "There is nothing to redo.";
pub const SEED: &str = "Seed";
pub const SEED_HELP: &str = "breaks ties between equal instances";
pub const REROLL: &str = "Use the next seed";
pub const CLOSE: &str = "Close";
pub const CANCEL: &str = "Cancel";

pub const VIEWS: &str = "Sandbox views";
pub const BOARD: &str = "Board";
pub const BUILD: &str = "Build";
pub const DECISION: &str = "Decision";
pub const EVENTS: &str = "Events";

pub const STATUS: &str = "Status";
pub const READY: &str =
    "Choose a task definition and press Run. The board shows where each task goes, the Decision panel why.";

pub const CLUSTER: &str = "Cluster";
pub const BOARD_KEYS: &str = "Left and right change the zone, up and down the instance. Enter lists the tasks of an instance, Escape closes the list.";
pub const ADD_AN_INSTANCE: &str = "Add an instance";
pub const NO_INSTANCES: &str = "Your cluster has no instances. A task on EC2 needs one to run on.";
pub const FARGATE: &str = "AWS Fargate";
pub const FARGATE_LANE: &str = "No instances of your own: each task runs in a zone";
pub const NO_TASKS: &str = "No tasks here yet.";
pub const WHY_HERE: &str = "Why here?";
pub const STOP: &str = "Stop";
pub const CPU: &str = "CPU";
pub const MEMORY: &str = "Mem";
pub const ENI: &str = "ENI";
pub const GPU: &str = "GPU";

pub const INSTANCE_TYPE: &str = "Instance type";
pub const WHY_LESS_MEMORY: &str =
    "The operating system keeps part of the memory, so a task as large as the nominal size never fits.";

pub const TASK_DEFINITIONS: &str = "Task definitions";
pub const ADD_TASK_DEFINITION: &str = "Add a task definition";
pub const NO_TASK_DEFINITIONS: &str = "Nothing to run yet. A task definition says what a task needs.";
pub const BOARD_IS_FULL: &str =
    "A board holds eight task definitions, one for each letter. Deregister one to make room.";
pub const DEREGISTER: &str = "Deregister";
pub const SAMPLES: &str = "Samples";
pub const PASTE: &str = "Paste JSON";
pub const PASTE_LABEL: &str = "Task definition as JSON";
pub const PASTE_HELP: &str = "The input of register-task-definition or the output of describe-task-definition. It stays in this browser.";
pub const REGISTER: &str = "Register";
pub const LAUNCH_TYPE: &str = "Launch type";
pub const EC2: &str = "EC2";
pub const FARGATE_SHORT: &str = "Fargate";
pub const WHY_NOT_FARGATE: &str = "Why not Fargate?";
pub const FARGATE_SIZES: &str =
    "Register a revision for Fargate, in awsvpc mode, with one of the nearest sizes:";
pub const FARGATE_PLACES: &str =
    "Fargate accepts no strategies or constraints. It spreads tasks over the zones.";
pub const STRATEGY: &str = "Placement strategy";
pub const ADD_STRATEGY: &str = "Add a strategy";
pub const NO_STRATEGY: &str = "None: RunTask picks any instance at random.";
pub const ONE_STRATEGY: &str = "A strategy only ranks instances: it never blocks a task.";
pub const STRATEGY_ORDER: &str = "In this order: each ranks the instances that the one before left.";
pub const FIVE_STRATEGIES: &str = "In this order. A request takes at most five strategies.";
pub const MOVE_UP: &str = "Move up";
pub const MOVE_DOWN: &str = "Move down";
pub const REMOVE: &str = "Remove";
pub const CONSTRAINTS: &str = "Constraints";
pub const DISTINCT_INSTANCE: &str = "Different instance";
pub const DISTINCT_INSTANCE_HELP: &str = "Each task of the group gets its own instance.";
pub const COUNT: &str = "Count";
pub const FEWER: &str = "One task fewer";
pub const MORE: &str = "One task more";
pub const RUN_ONE: &str = "Run one task";

pub const PREVIOUS_DECISION: &str = "Previous decision";
pub const NEXT_DECISION: &str = "Next decision";
pub const NO_DECISION: &str = "No decision yet. Run a task and read here why it went where it did.";
pub const PREDICT_FIRST: &str = "Make your prediction first: then the latest decision opens here.";
pub const WHY_IS: &str = "Why is";
pub const NOWHERE: &str = "not placed?";
pub const INSTANCES_LEFT: &str = "Instances left after each stage";
pub const LEFT_BY_STRATEGY: &str = "Instances left by each strategy";
pub const IN_THE_CLUSTER: &str = "in the cluster";
pub const CAN_FIT_IT: &str = "can fit it";
pub const OBEY_RULES: &str = "obey rules";
pub const RANKS_FIRST: &str = "ranks first";
pub const DECISION_PER_INSTANCE: &str = "Decision per instance";
pub const DECISION_PER_ZONE: &str = "Decision per zone";
pub const INSTANCE: &str = "Instance";
pub const FIT: &str = "Fit";
pub const RULE: &str = "Rule";
pub const RANK: &str = "Rank";
pub const RESULT: &str = "Result";
pub const PASSED: &str = "pass";
pub const REJECTED: &str = "rejected";
pub const BEHIND: &str = "ranked behind";
pub const NOT_REACHED: &str = "not reached";
pub const PREFERENCE_NOTE: &str = "Constraints remove instances. Strategies only rank what is left, so a strategy alone never blocks a task.";
pub const FAILURES: &str = "RunTask answers with HTTP 200 and these failures:";
pub const DRAW_AGAIN: &str = "Draw again with the next seed";
pub const SEED_FOR_NEXT: &str = "A new seed applies to the tasks that follow.";
pub const NO_EVENTS: &str = "Nothing has happened yet.";

pub const SAVE_BLOCKED: &str = "This page cannot save here. What you build is lost when you reload it.";
pub const SAVE_FULL: &str =
    "This browser has no room left for your board. It is lost when you reload the page.";
pub const SAVED_UNREADABLE: &str =
    "Your saved board cannot be read, so this one starts fresh. The old text is kept.";
pub const SAVED_ONE_BEFORE: &str =
    "Your saved board cannot be read, so this is the one before your last change. The old text is kept.";
pub const SAVED_NEWER: &str =
    "Your board was saved by a newer Bayplan, so this one starts fresh. The old text is kept.";
pub const MODEL_CHANGED: &str =
    "Bayplan's model changed since you saved this board. Some tasks may be in another place now.";
pub const COPY_LINK: &str = "Copy link";
pub const COPY_LINK_HELP: &str = "Copy a link that opens this board as it is, commands included";
pub const LINK_COPIED: &str = "Copied. Whoever opens the link sees this board as it is now.";
pub const LINK_TO_BOARD: &str = "Link to this board";
pub const COPY_BY_HAND: &str = "The browser does not let the page copy. The link is selected: press Ctrl+C or Cmd+C, or hold it on a phone and choose Copy.";
pub const OWN_BOARD_IS_SAFE: &str =
    "Your own board is kept. What you change here is kept in the address of this page alone.";
pub const TAKE_BOARD: &str = "Use this as my board";
pub const KEEP_MINE: &str = "Back to my board";
pub const CHANGED_ELSEWHERE: &str =
    "Another tab has saved your board, while this one had moved on. What you see here is no longer saved.";
pub const SHOW_OTHER: &str = "Show the board of the other tab";
pub const FROM_OTHER_TAB: &str = "The board as you left it in another tab.";
pub const BOARD_TAKEN: &str = "This is your board now. It is saved in this browser.";
pub const OWN_BOARD_KEPT: &str = "Your own board is kept again. The one that you look at is not saved.";
pub const STILL_WORKS: &str = "Your own board is here as you left it, and everything on this page works.";
pub const SHOW_LINK: &str = "Show the link";
pub const LINK_AS_IT_IS: &str = "The link as it is";
pub const PART_IS_MISSING: &str =
    "The part of this page that reads and writes links did not arrive. Try again.";
/// In a menu whose choices are not here yet.
pub const NOT_YET: &str = "One moment: this is on its way.";
/// Said when an order cannot be carried out because the code for it did not arrive.
pub const ORDERS_ARE_MISSING: &str =
    "The part of this page that carries out orders did not arrive. Try again.";
/// Without a fragment it loads the page anew, and the way back in the history leads to the link.
pub const SANDBOX_PAGE: &str = "sandbox.html";
pub const SHOW_OLD: &str = "Show the old text";
pub const OLD_TEXT: &str = "The board as it was saved";
pub const DISMISS: &str = "Dismiss";

pub const KEYBOARD_HELP: &str = "Keyboard";
pub const SINGLE_KEYS: &str = "Use the keys that are a single letter or sign";
/// Keys and what they do.
pub const KEYS: [(&str, &str); 15] = [
    ("Tab", "Go to the next part of the page; the board is one stop"),
    ("← →", "On the board: the next zone"),
    ("↑ ↓", "On the board: the next instance"),
    ("Enter", "List the tasks of an instance"),
    ("Esc", "Close the list or a dialog"),
    ("← → ↑ ↓", "In the diagram: the nearest thing in that direction"),
    ("] [", "In the diagram: along a line, and back; again, along the next"),
    ("+ − 0", "In the diagram: larger, smaller, all of it"),
    ("T", "Go to the decision; Esc goes back"),
    ("Z", "Undo; Ctrl or Cmd with Z does it everywhere"),
    ("Shift Z", "Redo; Ctrl or Cmd with Y does it everywhere"),
    ("Space", "Play or pause time, once the clock is started"),
    (".", "Go to the next event, or one moment on"),
    (",", "One moment back"),
    ("?", "This list"),
];

/// What was taken back, by the first sentence of what had been said about it.
pub fn undone(sentence: &str) -> String {
    let what = sentence.split_inclusive(". ").next().unwrap_or(sentence).trim_end();
    [UNDONE, " ", what].concat()
}

/// "Zone a" of us-east-1a.
pub fn zone(name: &str) -> String {
    let letter = name.get(name.len().saturating_sub(1)..).unwrap_or(name);
    ["Zone ", letter].concat()
}

pub fn instance_type(it: &InstanceType) -> String {
    let gpus = if it.gpus > 0 { [", ", &count(it.gpus as usize, "GPU")].concat() } else { String::new() };
    [it.name, ": ", &size(it.cpu_units, it.memory_mib), ", ", &count(it.enis as usize, "ENI"), &gpus].concat()
}

pub fn will_register(it: &InstanceType) -> String {
    let cpu = group_digits(u64::from(it.cpu_units));
    let registered = group_digits(u64::from(it.registered_memory_mib()));
    let nominal = group_digits(u64::from(it.memory_mib));
    ["Registers ", &cpu, " CPU units and about ", &registered, " of its ", &nominal, " MiB."].concat()
}

pub fn awsvpc_tasks(it: &InstanceType, has_trunk: bool) -> String {
    if has_trunk && it.trunked_task_limit.is_some() {
        let tasks = count(it.awsvpc_task_limit_trunked() as usize, "task");
        return ["With a trunk network interface: ", &tasks, " in awsvpc mode."].concat();
    }
    let tasks = count(it.awsvpc_task_limit() as usize, "task");
    let enis = count(it.enis as usize, "network interface");
    let without = if has_trunk { " This type has no trunk." } else { "" };
    [&enis, ", one of them the instance's own: ", &tasks, " in awsvpc mode.", without].concat()
}

/// What is said of a board that came by a link.
pub fn opened(made_by_other: Option<u32>) -> String {
    let opened = "Opened from a link.";
    let Some(version) = made_by_other else { return opened.to_owned() };
    let (made, now) = (version.to_string(), crate::sim::VERSION.to_string());
    let changed =
        [" It was made with version ", &made, " of Bayplan's model, this page has version ", &now].concat();
    [opened, &changed, ". The commands are the same; some tasks may be in another place now."].concat()
}

pub fn broken_link(why: &str) -> String {
    ["The link of this page cannot be opened. ", why].concat()
}

pub fn no_link(why: &str) -> String {
    ["This board does not fit into a link. ", why].concat()
}

/// How a card is called when the keyboard comes to it.
pub fn card(card: &Card) -> String {
    let cpu = cpu_of(card.cpu_units_reserved, card.cpu_units);
    let memory = memory_of(card.memory_mib_reserved, card.memory_mib);
    let mut parts = vec![
        card.name.clone(),
        card.instance_type.clone(),
        ["CPU ", &cpu].concat(),
        ["memory ", &memory].concat(),
        count(card.blocks.len(), "task"),
    ];
    let n = |is_so: fn(TaskStatus) -> bool| card.blocks.iter().filter(|it| is_so(it.status)).count();
    for (n, state) in [(n(is_coming), STARTING), (n(is_going), STOPPING)] {
        parts.extend((n > 0).then(|| in_state(n, state)));
    }
    parts.extend(card.states.iter().map(|it| (*it).to_owned()));
    parts.join(", ")
}

pub fn placed_here(label: &str) -> String {
    [label, " placed here"].concat()
}

pub fn tasks_of(name: &str) -> String {
    ["Tasks and actions of ", name].concat()
}

pub fn remove(name: &str, n_tasks: usize) -> String {
    if n_tasks == 0 {
        return [REMOVE, " ", name].concat();
    }
    [REMOVE, " ", name, " and stop ", &count(n_tasks, "task")].concat()
}

pub fn why_is_here(label: &str) -> String {
    ["Why here? ", label].concat()
}

pub fn stop(label: &str) -> String {
    ["Stop ", label].concat()
}

pub fn family(family: &str, revision: Option<u32>) -> String {
    revision.map_or_else(|| family.to_owned(), |revision| [family, ":", &revision.to_string()].concat())
}

pub fn place_one(name: &str) -> String {
    ["Place one ", name, " task"].concat()
}

/// What a strategy is called, and how AWS writes its field; a line may break between the two parts of it.
pub fn strategy(strategy: &PlacementStrategy) -> (&'static str, Option<(&'static str, String)>) {
    match strategy {
        PlacementStrategy::Random => ("Random", None),
        PlacementStrategy::Spread(SpreadField::InstanceId) => {
            ("Spread over instances", Some(("instanceId", String::new())))
        }
        PlacementStrategy::Spread(SpreadField::Attribute(name)) => {
            let words = if name == "ecs.availability-zone" {
                "Spread over zones"
            } else {
                "Spread over an attribute"
            };
            (words, Some(("attribute:", name.clone())))
        }
        PlacementStrategy::Binpack(BinpackField::Cpu) => ("Binpack by CPU", Some(("cpu", String::new()))),
        PlacementStrategy::Binpack(BinpackField::Memory) => {
            ("Binpack by memory", Some(("memory", String::new())))
        }
    }
}

/// "Spread over rack", a custom attribute.
pub fn spread_over(strategy: &PlacementStrategy) -> String {
    let name = match strategy {
        PlacementStrategy::Spread(SpreadField::Attribute(name)) => name.as_str(),
        PlacementStrategy::Spread(SpreadField::InstanceId)
        | PlacementStrategy::Binpack(_)
        | PlacementStrategy::Random => "",
    };
    ["Spread over ", name].concat()
}

pub fn options_for(name: &str) -> String {
    ["Options for ", name].concat()
}

pub fn options_of(number: usize, words: &str) -> String {
    ["Options of strategy ", &number.to_string(), ", ", words].concat()
}

pub fn run(number: u32, family: Option<&str>) -> String {
    let noun = family.map_or_else(|| "task".to_owned(), |family| [family, " task"].concat());
    ["Run ", &count(number as usize, &noun)].concat()
}

pub fn fargate_in(zone_name: &str) -> String {
    ["Fargate in ", &zone(zone_name).to_ascii_lowercase()].concat()
}

pub fn on(place: &str) -> String {
    ["on ", place, "?"].concat()
}

pub fn left(number: u32) -> String {
    [&group_digits(u64::from(number)), " left"].concat()
}

pub fn chosen(reason: &str) -> String {
    if reason.is_empty() {
        return "Chosen".to_owned();
    }
    let mut letters = reason.chars();
    let first = letters.next().map(|it| it.to_ascii_lowercase().to_string()).unwrap_or_default();
    ["Chosen: ", &first, letters.as_str()].concat()
}

pub fn can_register(family: &str) -> String {
    [family, " can be registered. Nothing to fix."].concat()
}

pub fn n_findings(n_errors: usize, n_warnings: usize) -> String {
    match (n_errors, n_warnings) {
        (0, warnings) => [&count(warnings, "warning"), ". You can register it all the same."].concat(),
        (errors, 0) => [&count(errors, "problem"), " to fix before it can be registered."].concat(),
        (errors, warnings) => {
            [&count(errors, "problem"), " to fix, ", &count(warnings, "warning"), "."].concat()
        }
    }
}
