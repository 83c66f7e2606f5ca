//! Time that is played in small steps makes the world that one long step makes.

use super::random_commands::{
    DEFINITIONS, command, command_with_roles, command_with_volumes, first_load_balancer, service,
};
use super::{commands, run_one, scenario, simulated, task_definition};
use crate::ecs::read_task_definition;
use crate::sim::life::{ContainerStatus, HealthStatus, TaskStatus};
use crate::sim::rest::is_move;
use crate::sim::roles::{RoleCommand, standard_roles};
use crate::sim::{Command, LogEntry, Simulation, Switch, TaskDefinitionId, TaskId, Zone};
use proptest::collection::vec;
use proptest::prelude::*;

#[test]
fn a_task_that_ran_before_the_clock_was_started_is_looked_at_in_time_also_when_nothing_else_happens() {
    let board = "3 instances of m5.large; serve 3 x web 256/512; clock; unpullable 0; stop 0";
    let (mut played, mut jumped) = (simulated(board, 7), simulated(board, 7));
    play(&mut played, 90, 1);
    jumped.dispatch(Command::Advance(90));
    assert_same(&played, &jumped);
}

#[test]
fn a_task_whose_agent_may_not_report_is_looked_at_in_time_all_the_same() {
    let [mut played, mut jumped] = [(); 2].map(|()| {
        let mut simulation = simulated("1 instances of m5.large; clock", 7);
        let roles = standard_roles(simulation.world());
        simulation.dispatch(Command::OfRoles(Box::new(RoleCommand::Check(Box::new(roles)))));
        for command in commands("serve 1 x web 256/512; advance 17") {
            simulation.dispatch(command);
        }
        simulation.dispatch(Command::OfRoles(Box::new(RoleCommand::SetInstanceProfile(None))));
        simulation.dispatch(Command::SetTaskProtection {
            task: TaskId(0),
            minutes: Some(6),
            protection: Switch::On,
        });
        simulation
    });
    assert_eq!(played.world().tasks[&TaskId(0)].life.last_status, TaskStatus::Running);
    play(&mut played, 90, 1);
    jumped.dispatch(Command::Advance(90));
    assert_same(&played, &jumped);
}

#[test]
fn a_task_that_ran_before_the_clock_was_started_has_containers_that_run_and_have_passed_their_checks() {
    let text = r#"{"family": "checked", "containerDefinitions": [
        {"name": "app", "image": "public.ecr.aws/nginx/nginx:1", "memory": 64, "healthCheck": {"command": ["CMD", "true"]},
         "dependsOn": [{"containerName": "first", "condition": "SUCCESS"}]},
        {"name": "first", "image": "public.ecr.aws/nginx/nginx:1", "memory": 64, "essential": false}]}"#;
    let definition = read_task_definition(text).unwrap().task_definition;
    let mut simulation = simulated("1 instances of m5.large", 7);
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition.clone())));
    simulation.dispatch(run_one(TaskDefinitionId(0)));
    simulation.dispatch(Command::StartClock);
    let task = simulation.world().tasks.values().next().unwrap();
    let statuses = task.life.containers.iter().map(|it| it.status);
    assert_eq!(statuses.collect::<Vec<_>>(), [ContainerStatus::Running, ContainerStatus::Stopped]);
    assert_eq!(task.life.health(&definition), HealthStatus::Healthy);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn steps_of_any_length_make_the_same_world_whatever_happened_before(
        services in vec(service(), 1..4),
        still in vec(command(), 20),
        in_time in vec(prop_oneof![command_with_roles(), command_with_volumes()], 120),
        seed: u64,
        step in 1u64..9,
        images: [bool; 6],
        balances: bool,
    ) {
        let add = |zone| Command::AddContainerInstance { instance_type: "m5.large".to_owned(), zone: Zone(zone), count: 2 };
        let definitions = DEFINITIONS.map(|it| Command::RegisterTaskDefinition(Box::new(task_definition(it))));
        // What starts from now on fails where its image cannot be pulled: what ran before is all that is healthy.
        let images = (0..).map(TaskDefinitionId).zip(images);
        let images = images.map(|(id, works)| Command::SetImagePull(id, if works { Switch::On } else { Switch::Off }));
        let load_balancer = if balances { first_load_balancer() } else { vec![] };
        let board = definitions.into_iter().chain([add(0), add(1), add(2)]).chain(services).chain(still);
        let start = load_balancer.into_iter().chain([Command::StartClock]).chain(images);
        let mut jumped = Simulation::new(scenario(seed));
        let mut played = jumped.clone();
        for command in board.chain(start).chain(in_time) {
            jumped.dispatch(command.clone());
            match command {
                Command::Advance(seconds) if seconds > step => play(&mut played, seconds, step),
                other => played.dispatch(other),
            }
            if played.world() != jumped.world() {
                assert_same(&played, &jumped);
            }
        }
        assert_same(&played, &jumped);
    }
}

/// Lets seconds pass in steps, which become one command.
fn play(simulation: &mut Simulation, seconds: u64, step: u64) {
    simulation.dispatch(Command::Advance(step));
    let mut left = seconds - step;
    while left > 0 {
        simulation.advance(step.min(left));
        left -= step.min(left);
    }
}

/// The same world, in which the same happened at the same times; else where the two went apart.
fn assert_same(played: &Simulation, jumped: &Simulation) {
    // Time that sets off very much is not joined into one command.
    let told = |it: &LogEntry| (it.at_seconds, it.events.clone());
    let happened = |it: &Simulation| it.log().iter().filter(|it| !is_move(it)).map(told).collect::<Vec<_>>();
    let is_same_world = played.world() == jumped.world();
    let (played, jumped) = (happened(played), happened(jumped));
    if is_same_world && played == jumped {
        return;
    }
    let n_same = played.iter().zip(&jumped).take_while(|(played, jumped)| played == jumped).count();
    panic!("played: {:#?}\njumped: {:#?}", played.get(n_same), jumped.get(n_same));
}
