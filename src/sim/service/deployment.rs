//! The deployments of a service as data: which revision it is bringing in, how far it is, how it may go about it.

use serde::{Deserialize, Serialize};

use super::ServicePlacement;
use crate::sim::arithmetic::{RollingUpdateBounds, ThresholdType, circuit_breaker_threshold};
use crate::sim::capacity::StrategyItem;
use crate::sim::{DeploymentId, LaunchType, Switch, TaskDefinitionId};

/// How deployments go (`deploymentConfiguration`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeploymentConfiguration {
    /// Of the desired count, rounded up: stays healthy.
    pub minimum_healthy_percent: u32,
    /// Of the desired count, rounded down: may be RUNNING or PENDING.
    pub maximum_percent: u32,
    /// Off when absent.
    pub circuit_breaker: Option<CircuitBreaker>,
    /// How a new revision takes over.
    pub strategy: DeploymentStrategy,
    /// Off when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alarms: Option<DeploymentAlarms>,
    /// Off when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early_success: Option<EarlySuccessCriteria>,
}

/// `alarms`, switched on: a `CloudWatch` alarm that goes off while a deployment is under way makes it fail.
// Simplification: which alarms a service has is not kept, nor the bake time that they add to a rolling update.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeploymentAlarms {
    /// Whether a deployment that failed goes back to the last one that completed.
    pub rollback: Switch,
}

/// `earlySuccessCriteria` of a rolling update, switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EarlySuccessCriteria {
    /// Of the desired count, minimumHealthyPercent to 100: so many healthy tasks of the new revision are enough.
    pub healthy_percent: u32,
    /// `sourceServiceRevisionCleanup`.
    pub cleanup: RevisionCleanup,
}

/// When the tasks of the revision before go.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RevisionCleanup {
    /// `BLOCKING`: before the deployment completes.
    Blocking,
    /// `DEFERRED`: after it has.
    Deferred,
}

impl EarlySuccessCriteria {
    /// Healthy tasks of the new revision that are enough. AWS does not document the rounding; the model rounds up, as for
    /// minimumHealthyPercent.
    pub(super) fn n_enough(self, desired_count: u32) -> u32 {
        RollingUpdateBounds::of(desired_count, self.healthy_percent, 100).min_running
    }
}

impl DeploymentConfiguration {
    /// The defaults of the API for REPLICA.
    pub const REPLICA: Self = Self {
        minimum_healthy_percent: 100,
        maximum_percent: 200,
        circuit_breaker: None,
        strategy: DeploymentStrategy::Rolling,
        alarms: None,
        early_success: None,
    };
    /// The defaults of the API for DAEMON: one may be missing everywhere, none may be twice anywhere.
    pub const DAEMON: Self = Self { minimum_healthy_percent: 0, maximum_percent: 100, ..Self::REPLICA };

    /// Whether a deployment that failed goes back: if either of the two methods says so. The circuit breaker is for
    /// rolling updates only.
    pub(super) fn rolls_back(&self) -> bool {
        let breaker = self.circuit_breaker.filter(|_| self.strategy == DeploymentStrategy::Rolling);
        let rollbacks = [breaker.map(|it| it.rollback), self.alarms.map(|it| it.rollback)];
        rollbacks.contains(&Some(Switch::On))
    }

    /// How far a deployment may go below and above the desired count.
    #[must_use]
    pub fn bounds(&self, desired_count: u32) -> RollingUpdateBounds {
        RollingUpdateBounds::of(desired_count, self.minimum_healthy_percent, self.maximum_percent)
    }
}

/// `deploymentCircuitBreaker`, switched on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CircuitBreaker {
    /// Whether a deployment that failed goes back to the last one that completed.
    pub rollback: Switch,
    /// How the failures that it may have are given.
    pub threshold_type: ThresholdType,
    /// In percent or in tasks.
    pub threshold_value: u32,
    /// Whether a healthy task sets the count of failures to 0.
    pub reset_on_healthy_task: Switch,
}

impl CircuitBreaker {
    /// On, with the defaults of the API.
    #[must_use]
    pub fn with_rollback(rollback: Switch) -> Self {
        let (threshold_type, threshold_value) = (ThresholdType::BoundedPercent, 50);
        Self { rollback, threshold_type, threshold_value, reset_on_healthy_task: Switch::On }
    }

    pub(super) fn threshold(self, desired_count: u32) -> u32 {
        circuit_breaker_threshold(desired_count, self.threshold_type, self.threshold_value)
    }
}

