//! The AWS managed policies that an ECS cluster meets, as AWS publishes them.
//!
//! Documents, versions and dates are those of moto 5.2.5, which copies them from AWS.

use super::{Policy, PolicyKind, policy_from_json};

/// A managed policy of AWS.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ManagedPolicy {
    /// Such as `AmazonECSTaskExecutionRolePolicy`.
    pub name: &'static str,
    /// Between account and name in its ARN, such as `/service-role/`.
    pub path: &'static str,
    /// Such as `v10`.
    pub version: &'static str,
    /// The day of this version, as YYYY-MM-DD.
    pub updated: &'static str,
    /// The JSON document.
    pub document: &'static str,
}

macro_rules! managed {
    ($name:literal, $path:literal, $version:literal, $updated:literal) => {
        ManagedPolicy {
            name: $name,
            path: $path,
            version: $version,
            updated: $updated,
            document: include_str!(concat!($name, ".json")),
        }
    };
}

/// Every managed policy of this module.
pub const MANAGED_POLICIES: [ManagedPolicy; 11] = [
    managed!("AmazonEC2ContainerServiceforEC2Role", "/service-role/", "v10", "2026-02-12"),
    managed!("AmazonECSTaskExecutionRolePolicy", "/service-role/", "v1", "2017-11-16"),
    managed!("AmazonECSServiceRolePolicy", "/aws-service-role/", "v24", "2026-04-22"),
    managed!("AmazonEC2ContainerServiceEventsRole", "/service-role/", "v3", "2023-03-06"),
    managed!("AmazonECSInfrastructureRolePolicyForVolumes", "/service-role/", "v5", "2026-02-12"),
    managed!("AmazonECSInfrastructureRolePolicyForLoadBalancers", "/", "v6", "2026-02-12"),
    managed!("AmazonECSInfrastructureRolePolicyForManagedInstances", "/", "v12", "2026-09-15"),
    managed!("AmazonECSInstanceRolePolicyForManagedInstances", "/", "v4", "2026-07-02"),
    managed!("AmazonElasticFileSystemClientReadOnlyAccess", "/", "v1", "2020-01-13"),
    managed!("AmazonElasticFileSystemClientReadWriteAccess", "/", "v1", "2020-01-13"),
    managed!("AmazonElasticFileSystemClientFullAccess", "/", "v1", "2020-01-13"),
];

