//! A task's way through its states, as far as it goes at this moment.
//!
//! What delays or fails a step of the start asks here: a wait is a step that does not end yet ([`Walk::pending`]), a
//! failure is [`Walk::stop`] with its code and reason.

use super::container::{ContainerState, Containers};
use super::durations::{
    HEALTHY_WITHOUT_CHECK, IMAGE_PULL, MOUNT_GIVEN_UP, NETWORK_INTERFACE, REPORT_RETRY, START_GIVEN_UP,
    TARGET_REGISTERED,
};
use super::{Life, Stop, StopCode, StoppedReason, TaskStatus, host};
use crate::iam::launch::Step;
use crate::sim::capacity::{CapacityProvider, PROVISIONING_SECONDS};
use crate::sim::network::{self, Need};
use crate::sim::roles::{self, Attempt};
use crate::sim::service::{LaunchFailure, ServiceChange};
use crate::sim::{
    ContainerInstance, Event, RegisteredTaskDefinition, Task, TaskPlace, World, load_balancer, service,
    volume,
};

/// The task as it begins.
pub(super) fn begun(world: &World, mut task: Task) -> Task {
    let has_interface = host::has_interface(world, &task);
    let waits = task.place == TaskPlace::AwaitsCapacity;
    task.life = Life {
        last_status: if has_interface || waits { TaskStatus::Provisioning } else { TaskStatus::Pending },
        step_ends_at_seconds: waits.then_some(world.clock_seconds + PROVISIONING_SECONDS),
        started_at_seconds: None,
        has_network_interface: false,
        has_host_resources: false,
        ..Life::running(world.clock_seconds)
    };
    if let Some(mut walk) = Walk::of(world, &task) {
        walk.go();
        task.life = walk.life;
    }
    task
}

/// The life of a task that ran on a board that stood still, when time begins to pass.
pub(super) fn set_in_motion(world: &World, task: &Task) -> Option<Life> {
    let mut walk = Walk::of(world, task)?;
    let n = walk.registered.task_definition.container_definitions.len();
    walk.life.containers = vec![ContainerState::pending(walk.now); n];
    walk.containers().set_in_motion();
    walk.life.wakes_at_seconds = walk.next_wake();
    Some(walk.life)
}

/// When something happens next by itself to a task that runs, by all that is known now.
pub(super) fn next_wake(world: &World, task: &Task) -> Option<u64> {
    Walk::of(world, task)?.next_wake()
}

/// What happens to a task now; with a reason to stop, it begins to.
pub(super) fn steps(world: &World, task: &Task, stop: Option<Stop>) -> Vec<Event> {
    let Some(mut walk) = Walk::of(world, task) else { return vec![] };
    if let Some(stop) = stop {
        walk.stop(stop);
    }
    walk.go();
    walk.events
}

struct Walk<'a> {
    world: &'a World,
    task: &'a Task,
    registered: &'a RegisteredTaskDefinition,
    now: u64,
    life: Life,
    events: Vec<Event>,
}

/// Whether a step is behind us.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Progress {
    Made,
    Waits,
    Over,
}

impl<'a> Walk<'a> {
    fn of(world: &'a World, task: &'a Task) -> Option<Self> {
        let registered = world.task_definition(task.task_definition)?;
        let (now, life) = (world.clock_seconds, task.life.clone());
        Some(Self { world, task, registered, now, life, events: vec![] })
    }

    /// As far as it goes now. The last state says when it goes on.
    fn go(&mut self) {
        // What waits for capacity has no agent yet.
        let has_agent = self.task.place != TaskPlace::AwaitsCapacity;
        if has_agent && roles::denial(self.world, Attempt::Submit(self.task)).is_some() {
            return self.stand_still();
        }
        let progress = loop {
            let progress = match self.life.last_status {
                TaskStatus::Provisioning => self.provisioning(),
                TaskStatus::Pending => self.pending(),
                TaskStatus::Activating => self.activating(),
                TaskStatus::Running => self.running(),
                TaskStatus::Deactivating => self.deactivating(),
                TaskStatus::Stopping => self.stopping(),
                TaskStatus::Deprovisioning => self.deprovisioning(),
                TaskStatus::Stopped => Progress::Over,
            };
            if progress != Progress::Made {
                break progress;
            }
        };
        if progress == Progress::Over {
            return;
        }
        self.life.wakes_at_seconds = self.next_wake();
        let own = self.task.id;
        let last = self.events.iter_mut().rev().find_map(|event| match event {
            Event::TaskStateChanged(id, life) if *id == own => Some(life),
            _ => None,
        });
        match last {
            Some(life) => **life = self.life.clone(),
            None if self.life != self.task.life => self.report(),
            None => {}
        }
    }

    /// When something happens to it next by itself.
    fn next_wake(&mut self) -> Option<u64> {
        self.times().into_iter().flatten().min()
    }

