//! Why Fargate does not take a definition, and a revision of it that Fargate takes.

use crate::ecs::{self, Compatibility, Demand, NetworkMode, TaskDefinition, nearest_fargate_sizes};
use crate::sim::{LaunchType, TaskDefinitionId};
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::button::button;
use super::keyboard::focus_soon;
use super::note::paragraph;
use super::{Desk, text};

/// The reason why Fargate is not offered, with the nearest sizes that would do.
pub fn fargate_offer(desk: Desk, refusal: Memo<Option<String>>) -> Option<Part> {
    let reason = refusal.get()?;
    let details = html("details")
        .class("why-not")
        .with(html("summary").class("tiny").text(text::WHY_NOT_FARGATE))
        .with(paragraph("tiny t2", &reason));
    // Until orders can be given, definitions are only seen.
    let (Some(_), Some(id)) = (desk.orders.get(), desk.selected.get()) else { return Some(details) };
    let open = RwSignal::new(false);
    let sizes =
        on_demand(move || open.get(), desk.chunks.definitions, move |it| (it.fargate_sizes)(desk, id));
    Some(details.on("toggle", move |_| open.set(true)).with(sizes))
}

/// Buttons that register a revision for Fargate, or what stands in the way of it.
pub fn sizes(desk: Desk, id: TaskDefinitionId) -> Vec<Part> {
    let Some(task_definition) = &definition(desk, id) else { return vec![] };
    let demand = Demand::of(task_definition);
    let sizes = nearest_fargate_sizes(demand.cpu_units, demand.memory_mib);
    let obstacles =
        sizes.first().map(|size| obstacles(&on_fargate(task_definition, *size))).unwrap_or_default();
    if !obstacles.is_empty() {
        let obstacles = obstacles.iter().map(|words| html("li").text(words));
        return vec![html("ul").class("tiny t2").with_all(obstacles)];
    }
    let size = |size: (u32, u32)| {
        let revision = on_fargate(task_definition, size);
        button("btn sm", move || register(desk, revision.clone())).text(&text::size(size.0, size.1))
    };
    vec![
        paragraph("tiny t2", text::FARGATE_SIZES),
        html("div").class("row wrap").with_all(sizes.into_iter().map(size)),
    ]
}

fn definition(desk: Desk, id: TaskDefinitionId) -> Option<TaskDefinition> {
    desk.session
        .simulation
        .with_untracked(|it| it.world().task_definition(id).map(|it| it.task_definition.clone()))
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
    desk.register(revision, move || {
        desk.request.launch_type.set(LaunchType::Fargate);
        // The button that was pressed is gone with the reason.
        focus_soon("on-fargate".to_owned());
    });
}
