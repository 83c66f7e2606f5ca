//! Tasks on Fargate: they run in a zone, on nothing that the learner owns.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::sim::{TaskPlace, Zone};

use super::icon::icon_of_size;
use super::keyboard::Cell;
use super::task_block::Block;
use super::task_rows::TaskRows;
use super::{Desk, text};

/// The lane under the zones, as soon as there is something in it or Fargate is chosen.
#[component]
pub fn FargateLane(desk: Desk) -> AnyView {
    let zones = desk.read(|it| it.world().zones.clone());
    let n_tasks = desk.read(|it| {
        it.world().tasks.values().filter(|task| matches!(task.place, TaskPlace::Fargate(_))).count()
    });
    let cells = move || {
        let zones = zones.get();
        zones
            .iter()
            .enumerate()
            .map(|(at, name)| lane_cell(desk, Zone(u8::try_from(at).unwrap_or(u8::MAX)), name))
            .collect_view()
    };
    view! {
        <section class="lane" aria-label=text::FARGATE>
            <header>
                {icon_of_size(Icon::Fargate, "16")}
                <span>{text::FARGATE}</span>
                <span class="muted opt-d">{text::FARGATE_LANE}</span>
                <span class="sp"></span>
                <span class="muted">{move || text::count(n_tasks.get(), "task")}</span>
            </header>
            <div class="lane-z">{cells}</div>
        </section>
    }
    .into_any()
}

fn lane_cell(desk: Desk, zone: Zone, name: &str) -> AnyView {
    let place = TaskPlace::Fargate(zone);
    let cell = Cell::Fargate(zone);
    let blocks = desk.read(move |it| {
        let world = it.world();
        let here = world.tasks.values().filter(|task| task.place == place);
        here.filter_map(|task| {
            Some(Block::of(task, &world.task_definition(task.task_definition)?.task_definition.family))
        })
        .collect::<Vec<_>>()
    });
    let is_listed = Memo::new(move |_| desk.listed.get() == Some(place));
    let is_chosen = move || desk.chosen.with(|it| it.as_ref().is_some_and(|it| it.place == place));
    let zone_name = text::zone(name);
    let name = [text::FARGATE_SHORT, " ", &zone_name].concat();
    let label = name.clone();
    view! {
        <div
            class="lane-c"
            class:is-chosen=is_chosen
            role="group"
            id=cell.id()
            data-column=zone.0.to_string()
            aria-label=move || blocks.with(|it| [&label, ", ", &text::count(it.len(), "task")].concat())
            tabindex=move || desk.cells.tab_index(cell)
            on:focus=move |_| desk.cells.focused.set(Some(cell))
        >
            <div class="h">
                <span class="blocks">
                    <span class="muted tiny">{zone_name}</span>
                    <For each=move || blocks.get() key=|block| block.task.0 children=move |block| block_view(desk, &block, place)/>
                </span>
                <button
                    class="btn sm icon ghost more"
                    type="button"
                    tabindex="-1"
                    aria-expanded=move || is_listed.get().to_string()
                    aria-label=text::tasks_of(&name)
                    on:click=move |_| desk.toggle_list(place)
                >
                    {icon_of_size(Icon::Dots, "16")}
                </button>
            </div>
            {move || is_listed.get().then(|| view! { <TaskRows desk blocks cell/> })}
        </div>
    }
    .into_any()
}

fn block_view(desk: Desk, block: &Block, place: TaskPlace) -> AnyView {
    let task = block.task;
    let on_click = move |_| {
        desk.listed.set(Some(place));
        desk.ask_why(task);
    };
    view! {
        <span class=["tk ", block.look()].concat() class:is-new=desk.session.is_fresh(task) title=[&block.label, " ", &block.family].concat() on:click=on_click>
            <span>{block.label.clone()}</span>
        </span>
    }
    .into_any()
}
