//! What is wrong with a task definition, as data. The sentences are in [`super::text`].

use super::query::QueryError;
use super::{Compatibility, Condition, LogDriver, NetworkMode};

/// One problem in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether AWS would refuse the registration.
    pub severity: Severity,
    /// The JSON path, such as `containerDefinitions[1].portMappings[0].hostPort`; empty for the whole text.
    pub field: String,
    /// The rule that is broken, with the facts.
    pub rule: Rule,
}

impl Finding {
    /// A problem because of which the registration is refused.
    #[must_use]
    pub fn error(field: impl Into<String>, rule: Rule) -> Self {
        Self { severity: Severity::Error, field: field.into(), rule }
    }

    /// A problem that does not stop the registration.
    #[must_use]
    pub fn warning(field: impl Into<String>, rule: Rule) -> Self {
        Self { severity: Severity::Warning, field: field.into(), rule }
    }

    /// Whether the registration is refused because of it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Errors stop a registration, warnings do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The registration is refused, or no task could ever start.
    Error,
    /// Allowed, but probably not meant.
    Warning,
}

/// The rules, each with the facts that its sentences need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A required field is not there (API shapes).
    Missing,
    /// The value has another JSON type (API shapes).
    WrongType {
        /// Such as `a list`.
        expected: &'static str,
        /// Such as `text`.
        found: &'static str,
    },
    /// No field of this name (API shapes). A warning: nothing that the learner meant to say may depend on it.
    UnknownField {
        /// A known name that looks like it.
        suggestion: Option<&'static str>,
    },
    /// Not one of the values that the API has for this field.
    UnknownValue {
        /// As written.
        value: String,
        /// What would be right.
        allowed: &'static [&'static str],
    },
    /// A number outside of its range.
    OutOfRange {
        /// The least.
        min: u32,
        /// The greatest.
        max: u32,
    },
    /// `cpu` of the task is neither CPU units nor `1 vCPU`.
    NotACpuSize,
    /// `memory` of the task is neither MiB nor `2 GB`.
    NotAMemorySize,
    /// The API wants task sizes as text; AWS's own tools refuse a bare number.
    SizeIsANumber,
    /// The text is JSON, but not a task definition.
    NotATaskDefinition {
        /// What it looks like.
        looks_like: LooksLike,
    },
    /// There are more problems than are shown.
    More,
    /// A name of letters, digits, hyphens and underscores, at most 255 (B:ContainerDefinition.name, B:Volume.name).
    BadName,
    /// A name that must be unique is there twice.
    DuplicateName {
        /// As written.
        name: String,
    },
    /// Not one container.
    NoContainers,
    /// At least one essential container (L:E3042, B:ContainerDefinition.essential).
    NoEssentialContainer,
    /// The request names a launch type that `requiresCompatibilities` leaves out (L:E3054).
    NotCompatible {
        /// What was asked for.
        target: Compatibility,
    },
    /// EC2 without task memory: each container needs memory (spec 3.1, B:ContainerDefinition.memoryReservation).
    NoMemory,
    /// Both given: `memory` must be greater than `memoryReservation` (spec 3.1, B).
    MemoryNotAboveReservation,
    /// Docker 20.10 reserves at least 6 MiB, older ones 4 (spec 3.1, B:ContainerDefinition.memory).
    MemoryTooSmall,
    /// One container may have more memory than its whole task (spec 1.3).
    ContainerMemoryAboveTask {
        /// Of the container, in MiB.
        container_mib: u32,
        /// Of the task, in MiB.
        task_mib: u32,
    },
    /// The reserved memory of the containers exceeds the task's (spec 3.1, B).
    MemoryAboveTask {
        /// Of all containers, in MiB.
        containers_mib: u32,
        /// Of the task, in MiB.
        task_mib: u32,
    },
    /// The CPU of the containers exceeds the task's (spec 3.1, B).
    CpuAboveTask {
        /// Of all containers.
        containers_units: u32,
        /// Of the task.
        task_units: u32,
    },
    /// "Task-level CPU and memory parameters are ignored for Windows containers" (B:RegisterTaskDefinitionRequest).
    SizeIgnoredOnWindows,
    /// Fargate needs `cpu` and `memory` at task level (spec 1.3, L:E3048).
    FargateNeedsSize,
    /// The pair is not in Fargate's table (spec 1.3, L:E3047).
    NoFargateSize {
        /// Of the task.
        cpu_units: u32,
        /// Of the task.
        memory_mib: u32,
    },
    /// The pair is in the table, but not for Windows (spec 1.3).
    NoFargateSizeOnWindows,
    /// The network mode is not to be had there: Fargate has `awsvpc` only (L:E3048), External has no `awsvpc`,
    /// Managed Instances have no `bridge` (spec 1.1).
    NetworkModeNotOn {
        /// There.
        on: Compatibility,
        /// As it is.
        network_mode: NetworkMode,
    },
    /// A parameter that is not valid there (spec 1.1 and 1.4).
    NotOn {
        /// There.
        on: Compatibility,
    },
    /// A log driver that is not to be had there (spec 1.4, B:LogConfiguration).
    LogDriverNotOn {
        /// There.
        on: Compatibility,
        /// As written.
        log_driver: LogDriver,
    },
    /// `awslogs` needs this option (L:E3046, B:LogConfiguration.options).
    LogOptionMissing {
        /// Its name.
        option: &'static str,
    },
    /// Whoever reads the secret, pulls the private image or writes the logs needs the execution role.
    NeedsExecutionRole {
        /// What for.
        purpose: ExecutionRolePurpose,
    },
    /// `none`: no port mappings (spec 3.2, B).
    PortsInNoneMode,
    /// `awsvpc` and `host`: the host port is blank or the container port (L:E3053, spec 3.2).
    HostPortDiffers {
        /// The network mode.
        network_mode: NetworkMode,
        /// What the host port would have to be.
        container_port: u16,
    },
    /// Neither a port nor a range.
    NoContainerPort,
    /// A range excludes `containerPort` and `hostPort` (B:PortMapping).
    PortAndRange,
    /// A range needs `bridge` or `awsvpc` (spec 3.2, B).
    RangeNotInHostMode,
    /// Not two ports with the first less than the second (B).
    NotAPortRange,
    /// At most 100 ranges a container (spec 3.2, B).
    TooManyRanges,
    /// A port may be in one mapping of a container only, whatever the protocol (spec 3.2, B).
    ContainerPortTwice,
    /// Two containers of the task ask for one port of the instance (spec 3.1: ports are disjoint).
    HostPortTwice,
    /// The port is reserved on every instance (spec 2.2).
    ReservedHostPort,
    /// A static port where dynamic ports are given out (B:PortMapping.hostPort).
    EphemeralHostPort,
    /// More static ports than an instance can reserve, 100 with the default ones (spec 2.2).
    TooManyHostPorts,
    /// `links` only in `bridge` (spec 3.2, B).
    LinksNeedBridge,
    /// Not possible in `awsvpc` mode (B: hostname, extraHosts).
    NotInAwsvpc,
    /// No container of this name in the task definition.
    UnknownContainer {
        /// As written.
        name: String,
        /// A name that looks like it.
        suggestion: Option<String>,
    },
    /// A container cannot wait for itself.
    DependsOnItself,
    /// `Task dependencies cannot be resolved`: a circle of containers (spec 3.3).
    DependencyCycle {
        /// Each waits for the next, the last for the first.
        containers: Vec<String>,
    },
    /// COMPLETE and SUCCESS not on an essential container (spec 3.3, B:ContainerDependency).
    ConditionOnEssential {
        /// The condition.
        condition: Condition,
        /// The essential container.
        name: String,
    },
    /// HEALTHY needs a health check (spec 3.3, B:ContainerDependency).
    HealthyNeedsHealthCheck {
        /// The container without one.
        name: String,
    },
    /// Starts with CMD or CMD-SHELL (B:HealthCheck.command).
    HealthCommandStart,
    /// No volume of this name in the task definition.
    UnknownVolume {
        /// As written.
        name: String,
        /// A name that looks like it.
        suggestion: Option<String>,
    },
    /// A volume is of one kind (B:Volume).
    SeveralVolumeKinds,
    /// One volume configured at launch (B:Volume.configuredAtLaunch).
    TwoVolumesAtLaunch,
    /// Access points and IAM need `transitEncryption` (B:EFSAuthorizationConfig).
    EfsNeedsEncryption,
    /// With an access point, the root directory is left out or `/` (B:EFSAuthorizationConfig).
    EfsRootWithAccessPoint,
    /// "EC2 Windows only" ("Use `FSx` for Windows File Server volumes with Amazon ECS").
    FsxNeedsWindows,
    /// "A task IAM role is required" (B:S3FilesVolumeConfiguration).
    S3FilesNeedTaskRole,
    /// IAM authorization mounts with the task role, and there is none.
    EfsIamNeedsTaskRole,
    /// `distinctInstance` belongs to requests (spec 4.3, B).
    DistinctInstanceHere,
    /// At most 10 constraints (spec 4.3, B).
    TooManyConstraints,
    /// At most 2,000 characters (spec 4.3, B).
    ExpressionTooLong,
    /// No expression of the cluster query language (spec 4.5).
    BadExpression {
        /// Where and how.
        error: QueryError,
    },
    /// A whole number of GPUs from 1, or ALL (B:ResourceRequirement.value).
    NotAGpuCount,
    /// The value names an accelerator of the task definition.
    UnknownAccelerator,
}

/// What the task execution role is needed for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionRolePurpose {
    /// `secrets` and `secretOptions`, everywhere.
    Secrets,
    /// `repositoryCredentials`, everywhere.
    RegistryCredentials,
    /// An image of Amazon ECR, except on EC2.
    PrivateImage,
    /// The `awslogs` driver, except on EC2.
    Logs,
}

/// What JSON that is not a task definition may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LooksLike {
    /// Only the list of containers.
    ContainerDefinitions,
    /// `CloudFormation`, with capital letters.
    CloudFormation,
    /// Nothing known.
    Other,
}
