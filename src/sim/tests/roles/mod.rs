//! Roles at work: each step of a launch with its role taken away, on EC2 and on Fargate.

mod condition_keys;
mod credentials;
mod execute_command;
mod keys;
mod trials;

use serde_json::{Value, json};

use super::{commands, scenario};
use crate::ecs::read_task_definition;
use crate::iam::launch::Step;
use crate::iam::roles::{AgentSettings, Credentials, RoleUse};
use crate::iam::{Document, PolicyKind};
use crate::sim::life::{HealthStatus, StopCode, TaskStatus};
use crate::sim::load_balancer::{
    Attachment, Listener, LoadBalancerKind, LoadBalancerOrder, TargetGroupSettings, TargetType,
};
use crate::sim::roles::{
    AttachedPolicy, Launch, RoleCommand, Roles, Starter, credentials, credentials_path, launch_trace,
    managed, own, role, role_arn, service_linked_role_arn, standard_roles, starters, trust,
};
use crate::sim::service::health;
use crate::sim::{
    Command, Explanation, LaunchType, LoadBalancerId, Refusal, RunTask, Simulation, Switch, TargetGroupId,
    TaskDefinitionId, TaskId, explain,
};

const EC2: LaunchType = LaunchType::Ec2;
const FARGATE: LaunchType = LaunchType::Fargate;
const BOTH: [LaunchType; 2] = [EC2, FARGATE];
const SECRET: &str = "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbC123";

/// A task definition that both launch types take, with an image of a private repository, a secret and logs.
fn definition() -> Value {
    json!({
        "family": "web", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "requiresCompatibilities": ["FARGATE"],
        "executionRoleArn": role_arn("web-execution"), "taskRoleArn": role_arn("web-task"),
        "containerDefinitions": [{
            "name": "web", "image": "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1",
            "portMappings": [{ "containerPort": 80 }],
            "secrets": [{ "name": "DB", "valueFrom": SECRET }],
            "logConfiguration": { "logDriver": "awslogs", "options": {
                "awslogs-group": "/ecs/web", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "ecs" } },
        }],
    })
}

fn without(keys: &[&str]) -> Value {
    let mut definition = definition();
    for key in keys {
        definition.as_object_mut().unwrap().remove(*key);
        definition["containerDefinitions"][0].as_object_mut().unwrap().remove(*key);
    }
    definition
}

/// A board with an instance, whose clock runs and whose roles are checked, with a task definition.
fn board(definition: &Value, edit: impl FnOnce(&mut Roles)) -> Simulation {
    let mut simulation = Simulation::new(scenario(7));
    for command in commands("clock; 1 instance of m5.large") {
        simulation.dispatch(command);
    }
    let definition = read_task_definition(&definition.to_string()).unwrap().task_definition;
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
    let mut roles = standard_roles(simulation.world());
    edit(&mut roles);
    order(&mut simulation, RoleCommand::Check(Box::new(roles)));
    simulation
}

fn order(simulation: &mut Simulation, command: RoleCommand) {
    simulation.dispatch(Command::OfRoles(Box::new(command)));
}

fn run(simulation: &mut Simulation, launch_type: LaunchType) {
    simulation.dispatch(Command::RunTask(RunTask {
        task_definition: TaskDefinitionId(0),
        count: 1,
        launch_type,
        capacity_provider_strategy: None,
        placement_strategy: vec![],
        placement_constraints: vec![],
        group: None,
    }));
    simulation.dispatch(Command::Advance(60));
    super::invariants::assert_invariants(simulation.world());
}

fn last_sentence(simulation: &Simulation) -> String {
    let (world, decision) = simulation.decision(simulation.log().len() - 1).unwrap();
    explain::sentence(&world, &decision)
}

/// `RUNNING`, `TaskFailedToStart: REASON`, or why there is no task.
fn launched(definition: &Value, launch_type: LaunchType, edit: impl FnOnce(&mut Roles)) -> String {
    let mut simulation = board(definition, edit);
    run(&mut simulation, launch_type);
    outcome(&simulation)
}

