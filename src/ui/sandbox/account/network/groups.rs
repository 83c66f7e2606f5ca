//! The security groups and their rules.

use leptos::prelude::untrack;

use crate::diagram::Icon;
use crate::sim::network::{Direction, NetworkChange, Peer, Rule, SecurityGroup};
use crate::sim::{Switch, explain};
use crate::ui::part::{Part, html};
use crate::ui::sandbox::Desk;
use crate::ui::sandbox::button::{button, icon_button};
use crate::ui::sandbox::fields::{Choices, choice, number, pair, select};
use crate::ui::sandbox::keyboard::focus_soon;
use crate::ui::sandbox::note::paragraph;
use crate::ui::sandbox::text::network as words;
use crate::ui::signal::{Memo, RwSignal};

/// The id of the list that says whose rules are shown.
const SHOWN: &str = "security-group";

const DIRECTIONS: [Direction; 2] = [Direction::Inbound, Direction::Outbound];

/// The rules of one group, and a form for more.
pub fn groups(desk: Desk) -> Part {
    let name = RwSignal::new(SecurityGroup::Task.name().to_owned());
    let all = Memo::new(|_| {
        let option = |it: SecurityGroup| (it.name().to_owned(), words::named(it.name(), words::group(it)));
        SecurityGroup::ALL.map(option).to_vec()
    });
    let group = Memo::new(move |_| name.with(|it| named(it)));
    html("fieldset")
        .class("stack box")
        .with(html("legend").text(words::GROUPS))
        .with(paragraph("tiny muted", words::GROUPS_HELP))
        .with(choice(SHOWN, words::GROUP, all, name))
        .with_all(DIRECTIONS.map(|it| rules(desk, group, it)))
        .with(add(desk, group))
}

fn named(name: &str) -> SecurityGroup {
    SecurityGroup::ALL.into_iter().find(|it| it.name() == name).unwrap_or(SecurityGroup::Task)
}

fn rules(desk: Desk, group: Memo<SecurityGroup>, direction: Direction) -> Part {
    let rules = desk.read(move |it| it.world().network.rules(group.get()).of(direction).clone());
    let list = move || {
        let all = rules.get();
        let nothing = match direction {
            Direction::Inbound => words::NO_INBOUND,
            Direction::Outbound => words::NO_OUTBOUND,
        };
        if all.is_empty() {
            return vec![html("li").class("muted").text(nothing)];
        }
        untrack(|| all.iter().map(|it| rule(desk, group.get(), direction, *it)).collect())
    };
    html("div")
        .with(html("h3").class("small").text(words::direction(direction)))
        .with(html("ul").class("sg-r").inside_by(list))
}

fn rule(desk: Desk, group: SecurityGroup, direction: Direction, rule: Rule) -> Part {
    let said = explain::rule_words(direction, &rule);
    let remove = move || {
        desk.change_network(NetworkChange::SecurityGroupRule(group, direction, rule, Switch::Off));
        focus_soon(SHOWN.to_owned());
    };
    let name = words::remove(direction, &said);
    html("li").with(html("span").text(&said)).with(icon_button(
        "btn sm icon ghost",
        Icon::Cross,
        &name,
        remove,
    ))
}

fn add(desk: Desk, group: Memo<SecurityGroup>) -> Part {
    let direction = RwSignal::new(0);
    let (first, last) = (RwSignal::new(80), RwSignal::new(80));
    let peer = RwSignal::new(String::new());
    let peers = Memo::new(|_| {
        let groups = SecurityGroup::ALL.map(|it| (it.name().to_owned(), it.name().to_owned()));
        [(String::new(), words::ANYWHERE.to_owned())].into_iter().chain(groups).collect::<Choices>()
    });
    let is_turned = move || last.get() < first.get();
    let add = move || {
        let port = |it: RwSignal<u32>| u16::try_from(it.get_untracked()).unwrap_or(u16::MAX);
        let rule = Rule {
            peer: peer
                .with_untracked(|it| if it.is_empty() { Peer::Anywhere } else { Peer::Group(named(it)) }),
            from_port: port(first),
            to_port: port(last),
        };
        let direction = DIRECTIONS.get(direction.get_untracked()).copied().unwrap_or(Direction::Inbound);
        if !untrack(is_turned) {
            desk.change_network(NetworkChange::SecurityGroupRule(
                group.with_untracked(|it| *it),
                direction,
                rule,
                Switch::On,
            ));
        }
    };
    let ports = pair([
        number("first-port", words::FIRST_PORT, first, 0, u16::MAX.into()),
        number("last-port", words::LAST_PORT, last, 0, u16::MAX.into()),
    ]);
    let sides = pair([
        select("rule-direction", words::DIRECTION, direction, &DIRECTIONS.map(words::direction)),
        choice("rule-peer", words::PEER, peers, peer),
    ]);
    let turned = move || if is_turned() { vec![paragraph("small", words::PORTS_TURNED)] } else { vec![] };
    let button = button("btn", add).disabled_by(is_turned).text(words::ADD_RULE);
    html("details").class("how-to").with(html("summary").text(words::NEW_RULE)).with(
        html("div")
            .class("stack")
            .with(sides)
            .with(ports)
            .with(html("div").attr("role", "status").inside_by(turned))
            .with(html("div").class("row end").with(button)),
    )
}
