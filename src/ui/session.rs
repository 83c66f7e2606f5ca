//! The one simulation of a page, what happened in it in words, and the decision that the learner looks at.
//!
//! Commands are calls to [`Session::dispatch`], never values in a signal: two in one turn would become one.

use leptos::prelude::*;

use crate::sim::{Command, Event, LogEntry, Simulation, TaskId, explain};
use crate::ui::signal::{RwSignal, StoredValue};

use super::live;

/// Counts commands of a simulation.
pub type Count = fn(&Simulation) -> usize;

/// A handle that every view of the page may copy.
#[derive(Clone, Copy)]
pub struct Session {
    /// Scenario, commands and world.
    pub simulation: RwSignal<Simulation>,
    /// Tells boards apart that stood here one after the other, see [`Self::key`].
    board: RwSignal<u32>,
    /// The log in words: one sentence for each of its entries.
    pub words: RwSignal<Vec<String>>,
    /// The decision that the learner looks at, as an index into the log.
    pub opened: RwSignal<Option<usize>>,
    /// What was last said.
    pub status: RwSignal<String>,
    /// The present, while an earlier moment is looked at.
    pub ahead: RwSignal<Option<Ahead>>,
    /// How many commands a simulation was given before the learner gave one; they are not taken back. None until orders
    /// can be given.
    n_given: StoredValue<Option<Count>>,
    restarts: StoredValue<Restarts>,
    fresh: StoredValue<Vec<TaskId>>,
}

/// What undo or redo did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Step {
    /// One command was taken back or given again; what is said about it.
    Command(String),
    /// Starting over was taken back or done again.
    Restart,
    /// An earlier moment was looked at; now it is the present again.
    Present,
    /// There was nothing to do.
    Nothing,
}

/// What comes after the moment that is looked at.
#[derive(Clone, Debug)]
pub struct Ahead {
    /// As the learner left it.
    pub simulation: Simulation,
    /// Its log in words.
    words: Vec<String>,
}

/// Simulations left behind by starting over, or by doing something else at an earlier moment, so that this can be taken
/// back as well.
#[derive(Clone, Debug, Default)]
struct Restarts {
    /// Commands that the first of them began with and that are not taken back.
    n_began_with: usize,
    /// Left behind, oldest first; each with the number of commands with which the next one began.
    past: Vec<(usize, Simulation)>,
    /// Taken back, last first; each with the number of commands that it followed.
    future: Vec<(usize, Simulation)>,
}

impl Session {
    /// A session around a simulation that can be looked at; [`Self::begin`] goes on from here.
    pub fn new(simulation: Simulation) -> Self {
        Self {
            simulation: RwSignal::new(simulation),
            board: RwSignal::new(0),
            words: RwSignal::new(vec![]),
            opened: RwSignal::new(None),
            status: RwSignal::new(String::new()),
            ahead: RwSignal::new(None),
            n_given: StoredValue::new(None),
            restarts: StoredValue::default(),
            fresh: StoredValue::default(),
        }
    }

    /// From here on orders can be given, in another simulation if there is one; the last placement in its log is open.
    pub fn begin(self, simulation: Option<Simulation>, n_given: Count) {
        self.n_given.set_value(Some(n_given));
        let simulation = simulation.unwrap_or_else(|| self.simulation.get_untracked());
        self.open(simulation, 0);
    }

    /// Carries out a command, opens the decision it led to and says what happened. At an earlier moment it begins another
    /// course of events; [`Self::undo`] comes back to the one that was left.
    pub fn dispatch(self, command: Command) {
        self.restarts.update_value(|it| it.future.clear());
        self.leave_present(self.simulation.with_untracked(Simulation::cursor));
        self.simulation.update(|it| it.dispatch(command));
        let sentence = self.look_at_new();
        self.say(sentence);
    }

    /// Lets seconds pass; what happened in them, if anything did.
    pub fn advance(self, seconds: u64) -> Option<String> {
        self.restarts.update_value(|it| it.future.clear());
        self.leave_present(self.simulation.with_untracked(Simulation::cursor));
        let n_before = self.words.with_untracked(Vec::len);
        self.simulation.update(|it| it.advance(seconds));
        let sentence = self.look_at_new();
        let is_news = |entry: &LogEntry| !matches!(&*entry.events, [Event::ClockMoved(_)]);
        let has_news = self.simulation.with_untracked(|it| it.log().iter().skip(n_before).any(is_news));
        has_news.then_some(sentence)
    }

    /// Whether an earlier moment is looked at.
    pub fn is_in_past(self) -> bool {
        self.ahead.with_untracked(Option::is_some)
    }

