//! Everything that is true at one moment of the simulation.

use std::collections::BTreeMap;
use std::ops::Deref;

use serde::{Deserialize, Serialize};

use super::Refusal;
use super::Shared;
use super::capacity::{CapacityProvider, ClusterCapacity, GroupProviderId};
use super::clock::Queue;
use super::life::{Behavior, Life, StoppedTask};
use super::load_balancer::{LoadBalancer, TargetGroup};
use super::network::Network;
use super::roles::Roles;
use super::scaling::ScalableTargets;
use super::service::Service;
use super::volume::Storage;
use crate::ecs::{Attribute, Demand, HostPort, TaskDefinition};
use crate::sorted::{SortedMap, SortedSet};

macro_rules! id {
    ($(#[$meta:meta])* $name:ident) => {
        $(#[$meta])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
        pub struct $name(pub u32);
    };
}
id!(/// A container instance; never reused in one scenario.
    ContainerInstanceId);
id!(/// A task; never reused in one scenario.
    TaskId);
id!(/// A service; never reused in one scenario.
    ServiceId);
id!(/// A deployment of a service: the number in `ecs-svc/…`; never reused in one scenario.
    DeploymentId);
id!(/// A load balancer; never reused in one scenario.
    LoadBalancerId);
id!(/// A target group; never reused in one scenario.
    TargetGroupId);
id!(/// A registered task definition, in order of registration.
    TaskDefinitionId);

/// Where tasks run (`launchType`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum LaunchType {
    /// The learner's own EC2 instances.
    Ec2,
    /// AWS Fargate.
    Fargate,
    /// Servers of one's own (Amazon ECS Anywhere).
    External,
}

/// What a simulation starts from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scenario {
    /// Decides every tie that AWS leaves open.
    pub seed: u64,
    /// Availability Zones, such as `us-east-1a`.
    pub zones: Vec<String>,
}

/// An index into [`World::zones`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Zone(pub u8);

/// The state of the whole simulation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct World {
    /// Decides every tie that AWS leaves open.
    pub seed: u64,
    /// Simulated seconds since the start.
    pub clock_seconds: u64,
    /// Whether time passes: on a board that stands still everything happens at once.
    pub clock: Switch,
    /// What is to happen later.
    pub queue: Queue,
    /// Placement decisions taken so far; with the seed it makes the next draw.
    pub n_decisions: u64,
    /// Availability Zone names, indexed by [`Zone`].
    pub zones: Vec<String>,
    /// In order of registration, indexed by [`TaskDefinitionId`].
    pub task_definitions: Vec<RegisteredTaskDefinition>,
    /// By id, so in order of joining.
    pub container_instances: SortedMap<ContainerInstanceId, Shared<ContainerInstance>>,
    /// By id, so in order of creation; those that have stopped are no longer here.
    pub tasks: BTreeMap<TaskId, Shared<Task>>,
    /// In order of their end; forgotten after an hour. Empty on a board that stands still.
    pub stopped_tasks: Vec<StoppedTask>,
    /// Container instances that ever joined, by zone: the next name counts on.
    pub n_joined_by_zone: Vec<u32>,
    /// External instances that ever joined, in this order: their names count on, and what ran on one stays EXTERNAL.
    pub external_instances: Vec<ContainerInstanceId>,
    /// The id of the next container instance.
    pub next_container_instance: u32,
    /// The id of the next task.
    pub next_task: u32,
    /// By id, so in order of creation.
    pub services: SortedMap<ServiceId, Service>,
    /// The id of the next service.
    pub next_service: u32,
    /// The id of the next deployment.
    pub next_deployment: u32,
    /// Changes that could make room for a task, counted: a service that found no place waits for the next one.
    pub n_changes: u64,
    /// Zones that are down.
    pub lost_zones: SortedSet<Zone>,
    /// EC2 instances that are stopped: registered, but their agents are out of touch.
    pub stopped_instances: SortedSet<ContainerInstanceId>,
    /// Zones of the subnets that the `awsvpc` tasks of a group may use; of any other group: every zone has one.
    pub subnet_zones: SortedMap<String, SortedSet<Zone>>,
    /// The account setting `awsvpcTrunking`; instances launched while it is on have a trunk.
    pub awsvpc_trunking: Switch,
    /// The VPC: what can reach what.
    pub network: Network,
    /// Who may do what; none: roles are not checked on this board.
    pub roles: Option<Box<Roles>>,
    /// File systems, volumes and files; none: nobody has said anything about them.
    pub storage: Option<Box<Storage>>,
    /// By id, so in order of creation.
    pub load_balancers: Vec<LoadBalancer>,
    /// The id of the next load balancer.
    pub next_load_balancer: u32,
    /// By id, so in order of creation.
    pub target_groups: Vec<TargetGroup>,
    /// The id of the next target group.
    pub next_target_group: u32,
    /// Capacity providers and what waits for them.
    pub capacity: ClusterCapacity,
    /// Services that are scaled by policies.
    pub scaling: ScalableTargets,
}

