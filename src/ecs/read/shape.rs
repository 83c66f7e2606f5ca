//! The fields of a task definition and their types, as the ECS API has them (botocore 1.44.5, `service-2.json`).
//!
//! Ranges and everything that takes more than one field to say are not here but in [`crate::ecs::check`].

use crate::ecs::task_definition::{CpuArchitecture, IpcMode, PidMode};
use crate::ecs::{Compatibility, Condition, LogDriver, NetworkMode, Protocol, ResourceType};

/// One field of a structure.
pub(super) struct Field {
    pub name: &'static str,
    pub kind: Kind,
    pub is_required: bool,
}

/// What a value may be.
pub(super) enum Kind {
    Text,
    Bool,
    /// A whole number from 0.
    Number,
    /// A whole number from 0 to 65535.
    Port,
    /// Text or, in files of other tools, a number.
    CpuSize,
    MemorySize,
    /// One of these texts.
    OneOf(&'static [&'static str]),
    /// One of these texts; anything else is taken as the first.
    OneOfElseFirst(&'static [&'static str]),
    Object(&'static [Field]),
    List(&'static Kind),
    /// Any names, all values text.
    TextMap,
    /// Not looked into.
    Any,
}

const fn field(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, is_required: false }
}

const fn required(name: &'static str, kind: Kind) -> Field {
    Field { name, kind, is_required: true }
}

