//! Reads a policy from AWS's JSON: a single text where a list may stand, numbers and booleans where texts are meant.
//!
//! What no policy can be is a [`PolicyProblem`], all of them at once. What a policy may be but this module does not know
//! is kept with its statement as a [`Gap`](super::Gap), so that the rest of it can be used.
//! Start reading at [`policy_from_json`].

mod conditions;
mod problem;
mod reader;
mod statement;
mod unique_keys;

use serde_json::Value;

pub use problem::{PolicyKind, PolicyProblem, PolicyRule};
pub use unique_keys::UniqueKeys;

use super::{Gap, LanguageVersion, Policy, Statement};
use reader::Reader;

/// Reads a policy document of a kind.
///
/// # Errors
/// Everything because of which AWS would refuse the document, each with its place in it.
pub fn policy_from_json(document: &Value, kind: PolicyKind) -> Result<Policy, Vec<PolicyProblem>> {
    let mut reader = Reader::new(kind);
    let policy = policy(document, &mut reader);
    if reader.problems.is_empty() { Ok(policy) } else { Err(reader.problems) }
}

fn policy(document: &Value, reader: &mut Reader) -> Policy {
    let Some(members) = reader.object(document) else { return Policy::default() };
    let mut policy = Policy::default();
    let mut gaps: Vec<Gap> = vec![];
    let mut has_statement = false;
    for (name, value) in members {
        reader.within(name, |reader| match name.as_str() {
            "Version" => policy.version = version(value, reader),
            "Id" => {
                reader.text(value);
            }
            "Statement" => {
                has_statement = true;
                policy.statements = statements(value, reader);
            }
            _ => gaps.push(reader::unknown(name, &["Version", "Id", "Statement"])),
        });
    }
    if !has_statement {
        reader.within("Statement", |reader| reader.problem(PolicyRule::Missing));
    }
    for statement in &mut policy.statements {
        statement.gaps.extend(gaps.iter().cloned());
    }
    policy
}

fn version(value: &Value, reader: &mut Reader) -> LanguageVersion {
    match reader.text(value) {
        Some("2012-10-17") => LanguageVersion::V2012,
        Some("2008-10-17") | None => LanguageVersion::V2008,
        Some(other) => {
            reader.problem(PolicyRule::UnknownValue {
                value: other.to_owned(),
                allowed: &["2012-10-17", "2008-10-17"],
            });
            LanguageVersion::V2008
        }
    }
}

/// A list of statements, or one alone.
fn statements(value: &Value, reader: &mut Reader) -> Vec<Statement> {
    match value {
        Value::Array(items) => {
            let read = |(index, item)| reader.at(index, |reader| statement::statement(item, reader));
            items.iter().enumerate().filter_map(read).collect()
        }
        one => statement::statement(one, reader).into_iter().collect(),
    }
}
