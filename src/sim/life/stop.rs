//! Why a task stops, as data; the words are in `sim/explain`.

use serde::{Deserialize, Serialize};

use crate::sim::network::Obstacle;
use crate::sim::roles::Denial;
use crate::sim::volume::MountFailure;
use crate::sim::{ContainerInstanceId, DeploymentId, TargetGroupId};

/// The end of a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stop {
    /// None where AWS's documents name no code.
    pub code: Option<StopCode>,
    /// None where nothing is said.
    pub reason: Option<StoppedReason>,
}

impl Stop {
    /// With a code and a reason.
    #[must_use]
    pub fn of(code: StopCode, reason: StoppedReason) -> Self {
        Self { code: Some(code), reason: Some(reason) }
    }

    /// By StopTask.
    #[must_use]
    pub fn by_user() -> Self {
        Self::of(StopCode::UserInitiated, StoppedReason::StoppedByUser)
    }

    /// What it ran on is gone.
    #[must_use]
    pub fn host_gone(container_instance: Option<ContainerInstanceId>) -> Self {
        Self { code: None, reason: container_instance.map(StoppedReason::HostStopped) }
    }
}

/// `stopCode`, in the words of the API.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum StopCode {
    /// It never came to run.
    TaskFailedToStart,
    /// A container that it cannot do without ended.
    EssentialContainerExited,
    /// StopTask.
    UserInitiated,
    /// Its service stopped it.
    ServiceSchedulerInitiated,
    /// Spot capacity was taken back.
    SpotInterruption,
    /// Its host is about to end.
    TerminationNotice,
    /// What it ran on failed.
    InfrastructureHealth,
}

/// `stoppedReason`, as data.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StoppedReason {
    /// Look at its exit code.
    EssentialContainerExited,
    /// The service wanted fewer, or another revision.
    ScalingActivity {
        /// Which.
        deployment: DeploymentId,
    },
    /// The health check of an essential container.
    ContainerHealthCheck,
    /// StopTask.
    StoppedByUser,
    /// The instance under it stopped or was terminated.
    HostStopped(ContainerInstanceId),
    /// The instance was deregistered by force.
    DeregistrationForced,
    /// An image could not be pulled.
    CannotPullContainer {
        /// Its name.
        image: String,
    },
    /// A container that others wait for did not come so far.
    DependencyNotMet {
        /// The container that waited.
        container: String,
    },
    /// The health checks of a target group.
    LoadBalancerHealthCheck {
        /// Which.
        target_group: TargetGroupId,
    },
    /// The network is in the way of its start.
    Unreachable(Obstacle),
    /// A role may not do what the start of the task needs.
    Denied(Box<Denial>),
    /// A file system could not be mounted.
    NotMounted(Box<MountFailure>),
    /// Its images are larger than its ephemeral storage.
    NoSpaceForImage,
    /// Fargate Spot capacity was taken back.
    SpotTaskInterrupted,
    /// It waited in PROVISIONING, and no instance of its capacity provider took it in time.
    NoCapacity {
        /// Whether the provider had no instance at all.
        is_empty: bool,
    },
}
