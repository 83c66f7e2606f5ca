//! The tasks that have stopped and can still be seen: when, why, and how their containers ended.

use crate::sim::life::{ContainerState, StoppedTask};
use crate::sim::{Simulation, World, explain};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::button::button;
use super::note::paragraph;
use super::task_block::{chip, label, letter, look};
use super::{Desk, text};

/// Tasks that are shown at first, and how many more each time.
const SHOWN: usize = 6;

/// What a row shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    look: &'static str,
    label: String,
    family: String,
    at: String,
    code: Option<&'static str>,
    reason: Option<String>,
    containers: Vec<String>,
}

impl Row {
    fn of(world: &World, stopped: &StoppedTask) -> Option<Self> {
        let task = &stopped.task;
        let registered = world.task_definition(task.task_definition)?;
        let stop = task.life.stop.as_ref();
        let definitions = &registered.task_definition.container_definitions;
        let has_run = task.life.started_at_seconds.is_some();
        let container = |(at, name): (usize, &String)| ended(name, task.life.containers.get(at), has_run);
        let letter = letter(registered);
        Some(Self {
            look: look(letter),
            label: label(letter, task.number),
            family: registered.task_definition.family.clone(),
            at: explain::clock_text(stopped.stopped_at_seconds),
            code: stop.and_then(|it| it.code).map(explain::stop_code),
            reason: stop.and_then(|it| it.reason.as_ref()).map(|it| explain::stopped_reason(world, it)),
            containers: definitions.iter().map(|it| &it.name).enumerate().map(container).collect(),
        })
    }

    fn part(&self) -> Part {
        let code = self.code.map(|it| html("code").attr("translate", "no").text(it));
        let reason = self.reason.as_ref().map(|it| html("p").class("small").text(it));
        let containers = self.containers.iter().map(|it| html("small").text(it));
        let head = html("div")
            .class("row wrap")
            .with(html("b").text(&self.family))
            .with(html("small").class("muted").text(&text::stopped_at(&self.at)))
            .with_all(code);
        html("li")
            .with(chip(self.look, &self.label))
            .with(html("div").class("st-w").with(head).with_all(reason).with_all(containers))
    }
}

/// "web: exit code 137", and why, where something is known.
fn ended(name: &str, container: Option<&ContainerState>, has_run: bool) -> String {
    let code = container.and_then(|it| it.exit_code);
    match (code, container.and_then(explain::container_reason)) {
        (Some(code), Some(reason)) => text::exited_because(name, code, reason),
        (Some(code), None) => text::exited(name, code),
        // Tasks of a board that stood still ran without containers that could be looked at.
        (None, _) if has_run || container.is_some() => text::no_exit_code(name),
        (None, _) => text::never_started(name),
    }
}

fn newest(simulation: &Simulation, n: usize) -> Vec<Row> {
    let world = simulation.world();
    world.stopped_tasks.iter().rev().take(n).filter_map(|it| Row::of(world, it)).collect()
}

/// The panel under the services.
pub fn stopped_tasks(desk: Desk) -> Vec<Part> {
    let n = desk.read(|it| it.world().stopped_tasks.len());
    let shown = RwSignal::new(SHOWN);
    let rows = desk.read(move |it| newest(it, shown.get()));
    let inside = move || rows.with(|it| it.iter().map(Row::part).collect());
    let n_more = move || n.get().saturating_sub(shown.get());
    let has_more = Memo::new(move |_| n_more() > 0);
    let more = move || {
        let show = move || shown.update(|it| *it += 5 * SHOWN);
        let more = || button("btn sm", show).text_by(move || text::show_older(n_more()));
        if has_more.get() { vec![more()] } else { vec![] }
    };
    let head = html("header")
        .with(html("h2").text(text::STOPPED_TASKS))
        .with(html("span").class("sp"))
        .with(html("span").class("muted small").text_by(move || text::count(n.get(), "task")));
    let panel = html("section")
        .class("panel svcs")
        .attr("aria-label", text::STOPPED_TASKS)
        .with(head)
        .with(paragraph("tiny muted", text::STOPPED_VISIBLE))
        .with(html("ul").class("stopped").inside_by(inside))
        .slot(more);
    let has_some = Memo::new(move |_| n.get() > 0);
    vec![html("div").slot(move || if has_some.get() { vec![panel.clone()] } else { vec![] })]
}
