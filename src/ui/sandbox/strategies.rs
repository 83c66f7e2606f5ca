//! Placement strategies in their order, and the constraint that a request can carry.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::ecs::{BinpackField, PlacementStrategy, SpreadField};
use crate::sim::LaunchType;

use super::icon::icon_of_size;
use super::keyboard::focus_soon;
use super::menu::{Choice, menu};
use super::{Desk, text};

/// Strategies that a request takes at most.
const MOST: usize = 5;
/// The id of the button under the list.
const ADD: &str = "add-strategy";

/// What the list can be built from.
fn offered() -> Vec<PlacementStrategy> {
    vec![
        PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned())),
        PlacementStrategy::Spread(SpreadField::InstanceId),
        PlacementStrategy::Binpack(BinpackField::Cpu),
        PlacementStrategy::Binpack(BinpackField::Memory),
        PlacementStrategy::Random,
    ]
}

/// Strategies and constraint; on Fargate a sentence that says why there are none.
#[component]
pub fn Strategies(desk: Desk) -> AnyView {
    let on_fargate = move || desk.request.launch_type.get() == LaunchType::Fargate;
    let inside = move || {
        if on_fargate() {
            view! { <p class="small t2">{text::FARGATE_PLACES}</p> }.into_any()
        } else {
            view! {
                {list(desk)}
                {constraint(desk)}
            }
            .into_any()
        }
    };
    inside.into_any()
}

fn list(desk: Desk) -> AnyView {
    let strategies = desk.request.strategies;
    let rows = move || {
        let all = strategies.get();
        let n = all.len();
        all.into_iter().enumerate().map(|(at, strategy)| rule(desk, at, n, &strategy)).collect_view()
    };
    let explanation = move || match strategies.with(Vec::len) {
        0 => text::NO_STRATEGY,
        1 => text::ONE_STRATEGY,
        MOST => text::FIVE_STRATEGIES,
        _ => text::STRATEGY_ORDER,
    };
    let add = move || {
        let is_open = strategies.with(|it| it.len() < MOST);
        let choice = |strategy: PlacementStrategy| Choice {
            words: text::strategy(&strategy).0,
            is_open,
            act: Box::new(move || strategies.update(|it| it.push(strategy.clone()))),
        };
        offered().into_iter().map(choice).collect()
    };
    let face = view! {
        {icon_of_size(Icon::Plus, "16")}
        {text::ADD_STRATEGY}
    };
    view! {
        <div>
            <h2>{text::STRATEGY}</h2>
            <ol class="rules">{rows}</ol>
            {menu(ADD.to_owned(), "btn sm ghost add", text::ADD_STRATEGY.to_owned(), face.into_any(), add)}
            <p class="tiny muted">{explanation}</p>
        </div>
    }
    .into_any()
}

fn rule_id(at: usize) -> String {
    ["strategy-", &at.to_string()].concat()
}

fn rule(desk: Desk, at: usize, n: usize, strategy: &PlacementStrategy) -> AnyView {
    let strategies = desk.request.strategies;
    let (words, code) = text::strategy(strategy);
    // The focus follows what was moved.
    let move_to = move |to: usize| {
        strategies.update(|it| it.swap(at, to));
        focus_soon(rule_id(to));
    };
    let remove = move || {
        strategies.update(|it| drop(it.remove(at)));
        focus_soon(ADD.to_owned());
    };
    let choices = move || {
        let choice = |words, is_open, act: Box<dyn Fn()>| Choice { words, is_open, act };
        vec![
            choice(text::MOVE_UP, at > 0, Box::new(move || move_to(at - 1))),
            choice(text::MOVE_DOWN, at + 1 < n, Box::new(move || move_to(at + 1))),
            choice(text::REMOVE, true, Box::new(remove)),
        ]
    };
    view! {
        <li class="rule">
            <span class="n">{at + 1}</span>
            <span>{words}{code.map(|(head, rest)| view! { <code translate="no">{head}<wbr/>{rest}</code> })}</span>
            {menu(rule_id(at), "btn sm icon ghost", text::options_of(at + 1, words), icon_of_size(Icon::Dots, "16"), choices)}
        </li>
    }
    .into_any()
}

fn constraint(desk: Desk) -> AnyView {
    let is_distinct = desk.request.is_distinct;
    view! {
        <div>
            <h2>{text::CONSTRAINT}</h2>
            <label class="rule lock">
                <input type="checkbox" prop:checked=move || is_distinct.get() on:change=move |event| is_distinct.set(event_target_checked(&event))/>
                <span>{text::DISTINCT_INSTANCE}<code translate="no">"distinctInstance"</code></span>
            </label>
            <p class="tiny muted">{text::DISTINCT_INSTANCE_HELP}</p>
        </div>
    }
    .into_any()
}
