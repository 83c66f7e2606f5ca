//! The simulated world: what ECS does with tasks, as deterministic data.
//!
//! A [`Command`] gives an order, [`decide`] says what happens and why, [`apply`] makes the next [`World`].
//! Nothing here knows a clock, a browser, or any randomness but the scenario's seed.
//! Start reading at [`decide`].
#![deny(clippy::float_arithmetic)]

mod command;
mod decision;
mod event;
mod explanation;
mod simulation;
mod world;

pub use command::{Command, RunTask};
pub use decision::{Decision, apply, decide};
pub use event::Event;
pub use explanation::{Check, Explanation, Funnel, InstanceReport, Placement, Refusal, Stage};
pub use simulation::{LogEntry, Simulation};
pub use world::{
    ContainerInstance, ContainerInstanceId, LaunchType, RegisteredTaskDefinition, Scenario, Task,
    TaskDefinitionId, TaskId, TaskPlace, World, Zone,
};
