#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

mod orders;

use super::{SavedSandbox, ShareError};
use crate::ecs::{TaskDefinition, read_task_definition, starters};
use crate::sim::{
    Command, ContainerInstanceId, LaunchType, Registration, RunTask, Scenario, Simulation, TaskDefinitionId,
    TaskId, Zone,
};

/// Saved by the first release. Never change it: it must open for ever.
const GOLDEN: &str = include_str!("../../../tests/documents/sandbox-v1.json");

fn simulation() -> Simulation {
    let web = read_task_definition(
        r#"{"family": "web", "containerDefinitions": [{"name": "web", "image": "nginx", "cpu": 256, "memory": 512}],
            "placementConstraints": [{"type": "memberOf", "expression": "attribute:ecs.instance-type =~ m5.*"}]}"#,
    )
    .unwrap();
    let mut simulation = Simulation::new(Scenario {
        seed: u64::MAX,
        zones: vec!["us-east-1a".to_owned(), "us-east-1b".to_owned()],
    });
    let commands = [
        Command::RegisterTaskDefinition(Box::new(web.task_definition)),
        Command::AddContainerInstance { instance_type: "m5.large".to_owned(), zone: Zone(1), count: 1 },
        Command::RegisterContainerInstance(Box::new(Registration {
            instance_type: "m5.teaching".to_owned(),
            zone: Zone(0),
            cpu_units: 2048,
            memory_mib: 4096,
            eni_limit: 2,
            gpus: 1,
            attributes: [("stack".to_owned(), "prod".to_owned())].into(),
        })),
        Command::RunTask(RunTask {
            task_definition: TaskDefinitionId(0),
            count: 3,
            launch_type: LaunchType::Ec2,
            capacity_provider_strategy: None,
            placement_strategy: every_strategy(),
            placement_constraints: vec![crate::ecs::PlacementConstraint::DistinctInstance],
            group: Some("blue".to_owned()),
        }),
        Command::StopTask(TaskId(0)),
        Command::SetSeed(3),
        Command::RemoveContainerInstance(ContainerInstanceId(0)),
    ];
    for command in commands {
        simulation.dispatch(command);
    }
    simulation.undo();
    simulation
}

fn every_strategy() -> Vec<crate::ecs::PlacementStrategy> {
    use crate::ecs::{BinpackField::*, PlacementStrategy::*, SpreadField::*};
    vec![Spread(Attribute("stack".to_owned())), Spread(InstanceId), Binpack(Cpu), Binpack(Memory), Random]
}

#[test]
fn a_sandbox_comes_back_as_it_was_saved_undone_commands_too() {
    let simulation = simulation();
    let saved = SavedSandbox::of(&simulation);
    let read = SavedSandbox::from_text(&saved.to_text()).unwrap();
    assert_eq!(read, saved);
    let again = read.to_simulation().unwrap();
    assert_eq!(again.commands(), simulation.commands());
    assert_eq!(again.cursor(), simulation.cursor());
    assert_eq!(again.world(), simulation.world());
    assert!(again.can_redo() && read.is_same_world(&again));
}

#[test]
fn the_document_of_the_first_release_opens() {
    let saved = SavedSandbox::from_text(GOLDEN).unwrap();
    let simulation = saved.to_simulation().unwrap();
    assert_eq!(simulation.commands(), self::simulation().commands());
    assert_eq!(simulation.world().container_instances.len(), 2);
}

#[test]
fn what_is_being_put_together_is_stored_beside_the_history() {
    let request = RunTask {
        task_definition: TaskDefinitionId(0),
        count: 3,
        launch_type: LaunchType::Fargate,
        capacity_provider_strategy: None,
        placement_strategy: every_strategy(),
        placement_constraints: vec![crate::ecs::PlacementConstraint::MemberOf("half an expr".into())],
        group: None,
    };
    let draft = super::SavedDraft::of(&request, "{ half a definition".to_owned());
    let saved = SavedSandbox { draft: Some(draft), ..SavedSandbox::of(&simulation()) };
    let read = SavedSandbox::from_text(&saved.to_text()).unwrap();
    assert_eq!(read, saved);
    let draft = read.draft.unwrap();
    assert_eq!(draft.to_request(), Ok(request));
    assert_eq!(draft.task_definition, "{ half a definition");
}

