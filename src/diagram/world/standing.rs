//! How the line of a task stands: what the simulator knows about it, in AWS's words where it has some.

use super::super::{State, text};
use crate::iam::launch::Step;
use crate::sim::life::{StoppedReason, TaskStatus};
use crate::sim::load_balancer::{TargetGroup, TargetState, target_state};
use crate::sim::roles::{self, Attempt, Denial, RolesEvent};
use crate::sim::{Event, LogEntry, Task, TaskId, TaskPlace, World, explain, volume};

/// How a line stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Gives its looks.
    pub state: State,
    /// The same in words; empty when its state says it all.
    pub status: String,
}

/// The last call of an application, as it ended.
#[derive(Clone, Copy, Debug)]
pub struct Call<'a> {
    task: TaskId,
    role: &'a str,
    action: &'a str,
    denial: Option<&'a Denial>,
}

/// The calls that applications made with a role, newest first.
pub fn calls<'a>(world: &World, log: &'a [LogEntry]) -> Vec<Call<'a>> {
    if world.roles.is_none() {
        return Vec::new();
    }
    let mut all = Vec::new();
    for event in log.iter().rev().flat_map(|it| &it.events) {
        if let Event::OfRoles(of) = event
            && let RolesEvent::Called { task, action, role: Some(role), denial } = &**of
        {
            all.push(Call { task: *task, role, action, denial: denial.as_deref() });
        }
    }
    all
}

impl Standing {
    fn of(state: State) -> Self {
        Self::saying(state, "")
    }

    fn saying(state: State, status: &str) -> Self {
        Self { state, status: status.to_owned() }
    }

    /// Nothing more to say.
    pub fn normal() -> Self {
        Self::of(State::Normal)
    }

    /// The same when the role is not there; what failed says more.
    pub fn of_what_is_missing(self) -> Self {
        let is_fine = matches!(self.state, State::Normal | State::Coming);
        if is_fine { Self::of(State::Missing) } else { self }
    }

    /// Of the service that wants the task.
    pub fn of_service(task: &Task) -> Self {
        match Phase::of(task) {
            Phase::Provisioning | Phase::Starting => Self::saying(State::Coming, text::ON_ITS_WAY),
            Phase::Running | Phase::Stopping => Self::normal(),
        }
    }

    /// Of a target that is registered. Only what gets requests, or could, has a line like one.
    pub fn of_target(world: &World, group: &TargetGroup, task: &Task) -> Option<Self> {
        let target = group.targets.iter().find(|it| it.task == task.id)?;
        let (of, reason) = target_state(world, group, task.id);
        let is_idle = target.last_second == (0, 0);
        let (state, words) = match of {
            TargetState::Initial if is_idle => (State::Coming, text::NO_REQUESTS_YET),
            TargetState::Healthy | TargetState::Unavailable | TargetState::Initial => (State::Normal, ""),
            TargetState::Unhealthy | TargetState::UnhealthyDraining => (State::Denied, ""),
            TargetState::Draining => (State::Going, text::NO_NEW_REQUESTS),
            TargetState::Unused => (State::Coming, text::NO_REQUESTS),
        };
        let mut status = [words, of.name()].concat();
        text::add(&mut status, reason.map_or("", |it| it.name()));
        Some(Self { state, status })
    }

