//! The life of a task in time: PROVISIONING, PENDING, ACTIVATING, RUNNING, DEACTIVATING, STOPPING, DEPROVISIONING,
//! STOPPED ("Amazon ECS task lifecycle" of the developer guide). Steps without work are skipped.
//!
//! On a board that stands still a task runs as soon as it is placed and is gone as soon as it stops. Start reading at
//! [`wake`], then [`walk::Walk`].

mod application;
mod container;
mod durations;
mod failure;
mod host;
mod stop;
mod walk;

use serde::{Deserialize, Serialize};

use super::clock::Subject;
use super::{
    ContainerInstanceId, DesiredStatus, Event, ServiceId, Shared, Switch, Task, TaskDefinitionId, TaskId,
    TaskPlace, World, capacity, load_balancer,
};
use crate::ecs::TaskDefinition;

pub use application::Application;
pub use container::{ContainerBehavior, ContainerState, ContainerStatus, Exit, HealthStatus};
pub use durations::{DURATIONS, Duration, Step};
pub(super) use durations::{HEALTHY_WITHOUT_CHECK, INSTANCE_JOINS};
pub(super) use failure::{Mishap, befall, set_application, set_container_behavior, set_image_pull};
pub use stop::{Stop, StopCode, StoppedReason};

/// How far a task is (`lastStatus`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum TaskStatus {
    /// Its network interface is attached.
    Provisioning,
    /// Its agent waits for resources, pulls images, starts containers.
    Pending,
    /// It is registered with what sends it traffic.
    Activating,
    /// It runs.
    Running,
    /// It is deregistered from what sends it traffic.
    Deactivating,
    /// Its containers are told to stop.
    Stopping,
    /// Its network interface is detached.
    Deprovisioning,
    /// It is over.
    Stopped,
}

/// What changes about a task while it lives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Life {
    /// How far it is.
    pub last_status: TaskStatus,
    /// Since when, in simulated seconds.
    pub since_seconds: u64,
    /// When it came to run (`startedAt`).
    pub started_at_seconds: Option<u64>,
    /// Whether it has its network interface: until it is detached.
    pub has_network_interface: bool,
    /// Whether its agent gave it resources of the host: until its containers have stopped.
    pub has_host_resources: bool,
    /// When the timed part of its present step ends.
    pub step_ends_at_seconds: Option<u64>,
    /// In the order of the task definition; empty on a board that stands still.
    pub containers: Vec<ContainerState>,
    /// Scale-in and deployments leave it alone until then.
    pub protected_until_seconds: Option<u64>,
    /// Why it stops.
    pub stop: Option<Stop>,
    /// When something happens to it next by itself.
    pub wakes_at_seconds: Option<u64>,
}

impl Life {
    /// Runs, and nothing will happen to it by itself: on a board that stands still.
    #[must_use]
    pub fn running(since_seconds: u64) -> Self {
        Self {
            last_status: TaskStatus::Running,
            since_seconds,
            started_at_seconds: Some(since_seconds),
            has_network_interface: true,
            has_host_resources: true,
            step_ends_at_seconds: None,
            containers: vec![],
            protected_until_seconds: None,
            stop: None,
            wakes_at_seconds: None,
        }
    }

    /// `healthStatus`: any essential container UNHEALTHY makes it so, else any UNKNOWN; only checks of the definition
    /// count. Without one it is UNKNOWN.
    #[must_use]
    pub fn health(&self, task_definition: &TaskDefinition) -> HealthStatus {
        let both = task_definition.container_definitions.iter().zip(&self.containers);
        let checked =
            both.filter(|(definition, _)| definition.essential && definition.health_check.is_some());
        checked.map(|(_, state)| state.health).max().unwrap_or(HealthStatus::Unknown)
    }
}

/// How the images and containers of a task definition behave on this board, for tasks that start from now on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Behavior {
    /// Whether its images cannot be pulled.
    pub image_pull_fails: bool,
    /// In the order of the task definition; those that are missing run for ever, healthy.
    pub containers: Vec<ContainerBehavior>,
    /// How its application answers; this holds for tasks that run too.
    pub application: Application,
}

/// A task that has stopped and can still be seen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoppedTask {
    /// As it was at the end.
    pub task: Shared<Task>,
    /// When it stopped, in simulated seconds.
    pub stopped_at_seconds: u64,
}

/// Stopped tasks that are kept at most, whatever their age.
const MAX_STOPPED_TASKS: usize = 1_000;

/// The task as it is placed: on a board that stands still it runs at once.
pub(super) fn begin(world: &World, task: &mut Task) {
    if world.clock == Switch::On {
        *task = walk::begun(world, task.clone());
    }
}

/// The next step of a task whose time has come.
pub(super) fn wake(world: &World, id: TaskId) -> Vec<Event> {
    world.tasks.get(&id).map_or_else(Vec::new, |task| walk::steps(world, task, None))
}

/// The task is to stop, for this reason; its containers get the time that they are due.
pub(super) fn stop(world: &World, task: &Task, stop: Stop) -> Vec<Event> {
    match (world.clock, task.desired_status) {
        (Switch::Off, _) => vec![Event::TaskStopped(task.id)],
        (Switch::On, DesiredStatus::Running) => walk::steps(world, task, Some(stop)),
        (Switch::On, DesiredStatus::Stopped) => vec![],
    }
}

