//! The larger commands in a link.

use serde::{Deserialize, Serialize};

use super::placement::{
    LinkConstraint, LinkStrategy, constraints_of, strategies_of, to_constraints, to_strategies,
};
use super::strings::{Reader, Writer};
use crate::sim::service::{SchedulingStrategy, ServicePlacement};
use crate::sim::{CreateService, LaunchType, RunTask, TaskDefinitionId};

/// The request of RunTask.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkRunTask {
    task_definition: u32,
    count: u32,
    launch_type: LinkLaunchType,
    strategies: Vec<LinkStrategy>,
    constraints: Vec<LinkConstraint>,
    group: Option<u32>,
}

/// The request of CreateService.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkService {
    name: u32,
    task_definition: u32,
    desired_count: u32,
    launch_type: LinkLaunchType,
    scheduling_strategy: LinkSchedulingStrategy,
    strategies: Vec<LinkStrategy>,
    constraints: Vec<LinkConstraint>,
}

/// See [`LaunchType`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkLaunchType {
    /// EC2.
    Ec2,
    /// FARGATE.
    Fargate,
    /// EXTERNAL.
    External,
}

/// See [`SchedulingStrategy`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkSchedulingStrategy {
    /// REPLICA.
    Replica,
    /// DAEMON.
    Daemon,
}

impl LinkRunTask {
    pub(super) fn of(request: &RunTask, strings: &mut Writer) -> Self {
        Self {
            task_definition: request.task_definition.0,
            count: request.count,
            launch_type: request.launch_type.into(),
            strategies: strategies_of(&request.placement_strategy, strings),
            constraints: constraints_of(&request.placement_constraints, strings),
            group: request.group.as_deref().map(|it| strings.number(it)),
        }
    }

    pub(super) fn to_run_task(&self, strings: &Reader<'_>) -> Result<RunTask, String> {
        Ok(RunTask {
            task_definition: TaskDefinitionId(self.task_definition),
            count: self.count,
            launch_type: self.launch_type.into(),
            placement_strategy: to_strategies(&self.strategies, strings)?,
            placement_constraints: to_constraints(&self.constraints, strings)?,
            group: self.group.map(|it| strings.text(it)).transpose()?,
            capacity_provider_strategy: None,
        })
    }
}

impl LinkService {
    /// Whether nothing is asked for but what stands in a link.
    pub(super) fn says_all(request: &CreateService) -> bool {
        request.placement.capacity_provider_strategy.is_none()
            && *request == CreateService::new(request.placement.clone(), request.desired_count)
    }

    pub(super) fn of(request: &CreateService, strings: &mut Writer) -> Self {
        let placement = &request.placement;
        Self {
            name: strings.number(&placement.service_name),
            task_definition: placement.task_definition.0,
            desired_count: request.desired_count,
            launch_type: placement.launch_type.into(),
            scheduling_strategy: match placement.scheduling_strategy {
                SchedulingStrategy::Replica => LinkSchedulingStrategy::Replica,
                SchedulingStrategy::Daemon => LinkSchedulingStrategy::Daemon,
            },
            strategies: strategies_of(&placement.placement_strategy, strings),
            constraints: constraints_of(&placement.placement_constraints, strings),
        }
    }

    pub(super) fn to_create_service(&self, strings: &Reader<'_>) -> Result<CreateService, String> {
        let placement = ServicePlacement {
            service_name: strings.text(self.name)?,
            task_definition: TaskDefinitionId(self.task_definition),
            launch_type: self.launch_type.into(),
            scheduling_strategy: match self.scheduling_strategy {
                LinkSchedulingStrategy::Replica => SchedulingStrategy::Replica,
                LinkSchedulingStrategy::Daemon => SchedulingStrategy::Daemon,
            },
            placement_strategy: to_strategies(&self.strategies, strings)?,
            placement_constraints: to_constraints(&self.constraints, strings)?,
            capacity_provider_strategy: None,
        };
        Ok(CreateService::new(placement, self.desired_count))
    }
}

impl From<LaunchType> for LinkLaunchType {
    fn from(launch_type: LaunchType) -> Self {
        match launch_type {
            LaunchType::Ec2 => Self::Ec2,
            LaunchType::Fargate => Self::Fargate,
            LaunchType::External => Self::External,
        }
    }
}

impl From<LinkLaunchType> for LaunchType {
    fn from(launch_type: LinkLaunchType) -> Self {
        match launch_type {
            LinkLaunchType::Ec2 => Self::Ec2,
            LinkLaunchType::Fargate => Self::Fargate,
            LinkLaunchType::External => Self::External,
        }
    }
}
