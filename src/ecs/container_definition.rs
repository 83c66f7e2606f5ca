//! One container of a task definition.

use serde::{Deserialize, Serialize};

use super::{FirelensConfiguration, LogConfiguration, PortMapping};

/// One container of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerDefinition {
    /// Unique in the task definition.
    pub name: String,
    /// The image reference.
    pub image: String,
    /// CPU units; 0 reserves nothing.
    #[serde(default, rename = "cpu")]
    pub cpu_units: u32,
    /// The hard limit in MiB: a container that exceeds it is killed.
    #[serde(default, rename = "memory")]
    pub memory_mib: Option<u32>,
    /// The soft limit in MiB; when given, it is what the scheduler reserves.
    #[serde(default, rename = "memoryReservation")]
    pub memory_reservation_mib: Option<u32>,
    /// Docker links; only in `bridge` mode.
    #[serde(default)]
    pub links: Vec<String>,
    /// Ports that the container offers.
    #[serde(default)]
    pub port_mappings: Vec<PortMapping>,
    /// When an essential container stops, the task stops.
    #[serde(default = "yes")]
    pub essential: bool,
    /// What must happen to other containers before this one starts.
    #[serde(default)]
    pub depends_on: Vec<ContainerDependency>,
    /// How ECS knows that it is well.
    #[serde(default)]
    pub health_check: Option<HealthCheck>,
    /// Where its output goes.
    #[serde(default)]
    pub log_configuration: Option<LogConfiguration>,
    /// Makes this container a log router.
    #[serde(default)]
    pub firelens_configuration: Option<FirelensConfiguration>,
    /// GPUs and accelerators.
    #[serde(default)]
    pub resource_requirements: Vec<ResourceRequirement>,
    /// Root on the host.
    #[serde(default)]
    pub privileged: bool,
    /// Seconds that others wait for this container's condition.
    #[serde(default)]
    pub start_timeout: Option<u32>,
    /// Seconds between SIGTERM and SIGKILL.
    #[serde(default)]
    pub stop_timeout: Option<u32>,
    /// The secret with the credentials of a private registry: its ARN, or its name (`repositoryCredentials`).
    #[serde(default)]
    pub repository_credentials: Option<String>,
    /// Environment variables in plain text.
    #[serde(default)]
    pub environment: Vec<KeyValuePair>,
    /// Environment variables from Secrets Manager or Parameter Store.
    #[serde(default)]
    pub secrets: Vec<Secret>,
    /// Where volumes appear in the container.
    #[serde(default)]
    pub mount_points: Vec<MountPoint>,
    /// Linux settings, as far as rules need them.
    #[serde(default)]
    pub linux_parameters: Option<LinuxParameters>,
    /// Host name inside the container.
    #[serde(default)]
    pub hostname: Option<String>,
    /// No networking at all.
    #[serde(default)]
    pub disable_networking: bool,
    /// DNS servers.
    #[serde(default)]
    pub dns_servers: Vec<String>,
    /// DNS search domains.
    #[serde(default)]
    pub dns_search_domains: Vec<String>,
    /// Security profiles of the host, and credential specs.
    #[serde(default)]
    pub docker_security_options: Vec<String>,
    /// Lines for `/etc/hosts`.
    #[serde(default)]
    pub extra_hosts: Vec<HostEntry>,
}

impl Default for ContainerDefinition {
    /// Empty, and essential as AWS has it.
    fn default() -> Self {
        Self {
            name: String::new(),
            image: String::new(),
            cpu_units: 0,
            memory_mib: None,
            memory_reservation_mib: None,
            links: vec![],
            port_mappings: vec![],
            essential: true,
            depends_on: vec![],
            health_check: None,
            log_configuration: None,
            firelens_configuration: None,
            resource_requirements: vec![],
            privileged: false,
            start_timeout: None,
            stop_timeout: None,
            repository_credentials: None,
            environment: vec![],
            secrets: vec![],
            mount_points: vec![],
            linux_parameters: None,
            hostname: None,
            disable_networking: false,
            dns_servers: vec![],
            dns_search_domains: vec![],
            docker_security_options: vec![],
            extra_hosts: vec![],
        }
    }
}

impl ContainerDefinition {
    /// What the scheduler reserves for it when the task has no size of its own: the soft limit, else the hard one.
    #[must_use]
    pub fn reserved_memory_mib(&self) -> u32 {
        match self.memory_reservation_mib {
            Some(reservation) if reservation > 0 => reservation,
            _ => self.memory_mib.unwrap_or(0),
        }
    }

    /// Whether the image lies in a private repository of Amazon ECR, whose pulls need a role.
    #[must_use]
    pub fn is_in_ecr(&self) -> bool {
        self.image.contains(".dkr.ecr.")
    }

