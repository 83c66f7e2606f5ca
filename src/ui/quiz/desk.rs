//! What the quiz's views share, and what the learner can do from any of them.

use leptos::prelude::*;

use crate::quiz::{
    Answered, Asked, Bank, Confidence, Draws, Item, Mode, Progress, Response, Round, feedback, grade_of,
    in_words, is_complete,
};
use crate::share::link::looks_like_link;
use crate::share::progress::ProgressError;
use crate::ui::mount::{document, focus};
use crate::ui::on_demand::{Load, soon};
use crate::ui::report::{Report, report};
use crate::ui::signal::{Memo, RwSignal, StoredValue};
use crate::ui::storage::{self, Refusal};
use crate::ui::{address, clock, live, progress};

use super::asking::Asking;
use super::test::Test;
use super::text;

/// A handle that every view of the quiz may copy. What it points to lives as long as the page.
#[derive(Clone, Copy)]
pub struct Desk(&'static Parts);

impl std::ops::Deref for Desk {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        self.0
    }
}

/// What is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Screen {
    /// The modes and how well each skill is known.
    Home,
    /// A test that somebody shared, not yet started.
    Invited(Test),
    /// A question of the round.
    Question(u32),
    /// A question of the finished round, looked at again.
    Look(u32),
    /// The results of the round.
    Results,
}

/// What the views share.
pub struct Parts {
    /// All questions.
    pub bank: Bank,
    /// What asks them, once it is here.
    pub asking: RwSignal<Option<&'static Asking>>,
    /// Fetches it.
    pub load: Load<Asking>,
    /// What is known of the learner.
    pub progress: RwSignal<Progress>,
    /// What is shown.
    pub screen: Memo<Screen>,
    /// Why the browser keeps nothing, if it does not.
    pub not_kept: RwSignal<Option<Refusal>>,
    /// What was kept and could not be read.
    pub problem: RwSignal<Option<ProgressError>>,
    /// Why the link that was opened leads to no test.
    pub bad_link: RwSignal<Option<String>>,
    invited: RwSignal<Option<Test>>,
    is_home: RwSignal<bool>,
    looked_at: RwSignal<Option<u32>>,
    shown_at: StoredValue<u64>,
}

impl Desk {
    /// As the learner left it.
    pub fn restored(bank: Bank, load: Load<Asking>) -> Self {
        let stored = progress::load();
        let has_round = stored.progress.round.is_some();
        let progress = RwSignal::new(stored.progress);
        let invited = RwSignal::new(None);
        let is_home = RwSignal::new(!has_round);
        let looked_at = RwSignal::new(None);
        let screen = Memo::new(move |_| {
            if let Some(link) = invited.get() {
                return Screen::Invited(link);
            }
            let is_home = is_home.get();
            let looked_at = looked_at.get();
            progress.with(|it| match &it.round {
                Some(round) if !is_home && round.is_finished() => {
                    looked_at.map_or(Screen::Results, Screen::Look)
                }
                Some(round) if !is_home => Screen::Question(round.at),
                Some(_) | None => Screen::Home,
            })
        });
        let desk = Self(Box::leak(Box::new(Parts {
            bank,
            asking: RwSignal::new(None),
            load,
            progress,
            screen,
            not_kept: RwSignal::new(None),
            problem: RwSignal::new(stored.problem),
            bad_link: RwSignal::new(None),
            invited,
            is_home,
            looked_at,
            shown_at: StoredValue::new(clock::now_seconds()),
        })));
        desk.not_kept.set(storage::refusal());
        desk.read_link();
        address::on_change(move || desk.read_link());
        progress::on_change(move || desk.take_in_other_tab());
        desk
    }

    /// A link to a test goes on with that test, or asks before it starts.
    fn read_link(self) {
        let fragment = address::fragment();
        if !looks_like_link(&fragment) {
            return;
        }
        match Test::from_fragment(&fragment) {
            Ok(link) => {
                let is_under_way = self.progress.with_untracked(|it| {
                    let round = it.round.as_ref();
                    round
                        .is_some_and(|it| it.mode == Mode::Test && it.seed == link.seed && n_of(it) == link.n)
                });
                self.invited.set((!is_under_way).then_some(link));
                if is_under_way {
                    self.is_home.set(false);
                }
            }
            Err(error) => {
                self.bad_link.set(Some(error));
                self.is_home.set(true);
            }
        }
    }

