//! One statement.

use serde_json::{Map, Value};

use super::conditions::conditions;
use super::reader::{Reader, unknown};
use super::{PolicyKind, PolicyRule};
use crate::iam::{Effect, Gap, Listed, PrincipalPattern, Statement};

const ELEMENTS: &[&str] = &[
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
];

/// Reads a statement. None when what it needs is not there; why is then among the problems.
pub(super) fn statement(value: &Value, reader: &mut Reader) -> Option<Statement> {
    let members = reader.object(value)?;
    let unknown_names = members.keys().filter(|name| !ELEMENTS.contains(&name.as_str()));
    let mut gaps: Vec<Gap> = unknown_names.map(|name| unknown(name, ELEMENTS)).collect();
    let sid =
        members.get("Sid").and_then(|it| reader.within("Sid", |reader| reader.text(it).map(str::to_owned)));
    let effect = effect(members, reader);
    let principals = principals(members, reader);
    let actions =
        listed(members, ["Action", "NotAction"], reader, |value, reader| reader.texts(value, check_action));
    if actions.is_none() {
        missing("Action", members, "NotAction", reader);
    }
    let resources = listed(members, ["Resource", "NotResource"], reader, |value, reader| {
        if reader.kind == PolicyKind::Trust {
            reader.problem(PolicyRule::NotHere);
        }
        reader.texts(value, check_resource)
    });
    // Policies of a resource may leave it out: trust policies must, and those of ECR repositories do.
    if resources.is_none() && reader.kind == PolicyKind::Identity {
        missing("Resource", members, "NotResource", reader);
    }
    let conditions = members
        .get("Condition")
        .map(|it| reader.within("Condition", |reader| conditions(it, reader, &mut gaps)));
    Some(Statement {
        sid,
        effect: effect?,
        principals,
        actions: actions?,
        resources,
        conditions: conditions.unwrap_or_default(),
        gaps,
    })
}

fn effect(members: &Map<String, Value>, reader: &mut Reader) -> Option<Effect> {
    let Some(value) = members.get("Effect") else {
        missing("Effect", members, "Effect", reader);
        return None;
    };
    reader.within("Effect", |reader| match reader.text(value)? {
        "Allow" => Some(Effect::Allow),
        "Deny" => Some(Effect::Deny),
        other => {
            let rule = PolicyRule::UnknownValue { value: other.to_owned(), allowed: &["Allow", "Deny"] };
            reader.problem(rule);
            None
        }
    })
}

/// A required element is missing, unless it or its twin is there with something else wrong.
fn missing(name: &'static str, members: &Map<String, Value>, twin: &str, reader: &mut Reader) {
    if !members.contains_key(name) && !members.contains_key(twin) {
        reader.within(name, |reader| reader.problem(PolicyRule::Missing));
    }
}

/// An element or its twin; both at once are a problem.
fn listed<T>(
    members: &Map<String, Value>,
    [name, twin]: [&'static str; 2],
    reader: &mut Reader,
    read: impl Fn(&Value, &mut Reader) -> Vec<T>,
) -> Option<Listed<T>> {
    let only = members.get(name).map(|it| reader.within(name, |reader| read(it, reader)));
    let all_but = members.get(twin).map(|it| reader.within(twin, |reader| read(it, reader)));
    if only.is_some() && all_but.is_some() {
        reader.within(name, |reader| reader.problem(PolicyRule::Both { twin }));
    }
    only.map(Listed::Only).or(all_but.map(Listed::AllBut))
}

fn principals(members: &Map<String, Value>, reader: &mut Reader) -> Option<Listed<PrincipalPattern>> {
    let names = ["Principal", "NotPrincipal"];
    if reader.kind == PolicyKind::Identity {
        for name in names.into_iter().filter(|name| members.contains_key(*name)) {
            reader.within(name, |reader| reader.problem(PolicyRule::NotHere));
        }
        return None;
    }
    let principals = listed(members, names, reader, principal);
    if principals.is_none() {
        missing("Principal", members, "NotPrincipal", reader);
    }
    principals
}

/// `"*"`, or an object with lists of principals by their kind.
fn principal(value: &Value, reader: &mut Reader) -> Vec<PrincipalPattern> {
    if let Value::String(text) = value {
        if text != "*" {
            reader.problem(PolicyRule::BarePrincipal { principal: text.clone() });
        }
        return vec![PrincipalPattern::Everyone];
    }
    let Some(members) = reader.object(value) else { return vec![] };
    let mut patterns = vec![];
    for (name, value) in members {
        let pattern: fn(String) -> PrincipalPattern = match name.as_str() {
            "AWS" => aws,
            "Service" => PrincipalPattern::Service,
            "Federated" => PrincipalPattern::Federated,
            "CanonicalUser" => PrincipalPattern::CanonicalUser,
            _ => {
                reader.within(name, |reader| reader.problem(PolicyRule::UnknownPrincipal));
                continue;
            }
        };
        patterns
            .extend(reader.within(name, |reader| reader.texts(value, |_, _| ())).into_iter().map(pattern));
    }
    patterns
}

fn aws(text: String) -> PrincipalPattern {
    if text == "*" { PrincipalPattern::Everyone } else { PrincipalPattern::Aws(text) }
}

fn check_action(reader: &mut Reader, action: &str) {
    match action.split_once(':') {
        _ if action == "*" || action == "*:*" => {}
        Some((service, _))
            if !service.is_empty() && service.bytes().all(|it| it.is_ascii_alphanumeric() || it == b'-') => {}
        Some(_) => reader.problem(PolicyRule::BadService { action: action.to_owned() }),
        None => reader.problem(PolicyRule::NoService { action: action.to_owned() }),
    }
}

fn check_resource(reader: &mut Reader, resource: &str) {
    if resource != "*" && !resource.starts_with("arn:") {
        reader.problem(PolicyRule::NotAnArn { resource: resource.to_owned() });
    }
}
