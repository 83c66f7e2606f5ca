//! Placement strategies in their order, with the constraints below them.

use crate::diagram::Icon;
use crate::ecs::{BinpackField, PlacementStrategy, SpreadField};
use crate::sorted::SortedSet;
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::signal::Memo;

use super::constraints::constraints;
use super::keyboard::focus_soon;
use super::menu::{Choice, menu};
use super::note::paragraph;
use super::{Desk, text};

/// Strategies that a request takes at most.
const MOST: usize = 5;
/// The id of the button under the list.
const ADD: &str = "add-strategy";

/// What the list can be built from: `custom` are the attributes that learners gave to instances.
fn offered(custom: SortedSet<String>) -> Vec<PlacementStrategy> {
    let mut all = vec![
        PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned())),
        PlacementStrategy::Spread(SpreadField::InstanceId),
        PlacementStrategy::Binpack(BinpackField::Cpu),
        PlacementStrategy::Binpack(BinpackField::Memory),
        PlacementStrategy::Random,
    ];
    all.extend(custom.into_iter().map(|name| PlacementStrategy::Spread(SpreadField::Attribute(name))));
    all
}

fn custom_attributes(desk: Desk) -> SortedSet<String> {
    desk.session.simulation.with_untracked(|it| {
        let all = it.world().container_instances.values().flat_map(|it| it.attributes.keys());
        all.filter(|name| !name.starts_with("ecs.")).cloned().collect()
    })
}

/// Strategies and constraints; on Fargate a sentence that says why there are none.
pub fn strategies(desk: Desk) -> Part {
    let is_on_fargate = Memo::new(move |_| desk.request.is_on_fargate());
    html("div").class("how").slot(move || {
        if is_on_fargate.get() {
            vec![paragraph("small t2", text::FARGATE_PLACES)]
        } else {
            vec![list(desk), constraints(desk)]
        }
    })
}

fn list(desk: Desk) -> Part {
    let strategies = desk.request.strategies;
    let rows = move || {
        let all = strategies.get();
        let n = all.len();
        all.iter().enumerate().map(|(at, strategy)| rule(desk, at, n, strategy)).collect()
    };
    let explanation = move || match strategies.with(Vec::len) {
        0 => text::NO_STRATEGY,
        1 => text::ONE_STRATEGY,
        MOST => text::FIVE_STRATEGIES,
        _ => text::STRATEGY_ORDER,
    };
    let add = move || {
        let is_open = strategies.with_untracked(|it| it.len() < MOST);
        let choice = |strategy: PlacementStrategy| {
            let (words, field) = text::strategy(&strategy);
            let is_custom = field.is_some_and(|(_, name)| !name.is_empty() && !name.starts_with("ecs."));
            let words = if is_custom { text::spread_over(&strategy) } else { words.to_owned() };
            Choice {
                words,
                is_open,
                act: Box::new(move || strategies.update(|it| it.push(strategy.clone()))),
            }
        };
        offered(custom_attributes(desk)).into_iter().map(choice).collect()
    };
    let face = |button: Part| button.with(icon_of_size(Icon::Plus, "16")).text(text::ADD_STRATEGY);
    html("div")
        .with(html("h2").text(text::STRATEGY))
        .with(html("ol").class("rules").inside_by(rows))
        .with(menu(ADD, "btn sm ghost add", text::ADD_STRATEGY, face, add))
        .with(html("p").class("tiny muted").text_by(move || explanation().to_owned()))
}

fn rule_id(at: usize) -> String {
    ["strategy-", &at.to_string()].concat()
}

fn rule(desk: Desk, at: usize, n: usize, strategy: &PlacementStrategy) -> Part {
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
        let choice =
            |words: &str, is_open, act: Box<dyn Fn()>| Choice { words: words.to_owned(), is_open, act };
        vec![
            choice(text::MOVE_UP, at > 0, Box::new(move || move_to(at - 1))),
            choice(text::MOVE_DOWN, at + 1 < n, Box::new(move || move_to(at + 1))),
            choice(text::REMOVE, true, Box::new(remove)),
        ]
    };
    let code = code
        .map(|(head, rest)| html("code").attr("translate", "no").text(head).with(html("wbr")).text(&rest));
    let face = |button: Part| button.with(icon_of_size(Icon::Dots, "16"));
    html("li")
        .class("rule")
        .with(html("span").class("n").text(&(at + 1).to_string()))
        .with(html("span").text(words).with_all(code))
        .with(menu(&rule_id(at), "btn sm icon ghost", &text::options_of(at + 1, words), face, choices))
}
