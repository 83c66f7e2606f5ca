//! The cluster: one column a zone with its instances, and the Fargate lane below.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::sim::{ContainerInstanceId, TaskPlace, Zone};

use super::add_instance::{AddInstance, Adding};
use super::fargate_lane::FargateLane;
use super::icon::icon_of_size;
use super::instance_card::InstanceCard;
use super::keyboard::{self, Cell};
use super::note::empty;
use super::{Desk, text};

/// The board.
#[component]
pub fn Board(desk: Desk) -> AnyView {
    let zones = desk.read(|it| it.world().zones.clone());
    let is_empty = desk.read(|it| it.world().container_instances.is_empty());
    let adding = Adding::new();
    Effect::new(move |_| {
        if let Some(id) = desk.chosen.with(|it| it.as_ref().map(|it| Cell::of(it.place).id())) {
            request_animation_frame(move || keyboard::show_on_board(&id));
        }
    });
    let nobody = move || {
        let add = view! { <button class="btn sm" type="button" on:click=move |_| adding.open_for(Zone(0))>{text::ADD_AN_INSTANCE}</button> };
        empty(text::NO_INSTANCES, add.into_any())
    };
    let columns = move || {
        let zones = zones.get();
        zones.iter().enumerate().map(|(at, name)| zone_column(desk, zone_at(at), name, adding)).collect_view()
    };
    view! {
        <section class="board" id="view-board" aria-label=text::CLUSTER aria-describedby="board-keys" on:keydown=move |event| keyboard::on_board_keydown(desk, &event)>
            <p class="vh" id="board-keys">{text::BOARD_KEYS}</p>
            {move || is_empty.get().then(nobody)}
            <div class="azs">{columns}</div>
            <FargateLane desk/>
        </section>
        <AddInstance desk adding/>
    }
    .into_any()
}

fn zone_at(index: usize) -> Zone {
    Zone(u8::try_from(index).unwrap_or(u8::MAX))
}

fn zone_column(desk: Desk, zone: Zone, name: &str, adding: Adding) -> AnyView {
    let instances = desk.read(move |it| {
        let all = it.world().container_instances.values();
        all.filter(|it| it.zone == zone).map(|it| it.id).collect::<Vec<ContainerInstanceId>>()
    });
    let n_tasks = desk.read(move |it| {
        let world = it.world();
        let is_here = |place: TaskPlace| match place {
            TaskPlace::ContainerInstance(id) => {
                world.container_instances.get(&id).is_some_and(|it| it.zone == zone)
            }
            TaskPlace::Fargate(at) => at == zone,
        };
        world.tasks.values().filter(|it| is_here(it.place)).count()
    });
    let cell = Cell::Add(zone);
    let title = text::zone(name);
    let heading = title.clone();
    let add = text::add_an_instance_to(name);
    view! {
        <section class="azc" aria-label=title>
            <header title=name.to_owned()>
                {icon_of_size(Icon::Az, "16")}
                <span>{heading}</span>
                <span class="sp"></span>
                <span class="muted n">{move || text::count(n_tasks.get(), "task")}</span>
            </header>
            <For each=move || instances.get() key=|id| id.0 children=move |id| view! { <InstanceCard desk id zone/> }/>
            <button
                class="addi"
                type="button"
                aria-label=add
                id=cell.id()
                data-column=zone.0.to_string()
                tabindex=move || desk.cells.tab_index(cell)
                on:focus=move |_| desk.cells.focused.set(Some(cell))
                on:click=move |_| adding.open_for(zone)
            >
                {icon_of_size(Icon::Plus, "16")}
                {text::ADD_AN_INSTANCE}
            </button>
        </section>
    }
    .into_any()
}
