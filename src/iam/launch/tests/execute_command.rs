//! ECS Exec: who asks for a command, and who opens its channels.

use serde_json::json;

use super::parts::*;
use crate::iam::launch::*;

#[test]
fn step_13_the_caller_asks_for_a_command_and_the_task_role_opens_its_channels() {
    let channels = json!([
        "ssmmessages:CreateControlChannel",
        "ssmmessages:CreateDataChannel",
        "ssmmessages:OpenControlChannel",
        "ssmmessages:OpenDataChannel"
    ]);
    let asked = |launch_type, change: &dyn Fn(&mut Parts)| {
        let mut parts = parts(launch_type);
        parts.task.policies.push(allow(channels.clone()));
        change(&mut parts);
        let trace = with_setup(&parts, |setup| execute_command_trace(setup, "web"));
        let last = trace.last().unwrap();
        let failure = last.failure.as_ref().map(|it| (it.consequence, it.message.clone()));
        (trace.len(), last.action.clone(), last.signer, failure)
    };
    for launch_type in BOTH {
        let (n, action, signer, failure) = asked(launch_type, &|_| ());
        assert_eq!((n, action.as_str()), (5, "ssmmessages:OpenDataChannel"));
        assert_eq!((signer, failure), (Some(Signer::TaskRole), None));
        let (n, _, signer, failure) =
            asked(launch_type, &|it| it.caller = vec![allow(json!(["ecs:RunTask", "iam:PassRole"]))]);
        assert_eq!((n, signer), (1, Some(Signer::Caller)));
        let (consequence, message) = failure.unwrap();
        assert_eq!(consequence, Consequence::CallRefused);
        assert_eq!(
            message.unwrap(),
            "User: arn:aws:iam::111122223333:user/deployer is not authorized to perform: ecs:ExecuteCommand on \
             resource: arn:aws:ecs:us-east-1:111122223333:task/prod/1a2b because no identity-based policy allows the \
             ecs:ExecuteCommand action"
        );
        let with_rights_elsewhere = |it: &mut Parts| {
            it.task.policies.pop();
            it.execution.policies.push(allow(json!("*")));
            it.instance.as_mut().unwrap().policies.push(allow(json!("*")));
        };
        let (n, action, signer, failure) = asked(launch_type, &with_rights_elsewhere);
        assert_eq!((n, action.as_str()), (2, "ssmmessages:CreateControlChannel"));
        assert_eq!((signer, failure), (Some(Signer::TaskRole), Some((Consequence::CommandNotRun, None))));
        let without_role =
            |it: &mut Parts| drop(it.definition.as_object_mut().unwrap().remove("taskRoleArn"));
        assert_eq!(asked(launch_type, &without_role).2, None, "nobody signs");
    }
    assert_eq!(Consequence::CommandNotRun.last_status(), Some("RUNNING"));
}

#[test]
fn a2_3_execute_command_tells_the_container_the_task_and_the_cluster() {
    for (key, value) in [
        ("ecs:container-name", "web"),
        ("ecs:task", "arn:aws:ecs:us-east-1:111122223333:task/prod/1a2b"),
        ("ecs:cluster", "arn:aws:ecs:us-east-1:111122223333:cluster/prod"),
    ] {
        let n_calls = |value: &str| {
            let mut parts = parts(FARGATE);
            let statement = json!({ "Effect": "Allow", "Action": "ecs:ExecuteCommand", "Resource": "*",
                "Condition": { "StringEquals": { key: value } } });
            parts.caller = vec![identity(json!({ "Statement": statement }))];
            with_setup(&parts, |setup| execute_command_trace(setup, "web")).len()
        };
        assert_eq!((n_calls(value), n_calls("other")), (2, 1), "{key}");
    }
}
