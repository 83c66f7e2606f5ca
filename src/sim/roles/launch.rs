//! A launch that is looked at before anybody orders it: what starts, on what, and who has it started.

use super::{Attempt, Denial, judge};
use crate::iam::launch::{Order, TracedCall};
use crate::sim::service::Service;
use crate::sim::{
    DeploymentId, LaunchType, StartedBy, Task, TaskDefinitionId, TaskId, TaskPlace, World, Zone,
};

/// Who has a task started.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Starter {
    /// The caller, with RunTask.
    RunTask,
    /// The caller, with StartTask.
    StartTask,
    /// The scheduler of a service, by its name: the caller made it with CreateService.
    Service(String),
}

impl Starter {
    fn order(&self) -> Order<'_> {
        match self {
            Self::RunTask => Order::RunTask,
            Self::StartTask => Order::StartTask,
            Self::Service(name) => Order::CreateService(name),
        }
    }
}

/// A launch of one task.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Launch {
    /// What is started.
    pub task_definition: TaskDefinitionId,
    /// On what.
    pub launch_type: LaunchType,
    /// By whom.
    pub starter: Starter,
}

impl Launch {
    /// How a task was launched. A standalone one counts as started by RunTask: a task does not keep which order it was.
    #[must_use]
    pub fn of(world: &World, task: &Task) -> Self {
        let launch_type = world.launch_type_of(task.place);
        let service = task.started_by.and_then(|_| task.group.strip_prefix("service:"));
        let starter = service.map_or(Starter::RunTask, |it| Starter::Service(it.to_owned()));
        Self { task_definition: task.task_definition, launch_type, starter }
    }

    /// How a task of this definition usually comes to be on this board: by a service that runs it, else by RunTask.
    #[must_use]
    pub fn usual(world: &World, task_definition: TaskDefinitionId, launch_type: LaunchType) -> Self {
        let mut starters = starters(world, task_definition, launch_type).into_iter();
        let starter = starters.find(|it| matches!(it, Starter::Service(_))).unwrap_or(Starter::RunTask);
        Self { task_definition, launch_type, starter }
    }

    /// Every call of the launch, up to the first whose refusal ends it, as the roles are in this world. None when no roles
    /// are checked, or the task definition is not known.
    #[must_use]
    pub fn trace(&self, world: &World) -> Option<Vec<TracedCall>> {
        judge::launch_trace(world, &self.task(world), self.starter.order())
    }

    /// Why ECS does not even launch it: it cannot make the network interface, or may not assume a role. None when it can.
    #[must_use]
    pub fn denial(&self, world: &World) -> Option<Box<Denial>> {
        super::denial(world, Attempt::Launch(&self.task(world)))
    }

    /// The task that would be launched now.
    fn task(&self, world: &World) -> Task {
        let mut instances = world.container_instances.values();
        let instance = instances.find(|it| it.launch_type() == self.launch_type);
        let place = match (self.launch_type, instance) {
            (LaunchType::Fargate, _) => TaskPlace::Fargate(Zone(0)),
            (LaunchType::Ec2 | LaunchType::External, Some(it)) => TaskPlace::ContainerInstance(it.id),
            (LaunchType::Ec2 | LaunchType::External, None) => TaskPlace::AwaitsCapacity,
        };
        let id = TaskId(world.next_task);
        let Starter::Service(name) = &self.starter else {
            return Task::new(id, self.task_definition, 1, String::new(), place);
        };
        let group = format!("service:{name}");
        let service = world.services.values().find(|it| it.placement.service_name == *name);
        let by = service.map(|it| StartedBy { service: it.id, deployment: self.deployment(it) });
        Task { started_by: by, ..Task::new(id, self.task_definition, 1, group, place) }
    }

    fn deployment(&self, service: &Service) -> DeploymentId {
        let own = service.deployments.iter().find(|it| it.task_definition == self.task_definition);
        own.or(service.deployments.first()).map_or(DeploymentId(0), |it| it.id)
    }
}

/// Who could have such a task started: the orders of the caller, and the services that have it in a deployment.
#[must_use]
pub fn starters(world: &World, id: TaskDefinitionId, launch_type: LaunchType) -> Vec<Starter> {
    let start_task = (launch_type != LaunchType::Fargate).then_some(Starter::StartTask);
    let launches = |it: &&Service| {
        it.deployments.iter().any(|it| (it.task_definition, it.launch_type) == (id, launch_type))
    };
    let services = world.services.values().filter(launches);
    let services = services.map(|it| Starter::Service(it.placement.service_name.clone()));
    [Starter::RunTask].into_iter().chain(start_task).chain(services).collect()
}

/// Every call of a task's launch, as [`Launch::trace`] tells it.
#[must_use]
pub fn launch_trace(world: &World, task: &Task) -> Option<Vec<TracedCall>> {
    judge::launch_trace(world, task, Launch::of(world, task).starter.order())
}
