//! The dialog with the scaling policies of a service.

use leptos::prelude::untrack;

use crate::sim::scaling::{
    AdjustmentType, Alarm, DEFAULT_COOLDOWN, Metric, PolicyKind, PutScaling, ScalingOrder, ScalingPolicy,
};
use crate::sim::{Command, ServiceId, explain};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::super::fields::{either, number, pair, select, switch};
use super::super::note::paragraph;
use super::super::refusal::{refusal, said};
use super::super::{Desk, text};
use super::steps::{Steps, steps};

const METRICS: [Metric; 5] = [
    Metric::Cpu,
    Metric::Memory,
    Metric::CpuHighResolution,
    Metric::MemoryHighResolution,
    Metric::RequestCountPerTarget,
];

const ADJUSTMENT_TYPES: [(AdjustmentType, &str); 3] = [
    (AdjustmentType::ChangeInCapacity, "ChangeInCapacity"),
    (AdjustmentType::PercentChangeInCapacity, "PercentChangeInCapacity"),
    (AdjustmentType::ExactCapacity, "ExactCapacity"),
];

/// The most that a target, a threshold or a cooldown can be.
const MOST: u32 = 1_000_000;

/// A policy in a few words.
pub fn policy_words(policy: &ScalingPolicy) -> String {
    let metric = explain::metric_name(policy.metric);
    match &policy.kind {
        PolicyKind::TargetTracking { target, .. } => text::tracks(metric, *target),
        PolicyKind::Step { alarm, threshold, steps, adjustment_type, .. } => {
            let alarm = match alarm {
                Alarm::Above => text::ABOVE,
                Alarm::Below => text::BELOW,
            };
            let adjustment = |it: i32| match adjustment_type {
                AdjustmentType::ChangeInCapacity => text::signed(it),
                AdjustmentType::PercentChangeInCapacity => [&text::signed(it), " %"].concat(),
                AdjustmentType::ExactCapacity => ["=", &it.to_string()].concat(),
            };
            let adjustments: Vec<String> = steps.iter().map(|it| adjustment(it.adjustment)).collect();
            text::steps(metric, alarm, *threshold, &adjustments)
        }
    }
}

/// What the form of a policy holds.
#[derive(Clone, Copy)]
struct Form {
    min: RwSignal<u32>,
    max: RwSignal<u32>,
    is_step: RwSignal<bool>,
    metric: RwSignal<usize>,
    value: RwSignal<u32>,
    out_cooldown: RwSignal<u32>,
    in_cooldown: RwSignal<u32>,
    disable_scale_in: RwSignal<bool>,
    is_below: RwSignal<bool>,
    adjustment_type: RwSignal<usize>,
    steps: Steps,
}

impl Form {
    fn new(limits: (u32, u32)) -> Self {
        Self {
            min: RwSignal::new(limits.0),
            max: RwSignal::new(limits.1),
            is_step: RwSignal::new(false),
            metric: RwSignal::new(0),
            value: RwSignal::new(50),
            out_cooldown: RwSignal::new(DEFAULT_COOLDOWN),
            in_cooldown: RwSignal::new(DEFAULT_COOLDOWN),
            disable_scale_in: RwSignal::new(false),
            is_below: RwSignal::new(false),
            adjustment_type: RwSignal::new(0),
            steps: Steps::new(),
        }
    }

    fn adjustment_type(self) -> AdjustmentType {
        ADJUSTMENT_TYPES[self.adjustment_type.get().min(ADJUSTMENT_TYPES.len() - 1)].0
    }

    /// What the number of a step means.
    fn step_words(self) -> &'static str {
        match (self.adjustment_type(), self.is_below.get()) {
            (AdjustmentType::ChangeInCapacity, false) => text::TASKS_MORE,
            (AdjustmentType::ChangeInCapacity, true) => text::TASKS_FEWER,
            (AdjustmentType::PercentChangeInCapacity, false) => text::PERCENT_MORE,
            (AdjustmentType::PercentChangeInCapacity, true) => text::PERCENT_FEWER,
            (AdjustmentType::ExactCapacity, _) => text::TASKS_EXACTLY,
        }
    }

    fn policy(self) -> ScalingPolicy {
        let metric = METRICS[self.metric.get().min(METRICS.len() - 1)];
        let kind = if self.is_step.get() { self.step_scaling() } else { self.target_tracking() };
        ScalingPolicy { metric, kind }
    }

    fn step_scaling(self) -> PolicyKind {
        let alarm = if self.is_below.get() { Alarm::Below } else { Alarm::Above };
        let adjustment_type = self.adjustment_type();
        PolicyKind::Step {
            alarm,
            threshold: self.value.get(),
            adjustment_type,
            steps: self.steps.adjustments(alarm, adjustment_type == AdjustmentType::ExactCapacity),
            cooldown: self.out_cooldown.get(),
        }
    }

    fn target_tracking(self) -> PolicyKind {
        PolicyKind::TargetTracking {
            target: self.value.get(),
            scale_out_cooldown: self.out_cooldown.get(),
            scale_in_cooldown: self.in_cooldown.get(),
            disable_scale_in: self.disable_scale_in.get(),
        }
    }

    fn put(self, service: ServiceId, policies: Vec<ScalingPolicy>) -> Command {
        let (min_capacity, max_capacity) = (self.min.get(), self.max.get());
        let request = PutScaling { service, min_capacity, max_capacity, policies };
        Command::Scaling(ScalingOrder::Put(Box::new(request)))
    }
}