    /// When something may happen to it by itself.
    fn times(&mut self) -> [Option<u64>; 5] {
        let of_containers = self.containers().next();
        let ripens = self.life.started_at_seconds.map(|it| it + HEALTHY_WITHOUT_CHECK);
        let ripens = ripens.filter(|it| self.life.last_status == TaskStatus::Running && *it > self.now);
        let protected = self.life.protected_until_seconds.filter(|it| *it > self.now);
        let grace = service::grace_ends(self.world, self.task, &self.life).filter(|it| *it > self.now);
        let grace = grace.filter(|_| self.life.last_status == TaskStatus::Running);
        [self.life.step_ends_at_seconds, of_containers, ripens, protected, grace]
    }

    /// Its agent may not report states: they stop moving until it may.
    // Simplification: containers of a task whose states are not reported stand still as well.
    fn stand_still(&mut self) {
        // What is behind waits as well; what is to come, others may count by.
        let to_come = self.times().into_iter().flatten().filter(|it| *it > self.now);
        self.life.wakes_at_seconds = to_come.chain([self.now + REPORT_RETRY]).min();
        self.report();
    }

    fn provisioning(&mut self) -> Progress {
        if self.task.place == TaskPlace::AwaitsCapacity {
            return if self.is_timed() { Progress::Waits } else { self.fail(self.no_capacity()) };
        }
        if !self.life.has_network_interface {
            if !host::has_attachment_left(self.world, self.task) {
                return Progress::Waits;
            }
            self.life.has_network_interface = true;
            self.life.step_ends_at_seconds = Some(self.now + NETWORK_INTERFACE);
        }
        if self.is_timed() {
            return Progress::Waits;
        }
        self.enter(TaskStatus::Pending)
    }

    /// First the resources of the host, then the images, then the containers, in the order of their dependencies.
    fn pending(&mut self) -> Progress {
        if !self.life.has_host_resources {
            if !host::has_room(self.world, self.task) {
                return Progress::Waits;
            }
            self.life.has_host_resources = true;
            // What is in the way of the logs shows when the containers are to start.
            let obstacle = network::obstacle(self.world, self.task);
            let is_late = obstacle.is_some_and(|it| it.need == Need::Logs);
            let hangs = volume::mount_failure(self.world, self.task).is_some_and(|it| it.hangs());
            let seconds = match (is_late, hangs) {
                (true, _) => START_GIVEN_UP,
                (false, true) => MOUNT_GIVEN_UP,
                (false, false) => IMAGE_PULL,
            };
            self.life.step_ends_at_seconds = Some(self.now + seconds);
        }
        if self.life.containers.is_empty() {
            if self.is_timed() {
                return Progress::Waits;
            }
            if let Some(reason) = self.hindrance() {
                return self.fail(reason);
            }
            let n = self.registered.task_definition.container_definitions.len();
            self.life.containers = vec![ContainerState::pending(self.now); n];
        }
        match self.containers().start() {
            Ok(true) => return Progress::Made,
            Ok(false) => {}
            Err(container) => return self.fail(StoppedReason::DependencyNotMet { container }),
        }
        if self.containers().live() {
            return Progress::Made;
        }
        if self.containers().lacks_essential() {
            return self.essential_exited();
        }
        if self.life.containers.iter().any(ContainerState::is_pending) {
            return Progress::Waits;
        }
        if load_balancer::is_registered(self.world, self.task) {
            self.life.step_ends_at_seconds = Some(self.now + TARGET_REGISTERED);
            self.events.extend(load_balancer::refusals(self.world, self.task));
            return self.enter(TaskStatus::Activating);
        }
        self.run()
    }

    /// What keeps the containers from starting, in the order of the steps: what cannot be reached cannot deny anything.
    fn hindrance(&self) -> Option<StoppedReason> {
        let obstacle = network::obstacle(self.world, self.task);
        let blocked = |is_logs: bool| {
            obstacle.filter(|it| (it.need == Need::Logs) == is_logs).map(StoppedReason::Unreachable)
        };
        let denied = |from, to| {
            roles::denial(self.world, Attempt::Start(self.task, from, to)).map(StoppedReason::Denied)
        };
        blocked(false)
            .or_else(|| denied(Step::AttachVolume, Step::PullImage))
            .or_else(|| self.registered.behavior.image_pull_fails.then(|| self.cannot_pull()))
            .or_else(|| volume::lacks_space(self.world, self.task).then_some(StoppedReason::NoSpaceForImage))
            .or_else(|| denied(Step::Secrets, Step::Secrets))
            .or_else(|| volume::mount_failure(self.world, self.task).map(StoppedReason::NotMounted))
            .or_else(|| denied(Step::MountFileSystem, Step::MountFileSystem))
            .or_else(|| blocked(true))
            .or_else(|| denied(Step::Logs, Step::Logs))
    }

    /// All containers have been started. What must be registered first makes this a step of its own: ACTIVATING.
    fn run(&mut self) -> Progress {
        let made = self.enter(TaskStatus::Running);
        self.life.started_at_seconds = Some(self.now);
        made
    }

    /// It is registered with target groups, and lives as if it ran.
    fn activating(&mut self) -> Progress {
        match self.running() {
            Progress::Waits if !self.is_timed() => self.run(),
            progress => progress,
        }
    }

    fn running(&mut self) -> Progress {
        if self.containers().live() {
            return Progress::Made;
        }
        if self.containers().lacks_essential() {
            return self.essential_exited();
        }
        Progress::Waits
    }

