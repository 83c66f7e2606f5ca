//! One container instance: what it has registered, what its tasks have reserved, and the tasks themselves.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::ecs::Protocol;
use crate::sim::{ContainerInstanceId, Simulation, TaskPlace, Zone};

use super::icon::icon_of_size;
use super::keyboard::Cell;
use super::meter::{Meter, Resource};
use super::task_block::Block;
use super::task_rows::TaskRows;
use super::{Desk, text};

/// What a card shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Card {
    /// The short name: a1.
    pub name: String,
    /// Such as m5.large.
    pub instance_type: String,
    /// Registered CPU units.
    pub cpu_units: u32,
    /// CPU units of its tasks.
    pub cpu_units_reserved: u32,
    /// Registered memory in MiB.
    pub memory_mib: u32,
    /// MiB of its tasks.
    pub memory_mib_reserved: u32,
    enis: (u32, u32),
    gpus: (u32, u32),
    ports: Vec<String>,
    /// Its tasks, in order of creation.
    pub blocks: Vec<Block>,
}

impl Card {
    fn read(simulation: &Simulation, id: ContainerInstanceId) -> Self {
        let world = simulation.world();
        // A card that is about to go is read once more after its instance has gone.
        let Some(it) = world.container_instances.get(&id) else { return Self::default() };
        let reserved = world.reserved_on(id);
        let share =
            |part: u32, whole: u32| (u64::from(part) * 1000 / u64::from(whole.max(1))).min(1000) as u32;
        let blocks = world.tasks_on(id).filter_map(|task| {
            let registered = world.task_definition(task.task_definition)?;
            Some(Block {
                cpu_share: share(registered.demand.cpu_units, it.cpu_units),
                memory_share: share(registered.demand.memory_mib, it.memory_mib),
                ..Block::of(task, &registered.task_definition.family)
            })
        });
        Self {
            name: it.name.clone(),
            instance_type: it.instance_type.clone(),
            cpu_units: it.cpu_units,
            cpu_units_reserved: reserved.cpu_units,
            memory_mib: it.memory_mib,
            memory_mib_reserved: reserved.memory_mib,
            enis: (reserved.enis, it.eni_limit),
            gpus: (reserved.gpus, it.gpus),
            ports: reserved
                .host_ports
                .keys()
                .map(|it| text::port(it.port, it.protocol == Protocol::Udp))
                .collect(),
            blocks: blocks.collect(),
        }
    }
}

/// The card of one container instance.
#[component]
pub fn InstanceCard(desk: Desk, id: ContainerInstanceId, zone: Zone) -> AnyView {
    let card = desk.read(move |it| Card::read(it, id));
    let place = TaskPlace::ContainerInstance(id);
    let cell = Cell::Instance(id);
    let flag = Memo::new(move |_| {
        desk.chosen.with(|it| it.as_ref().filter(|it| it.place == place).map(|it| it.label.clone()))
    });
    let blocks = Memo::new(move |_| card.with(|it| it.blocks.clone()));
    let is_listed = Memo::new(move |_| desk.listed.get() == Some(place));
    view! {
        <article
            class="inst"
            class:is-chosen=move || flag.with(Option::is_some)
            class:is-listed=is_listed
            id=cell.id()
            data-column=zone.0.to_string()
            aria-label=move || card.with(text::card)
            tabindex=move || desk.cells.tab_index(cell)
            on:focus=move |_| desk.cells.focused.set(Some(cell))
        >
            {move || flag.get().map(|label| view! { <span class="flagc">{icon_of_size(Icon::Check, "12")}{text::placed_here(&label)}</span> })}
            {head(desk, card, place, is_listed)}
            <Meter desk card resource=Resource::Cpu place/>
            <Meter desk card resource=Resource::Memory place/>
            {foot(card)}
            {move || is_listed.get().then(|| view! { <TaskRows desk blocks cell/> {remove_button(desk, card, id, zone)} })}
        </article>
    }
    .into_any()
}

fn head(desk: Desk, card: Memo<Card>, place: TaskPlace, is_listed: Memo<bool>) -> AnyView {
    view! {
        <div class="h">
            {icon_of_size(Icon::Ec2, "16")}
            <span>{move || card.with(|it| it.name.clone())}</span>
            <small>{move || card.with(|it| it.instance_type.clone())}</small>
            <span class="sp"></span>
            <button
                class="btn sm icon ghost more"
                type="button"
                // The card itself is the tab stop: Enter on it does the same.
                tabindex="-1"
                aria-expanded=move || is_listed.get().to_string()
                aria-label=move || card.with(|it| text::tasks_of(&it.name))
                on:click=move |_| desk.toggle_list(place)
            >
                {icon_of_size(Icon::Dots, "16")}
            </button>
        </div>
    }
    .into_any()
}

fn foot(card: Memo<Card>) -> AnyView {
    let enis = move || {
        let (used, limit) = card.with(|it| it.enis);
        if limit > 6 {
            return text::of(used, limit).into_any();
        }
        let slot = |at| view! { <span class=if at < used { "slotx u" } else { "slotx" }>{(at < used).then(|| icon_of_size(Icon::Check, "11"))}</span> };
        (0..limit).map(slot).collect_view().into_any()
    };
    let gpus = move || {
        let (used, limit) = card.with(|it| it.gpus);
        (limit > 0)
            .then(|| view! { <span class="pill">{[text::GPU, " ", &text::of(used, limit)].concat()}</span> })
    };
    let ports = move || {
        card.with(|it| {
            it.ports.iter().map(|it| view! { <span class="port">{it.clone()}</span> }).collect_view()
        })
    };
    view! {
        <div class="f">
            <span aria-hidden="true">{text::ENI}</span>
            <span class="vh">{move || { let (used, limit) = card.with(|it| it.enis); text::enis(used, limit) }}</span>
            {enis}
            {gpus}
            <span class="sp"></span>
            {ports}
        </div>
    }
    .into_any()
}

fn remove_button(desk: Desk, card: Memo<Card>, id: ContainerInstanceId, zone: Zone) -> AnyView {
    let words = move || card.with(|it| text::remove(&it.name, it.blocks.len()));
    view! {
        <button class="btn sm dng" type="button" on:click=move |_| desk.remove_instance(id, zone)>{words}</button>
    }
    .into_any()
}
