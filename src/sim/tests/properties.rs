//! What holds after every command, whatever the commands.

use super::history::assert_forks;
use super::invariants::{assert_decision, assert_invariants};
use super::random_commands::{
    DEFINITIONS, command, command_in_time, command_with_roles, command_with_volumes, first_load_balancer,
};
use super::{scenario, task_definition};
use crate::ecs::{TaskDefinition, read_task_definition};
use crate::iam::roles::RoleUse;
use crate::sim::roles::{RoleCommand, managed, role, role_arn, standard_roles};
use crate::sim::{Command, Model, Simulation, TaskDefinitionId, World};
use proptest::prelude::*;

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn invariants_hold_after_each_of_500_random_commands(list in proptest::collection::vec(command(), 500), seed: u64) {
        assert_all(list, seed);
    }

    #[test]
    fn invariants_hold_after_each_of_500_random_commands_while_time_passes(
        mut list in proptest::collection::vec(command_in_time(), 500),
        seed: u64,
    ) {
        list.splice(0..0, [vec![Command::StartClock], first_load_balancer()].concat());
        assert_all(list, seed);
    }

    #[test]
    fn invariants_hold_after_each_of_500_random_commands_while_files_are_written_and_lost(
        mut list in proptest::collection::vec(command_with_volumes(), 500),
        seed: u64,
        in_time: bool,
    ) {
        list.splice(0..0, with_volumes().into_iter().chain(in_time.then_some(Command::StartClock)));
        assert_all(list, seed);
    }

    #[test]
    fn invariants_hold_after_each_of_500_random_commands_while_roles_are_checked_and_changed(
        mut list in proptest::collection::vec(prop_oneof![command_with_roles(), command_with_volumes()], 500),
        seed: u64,
    ) {
        let mut roles = standard_roles(&World::new(&scenario(seed)));
        for (name, policy) in [("net-execution", "AmazonECSTaskExecutionRolePolicy"), ("net-task", "AmazonElasticFileSystemClientFullAccess")] {
            roles.roles.insert(role_arn(name), role(role_arn(name), RoleUse::Task, vec![managed(policy)]));
        }
        let check = RoleCommand::Check(Box::new(roles));
        list.splice(0..0, with_volumes().into_iter().chain([Command::StartClock, Command::OfRoles(Box::new(check))]));
        assert_all(list, seed);
    }
}

/// Task definitions with a volume of each kind.
fn with_volumes() -> Vec<Command> {
    let volumes = [
        r#"{"host": {"sourcePath": "/srv"}}"#,
        r#"{"dockerVolumeConfiguration": {"scope": "shared", "autoprovision": true}}"#,
        r#"{"configuredAtLaunch": true}"#,
        r#"{"efsVolumeConfiguration": {"fileSystemId": "fs-1"}}"#,
    ];
    // Two of the eight letters are free after the definitions of the other tests; the others are deregistered first.
    let first = [0, 1].map(|id| Command::DeregisterTaskDefinition(TaskDefinitionId(id)));
    first
        .into_iter()
        .chain(volumes.map(|it| Command::RegisterTaskDefinition(Box::new(with_volume(it)))))
        .collect()
}

/// A small task whose container mounts a volume at `/data`.
fn with_volume(kind: &str) -> TaskDefinition {
    let volume = kind.replacen('{', r#"{"name": "data", "#, 1);
    let text = format!(
        r#"{{"family": "vol", "containerDefinitions": [{{"name": "app", "image": "public.ecr.aws/nginx/nginx:1", "cpu": 64,
            "memory": 64, "mountPoints": [{{"sourceVolume": "data", "containerPath": "/data"}}]}}], "volumes": [{volume}]}}"#
    );
    read_task_definition(&text).unwrap().task_definition
}

/// Carries the commands out one by one, with everything that must hold.
fn assert_all(list: Vec<Command>, seed: u64) {
    let mut simulation = Simulation::new(scenario(seed));
    simulation.use_index();
    for definition in DEFINITIONS {
        simulation.dispatch(Command::RegisterTaskDefinition(Box::new(task_definition(definition))));
    }
    for command in list {
        let (before, n_log) = (simulation.world().hash(), simulation.log().len());
        simulation.dispatch(command.clone());
        let n = simulation.log().len() - n_log;
        assert!(
            n < crate::sim::MAX_DECISIONS,
            "{command:?} goes on for ever: {:#?}",
            &simulation.log()[n_log + n - 6..]
        );
        assert_invariants(simulation.world());
        // To replay to all of what a long wait sets off would take too long.
        for index in (n_log..simulation.log().len()).take(25) {
            assert_decision(&simulation, index, &command);
        }
        let after = simulation.world().hash();
        simulation.undo();
        assert_eq!(simulation.world().hash(), before);
        simulation.redo();
        assert_eq!(simulation.world().hash(), after);
    }
    let again = Simulation::replayed(
        simulation.scenario().clone(),
        simulation.commands().to_vec(),
        simulation.cursor(),
    );
    assert_eq!(again.world().hash(), simulation.world().hash());
    assert_eq!(again.log(), simulation.log());
    let moments: Vec<usize> = simulation.moments().collect();
    assert_forks(&simulation, moments.iter().copied().step_by(moments.len() / 4 + 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn a_board_that_stands_still_goes_on_in_the_same_way_and_words_without_the_rest_of_the_model(
        list in proptest::collection::vec(command_in_time(), 500),
        seed: u64,
    ) {
        let mut whole = Simulation::new(scenario(seed));
        let mut still = Simulation::by(&Model::STILL, scenario(seed));
        let registrations = DEFINITIONS.iter().map(|it| Command::RegisterTaskDefinition(Box::new(task_definition(it))));
        for command in registrations.chain(list) {
            assert_eq!(crate::sim::still::decide(still.world(), &command).is_some(), still.knows(&command));
            if still.knows(&command) {
                whole.dispatch(command.clone());
                still.dispatch(command);
            }
        }
        assert_eq!(still.log(), whole.log());
        assert_eq!(still.world(), whole.world());
        for at in 0..whole.log().len() {
            assert_eq!(still.sentence(at), whole.sentence(at));
        }
    }
}
