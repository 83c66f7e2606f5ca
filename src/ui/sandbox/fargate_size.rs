//! Why Fargate does not take a definition, and a revision of it that Fargate takes.

use leptos::prelude::*;

use crate::ecs::{self, Compatibility, Demand, NetworkMode, TaskDefinition, nearest_fargate_sizes};
use crate::sim::{LaunchType, TaskDefinitionId};

use super::keyboard::focus_soon;
use super::{Desk, text};

/// The reason why Fargate is not offered, with the nearest sizes that would do.
#[component]
pub fn FargateOffer(desk: Desk, refusal: Memo<Option<String>>) -> AnyView {
    let sizes = move || {
        let id = desk.selected.get();
        let task_definition = id.and_then(|id| definition(desk, id));
        let button = |task_definition: &TaskDefinition, size: (u32, u32)| {
            let revision = on_fargate(task_definition, size);
            let words = text::size(size.0, size.1);
            view! { <button class="btn sm" type="button" on:click=move |_| register(desk, revision.clone())>{words}</button> }
        };
        task_definition.map(|it| {
            let demand = Demand::of(&it);
            let sizes = nearest_fargate_sizes(demand.cpu_units, demand.memory_mib);
            let obstacles = sizes.first().map(|size| obstacles(&on_fargate(&it, *size))).unwrap_or_default();
            if !obstacles.is_empty() {
                let obstacle = |words: String| view! { <li>{words}</li> };
                return view! { <ul class="tiny t2">{obstacles.into_iter().map(obstacle).collect_view()}</ul> }.into_any();
            }
            view! {
                <p class="tiny t2">{text::FARGATE_SIZES}</p>
                <div class="row wrap">{sizes.into_iter().map(|size| button(&it, size)).collect_view()}</div>
            }
            .into_any()
        })
    };
    let inside = move || {
        let reason = refusal.get()?;
        Some(view! {
            <details class="why-not">
                <summary class="tiny">{text::WHY_NOT_FARGATE}</summary>
                <p class="tiny t2">{reason}</p>
                {sizes()}
            </details>
        })
    };
    inside.into_any()
}

fn definition(desk: Desk, id: TaskDefinitionId) -> Option<TaskDefinition> {
    desk.session.simulation.with(|it| it.world().task_definition(id).map(|it| it.task_definition.clone()))
}

/// The same definition with a size of the Fargate table; in `awsvpc` mode host ports are the containers' own.
fn on_fargate(task_definition: &TaskDefinition, (cpu_units, memory_mib): (u32, u32)) -> TaskDefinition {
    let mut revision = task_definition.clone();
    revision.cpu_units = Some(cpu_units);
    revision.memory_mib = Some(memory_mib);
    revision.network_mode = Some(NetworkMode::Awsvpc);
    revision.placement_constraints.clear();
    if !revision.requires(Compatibility::Fargate) {
        revision.requires_compatibilities.push(Compatibility::Fargate);
    }
    for mapping in revision.container_definitions.iter_mut().flat_map(|it| &mut it.port_mappings) {
        mapping.host_port = None;
    }
    revision
}

/// What no size can mend.
fn obstacles(revision: &TaskDefinition) -> Vec<String> {
    let findings = ecs::check(revision, Some(Compatibility::Fargate));
    findings.iter().filter(|it| it.is_error()).map(ecs::text::line).collect()
}

fn register(desk: Desk, revision: TaskDefinition) {
    if desk.register(revision) {
        desk.request.launch_type.set(LaunchType::Fargate);
        // The button that was pressed is gone with the reason.
        focus_soon("on-fargate".to_owned());
    }
}