/// Scale-in and deployments leave the task alone until then.
pub(super) fn protect(world: &World, task: &Task, until: Option<u64>) -> Vec<Event> {
    let mut protected = task.clone();
    protected.life.protected_until_seconds = until;
    let first = Event::TaskStateChanged(task.id, Box::new(protected.life.clone()));
    match world.clock {
        Switch::Off => vec![first],
        Switch::On => [vec![first], walk::steps(world, &protected, None)].concat(),
    }
}

/// The task is over at once: what it ran on is gone.
pub(super) fn kill(world: &World, task: &Task, stop: Stop) -> Vec<Event> {
    match (world.clock, task.desired_status) {
        (Switch::Off, _) | (Switch::On, DesiredStatus::Stopped) => vec![Event::TaskStopped(task.id)],
        (Switch::On, DesiredStatus::Running) => {
            vec![Event::TaskStopping(task.id, stop), Event::TaskStopped(task.id)]
        }
    }
}

/// Makes the changes of this module.
pub(super) fn apply_changed(world: &mut World, id: TaskId, life: &Life) {
    if let Some(task) = world.tasks.get_mut(&id) {
        task.life = life.clone();
        world.queue.set(Subject::Task(id), life.wakes_at_seconds);
        load_balancer::follow(world, id);
    }
}

/// A task that waited in PROVISIONING has a place.
pub(super) fn apply_assigned(world: &mut World, id: TaskId, place: ContainerInstanceId, life: &Life) {
    world.n_decisions += 1;
    capacity::forget_task(world, id);
    if let Some(task) = world.tasks.get_mut(&id) {
        task.place = TaskPlace::ContainerInstance(place);
    }
    apply_changed(world, id, life);
}

/// Tasks that start from now on behave so.
pub(super) fn apply_behavior(world: &mut World, id: TaskDefinitionId, behavior: &Behavior) {
    let registered = usize::try_from(id.0).ok().and_then(|at| world.task_definitions.get_mut(at));
    if let Some(registered) = registered {
        registered.behavior = behavior.clone();
    }
}

/// From now on it no longer counts.
pub(super) fn apply_stopping(world: &mut World, id: TaskId, stop: &Stop) {
    if let Some(task) = world.tasks.get_mut(&id) {
        task.desired_status = DesiredStatus::Stopped;
        task.life.stop = Some(stop.clone());
        load_balancer::follow(world, id);
    }
}

/// It is about to be over. While time passes it can be seen for a while.
pub(super) fn apply_stopped(world: &mut World, id: TaskId) {
    world.queue.set(Subject::Task(id), None);
    capacity::forget_task(world, id);
    let Some(mut task) = world.tasks.get(&id).filter(|_| world.clock == Switch::On).cloned() else { return };
    task.life.last_status = TaskStatus::Stopped;
    task.life.since_seconds = world.clock_seconds;
    task.life.wakes_at_seconds = None;
    task.life.has_host_resources = false;
    task.life.has_network_interface = false;
    task.life.containers.iter_mut().for_each(|it| it.vanish(world.clock_seconds));
    world.stopped_tasks.push(StoppedTask { task, stopped_at_seconds: world.clock_seconds });
    if world.stopped_tasks.len() > MAX_STOPPED_TASKS {
        world.stopped_tasks.remove(0);
    }
}

/// Time begins to pass: what ran until now goes on, and from this moment on is looked at like any other task.
pub(super) fn set_in_motion(world: &mut World) {
    let lives: Vec<_> =
        world.tasks.values().filter_map(|it| Some((it.id, walk::set_in_motion(world, it)?))).collect();
    for (id, life) in lives {
        apply_changed(world, id, &life);
    }
}

/// When tasks of a service are looked at next may have changed with the service.
pub(super) fn look_anew(world: &mut World, service: ServiceId) {
    let is_own = |it: &Task| it.started_by.is_some_and(|it| it.service == service);
    let running = world.tasks.values().filter(|it| is_own(it) && it.life.last_status == TaskStatus::Running);
    let wakes: Vec<_> = running.map(|it| (it.id, walk::next_wake(world, it))).collect();
    for (id, at_seconds) in wakes {
        if let Some(task) = world.tasks.get_mut(&id) {
            // A look too many does no harm.
            let at_seconds = [task.life.wakes_at_seconds, at_seconds].into_iter().flatten().min();
            task.life.wakes_at_seconds = at_seconds;
            world.queue.set(Subject::Task(id), at_seconds);
        }
    }
}

/// What stopped long ago is forgotten.
pub(super) fn forget_stopped(world: &mut World) {
    let now = world.clock_seconds;
    let is_old = |it: &StoppedTask| it.stopped_at_seconds + durations::STOPPED_TASKS_ARE_VISIBLE <= now;
    let n_old = world.stopped_tasks.partition_point(is_old);
    world.stopped_tasks.drain(..n_old);
}

/// It is awake: what it said about its next wake is over.
pub(super) fn woken(world: &mut World, id: TaskId) {
    if let Some(task) = world.tasks.get_mut(&id) {
        task.life.wakes_at_seconds = None;
    }
}
