//! A test that a class shares: how many questions, and what they are drawn by.

use crate::share::link::{Link, LinkError, QuizLink};

use super::text;

/// A test that can be shared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Test {
    /// How many questions.
    pub n: u32,
    /// What they are drawn by.
    pub seed: u32,
    /// The fingerprint of the bank that it was made for: another bank gives other questions.
    pub bank: u16,
}

/// More questions than this are no test.
const MAX_QUESTIONS: u32 = 50;

impl Test {
    /// The fragment of its link. The bank stands in the seed of the link, above the seed of the test.
    pub fn to_fragment(self) -> String {
        let seed = u64::from(self.seed) | (u64::from(self.bank) << 32);
        Link::Quiz(QuizLink::new(u16::try_from(self.n).unwrap_or(u16::MAX), seed)).to_fragment()
    }

    /// Reads such a fragment; says why it leads to no test.
    pub fn from_fragment(fragment: &str) -> Result<Self, String> {
        match Link::from_fragment(fragment).map_err(|error| error.to_string())? {
            Link::Quiz(link) => {
                let (seed, n) = (link.quiz.seed, u32::from(link.quiz.n_items));
                let low = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or(0);
                let test =
                    Self { n, seed: low(seed), bank: u16::try_from(low(seed >> 32) & 0xFFFF).unwrap_or(0) };
                let is_one = (1..=MAX_QUESTIONS).contains(&n) && seed >> 48 == 0;
                if is_one { Ok(test) } else { Err(text::NO_SUCH_TEST.to_owned()) }
            }
            Link::Sandbox(_) => Err(LinkError::OtherPage.to_string()),
        }
    }
}
