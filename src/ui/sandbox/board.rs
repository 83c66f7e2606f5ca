//! The cluster: one column a zone with its instances, and the Fargate lane below.

use leptos::prelude::*;
use wasm_bindgen::JsCast;

use crate::diagram::Icon;
use crate::sim::{ContainerInstanceId, LaunchType, TaskPlace, Zone};
use crate::ui::icon::icon_of_size;
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Keyed, Part, html, keep};
use crate::ui::signal::RwSignal;

use super::account::account;
use super::add_instance::{Adding, add_instance, has_external};
use super::attributes::attributes;
use super::balancing::load_balancers;
use super::button::button;
use super::capacity::capacity;
use super::create_service::create_service;
use super::failures::failures;
use super::fargate_lane::fargate_lane;
use super::instance_card::instance_card;
use super::keyboard::{self, Cell};
use super::note::{empty, paragraph};
use super::services::services;
use super::tabs::{Selection, Tab, tabs};
use super::{Desk, scenario, text};

/// The board, and the dialogs that it opens.
pub fn board(desk: Desk) -> Vec<Part> {
    let zones = desk.read(|it| it.world().zones.clone());
    let has_external = has_external(desk);
    let is_empty = desk.read(|it| it.world().container_instances.is_empty());
    let adding = Adding::new();
    keep(Box::new(move || {
        // On a phone the board may have been hidden until now.
        desk.view.track();
        if let Some(id) = desk.chosen.with(|it| it.as_ref().map(|it| Cell::of(it.place).id())) {
            request_animation_frame(move || keyboard::show_on_board(&id));
        }
    }));
    let columns = move || {
        let zones = zones.get();
        let of_zones = (0..).zip(zones.iter().map(String::as_str)).map(|(at, name)| (Zone(at), name));
        let on_premises = has_external.get().then_some((Zone::ON_PREMISES, text::ON_PREMISES));
        of_zones.chain(on_premises).map(|(zone, name)| zone_column(desk, zone, name, adding)).collect()
    };
    let nobody = move || {
        let add = || button("btn sm", move || adding.open_for(Zone(0))).text(text::ADD_AN_INSTANCE);
        let wants_one = desk.request.launch_type.get() == LaunchType::Ec2;
        if is_empty.get() && wants_one { vec![empty(text::NO_INSTANCES, add())] } else { vec![] }
    };
    let has_stopped = desk.read(|it| !it.world().stopped_tasks.is_empty());
    let is_drawn = RwSignal::new(false);
    let board = html("section")
        .class("board")
        .class_by("is-drawn", move || is_drawn.get())
        .attr("id", "view-board")
        .attr("aria-label", text::CLUSTER)
        .attr("aria-describedby", "board-keys")
        .on("keydown", move |event| keyboard::on_board_keydown(desk, event.unchecked_ref()))
        .with(paragraph("vh", text::BOARD_KEYS).attr("id", "board-keys"))
        .with(scenario::guide_place(desk).attr("id", "about-scenario"))
        .with(tabs("seg", text::CLUSTER_VIEWS, Selection::of(is_drawn, &[false, true]), views()))
        .with(failures(desk))
        .slot(nobody)
        .with(html("div").class("azs").attr("id", "cards").inside_by(columns))
        .with(fargate_lane(desk))
        .with(services(desk))
        .with(load_balancers(desk))
        .with(capacity(desk))
        .with(
            on_demand(move || is_drawn.get(), desk.chunks.diagram, move |it| (it.show)(desk, is_drawn))
                .attr("id", "diagram"),
        )
        .with(on_demand(move || has_stopped.get(), desk.chunks.history, move |it| (it.stopped)(desk)))
        .with(account(desk));
    vec![board, add_instance(desk, adding), create_service(desk), attributes(desk)]
}

/// As cards that are worked with, or as a diagram that is looked at.
fn views() -> Vec<Tab> {
    let tab =
        |(panel, words): (&str, &'static str)| Tab::new(["show-", panel].concat(), panel.to_owned(), words);
    [("cards", text::CARDS), ("diagram", text::DIAGRAM)].map(tab).into()
}

fn zone_column(desk: Desk, zone: Zone, name: &str, adding: Adding) -> Part {
    let instances = desk.read(move |it| {
        let all = it.world().container_instances.values();
        all.filter(|it| it.zone == zone).map(|it| it.id).collect::<Vec<ContainerInstanceId>>()
    });
    let n_tasks = desk.read(move |it| {
        let world = it.world();
        let is_here = |place: TaskPlace| match place {
            TaskPlace::ContainerInstance(id) => {
                world.container_instances.get(&id).is_some_and(|it| it.zone == zone)
            }
            TaskPlace::Fargate(at) => at == zone,
            TaskPlace::AwaitsCapacity => false,
        };
        world.tasks.values().filter(|it| is_here(it.place)).count()
    });
    let is_lost = desk.read(move |it| it.world().lost_zones.contains(&zone));
    let cell = Cell::Add(zone);
    let title = text::column(zone, name);
    let cards = move || {
        let card = |id: ContainerInstanceId| -> Keyed {
            (desk.session.key(id.0), Box::new(move || instance_card(desk, id, zone)))
        };
        instances.get().into_iter().map(card).collect()
    };
    let header = html("header")
        .attr("title", name)
        .with(icon_of_size(Icon::Az, "16"))
        .with(html("span").text(&title))
        .slot(move || if is_lost.get() { vec![down()] } else { vec![] })
        .with(html("span").class("sp"))
        .with(html("span").class("muted n").text_by(move || text::count(n_tasks.get(), "task")));
    let add = button("addi", move || adding.open_for(zone))
        .attr("aria-label", &text::add_an_instance_to(&title))
        .attr("data-column", &zone.0.to_string())
        .with(icon_of_size(Icon::Plus, "16"))
        .text(text::ADD_AN_INSTANCE);
    html("section")
        .class("azc")
        .class_by("is-down", move || is_lost.get())
        .attr("aria-label", &title)
        .with(header)
        .each(cards)
        .with(desk.cells.stop(add, cell))
}

/// What a lost zone is called, in a sign and a word.
fn down() -> Part {
    html("span").class("pill bad").with(icon_of_size(Icon::Bolt, "12")).text(text::DOWN)
}