    /// Of a file system: whether the task can mount it, has it mounted, could not mount it.
    pub fn of_file_system(world: &World, task: &Task, id: &str) -> Self {
        match Phase::of(task) {
            Phase::Provisioning | Phase::Starting => {
                if let Some(failure) = volume::mount_failure(world, task).filter(|it| it.file_system == id) {
                    let words = no_mount_target(world, task, id);
                    return Self {
                        state: State::Denied,
                        status: words.unwrap_or_else(|| volume::say_failure(world, &failure)),
                    };
                }
                let to_mount = Attempt::Start(task, Step::MountFileSystem, Step::MountFileSystem);
                match roles::denial(world, to_mount).filter(|it| it.resource.ends_with(id)) {
                    Some(denial) => Self::denied(&denial),
                    None => Self::saying(State::Coming, text::NOT_MOUNTED_YET),
                }
            }
            Phase::Running if volume::is_reachable(world, task, id) => Self::normal(),
            Phase::Running => Self {
                state: State::Denied,
                status: no_mount_target(world, task, id).unwrap_or_else(|| text::OUT_OF_REACH.to_owned()),
            },
            Phase::Stopping => match stopped_reason(task) {
                Some(reason @ StoppedReason::NotMounted(failure)) if failure.file_system == id => {
                    Self { state: State::Denied, status: explain::stopped_reason(world, reason) }
                }
                Some(StoppedReason::Denied(denial))
                    if denial.step == Step::MountFileSystem && denial.resource.ends_with(id) =>
                {
                    Self::denied(denial)
                }
                _ if task.life.started_at_seconds.is_none() => {
                    Self::saying(State::Going, text::WAS_NOT_MOUNTED)
                }
                _ => Self::of(State::Going),
            },
        }
    }

    /// Of the role that a task is started with.
    pub fn of_execution_role(world: &World, task: &Task, role: &str) -> Self {
        match Phase::of(task) {
            Phase::Provisioning | Phase::Starting => {
                let to_start = Attempt::Start(task, Step::AttachVolume, Step::Logs);
                match roles::denial(world, to_start).filter(|it| it.role.as_deref() == Some(role)) {
                    Some(denial) => Self::denied(&denial),
                    None if Phase::of(task) == Phase::Provisioning => Self::of(State::Coming),
                    None => Self::normal(),
                }
            }
            Phase::Running => Self::normal(),
            Phase::Stopping => Self::of_stopping(task, role),
        }
    }

    /// Of the role of its application.
    pub fn of_task_role(calls: &[Call], task: &Task, role: &str) -> Self {
        match Phase::of(task) {
            Phase::Provisioning | Phase::Starting => Self::of(State::Coming),
            Phase::Running => {
                let Some(call) = calls.iter().find(|it| it.task == task.id && it.role == role) else {
                    return Self::normal();
                };
                let (state, words) = match call.denial {
                    Some(denial) => (State::Denied, [text::ACCESS_DENIED, &explain::denied(denial)].concat()),
                    None => (State::Normal, text::WAS_ALLOWED.to_owned()),
                };
                Self { state, status: [call.action, &words].concat() }
            }
            Phase::Stopping => Self::of_stopping(task, role),
        }
    }

    fn of_stopping(task: &Task, role: &str) -> Self {
        match stopped_reason(task) {
            Some(StoppedReason::Denied(denial)) if denial.role.as_deref() == Some(role) => {
                Self::denied(denial)
            }
            _ => Self::of(State::Going),
        }
    }

    fn denied(denial: &Denial) -> Self {
        Self { state: State::Denied, status: explain::denied(denial) }
    }
}

/// How far a task is, as far as its lines go.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Provisioning,
    Starting,
    Running,
    Stopping,
}

impl Phase {
    const fn of(task: &Task) -> Self {
        match task.life.last_status {
            TaskStatus::Provisioning => Self::Provisioning,
            TaskStatus::Pending => Self::Starting,
            // Its containers run while it is registered.
            TaskStatus::Activating | TaskStatus::Running => Self::Running,
            TaskStatus::Deactivating
            | TaskStatus::Stopping
            | TaskStatus::Deprovisioning
            | TaskStatus::Stopped => Self::Stopping,
        }
    }
}

fn stopped_reason(task: &Task) -> Option<&StoppedReason> {
    task.life.stop.as_ref()?.reason.as_ref()
}

/// That the zone of the task has no mount target, where it has none.
fn no_mount_target(world: &World, task: &Task, id: &str) -> Option<String> {
    let zone = match task.place {
        TaskPlace::Fargate(zone) => zone,
        TaskPlace::ContainerInstance(on) => world.container_instances.get(&on)?.zone,
        TaskPlace::AwaitsCapacity => return None,
    };
    let file_system = world.storage.as_ref()?.file_systems.get(id)?;
    let is_there = file_system.mount_targets.contains_key(&zone);
    (!is_there).then(|| [text::NO_MOUNT_TARGET_IN, world.zone_name(zone)].concat())
}
