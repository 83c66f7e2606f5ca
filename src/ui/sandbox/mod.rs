//! The sandbox: a board of zones and instances, a panel to build requests, a panel that says why.
//!
//! Nothing here decides where a task goes or words a reason: `sim` decides, `sim::explain` words. Views receive a
//! memo of the part they show, and every change is a command to the [`Session`].
//! Start reading at [`sandbox`], then at `desk` and `board`.

mod add_instance;
mod add_task_definition;
mod board;
mod build_panel;
mod decision;
mod desk;
mod dialog;
mod events;
mod fargate_lane;
mod fargate_size;
mod header;
mod icon;
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

use super::mount;

use board::Board;
use build_panel::BuildPanel;
use decision::DecisionPanel;
use desk::Desk;
use header::Header;
use keyboard_help::KeyboardHelp;
use status::Status;
use view_tabs::ViewTabs;

/// The island: fills the place that the page keeps for the sandbox.
pub fn sandbox(place: Element) {
    mount::into(place, || view! { <Sandbox/> });
}

#[component]
fn Sandbox() -> AnyView {
    let desk = Desk::restored();
    let help = RwSignal::new(false);
    keyboard::listen(desk, help);
    view! {
        <div class="sb" data-view=move || desk.view.get().name()>
            <Header desk help/>
            <ViewTabs desk/>
            <BuildPanel desk/>
            <Board desk/>
            <Status desk/>
            <DecisionPanel desk/>
        </div>
        <KeyboardHelp desk open=help/>
    }
    .into_any()
}
