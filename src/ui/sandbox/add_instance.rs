//! The dialog that adds EC2 instances to a zone.

use leptos::prelude::*;
use leptos::web_sys::{HtmlInputElement, HtmlSelectElement};
use wasm_bindgen::JsCast;

use crate::ecs::InstanceType;
use crate::sim::{MAX_INSTANCES_PER_ORDER, Switch, Zone};
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::button::button;
use super::dialog::dialog;
use super::keyboard_help::checkbox;
use super::note::paragraph;
use super::{Desk, text};

/// What is chosen until the learner chooses.
const FIRST_TYPE: &str = "m5.large";

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
    dialog(open, "add-instance", move || text::add_an_instance_to(&zone_name(desk, zone)), vec![inside])
}

fn zone_name(desk: Desk, zone: RwSignal<Zone>) -> String {
    let at = usize::from(zone.get().0);
    desk.session.simulation.with(|it| it.world().zones.get(at).cloned().unwrap_or_default())
}

/// What it shows.
pub fn inside(desk: Desk, adding: Adding) -> Vec<Part> {
    let Adding { zone, open } = adding;
    let chosen = RwSignal::new(FIRST_TYPE.to_owned());
    let count = RwSignal::new(1_u32);
    let add = move || {
        desk.add_instances(chosen.get_untracked(), zone.get_untracked(), count.get_untracked());
        open.set(false);
    };
    let types = html("select")
        .class("inp")
        .attr("id", "instance-type")
        .on("change", move |event| chosen.set(event_target_value(&event)))
        .with_all(families())
        .by(move |it| it.unchecked_ref::<HtmlSelectElement>().set_value(&chosen.get()));
    let number = html("input")
        .class("inp")
        .attr("id", "instance-count")
        .attr("type", "number")
        .attr("min", "1")
        .attr("max", &MAX_INSTANCES_PER_ORDER.to_string())
        .by(move |it| it.unchecked_ref::<HtmlInputElement>().set_value(&count.get().to_string()))
        .on("change", move |event| {
            count.set(event_target_value(&event).parse().unwrap_or(1_u32).clamp(1, MAX_INSTANCES_PER_ORDER));
        });
    let field = |id: &str, words: &str, input: Part| {
        html("div").class("field").with(html("label").attr("for", id).text(words)).with(input)
    };
    let trunking = desk.read(|it| it.world().awsvpc_trunking);
    let facts = move || {
        let has_trunk = trunking.get() == Switch::On;
        InstanceType::by_name(&chosen.get()).map(|it| facts(it, has_trunk)).unwrap_or_default()
    };
    let trunk = checkbox(
        move || trunking.get() == Switch::On,
        move |is_on| desk.set_trunking(if is_on { Switch::On } else { Switch::Off }),
    );
    let trunk = html("label").class("chk").with(trunk).with(
        html("span").with(html("span").text(text::TRUNKING)).with(html("small").text(text::TRUNKING_HELP)),
    );
    let buttons =
        html("div").class("row end").with(button("btn", move || open.set(false)).text(text::CANCEL)).with(
            button("btn pri", add).text_by(move || text::add_instances(count.get(), &zone_name(desk, zone))),
        );
    vec![
        field("instance-type", text::INSTANCE_TYPE, types),
        html("div").class("small t2 will").inside_by(facts),
        trunk,
        field("instance-count", text::COUNT, number),
        buttons,
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
