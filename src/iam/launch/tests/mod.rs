//! A launch that goes well, and one refusal for each step, on EC2 and on Fargate.

mod execute_command;
mod parts;
mod secrets;

use serde_json::{Value, json};

use self::parts::*;
use super::*;
use crate::iam::{PolicyKind, policy_from_json};

#[test]
fn with_every_right_every_call_is_allowed() {
    for launch_type in BOTH {
        assert_eq!(refused(launch_type, |_| ()), (String::new(), None), "{launch_type:?}");
    }
    let steps = |launch_type| {
        let mut steps: Vec<Step> = trace(&parts(launch_type)).iter().map(|it| it.step).collect();
        assert!(steps.is_sorted(), "{steps:?}");
        steps.dedup();
        steps
    };
    let ec2 = steps(EC2);
    assert_eq!((ec2[0], *ec2.last().unwrap()), (Step::FindEndpoint, Step::SubmitState));
    let fargate = steps(FARGATE);
    assert_eq!((fargate[0], *fargate.last().unwrap()), (Step::RegisterTaskDefinition, Step::RegisterTargets));
}

#[test]
fn step_0a_the_instance_role_must_trust_ec2_and_find_the_endpoint() {
    let (words, _) =
        refused(EC2, |it| it.instance.as_mut().unwrap().trust = it.service_linked.clone().unwrap().trust);
    assert_eq!(words, "FindEndpoint sts:AssumeRole by Service(ContainerInstance): InstanceNotRegistered");
    let (words, _) = refused(EC2, |it| it.instance.as_mut().unwrap().policies.clear());
    assert_eq!(
        words,
        "FindEndpoint ecs:DiscoverPollEndpoint by ContainerInstanceRole: InstanceNotRegistered"
    );
    let (words, _) = refused(EC2, |it| it.instance = None);
    assert_eq!(
        words,
        "FindEndpoint ecs:DiscoverPollEndpoint by ContainerInstanceRole: InstanceNotRegistered"
    );
}

#[test]
fn step_0b_the_agent_registers_the_instance() {
    let (words, _) = refused(EC2, |it| {
        it.instance.as_mut().unwrap().policies = vec![allow(json!("ecs:DiscoverPollEndpoint"))];
    });
    assert_eq!(
        words,
        "RegisterInstance ecs:RegisterContainerInstance by ContainerInstanceRole: InstanceNotRegistered"
    );
}

#[test]
fn step_0c_without_poll_the_agent_is_disconnected() {
    let (words, _) = refused(EC2, |it| {
        let actions = json!(["ecs:DiscoverPollEndpoint", "ecs:RegisterContainerInstance"]);
        it.instance.as_mut().unwrap().policies = vec![allow(actions)];
    });
    assert_eq!(words, "Poll ecs:Poll by ContainerInstanceRole: AgentDisconnected");
}

#[test]
fn step_1_and_fact_14_the_caller_must_pass_each_role() {
    for launch_type in BOTH {
        let (words, message) = refused(launch_type, |it| it.caller = vec![allow(json!("ecs:*"))]);
        assert_eq!(words, "RegisterTaskDefinition iam:PassRole by Caller: CallRefused");
        assert_eq!(
            message.unwrap(),
            "User: arn:aws:iam::111122223333:user/deployer is not authorized to perform: iam:PassRole on resource: \
             arn:aws:iam::111122223333:role/execution because no identity-based policy allows the iam:PassRole action"
        );
    }
}

#[test]
fn step_1_pass_role_may_be_limited_to_tasks() {
    let passing_to = |service: &str| {
        let statement = json!({ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
            "Condition": { "StringEquals": { "iam:PassedToService": service } } });
        let caller = vec![allow(json!("ecs:*")), identity(json!({ "Statement": statement }))];
        refused(FARGATE, |it| it.caller = caller).0
    };
    assert_eq!(passing_to("ecs-tasks.amazonaws.com"), "");
    assert_eq!(passing_to("ec2.amazonaws.com"), "RegisterTaskDefinition iam:PassRole by Caller: CallRefused");
}