fn outcome(simulation: &Simulation) -> String {
    let world = simulation.world();
    if let Some(task) = world.tasks.values().next() {
        return explain::task_status(task.life.last_status).to_owned();
    }
    if let Some(stopped) = world.stopped_tasks.first() {
        let stop = stopped.task.life.stop.as_ref().unwrap();
        assert_eq!(stop.code, Some(StopCode::TaskFailedToStart));
        assert_eq!(stopped.task.life.last_status, TaskStatus::Stopped);
        return format!(
            "TaskFailedToStart: {}",
            explain::stopped_reason(world, stop.reason.as_ref().unwrap())
        );
    }
    let said = simulation.log().iter().enumerate().rev().find_map(|(index, _)| {
        let (world, decision) = simulation.decision(index).unwrap();
        match decision.explanation {
            Explanation::NotLaunched(_) | Explanation::Refused(Refusal::Denied(_)) => {
                Some(explain::sentence(&world, &decision))
            }
            _ => None,
        }
    });
    said.unwrap()
}

fn check_starts(found: &str, start: &str) {
    assert!(found.starts_with(start), "{found}");
}

/// The policies of a role.
fn of<'a>(roles: &'a mut Roles, name: &str) -> &'a mut Vec<AttachedPolicy> {
    &mut roles.roles.get_mut(&role_arn(name)).unwrap().policies
}

#[test]
fn with_the_standard_roles_everything_goes_on_as_without() {
    for launch_type in BOTH {
        assert_eq!(launched(&definition(), launch_type, |_| ()), "RUNNING");
    }
    for sample in crate::ecs::SAMPLES {
        let definition: Value = serde_json::from_str(sample.json).unwrap();
        let mut simulation = board(&definition, |_| ());
        run(&mut simulation, EC2);
        run(&mut simulation, FARGATE);
        let is_denied = |index: usize| {
            matches!(
                simulation.explain(index),
                Explanation::NotLaunched(_) | Explanation::Refused(Refusal::Denied(_))
            )
        };
        assert!(!(0..simulation.log().len()).any(is_denied), "{}", sample.family);
        assert_eq!(simulation.world().stopped_tasks, [], "{}", sample.family);
    }
}

#[test]
fn a_board_that_stands_still_checks_no_roles() {
    let mut simulation = Simulation::new(scenario(7));
    let roles = standard_roles(simulation.world());
    order(&mut simulation, RoleCommand::Check(Box::new(roles)));
    assert!(simulation.world().roles.is_none());
    assert_eq!(last_sentence(&simulation), "Time does not pass on this board. Start its clock first.");
}

#[test]
fn step_0_an_instance_whose_role_trusts_ecs_never_shows_in_the_cluster() {
    let mut simulation = board(&definition(), |it| {
        it.roles.get_mut(&role_arn("ecsInstanceRole")).unwrap().trust = trust("ecs.amazonaws.com");
    });
    let n = simulation.world().container_instances.len();
    simulation.dispatch(commands("1 instance of m5.large").remove(0));
    assert_eq!(simulation.world().container_instances.len(), n);
    check_starts(&last_sentence(&simulation), "The agent looks for ECS: sts:AssumeRole on");
}

#[test]
fn step_0c_without_poll_agents_are_disconnected_and_come_back_with_the_right() {
    let actions = ["ecs:DiscoverPollEndpoint", "ecs:RegisterContainerInstance"];
    let mut simulation = board(&definition(), |it| *of(it, "ecsInstanceRole") = vec![own("Agent", &actions)]);
    let is_connected = |simulation: &Simulation| {
        simulation.world().container_instances.values().map(|it| it.agent_connected).collect::<Vec<_>>()
    };
    assert_eq!(is_connected(&simulation), [false]);
    simulation.dispatch(commands("1 instance of m5.large").remove(0));
    assert_eq!(is_connected(&simulation), [false, false]);
    simulation.dispatch(Command::SetAgent(crate::sim::ContainerInstanceId(0), Switch::On));
    assert_eq!(is_connected(&simulation), [false, false]);
    let whole = vec![managed("AmazonEC2ContainerServiceforEC2Role")];
    let role = role(role_arn("ecsInstanceRole"), RoleUse::ContainerInstance, whole);
    order(&mut simulation, RoleCommand::PutRole(Box::new(role)));
    assert_eq!(is_connected(&simulation), [true, true]);
}

