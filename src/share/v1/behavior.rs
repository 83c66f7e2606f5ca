//! How containers behave, as it is stored.

use serde::{Deserialize, Serialize};

use crate::sim::life::{ContainerBehavior, Exit, HealthStatus};
use crate::sim::{Command, TaskDefinitionId};

/// How one container of a task definition behaves.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedBehavior {
    /// The id of the task definition.
    pub task_definition: u32,
    /// The place of the container in it.
    pub container: u32,
    /// It ends this many seconds after its start; never when absent.
    #[serde(default)]
    pub exits_after_seconds: Option<u64>,
    /// Then with this code.
    #[serde(default)]
    pub exit_code: u8,
    /// Only SIGKILL ends it.
    #[serde(default)]
    pub ignores_sigterm: bool,
    /// Its health check fails.
    #[serde(default)]
    pub is_unhealthy: bool,
    /// Seconds that its health check takes.
    #[serde(default, skip_serializing_if = "is_at_once")]
    pub check_takes: u32,
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_at_once(seconds: &u32) -> bool {
    *seconds == 0
}

impl SavedBehavior {
    pub(super) fn of(id: TaskDefinitionId, container: u32, behavior: ContainerBehavior) -> Self {
        Self {
            task_definition: id.0,
            container,
            exits_after_seconds: behavior.exits.map(|it| it.seconds),
            exit_code: behavior.exits.map_or(0, |it| it.code),
            ignores_sigterm: behavior.ignores_sigterm,
            is_unhealthy: behavior.is_unhealthy,
            check_takes: behavior.check_takes_seconds,
        }
    }

    pub(super) fn to_command(&self) -> Command {
        Command::SetContainerBehavior {
            task_definition: TaskDefinitionId(self.task_definition),
            container: self.container,
            behavior: ContainerBehavior {
                exits: self.exits_after_seconds.map(|seconds| Exit { seconds, code: self.exit_code }),
                ignores_sigterm: self.ignores_sigterm,
                is_unhealthy: self.is_unhealthy,
                check_takes_seconds: self.check_takes,
            },
        }
    }
}

/// What a health check finds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum SavedHealth {
    /// It passes.
    Healthy,
    /// It has said nothing.
    Unknown,
    /// It fails.
    Unhealthy,
}

impl From<HealthStatus> for SavedHealth {
    fn from(health: HealthStatus) -> Self {
        match health {
            HealthStatus::Healthy => Self::Healthy,
            HealthStatus::Unknown => Self::Unknown,
            HealthStatus::Unhealthy => Self::Unhealthy,
        }
    }
}

impl From<SavedHealth> for HealthStatus {
    fn from(health: SavedHealth) -> Self {
        match health {
            SavedHealth::Healthy => Self::Healthy,
            SavedHealth::Unknown => Self::Unknown,
            SavedHealth::Unhealthy => Self::Unhealthy,
        }
    }
}
