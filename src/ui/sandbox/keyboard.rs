//! The keyboard on the board and everywhere in the sandbox.
//!
//! The board is one tab stop: left and right change the zone, up and down the instance. What has the stop moves
//! with the focus, and goes to a neighbor when it leaves the board.

use leptos::ev;
use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement, KeyboardEvent};
use wasm_bindgen::JsCast;

use crate::sim::{ContainerInstanceId, Simulation, TaskPlace, Zone};
use crate::ui::mount;
use crate::ui::on_demand::soon;
use crate::ui::part::Part;
use crate::ui::signal::{Memo, RwSignal};

use super::Desk;

/// A place on the board that the arrow keys stop at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cell {
    /// An instance's card.
    Instance(ContainerInstanceId),
    /// The button under a zone's cards.
    Add(Zone),
    /// A zone's part of the Fargate lane.
    Fargate(Zone),
}

impl Cell {
    /// The id of its element.
    pub fn id(self) -> String {
        let (kind, number) = match self {
            Self::Instance(id) => ("instance-", id.0),
            Self::Add(zone) => ("add-to-", u32::from(zone.0)),
            Self::Fargate(zone) => ("fargate-", u32::from(zone.0)),
        };
        [kind, &number.to_string()].concat()
    }

    /// The cell of a place.
    pub fn of(place: TaskPlace) -> Self {
        match place {
            TaskPlace::ContainerInstance(id) => Self::Instance(id),
            TaskPlace::Fargate(zone) => Self::Fargate(zone),
            // What waits for capacity is in no cell of its own.
            TaskPlace::AwaitsCapacity => Self::Add(Zone(0)),
        }
    }

    fn place(self) -> Option<TaskPlace> {
        match self {
            Self::Instance(id) => Some(TaskPlace::ContainerInstance(id)),
            Self::Fargate(zone) => Some(TaskPlace::Fargate(zone)),
            Self::Add(_) => None,
        }
    }
}

/// Which cell is the tab stop.
#[derive(Clone, Copy)]
pub struct Cells {
    /// The one that last had the focus.
    pub focused: RwSignal<Option<Cell>>,
    stop: Memo<Cell>,
}

impl Cells {
    /// The first instance is the tab stop until another cell had the focus.
    pub fn new(simulation: RwSignal<Simulation>) -> Self {
        let focused = RwSignal::new(None);
        let stop = Memo::new(move |_| {
            simulation.with(|it| {
                let instances = &it.world().container_instances;
                let first =
                    instances.values().min_by_key(|it| (it.zone, it.id)).map(|it| Cell::Instance(it.id));
                let is_there = |cell: &Cell| match cell {
                    Cell::Instance(id) => instances.contains_key(id),
                    Cell::Add(_) | Cell::Fargate(_) => true,
                };
                focused.get().filter(is_there).or(first).unwrap_or(Cell::Add(Zone(0)))
            })
        });
        Self { focused, stop }
    }

    /// Makes an element a cell: it has its id, and is the tab stop when it is the one that last had the focus.
    pub fn stop(self, element: Part, cell: Cell) -> Part {
        element
            .attr("id", &cell.id())
            .attr_by("tabindex", move || Some(if self.stop.get() == cell { "0" } else { "-1" }.to_owned()))
            .on("focus", move |_| self.focused.set(Some(cell)))
    }
}

/// Puts the focus on an element once the views have settled.
pub fn focus_soon(id: String) {
    request_animation_frame(move || focus(&id));
}

/// The same, if what had the focus has gone and nothing else has got it by then.
pub fn focus_if_lost(id: String) {
    let move_on = move || {
        if mount::document().active_element().is_none_or(|it| it.tag_name() == "BODY") {
            focus(&id);
        }
    };
    request_animation_frame(|| request_animation_frame(move_on));
}

fn focus(id: &str) {
    if let Some(element) = mount::document().get_element_by_id(id) {
        mount::focus(&element);
    }
}

/// Scrolls the board, where it scrolls by itself, so that a cell can be seen.
pub fn show_on_board(id: &str) {
    let document = mount::document();
    let (Some(board), Some(cell)) =
        (document.get_element_by_id("view-board"), document.get_element_by_id(id))
    else {
        return;
    };
    // The zones snap back to where they were in the frame in which they appear, so wait for the next one.
    let column = cell.clone();
    request_animation_frame(move || bring_column(&column));
    let (inside, all) = (board.get_bounding_client_rect(), cell.get_bounding_client_rect());
    if board.scroll_height() > board.client_height()
        && (all.top() < inside.top() || all.bottom() > inside.bottom())
    {
        cell.scroll_into_view_with_bool(all.top() < inside.top());
    }
}

/// On a phone the zones stand side by side and scroll: shows the one that a cell is in.
fn bring_column(cell: &Element) {
    let (Ok(Some(zones)), Ok(Some(zone))) = (cell.closest(".azs"), cell.closest(".azc")) else { return };
    if zones.scroll_width() > zones.client_width() {
        let by = zone.get_bounding_client_rect().left() - zones.get_bounding_client_rect().left();
        zones.scroll_by_with_x_and_y(by, 0.0);
    }
}

