//! Whose credentials an application finds, and what it may do with them.

use super::*;

#[test]
fn pain_point_1_and_fact_13_rights_of_the_execution_role_do_not_help_the_application() {
    for launch_type in BOTH {
        let mut simulation = board(&definition(), |it| of(it, "web-execution").push(own("S3", &["s3:*"])));
        run(&mut simulation, launch_type);
        let call = RoleCommand::Call {
            task: TaskId(0),
            action: "s3:GetObject".to_owned(),
            resource: "arn:aws:s3:::bucket/key".to_owned(),
        };
        order(&mut simulation, call.clone());
        let said = last_sentence(&simulation);
        check_starts(
            &said,
            "web A1 called s3:GetObject with the role web-task: AccessDenied. It runs on. User: arn:aws:sts::",
        );
        assert_eq!(outcome(&simulation), "RUNNING");
        let task_role = role(role_arn("web-task"), RoleUse::Task, vec![own("S3", &["s3:GetObject"])]);
        order(&mut simulation, RoleCommand::PutRole(Box::new(task_role)));
        order(&mut simulation, call);
        assert_eq!(last_sentence(&simulation), "web A1 called s3:GetObject with the role web-task: allowed.");
    }
}

#[test]
fn fact_12_without_a_task_role_ec2_falls_back_to_the_instance_role_and_fargate_finds_nothing() {
    let call =
        RoleCommand::Call { task: TaskId(0), action: "s3:GetObject".to_owned(), resource: "*".to_owned() };
    let called = |launch_type, agent: AgentSettings| {
        let mut simulation = board(&without(&["taskRoleArn"]), |it| {
            of(it, "ecsInstanceRole").push(own("S3", &["s3:*"]));
            it.agent = agent;
        });
        run(&mut simulation, launch_type);
        order(&mut simulation, call.clone());
        last_sentence(&simulation)
    };
    let open = AgentSettings { has_task_iam_role: true, ..AgentSettings::default() };
    let blocked = AgentSettings { blocks_imds_for_awsvpc: true, ..open };
    assert_eq!(called(EC2, open), "web A1 called s3:GetObject with the role ecsInstanceRole: allowed.");
    let none = "web A1 called s3:GetObject, but its SDK found no credentials. It runs on.";
    assert_eq!(called(EC2, blocked), none);
    assert_eq!(called(FARGATE, open), none);
}

/// Task role and instance role, each within reach or not, and whose credentials the application uses.
fn reach(mode: &str, launch_type: LaunchType, agent: AgentSettings) -> (bool, bool, Credentials) {
    let mut definition = definition();
    if launch_type == EC2 {
        definition = without(&["requiresCompatibilities"]);
        definition["networkMode"] = mode.into();
    }
    let mut simulation = board(&definition, |it| it.agent = agent);
    run(&mut simulation, launch_type);
    let (reachable, used) = credentials(simulation.world(), &simulation.world().tasks[&TaskId(0)]).unwrap();
    (reachable.task_role, reachable.container_instance_role, used)
}

const ENABLED: AgentSettings = AgentSettings {
    has_task_iam_role: true,
    has_task_iam_role_network_host: true,
    blocks_imds_for_awsvpc: false,
    blocks_imds_for_bridge: false,
};
const BLOCKED: AgentSettings =
    AgentSettings { blocks_imds_for_awsvpc: true, blocks_imds_for_bridge: true, ..ENABLED };

#[test]
fn row_ec2_bridge() {
    assert_eq!(reach("bridge", EC2, ENABLED), (true, true, Credentials::TaskRole));
    assert_eq!(reach("bridge", EC2, BLOCKED), (true, false, Credentials::TaskRole));
    let off = AgentSettings::default();
    assert_eq!(reach("bridge", EC2, off), (false, true, Credentials::ContainerInstanceRole));
}

#[test]
fn row_ec2_host_and_fact_10_neither_way_to_block_works() {
    assert_eq!(reach("host", EC2, BLOCKED), (true, true, Credentials::TaskRole));
    let off = AgentSettings { has_task_iam_role: true, ..AgentSettings::default() };
    assert_eq!(reach("host", EC2, off), (false, true, Credentials::ContainerInstanceRole));
}

#[test]
fn row_ec2_awsvpc_and_fact_9_nothing_is_blocked_by_default() {
    assert_eq!(reach("awsvpc", EC2, AgentSettings::default()), (true, true, Credentials::TaskRole));
    assert_eq!(reach("awsvpc", EC2, BLOCKED), (true, false, Credentials::TaskRole));
}

#[test]
fn row_ec2_none() {
    assert_eq!(reach("none", EC2, ENABLED), (false, false, Credentials::None));
}

#[test]
fn row_fargate_and_fact_11_there_is_no_instance_metadata_service() {
    assert_eq!(reach("awsvpc", FARGATE, ENABLED), (true, false, Credentials::TaskRole));
}

/// Of two tasks: where the SDK asks, and the path that it knows.
fn asks(
    mode: &str,
    launch_type: LaunchType,
    agent: AgentSettings,
    left_out: &[&str],
) -> Vec<(Option<&'static str>, Option<String>)> {
    let mut definition = without(left_out);
    if launch_type == EC2 {
        definition["networkMode"] = mode.into();
        definition.as_object_mut().unwrap().remove("requiresCompatibilities");
    }
    let mut simulation = board(&definition, |it| it.agent = agent);
    run(&mut simulation, launch_type);
    run(&mut simulation, launch_type);
    let world = simulation.world();
    let asks =
        |it: &crate::sim::Task| (credentials(world, it).unwrap().1.address(), credentials_path(world, it));
    world.tasks.values().map(|it| asks(it)).collect()
}

#[test]
fn fact_7_the_credentials_of_the_task_role_come_from_another_address_than_those_of_the_instance_role() {
    let address = |mode, launch_type, agent, left_out: &[&str]| asks(mode, launch_type, agent, left_out)[0].0;
    let (task_role, instance_role) = (Some("169.254.170.2"), Some("169.254.169.254"));
    for mode in ["bridge", "host", "awsvpc"] {
        assert_eq!(address(mode, EC2, ENABLED, &[]), task_role, "{mode}");
        assert_eq!(address(mode, EC2, ENABLED, &["taskRoleArn"]), instance_role, "{mode}");
    }
    assert_eq!(address("awsvpc", FARGATE, ENABLED, &[]), task_role);
    assert_eq!(address("awsvpc", FARGATE, ENABLED, &["taskRoleArn"]), None);
    assert_eq!(address("none", EC2, ENABLED, &[]), None);
}

#[test]
fn fact_8_the_variable_is_aws_container_credentials_relative_uri_and_each_task_has_a_path_of_its_own() {
    assert_eq!(crate::iam::roles::CREDENTIALS_VARIABLE, "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI");
    let paths: Vec<Option<String>> = asks("bridge", EC2, ENABLED, &[]).into_iter().map(|it| it.1).collect();
    let paths: Vec<String> = paths.into_iter().flatten().collect();
    assert!(paths.iter().all(|it| it.starts_with("/v2/credentials/")), "{paths:?}");
    assert_eq!(paths.len(), 2);
    assert_ne!(paths[0], paths[1]);
    // Without a task role, or with an agent that serves none, there is no variable.
    let none = vec![None, None];
    let of = |agent, left_out: &[&str]| {
        asks("bridge", EC2, agent, left_out).into_iter().map(|it| it.1).collect::<Vec<_>>()
    };
    assert_eq!(of(ENABLED, &["taskRoleArn"]), none);
    assert_eq!(of(AgentSettings::default(), &[]), none);
}
