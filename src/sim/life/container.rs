//! The containers of a task: who may start, who ends, who is told to stop.

use serde::{Deserialize, Serialize};

use super::durations::{CONTAINER_COMPLETES, CONTAINER_ENDS, STOP_TIMEOUT};
use crate::ecs::{Condition, ContainerDefinition, TaskDefinition};

/// How far a container is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum ContainerStatus {
    /// Not started yet.
    Pending,
    /// Runs.
    Running,
    /// Was sent SIGTERM.
    Stopping,
    /// Ended, or never started and never will.
    Stopped,
}

/// What the health check of a container found (`healthStatus`); the worst is the greatest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum HealthStatus {
    /// It passed.
    Healthy,
    /// There is none, or it has not been made yet.
    Unknown,
    /// It failed as often as it may.
    Unhealthy,
}

/// A container of a task.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContainerState {
    /// How far it is.
    pub status: ContainerStatus,
    /// Since when, in simulated seconds.
    pub since_seconds: u64,
    /// Once it has ended; none when it never started.
    pub exit_code: Option<u8>,
    /// Whether the kernel killed it because of its memory use.
    pub is_out_of_memory: bool,
    /// What its check found.
    pub health: HealthStatus,
    /// When it ends by itself, and with which code.
    exits: Option<Exit>,
    /// When its check says something new.
    checked: Option<(u64, HealthStatus)>,
}

/// An end that is to come, or its rule: seconds after the start.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exit {
    /// Seconds.
    pub seconds: u64,
    /// The exit code.
    pub code: u8,
}

/// How one container behaves on this board.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ContainerBehavior {
    /// It ends by itself this long after its start.
    pub exits: Option<Exit>,
    /// It ignores SIGTERM, so that only SIGKILL ends it.
    pub ignores_sigterm: bool,
    /// Its health check fails.
    pub is_unhealthy: bool,
    /// The command of its health check takes so many seconds, and fails when that is more than the check's timeout.
    pub check_takes_seconds: u32,
}

/// The exit code of SIGKILL.
pub(super) const KILLED: u8 = 137;

impl ContainerState {
    /// Not started yet.
    pub(super) fn pending(now: u64) -> Self {
        Self {
            status: ContainerStatus::Pending,
            since_seconds: now,
            exit_code: None,
            is_out_of_memory: false,
            health: HealthStatus::Unknown,
            exits: None,
            checked: None,
        }
    }

    fn enter(&mut self, status: ContainerStatus, now: u64) {
        self.status = status;
        self.since_seconds = now;
    }

    /// Ends now with this code.
    pub(super) fn end(&mut self, code: Option<u8>, now: u64) {
        self.enter(ContainerStatus::Stopped, now);
        (self.exit_code, self.exits, self.checked) = (code, None, None);
    }

    /// What it ran on is gone, so nobody knows how it ended.
    pub(super) fn vanish(&mut self, now: u64) {
        if self.status != ContainerStatus::Stopped {
            self.end(None, now);
        }
    }

    /// What its check finds from now on.
    pub(super) fn find(&mut self, health: HealthStatus) {
        (self.health, self.checked) = (health, None);
    }

    pub(super) fn is_pending(&self) -> bool {
        self.status == ContainerStatus::Pending
    }

    pub(super) fn is_up(&self) -> bool {
        matches!(self.status, ContainerStatus::Running | ContainerStatus::Stopping)
    }
}

/// The containers of one task at one moment.
pub(super) struct Containers<'a> {
    pub definition: &'a TaskDefinition,
    pub behaviors: &'a [ContainerBehavior],
    pub states: &'a mut Vec<ContainerState>,
    pub now: u64,
}

/// A container that waits for others.
enum Wait {
    Over,
    /// For ever, or until this time at most.
    Until(Option<u64>),
    InVain,
}