#[test]
fn step_2_run_task_is_allowed_on_the_task_definition_and_the_cluster_is_a_condition() {
    let in_cluster = |cluster: &str| {
        let run = json!({ "Effect": "Allow", "Action": "ecs:RunTask",
            "Resource": "arn:aws:ecs:us-east-1:111122223333:task-definition/web:*",
            "Condition": { "ArnEquals": { "ecs:cluster": format!("arn:aws:ecs:us-east-1:111122223333:cluster/{cluster}") } } });
        let caller = vec![
            allow(json!(["ecs:RegisterTaskDefinition", "iam:PassRole"])),
            identity(json!({ "Version": "2012-10-17", "Statement": run })),
        ];
        refused(FARGATE, |it| it.caller = caller).0
    };
    assert_eq!(in_cluster("prod"), "");
    assert_eq!(in_cluster("dev"), "RunTask ecs:RunTask by Caller: CallRefused");
}

#[test]
fn step_3_the_service_linked_role_makes_the_network_interface() {
    for launch_type in BOTH {
        let (words, message) = refused(launch_type, |it| it.service_linked = None);
        assert_eq!(
            words,
            "NetworkInterface ec2:CreateNetworkInterface by ServiceLinkedRole: TaskNotLaunched"
        );
        assert!(message.unwrap().starts_with("Unable to assume the service linked role."));
    }
    let bridge = |it: &mut Parts| {
        it.definition["networkMode"] = "bridge".into();
        it.service_linked = None;
    };
    // Without an interface of its own the task gets as far as the load balancer.
    assert_eq!(
        refused(EC2, bridge).0,
        "RegisterTargets elasticloadbalancing:RegisterTargets by ServiceLinkedRole: TargetsMissing"
    );
}

#[test]
fn step_4_both_roles_of_the_task_must_trust_ecs_tasks() {
    for launch_type in BOTH {
        let trusting = role("x", "ecs.amazonaws.com", vec![]).trust;
        let (words, message) = refused(launch_type, |it| it.task.trust = trusting.clone());
        assert_eq!(words, "AssumeRole sts:AssumeRole by Service(Task): TaskNotLaunched");
        assert!(
            message
                .unwrap()
                .starts_with("ECS was unable to assume the role 'arn:aws:iam::111122223333:role/task'")
        );
        let (words, _) = refused(launch_type, |it| it.execution.trust = trusting);
        assert_eq!(words, "AssumeRole sts:AssumeRole by Service(TaskExecution): TaskNotLaunched");
    }
}

#[test]
fn step_5_the_registry_token_is_asked_for_by_the_execution_role() {
    let without_token = || {
        let repository = "arn:aws:ecr:us-east-1:111122223333:repository/team/web";
        vec![identity(
            json!({ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "ecr:*", "Resource": repository } }),
        )]
    };
    for (launch_type, start) in [
        (EC2, "CannotPullECRContainerError: AccessDeniedException: User: "),
        (FARGATE, "ResourceInitializationError: unable to pull secrets or registry auth: "),
    ] {
        let (words, message) = refused(launch_type, |it| it.execution.policies = without_token());
        assert_eq!(words, "RegistryAuth ecr:GetAuthorizationToken by TaskExecutionRole: TaskStopped");
        let message = message.unwrap();
        assert!(message.starts_with(start) && message.contains("assumed-role/execution/1a2b"), "{message}");
    }
}

#[test]
fn step_5_on_ec2_the_instance_role_pulls_for_a_task_without_execution_role() {
    let without_role = |it: &mut Parts| {
        it.definition.as_object_mut().unwrap().remove("executionRoleArn");
        it.definition["containerDefinitions"][0].as_object_mut().unwrap().remove("secrets");
    };
    assert_eq!(refused(EC2, without_role), (String::new(), None));
    let mut parts = parts(EC2);
    without_role(&mut parts);
    let signers: Vec<_> = trace(&parts)
        .iter()
        .filter(|it| matches!(it.step, Step::RegistryAuth | Step::PullImage | Step::Logs))
        .map(|it| it.signer)
        .collect();
    assert_eq!(signers, [Some(Signer::ContainerInstanceRole); 6]);
    assert_eq!(
        refused(FARGATE, without_role).0,
        "RegistryAuth ecr:GetAuthorizationToken by nobody: TaskStopped"
    );
}

