//! The task definition: what to run and what it needs.

use serde::{Deserialize, Serialize};

/// Where a task definition may run (`requiresCompatibilities`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Compatibility {
    /// The learner's own EC2 instances.
    Ec2,
    /// AWS Fargate.
    Fargate,
    /// ECS Anywhere.
    External,
    /// Amazon ECS Managed Instances.
    ManagedInstances,
}

/// `networkMode`; left out, it is `bridge` on Linux.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum NetworkMode {
    /// No external connectivity.
    None,
    /// Docker's bridge.
    Bridge,
    /// The host's own network.
    Host,
    /// A network interface for each task.
    Awsvpc,
}

/// The input of `register-task-definition`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskDefinition {
    /// The name, shared by all revisions.
    pub family: String,
    /// See [`NetworkMode`].
    pub network_mode: Option<NetworkMode>,
    /// Where it may run.
    #[serde(default)]
    pub requires_compatibilities: Vec<Compatibility>,
    /// At least one, one of them essential.
    pub container_definitions: Vec<ContainerDefinition>,
}

/// One container of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerDefinition {
    /// Unique in the task definition.
    pub name: String,
    /// The image reference.
    pub image: String,
}
