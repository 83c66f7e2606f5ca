//! What a learner can order.

use serde::{Deserialize, Serialize};

use crate::ecs::{PlacementConstraint, PlacementStrategy, TaskDefinition};
use crate::sorted::SortedMap;

use super::capacity::{CapacityOrder, StrategyItem};
use super::life::{Application, ContainerBehavior, HealthStatus};
use super::load_balancer::{Attachment, LoadBalancerOrder};
use super::network::NetworkChange;
use super::roles::RoleCommand;
use super::scaling::ScalingOrder;
use super::service::{DeploymentConfiguration, SchedulingStrategy, ServicePlacement};
use super::volume::VolumeOrder;
use super::{
    ContainerInstanceId, ContainerInstanceStatus, LaunchType, ServiceId, Switch, TaskDefinitionId, TaskId,
    Zone,
};

/// An order. Whether it can be carried out is for [`super::decide`] to say.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Command {
    /// Register a task definition (already checked by `ecs`).
    RegisterTaskDefinition(Box<TaskDefinition>),
    /// The `DeregisterTaskDefinition` API: INACTIVE from now on.
    DeregisterTaskDefinition(TaskDefinitionId),
    /// EC2 instances of this type join the cluster in this zone.
    AddContainerInstance {
        /// A name of the instance type table.
        instance_type: String,
        /// Where.
        zone: Zone,
        /// 1 to 10.
        count: u32,
    },
    /// An instance with these registered resources joins: a teaching board, an instance seen elsewhere, or an external one.
    RegisterContainerInstance(Box<Registration>),
    /// Deregister an instance by force; its tasks stop.
    RemoveContainerInstance(ContainerInstanceId),
    /// The UpdateContainerInstancesState API: ACTIVE or DRAINING.
    SetContainerInstanceStatus(ContainerInstanceId, ContainerInstanceStatus),
    /// The agent of an instance loses touch with ECS, or finds it again.
    SetAgent(ContainerInstanceId, Switch),
    /// The PutAttributes API.
    PutAttribute {
        /// Whose.
        container_instance: ContainerInstanceId,
        /// 1 to 128 characters.
        name: String,
        /// Up to 128 characters.
        value: String,
    },
    /// The DeleteAttributes API; built-in attributes stay.
    DeleteAttribute {
        /// Whose.
        container_instance: ContainerInstanceId,
        /// Its name.
        name: String,
    },
    /// The account setting `awsvpcTrunking`.
    SetAwsvpcTrunking(Switch),
    /// A zone goes down (off) or comes back (on).
    SetZone(Zone, Switch),
    /// The RunTask API.
    RunTask(RunTask),
    /// The StartTask API: the caller names the instances.
    StartTask(StartTask),
    /// The CreateService API.
    CreateService(Box<CreateService>),
    /// The UpdateService API: another desired count.
    SetDesiredCount(ServiceId, u32),
    /// The UpdateService API.
    UpdateService(Box<UpdateService>),
    /// The `StopServiceDeployment` API with ROLLBACK.
    RollBackService(ServiceId),
    /// The `UpdateTaskProtection` API.
    SetTaskProtection {
        /// Whose.
        task: TaskId,
        /// `expiresInMinutes`, 1 to 2880; 120 when absent.
        minutes: Option<u32>,
        /// Whether scale-in and deployments leave it alone.
        protection: Switch,
    },
    /// The DeleteService API, by force: its tasks stop.
    DeleteService(ServiceId),
    /// The StopTask API.
    StopTask(TaskId),
    /// From now on the images of a task definition can be pulled (on) or not (off).
    SetImagePull(TaskDefinitionId, Switch),
    /// From now on a container of a task definition behaves so.
    SetContainerBehavior {
        /// Whose.
        task_definition: TaskDefinitionId,
        /// Its place in the definition.
        container: u32,
        /// For tasks that start from now on.
        behavior: ContainerBehavior,
    },
    /// A container of a task ends by itself.
    ExitContainer {
        /// Whose.
        task: TaskId,
        /// Its place in the definition.
        container: u32,
        /// Its exit code.
        code: u8,
    },
    /// The kernel kills a container because it uses more memory than it may.
    KillContainerForMemory {
        /// Whose.
        task: TaskId,
        /// Its place in the definition.
        container: u32,
    },
    /// The health check of a container finds this from now on.
    SetContainerHealth {
        /// Whose.
        task: TaskId,
        /// Its place in the definition.
        container: u32,
        /// What it finds.
        health: HealthStatus,
    },
    /// From now on time passes, by [`Command::Advance`].
    StartClock,
    /// So many simulated seconds pass.
    Advance(u64),
    /// Decide the following ties by another seed.
    SetSeed(u64),
    /// Routes, endpoints and security groups of the VPC.
    ChangeNetwork(NetworkChange),
    /// The `StopInstances` (off) and `StartInstances` (on) APIs of EC2: a stopped instance stays registered.
    SetInstance(ContainerInstanceId, Switch),
    /// The `TerminateInstances` API of EC2: the instance leaves the cluster.
    TerminateInstance(ContainerInstanceId),
    /// What has to do with roles and policies.
    OfRoles(Box<RoleCommand>),
    /// What has to do with volumes and files.
    OfVolumes(Box<VolumeOrder>),
    /// Load balancers, listeners, target groups, and what clients send.
    ChangeLoadBalancing(LoadBalancerOrder),
    /// From now on the application in tasks of a task definition answers so, in those that run too.
    SetApplication(TaskDefinitionId, Application),
    /// What has to do with capacity providers and Spot.
    Capacity(CapacityOrder),
    /// What has to do with service auto scaling.
    Scaling(ScalingOrder),
    /// A `CloudWatch` alarm that the deployments of a service use goes into ALARM.
    SetOffAlarm(ServiceId),
}

