//! One question as it is asked: its words, its kind with the key, and the board that it is about.

use serde::{Deserialize, Serialize};

use super::{Choice, LessonLink, Reference, Setting};

/// A question, authored or generated, with its options in the order in which they are shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// Which variant of which item.
    pub reference: Reference,
    /// The id of the skill that it asks for.
    pub skill: String,
    /// The words of the question.
    pub question: String,
    /// What is to be answered, and the key.
    pub ask: Ask,
    /// One sentence to take along.
    pub rule: String,
    /// Where a lesson tells it.
    pub lesson: Option<LessonLink>,
    /// The board that the question is about, with the request whose outcome is asked for.
    pub setting: Option<Setting>,
}

/// The kinds of questions. Each wrong answer that is foreseen has a misconception and its own explanation.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Ask {
    /// One of three or four.
    Single(Vec<Choice>),
    /// Any number of them; the last one may be "none of them".
    Multiple(Vec<Choice>),
    /// Bring into order.
    Order(Order),
    /// Give each row one of the options.
    Match(Match),
    /// A whole number.
    Numeric(Numeric),
    /// Which instance of the board takes the task: one choice for each, by name; all that tie are right.
    Place(Vec<Choice>),
    /// How many tasks are in each column of the board afterwards.
    Counts(Counts),
}

/// Entries to be brought into order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Order {
    /// In the right order.
    pub entries: Vec<String>,
    /// The order in which they are shown, as indices of `entries`.
    pub shown: Vec<u8>,
    /// Whether only the whole order counts, or also the longest run of it.
    pub is_all_or_nothing: bool,
    /// Why this is the order.
    pub why: String,
    /// Orders that a wrong idea gives.
    pub wrong: Vec<WrongOrder>,
}

/// An order that a wrong idea gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongOrder {
    /// Indices of the entries.
    pub order: Vec<u8>,
    /// The id of the wrong idea.
    pub misconception: String,
    /// Why it is wrong.
    pub why: String,
}

/// Rows that each get one of the options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Match {
    /// What can be chosen, each any number of times.
    pub options: Vec<String>,
    /// What is to be matched.
    pub rows: Vec<MatchRow>,
}

/// One row of a [`Match`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchRow {
    /// What is to be matched.
    pub text: String,
    /// The index of the right option.
    pub answer: u8,
    /// Why.
    pub why: String,
    /// The id of the idea behind a wrong match.
    pub misconception: String,
}

/// A whole number.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Numeric {
    /// What is counted, such as `tasks`.
    pub unit: String,
    /// The key.
    pub answer: u32,
    /// How far off an answer may be.
    pub tolerance: u32,
    /// How it comes about.
    pub why: String,
    /// Numbers that a wrong idea gives.
    pub wrong: Vec<WrongNumber>,
}

/// A number that a wrong idea gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongNumber {
    /// The number.
    pub value: u32,
    /// The id of the wrong idea.
    pub misconception: String,
    /// Why it is wrong.
    pub why: String,
    /// The decision, counted from 0, at which the board went another way than the wrong idea.
    pub differs_at: Option<u32>,
}

/// How many tasks are in each column.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// The zones, instances or capacity providers.
    pub columns: Vec<String>,
    /// The key, one number a column.
    pub answer: Vec<u32>,
    /// How it comes about.
    pub why: String,
    /// What a wrong idea gives.
    pub wrong: Vec<WrongCounts>,
}

/// What a wrong idea gives.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongCounts {
    /// One number a column.
    pub counts: Vec<u32>,
    /// The id of the wrong idea.
    pub misconception: String,
    /// Why it is wrong.
    pub why: String,
    /// The decision, counted from 0, at which the board went another way than the wrong idea.
    pub differs_at: Option<u32>,
}

/// What a learner answered. Indices are those of the item's options.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Response {
    /// Of [`Ask::Single`] and [`Ask::Place`].
    Choice(u8),
    /// Of [`Ask::Multiple`], rising.
    Choices(Vec<u8>),
    /// Of [`Ask::Order`]: indices of the entries, first to last.
    Order(Vec<u8>),
    /// Of [`Ask::Match`]: one option a row, none where nothing was chosen.
    Pairs(Vec<Option<u8>>),
    /// Of [`Ask::Numeric`].
    Number(u32),
    /// Of [`Ask::Counts`]: one number a column, none where nothing was written.
    Counts(Vec<Option<u32>>),
}