/// The policies of the service that the dialog is open for.
pub fn policies(desk: Desk) -> Vec<Part> {
    let form = move || desk.capacity.scaled.get().map_or_else(Vec::new, |id| form(desk, id));
    vec![html("div").class("stack").slot(form)]
}

fn form(desk: Desk, id: ServiceId) -> Vec<Part> {
    let limits = desk.session.simulation.with_untracked(|it| {
        let target = it.world().scaling.get(&id);
        target.map_or((1, 10), |it| (it.min_capacity, it.max_capacity))
    });
    let form = Form::new(limits);
    let policies =
        desk.read(move |it| it.world().scaling.get(&id).map(|it| it.policies.clone()).unwrap_or_default());
    let with_new = move || form.put(id, policies.get().into_iter().chain([form.policy()]).collect());
    // Whether the request is accepted is asked, not known here.
    let refused = Memo::new(move |_| desk.session.simulation.with(|it| refusal(it, &with_new())));
    let add = move || {
        if refused.with_untracked(Option::is_none) {
            desk.dispatch(untrack(with_new));
        }
    };
    let buttons = html("div")
        .class("row end")
        .with(button("btn", move || desk.capacity.scaling.set(false)).text(text::CLOSE))
        .with(
            button("btn pri", add)
                .attr("id", "add-policy")
                .disabled_by(move || refused.with(Option::is_some))
                .text(text::ADD_SCALING_POLICY),
        );
    vec![
        html("div").slot(move || list(desk, id, &form, &policies.get())),
        pair([
            number("scaling-min", text::MIN_TASKS, form.min, 0, 500),
            number("scaling-max", text::MAX_TASKS, form.max, 0, 500),
        ]),
        either(
            text::POLICY_TYPE,
            form.is_step,
            &[(false, text::TARGET_TRACKING), (true, text::STEP_SCALING)],
        ),
        select("scaling-metric", text::METRIC, form.metric, &METRICS.map(explain::metric_name)),
        html("div")
            .class("stack")
            .slot(move || if form.is_step.get() { step(&form) } else { tracking(&form) }),
        said(refused).attr("id", "scaling-refusal"),
        buttons,
    ]
}

/// The policies that the service has, each with a way to remove it.
fn list(desk: Desk, id: ServiceId, form: &Form, all: &[ScalingPolicy]) -> Vec<Part> {
    let form = *form;
    if all.is_empty() {
        return vec![paragraph("small muted", text::NO_POLICIES)];
    }
    let row = |at: usize| {
        let mut left = all.to_vec();
        left.remove(at);
        let remove = move || {
            desk.dispatch(if left.is_empty() {
                Command::Scaling(ScalingOrder::Delete(id))
            } else {
                untrack(|| form.put(id, left.clone()))
            });
        };
        let words = policy_words(&all[at]);
        html("li").with(html("span").class("svc-w small").text(&words)).with(
            button("btn sm", remove)
                .attr("aria-label", &text::remove_scaling_policy(&words))
                .text(text::REMOVE_SCALING_POLICY),
        )
    };
    vec![html("ul").class("svc-rows").with_all((0..all.len()).map(row))]
}

fn tracking(form: &Form) -> Vec<Part> {
    vec![
        number("scaling-value", text::TARGET, form.value, 0, MOST),
        pair([
            number("scaling-out", text::OUT_COOLDOWN, form.out_cooldown, 0, MOST),
            number("scaling-in", text::IN_COOLDOWN, form.in_cooldown, 0, MOST),
        ]),
        switch(form.disable_scale_in, text::DISABLE_SCALE_IN, ""),
    ]
}

fn step(form: &Form) -> Vec<Part> {
    let form = *form;
    let types = ADJUSTMENT_TYPES.map(|it| it.1);
    vec![
        either(text::ALARM, form.is_below, &[(false, text::ABOVE), (true, text::BELOW)]),
        pair([
            number("scaling-value", text::THRESHOLD, form.value, 0, MOST),
            number("scaling-cooldown", text::COOLDOWN, form.out_cooldown, 0, MOST),
        ]),
        select("scaling-adjustment", text::ADJUSTMENT_TYPE, form.adjustment_type, &types),
        steps(form.steps, move || form.step_words()),
    ]
}