impl Command {
    /// Whether it is an order to have tasks started, or the one that such orders need first.
    #[must_use]
    pub fn launches(&self) -> bool {
        matches!(
            self,
            Self::RegisterTaskDefinition(_)
                | Self::RunTask(_)
                | Self::StartTask(_)
                | Self::CreateService(_)
                | Self::UpdateService(_)
        )
    }

    /// Whether it has to do with services, time, networks, roles, volumes or capacity providers, which [`super::still`] does not know.
    #[must_use]
    pub fn moves(&self) -> bool {
        if let Self::RunTask(request) = self {
            return request.capacity_provider_strategy.is_some();
        }
        matches!(
            self,
            Self::CreateService(_)
                | Self::SetDesiredCount(..)
                | Self::UpdateService(_)
                | Self::RollBackService(_)
                | Self::SetTaskProtection { .. }
                | Self::DeleteService(_)
                | Self::SetImagePull(..)
                | Self::SetContainerBehavior { .. }
                | Self::ExitContainer { .. }
                | Self::KillContainerForMemory { .. }
                | Self::SetContainerHealth { .. }
                | Self::StartClock
                | Self::Advance(_)
                | Self::ChangeNetwork(_)
                | Self::OfRoles(_)
                | Self::OfVolumes(_)
                | Self::ChangeLoadBalancing(_)
                | Self::SetApplication(..)
                | Self::Capacity(_)
                | Self::Scaling(_)
                | Self::SetOffAlarm(_)
        )
    }
}

/// What an agent tells the cluster about its instance.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Registration {
    /// A name for the type, which need not be in the table.
    pub instance_type: String,
    /// Where; of no account for an external instance.
    pub zone: Zone,
    /// Registered CPU units.
    pub cpu_units: u32,
    /// Registered memory in MiB.
    pub memory_mib: u32,
    /// `awsvpc` tasks that its network interfaces allow; of no account for an external instance.
    pub eni_limit: u32,
    /// Whole GPUs.
    pub gpus: u32,
    /// Custom attributes and capabilities; the built-in ones are added. With [`EXTERNAL`](super::EXTERNAL) it is external.
    pub attributes: SortedMap<String, String>,
}

