//! Whether a statement matches a request: yes, no, or not known.

use super::glob::{matches, matches_resource, tokens};
use super::principal::Reach;
use super::variable::{Expanded, expand};
use super::{Effect, LanguageVersion, Listed, Request, Statement};

/// What keeps this module from knowing whether a statement matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Gap {
    /// An element that the policy language of this module has not.
    Element {
        /// As written.
        name: String,
        /// A known name that looks like it.
        suggestion: Option<&'static str>,
    },
    /// A condition operator that this module has not.
    Operator {
        /// As written.
        name: String,
    },
    /// A condition key of which nothing is known: the request may have it.
    UnknownKey {
        /// The condition key.
        key: String,
    },
    /// A condition without `ForAllValues` or `ForAnyValue` on a key with several values in the request.
    SeveralValues {
        /// The condition key.
        key: String,
    },
    /// A policy variable whose key has several values in the request.
    SeveralValuesInVariable {
        /// The condition key.
        key: String,
    },
    /// A negated comparison with a value that is no number, date, address or ARN.
    NotComparable {
        /// The condition key.
        key: String,
        /// The value.
        value: String,
    },
    /// An ARN condition whose pattern has fewer than six components.
    ShortArn {
        /// As written.
        pattern: String,
    },
    /// `ForAnyValue` with `IfExists` on an absent key: the one says false, the other true.
    AnyValueIfExists {
        /// The condition key.
        key: String,
    },
    /// A wildcard in a part of a principal; AWS takes `*` alone.
    PartOfPrincipal {
        /// As written.
        principal: String,
    },
    /// An account by its canonical user ID.
    CanonicalUser,
    /// The request of a federated user.
    FederatedUser,
}

/// Whether something matches.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Match {
    Yes,
    No,
    Unclear(Gap),
}

impl From<bool> for Match {
    fn from(is_match: bool) -> Self {
        if is_match { Self::Yes } else { Self::No }
    }
}

impl Match {
    /// All must match; one that does not settles it.
    pub(super) fn all(matches: impl IntoIterator<Item = Self>) -> Self {
        let mut result = Self::Yes;
        for it in matches {
            match it {
                Self::No => return Self::No,
                Self::Unclear(_) if result == Self::Yes => result = it,
                Self::Yes | Self::Unclear(_) => {}
            }
        }
        result
    }

    /// One is enough; one that matches settles it.
    pub(super) fn any(matches: impl IntoIterator<Item = Self>) -> Self {
        let negated = matches.into_iter().map(Self::negated);
        Self::all(negated).negated()
    }

    pub(super) fn negated(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unclear(_) => self,
        }
    }
}

/// Whether who asks has a permissions boundary.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Bounds {
    Bounded,
    Unbounded,
}

/// Whether a statement matches, and how its `Principal` reaches who asks.
pub(super) fn matches_request(
    statement: &Statement,
    version: LanguageVersion,
    request: &Request,
    bounds: Bounds,
) -> (Match, Reach) {
    let (principal, reach) = match &statement.principals {
        None => (Match::Yes, Reach::Direct),
        Some(Listed::Only(patterns)) => closest(patterns.iter().map(|it| request.principal.is_meant_by(it))),
        // A Deny with NotPrincipal always denies a principal that has a permissions boundary, whoever is named
        // ("IAM JSON policy elements: NotPrincipal", seen only through an independent evaluator that behaves so).
        Some(Listed::AllBut(_)) if bounds == Bounds::Bounded && statement.effect == Effect::Deny => {
            (Match::Yes, Reach::Direct)
        }
        Some(Listed::AllBut(patterns)) => (
            Match::any(patterns.iter().map(|it| request.principal.is_meant_by(it).0)).negated(),
            Reach::Direct,
        ),
    };
    let known = Match::all([
        principal,
        action(&statement.actions, &request.action),
        statement.resources.as_ref().map_or(Match::Yes, |it| resource(it, version, request)),
    ]);
    if known == Match::No {
        return (known, reach);
    }
    let conditions = statement.conditions.iter().map(|it| it.holds(version, &request.context));
    let gaps = statement.gaps.iter().cloned().map(Match::Unclear);
    (Match::all([known].into_iter().chain(conditions).chain(gaps)), reach)
}

/// The closest of those that match for certain, else the first that may.
fn closest(meant: impl Iterator<Item = (Match, Reach)>) -> (Match, Reach) {
    let mut best = (Match::No, Reach::Account);
    for it in meant {
        best = match (&best.0, &it.0) {
            (_, Match::No) | (Match::Yes | Match::Unclear(_), Match::Unclear(_)) => best,
            (Match::Yes, Match::Yes) => (Match::Yes, best.1.max(it.1)),
            (Match::No | Match::Unclear(_), Match::Yes) | (Match::No, Match::Unclear(_)) => it,
        };
    }
    best
}

fn action(listed: &Listed<String>, action: &str) -> Match {
    let action = action.to_ascii_lowercase();
    let is_listed =
        |patterns: &[String]| patterns.iter().any(|it| matches(&tokens(&it.to_ascii_lowercase()), &action));
    match listed {
        Listed::Only(patterns) => is_listed(patterns).into(),
        Listed::AllBut(patterns) => (!is_listed(patterns)).into(),
    }
}

fn resource(listed: &Listed<String>, version: LanguageVersion, request: &Request) -> Match {
    let one = |text: &String| match expand(text, version, &request.context) {
        Expanded::Pattern(pattern) => Some(Match::from(matches_resource(&pattern, &request.resource))),
        Expanded::NoValue => None,
        Expanded::Unclear(gap) => Some(Match::Unclear(gap)),
    };
    match listed {
        Listed::Only(patterns) => Match::any(patterns.iter().filter_map(one)),
        // A variable without a value makes the statement invalid ("IAM policy elements: Variables and tags").
        Listed::AllBut(patterns) => {
            Match::all(patterns.iter().map(|it| one(it).map_or(Match::No, Match::negated)))
        }
    }
}
