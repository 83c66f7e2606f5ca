//! What happened.

use serde::{Deserialize, Serialize};

use super::capacity::CapacityChange;
use super::clock::Subject;
use super::life::{Behavior, Life, Stop};
use super::load_balancer::{LoadBalancerOrder, TargetCheck};
use super::network::NetworkChange;
use super::roles::RolesEvent;
use super::scaling::ScalingChange;
use super::service::{Service, ServiceChange};
use super::volume::VolumeEvent;
use super::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, RegisteredTaskDefinition, ServiceId,
    Switch, TargetGroupId, Task, TaskDefinitionId, TaskId, Zone,
};

/// A report of one change. Applying it makes no decision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Event {
    /// A task definition was registered.
    TaskDefinitionRegistered(Box<RegisteredTaskDefinition>),
    /// A task definition is INACTIVE.
    TaskDefinitionDeregistered(TaskDefinitionId),
    /// An instance joined.
    ContainerInstanceRegistered(Box<ContainerInstance>),
    /// An instance left.
    ContainerInstanceDeregistered(ContainerInstanceId),
    /// An instance is now ACTIVE or DRAINING.
    ContainerInstanceStatusSet(ContainerInstanceId, ContainerInstanceStatus),
    /// An agent lost touch or found it again.
    AgentSet(ContainerInstanceId, Switch),
    /// An instance has this attribute now.
    AttributePut {
        /// Whose.
        container_instance: ContainerInstanceId,
        /// Its name.
        name: String,
        /// Its value.
        value: String,
    },
    /// An instance no longer has this attribute.
    AttributeDeleted {
        /// Whose.
        container_instance: ContainerInstanceId,
        /// Its name.
        name: String,
    },
    /// The account setting `awsvpcTrunking` changed.
    AwsvpcTrunkingSet(Switch),
    /// A zone went down or came back.
    ZoneSet(Zone, Switch),
    /// From now on images and containers of a task definition behave so.
    BehaviorSet(TaskDefinitionId, Box<Behavior>),
    /// A task was placed.
    TaskPlaced(Task),
    /// A task could not be placed; the world is unchanged but for the decision count.
    TaskNotPlaced,
    /// A task is further on its way, or waits.
    TaskStateChanged(TaskId, Box<Life>),
    /// A task is to stop (`desiredStatus` STOPPED).
    TaskStopping(TaskId, Stop),
    /// A task stopped.
    TaskStopped(TaskId),
    /// Time passes from now on.
    ClockStarted,
    /// It is now so many simulated seconds after the start.
    ClockMoved(u64),
    /// What this subject waited for has come.
    CameDue(Subject),
    /// A service was created.
    ServiceCreated(Box<Service>),
    /// The desired count of a service changed.
    DesiredCountSet(ServiceId, u32),
    /// A service was deleted.
    ServiceDeleted(ServiceId),
    /// The service found no place for a task and waits until something changes.
    ServiceTaskNotPlaced(ServiceId),
    /// The service has what it wants.
    SteadyStateReached(ServiceId),
    /// Something about a service changed.
    ServiceChanged(ServiceId, ServiceChange),
    /// The seed changed.
    SeedSet(u64),
    /// Something about the VPC changed.
    NetworkChanged(NetworkChange),
    /// An EC2 instance was stopped or started.
    InstanceSet(ContainerInstanceId, Switch),
    /// Something about roles changed, or was tried.
    OfRoles(Box<RolesEvent>),
    /// Volumes or files changed, or something was tried.
    OfVolumes(Box<VolumeEvent>),
    /// Something about load balancers, listeners, target groups or clients changed.
    LoadBalancingChanged(Box<LoadBalancerOrder>),
    /// Health checks changed something about targets.
    TargetsChecked(TargetGroupId, Vec<TargetCheck>),
    /// A task that waited in PROVISIONING has a place.
    TaskAssigned(TaskId, ContainerInstanceId, Box<Life>),
    /// Something about the cluster's capacity changed.
    CapacityChanged(CapacityChange),
    /// Something about the auto scaling of a service changed.
    ScalingChanged(ServiceId, ScalingChange),
}