#[test]
fn step_1_whoever_registers_a_task_definition_must_pass_its_roles() {
    let mut simulation = board(&definition(), |it| it.caller = vec![own("Deploy", &["ecs:*"])]);
    let definition = simulation.world().task_definitions[0].task_definition.clone();
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
    assert_eq!(simulation.world().task_definitions.len(), 1);
    assert_eq!(
        last_sentence(&simulation),
        "User: arn:aws:iam::123456789012:user/you is not authorized to perform: iam:PassRole on resource: \
         arn:aws:iam::123456789012:role/web-execution because no identity-based policy allows the iam:PassRole action"
    );
}

#[test]
fn step_2_run_task_and_create_service_ask_for_the_caller_and_pass_role() {
    for launch_type in BOTH {
        let said = launched(&definition(), launch_type, |it| it.caller = vec![own("Deploy", &["ecs:*"])]);
        check_starts(
            &said,
            "User: arn:aws:iam::123456789012:user/you is not authorized to perform: iam:PassRole",
        );
        let said =
            launched(&definition(), launch_type, |it| it.caller = vec![own("Deploy", &["iam:PassRole"])]);
        assert!(
            said.contains(
                "ecs:RunTask on resource: arn:aws:ecs:us-east-1:123456789012:task-definition/web:1"
            )
        );
    }
    let mut simulation = board(&definition(), |it| it.caller = vec![own("Deploy", &["iam:PassRole"])]);
    simulation.dispatch(commands("serve 1 x web 128/128").pop().unwrap());
    assert!(simulation.world().services.is_empty());
    let said = last_sentence(&simulation);
    assert!(
        said.contains(
            "ecs:CreateService on resource: arn:aws:ecs:us-east-1:123456789012:service/default/web"
        )
    );
}

#[test]
fn fact_15_the_cluster_of_run_task_is_a_condition_key() {
    let in_cluster = |cluster: &str| {
        let document = json!({ "Version": "2012-10-17", "Statement": [
            { "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*" },
            { "Effect": "Allow", "Action": "ecs:RunTask", "Resource": "arn:aws:ecs:*:*:task-definition/web:*",
              "Condition": { "ArnEquals": { "ecs:cluster": format!("arn:aws:ecs:us-east-1:123456789012:cluster/{cluster}") } } } ] });
        let document = Document::read(document.to_string(), PolicyKind::Identity).unwrap();
        launched(&definition(), FARGATE, |it| {
            it.caller = vec![AttachedPolicy { name: "One".to_owned(), document }];
        })
    };
    assert_eq!(in_cluster("default"), "RUNNING");
    assert!(in_cluster("prod").contains("is not authorized to perform: ecs:RunTask"));
}

#[test]
fn step_3_without_the_service_linked_role_there_is_no_network_interface() {
    for launch_type in BOTH {
        let said = launched(&definition(), launch_type, |it| {
            it.roles.remove(&service_linked_role_arn());
        });
        assert_eq!(
            said,
            "web A1 was not launched. Unable to assume the service linked role. Please verify that the ECS service \
             linked role exists."
        );
    }
    let mut bridge = without(&["requiresCompatibilities"]);
    bridge["networkMode"] = "bridge".into();
    let edit = |it: &mut Roles| drop(it.roles.remove(&service_linked_role_arn()));
    assert_eq!(launched(&bridge, EC2, edit), "RUNNING");
}

#[test]
fn step_4_a_role_that_does_not_trust_ecs_tasks_is_a_service_event_and_is_tried_again_after_a_change() {
    let wrong =
        |it: &mut Roles| it.roles.get_mut(&role_arn("web-task")).unwrap().trust = trust("ec2.amazonaws.com");
    for launch_type in BOTH {
        let said = launched(&definition(), launch_type, wrong);
        check_starts(
            &said,
            "web A1 was not launched. ECS was unable to assume the role 'arn:aws:iam::123456789012:role/web-task'",
        );
    }
    let mut simulation = board(&definition(), wrong);
    let mut service = commands("serve 1 x web 128/128 fargate").pop().unwrap();
    let Command::CreateService(request) = &mut service else { panic!("it creates a service") };
    request.placement.task_definition = TaskDefinitionId(0);
    simulation.dispatch(service);
    check_starts(
        &last_sentence(&simulation),
        "(service web) ECS was unable to assume the role 'arn:aws:iam::",
    );
    simulation.dispatch(Command::Advance(120));
    assert!(simulation.world().tasks.is_empty());
    let right = role(role_arn("web-task"), RoleUse::Task, vec![]);
    order(&mut simulation, RoleCommand::PutRole(Box::new(right)));
    simulation.dispatch(Command::Advance(60));
    assert_eq!(outcome(&simulation), "RUNNING");
}