impl Containers<'_> {
    /// Starts what may start; false when nothing changed.
    ///
    /// # Errors
    /// With the name of a container that waits in vain.
    pub fn start(&mut self) -> Result<bool, String> {
        let mut is_changed = false;
        for (at, definition) in self.definition.container_definitions.iter().enumerate() {
            if self.states[at].status != ContainerStatus::Pending {
                continue;
            }
            match self.wait(definition) {
                Wait::Over => {
                    self.start_one(at, definition);
                    is_changed = true;
                }
                Wait::Until(_) => {}
                Wait::InVain => return Err(definition.name.clone()),
            }
        }
        let is_stuck = !is_changed && !self.states.iter().any(ContainerState::is_up);
        let waiting = || self.states.iter().position(|it| it.status == ContainerStatus::Pending);
        match waiting().filter(|_| is_stuck) {
            Some(at) => Err(self.definition.container_definitions[at].name.clone()),
            None => Ok(is_changed),
        }
    }

    fn start_one(&mut self, at: usize, definition: &ContainerDefinition) {
        let (now, behavior) = (self.now, self.behavior(at));
        let by_itself = self.completes(definition).then_some(Exit { seconds: CONTAINER_COMPLETES, code: 0 });
        let state = &mut self.states[at];
        state.enter(ContainerStatus::Running, now);
        state.exits =
            behavior.exits.or(by_itself).map(|it| Exit { seconds: now + it.seconds, code: it.code });
        state.checked = definition.health_check.as_ref().map(|check| {
            let is_late = behavior.check_takes_seconds > check.timeout_seconds();
            // What takes too long is given up; the interval begins when a check has ended.
            let takes = behavior.check_takes_seconds.min(check.timeout_seconds());
            let interval = u64::from(check.interval_seconds()) + u64::from(takes);
            if behavior.is_unhealthy || is_late {
                let failures = u64::from(check.n_retries()) * interval;
                (now + u64::from(check.start_period_seconds()) + failures, HealthStatus::Unhealthy)
            } else {
                (now + interval, HealthStatus::Healthy)
            }
        });
    }

    /// All of them run, and their checks have passed, as is shown of a board that stands still; those whose end others
    /// wait for have ended.
    pub fn set_in_motion(&mut self) {
        for (at, definition) in self.definition.container_definitions.iter().enumerate() {
            let (now, completes) = (self.now, self.completes(definition));
            let state = &mut self.states[at];
            if completes {
                state.end(Some(0), now);
            } else {
                state.enter(ContainerStatus::Running, now);
                if definition.health_check.is_some() {
                    state.find(HealthStatus::Healthy);
                }
            }
        }
    }

    /// Whether others wait for its end, so that it ends by itself.
    fn completes(&self, definition: &ContainerDefinition) -> bool {
        self.definition.container_definitions.iter().flat_map(|it| &it.depends_on).any(|it| {
            it.container_name == definition.name
                && matches!(it.condition, Condition::Complete | Condition::Success)
        })
    }

    fn behavior(&self, at: usize) -> ContainerBehavior {
        self.behaviors.get(at).copied().unwrap_or_default()
    }

    /// What a container that has not started waits for.
    fn wait(&self, definition: &ContainerDefinition) -> Wait {
        let (mut waits, mut until) = (false, None);
        for dependency in &definition.depends_on {
            let all = &self.definition.container_definitions;
            let Some(at) = all.iter().position(|it| it.name == dependency.container_name) else {
                return Wait::InVain;
            };
            let (awaited, state) = (&all[at], &self.states[at]);
            let has_stopped = state.status == ContainerStatus::Stopped;
            let (is_met, is_in_vain) = match dependency.condition {
                Condition::Start => (state.is_up() || has_stopped, false),
                Condition::Complete => (has_stopped, false),
                Condition::Success => (has_stopped && state.exit_code == Some(0), has_stopped),
                Condition::Healthy => (state.health == HealthStatus::Healthy, has_stopped),
            };
            if is_met {
                continue;
            }
            let limit = awaited.start_timeout.filter(|_| dependency.condition != Condition::Start);
            let limit = limit.filter(|_| state.is_up()).map(|it| state.since_seconds + u64::from(it));
            if is_in_vain || limit.is_some_and(|it| it <= self.now) {
                return Wait::InVain;
            }
            waits = true;
            until = [until, limit].into_iter().flatten().min();
        }
        if waits { Wait::Until(until) } else { Wait::Over }
    }

    /// What happened to containers that are up; false when nothing did.
    pub fn live(&mut self) -> bool {
        let mut is_changed = false;
        for state in self.states.iter_mut() {
            if let Some(exit) = state.exits.filter(|it| it.seconds <= self.now && state.is_up()) {
                state.end(Some(exit.code), self.now);
                is_changed = true;
            } else if let Some((_, health)) = state.checked.filter(|it| it.0 <= self.now && state.is_up()) {
                (state.health, state.checked) = (health, None);
                is_changed = true;
            }
        }
        is_changed
    }

    /// Sends SIGTERM to those that nobody who depends on them needs any more: shutdown runs in reverse order.
    pub fn shut_down(&mut self) -> bool {
        let mut is_changed = false;
        // Before the images are pulled there are none.
        let n = self.states.len();
        for (at, definition) in self.definition.container_definitions.iter().take(n).enumerate() {
            match self.states[at].status {
                ContainerStatus::Pending => self.states[at].end(None, self.now),
                ContainerStatus::Running if !self.is_needed(definition) => {
                    let timeout = definition.stop_timeout.map_or(STOP_TIMEOUT, u64::from);
                    let exit = if self.behavior(at).ignores_sigterm || timeout < CONTAINER_ENDS {
                        Exit { seconds: self.now + timeout, code: KILLED }
                    } else {
                        Exit { seconds: self.now + CONTAINER_ENDS, code: 0 }
                    };
                    self.states[at].enter(ContainerStatus::Stopping, self.now);
                    self.states[at].exits = Some(exit);
                }
                ContainerStatus::Running | ContainerStatus::Stopping | ContainerStatus::Stopped => continue,
            }
            is_changed = true;
        }
        is_changed
    }

    fn is_needed(&self, definition: &ContainerDefinition) -> bool {
        let both = self.definition.container_definitions.iter().zip(self.states.iter());
        let mut dependents =
            both.filter(|(other, _)| other.depends_on.iter().any(|it| it.container_name == definition.name));
        dependents.any(|(_, state)| state.is_up())
    }

    /// Whether an essential container has ended.
    pub fn lacks_essential(&self) -> bool {
        let mut both = self.definition.container_definitions.iter().zip(self.states.iter());
        both.any(|(definition, state)| definition.essential && state.status == ContainerStatus::Stopped)
    }

    /// When something happens next by itself.
    pub fn next(&self) -> Option<u64> {
        let own = self.states.iter().filter(|it| it.is_up());
        let own = own.flat_map(|it| [it.exits.map(|it| it.seconds), it.checked.map(|it| it.0)]).flatten();
        let both = self.definition.container_definitions.iter().zip(self.states.iter());
        let waits = both.filter(|(_, state)| state.status == ContainerStatus::Pending).filter_map(
            |(definition, _)| match self.wait(definition) {
                Wait::Until(limit) => limit,
                Wait::Over | Wait::InVain => None,
            },
        );
        own.chain(waits).min()
    }
}
