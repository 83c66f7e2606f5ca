//! Why a decision fell as it did, as data; the sentences are in `sim/explain`.

use serde::{Deserialize, Serialize};

use crate::ecs::query::Expression;
use crate::ecs::{HostPort, PlacementConstraint, PlacementStrategy};

use super::capacity::{CapacityProvider, CapacityRefusal};
use super::load_balancer::LoadBalancerRefusal;
use super::roles::Denial;
use super::scaling::ScalingRefusal;
use super::volume::VolumeRefusal;
use super::{ContainerInstanceId, ExternalRefusal, TaskDefinitionId, TaskId, TaskPlace, Zone};

/// Why a decision fell as it did.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Explanation {
    /// Nothing to explain: the order was carried out as given.
    Plain,
    /// The order could not be carried out.
    Refused(Refusal),
    /// A placement, made or not.
    Placement(Box<Placement>),
    /// The task had a place, but ECS could not launch it.
    NotLaunched(Box<NotLaunched>),
}

/// A task that ECS could not launch.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NotLaunched {
    /// Its definition.
    pub task_definition: TaskDefinitionId,
    /// The number that it would have had.
    pub number: u32,
    /// Which step was refused.
    pub denial: Denial,
}

/// Why an order could not be carried out. The words are AWS's where AWS has words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Refusal {
    /// No such instance type in the table.
    UnknownInstanceType(String),
    /// One order adds 1 to 10 instances.
    InstanceCountOutOfRange(u32),
    /// More than eight task definitions are not supported on one board.
    TooManyTaskDefinitions,
    /// What was named is not there (any more).
    NotFound,
    /// The task definition was deregistered.
    InactiveTaskDefinition {
        /// Its family.
        family: String,
        /// Its revision.
        revision: u32,
    },
    /// The task definition does not allow this launch type.
    IncompatibleLaunchType,
    /// It is so already, or cannot be so from here.
    AlreadySo,
    /// What has to do with services and deployments.
    OfService(ServiceRefusal),
    /// What has to do with time and containers.
    InTime(TimeRefusal),
    /// Not a name or value that an attribute can have.
    InvalidAttribute,
    /// A built-in attribute cannot be changed.
    BuiltInAttribute(String),
    /// The `count` of RunTask is not between 1 and 10.
    CountOutOfRange(u32),
    /// More than five placement strategies.
    TooManyStrategies(u32),
    /// More than ten placement constraints, task definition and request together.
    TooManyConstraints(u32),
    /// A service of this name is there already.
    ServiceExists(String),
    /// 1 to 255 letters, digits, underscores and hyphens.
    InvalidServiceName(String),
    /// More tasks than a service of a board takes.
    DesiredCountOutOfRange(u32),
    /// A DAEMON service takes no desired count.
    DaemonWithDesiredCount,
    /// DAEMON is refused with launch type FARGATE.
    DaemonOnFargate,
    /// DAEMON takes no placement strategy.
    DaemonWithStrategy,
    /// Fargate takes neither placement strategies nor placement constraints.
    PlacementOnFargate,
    /// Fargate runs tasks in `awsvpc` mode only.
    FargateNetworkMode,
    /// Not a combination of the Fargate table; units and MiB, 0 when left out.
    FargateSize {
        /// Task-level CPU units.
        cpu_units: u32,
        /// Task-level memory in MiB.
        memory_mib: u32,
    },
    /// A `memberOf` expression that cannot be read.
    InvalidExpression(Expression),
    /// A role or the caller may not do it.
    Denied(Box<Denial>),
    /// Not the ARN of a role.
    InvalidRole(String),
    /// An application calls an action, such as `s3:GetObject`, on an ARN or `*`.
    InvalidCall,
    /// What external instances do not have.
    OnExternal(ExternalRefusal),
    /// What has to do with volumes.
    OfVolumes(VolumeRefusal),
    /// What has to do with load balancers and target groups.
    OfLoadBalancer(Box<LoadBalancerRefusal>),
    /// What has to do with capacity providers.
    OfCapacity(CapacityRefusal),
    /// What has to do with service auto scaling.
    OfScaling(ScalingRefusal),
}

/// Why an order that has to do with a service could not be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ServiceRefusal {
    /// Percentages, steps or bake times that cannot be.
    InvalidDeploymentConfiguration,
    /// DAEMON, another strategy first, a constraint on the zone, or maximumPercent 100.
    RebalancingImpossible,
    /// No deployment is under way, or none has completed before it.
    NothingToRollBack,
    /// `TASK_NOT_VALID`: not a task of a service.
    TaskNotValid,
    /// Minutes outside 1 to 2880.
    ProtectionOutOfRange(u32),
    /// DAEMON with a capacity provider strategy.
    DaemonWithCapacityProviders,
    /// `DEPLOYMENT_BLOCKED`: more tasks are protected than the service wants.
    DeploymentBlocked,
    /// Another capacity provider strategy without `forceNewDeployment`.
    ForceNewDeploymentNeeded,
    /// An alarm of a service whose deployments use none.
    NoAlarms,
    /// An alarm while no deployment is under way.
    NoDeploymentUnderWay,
}