/// The request of the RunTask API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunTask {
    /// What to run.
    pub task_definition: TaskDefinitionId,
    /// 1 to 10, as in the API.
    pub count: u32,
    /// On what, when there is no capacity provider strategy.
    pub launch_type: LaunchType,
    /// Instead of a launch type; an empty one means the default strategy of the cluster.
    pub capacity_provider_strategy: Option<Vec<StrategyItem>>,
    /// In order, at most five; empty means random.
    pub placement_strategy: Vec<PlacementStrategy>,
    /// All must hold, at most ten.
    pub placement_constraints: Vec<PlacementConstraint>,
    /// `family:NAME` when absent.
    pub group: Option<String>,
}

/// The request of the CreateService API.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CreateService {
    /// What decides where its tasks go.
    pub placement: ServicePlacement,
    /// How many tasks a REPLICA service keeps; a DAEMON service takes none.
    pub desired_count: u32,
    /// How its deployments go.
    pub deployment_configuration: DeploymentConfiguration,
    /// On where it is possible when absent.
    pub availability_zone_rebalancing: Option<Switch>,
    /// At most five target groups that its tasks are registered with.
    pub load_balancers: Vec<Attachment>,
    /// `healthCheckGracePeriodSeconds`: so long after a task has started its failed health checks do not count.
    pub health_check_grace_period_seconds: u32,
}

impl CreateService {
    /// With the defaults of the API.
    #[must_use]
    pub fn new(placement: ServicePlacement, desired_count: u32) -> Self {
        let deployment_configuration = match placement.scheduling_strategy {
            SchedulingStrategy::Replica => DeploymentConfiguration::REPLICA,
            SchedulingStrategy::Daemon => DeploymentConfiguration::DAEMON,
        };
        Self {
            placement,
            desired_count,
            deployment_configuration,
            availability_zone_rebalancing: None,
            load_balancers: vec![],
            health_check_grace_period_seconds: 0,
        }
    }
}

/// The request of the UpdateService API: what is absent stays as it is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct UpdateService {
    /// Which.
    pub service: ServiceId,
    /// How many tasks a REPLICA service keeps.
    pub desired_count: Option<u32>,
    /// Another revision: a new deployment.
    pub task_definition: Option<TaskDefinitionId>,
    /// A new deployment though nothing changes.
    pub force_new_deployment: Switch,
    /// Other capacity providers, with `forceNewDeployment` only; an empty one goes back to the launch type.
    pub capacity_provider_strategy: Option<Vec<StrategyItem>>,
    /// How deployments go.
    pub deployment_configuration: Option<DeploymentConfiguration>,
    /// In order, at most five.
    pub placement_strategy: Option<Vec<PlacementStrategy>>,
    /// All must hold, at most ten.
    pub placement_constraints: Option<Vec<PlacementConstraint>>,
    /// Whether tasks move to keep the zones even.
    pub availability_zone_rebalancing: Option<Switch>,
    /// Other target groups: a new deployment.
    pub load_balancers: Option<Vec<Attachment>>,
    /// In seconds.
    pub health_check_grace_period_seconds: Option<u32>,
}

impl UpdateService {
    /// That changes nothing yet.
    #[must_use]
    pub fn of(service: ServiceId) -> Self {
        Self {
            service,
            desired_count: None,
            task_definition: None,
            force_new_deployment: Switch::Off,
            capacity_provider_strategy: None,
            deployment_configuration: None,
            placement_strategy: None,
            placement_constraints: None,
            availability_zone_rebalancing: None,
            load_balancers: None,
            health_check_grace_period_seconds: None,
        }
    }
}

/// The request of the StartTask API: one task on each instance named.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartTask {
    /// What to run.
    pub task_definition: TaskDefinitionId,
    /// 1 to 10.
    pub container_instances: Vec<ContainerInstanceId>,
    /// `family:NAME` when absent.
    pub group: Option<String>,
}
