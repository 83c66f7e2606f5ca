//! What a launch of these tests is made of.

use serde_json::{Value, json};

use crate::ecs::{Compatibility, TaskDefinition, read_task_definition};
use crate::iam::launch::*;
use crate::iam::roles::{AgentSettings, Role};
use crate::iam::{ManagedPolicy, Policy, PolicyKind, policy_from_json};
use crate::sorted::SortedMap;

pub const ACCOUNT: &str = "111122223333";
pub const SECRET: &str = "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbC123";

/// Everything that a launch is made of, so that a test can take one thing away.
pub struct Parts {
    pub launch_type: Compatibility,
    pub definition: Value,
    pub caller: Vec<Policy>,
    pub execution: Role,
    pub task: Role,
    pub instance: Option<Role>,
    pub service_linked: Option<Role>,
    pub agent: AgentSettings,
    pub file_system_policy: Option<Policy>,
    pub customer_keys: SortedMap<String, String>,
}

pub fn identity(document: Value) -> Policy {
    policy_from_json(&document, PolicyKind::Identity).unwrap()
}

pub fn allow(actions: Value) -> Policy {
    identity(
        json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": actions, "Resource": "*" } }),
    )
}

pub fn managed(name: &str) -> Policy {
    ManagedPolicy::named(name).unwrap().policy()
}

pub fn role(name: &str, service: &str, policies: Vec<Policy>) -> Role {
    let trust = json!({ "Statement": { "Effect": "Allow", "Principal": { "Service": service }, "Action": "sts:AssumeRole" } });
    Role {
        arn: format!("arn:aws:iam::{ACCOUNT}:role/{name}"),
        trust: policy_from_json(&trust, PolicyKind::Trust).unwrap(),
        policies,
        boundary: vec![],
    }
}

pub fn parts(launch_type: Compatibility) -> Parts {
    let arn = |name: &str| format!("arn:aws:iam::{ACCOUNT}:role/{name}");
    let definition = json!({
        "family": "web", "networkMode": "awsvpc", "cpu": "256", "memory": "512",
        "requiresCompatibilities": [launch_type.name()],
        "executionRoleArn": arn("execution"), "taskRoleArn": arn("task"),
        "containerDefinitions": [{
            "name": "web", "image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/team/web:1",
            "secrets": [{ "name": "DB", "valueFrom": format!("{SECRET}:password::") }],
            "logConfiguration": { "logDriver": "awslogs", "options": {
                "awslogs-group": "/ecs/web", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "ecs" } },
        }],
    });
    let secrets = allow(json!("secretsmanager:GetSecretValue"));
    Parts {
        launch_type,
        definition,
        caller: vec![allow(json!(["ecs:*", "iam:PassRole"]))],
        execution: role(
            "execution",
            "ecs-tasks.amazonaws.com",
            vec![managed("AmazonECSTaskExecutionRolePolicy"), secrets],
        ),
        task: role("task", "ecs-tasks.amazonaws.com", vec![allow(json!("s3:GetObject"))]),
        instance: Some(role(
            "instance",
            "ec2.amazonaws.com",
            vec![managed("AmazonEC2ContainerServiceforEC2Role")],
        )),
        service_linked: Some(role(
            "aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS",
            "ecs.amazonaws.com",
            vec![managed("AmazonECSServiceRolePolicy")],
        )),
        agent: AgentSettings { has_task_iam_role: true, ..AgentSettings::default() },
        file_system_policy: None,
        customer_keys: SortedMap::new(),
    }
}

pub fn trace(parts: &Parts) -> Vec<TracedCall> {
    with_setup(parts, launch_trace)
}

pub fn with_setup<T>(parts: &Parts, use_it: impl FnOnce(&LaunchSetup) -> T) -> T {
    let definition: TaskDefinition =
        read_task_definition(&parts.definition.to_string()).unwrap().task_definition;
    let caller = Caller {
        principal: Principal::parse(&format!("arn:aws:iam::{ACCOUNT}:user/deployer")).unwrap(),
        policies: Policies { identity: parts.caller.clone(), ..Policies::default() },
    };
    let policies: Vec<_> =
        parts.file_system_policy.iter().map(|it| ("fs-1".to_owned(), it.clone())).collect();
    use_it(&LaunchSetup {
        launch_type: parts.launch_type,
        account: ACCOUNT,
        region: "us-east-1",
        cluster: "prod",
        container_instance_id: "i-1",
        task_id: "1a2b",
        revision: 1,
        task_definition: &definition,
        caller: &caller,
        roles: &[parts.execution.clone(), parts.task.clone()],
        container_instance_role: parts.instance.as_ref(),
        service_linked_role: parts.service_linked.as_ref(),
        agent: parts.agent,
        order: Order::RunTask,
        file_system_policies: &policies,
        infrastructure_role: None,
        customer_keys: &parts.customer_keys,
        target_group_arns: &[format!("arn:aws:elasticloadbalancing:us-east-1:{ACCOUNT}:targetgroup/web/1")],
        application_calls: &[("s3:GetObject".to_owned(), "arn:aws:s3:::bucket/key".to_owned())],
    })
}

/// The refused calls: step, action, signer, consequence.
pub fn refused(launch_type: Compatibility, change: impl FnOnce(&mut Parts)) -> (String, Option<String>) {
    let mut parts = parts(launch_type);
    change(&mut parts);
    let trace = trace(&parts);
    let failed: Vec<_> = trace.iter().filter_map(|it| Some((it, it.failure.as_ref()?))).collect();
    let words = failed.iter().map(|(it, failure)| {
        let signer = it.signer.map_or("nobody".to_owned(), |it| format!("{it:?}"));
        format!("{:?} {} by {signer}: {:?}", it.step, it.action, failure.consequence)
    });
    (words.collect::<Vec<_>>().join("; "), failed.first().and_then(|(_, it)| it.message.clone()))
}

pub const EC2: Compatibility = Compatibility::Ec2;
pub const FARGATE: Compatibility = Compatibility::Fargate;
pub const BOTH: [Compatibility; 2] = [EC2, FARGATE];
