//! What a learner has answered so far, and how well each skill is kept. Times are seconds since 1970, given by the caller.

use super::fsrs::{self, DESIRED_RETENTION, Grade, Memory};
use super::{Confidence, Reference, Round};
use crate::sorted::{SortedMap, SortedSet};

/// Everything that is kept of one learner.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Progress {
    /// By skill id; a skill that was never asked for is not here.
    pub skills: SortedMap<String, SkillProgress>,
    /// The last answers, oldest first, at most [`MAX_ANSWERS`].
    pub answers: Vec<Answered>,
    /// When each lesson was done, by the slug of its page.
    pub lessons: SortedMap<String, u64>,
    /// The round that is not finished, or whose results are still looked at.
    pub round: Option<Round>,
    /// When the round changed last.
    pub round_at: u64,
}

/// How many answers are kept: enough to see what goes wrong, little enough for any storage.
pub const MAX_ANSWERS: usize = 200;

/// One skill of one learner.
#[derive(Clone, Debug, PartialEq)]
pub struct SkillProgress {
    /// What FSRS knows.
    pub memory: Memory,
    /// When it was answered last.
    pub answered_at: u64,
    /// The variant that was answered last.
    pub last: Reference,
    /// Right answers in a row, on different variants, in one session.
    pub run: u32,
    /// When the run reached two.
    pub mastered_at: Option<u64>,
    /// When it was right again at least a day after that.
    pub kept_at: Option<u64>,
    /// How often it was asked for.
    pub n_asked: u32,
    /// How often it was answered in full.
    pub n_right: u32,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Answered {
    /// When.
    pub at: u64,
    /// What was asked.
    pub reference: Reference,
    /// Which skill it asked for.
    pub skill: String,
    /// Whether it was right in full.
    pub is_right: bool,
    /// How sure the learner was.
    pub confidence: Option<Confidence>,
    /// The ids of the wrong ideas behind it.
    pub misconceptions: Vec<String>,
}

/// How well a skill is known, in the words of the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// It was right twice in a row once, and is likely to be forgotten by now.
    Due,
    /// Not yet twice right in a row.
    Learning,
    /// Never asked for.
    NotStarted,
    /// Twice right in a row; a day later it will be asked again.
    Mastered,
    /// Right again at least a day later.
    Kept,
}

const DAY: u64 = 86_400;

/// A session ends when nothing was answered for so long, in seconds.
const SESSION: u64 = 2 * 3600;

/// Right answers in a row that a skill is mastered with.
const MASTERED_AFTER: u32 = 2;

/// An answer within so many seconds is quick.
const QUICK: u64 = 20;

impl SkillProgress {
    /// How likely it is remembered, 0 to 1.
    #[must_use]
    pub fn retrievability(&self, now: u64) -> f64 {
        fsrs::retrievability(self.memory, days_between(self.answered_at, now))
    }

    /// When it is to be asked again.
    #[must_use]
    pub fn due_at(&self) -> u64 {
        self.answered_at + u64::from(fsrs::wait_days(self.memory)) * DAY
    }

    fn standing(&self, now: u64) -> Standing {
        let is_fading = self.retrievability(now) < DESIRED_RETENTION && now >= self.due_at();
        match (self.kept_at, self.mastered_at) {
            (None, None) => Standing::Learning,
            (Some(_), _) | (None, Some(_)) if is_fading => Standing::Due,
            (Some(_), _) => Standing::Kept,
            (None, Some(_)) => Standing::Mastered,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "seconds of a lifetime have an exact double")]
fn days_between(earlier: u64, later: u64) -> f64 {
    later.saturating_sub(earlier) as f64 / DAY as f64
}

/// What FSRS makes of an answer. `seconds` is how long it took, `n_try` counts the tries at the skill from 1.
#[must_use]
pub fn grade_of(is_right: bool, confidence: Option<Confidence>, n_try: u8, seconds: u64) -> Grade {
    match (is_right, n_try, confidence) {
        (false, _, _) => Grade::Again,
        (true, 2.., _) => Grade::Hard,
        (true, _, Some(Confidence::Certain)) if seconds <= QUICK => Grade::Easy,
        (true, _, _) => Grade::Good,
    }
}

impl Progress {
    /// How well a skill is known now.
    #[must_use]
    pub fn standing(&self, skill: &str, now: u64) -> Standing {
        self.skills.get(skill).map_or(Standing::NotStarted, |it| it.standing(now))
    }

