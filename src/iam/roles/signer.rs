//! Which role signs the calls that start a task ("Amazon ECS task execution IAM role").

use crate::ecs::Compatibility;

/// What a task needs before its containers run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// An image that everyone may pull.
    PublicImage,
    /// An image of a private Amazon ECR repository.
    PrivateEcrImage,
    /// The log driver `awslogs`.
    AwsLogs,
    /// Secrets of Secrets Manager, or parameters of Parameter Store.
    Secrets,
    /// The credentials of a private registry.
    RegistryCredentials,
    /// Runtime Monitoring.
    RuntimeMonitoring,
}

/// Who signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signing {
    /// Nobody: the call needs no credentials.
    NotNeeded,
    /// The agent, with the role of its instance.
    ContainerInstanceRole,
    /// The agent or Fargate, with the task execution role.
    TaskExecutionRole,
    /// It would have to be the task execution role, and there is none.
    MissingExecutionRole,
}

/// Whether the task execution role is needed. None where AWS names no such feature.
#[must_use]
pub fn execution_role_is_needed(need: Need, launch_type: Compatibility) -> Option<bool> {
    match (need, launch_type) {
        (Need::PublicImage, _) | (Need::PrivateEcrImage | Need::AwsLogs, Compatibility::Ec2) => Some(false),
        (Need::RuntimeMonitoring, Compatibility::External | Compatibility::ManagedInstances) => None,
        (
            Need::PrivateEcrImage
            | Need::AwsLogs
            | Need::Secrets
            | Need::RegistryCredentials
            | Need::RuntimeMonitoring,
            Compatibility::Ec2
            | Compatibility::Fargate
            | Compatibility::External
            | Compatibility::ManagedInstances,
        ) => Some(true),
    }
}

/// Who signs. On EC2 an execution role, if the task names one, takes over from the instance role (agent:
/// `docker_task_engine.go`; `ECS_ENABLE_AWSLOGS_EXECUTIONROLE_OVERRIDE`, on by default in ecs-init).
#[must_use]
pub fn signing(need: Need, launch_type: Compatibility, has_execution_role: bool) -> Signing {
    match (need, execution_role_is_needed(need, launch_type)) {
        (Need::PublicImage, _) => Signing::NotNeeded,
        (_, _) if has_execution_role => Signing::TaskExecutionRole,
        (_, Some(false)) => Signing::ContainerInstanceRole,
        (_, Some(true) | None) => Signing::MissingExecutionRole,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAUNCH_TYPES: [Compatibility; 4] = [
        Compatibility::Ec2,
        Compatibility::Fargate,
        Compatibility::External,
        Compatibility::ManagedInstances,
    ];

    /// A row of the table: EC2, Fargate, External, Managed Instances.
    fn check(need: Need, row: [Option<bool>; 4]) {
        let found = LAUNCH_TYPES.map(|it| execution_role_is_needed(need, it));
        assert_eq!(found, row, "{need:?}");
    }

    #[test]
    fn row_public_image_without_logs() {
        check(Need::PublicImage, [Some(false); 4]);
    }

    #[test]
    fn row_private_ecr_image() {
        check(Need::PrivateEcrImage, [Some(false), Some(true), Some(true), Some(true)]);
        assert_eq!(signing(Need::PrivateEcrImage, Compatibility::Ec2, false), Signing::ContainerInstanceRole);
        assert_eq!(signing(Need::PrivateEcrImage, Compatibility::Ec2, true), Signing::TaskExecutionRole);
        assert_eq!(
            signing(Need::PrivateEcrImage, Compatibility::Fargate, false),
            Signing::MissingExecutionRole
        );
    }

    #[test]
    fn row_awslogs_driver() {
        check(Need::AwsLogs, [Some(false), Some(true), Some(true), Some(true)]);
        assert_eq!(signing(Need::AwsLogs, Compatibility::Ec2, false), Signing::ContainerInstanceRole);
        assert_eq!(signing(Need::AwsLogs, Compatibility::Ec2, true), Signing::TaskExecutionRole);
    }

    #[test]
    fn row_secrets() {
        check(Need::Secrets, [Some(true); 4]);
        assert_eq!(signing(Need::Secrets, Compatibility::Ec2, false), Signing::MissingExecutionRole);
    }

    #[test]
    fn row_private_registry_credentials() {
        check(Need::RegistryCredentials, [Some(true); 4]);
    }

    #[test]
    fn row_runtime_monitoring() {
        check(Need::RuntimeMonitoring, [Some(true), Some(true), None, None]);
    }
}