    /// It is deregistered; requests under way may end. Only then its containers are told to stop.
    fn deactivating(&mut self) -> Progress {
        if self.containers().live() {
            return Progress::Made;
        }
        let is_over = self.containers().lacks_essential() || !self.is_timed();
        if is_over { self.enter(TaskStatus::Stopping) } else { Progress::Waits }
    }

    fn stopping(&mut self) -> Progress {
        let is_changed = self.containers().live() | self.containers().shut_down();
        if is_changed {
            return Progress::Made;
        }
        if self.life.containers.iter().any(ContainerState::is_up) {
            Progress::Waits
        } else {
            self.leave_host()
        }
    }

    /// The containers have stopped: what waits for the host looks again.
    fn leave_host(&mut self) -> Progress {
        self.life.has_host_resources = false;
        if !host::has_interface(self.world, self.task) || !self.life.has_network_interface {
            return self.end();
        }
        self.life.step_ends_at_seconds = Some(self.now + NETWORK_INTERFACE);
        self.wake_waiting();
        self.enter(TaskStatus::Deprovisioning)
    }

    fn deprovisioning(&mut self) -> Progress {
        if self.is_timed() { Progress::Waits } else { self.end() }
    }

    fn end(&mut self) -> Progress {
        self.life.last_status = TaskStatus::Stopped;
        self.report();
        self.events.push(Event::TaskStopped(self.task.id));
        self.wake_waiting();
        Progress::Over
    }

    fn wake_waiting(&mut self) {
        for waiting in host::waiting(self.world, self.task).filter(|it| it.id != self.task.id) {
            let life = Life { wakes_at_seconds: Some(self.now), ..waiting.life.clone() };
            self.events.push(Event::TaskStateChanged(waiting.id, Box::new(life)));
        }
    }

    fn essential_exited(&mut self) -> Progress {
        self.stop(Stop::of(StopCode::EssentialContainerExited, StoppedReason::EssentialContainerExited))
    }

    fn fail(&mut self, reason: StoppedReason) -> Progress {
        self.stop(Stop::of(StopCode::TaskFailedToStart, reason))
    }

    fn no_capacity(&self) -> StoppedReason {
        let own = |it: &ContainerInstance| match self.task.capacity_provider {
            Some(CapacityProvider::AutoScalingGroup(id)) => it.capacity_provider == Some(id),
            Some(CapacityProvider::Fargate | CapacityProvider::FargateSpot) | None => false,
        };
        StoppedReason::NoCapacity { is_empty: !self.world.container_instances.values().any(|it| own(it)) }
    }

    fn cannot_pull(&self) -> StoppedReason {
        let first = self.registered.task_definition.container_definitions.first();
        StoppedReason::CannotPullContainer { image: first.map_or_else(String::new, |it| it.image.clone()) }
    }

    /// It is to stop: from here on it no longer counts. Steps without work are skipped.
    fn stop(&mut self, stop: Stop) -> Progress {
        self.life.stop = Some(stop.clone());
        self.life.step_ends_at_seconds = None;
        let never_ran = self.life.started_at_seconds.is_none()
            && matches!(stop.code, Some(StopCode::TaskFailedToStart | StopCode::EssentialContainerExited));
        // What has ended by itself is not waited for.
        let is_crash = stop.code == Some(StopCode::EssentialContainerExited);
        self.events.push(Event::TaskStopping(self.task.id, stop));
        if let Some(by) = self.task.started_by.filter(|_| never_ran) {
            let failed = ServiceChange::LaunchFailed(by.deployment, LaunchFailure::NeverRan);
            self.events.push(Event::ServiceChanged(by.service, failed));
        }
        let is_up = self.life.containers.iter().any(ContainerState::is_up);
        let delay = load_balancer::deregistration_delay(self.world, self.task.id);
        let delay = delay.filter(|it| *it > 0 && is_up && !is_crash);
        if let Some(delay) = delay {
            self.life.step_ends_at_seconds = Some(self.now + delay);
            self.enter(TaskStatus::Deactivating)
        } else if is_up {
            self.enter(TaskStatus::Stopping)
        } else {
            self.containers().shut_down();
            self.leave_host()
        }
    }

    fn containers(&mut self) -> Containers<'_> {
        Containers {
            definition: &self.registered.task_definition,
            behaviors: &self.registered.behavior.containers,
            states: &mut self.life.containers,
            now: self.now,
        }
    }

    /// Whether the timed part of the step goes on; forgets it when it is over.
    fn is_timed(&mut self) -> bool {
        let goes_on = self.life.step_ends_at_seconds.is_some_and(|it| it > self.now);
        if !goes_on {
            self.life.step_ends_at_seconds = None;
        }
        goes_on
    }

    fn enter(&mut self, status: TaskStatus) -> Progress {
        self.life.last_status = status;
        self.life.since_seconds = self.now;
        self.report();
        Progress::Made
    }

    fn report(&mut self) {
        self.events.push(Event::TaskStateChanged(self.task.id, Box::new(self.life.clone())));
    }
}
