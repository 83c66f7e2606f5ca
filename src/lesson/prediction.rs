//! A question before the answer is shown.

use serde::{Deserialize, Serialize};

/// A question that the learner answers before reading on. It costs nothing to be wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Prediction {
    /// Unique in its lesson; the `x` of `{{prediction x}}`.
    pub id: String,
    /// One question.
    pub question: String,
    /// Two to five, exactly one of them right.
    pub choices: Vec<Choice>,
    /// Why it is asked.
    pub purpose: Purpose,
    /// What to take along, shown after the choice, whatever it was.
    pub explanation: String,
    /// The ids of the sources that its answers rest on; the page writes them beside the island.
    pub sources: Vec<String>,
}

/// Why a question is asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Purpose {
    /// Before its answer is taught.
    Predict,
    /// At the end of a lesson, so that it stays.
    Recall,
}

/// One answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// The answer.
    pub text: String,
    /// Why it is right or wrong; each choice has its own.
    pub why: String,
    /// The id of the misconception behind a wrong answer; none on the right one.
    pub misconception: Option<String>,
}

impl Choice {
    /// A choice without a misconception is the right one.
    #[must_use]
    pub fn is_right(&self) -> bool {
        self.misconception.is_none()
    }
}
