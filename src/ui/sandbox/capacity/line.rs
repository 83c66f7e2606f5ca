//! Under the row of a service that scales: its metrics, the load to play with, and what scaling did last.

use leptos::prelude::{event_target_value, untrack};
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use crate::sim::scaling::{Load, Metric, ScalingOrder, reading};
use crate::sim::{Command, ServiceId, Simulation, explain};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::{Desk, text};
use super::scaling::policy_words;

/// What the line shows.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Line {
    limits: (u32, u32),
    /// Each metric with its value.
    metrics: Vec<String>,
    policies: Vec<String>,
    last: String,
    load: Load,
    uses: Uses,
}

/// Which loads matter to the policies.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
struct Uses {
    cpu: bool,
    memory: bool,
    requests: bool,
}

impl Line {
    fn read(simulation: &Simulation, id: ServiceId) -> Option<Self> {
        let world = simulation.world();
        let target = world.scaling.get(&id)?;
        let mut metrics: Vec<Metric> = target.policies.iter().map(|it| it.metric).collect();
        metrics.sort_unstable();
        metrics.dedup();
        let value = |metric: &Metric| {
            let value = explain::reading_text(*metric, reading(world, id, *metric));
            [explain::metric_name(*metric), " ", &value].concat()
        };
        let last = target.last_activity.as_ref();
        Some(Self {
            limits: (target.min_capacity, target.max_capacity),
            uses: Uses::of(&metrics),
            metrics: metrics.iter().map(value).collect(),
            policies: target.policies.iter().map(policy_words).collect(),
            last: last.map_or_else(|| text::NOT_SCALED_YET.to_owned(), explain::activity_sentence),
            load: target.load,
        })
    }
}

impl Uses {
    fn of(metrics: &[Metric]) -> Self {
        let has = |all: &[Metric]| metrics.iter().any(|it| all.contains(it));
        Self {
            cpu: has(&[Metric::Cpu, Metric::CpuHighResolution]),
            memory: has(&[Metric::Memory, Metric::MemoryHighResolution]),
            requests: has(&[Metric::RequestCountPerTarget]),
        }
    }
}

/// The line; nothing when the service does not scale.
pub fn line(desk: Desk, id: ServiceId) -> Vec<Part> {
    let line = desk.read(move |it| Line::read(it, id));
    let uses = Memo::new(move |_| line.with(|it| it.as_ref().map(|it| it.uses)));
    let inside = move || uses.get().map_or_else(Vec::new, |uses| parts(desk, id, line, uses));
    vec![html("div").class("why").slot(inside)]
}

fn parts(desk: Desk, id: ServiceId, line: Memo<Option<Line>>, uses: Uses) -> Vec<Part> {
    let words =
        move |of: fn(&Line) -> String| move || line.with(|it| it.as_ref().map(of).unwrap_or_default());
    let load = move || line.with(|it| it.as_ref().map(|it| it.load).unwrap_or_default());
    let set = move |load: Load| desk.dispatch(Command::Scaling(ScalingOrder::SetLoad(id, load)));
    let cpu = uses.cpu.then(|| {
        let set = move |cpu_percent| set(Load { cpu_percent, ..untrack(load) });
        slider(text::LOAD_CPU, 1_000, 10, Box::new(move || load().cpu_percent), Box::new(set))
    });
    let memory = uses.memory.then(|| {
        let set = move |memory_percent| set(Load { memory_percent, ..untrack(load) });
        slider(text::LOAD_MEMORY, 1_000, 10, Box::new(move || load().memory_percent), Box::new(set))
    });
    let requests = uses.requests.then(|| {
        let set = move |requests| set(Load { requests, ..untrack(load) });
        slider(text::LOAD_REQUESTS, 10_000, 100, Box::new(move || load().requests), Box::new(set))
    });
    let limits =
        words(|it| [&text::task_limits(it.limits.0, it.limits.1), "; ", &it.policies.join("; ")].concat());
    let metrics = html("p").class("small").text_by(words(|it| it.metrics.join(", ")));
    let first = [html("p").class("tiny t2").text_by(limits), metrics];
    let last = html("p").class("tiny t2").text_by(words(|it| it.last.clone()));
    first.into_iter().chain(cpu).chain(memory).chain(requests).chain([last]).collect()
}

/// A load: the number changes while it is dragged, the board when it is let go.
fn slider(
    words: &'static str,
    most: u32,
    step: u32,
    value: Box<dyn Fn() -> u32>,
    set: Box<dyn Fn(u32)>,
) -> Part {
    let shown = RwSignal::new(0_u32);
    let read = |event: &leptos::web_sys::Event| event_target_value(event).parse().unwrap_or(0);
    let input = html("input")
        .attr("type", "range")
        .attr("min", "0")
        .attr("max", &most.to_string())
        .attr("step", &step.to_string())
        .by(move |it| {
            let value = value();
            it.unchecked_ref::<HtmlInputElement>().set_value(&value.to_string());
            shown.set(value);
        })
        .on("input", move |event| shown.set(read(&event)))
        .on("change", move |event| set(read(&event)));
    let number = html("output").class("num").text_by(move || shown.get().to_string());
    html("label").class("load").with(html("span").class("tiny").text(words)).with(input).with(number)
}