    /// The skills that are to be asked again, the most forgotten first.
    #[must_use]
    pub fn due(&self, now: u64) -> Vec<&str> {
        let due = self.skills.iter().filter(|(_, it)| now >= it.due_at());
        // The bits of numbers that are not below zero have the order of the numbers.
        let by_memory = due.map(|(id, it)| (it.retrievability(now).max(0.0).to_bits(), id.as_str()));
        by_memory.collect::<SortedSet<_>>().into_iter().map(|(_, id)| id).collect()
    }

    /// Takes an answer in: memory, mastery and the list of answers.
    pub fn record(&mut self, answer: Answered, grade: Grade) {
        let before = self.skills.get(&answer.skill);
        let at = answer.at;
        let days =
            before.map_or(0, |it| u32::try_from(at.saturating_sub(it.answered_at) / DAY).unwrap_or(u32::MAX));
        let memory = fsrs::next(before.map(|it| it.memory), days, grade);
        let is_same_session = before.is_some_and(|it| at.saturating_sub(it.answered_at) < SESSION);
        let is_same_variant = before.is_some_and(|it| it.last == answer.reference);
        let run = match (answer.is_right, before) {
            (false, _) => 0,
            (true, Some(it)) if is_same_session => it.run + u32::from(!is_same_variant),
            (true, _) => 1,
        };
        let mastered_before = before.and_then(|it| it.mastered_at).filter(|_| answer.is_right);
        let mastered_at = mastered_before.or((run >= MASTERED_AFTER).then_some(at));
        let is_later = mastered_before.is_some_and(|it| at >= it + DAY);
        let kept_before = before.and_then(|it| it.kept_at).filter(|_| answer.is_right);
        let next = SkillProgress {
            memory,
            answered_at: at,
            last: answer.reference.clone(),
            run,
            mastered_at,
            kept_at: kept_before.or(is_later.then_some(at)),
            n_asked: before.map_or(0, |it| it.n_asked) + 1,
            n_right: before.map_or(0, |it| it.n_right) + u32::from(answer.is_right),
        };
        self.skills.insert(answer.skill.clone(), next);
        self.answers.push(answer);
        self.shorten();
    }

    fn shorten(&mut self) {
        let n_over = self.answers.len().saturating_sub(MAX_ANSWERS);
        self.answers.drain(..n_over);
    }

