//! What happened.

use serde::{Deserialize, Serialize};

use super::{ContainerInstance, ContainerInstanceId, RegisteredTaskDefinition, Task, TaskId};

/// A report of one change. Applying it makes no decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A task definition was registered.
    TaskDefinitionRegistered(Box<RegisteredTaskDefinition>),
    /// An instance joined.
    ContainerInstanceRegistered(Box<ContainerInstance>),
    /// An instance left.
    ContainerInstanceDeregistered(ContainerInstanceId),
    /// A task was placed.
    TaskPlaced(Task),
    /// A task could not be placed; the world is unchanged but for the decision count.
    TaskNotPlaced,
    /// A task stopped.
    TaskStopped(TaskId),
    /// The seed changed.
    SeedSet(u64),
}
