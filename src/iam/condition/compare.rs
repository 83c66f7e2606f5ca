//! One value of a policy against one value of a request.

use std::cmp::Ordering;

use super::decimal::Decimal;
use super::{Comparison, network};
use crate::ecs::query::Timestamp;
use crate::iam::glob::{Token, matches};
use crate::iam::variable::{Expanded, expand};
use crate::iam::{Context, Gap, LanguageVersion, arn};

/// What a comparison says.
pub(super) enum Outcome {
    Is(bool),
    /// One of the two is no number, date, address or ARN.
    NotComparable,
    /// A policy variable has no value in this request.
    NoValue,
    Unclear(Gap),
}

impl From<Option<bool>> for Outcome {
    fn from(comparison: Option<bool>) -> Self {
        comparison.map_or(Self::NotComparable, Self::Is)
    }
}

pub(super) fn compare(
    comparison: Comparison,
    wanted: &str,
    found: &str,
    version: LanguageVersion,
    context: &Context,
) -> Outcome {
    let text = |is_match: fn(&[Token], &str) -> Outcome| match expand(wanted, version, context) {
        Expanded::Pattern(pattern) => is_match(&pattern, found),
        Expanded::NoValue => Outcome::NoValue,
        Expanded::Unclear(gap) => Outcome::Unclear(gap),
    };
    match comparison {
        Comparison::StringEquals => text(|pattern, found| Outcome::Is(literal(pattern) == found)),
        Comparison::StringEqualsIgnoreCase => {
            text(|pattern, found| Outcome::Is(literal(pattern).to_lowercase() == found.to_lowercase()))
        }
        Comparison::StringLike => text(|pattern, found| Outcome::Is(matches(pattern, found))),
        Comparison::Arn => text(arn_like),
        Comparison::NumericEquals => numbers(wanted, found, Ordering::is_eq),
        Comparison::NumericLessThan => numbers(wanted, found, Ordering::is_lt),
        Comparison::NumericLessThanEquals => numbers(wanted, found, Ordering::is_le),
        Comparison::NumericGreaterThan => numbers(wanted, found, Ordering::is_gt),
        Comparison::NumericGreaterThanEquals => numbers(wanted, found, Ordering::is_ge),
        Comparison::DateEquals => dates(wanted, found, Ordering::is_eq),
        Comparison::DateLessThan => dates(wanted, found, Ordering::is_lt),
        Comparison::DateLessThanEquals => dates(wanted, found, Ordering::is_le),
        Comparison::DateGreaterThan => dates(wanted, found, Ordering::is_gt),
        Comparison::DateGreaterThanEquals => dates(wanted, found, Ordering::is_ge),
        Comparison::Bool => bools(wanted, found).into(),
        Comparison::BinaryEquals => Outcome::Is(wanted == found),
        Comparison::IpAddress => network::contains(wanted, found).into(),
        // Not asked about a value: `Condition::holds` answers it by the presence of the key.
        Comparison::Null => Outcome::NotComparable,
    }
}

/// The text of a pattern, with its wildcards as plain characters.
fn literal(pattern: &[Token]) -> String {
    let character = |it: &Token| match it {
        Token::Char(it) => *it,
        Token::AnyOne => '?',
        Token::AnyRun => '*',
    };
    pattern.iter().map(character).collect()
}

/// "Each of the six colon-delimited components of the ARN is checked separately."
fn arn_like(pattern: &[Token], found: &str) -> Outcome {
    let parts: Vec<&[Token]> = pattern.splitn(6, |it| *it == Token::Char(':')).collect();
    match (<[&[Token]; 6]>::try_from(parts), arn::components(found)) {
        (Ok(parts), Some(found)) => {
            Outcome::Is(parts.into_iter().zip(found).all(|(pattern, found)| matches(pattern, found)))
        }
        // By the six components it matches nothing, as one text it would match: AWS does not document which holds.
        (Err(_), Some(_)) if matches(pattern, found) => {
            Outcome::Unclear(Gap::ShortArn { pattern: literal(pattern) })
        }
        _ => Outcome::NotComparable,
    }
}

fn numbers(wanted: &str, found: &str, is_match: fn(Ordering) -> bool) -> Outcome {
    let numbers = Decimal::parse(found).zip(Decimal::parse(wanted));
    numbers.map(|(found, wanted)| is_match(found.cmp(&wanted))).into()
}

fn dates(wanted: &str, found: &str, is_match: fn(Ordering) -> bool) -> Outcome {
    moment(found).zip(moment(wanted)).map(|(found, wanted)| is_match(found.cmp(&wanted))).into()
}

fn bools(wanted: &str, found: &str) -> Option<bool> {
    let bool = |text: &str| match text.to_ascii_lowercase().as_str() {
        "true" => Some(true),
        "false" => Some(false),
        _ => None,
    };
    Some(bool(found)? == bool(wanted)?)
}

/// A date of W3C's profile of ISO 8601 or the seconds since 1970, to the nanosecond.
fn moment(text: &str) -> Option<(i64, Decimal)> {
    // Four digits are a year.
    if text.len() > 4 && text.bytes().all(|it| it.is_ascii_digit()) {
        return Some((text.parse().ok()?, Decimal::parse("0")?));
    }
    let whole = match text.len() {
        4 => format!("{text}-01-01"),
        7 => format!("{text}-01"),
        // `2020-01-01T10:30Z` has no seconds.
        _ if text.get(16..).is_some_and(|zone| zone.starts_with(['Z', '+', '-'])) => {
            format!("{}:00{}", &text[..16], &text[16..])
        }
        _ => text.to_owned(),
    };
    let fraction = whole.split_once('.').map_or("0", |(_, rest)| rest);
    let digits = fraction.len() - fraction.trim_start_matches(|it: char| it.is_ascii_digit()).len();
    Some((Timestamp::parse(&whole)?.0, Decimal::parse(&format!("0.{}", &fraction[..digits]))?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_in_every_documented_form() {
        let order = |left, right| moment(left).zip(moment(right)).map(|(left, right)| left.cmp(&right));
        for same in
            ["2020-01-01T00:00:00Z", "2020-01-01", "2020-01", "2020", "1577836800", "2020-01-01T01:00+01:00"]
        {
            assert_eq!(order("2020-01-01T00:00:00Z", same), Some(Ordering::Equal), "{same}");
        }
        assert_eq!(order("2020-01-01T00:00:00.5Z", "2020-01-01T00:00:00.25Z"), Some(Ordering::Greater));
        assert_eq!(order("2019-12-31T23:59:59Z", "1577836800"), Some(Ordering::Less));
        for wrong in
            ["", "yesterday", "2020-13", "20", "99999999999999999999", "2020-01-01T00:00:00.Z", "ü020"]
        {
            assert_eq!(moment(wrong), None, "{wrong}");
        }
    }
}
