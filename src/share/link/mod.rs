//! Links: a board or a quiz in the fragment of an address, which browsers never send to a server.
//!
//! `#1.KIND.BASE64URL`. Decoding is untrusted: sizes are limited before anything is read, work is counted in steps, and
//! what is accepted is written again as the very same text. Wire types are structs of their own (`v1`), never those
//! of `sim`: a released link opens for ever. Start reading at [`Link`].

mod envelope;
mod error;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_worlds;
pub mod v1;

pub use envelope::MAX_CHARACTERS;
pub use error::LinkError;
pub use v1::{QuizLink, SandboxLink};

use envelope::Envelope;

/// What a link can lead to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Link {
    /// A board of the sandbox with its commands.
    Sandbox(SandboxLink),
    /// A quiz that everybody who has the link gets alike.
    Quiz(QuizLink),
}

const SANDBOX: &str = "sandbox";
const QUIZ: &str = "quiz";

impl Link {
    /// The fragment, with its `#`.
    ///
    /// # Panics
    /// Never: all wire types have lengths that are known.
    #[must_use]
    pub fn to_fragment(&self) -> String {
        let (kind, model_version, body) = match self {
            Self::Sandbox(link) => (SANDBOX, link.model_version, postcard::to_allocvec(&link.board)),
            Self::Quiz(link) => (QUIZ, link.model_version, postcard::to_allocvec(&link.quiz)),
        };
        let body = body.expect("a link has a postcard form because all its lengths are known");
        Envelope { model_version, body }.to_fragment(kind)
    }

    /// Reads a fragment, with or without its `#`.
    ///
    /// # Errors
    /// When it is no link, of a newer version, cut, damaged, or says what cannot be.
    pub fn from_fragment(fragment: &str) -> Result<Self, LinkError> {
        let (kind, Envelope { model_version, body }) = Envelope::from_fragment(fragment)?;
        match kind {
            SANDBOX => v1::read(&body).map(|board| Self::Sandbox(SandboxLink { model_version, board })),
            QUIZ => v1::read(&body).map(|quiz| Self::Quiz(QuizLink { model_version, quiz })),
            other => Err(LinkError::UnknownKind { kind: other.to_owned() }),
        }
    }
}

/// Whether a fragment asks to be read as a [`Link`]: it starts with a number and a dot, as no id of a page does.
#[must_use]
pub fn looks_like_link(fragment: &str) -> bool {
    let text = fragment.strip_prefix('#').unwrap_or(fragment);
    text.split_once('.')
        .is_some_and(|(version, _)| !version.is_empty() && version.bytes().all(|it| it.is_ascii_digit()))
}

/// The fragment of a step of a walk-through, for people: `#step-3` is the third of the first stage of a page,
/// `#stage-access-step-3` that of the stage with the id `stage-access`.
#[must_use]
pub fn step_fragment(stage: &str, step: usize) -> String {
    ["#", &before_step(stage), "step-", &(step + 1).to_string()].concat()
}

fn before_step(stage: &str) -> String {
    if stage == "stage" { String::new() } else { [stage, "-"].concat() }
}

/// The step of a stage that a fragment names, counted from 0.
#[must_use]
pub fn step_from_fragment(stage: &str, fragment: &str) -> Option<usize> {
    let number =
        fragment.strip_prefix('#')?.strip_prefix(before_step(stage).as_str())?.strip_prefix("step-")?;
    let is_plain =
        number.len() <= 3 && !number.starts_with('0') && number.bytes().all(|it| it.is_ascii_digit());
    is_plain.then(|| number.parse::<usize>().ok()?.checked_sub(1)).flatten()
}

/// The fragment of a scenario of the sandbox, for people: `#scenario-zone-under-load`.
#[must_use]
pub fn scenario_fragment(name: &str) -> String {
    ["#", SCENARIO, name].concat()
}

const SCENARIO: &str = "scenario-";

/// The name of the scenario that a fragment asks for.
#[must_use]
pub fn scenario_from_fragment(fragment: &str) -> Option<&str> {
    fragment.strip_prefix('#')?.strip_prefix(SCENARIO)
}