impl World {
    /// The world as a scenario starts it.
    #[must_use]
    pub fn new(scenario: &Scenario) -> Self {
        Self {
            seed: scenario.seed,
            clock_seconds: 0,
            clock: Switch::Off,
            queue: Queue::default(),
            n_decisions: 0,
            zones: scenario.zones.clone(),
            task_definitions: vec![],
            container_instances: SortedMap::new(),
            tasks: BTreeMap::new(),
            stopped_tasks: vec![],
            n_joined_by_zone: vec![0; scenario.zones.len()],
            external_instances: vec![],
            next_container_instance: 0,
            next_task: 0,
            services: SortedMap::new(),
            next_service: 0,
            next_deployment: 0,
            n_changes: 0,
            lost_zones: SortedSet::new(),
            stopped_instances: SortedSet::new(),
            subnet_zones: SortedMap::new(),
            awsvpc_trunking: Switch::Off,
            network: Network::open(scenario.zones.len()),
            roles: None,
            storage: None,
            load_balancers: vec![],
            next_load_balancer: 0,
            target_groups: vec![],
            next_target_group: 0,
            capacity: ClusterCapacity::default(),
            scaling: ScalableTargets::new(),
        }
    }

    /// A registered task definition, if there is one with this id.
    #[must_use]
    pub fn task_definition(&self, id: TaskDefinitionId) -> Option<&RegisteredTaskDefinition> {
        self.task_definitions.get(usize::try_from(id.0).ok()?)
    }

    /// A task definition that tasks can be started of.
    ///
    /// # Errors
    /// When there is none with this id, or it was deregistered.
    pub fn active_task_definition(&self, id: TaskDefinitionId) -> Result<&RegisteredTaskDefinition, Refusal> {
        let registered = self.task_definition(id).ok_or(Refusal::NotFound)?;
        match registered.status {
            TaskDefinitionStatus::Active => Ok(registered),
            TaskDefinitionStatus::Inactive => Err(Refusal::InactiveTaskDefinition {
                family: registered.task_definition.family.clone(),
                revision: registered.revision,
            }),
        }
    }

    /// The name of a zone; empty when there is no such zone.
    #[must_use]
    pub fn zone_name(&self, zone: Zone) -> &str {
        self.zones.get(usize::from(zone.0)).map_or("", String::as_str)
    }

    /// The tasks on a container instance, in order of creation.
    pub fn tasks_on(&self, id: ContainerInstanceId) -> impl Iterator<Item = &Task> {
        self.tasks
            .values()
            .map(Deref::deref)
            .filter(move |task| task.place == TaskPlace::ContainerInstance(id))
    }
}

/// A task definition with its demand, computed once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RegisteredTaskDefinition {
    /// As registered.
    pub task_definition: TaskDefinition,
    /// 1 for the first of its family.
    pub revision: u32,
    /// What one task of it reserves.
    pub demand: Demand,
    /// Attributes that an instance must have (`requiresAttributes`).
    pub requires_attributes: Vec<Attribute>,
    /// 0 for A: its letter, color and pattern, which no other has that is ACTIVE or in use.
    pub letter: u8,
    /// Whether tasks can be started of it.
    pub status: TaskDefinitionStatus,
    /// Tasks of it ever placed: the next one's number counts on.
    pub n_tasks: u32,
    /// How its images and containers behave on this board.
    pub behavior: Behavior,
}

/// Whether a task definition can be used (`status`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TaskDefinitionStatus {
    /// Tasks can be started and services created of it.
    Active,
    /// Deregistered: its tasks and services go on, new ones cannot begin.
    Inactive,
}

