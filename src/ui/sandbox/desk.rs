//! What the sandbox's views share, and what the learner can do from any of them.

use leptos::prelude::*;
use leptos::web_sys::Element;

use crate::ecs::TaskDefinition;
use crate::sim::{
    Command, ContainerInstanceId, Event, ServiceId, Simulation, TaskDefinitionId, TaskId, TaskPlace, opening,
};
use crate::sorted::SortedSet;
use crate::ui::clock::{self, Timer};
use crate::ui::on_demand::soon;
use crate::ui::part::keep;
use crate::ui::session::{Session, Step};
use crate::ui::signal::{Memo, RwSignal, StoredValue};
use crate::ui::storage::{self, Refusal};
use crate::ui::{media, mount};

use super::account::Account;
use super::attributes::Attributes;
use super::balancing::Balancing;
use super::capacity::Capacity;
use super::chunks::{Chunks, Orders};
use super::create_service::Creating;
use super::decision::Page;
use super::keyboard::{Cell, Cells, focus_soon};
use super::opened::{self, Chosen, Opened};
use super::request::Request;
use super::saved::{self, Draft, Restored, Unread, Unsaved};
use super::scenario::Scenarios;
use super::sharing::Sharing;
use super::task_definitions::{ADD_TASK_DEFINITION, palette_id};
use super::text;
use super::time_bar::Playing;
use super::view_tabs::View;

/// Where the choice about single-letter keys is remembered.
const SINGLE_KEYS: &str = "bayplan.single-keys";

/// How long what is typed may wait to be saved.
const SAVE_AFTER_MS: u32 = 400;

/// A handle that every view of the sandbox may copy. What it points to lives as long as the page.
#[derive(Clone, Copy)]
pub struct Desk(&'static Parts);

impl std::ops::Deref for Desk {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0
    }
}

/// What the views share.
pub struct Parts {
    /// What comes on demand.
    pub chunks: &'static Chunks,
    /// What carries out orders, once it is here.
    pub orders: RwSignal<Option<&'static Orders>>,
    /// The simulation and its log in words.
    pub session: Session,
    /// The request being put together.
    pub request: Request,
    /// The text of a task definition that is not registered yet.
    pub typed: RwSignal<String>,
    /// The task definition that the request is for.
    pub selected: Memo<Option<TaskDefinitionId>>,
    /// The decision that is looked at.
    pub opened: Memo<Option<Opened>>,
    /// Where that decision put its task.
    pub chosen: Memo<Option<Chosen>>,
    /// The part that a phone shows.
    pub view: RwSignal<View>,
    /// The tab of the Decision panel.
    pub page: RwSignal<Page>,
    /// The service that its tab shows, once the learner has chosen one.
    pub service: RwSignal<Option<ServiceId>>,
    /// Whether the learner asked for the timeline of a board that stands still.
    pub timeline: RwSignal<bool>,
    /// The instances that the expression holds for which is being written.
    pub matching: RwSignal<Option<SortedSet<ContainerInstanceId>>>,
    /// The place whose tasks are listed on the board.
    pub listed: RwSignal<Option<TaskPlace>>,
    /// The form of a new service.
    pub creating: Creating,
    /// The dialog with the attributes of an instance.
    pub attributes: Attributes,
    /// The dialogs about load balancing.
    pub balancing: Balancing,
    /// The scenarios, and the one that is shown.
    pub scenarios: Scenarios,
    /// The dialogs of roles, network and volumes.
    pub account: Account,
    /// The dialogs of capacity providers and auto scaling.
    pub capacity: Capacity,
    /// Whether time is played.
    pub playing: Playing,
    /// The tab stop of the board.
    pub cells: Cells,
    /// Whether single letters are shortcuts.
    pub single_keys: RwSignal<bool>,
    /// Why the browser keeps nothing, if it does not.
    pub not_kept: RwSignal<Option<Refusal>>,
    /// Boards that come and go by link.
    pub sharing: Sharing,
    /// What was saved and could not be read.
    pub unread: RwSignal<Option<Unread>>,
    asked_from: StoredValue<Option<String>>,
    /// Runs while something that was typed is not saved yet.
    pub(super) save_timer: StoredValue<Option<Timer>>,
}

