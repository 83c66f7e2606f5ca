//! One small language for boards and runs, many tiny cases. The helpers here alone know the interface.
//!
//! `4 instances of 1024/2048 in a` · `2 instances of 2048/4096 in a b c` (two in each) · `2 instances of 2048/4096 on premises` (external) ·
//! `run 3 x web 512/512 port 80 by spread zone, binpack memory` · `only EXPRESSION` and `distinct` after `by` ·
//! `run 3 x web 512/512 external` · `serve 3 x web 512/512 by spread zone` · `daemon 0 x log 64/64` (services named after the family) · `count 0 5` ·
//! `drain 0` · `lose a` · `return a` · `remove 0` · `halt 0` · `start 0` · `terminate 0` · `stop 3` (by id) · `clock` (time passes from here on) · `advance 30` ·
//! `provider big m5.large in a b size 0/10` (see `board::provider`) · `run 3 x web 512/512 via FARGATE:1/1 SPOT:0/3` ·
//! `default 0:0/1` · `capacity 0 3` · `interrupt task 3` · `interrupt instance 0` · `nospot` · `spot` ·
//! `deploy 0 web 512/512` · `config 0 100 200 breaker rollback` (see `board::config`) · `alarm 0` · `rollback 0` · `protect 3 60` · `unpullable 1` · `exits 1 20`.
#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod board;
pub(crate) mod capacity;
mod circuit_breaker;
mod containers;
mod deployment_methods;
mod deployments;
mod explanations;
mod external;
mod healthy;
mod history;
mod instances;
mod invariants;
mod life;
mod listing;
mod load_balancers;
mod network;
mod placement;
mod played;
mod properties;
pub(crate) mod random_commands;
mod reasons;
mod resources;
mod roles;
mod scale_in;
pub(crate) mod scaling;
mod services;
mod task_definitions;
mod traffic_shifts;
mod updates;
mod volumes;

use super::{Command, LaunchType, RunTask, Simulation, TaskDefinitionId, explain};

pub(super) use board::{commands, scenario, task_definition};

/// Runs the commands of a text and gives the simulation.
pub(super) fn simulated(text: &str, seed: u64) -> Simulation {
    let mut simulation = Simulation::new(scenario(seed));
    simulation.use_index();
    for command in commands(text) {
        simulation.dispatch(command);
        invariants::assert_invariants(simulation.world());
    }
    simulation
}

/// How many seeds each case is run with: an outcome that is taught must not depend on the draw.
const SEEDS: std::ops::Range<u64> = 0..25;

/// What runs where, by instance: the same for all seeds, or a note that it is not.
pub(super) fn check(text: &str, expected: expect_test::Expect) {
    expected.assert_eq(&for_all_seeds(text, board::by_instance));
}

/// How many tasks run in each zone and on how many instances: the same for all seeds, or a note that it is not.
pub(super) fn check_zones(text: &str, expected: expect_test::Expect) {
    expected.assert_eq(&for_all_seeds(text, board::by_zone));
}

/// How many tasks run on how many instances: the same for all seeds, or a note that it is not.
pub(super) fn check_used(text: &str, expected: expect_test::Expect) {
    expected.assert_eq(&for_all_seeds(text, board::used));
}

fn for_all_seeds(text: &str, show: fn(&Simulation) -> String) -> String {
    let outcomes: crate::sorted::SortedSet<String> = SEEDS.map(|seed| show(&simulated(text, seed))).collect();
    match outcomes.len() {
        1 => outcomes.into_iter().next().unwrap_or_default(),
        _ => "depends on the draw".to_owned(),
    }
}

/// The account of the last decision, as a learner reads it.
pub(super) fn check_explanation(simulation: &Simulation, expected: expect_test::Expect) {
    let (world, decision) = simulation.decision(simulation.log().len() - 1).unwrap();
    let placement = match decision.explanation {
        super::Explanation::Placement(placement) => *placement,
        other => panic!("the last command is not a placement: {other:?}"),
    };
    let mut lines = vec![explain::placement_sentence(&world, &placement)];
    lines.extend(
        placement.funnel.after_strategies.iter().map(|(strategy, left)| format!("{strategy:?}: {left}")),
    );
    lines.extend(placement.instances.iter().map(|report| {
        let name = explain::instance_name(&world, report.container_instance);
        format!("{name}: {}", explain::instance_reason(&world, &placement, report))
    }));
    lines.extend(explain::tie_sentence(&world, &placement));
    lines.extend(explain::failure_reasons(&placement).iter().map(|(reason, n)| format!("{n} x {reason}")));
    expected.assert_eq(&(lines.join("\n") + "\n"));
}

/// A command list that a refusal is expected from.
pub(super) fn refusal(board: &str, command: Command) -> super::Refusal {
    let mut simulation = simulated(board, 7);
    let before = simulation.world().hash();
    simulation.dispatch(command);
    assert_eq!(simulation.world().hash(), before, "a refused command changes nothing");
    match simulation.explain(simulation.log().len() - 1) {
        super::Explanation::Refused(refusal) => refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// One task on EC2, placed by chance.
fn run_one(task_definition: TaskDefinitionId) -> Command {
    Command::RunTask(RunTask {
        task_definition,
        count: 1,
        launch_type: LaunchType::Ec2,
        capacity_provider_strategy: None,
        placement_strategy: vec![],
        placement_constraints: vec![],
        group: None,
    })
}
