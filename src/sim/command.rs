//! What a learner can order.

use serde::{Deserialize, Serialize};

use crate::ecs::{PlacementConstraint, PlacementStrategy, TaskDefinition};

use super::{ContainerInstanceId, LaunchType, TaskDefinitionId, TaskId, Zone};

/// An order. Whether it can be carried out is for [`super::decide`] to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Register a task definition (already checked by `ecs`).
    RegisterTaskDefinition(Box<TaskDefinition>),
    /// An EC2 instance of this type joins the cluster in this zone.
    AddContainerInstance {
        /// A name of the instance type table.
        instance_type: String,
        /// Where.
        zone: Zone,
    },
    /// Deregister an instance by force; its tasks stop.
    RemoveContainerInstance(ContainerInstanceId),
    /// The RunTask API.
    RunTask(RunTask),
    /// The StopTask API.
    StopTask(TaskId),
    /// Decide the following ties by another seed.
    SetSeed(u64),
}

/// The request of the RunTask API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunTask {
    /// What to run.
    pub task_definition: TaskDefinitionId,
    /// 1 to 10, as in the API.
    pub count: u32,
    /// On what.
    pub launch_type: LaunchType,
    /// In order, at most five; empty means random.
    pub placement_strategy: Vec<PlacementStrategy>,
    /// All must hold, at most ten.
    pub placement_constraints: Vec<PlacementConstraint>,
    /// `family:NAME` when absent.
    pub group: Option<String>,
}
