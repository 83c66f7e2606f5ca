//! The form of a new capacity provider with its Auto Scaling group.

use leptos::prelude::{event_target_value, untrack};
use leptos::web_sys::HtmlSelectElement;
use wasm_bindgen::JsCast;

use crate::ecs::InstanceType;
use crate::sim::capacity::{
    CapacityOrder, CreateCapacityProvider, GroupSettings, MAX_GROUP_SIZE, ManagedScaling, Market,
    ProviderSettings,
};
use crate::sim::{Command, Switch, Zone};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::super::fields::{either, labelled, line, number, pair, switch};
use super::super::keyboard_help::checkbox;
use super::super::note::{Tone, note, paragraph};
use super::super::refusal::refusal;
use super::super::{Desk, text};
use super::managed::Managed;

/// What the form holds.
#[derive(Clone, Copy)]
struct Form {
    name: RwSignal<String>,
    instance_type: RwSignal<String>,
    zones: RwSignal<Vec<Zone>>,
    min_size: RwSignal<u32>,
    max_size: RwSignal<u32>,
    is_spot: RwSignal<bool>,
    spot_draining: RwSignal<bool>,
    managed: Managed,
}

impl Form {
    fn new(n_zones: u8) -> Self {
        let usual = ProviderSettings {
            managed_scaling: Some(ManagedScaling::DEFAULT),
            managed_termination_protection: Switch::Off,
            managed_draining: Switch::On,
        };
        Self {
            name: RwSignal::new(String::new()),
            instance_type: RwSignal::new("m5.large".to_owned()),
            zones: RwSignal::new((0..n_zones).map(Zone).collect()),
            min_size: RwSignal::new(0),
            max_size: RwSignal::new(6),
            is_spot: RwSignal::new(false),
            spot_draining: RwSignal::new(true),
            managed: Managed::of(&usual),
        }
    }

    fn request(self) -> CreateCapacityProvider {
        let on = |it: RwSignal<bool>| if it.get() { Switch::On } else { Switch::Off };
        let managed = self.managed.settings();
        CreateCapacityProvider {
            name: self.name.get().trim().to_owned(),
            settings: GroupSettings {
                instance_type: self.instance_type.get(),
                zones: self.zones.get().into_iter().collect(),
                min_size: self.min_size.get(),
                max_size: self.max_size.get(),
                market: if self.is_spot.get() {
                    Market::Spot { draining: on(self.spot_draining) }
                } else {
                    Market::OnDemand
                },
                managed_scaling: managed.managed_scaling,
                managed_termination_protection: managed.managed_termination_protection,
                managed_draining: managed.managed_draining,
            },
        }
    }
}

/// What the dialog shows.
pub fn form(desk: Desk) -> Vec<Part> {
    let n_zones = desk.session.simulation.with_untracked(|it| it.world().zones.len());
    let form = Form::new(u8::try_from(n_zones).unwrap_or(u8::MAX));
    let order = move || Command::Capacity(CapacityOrder::CreateProvider(Box::new(form.request())));
    // Whether the request is accepted is asked, not known here.
    let refused = Memo::new(move |_| desk.session.simulation.with(|it| refusal(it, &order())));
    let create = move || {
        if refused.with_untracked(Option::is_none) {
            desk.dispatch(untrack(order));
            form.name.set(String::new());
            desk.capacity.adding.set(false);
        }
    };
    let said = move || {
        // Nobody has done anything wrong before the first letter.
        let words = if form.name.with(String::is_empty) { None } else { refused.get() };
        words.map(|it| note(Tone::Caution, vec![paragraph("", &it)])).into_iter().collect()
    };
    let buttons = html("div")
        .class("row end")
        .with(button("btn", move || desk.capacity.adding.set(false)).text(text::CANCEL))
        .with(
            button("btn pri", create)
                .attr("id", "create-provider-now")
                .disabled_by(move || refused.with(Option::is_some))
                .text(text::CREATE),
        );
    let mut parts = vec![
        line("provider-name", text::PROVIDER_NAME, form.name)
            .with(paragraph("tiny muted", text::PROVIDER_NAME_HELP)),
        labelled("provider-type", text::INSTANCE_TYPE, instance_types(form.instance_type)),
        zones(desk, form.zones),
        pair([
            number("provider-min", text::MIN_SIZE, form.min_size, 0, MAX_GROUP_SIZE),
            number("provider-max", text::MAX_SIZE, form.max_size, 1, MAX_GROUP_SIZE),
        ]),
        either(text::MARKET, form.is_spot, &[(false, text::ON_DEMAND), (true, text::SPOT)]),
        html("div").slot(move || spot(&form)),
    ];
    parts.extend(form.managed.fields("provider"));
    parts.push(html("div").attr("id", "provider-refusal").attr("role", "status").inside_by(said));
    parts.push(buttons);
    parts
}

fn spot(form: &Form) -> Vec<Part> {
    let draining = || switch(form.spot_draining, text::SPOT_DRAINING, text::SPOT_DRAINING_HELP);
    if form.is_spot.get() { vec![draining()] } else { vec![] }
}

fn instance_types(chosen: RwSignal<String>) -> Part {
    let option = |it: &InstanceType| html("option").attr("value", it.name).text(it.name);
    html("select")
        .class("inp")
        .with_all(InstanceType::all().iter().map(option))
        .by(move |it| it.unchecked_ref::<HtmlSelectElement>().set_value(&chosen.get()))
        .on("change", move |event| chosen.set(event_target_value(&event)))
}

/// The zones that the group launches in.
fn zones(desk: Desk, chosen: RwSignal<Vec<Zone>>) -> Part {
    let names = desk.session.simulation.with_untracked(|it| it.world().zones.clone());
    let zone = |(at, name): (u8, &String)| {
        let own = Zone(at);
        let set = move |is_on: bool| {
            chosen.update(|all| {
                all.retain(|it| *it != own);
                if is_on {
                    all.push(own);
                    all.sort_unstable();
                }
            });
        };
        let is_chosen = move || chosen.with(|it| it.contains(&own));
        html("label").class("chk").with(checkbox(is_chosen, set)).with(html("span").text(name))
    };
    let all = (0..).zip(&names).map(zone);
    html("fieldset")
        .class("field zones")
        .with(html("legend").class("lab").text(text::ZONES))
        .with(html("div").class("row wrap").with_all(all))
}
