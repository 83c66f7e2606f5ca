//! How deployments go, and changes of a service, as they are stored.

use serde::{Deserialize, Serialize};

use super::capacity::{SavedStrategyItem, saved_strategy, to_strategy};
use super::load_balancer::SavedAttachment;
use super::placement::{SavedConstraint, SavedStrategy};
use super::switch::SavedSwitch;
use crate::sim::arithmetic::ThresholdType;
use crate::sim::service::{
    CircuitBreaker, DeploymentAlarms, DeploymentConfiguration, DeploymentStrategy, EarlySuccessCriteria,
    RevisionCleanup,
};
use crate::sim::{ServiceId, TaskDefinitionId, UpdateService};

/// `deploymentConfiguration`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedDeploymentConfiguration {
    /// Percent.
    pub minimum_healthy_percent: u32,
    /// Percent.
    pub maximum_percent: u32,
    /// Off when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub circuit_breaker: Option<SavedCircuitBreaker>,
    /// `ROLLING` when absent.
    #[serde(default)]
    pub strategy: SavedDeploymentStrategy,
    /// Off when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub alarms: Option<SavedAlarms>,
    /// Off when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub early_success: Option<SavedEarlySuccess>,
}

/// `alarms`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedAlarms {
    /// Whether it goes back.
    pub rollback: SavedSwitch,
}

/// `earlySuccessCriteria`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedEarlySuccess {
    /// Percent.
    pub healthy_percent: u32,
    /// When the tasks of the revision before go.
    pub cleanup: SavedCleanup,
}

/// `sourceServiceRevisionCleanup`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SavedCleanup {
    /// Before the deployment completes.
    Blocking,
    /// After it has.
    Deferred,
}

/// `deploymentCircuitBreaker`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedCircuitBreaker {
    /// Whether it goes back.
    pub rollback: SavedSwitch,
    /// In which way the threshold is given.
    pub threshold_type: SavedThreshold,
    /// The threshold.
    pub threshold_value: u32,
    /// Whether a healthy task resets the count.
    pub reset_on_healthy_task: SavedSwitch,
}

/// The ways to give a threshold.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SavedThreshold {
    /// A share, at least 3 and at most 200.
    BoundedPercent,
    /// A share.
    UnboundedPercent,
    /// Tasks.
    Count,
}

/// How a new revision takes over; shares of traffic in tenths of a percent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE", rename_all_fields = "camelCase")]
pub enum SavedDeploymentStrategy {
    /// Within the bounds.
    #[default]
    Rolling,
    /// All at once.
    BlueGreen {
        /// Minutes.
        bake_minutes: u32,
    },
    /// Equal steps.
    Linear {
        /// Tenths of a percent.
        step_permille: u32,
        /// Minutes.
        step_bake_minutes: u32,
        /// Minutes.
        bake_minutes: u32,
    },
    /// A little first.
    Canary {
        /// Tenths of a percent.
        canary_permille: u32,
        /// Minutes.
        canary_bake_minutes: u32,
        /// Minutes.
        bake_minutes: u32,
    },
}

impl SavedDeploymentConfiguration {
    pub(super) fn of(configuration: DeploymentConfiguration) -> Self {
        Self {
            minimum_healthy_percent: configuration.minimum_healthy_percent,
            maximum_percent: configuration.maximum_percent,
            circuit_breaker: configuration.circuit_breaker.map(|it| SavedCircuitBreaker {
                rollback: it.rollback.into(),
                threshold_type: match it.threshold_type {
                    ThresholdType::BoundedPercent => SavedThreshold::BoundedPercent,
                    ThresholdType::UnboundedPercent => SavedThreshold::UnboundedPercent,
                    ThresholdType::Count => SavedThreshold::Count,
                },
                threshold_value: it.threshold_value,
                reset_on_healthy_task: it.reset_on_healthy_task.into(),
            }),
            strategy: match configuration.strategy {
                DeploymentStrategy::Rolling => SavedDeploymentStrategy::Rolling,
                DeploymentStrategy::BlueGreen { bake_minutes } => {
                    SavedDeploymentStrategy::BlueGreen { bake_minutes }
                }
                DeploymentStrategy::Linear { step_permille, step_bake_minutes, bake_minutes } => {
                    SavedDeploymentStrategy::Linear { step_permille, step_bake_minutes, bake_minutes }
                }
                DeploymentStrategy::Canary { canary_permille, canary_bake_minutes, bake_minutes } => {
                    SavedDeploymentStrategy::Canary { canary_permille, canary_bake_minutes, bake_minutes }
                }
            },
            alarms: configuration.alarms.map(|it| SavedAlarms { rollback: it.rollback.into() }),
            early_success: configuration.early_success.map(|it| SavedEarlySuccess {
                healthy_percent: it.healthy_percent,
                cleanup: match it.cleanup {
                    RevisionCleanup::Blocking => SavedCleanup::Blocking,
                    RevisionCleanup::Deferred => SavedCleanup::Deferred,
                },
            }),
        }
    }

