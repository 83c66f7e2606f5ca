//! The names of condition operators.

/// A condition operator, taken apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Operator {
    /// `ForAllValues:` or `ForAnyValue:`.
    pub set: Option<SetOperator>,
    /// What is compared, without the `Not`.
    pub comparison: Comparison,
    /// Whether the name has a `Not`.
    pub is_negated: bool,
    /// `…IfExists`: an absent key satisfies it.
    pub if_exists: bool,
}

/// How several values of a request are taken together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SetOperator {
    /// Every value of the request must satisfy the condition; none at all do.
    ForAllValues,
    /// At least one value of the request must.
    ForAnyValue,
}

/// What an operator compares ("IAM JSON policy elements: Condition operators").
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Comparison {
    /// `StringEquals`: exact, no wildcards.
    StringEquals,
    /// `StringEqualsIgnoreCase`.
    StringEqualsIgnoreCase,
    /// `StringLike`: with `*` and `?`.
    StringLike,
    /// `NumericEquals`.
    NumericEquals,
    /// `NumericLessThan`.
    NumericLessThan,
    /// `NumericLessThanEquals`.
    NumericLessThanEquals,
    /// `NumericGreaterThan`.
    NumericGreaterThan,
    /// `NumericGreaterThanEquals`.
    NumericGreaterThanEquals,
    /// `DateEquals`.
    DateEquals,
    /// `DateLessThan`.
    DateLessThan,
    /// `DateLessThanEquals`.
    DateLessThanEquals,
    /// `DateGreaterThan`.
    DateGreaterThan,
    /// `DateGreaterThanEquals`.
    DateGreaterThanEquals,
    /// `Bool`.
    Bool,
    /// `BinaryEquals`: Base64.
    BinaryEquals,
    /// `IpAddress`: an address or a CIDR block.
    IpAddress,
    /// `ArnEquals` and `ArnLike`, which behave alike: component by component, with wildcards.
    Arn,
    /// `Null`: whether the key is absent.
    Null,
}

/// Name, comparison, and whether it is the negated one.
const NAMES: [(&str, Comparison, bool); 27] = [
    ("StringEquals", Comparison::StringEquals, false),
    ("StringNotEquals", Comparison::StringEquals, true),
    ("StringEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, false),
    ("StringNotEqualsIgnoreCase", Comparison::StringEqualsIgnoreCase, true),
    ("StringLike", Comparison::StringLike, false),
    ("StringNotLike", Comparison::StringLike, true),
    ("NumericEquals", Comparison::NumericEquals, false),
    ("NumericNotEquals", Comparison::NumericEquals, true),
    ("NumericLessThan", Comparison::NumericLessThan, false),
    ("NumericLessThanEquals", Comparison::NumericLessThanEquals, false),
    ("NumericGreaterThan", Comparison::NumericGreaterThan, false),
    ("NumericGreaterThanEquals", Comparison::NumericGreaterThanEquals, false),
    ("DateEquals", Comparison::DateEquals, false),
    ("DateNotEquals", Comparison::DateEquals, true),
    ("DateLessThan", Comparison::DateLessThan, false),
    ("DateLessThanEquals", Comparison::DateLessThanEquals, false),
    ("DateGreaterThan", Comparison::DateGreaterThan, false),
    ("DateGreaterThanEquals", Comparison::DateGreaterThanEquals, false),
    ("Bool", Comparison::Bool, false),
    ("BinaryEquals", Comparison::BinaryEquals, false),
    ("IpAddress", Comparison::IpAddress, false),
    ("NotIpAddress", Comparison::IpAddress, true),
    ("ArnEquals", Comparison::Arn, false),
    ("ArnNotEquals", Comparison::Arn, true),
    ("ArnLike", Comparison::Arn, false),
    ("ArnNotLike", Comparison::Arn, true),
    ("Null", Comparison::Null, false),
];

impl Operator {
    /// Reads a name such as `ForAllValues:StringLikeIfExists`, whatever its case. None when there is no such operator;
    /// `Null` has neither set operators nor `IfExists`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        let (set, rest) = match name.split_once(':') {
            Some((set, rest)) if set.eq_ignore_ascii_case("ForAllValues") => {
                (Some(SetOperator::ForAllValues), rest)
            }
            Some((set, rest)) if set.eq_ignore_ascii_case("ForAnyValue") => {
                (Some(SetOperator::ForAnyValue), rest)
            }
            Some(_) => return None,
            None => (None, name),
        };
        let (base, if_exists) = match rest.len().checked_sub("IfExists".len()) {
            Some(end) if rest.is_char_boundary(end) && rest[end..].eq_ignore_ascii_case("IfExists") => {
                (&rest[..end], true)
            }
            _ => (rest, false),
        };
        let (_, comparison, is_negated) =
            NAMES.into_iter().find(|(name, ..)| name.eq_ignore_ascii_case(base))?;
        let is_plain = set.is_none() && !if_exists;
        (comparison != Comparison::Null || is_plain).then_some(Self {
            set,
            comparison,
            is_negated,
            if_exists,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn operators_are_read_whatever_their_case_and_nothing_else_is() {
        let operator = Operator::parse("ForAnyValue:StringNotLikeIfExists").unwrap();
        assert_eq!(operator.set, Some(SetOperator::ForAnyValue));
        assert_eq!(operator.comparison, Comparison::StringLike);
        assert!(operator.is_negated && operator.if_exists);
        assert_eq!(Operator::parse("stringequals"), Operator::parse("StringEquals"));
        for name in [
            "",
            "IfExists",
            "StringMatches",
            "NullIfExists",
            "ForAnyValue:Null",
            "ForSome:Bool",
            "NotBool",
            "ü",
        ] {
            assert_eq!(Operator::parse(name), None, "{name}");
        }
    }
}
