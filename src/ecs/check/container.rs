//! One container.

use super::{Checker, dependencies, is_name, ports, sizes};
use crate::ecs::finding::ExecutionRolePurpose;
use crate::ecs::{
    Compatibility, ContainerDefinition, HealthCheck, LinuxParameters, LogConfiguration, LogDriver,
    ResourceType, Rule,
};

use Compatibility::{Ec2, External, Fargate, ManagedInstances};

/// Seconds that Fargate allows for `startTimeout` and `stopTimeout`.
const FARGATE_TIMEOUT: (u32, u32) = (2, 120);

pub(super) fn check(checker: &mut Checker, index: usize, container: &ContainerDefinition) {
    let path = &format!("containerDefinitions[{index}]");
    if !is_name(&container.name) {
        checker.error(format!("{path}.name"), Rule::BadName);
    }
    if container.image.is_empty() {
        checker.error(format!("{path}.image"), Rule::Missing);
    }
    sizes::check_container(checker, path, container);
    ports::check_container(checker, path, container);
    ports::check_names(checker, path, container);
    dependencies::check_container(checker, path, container);
    if let Some(health_check) = &container.health_check {
        health(checker, &format!("{path}.healthCheck"), health_check);
    }
    if let Some(log) = &container.log_configuration {
        logs(checker, &format!("{path}.logConfiguration"), log);
    }
    execution_role(checker, path, container);
    timeouts(checker, path, container);
    requirements(checker, path, container);
    not_everywhere(checker, path, container);
    if let Some(linux) = &container.linux_parameters {
        linux_parameters(checker, &format!("{path}.linuxParameters"), linux);
    }
}

fn range(checker: &mut Checker, field: String, value: Option<u32>, (min, max): (u32, u32)) {
    if value.is_some_and(|it| !(min..=max).contains(&it)) {
        checker.error(field, Rule::OutOfRange { min, max });
    }
}

fn health(checker: &mut Checker, path: &str, health_check: &HealthCheck) {
    range(checker, format!("{path}.interval"), health_check.interval, (5, 300));
    range(checker, format!("{path}.timeout"), health_check.timeout, (2, 60));
    range(checker, format!("{path}.retries"), health_check.retries, (1, 10));
    range(checker, format!("{path}.startPeriod"), health_check.start_period, (0, 300));
    if !matches!(health_check.command.first().map(String::as_str), Some("CMD" | "CMD-SHELL")) {
        checker.error(format!("{path}.command"), Rule::HealthCommandStart);
    }
}

fn logs(checker: &mut Checker, path: &str, log: &LogConfiguration) {
    let log_driver = log.log_driver;
    for on in checker.targets.clone() {
        let is_there = match on {
            Ec2 | External => true,
            Fargate => log_driver.is_on_fargate(),
            ManagedInstances => log_driver.is_on_fargate() || log_driver == LogDriver::JsonFile,
        };
        if !is_there {
            checker.error(format!("{path}.logDriver"), Rule::LogDriverNotOn { on, log_driver });
        }
    }
    if log_driver != LogDriver::Awslogs {
        return;
    }
    let mut options = vec!["awslogs-group", "awslogs-region"];
    if checker.is_for(Fargate) {
        options.push("awslogs-stream-prefix");
    }
    for option in options {
        let is_secret = log.secret_options.iter().any(|secret| secret.name == option);
        if !log.options.contains_key(option) && !is_secret {
            checker.error(format!("{path}.options"), Rule::LogOptionMissing { option });
        }
    }
}

