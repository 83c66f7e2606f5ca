//! How sure a learner is before the reveal.

use serde::{Deserialize, Serialize};

/// Said before the feedback: sure and wrong is worth the most to learn from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Confidence {
    /// Not at all.
    Guess,
    /// More or less.
    Fairly,
    /// Without a doubt.
    Certain,
}

impl Confidence {
    /// From least to most.
    pub const ALL: [Self; 3] = [Self::Guess, Self::Fairly, Self::Certain];

    /// How it is written where it is kept.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Fairly => "fairly",
            Self::Certain => "certain",
        }
    }
}
