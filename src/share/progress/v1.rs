//! Version 1 of kept progress. Whole numbers only: the text of a fraction is not the same everywhere.

use serde_json::Value;

use super::ProgressError;
use super::fields::{Fields, flag, invalid, list, number, text};
use crate::quiz::fsrs::Memory;
use crate::quiz::{
    Answered, Asked, Confidence, MAX_ANSWERS, Mode, Progress, Reference, Response, Round, SkillProgress,
};

/// Millionths: how fractions are kept.
const MILLION: f64 = 1e6;

/// Bounds on what a document may hold.
const MAX_SKILLS: usize = 500;
const MAX_LESSONS: usize = 500;
const MAX_ASKED: usize = 200;
const MAX_TEXT: usize = 100;
const MAX_OPTIONS: usize = 64;

const CONFIDENCES: [(Confidence, &str); 3] =
    [(Confidence::Guess, "guess"), (Confidence::Fairly, "fairly"), (Confidence::Certain, "certain")];

const MODES: [(Mode, &str); 3] =
    [(Mode::Practice, "practice"), (Mode::Review, "review"), (Mode::Test, "test")];

/// What to keep.
#[must_use]
pub fn write(progress: &Progress) -> Value {
    object(vec![
        ("skills", map(progress.skills.iter().map(|(id, it)| (id, write_skill(it))))),
        ("answers", progress.answers.iter().map(write_answer).collect()),
        ("lessons", map(progress.lessons.iter().map(|(slug, at)| (slug, (*at).into())))),
        ("round", progress.round.as_ref().map_or(Value::Null, write_round)),
        ("roundAt", progress.round_at.into()),
    ])
}

/// What was kept.
///
/// # Errors
/// When a part is missing, unknown, or cannot be true.
pub fn read(document: Value) -> Result<Progress, ProgressError> {
    let mut it = Fields::of(document)?;
    let (skills, lessons) = (it.read("skills", entries)?, it.read("lessons", entries)?);
    let answers = it.read("answers", |value| list(value, Some))?;
    let is_too_much = skills.len() > MAX_SKILLS || lessons.len() > MAX_LESSONS || answers.len() > MAX_ANSWERS;
    if is_too_much {
        return Err(invalid("it holds more than a learner can have"));
    }
    let skills = skills.into_iter().map(|(id, value)| Ok((id, read_skill(value)?)));
    let lessons = lessons.into_iter().map(|(slug, at)| Some((slug, number(at)?)));
    let lessons: Option<_> = lessons.collect();
    let round = it.take("round");
    let progress = Progress {
        skills: skills.collect::<Result<_, ProgressError>>()?,
        answers: answers.into_iter().map(read_answer).collect::<Result<_, _>>()?,
        lessons: lessons.ok_or_else(|| invalid("a lesson has no time"))?,
        round: if round.is_null() { None } else { Some(read_round(round)?) },
        round_at: it.read("roundAt", number)?,
    };
    it.end()?;
    Ok(progress)
}

fn write_skill(it: &SkillProgress) -> Value {
    object(vec![
        ("stabilityMillionths", millionths(it.memory.stability).into()),
        ("difficultyMillionths", millionths(it.memory.difficulty).into()),
        ("answeredAt", it.answered_at.into()),
        ("last", it.last.to_string().into()),
        ("run", it.run.into()),
        ("masteredAt", it.mastered_at.into()),
        ("keptAt", it.kept_at.into()),
        ("nAsked", it.n_asked.into()),
        ("nRight", it.n_right.into()),
    ])
}

