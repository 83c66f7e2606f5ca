//! Stored cases of policy evaluation, each with the decision that an independent evaluator and this one agree on.
//!
//! `tests/policies/README.md` tells where they come from. Print new ones with
//! `cargo test --test policies -- --ignored --nocapture print_new_cases`.
#![allow(clippy::unwrap_used, reason = "helpers of a test")]

#[path = "../examples/evaluate_policy/answer.rs"]
mod answer;
#[path = "../examples/evaluate_policy/case.rs"]
mod case;
#[path = "policies/generate.rs"]
mod generate;

use std::collections::BTreeMap;

use serde_json::Value;

const GENERATED: &str = include_str!("policies/generated.jsonl");
const BY_HAND: &str = include_str!("policies/by-hand.jsonl");

/// The decision on a case, and the one it is stored with.
fn decisions(line: &str) -> (String, String) {
    let answer = answer::answer(&case::read(line).unwrap());
    let stored: Value = serde_json::from_str(line).unwrap();
    (answer["decision"].as_str().unwrap().to_owned(), stored["expected"].as_str().unwrap().to_owned())
}

fn assert_all_hold(cases: &str) -> BTreeMap<String, u32> {
    let mut counts = BTreeMap::new();
    for line in cases.lines() {
        let (found, expected) = decisions(line);
        assert_eq!(found, expected, "{line}");
        *counts.entry(found).or_default() += 1;
    }
    counts
}

#[test]
fn the_generated_cases_are_decided_as_agreed() {
    let counts = assert_all_hold(GENERATED);
    assert!(counts.values().sum::<u32>() >= 2000, "{counts:?}");
    // A set in which one decision hardly occurs would prove little.
    for decision in ["Allowed", "ExplicitDeny", "ImplicitDeny"] {
        assert!(counts[decision] >= 300, "{counts:?}");
    }
}

#[test]
fn the_cases_by_hand_are_decided_as_documented() {
    assert_all_hold(BY_HAND);
}

#[test]
fn every_answer_names_its_statement_or_what_is_missing() {
    for line in GENERATED.lines().chain(BY_HAND.lines()) {
        let answer = answer::answer(&case::read(line).unwrap());
        let decided_by = answer["decidedBy"].as_object().unwrap();
        let key = match answer["decision"].as_str().unwrap() {
            "ImplicitDeny" => "missing",
            "Unsupported" => "unsupported",
            _ if decided_by.contains_key("principal") => "principal",
            _ => "statement",
        };
        assert!(decided_by.contains_key(key), "{line}: {answer}");
        assert!(answer["why"].as_str().unwrap().ends_with(['.', '?']), "{answer}");
    }
}

/// One line of standard error for bad input, which names the place.
#[test]
fn a_bad_case_is_refused_with_what_is_wrong_and_where() {
    let good = BY_HAND.lines().next().unwrap();
    let with = |key: &str, value: Value| {
        let mut case: Value = serde_json::from_str(good).unwrap();
        case[key] = value;
        case::read(&case.to_string()).map(|_| ()).unwrap_err()
    };
    for (key, value, part) in [
        ("principal", "alice".into(), "\"principal\" is \"alice\""),
        ("principal", 1.into(), "\"principal\" must be text"),
        ("action", "GetObject".into(), "\"action\" is \"GetObject\""),
        ("action", "s3:*".into(), "\"action\" is \"s3:*\""),
        ("resource", "bucket".into(), "\"resource\" is \"bucket\""),
        ("resourceAccount", "1234".into(), "the 12 digits"),
        ("context", Value::Array(vec![]), "\"context\" must be an object"),
        ("context", serde_json::json!({ "k": { "a": 1 } }), "\"k\" must be text"),
        ("context", serde_json::json!({ "k": "1", "K": "2" }), "\"k\" twice"),
        ("identityPolicies", "all".into(), "\"identityPolicies\" must be a list"),
        (
            "identityPolicies",
            serde_json::json!([{ "Statement": [{ "Effect": "allow" }] }]),
            "identityPolicies[0]: Statement[0].Effect",
        ),
        (
            "resourcePolicy",
            serde_json::json!({ "Statement": [{ "Effect": "Deny", "Action": "*" }] }),
            "Statement[0].Principal is missing",
        ),
        ("serviceControlPolicies", serde_json::json!({}), "a list of policies for each level"),
        ("identityPolicy", serde_json::json!([]), "\"identityPolicy\" is not known"),
    ] {
        let problem = with(key, value);
        assert!(problem.contains(part) && !problem.contains('\n'), "{problem}");
    }
    let read = |text: &str| case::read(text).map(|_| ()).unwrap_err();
    assert!(read("{").contains("line 1 column 1"), "{}", read("{"));
    assert!(read("{}").contains("\"principal\" is missing"));
    assert!(read("[]").contains("must be an object"));
    assert!(read(r#"{"action": 1, "action": 2}"#).contains("given twice"));
}

#[test]
#[ignore = "prints cases without labels, to be put before another evaluator"]
fn print_new_cases() {
    for case in generate::cases(20_261_125, 4000) {
        println!("{case}");
    }
}
