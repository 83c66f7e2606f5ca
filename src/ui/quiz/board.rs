//! The board of a question: zones with their instances, what is taken and what is left.

use crate::diagram::Icon;
use crate::ecs::Protocol;
use crate::quiz::{Choice, Response, Setting, text as sentences};
use crate::sim::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, RegisteredTaskDefinition, Task, World,
    Zone, explain::group_digits,
};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::sandbox::task_block::{chip, label, letter, look};
use crate::ui::signal::Memo;

use super::desk::Desk;
use super::{choices, text};

/// The board before the request, with nothing to answer on it.
pub fn still(setting: &Setting) -> Part {
    let cards = |it: &ContainerInstance| card(&setting.world, it, html("article"));
    framed(&setting.world, &sentences::request(setting)).with(zones(&setting.world, cards))
}

/// A board of a replay: the instance that was taken stands out.
pub fn with_chosen(world: &World, chosen: Option<ContainerInstanceId>, title: &str) -> Part {
    let cards = |it: &ContainerInstance| {
        let class = if Some(it.id) == chosen { "inst is-chosen" } else { "inst" };
        card(world, it, html("article")).class(class)
    };
    framed(world, title).with(zones(world, cards))
}

/// The board whose instances are the choices: radio buttons in the cards, and one for none below.
pub fn answered_on(
    desk: Desk,
    index: u32,
    setting: &Setting,
    choices: Vec<Choice>,
    is_locked: Memo<bool>,
) -> Part {
    let world = &setting.world;
    let named = |name: &str| (0_u8..).zip(&choices).find(|(_, it)| it.text == name);
    let cards = |it: &ContainerInstance| {
        let Some((at, choice)) = named(&it.name) else { return html("span") };
        let place = option(desk, index, at, choice, is_locked);
        card(world, it, place)
    };
    let nowhere = named(sentences::NO_INSTANCE).map(|(at, choice)| {
        option(desk, index, at, choice, is_locked).with(html("span").class("h").text(text::NO_INSTANCE))
    });
    framed(world, &sentences::request(setting))
        .attr("role", "radiogroup")
        .attr("aria-labelledby", "question")
        .with(zones(world, cards))
        .with_all(nowhere)
}

/// A card that is a choice.
fn option(desk: Desk, index: u32, at: u8, choice: &Choice, is_locked: Memo<bool>) -> Part {
    let is_right = choice.is_right();
    let mine = Memo::new(move |_| choices::is_mine(desk, index, at));
    let verdict = move || {
        let is_shown = is_locked.get() && (is_right || mine.get());
        if is_shown {
            vec![html("b").class("q-verdict").text(text::verdict(is_right, mine.get()))]
        } else {
            vec![]
        }
    };
    let select = move || desk.answer(Response::Choice(at));
    html("label")
        .attr_by("class", move || {
            Some(["inst q-pick", choices::look(is_locked.get(), is_right, mine.get())].concat())
        })
        .with(choices::input(desk, index, at, "radio", is_locked, select))
        .with(html("span").class("q-verdict-place").inside_by(verdict))
}

fn framed(world: &World, title: &str) -> Part {
    let chips = world.task_definitions.iter().map(definition);
    html("div")
        .class("q-board")
        .with(html("p").class("small t2").text(title))
        .with(html("ul").class("q-legend").attr("aria-label", text::TASK_DEFINITIONS).with_all(chips))
}

/// "A web: 512 CPU units, 1,024 MiB, port 80".
fn definition(registered: &RegisteredTaskDefinition) -> Part {
    let demand = &registered.demand;
    let sign = letter(registered);
    let mut words = [
        " ",
        &registered.task_definition.family,
        ": ",
        &sentences::size(demand.cpu_units, demand.memory_mib),
    ]
    .concat();
    for port in &demand.host_ports {
        words.push_str(&text::port(port.port, port.protocol == Protocol::Udp));
    }
    if demand.enis > 0 {
        words.push_str(text::TAKES_AN_INTERFACE);
    }
    html("li").class("tiny").with(chip(look(sign), sign.letter())).text(&words)
}