/// An instance that runs the ECS agent and has joined the cluster: of EC2, or external.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContainerInstance {
    /// Its id in this simulation.
    pub id: ContainerInstanceId,
    /// The short name on the board: zone letter and number, such as `a1`.
    pub name: String,
    /// Such as `m5.large`.
    pub instance_type: String,
    /// Its Availability Zone; [`Zone::ON_PREMISES`] for an external instance.
    pub zone: Zone,
    /// Registered CPU units.
    pub cpu_units: u32,
    /// Registered memory in MiB (less than nominal).
    pub memory_mib: u32,
    /// `awsvpc` tasks that its network interfaces allow.
    pub eni_limit: u32,
    /// Whole GPUs.
    pub gpus: u32,
    /// Ports that registration reserves.
    pub reserved_ports: SortedSet<HostPort>,
    /// Built-in and custom attributes.
    pub attributes: SortedMap<String, String>,
    /// Whether it takes new tasks.
    pub status: ContainerInstanceStatus,
    /// Whether its agent is in touch with ECS; without, running tasks go on and no new one comes.
    pub agent_connected: bool,
    /// When it joined, in simulated seconds; before 0 for an instance that was there already.
    pub registered_at_seconds: i64,
    /// Such as `i-0123456789abcdef0`; none on an external instance.
    pub ec2_instance_id: Option<String>,
    /// The version of its agent.
    pub agent_version: String,
    /// The provider whose Auto Scaling group launched it (`capacityProviderName`).
    pub capacity_provider: Option<GroupProviderId>,
}

/// The states of a container instance that a board can show (`status`).
// Simplification: REGISTERING, REGISTRATION_FAILED, DEREGISTERING and INACTIVE take no time on the board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ContainerInstanceStatus {
    /// Takes tasks.
    Active,
    /// Takes no new tasks and gives away those of services.
    Draining,
}

/// Whether something is on or off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Switch {
    /// On.
    On,
    /// Off.
    Off,
}

/// Where a task runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TaskPlace {
    /// On a container instance.
    ContainerInstance(ContainerInstanceId),
    /// On Fargate, in a zone; no instance is visible.
    Fargate(Zone),
    /// Nowhere yet: it waits in PROVISIONING for an instance of its capacity provider.
    AwaitsCapacity,
}

/// A task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Task {
    /// Its id in this simulation.
    pub id: TaskId,
    /// Its definition.
    pub task_definition: TaskDefinitionId,
    /// Counts within its definition: the 3 of A3.
    pub number: u32,
    /// `family:NAME` unless the request says otherwise.
    pub group: String,
    /// Where it runs.
    pub place: TaskPlace,
    /// The service and deployment that started it; none for a standalone task.
    pub started_by: Option<StartedBy>,
    /// What the scheduler wants it to be: what is to stop no longer counts, though its agent still holds what it uses.
    pub desired_status: DesiredStatus,
    /// How far it is.
    pub life: Life,
    /// The capacity provider that it was launched by; none for a launch type (`capacityProviderName`).
    pub capacity_provider: Option<CapacityProvider>,
}

impl Task {
    /// A task that runs.
    #[must_use]
    pub fn new(
        id: TaskId,
        task_definition: TaskDefinitionId,
        number: u32,
        group: String,
        place: TaskPlace,
    ) -> Self {
        let (desired_status, life) = (DesiredStatus::Running, Life::running(0));
        Self {
            id,
            task_definition,
            number,
            group,
            place,
            started_by: None,
            desired_status,
            life,
            capacity_provider: None,
        }
    }

    /// Whether reservations, `spread`, `distinctInstance` and services count it: by desired status.
    #[must_use]
    pub fn counts(&self) -> bool {
        self.desired_status == DesiredStatus::Running
    }
}

/// Who started a task (`startedBy`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StartedBy {
    /// Its service.
    pub service: ServiceId,
    /// The deployment of it.
    pub deployment: DeploymentId,
}

/// What the scheduler wants a task to be (`desiredStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DesiredStatus {
    /// To run.
    Running,
    /// To stop.
    Stopped,
}

/// What the simulated clock counts from: 2026-01-01, in seconds since 1970.
pub const START_OF_TIME: i64 = 1_767_225_600;
