//! What the service scheduler does with one service: where its next task goes, which one stops when there are too many.
//!
//! Start reading at [`place_task`], then [`task_to_stop`].

mod health;
mod life;
mod placement;
mod scale_in;
mod scheduler;

use serde::{Deserialize, Serialize};

use crate::ecs::{PlacementConstraint, PlacementStrategy};

use super::{LaunchType, ServiceId, TaskDefinitionId};

pub use health::health;
pub(super) use life::{apply, create, delete, set_desired_count};
pub use placement::{daemon_instances, place_daemon, place_task};
pub use scale_in::{ScaleIn, task_to_stop};
pub(super) use scheduler::next;

/// How many tasks a service keeps (`schedulingStrategy`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SchedulingStrategy {
    /// As many as desired.
    Replica,
    /// One on each instance that takes it.
    Daemon,
}

/// What decides where the tasks of a service go.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ServicePlacement {
    /// The name of the service.
    pub service_name: String,
    /// What it runs.
    pub task_definition: TaskDefinitionId,
    /// On what.
    pub launch_type: LaunchType,
    /// REPLICA or DAEMON.
    pub scheduling_strategy: SchedulingStrategy,
    /// In order, at most five; empty means the default of services.
    pub placement_strategy: Vec<PlacementStrategy>,
    /// All must hold, at most ten with those of the task definition.
    pub placement_constraints: Vec<PlacementConstraint>,
}

impl ServicePlacement {
    /// The group of its tasks.
    #[must_use]
    pub fn group(&self) -> String {
        format!("service:{}", self.service_name)
    }
}

/// A service of the cluster.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// Its id in this simulation.
    pub id: ServiceId,
    /// What decides where its tasks go.
    pub placement: ServicePlacement,
    /// How many tasks a REPLICA service keeps; 0 for a DAEMON service.
    pub desired_count: u32,
    /// Whether it has said that it is in a steady state.
    pub is_steady: bool,
    /// The count of changes at which it last found no place; it tries again after the next change.
    pub blocked_at: Option<u64>,
}
