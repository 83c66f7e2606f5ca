//! The sandbox: a board of zones and instances, a panel to build requests, a panel that says why.
//!
//! Nothing here decides where a task goes or words a reason: `sim` decides, `sim::explain` words. Views receive a
//! memo of the part they show, and every change is a command to the [`Session`].
//! Start reading at [`sandbox`], then at `desk` and `board`.

mod account;
mod add_instance;
mod add_task_definition;
mod attributes;
mod balancing;
mod board;
mod breaking;
mod build_panel;
pub(super) mod button;
mod capacity;
mod chunks;
mod constraints;
mod create_service;
mod decision;
mod desk;
mod diagram;
mod dialog;
mod events;
mod expression;
mod failures;
mod fargate_lane;
mod fargate_size;
mod fields;
mod header;
mod instance_actions;
mod instance_card;
mod keyboard;
mod keyboard_help;
mod link;
mod link_notes;
mod menu;
mod meter;
mod mishap;
pub(super) mod note;
mod opened;
mod orders;
mod paste;
mod refusal;
mod refused;
mod request;
mod run;
mod saved;
mod scenario;
mod service;
mod services;
mod sharing;
mod status;
mod stopped;
mod strategies;
mod tabs;
pub(super) mod task_block;
mod task_definitions;
mod task_rows;
mod text;
mod time_bar;
mod timeline;
mod trace;
mod view_tabs;

use leptos::web_sys::Element;

use super::on_demand::{self, on_demand};
use super::part::{self, Part, html};
use super::{address, mount};
use crate::ui::signal::RwSignal;

pub use chunks::{
    Chunks, Definitions, Diagram, Dialogs, Gallery, History, LargeClusters, LoadBalancing, Moving, Orders,
    Resources,
};
use desk::Desk;
pub use link::Links;

/// The island: fills the place that the page keeps for the sandbox. A board that is saved, or that the address names, is read by
/// code that comes first; until then the still picture stays.
pub fn sandbox(place: Element, chunks: &'static Chunks) {
    let scenario = place.get_attribute("data-scenario");
    let is_named = scenario.is_some() || !address::fragment().is_empty();
    if saved::text().is_none() && !is_named {
        return part::mount(place, move || views(Desk::new(chunks, None), scenario));
    }
    mount::set_busy(&place, true);
    on_demand::soon(async move {
        let links = (chunks.links)().await;
        if is_named {
            let _ = (chunks.orders)().await;
            let _ = (chunks.gallery)().await;
        }
        mount::set_busy(&place, false);
        // What is saved now: another tab may have saved since the page was opened.
        let restored = move |it: &Links| {
            views(Desk::new(chunks, saved::text().map(|saved| (it.restore)(saved))), scenario.clone())
        };
        part::mount(place, move || match links {
            Ok(links) => restored(links),
            Err(_) => vec![on_demand(|| true, chunks.links, restored)],
        });
    });
}

fn views(desk: Desk, scenario: Option<String>) -> Vec<Part> {
    let help = RwSignal::new(false);
    keyboard::listen(desk, help);
    let views = html("div")
        .class("sb")
        .attr_by("data-view", move || Some(desk.view.get().name().to_owned()))
        .with(header::header(desk, help))
        .with(view_tabs::view_tabs(desk))
        .with_all(build_panel::build_panel(desk))
        .with_all(board::board(desk))
        .with(status::status(desk))
        .with(decision::decision_panel(desk));
    desk.open_links(scenario);
    vec![
        views,
        keyboard_help::keyboard_help(desk, help),
        scenario::gallery(desk),
        link_notes::copy_by_hand(desk),
    ]
}