    fn take_in_other_tab(self) {
        let stored = progress::load().progress;
        let is_asking = !self.is_home.get_untracked();
        self.progress.update(|it| {
            let own = it.round.clone();
            it.merge(stored);
            // A round that is asked here goes on, as newer as whatever the other tab asks.
            if is_asking {
                it.round = own;
            }
        });
    }

    /// Changes what is known and keeps it.
    fn change(self, change: impl FnOnce(&mut Progress)) {
        self.progress.update(|it| {
            change(it);
            self.not_kept.set(progress::save(it));
        });
    }

    fn change_round(self, change: impl FnOnce(&mut Round, &Bank)) {
        let now = clock::now_seconds();
        self.change(|it| {
            if let Some(round) = &mut it.round {
                change(round, &self.bank);
                it.round_at = now.max(it.round_at + 1);
            }
        });
    }

    fn start(self, round: Round) {
        if round.asked.is_empty() {
            live::say(text::NOTHING_TO_ASK);
            return;
        }
        let now = clock::now_seconds();
        self.invited.set(None);
        self.looked_at.set(None);
        self.bad_link.set(None);
        self.change(|it| {
            it.round = Some(round);
            it.round_at = now.max(it.round_at + 1);
        });
        self.is_home.set(false);
        self.now_shown();
    }

    /// Starts a practice round about an area, or about all.
    pub fn practice(self, area: Option<&str>) {
        let (seed, now) = (new_seed(), clock::now_seconds());
        leave_link();
        let round = self.progress.with_untracked(|it| Round::practice(&self.bank, it, area, seed, now));
        self.start(round);
    }

    /// Starts a review of what is due.
    pub fn review(self) {
        let (seed, now) = (new_seed(), clock::now_seconds());
        leave_link();
        let round = self.progress.with_untracked(|it| Round::review(&self.bank, it, seed, now));
        self.start(round);
    }

    /// Starts a test of so many questions with a new seed.
    pub fn test(self, n: u32) {
        self.accept(Test { n, seed: new_seed(), bank: self.bank.fingerprint() });
    }

    /// Starts the test of a link.
    pub fn accept(self, link: Test) {
        address::follow(link.to_fragment());
        self.start(Round::test(&self.bank, link.n, link.seed));
    }

    /// Practices what was wrong in the finished round.
    pub fn practice_missed(self) {
        let seed = new_seed();
        let again =
            self.progress.with_untracked(|it| it.round.as_ref().map(|it| Round::again(&self.bank, it, seed)));
        leave_link();
        if let Some(round) = again {
            self.start(round);
        }
    }

    /// Leaves the round as it is and shows the modes.
    pub fn go_home(self) {
        self.invited.set(None);
        self.looked_at.set(None);
        leave_link();
        self.is_home.set(true);
        focus_soon("quiz-title");
    }

    /// Goes on with the round that was left.
    pub fn resume(self) {
        self.is_home.set(false);
        self.now_shown();
    }

    /// Looks at a question of the finished round, or goes back to the results.
    pub fn look_at(self, index: Option<u32>) {
        self.looked_at.set(index);
        focus_soon(if index.is_some() { "question" } else { "results" });
    }

    fn now_shown(self) {
        self.shown_at.set_value(clock::now_seconds());
        soon(async move {
            if let Ok(asking) = (self.load)().await {
                report(|| (asking.where_round_is)(self));
                focus_soon("question");
            }
        });
    }

    /// The item of a question; none when it is not asked any more.
    pub fn item(self, index: u32) -> Option<Item> {
        self.asked_untracked(index).and_then(|it| self.bank.item(&it.reference))
    }

    /// A question of the round.
    pub fn asked(self, index: u32) -> Option<Asked> {
        self.progress.with(|it| it.round.as_ref()?.asked.get(index as usize).cloned())
    }

    /// The same, for handlers.
    pub fn asked_untracked(self, index: u32) -> Option<Asked> {
        untrack(|| self.asked(index))
    }

    /// What was answered to a question.
    pub fn response(self, index: u32) -> Option<Response> {
        self.asked(index).and_then(|it| it.response)
    }