fn read_skill(value: Value) -> Result<SkillProgress, ProgressError> {
    let mut it = Fields::of(value)?;
    let stability: u64 = it.read("stabilityMillionths", number)?;
    let difficulty: u64 = it.read("difficultyMillionths", number)?;
    // 0.001 to 36,500 days, and 1 to 10.
    let is_possible =
        (1_000..=36_500_000_000).contains(&stability) && (1_000_000..=10_000_000).contains(&difficulty);
    if !is_possible {
        return Err(invalid("a skill has a memory that cannot be"));
    }
    let skill = SkillProgress {
        memory: Memory { stability: fraction(stability), difficulty: fraction(difficulty) },
        answered_at: it.read("answeredAt", number)?,
        last: it.read("last", reference)?,
        run: it.read("run", number)?,
        mastered_at: it.optional("masteredAt", number)?,
        kept_at: it.optional("keptAt", number)?,
        n_asked: it.read("nAsked", number)?,
        n_right: it.read("nRight", number)?,
    };
    it.end()?;
    Ok(skill)
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

fn write_answer(it: &Answered) -> Value {
    object(vec![
        ("at", it.at.into()),
        ("item", it.reference.to_string().into()),
        ("skill", it.skill.as_str().into()),
        ("right", it.is_right.into()),
        ("confidence", write_confidence(it.confidence)),
        ("misconceptions", it.misconceptions.iter().map(String::as_str).collect()),
    ])
}

fn read_answer(value: Value) -> Result<Answered, ProgressError> {
    let mut it = Fields::of(value)?;
    let answer = Answered {
        at: it.read("at", number)?,
        reference: it.read("item", reference)?,
        skill: it.read("skill", short)?,
        is_right: it.read("right", flag)?,
        confidence: it.optional("confidence", |value| named(&CONFIDENCES, &value))?,
        misconceptions: it.read("misconceptions", |value| parts(value, short))?,
    };
    it.end()?;
    Ok(answer)
}

fn write_confidence(confidence: Option<Confidence>) -> Value {
    confidence.map(|it| name(&CONFIDENCES, it)).into()
}

fn write_round(it: &Round) -> Value {
    object(vec![
        ("mode", name(&MODES, it.mode).into()),
        ("seed", it.seed.into()),
        ("area", it.area.as_deref().into()),
        ("at", it.at.into()),
        ("asked", it.asked.iter().map(write_asked).collect()),
    ])
}

fn read_round(value: Value) -> Result<Round, ProgressError> {
    let mut it = Fields::of(value)?;
    let asked = it.read("asked", |value| list(value, Some))?;
    let at: u32 = it.read("at", number)?;
    if asked.len() > MAX_ASKED || at as usize > asked.len() {
        return Err(invalid("the round has another length than it says"));
    }
    let round = Round {
        mode: it.read("mode", |value| named(&MODES, &value))?,
        seed: it.read("seed", number)?,
        area: it.optional("area", short)?,
        asked: asked.into_iter().map(read_asked).collect::<Result<_, _>>()?,
        at,
    };
    it.end()?;
    Ok(round)
}

fn write_asked(it: &Asked) -> Value {
    object(vec![
        ("item", it.reference.to_string().into()),
        ("skill", it.skill.as_str().into()),
        ("nTry", it.n_try.into()),
        ("worked", it.is_worked_example.into()),
        ("response", it.response.as_ref().map_or(Value::Null, write_response)),
        ("confidence", write_confidence(it.confidence)),
        ("checked", it.is_checked.into()),
    ])
}

fn read_asked(value: Value) -> Result<Asked, ProgressError> {
    let mut it = Fields::of(value)?;
    let asked = Asked {
        reference: it.read("item", reference)?,
        skill: it.read("skill", short)?,
        n_try: it.read("nTry", number)?,
        is_worked_example: it.read("worked", flag)?,
        response: it.optional("response", read_response)?,
        confidence: it.optional("confidence", |value| named(&CONFIDENCES, &value))?,
        is_checked: it.read("checked", flag)?,
    };
    it.end()?;
    Ok(asked)
}

fn write_response(response: &Response) -> Value {
    let (kind, value) = match response {
        Response::Choice(it) => ("choice", (*it).into()),
        Response::Choices(it) => ("choices", it.iter().copied().collect()),
        Response::Order(it) => ("order", it.iter().copied().collect()),
        Response::Pairs(it) => ("pairs", it.iter().map(|it| Value::from(*it)).collect()),
        Response::Number(it) => ("number", (*it).into()),
        Response::Counts(it) => ("counts", it.iter().map(|it| Value::from(*it)).collect()),
    };
    object(vec![(kind, value)])
}

fn read_response(value: Value) -> Option<Response> {
    let Value::Object(fields) = value else { return None };
    let mut fields = fields.into_iter();
    let (kind, value) = fields.next().filter(|_| fields.len() == 0)?;
    Some(match kind.as_str() {
        "choice" => Response::Choice(number(value)?),
        "choices" => Response::Choices(parts(value, number)?),
        "order" => Response::Order(parts(value, number)?),
        "pairs" => Response::Pairs(places(value)?),
        "number" => Response::Number(number(value)?),
        "counts" => Response::Counts(places(value)?),
        _ => return None,
    })
}

/// As many parts as a question can have.
fn parts<T>(value: Value, read: impl FnMut(Value) -> Option<T>) -> Option<Vec<T>> {
    list(value, read).filter(|it| it.len() <= MAX_OPTIONS)
}

/// As many parts as a question can have, each a number or empty.
fn places<N: TryFrom<u64>>(value: Value) -> Option<Vec<Option<N>>> {
    parts(value, |it| if it.is_null() { Some(None) } else { number(it).map(Some) })
}

fn reference(value: Value) -> Option<Reference> {
    Reference::parse(&short(value)?)
}

fn short(value: Value) -> Option<String> {
    text(value).filter(|it| it.len() <= MAX_TEXT)
}

/// What an object with names for keys holds.
fn entries(value: Value) -> Option<Vec<(String, Value)>> {
    let Value::Object(fields) = value else { return None };
    fields.keys().all(|it| it.len() <= MAX_TEXT).then(|| fields.into_iter().collect())
}

fn name<T: PartialEq + Copy>(names: &[(T, &'static str)], it: T) -> Option<&'static str> {
    names.iter().find(|(value, _)| *value == it).map(|(_, name)| *name)
}

fn named<T: Copy>(names: &[(T, &str)], value: &Value) -> Option<T> {
    names.iter().find(|(_, name)| value == name).map(|(it, _)| *it)
}

fn object(fields: Vec<(&str, Value)>) -> Value {
    map(fields.into_iter())
}

fn map<K: Into<String>>(entries: impl Iterator<Item = (K, Value)>) -> Value {
    Value::Object(entries.map(|(key, value)| (key.into(), value)).collect())
}