    /// Whole GPUs that are pinned to it; none when it shares them.
    #[must_use]
    pub fn gpus(&self) -> u32 {
        self.resource_requirements
            .iter()
            .filter(|requirement| requirement.resource_type == ResourceType::Gpu && !requirement.is_shared)
            .filter_map(|requirement| match requirement.value.as_str() {
                // Simplification: "ALL" takes every GPU of the instance; the model reserves one.
                "ALL" => Some(1),
                count => count.parse::<u32>().ok(),
            })
            .fold(0, u32::saturating_add)
    }
}

fn yes() -> bool {
    true
}

/// One of `dependsOn`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerDependency {
    /// Another container of the same task definition.
    pub container_name: String,
    /// What must have happened to it.
    pub condition: Condition,
}

/// The condition of a dependency.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Condition {
    /// It has started.
    Start,
    /// It has stopped, with any exit code.
    Complete,
    /// It has stopped with exit code 0.
    Success,
    /// Its health check has passed.
    Healthy,
}

impl Condition {
    pub(super) const NAMES: [(&'static str, Self); 4] = [
        ("START", Self::Start),
        ("COMPLETE", Self::Complete),
        ("SUCCESS", Self::Success),
        ("HEALTHY", Self::Healthy),
    ];

    /// AWS's spelling.
    #[must_use]
    pub fn name(self) -> &'static str {
        super::task_definition::name_of(&Self::NAMES, self)
    }
}

/// `healthCheck`; the times are in seconds.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HealthCheck {
    /// Starts with `CMD` or `CMD-SHELL`.
    pub command: Vec<String>,
    /// 5 to 300; 30 when left out.
    #[serde(default)]
    pub interval: Option<u32>,
    /// 2 to 60; 5 when left out.
    #[serde(default)]
    pub timeout: Option<u32>,
    /// 1 to 10; 3 when left out.
    #[serde(default)]
    pub retries: Option<u32>,
    /// 0 to 300; off when left out.
    #[serde(default)]
    pub start_period: Option<u32>,
}

impl HealthCheck {
    /// Seconds between checks.
    #[must_use]
    pub fn interval_seconds(&self) -> u32 {
        self.interval.unwrap_or(30)
    }
    /// Seconds until a check counts as failed.
    #[must_use]
    pub fn timeout_seconds(&self) -> u32 {
        self.timeout.unwrap_or(5)
    }
    /// Failed checks that make a container unhealthy.
    #[must_use]
    pub fn n_retries(&self) -> u32 {
        self.retries.unwrap_or(3)
    }
    /// Seconds at the start in which failures do not count.
    #[must_use]
    pub fn start_period_seconds(&self) -> u32 {
        self.start_period.unwrap_or(0)
    }
}

/// One of `resourceRequirements`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ResourceRequirement {
    /// What kind.
    #[serde(rename = "type")]
    pub resource_type: ResourceType,
    /// The number of GPUs or `ALL`, or the `deviceName` of an accelerator.
    #[serde(default)]
    pub value: String,
    /// Whether a `sharingStrategy` is given instead of a number.
    #[serde(default, rename = "sharingStrategy")]
    pub is_shared: bool,
}

/// What a container can require besides CPU and memory.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ResourceType {
    /// Whole GPUs.
    #[serde(rename = "GPU")]
    Gpu,
    /// Elastic Inference.
    InferenceAccelerator,
    /// AWS Neuron devices.
    NeuronDevice,
}

impl ResourceType {
    pub(super) const NAMES: [(&'static str, Self); 3] = [
        ("GPU", Self::Gpu),
        ("InferenceAccelerator", Self::InferenceAccelerator),
        ("NeuronDevice", Self::NeuronDevice),
    ];
}

/// An environment variable.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KeyValuePair {
    /// Its name.
    pub name: String,
    /// Its value.
    #[serde(default)]
    pub value: String,
}

/// An environment variable, or log option, whose value AWS fetches at the start.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Secret {
    /// The variable's name.
    pub name: String,
    /// ARN of a secret, or ARN or name of a parameter.
    pub value_from: String,
}

/// Where a volume appears in the container.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MountPoint {
    /// The name of a volume of the task definition.
    pub source_volume: String,
    /// The path inside the container.
    #[serde(default)]
    pub container_path: String,
    /// Whether writing is refused.
    #[serde(default)]
    pub read_only: bool,
}

/// One of `extraHosts`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostEntry {
    /// The name to resolve.
    pub hostname: String,
    /// What it resolves to.
    pub ip_address: String,
}

/// `linuxParameters`, as far as rules need it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct LinuxParameters {
    /// `capabilities.add`.
    #[serde(default)]
    pub added_capabilities: Vec<String>,
    /// The host paths of `devices`.
    #[serde(default)]
    pub devices: Vec<String>,
    /// The container paths of `tmpfs`.
    #[serde(default)]
    pub tmpfs: Vec<String>,
    /// `/dev/shm` in MiB.
    #[serde(default, rename = "sharedMemorySize")]
    pub shared_memory_mib: Option<u32>,
    /// Swap in MiB.
    #[serde(default, rename = "maxSwap")]
    pub max_swap_mib: Option<u32>,
    /// 0 to 100.
    #[serde(default)]
    pub swappiness: Option<u32>,
}
