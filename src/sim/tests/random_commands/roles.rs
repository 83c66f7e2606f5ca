//! Roles, among all other commands.

use proptest::prelude::*;

use super::command_in_time;
use crate::iam::roles::AgentSettings;
use crate::sim::roles::{Role, RoleCommand, managed, own, role_arn, trust};
use crate::sim::{Command, TaskId};

/// Roles come, go and change while everything else happens.
pub(crate) fn command_with_roles() -> impl Strategy<Value = Command> {
    let name = || prop_oneof![Just("ecsInstanceRole"), Just("net-execution"), Just("net-task")];
    let policy = prop_oneof![
        4 => Just(managed("AmazonEC2ContainerServiceforEC2Role")),
        1 => Just(managed("AmazonECSTaskExecutionRolePolicy")),
        1 => Just(own("Some", &["ecs:Poll", "ecr:*"])),
    ];
    let service = prop_oneof![3 => Just("ec2.amazonaws.com"), 2 => Just("ecs-tasks.amazonaws.com")];
    let put = (name(), service, policy).prop_map(|(name, service, policy)| {
        let (arn, trust) = (role_arn(name), trust(service));
        RoleCommand::PutRole(Box::new(Role { arn, trust, policies: vec![policy], boundary: None }))
    });
    let caller = prop_oneof![3 => Just(vec![own("Deploy", &["ecs:*", "iam:PassRole"])]), 1 => Just(vec![])];
    let settings =
        (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|it| AgentSettings {
            has_task_iam_role: it.0,
            has_task_iam_role_network_host: it.1,
            blocks_imds_for_awsvpc: it.2,
            blocks_imds_for_bridge: it.3,
        });
    let of_roles = prop_oneof![
        3 => put,
        1 => name().prop_map(|it| RoleCommand::DeleteRole(role_arn(it))),
        1 => Just(RoleCommand::SetInstanceProfile(None)),
        2 => Just(RoleCommand::SetInstanceProfile(Some(role_arn("ecsInstanceRole")))),
        1 => caller.prop_map(RoleCommand::SetCaller),
        1 => settings.prop_map(RoleCommand::SetAgentSettings),
        3 => (0u32..300).prop_map(|it| RoleCommand::Call {
            task: TaskId(it),
            action: "s3:GetObject".to_owned(),
            resource: "*".to_owned(),
        }),
        1 => (0u32..300).prop_map(|it| RoleCommand::ExecuteCommand { task: TaskId(it), container: 0 }),
    ];
    prop_oneof![6 => command_in_time(), 1 => of_roles.prop_map(|it| Command::OfRoles(Box::new(it)))]
}
