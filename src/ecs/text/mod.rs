//! The sentences for learners: what is wrong, and what to do. Every English word of this module's checks is here.
//!
//! It decides nothing. Start reading at [`line()`].

mod query;
mod rules;
mod samples;
mod syntax;

pub use query::{query_advice, query_fix, query_problem};
pub use samples::sample;
pub use syntax::{syntax_fix, syntax_problem};

use super::Finding;

/// What is wrong, in one sentence without the field's path.
#[must_use]
pub fn problem(finding: &Finding) -> String {
    rules::words(finding).0.into_owned()
}

/// What to do about it.
#[must_use]
pub fn fix(finding: &Finding) -> String {
    rules::words(finding).1.into_owned()
}

/// Path, problem and fix in one line.
#[must_use]
pub fn line(finding: &Finding) -> String {
    let place = if finding.field.is_empty() { String::new() } else { format!("{}: ", finding.field) };
    let (problem, fix) = rules::words(finding);
    format!("{place}{problem} {fix}")
}
