//! A quiz that a class shares: how many items, drawn by which seed.

use serde::{Deserialize, Serialize};

use crate::sim;

/// A link to a quiz.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QuizLink {
    /// The version of the model that made it.
    pub model_version: u32,
    /// Which quiz.
    pub quiz: LinkQuiz,
}

/// Which items a class gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkQuiz {
    /// How many items.
    pub n_items: u16,
    /// Decides which, and their variants.
    pub seed: u64,
}

impl QuizLink {
    /// A link of this release.
    #[must_use]
    pub fn new(n_items: u16, seed: u64) -> Self {
        Self { model_version: sim::VERSION, quiz: LinkQuiz { n_items, seed } }
    }
}
