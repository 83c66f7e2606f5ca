//! The simulated world: what ECS does with tasks, as deterministic data.
//!
//! A [`Command`] gives an order, [`decide`] says what happens and why, [`apply`] makes the next [`World`].
//! Nothing here knows a clock, a browser, or any randomness but the scenario's seed.
//! Start reading at [`decide`].
//!
//! Where something new joins in:
//! - what has nothing to do with services or time is in [`still`], everything else in `decision.rs`: programs that need
//!   no more than boards that stand still have no more ([`Model`]);
//! - what happens later is a variant of [`clock::Subject`]: its state carries the time of its wake, its `apply` enters it
//!   in `World::queue`, [`clock::advance`] asks its module what happens;
//! - a step of a task's start that waits or fails (images, volumes, roles, registration with a target group):
//!   `life/walk.rs`, one function a status; ACTIVATING and DEACTIVATING are there for targets;
//! - whether a task is healthy, for whoever replaces or counts tasks: `service/health.rs`.
#![deny(clippy::float_arithmetic)]

pub mod arithmetic;
pub mod capacity;
mod checkpoints;
pub mod clock;
mod command;
mod decision;
mod draw;
mod event;
pub mod explain;
mod explanation;
mod external;
mod hash;
mod instance;
mod ledger;
pub mod life;
pub mod load_balancer;
mod matching;
mod model;
pub mod network;
pub mod opening;
mod placement;
mod registration;
mod rest;
pub mod roles;
mod run_task;
pub mod scaling;
pub mod service;
mod shared;
mod simulation;
mod start_task;
pub mod still;
#[cfg(test)]
pub(crate) mod tests;
pub mod volume;
mod world;

pub use capacity::CapacityRefusal;
pub use command::{Command, CreateService, Registration, RunTask, StartTask, UpdateService};
pub use decision::{Decision, apply, decide, decide_by_index};
pub use draw::split_mix_64;
pub use event::Event;
pub use explanation::{
    Check, Explanation, Funnel, InstanceReport, NotLaunched, Placement, Refusal, ServiceRefusal, Stage,
    TimeRefusal, ZoneReport,
};
pub use external::{EXTERNAL, ExternalRefusal};
pub use hash::fnv_1a_64;
pub use ledger::Reserved;
pub use model::Model;
pub use placement::Index;
pub use registration::{MAX_INSTANCES_PER_ORDER, MAX_TASK_DEFINITIONS, ec2_instance_id};
pub use run_task::{MAX_CONSTRAINTS, MAX_STRATEGIES, MAX_TASKS_PER_CALL};
pub use scaling::ScalingRefusal;
pub use shared::Shared;
pub use simulation::{LogEntry, MAX_DECISIONS, Simulation};
pub use world::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, DeploymentId, DesiredStatus, LaunchType,
    LoadBalancerId, RegisteredTaskDefinition, START_OF_TIME, Scenario, ServiceId, StartedBy, Switch,
    TargetGroupId, Task, TaskDefinitionId, TaskDefinitionStatus, TaskId, TaskPlace, World, Zone,
};

/// Counts the changes of the model after which the same commands may make another board. Links carry it, so that a
/// page can say which model a link was made with.
pub const VERSION: u32 = 1;
