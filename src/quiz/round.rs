//! A round of questions: practice, review or a test, with what was answered so far.

use serde::{Deserialize, Serialize};

use super::{Bank, Confidence, Draws, Progress, Reference, Response, Standing};

/// Why questions are asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Mode {
    /// Explained at once; after a wrong answer another variant of the same skill.
    Practice,
    /// What is due, otherwise like practice.
    Review,
    /// Explained at the end; the same for everyone with the same seed.
    Test,
}

/// One question of a round.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Asked {
    /// Which variant.
    pub reference: Reference,
    /// The skill that it asks for.
    pub skill: String,
    /// Counts the tries at the skill in a row, from 1.
    pub n_try: u8,
    /// Shown with its solution instead of being asked.
    pub is_worked_example: bool,
    /// What was answered, if anything was.
    pub response: Option<Response>,
    /// How sure the learner was, if they said so.
    pub confidence: Option<Confidence>,
    /// Whether the answer counts.
    pub is_checked: bool,
}

/// A round under way or finished.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Round {
    /// Why it is asked.
    pub mode: Mode,
    /// What it was drawn from.
    pub seed: u32,
    /// The id of the area that practice is about; none: all.
    pub area: Option<String>,
    /// The questions, the answered ones first.
    pub asked: Vec<Asked>,
    /// The index of the present one; the length when all are done.
    pub at: u32,
}

/// Questions of a test that can be chosen.
pub const TEST_LENGTHS: [u32; 3] = [5, 10, 20];

/// Questions of a practice round before repeats.
const PRACTICE_LENGTH: usize = 10;

/// The most skills that one review asks for.
pub const MAX_REVIEWS: usize = 10;

/// Wrong answers to a skill after which it is shown instead of asked.
const MAX_TRIES: u8 = 3;

impl Round {
    /// A test of `n` questions; the same bank and seed give the same test.
    #[must_use]
    pub fn test(bank: &Bank, n: u32, seed: u32) -> Self {
        let mut draws = Draws::new(u64::from(seed));
        let mut skills: Vec<&str> = with_questions(bank, None);
        draws.shuffle(&mut skills);
        let skills = skills.iter().copied().cycle().take(if skills.is_empty() { 0 } else { n as usize });
        Self::of(bank, Mode::Test, seed, None, skills.collect(), &mut draws)
    }

    /// Ten questions about five skills of an area, or of all: first what is being learned, then what is new.
    #[must_use]
    pub fn practice(bank: &Bank, progress: &Progress, area: Option<&str>, seed: u32, now: u64) -> Self {
        let mut draws = Draws::new(u64::from(seed));
        let mut skills: Vec<&str> = with_questions(bank, area);
        draws.shuffle(&mut skills);
        let turn = |skill: &str| match progress.standing(skill, now) {
            Standing::Learning | Standing::Due => 0,
            Standing::NotStarted => 1,
            Standing::Mastered => 2,
            Standing::Kept => 3,
        };
        let in_turn = (0..4).flat_map(|at| skills.iter().copied().filter(move |skill| turn(skill) == at));
        let skills: Vec<&str> = in_turn.take(PRACTICE_LENGTH / 2).collect();
        // Each skill comes back after the others: two right answers on different variants master it.
        let twice: Vec<&str> = skills.iter().chain(&skills).copied().collect();
        Self::of(bank, Mode::Practice, seed, area, twice, &mut draws)
    }

    /// What is due, at most ten skills; empty when nothing is.
    #[must_use]
    pub fn review(bank: &Bank, progress: &Progress, seed: u32, now: u64) -> Self {
        let mut draws = Draws::new(u64::from(seed));
        let known = with_questions(bank, None);
        let mut due: Vec<&str> = progress.due(now);
        due.retain(|skill| known.contains(skill));
        due.truncate(MAX_REVIEWS);
        Self::of(bank, Mode::Review, seed, None, due, &mut draws)
    }

