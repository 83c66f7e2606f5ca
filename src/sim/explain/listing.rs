//! What a whole history tells: the service events as AWS lists them, the stages of deployments, the states of tasks.

use super::{change_sentence, sentence, service_name, stop_code, stopped_reason};
use crate::sim::life::TaskStatus;
use crate::sim::service::{ServiceChange, StageStep};
use crate::sim::{
    DeploymentId, DesiredStatus, Event, ServiceId, Simulation, Task, TaskId, World, apply, capacity,
};

/// One of the `events` of a service.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ServiceEvent {
    /// In simulated seconds.
    pub at_seconds: u64,
    /// Whose.
    pub service: ServiceId,
    /// Its name, which outlives it here.
    pub service_name: String,
    /// In AWS's words.
    pub message: String,
}

/// A deployment that shifts traffic came into a stage.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DeploymentStage {
    /// In simulated seconds.
    pub at_seconds: u64,
    /// Its service.
    pub service_name: String,
    /// Which.
    pub deployment: DeploymentId,
    /// What it came into.
    pub step: StageStep,
}

/// A task came into another state, or is to come into one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaskStateChange {
    /// In simulated seconds.
    pub at_seconds: u64,
    /// Which.
    pub task: TaskId,
    /// How far it is.
    pub last_status: TaskStatus,
    /// How far it is to come.
    pub desired_status: DesiredStatus,
    /// `stopCode`.
    pub stop_code: Option<&'static str>,
    /// `stoppedReason`, in the words of its moment.
    pub stopped_reason: Option<String>,
}

/// Everything that services and tasks did, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The newest hundred of each service, without duplicates.
    pub service_events: Vec<ServiceEvent>,
    /// Of blue/green, linear and canary deployments.
    pub deployment_stages: Vec<DeploymentStage>,
    /// Of all tasks.
    pub task_state_changes: Vec<TaskStateChange>,
}

/// Events that AWS keeps of a service ("Service event messages").
pub const KEPT_SERVICE_EVENTS: usize = 100;

/// After so many seconds a duplicate is told again although its cause is not solved ("Service event messages").
// Simplification: AWS does not document when a cause counts as solved; the model takes the next steady state.
const TOLD_AGAIN: u64 = 6 * 3_600;

/// The lists of a history, in one pass over its log.
#[must_use]
pub fn listing(simulation: &Simulation) -> Listing {
    let mut world = simulation.first_world();
    let mut listing = Listing::default();
    for event in simulation.log().iter().flat_map(|entry| &entry.events) {
        listing.add_service_event(&world, event);
        let before = task_of(event).and_then(|id| world.tasks.get(&id).map(|it| state(it)));
        apply(&mut world, event);
        listing.add_task_state(&world, event, before);
    }
    listing.keep_newest();
    listing
}

impl Listing {
    /// `world` is the world before.
    fn add_service_event(&mut self, world: &World, event: &Event) {
        match event {
            Event::SteadyStateReached(id) => {
                let message = format!("service {} has reached a steady state.", service_name(world, *id));
                self.push(world, *id, message);
            }
            // Why there was no place is what the scheduler says at this moment.
            Event::ServiceTaskNotPlaced(id) => {
                let decision = capacity::next(world);
                self.tell(world, *id, decision.map_or_else(String::new, |it| sentence(world, &it)));
            }
            Event::ServiceChanged(id, ServiceChange::StageSet(step)) => {
                let primary = world.services.get(id).and_then(|it| it.deployments.first());
                self.deployment_stages.extend(primary.map(|it| DeploymentStage {
                    at_seconds: world.clock_seconds,
                    service_name: service_name(world, *id).to_owned(),
                    deployment: it.id,
                    step: *step,
                }));
            }
            Event::ServiceChanged(id, change) if is_service_event(change) => {
                self.tell(world, *id, change_sentence(world, *id, change));
            }
            _ => {}
        }
    }

    /// A service event, unless it has been told and its cause is not solved.
    fn tell(&mut self, world: &World, id: ServiceId, message: String) {
        let own = self.service_events.iter().rev().filter(|it| it.service == id);
        let unsolved = own.take_while(|it| !it.message.ends_with("has reached a steady state."));
        let is_recent = |it: &&ServiceEvent| it.at_seconds + TOLD_AGAIN > world.clock_seconds;
        if !unsolved.take_while(is_recent).any(|it| it.message == message) {
            self.push(world, id, message);
        }
    }

    fn push(&mut self, world: &World, service: ServiceId, message: String) {
        let service_name = service_name(world, service).to_owned();
        self.service_events.push(ServiceEvent {
            at_seconds: world.clock_seconds,
            service,
            service_name,
            message,
        });
    }

    /// `world` is the world after.
    fn add_task_state(&mut self, world: &World, event: &Event, before: Option<(TaskStatus, DesiredStatus)>) {
        let Some(id) = task_of(event) else { return };
        let stopped = world.stopped_tasks.last().map(|it| &it.task).filter(|it| it.id == id);
        let Some(task) = world.tasks.get(&id).or(stopped) else { return };
        if before == Some(state(task)) {
            return;
        }
        let stop = task.life.stop.as_ref();
        self.task_state_changes.push(TaskStateChange {
            at_seconds: world.clock_seconds,
            task: id,
            last_status: task.life.last_status,
            desired_status: task.desired_status,
            stop_code: stop.and_then(|it| it.code).map(stop_code),
            stopped_reason: stop.and_then(|it| it.reason.as_ref()).map(|it| stopped_reason(world, it)),
        });
    }

    fn keep_newest(&mut self) {
        let mut n_newer = std::collections::BTreeMap::new();
        self.service_events.reverse();
        self.service_events.retain(|it| {
            let n = n_newer.entry(it.service).or_insert(0);
            *n += 1;
            *n <= KEPT_SERVICE_EVENTS
        });
        self.service_events.reverse();
    }
}

fn state(task: &Task) -> (TaskStatus, DesiredStatus) {
    (task.life.last_status, task.desired_status)
}

/// The task that an event is about.
fn task_of(event: &Event) -> Option<TaskId> {
    match event {
        Event::TaskPlaced(task) => Some(task.id),
        Event::TaskStateChanged(id, _)
        | Event::TaskAssigned(id, ..)
        | Event::TaskStopping(id, _)
        | Event::TaskStopped(id) => Some(*id),
        _ => None,
    }
}

/// Whether AWS lists it among the events of the service.
fn is_service_event(change: &ServiceChange) -> bool {
    match change {
        ServiceChange::UnableToStartTasks
        | ServiceChange::DeploymentFailed
        | ServiceChange::AlarmDetected
        | ServiceChange::RolledBack
        | ServiceChange::DeploymentCompleted
        | ServiceChange::StuckByConfiguration
        | ServiceChange::ScaleInBlocked
        | ServiceChange::RebalancingBegan(_)
        | ServiceChange::RebalancingStarted(..)
        | ServiceChange::RebalancingStopped(..)
        | ServiceChange::RebalancingNotPlaced(_)
        | ServiceChange::RebalancingEnded(_)
        | ServiceChange::TargetUnhealthy(..)
        | ServiceChange::TargetNotRegistered(_) => true,
        ServiceChange::Updated(_)
        | ServiceChange::LaunchFailed(..)
        | ServiceChange::FailuresForgotten
        | ServiceChange::StageSet(_) => false,
    }
}