#[test]
fn step_6_a_pull_that_is_refused_stops_the_task() {
    for launch_type in BOTH {
        let (words, message) = refused(launch_type, |it| {
            it.execution.policies = vec![allow(json!(["ecr:GetAuthorizationToken", "ecr:BatchCheck*"]))];
        });
        assert_eq!(words, "PullImage ecr:BatchGetImage by TaskExecutionRole: TaskStopped");
        assert!(
            message
                .unwrap()
                .starts_with("CannotPullContainerError: The task can’t pull the image. Check that the role")
        );
    }
    let (_, message) = refused(EC2, |it| {
        it.execution.policies = vec![allow(json!(["ecr:GetAuthorizationToken", "ecr:BatchCheck*"]))];
    });
    assert!(message.unwrap().contains(
        "pull access denied for 111122223333.dkr.ecr.us-east-1.amazonaws.com/team/web, repository"
    ));
}

#[test]
fn step_8_the_task_role_mounts_a_file_system_that_asks_for_iam() {
    let mount = |it: &mut Parts| {
        it.definition["volumes"] = json!([{ "name": "data", "efsVolumeConfiguration": {
            "fileSystemId": "fs-1", "transitEncryption": "ENABLED", "authorizationConfig": { "iam": "ENABLED" } } }]);
    };
    let guarded = |it: &mut Parts| {
        mount(it);
        let statement =
            json!({ "Effect": "Allow", "Principal": { "AWS": ACCOUNT }, "Action": "elasticfilesystem:*" });
        it.file_system_policy =
            Some(policy_from_json(&json!({ "Statement": statement }), PolicyKind::Resource).unwrap());
    };
    for (launch_type, start) in [
        (EC2, "VolumeDriver.Create: mounting volume failed"),
        (FARGATE, "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: "),
    ] {
        // By default whoever reaches a mount target has full access, so IAM limits nothing.
        assert_eq!(refused(launch_type, mount).0, "");
        let (words, message) = refused(launch_type, guarded);
        assert_eq!(words, "MountFileSystem elasticfilesystem:ClientMount by TaskRole: TaskStopped");
        assert!(message.unwrap().starts_with(start));
        let allowed = |it: &mut Parts| {
            guarded(it);
            it.task.policies.push(managed("AmazonElasticFileSystemClientReadOnlyAccess"));
        };
        assert_eq!(refused(launch_type, allowed).0, "");
    }
}

#[test]
fn step_8_without_iam_nobody_signs_and_a_policy_reaches_everyone_or_nobody() {
    let mounting = |principal: Value| {
        refused(FARGATE, |it: &mut Parts| {
            it.definition["volumes"] =
                json!([{ "name": "data", "efsVolumeConfiguration": { "fileSystemId": "fs-1" } }]);
            let statement =
                json!({ "Effect": "Allow", "Principal": principal, "Action": "elasticfilesystem:*" });
            it.file_system_policy =
                Some(policy_from_json(&json!({ "Statement": statement }), PolicyKind::Resource).unwrap());
        })
        .0
    };
    assert_eq!(mounting(json!("*")), "");
    for principal in [json!({ "AWS": ACCOUNT }), json!({ "Service": "ecs-tasks.amazonaws.com" })] {
        assert_eq!(
            mounting(principal),
            "MountFileSystem elasticfilesystem:ClientMount by Anonymous: TaskStopped"
        );
    }
}

#[test]
fn step_9_the_managed_policy_creates_no_log_group() {
    for launch_type in BOTH {
        let (words, message) = refused(launch_type, |it| {
            it.definition["containerDefinitions"][0]["logConfiguration"]["options"]["awslogs-create-group"] =
                "true".into();
        });
        assert_eq!(words, "Logs logs:CreateLogGroup by TaskExecutionRole: TaskStopped");
        assert_eq!(message, None);
    }
}

#[test]
fn step_10_the_application_is_refused_while_the_task_runs_on() {
    for launch_type in BOTH {
        let (words, message) = refused(launch_type, |it| {
            // The rights of the execution role are not the application's.
            it.execution.policies.push(allow(json!("s3:*")));
            it.task.policies.clear();
        });
        assert_eq!(words, "Application s3:GetObject by TaskRole: ApplicationRefused");
        assert!(
            message.unwrap().contains("assumed-role/task/1a2b is not authorized to perform: s3:GetObject")
        );
    }
    assert_eq!(Consequence::ApplicationRefused.last_status(), Some("RUNNING"));
}

