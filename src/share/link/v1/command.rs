//! One command in a link. Ids and counts are numbers of one byte mostly; strings are numbers of the link's table.

use serde::{Deserialize, Serialize};

use super::packed::{brings_text, pack, unpack};
use super::request::{LinkRunTask, LinkService};
use super::strings::{Reader, Writer};
use super::switch::{LinkStatus, LinkSwitch};
use crate::ecs::{SAMPLES, TaskDefinition, read_task_definition};
use crate::share::v1::SavedCommand;
use crate::sim::{Command, ContainerInstanceId, ServiceId, TaskId, Zone};

/// One order of the learner. Variants are added at the end only.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkCommand {
    /// In the words of a saved board, as JSON: where it cannot be packed.
    Saved(u32),
    /// Register the sample of this family.
    RegisterSample(u32),
    /// Instances of a type join a zone: type, zone, how many.
    AddContainerInstance(u32, u8, u32),
    /// An instance leaves.
    RemoveContainerInstance(u32),
    /// An instance is ACTIVE or DRAINING.
    SetContainerInstanceStatus(u32, LinkStatus),
    /// The agent of an instance is connected or not.
    SetAgent(u32, LinkSwitch),
    /// A zone is there or lost.
    SetZone(u8, LinkSwitch),
    /// RunTask.
    RunTask(LinkRunTask),
    /// CreateService.
    CreateService(LinkService),
    /// UpdateService: another desired count.
    SetDesiredCount(u32, u32),
    /// DeleteService.
    DeleteService(u32),
    /// StopTask.
    StopTask(u32),
    /// Another seed.
    SetSeed(u64),
    /// Time passes from here on.
    StartClock,
    /// So many seconds of it.
    Advance(u64),
    /// In the words of a saved board, packed: for orders that are rare or new.
    Packed(Vec<u32>),
}

impl LinkCommand {
    pub(super) fn of(command: &Command, strings: &mut Writer) -> Self {
        match command {
            Command::RegisterTaskDefinition(definition) => match sample_of(definition) {
                Some(family) => Self::RegisterSample(strings.number(family)),
                None => Self::saved(command, strings),
            },
            Command::AddContainerInstance { instance_type, zone, count } => {
                Self::AddContainerInstance(strings.number(instance_type), zone.0, *count)
            }
            Command::RemoveContainerInstance(id) => Self::RemoveContainerInstance(id.0),
            Command::SetContainerInstanceStatus(id, status) => {
                Self::SetContainerInstanceStatus(id.0, (*status).into())
            }
            Command::SetAgent(id, agent) => Self::SetAgent(id.0, (*agent).into()),
            Command::SetZone(zone, state) => Self::SetZone(zone.0, (*state).into()),
            Command::RunTask(request) if request.capacity_provider_strategy.is_none() => {
                Self::RunTask(LinkRunTask::of(request, strings))
            }
            // Most services go by the defaults of the API; the others are rare.
            Command::CreateService(request) if LinkService::says_all(request) => {
                Self::CreateService(LinkService::of(request, strings))
            }
            Command::SetDesiredCount(id, count) => Self::SetDesiredCount(id.0, *count),
            Command::DeleteService(id) => Self::DeleteService(id.0),
            Command::StopTask(id) => Self::StopTask(id.0),
            Command::SetSeed(seed) => Self::SetSeed(*seed),
            Command::StartClock => Self::StartClock,
            Command::Advance(seconds) => Self::Advance(*seconds),
            // A new order goes here first: what a saved board says of it is good enough for a link.
            Command::CreateService(_)
            | Command::UpdateService(_)
            | Command::RollBackService(_)
            | Command::SetOffAlarm(_)
            | Command::SetTaskProtection { .. }
            | Command::RegisterContainerInstance(_)
            | Command::PutAttribute { .. }
            | Command::DeleteAttribute { .. }
            | Command::SetAwsvpcTrunking(_)
            | Command::StartTask(_)
            | Command::SetImagePull(..)
            | Command::SetContainerBehavior { .. }
            | Command::ExitContainer { .. }
            | Command::KillContainerForMemory { .. }
            | Command::SetContainerHealth { .. }
            | Command::ChangeNetwork(_)
            | Command::SetInstance(..)
            | Command::TerminateInstance(_)
            | Command::ChangeLoadBalancing(_)
            | Command::SetApplication(..)
            | Command::DeregisterTaskDefinition(_)
            | Command::OfRoles(_)
            | Command::OfVolumes(_)
            | Command::RunTask(_)
            | Command::Capacity(_)
            | Command::Scaling(_) => Self::saved(command, strings),
        }
    }