impl Desk {
    /// The learner's board as it was left, or a fresh one.
    pub fn new(chunks: &'static Chunks, restored: Option<Restored>) -> Self {
        let (board, unread) = restored.map_or((None, None), |it| (it.board, it.unread));
        let is_changed = board.as_ref().is_some_and(|it| !it.is_same);
        let (simulation, draft) = match board {
            Some(board) => (*board.simulation, board.draft),
            None => (opening::seen(), None),
        };
        let session = Session::new(simulation);
        if is_changed {
            session.status.set(text::MODEL_CHANGED.to_owned());
        }
        let (request, typed) = draft.map_or_else(
            || (Request::new(opening::strategies()), String::new()),
            |it| (Request::of(it.request), it.task_definition),
        );
        let orders = RwSignal::new(None);
        let opened = opened::opened(session, orders);
        let parts = Parts {
            chunks,
            orders,
            session,
            request,
            typed: RwSignal::new(typed),
            selected: Memo::new(move |_| session.simulation.with(|it| request.selected(it.world()))),
            opened,
            chosen: opened::chosen(session, opened),
            view: RwSignal::new(View::Board),
            page: RwSignal::new(Page::Decision),
            service: RwSignal::new(None),
            timeline: RwSignal::new(false),
            matching: RwSignal::new(None),
            listed: RwSignal::new(None),
            creating: Creating::new(),
            attributes: Attributes::new(),
            balancing: Balancing::new(),
            scenarios: Scenarios::new(),
            account: Account::new(),
            capacity: Capacity::new(),
            playing: Playing::new(),
            cells: Cells::new(session.simulation),
            single_keys: RwSignal::new(storage::read(SINGLE_KEYS).as_deref() != Some("off")),
            not_kept: RwSignal::new(storage::refusal()),
            sharing: Sharing::new(),
            unread: RwSignal::new(unread),
            asked_from: StoredValue::new(None),
            save_timer: StoredValue::new(None),
        };
        let desk = Self(Box::leak(Box::new(parts)));
        desk.keep_what_is_typed();
        desk
    }

    /// Saves what is being put together a moment after each change, and with the time that was played at the latest
    /// when the page is left.
    fn keep_what_is_typed(self) {
        let is_new = StoredValue::new(true);
        keep(Box::new(move || {
            self.request.track();
            self.typed.track();
            if !is_new.try_update_value(|it| std::mem::replace(it, false)).unwrap_or(false) {
                self.save_timer.set_value(Some(clock::after(SAVE_AFTER_MS, move || self.save_typed())));
            }
        }));
        // On a phone a page that is put away may never hear that it is left.
        for leaving in ["pagehide", "visibilitychange"] {
            let handle = window_event_listener_untyped(leaving, move |_| {
                if self.save_timer.with_value(Option::is_some) || self.playing.is_on.get_untracked() {
                    self.save_typed();
                }
            });
            on_cleanup(move || handle.remove());
        }
    }