impl ManagedPolicy {
    /// The policy of this name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        MANAGED_POLICIES.into_iter().find(|it| it.name == name)
    }

    /// Its ARN.
    #[must_use]
    pub fn arn(&self) -> String {
        format!("arn:aws:iam::aws:policy{}{}", self.path, self.name)
    }

    /// What it says.
    ///
    /// # Panics
    /// Never: a test reads every document.
    #[must_use]
    pub fn policy(&self) -> Policy {
        let document =
            serde_json::from_str(self.document).expect("it is JSON, because a test reads every one");
        policy_from_json(&document, PolicyKind::Identity)
            .expect("it is a policy, because a test reads every one")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iam::{Context, Decision, Policies, Principal, Request, evaluate};

    /// Whether a role with this policy alone may do this; the context is `key=value` pairs.
    fn allows(policy: &str, action: &str, resource: &str, context: &[(&str, &str)]) -> bool {
        let principal = Principal::parse("arn:aws:sts::123456789012:assumed-role/role/session").unwrap();
        let request = Request {
            principal,
            action: action.to_owned(),
            resource: resource.to_owned(),
            resource_account: "123456789012".to_owned(),
            context: Context::new(context.iter().map(|(key, value)| (key, vec![*value]))),
        };
        let identity = vec![ManagedPolicy::named(policy).unwrap().policy()];
        evaluate(&request, &Policies { identity, ..Policies::default() }).decision == Decision::Allowed
    }

    #[test]
    fn every_managed_policy_is_read_without_a_gap() {
        for it in MANAGED_POLICIES {
            let policy = it.policy();
            assert!(
                !policy.statements.is_empty() && policy.statements.iter().all(|it| it.gaps.is_empty()),
                "{}",
                it.name
            );
        }
        let policy = ManagedPolicy::named("AmazonECSTaskExecutionRolePolicy").unwrap();
        assert_eq!(policy.arn(), "arn:aws:iam::aws:policy/service-role/AmazonECSTaskExecutionRolePolicy");
        assert_eq!(ManagedPolicy::named("AdministratorAccess"), None);
    }

    #[test]
    fn the_task_execution_role_policy_pulls_and_logs_and_reads_no_secret() {
        let allows = |action| allows("AmazonECSTaskExecutionRolePolicy", action, "*", &[]);
        for action in
            ["ecr:GetAuthorizationToken", "ecr:BatchCheckLayerAvailability", "ecr:GetDownloadUrlForLayer"]
        {
            assert!(allows(action), "{action}");
        }
        for action in ["ecr:BatchGetImage", "logs:CreateLogStream", "logs:PutLogEvents"] {
            assert!(allows(action), "{action}");
        }
        for action in [
            "logs:CreateLogGroup",
            "secretsmanager:GetSecretValue",
            "ssm:GetParameters",
            "kms:Decrypt",
            "s3:GetObject",
        ] {
            assert!(!allows(action), "{action}");
        }
    }

    #[test]
    fn the_instance_role_policy_registers_pulls_and_logs_and_reads_no_secret() {
        let name = "AmazonEC2ContainerServiceforEC2Role";
        let allowed = [
            "ecs:RegisterContainerInstance",
            "ecs:Poll",
            "ecs:SubmitTaskStateChange",
            "ecr:BatchGetImage",
            "logs:PutLogEvents",
        ];
        for action in allowed {
            assert!(allows(name, action, "*", &[]), "{action}");
        }
        for action in ["secretsmanager:GetSecretValue", "ssm:GetParameters", "kms:Decrypt", "ecs:RunTask"] {
            assert!(!allows(name, action, "*", &[]), "{action}");
        }
        let instance = "arn:aws:ecs:us-east-1:123456789012:container-instance/web/1a2b";
        assert!(allows(
            name,
            "ecs:TagResource",
            instance,
            &[("ecs:CreateAction", "RegisterContainerInstance")]
        ));
        assert!(!allows(name, "ecs:TagResource", instance, &[("ecs:CreateAction", "RunTask")]));
        assert!(allows(name, "ecs:ListTagsForResource", instance, &[]));
        assert!(!allows(
            name,
            "ecs:ListTagsForResource",
            "arn:aws:ecs:us-east-1:123456789012:cluster/web",
            &[]
        ));
    }

    #[test]
    fn the_service_linked_role_registers_targets_and_creates_no_load_balancer() {
        let allows = |action: &str| allows("AmazonECSServiceRolePolicy", action, "*", &[]);
        for action in [
            "ec2:CreateNetworkInterface",
            "elasticloadbalancing:RegisterTargets",
            "elasticloadbalancing:DescribeTargetHealth",
        ] {
            assert!(allows(action), "{action}");
        }
        for action in ["CreateLoadBalancer", "CreateListener", "CreateRule"] {
            assert!(!allows(&format!("elasticloadbalancing:{action}")), "{action}");
        }
    }

    #[test]
    fn the_events_role_passes_roles_to_tasks_alone() {
        let passes = |service| {
            let role = "arn:aws:iam::123456789012:role/task";
            allows(
                "AmazonEC2ContainerServiceEventsRole",
                "iam:PassRole",
                role,
                &[("iam:PassedToService", service)],
            )
        };
        assert!(passes("ecs-tasks.amazonaws.com"));
        assert!(!passes("ec2.amazonaws.com"));
    }

    #[test]
    fn the_file_system_client_policies_step_up_from_reading_to_root() {
        let allowed = |access: &str| {
            let name = format!("AmazonElasticFileSystemClient{access}Access");
            let can = |it: &&str| allows(&name, &format!("elasticfilesystem:{it}"), "*", &[]);
            ["ClientMount", "ClientWrite", "ClientRootAccess"]
                .into_iter()
                .filter(can)
                .collect::<Vec<_>>()
                .join(" ")
        };
        assert_eq!(allowed("ReadOnly"), "ClientMount");
        assert_eq!(allowed("ReadWrite"), "ClientMount ClientWrite");
        assert_eq!(allowed("Full"), "ClientMount ClientWrite ClientRootAccess");
    }
}
