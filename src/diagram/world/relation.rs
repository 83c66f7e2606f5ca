//! Lines between tasks and what is around them: who keeps them running, who sends them requests, which roles they have,
//! which file systems they mount.

use super::super::{EdgeKind, text};
use super::standing::{Call, Standing};
use super::{file_system_id, id, name_of_role, role_id};
use crate::ecs::{Compatibility, TaskDefinition};
use crate::sim::capacity::CapacityProvider;
use crate::sim::service::Service;
use crate::sim::{DesiredStatus, LaunchType, ServiceId, TargetGroupId, Task, TaskDefinitionStatus, World};

/// A line that tasks of one kind of host may have, to or from one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// A service without a load balancer.
    Service(ServiceId),
    /// A target group in which tasks are registered.
    TargetGroup(TargetGroupId),
    /// The task role, by ARN.
    TaskRole(String),
    /// The task execution role, by ARN.
    ExecutionRole(String),
    /// An Amazon EFS file system.
    FileSystem(String),
}

/// All lines that a task may have, on a container instance or on Fargate. They do not depend on the tasks that there are.
pub fn relations(world: &World, is_fargate: bool) -> Vec<Relation> {
    let mut all = Vec::new();
    let mut add = |relation| {
        if !all.contains(&relation) {
            all.push(relation);
        }
    };
    for service in world.services.values().filter(|it| may_run_on(it, is_fargate)) {
        if service.load_balancers.is_empty() {
            add(Relation::Service(service.id));
        }
        for attachment in &service.load_balancers {
            add(Relation::TargetGroup(attachment.target_group));
            attachment.alternate.into_iter().for_each(|it| add(Relation::TargetGroup(it)));
        }
    }
    let known = world.task_definitions.iter().filter(|it| it.status == TaskDefinitionStatus::Active);
    for definition in known.map(|it| &it.task_definition) {
        let asked = &definition.requires_compatibilities;
        let wanted = if is_fargate { Compatibility::Fargate } else { Compatibility::Ec2 };
        if !(asked.contains(&wanted) || asked.is_empty() && !is_fargate) {
            continue;
        }
        of_definition(world, definition).into_iter().for_each(&mut add);
    }
    all
}

fn may_run_on(service: &Service, is_fargate: bool) -> bool {
    match &service.placement.capacity_provider_strategy {
        None => (service.placement.launch_type == LaunchType::Fargate) == is_fargate,
        Some(strategy) => strategy.iter().any(|it| {
            matches!(it.capacity_provider, CapacityProvider::Fargate | CapacityProvider::FargateSpot)
                == is_fargate
        }),
    }
}

/// The roles of a task definition, where roles matter, and those of its file systems that there are.
fn of_definition(world: &World, definition: &TaskDefinition) -> Vec<Relation> {
    let mut all = Vec::new();
    if world.roles.is_some() {
        all.extend(definition.task_role_arn.clone().map(Relation::TaskRole));
        all.extend(definition.execution_role_arn.clone().map(Relation::ExecutionRole));
    }
    if let Some(storage) = &world.storage {
        let mounted = definition.volumes.iter().filter_map(|it| it.efs_volume_configuration.as_ref());
        let known = mounted.filter(|it| storage.file_systems.contains_key(&it.file_system_id));
        all.extend(known.map(|it| Relation::FileSystem(it.file_system_id.clone())));
    }
    all
}

impl Relation {
    /// The id of the thing at the other end.
    pub fn peer(&self) -> String {
        match self {
            Self::Service(it) => id("service", it.0),
            Self::TargetGroup(it) => id("target-group", it.0),
            Self::TaskRole(arn) | Self::ExecutionRole(arn) => role_id(arn),
            Self::FileSystem(it) => file_system_id(it),
        }
    }

    /// Whether the line leads to the task, not from it.
    pub const fn leads_to_task(&self) -> bool {
        matches!(self, Self::Service(_) | Self::TargetGroup(_))
    }

    /// What it carries.
    pub const fn kind(&self) -> EdgeKind {
        match self {
            Self::Service(_) => EdgeKind::Control,
            Self::TargetGroup(_) => EdgeKind::Traffic,
            Self::TaskRole(_) | Self::ExecutionRole(_) => EdgeKind::Credentials,
            Self::FileSystem(_) => EdgeKind::Data,
        }
    }

    /// What it says.
    pub const fn meaning(&self) -> &'static str {
        match self {
            Self::Service(_) => text::KEEPS_RUNNING,
            Self::TargetGroup(_) => text::FORWARDS,
            Self::TaskRole(_) => text::HAS_TASK_ROLE,
            Self::ExecutionRole(_) => text::STARTS_WITH,
            Self::FileSystem(_) => text::MOUNTS,
        }
    }

    /// How the line of a task stands; none when the task has no such line.
    pub fn standing(&self, world: &World, calls: &[Call], task: &Task) -> Option<Standing> {
        let definition = || Some(&world.task_definition(task.task_definition)?.task_definition);
        let is_wanted = task.desired_status == DesiredStatus::Running;
        match self {
            Self::Service(id) => {
                let service = world.services.get(id)?;
                (is_wanted && task.group == service.placement.group()).then(|| Standing::of_service(task))
            }
            Self::TargetGroup(id) => Standing::of_target(world, world.target_group(*id)?, task),
            Self::TaskRole(_) | Self::ExecutionRole(_) | Self::FileSystem(_) => {
                let is_named = of_definition(world, definition()?).contains(self);
                is_named.then(|| self.standing_of_named(world, calls, task))
            }
        }
    }

    fn standing_of_named(&self, world: &World, calls: &[Call], task: &Task) -> Standing {
        let (standing, arn) = match self {
            Self::TaskRole(arn) => (Standing::of_task_role(calls, task, name_of_role(arn)), arn),
            Self::ExecutionRole(arn) => (Standing::of_execution_role(world, task, name_of_role(arn)), arn),
            Self::FileSystem(id) => return Standing::of_file_system(world, task, id),
            Self::Service(_) | Self::TargetGroup(_) => return Standing::normal(),
        };
        let is_there = world.roles.as_ref().is_some_and(|it| it.roles.contains_key(arn));
        if is_there { standing } else { standing.of_what_is_missing() }
    }
}
