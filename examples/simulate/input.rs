//! The input: requests as the AWS command line writes them, and what befalls a cluster.

use serde::Deserialize;
use serde_json::{Map, Number, Value};

use crate::capacity::{LoadItem, ProviderItem, ProviderShareItem, ProviderUpdateItem, ScalableTargetItem};
use crate::network::{NetworkConfiguration, SubnetItem};
use crate::not_read;
use crate::overrides::OverridesItem;
use crate::reading::read;
use crate::words::{ConstraintItem, StrategyItem};

/// A scenario.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct Input {
    #[serde(default)]
    pub seed: u64,
    #[serde(default = "three_zones")]
    pub availability_zones: Vec<String>,
    pub task_definitions: Vec<Value>,
    #[serde(default)]
    pub container_instances: Vec<InstancesItem>,
    /// Items of `describe-subnets`: in which zones the subnets of requests are.
    #[serde(default)]
    pub subnets: Vec<SubnetItem>,
    pub commands: Vec<CommandItem>,
    /// When it ends, in seconds.
    pub until: u64,
}

fn three_zones() -> Vec<String> {
    ["us-east-1a", "us-east-1b", "us-east-1c"].map(str::to_owned).to_vec()
}

/// An order and its second.
#[derive(Deserialize)]
#[serde(try_from = "Map<String, Value>")]
pub struct CommandItem {
    pub at: u64,
    pub order: Order,
    /// Fields that would matter on AWS, such as `createService.loadBalancers`.
    pub not_read: Vec<String>,
}

impl TryFrom<Map<String, Value>> for CommandItem {
    type Error = String;

    fn try_from(mut fields: Map<String, Value>) -> Result<Self, String> {
        let at = fields.remove("at").unwrap_or_default();
        let at = if at.is_null() { Some(0) } else { at.as_u64() };
        let at = at.ok_or("at is not a whole number of seconds")?;
        let names: Vec<&str> = fields.keys().map(String::as_str).collect();
        match *names {
            [_] => {}
            [] => return Err("an item of commands names no command".to_owned()),
            _ => return Err(format!("an item of commands is one command, not {}", names.join(" and "))),
        }
        let not_read = not_read::take(&mut fields)?;
        let order = read(Value::Object(fields))?;
        Ok(Self { at, order, not_read })
    }
}

/// Requests have AWS's names and fields; the others are what happens to a cluster by itself.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase", deny_unknown_fields)]
pub enum Order {
    RegisterTaskDefinition(Value),
    DeregisterTaskDefinition {
        task_definition: String,
    },
    RunTask(RunTaskItem),
    StartTask(StartTaskItem),
    StopTask {
        task: String,
    },
    CreateService(Box<ServiceItem>),
    UpdateService(Box<ServiceItem>),
    DeleteService {
        service: String,
        /// Always so here.
        #[serde(default, rename = "force")]
        _force: bool,
    },
    /// Of the deployment under way.
    StopServiceDeployment {
        service: String,
        stop_type: Option<String>,
    },
    UpdateTaskProtection {
        tasks: Vec<String>,
        protection_enabled: bool,
        expires_in_minutes: Option<u32>,
    },
    UpdateContainerInstancesState {
        container_instances: Vec<String>,
        status: String,
    },
    DeregisterContainerInstance {
        container_instance: String,
        /// Always so here.
        #[serde(default, rename = "force")]
        _force: bool,
    },
    PutAttributes {
        attributes: Vec<AttributeItem>,
    },
    DeleteAttributes {
        attributes: Vec<AttributeItem>,
    },
    AddContainerInstances(InstancesItem),
    /// APIs of EC2.
    StopInstances {
        instance_ids: Vec<String>,
    },
    StartInstances {
        instance_ids: Vec<String>,
    },
    TerminateInstances {
        instance_ids: Vec<String>,
    },
    SetAvailabilityZone {
        availability_zone: String,
        state: String,
    },
    SetAgentConnected {
        container_instance: String,
        agent_connected: bool,
    },
    SetImagePull {
        task_definition: String,
        works: bool,
    },
    SetContainerBehavior(BehaviorItem),
    ExitContainer {
        task: String,
        container: String,
        #[serde(default)]
        exit_code: u8,
    },
    KillContainerForMemory {
        task: String,
        container: String,
    },
    SetContainerHealth {
        task: String,
        container: String,
        health_status: String,
    },
    CreateCapacityProvider(ProviderItem),
    UpdateCapacityProvider(ProviderUpdateItem),
    DeleteCapacityProvider {
        capacity_provider: String,
    },
    PutClusterCapacityProviders {
        default_capacity_provider_strategy: Vec<ProviderShareItem>,
    },
    /// An API of Auto Scaling.
    SetDesiredCapacity {
        auto_scaling_group_name: String,
        desired_capacity: u32,
    },
    /// APIs of Application Auto Scaling.
    RegisterScalableTarget(ScalableTargetItem),
    DeregisterScalableTarget {
        resource_id: String,
    },
    SetServiceLoad(LoadItem),
    InterruptSpotTask {
        task: String,
    },
    InterruptSpotInstance {
        container_instance: String,
    },
    SetFargateSpot {
        has_capacity: bool,
    },
    /// One of the `CloudWatch` alarms of a service goes into ALARM.
    SetOffAlarm {
        service: String,
    },
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct InstancesItem {
    pub instance_type: Option<String>,
    pub availability_zone: Option<String>,
    /// Instead of a type and a zone.
    pub external: Option<ExternalItem>,
    #[serde(default = "one")]
    pub count: u32,
}

/// What the agent of a server of one's own registers.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ExternalItem {
    /// In units.
    pub cpu: u32,
    /// In MiB.
    pub memory: u32,
    #[serde(default)]
    pub gpus: u32,
}

