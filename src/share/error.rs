//! Why a saved document cannot be opened.

use thiserror::Error;

/// Says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ShareError {
    /// The text ends in the middle.
    #[error("the saved sandbox is cut off after {bytes} bytes; copy all of it and try again")]
    Cut {
        /// How much there was.
        bytes: usize,
    },
    /// Some other text.
    #[error("this is not a saved sandbox of Bayplan: {problem}")]
    NotOurs {
        /// What gave it away.
        problem: String,
    },
    /// Written by a later release.
    #[error(
        "the saved sandbox has version {found}, this page reads up to version {known}; reload the page to get the newest one"
    )]
    Newer {
        /// The version in the document.
        found: u64,
        /// The newest version that is known here.
        known: u64,
    },
    /// One of ours, but with a part that cannot be true.
    #[error("the saved sandbox cannot be read: {problem}")]
    Invalid {
        /// Where and what.
        problem: String,
    },
}