#[test]
fn step_5_and_6_a_task_whose_image_may_not_be_pulled_fails_to_start() {
    for (launch_type, start) in [
        (EC2, "TaskFailedToStart: CannotPullECRContainerError: AccessDeniedException: User: "),
        (
            FARGATE,
            "TaskFailedToStart: ResourceInitializationError: unable to pull secrets or registry auth: ",
        ),
    ] {
        let said = launched(&definition(), launch_type, |it| of(it, "web-execution").clear());
        check_starts(&said, start);
        let some = own("Some", &["ecr:GetAuthorizationToken", "secretsmanager:*", "logs:*"]);
        let said = launched(&definition(), launch_type, |it| *of(it, "web-execution") = vec![some]);
        check_starts(&said, "TaskFailedToStart: CannotPullContainerError: The task can’t pull the image.");
    }
}

#[test]
fn row_public_image_no_logs_no_role_is_needed() {
    let mut public = without(&["executionRoleArn", "taskRoleArn", "secrets", "logConfiguration"]);
    public["containerDefinitions"][0]["image"] = "public.ecr.aws/docker/library/nginx:1".into();
    for launch_type in BOTH {
        assert_eq!(launched(&public, launch_type, |_| ()), "RUNNING");
    }
}

#[test]
fn row_private_ecr_image_and_fact_1_the_instance_role_pulls_on_ec2_alone() {
    let image = without(&["executionRoleArn", "taskRoleArn", "secrets", "logConfiguration"]);
    assert_eq!(launched(&image, EC2, |_| ()), "RUNNING");
    let agent = ["ecs:*", "logs:*"];
    let said = launched(&image, EC2, |it| *of(it, "ecsInstanceRole") = vec![own("Agent", &agent)]);
    check_starts(&said, "TaskFailedToStart: CannotPullECRContainerError");
    assert!(said.contains("assumed-role/ecsInstanceRole/"), "{said}");
    let said = launched(&image, FARGATE, |_| ());
    check_starts(
        &said,
        "TaskFailedToStart: ResourceInitializationError: unable to pull secrets or registry auth: execution resource",
    );
}

#[test]
fn row_awslogs_the_instance_role_logs_on_ec2_alone() {
    let mut logs = without(&["executionRoleArn", "taskRoleArn", "secrets"]);
    logs["containerDefinitions"][0]["image"] = "public.ecr.aws/docker/library/nginx:1".into();
    assert_eq!(launched(&logs, EC2, |_| ()), "RUNNING");
    let said = launched(&logs, EC2, |it| *of(it, "ecsInstanceRole") = vec![own("Agent", &["ecs:*"])]);
    check_starts(&said, "TaskFailedToStart: The log stream is made: logs:CreateLogStream on");
    let said = launched(&logs, FARGATE, |_| ());
    check_starts(&said, "TaskFailedToStart: The log stream is made: logs:CreateLogStream on");
}

#[test]
fn row_secrets_and_fact_2_secrets_need_the_execution_role_on_both_launch_types() {
    let mut secrets = without(&["executionRoleArn", "taskRoleArn", "logConfiguration"]);
    secrets["containerDefinitions"][0]["image"] = "public.ecr.aws/docker/library/nginx:1".into();
    for launch_type in BOTH {
        let said = launched(&secrets, launch_type, |it| of(it, "ecsInstanceRole").push(own("All", &["*"])));
        check_starts(&said, "TaskFailedToStart: ");
        assert!(said.contains("secretsmanager:GetSecretValue") || said.contains("secret"), "{said}");
    }
}