#[test]
fn instances_added_at_once_are_stored_with_their_count_and_one_without() {
    let add =
        |count| Command::AddContainerInstance { instance_type: "m5.large".to_owned(), zone: Zone(1), count };
    for (count, text) in [
        (1, r#"{"addContainerInstance":{"instanceType":"m5.large","zone":1}}"#),
        (3, r#"{"addContainerInstance":{"instanceType":"m5.large","zone":1,"count":3}}"#),
    ] {
        let saved = super::SavedCommand::of(&add(count));
        assert_eq!(serde_json::to_string(&saved).unwrap(), text);
        let read: super::SavedCommand = serde_json::from_str(text).unwrap();
        assert_eq!(read.to_command(), Ok(add(count)));
    }
}

#[test]
fn every_way_to_cut_a_document_is_said_to_be_cut() {
    let text = SavedSandbox::of(&simulation()).to_text();
    for end in 1..text.len() {
        let error = SavedSandbox::from_text(&text[..end]).unwrap_err();
        assert_eq!(error, ShareError::Cut { bytes: end }, "cut at {end}");
    }
}

#[test]
fn what_is_not_ours_newer_or_impossible_is_told_apart() {
    let message = |text: &str| SavedSandbox::from_text(text).unwrap_err().to_string();
    let messages = [
        message(""),
        message("hello"),
        message("[1, 2]"),
        message(r#"{"family": "web"}"#),
        message(r#"{"bayplan": "sandbox", "version": 2}"#),
        message(r#"{"bayplan": "sandbox", "version": "1"}"#),
        message(
            r#"{"bayplan": "sandbox", "version": 1, "seed": 7, "zones": [], "commands": [], "cursor": 0}"#,
        ),
        message(
            r#"{"bayplan": "sandbox", "version": 1, "seed": 7, "zones": ["a"], "commands": [], "cursor": 1}"#,
        ),
        message(
            r#"{"bayplan": "sandbox", "version": 1, "seed": 7, "zones": ["a"], "commands": [{"fly": {}}], "cursor": 0}"#,
        ),
    ];
    expect_test::expect![[r#"
        this is not a saved sandbox of Bayplan: line 1, column 0: EOF while parsing a value at line 1 column 0
        this is not a saved sandbox of Bayplan: line 1, column 1: expected value at line 1 column 1
        this is not a saved sandbox of Bayplan: it does not begin with "bayplan": "sandbox"
        this is not a saved sandbox of Bayplan: it does not begin with "bayplan": "sandbox"
        the saved sandbox has version 2, this page reads up to version 1; reload the page to get the newest one
        this is not a saved sandbox of Bayplan: it has no version that is known
        the saved sandbox cannot be read: it has 0 zones; 1 to 6 are possible
        the saved sandbox cannot be read: command 1 is in force, but there are 0
        the saved sandbox cannot be read: unknown variant `fly`"#]].assert_eq(&messages.join("\n"));
}

#[test]
fn a_command_that_cannot_be_is_named() {
    let with = |command: &str| {
        let text = format!(
            r#"{{"bayplan": "sandbox", "version": 1, "seed": 7, "zones": ["a"], "commands": [{command}], "cursor": 0}}"#
        );
        SavedSandbox::from_text(&text).unwrap().to_commands().unwrap_err().to_string()
    };
    let messages = [
        with(r#"{"runTask": {"taskDefinition": 0, "count": 1, "launchType": "LAMBDA"}}"#),
        with(
            r#"{"runTask": {"taskDefinition": 0, "count": 1, "launchType": "EC2", "placementStrategy": [{"type": "spread", "field": "zone"}]}}"#,
        ),
        with(
            r#"{"runTask": {"taskDefinition": 0, "count": 1, "launchType": "EC2", "placementConstraints": [{"type": "memberOf"}]}}"#,
        ),
        with(r#"{"registerTaskDefinition": {"taskDefinition": {"family": 3}}}"#),
    ];
    expect_test::expect![[r#"
        the saved sandbox cannot be read: command 1: launch type `LAMBDA` is not known; use EC2, FARGATE or EXTERNAL
        the saved sandbox cannot be read: command 1: placement strategy `spread` with field `zone` is not known; use random, spread over instanceId or attribute:NAME, binpack by cpu or memory
        the saved sandbox cannot be read: command 1: memberOf needs an expression
        the saved sandbox cannot be read: command 1: family: This must be text in double quotes, but it is a number. Write text in double quotes."#]].assert_eq(&messages.join("\n"));
}

#[test]
fn a_task_definition_with_every_kind_of_field_survives() {
    let text = r#"{"family": "all", "networkMode": "awsvpc", "cpu": "1024", "memory": "2048", "taskRoleArn": "arn:aws:iam::1:role/t",
        "executionRoleArn": "arn:aws:iam::1:role/e", "requiresCompatibilities": ["EC2"], "pidMode": "task", "ipcMode": "none",
        "runtimePlatform": {"cpuArchitecture": "ARM64", "operatingSystemFamily": "LINUX"},
        "placementConstraints": [{"type": "memberOf", "expression": "runningTasksCount == 0"}],
        "volumes": [{"name": "bind", "host": {}}, {"name": "path", "host": {"sourcePath": "/x"}},
            {"name": "docker", "dockerVolumeConfiguration": {"scope": "shared", "driver": "local"}},
            {"name": "efs", "efsVolumeConfiguration": {"fileSystemId": "fs-0123456789abcdef0", "rootDirectory": "/",
                "transitEncryption": "ENABLED", "authorizationConfig": {"accessPointId": "fsap-0123456789abcdef0", "iam": "ENABLED"}}}],
        "containerDefinitions": [
            {"name": "app", "image": "nginx", "cpu": 256, "memory": 512, "memoryReservation": 256, "essential": true,
             "portMappings": [{"containerPort": 80, "hostPort": 80, "protocol": "udp", "name": "http"}],
             "environment": [{"name": "A", "value": "b"}], "secrets": [{"name": "S", "valueFrom": "arn:aws:ssm:us-east-1:1:parameter/p"}],
             "mountPoints": [{"sourceVolume": "efs", "containerPath": "/data", "readOnly": true}],
             "healthCheck": {"command": ["CMD", "true"], "interval": 10, "timeout": 2, "retries": 2, "startPeriod": 5},
             "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g", "awslogs-region": "r", "awslogs-stream-prefix": "p"}},
             "linuxParameters": {"capabilities": {"add": ["SYS_PTRACE"]}, "devices": [{"hostPath": "/dev/x"}],
                "tmpfs": [{"containerPath": "/t", "size": 64}], "sharedMemorySize": 64},
             "resourceRequirements": [{"type": "GPU", "value": "1"}], "stopTimeout": 20},
            {"name": "side", "image": "envoy", "essential": false, "dependsOn": [{"containerName": "app", "condition": "HEALTHY"}]}]}"#;
    let read = read_task_definition(text).unwrap();
    assert!(read.is_registrable(), "{:?}", read.findings);
    let json = super::task_definition::to_json(&read.task_definition);
    assert_eq!(super::task_definition::from_json(&json).unwrap(), read.task_definition, "{json:#}");
}

#[test]
fn a_board_of_starters_is_saved_without_writing_a_task_definition() {
    let mut simulation = Simulation::new(Scenario { seed: 7, zones: vec!["us-east-1a".to_owned()] });
    for definition in starters() {
        simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
    }
    let saved = SavedSandbox::of_starters(&simulation).unwrap();
    assert_eq!(saved, SavedSandbox::of(&simulation));
    let read = SavedSandbox::from_text(&saved.to_text()).unwrap().to_simulation().unwrap();
    assert_eq!(read.world().hash(), simulation.world().hash());

    let own = TaskDefinition { family: "own".to_owned(), ..starters()[0].clone() };
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(own)));
    assert_eq!(SavedSandbox::of_starters(&simulation), None);
}