/// `strategy` of a deployment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum DeploymentStrategy {
    /// `ROLLING`: within minimumHealthyPercent and maximumPercent.
    Rolling,
    /// `BLUE_GREEN`: all traffic at once.
    BlueGreen {
        /// `bakeTimeInMinutes`.
        bake_minutes: u32,
    },
    /// `LINEAR`: equal steps.
    Linear {
        /// `stepPercent` in tenths of a percent, 30 to 1000.
        step_permille: u32,
        /// `stepBakeTimeInMinutes`, 0 to 1440.
        step_bake_minutes: u32,
        /// `bakeTimeInMinutes`.
        bake_minutes: u32,
    },
    /// `CANARY`: a little first, then the rest.
    Canary {
        /// `canaryPercent` in tenths of a percent, 1 to 1000.
        canary_permille: u32,
        /// `canaryBakeTimeInMinutes`, 0 to 1440.
        canary_bake_minutes: u32,
        /// `bakeTimeInMinutes`.
        bake_minutes: u32,
    },
}

impl DeploymentStrategy {
    /// Whether its steps and times are within the limits of the API.
    pub(super) fn is_possible(self) -> bool {
        match self {
            Self::Rolling => true,
            Self::BlueGreen { bake_minutes } => bake_minutes <= MAX_BAKE_MINUTES,
            Self::Linear { step_permille, step_bake_minutes, bake_minutes } => {
                (30..=1_000).contains(&step_permille)
                    && step_bake_minutes.max(bake_minutes) <= MAX_BAKE_MINUTES
            }
            Self::Canary { canary_permille, canary_bake_minutes, bake_minutes } => {
                (1..=1_000).contains(&canary_permille)
                    && canary_bake_minutes.max(bake_minutes) <= MAX_BAKE_MINUTES
            }
        }
    }
}

/// A day.
const MAX_BAKE_MINUTES: u32 = 1_440;

/// How far a deployment that shifts traffic is, in the words of the API (`lifecycleStage`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LifecycleStage {
    /// What is there is looked at.
    ReconcileService,
    /// Before the new revision starts.
    PreScaleUp,
    /// The new revision starts, in full.
    ScaleUp,
    /// It runs.
    PostScaleUp,
    /// Test traffic goes over.
    TestTrafficShift,
    /// Test traffic has gone over.
    PostTestTrafficShift,
    /// Production traffic goes over.
    ProductionTrafficShift,
    /// Production traffic has gone over.
    PostProductionTrafficShift,
    /// Both revisions run, in case.
    BakeTime,
    /// The old revision stops.
    CleanUp,
}

/// `rolloutState`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RolloutState {
    /// On its way.
    InProgress,
    /// All is as wanted.
    Completed,
    /// Given up: it launches nothing more.
    Failed,
}

/// One deployment. The first of a service is its PRIMARY one, the others are ACTIVE as long as they have tasks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Deployment {
    /// The number in `ecs-svc/…`.
    pub id: DeploymentId,
    /// What it runs.
    pub task_definition: TaskDefinitionId,
    /// On what; with a capacity provider strategy that of its providers.
    pub launch_type: LaunchType,
    /// Instead of a launch type.
    pub capacity_provider_strategy: Option<Vec<StrategyItem>>,
    /// When it began, in simulated seconds.
    pub created_at_seconds: u64,
    /// How far it is.
    pub rollout_state: RolloutState,
    /// Whether it came back after another one failed.
    pub is_rollback: bool,
    /// `failedTasks`: never reset.
    pub failed_tasks: u32,
    /// Failures that the circuit breaker counts.
    pub n_failures: u32,
    /// The stage, when it shifts traffic.
    pub stage: LifecycleStage,
    /// The share of production traffic in tenths of a percent, when it shifts traffic; the rest goes to the one before.
    pub traffic_permille: Option<u32>,
    /// When the present stage or step ends.
    pub stage_ends_at_seconds: Option<u64>,
    /// Whether its tasks are registered with the alternate target groups.
    pub is_alternate: bool,
    /// Whether an alarm made it fail.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub has_alarm: bool,
}

impl Deployment {
    pub(super) fn new(id: DeploymentId, placement: &ServicePlacement, now: u64) -> Self {
        Self {
            id,
            task_definition: placement.task_definition,
            launch_type: placement.launch_type,
            capacity_provider_strategy: placement.capacity_provider_strategy.clone(),
            created_at_seconds: now,
            rollout_state: RolloutState::InProgress,
            is_rollback: false,
            failed_tasks: 0,
            n_failures: 0,
            stage: LifecycleStage::ReconcileService,
            traffic_permille: None,
            stage_ends_at_seconds: None,
            is_alternate: false,
            has_alarm: false,
        }
    }
}

/// A step of a deployment that shifts traffic.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StageStep {
    /// Comes into this stage.
    pub stage: LifecycleStage,
    /// The share of production traffic then, in tenths of a percent.
    pub traffic_permille: u32,
    /// When it ends; as soon as its work is done when absent.
    pub ends_at_seconds: Option<u64>,
}

/// Why a launch counts as failed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LaunchFailure {
    /// The task never came to run: the next one waits longer.
    NeverRan,
    /// It ran and its health check failed.
    HealthCheck,
}
