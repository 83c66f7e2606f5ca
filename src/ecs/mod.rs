//! The nouns of the Amazon ECS API, in AWS's own JSON spelling, so that a real task definition parses into them.
//!
//! This module knows what things are: tables, registration checks, the cluster query language. It never decides what
//! happens to a task; that is `sim`. Sentences for learners are in [`text`] alone.
//! Start reading at [`TaskDefinition`], then [`validate`].

mod attribute;
mod check;
mod container_definition;
mod demand;
mod fargate;
mod finding;
mod instance_type;
mod log_configuration;
mod placement;
mod port;
pub mod query;
mod read;
mod sample;
mod starter;
mod task_definition;
pub mod text;
mod volume;

pub use attribute::{Attribute, LINUX_AGENT_CAPABILITIES, required_attributes};
pub use check::{check, compatibilities, validate};
pub use container_definition::{
    Condition, ContainerDefinition, ContainerDependency, HealthCheck, HostEntry, KeyValuePair,
    LinuxParameters, MountPoint, ResourceRequirement, ResourceType, Secret,
};
pub use demand::Demand;
pub use fargate::{FargateSize, fargate_sizes, nearest_fargate_sizes};
pub use finding::{ExecutionRolePurpose, Finding, LooksLike, Rule, Severity};
pub use instance_type::InstanceType;
pub use log_configuration::{FirelensConfiguration, LogConfiguration, LogDriver};
pub use placement::{BinpackField, PlacementConstraint, PlacementStrategy, SpreadField};
pub use port::{HostPort, MAX_RESERVED_PORTS, PortMapping, PortRange, Protocol, reserved_host_ports};
pub(crate) use read::nearest_of;
pub use read::{MAX_TEXT_BYTES, Reading, SyntaxError, SyntaxHint, read_task_definition};
pub use sample::{SAMPLES, Sample};
pub use starter::starters;
pub use task_definition::{
    Compatibility, CpuArchitecture, EphemeralStorage, InferenceAccelerator, IpcMode, NetworkMode, PidMode,
    ProxyConfiguration, RuntimePlatform, TaskDefinition,
};
pub use volume::{DockerVolumeConfiguration, EfsVolumeConfiguration, HostVolume, Volume};
