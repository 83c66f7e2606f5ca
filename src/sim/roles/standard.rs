//! The roles that a board has when they begin to be checked: those of the developer guide, with AWS's managed policies,
//! and one for each role that a task definition names. With them every launch goes on as before.

use crate::sorted::SortedMap;

use super::{AttachedPolicy, Judge, Role, Roles};
use crate::iam::roles::{AgentSettings, RoleUse};
use crate::iam::{Document, ManagedPolicy, PolicyKind};
use crate::sim::World;

/// The account of every board.
pub const ACCOUNT: &str = "123456789012";
/// The cluster of every board.
pub const CLUSTER: &str = "default";

/// The ARN of a role of the account.
#[must_use]
pub fn role_arn(name: &str) -> String {
    format!("arn:aws:iam::{ACCOUNT}:role/{name}")
}

/// `AWSServiceRoleForECS`.
#[must_use]
pub fn service_linked_role_arn() -> String {
    role_arn("aws-service-role/ecs.amazonaws.com/AWSServiceRoleForECS")
}

/// The usual role in the instance profile.
#[must_use]
pub fn instance_role_arn() -> String {
    role_arn("ecsInstanceRole")
}

/// The ARN of a customer managed key of the account.
#[must_use]
pub fn customer_key_arn(world: &World) -> String {
    format!("arn:aws:kms:{}:{ACCOUNT}:key/1234abcd-12ab-34cd-56ef-1234567890ab", region(world))
}

/// Who registers task definitions and runs tasks.
pub(super) fn caller_arn() -> String {
    format!("arn:aws:iam::{ACCOUNT}:user/you")
}

/// The Region of the zones.
pub(in crate::sim) fn region(world: &World) -> &str {
    let zone = world.zones.first().map_or("", String::as_str);
    let region = zone.trim_end_matches(|it: char| it.is_ascii_lowercase());
    if region.ends_with(|it: char| it.is_ascii_digit()) && region.contains('-') {
        region
    } else {
        "us-east-1"
    }
}

/// The roles that a board begins with.
#[must_use]
pub fn standard_roles(world: &World) -> Roles {
    let mut all = vec![
        role(
            instance_role_arn(),
            RoleUse::ContainerInstance,
            vec![managed("AmazonEC2ContainerServiceforEC2Role")],
        ),
        role(service_linked_role_arn(), RoleUse::ServiceLinked, vec![managed("AmazonECSServiceRolePolicy")]),
        execution_role(role_arn("ecsTaskExecutionRole")),
        role(
            role_arn("ecsInfrastructureRole"),
            RoleUse::ServiceLinked,
            vec![managed("AmazonECSInfrastructureRolePolicyForVolumes")],
        ),
    ];
    for it in &world.task_definitions {
        let definition = &it.task_definition;
        all.extend(
            definition.task_role_arn.clone().map(|arn| role(arn, RoleUse::Task, vec![mount_and_write()])),
        );
        all.extend(definition.execution_role_arn.clone().map(execution_role));
    }
    Roles {
        roles: all.into_iter().map(|it| (it.arn.clone(), it)).collect::<SortedMap<_, _>>(),
        caller: vec![own("Deploy", &["ecs:*", "iam:PassRole"])],
        instance_profile: Some(instance_role_arn()),
        agent: AgentSettings {
            has_task_iam_role: true,
            has_task_iam_role_network_host: true,
            ..AgentSettings::default()
        },
        customer_keys: SortedMap::new(),
        judge: Judge::default(),
    }
}

/// What a task definition may need of it: the managed policy has no right to secrets and creates no log group.
fn execution_role(arn: String) -> Role {
    let more = own(
        "SecretsAndLogGroups",
        &["secretsmanager:GetSecretValue", "ssm:GetParameters", "logs:CreateLogGroup"],
    );
    role(arn, RoleUse::TaskExecution, vec![managed("AmazonECSTaskExecutionRolePolicy"), more])
}

fn mount_and_write() -> AttachedPolicy {
    managed("AmazonElasticFileSystemClientFullAccess")
}

/// A role that its service may assume.
#[must_use]
pub fn role(arn: String, role_use: RoleUse, policies: Vec<AttachedPolicy>) -> Role {
    Role { arn, trust: trust(role_use.trusted_service()), policies, boundary: None }
}

/// The trust policy that lets a service in.
///
/// # Panics
/// Never: the text is a policy.
#[must_use]
pub fn trust(service: &str) -> Document {
    let text = format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Principal": {{ "Service": "{service}" }},
      "Action": "sts:AssumeRole"
    }}
  ]
}}"#
    );
    Document::read(text, PolicyKind::Trust).expect("it is a policy, because a test reads it")
}

/// An AWS managed policy.
///
/// # Panics
/// When there is none of this name.
#[must_use]
pub fn managed(name: &str) -> AttachedPolicy {
    let policy = ManagedPolicy::named(name).expect("it is one of the list, because its name is written here");
    let document = Document::read(policy.document, PolicyKind::Identity);
    AttachedPolicy {
        name: name.to_owned(),
        document: document.expect("it is a policy, because a test reads it"),
    }
}

/// A policy of the role's own that allows these actions on everything.
///
/// # Panics
/// Never: the text is a policy.
#[must_use]
pub fn own(name: &str, actions: &[&str]) -> AttachedPolicy {
    let actions: Vec<String> = actions.iter().map(|it| format!("        \"{it}\"")).collect();
    let text = format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Action": [
{}
      ],
      "Resource": "*"
    }}
  ]
}}"#,
        actions.join(",\n")
    );
    let document = Document::read(text, PolicyKind::Identity);
    AttachedPolicy {
        name: name.to_owned(),
        document: document.expect("it is a policy, because a test reads it"),
    }
}
