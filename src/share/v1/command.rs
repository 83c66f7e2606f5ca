//! One command as it is stored.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::placement::{SavedConstraint, SavedStrategy};
use super::switch::{SavedStatus, SavedSwitch};
use super::task_definition;
use crate::sim::{
    Command, ContainerInstanceId, LaunchType, Registration, RunTask, StartTask, TaskDefinitionId, TaskId,
    Zone,
};

/// One order of the learner; `do` names it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SavedCommand {
    /// Register a task definition.
    RegisterTaskDefinition {
        /// AWS JSON, as `register-task-definition` takes it.
        task_definition: Value,
    },
    /// Add an instance of a type of the table.
    AddContainerInstance {
        /// Such as `m5.large`.
        instance_type: String,
        /// Index of the zone.
        zone: u8,
    },
    /// Add an instance with registered resources of its own.
    RegisterContainerInstance {
        /// A name.
        instance_type: String,
        /// Index of the zone.
        zone: u8,
        /// CPU units.
        cpu: u32,
        /// MiB.
        memory: u32,
        /// `awsvpc` tasks.
        eni_limit: u32,
        /// Whole GPUs.
        gpus: u32,
        /// Custom attributes.
        #[serde(default)]
        attributes: BTreeMap<String, String>,
    },
    /// Deregister an instance by force.
    RemoveContainerInstance {
        /// Its id.
        container_instance: u32,
    },
    /// UpdateContainerInstancesState.
    SetContainerInstanceStatus {
        /// Its id.
        container_instance: u32,
        /// Which.
        status: SavedStatus,
    },
    /// The agent loses touch or finds it again.
    SetAgent {
        /// Its id.
        container_instance: u32,
        /// `ON`: connected.
        agent: SavedSwitch,
    },
    /// PutAttributes.
    PutAttribute {
        /// Its id.
        container_instance: u32,
        /// The name.
        name: String,
        /// The value.
        value: String,
    },
    /// DeleteAttributes.
    DeleteAttribute {
        /// Its id.
        container_instance: u32,
        /// The name.
        name: String,
    },
    /// The account setting.
    SetAwsvpcTrunking {
        /// On or off.
        trunking: SavedSwitch,
    },
    /// A zone is lost or returns.
    SetZone {
        /// Index of the zone.
        zone: u8,
        /// `OFF`: lost.
        state: SavedSwitch,
    },
    /// StartTask.
    StartTask {
        /// The id of the task definition.
        task_definition: u32,
        /// Ids of the instances named.
        container_instances: Vec<u32>,
        /// When it is not the default.
        #[serde(default)]
        group: Option<String>,
    },
    /// RunTask.
    RunTask {
        /// The id of the task definition.
        task_definition: u32,
        /// How many.
        count: u32,
        /// `EC2` or `FARGATE`.
        launch_type: String,
        /// In order.
        #[serde(default)]
        placement_strategy: Vec<SavedStrategy>,
        /// All must hold.
        #[serde(default)]
        placement_constraints: Vec<SavedConstraint>,
        /// When it is not the default.
        #[serde(default)]
        group: Option<String>,
    },
    /// StopTask.
    StopTask {
        /// Its id.
        task: u32,
    },
    /// Another seed from here on.
    SetSeed {
        /// The seed.
        seed: u64,
    },
}

impl SavedCommand {
    pub(super) fn of(command: &Command) -> Self {
        match command {
            Command::RegisterTaskDefinition(definition) => {
                Self::RegisterTaskDefinition { task_definition: task_definition::to_json(definition) }
            }
            Command::AddContainerInstance { instance_type, zone } => {
                Self::AddContainerInstance { instance_type: instance_type.clone(), zone: zone.0 }
            }
            Command::RegisterContainerInstance(registration) => Self::of_registration(registration),
            Command::RemoveContainerInstance(id) => {
                Self::RemoveContainerInstance { container_instance: id.0 }
            }
            Command::SetContainerInstanceStatus(id, status) => {
                Self::SetContainerInstanceStatus { container_instance: id.0, status: (*status).into() }
            }
            Command::SetAgent(id, agent) => {
                Self::SetAgent { container_instance: id.0, agent: (*agent).into() }
            }
            Command::PutAttribute { container_instance, name, value } => Self::PutAttribute {
                container_instance: container_instance.0,
                name: name.clone(),
                value: value.clone(),
            },
            Command::DeleteAttribute { container_instance, name } => {
                Self::DeleteAttribute { container_instance: container_instance.0, name: name.clone() }
            }
            Command::SetAwsvpcTrunking(trunking) => Self::SetAwsvpcTrunking { trunking: (*trunking).into() },
            Command::SetZone(zone, state) => Self::SetZone { zone: zone.0, state: (*state).into() },
            Command::StartTask(request) => Self::StartTask {
                task_definition: request.task_definition.0,
                container_instances: request.container_instances.iter().map(|id| id.0).collect(),
                group: request.group.clone(),
            },
            Command::RunTask(request) => Self::of_run_task(request),
            Command::StopTask(id) => Self::StopTask { task: id.0 },
            Command::SetSeed(seed) => Self::SetSeed { seed: *seed },
        }
    }

