//! One command as it is stored.

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::behavior::{SavedBehavior, SavedHealth};
use super::capacity_order::SavedCapacityOrder;
use super::deployment::SavedUpdate;
use super::load_balancer::{SavedApplication, SavedLoadBalancing};
use super::network::SavedNetworkChange;
use super::request::{SavedRegistration, SavedRunTask, SavedStartTask};
use super::scaling::SavedScalingOrder;
use super::service::SavedService;
use super::switch::{SavedStatus, SavedSwitch};
use super::task_definition::from_json;
use super::{roles, task_definition, volumes};
use crate::ecs::{TaskDefinition, starters};
use crate::sim::roles::RoleCommand;
use crate::sim::volume::VolumeOrder;
use crate::sim::{Command, ContainerInstanceId, ServiceId, TaskDefinitionId, TaskId, Zone};

/// One order of the learner, under its name: `{"stopTask": {"task": 3}}`.
///
/// The name stands outside, so that nothing has to be read twice: half the code of a tag inside.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SavedCommand {
    /// Register a task definition.
    RegisterTaskDefinition {
        /// AWS JSON, as `register-task-definition` takes it.
        task_definition: Value,
    },
    /// Register a sample as it is: what most boards start with.
    RegisterSample {
        /// Which.
        family: String,
    },
    /// Deregister a task definition.
    DeregisterTaskDefinition {
        /// Its id.
        task_definition: u32,
    },
    /// Add instances of a type of the table.
    AddContainerInstance {
        /// Such as `m5.large`.
        instance_type: String,
        /// Index of the zone.
        zone: u8,
        /// How many.
        #[serde(default = "one", skip_serializing_if = "is_one")]
        count: u32,
    },
    /// Add an instance with registered resources of its own.
    RegisterContainerInstance(SavedRegistration),
    /// Deregister an instance by force.
    RemoveContainerInstance {
        /// Its id.
        container_instance: u32,
    },
    /// ACTIVE or DRAINING.
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
    /// Put an attribute.
    PutAttribute {
        /// Its id.
        container_instance: u32,
        /// The name.
        name: String,
        /// The value.
        value: String,
    },
    /// Delete an attribute.
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
    /// RunTask.
    RunTask(SavedRunTask),
    /// StartTask.
    StartTask(SavedStartTask),
    /// CreateService.
    CreateService(SavedService),
    /// UpdateService: another desired count.
    SetDesiredCount {
        /// Its id.
        service: u32,
        /// How many.
        desired_count: u32,
    },
    /// DeleteService, by force.
    DeleteService {
        /// Its id.
        service: u32,
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
    /// UpdateService.
    UpdateService(SavedUpdate),
    /// Back to the last deployment that completed.
    RollBackService {
        /// Its id.
        service: u32,
    },
    /// `UpdateTaskProtection`.
    SetTaskProtection {
        /// Its id.
        task: u32,
        /// 120 when absent.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        minutes: Option<u32>,
        /// `ON`: protected.
        protection: SavedSwitch,
    },
    /// Images can be pulled or not.
    SetImagePull {
        /// The id of the task definition.
        task_definition: u32,
        /// `OFF`: they cannot.
        works: SavedSwitch,
    },
    /// How a container behaves in tasks that start from here on.
    SetContainerBehavior(SavedBehavior),
    /// A container ends.
    ExitContainer {
        /// The id of the task.
        task: u32,
        /// Its place in the definition.
        container: u32,
        /// Its exit code.
        code: u8,
    },
    /// A container is killed for its memory use.
    KillContainerForMemory {
        /// The id of the task.
        task: u32,
        /// Its place in the definition.
        container: u32,
    },
    /// What a health check finds from here on.
    SetContainerHealth {
        /// The id of the task.
        task: u32,
        /// Its place in the definition.
        container: u32,
        /// `HEALTHY`, `UNHEALTHY` or `UNKNOWN`.
        health: SavedHealth,
    },
    /// Time passes from here on.
    StartClock {},
    /// So much of it.
    Advance {
        /// Simulated seconds.
        seconds: u64,
    },
    /// The VPC is changed.
    ChangeNetwork(SavedNetworkChange),
    /// An EC2 instance is stopped or started.
    SetInstance {
        /// Its id.
        container_instance: u32,
        /// `OFF`: stopped.
        state: SavedSwitch,
    },
    /// An EC2 instance is terminated.
    TerminateInstance {
        /// Its id.
        container_instance: u32,
    },
    /// What has to do with roles, under its name.
    OfRoles(Value),
    /// What has to do with volumes, under its name.
    OfVolumes(Value),
    /// Load balancers, listeners, target groups and clients.
    ChangeLoadBalancing(SavedLoadBalancing),
    /// How an application answers from here on.
    SetApplication(SavedApplication),
    /// What has to do with capacity providers and Spot.
    Capacity(SavedCapacityOrder),
    /// What has to do with service auto scaling.
    Scaling(SavedScalingOrder),
    /// A `CloudWatch` alarm goes off.
    SetOffAlarm {
        /// The id of the service.
        service: u32,
    },
}

