//! The steps of a step scaling policy: from which distance to the threshold on each holds, and what it does.

use leptos::prelude::untrack;

use crate::sim::scaling::{Alarm, StepAdjustment};
use crate::ui::part::{Keyed, Part, html};
use crate::ui::signal::RwSignal;

use super::super::button::button;
use super::super::fields::{labelled, number_input};
use super::super::keyboard::focus_soon;
use super::super::text;

/// Steps that a policy has at most (`StepAdjustments` of Application Auto Scaling).
const MOST: usize = 20;

/// How far from the last step a new one begins.
const APART: u32 = 20;

/// The id of the button that adds one.
const ADD: &str = "add-step";

/// A step as it is written.
#[derive(Clone, Copy)]
struct Step {
    /// Tells it from the others.
    key: u32,
    /// Where it begins: the distance to the threshold.
    from: RwSignal<u32>,
    /// What it does.
    by: RwSignal<u32>,
}

/// All steps of the form.
#[derive(Clone, Copy)]
pub struct Steps(RwSignal<Vec<Step>>);

impl Steps {
    /// One task at the threshold, two from some way beyond.
    pub fn new() -> Self {
        let step = |key, from, by| Step { key, from: RwSignal::new(from), by: RwSignal::new(by) };
        Self(RwSignal::new(vec![step(0, 0, 1), step(1, APART, 2)]))
    }

    /// As the policy has them: each holds up to where the next one begins.
    pub fn adjustments(self, alarm: Alarm, is_exact: bool) -> Vec<StepAdjustment> {
        let mut all: Vec<(i32, i32)> =
            self.0.with(|it| it.iter().map(|it| (signed(it.from.get()), signed(it.by.get()))).collect());
        all.sort_unstable();
        let bounds: Vec<Option<i32>> =
            all.iter().map(|it| (it.0 > 0).then_some(it.0)).chain([None]).collect();
        let pairs = bounds.windows(2).zip(&all);
        pairs
            .map(|(bounds, (_, by))| match alarm {
                Alarm::Above => {
                    StepAdjustment { lower_bound: bounds[0], upper_bound: bounds[1], adjustment: *by }
                }
                Alarm::Below => StepAdjustment {
                    lower_bound: bounds[1].map(|it| -it),
                    upper_bound: bounds[0].map(|it| -it),
                    adjustment: if is_exact { *by } else { -*by },
                },
            })
            .collect()
    }

    fn add(self) {
        let last = self.0.with_untracked(|it| it.iter().map(|it| it.from.get_untracked()).max());
        let key = self.0.with_untracked(|it| it.iter().map(|it| it.key + 1).max()).unwrap_or(0);
        let from = last.map_or(0, |it| it + APART);
        let by = self.0.with_untracked(|it| it.last().map_or(1, |it| it.by.get_untracked() + 1));
        let step = Step { key, from: RwSignal::new(from), by: RwSignal::new(by) };
        self.0.update(|it| it.push(step));
        focus_soon(from_id(key));
    }

    fn remove(self, key: u32) {
        self.0.update(|it| it.retain(|it| it.key != key));
        focus_soon(ADD.to_owned());
    }
}

fn signed(it: u32) -> i32 {
    i32::try_from(it).unwrap_or(i32::MAX)
}

fn from_id(key: u32) -> String {
    ["step-from-", &key.to_string()].concat()
}

/// A row for each step. `by` says what its number means.
pub fn steps(steps: Steps, by: impl Fn() -> &'static str + Copy + 'static) -> Part {
    let rows = move || {
        let row = |step: &Step| -> Keyed {
            let step = *step;
            (step.key.into(), Box::new(move || row(steps, step, by)))
        };
        steps.0.with(|it| it.iter().map(row).collect())
    };
    let is_full = move || steps.0.with(|it| it.len() >= MOST);
    let add = move || {
        if !untrack(is_full) {
            steps.add();
        }
    };
    let add = button("btn sm", add).attr("id", ADD).disabled_by(is_full).text(text::ADD_STEP);
    html("fieldset")
        .class("stack box")
        .with(html("legend").text(text::STEPS))
        .with(html("p").class("tiny muted").text(text::STEPS_HELP))
        .with(html("ul").class("step-rows").each(rows))
        .with(html("div").class("row").with(add))
}

fn row(steps: Steps, step: Step, by: impl Fn() -> &'static str + Copy + 'static) -> Part {
    let is_only = move || steps.0.with(|it| it.len() < 2);
    let remove = move || {
        if !untrack(is_only) {
            steps.remove(step.key);
        }
    };
    let from = labelled(&from_id(step.key), text::STEP_FROM, number_input(step.from, 0, 1_000_000));
    let by_id = ["step-by-", &step.key.to_string()].concat();
    let label = html("label").attr("for", &by_id).text_by(move || by().to_owned());
    let by = html("div").class("field").with(label).with(number_input(step.by, 0, 500).attr("id", &by_id));
    let name = move || Some(text::remove_step(step.from.get()));
    let remove = button("btn sm", remove).attr_by("aria-label", name).disabled_by(is_only);
    html("li").with(from).with(by).with(remove.text(text::REMOVE_STEP))
}