    fn of_registration(registration: &Registration) -> Self {
        Self::RegisterContainerInstance {
            instance_type: registration.instance_type.clone(),
            zone: registration.zone.0,
            cpu: registration.cpu_units,
            memory: registration.memory_mib,
            eni_limit: registration.eni_limit,
            gpus: registration.gpus,
            attributes: registration.attributes.clone(),
        }
    }

    fn of_run_task(request: &RunTask) -> Self {
        Self::RunTask {
            task_definition: request.task_definition.0,
            count: request.count,
            launch_type: launch_type_name(request.launch_type).to_owned(),
            placement_strategy: request.placement_strategy.iter().map(SavedStrategy::of).collect(),
            placement_constraints: request.placement_constraints.iter().map(SavedConstraint::of).collect(),
            group: request.group.clone(),
        }
    }

    /// The command, or what is wrong with it.
    pub(super) fn to_command(&self) -> Result<Command, String> {
        Ok(match self {
            Self::RegisterTaskDefinition { task_definition } => {
                Command::RegisterTaskDefinition(Box::new(task_definition::from_json(task_definition)?))
            }
            Self::AddContainerInstance { instance_type, zone } => {
                Command::AddContainerInstance { instance_type: instance_type.clone(), zone: Zone(*zone) }
            }
            Self::RegisterContainerInstance {
                instance_type,
                zone,
                cpu,
                memory,
                eni_limit,
                gpus,
                attributes,
            } => Command::RegisterContainerInstance(Box::new(Registration {
                instance_type: instance_type.clone(),
                zone: Zone(*zone),
                cpu_units: *cpu,
                memory_mib: *memory,
                eni_limit: *eni_limit,
                gpus: *gpus,
                attributes: attributes.clone(),
            })),
            Self::RemoveContainerInstance { container_instance } => {
                Command::RemoveContainerInstance(ContainerInstanceId(*container_instance))
            }
            Self::SetContainerInstanceStatus { container_instance, status } => {
                Command::SetContainerInstanceStatus(
                    ContainerInstanceId(*container_instance),
                    (*status).into(),
                )
            }
            Self::SetAgent { container_instance, agent } => {
                Command::SetAgent(ContainerInstanceId(*container_instance), (*agent).into())
            }
            Self::PutAttribute { container_instance, name, value } => Command::PutAttribute {
                container_instance: ContainerInstanceId(*container_instance),
                name: name.clone(),
                value: value.clone(),
            },
            Self::DeleteAttribute { container_instance, name } => Command::DeleteAttribute {
                container_instance: ContainerInstanceId(*container_instance),
                name: name.clone(),
            },
            Self::SetAwsvpcTrunking { trunking } => Command::SetAwsvpcTrunking((*trunking).into()),
            Self::SetZone { zone, state } => Command::SetZone(Zone(*zone), (*state).into()),
            Self::StartTask { task_definition, container_instances, group } => {
                Command::StartTask(StartTask {
                    task_definition: TaskDefinitionId(*task_definition),
                    container_instances: container_instances
                        .iter()
                        .copied()
                        .map(ContainerInstanceId)
                        .collect(),
                    group: group.clone(),
                })
            }
            Self::RunTask {
                task_definition,
                count,
                launch_type,
                placement_strategy,
                placement_constraints,
                group,
            } => Command::RunTask(RunTask {
                task_definition: TaskDefinitionId(*task_definition),
                count: *count,
                launch_type: launch_type_named(launch_type)?,
                placement_strategy: placement_strategy
                    .iter()
                    .map(SavedStrategy::to_strategy)
                    .collect::<Result<_, _>>()?,
                placement_constraints: placement_constraints
                    .iter()
                    .map(SavedConstraint::to_constraint)
                    .collect::<Result<_, _>>()?,
                group: group.clone(),
            }),
            Self::StopTask { task } => Command::StopTask(TaskId(*task)),
            Self::SetSeed { seed } => Command::SetSeed(*seed),
        })
    }
}

fn launch_type_name(launch_type: LaunchType) -> &'static str {
    match launch_type {
        LaunchType::Ec2 => "EC2",
        LaunchType::Fargate => "FARGATE",
    }
}

fn launch_type_named(name: &str) -> Result<LaunchType, String> {
    match name {
        "EC2" => Ok(LaunchType::Ec2),
        "FARGATE" => Ok(LaunchType::Fargate),
        other => Err(format!("launch type `{other}` is not known; use EC2 or FARGATE")),
    }
}