    /// A memo of a part of the simulation.
    pub fn read<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Simulation) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.session.simulation.with(&part))
    }

    /// Saves the board and what is being put together. What writes task definitions of the learner's own came with
    /// the first of them.
    pub fn save(self) {
        self.save_timer.set_value(None);
        // What is only looked at is not the learner's board.
        if self.session.is_in_past() {
            return;
        }
        if self.sharing.is_own() {
            self.order(move |orders| self.keep_board(orders));
        }
        self.follow_in_address();
    }

    /// Saves what nobody ordered to be saved now. It must not go over what another tab has saved: the browser may not have
    /// told of that yet.
    fn save_typed(self) {
        if self.sharing.is_news() {
            self.take_news();
        } else {
            self.save();
        }
    }

    fn keep_board(self, orders: &Orders) {
        let simulation = self.session.simulation;
        let request = self.request.as_it_stands();
        let draft = Draft { request, task_definition: self.typed.get_untracked() };
        match simulation.with_untracked(|it| (orders.save)(it, draft)) {
            Ok(refusal) => self.kept(refusal),
            Err(unsaved) => soon(async move {
                let Ok(it) = (self.chunks.definitions)().await else { return };
                let Unsaved { simulation: board, draft } = *unsaved;
                // Meanwhile more may have been done on it, or another board may stand in its place.
                self.kept(if self.sharing.is_own() {
                    simulation.with_untracked(|board| (it.save)(board, draft))
                } else {
                    (it.save)(&board, draft)
                });
            }),
        }
    }

    fn kept(self, refusal: Option<Refusal>) {
        self.sharing.has_seen(saved::text());
        self.not_kept.set(refusal);
    }

    /// Runs tasks with the request as it stands.
    pub fn run(self, task_definition: TaskDefinitionId, count: u32) {
        self.request.task_definition.set(task_definition);
        let command = Command::RunTask(self.request.run_task(task_definition, count));
        self.order(move |_| {
            self.dispatch(command);
            self.show_run();
        });
    }

    fn show_run(self) {
        self.turn_to(Page::Decision);
        // On a phone the result would be out of sight; the focus goes where the sight goes.
        if self.view.get_untracked() == View::Build && media::is_phone() {
            match untrack(|| self.chosen.get()) {
                Some(chosen) => {
                    self.view.set(View::Board);
                    focus_soon(Cell::of(chosen.place).id());
                }
                None => self.show_decision(),
            }
        }
    }

    /// Registers a task definition and selects it; does something more, unless the board has no room for it.
    pub fn register(self, task_definition: TaskDefinition, then: impl FnOnce() + 'static) {
        self.order(move |_| {
            if self.register_now(task_definition) {
                then();
            }
        });
    }

    fn register_now(self, task_definition: TaskDefinition) -> bool {
        let n_definitions =
            move || self.session.simulation.with_untracked(|it| it.world().task_definitions.len());
        let n_before = n_definitions();
        self.dispatch(Command::RegisterTaskDefinition(Box::new(task_definition)));
        let is_registered = n_definitions() > n_before;
        if is_registered && let Ok(id) = u32::try_from(n_before) {
            self.request.task_definition.set(TaskDefinitionId(id));
        }
        if !self.session.simulation.with_untracked(|it| it.world().has_free_letter()) {
            // The way to add another one is gone.
            focus_soon("run".to_owned());
        }
        is_registered
    }

    /// Deregisters a task definition; the focus goes to the one that is selected then.
    pub fn deregister(self, id: TaskDefinitionId) {
        self.order(move |_| {
            self.dispatch(Command::DeregisterTaskDefinition(id));
            let next = self.selected.get_untracked();
            focus_soon(next.map_or_else(|| ADD_TASK_DEFINITION.to_owned(), palette_id));
        });
    }

    /// Stops a task; the focus goes to the place where it ran.
    pub fn stop(self, task: TaskId, cell: Cell) {
        self.dispatch(Command::StopTask(task));
        focus_soon(cell.id());
    }

    /// Opens or closes the list of tasks of a place.
    pub fn toggle_list(self, place: TaskPlace) {
        self.listed.update(|it| *it = if *it == Some(place) { None } else { Some(place) });
    }

    /// Opens the decision that placed a task.
    pub fn ask_why(self, task: TaskId) {
        let placed = |event: &Event| matches!(event, Event::TaskPlaced(it) if it.id == task);
        let index = self
            .session
            .simulation
            .with_untracked(|it| it.log().iter().position(|entry| entry.events.iter().any(placed)));
        if index.is_some() {
            self.session.opened.set(index);
            self.show_decision();
            self.session.say_opened();
        }
    }

    /// Goes to the decision; [`Self::leave_decision`] comes back.
    pub fn show_decision(self) {
        self.show_page(Page::Decision, "why");
    }

    /// Goes to a tab of the Decision panel and to what has this id there.
    pub fn show_page(self, page: Page, id: &str) {
        self.asked_from.set_value(mount::document().active_element().and_then(|it| from(&it)));
        self.turn_to(page);
        self.view.set(View::Decision);
        focus_soon(id.to_owned());
    }

    /// A page that is open already is not made anew.
    fn turn_to(self, page: Page) {
        if self.page.get_untracked() != page {
            self.page.set(page);
        }
    }

    /// Goes back to where the decision was asked for.
    pub fn leave_decision(self) {
        self.view.set(View::Board);
        focus_soon(self.asked_from.get_value().unwrap_or_else(|| "run".to_owned()));
    }

    /// Decides the opened run once more with the next seed.
    pub fn draw_again(self) {
        self.order(move |orders| {
            (orders.draw_again)(self.session);
            self.save();
            focus_soon("why".to_owned());
        });
    }

    /// Takes back the last step.
    pub fn undo(self) {
        self.pause();
        self.order(move |orders| {
            self.session.say(match (orders.undo)(self.session) {
                Step::Command(words) => text::undone(&words),
                Step::Restart => text::BOARD_IS_BACK.to_owned(),
                Step::Present => text::BACK_AGAIN.to_owned(),
                Step::Nothing => text::NOTHING_TO_UNDO.to_owned(),
            });
            self.save();
        });
    }

    /// Does again what was taken back.
    pub fn redo(self) {
        self.pause();
        self.order(move |orders| {
            self.session.say(match (orders.redo)(self.session) {
                Step::Command(words) => words,
                Step::Restart => text::DONE_AGAIN.to_owned(),
                Step::Present | Step::Nothing => text::NOTHING_TO_REDO.to_owned(),
            });
            self.save();
        });
    }

    /// Puts the first board in place of this one; that of a scenario begins anew.
    pub fn start_over(self) {
        if let Some(scenario) = self.scenarios.name() {
            return self.open_scenario(scenario.to_owned());
        }
        self.pause();
        self.listed.set(None);
        self.order(move |orders| {
            (orders.start_over)(self.session, (orders.first_board)(opening::SEED));
            self.session.say(text::STARTED_OVER.to_owned());
            self.save();
        });
    }

    /// Switches the single-letter keys and remembers it.
    pub fn set_single_keys(self, are_on: bool) {
        self.single_keys.set(are_on);
        storage::write(SINGLE_KEYS, if are_on { "on" } else { "off" });
    }
}

/// The id of what to come back to: the card around an element, or the element itself.
fn from(element: &Element) -> Option<String> {
    let card = element.closest("[data-column]").ok().flatten();
    let id = card.map_or_else(|| element.id(), |it| it.id());
    (!id.is_empty() && id != "why").then_some(id)
}