/// On EC2 the container instance role pulls images and writes logs; it never reads secrets.
fn execution_role(checker: &mut Checker, path: &str, container: &ContainerDefinition) {
    if checker.task_definition.execution_role_arn.is_some() {
        return;
    }
    let mut need = |field: &str, purpose| {
        checker.error(format!("{path}.{field}"), Rule::NeedsExecutionRole { purpose });
    };
    let log = container.log_configuration.as_ref();
    if !container.secrets.is_empty() {
        need("secrets", ExecutionRolePurpose::Secrets);
    }
    if container.repository_credentials.is_some() {
        need("repositoryCredentials", ExecutionRolePurpose::RegistryCredentials);
    }
    if log.is_some_and(|log| !log.secret_options.is_empty()) {
        need("logConfiguration.secretOptions", ExecutionRolePurpose::Secrets);
    }
    if checker.targets == [Ec2] {
        return;
    }
    let mut need = |field: &str, purpose| {
        checker.error(format!("{path}.{field}"), Rule::NeedsExecutionRole { purpose });
    };
    if container.is_in_ecr() {
        need("image", ExecutionRolePurpose::PrivateImage);
    }
    if log.is_some_and(|log| log.log_driver == LogDriver::Awslogs) {
        need("logConfiguration", ExecutionRolePurpose::Logs);
    }
}

fn timeouts(checker: &mut Checker, path: &str, container: &ContainerDefinition) {
    if checker.is_for(Fargate) {
        range(checker, format!("{path}.startTimeout"), container.start_timeout, FARGATE_TIMEOUT);
        range(checker, format!("{path}.stopTimeout"), container.stop_timeout, FARGATE_TIMEOUT);
    }
}

fn requirements(checker: &mut Checker, path: &str, container: &ContainerDefinition) {
    for (index, requirement) in container.resource_requirements.iter().enumerate().take(super::MAX_FINDINGS) {
        let field = format!("{path}.resourceRequirements[{index}]");
        match requirement.resource_type {
            ResourceType::Gpu => {
                checker.not_on(true, &field, &[Fargate]);
                let is_count = requirement.value.parse::<u32>().is_ok_and(|count| count > 0);
                if !is_count && requirement.value != "ALL" && !requirement.is_shared {
                    checker.error(format!("{field}.value"), Rule::NotAGpuCount);
                }
            }
            ResourceType::InferenceAccelerator => {
                let devices = &checker.task_definition.inference_accelerators;
                if !devices.iter().any(|device| device.device_name == requirement.value) {
                    checker.error(format!("{field}.value"), Rule::UnknownAccelerator);
                }
            }
            ResourceType::NeuronDevice => checker.not_on(true, &field, &[Fargate]),
        }
    }
}

fn not_everywhere(checker: &mut Checker, path: &str, container: &ContainerDefinition) {
    for (name, is_given, targets) in [
        ("links", !container.links.is_empty(), &[Fargate, ManagedInstances][..]),
        ("privileged", container.privileged, &[Fargate]),
        ("disableNetworking", container.disable_networking, &[Fargate]),
        ("dnsServers", !container.dns_servers.is_empty(), &[Fargate]),
        ("dnsSearchDomains", !container.dns_search_domains.is_empty(), &[Fargate]),
        ("dockerSecurityOptions", !container.docker_security_options.is_empty(), &[Fargate]),
        ("extraHosts", !container.extra_hosts.is_empty(), &[Fargate, ManagedInstances]),
        ("hostname", container.hostname.is_some(), &[ManagedInstances]),
    ] {
        checker.not_on(is_given, &format!("{path}.{name}"), targets);
    }
}

fn linux_parameters(checker: &mut Checker, path: &str, linux: &LinuxParameters) {
    range(checker, format!("{path}.swappiness"), linux.swappiness, (0, 100));
    for (name, is_given, targets) in [
        ("devices", !linux.devices.is_empty(), &[Fargate][..]),
        ("sharedMemorySize", linux.shared_memory_mib.is_some(), &[Fargate]),
        ("tmpfs", !linux.tmpfs.is_empty(), &[Fargate, ManagedInstances]),
        ("maxSwap", linux.max_swap_mib.is_some(), &[Fargate, ManagedInstances]),
        ("swappiness", linux.swappiness.is_some(), &[Fargate, ManagedInstances]),
    ] {
        checker.not_on(is_given, &format!("{path}.{name}"), targets);
    }
    if checker.is_for(Fargate) {
        for (index, capability) in linux.added_capabilities.iter().enumerate().take(super::MAX_FINDINGS) {
            let field = format!("{path}.capabilities.add[{index}]");
            checker.not_on(capability != "SYS_PTRACE", &field, &[Fargate]);
        }
    }
}