/// The spellings of an enumeration.
const fn names<T: Copy, const N: usize>(pairs: &[(&'static str, T); N]) -> [&'static str; N] {
    let mut names = [""; N];
    let mut i = 0;
    while i < N {
        names[i] = pairs[i].0;
        i += 1;
    }
    names
}

const TEXTS: Kind = Kind::List(&Kind::Text);
const SECRETS: Kind =
    Kind::List(&Kind::Object(&[required("name", Kind::Text), required("valueFrom", Kind::Text)]));
const PAIRS: Kind = Kind::List(&Kind::Object(&[field("name", Kind::Text), field("value", Kind::Text)]));
const ENABLED: Kind = Kind::OneOf(&["ENABLED", "DISABLED"]);

pub(super) const TASK_DEFINITION: &[Field] = &[
    required("family", Kind::Text),
    field("taskRoleArn", Kind::Text),
    field("executionRoleArn", Kind::Text),
    field("networkMode", Kind::OneOf(&names(&NetworkMode::NAMES))),
    required("containerDefinitions", Kind::List(&Kind::Object(CONTAINER))),
    field("volumes", Kind::List(&Kind::Object(VOLUME))),
    field("placementConstraints", Kind::List(&Kind::Object(CONSTRAINT))),
    field("requiresCompatibilities", Kind::List(&Kind::OneOf(&names(&Compatibility::NAMES)))),
    field("cpu", Kind::CpuSize),
    field("memory", Kind::MemorySize),
    field("tags", Kind::List(&Kind::Object(&[field("key", Kind::Text), field("value", Kind::Text)]))),
    field("pidMode", Kind::OneOf(&names(&PidMode::NAMES))),
    field("ipcMode", Kind::OneOf(&names(&IpcMode::NAMES))),
    field("proxyConfiguration", Kind::Object(PROXY)),
    field("inferenceAccelerators", Kind::List(&Kind::Object(ACCELERATOR))),
    field("ephemeralStorage", Kind::Object(&[required("sizeInGiB", Kind::Number)])),
    field("runtimePlatform", Kind::Object(PLATFORM)),
    field("enableFaultInjection", Kind::Bool),
    field("trustedExecutionConfiguration", Kind::Any),
    // What `describe-task-definition` adds.
    field("taskDefinitionArn", Kind::Any),
    field("revision", Kind::Any),
    field("status", Kind::Any),
    field("requiresAttributes", Kind::Any),
    field("compatibilities", Kind::Any),
    field("registeredAt", Kind::Any),
    field("registeredBy", Kind::Any),
    field("deregisteredAt", Kind::Any),
    field("deleteRequestedAt", Kind::Any),
    // What editors add.
    field("$schema", Kind::Any),
];

const CONTAINER: &[Field] = &[
    required("name", Kind::Text),
    required("image", Kind::Text),
    field("repositoryCredentials", Kind::Object(&[required("credentialsParameter", Kind::Text)])),
    field("cpu", Kind::Number),
    field("memory", Kind::Number),
    field("memoryReservation", Kind::Number),
    field("links", TEXTS),
    field("portMappings", Kind::List(&Kind::Object(PORT_MAPPING))),
    field("essential", Kind::Bool),
    field("restartPolicy", Kind::Object(RESTART_POLICY)),
    field("entryPoint", TEXTS),
    field("command", TEXTS),
    field("environment", PAIRS),
    field("environmentFiles", Kind::List(&Kind::Object(ENVIRONMENT_FILE))),
    field("mountPoints", Kind::List(&Kind::Object(MOUNT_POINT))),
    field("volumesFrom", Kind::List(&Kind::Object(VOLUME_FROM))),
    field("linuxParameters", Kind::Object(LINUX)),
    field("secrets", SECRETS),
    field("dependsOn", Kind::List(&Kind::Object(DEPENDENCY))),
    field("startTimeout", Kind::Number),
    field("stopTimeout", Kind::Number),
    field("versionConsistency", Kind::OneOf(&["enabled", "disabled"])),
    field("hostname", Kind::Text),
    field("user", Kind::Text),
    field("workingDirectory", Kind::Text),
    field("disableNetworking", Kind::Bool),
    field("privileged", Kind::Bool),
    field("readonlyRootFilesystem", Kind::Bool),
    field("dnsServers", TEXTS),
    field("dnsSearchDomains", TEXTS),
    field("extraHosts", Kind::List(&Kind::Object(EXTRA_HOST))),
    field("dockerSecurityOptions", TEXTS),
    field("interactive", Kind::Bool),
    field("pseudoTerminal", Kind::Bool),
    field("dockerLabels", Kind::TextMap),
    field("ulimits", Kind::List(&Kind::Object(ULIMIT))),
    field("logConfiguration", Kind::Object(LOG)),
    field("healthCheck", Kind::Object(HEALTH_CHECK)),
    field("systemControls", Kind::List(&Kind::Object(SYSTEM_CONTROL))),
    field("resourceRequirements", Kind::List(&Kind::Object(REQUIREMENT))),
    field("firelensConfiguration", Kind::Object(FIRELENS)),
    field("credentialSpecs", TEXTS),
];

const PORT_MAPPING: &[Field] = &[
    field("containerPort", Kind::Port),
    field("hostPort", Kind::Port),
    // "Amazon ECS treats any other specified value as tcp."
    field("protocol", Kind::OneOfElseFirst(&names(&Protocol::NAMES))),
    field("name", Kind::Text),
    field("appProtocol", Kind::OneOf(&["http", "http2", "grpc"])),
    field("containerPortRange", Kind::Text),
];

const RESTART_POLICY: &[Field] = &[
    required("enabled", Kind::Bool),
    field("ignoredExitCodes", Kind::Any),
    field("restartAttemptPeriod", Kind::Number),
];

const ENVIRONMENT_FILE: &[Field] = &[required("value", Kind::Text), required("type", Kind::OneOf(&["s3"]))];

const MOUNT_POINT: &[Field] =
    &[field("sourceVolume", Kind::Text), field("containerPath", Kind::Text), field("readOnly", Kind::Bool)];

const VOLUME_FROM: &[Field] = &[field("sourceContainer", Kind::Text), field("readOnly", Kind::Bool)];

const LINUX: &[Field] = &[
    field("capabilities", Kind::Object(&[field("add", TEXTS), field("drop", TEXTS)])),
    field("devices", Kind::List(&Kind::Object(DEVICE))),
    field("initProcessEnabled", Kind::Bool),
    field("sharedMemorySize", Kind::Number),
    field("tmpfs", Kind::List(&Kind::Object(TMPFS))),
    field("maxSwap", Kind::Number),
    field("swappiness", Kind::Number),
];

const DEVICE: &[Field] =
    &[required("hostPath", Kind::Text), field("containerPath", Kind::Text), field("permissions", TEXTS)];

const TMPFS: &[Field] =
    &[required("containerPath", Kind::Text), required("size", Kind::Number), field("mountOptions", TEXTS)];

const DEPENDENCY: &[Field] =
    &[required("containerName", Kind::Text), required("condition", Kind::OneOf(&names(&Condition::NAMES)))];

const EXTRA_HOST: &[Field] = &[required("hostname", Kind::Text), required("ipAddress", Kind::Text)];

const ULIMIT: &[Field] =
    &[required("name", Kind::Text), required("softLimit", Kind::Any), required("hardLimit", Kind::Any)];

const LOG: &[Field] = &[
    required("logDriver", Kind::OneOf(&names(&LogDriver::NAMES))),
    field("options", Kind::TextMap),
    field("secretOptions", SECRETS),
];

const HEALTH_CHECK: &[Field] = &[
    required("command", TEXTS),
    field("interval", Kind::Number),
    field("timeout", Kind::Number),
    field("retries", Kind::Number),
    field("startPeriod", Kind::Number),
];

const SYSTEM_CONTROL: &[Field] = &[field("namespace", Kind::Text), field("value", Kind::Text)];

const REQUIREMENT: &[Field] = &[
    field("value", Kind::Text),
    required("type", Kind::OneOf(&names(&ResourceType::NAMES))),
    field("sharingStrategy", Kind::Any),
];

const FIRELENS: &[Field] =
    &[required("type", Kind::OneOf(&["fluentd", "fluentbit"])), field("options", Kind::TextMap)];

const VOLUME: &[Field] = &[
    field("name", Kind::Text),
    field("host", Kind::Object(&[field("sourcePath", Kind::Text)])),
    field("dockerVolumeConfiguration", Kind::Object(DOCKER_VOLUME)),
    field("efsVolumeConfiguration", Kind::Object(EFS)),
    field("s3filesVolumeConfiguration", Kind::Object(S3_FILES)),
    field("fsxWindowsFileServerVolumeConfiguration", Kind::Object(FSX)),
    field("configuredAtLaunch", Kind::Bool),
];

const DOCKER_VOLUME: &[Field] = &[
    field("scope", Kind::OneOf(&["task", "shared"])),
    field("autoprovision", Kind::Bool),
    field("driver", Kind::Text),
    field("driverOpts", Kind::TextMap),
    field("labels", Kind::TextMap),
];

const EFS: &[Field] = &[
    required("fileSystemId", Kind::Text),
    field("rootDirectory", Kind::Text),
    field("transitEncryption", ENABLED),
    field("transitEncryptionPort", Kind::Port),
    field("authorizationConfig", Kind::Object(&[field("accessPointId", Kind::Text), field("iam", ENABLED)])),
];

const S3_FILES: &[Field] = &[
    required("fileSystemArn", Kind::Text),
    field("rootDirectory", Kind::Text),
    field("transitEncryptionPort", Kind::Any),
    field("accessPointArn", Kind::Text),
];

const FSX: &[Field] = &[
    required("fileSystemId", Kind::Text),
    required("rootDirectory", Kind::Text),
    required("authorizationConfig", Kind::Any),
];

// `distinctInstance` is a type of requests; that it is not one here is a rule of its own.
const CONSTRAINT: &[Field] =
    &[field("type", Kind::OneOf(&["memberOf", "distinctInstance"])), field("expression", Kind::Text)];

const PROXY: &[Field] = &[
    field("type", Kind::OneOf(&["APPMESH"])),
    required("containerName", Kind::Text),
    field("properties", PAIRS),
];

const ACCELERATOR: &[Field] = &[required("deviceName", Kind::Text), required("deviceType", Kind::Text)];

const PLATFORM: &[Field] = &[
    field("cpuArchitecture", Kind::OneOf(&names(&CpuArchitecture::NAMES))),
    field("operatingSystemFamily", Kind::OneOf(OPERATING_SYSTEMS)),
];

const OPERATING_SYSTEMS: &[&str] = &[
    "LINUX",
    "WINDOWS_SERVER_2019_FULL",
    "WINDOWS_SERVER_2019_CORE",
    "WINDOWS_SERVER_2016_FULL",
    "WINDOWS_SERVER_2004_CORE",
    "WINDOWS_SERVER_2022_CORE",
    "WINDOWS_SERVER_2022_FULL",
    "WINDOWS_SERVER_2025_CORE",
    "WINDOWS_SERVER_2025_FULL",
    "WINDOWS_SERVER_20H2_CORE",
];
