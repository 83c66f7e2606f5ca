//! The left panel: what to run, how to place it, and the button that runs it.

use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::add_task_definition::add_task_definition;
use super::run::{launch, run};
use super::strategies::strategies;
use super::task_definitions::task_definitions;
use super::{Desk, text};

/// The Build panel, and the dialog that it opens.
pub fn build_panel(desk: Desk) -> Vec<Part> {
    let adding = RwSignal::new(false);
    let ask = html("section").class("ask").with(launch(desk)).with(strategies(desk)).with(run(desk));
    let panel = html("aside")
        .class("sb-l")
        .attr("id", "view-build")
        .attr("aria-label", text::BUILD)
        .with(task_definitions(desk, adding))
        .with(ask);
    vec![panel, add_task_definition(desk, adding)]
}
