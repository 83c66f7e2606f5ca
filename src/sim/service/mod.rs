//! What the service scheduler does with one service: where its next task goes, which one stops when there are too many.
//!
//! Start reading at [`scheduler::next`]; where a task goes is [`place_task`], which one stops [`task_to_stop`].

mod census;
mod change;
mod daemon;
mod deployment;
mod health;
mod life;
mod placement;
mod rebalance;
mod replica;
mod rollout;
mod scale_in;
mod scheduler;
mod update;

use serde::{Deserialize, Serialize};

use crate::ecs::{PlacementConstraint, PlacementStrategy};

use super::capacity::StrategyItem;
use super::load_balancer::Attachment;
use super::{LaunchType, ServiceId, Switch, TaskDefinitionId};

pub use change::{RETRY_STEPS, Retry, ServiceChange};
pub(super) use change::{apply as apply_change, woken};
pub use deployment::{
    CircuitBreaker, Deployment, DeploymentAlarms, DeploymentConfiguration, DeploymentStrategy,
    EarlySuccessCriteria, LaunchFailure, LifecycleStage, RevisionCleanup, RolloutState, StageStep,
};
pub(super) use health::grace_ends;
pub use health::health;
pub(super) use life::{apply, create, delete, set_desired_count};
use placement::place_task_in;
pub use placement::{daemon_hosts, daemon_instances, place_daemon, place_task};
pub use rebalance::can_rebalance;
pub(super) use rollout::alarm;
pub use scale_in::{ScaleIn, task_to_stop};
pub(super) use scheduler::next;
pub(super) use update::{protect, roll_back, update};

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
    /// On what; of a service with a capacity provider strategy that of its providers.
    pub launch_type: LaunchType,
    /// Instead of a launch type; in a request an empty one means the default strategy of the cluster.
    pub capacity_provider_strategy: Option<Vec<StrategyItem>>,
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
    /// How its deployments go.
    pub configuration: DeploymentConfiguration,
    /// The PRIMARY one, then the earlier ones that still have tasks or that it could go back to.
    pub deployments: Vec<Deployment>,
    /// How launches that failed hold it back.
    pub retry: Retry,
    /// `availabilityZoneRebalancing`.
    pub rebalancing: Switch,
    /// Whether it is being rebalanced now.
    pub is_rebalancing: bool,
    /// Whether it has said why it goes neither forth nor back.
    pub has_told_why: bool,
    /// Where its tasks are registered as targets.
    pub load_balancers: Vec<Attachment>,
    /// `healthCheckGracePeriodSeconds`.
    pub health_check_grace_period_seconds: u32,
    /// When its scheduler looks again by itself.
    pub wakes_at_seconds: Option<u64>,
    /// Whether it has said that it is in a steady state.
    pub is_steady: bool,
    /// The count of changes at which it last found no place; it tries again after the next change.
    pub blocked_at: Option<u64>,
}