    /// Takes in what another tab has kept: nobody's work is lost.
    ///
    /// Of each skill and of the round the newer one counts; answers and lessons are united.
    pub fn merge(&mut self, other: Self) {
        for (id, theirs) in other.skills {
            let age = |it: &SkillProgress| (it.answered_at, it.n_asked);
            if self.skills.get(&id).is_none_or(|ours| age(ours) < age(&theirs)) {
                self.skills.insert(id, theirs);
            }
        }
        let both = other.answers.into_iter().chain(std::mem::take(&mut self.answers));
        let in_order: SortedMap<_, _> = both.map(|it| ((it.at, it.reference.clone()), it)).collect();
        self.answers = in_order.into_values().collect();
        self.shorten();
        for (slug, theirs) in other.lessons {
            let at = self.lessons.entry(slug).or_insert(theirs);
            *at = theirs.min(*at);
        }
        if other.round_at > self.round_at {
            self.round = other.round;
            self.round_at = other.round_at;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(at: u64, seed: u32, is_right: bool) -> Answered {
        Answered {
            at,
            reference: Reference::new("spread-place", 1, seed),
            skill: "spread".to_owned(),
            is_right,
            confidence: None,
            misconceptions: vec![],
        }
    }

    /// Answers as (time, seed, right).
    fn after(answers: &[(u64, u32, bool)]) -> Progress {
        let mut progress = Progress::default();
        for (at, seed, is_right) in answers {
            progress.record(answer(*at, *seed, *is_right), grade_of(*is_right, None, 1, 60));
        }
        progress
    }

    #[test]
    fn two_right_in_a_row_on_different_variants_in_one_session_master_a_skill() {
        let standing = |answers: &[(u64, u32, bool)]| after(answers).standing("spread", 1000);
        assert_eq!(standing(&[]), Standing::NotStarted);
        assert_eq!(standing(&[(0, 1, true)]), Standing::Learning);
        assert_eq!(standing(&[(0, 1, true), (9, 1, true)]), Standing::Learning);
        assert_eq!(standing(&[(0, 1, true), (9, 2, false), (10, 3, true)]), Standing::Learning);
        assert_eq!(standing(&[(0, 1, true), (9, 2, true)]), Standing::Mastered);
        let next_day = after(&[(0, 1, true), (SESSION, 2, true)]);
        assert_eq!(next_day.standing("spread", SESSION), Standing::Learning);
    }

    #[test]
    fn right_again_a_day_later_keeps_it_until_it_fades() {
        let mastered = [(0, 1, true), (9, 2, true)];
        let kept = after(&[mastered[0], mastered[1], (9 + DAY, 3, true)]);
        assert_eq!(kept.standing("spread", 10 + DAY), Standing::Kept);
        assert_eq!(kept.standing("spread", 100 * DAY), Standing::Due);
        let too_soon = after(&[mastered[0], mastered[1], (8 + DAY, 3, true)]);
        assert_eq!(too_soon.standing("spread", 10 + DAY), Standing::Mastered);
        let forgotten = after(&[mastered[0], mastered[1], (9 + DAY, 3, true), (9 + 2 * DAY, 4, false)]);
        assert_eq!(forgotten.standing("spread", 10 + 2 * DAY), Standing::Learning);
    }

    #[test]
    fn skills_are_due_when_their_wait_is_over_most_forgotten_first() {
        let mut progress = after(&[(0, 1, false)]);
        let other = Answered { skill: "binpack".to_owned(), ..answer(0, 1, true) };
        progress.record(other, Grade::Easy);
        assert_eq!(progress.due(DAY - 1), [""; 0]);
        assert_eq!(progress.due(DAY), ["spread"]);
        assert_eq!(progress.due(30 * DAY), ["spread", "binpack"]);
    }

    #[test]
    fn grades_follow_from_the_answer_the_try_and_the_confidence() {
        let certain = Some(Confidence::Certain);
        assert_eq!(grade_of(false, certain, 1, 1), Grade::Again);
        assert_eq!(grade_of(true, certain, 1, QUICK), Grade::Easy);
        assert_eq!(grade_of(true, certain, 1, QUICK + 1), Grade::Good);
        assert_eq!(grade_of(true, Some(Confidence::Guess), 1, 1), Grade::Good);
        assert_eq!(grade_of(true, certain, 2, 1), Grade::Hard);
    }

    #[test]
    fn two_tabs_keep_what_each_of_them_did() {
        let mut ours = after(&[(5, 1, true)]);
        let mut theirs = after(&[(7, 2, false)]);
        theirs.lessons.insert("efs".to_owned(), 3);
        let skill = Answered { skill: "binpack".to_owned(), ..answer(6, 9, true) };
        ours.record(skill, Grade::Good);
        let (mut one, mut other) = (ours.clone(), theirs.clone());
        one.merge(theirs);
        other.merge(ours);
        assert_eq!(one, other);
        assert_eq!(one.answers.iter().map(|it| it.at).collect::<Vec<_>>(), [5, 6, 7]);
        assert!(one.skills["spread"].run == 0 && one.skills.contains_key("binpack"));
        assert_eq!(one.lessons["efs"], 3);
    }
}