    /// Looks at an earlier moment: one of the [`Simulation::moments`] of the present.
    pub fn look_at(self, moment: usize) {
        let ahead = self.ahead.try_update(Option::take).flatten().unwrap_or_else(|| Ahead {
            simulation: self.simulation.get_untracked(),
            words: self.words.get_untracked(),
        });
        if moment < ahead.simulation.log().len() {
            self.words.set(ahead.words[..moment].to_vec());
            self.simulation.set(ahead.simulation.fork_at(moment));
            self.ahead.set(Some(ahead));
        } else {
            self.words.set(ahead.words);
            self.simulation.set(ahead.simulation);
        }
        self.look_at_last();
    }

    /// The next command, after so many, goes on from what is looked at; the present stays behind.
    fn leave_present(self, n_commands: usize) {
        if let Some(ahead) = self.ahead.try_update(Option::take).flatten() {
            self.restarts.update_value(|it| it.past.push((n_commands + 1, ahead.simulation)));
        }
    }

    /// Takes the last command back, or the last starting over. From an earlier moment it comes back to the present.
    pub fn undo(self) -> Step {
        if self.is_in_past() {
            self.look_at(usize::MAX);
            return Step::Present;
        }
        if untrack(|| self.can_undo_command()) {
            let words = self.take_back();
            self.look_at_last();
            Step::Command(words)
        } else if let Some((_, earlier)) = self.restarts.try_update_value(|it| it.past.pop()).flatten() {
            let followed = earlier.cursor();
            let present = self.replace(earlier);
            self.restarts.update_value(|it| it.future.push((followed, present)));
            self.look_at_last();
            Step::Restart
        } else {
            Step::Nothing
        }
    }

    /// Gives the last undone command again, or starts over again.
    pub fn redo(self) -> Step {
        if self.is_in_past() {
            Step::Nothing
        } else if let Some(later) = self.next_restart() {
            let n_commands = later.cursor();
            let present = self.replace(later);
            self.restarts.update_value(|it| it.past.push((n_commands, present)));
            self.look_at_last();
            Step::Restart
        } else if self.simulation.with_untracked(Simulation::can_redo) {
            self.simulation.update(|it| {
                it.redo();
            });
            Step::Command(self.look_at_new())
        } else {
            Step::Nothing
        }
    }

    /// Puts another simulation in the place of this one; [`Self::undo`] brings this one back.
    pub fn start_over(self, simulation: Simulation) {
        self.look_at(usize::MAX);
        let n_commands = simulation.cursor();
        let present = self.replace(simulation);
        self.restarts.update_value(|it| {
            it.past.push((n_commands, present));
            it.future.clear();
        });
        self.look_at_last();
    }

    /// Names a thing among all that were ever shown: ids begin anew with every board.
    pub fn key(self, id: u32) -> u64 {
        (u64::from(self.board.get()) << 32) | u64::from(id)
    }

    /// Shows another simulation, so many of whose commands are not taken back; what was before is for the caller to keep.
    pub fn open(self, simulation: Simulation, n_began_with: usize) {
        self.ahead.set(None);
        self.replace(simulation);
        self.restarts.set_value(Restarts { n_began_with, ..Restarts::default() });
        self.look_at_last();
    }

    /// Gives the last command again with the next seed: two commands in place of one.
    pub fn draw_again(self) {
        let last = self.simulation.with_untracked(|it| {
            let at = it.cursor().checked_sub(1)?;
            Some((it.commands().get(at)?.clone(), it.world().seed))
        });
        let Some((command, seed)) = last else { return };
        if untrack(|| self.can_undo_command()) {
            self.leave_present(self.simulation.with_untracked(|it| it.cursor() - 1));
            self.take_back();
            self.look_at_last();
            self.dispatch(Command::SetSeed(seed.wrapping_add(1)));
            self.dispatch(command);
        }
    }

    /// Whether [`Self::undo`] would do something.
    pub fn can_undo(self) -> bool {
        self.ahead.with(Option::is_some)
            || self.can_undo_command()
            || self.restarts.with_value(|it| !it.past.is_empty())
    }

    /// Whether the last command is the learner's, so that it can be taken back.
    pub fn can_undo_command(self) -> bool {
        let n_began_with = self.restarts.with_value(|it| it.past.last().map_or(it.n_began_with, |(n, _)| *n));
        let Some(n_given) = self.n_given.get_value() else { return false };
        self.simulation.with(|it| it.cursor() > n_given(it).max(n_began_with))
    }

    /// Whether [`Self::redo`] would do something.
    pub fn can_redo(self) -> bool {
        self.ahead.with(Option::is_none)
            && (self.simulation.with(Simulation::can_redo)
                || self.restarts.with_value(|it| !it.future.is_empty()))
    }

    /// Shows a sentence in the status line and speaks it.
    pub fn say(self, sentence: String) {
        live::say(sentence.clone());
        self.status.set(sentence);
    }

    /// Says the sentence of the opened decision again.
    pub fn say_opened(self) {
        let sentence =
            self.opened.get_untracked().and_then(|at| self.words.with_untracked(|it| it.get(at).cloned()));
        if let Some(sentence) = sentence {
            self.say(sentence);
        }
    }