fn zones(world: &World, card: impl Fn(&ContainerInstance) -> Part) -> Part {
    let zone = |(at, name): (u8, &String)| {
        let here = world.container_instances.values().filter(|it| it.zone == Zone(at));
        let heading =
            html("header").with(icon_of_size(Icon::Az, "16")).with(html("span").text(&sentences::zone(name)));
        html("div")
            .class("azc")
            .attr("role", "group")
            .attr("aria-label", &sentences::zone(name))
            .with(heading)
            .with_all(here.map(|it| card(it)))
    };
    html("div").class("q-zones").with_all((0..).zip(&world.zones).map(zone))
}

fn card(world: &World, instance: &ContainerInstance, place: Part) -> Part {
    let reserved = world.reserved_on(instance.id);
    let tasks: Vec<&Task> = world.tasks_on(instance.id).collect();
    let bar = |of_task: fn(&RegisteredTaskDefinition) -> u32, whole: u32| {
        let blocks = tasks.iter().filter_map(|task| {
            let registered = world.task_definition(task.task_definition)?;
            let sign = letter(registered);
            let share = u64::from(of_task(registered)) * 1000 / u64::from(whole.max(1));
            let width = [&(share / 10).to_string(), ".", &(share % 10).to_string(), "%"].concat();
            let name = label(sign, task.number);
            let words = if share >= 110 { name.as_str() } else { sign.letter() };
            Some(html("i").class(look(sign)).style("width", &width).text(if share >= 45 {
                words
            } else {
                ""
            }))
        });
        html("span").class("bar").attr("aria-hidden", "true").with_all(blocks)
    };
    let met = |name: &str, bar: Part, numbers: &str| {
        html("span")
            .class("met")
            .with(html("span").text(name))
            .with(bar)
            .with(html("span"))
            .with(html("span").text(numbers))
    };
    let kind = if instance.instance_type == "teaching" { "" } else { &instance.instance_type };
    let head = html("span")
        .class("h")
        .with(icon_of_size(Icon::Ec2, "16"))
        .with(html("b").text(&instance.name))
        .with(html("small").text(kind));
    let numbers = |used: u32, whole: u32, unit: &str| {
        let digits = |n: u32| group_digits(u64::from(n));
        text::used_of(&digits(used), &digits(whole), unit)
    };
    place
        .class_by("inst", || true)
        .with(head)
        .with(met(
            text::CPU,
            bar(|it| it.demand.cpu_units, instance.cpu_units),
            &numbers(reserved.cpu_units, instance.cpu_units, text::UNITS),
        ))
        .with(met(
            text::MEMORY,
            bar(|it| it.demand.memory_mib, instance.memory_mib),
            &numbers(reserved.memory_mib, instance.memory_mib, text::MIB),
        ))
        .with(html("span").class("f").with_all(facts(world, instance, &tasks)))
}

/// What else matters on this board, in words.
fn facts(world: &World, instance: &ContainerInstance, tasks: &[&Task]) -> Vec<Part> {
    let reserved = world.reserved_on(instance.id);
    let pill = |class: &str, words: &str| html("span").class(class).text(words);
    let mut facts = vec![];
    if instance.status == ContainerInstanceStatus::Draining {
        facts.push(pill("pill warn", text::DRAINING));
    }
    if !instance.agent_connected {
        facts.push(pill("pill bad", text::NO_AGENT));
    }
    if world.task_definitions.iter().any(|it| it.demand.enis > 0) {
        facts.push(pill("pill", &text::enis(reserved.enis, instance.eni_limit)));
    }
    for port in reserved.host_ports.keys() {
        facts.push(pill("port", &text::port_taken(port.port)));
    }
    if let Some(stack) = instance.attributes.get("stack") {
        facts.push(pill("pill", &["stack = ", stack].concat()));
    }
    let names: Vec<String> = tasks
        .iter()
        .filter_map(|it| Some(label(letter(world.task_definition(it.task_definition)?), it.number)))
        .collect();
    facts.push(pill("tiny t2", &text::tasks_here(&names)));
    facts
}
