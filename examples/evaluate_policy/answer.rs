//! Evaluates a case and words the answer in the names of the input.

use bayplan::iam::{Decision, Missing, PolicyPlace, Reason, StatementPlace, evaluate, text};
use serde_json::{Value, json};

use crate::case::Case;

/// `decision`, `decidedBy` and `why`.
pub fn answer(case: &Case) -> Value {
    if let Some(kind) = &case.unsupported {
        let why = format!("{kind} are not supported; leave them out to see what the other policies decide.");
        return json!({ "decision": "Unsupported", "decidedBy": { "unsupported": kind }, "why": why });
    }
    let evaluation = evaluate(&case.request, &case.policies);
    json!({
        "decision": decision_name(evaluation.decision),
        "decidedBy": decided_by(&evaluation.reason),
        "why": text::why(&case.request, &evaluation),
    })
}

/// As printed.
pub fn decision_name(decision: Decision) -> &'static str {
    match decision {
        Decision::Allowed => "Allowed",
        Decision::ExplicitDeny => "ExplicitDeny",
        Decision::ImplicitDeny => "ImplicitDeny",
        Decision::Unsupported => "Unsupported",
    }
}

fn decided_by(reason: &Reason) -> Value {
    match reason {
        Reason::Statement(place) => statement(place),
        Reason::RootUser => json!({ "principal": "root user" }),
        Reason::Missing(missing) => json!({ "missing": missing_name(*missing) }),
        Reason::Gap(gap, place) => {
            let mut value = place.as_ref().map_or(json!({}), statement);
            value["unsupported"] = text::gap(gap).into();
            value
        }
    }
}

fn statement(place: &StatementPlace) -> Value {
    let policy = match place.policy {
        PolicyPlace::Identity(at) => format!("identityPolicies[{at}]"),
        PolicyPlace::Boundary(at) => format!("permissionBoundary[{at}]"),
        PolicyPlace::Resource => "resourcePolicy".to_owned(),
        PolicyPlace::ServiceControl(level, at) => format!("serviceControlPolicies[{level}][{at}]"),
    };
    let mut value = json!({ "policy": policy, "statement": place.statement });
    if let Some(sid) = &place.sid {
        value["sid"] = sid.as_str().into();
    }
    value
}

fn missing_name(missing: Missing) -> String {
    match missing {
        Missing::ServiceControl(level) => format!("serviceControlPolicies[{level}]"),
        Missing::Identity => "identityPolicies".to_owned(),
        Missing::Boundary => "permissionBoundary".to_owned(),
        Missing::Resource | Missing::Trust => "resourcePolicy".to_owned(),
    }
}
