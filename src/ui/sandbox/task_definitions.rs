//! The palette: the registered task definitions, one of them selected.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::sim::{MAX_TASK_DEFINITIONS, RegisteredTaskDefinition, Simulation, TaskDefinitionId};

use super::icon::icon_of_size;
use super::note::empty;
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
#[component]
pub fn TaskDefinitions(desk: Desk, adding: RwSignal<bool>) -> AnyView {
    let rows = desk.read(rows);
    let is_full = Memo::new(move |_| rows.with(|it| it.len() >= MAX_TASK_DEFINITIONS));
    let add_button = move |class: &'static str| {
        view! {
            <button class=class type="button" on:click=move |_| adding.set(true)>
                {icon_of_size(Icon::Plus, "16")}
                {text::ADD_TASK_DEFINITION}
            </button>
        }
        .into_any()
    };
    let foot = move || {
        if is_full.get() {
            return view! { <p class="tiny muted">{text::BOARD_IS_FULL}</p> }.into_any();
        }
        if rows.with(Vec::is_empty) {
            empty(text::NO_TASK_DEFINITIONS, add_button("btn sm"))
        } else {
            add_button("btn sm ghost add")
        }
    };
    view! {
        <section>
            <h2>{text::TASK_DEFINITIONS}</h2>
            <ul class="pal">
                <For each=move || rows.get() key=|row| row.id.0 children=move |row| palette_row(desk, row)/>
            </ul>
            {foot}
        </section>
    }
    .into_any()
}

fn palette_row(desk: Desk, row: Row) -> AnyView {
    let Row { id, name, demand } = row;
    let is_selected = move || desk.selected.get() == Some(id);
    let place_one = text::place_one(&name);
    view! {
        <li class:is-selected=is_selected>
            <button class="pick" type="button" aria-pressed=move || is_selected().to_string() on:click=move |_| desk.request.task_definition.set(id)>
                {chip(look(id), letter(id).letter().to_owned())}
                <span>
                    <b>{name}</b>
                    <small>{demand}</small>
                </span>
            </button>
            <button class="btn sm icon" type="button" aria-label=place_one.clone() title=place_one on:click=move |_| desk.run(id, 1)>
                {icon_of_size(Icon::Plus, "16")}
            </button>
        </li>
    }
    .into_any()
}
