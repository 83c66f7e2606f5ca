//! Every operator: a `Condition` element, a request's context, and whether the one holds for the other.

use serde_json::Value;

use crate::iam::matching::Match;
use crate::iam::{Context, PolicyKind, policy_from_json};

/// `yes`, `no`, or `?` when it is not known.
fn check(condition: &str, rows: &[(&str, &str)]) {
    let document = format!(
        r#"{{"Version": "2012-10-17", "Statement":
            {{"Effect": "Allow", "Action": "*", "Resource": "*", "Condition": {condition}}}}}"#
    );
    let policy = policy_from_json(&serde_json::from_str(&document).unwrap(), PolicyKind::Identity).unwrap();
    for (context, expected) in rows {
        let context = context_of(context);
        let conditions = &policy.statements[0].conditions;
        let holds = Match::all(conditions.iter().map(|it| it.holds(policy.version, &context)));
        let found = match holds {
            Match::Yes => "yes",
            Match::No => "no",
            Match::Unclear(_) => "?",
        };
        assert_eq!(found, *expected, "{condition} with {context:?}");
    }
}

fn context_of(text: &str) -> Context {
    let value: Value = serde_json::from_str(text).unwrap();
    let text = |it: &Value| it.as_str().map_or_else(|| it.to_string(), str::to_owned);
    let values = |it: &Value| match it {
        Value::Array(items) => items.iter().map(text).collect(),
        one => vec![text(one)],
    };
    Context::new(value.as_object().unwrap().iter().map(|(key, it)| (key, values(it))))
}