    /// The skills that were wrong in a finished round, once more.
    #[must_use]
    pub fn again(bank: &Bank, finished: &Self, seed: u32) -> Self {
        let mut draws = Draws::new(u64::from(seed));
        let mut missed: Vec<&str> = vec![];
        for asked in finished.asked.iter().filter(|it| !it.is_right(bank)) {
            if !missed.contains(&asked.skill.as_str()) {
                missed.push(&asked.skill);
            }
        }
        Self::of(bank, Mode::Practice, seed, None, missed, &mut draws)
    }

    fn of(
        bank: &Bank,
        mode: Mode,
        seed: u32,
        area: Option<&str>,
        skills: Vec<&str>,
        draws: &mut Draws,
    ) -> Self {
        let mut round = Self { mode, seed, area: area.map(str::to_owned), asked: vec![], at: 0 };
        for skill in skills {
            if let Some(reference) = round.draw(bank, skill, draws) {
                round.asked.push(Asked::new(reference, skill, 1));
            }
        }
        round
    }

    /// A variant that the round does not have yet, of an item that it has least often.
    fn draw(&self, bank: &Bank, skill: &str, draws: &mut Draws) -> Option<Reference> {
        let times = |id: &str| self.asked.iter().filter(|it| it.reference.id == id).count();
        let sources: Vec<(&str, u32)> = bank.sources_of(skill).collect();
        let fewest = sources.iter().map(|(id, _)| times(id)).min()?;
        let fresh: Vec<(&str, u32)> = sources.into_iter().filter(|(id, _)| times(id) == fewest).collect();
        let (id, version) = draws.pick(&fresh);
        loop {
            let reference = Reference::new(id, version, draws.below(u32::MAX));
            if self.asked.iter().all(|it| it.reference != reference) {
                return Some(reference);
            }
        }
    }

    /// The present question; none when all are done.
    #[must_use]
    pub fn present(&self) -> Option<&Asked> {
        self.asked.get(self.at as usize)
    }

    /// The present question, to be answered.
    pub fn present_mut(&mut self) -> Option<&mut Asked> {
        self.asked.get_mut(self.at as usize)
    }

    /// Whether all are done.
    #[must_use]
    pub fn is_finished(&self) -> bool {
        self.present().is_none()
    }

    /// Whether an answer is explained at once.
    #[must_use]
    pub fn explains_at_once(&self) -> bool {
        match self.mode {
            Mode::Practice | Mode::Review => true,
            Mode::Test => false,
        }
    }

    /// After a wrong answer the same skill comes next with another variant, and in the end as a worked example.
    pub fn ask_again(&mut self, bank: &Bank) {
        let Some(asked) = self.present() else { return };
        if !self.explains_at_once() || asked.is_worked_example || asked.is_right(bank) {
            return;
        }
        let (skill, n_try) = (asked.skill.clone(), asked.n_try);
        // Where the draws of the seed go on: at the number of questions so far.
        let nth = u64::try_from(self.asked.len()).unwrap_or(0);
        let mut draws = Draws::new(u64::from(self.seed) | (nth << 32));
        if let Some(reference) = self.draw(bank, &skill, &mut draws) {
            let mut next = Asked::new(reference, &skill, n_try.saturating_add(1));
            next.is_worked_example = n_try >= MAX_TRIES;
            self.asked.insert(self.at as usize + 1, next);
        }
    }
}

impl Asked {
    fn new(reference: Reference, skill: &str, n_try: u8) -> Self {
        Self {
            reference,
            skill: skill.to_owned(),
            n_try,
            is_worked_example: false,
            response: None,
            confidence: None,
            is_checked: false,
        }
    }

    /// Whether it was answered in full.
    #[must_use]
    pub fn is_right(&self, bank: &Bank) -> bool {
        let item = bank.item(&self.reference);
        item.zip(self.response.as_ref()).is_some_and(|(item, it)| super::grade(&item.ask, it).is_full())
    }
}

/// The skills of an area, or all, for which there is a question.
fn with_questions<'a>(bank: &'a Bank, area: Option<&str>) -> Vec<&'a str> {
    let areas = bank.areas.iter().filter(|it| area.is_none_or(|area| it.id == area));
    let skills = areas.flat_map(|it| &it.skills).map(|it| it.id.as_str());
    skills.filter(|skill| bank.sources_of(skill).next().is_some()).collect()
}
