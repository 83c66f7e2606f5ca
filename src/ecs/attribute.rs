//! Attributes: what an instance says of itself, and what a task definition demands of it.

use serde::{Deserialize, Serialize};

use super::{LogDriver, NetworkMode, Secret, TaskDefinition};
use crate::sorted::SortedSet;

/// A name, for capabilities without a value.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Attribute {
    /// 1 to 128 letters, digits, `-`, `_`, `/`, `\` and `.`.
    pub name: String,
    /// 1 to 128 letters, digits, `-`, `_`, `.`, `@`, `/`, `\`, `:` and spaces inside.
    #[serde(default)]
    pub value: Option<String>,
}

impl Attribute {
    /// An attribute without a value.
    #[must_use]
    pub fn capability(name: &str) -> Self {
        Self { name: name.to_owned(), value: None }
    }
}

/// What the agent of an ECS-optimized Linux instance says it can do, as far as [`required_attributes`] asks.
///
/// Sources: agent `agent_capability.go`; `ecs-init/docker/docker.go` for the log drivers: the agent knows gelf,
/// journald and splunk too, but offers them only when `ECS_AVAILABLE_LOGGING_DRIVERS` names them.
pub const LINUX_AGENT_CAPABILITIES: &[&str] = &[
    "com.amazonaws.ecs.capability.ecr-auth",
    "com.amazonaws.ecs.capability.logging-driver.awsfirelens",
    "com.amazonaws.ecs.capability.logging-driver.awslogs",
    "com.amazonaws.ecs.capability.logging-driver.fluentd",
    "com.amazonaws.ecs.capability.logging-driver.json-file",
    "com.amazonaws.ecs.capability.logging-driver.none",
    "com.amazonaws.ecs.capability.logging-driver.syslog",
    "com.amazonaws.ecs.capability.privileged-container",
    "com.amazonaws.ecs.capability.task-iam-role",
    "com.amazonaws.ecs.capability.task-iam-role-network-host",
    "ecs.capability.aws-appmesh",
    "ecs.capability.container-health-check",
    "ecs.capability.container-ordering",
    "ecs.capability.efs",
    "ecs.capability.efsAuth",
    "ecs.capability.execution-role-awslogs",
    "ecs.capability.execution-role-ecr-pull",
    "ecs.capability.firelens.fluentbit",
    "ecs.capability.firelens.fluentd",
    "ecs.capability.network.container-port-range",
    "ecs.capability.pid-ipc-namespace-sharing",
    "ecs.capability.secrets.asm.bootstrap.log-driver",
    "ecs.capability.secrets.asm.environment-variables",
    "ecs.capability.secrets.ssm.bootstrap.log-driver",
    "ecs.capability.secrets.ssm.environment-variables",
    "ecs.capability.storage.ebs-task-volume-attach",
    "ecs.capability.task-cpu-mem-limit",
    "ecs.capability.task-eni",
];

/// The capabilities that an instance must have to be considered (`requiresAttributes`).
///
/// Simplification: AWS publishes no list of which field demands which attribute. This holds those whose agent
/// capability is named after the field (agent `agent_capability.go`); versions of the Docker remote API are left out.
#[must_use]
pub fn required_attributes(task_definition: &TaskDefinition) -> Vec<Attribute> {
    let mut names: SortedSet<String> = SortedSet::new();
    let mut need = |name: &str| {
        names.insert(name.to_owned());
    };
    let network_mode = task_definition.effective_network_mode();
    if network_mode == NetworkMode::Awsvpc {
        need("ecs.capability.task-eni");
    }
    if task_definition.task_role_arn.is_some() {
        need(match network_mode {
            NetworkMode::Host => "com.amazonaws.ecs.capability.task-iam-role-network-host",
            NetworkMode::None | NetworkMode::Bridge | NetworkMode::Awsvpc => {
                "com.amazonaws.ecs.capability.task-iam-role"
            }
        });
    }
    if task_definition.cpu_units.is_some() || task_definition.memory_mib.is_some() {
        need("ecs.capability.task-cpu-mem-limit");
    }
    if task_definition.pid_mode.is_some() || task_definition.ipc_mode.is_some() {
        need("ecs.capability.pid-ipc-namespace-sharing");
    }
    if task_definition.proxy_configuration.is_some() {
        need("ecs.capability.aws-appmesh");
    }
    for volume in &task_definition.volumes {
        if let Some(efs) = &volume.efs_volume_configuration {
            need("ecs.capability.efs");
            if efs.iam || efs.access_point_id.is_some() {
                need("ecs.capability.efsAuth");
            }
        }
        if volume.configured_at_launch {
            need("ecs.capability.storage.ebs-task-volume-attach");
        }
    }
    for container in &task_definition.container_definitions {
        container_attributes(container, task_definition.execution_role_arn.is_some(), &mut need);
    }
    names.into_iter().map(|name| Attribute { name, value: None }).collect()
}

fn container_attributes(
    container: &super::ContainerDefinition,
    has_execution_role: bool,
    need: &mut impl FnMut(&str),
) {
    if container.privileged {
        need("com.amazonaws.ecs.capability.privileged-container");
    }
    if !container.depends_on.is_empty() {
        need("ecs.capability.container-ordering");
    }
    if container.health_check.is_some() {
        need("ecs.capability.container-health-check");
    }
    if container.port_mappings.iter().any(|mapping| mapping.container_port_range.is_some()) {
        need("ecs.capability.network.container-port-range");
    }
    if container.is_in_ecr() {
        need("com.amazonaws.ecs.capability.ecr-auth");
        if has_execution_role {
            need("ecs.capability.execution-role-ecr-pull");
        }
    }
    if let Some(firelens) = &container.firelens_configuration {
        need(&format!("ecs.capability.firelens.{}", firelens.router));
    }
    for secret in &container.secrets {
        need(&format!("ecs.capability.secrets.{}.environment-variables", secret_store(secret)));
    }
    if let Some(log) = &container.log_configuration {
        need(&format!("com.amazonaws.ecs.capability.logging-driver.{}", log.log_driver.name()));
        if log.log_driver == LogDriver::Awslogs && has_execution_role {
            need("ecs.capability.execution-role-awslogs");
        }
        for secret in &log.secret_options {
            need(&format!("ecs.capability.secrets.{}.bootstrap.log-driver", secret_store(secret)));
        }
    }
}

/// `asm` for AWS Secrets Manager, else `ssm` for the Parameter Store of AWS Systems Manager.
fn secret_store(secret: &Secret) -> &'static str {
    if secret.value_from.contains(":secretsmanager:") { "asm" } else { "ssm" }
}
