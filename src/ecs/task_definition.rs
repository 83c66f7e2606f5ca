//! The task definition: what to run and what it needs.

use serde::{Deserialize, Serialize};

use super::{ContainerDefinition, PlacementConstraint, Volume};

/// The input of `register-task-definition`.
///
/// Fields that no rule and no picture needs (such as `command` and `dockerLabels`) are checked by the reader for
/// spelling and type and then left out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskDefinition {
    /// The name, shared by all revisions.
    pub family: String,
    /// The role of the application in the containers.
    #[serde(default)]
    pub task_role_arn: Option<String>,
    /// The role that pulls the images, reads the secrets and writes the logs.
    #[serde(default)]
    pub execution_role_arn: Option<String>,
    /// As written; [`TaskDefinition::effective_network_mode`] knows the default.
    #[serde(default)]
    pub network_mode: Option<NetworkMode>,
    /// Task size in CPU units; 1,024 are one vCPU.
    #[serde(default, rename = "cpu")]
    pub cpu_units: Option<u32>,
    /// Task size in MiB.
    #[serde(default, rename = "memory")]
    pub memory_mib: Option<u32>,
    /// Where it must be valid; AWS checks it against each.
    #[serde(default)]
    pub requires_compatibilities: Vec<Compatibility>,
    /// At least one, one of them essential.
    pub container_definitions: Vec<ContainerDefinition>,
    /// What containers can mount.
    #[serde(default)]
    pub volumes: Vec<Volume>,
    /// Only `memberOf` is possible here.
    #[serde(default)]
    pub placement_constraints: Vec<PlacementConstraint>,
    /// More than the 20 GiB that Fargate includes.
    #[serde(default)]
    pub ephemeral_storage: Option<EphemeralStorage>,
    /// Operating system and CPU architecture.
    #[serde(default)]
    pub runtime_platform: Option<RuntimePlatform>,
    /// Process namespace.
    #[serde(default)]
    pub pid_mode: Option<PidMode>,
    /// Inter-process communication namespace.
    #[serde(default)]
    pub ipc_mode: Option<IpcMode>,
    /// App Mesh proxy.
    #[serde(default)]
    pub proxy_configuration: Option<ProxyConfiguration>,
    /// Elastic Inference accelerators.
    #[serde(default)]
    pub inference_accelerators: Vec<InferenceAccelerator>,
}

impl TaskDefinition {
    /// The network mode that applies: `bridge` when nothing is written.
    #[must_use]
    pub fn effective_network_mode(&self) -> NetworkMode {
        self.network_mode.unwrap_or(NetworkMode::Bridge)
    }

    /// Whether the operating system family is one of the Windows ones.
    #[must_use]
    pub fn is_windows(&self) -> bool {
        self.runtime_platform
            .as_ref()
            .and_then(|platform| platform.operating_system_family.as_deref())
            .is_some_and(|family| family.starts_with("WINDOWS"))
    }

    /// Whether AWS checks it against this compatibility when it is registered.
    #[must_use]
    pub fn requires(&self, compatibility: Compatibility) -> bool {
        self.requires_compatibilities.contains(&compatibility)
    }

    /// The container of this name.
    #[must_use]
    pub fn container(&self, name: &str) -> Option<&ContainerDefinition> {
        self.container_definitions.iter().find(|container| container.name == name)
    }
}

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

impl Compatibility {
    /// Each with AWS's spelling.
    pub const NAMES: [(&'static str, Self); 4] = [
        ("EC2", Self::Ec2),
        ("FARGATE", Self::Fargate),
        ("EXTERNAL", Self::External),
        ("MANAGED_INSTANCES", Self::ManagedInstances),
    ];

    /// AWS's spelling.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(&Self::NAMES, self)
    }
}

/// `networkMode`.
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

impl NetworkMode {
    /// Each with AWS's spelling.
    pub const NAMES: [(&'static str, Self); 4] =
        [("none", Self::None), ("bridge", Self::Bridge), ("host", Self::Host), ("awsvpc", Self::Awsvpc)];

    /// AWS's spelling.
    #[must_use]
    pub fn name(self) -> &'static str {
        name_of(&Self::NAMES, self)
    }
}

/// `pidMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum PidMode {
    /// Shared with the instance.
    Host,
    /// Shared by the containers of the task.
    Task,
}

impl PidMode {
    pub(super) const NAMES: [(&'static str, Self); 2] = [("host", Self::Host), ("task", Self::Task)];
}

/// `ipcMode`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum IpcMode {
    /// Shared with the instance.
    Host,
    /// Shared by the containers of the task.
    Task,
    /// Private to each container.
    None,
}

impl IpcMode {
    pub(super) const NAMES: [(&'static str, Self); 3] =
        [("host", Self::Host), ("task", Self::Task), ("none", Self::None)];
}

/// `ephemeralStorage`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EphemeralStorage {
    /// 21 to 200.
    #[serde(rename = "sizeInGiB")]
    pub size_gib: u32,
}

/// `runtimePlatform`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RuntimePlatform {
    /// Left out, AWS takes `X86_64` on Fargate.
    #[serde(default)]
    pub cpu_architecture: Option<CpuArchitecture>,
    /// `LINUX` or one of the `WINDOWS_SERVER_…` names.
    #[serde(default)]
    pub operating_system_family: Option<String>,
}

/// `cpuArchitecture`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CpuArchitecture {
    /// Intel and AMD.
    #[serde(rename = "X86_64")]
    X86,
    /// Graviton and other 64-bit ARM.
    #[serde(rename = "ARM64")]
    Arm,
}

impl CpuArchitecture {
    pub(super) const NAMES: [(&'static str, Self); 2] = [("X86_64", Self::X86), ("ARM64", Self::Arm)];
}

/// `proxyConfiguration`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProxyConfiguration {
    /// The container that runs the proxy.
    pub container_name: String,
}

/// One of `inferenceAccelerators`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct InferenceAccelerator {
    /// What a container's resource requirement refers to.
    pub device_name: String,
    /// Such as `eia2.medium`.
    pub device_type: String,
}

/// The spelling of one value of an enumeration.
pub(super) fn name_of<T: PartialEq + Copy>(names: &[(&'static str, T)], value: T) -> &'static str {
    names.iter().find(|(_, it)| *it == value).map_or("", |(name, _)| name)
}
