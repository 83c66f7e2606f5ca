//! A policy while it is written.

use serde_json::{Value, json};

use super::{board, definition};
use crate::iam::{Document, PolicyKind};
use crate::sim::roles::{
    AttachedPolicy, Verdict, instance_role_arn, own, role_arn, service_linked_role_arn, trust,
    whom_it_lets_in, would_be_allowed,
};
use crate::sim::{Simulation, TaskDefinitionId};

fn document(statements: Value, kind: PolicyKind) -> Document {
    let text = json!({ "Version": "2012-10-17", "Statement": statements }).to_string();
    Document::read(text, kind).unwrap()
}

pub(super) fn policy(statements: Value) -> AttachedPolicy {
    AttachedPolicy { name: "Own".to_owned(), document: document(statements, PolicyKind::Identity) }
}

fn said(verdicts: &[Verdict]) -> Vec<(&str, bool)> {
    verdicts.iter().map(|it| (it.principal.as_str(), it.is_allowed)).collect()
}

#[test]
fn a_trust_policy_is_asked_by_the_services_that_need_the_role() {
    let simulation = board(&definition(), |_| ());
    let lets_in = |role: &str, trust: &Document| whom_it_lets_in(simulation.world(), role, trust);
    let (tasks, ec2) = ("ecs-tasks.amazonaws.com", "ec2.amazonaws.com");
    let [for_tasks, for_ec2] = [tasks, ec2].map(trust);
    assert_eq!(said(&lets_in(&role_arn("web-task"), &for_tasks)), [(tasks, true)]);
    let refused = lets_in(&role_arn("web-task"), &for_ec2);
    assert_eq!(said(&refused), [(tasks, false)]);
    let role = role_arn("web-task");
    assert_eq!(
        refused[0].why,
        format!("No statement of the role's trust policy allows sts:AssumeRole on {role}.")
    );
    assert_eq!(said(&lets_in(&instance_role_arn(), &for_ec2)), [(ec2, true)]);
    assert_eq!(said(&lets_in(&instance_role_arn(), &for_tasks)), [(ec2, false)]);
    let ecs = "ecs.amazonaws.com";
    assert_eq!(said(&lets_in(&service_linked_role_arn(), &trust(ecs))), [(ecs, true)]);
    // Nobody knows who is to assume what nothing names.
    assert_eq!(said(&lets_in(&role_arn("unused"), &for_ec2)), [(tasks, false), (ec2, true), (ecs, false)]);
}

#[test]
fn a_trust_policy_against_the_confused_deputy_is_asked_with_what_ecs_tells() {
    let simulation = board(&definition(), |_| ());
    let guarded = |account: &str| {
        let statement = json!({
            "Effect": "Allow", "Principal": { "Service": "ecs-tasks.amazonaws.com" }, "Action": "sts:AssumeRole",
            "Condition": { "StringEquals": { "aws:SourceAccount": account } } });
        let trust = document(statement, PolicyKind::Trust);
        whom_it_lets_in(simulation.world(), &role_arn("web-task"), &trust)[0].is_allowed
    };
    assert!(guarded("123456789012"));
    assert!(!guarded("999999999999"));
}

fn could(simulation: &Simulation, role: Option<&str>, with: AttachedPolicy, call: (&str, &str)) -> Verdict {
    let roles = simulation.world().roles.as_deref().unwrap();
    let boundary = role.and_then(|it| roles.roles.get(it)?.boundary.as_ref());
    would_be_allowed(simulation.world(), role, (&[with], boundary), TaskDefinitionId(0), call).unwrap()
}

#[test]
fn a_policy_is_tried_out_within_the_boundary_of_its_role() {
    let boundary =
        document(json!({ "Effect": "Allow", "Action": "s3:*", "Resource": "*" }), PolicyKind::Identity);
    let simulation = board(&definition(), |roles| {
        roles.roles.get_mut(&role_arn("web-task")).unwrap().boundary = Some(boundary);
    });
    let role = role_arn("web-task");
    let all = || own("All", &["s3:GetObject", "dynamodb:GetItem"]);
    assert!(could(&simulation, Some(&role), all(), ("s3:GetObject", "*")).is_allowed);
    let outside = could(&simulation, Some(&role), all(), ("dynamodb:GetItem", "*"));
    assert!(!outside.is_allowed);
    assert!(outside.why.starts_with("No statement of the permissions boundary"), "{}", outside.why);
}

#[test]
fn a_policy_is_tried_out_with_what_ecs_tells_of_such_a_call() {
    let simulation = board(&definition(), |_| ());
    let pass_role = |service: &str| {
        policy(json!({ "Effect": "Allow", "Action": "iam:PassRole", "Resource": "*",
            "Condition": { "StringEquals": { "iam:PassedToService": service } } }))
    };
    let pass = |service| {
        could(&simulation, None, pass_role(service), ("iam:PassRole", &role_arn("web-task"))).is_allowed
    };
    assert!(pass("ecs-tasks.amazonaws.com"));
    assert!(!pass("ec2.amazonaws.com"));
    let in_cluster = |action: &str, cluster: &str| {
        let cluster = format!("arn:aws:ecs:us-east-1:123456789012:cluster/{cluster}");
        let with = policy(json!({ "Effect": "Allow", "Action": action, "Resource": "*",
            "Condition": { "ArnEquals": { "ecs:cluster": cluster } } }));
        could(&simulation, None, with, (action, "*")).is_allowed
    };
    for action in ["ecs:RunTask", "ecs:StartTask", "ecs:CreateService"] {
        assert!(in_cluster(action, "default"), "{action}");
        assert!(!in_cluster(action, "other"), "{action}");
    }
}
