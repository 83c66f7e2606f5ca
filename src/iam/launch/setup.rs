//! What a launch is made of: the task definition, the roles with their policies, and where it goes.

use crate::sorted::SortedMap;

use serde::{Deserialize, Serialize};

use crate::ecs::{Compatibility, TaskDefinition};
use crate::iam::roles::{AgentSettings, Role, RoleUse};
use crate::iam::{Policies, Policy, Principal};

/// Who calls `RegisterTaskDefinition` and `RunTask`: a person, a pipeline, `EventBridge`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Caller {
    /// As IAM sees them.
    pub principal: Principal,
    /// What limits and allows them.
    pub policies: Policies,
}

/// What the caller orders. The resource of `RunTask` and `StartTask` is the task definition, that of `CreateService` the
/// service; the cluster is a condition key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order<'a> {
    /// `ecs:RunTask`.
    RunTask,
    /// `ecs:StartTask`.
    StartTask,
    /// `ecs:CreateService`, with the service's name.
    CreateService(&'a str),
}

/// One launch of one task on EC2 or Fargate.
#[derive(Clone, Copy, Debug)]
pub struct LaunchSetup<'a> {
    /// On EC2 the agent and its instance role take part.
    pub launch_type: Compatibility,
    /// 12 digits.
    pub account: &'a str,
    /// Such as `us-east-1`.
    pub region: &'a str,
    /// The cluster's name.
    pub cluster: &'a str,
    /// The instance that the task goes to; of no meaning on Fargate.
    pub container_instance_id: &'a str,
    /// The last part of the task's ARN.
    pub task_id: &'a str,
    /// What starts the task.
    pub order: Order<'a>,
    /// Of the task definition.
    pub revision: u32,
    /// What is run.
    pub task_definition: &'a TaskDefinition,
    /// Who runs it.
    pub caller: &'a Caller,
    /// The roles that the task definition may name.
    pub roles: &'a [Role],
    /// In the instance profile.
    pub container_instance_role: Option<&'a Role>,
    /// `AWSServiceRoleForECS`.
    pub service_linked_role: Option<&'a Role>,
    /// Of the agent on the instance.
    pub agent: AgentSettings,
    /// Of the file systems, by their ids; without one, whoever reaches a mount target has full access.
    pub file_system_policies: &'a [(String, Policy)],
    /// The role with which ECS makes the volume that is configured at launch.
    pub infrastructure_role: Option<&'a Role>,
    /// Where the task is registered as a target.
    pub target_group_arns: &'a [String],
    /// Of secrets and parameters that are encrypted with a customer managed key: the ARN of the key, by theirs.
    pub customer_keys: &'a SortedMap<String, String>,
    /// What the application calls: action and resource.
    pub application_calls: &'a [(String, String)],
}

/// Whose permissions are checked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Signer {
    /// The caller's own.
    Caller,
    /// A service that assumes a role of this use.
    Service(RoleUse),
    /// `AWSServiceRoleForECS`.
    ServiceLinkedRole,
    /// The role with which ECS makes volumes.
    InfrastructureRole,
    /// Nobody: the file system is mounted without IAM.
    Anonymous,
    /// The role of the instance.
    ContainerInstanceRole,
    /// The role that starts the task.
    TaskExecutionRole,
    /// The role of the application.
    TaskRole,
}

/// The steps of a launch, in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Step {
    /// 0a: the instance gets its role, and the agent finds ECS.
    FindEndpoint,
    /// 0b: the agent registers the instance.
    RegisterInstance,
    /// 0c: the agent asks for work.
    Poll,
    /// 1: the caller registers the task definition.
    RegisterTaskDefinition,
    /// 2: the caller runs the task.
    RunTask,
    /// 3: ECS makes a network interface, in mode `awsvpc`.
    NetworkInterface,
    /// 4: ECS assumes the roles of the task.
    AssumeRole,
    /// ECS makes and attaches the volume that is configured at launch.
    AttachVolume,
    /// 5: a token for Amazon ECR, or the credentials of another private registry.
    RegistryAuth,
    /// 6: the image.
    PullImage,
    /// 7: secrets and parameters.
    Secrets,
    /// 8: the file system.
    MountFileSystem,
    /// 9: the log stream.
    Logs,
    /// 10: the application's own calls.
    Application,
    /// 11: ECS registers the targets.
    RegisterTargets,
    /// 12: the agent reports states.
    SubmitState,
    /// 13: the caller has a command run in a container (ECS Exec).
    ExecuteCommand,
    /// 13: the SSM agent in the task opens the channels for it.
    OpenChannels,
}

impl LaunchSetup<'_> {
    /// Who signs, with what limits and allows them. None when there is no such role.
    pub(super) fn identity(&self, signer: Signer) -> Option<(Principal, Policies)> {
        let (role, session_name) = match signer {
            Signer::Caller => {
                return Some((self.caller.principal.clone(), self.caller.policies.clone()));
            }
            Signer::Service(role_use) => {
                return Some((Principal::parse(role_use.trusted_service())?, Policies::default()));
            }
            Signer::Anonymous => return Some((Principal::anonymous(), Policies::default())),
            Signer::InfrastructureRole => (self.infrastructure_role?, self.task_id),
            Signer::ServiceLinkedRole => (self.service_linked_role?, "ecs-service-scheduler"),
            Signer::ContainerInstanceRole => (self.container_instance_role?, self.container_instance_id),
            Signer::TaskExecutionRole => (self.execution_role()?, self.task_id),
            Signer::TaskRole => (self.task_role()?, self.task_id),
        };
        let policies = Policies {
            identity: role.policies.clone(),
            boundary: role.boundary.clone(),
            ..Policies::default()
        };
        Some((role.session(session_name)?, policies))
    }

    pub(super) fn execution_role(&self) -> Option<&Role> {
        self.role(self.task_definition.execution_role_arn.as_deref()?)
    }

    pub(super) fn task_role(&self) -> Option<&Role> {
        self.role(self.task_definition.task_role_arn.as_deref()?)
    }

    fn role(&self, arn: &str) -> Option<&Role> {
        self.roles.iter().find(|it| it.arn == arn)
    }

    /// An ARN of this account and Region.
    pub(super) fn arn(&self, service: &str, resource: &str) -> String {
        format!("arn:aws:{service}:{}:{}:{resource}", self.region, self.account)
    }
}
