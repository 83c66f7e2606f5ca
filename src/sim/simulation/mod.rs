//! A scenario, the commands given so far, and the world that they make.

mod questions;

use serde::{Deserialize, Serialize};

use super::checkpoints::Checkpoints;
use super::rest::{is_done, is_move, rest_of};
use super::{Command, Event, Index, Model, Scenario, Switch, World, Zone, decide_by_index};
use crate::sorted::{SortedMap, SortedSet};

/// Decisions that one command may set off: a bound on the work, far above what a board needs.
pub const MAX_DECISIONS: usize = 10_000;

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

/// Seconds that [`Simulation::advance`] joins into one command at most.
const JOINED_SECONDS: u64 = 3_600;
/// Decisions of a command that still grows, far below [`MAX_DECISIONS`].
const JOINED_DECISIONS: usize = 1_000;

/// Replays what happened: undo, redo, seek, fork and links are all this one mechanism.
#[derive(Clone, Debug)]
pub struct Simulation {
    scenario: Scenario,
    model: &'static Model,
    commands: Vec<Command>,
    /// How many commands are in force; those after it can be redone.
    cursor: usize,
    world: World,
    log: Vec<LogEntry>,
    checkpoints: Checkpoints,
    /// The index over the world: a cache, made when a task is to be placed.
    placer: Option<Index>,
    /// Makes it, for those who want one.
    make_index: Option<fn(&World) -> Option<Index>>,
}

impl Simulation {
    /// The world as the scenario starts it.
    #[must_use]
    pub fn new(scenario: Scenario) -> Self {
        Self::by(&Model::WHOLE, scenario)
    }

    /// The same by a model of which the program need not have all.
    #[must_use]
    pub fn by(model: &'static Model, scenario: Scenario) -> Self {
        let world = World::new(&scenario);
        Self {
            scenario,
            model,
            commands: vec![],
            cursor: 0,
            checkpoints: Checkpoints::new(world.clone()),
            world,
            log: vec![],
            placer: None,
            make_index: None,
        }
    }

    /// Before the first command: the zones of the subnets that the tasks of each group may use. They are in no save and no
    /// link, because the tasks of a board may use every zone.
    #[must_use]
    pub fn in_subnets(mut self, zones_by_group: SortedMap<String, SortedSet<Zone>>) -> Self {
        self.world.subnet_zones = zones_by_group;
        self.checkpoints = Checkpoints::new(self.world.clone());
        self
    }

    /// From here on tasks are placed by an index: the same places, found faster on large clusters. The code of the
    /// index is only in programs that call this.
    pub fn use_index(&mut self) {
        self.make_index = Some(Index::of);
    }

    /// Whether [`Self::use_index`] was called.
    #[must_use]
    pub fn uses_index(&self) -> bool {
        self.make_index.is_some()
    }

    /// Whether its model knows the order.
    #[must_use]
    pub fn knows(&self, command: &Command) -> bool {
        (self.model.knows)(command)
    }

    /// A world that can be looked at; nothing can be ordered in it.
    #[must_use]
    pub fn seen(scenario: Scenario, world: World) -> Self {
        Self {
            scenario,
            model: &Model::SEEN,
            commands: vec![],
            cursor: 0,
            checkpoints: Checkpoints::none(),
            world,
            log: vec![],
            placer: None,
            make_index: None,
        }
    }

    /// Whether it is one of [`Self::seen`].
    #[must_use]
    pub fn is_only_seen(&self) -> bool {
        self.checkpoints.are_none()
    }

    /// From here on it goes on by another model, which knows all that this one does.
    pub fn use_model(&mut self, model: &'static Model) {
        self.model = model;
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
        self.checkpoints.forget_after(self.cursor);
        self.commands.push(command);
        self.step_forward();
    }

    /// Lets seconds pass. Those that follow others at once are one command with them, so that what was played for a while
    /// is one step of the history.
    pub fn advance(&mut self, seconds: u64) {
        match self.joined(seconds) {
            None => self.dispatch(Command::Advance(seconds)),
            Some((at, all_seconds)) => {
                self.commands.truncate(at);
                self.checkpoints.forget_after(at);
                self.commands.push(Command::Advance(all_seconds));
                self.cursor = at;
                self.carry_on(Command::Advance(seconds));
            }
        }
    }

