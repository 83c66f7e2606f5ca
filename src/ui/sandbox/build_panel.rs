//! The left panel: what to run, how to place it, and the button that runs it.

use leptos::prelude::*;

use super::add_task_definition::AddTaskDefinition;
use super::run::{Launch, Run};
use super::strategies::Strategies;
use super::task_definitions::TaskDefinitions;
use super::{Desk, text};

/// The Build panel.
#[component]
pub fn BuildPanel(desk: Desk) -> AnyView {
    let adding = RwSignal::new(false);
    view! {
        <aside class="sb-l" id="view-build" aria-label=text::BUILD>
            <TaskDefinitions desk adding/>
            <section class="ask">
                <Launch desk/>
                <Strategies desk/>
                <Run desk/>
            </section>
        </aside>
        <AddTaskDefinition desk open=adding/>
    }
    .into_any()
}
