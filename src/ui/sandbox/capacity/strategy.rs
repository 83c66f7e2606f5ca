//! The capacity provider strategy of a request: base and weight of each provider of the cluster.

use leptos::prelude::{event_target_value, untrack};
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use crate::sim::capacity::{CapacityOrder, CapacityProvider, StrategyItem, share_of_each};
use crate::sim::{Command, Refusal, World, explain};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::super::keyboard_help::checkbox;
use super::super::note::{Tone, note, paragraph};
use super::super::{Desk, text};
use super::Providers;

/// The providers of the cluster, the groups first.
fn offered(world: &World) -> Vec<CapacityProvider> {
    let groups = world.capacity.providers.keys().copied().map(CapacityProvider::AutoScalingGroup);
    groups.chain([CapacityProvider::Fargate, CapacityProvider::FargateSpot]).collect()
}

/// What is chosen until the learner chooses: the default of the cluster, else its first group, else both of Fargate.
fn first(world: &World) -> Vec<StrategyItem> {
    let item = |capacity_provider, base, weight| StrategyItem { capacity_provider, base, weight };
    match offered(world).first() {
        _ if !world.capacity.default_strategy.is_empty() => vec![],
        Some(CapacityProvider::AutoScalingGroup(id)) => {
            vec![item(CapacityProvider::AutoScalingGroup(*id), 0, 1)]
        }
        _ => vec![item(CapacityProvider::Fargate, 1, 1), item(CapacityProvider::FargateSpot, 0, 3)],
    }
}

/// The editor. `n_tasks` is what the split is shown for.
pub fn editor(desk: Desk, providers: Providers, n_tasks: RwSignal<u32>) -> Vec<Part> {
    if providers.with_untracked(|it| it.as_ref().is_some_and(Vec::is_empty)) {
        let first = desk.session.simulation.with_untracked(|it| first(it.world()));
        providers.set(Some(first));
    }
    let all = desk.read(|it| {
        let world = it.world();
        let named = |it| (it, explain::capacity_provider_name(world, it).to_owned());
        offered(world).into_iter().map(named).collect::<Vec<_>>()
    });
    let has_default = desk.read(|it| !it.world().capacity.default_strategy.is_empty());
    let is_default = Memo::new(move |_| providers.with(|it| it.as_ref().is_some_and(Vec::is_empty)));
    let rows = move || {
        if is_default.get() {
            return vec![];
        }
        let head = ["", text::BASE, text::WEIGHT].map(|it| html("span").class("tiny muted").text(it));
        let row = |(provider, name): &(CapacityProvider, String)| row(providers, *provider, name);
        let rows = all.with(|it| it.iter().map(row).collect::<Vec<_>>());
        vec![html("div").class("mix-r").attr("aria-hidden", "true").with_all(head)]
            .into_iter()
            .chain(rows)
            .collect()
    };
    let default = move || {
        let set = move |is_on: bool| {
            let all =
                desk.session.simulation.with_untracked(|it| it.world().capacity.default_strategy.clone());
            providers.set(Some(if is_on { vec![] } else { all }));
        };
        let switch = || {
            let input = checkbox(move || is_default.get(), set);
            html("label").class("chk small").with(input).with(html("span").text(text::USE_DEFAULT))
        };
        if has_default.get() { vec![switch()] } else { vec![] }
    };
    let says = move || says(desk, providers, n_tasks.get());
    let make_default = move || {
        let strategy = providers.get_untracked().unwrap_or_default();
        desk.dispatch(Command::Capacity(CapacityOrder::SetDefaultStrategy(strategy)));
    };
    let make_default =
        button("btn sm ghost", make_default).disabled_by(move || is_default.get()).text(text::MAKE_DEFAULT);
    vec![
        html("div").slot(default),
        html("div").class("mix").attr("role", "group").attr("aria-label", text::PROVIDERS).slot(rows),
        html("div").attr("role", "status").slot(says),
        paragraph("tiny muted", text::STRATEGY_HELP),
        make_default,
    ]
}

/// How the tasks would be split, or why they would not.
fn says(desk: Desk, providers: Providers, n: u32) -> Vec<Part> {
    let own = providers.get().unwrap_or_default();
    desk.session.simulation.with(|it| {
        let world = it.world();
        let strategy = if own.is_empty() { &world.capacity.default_strategy } else { &own };
        match share_of_each(n, strategy) {
            Ok(shares) => {
                let names =
                    strategy.iter().map(|it| explain::capacity_provider_name(world, it.capacity_provider));
                let shares: Vec<_> = names.map(str::to_owned).zip(shares).collect();
                vec![paragraph("small t2", &text::split(n, &shares))]
            }
            Err(refusal) => {
                let words = explain::refusal_sentence(&Refusal::OfCapacity(refusal));
                vec![note(Tone::Caution, vec![paragraph("", &words)])]
            }
        }
    })
}

fn row(providers: Providers, provider: CapacityProvider, name: &str) -> Part {
    let own = move || {
        providers.with(|all| {
            let own = all.iter().flatten().find(|it| it.capacity_provider == provider);
            own.map_or((0, 0), |it| (it.base, it.weight))
        })
    };
    let set = move |base: u32, weight: u32| {
        providers.update(|all| {
            let all = all.get_or_insert_default();
            let known = all.iter().position(|it| it.capacity_provider == provider);
            let item = StrategyItem { capacity_provider: provider, base, weight };
            match (known, (base, weight) == (0, 0)) {
                (Some(at), true) if all.len() > 1 => drop(all.remove(at)),
                (Some(at), _) => all[at] = item,
                (None, true) => {}
                (None, false) => all.push(item),
            }
        });
    };
    let input = |label: String, most: u32, value: Box<dyn Fn() -> u32>, set: Box<dyn Fn(u32)>| {
        html("input")
            .class("inp")
            .attr("type", "number")
            .attr("inputmode", "numeric")
            .attr("min", "0")
            .attr("max", &most.to_string())
            .attr("aria-label", &label)
            .by(move |it| it.unchecked_ref::<HtmlInputElement>().set_value(&value().to_string()))
            .on("change", move |event| set(event_target_value(&event).trim().parse().unwrap_or(0).min(most)))
    };
    let base = input(
        text::base_of(name),
        100_000,
        Box::new(move || own().0),
        Box::new(move |base| set(base, untrack(own).1)),
    );
    let weight = input(
        text::weight_of(name),
        1_000,
        Box::new(move || own().1),
        Box::new(move |weight| set(untrack(own).0, weight)),
    );
    html("div").class("mix-r").with(html("b").class("small").text(name)).with(base).with(weight)
}