    /// Whether the last command placed this task.
    pub fn is_fresh(self, task: TaskId) -> bool {
        self.fresh.with_value(|it| it.contains(&task))
    }

    fn next_restart(self) -> Option<Simulation> {
        let cursor = self.simulation.with_untracked(Simulation::cursor);
        let next = self.restarts.try_update_value(|it| it.future.pop_if(|(followed, _)| *followed == cursor));
        next.flatten().map(|(_, simulation)| simulation)
    }

    /// Undoes one command; what had been said about it.
    fn take_back(self) -> String {
        let before = self.simulation.get_untracked();
        self.simulation.update(|it| {
            it.undo();
        });
        let n_left = self.simulation.with_untracked(|it| it.log().len());
        self.words.with_untracked(|it| summary(&before, n_left, it.get(n_left..).unwrap_or_default()))
    }

    /// After a command: opens what it decided and words it.
    fn look_at_new(self) -> String {
        let before = self.words.with_untracked(Vec::len);
        let (fresh, opened, new) = self
            .simulation
            .with_untracked(|it| (placed_tasks(it, before), last_placement(it, before), words(it, before)));
        self.fresh.set_value(fresh);
        if opened.is_some() {
            self.opened.set(opened);
        }
        let sentence = self.simulation.with_untracked(|it| summary(it, before, &new));
        self.words.update(|it| it.extend(new));
        sentence
    }

    /// Opens no decision, so that it can be predicted.
    pub fn close_decision(self) {
        self.opened.set(None);
    }

    /// Opens the newest decision, if none is open.
    pub fn open_newest(self) {
        if self.opened.with_untracked(Option::is_none) {
            self.opened.set(self.simulation.with_untracked(|it| last_placement(it, 0)));
        }
    }

    /// After going back, or to another simulation: nothing is new.
    fn look_at_last(self) {
        self.fresh.update_value(Vec::clear);
        let n = self.simulation.with_untracked(|it| it.log().len());
        self.words.update(|it| it.truncate(n));
        self.opened.set(self.simulation.with_untracked(|it| last_placement(it, 0)));
    }

    fn replace(self, simulation: Simulation) -> Simulation {
        self.words.set(words(&simulation, 0));
        self.board.update(|it| *it += 1);
        self.simulation
            .try_update(|it| std::mem::replace(it, simulation))
            .expect("the session is alive because it lives as long as the page")
    }
}

/// Whether an entry of the log tells of a placement, made or not.
fn is_placement(events: &[Event]) -> bool {
    let is_one = |it: &Event| {
        let is_own = matches!(it, Event::TaskPlaced(_) | Event::TaskAssigned(..) | Event::TaskNotPlaced);
        is_own || matches!(it, Event::ServiceTaskNotPlaced(_))
    };
    events.iter().any(is_one)
}

/// Whether the Decision panel has something to tell of an entry of the log: a placement, made or not, or a launch that was
/// refused as a whole.
pub fn has_account(simulation: &Simulation, at: usize) -> bool {
    let Some(entry) = simulation.log().get(at) else { return false };
    let ordered = || usize::try_from(entry.command).ok().and_then(|it| simulation.commands().get(it));
    is_placement(&entry.events) || (entry.events.is_empty() && ordered().is_some_and(Command::launches))
}

fn words(simulation: &Simulation, from: usize) -> Vec<String> {
    (from..simulation.log().len()).filter_map(|at| simulation.sentence(at)).collect()
}

/// One sentence for everything since an entry of the log.
fn summary(simulation: &Simulation, from: usize, words: &[String]) -> String {
    if let [only] = words {
        return only.clone();
    }
    let entries = simulation.log().iter().skip(from).map(|entry| &*entry.events);
    explain::summary(simulation.world(), entries.zip(words.iter().map(String::as_str)))
}

fn placed_tasks(simulation: &Simulation, from: usize) -> Vec<TaskId> {
    let events = simulation.log().iter().skip(from).flat_map(|entry| &entry.events);
    events
        .filter_map(|event| if let Event::TaskPlaced(task) = event { Some(task.id) } else { None })
        .collect()
}

fn last_placement(simulation: &Simulation, from: usize) -> Option<usize> {
    let tells = |at: &usize| has_account(simulation, *at) && is_news(simulation, *at);
    (from..simulation.log().len()).rev().find(tells)
}

/// Whether it tells something new: a service whose task found no place tries again after every change.
fn is_news(simulation: &Simulation, at: usize) -> bool {
    let log = simulation.log();
    let [Event::ServiceTaskNotPlaced(id)] = &*log[at].events else { return true };
    let is_of_it = |events: &[Event]| match events {
        [Event::TaskPlaced(task), ..] => task.started_by.is_some_and(|it| it.service == *id),
        [Event::ServiceTaskNotPlaced(it)] => it == id,
        _ => false,
    };
    let before = log[..at].iter().rev().find(|it| is_of_it(&it.events));
    before.is_none_or(|it| matches!(&*it.events, [Event::TaskPlaced(_), ..]))
}
