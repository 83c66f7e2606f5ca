//! The input, field by field as the AWS command line writes it. Fields that no rule needs are not read.

use serde::Deserialize;
use serde_json::Value;

use crate::fields::WITHOUT_EFFECT;
use crate::network::{NetworkConfiguration, SubnetItem};
use crate::overrides::OverridesItem;
use crate::reading::{json, read};
use crate::words::{ConstraintItem, StrategyItem};

/// Everything that can be given.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Input {
    pub container_instances: Vec<ContainerInstanceItem>,
    /// None is not the same as an empty list: what runs is then not known.
    pub tasks: Option<Vec<TaskItem>>,
    pub task_definitions: Vec<Value>,
    #[serde(default)]
    pub services: Vec<ServiceItem>,
    #[serde(default)]
    pub subnets: Vec<SubnetItem>,
    #[serde(default)]
    pub protected_tasks: Vec<ProtectedTaskItem>,
    pub run_task: Option<RequestItem>,
    pub start_task: Option<RequestItem>,
    pub create_service: Option<RequestItem>,
    pub update_service: Option<RequestItem>,
    #[serde(default)]
    pub seed: u64,
    /// Fields of the request, such as `createService.loadBalancers`.
    #[serde(skip)]
    pub not_read: Vec<String>,
}

impl Input {
    pub fn read(text: &str) -> Result<Self, String> {
        let json = json(text)?;
        let not_read = fields_not_read(&json);
        let input = Self { not_read, ..read(json)? };
        let requests = [&input.run_task, &input.start_task, &input.create_service, &input.update_service];
        match requests.iter().filter(|it| it.is_some()).count() {
            1 => Ok(input),
            n => Err(format!(
                "the input has {n} requests; give exactly one of runTask, startTask, createService, updateService"
            )),
        }
    }
}

/// What the request says that is neither read nor without any effect on placement.
fn fields_not_read(input: &Value) -> Vec<String> {
    let requests = ["runTask", "startTask", "createService", "updateService"];
    let fields = requests.into_iter().filter_map(|name| Some((name, input.get(name)?.as_object()?)));
    let of_each = fields.flat_map(|(name, fields)| {
        let is_told = |field: &str| !READ.contains(&field) && !WITHOUT_EFFECT.contains(&field);
        let told = fields.iter().filter(move |(field, value)| is_told(field) && !value.is_null());
        told.map(move |(field, _)| format!("{name}.{field}"))
    });
    of_each.collect()
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerInstanceItem {
    pub container_instance_arn: String,
    pub ec2_instance_id: Option<String>,
    pub capacity_provider_name: Option<String>,
    pub version_info: Option<VersionInfo>,
    #[serde(default)]
    pub remaining_resources: Vec<ResourceItem>,
    #[serde(default)]
    pub registered_resources: Vec<ResourceItem>,
    pub status: Option<String>,
    pub agent_connected: Option<bool>,
    pub running_tasks_count: Option<u32>,
    #[serde(default)]
    pub attributes: Vec<AttributeItem>,
    pub registered_at: Option<Value>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionInfo {
    pub agent_version: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ResourceItem {
    pub name: String,
    #[serde(default)]
    pub integer_value: u32,
    #[serde(default)]
    pub string_set_value: Vec<String>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AttributeItem {
    pub name: String,
    pub value: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskItem {
    pub task_arn: String,
    pub task_definition_arn: Option<String>,
    pub container_instance_arn: Option<String>,
    pub group: Option<String>,
    pub last_status: Option<String>,
    pub desired_status: Option<String>,
    pub availability_zone: Option<String>,
    pub capacity_provider_name: Option<String>,
    pub cpu: Option<String>,
    pub memory: Option<String>,
    #[serde(default)]
    pub attachments: Vec<AttachmentItem>,
    #[serde(default)]
    pub containers: Vec<ContainerItem>,
}

#[derive(Deserialize)]
pub struct AttachmentItem {
    #[serde(rename = "type", default)]
    pub kind: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ContainerItem {
    #[serde(default)]
    pub gpu_ids: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ServiceItem {
    pub service_arn: Option<String>,
    pub service_name: String,
    pub task_definition: Option<String>,
    pub desired_count: Option<u32>,
    pub running_count: Option<u32>,
    pub pending_count: Option<u32>,
    pub launch_type: Option<String>,
    #[serde(default)]
    pub capacity_provider_strategy: Vec<ProviderItem>,
    pub scheduling_strategy: Option<String>,
    #[serde(default)]
    pub placement_strategy: Vec<StrategyItem>,
    #[serde(default)]
    pub placement_constraints: Vec<ConstraintItem>,
    pub network_configuration: Option<NetworkConfiguration>,
}

#[derive(Clone, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProviderItem {
    pub capacity_provider: String,
    #[serde(default)]
    pub base: u32,
    #[serde(default)]
    pub weight: u32,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ProtectedTaskItem {
    pub task_arn: String,
    #[serde(default = "yes")]
    pub protection_enabled: bool,
}

fn yes() -> bool {
    true
}

/// The fields of [`RequestItem`].
const READ: [&str; 15] = [
    "capacityProviderStrategy",
    "containerInstances",
    "count",
    "desiredCount",
    "forceNewDeployment",
    "group",
    "launchType",
    "networkConfiguration",
    "overrides",
    "placementConstraints",
    "placementStrategy",
    "schedulingStrategy",
    "service",
    "serviceName",
    "taskDefinition",
];

/// The four requests share their fields.
#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct RequestItem {
    pub service: Option<String>,
    pub service_name: Option<String>,
    pub task_definition: Option<String>,
    pub count: Option<u32>,
    pub desired_count: Option<u32>,
    pub launch_type: Option<String>,
    pub capacity_provider_strategy: Option<Vec<ProviderItem>>,
    pub scheduling_strategy: Option<String>,
    pub placement_strategy: Option<Vec<StrategyItem>>,
    pub placement_constraints: Option<Vec<ConstraintItem>>,
    pub network_configuration: Option<NetworkConfiguration>,
    pub group: Option<String>,
    pub overrides: Option<OverridesItem>,
    #[serde(default)]
    pub container_instances: Vec<String>,
    #[serde(default)]
    pub force_new_deployment: bool,
}
