//! What comes of each thing that can be taken away from the launch of the lesson on missing rights.

use expect_test::{Expect, expect};

use super::*;
use crate::ecs::read_task_definition;

fn trial(launch_type: LaunchType) -> Trial {
    let text = include_str!("../../../../../lessons/025-missing-rights/orders.task.json");
    let task_definition = read_task_definition(text).unwrap().task_definition;
    let call = ("s3:GetObject".to_owned(), "arn:aws:s3:::orders/today.json".to_owned());
    Trial { launch_type, task_definition, call }
}

/// Everything that can be taken away.
fn all(trial: &Trial) -> Vec<Without> {
    let rights = trial.rights().into_iter().map(Without::Right);
    let roles = LaunchRole::ALL.into_iter().flat_map(|it| [Without::Role(it), Without::Trust(it)]);
    rights.chain(roles).chain([Without::Route]).collect()
}

/// Each thing that is taken away, the step that fails and how the launch ends.
fn check(launch_type: LaunchType, expected: &Expect) {
    let trial = trial(launch_type);
    assert_eq!(trial.fault(), None);
    let line = |without: Without| match trial.outcome(&without) {
        Some(it) => format!("{without:?}: {:?}, {:?}\n", it.step, it.consequence),
        None => format!("{without:?}: nothing\n"),
    };
    expected.assert_eq(&all(&trial).into_iter().map(line).collect::<String>());
}

#[test]
fn each_thing_that_is_taken_away_ends_a_launch_on_ec2_in_its_own_way() {
    check(
        LaunchType::Ec2,
        &expect![[r#"
        Right("ec2:AttachNetworkInterface"): NetworkInterface, TaskNotLaunched
        Right("ec2:CreateNetworkInterface"): NetworkInterface, TaskNotLaunched
        Right("ecr:BatchCheckLayerAvailability"): PullImage, TaskStopped
        Right("ecr:BatchGetImage"): PullImage, TaskStopped
        Right("ecr:GetAuthorizationToken"): RegistryAuth, TaskStopped
        Right("ecr:GetDownloadUrlForLayer"): PullImage, TaskStopped
        Right("ecs:DiscoverPollEndpoint"): FindEndpoint, InstanceNotRegistered
        Right("ecs:Poll"): Poll, AgentDisconnected
        Right("ecs:RegisterContainerInstance"): RegisterInstance, InstanceNotRegistered
        Right("ecs:RegisterTaskDefinition"): RegisterTaskDefinition, CallRefused
        Right("ecs:RunTask"): RunTask, CallRefused
        Right("ecs:StartTelemetrySession"): Poll, AgentDisconnected
        Right("ecs:SubmitAttachmentStateChanges"): SubmitState, StatesStuck
        Right("ecs:SubmitContainerStateChange"): SubmitState, StatesStuck
        Right("ecs:SubmitTaskStateChange"): SubmitState, StatesStuck
        Right("iam:PassRole"): RegisterTaskDefinition, CallRefused
        Right("logs:CreateLogStream"): Logs, TaskStopped
        Right("logs:PutLogEvents"): Logs, TaskStopped
        Right("s3:GetObject"): Application, ApplicationRefused
        Right("secretsmanager:GetSecretValue"): Secrets, TaskStopped
        Role(ContainerInstance): FindEndpoint, InstanceNotRegistered
        Trust(ContainerInstance): FindEndpoint, InstanceNotRegistered
        Role(TaskExecution): AssumeRole, TaskNotLaunched
        Trust(TaskExecution): AssumeRole, TaskNotLaunched
        Role(Task): AssumeRole, TaskNotLaunched
        Trust(Task): AssumeRole, TaskNotLaunched
        Role(ServiceLinked): NetworkInterface, TaskNotLaunched
        Trust(ServiceLinked): nothing
        Route: RegistryAuth, TaskStopped
    "#]],
    );
}

#[test]
fn each_thing_that_is_taken_away_ends_a_launch_on_fargate_in_its_own_way() {
    check(
        LaunchType::Fargate,
        &expect![[r#"
        Right("ec2:AttachNetworkInterface"): NetworkInterface, TaskNotLaunched
        Right("ec2:CreateNetworkInterface"): NetworkInterface, TaskNotLaunched
        Right("ecr:BatchCheckLayerAvailability"): PullImage, TaskStopped
        Right("ecr:BatchGetImage"): PullImage, TaskStopped
        Right("ecr:GetAuthorizationToken"): RegistryAuth, TaskStopped
        Right("ecr:GetDownloadUrlForLayer"): PullImage, TaskStopped
        Right("ecs:RegisterTaskDefinition"): RegisterTaskDefinition, CallRefused
        Right("ecs:RunTask"): RunTask, CallRefused
        Right("iam:PassRole"): RegisterTaskDefinition, CallRefused
        Right("logs:CreateLogStream"): Logs, TaskStopped
        Right("logs:PutLogEvents"): Logs, TaskStopped
        Right("s3:GetObject"): Application, ApplicationRefused
        Right("secretsmanager:GetSecretValue"): Secrets, TaskStopped
        Role(ContainerInstance): nothing
        Trust(ContainerInstance): nothing
        Role(TaskExecution): AssumeRole, TaskNotLaunched
        Trust(TaskExecution): AssumeRole, TaskNotLaunched
        Role(Task): AssumeRole, TaskNotLaunched
        Trust(Task): AssumeRole, TaskNotLaunched
        Role(ServiceLinked): NetworkInterface, TaskNotLaunched
        Trust(ServiceLinked): nothing
        Route: RegistryAuth, TaskStopped
    "#]],
    );
}

/// The trace asks about each call alone; here the whole game is played.
#[test]
fn the_game_ends_where_the_trace_of_the_launch_ends() {
    for launch_type in [LaunchType::Ec2, LaunchType::Fargate] {
        let trial = trial(launch_type);
        for without in all(&trial) {
            let mut board = board();
            let definition = Box::new(trial.task_definition.clone());
            board.dispatch(Command::RegisterTaskDefinition(definition));
            let roles = trial.roles_for(board.world(), &trial.needs(), Some(&without));
            order(&mut board, RoleCommand::Check(Box::new(roles)));
            let launch = Launch { task_definition: DEFINITION, launch_type, starter: Starter::RunTask };
            let trace = launch.trace(board.world()).unwrap();
            let refused = trace.iter().find_map(|it| Some((it.step, it.failure.as_ref()?.consequence)));
            // The network is no call, and the application's call is not in the trace of a launch.
            let played = trial.outcome(&without);
            let played = played.filter(|it| it.is_answered && it.step != Step::Application);
            assert_eq!(played.map(|it| (it.step, it.consequence)), refused, "{launch_type:?} {without:?}");
        }
    }
}