    fn saved(command: &Command, strings: &mut Writer) -> Self {
        let json = serde_json::json!(SavedCommand::of(command));
        match pack(&json, strings) {
            Some(nodes) => Self::Packed(nodes),
            None => Self::Saved(strings.number(&json.to_string())),
        }
    }

    /// Whether it may bring a long text along.
    pub(super) fn is_registration(&self) -> bool {
        match self {
            Self::Saved(_) | Self::RegisterSample(_) => true,
            Self::Packed(nodes) => brings_text(nodes),
            _ => false,
        }
    }

    /// The command, or what is wrong with it.
    pub(super) fn to_command(&self, strings: &Reader<'_>) -> Result<Command, String> {
        Ok(match self {
            Self::Saved(json) => {
                let saved: SavedCommand =
                    serde_json::from_str(&strings.text(*json)?).map_err(|error| error.to_string())?;
                saved.to_command()?
            }
            Self::RegisterSample(family) => {
                Command::RegisterTaskDefinition(Box::new(sample_named(&strings.text(*family)?)?))
            }
            Self::AddContainerInstance(instance_type, zone, count) => Command::AddContainerInstance {
                instance_type: strings.text(*instance_type)?,
                zone: Zone(*zone),
                count: *count,
            },
            Self::RemoveContainerInstance(id) => Command::RemoveContainerInstance(ContainerInstanceId(*id)),
            Self::SetContainerInstanceStatus(id, status) => {
                Command::SetContainerInstanceStatus(ContainerInstanceId(*id), (*status).into())
            }
            Self::SetAgent(id, agent) => Command::SetAgent(ContainerInstanceId(*id), (*agent).into()),
            Self::SetZone(zone, state) => Command::SetZone(Zone(*zone), (*state).into()),
            Self::RunTask(request) => Command::RunTask(request.to_run_task(strings)?),
            Self::CreateService(request) => {
                Command::CreateService(Box::new(request.to_create_service(strings)?))
            }
            Self::SetDesiredCount(id, count) => Command::SetDesiredCount(ServiceId(*id), *count),
            Self::DeleteService(id) => Command::DeleteService(ServiceId(*id)),
            Self::StopTask(id) => Command::StopTask(TaskId(*id)),
            Self::SetSeed(seed) => Command::SetSeed(*seed),
            Self::StartClock => Command::StartClock,
            Self::Advance(seconds) => Command::Advance(*seconds),
            Self::Packed(nodes) => {
                let saved: SavedCommand =
                    serde_json::from_value(unpack(nodes, strings)?).map_err(|error| error.to_string())?;
                saved.to_command()?
            }
        })
    }
}

fn sample_of(definition: &TaskDefinition) -> Option<&'static str> {
    let same = |json: &str| read_task_definition(json).is_ok_and(|it| it.task_definition == *definition);
    SAMPLES.iter().find(|it| it.family == definition.family && same(it.json)).map(|it| it.family)
}

fn sample_named(family: &str) -> Result<TaskDefinition, String> {
    let sample = SAMPLES.iter().find(|it| it.family == family);
    let reading = sample.and_then(|it| read_task_definition(it.json).ok());
    reading.map(|it| it.task_definition).ok_or_else(|| format!("there is no sample `{family}` any more"))
}