#[test]
fn facts_3_and_4_the_managed_execution_policy_reads_no_secret_and_creates_no_log_group() {
    let alone = |it: &mut Roles| *of(it, "web-execution") = vec![managed("AmazonECSTaskExecutionRolePolicy")];
    for launch_type in BOTH {
        let said = launched(&definition(), launch_type, alone);
        assert!(
            said.starts_with("TaskFailedToStart") && said.contains("secretsmanager:GetSecretValue"),
            "{said}"
        );
        let mut group = without(&["secrets"]);
        group["containerDefinitions"][0]["logConfiguration"]["options"]["awslogs-create-group"] =
            "true".into();
        let said = launched(&group, launch_type, alone);
        assert!(said.contains("logs:CreateLogGroup"), "{said}");
    }
}

#[test]
fn step_12_states_stop_moving_until_the_agent_may_report_them() {
    let actions = [
        "ecs:DiscoverPollEndpoint",
        "ecs:RegisterContainerInstance",
        "ecs:Poll",
        "ecs:StartTelemetrySession",
    ];
    let mut simulation = board(&definition(), |it| *of(it, "ecsInstanceRole") = vec![own("Agent", &actions)]);
    run(&mut simulation, EC2);
    assert_eq!(outcome(&simulation), "PROVISIONING");
    let whole = vec![managed("AmazonEC2ContainerServiceforEC2Role")];
    let role = role(role_arn("ecsInstanceRole"), RoleUse::ContainerInstance, whole);
    order(&mut simulation, RoleCommand::PutRole(Box::new(role)));
    simulation.dispatch(Command::Advance(60));
    assert_eq!(outcome(&simulation), "RUNNING");
}

#[test]
fn the_trace_of_a_failing_launch_ends_with_the_step_that_failed() {
    let mut simulation = board(&definition(), |it| of(it, "web-execution").clear());
    run(&mut simulation, FARGATE);
    let stopped = &simulation.world().stopped_tasks[0].task;
    let trace = launch_trace(simulation.world(), stopped).unwrap();
    let last = trace.last().unwrap();
    assert_eq!(
        (explain::launch_step(last.step), last.action.as_str()),
        ("A token for Amazon ECR", "ecr:GetAuthorizationToken")
    );
    assert!(trace[..trace.len() - 1].iter().all(|it| it.failure.is_none()));
}

#[test]
fn a_role_needs_the_arn_of_a_role_and_a_change_that_changes_nothing_is_refused() {
    let mut simulation = board(&definition(), |_| ());
    let bad = role("web".to_owned(), RoleUse::Task, vec![]);
    order(&mut simulation, RoleCommand::PutRole(Box::new(bad)));
    check_starts(&last_sentence(&simulation), "`web` is no role.");
    let same = simulation.world().roles.as_ref().unwrap().roles[&role_arn("web-task")].clone();
    order(&mut simulation, RoleCommand::PutRole(Box::new(same)));
    assert_eq!(last_sentence(&simulation), "It is so already.");
    order(&mut simulation, RoleCommand::DeleteRole("no".to_owned()));
    check_starts(&last_sentence(&simulation), "What was named is not there.");
}

