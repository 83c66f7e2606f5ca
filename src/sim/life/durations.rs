//! How long things take: one table, because most of it is invented.

/// A step that takes time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// A network interface is attached.
    NetworkInterfaceAttached,
    /// A network interface is detached.
    NetworkInterfaceDetached,
    /// The images of a task are pulled and its first containers started.
    ImagesPulled,
    /// A container that cannot be started because its log driver reaches nothing is given up.
    StartGivenUp,
    /// A task is registered as a target.
    TargetRegistered,
    /// A container that heeds SIGTERM ends.
    ContainerEnds,
    /// A container that others wait for until it completes does its work.
    ContainerCompletes,
    /// A task without any health check counts as healthy this long after RUNNING.
    HealthyWithoutCheck,
    /// Between SIGTERM and SIGKILL when the container says nothing.
    StopTimeout,
    /// Stopped tasks can be seen.
    StoppedTaskVisible,
    /// An agent tries again to report a state.
    ReportRetry,
    /// The mount of a file system that cannot be reached is given up.
    MountGivenUp,
    /// An instance that an Auto Scaling group launches joins the cluster.
    InstanceJoins,
}

/// A step, its seconds, and whether AWS documents them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Duration {
    /// What takes time.
    pub step: Step,
    /// Simulated seconds.
    pub seconds: u64,
    /// False for what the model invents.
    pub is_documented: bool,
}

pub(super) const NETWORK_INTERFACE: u64 = 5;
pub(super) const IMAGE_PULL: u64 = 10;
pub(super) const START_GIVEN_UP: u64 = 180;
pub(super) const TARGET_REGISTERED: u64 = 5;
pub(super) const CONTAINER_ENDS: u64 = 2;
pub(super) const CONTAINER_COMPLETES: u64 = 5;
pub(in crate::sim) const HEALTHY_WITHOUT_CHECK: u64 = 40;
pub(super) const STOP_TIMEOUT: u64 = 30;
pub(super) const REPORT_RETRY: u64 = 30;
pub(super) const MOUNT_GIVEN_UP: u64 = 120;
pub(super) const STOPPED_TASKS_ARE_VISIBLE: u64 = 3_600;
pub(in crate::sim) const INSTANCE_JOINS: u64 = 90;

/// Every duration of the model.
// Simplification: how long images, network interfaces and containers take is invented; these are no real timings.
pub const DURATIONS: [Duration; 13] = [
    invented(Step::NetworkInterfaceAttached, NETWORK_INTERFACE),
    invented(Step::NetworkInterfaceDetached, NETWORK_INTERFACE),
    invented(Step::ImagesPulled, IMAGE_PULL),
    documented(Step::StartGivenUp, START_GIVEN_UP),
    invented(Step::TargetRegistered, TARGET_REGISTERED),
    invented(Step::ContainerEnds, CONTAINER_ENDS),
    invented(Step::ContainerCompletes, CONTAINER_COMPLETES),
    documented(Step::HealthyWithoutCheck, HEALTHY_WITHOUT_CHECK),
    documented(Step::StopTimeout, STOP_TIMEOUT),
    documented(Step::StoppedTaskVisible, STOPPED_TASKS_ARE_VISIBLE),
    invented(Step::ReportRetry, REPORT_RETRY),
    documented(Step::MountGivenUp, MOUNT_GIVEN_UP),
    invented(Step::InstanceJoins, INSTANCE_JOINS),
];

const fn invented(step: Step, seconds: u64) -> Duration {
    Duration { step, seconds, is_documented: false }
}

const fn documented(step: Step, seconds: u64) -> Duration {
    Duration { step, seconds, is_documented: true }
}