/// Arrow keys, Enter and Escape on the board.
pub fn on_board_keydown(desk: Desk, event: &KeyboardEvent) {
    let Some(target) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) else { return };
    if event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    if event.key() == "Escape" {
        if let Some(cell) =
            desk.cells.focused.get_untracked().filter(|_| desk.listed.get_untracked().is_some())
        {
            desk.listed.set(None);
            focus_soon(cell.id());
        }
        return;
    }
    // Inside a card only Escape is the board's.
    if !target.has_attribute("data-column") {
        return;
    }
    match event.key().as_str() {
        "Enter" | " " => {
            let cell = desk.cells.focused.get_untracked();
            if let Some(place) = cell.and_then(Cell::place) {
                event.prevent_default();
                list_and_enter(desk, place, &target.id());
            }
        }
        key => {
            if let Some(next) = neighbor(&target, key) {
                event.prevent_default();
                mount::focus(&next);
            }
        }
    }
}

/// Opens the list of a place and goes into it; closes it again when it is open.
fn list_and_enter(desk: Desk, place: TaskPlace, id: &str) {
    desk.toggle_list(place);
    if desk.listed.get_untracked() != Some(place) {
        return;
    }
    let (id, first) = (id.to_owned(), ["#", id, " .rows button, #", id, " .dng"].concat());
    let enter = move || {
        let document = mount::document();
        // Whoever has gone on while the code of the list was on its way is left alone.
        let is_here = document.active_element().is_some_and(|it| it.id() == id);
        if let (true, Ok(Some(button))) = (is_here, document.query_selector(&first)) {
            mount::focus(&button);
        }
    };
    soon(async move {
        if (desk.chunks.dialogs)().await.is_ok() {
            request_animation_frame(enter);
        }
    });
}

/// The cell that a key leads to from here.
fn neighbor(from: &Element, key: &str) -> Option<Element> {
    let columns = columns();
    let here = columns
        .iter()
        .enumerate()
        .find_map(|(column, cells)| cells.iter().position(|cell| cell == from).map(|row| (column, row)));
    let (column, row) = here?;
    let cell = |column: Option<usize>, row: Option<usize>| {
        let cells = columns.get(column?)?;
        cells.get(row?.min(cells.len().checked_sub(1)?)).cloned()
    };
    match key {
        "ArrowUp" => cell(Some(column), row.checked_sub(1)),
        "ArrowDown" => cell(Some(column), Some(row + 1).filter(|it| *it < columns[column].len())),
        "ArrowLeft" => cell(column.checked_sub(1), Some(row)),
        "ArrowRight" => cell(Some(column + 1), Some(row)),
        "Home" => cell(Some(0), Some(0)),
        "End" => cell(columns.len().checked_sub(1), Some(usize::MAX)),
        _ => None,
    }
}

/// The cells of the board by zone, from top to bottom.
fn columns() -> Vec<Vec<Element>> {
    let document = mount::document();
    let mut columns: Vec<Vec<Element>> = vec![];
    for cell in mount::all(&document, "#view-board [data-column]") {
        let at = cell.get_attribute("data-column").and_then(|it| it.parse::<usize>().ok()).unwrap_or(0);
        if columns.len() <= at {
            columns.resize(at + 1, vec![]);
        }
        columns[at].push(cell);
    }
    columns
}

/// Listens for the keys that work everywhere on the page.
pub fn listen(desk: Desk, is_help_open: RwSignal<bool>) {
    let handle = window_event_listener(ev::keydown, move |event| {
        if event.default_prevented() || is_writing(&event) || is_in_dialog(&event) {
            return;
        }
        let is_command = event.ctrl_key() || event.meta_key();
        let single_keys = desk.single_keys.get_untracked();
        match event.key().as_str() {
            "z" | "Z" if is_command || single_keys => {
                if event.shift_key() {
                    desk.redo();
                } else {
                    desk.undo();
                }
            }
            "y" if is_command => desk.redo(),
            " " if single_keys && desk.has_time() && !is_control(&event) => desk.toggle_play(),
            "." if single_keys && !is_command && (desk.has_time() || desk.session.is_in_past()) => {
                desk.step_time();
            }
            "," if single_keys && !is_command => desk.look_by(-1),
            "?" if single_keys && !is_command => is_help_open.set(true),
            "t" | "T" if single_keys && !is_command => desk.show_decision(),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || handle.remove());
}

/// In a field the letters are text, and Ctrl+Z belongs to it.
fn is_writing(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<HtmlElement>().ok());
    target.is_some_and(|it| {
        let kind = it.get_attribute("type").unwrap_or_default();
        let is_field = it.tag_name() == "INPUT" && !["checkbox", "radio", "range"].contains(&kind.as_str());
        is_field || matches!(it.tag_name().as_str(), "TEXTAREA" | "SELECT")
    })
}

/// Where Space presses something.
fn is_control(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|it| {
        it.closest("button, a, input, select, summary, [role=tab]").ok().flatten().is_some()
    })
}

fn is_in_dialog(event: &KeyboardEvent) -> bool {
    let target = event.target().and_then(|it| it.dyn_into::<Element>().ok());
    target.is_some_and(|it| it.closest("dialog").ok().flatten().is_some())
}