#[test]
fn step_11_and_fact_36_without_the_service_linked_role_targets_never_appear_and_after_a_change_they_do() {
    let mut simulation = board(&definition(), |_| ());
    let (group, load_balancer) = (TargetGroupId(0), LoadBalancerId(0));
    let kind = LoadBalancerKind::Application;
    let settings = TargetGroupSettings {
        target_type: TargetType::Ip,
        ..TargetGroupSettings::new("web-targets".to_owned(), kind)
    };
    for order in [
        LoadBalancerOrder::Create { name: "front".to_owned(), kind, zones: vec![] },
        LoadBalancerOrder::CreateTargetGroup(settings),
        LoadBalancerOrder::PutListener(load_balancer, Listener { port: 80, rules: vec![], default: group }),
    ] {
        simulation.dispatch(Command::ChangeLoadBalancing(order));
    }
    // Network interfaces may be made, targets may not be registered.
    let allow = |actions: &[&str]| {
        let known = RoleUse::ServiceLinked;
        RoleCommand::PutRole(Box::new(role(service_linked_role_arn(), known, vec![own("Ecs", actions)])))
    };
    order(&mut simulation, allow(&["ec2:*"]));
    let mut service = commands("serve 1 x web 128/128 fargate").pop().unwrap();
    let Command::CreateService(request) = &mut service else { panic!("it creates a service") };
    request.placement.task_definition = TaskDefinitionId(0);
    request.load_balancers = vec![Attachment {
        target_group: group,
        alternate: None,
        container_name: "web".to_owned(),
        container_port: 80,
    }];
    simulation.dispatch(service);
    simulation.dispatch(Command::Advance(120));
    let n_targets = |it: &Simulation| it.world().target_group(group).unwrap().targets.len();
    assert_eq!((outcome(&simulation).as_str(), n_targets(&simulation)), ("RUNNING", 0));
    let world = simulation.world();
    let task = world.tasks.values().next().unwrap();
    let traced = launch_trace(world, task).unwrap();
    let refused: Vec<_> = traced.iter().filter(|it| it.failure.is_some()).map(|it| it.step).collect();
    assert_eq!(refused, [Step::RegisterTargets]);
    // The caller has made a service; its scheduler started the task.
    let asked: Vec<&str> =
        traced.iter().filter(|it| it.step == Step::RunTask).map(|it| it.action.as_str()).collect();
    assert_eq!(asked, ["ecs:CreateService", "iam:PassRole", "iam:PassRole"]);
    assert_eq!(health(world, task), HealthStatus::Unknown, "40 seconds do not make it healthy");
    let told = |it: &Simulation| -> Vec<String> {
        explain::listing(it).service_events.into_iter().map(|it| it.message).collect()
    };
    let [said] = &told(&simulation)[..] else { panic!("it says one thing: {:?}", told(&simulation)) };
    check_starts(
        said,
        "(service web) failed to register targets in (target-group arn:aws:elasticloadbalancing:us-east-1:123456789012:\
         targetgroup/web-targets/0000000000000001) with (error User: arn:aws:sts::123456789012:assumed-role/\
         AWSServiceRoleForECS/ecs-service-scheduler is not authorized to perform: elasticloadbalancing:RegisterTargets",
    );
    order(&mut simulation, allow(&["ec2:*", "elasticloadbalancing:RegisterTargets"]));
    assert_eq!(n_targets(&simulation), 1);
    simulation.dispatch(Command::Advance(60));
    let task = simulation.world().tasks.values().next().unwrap();
    assert_eq!(health(simulation.world(), task), HealthStatus::Healthy, "its target is checked");
    order(&mut simulation, allow(&["ec2:*"]));
    simulation.dispatch(Command::Advance(120));
    assert_eq!(n_targets(&simulation), 1, "a target that was registered stays one");
    super::invariants::assert_invariants(simulation.world());
}

#[test]
fn a_launch_is_traced_as_the_order_that_it_comes_from_says() {
    let mut simulation = board(&definition(), |_| ());
    let mut service = commands("serve 1 x web 128/128 fargate").pop().unwrap();
    let Command::CreateService(request) = &mut service else { panic!("it creates a service") };
    request.placement.task_definition = TaskDefinitionId(0);
    simulation.dispatch(service);
    let world = simulation.world();
    let id = TaskDefinitionId(0);
    let asked = |launch_type, starter| {
        let launch = Launch { task_definition: id, launch_type, starter };
        let call = launch.trace(world).unwrap().into_iter().find(|it| it.step == Step::RunTask).unwrap();
        (call.action, call.resource.rsplit(':').next().unwrap().to_owned())
    };
    let web = || Starter::Service("web".to_owned());
    assert_eq!(starters(world, id, LaunchType::Fargate), [Starter::RunTask, web()]);
    assert_eq!(starters(world, id, LaunchType::Ec2), [Starter::RunTask, Starter::StartTask]);
    let said = |action: &str, resource: &str| (action.to_owned(), resource.to_owned());
    assert_eq!(asked(LaunchType::Fargate, Starter::RunTask), said("ecs:RunTask", "1"));
    assert_eq!(asked(LaunchType::Ec2, Starter::StartTask), said("ecs:StartTask", "1"));
    assert_eq!(asked(LaunchType::Fargate, web()), said("ecs:CreateService", "service/default/web"));
    let task = world.tasks.values().next().unwrap();
    assert_eq!(Launch::of(world, task).starter, web());
    assert_eq!(Launch::usual(world, id, LaunchType::Fargate).starter, web());
    assert_eq!(Launch::usual(world, id, LaunchType::Ec2).starter, Starter::RunTask);
}
