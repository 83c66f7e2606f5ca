//! One container instance: what it has registered, what its tasks have reserved, and the tasks themselves.

use crate::diagram::Icon;
use crate::ecs::Protocol;
use crate::sim::{ContainerInstanceId, ContainerInstanceStatus, Simulation, TaskPlace, Zone};
use crate::ui::icon::icon_of_size;
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::signal::Memo;

use super::button::button;
use super::keyboard::Cell;
use super::meter::{Resource, meter};
use super::task_block::Block;
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
    /// What keeps new tasks away, in AWS's words where it has one.
    pub states: Vec<&'static str>,
    /// Whether it takes no new tasks.
    pub is_draining: bool,
    /// Whether its agent is in touch.
    pub is_connected: bool,
    /// Whether it does not run.
    pub is_down: bool,
    /// Its tasks, in order of creation.
    pub blocks: Vec<Block>,
}

impl Card {
    fn read(simulation: &Simulation, id: ContainerInstanceId) -> Self {
        let world = simulation.world();
        // A card that is about to go is read once more after its instance has gone.
        let Some(it) = world.container_instances.get(&id) else { return Self::default() };
        let reserved = world.reserved_on(id);
        let is_draining = it.status == ContainerInstanceStatus::Draining;
        let (is_lost, is_stopped) =
            (world.lost_zones.contains(&it.zone), world.stopped_instances.contains(&id));
        let draining = is_draining.then_some(text::DRAINING);
        let agent = match (is_lost, is_stopped, it.agent_connected) {
            (true, ..) => Some(text::DOWN),
            (false, true, _) => Some(text::INSTANCE_STOPPED),
            (false, false, false) => Some(text::AGENT_OFF),
            (false, false, true) => None,
        };
        let share =
            |part: u32, whole: u32| (u64::from(part) * 1000 / u64::from(whole.max(1))).min(1000) as u32;
        let blocks = world.tasks_on(id).filter_map(|task| {
            let registered = world.task_definition(task.task_definition)?;
            Some(Block {
                cpu_share: share(registered.demand.cpu_units, it.cpu_units),
                memory_share: share(registered.demand.memory_mib, it.memory_mib),
                ..Block::of(world, task, registered)
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
            states: draining.into_iter().chain(agent).collect(),
            is_draining,
            is_connected: it.agent_connected,
            is_down: is_lost || is_stopped,
            blocks: blocks.collect(),
        }
    }
}

/// The card of one container instance.
pub fn instance_card(desk: Desk, id: ContainerInstanceId, zone: Zone) -> Part {
    let card = desk.read(move |it| Card::read(it, id));
    let place = TaskPlace::ContainerInstance(id);
    let cell = Cell::Instance(id);
    let label = Memo::new(move |_| {
        desk.chosen.with(|it| it.as_ref().filter(|it| it.place == place).map(|it| it.label.clone()))
    });
    let is_listed = Memo::new(move |_| desk.listed.get() == Some(place));
    // While an expression is being written the board shows for which instances it holds.
    let matching = Memo::new(move |_| desk.matching.with(|it| it.as_ref().map(|ids| ids.contains(&id))));
    let flag_part = move || {
        let flag = |label: String| {
            html("span").class("flagc").with(icon_of_size(Icon::Check, "12")).text(&text::placed_here(&label))
        };
        label.get().map(flag).into_iter().collect()
    };
    let listed =
        move || on_demand(|| true, desk.chunks.dialogs, move |it| (it.instance)(desk, card, id, zone));
    let list = move || if is_listed.get() { vec![listed()] } else { vec![] };
    let article = html("article")
        .class("inst")
        .class_by("is-chosen", move || label.with(Option::is_some))
        .class_by("is-listed", move || is_listed.get())
        .class_by("is-draining", move || card.with(|it| it.is_draining))
        .class_by("is-down", move || card.with(|it| it.is_down))
        .class_by("is-off", move || card.with(|it| !it.is_connected))
        .class_by("is-match", move || matching.get() == Some(true))
        .class_by("is-no-match", move || matching.get() == Some(false))
        .attr("data-column", &zone.0.to_string())
        .attr_by("aria-label", move || Some(card.with(text::card)));
    desk.cells
        .stop(article, cell)
        .slot(flag_part)
        .slot(move || matching.get().map(match_flag).into_iter().collect())
        .with(head(desk, card, place, is_listed))
        .slot(move || card.with(|it| states(&it.states, it.is_down)).into_iter().collect())
        .with(meter(desk, card, Resource::Cpu, place))
        .with(meter(desk, card, Resource::Memory, place))
        .with(foot(card))
        .slot(list)
}

/// Whether the expression holds here, in a sign and a word; the field says the same in a sentence.
fn match_flag(is_match: bool) -> Part {
    let (class, sign, words) = if is_match {
        ("mflag yes", Icon::Check, text::HOLDS)
    } else {
        ("mflag", Icon::Cross, text::HOLDS_NOT)
    };
    html("span").class(class).attr("aria-hidden", "true").with(icon_of_size(sign, "12")).text(words)
}

/// What keeps new tasks away.
fn states(states: &[&'static str], is_down: bool) -> Option<Part> {
    let class = if is_down { "pill bad" } else { "pill warn" };
    let pills = states.iter().map(|words| html("span").class(class).text(words));
    (!states.is_empty()).then(|| html("div").class("row wrap states").with_all(pills))
}

fn head(desk: Desk, card: Memo<Card>, place: TaskPlace, is_listed: Memo<bool>) -> Part {
    html("div")
        .class("h")
        .with(icon_of_size(Icon::Ec2, "16"))
        .with(html("span").text_by(move || card.with(|it| it.name.clone())))
        .with(html("small").text_by(move || card.with(|it| it.instance_type.clone())))
        .with(html("span").class("sp"))
        .with(list_button(desk, place, is_listed, move || card.with(|it| text::tasks_of(&it.name))))
}

/// The button that lists the tasks of a place.
///
/// It is no tab stop: the card around it is, and Enter on the card does the same.
pub fn list_button(
    desk: Desk,
    place: TaskPlace,
    is_listed: Memo<bool>,
    name: impl Fn() -> String + 'static,
) -> Part {
    button("btn sm icon ghost more", move || desk.toggle_list(place))
        .attr("tabindex", "-1")
        .is("aria-expanded", move || is_listed.get())
        .attr_by("aria-label", move || Some(name()))
        .with(icon_of_size(Icon::Dots, "16"))
}

/// More slots than this are told as numbers.
const MOST_SLOTS: u32 = 6;

fn foot(card: Memo<Card>) -> Part {
    let enis = move || {
        let (used, limit) = card.with(|it| it.enis);
        // A server of one's own has none to give.
        if limit == 0 {
            return vec![];
        }
        let label = html("span").attr("aria-hidden", "true").text(text::ENI);
        if limit > MOST_SLOTS {
            return vec![label, html("span").text(&text::of(used, limit))];
        }
        let slot = |at| {
            if at < used {
                html("span").class("slotx u").with(icon_of_size(Icon::Check, "11"))
            } else {
                html("span").class("slotx")
            }
        };
        [label].into_iter().chain((0..limit).map(slot)).collect()
    };
    let gpus = move || {
        let (used, limit) = card.with(|it| it.gpus);
        let words = [text::GPU, " ", &text::of(used, limit)].concat();
        if limit > 0 { vec![html("span").class("pill").text(&words)] } else { vec![] }
    };
    let ports =
        move || card.with(|it| it.ports.iter().map(|it| html("span").class("port").text(it)).collect());
    let enis_in_words = move || {
        let (used, limit) = card.with(|it| it.enis);
        text::enis(used, limit)
    };
    html("div")
        .class("f")
        .with(html("span").class("vh").text_by(enis_in_words))
        .slot(enis)
        .slot(gpus)
        .with(html("span").class("sp"))
        .slot(ports)
}
