//! On what to run, how many, and the button.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::sim::{Command, Explanation, LaunchType, MAX_TASKS_PER_CALL, RunTask, Simulation, explain};
use crate::ui::part::{Part, html, keep};
use crate::ui::signal::Memo;

use super::add_instance::has_external;
use super::button::{button, icon_button};
use super::capacity::{by_providers, strategy_of};
use super::fargate_size::fargate_offer;
use super::{Desk, text};

/// EC2 or Fargate, and why not Fargate.
pub fn launch(desk: Desk) -> Part {
    let (launch_type, providers) = (desk.request.launch_type, desk.request.providers);
    // Whether Fargate takes the selected definition is asked, not known here.
    let refusal = Memo::new(move |_| {
        let request = desk.request.run_task_on_fargate(desk.selected.get()?);
        // The first definition is none for Fargate, so what stands below keeps its place when the answer comes.
        let Some(orders) = desk.orders.get() else { return Some(text::NOT_YET.to_owned()) };
        desk.session.simulation.with(|it| (orders.refusal)(it, request))
    });
    let has_external = has_external(desk);
    // A definition that Fargate refuses runs on EC2, whatever was chosen for another; so does one without a server of one's own.
    keep(Box::new(move || {
        let is_known = desk.orders.get().is_some();
        let is_refused = is_known && refusal.with(Option::is_some);
        let has_server = has_external.get();
        let is_out = match launch_type.get_untracked() {
            LaunchType::Ec2 => false,
            LaunchType::Fargate => is_refused,
            LaunchType::External => !has_server,
        };
        if is_out {
            launch_type.set(LaunchType::Ec2);
        }
    }));
    let choice = move |id: &str, value: LaunchType, words: &'static str| {
        let is_refused = move || value == LaunchType::Fargate && refusal.with(Option::is_some);
        let choose = move || {
            if !untrack(is_refused) {
                launch_type.set(value);
                providers.set(None);
            }
        };
        button("", choose)
            .attr("id", id)
            .is("aria-pressed", move || launch_type.get() == value && providers.with(Option::is_none))
            .disabled_by(is_refused)
            .text(words)
    };
    let external = move || choice("on-external", LaunchType::External, text::EXTERNAL);
    let choices = html("div")
        .class("seg wide")
        .attr("role", "group")
        .attr("aria-labelledby", "launch-type")
        .with(choice("on-ec2", LaunchType::Ec2, text::EC2))
        .with(choice("on-fargate", LaunchType::Fargate, text::FARGATE_SHORT))
        .slot(move || has_external.get().then(external).into_iter().collect())
        .with(by_providers(providers).attr("id", "on-providers"));
    html("div")
        .with(html("h2").attr("id", "launch-type").text(text::LAUNCH_TYPE))
        .with(choices)
        .slot(move || fargate_offer(desk, refusal).into_iter().collect())
        .with(strategy_of(desk, providers, desk.request.count))
}

/// Why a request would be refused.
pub fn refusal(simulation: &Simulation, request: RunTask) -> Option<String> {
    match simulation.decide(&Command::RunTask(request)).explanation {
        Explanation::Refused(refusal) => Some(explain::refusal_sentence(&refusal)),
        Explanation::Placement(_) | Explanation::Plain | Explanation::NotLaunched(_) => None,
    }
}

/// The count and the one primary button.
pub fn run(desk: Desk) -> Part {
    let count = desk.request.count;
    let family = desk.read(move |it| {
        let id = desk.request.selected(it.world())?;
        it.world().task_definition(id).map(|it| it.task_definition.family.clone())
    });
    let step =
        move |by: i32| count.update(|it| *it = it.saturating_add_signed(by).clamp(1, MAX_TASKS_PER_CALL));
    let stepper = html("div")
        .class("stepper")
        .attr("role", "group")
        .attr("aria-label", text::COUNT)
        .with(
            icon_button("", Icon::Minus, text::FEWER, move || step(-1)).disabled_by(move || count.get() <= 1),
        )
        .with(html("output").attr("aria-live", "off").text_by(move || count.get().to_string()))
        .with(
            icon_button("", Icon::Plus, text::MORE, move || step(1))
                .disabled_by(move || count.get() >= MAX_TASKS_PER_CALL),
        );
    let run = button("btn pri", move || {
        if let Some(id) = desk.selected.get_untracked() {
            desk.run(id, count.get_untracked());
        }
    });
    let run = run
        .attr("id", "run")
        .disabled_by(move || family.with(Option::is_none))
        .text_by(move || family.with(|it| text::run(count.get(), it.as_deref())));
    html("div").class("go").with(stepper).with(run)
}