/// Why an order that has to do with time or with containers could not be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum TimeRefusal {
    /// Time does not pass on this board.
    ClockStandsStill,
    /// No seconds, or more than one step of the clock takes.
    SecondsOutOfRange(u64),
    /// More would happen than one command may set off: the clock stopped on the way.
    TooMuchHappens,
    /// The container has not started or has ended.
    ContainerIsNotUp,
    /// The container has no health check.
    NoHealthCheck,
    /// Numbers that an application cannot have.
    ImpossibleApplication,
}

/// The account of one placement decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Placement {
    /// What was to be placed.
    pub task_definition: TaskDefinitionId,
    /// The number that the task has or would have had: the 3 of A3.
    pub number: u32,
    /// Where it went; none when it was not placed.
    pub chosen: Option<TaskPlace>,
    /// How many instances were left after each step.
    pub funnel: Funnel,
    /// One row per instance: chosen first, then other finalists, then the rejected by latest stage.
    pub instances: Vec<InstanceReport>,
    /// Equal instances, of which the seed chose one. Contains the chosen one; empty when there was no tie.
    pub tied: Vec<ContainerInstanceId>,
    /// On Fargate one row per zone, else empty.
    pub zones: Vec<ZoneReport>,
    /// The seed that any draw was made with.
    pub seed: u64,
    /// The capacity provider that it was for; none for a launch type.
    pub capacity_provider: Option<CapacityProvider>,
}

impl Placement {
    /// The instance that was chosen; none on Fargate.
    pub(super) fn chosen_container_instance(&self) -> Option<ContainerInstanceId> {
        match self.chosen {
            Some(TaskPlace::ContainerInstance(chosen)) => Some(chosen),
            Some(TaskPlace::Fargate(_) | TaskPlace::AwaitsCapacity) | None => None,
        }
    }

    /// The instances that were equally good, in order of joining: those that tied, or the one that was chosen.
    #[must_use]
    pub fn best(&self) -> Vec<ContainerInstanceId> {
        match self.chosen {
            Some(TaskPlace::ContainerInstance(chosen)) if self.tied.is_empty() => vec![chosen],
            _ => self.tied.clone(),
        }
    }
}

/// What Fargate counted in one zone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ZoneReport {
    /// The zone.
    pub zone: Zone,
    /// Fargate tasks of the same group there, before this one.
    pub n_tasks_of_group: u32,
    /// Whether no other zone had fewer.
    pub is_fewest: bool,
}

/// Candidate counts.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Funnel {
    /// Instances in the cluster.
    pub in_cluster: u32,
    /// After the resource checks.
    pub fit: u32,
    /// After the constraints.
    pub obey: u32,
    /// After each strategy, in order.
    pub after_strategies: Vec<(PlacementStrategy, u32)>,
}

/// How far an instance came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Stage {
    /// Failed a resource check.
    Fit,
    /// Failed a constraint.
    Rule,
    /// Ranked behind another.
    Rank,
    /// Was among the best.
    Best,
}

/// What one instance offered and how it fared.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InstanceReport {
    /// The instance.
    pub container_instance: ContainerInstanceId,
    /// How far it came.
    pub stage: Stage,
    /// Every failed check, headline first.
    pub failed: Vec<Check>,
    /// For each strategy in order: the value that ranked it (tasks counted, or resource left); empty before that stage.
    pub ranks: Vec<u64>,
    /// The index of the strategy that put it behind, when `stage` is [`Stage::Rank`].
    pub lost_at: Option<u32>,
}

/// A failed check, with the numbers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Check {
    /// StartTask only, `MISSING`: there is no such instance.
    Missing,
    /// StartTask only, `INACTIVE`: the instance was deregistered.
    Deregistered,
    /// The instance is not ACTIVE. AWS does not say which reason RunTask gives; StartTask says `INACTIVE`.
    Inactive,
    /// `AGENT`: the agent is not connected.
    Agent,
    /// `LOCATION`: in another zone than the subnets of the task.
    Location,
    /// `RESOURCE:CPU`, in CPU units.
    Cpu {
        /// What the task asks for.
        wanted: u32,
        /// What is unreserved.
        left: u32,
    },
    /// `RESOURCE:MEMORY`, in MiB.
    Memory {
        /// What the task asks for.
        wanted: u32,
        /// What is unreserved.
        left: u32,
    },
    /// `RESOURCE:GPU`.
    Gpu {
        /// What the task asks for.
        wanted: u32,
        /// What is unreserved.
        left: u32,
    },
    /// `RESOURCE:ENI`.
    Eni {
        /// `awsvpc` tasks that the instance takes at most.
        limit: u32,
    },
    /// `RESOURCE:PORTS`: the first port that is taken; by whom, none when registration reserves it.
    Port {
        /// The port.
        port: HostPort,
        /// The task that holds it.
        taken_by: Option<TaskId>,
    },
    /// `RESOURCE:PORTS`: an instance reserves at most 100 host ports.
    PortCount {
        /// What the task asks for.
        wanted: u32,
        /// What may still be reserved.
        left: u32,
    },
    /// `ATTRIBUTE`.
    Attribute {
        /// The missing attribute.
        name: String,
    },
    /// A constraint that does not hold.
    Constraint(PlacementConstraint),
}
