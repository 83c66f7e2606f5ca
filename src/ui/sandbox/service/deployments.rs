//! The deployments of a service: which revision each runs, how far it is, and what the circuit breaker has counted.

use crate::sim::arithmetic::circuit_breaker_threshold;
use crate::sim::life::TaskStatus;
use crate::sim::service::{
    Deployment, DeploymentStrategy, LifecycleStage, RolloutState, SchedulingStrategy, Service,
    daemon_instances,
};
use crate::sim::{ServiceId, Simulation, Switch, World, explain};
use crate::ui::part::{Part, html};

use super::super::note::paragraph;
use super::super::task_block::{chip, letter, look};
use super::{Desk, text};

/// What is shown of a deployment.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Row {
    status: &'static str,
    look: &'static str,
    letter: &'static str,
    revision: String,
    state: RolloutState,
    reason: String,
    desired: u32,
    running: u32,
    pending: u32,
    failed: u32,
    breaker: Option<String>,
    traffic: Option<String>,
}

impl Row {
    fn of(world: &World, service: &Service, deployment: &Deployment) -> Self {
        let its = |is_running: bool| {
            let own = world.tasks.values().filter(|it| it.counts());
            let own = own.filter(|it| it.started_by.is_some_and(|by| by.deployment == deployment.id));
            let n = own.filter(|it| (it.life.last_status == TaskStatus::Running) == is_running).count();
            u32::try_from(n).unwrap_or(u32::MAX)
        };
        let (running, pending) = (its(true), its(false));
        let is_primary = service.deployments.first().is_some_and(|it| it.id == deployment.id);
        let registered = world.task_definition(deployment.task_definition);
        let letter = registered.map(letter);
        Self {
            status: explain::deployment_status(service, deployment),
            look: letter.map_or("ta", look),
            letter: letter.map_or("A", crate::diagram::TaskLetter::letter),
            revision: explain::revision_name(world, deployment.task_definition),
            state: deployment.rollout_state,
            reason: explain::rollout_state_reason(service, deployment),
            desired: if is_primary { desired(world, service, running + pending) } else { running + pending },
            running,
            pending,
            failed: deployment.failed_tasks,
            breaker: if is_primary { breaker(service, deployment) } else { None },
            traffic: traffic(world, service, deployment, is_primary),
        }
    }
}

/// Of a daemon: those that are there, and the instances that lack one.
fn desired(world: &World, service: &Service, n_tasks: u32) -> u32 {
    match service.placement.scheduling_strategy {
        SchedulingStrategy::Replica => service.desired_count,
        SchedulingStrategy::Daemon => {
            let lacking = daemon_instances(world, &service.placement).map_or(0, |it| it.len());
            n_tasks + u32::try_from(lacking).unwrap_or(u32::MAX)
        }
    }
}

fn breaker(service: &Service, deployment: &Deployment) -> Option<String> {
    let breaker = service.configuration.circuit_breaker?;
    let threshold =
        circuit_breaker_threshold(service.desired_count, breaker.threshold_type, breaker.threshold_value);
    Some(text::breaker_count(deployment.n_failures, threshold, breaker.rollback == Switch::On))
}

/// The side of a deployment that shifts traffic, its share, and how long its stage lasts.
fn traffic(world: &World, service: &Service, deployment: &Deployment, is_primary: bool) -> Option<String> {
    let primary = service.deployments.first()?;
    let is_shifting = primary.rollout_state == RolloutState::InProgress
        && service.configuration.strategy != DeploymentStrategy::Rolling
        && primary.stage > LifecycleStage::ReconcileService;
    let of_green = primary.traffic_permille.filter(|_| is_shifting)?;
    if is_primary {
        let left = primary.stage_ends_at_seconds.map(|it| it.saturating_sub(world.clock_seconds));
        Some(text::green(of_green, explain::lifecycle_stage(deployment.stage), left))
    } else {
        Some(text::blue(1_000 - of_green.min(1_000)))
    }
}

fn rows(simulation: &Simulation, id: ServiceId) -> Vec<Row> {
    let world = simulation.world();
    let service = world.services.get(&id);
    service.map_or_else(Vec::new, |service| {
        service.deployments.iter().map(|it| Row::of(world, service, it)).collect()
    })
}

/// One card a deployment, the PRIMARY one first.
pub fn deployments(desk: Desk, id: ServiceId) -> Part {
    let rows = desk.read(move |it| rows(it, id));
    html("ul")
        .class("deps")
        .attr("aria-label", text::DEPLOYMENTS)
        .inside_by(move || rows.with(|it| it.iter().map(card).collect()))
}

fn card(row: &Row) -> Part {
    let pill = match row.state {
        RolloutState::Completed => "pill ok",
        RolloutState::InProgress => "pill warn",
        RolloutState::Failed => "pill bad",
    };
    let head = html("header")
        .with(chip(row.look, row.letter))
        .with(html("b").text(&row.revision))
        .with(html("span").class("pill").text(row.status))
        .with(html("span").class("sp"))
        .with(html("span").class(pill).text(explain::rollout_state(row.state)));
    let number = |words: &str, n: u32| {
        html("div").with(html("dt").text(words)).with(html("dd").text(&explain::group_digits(u64::from(n))))
    };
    let numbers = html("dl")
        .class("dep-n")
        .with(number(text::DESIRED, row.desired))
        .with(number(text::PENDING, row.pending))
        .with(number(text::RUNNING, row.running))
        .with(number(text::FAILED, row.failed));
    let more = row.traffic.iter().chain(&row.breaker).map(|it| paragraph("tiny", it));
    html("li")
        .class(row.status)
        .with(head)
        .with(bar(row))
        .with(numbers)
        .with(paragraph("tiny t2", &row.reason))
        .with_all(more)
}

/// How much of what is wanted runs or is on its way; the numbers below say the same.
fn bar(row: &Row) -> Part {
    let whole = row.desired.max(row.running + row.pending).max(1);
    let share = |n: u32| format!("{}%", u64::from(n) * 100 / u64::from(whole));
    html("div")
        .class("dep-b")
        .attr("aria-hidden", "true")
        .with(html("i").style("width", &share(row.running)))
        .with(html("i").class("is-coming").style("width", &share(row.pending)))
}