fn one() -> u32 {
    1
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct RunTaskItem {
    pub task_definition: String,
    #[serde(default = "one")]
    pub count: u32,
    pub launch_type: Option<String>,
    pub capacity_provider_strategy: Option<Vec<ProviderShareItem>>,
    #[serde(default)]
    pub placement_strategy: Vec<StrategyItem>,
    #[serde(default)]
    pub placement_constraints: Vec<ConstraintItem>,
    pub group: Option<String>,
    pub network_configuration: Option<NetworkConfiguration>,
    pub overrides: Option<OverridesItem>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct StartTaskItem {
    pub task_definition: String,
    pub container_instances: Vec<String>,
    pub group: Option<String>,
    pub network_configuration: Option<NetworkConfiguration>,
    pub overrides: Option<OverridesItem>,
}

/// CreateService and UpdateService.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ServiceItem {
    #[serde(alias = "serviceName")]
    pub service: String,
    pub task_definition: Option<String>,
    pub desired_count: Option<u32>,
    pub launch_type: Option<String>,
    pub capacity_provider_strategy: Option<Vec<ProviderShareItem>>,
    pub scheduling_strategy: Option<String>,
    pub placement_strategy: Option<Vec<StrategyItem>>,
    pub placement_constraints: Option<Vec<ConstraintItem>>,
    pub deployment_configuration: Option<ConfigurationItem>,
    pub availability_zone_rebalancing: Option<String>,
    pub network_configuration: Option<NetworkConfiguration>,
    #[serde(default)]
    pub force_new_deployment: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct ConfigurationItem {
    pub minimum_healthy_percent: Option<u32>,
    pub maximum_percent: Option<u32>,
    pub deployment_circuit_breaker: Option<BreakerItem>,
    pub strategy: Option<String>,
    pub bake_time_in_minutes: Option<u32>,
    pub linear_configuration: Option<LinearItem>,
    pub canary_configuration: Option<CanaryItem>,
    pub alarms: Option<AlarmsItem>,
    pub early_success_criteria: Option<EarlySuccessItem>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AlarmsItem {
    /// Which one goes off makes no difference.
    pub alarm_names: Vec<String>,
    pub enable: bool,
    pub rollback: bool,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct EarlySuccessItem {
    pub enable: bool,
    pub healthy_percent: Option<u32>,
    pub source_service_revision_cleanup: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BreakerItem {
    pub enable: bool,
    #[serde(default)]
    pub rollback: bool,
    pub reset_on_healthy_task: Option<bool>,
    pub threshold_configuration: Option<ThresholdItem>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ThresholdItem {
    #[serde(rename = "type")]
    pub kind: String,
    pub value: u32,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct LinearItem {
    pub step_percent: Option<Number>,
    pub step_bake_time_in_minutes: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct CanaryItem {
    pub canary_percent: Option<Number>,
    pub canary_bake_time_in_minutes: Option<u32>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct AttributeItem {
    pub name: String,
    #[serde(default)]
    pub value: String,
    pub target_id: String,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct BehaviorItem {
    pub task_definition: String,
    pub container: String,
    pub exits_after_seconds: Option<u64>,
    #[serde(default)]
    pub exit_code: u8,
    #[serde(default)]
    pub ignores_sigterm: bool,
    #[serde(default)]
    pub is_unhealthy: bool,
    #[serde(default)]
    pub check_takes_seconds: u32,
}
