//! Makes the typed task definition. What does not fit is left empty: [`super::walk`] has reported it.

use serde_json::{Map, Value};

use super::size;
use crate::ecs::task_definition::{CpuArchitecture, IpcMode, PidMode};
use crate::ecs::{
    Compatibility, Condition, ContainerDefinition, ContainerDependency, DockerVolumeConfiguration,
    EfsVolumeConfiguration, EphemeralStorage, FirelensConfiguration, HealthCheck, HostEntry, HostVolume,
    InferenceAccelerator, KeyValuePair, LinuxParameters, LogConfiguration, LogDriver, MountPoint,
    NetworkMode, PlacementConstraint, PortMapping, Protocol, ProxyConfiguration, ResourceRequirement,
    ResourceType, RuntimePlatform, Secret, TaskDefinition, Volume,
};

/// An object of the document; empty when there is another value in its place.
#[derive(Clone, Copy)]
struct Source<'a>(Option<&'a Map<String, Value>>);

impl<'a> Source<'a> {
    fn of(value: &'a Value) -> Self {
        Self(value.as_object())
    }

    fn get(self, name: &str) -> Option<&'a Value> {
        self.0?.get(name)
    }

    fn text(self, name: &str) -> Option<String> {
        self.get(name)?.as_str().map(str::to_owned)
    }

    fn must_text(self, name: &str) -> String {
        self.text(name).unwrap_or_default()
    }

    fn number(self, name: &str) -> Option<u32> {
        u32::try_from(self.get(name)?.as_u64()?).ok()
    }

    fn port(self, name: &str) -> Option<u16> {
        u16::try_from(self.get(name)?.as_u64()?).ok()
    }

    fn flag(self, name: &str) -> bool {
        self.get(name).and_then(Value::as_bool).unwrap_or(false)
    }

    fn one_of<T: Copy>(self, name: &str, names: &[(&'static str, T)]) -> Option<T> {
        named(self.get(name)?, names)
    }

    fn is(self, name: &str, value: &str) -> bool {
        self.get(name).and_then(Value::as_str) == Some(value)
    }

    fn object(self, name: &str) -> Option<Self> {
        self.get(name)?.as_object().map(|fields| Self(Some(fields)))
    }

    fn items(self, name: &str) -> &'a [Value] {
        self.get(name).and_then(Value::as_array).map_or(&[], Vec::as_slice)
    }

    /// One entry per item, so that indexes stay those of the document.
    fn list<T>(self, name: &str, item: fn(Source<'a>) -> T) -> Vec<T> {
        self.items(name).iter().map(|it| item(Self::of(it))).collect()
    }

    fn texts(self, name: &str) -> Vec<String> {
        self.items(name).iter().map(|it| it.as_str().unwrap_or_default().to_owned()).collect()
    }
}

fn named<T: Copy>(value: &Value, names: &[(&'static str, T)]) -> Option<T> {
    let text = value.as_str()?;
    names.iter().find(|(name, _)| *name == text).map(|(_, it)| *it)
}

pub(super) fn task_definition(root: &Value) -> TaskDefinition {
    let source = Source::of(root);
    TaskDefinition {
        family: source.must_text("family"),
        task_role_arn: source.text("taskRoleArn"),
        execution_role_arn: source.text("executionRoleArn"),
        network_mode: source.one_of("networkMode", &NetworkMode::NAMES),
        cpu_units: source.get("cpu").and_then(size::cpu_units),
        memory_mib: source.get("memory").and_then(size::memory_mib),
        requires_compatibilities: source
            .items("requiresCompatibilities")
            .iter()
            .filter_map(|it| named(it, &Compatibility::NAMES))
            .collect(),
        container_definitions: source.list("containerDefinitions", container),
        volumes: source.list("volumes", volume),
        placement_constraints: source.list("placementConstraints", |it| {
            if it.is("type", "distinctInstance") {
                PlacementConstraint::DistinctInstance
            } else {
                PlacementConstraint::MemberOf(it.must_text("expression").into())
            }
        }),
        ephemeral_storage: source
            .object("ephemeralStorage")
            .and_then(|it| it.number("sizeInGiB"))
            .map(|size_gib| EphemeralStorage { size_gib }),
        runtime_platform: source.object("runtimePlatform").map(|it| RuntimePlatform {
            cpu_architecture: it.one_of("cpuArchitecture", &CpuArchitecture::NAMES),
            operating_system_family: it.text("operatingSystemFamily"),
        }),
        pid_mode: source.one_of("pidMode", &PidMode::NAMES),
        ipc_mode: source.one_of("ipcMode", &IpcMode::NAMES),
        proxy_configuration: source
            .object("proxyConfiguration")
            .map(|it| ProxyConfiguration { container_name: it.must_text("containerName") }),
        inference_accelerators: source.list("inferenceAccelerators", |it| InferenceAccelerator {
            device_name: it.must_text("deviceName"),
            device_type: it.must_text("deviceType"),
        }),
    }
}

fn container(source: Source) -> ContainerDefinition {
    ContainerDefinition {
        name: source.must_text("name"),
        image: source.must_text("image"),
        cpu_units: source.number("cpu").unwrap_or(0),
        memory_mib: source.number("memory"),
        memory_reservation_mib: source.number("memoryReservation"),
        links: source.texts("links"),
        port_mappings: source.list("portMappings", port_mapping),
        essential: source.get("essential").and_then(Value::as_bool).unwrap_or(true),
        depends_on: source.list("dependsOn", |it| ContainerDependency {
            container_name: it.must_text("containerName"),
            condition: it.one_of("condition", &Condition::NAMES).unwrap_or(Condition::Start),
        }),
        health_check: source.object("healthCheck").map(health_check),
        log_configuration: source.object("logConfiguration").and_then(log_configuration),
        firelens_configuration: source
            .object("firelensConfiguration")
            .map(|it| FirelensConfiguration { router: it.must_text("type") }),
        resource_requirements: source.list("resourceRequirements", |it| ResourceRequirement {
            resource_type: it
                .one_of("type", &ResourceType::NAMES)
                .unwrap_or(ResourceType::InferenceAccelerator),
            value: it.must_text("value"),
            is_shared: it.get("sharingStrategy").is_some_and(|it| !it.is_null()),
        }),
        privileged: source.flag("privileged"),
        start_timeout: source.number("startTimeout"),
        stop_timeout: source.number("stopTimeout"),
        repository_credentials: source
            .object("repositoryCredentials")
            .map(|it| it.must_text("credentialsParameter")),
        environment: source.list("environment", |it| KeyValuePair {
            name: it.must_text("name"),
            value: it.must_text("value"),
        }),
        secrets: source.list("secrets", secret),
        mount_points: source.list("mountPoints", |it| MountPoint {
            source_volume: it.must_text("sourceVolume"),
            container_path: it.must_text("containerPath"),
            read_only: it.flag("readOnly"),
        }),
        linux_parameters: source.object("linuxParameters").map(linux_parameters),
        hostname: source.text("hostname"),
        disable_networking: source.flag("disableNetworking"),
        dns_servers: source.texts("dnsServers"),
        dns_search_domains: source.texts("dnsSearchDomains"),
        docker_security_options: source.texts("dockerSecurityOptions"),
        extra_hosts: source.list("extraHosts", |it| HostEntry {
            hostname: it.must_text("hostname"),
            ip_address: it.must_text("ipAddress"),
        }),
    }
}

fn port_mapping(source: Source) -> PortMapping {
    PortMapping {
        container_port: source.port("containerPort"),
        host_port: source.port("hostPort"),
        protocol: source.one_of("protocol", &Protocol::NAMES).unwrap_or_default(),
        container_port_range: source.text("containerPortRange"),
        name: source.text("name"),
    }
}

fn health_check(source: Source) -> HealthCheck {
    HealthCheck {
        command: source.texts("command"),
        interval: source.number("interval"),
        timeout: source.number("timeout"),
        retries: source.number("retries"),
        start_period: source.number("startPeriod"),
    }
}

fn log_configuration(source: Source) -> Option<LogConfiguration> {
    let options = source.object("options").and_then(|it| it.0);
    Some(LogConfiguration {
        log_driver: source.one_of("logDriver", &LogDriver::NAMES)?,
        options: options
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.clone(), value.as_str().unwrap_or_default().to_owned()))
            .collect(),
        secret_options: source.list("secretOptions", secret),
    })
}

fn secret(source: Source) -> Secret {
    Secret { name: source.must_text("name"), value_from: source.must_text("valueFrom") }
}

fn linux_parameters(source: Source) -> LinuxParameters {
    LinuxParameters {
        added_capabilities: source.object("capabilities").map(|it| it.texts("add")).unwrap_or_default(),
        devices: source.list("devices", |it| it.must_text("hostPath")),
        tmpfs: source.list("tmpfs", |it| it.must_text("containerPath")),
        shared_memory_mib: source.number("sharedMemorySize"),
        max_swap_mib: source.number("maxSwap"),
        swappiness: source.number("swappiness"),
    }
}

fn volume(source: Source) -> Volume {
    Volume {
        name: source.must_text("name"),
        host: source.object("host").map(|it| HostVolume { source_path: it.text("sourcePath") }),
        docker_volume_configuration: source.object("dockerVolumeConfiguration").map(|it| {
            DockerVolumeConfiguration { is_shared: it.is("scope", "shared"), driver: it.text("driver") }
        }),
        efs_volume_configuration: source.object("efsVolumeConfiguration").map(efs_volume),
        fsx_windows_file_server_volume_configuration: source
            .object("fsxWindowsFileServerVolumeConfiguration")
            .map(|it| it.must_text("fileSystemId")),
        s3files_volume_configuration: source
            .object("s3filesVolumeConfiguration")
            .map(|it| it.must_text("fileSystemArn")),
        configured_at_launch: source.flag("configuredAtLaunch"),
    }
}

fn efs_volume(source: Source) -> EfsVolumeConfiguration {
    let authorization = source.object("authorizationConfig").unwrap_or(Source(None));
    EfsVolumeConfiguration {
        file_system_id: source.must_text("fileSystemId"),
        root_directory: source.text("rootDirectory"),
        transit_encryption: source.is("transitEncryption", "ENABLED"),
        access_point_id: authorization.text("accessPointId"),
        iam: authorization.is("iam", "ENABLED"),
    }
}
