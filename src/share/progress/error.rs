//! Why kept progress cannot be read.

use thiserror::Error;

/// Says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ProgressError {
    /// The text ends in the middle.
    #[error("the progress is cut off after {bytes} bytes; copy all of the file and try again")]
    Cut {
        /// How much there was.
        bytes: usize,
    },
    /// Some other text.
    #[error("this is no progress of Bayplan; choose a file that “Save to a file” wrote")]
    NotOurs,
    /// One of ours whose content does not fit its checksum.
    #[error("the progress was changed or damaged; take another copy of it")]
    Damaged,
    /// More than a learner can have.
    #[error("the progress has {bytes} bytes, {most} are possible; choose a file that “Save to a file” wrote")]
    TooLong {
        /// How much there was.
        bytes: usize,
        /// How much is read.
        most: usize,
    },
    /// Written by a later release.
    #[error(
        "the progress has version {found}, this page reads up to version {known}; reload the page to get the newest one"
    )]
    Newer {
        /// The version in the document.
        found: u64,
        /// The newest version that is known here.
        known: u64,
    },
    /// One of ours, but with a part that cannot be true.
    #[error("the progress cannot be read: {problem}; take another copy of it")]
    Invalid {
        /// What.
        problem: String,
    },
}
