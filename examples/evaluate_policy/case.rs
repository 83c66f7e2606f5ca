//! Reads a case: a request and the policies that apply to it.

use std::collections::BTreeSet;

use bayplan::iam::{
    Context, Policies, Policy, PolicyKind, Principal, Request, UniqueKeys, policy_from_json, text,
};
use serde_json::{Map, Value};

/// What has to be there.
const REQUIRED: [&str; 6] =
    ["principal", "action", "resource", "resourceAccount", "context", "identityPolicies"];
/// What may be there.
const OPTIONAL: [&str; 3] = ["permissionBoundary", "resourcePolicy", "serviceControlPolicies"];
/// What may be there for people and for tests, and says nothing about the request.
const LABELS: [&str; 6] = ["id", "name", "description", "comment", "expected", "label"];

/// A request and its policies.
pub struct Case {
    pub request: Request,
    pub policies: Policies,
    /// A kind of policy that is given but not supported.
    pub unsupported: Option<String>,
}

/// Reads a case.
///
/// # Errors
/// One line that says what is wrong, where, and what to do.
pub fn read(text: &str) -> Result<Case, String> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let UniqueKeys(document) =
        serde_json::from_str(text).map_err(|error| format!("the input cannot be read as JSON: {error}"))?;
    let Value::Object(case) = document else {
        return Err(format!("the input must be an object in {{ }} with {}", REQUIRED.join(", ")));
    };
    if let Some(missing) = REQUIRED.into_iter().find(|it| !case.contains_key(*it)) {
        return Err(format!("\"{missing}\" is missing; a case has {}", REQUIRED.join(", ")));
    }
    let mut unsupported = None;
    for key in case.keys().filter(|it| !is_known(it)) {
        if !is_policy_type(key) {
            let known = [REQUIRED.as_slice(), &OPTIONAL].concat().join(", ");
            return Err(format!("\"{key:.64}\" is not known; a case may have {known}"));
        }
        unsupported = unsupported.or(Some(key.clone()));
    }
    Ok(Case { request: request(&case)?, policies: policies(&case)?, unsupported })
}

fn is_known(key: &str) -> bool {
    REQUIRED.contains(&key) || OPTIONAL.contains(&key) || LABELS.contains(&key)
}

/// Policy types of AWS that are not evaluated.
fn is_policy_type(key: &str) -> bool {
    ["sessionPolic", "resourceControlPolic", "vpcEndpointPolic"].iter().any(|it| key.starts_with(it))
}

fn request(case: &Map<String, Value>) -> Result<Request, String> {
    let text = |key: &str| match &case[key] {
        Value::String(text) => Ok(text.clone()),
        Value::Number(number) if key == "resourceAccount" => Ok(number.to_string()),
        other => Err(format!("\"{key}\" must be text in double quotes, but it is {other:.40}")),
    };
    let name = text("principal")?;
    let principal = Principal::parse(&name).ok_or_else(|| {
        format!(
            "\"principal\" is \"{name:.80}\"; write the ARN of a user, a role, a role session or a root user, or a \
             service such as ecs-tasks.amazonaws.com"
        )
    })?;
    let action = text("action")?;
    let is_action = |(service, name): (&str, &str)| !service.is_empty() && !name.is_empty();
    if !action.split_once(':').is_some_and(is_action) || action.contains(['*', '?', ' ']) {
        return Err(format!(
            "\"action\" is \"{action:.80}\"; write one action with its service, such as ecs:RunTask"
        ));
    }
    let resource = text("resource")?;
    if resource != "*" && !resource.starts_with("arn:") {
        return Err(format!(
            "\"resource\" is \"{resource:.80}\"; write an ARN, or \"*\" for actions without one"
        ));
    }
    let resource_account = text("resourceAccount")?;
    if resource_account.len() != 12 || !resource_account.bytes().all(|it| it.is_ascii_digit()) {
        return Err(format!(
            "\"resourceAccount\" is \"{resource_account:.80}\"; write the 12 digits of an account"
        ));
    }
    Ok(Request { principal, action, resource, resource_account, context: context(&case["context"])? })
}

fn context(value: &Value) -> Result<Context, String> {
    let Value::Object(members) = value else {
        return Err(
            "\"context\" must be an object with condition keys and their values; {} if there are none".into(),
        );
    };
    let mut names = BTreeSet::new();
    let mut keys = vec![];
    for (key, value) in members {
        if !names.insert(key.to_ascii_lowercase()) {
            return Err(format!(
                "\"context\" has \"{key:.64}\" twice; the case of a condition key does not matter"
            ));
        }
        let values = match value {
            Value::Null => vec![],
            Value::Array(items) => items.iter().map(|it| scalar(key, it)).collect::<Result<_, _>>()?,
            one => vec![scalar(key, one)?],
        };
        keys.push((key, values));
    }
    Ok(Context::new(keys))
}

fn scalar(key: &str, value: &Value) -> Result<String, String> {
    match value {
        Value::String(text) => Ok(text.clone()),
        Value::Bool(_) | Value::Number(_) => Ok(value.to_string()),
        Value::Null | Value::Array(_) | Value::Object(_) => Err(format!(
            "\"context\": \"{key:.64}\" must be text, a number, true or false, or a list of these"
        )),
    }
}

fn policies(case: &Map<String, Value>) -> Result<Policies, String> {
    let resource = match case.get("resourcePolicy") {
        None | Some(Value::Null) => None,
        Some(document) => Some(policy(document, PolicyKind::Resource, "resourcePolicy")?),
    };
    let levels = match case.get("serviceControlPolicies") {
        None | Some(Value::Null) => vec![],
        Some(Value::Array(levels)) => {
            let level = |(at, level)| list(level, &format!("serviceControlPolicies[{at}]"));
            levels.iter().enumerate().map(level).collect::<Result<_, _>>()?
        }
        Some(_) => {
            return Err(
                "\"serviceControlPolicies\" must be a list with a list of policies for each level".into()
            );
        }
    };
    Ok(Policies {
        identity: list(&case["identityPolicies"], "identityPolicies")?,
        boundary: match case.get("permissionBoundary") {
            None | Some(Value::Null) => vec![],
            Some(policies) => list(policies, "permissionBoundary")?,
        },
        resource,
        service_control: levels,
    })
}

/// A list of policies, or one alone.
fn list(value: &Value, name: &str) -> Result<Vec<Policy>, String> {
    match value {
        Value::Array(items) => {
            let one = |(at, item)| policy(item, PolicyKind::Identity, &format!("{name}[{at}]"));
            items.iter().enumerate().map(one).collect()
        }
        Value::Object(_) => Ok(vec![policy(value, PolicyKind::Identity, name)?]),
        other => Err(format!("\"{name}\" must be a list of policies, but it is {other:.40}")),
    }
}

fn policy(document: &Value, kind: PolicyKind, name: &str) -> Result<Policy, String> {
    policy_from_json(document, kind).map_err(|problems| {
        let sentences: Vec<_> = problems.iter().map(text::problem).collect();
        format!("{name}: {}", sentences.join(" "))
    })
}
