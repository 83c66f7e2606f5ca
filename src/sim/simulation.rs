//! A scenario, the commands given so far, and the world that they make.

use serde::{Deserialize, Serialize};

use super::{Command, Decision, Event, Explanation, Scenario, World, apply, decide};

/// One decision in the log.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogEntry {
    /// Which command (index into the history) it belongs to.
    pub command: u32,
    /// Simulated seconds.
    pub at_seconds: u64,
    /// What happened.
    pub events: Vec<Event>,
}

/// A world is kept after every so many commands, so that going back replays few.
const CHECKPOINT_EVERY: usize = 16;

/// Replays commands: undo, redo, seek, fork and links are all this one mechanism.
#[derive(Clone, Debug)]
pub struct Simulation {
    scenario: Scenario,
    commands: Vec<Command>,
    /// How many commands are in force; those after it can be redone.
    cursor: usize,
    world: World,
    log: Vec<LogEntry>,
    /// The world after 0, 16, 32, … commands.
    checkpoints: Vec<World>,
}

impl Simulation {
    /// The world as the scenario starts it.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        let world = World::new(&scenario);
        Self { scenario, commands: vec![], cursor: 0, checkpoints: vec![world.clone()], world, log: vec![] }
    }

    /// A scenario with commands already given, of which the first `cursor` are in force.
    #[must_use]
    pub fn replayed(scenario: Scenario, commands: Vec<Command>, cursor: usize) -> Self {
        let mut simulation = Self::new(scenario);
        simulation.commands = commands;
        simulation.seek(cursor);
        simulation
    }

    /// Carries out a command; drops what could have been redone.
    pub fn dispatch(&mut self, command: Command) {
        self.commands.truncate(self.cursor);
        self.checkpoints.truncate(self.cursor / CHECKPOINT_EVERY + 1);
        self.commands.push(command);
        self.step_forward();
    }

    /// Takes the last command back; false when there is none.
    pub fn undo(&mut self) -> bool {
        let can_undo = self.can_undo();
        if can_undo {
            self.seek(self.cursor - 1);
        }
        can_undo
    }

    /// Gives the last undone command again; false when there is none.
    pub fn redo(&mut self) -> bool {
        let can_redo = self.can_redo();
        if can_redo {
            self.step_forward();
        }
        can_redo
    }

    /// Whether [`Self::undo`] would do something.
    #[must_use]
    pub fn can_undo(&self) -> bool {
        self.cursor > 0
    }

    /// Whether [`Self::redo`] would do something.
    #[must_use]
    pub fn can_redo(&self) -> bool {
        self.cursor < self.commands.len()
    }

    /// Goes to the moment after the first `cursor` commands; the later ones stay and can be redone.
    pub fn seek(&mut self, cursor: usize) {
        let cursor = cursor.min(self.commands.len());
        if cursor < self.cursor {
            let kept = (cursor / CHECKPOINT_EVERY).min(self.checkpoints.len() - 1);
            self.cursor = kept * CHECKPOINT_EVERY;
            self.world = self.checkpoints[kept].clone();
            let first_dropped = self.log.partition_point(|it| index(it.command) < self.cursor);
            self.log.truncate(first_dropped);
        }
        while self.cursor < cursor {
            self.step_forward();
        }
    }

    /// Another simulation that shares the past up to now and has no future yet.
    #[must_use]
    pub fn fork(&self) -> Self {
        let mut fork = self.clone();
        fork.commands.truncate(fork.cursor);
        fork
    }

    /// The present world.
    #[must_use]
    pub fn world(&self) -> &World {
        &self.world
    }

    /// What the simulation started from.
    #[must_use]
    pub fn scenario(&self) -> &Scenario {
        &self.scenario
    }

    /// All commands, the undone ones too.
    #[must_use]
    pub fn commands(&self) -> &[Command] {
        &self.commands
    }

    /// How many of [`Self::commands`] are in force.
    #[must_use]
    pub fn cursor(&self) -> usize {
        self.cursor
    }

    /// Every decision so far.
    #[must_use]
    pub fn log(&self) -> &[LogEntry] {
        &self.log
    }

    /// The full account of one decision of the log, by replaying to it.
    #[must_use]
    pub fn explain(&self, log_index: usize) -> Explanation {
        self.decision(log_index).map_or(Explanation::Plain, |(_, decision)| decision.explanation)
    }

    /// One decision of the log and the world it was taken in (which has the names that its sentences need).
    #[must_use]
    pub fn decision(&self, log_index: usize) -> Option<(World, Decision)> {
        let command = self.log.get(log_index)?.command;
        let first_of_command = self.log.partition_point(|it| it.command < command);
        let mut world = self.world_after(index(command));
        let mut found = None;
        let mut n_before = log_index - first_of_command;
        carry_out(&mut world, self.commands.get(index(command))?, |world, decision| {
            if n_before == 0 && found.is_none() {
                found = Some((world.clone(), decision.clone()));
            }
            n_before = n_before.saturating_sub(1);
        });
        found
    }

    /// The world after the first `cursor` commands.
    fn world_after(&self, cursor: usize) -> World {
        let kept = (cursor / CHECKPOINT_EVERY).min(self.checkpoints.len() - 1);
        let mut world = self.checkpoints[kept].clone();
        for command in &self.commands[kept * CHECKPOINT_EVERY..cursor] {
            carry_out(&mut world, command, |_, _| ());
        }
        world
    }

    /// Carries out the next command of the history.
    fn step_forward(&mut self) {
        let number =
            u32::try_from(self.cursor).expect("a history is shorter than 2^32 because it fits into memory");
        let log = &mut self.log;
        carry_out(&mut self.world, &self.commands[self.cursor], |world, decision| {
            log.push(LogEntry {
                command: number,
                at_seconds: world.clock_seconds,
                events: decision.events.clone(),
            });
        });
        self.cursor += 1;
        if self.cursor == self.checkpoints.len() * CHECKPOINT_EVERY {
            self.checkpoints.push(self.world.clone());
        }
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).expect("an index of 32 bits fits because no target has smaller pointers")
}

/// Cuts a command into decisions; each is applied before the next and reported with the world that it was taken in.
fn carry_out(world: &mut World, command: &Command, mut report: impl FnMut(&World, &Decision)) {
    let mut rest = Some(command.clone());
    while let Some(command) = rest {
        let decision = decide(world, &command);
        report(world, &decision);
        for event in &decision.events {
            apply(world, event);
        }
        rest = rest_of(command, &decision);
    }
}

/// What is left of a command after its first decision.
fn rest_of(command: Command, decision: &Decision) -> Option<Command> {
    match (command, &decision.explanation) {
        (Command::RunTask(mut request), Explanation::Placement(_)) if request.count > 1 => {
            request.count -= 1;
            Some(Command::RunTask(request))
        }
        (Command::StartTask(mut request), Explanation::Placement(_))
            if request.container_instances.len() > 1 =>
        {
            request.container_instances.remove(0);
            Some(Command::StartTask(request))
        }
        _ => None,
    }
}
