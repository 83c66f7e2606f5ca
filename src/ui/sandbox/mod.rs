//! The sandbox: a board of zones and instances, a panel to build requests, a panel that says why.
//!
//! Nothing here decides where a task goes or words a reason: `sim` decides, `sim::explain` words. Views receive a
//! memo of the part they show, and every change is a command to the [`Session`].
//! Start reading at [`sandbox`], then at `desk` and `board`.

mod add_instance;
mod add_task_definition;
mod attributes;
mod board;
mod build_panel;
mod button;
mod constraints;
mod create_service;
mod decision;
mod desk;
mod dialog;
mod events;
mod expression;
mod failures;
mod fargate_lane;
mod fargate_size;
mod header;
mod instance_card;
mod keyboard;
mod keyboard_help;
mod menu;
mod meter;
mod note;
mod opened;
mod paste;
mod request;
mod run;
mod saved;
mod services;
mod start;
mod status;
mod strategies;
mod tabs;
mod task_block;
mod task_definitions;
mod task_rows;
mod text;
mod trace;
mod view_tabs;

use leptos::prelude::*;
use leptos::web_sys::Element;

use super::part::{self, html};

use desk::Desk;

/// The island: fills the place that the page keeps for the sandbox.
pub fn sandbox(place: Element) {
    part::mount(place, || {
        let desk = Desk::restored();
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
        vec![views, keyboard_help::keyboard_help(desk, help)]
    });
}
