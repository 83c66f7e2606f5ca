//! What a learner answered, and how it is kept between visits.

use super::still::Question;

/// The first line of an answer that counts.
const LOCKED: &str = "locked";

/// What the learner answered so far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Answer {
    /// The index of the chosen option.
    pub choice: Option<usize>,
    /// How sure the learner is, if they said so.
    pub confidence: Option<Confidence>,
    /// Whether the answer counts, so that the reveal shows.
    pub is_locked: bool,
}

/// How sure a learner is before the reveal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
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

    const fn name(self) -> &'static str {
        match self {
            Self::Guess => "guess",
            Self::Fairly => "fairly",
            Self::Certain => "certain",
        }
    }
}

impl Answer {
    /// Three lines: locked or open, how sure, and the words of the option, which tell when the question was rewritten.
    ///
    /// Nothing when nothing was chosen.
    pub fn to_text(self, question: &Question) -> Option<String> {
        let choice = question.choices.get(self.choice?)?;
        let lock = if self.is_locked { LOCKED } else { "open" };
        let confidence = self.confidence.map_or("unsaid", Confidence::name);
        Some(format!("{lock}\n{confidence}\n{}", choice.text))
    }

    /// Whether the answer that [`Self::to_text`] wrote counts.
    pub fn is_locked_in(text: &str) -> bool {
        text.lines().next() == Some(LOCKED)
    }

    /// Reads what [`Self::to_text`] wrote; nothing when it is damaged or the options have been rewritten since.
    pub fn from_text(text: &str, question: &Question) -> Option<Self> {
        let mut lines = text.splitn(3, '\n');
        let is_locked = lines.next()? == LOCKED;
        let confidence = lines.next()?;
        let words = lines.next()?;
        Some(Self {
            choice: Some(question.choices.iter().position(|choice| choice.text == words)?),
            confidence: Confidence::ALL.into_iter().find(|it| it.name() == confidence),
            is_locked,
        })
    }
}
