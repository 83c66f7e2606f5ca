//! A service as it is stored.

use serde::{Deserialize, Serialize};

use super::capacity::{SavedStrategyItem, saved_strategy, to_strategy};
use super::deployment::SavedDeploymentConfiguration;
use super::load_balancer::SavedAttachment;
use super::placement::{SavedConstraint, SavedStrategy};
use super::request::{launch_type_name, launch_type_named};
use super::switch::SavedSwitch;
use crate::sim::service::{SchedulingStrategy, ServicePlacement};
use crate::sim::{CreateService, TaskDefinitionId};

/// The request of CreateService.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedService {
    /// Its name.
    pub service_name: String,
    /// The id of the task definition.
    pub task_definition: u32,
    /// How many; 0 for a daemon.
    #[serde(default)]
    pub desired_count: u32,
    /// `EC2` or `FARGATE`.
    pub launch_type: String,
    /// `REPLICA` or `DAEMON`.
    pub scheduling_strategy: String,
    /// In order.
    #[serde(default)]
    pub placement_strategy: Vec<SavedStrategy>,
    /// All must hold.
    #[serde(default)]
    pub placement_constraints: Vec<SavedConstraint>,
    /// The defaults of the API when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub deployment_configuration: Option<SavedDeploymentConfiguration>,
    /// On where it is possible when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub availability_zone_rebalancing: Option<SavedSwitch>,
    /// Where its tasks are registered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub load_balancers: Vec<SavedAttachment>,
    /// Seconds.
    #[serde(default)]
    pub health_check_grace_period: u32,
    /// Instead of the launch type; an empty one is the default of the cluster.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity_provider_strategy: Option<Vec<SavedStrategyItem>>,
}

impl SavedService {
    pub(super) fn of(request: &CreateService) -> Self {
        let placement = &request.placement;
        Self {
            service_name: placement.service_name.clone(),
            task_definition: placement.task_definition.0,
            desired_count: request.desired_count,
            launch_type: launch_type_name(placement.launch_type).to_owned(),
            scheduling_strategy: match placement.scheduling_strategy {
                SchedulingStrategy::Replica => "REPLICA".to_owned(),
                SchedulingStrategy::Daemon => "DAEMON".to_owned(),
            },
            placement_strategy: placement.placement_strategy.iter().map(SavedStrategy::of).collect(),
            placement_constraints: placement.placement_constraints.iter().map(SavedConstraint::of).collect(),
            deployment_configuration: (*request
                != CreateService::new(placement.clone(), request.desired_count))
            .then(|| SavedDeploymentConfiguration::of(request.deployment_configuration)),
            availability_zone_rebalancing: request.availability_zone_rebalancing.map(Into::into),
            load_balancers: request.load_balancers.iter().map(SavedAttachment::of).collect(),
            health_check_grace_period: request.health_check_grace_period_seconds,
            capacity_provider_strategy: saved_strategy(placement.capacity_provider_strategy.as_ref()),
        }
    }

    pub(super) fn to_create_service(&self) -> Result<CreateService, String> {
        let strategies = self.placement_strategy.iter().map(SavedStrategy::to_strategy);
        let constraints = self.placement_constraints.iter().map(SavedConstraint::to_constraint);
        let scheduling_strategy = match self.scheduling_strategy.as_str() {
            "REPLICA" => SchedulingStrategy::Replica,
            "DAEMON" => SchedulingStrategy::Daemon,
            other => {
                return Err(format!("scheduling strategy `{other}` is not known; use REPLICA or DAEMON"));
            }
        };
        let placement = ServicePlacement {
            service_name: self.service_name.clone(),
            task_definition: TaskDefinitionId(self.task_definition),
            launch_type: launch_type_named(&self.launch_type)?,
            capacity_provider_strategy: to_strategy(self.capacity_provider_strategy.as_ref())?,
            scheduling_strategy,
            placement_strategy: strategies.collect::<Result<_, _>>()?,
            placement_constraints: constraints.collect::<Result<_, _>>()?,
        };
        let mut request = CreateService::new(placement, self.desired_count);
        if let Some(saved) = &self.deployment_configuration {
            request.deployment_configuration = saved.to_configuration();
        }
        request.availability_zone_rebalancing = self.availability_zone_rebalancing.map(Into::into);
        request.load_balancers = self.load_balancers.iter().map(SavedAttachment::to_attachment).collect();
        request.health_check_grace_period_seconds = self.health_check_grace_period;
        Ok(request)
    }
}