    pub(super) fn to_configuration(&self) -> DeploymentConfiguration {
        DeploymentConfiguration {
            minimum_healthy_percent: self.minimum_healthy_percent,
            maximum_percent: self.maximum_percent,
            circuit_breaker: self.circuit_breaker.map(|it| CircuitBreaker {
                rollback: it.rollback.into(),
                threshold_type: match it.threshold_type {
                    SavedThreshold::BoundedPercent => ThresholdType::BoundedPercent,
                    SavedThreshold::UnboundedPercent => ThresholdType::UnboundedPercent,
                    SavedThreshold::Count => ThresholdType::Count,
                },
                threshold_value: it.threshold_value,
                reset_on_healthy_task: it.reset_on_healthy_task.into(),
            }),
            strategy: match self.strategy {
                SavedDeploymentStrategy::Rolling => DeploymentStrategy::Rolling,
                SavedDeploymentStrategy::BlueGreen { bake_minutes } => {
                    DeploymentStrategy::BlueGreen { bake_minutes }
                }
                SavedDeploymentStrategy::Linear { step_permille, step_bake_minutes, bake_minutes } => {
                    DeploymentStrategy::Linear { step_permille, step_bake_minutes, bake_minutes }
                }
                SavedDeploymentStrategy::Canary { canary_permille, canary_bake_minutes, bake_minutes } => {
                    DeploymentStrategy::Canary { canary_permille, canary_bake_minutes, bake_minutes }
                }
            },
            alarms: self.alarms.map(|it| DeploymentAlarms { rollback: it.rollback.into() }),
            early_success: self.early_success.map(|it| EarlySuccessCriteria {
                healthy_percent: it.healthy_percent,
                cleanup: match it.cleanup {
                    SavedCleanup::Blocking => RevisionCleanup::Blocking,
                    SavedCleanup::Deferred => RevisionCleanup::Deferred,
                },
            }),
        }
    }
}

/// The request of UpdateService; what is absent stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedUpdate {
    /// The id of the service.
    pub service: u32,
    /// How many.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub desired_count: Option<u32>,
    /// The id of the task definition.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub task_definition: Option<u32>,
    /// A new deployment in any case.
    #[serde(default)]
    pub force_new_deployment: bool,
    /// Other capacity providers; an empty one goes back to the launch type.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<SavedStrategyItem>>,
    /// How deployments go.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<SavedDeploymentConfiguration>,
    /// In order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placement_strategy: Option<Vec<SavedStrategy>>,
    /// All must hold.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub placement_constraints: Option<Vec<SavedConstraint>>,
    /// On or off.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability_zone_rebalancing: Option<SavedSwitch>,
    /// Where its tasks are registered.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub load_balancers: Option<Vec<SavedAttachment>>,
    /// Seconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub health_check_grace_period: Option<u32>,
}

impl SavedUpdate {
    pub(super) fn of(request: &UpdateService) -> Self {
        let strategies = request.placement_strategy.as_ref();
        let constraints = request.placement_constraints.as_ref();
        let attachments = request.load_balancers.as_ref();
        Self {
            service: request.service.0,
            desired_count: request.desired_count,
            task_definition: request.task_definition.map(|it| it.0),
            force_new_deployment: request.force_new_deployment == crate::sim::Switch::On,
            capacity_provider_strategy: saved_strategy(request.capacity_provider_strategy.as_ref()),
            deployment_configuration: request.deployment_configuration.map(SavedDeploymentConfiguration::of),
            placement_strategy: strategies.map(|all| all.iter().map(SavedStrategy::of).collect()),
            placement_constraints: constraints.map(|all| all.iter().map(SavedConstraint::of).collect()),
            availability_zone_rebalancing: request.availability_zone_rebalancing.map(Into::into),
            load_balancers: attachments.map(|all| all.iter().map(SavedAttachment::of).collect()),
            health_check_grace_period: request.health_check_grace_period_seconds,
        }
    }

    pub(super) fn to_update(&self) -> Result<UpdateService, String> {
        let mut request = UpdateService::of(ServiceId(self.service));
        request.desired_count = self.desired_count;
        request.task_definition = self.task_definition.map(TaskDefinitionId);
        if self.force_new_deployment {
            request.force_new_deployment = crate::sim::Switch::On;
        }
        request.capacity_provider_strategy = to_strategy(self.capacity_provider_strategy.as_ref())?;
        request.deployment_configuration =
            self.deployment_configuration.as_ref().map(SavedDeploymentConfiguration::to_configuration);
        if let Some(all) = &self.placement_strategy {
            let all = all.iter().map(SavedStrategy::to_strategy);
            request.placement_strategy = Some(all.collect::<Result<_, _>>()?);
        }
        if let Some(all) = &self.placement_constraints {
            let all = all.iter().map(SavedConstraint::to_constraint);
            request.placement_constraints = Some(all.collect::<Result<_, _>>()?);
        }
        request.availability_zone_rebalancing = self.availability_zone_rebalancing.map(Into::into);
        let attachments = self.load_balancers.as_ref();
        request.load_balancers =
            attachments.map(|all| all.iter().map(SavedAttachment::to_attachment).collect());
        request.health_check_grace_period_seconds = self.health_check_grace_period;
        Ok(request)
    }
}