#[test]
fn step_10_without_task_role_ec2_uses_the_instance_role_and_fargate_has_no_credentials() {
    let without_role = |it: &mut Parts| {
        it.definition.as_object_mut().unwrap().remove("taskRoleArn");
        it.instance.as_mut().unwrap().policies.push(allow(json!("s3:*")));
    };
    assert_eq!(refused(EC2, without_role).0, "");
    let (words, message) = refused(FARGATE, without_role);
    assert_eq!((words.as_str(), message), ("Application s3:GetObject by nobody: ApplicationRefused", None));
    let blocked = |it: &mut Parts| {
        without_role(it);
        it.agent.blocks_imds_for_awsvpc = true;
    };
    assert_eq!(refused(EC2, blocked).0, "Application s3:GetObject by nobody: ApplicationRefused");
}

#[test]
fn step_11_targets_are_registered_by_the_service_linked_role() {
    for launch_type in BOTH {
        let (words, _) = refused(launch_type, |it| {
            it.service_linked.as_mut().unwrap().policies = vec![allow(json!("ec2:*"))];
            it.task.policies.push(allow(json!("*")));
            it.instance.as_mut().unwrap().policies.push(allow(json!("*")));
        });
        assert_eq!(
            words,
            "RegisterTargets elasticloadbalancing:RegisterTargets by ServiceLinkedRole: TargetsMissing"
        );
    }
}

#[test]
fn step_12_states_are_reported_by_the_instance_role() {
    let (words, _) = refused(EC2, |it| {
        let actions = json!([
            "ecs:DiscoverPollEndpoint",
            "ecs:RegisterContainerInstance",
            "ecs:Poll",
            "ecs:StartTelemetrySession"
        ]);
        it.instance.as_mut().unwrap().policies = vec![allow(actions)];
    });
    let submit = ["ContainerStateChange", "TaskStateChange", "AttachmentStateChanges"];
    let each = submit.map(|it| format!("SubmitState ecs:Submit{it} by ContainerInstanceRole: StatesStuck"));
    assert_eq!(words, each.join("; "));
}

#[test]
fn what_stops_a_task_says_task_failed_to_start() {
    assert_eq!(Consequence::TaskStopped.stop_code(), Some("TaskFailedToStart"));
    assert_eq!(Consequence::TaskStopped.last_status(), Some("STOPPED"));
    assert_eq!(Consequence::TaskNotLaunched.stop_code(), None);
}

#[test]
fn a2_3_a_role_of_another_account_cannot_be_passed() {
    let elsewhere = "arn:aws:iam::444455556666:role/task";
    let (words, _) = refused(FARGATE, |it| it.definition["taskRoleArn"] = json!(elsewhere));
    assert_eq!(words, "RegisterTaskDefinition iam:PassRole by Caller: CallRefused");
}

#[test]
fn a2_3_an_image_of_another_account_needs_the_policy_of_its_repository() {
    for launch_type in BOTH {
        let (words, _) = refused(launch_type, |it| {
            it.definition["containerDefinitions"][0]["image"] =
                json!("444455556666.dkr.ecr.us-east-1.amazonaws.com/team/web:1");
        });
        assert_eq!(words, "PullImage ecr:BatchCheckLayerAvailability by TaskExecutionRole: TaskStopped");
    }
}

#[test]
fn a2_3_each_request_tells_the_accounts_of_its_principal_and_of_its_resource() {
    for key in ["aws:PrincipalAccount", "aws:ResourceAccount"] {
        let only_from = |account: &str| {
            let statement = json!({ "Effect": "Deny", "Action": "s3:*", "Resource": "*",
                "Condition": { "StringNotEquals": { key: account } } });
            let denial = identity(json!({ "Version": "2012-10-17", "Statement": statement }));
            refused(FARGATE, |it| it.task.policies.push(denial)).0
        };
        assert_eq!(only_from(ACCOUNT), "");
        assert_eq!(only_from("444455556666"), "Application s3:GetObject by TaskRole: ApplicationRefused");
    }
}
