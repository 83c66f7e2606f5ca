//! The larger commands as they are stored.

use serde::{Deserialize, Serialize};

use super::capacity::{SavedStrategyItem, saved_strategy, to_strategy};
use super::placement::{SavedConstraint, SavedStrategy};
use crate::share::ShareError;
use crate::sim::{ContainerInstanceId, LaunchType, Registration, RunTask, StartTask, TaskDefinitionId, Zone};
use crate::sorted::SortedMap;

/// What an agent registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedRegistration {
    /// A name.
    pub instance_type: String,
    /// Index of the zone.
    pub zone: u8,
    /// CPU units.
    pub cpu: u32,
    /// MiB.
    pub memory: u32,
    /// `awsvpc` tasks.
    pub eni_limit: u32,
    /// Whole GPUs.
    pub gpus: u32,
    /// Custom attributes.
    #[serde(default)]
    pub attributes: SortedMap<String, String>,
}

impl SavedRegistration {
    pub(super) fn of(registration: &Registration) -> Self {
        Self {
            instance_type: registration.instance_type.clone(),
            zone: registration.zone.0,
            cpu: registration.cpu_units,
            memory: registration.memory_mib,
            eni_limit: registration.eni_limit,
            gpus: registration.gpus,
            attributes: registration.attributes.clone(),
        }
    }

    pub(super) fn to_registration(&self) -> Registration {
        Registration {
            instance_type: self.instance_type.clone(),
            zone: Zone(self.zone),
            cpu_units: self.cpu,
            memory_mib: self.memory,
            eni_limit: self.eni_limit,
            gpus: self.gpus,
            attributes: self.attributes.clone(),
        }
    }
}

/// The request of RunTask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedRunTask {
    /// The id of the task definition.
    pub task_definition: u32,
    /// How many.
    pub count: u32,
    /// `EC2`, `FARGATE` or `EXTERNAL`.
    pub launch_type: String,
    /// In order.
    #[serde(default)]
    pub placement_strategy: Vec<SavedStrategy>,
    /// All must hold.
    #[serde(default)]
    pub placement_constraints: Vec<SavedConstraint>,
    /// When it is not the default.
    #[serde(default)]
    pub group: Option<String>,
    /// Instead of the launch type; an empty one is the default of the cluster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<SavedStrategyItem>>,
}

impl SavedRunTask {
    pub(super) fn of(request: &RunTask) -> Self {
        Self {
            task_definition: request.task_definition.0,
            count: request.count,
            launch_type: launch_type_name(request.launch_type).to_owned(),
            placement_strategy: request.placement_strategy.iter().map(SavedStrategy::of).collect(),
            placement_constraints: request.placement_constraints.iter().map(SavedConstraint::of).collect(),
            group: request.group.clone(),
            capacity_provider_strategy: saved_strategy(request.capacity_provider_strategy.as_ref()),
        }
    }

    pub(super) fn to_run_task(&self) -> Result<RunTask, String> {
        let strategies = self.placement_strategy.iter().map(SavedStrategy::to_strategy);
        let constraints = self.placement_constraints.iter().map(SavedConstraint::to_constraint);
        Ok(RunTask {
            task_definition: TaskDefinitionId(self.task_definition),
            count: self.count,
            launch_type: launch_type_named(&self.launch_type)?,
            placement_strategy: strategies.collect::<Result<_, _>>()?,
            placement_constraints: constraints.collect::<Result<_, _>>()?,
            group: self.group.clone(),
            capacity_provider_strategy: to_strategy(self.capacity_provider_strategy.as_ref())?,
        })
    }
}

/// What is being put together and was not ordered yet; no step of the history.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedDraft {
    /// The request as it stands, whether it could be given or not.
    pub request: SavedRunTask,
    /// The text of a task definition that is not registered yet.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub task_definition: String,
}

impl SavedDraft {
    /// What to store of a request and a text.
    #[must_use]
    pub fn of(request: &RunTask, task_definition: String) -> Self {
        Self { request: SavedRunTask::of(request), task_definition }
    }

    /// The request.
    ///
    /// # Errors
    /// When a word in it is not known.
    pub fn to_request(&self) -> Result<RunTask, ShareError> {
        self.request.to_run_task().map_err(|problem| ShareError::Invalid { problem })
    }
}

/// The request of StartTask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedStartTask {
    /// The id of the task definition.
    pub task_definition: u32,
    /// Ids of the instances named.
    pub container_instances: Vec<u32>,
    /// When it is not the default.
    #[serde(default)]
    pub group: Option<String>,
}

impl SavedStartTask {
    pub(super) fn of(request: &StartTask) -> Self {
        Self {
            task_definition: request.task_definition.0,
            container_instances: request.container_instances.iter().map(|id| id.0).collect(),
            group: request.group.clone(),
        }
    }

    pub(super) fn to_start_task(&self) -> StartTask {
        StartTask {
            task_definition: TaskDefinitionId(self.task_definition),
            container_instances: self.container_instances.iter().copied().map(ContainerInstanceId).collect(),
            group: self.group.clone(),
        }
    }
}

pub(super) fn launch_type_name(launch_type: LaunchType) -> &'static str {
    match launch_type {
        LaunchType::Ec2 => "EC2",
        LaunchType::Fargate => "FARGATE",
        LaunchType::External => "EXTERNAL",
    }
}

pub(super) fn launch_type_named(name: &str) -> Result<LaunchType, String> {
    match name {
        "EC2" => Ok(LaunchType::Ec2),
        "FARGATE" => Ok(LaunchType::Fargate),
        "EXTERNAL" => Ok(LaunchType::External),
        other => Err(format!("launch type `{other}` is not known; use EC2, FARGATE or EXTERNAL")),
    }
}
