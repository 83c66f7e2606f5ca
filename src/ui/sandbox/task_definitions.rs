//! The palette: the ACTIVE task definitions, one of them selected.

use crate::diagram::{Icon, TaskLetter};
use crate::sim::{RegisteredTaskDefinition, Simulation, TaskDefinitionId, TaskDefinitionStatus};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Keyed, Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::button::{button, icon_button};
use super::menu::{Choice, menu};
use super::note::{empty, paragraph};
use super::task_block::{chip, letter, look};
use super::{Desk, text};

/// One row of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    id: TaskDefinitionId,
    letter: TaskLetter,
    name: String,
    demand: String,
}

/// The id of the button that adds one.
pub const ADD_TASK_DEFINITION: &str = "add-task-definition";

/// The id of the button that selects one.
pub fn palette_id(id: TaskDefinitionId) -> String {
    ["definition-", &id.0.to_string()].concat()
}

fn rows(simulation: &Simulation) -> Vec<Row> {
    let all = &simulation.world().task_definitions;
    let is_active = |it: &RegisteredTaskDefinition| it.status == TaskDefinitionStatus::Active;
    let is_revised = |it: &RegisteredTaskDefinition| {
        it.revision > 1
            || all.iter().filter(|other| other.task_definition.family == it.task_definition.family).count()
                > 1
    };
    let row = |(at, it): (u32, &RegisteredTaskDefinition)| Row {
        id: TaskDefinitionId(at),
        letter: letter(it),
        name: text::family(&it.task_definition.family, is_revised(it).then_some(it.revision)),
        demand: text::demand(&it.demand),
    };
    (0..).zip(all).filter(|(_, it)| is_active(it)).map(row).collect()
}

/// The list of task definitions with a way to add one.
pub fn task_definitions(desk: Desk, adding: RwSignal<bool>) -> Part {
    let rows = desk.read(rows);
    let has_room = desk.read(|it| it.world().has_free_letter());
    let is_empty = Memo::new(move |_| rows.with(Vec::is_empty));
    let add_button = move |class: &str| {
        button(class, move || adding.set(true))
            .attr("id", ADD_TASK_DEFINITION)
            .with(icon_of_size(Icon::Plus, "16"))
            .text(text::ADD_TASK_DEFINITION)
    };
    let foot = move || match (is_empty.get(), has_room.get()) {
        (_, false) => vec![paragraph("tiny muted", text::BOARD_IS_FULL)],
        (true, true) => vec![empty(text::NO_TASK_DEFINITIONS, add_button("btn sm"))],
        (false, true) => vec![add_button("btn sm ghost add")],
    };
    let list = move || {
        let row =
            |row: Row| -> Keyed { (desk.session.key(row.id.0), Box::new(move || palette_row(desk, &row))) };
        rows.get().into_iter().map(row).collect()
    };
    html("section")
        .with(html("h2").text(text::TASK_DEFINITIONS))
        .with(html("ul").class("pal").each(list))
        .slot(foot)
}

fn palette_row(desk: Desk, row: &Row) -> Part {
    let id = row.id;
    let is_selected = move || desk.selected.get() == Some(id);
    let words = html("span").with(html("b").text(&row.name)).with(html("small").text(&row.demand));
    let pick = button("pick", move || desk.request.task_definition.set(id))
        .attr("id", &palette_id(id))
        .is("aria-pressed", is_selected)
        .with(chip(look(row.letter), row.letter.letter()))
        .with(words);
    let place_one =
        icon_button("btn sm icon", Icon::Plus, &text::place_one(&row.name), move || desk.run(id, 1));
    let choices = move || {
        let create = move || desk.creating.open_for(Some(id));
        let deregister = move || desk.deregister(id);
        let choice = |words: &str, act: Box<dyn Fn()>| Choice { words: words.to_owned(), is_open: true, act };
        vec![choice(text::CREATE_SERVICE, Box::new(create)), choice(text::DEREGISTER, Box::new(deregister))]
    };
    let face = |button: Part| button.with(icon_of_size(Icon::Dots, "16"));
    let menu_id = ["options-", &palette_id(id)].concat();
    let options = menu(&menu_id, "btn sm icon ghost", &text::options_for(&row.name), face, choices);
    html("li").class_by("is-selected", is_selected).with(pick).with(place_one).with(options)
}
