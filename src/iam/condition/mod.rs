//! One line of a `Condition` element: an operator, a key, and the values of the policy.

mod compare;
mod decimal;
mod network;
mod operator;
#[cfg(test)]
mod tests;

use super::matching::{Gap, Match};
use super::{Context, LanguageVersion};
use compare::{Outcome, compare};

pub use operator::{Comparison, Operator, SetOperator};

/// An operator with one key and its values.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Condition {
    /// How to compare.
    pub operator: Operator,
    /// The condition key; its case does not matter.
    pub key: String,
    /// The values of the policy; numbers and booleans as text.
    pub values: Vec<String>,
}

impl Condition {
    /// Whether the condition holds for a request with this context.
    pub(super) fn holds(&self, version: LanguageVersion, context: &Context) -> Match {
        if context.is_unknown(&self.key) {
            return Match::Unclear(Gap::UnknownKey { key: self.key.clone() });
        }
        let found = context.get(&self.key);
        let Operator { set, comparison, is_negated, if_exists } = self.operator;
        if comparison == Comparison::Null {
            let is_absent = if found.is_empty() { "true" } else { "false" };
            return self.values.iter().any(|it| it.eq_ignore_ascii_case(is_absent)).into();
        }
        let is_absent = found.is_empty();
        // "If the key values in the request resolve to an empty data set (for example, an empty string)": none at all.
        let found = if set.is_some() && found.iter().all(String::is_empty) { &[] } else { found };
        match (set, found) {
            (Some(SetOperator::ForAnyValue), []) if if_exists && is_absent => {
                Match::Unclear(Gap::AnyValueIfExists { key: self.key.clone() })
            }
            (Some(SetOperator::ForAnyValue), []) => Match::No,
            (Some(SetOperator::ForAllValues), []) => Match::Yes,
            (None, []) => (if_exists || is_negated).into(),
            (Some(SetOperator::ForAnyValue), found) => {
                Match::any(found.iter().map(|it| self.holds_for(it, version, context)))
            }
            (Some(SetOperator::ForAllValues), found) => {
                Match::all(found.iter().map(|it| self.holds_for(it, version, context)))
            }
            (None, [value]) => self.holds_for(value, version, context),
            (None, _) => Match::Unclear(Gap::SeveralValues { key: self.key.clone() }),
        }
    }

    /// For one value of the request: one of the policy's values is enough, and none may match when negated.
    fn holds_for(&self, found: &str, version: LanguageVersion, context: &Context) -> Match {
        let Operator { comparison, is_negated, .. } = self.operator;
        let one = |wanted: &String| match compare(comparison, wanted, found, version, context) {
            Outcome::Is(is_match) => Match::from(is_match != is_negated),
            Outcome::NotComparable if is_negated => {
                Match::Unclear(Gap::NotComparable { key: self.key.clone(), value: found.to_owned() })
            }
            // A variable without a value makes the statement invalid, so this one does not come out negated.
            Outcome::NotComparable | Outcome::NoValue => Match::No,
            Outcome::Unclear(gap) => Match::Unclear(gap),
        };
        let outcomes = self.values.iter().map(one);
        if is_negated { Match::all(outcomes) } else { Match::any(outcomes) }
    }
}
