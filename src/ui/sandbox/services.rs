//! The services of the cluster: how many tasks each wants and has, and the ways to change that.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use crate::diagram::{Icon, TaskLetter};
use crate::sim::life::TaskStatus;
use crate::sim::service::{SchedulingStrategy, daemon_instances};
use crate::sim::{ServiceId, Simulation};
use crate::ui::icon::icon_of_size;
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Keyed, Part, html};
use crate::ui::signal::Memo;

use super::button::{button, icon_button};
use super::decision::Page;
use super::menu::{Choice, menu};
use super::note::paragraph;
use super::task_block::{chip, letter, look};
use super::{Desk, text};

/// The id of the button that creates one.
pub const CREATE_SERVICE: &str = "create-service";

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    letter: TaskLetter,
    name: String,
    strategy: SchedulingStrategy,
    running: u32,
    desired: u32,
    is_waiting: bool,
}

impl Row {
    fn read(simulation: &Simulation, id: ServiceId) -> Option<Self> {
        let world = simulation.world();
        let service = world.services.get(&id)?;
        let group = service.placement.group();
        let its = || world.tasks.values().filter(|task| task.group == group && task.counts());
        let running = count(its().filter(|task| task.life.last_status == TaskStatus::Running).count());
        let desired = match service.placement.scheduling_strategy {
            SchedulingStrategy::Replica => service.desired_count,
            SchedulingStrategy::Daemon => {
                let lacking = daemon_instances(world, &service.placement).unwrap_or_default();
                count(its().count() + lacking.len())
            }
        };
        let registered = world.task_definition(service.placement.task_definition);
        Some(Self {
            letter: registered.map_or(TaskLetter::A, letter),
            name: service.placement.service_name.clone(),
            strategy: service.placement.scheduling_strategy,
            running,
            desired,
            is_waiting: running < desired,
        })
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The panel under the board.
pub fn services(desk: Desk) -> Part {
    let has_some = desk.read(|it| !it.world().services.is_empty());
    let nothing =
        move || if has_some.get() { vec![] } else { vec![paragraph("small muted", text::NO_SERVICES)] };
    let create = button("btn sm", move || desk.creating.open_for(desk.selected.get_untracked()))
        .attr("id", CREATE_SERVICE)
        .with(icon_of_size(Icon::Plus, "16"))
        .text(text::CREATE_SERVICE);
    let head =
        html("header").with(html("h2").text(text::SERVICES)).with(html("span").class("sp")).with(create);
    html("section")
        .class("panel svcs")
        .attr("aria-label", text::SERVICES)
        .with(head)
        .slot(nothing)
        .with(on_demand(move || has_some.get(), desk.chunks.moving, move |it| (it.services)(desk)))
}

/// The list of services.
pub fn rows(desk: Desk) -> Vec<Part> {
    let ids = desk.read(|it| it.world().services.keys().copied().collect::<Vec<_>>());
    let rows = move || {
        let row = |id: ServiceId| -> Keyed { (desk.session.key(id.0), Box::new(move || row(desk, id))) };
        ids.get().into_iter().map(row).collect()
    };
    vec![html("ul").class("svc-rows").each(rows)]
}

fn row(desk: Desk, id: ServiceId) -> Part {
    let row = desk.read(move |it| Row::read(it, id));
    let with = move |of: fn(&Row) -> String| move || row.with(|it| it.as_ref().map(of).unwrap_or_default());
    let face = move || {
        row.with(|it| it.as_ref().map(|it| chip(look(it.letter), it.letter.letter())).into_iter().collect())
    };
    let state = move || {
        row.with(|it| {
            let pill = |it: &Row| {
                let class = if it.is_waiting { "pill warn" } else { "pill ok" };
                html("span").class(class).text(if it.is_waiting { text::WAITING } else { text::STEADY })
            };
            it.as_ref().map(pill).into_iter().collect()
        })
    };
    let choices = move || {
        let delete = move || desk.delete_service(id);
        let is_replica =
            row.with_untracked(|it| it.as_ref().is_some_and(|it| it.strategy == SchedulingStrategy::Replica));
        let scale = move || {
            if is_replica {
                desk.capacity.open_scaling(id);
            }
        };
        vec![
            Choice { words: text::AUTO_SCALING.to_owned(), is_open: is_replica, act: Box::new(scale) },
            Choice { words: text::DELETE_SERVICE.to_owned(), is_open: true, act: Box::new(delete) },
        ]
    };
    let name = row.with_untracked(|it| it.as_ref().map(|it| it.name.clone()).unwrap_or_default());
    let options = menu(
        &["options-service-", &id.0.to_string()].concat(),
        "btn sm icon ghost",
        &text::options_for_service(&name),
        |button| button.with(icon_of_size(Icon::Dots, "16")),
        choices,
    );
    let words = html("span").class("svc-w").with(html("b").text_by(with(|it| it.name.clone()))).with(
        html("span")
            .class("row")
            .with(html("small").text_by(with(|it| text::running_of(it.running, it.desired))))
            .slot(state),
    );
    let is_replica = Memo::new(move |_| {
        row.with(|it| it.as_ref().is_some_and(|it| it.strategy == SchedulingStrategy::Replica))
    });
    let deployments = text::deployments_of(&name);
    let count = move || if is_replica.get() { vec![desired(desk, id, row, &name)] } else { vec![daemon()] };
    let details = move || {
        desk.service.set(Some(id));
        desk.show_page(Page::Service, "tab-service");
    };
    let details = icon_button("btn sm icon ghost", Icon::ChevronRight, &deployments, details)
        .attr("id", &["details-service-", &id.0.to_string()].concat());
    let is_scaled = desk.read(move |it| it.world().scaling.contains_key(&id));
    let load = desk.chunks.resources;
    let scaling = on_demand(move || is_scaled.get(), load, move |it| (it.scaling)(desk, id));
    html("li").slot(face).with(words).slot(count).with(options).with(details).with(scaling)
}

fn daemon() -> Part {
    html("span").class("pill").attr("title", text::DAEMON_HELP).text(text::DAEMON)
}

/// The desired count: fewer, the number itself, more.
fn desired(desk: Desk, id: ServiceId, row: Memo<Option<Row>>, name: &str) -> Part {
    let now = move || row.with(|it| it.as_ref().map_or(0, |it| it.desired));
    let step = move |by: i32| {
        let next = untrack(now).saturating_add_signed(by);
        if next != untrack(now) {
            desk.set_desired_count(id, next);
        }
    };
    let field = html("input")
        .attr("type", "number")
        .attr("min", "0")
        .attr("inputmode", "numeric")
        .attr("aria-label", &text::desired_count_of(name))
        .by(move |it| it.unchecked_ref::<HtmlInputElement>().set_value(&now().to_string()))
        .on("change", move |event| match event_target_value(&event).trim().parse() {
            Ok(count) => desk.set_desired_count(id, count),
            // What is not a number leaves the count as it was, and the field shows it again.
            Err(_) => event_target::<HtmlInputElement>(&event).set_value(&untrack(now).to_string()),
        });
    html("div")
        .class("stepper sm")
        .attr("role", "group")
        .attr("aria-label", &text::desired_count_of(name))
        .with(
            icon_button("", Icon::Minus, &text::fewer_of(name), move || step(-1))
                .disabled_by(move || now() == 0),
        )
        .with(field)
        .with(icon_button("", Icon::Plus, &text::more_of(name), move || step(1)))
}
