//! Version 1 of kept progress. Whole numbers only: the text of a fraction is not the same everywhere.

use serde::{Deserialize, Serialize};

use super::ProgressError;
use crate::quiz::fsrs::Memory;
use crate::quiz::{
    Answered, Asked, Confidence, MAX_ANSWERS, Mode, Progress, Reference, Response, Round, SkillProgress,
};
use crate::sorted::SortedMap;

/// Millionths: how fractions are kept.
const MILLION: f64 = 1e6;

/// Bounds on what a document may hold.
const MAX_SKILLS: usize = 500;
const MAX_LESSONS: usize = 500;
const MAX_ASKED: usize = 200;
const MAX_TEXT: usize = 100;
const MAX_OPTIONS: usize = 64;

/// Everything that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
pub struct SavedProgress {
    skills: SortedMap<String, SavedSkill>,
    answers: Vec<SavedAnswer>,
    lessons: SortedMap<String, u64>,
    round: Option<SavedRound>,
    round_at: u64,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SavedSkill {
    stability_millionths: u64,
    difficulty_millionths: u64,
    answered_at: u64,
    last: String,
    run: u32,
    mastered_at: Option<u64>,
    kept_at: Option<u64>,
    n_asked: u32,
    n_right: u32,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SavedAnswer {
    at: u64,
    item: String,
    skill: String,
    right: bool,
    confidence: Option<SavedConfidence>,
    misconceptions: Vec<String>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SavedConfidence {
    Guess,
    Fairly,
    Certain,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum SavedMode {
    Practice,
    Review,
    Test,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SavedRound {
    mode: SavedMode,
    seed: u32,
    area: Option<String>,
    at: u32,
    asked: Vec<SavedAsked>,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", deny_unknown_fields)]
struct SavedAsked {
    item: String,
    skill: String,
    n_try: u8,
    worked: bool,
    response: Option<SavedResponse>,
    confidence: Option<SavedConfidence>,
    checked: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
enum SavedResponse {
    Choice(u8),
    Choices(Vec<u8>),
    Order(Vec<u8>),
    Pairs(Vec<Option<u8>>),
    Number(u32),
    Counts(Vec<Option<u32>>),
}

impl SavedProgress {
    /// What to keep.
    #[must_use]
    pub fn of(progress: &Progress) -> Self {
        let skills = progress.skills.iter().map(|(id, it)| (id.clone(), SavedSkill::of(it)));
        Self {
            skills: skills.collect(),
            answers: progress.answers.iter().map(SavedAnswer::of).collect(),
            lessons: progress.lessons.clone(),
            round: progress.round.as_ref().map(SavedRound::of),
            round_at: progress.round_at,
        }
    }

    /// What was kept.
    ///
    /// # Errors
    /// When a part cannot be true.
    pub fn into_progress(self) -> Result<Progress, ProgressError> {
        let is_too_much = self.skills.len() > MAX_SKILLS
            || self.lessons.len() > MAX_LESSONS
            || self.answers.len() > MAX_ANSWERS
            || self.skills.keys().chain(self.lessons.keys()).any(|it| it.len() > MAX_TEXT);
        if is_too_much {
            return Err(invalid("it holds more than a learner can have"));
        }
        let skills = self.skills.into_iter().map(|(id, it)| Ok((id, it.into_skill()?)));
        Ok(Progress {
            skills: skills.collect::<Result<_, ProgressError>>()?,
            answers: self.answers.into_iter().map(SavedAnswer::into_answer).collect::<Result<_, _>>()?,
            lessons: self.lessons,
            round: self.round.map(SavedRound::into_round).transpose()?,
            round_at: self.round_at,
        })
    }
}

impl SavedSkill {
    fn of(it: &SkillProgress) -> Self {
        Self {
            stability_millionths: millionths(it.memory.stability),
            difficulty_millionths: millionths(it.memory.difficulty),
            answered_at: it.answered_at,
            last: it.last.to_string(),
            run: it.run,
            mastered_at: it.mastered_at,
            kept_at: it.kept_at,
            n_asked: it.n_asked,
            n_right: it.n_right,
        }
    }

    fn into_skill(self) -> Result<SkillProgress, ProgressError> {
        // 0.001 to 36,500 days, and 1 to 10.
        let is_possible = (1_000..=36_500_000_000).contains(&self.stability_millionths)
            && (1_000_000..=10_000_000).contains(&self.difficulty_millionths);
        if !is_possible {
            return Err(invalid("a skill has a memory that cannot be"));
        }
        Ok(SkillProgress {
            memory: Memory {
                stability: fraction(self.stability_millionths),
                difficulty: fraction(self.difficulty_millionths),
            },
            answered_at: self.answered_at,
            last: reference(&self.last)?,
            run: self.run,
            mastered_at: self.mastered_at,
            kept_at: self.kept_at,
            n_asked: self.n_asked,
            n_right: self.n_right,
        })
    }
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "both numbers are positive and small"
)]
fn millionths(value: f64) -> u64 {
    (value * MILLION).round() as u64
}

#[expect(clippy::cast_precision_loss, reason = "36,500 million millionths have an exact double")]
pub(super) fn fraction(millionths: u64) -> f64 {
    millionths as f64 / MILLION
}

impl SavedAnswer {
    fn of(it: &Answered) -> Self {
        Self {
            at: it.at,
            item: it.reference.to_string(),
            skill: it.skill.clone(),
            right: it.is_right,
            confidence: it.confidence.map(SavedConfidence::of),
            misconceptions: it.misconceptions.clone(),
        }
    }

    fn into_answer(self) -> Result<Answered, ProgressError> {
        let is_too_long = |it: &String| it.len() > MAX_TEXT;
        if self.misconceptions.len() > MAX_OPTIONS || self.misconceptions.iter().any(is_too_long) {
            return Err(invalid("an answer holds more than it can"));
        }
        Ok(Answered {
            at: self.at,
            reference: reference(&self.item)?,
            skill: short(self.skill)?,
            is_right: self.right,
            confidence: self.confidence.map(SavedConfidence::into_confidence),
            misconceptions: self.misconceptions,
        })
    }
}

impl SavedConfidence {
    fn of(confidence: Confidence) -> Self {
        match confidence {
            Confidence::Guess => Self::Guess,
            Confidence::Fairly => Self::Fairly,
            Confidence::Certain => Self::Certain,
        }
    }

    fn into_confidence(self) -> Confidence {
        match self {
            Self::Guess => Confidence::Guess,
            Self::Fairly => Confidence::Fairly,
            Self::Certain => Confidence::Certain,
        }
    }
}

impl SavedRound {
    fn of(it: &Round) -> Self {
        let mode = match it.mode {
            Mode::Practice => SavedMode::Practice,
            Mode::Review => SavedMode::Review,
            Mode::Test => SavedMode::Test,
        };
        let asked = it.asked.iter().map(SavedAsked::of).collect();
        Self { mode, seed: it.seed, area: it.area.clone(), at: it.at, asked }
    }

    fn into_round(self) -> Result<Round, ProgressError> {
        if self.asked.len() > MAX_ASKED || self.at as usize > self.asked.len() {
            return Err(invalid("the round has another length than it says"));
        }
        let mode = match self.mode {
            SavedMode::Practice => Mode::Practice,
            SavedMode::Review => Mode::Review,
            SavedMode::Test => Mode::Test,
        };
        Ok(Round {
            mode,
            seed: self.seed,
            area: self.area.map(short).transpose()?,
            asked: self.asked.into_iter().map(SavedAsked::into_asked).collect::<Result<_, _>>()?,
            at: self.at,
        })
    }
}

impl SavedAsked {
    fn of(it: &Asked) -> Self {
        Self {
            item: it.reference.to_string(),
            skill: it.skill.clone(),
            n_try: it.n_try,
            worked: it.is_worked_example,
            response: it.response.as_ref().map(SavedResponse::of),
            confidence: it.confidence.map(SavedConfidence::of),
            checked: it.is_checked,
        }
    }

    fn into_asked(self) -> Result<Asked, ProgressError> {
        Ok(Asked {
            reference: reference(&self.item)?,
            skill: short(self.skill)?,
            n_try: self.n_try,
            is_worked_example: self.worked,
            response: self.response.map(SavedResponse::into_response).transpose()?,
            confidence: self.confidence.map(SavedConfidence::into_confidence),
            is_checked: self.checked,
        })
    }
}

impl SavedResponse {
    fn of(response: &Response) -> Self {
        match response.clone() {
            Response::Choice(it) => Self::Choice(it),
            Response::Choices(it) => Self::Choices(it),
            Response::Order(it) => Self::Order(it),
            Response::Pairs(it) => Self::Pairs(it),
            Response::Number(it) => Self::Number(it),
            Response::Counts(it) => Self::Counts(it),
        }
    }

    fn into_response(self) -> Result<Response, ProgressError> {
        let length = match &self {
            Self::Choice(_) | Self::Number(_) => 1,
            Self::Choices(it) | Self::Order(it) => it.len(),
            Self::Pairs(it) => it.len(),
            Self::Counts(it) => it.len(),
        };
        if length > MAX_OPTIONS {
            return Err(invalid("an answer has more parts than any question"));
        }
        Ok(match self {
            Self::Choice(it) => Response::Choice(it),
            Self::Choices(it) => Response::Choices(it),
            Self::Order(it) => Response::Order(it),
            Self::Pairs(it) => Response::Pairs(it),
            Self::Number(it) => Response::Number(it),
            Self::Counts(it) => Response::Counts(it),
        })
    }
}

fn reference(text: &str) -> Result<Reference, ProgressError> {
    Reference::parse(text)
        .filter(|_| text.len() <= MAX_TEXT)
        .ok_or_else(|| invalid("it names a question that cannot be"))
}

fn short(text: String) -> Result<String, ProgressError> {
    if text.len() <= MAX_TEXT { Ok(text) } else { Err(invalid("a name in it is too long")) }
}

fn invalid(problem: &str) -> ProgressError {
    ProgressError::Invalid { problem: problem.to_owned() }
}
