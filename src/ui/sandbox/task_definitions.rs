//! The palette: the registered task definitions, one of them selected.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::sim::{MAX_TASK_DEFINITIONS, RegisteredTaskDefinition, Simulation, TaskDefinitionId};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Keyed, Part, html};

use super::button::{button, icon_button};
use super::note::{empty, paragraph};
use super::task_block::{chip, letter, look};
use super::{Desk, text};

/// One row of the palette.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    id: TaskDefinitionId,
    name: String,
    demand: String,
}

fn rows(simulation: &Simulation) -> Vec<Row> {
    let all = &simulation.world().task_definitions;
    let is_revised = |it: &RegisteredTaskDefinition| {
        all.iter().filter(|other| other.task_definition.family == it.task_definition.family).count() > 1
    };
    let row = |(at, it): (u32, &RegisteredTaskDefinition)| Row {
        id: TaskDefinitionId(at),
        name: text::family(&it.task_definition.family, is_revised(it).then_some(it.revision)),
        demand: text::demand(&it.demand),
    };
    (0..).zip(all).map(row).collect()
}

/// The list of task definitions with a way to add one.
pub fn task_definitions(desk: Desk, adding: RwSignal<bool>) -> Part {
    let rows = desk.read(rows);
    let add_button = move |class: &str| {
        button(class, move || adding.set(true))
            .with(icon_of_size(Icon::Plus, "16"))
            .text(text::ADD_TASK_DEFINITION)
    };
    let foot = move || match rows.with(Vec::len) {
        0 => vec![empty(text::NO_TASK_DEFINITIONS, add_button("btn sm"))],
        n if n >= MAX_TASK_DEFINITIONS => vec![paragraph("tiny muted", text::BOARD_IS_FULL)],
        _ => vec![add_button("btn sm ghost add")],
    };
    let list = move || {
        let row = |row: Row| -> Keyed { (row.id.0, Box::new(move || palette_row(desk, &row))) };
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
        .is("aria-pressed", is_selected)
        .with(chip(look(id), letter(id).letter()))
        .with(words);
    let place_one =
        icon_button("btn sm icon", Icon::Plus, &text::place_one(&row.name), move || desk.run(id, 1));
    html("li").class_by("is-selected", is_selected).with(pick).with(place_one)
}