    /// The last command and its seconds with these, if it lets time pass as well and is not too long.
    fn joined(&self, seconds: u64) -> Option<(usize, u64)> {
        let at = self.cursor.checked_sub(1)?;
        let Command::Advance(before) = self.commands[at] else { return None };
        let all_seconds = before.checked_add(seconds).filter(|it| *it <= JOINED_SECONDS)?;
        let n_decisions = self.log.len() - self.log.partition_point(|it| index(it.command) < at);
        (self.world.clock == Switch::On && n_decisions < JOINED_DECISIONS).then_some((at, all_seconds))
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
            let n_log = self.log.partition_point(|it| index(it.command) < cursor);
            self.world = self.world_after(cursor, n_log);
            self.log.truncate(n_log);
            self.cursor = cursor;
            self.placer = None;
        }
        while self.cursor < cursor {
            self.step_forward();
        }
    }

    /// Another simulation that shares the past up to now and has no future yet.
    #[must_use]
    pub fn fork(&self) -> Self {
        let mut fork = self.clone();
        fork.placer = None;
        fork.commands.truncate(fork.cursor);
        fork
    }

    /// The moments of the past that can be looked at, as lengths of the log: after each command, and within one that lets
    /// time pass before each move of the clock.
    pub fn moments(&self) -> impl Iterator<Item = usize> {
        let ends = |at: &usize| match (self.log.get(at.wrapping_sub(1)), self.log.get(*at)) {
            (Some(before), Some(next)) => before.command != next.command || is_move(next),
            _ => true,
        };
        (0..=self.log.len()).filter(ends)
    }

    /// Another simulation that shares the past up to one of the [`Self::moments`] and has no future yet. Of a command that
    /// was under way only those seconds are in it that had passed.
    #[must_use]
    pub fn fork_at(&self, moment: usize) -> Self {
        let n_log = moment.min(self.log.len());
        let Some(next) = self.log.get(n_log) else { return self.fork() };
        let command = index(next.command);
        let first = self.log.partition_point(|it| it.command < next.command);
        let mut commands = self.commands[..command].to_vec();
        if first < n_log {
            commands.push(Command::Advance(next.at_seconds - self.log[first].at_seconds));
        }
        let mut fork = Self {
            model: self.model,
            scenario: self.scenario.clone(),
            cursor: commands.len(),
            commands,
            world: self.world_after(command, n_log),
            log: self.log[..n_log].to_vec(),
            checkpoints: self.checkpoints.up_to(command),
            placer: None,
            make_index: self.make_index,
        };
        fork.checkpoints.offer(fork.cursor, &fork.world);
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

    /// The world before the first command.
    #[must_use]
    pub fn first_world(&self) -> World {
        // No event changes where subnets are.
        World { subnet_zones: self.world.subnet_zones.clone(), ..World::new(&self.scenario) }
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

    /// The world after the first `n_log` decisions of the log, of which the last belong to command `command` or to
    /// one before it: what happened since the last world that was kept.
    fn world_after(&self, command: usize, n_log: usize) -> World {
        let (kept, world) = self.checkpoints.at_or_before(command);
        let first = self.log.partition_point(|it| index(it.command) < kept);
        let mut world = world.clone();
        for event in self.log[first..n_log].iter().flat_map(|it| &it.events) {
            (self.model.apply)(&mut world, event);
        }
        world
    }

    /// Carries out the next command of the history.
    fn step_forward(&mut self) {
        self.carry_on(self.commands[self.cursor].clone());
    }

    /// Carries out what is left of the next command. It is cut into decisions; each is applied before the next.
    fn carry_on(&mut self, order: Command) {
        let command =
            u32::try_from(self.cursor).expect("a history is shorter than 2^32 because it fits into memory");
        let mut rest = Some(order);
        let first = self.log.len();
        while let Some(events) = self.next_events(rest.as_ref()) {
            if self.log.len() - first >= MAX_DECISIONS {
                self.carry_out(command, vec![]);
                break;
            }
            self.carry_out(command, events);
            rest = rest.zip(self.log.last()).and_then(|(order, entry)| rest_of(order, entry));
            rest = rest.filter(|order| !is_done(&self.world, order));
        }
        self.cursor += 1;
        self.checkpoints.offer(self.cursor, &self.world);
    }

    /// What happens next on what is left of the order; after it, the service scheduler has its turn, one task at a time.
    fn next_events(&mut self, rest: Option<&Command>) -> Option<Vec<Event>> {
        match rest {
            Some(order) => {
                let events = self.model.own_turn(&self.world, order).map(|decision| decision.events);
                Some(events.unwrap_or_else(|| self.decide_now(order)))
            }
            None => (self.model.next)(&self.world).map(|decision| decision.events),
        }
    }

    fn carry_out(&mut self, command: u32, events: Vec<Event>) {
        let at_seconds = self.world.clock_seconds;
        for event in &events {
            self.apply(event);
        }
        self.log.push(LogEntry { command, at_seconds, events });
    }

    /// What happens on an order, without its account.
    fn decide_now(&mut self, order: &Command) -> Vec<Event> {
        if matches!(order, Command::RunTask(_)) {
            self.make_placer();
        }
        let by_index = self.placer.as_mut().and_then(|it| decide_by_index(&self.world, it, order));
        let decision = match by_index {
            Some(decision) => (self.model.begin)(&self.world, decision),
            None => (self.model.decide)(&self.world, order),
        };
        decision.events
    }

    fn make_placer(&mut self) {
        if let Some(make) = self.make_index
            && self.placer.as_ref().is_none_or(Index::is_crowded)
        {
            self.placer = make(&self.world);
        }
    }

    fn apply(&mut self, event: &Event) {
        if self.placer.as_mut().is_some_and(|placer| placer.follow(&self.world, event).is_err()) {
            self.placer = None;
        }
        (self.model.apply)(&mut self.world, event);
    }
}

fn index(number: u32) -> usize {
    usize::try_from(number).expect("an index of 32 bits fits because no target has smaller pointers")
}
