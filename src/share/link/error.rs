//! Why a link cannot be opened, and what to do about it.

use thiserror::Error;

/// Says what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LinkError {
    /// Some other text.
    #[error("It is not a link that Bayplan made. Ask for the link again and copy all of it.")]
    NotOurs,
    /// Written by a later release.
    #[error(
        "It was made by a newer Bayplan: it has format {found}, and this page reads up to format {known}. Reload the page to get the newest one."
    )]
    Newer {
        /// The format of the link.
        found: u64,
        /// The newest format that is known here.
        known: u64,
    },
    /// A kind that a later release may know.
    #[error(
        "It leads to `{kind}`, which this page does not know. A newer Bayplan may: reload the page to get the newest one."
    )]
    UnknownKind {
        /// The word in the link.
        kind: String,
    },
    /// A kind that belongs to another page.
    #[error("It leads to another page of Bayplan. Open it there.")]
    OtherPage,
    /// The end is missing.
    #[error(
        "It is cut off: {found} of {wanted} bytes are there. Chat and mail programs shorten long links; copy all of it."
    )]
    Cut {
        /// Bytes that are there.
        found: usize,
        /// Bytes that it says to have.
        wanted: usize,
    },
    /// Characters were changed on the way.
    #[error("It was changed on the way: its checksum does not match. Copy it again from where it was made.")]
    Damaged,
    /// Longer than any link of ours.
    #[error("It has {found} characters, and a link has at most {most}.")]
    TooLong {
        /// How many it has.
        found: usize,
        /// How many there may be.
        most: usize,
    },
    /// A part that cannot be true.
    #[error("One part of it cannot be: {problem}.")]
    Invalid {
        /// Where and what.
        problem: String,
    },
    /// More work than a page should do for a link.
    #[error("Its board takes more than {most} {what}, which is too much for a link.")]
    TooMuch {
        /// What is counted.
        what: &'static str,
        /// How many there may be.
        most: usize,
    },
}