/// What is stored by code that most boards do not need.
pub(super) enum Long<'a> {
    /// A task definition of the learner's own.
    TaskDefinition(&'a TaskDefinition),
    /// An order that has to do with roles.
    Roles(&'a RoleCommand),
    /// An order that has to do with volumes.
    Volumes(&'a VolumeOrder),
}

/// A task definition that goes by its name.
fn sample(definition: &TaskDefinition) -> Result<SavedCommand, Long<'_>> {
    if starters().contains(definition) {
        Ok(SavedCommand::RegisterSample { family: definition.family.clone() })
    } else {
        Err(Long::TaskDefinition(definition))
    }
}

/// A document that says no count means one.
fn one() -> u32 {
    1
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde calls it with a reference")]
fn is_one(count: &u32) -> bool {
    *count == 1
}

impl SavedCommand {
    pub(in crate::share) fn of(command: &Command) -> Self {
        Self::short(command).unwrap_or_else(|long| match long {
            Long::TaskDefinition(definition) => {
                Self::RegisterTaskDefinition { task_definition: task_definition::to_json(definition) }
            }
            Long::Roles(command) => Self::OfRoles(roles::to_json(command)),
            Long::Volumes(order) => Self::OfVolumes(volumes::to_json(order)),
        })
    }

    /// The command as it is stored, if that needs no JSON of another kind; else what needs it.
    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    pub(super) fn short(command: &Command) -> Result<Self, Long<'_>> {
        Ok(match command {
            Command::RegisterTaskDefinition(definition) => sample(definition)?,
            Command::DeregisterTaskDefinition(id) => Self::DeregisterTaskDefinition { task_definition: id.0 },
            Command::AddContainerInstance { instance_type, zone, count } => {
                let (instance_type, count) = (instance_type.clone(), *count);
                Self::AddContainerInstance { instance_type, zone: zone.0, count }
            }
            Command::RegisterContainerInstance(registration) => {
                Self::RegisterContainerInstance(SavedRegistration::of(registration))
            }
            Command::RemoveContainerInstance(id) => {
                Self::RemoveContainerInstance { container_instance: id.0 }
            }
            Command::SetContainerInstanceStatus(id, status) => {
                Self::SetContainerInstanceStatus { container_instance: id.0, status: (*status).into() }
            }
            Command::SetAgent(id, agent) => {
                Self::SetAgent { container_instance: id.0, agent: (*agent).into() }
            }
            Command::PutAttribute { container_instance, name, value } => {
                let (name, value) = (name.clone(), value.clone());
                Self::PutAttribute { container_instance: container_instance.0, name, value }
            }
            Command::DeleteAttribute { container_instance, name } => {
                Self::DeleteAttribute { container_instance: container_instance.0, name: name.clone() }
            }
            Command::SetAwsvpcTrunking(trunking) => Self::SetAwsvpcTrunking { trunking: (*trunking).into() },
            Command::SetZone(zone, state) => Self::SetZone { zone: zone.0, state: (*state).into() },
            Command::RunTask(request) => Self::RunTask(SavedRunTask::of(request)),
            Command::StartTask(request) => Self::StartTask(SavedStartTask::of(request)),
            Command::CreateService(request) => Self::CreateService(SavedService::of(request)),
            Command::SetDesiredCount(id, count) => {
                Self::SetDesiredCount { service: id.0, desired_count: *count }
            }
            Command::DeleteService(id) => Self::DeleteService { service: id.0 },
            Command::StopTask(id) => Self::StopTask { task: id.0 },
            Command::SetSeed(seed) => Self::SetSeed { seed: *seed },
            Command::UpdateService(request) => Self::UpdateService(SavedUpdate::of(request)),
            Command::RollBackService(id) => Self::RollBackService { service: id.0 },
            Command::SetOffAlarm(id) => Self::SetOffAlarm { service: id.0 },
            Command::SetTaskProtection { task, minutes, protection } => {
                Self::SetTaskProtection { task: task.0, minutes: *minutes, protection: (*protection).into() }
            }
            Command::SetImagePull(id, works) => {
                Self::SetImagePull { task_definition: id.0, works: (*works).into() }
            }
            Command::SetContainerBehavior { task_definition, container, behavior } => {
                Self::SetContainerBehavior(SavedBehavior::of(*task_definition, *container, *behavior))
            }
            Command::ExitContainer { task, container, code } => {
                Self::ExitContainer { task: task.0, container: *container, code: *code }
            }
            Command::KillContainerForMemory { task, container } => {
                Self::KillContainerForMemory { task: task.0, container: *container }
            }
            Command::SetContainerHealth { task, container, health } => {
                Self::SetContainerHealth { task: task.0, container: *container, health: (*health).into() }
            }
            Command::StartClock => Self::StartClock {},
            Command::Advance(seconds) => Self::Advance { seconds: *seconds },
            Command::ChangeNetwork(change) => Self::ChangeNetwork(SavedNetworkChange::of(*change)),
            Command::SetInstance(id, state) => {
                Self::SetInstance { container_instance: id.0, state: (*state).into() }
            }
            Command::TerminateInstance(id) => Self::TerminateInstance { container_instance: id.0 },
            Command::OfRoles(command) => return Err(Long::Roles(command)),
            Command::OfVolumes(order) => return Err(Long::Volumes(order)),
            Command::ChangeLoadBalancing(order) => Self::ChangeLoadBalancing(SavedLoadBalancing::of(order)),
            Command::SetApplication(id, application) => {
                Self::SetApplication(SavedApplication::of(*id, application))
            }
            Command::Capacity(order) => Self::Capacity(SavedCapacityOrder::of(order)),
            Command::Scaling(order) => Self::Scaling(SavedScalingOrder::of(order)),
        })
    }

    /// The command, or what is wrong with it.
    #[expect(clippy::too_many_lines, reason = "one arm for each command")]
    pub(in crate::share) fn to_command(&self) -> Result<Command, String> {
        let register = |it: TaskDefinition| Command::RegisterTaskDefinition(Box::new(it));
        Ok(match self.clone() {
            Self::RegisterTaskDefinition { task_definition } => register(from_json(&task_definition)?),
            Self::RegisterSample { family } => register(task_definition::sample(&family)?),
            Self::DeregisterTaskDefinition { task_definition: id } => {
                Command::DeregisterTaskDefinition(TaskDefinitionId(id))
            }
            Self::AddContainerInstance { instance_type, zone, count } => {
                Command::AddContainerInstance { instance_type, zone: Zone(zone), count }
            }
            Self::RegisterContainerInstance(saved) => {
                Command::RegisterContainerInstance(Box::new(saved.to_registration()))
            }
            Self::RemoveContainerInstance { container_instance: id } => {
                Command::RemoveContainerInstance(ContainerInstanceId(id))
            }
            Self::SetContainerInstanceStatus { container_instance: id, status } => {
                Command::SetContainerInstanceStatus(ContainerInstanceId(id), status.into())
            }
            Self::SetAgent { container_instance: id, agent } => {
                Command::SetAgent(ContainerInstanceId(id), agent.into())
            }
            Self::PutAttribute { container_instance: id, name, value } => {
                Command::PutAttribute { container_instance: ContainerInstanceId(id), name, value }
            }
            Self::DeleteAttribute { container_instance: id, name } => {
                Command::DeleteAttribute { container_instance: ContainerInstanceId(id), name }
            }
            Self::SetAwsvpcTrunking { trunking } => Command::SetAwsvpcTrunking(trunking.into()),
            Self::SetZone { zone, state } => Command::SetZone(Zone(zone), state.into()),
            Self::RunTask(saved) => Command::RunTask(saved.to_run_task()?),
            Self::StartTask(saved) => Command::StartTask(saved.to_start_task()),
            Self::CreateService(saved) => Command::CreateService(Box::new(saved.to_create_service()?)),
            Self::SetDesiredCount { service, desired_count } => {
                Command::SetDesiredCount(ServiceId(service), desired_count)
            }
            Self::DeleteService { service } => Command::DeleteService(ServiceId(service)),
            Self::StopTask { task } => Command::StopTask(TaskId(task)),
            Self::SetSeed { seed } => Command::SetSeed(seed),
            Self::UpdateService(saved) => Command::UpdateService(Box::new(saved.to_update()?)),
            Self::RollBackService { service } => Command::RollBackService(ServiceId(service)),
            Self::SetOffAlarm { service } => Command::SetOffAlarm(ServiceId(service)),
            Self::SetTaskProtection { task, minutes, protection } => {
                Command::SetTaskProtection { task: TaskId(task), minutes, protection: protection.into() }
            }
            Self::SetImagePull { task_definition, works } => {
                Command::SetImagePull(TaskDefinitionId(task_definition), works.into())
            }
            Self::SetContainerBehavior(saved) => saved.to_command(),
            Self::ExitContainer { task, container, code } => {
                Command::ExitContainer { task: TaskId(task), container, code }
            }
            Self::KillContainerForMemory { task, container } => {
                Command::KillContainerForMemory { task: TaskId(task), container }
            }
            Self::SetContainerHealth { task, container, health } => {
                Command::SetContainerHealth { task: TaskId(task), container, health: health.into() }
            }
            Self::StartClock {} => Command::StartClock,
            Self::Advance { seconds } => Command::Advance(seconds),
            Self::ChangeNetwork(saved) => Command::ChangeNetwork(saved.to_change()?),
            Self::SetInstance { container_instance: id, state } => {
                Command::SetInstance(ContainerInstanceId(id), state.into())
            }
            Self::TerminateInstance { container_instance: id } => {
                Command::TerminateInstance(ContainerInstanceId(id))
            }
            Self::OfRoles(value) => Command::OfRoles(Box::new(roles::from_json(value)?)),
            Self::OfVolumes(value) => Command::OfVolumes(Box::new(volumes::from_json(value)?)),
            Self::ChangeLoadBalancing(saved) => Command::ChangeLoadBalancing(saved.to_order()?),
            Self::SetApplication(saved) => saved.to_command(),
            Self::Capacity(saved) => Command::Capacity(saved.to_order()?),
            Self::Scaling(saved) => Command::Scaling(saved.to_order()),
        })
    }
}
