//! The words of a task's life: states, stop codes and reasons as AWS prints them.

use super::{revision_name, task_name};
use crate::sim::life::{
    Behavior, ContainerState, Duration, Life, Step, Stop, StopCode, StoppedReason, TaskStatus,
};
use crate::sim::load_balancer::load_balancer_of;
use crate::sim::{TaskDefinitionId, TaskId, World, ec2_instance_id, volume};

/// `lastStatus`.
#[must_use]
pub fn task_status(status: TaskStatus) -> &'static str {
    match status {
        TaskStatus::Provisioning => "PROVISIONING",
        TaskStatus::Pending => "PENDING",
        TaskStatus::Activating => "ACTIVATING",
        TaskStatus::Running => "RUNNING",
        TaskStatus::Deactivating => "DEACTIVATING",
        TaskStatus::Stopping => "STOPPING",
        TaskStatus::Deprovisioning => "DEPROVISIONING",
        TaskStatus::Stopped => "STOPPED",
    }
}

/// `stopCode`.
#[must_use]
pub fn stop_code(code: StopCode) -> &'static str {
    match code {
        StopCode::TaskFailedToStart => "TaskFailedToStart",
        StopCode::EssentialContainerExited => "EssentialContainerExited",
        StopCode::UserInitiated => "UserInitiated",
        StopCode::ServiceSchedulerInitiated => "ServiceSchedulerInitiated",
        StopCode::SpotInterruption => "SpotInterruption",
        StopCode::TerminationNotice => "TerminationNotice",
        StopCode::InfrastructureHealth => "InfrastructureHealth",
    }
}

/// `stoppedReason`.
#[must_use]
pub fn stopped_reason(world: &World, reason: &StoppedReason) -> String {
    match reason {
        StoppedReason::EssentialContainerExited => "Essential container in task exited".to_owned(),
        StoppedReason::ScalingActivity { deployment } => {
            format!("Scaling activity initiated by (deployment {})", super::deployment_name(*deployment))
        }
        StoppedReason::ContainerHealthCheck => "Task failed container health checks".to_owned(),
        StoppedReason::StoppedByUser => "Task stopped by user".to_owned(),
        // The instance may have left meanwhile.
        StoppedReason::HostStopped(id) => {
            format!("Host EC2 (instance {}) stopped/terminated", ec2_instance_id(*id))
        }
        StoppedReason::DeregistrationForced => "Container instance deregistration forced by user".to_owned(),
        StoppedReason::CannotPullContainer { image } => {
            format!("CannotPullContainerError: the image {image} cannot be pulled")
        }
        StoppedReason::DependencyNotMet { container } => {
            format!("TaskDependencyError: container {container} waits for another that did not come so far")
        }
        StoppedReason::LoadBalancerHealthCheck { target_group } => {
            let of = load_balancer_of(world, *target_group).map_or("that was deleted", |it| &it.name);
            format!("Task failed ELB health checks in (elb {of})")
        }
        StoppedReason::Unreachable(obstacle) => super::unreachable(world, *obstacle),
        StoppedReason::Denied(denial) => super::denied(denial),
        StoppedReason::NotMounted(failure) => volume::say_failure(world, failure),
        StoppedReason::NoSpaceForImage => "CannotPullContainerError: ref pull has been retried 1 time(s): failed to extract layer: no space left on device: unknown".to_owned(),
        StoppedReason::SpotTaskInterrupted => "Your Spot Task was interrupted.".to_owned(),
        StoppedReason::NoCapacity { is_empty: true } => {
            "TaskFailedToStart: EMPTY CAPACITY PROVIDER".to_owned()
        }
        StoppedReason::NoCapacity { is_empty: false } => {
            "TaskFailedToStart: no instance of the capacity provider had room in time".to_owned()
        }
    }
}

/// `reason` of a container.
#[must_use]
pub fn container_reason(container: &ContainerState) -> Option<&'static str> {
    container.is_out_of_memory.then_some("OutOfMemoryError: Container killed due to memory usage")
}

pub(super) fn behavior_set(world: &World, id: TaskDefinitionId, behavior: &Behavior) -> String {
    let name = revision_name(world, id);
    if behavior.image_pull_fails {
        format!("The images of {name} cannot be pulled from now on.")
    } else {
        format!("Tasks of {name} behave otherwise from now on.")
    }
}

pub(super) fn task_state(world: &World, id: TaskId, life: &Life) -> String {
    let known = world.tasks.get(&id);
    let is_new = known.is_none_or(|task| task.life.last_status != life.last_status);
    // That it stopped is an event of its own.
    if is_new && life.last_status != TaskStatus::Stopped {
        format!("{} is {}.", task_name(world, id), task_status(life.last_status))
    } else {
        String::new()
    }
}

pub(super) fn task_stopping(world: &World, id: TaskId, stop: &Stop) -> String {
    let code = stop.code.map(stop_code);
    let reason = stop.reason.as_ref().map(|it| stopped_reason(world, it));
    let why = [code.map(str::to_owned), reason].into_iter().flatten().collect::<Vec<_>>().join(": ");
    let why = if why.is_empty() { why } else { format!(" ({why})") };
    format!("{} is to stop{why}.", task_name(world, id))
}

/// "00:01:30" after the start, with days in front when there are any.
#[must_use]
pub fn clock_text(seconds: u64) -> String {
    let (days, rest) = (seconds / 86_400, seconds % 86_400);
    let time = format!("{:02}:{:02}:{:02}", rest / 3_600, rest / 60 % 60, rest % 60);
    if days == 0 { time } else { format!("{days} d {time}") }
}

/// One row of the table of durations.
#[must_use]
pub fn duration_sentence(duration: &Duration) -> String {
    let what = match duration.step {
        Step::NetworkInterfaceAttached => "A network interface is attached",
        Step::NetworkInterfaceDetached => "A network interface is detached",
        Step::ImagesPulled => "The images of a task are pulled",
        Step::StartGivenUp => "A container that does not start for lack of a way to its logs is given up",
        Step::TargetRegistered => "A task is registered as a target",
        Step::ContainerEnds => "A container that heeds SIGTERM ends",
        Step::ContainerCompletes => "A container that others wait for until it completes does its work",
        Step::HealthyWithoutCheck => "A task without health checks counts as healthy after it runs",
        Step::StopTimeout => "SIGKILL follows SIGTERM, if stopTimeout is not given",
        Step::StoppedTaskVisible => "A stopped task can be seen",
        Step::MountGivenUp => "A mount that nothing answers is given up (at least)",
        Step::ReportRetry => "An agent that may not report a state tries again",
        Step::InstanceJoins => "An instance that an Auto Scaling group launches joins the cluster",
    };
    let whose =
        if duration.is_documented { "as AWS documents" } else { "a model assumption, no real timing" };
    format!("{what}: {} s ({whose})", duration.seconds)
}