#[test]
fn string_operators_compare_whole_texts_and_facts_19_and_21_an_absent_key_is_not_equal_and_a_star_is_a_star()
{
    check(
        r#"{"StringEquals": {"k": ["a", "b"]}}"#,
        &[(r#"{"K": "a"}"#, "yes"), (r#"{"k": "A"}"#, "no"), ("{}", "no"), (r#"{"k": ["a"]}"#, "yes")],
    );
    check(r#"{"StringEquals": {"k": "a*"}}"#, &[(r#"{"k": "a*"}"#, "yes"), (r#"{"k": "ab"}"#, "no")]);
    check(r#"{"StringEquals": {"k": 5}}"#, &[(r#"{"k": 5}"#, "yes"), (r#"{"k": "5"}"#, "yes")]);
    check(r#"{"StringEquals": {"k": true}}"#, &[(r#"{"k": "true"}"#, "yes")]);
    check(
        r#"{"StringNotEquals": {"k": ["a", "b"]}}"#,
        &[(r#"{"k": "b"}"#, "no"), (r#"{"k": "c"}"#, "yes"), ("{}", "yes")],
    );
    check(
        r#"{"StringEqualsIgnoreCase": {"k": "Ab"}}"#,
        &[(r#"{"k": "aB"}"#, "yes"), (r#"{"k": "a"}"#, "no")],
    );
    check(r#"{"StringNotEqualsIgnoreCase": {"k": "Ab"}}"#, &[(r#"{"k": "aB"}"#, "no"), ("{}", "yes")]);
    check(
        r#"{"StringLike": {"k": ["a*", "?b"]}}"#,
        &[(r#"{"k": "axy"}"#, "yes"), (r#"{"k": "xb"}"#, "yes"), (r#"{"k": "b"}"#, "no"), ("{}", "no")],
    );
    check(
        r#"{"StringNotLike": {"k": "a*"}}"#,
        &[(r#"{"k": "ab"}"#, "no"), (r#"{"k": "b"}"#, "yes"), ("{}", "yes")],
    );
}

#[test]
fn numeric_operators_compare_numbers() {
    check(
        r#"{"NumericEquals": {"k": "10"}}"#,
        &[(r#"{"k": "10.0"}"#, "yes"), (r#"{"k": 10}"#, "yes"), (r#"{"k": 11}"#, "no")],
    );
    check(
        r#"{"NumericNotEquals": {"k": [5, 7]}}"#,
        &[(r#"{"k": 7}"#, "no"), (r#"{"k": 6}"#, "yes"), ("{}", "yes")],
    );
    check(
        r#"{"NumericLessThan": {"k": 512}}"#,
        &[(r#"{"k": 511}"#, "yes"), (r#"{"k": 512}"#, "no"), ("{}", "no")],
    );
    check(r#"{"NumericLessThanEquals": {"k": 512}}"#, &[(r#"{"k": 512}"#, "yes"), (r#"{"k": 512.5}"#, "no")]);
    check(
        r#"{"NumericGreaterThan": {"k": -1}}"#,
        &[(r#"{"k": 0}"#, "yes"), (r#"{"k": -1}"#, "no"), (r#"{"k": -1.5}"#, "no")],
    );
    check(
        r#"{"NumericGreaterThanEquals": {"k": 9}}"#,
        &[(r#"{"k": 10}"#, "yes"), (r#"{"k": 9}"#, "yes"), (r#"{"k": 8}"#, "no")],
    );
    check(r#"{"NumericEquals": {"k": 1}}"#, &[(r#"{"k": "one"}"#, "no")]);
    check(r#"{"NumericNotEquals": {"k": 1}}"#, &[(r#"{"k": "one"}"#, "?")]);
}

#[test]
fn date_operators_compare_moments() {
    let day = r#"{"k": "2020-01-01T00:00:00Z"}"#;
    check(
        r#"{"DateEquals": {"k": "1577836800"}}"#,
        &[(day, "yes"), (r#"{"k": "2020-01-01"}"#, "yes"), (r#"{"k": 1577836801}"#, "no")],
    );
    check(
        r#"{"DateNotEquals": {"k": "2020-01-01"}}"#,
        &[(day, "no"), (r#"{"k": "2021-01-01"}"#, "yes"), ("{}", "yes")],
    );
    check(
        r#"{"DateLessThan": {"k": "2020-01-01T00:00:00+02:00"}}"#,
        &[(r#"{"k": "2019-12-31T21:59:59Z"}"#, "yes"), (r#"{"k": "2019-12-31T22:00:00Z"}"#, "no")],
    );
    check(
        r#"{"DateLessThanEquals": {"k": "2020-01-01T00:00:00Z"}}"#,
        &[(day, "yes"), (r#"{"k": "2020-01-01T00:00:01Z"}"#, "no")],
    );
    check(
        r#"{"DateGreaterThan": {"k": "2019-12-31"}}"#,
        &[(day, "yes"), (r#"{"k": "2019-12-31"}"#, "no"), ("{}", "no")],
    );
    check(
        r#"{"DateGreaterThanEquals": {"k": "2020"}}"#,
        &[(day, "yes"), (r#"{"k": "2019-12-31T23:59:59Z"}"#, "no")],
    );
    check(r#"{"DateGreaterThan": {"k": "soon"}}"#, &[(day, "no")]);
    check(r#"{"DateNotEquals": {"k": "soon"}}"#, &[(day, "?")]);
}

#[test]
fn bool_and_binary_compare_their_values() {
    check(
        r#"{"Bool": {"k": true}}"#,
        &[(r#"{"k": "True"}"#, "yes"), (r#"{"k": false}"#, "no"), ("{}", "no")],
    );
    check(
        r#"{"Bool": {"k": "false"}}"#,
        &[(r#"{"k": false}"#, "yes"), ("{}", "no"), (r#"{"k": "no"}"#, "no")],
    );
    check(r#"{"BinaryEquals": {"k": "QUJD"}}"#, &[(r#"{"k": "QUJD"}"#, "yes"), (r#"{"k": "qujd"}"#, "no")]);
}

#[test]
fn address_operators_know_ipv4_and_ipv6() {
    check(
        r#"{"IpAddress": {"k": ["203.0.113.0/24", "2001:db8::/32"]}}"#,
        &[
            (r#"{"k": "203.0.113.9"}"#, "yes"),
            (r#"{"k": "203.0.114.9"}"#, "no"),
            (r#"{"k": "2001:DB8::1"}"#, "yes"),
            ("{}", "no"),
        ],
    );
    check(
        r#"{"NotIpAddress": {"k": ["10.0.0.0/8", "11.0.0.0/8"]}}"#,
        &[
            (r#"{"k": "11.0.0.1"}"#, "no"),
            (r#"{"k": "12.0.0.1"}"#, "yes"),
            ("{}", "yes"),
            (r#"{"k": "here"}"#, "?"),
        ],
    );
}

#[test]
fn arn_operators_compare_the_six_components_one_by_one() {
    let user = r#"{"k": "arn:aws:iam::123456789012:user/alice"}"#;
    for operator in ["ArnEquals", "ArnLike"] {
        check(
            &format!(r#"{{"{operator}": {{"k": "arn:aws:iam::*:user/a?ice"}}}}"#),
            &[(user, "yes"), ("{}", "no")],
        );
        check(&format!(r#"{{"{operator}": {{"k": "arn:aws:iam::*:user/bob"}}}}"#), &[(user, "no")]);
        check(&format!(r#"{{"{operator}": {{"k": "arn:aws:s3:*:alice"}}}}"#), &[(user, "no")]);
        check(&format!(r#"{{"{operator}": {{"k": "*"}}}}"#), &[(user, "?")]);
    }
    for operator in ["ArnNotEquals", "ArnNotLike"] {
        check(
            &format!(r#"{{"{operator}": {{"k": "arn:aws:iam::*:user/*"}}}}"#),
            &[(user, "no"), ("{}", "yes")],
        );
        check(&format!(r#"{{"{operator}": {{"k": "arn:aws:iam::*:role/*"}}}}"#), &[(user, "yes")]);
        check(&format!(r#"{{"{operator}": {{"k": "alice"}}}}"#), &[(user, "?")]);
    }
}

#[test]
fn null_asks_whether_the_key_is_absent() {
    check(r#"{"Null": {"k": "true"}}"#, &[("{}", "yes"), (r#"{"k": "x"}"#, "no"), (r#"{"k": []}"#, "yes")]);
    check(r#"{"Null": {"k": false}}"#, &[("{}", "no"), (r#"{"k": ""}"#, "yes")]);
}

#[test]
fn if_exists_is_satisfied_by_an_absent_key() {
    for (operator, value) in [
        ("StringEquals", "a"),
        ("NumericLessThan", "1"),
        ("Bool", "true"),
        ("IpAddress", "10.0.0.0/8"),
        ("DateLessThan", "2020"),
    ] {
        check(
            &format!(r#"{{"{operator}IfExists": {{"k": "{value}"}}}}"#),
            &[("{}", "yes"), (r#"{"k": "z"}"#, "no")],
        );
    }
    check(r#"{"StringNotEqualsIfExists": {"k": "a"}}"#, &[("{}", "yes"), (r#"{"k": "a"}"#, "no")]);
}

#[test]
fn fact_20_for_all_values_is_true_of_none_and_for_any_value_is_not() {
    check(
        r#"{"ForAllValues:StringEquals": {"k": ["a", "b"]}}"#,
        &[
            ("{}", "yes"),
            (r#"{"k": ["a", "b", "a"]}"#, "yes"),
            (r#"{"k": ["a", "c"]}"#, "no"),
            (r#"{"k": ""}"#, "yes"),
        ],
    );
    check(
        r#"{"ForAnyValue:StringEquals": {"k": ["a", "b"]}}"#,
        &[("{}", "no"), (r#"{"k": ["c", "a"]}"#, "yes"), (r#"{"k": "c"}"#, "no"), (r#"{"k": ""}"#, "no")],
    );
    check(
        r#"{"ForAllValues:StringNotEquals": {"k": ["a", "b"]}}"#,
        &[("{}", "yes"), (r#"{"k": ["c"]}"#, "yes"), (r#"{"k": ["c", "a"]}"#, "no")],
    );
    check(
        r#"{"ForAnyValue:StringNotEquals": {"k": ["a", "b"]}}"#,
        &[("{}", "no"), (r#"{"k": ["c", "a"]}"#, "yes"), (r#"{"k": ["a"]}"#, "no")],
    );
    check(
        r#"{"ForAnyValue:StringEqualsIfExists": {"k": "a"}}"#,
        &[("{}", "?"), (r#"{"k": ["b", "a"]}"#, "yes")],
    );
    check(r#"{"StringEquals": {"k": "a"}}"#, &[(r#"{"k": ["a", "b"]}"#, "?")]);
}

#[test]
fn several_keys_and_operators_must_all_hold() {
    check(
        r#"{"StringEquals": {"a": "1", "b": "2"}, "Bool": {"c": true}}"#,
        &[
            (r#"{"a": "1", "b": "2", "c": true}"#, "yes"),
            (r#"{"a": "1", "b": "2"}"#, "no"),
            (r#"{"a": "1", "c": true}"#, "no"),
        ],
    );
    check("{}", &[("{}", "yes")]);
}

#[test]
fn a_variable_without_a_value_matches_nothing_and_is_not_negated() {
    check(
        r#"{"StringEquals": {"k": ["${aws:username}", "b"]}}"#,
        &[(r#"{"k": "x", "aws:username": "x"}"#, "yes"), (r#"{"k": "b"}"#, "yes"), (r#"{"k": "x"}"#, "no")],
    );
    check(
        r#"{"StringNotEquals": {"k": "${aws:username}"}}"#,
        &[(r#"{"k": "x"}"#, "no"), (r#"{"k": "x", "aws:username": "y"}"#, "yes")],
    );
    check(r#"{"NumericEquals": {"k": "${n}"}}"#, &[(r#"{"k": "5", "n": "5"}"#, "no")]);
}