    /// Takes an answer, to be changed until it is checked.
    pub fn answer(self, response: Response) {
        self.change_round(|round, _| {
            if let Some(asked) = round.present_mut().filter(|it| !it.is_checked && !it.is_worked_example) {
                asked.response = Some(response);
            }
        });
    }

    /// Takes the answer back: an emptied field says nothing.
    pub fn take_back(self) {
        self.change_round(|round, _| {
            if let Some(asked) = round.present_mut().filter(|it| !it.is_checked) {
                asked.response = None;
            }
        });
    }

    /// How sure the learner is; the same level again takes it back.
    pub fn set_confidence(self, confidence: Confidence) {
        self.change_round(|round, _| {
            if let Some(asked) = round.present_mut().filter(|it| !it.is_checked) {
                asked.confidence = if asked.confidence == Some(confidence) { None } else { Some(confidence) };
            }
        });
    }

    /// Marks the answer: explained at once, or in a test with the next question.
    pub fn check(self, index: u32, item: &Item) {
        let Some(asked) = self.asked_untracked(index) else { return };
        let Some(response) = asked.response.clone().filter(|it| is_complete(&item.ask, it)) else {
            live::say(text::ANSWER_FIRST);
            return;
        };
        let now = clock::now_seconds();
        let told = feedback(item, &response);
        let seconds = now.saturating_sub(self.shown_at.get_value());
        let grade = grade_of(told.score.is_full(), asked.confidence, asked.n_try, seconds);
        report(|| Report::Answered {
            question: asked.reference.to_string(),
            response: in_words(&item.ask, &response),
            score: told.score,
        });
        let answer = Answered {
            at: now,
            reference: asked.reference.clone(),
            skill: asked.skill.clone(),
            is_right: told.score.is_full(),
            confidence: asked.confidence,
            misconceptions: told.misconceptions,
        };
        self.change(|it| {
            it.record(answer, grade);
            let Some(round) = &mut it.round else { return };
            if let Some(asked) = round.present_mut() {
                asked.is_checked = true;
            }
            if round.explains_at_once() {
                round.ask_again(&self.bank);
            } else {
                round.at += 1;
            }
            it.round_at = now.max(it.round_at + 1);
        });
        if self.progress.with_untracked(|it| it.round.as_ref().is_some_and(Round::explains_at_once)) {
            focus_soon("told");
        } else {
            self.after_step();
        }
    }

    /// Goes to the next question, or to the results.
    pub fn next(self) {
        self.change_round(|round, _| round.at = (round.at + 1).min(n_of(round)));
        self.after_step();
    }

    fn after_step(self) {
        let is_finished = self.progress.with_untracked(|it| it.round.as_ref().is_none_or(Round::is_finished));
        self.shown_at.set_value(clock::now_seconds());
        report(|| self.where_round_is());
        focus_soon(if is_finished { "results" } else { "question" });
    }

    /// Ends the round and forgets it; its answers stay.
    pub fn end_round(self) {
        let now = clock::now_seconds();
        self.change(|it| {
            it.round = None;
            it.round_at = now.max(it.round_at + 1);
        });
        self.go_home();
    }

    /// Takes in progress from a file; says what is wrong with it.
    pub fn import(self, text: &str) -> Result<(), ProgressError> {
        let (imported, _) = crate::share::progress::decode(text)?;
        self.change(|it| it.merge(imported));
        Ok(())
    }

    /// Forgets everything.
    pub fn wipe(self) {
        progress::wipe();
        self.progress.set(Progress::default());
        self.go_home();
    }
}

/// Takes a link out of the address: the page shows something else now.
fn leave_link() {
    if looks_like_link(&address::fragment()) {
        address::follow("#".to_owned());
    }
}

/// A seed that no other round of this learner had.
fn new_seed() -> u32 {
    Draws::new(clock::now_milliseconds()).below(u32::MAX)
}

fn n_of(round: &Round) -> u32 {
    u32::try_from(round.asked.len()).unwrap_or(u32::MAX)
}

/// Moves the focus to an element that the next frame shows.
pub fn focus_soon(id: &'static str) {
    request_animation_frame(move || {
        if let Some(element) = document().get_element_by_id(id) {
            focus(&element);
        }
    });
}
