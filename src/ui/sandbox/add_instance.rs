//! The dialog that adds instances: of EC2 to a zone, or external ones.

use leptos::prelude::*;
use leptos::web_sys::{HtmlInputElement, HtmlSelectElement};
use wasm_bindgen::JsCast;

use crate::ecs::InstanceType;
use crate::sim::{MAX_INSTANCES_PER_ORDER, Switch, Zone};
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html, keep};
use crate::ui::signal::{Memo, RwSignal};

use super::button::button;
use super::dialog::dialog;
use super::keyboard_help::checkbox;
use super::note::paragraph;
use super::{Desk, text};

/// What is chosen until the learner chooses.
const FIRST_TYPE: &str = "m5.large";

/// Instead of a type: a server of one's own.
const EXTERNAL: &str = "external";

/// CPU units and MiB of a server of one's own until the learner chooses.
const FIRST_SERVER: (u32, u32) = (4096, 8192);

/// CPU units or MiB of the largest: more makes no difference to any board.
const LARGEST_SERVER: u32 = 1 << 20;

/// Whether external instances are on the board: then tasks can be sent there.
pub fn has_external(desk: Desk) -> Memo<bool> {
    desk.read(|it| it.world().container_instances.values().any(|it| it.is_external()))
}

/// For which zone the dialog is, and whether it is open.
#[derive(Clone, Copy)]
pub struct Adding {
    zone: RwSignal<Zone>,
    open: RwSignal<bool>,
}

impl Adding {
    /// A closed dialog.
    pub fn new() -> Self {
        Self { zone: RwSignal::new(Zone(0)), open: RwSignal::new(false) }
    }

    /// Opens the dialog for a zone.
    pub fn open_for(self, zone: Zone) {
        self.zone.set(zone);
        self.open.set(true);
    }
}

/// The dialog.
pub fn add_instance(desk: Desk, adding: Adding) -> Part {
    let Adding { zone, open } = adding;
    let inside =
        on_demand(move || open.get(), desk.chunks.dialogs, move |it| (it.add_instance)(desk, adding));
    dialog(open, "add-instance", move || text::add_an_instance_to(&column(desk, zone.get())), vec![inside])
}

/// What the column of a zone is called.
fn column(desk: Desk, zone: Zone) -> String {
    desk.session.simulation.with(|it| match it.world().zone_name(zone) {
        "" => text::ON_PREMISES.to_owned(),
        name => text::zone(name),
    })
}

/// What it shows.
pub fn inside(desk: Desk, adding: Adding) -> Vec<Part> {
    let Adding { zone, open } = adding;
    let chosen = RwSignal::new(FIRST_TYPE.to_owned());
    let (count, cpu_units, memory_mib) =
        (RwSignal::new(1_u32), RwSignal::new(FIRST_SERVER.0), RwSignal::new(FIRST_SERVER.1));
    // Which column it was opened for says what is likely.
    keep(Box::new(move || {
        let is_outside = zone.get() == Zone::ON_PREMISES;
        if is_outside != chosen.with_untracked(|it| it == EXTERNAL) {
            chosen.set(if is_outside { EXTERNAL } else { FIRST_TYPE }.to_owned());
        }
    }));
    let is_external = Memo::new(move |_| chosen.with(|it| it == EXTERNAL));
    let place = move || match (is_external.get(), zone.get()) {
        (true, _) => Zone::ON_PREMISES,
        (false, Zone::ON_PREMISES) => Zone(0),
        (false, zone) => zone,
    };
    let add = move || {
        let count = count.get_untracked();
        match untrack(place) {
            Zone::ON_PREMISES => {
                desk.add_external(cpu_units.get_untracked(), memory_mib.get_untracked(), count);
            }
            zone => desk.add_instances(chosen.get_untracked(), zone, count),
        }
        open.set(false);
    };
    let types = html("select")
        .class("inp")
        .attr("id", "instance-type")
        .on("change", move |event| chosen.set(event_target_value(&event)))
        .with_all(families())
        .with(html("option").attr("value", EXTERNAL).text(text::EXTERNAL_INSTANCE))
        .by(move |it| it.unchecked_ref::<HtmlSelectElement>().set_value(&chosen.get()));
    let trunking = desk.read(|it| it.world().awsvpc_trunking);
    let facts = move || {
        let has_trunk = trunking.get() == Switch::On;
        InstanceType::by_name(&chosen.get()).map(|it| facts(it, has_trunk)).unwrap_or_default()
    };
    let server = move || if is_external.get() { server(cpu_units, memory_mib) } else { vec![] };
    let trunk = checkbox(
        move || trunking.get() == Switch::On,
        move |is_on| desk.set_trunking(if is_on { Switch::On } else { Switch::Off }),
    );
    let trunk = html("label").class("chk").with(trunk).with(
        html("span").with(html("span").text(text::TRUNKING)).with(html("small").text(text::TRUNKING_HELP)),
    );
    let buttons =
        html("div").class("row end").with(button("btn", move || open.set(false)).text(text::CANCEL)).with(
            button("btn pri", add).text_by(move || text::add_instances(count.get(), &column(desk, place()))),
        );
    vec![
        field("instance-type", text::INSTANCE_TYPE, types),
        html("div").class("small t2 will").inside_by(facts),
        html("div").class("stack").slot(server),
        trunk,
        number("instance-count", text::COUNT, count, MAX_INSTANCES_PER_ORDER),
        buttons,
    ]
}

fn field(id: &str, words: &str, input: Part) -> Part {
    html("div").class("field").with(html("label").attr("for", id).text(words)).with(input)
}

/// A field for a number from 1 on.
fn number(id: &str, words: &str, of: RwSignal<u32>, most: u32) -> Part {
    let input = html("input")
        .class("inp")
        .attr("id", id)
        .attr("type", "number")
        .attr("min", "1")
        .attr("max", &most.to_string())
        .by(move |it| it.unchecked_ref::<HtmlInputElement>().set_value(&of.get().to_string()))
        .on("change", move |event| {
            of.set(event_target_value(&event).parse().unwrap_or(1_u32).clamp(1, most));
        });
    field(id, words, input)
}

/// The size of a server of one's own.
fn server(cpu_units: RwSignal<u32>, memory_mib: RwSignal<u32>) -> Vec<Part> {
    vec![
        paragraph("small t2", text::ABOUT_EXTERNAL),
        number("server-cpu", text::SERVER_CPU, cpu_units, LARGEST_SERVER),
        number("server-memory", text::SERVER_MEMORY, memory_mib, LARGEST_SERVER),
    ]
}

/// Every type of the table, by family.
fn families() -> impl Iterator<Item = Part> {
    let family = |it: &InstanceType| it.name.split('.').next().unwrap_or_default();
    let option = |it: &InstanceType| html("option").attr("value", it.name).text(&text::instance_type(it));
    InstanceType::all().chunk_by(move |a, b| family(a) == family(b)).map(move |types| {
        html("optgroup").attr("label", family(&types[0])).with_all(types.iter().map(option))
    })
}

/// What the agent will register, and why it is less than the type's size.
fn facts(it: &InstanceType, has_trunk: bool) -> Vec<Part> {
    vec![
        paragraph("", &text::will_register(it)),
        paragraph("", text::WHY_LESS_MEMORY),
        paragraph("", &text::awsvpc_tasks(it, has_trunk)),
    ]
}
