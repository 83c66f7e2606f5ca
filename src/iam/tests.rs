//! The order of evaluation, and what each kind of policy can and cannot do.

use serde_json::{Value, json};

use super::*;

const ALICE: &str = "arn:aws:iam::123456789012:user/alice";
const ROOT: &str = "arn:aws:iam::123456789012:root";
const ROLE: &str = "arn:aws:iam::123456789012:role/service/app";
const SESSION: &str = "arn:aws:sts::123456789012:assumed-role/app/task-1";
const OBJECT: &str = "arn:aws:s3:::bucket/key";

fn request(principal: &str, action: &str, resource: &str) -> Request {
    Request {
        principal: Principal::parse(principal).unwrap(),
        action: action.to_owned(),
        resource: resource.to_owned(),
        resource_account: "123456789012".to_owned(),
        context: Context::default(),
    }
}

/// A policy of the statements `EFFECT ACTION RESOURCE`, separated by `;`.
fn identity(text: &str) -> Policy {
    let statements: Vec<Value> = text.split(';').filter(|it| !it.trim().is_empty()).map(statement).collect();
    policy(json!({ "Version": "2012-10-17", "Statement": statements }), PolicyKind::Identity)
}

fn statement(text: &str) -> Value {
    let words: Vec<&str> = text.split_whitespace().collect();
    json!({ "Effect": words[0], "Action": words[1], "Resource": words.get(2).unwrap_or(&"*") })
}

/// A resource-based policy that allows everything to a principal.
fn grant(principal: Value) -> Policy {
    let statement = json!({ "Effect": "Allow", "Principal": principal, "Action": "*" });
    policy(json!({ "Statement": [statement] }), PolicyKind::Resource)
}

fn policy(document: Value, kind: PolicyKind) -> Policy {
    policy_from_json(&document, kind).unwrap()
}

/// What is decided, and by what: `Allowed identity 0.1`, `ImplicitDeny Boundary`.
fn decide(request: &Request, policies: &Policies) -> String {
    let evaluation = evaluate(request, policies);
    let reason = match &evaluation.reason {
        Reason::Statement(place) => match place.policy {
            PolicyPlace::Identity(at) => format!("identity {at}.{}", place.statement),
            PolicyPlace::Boundary(at) => format!("boundary {at}.{}", place.statement),
            PolicyPlace::Resource => format!("resource {}", place.statement),
            PolicyPlace::ServiceControl(level, at) => format!("scp {level}.{at}.{}", place.statement),
        },
        Reason::RootUser => "root user".to_owned(),
        Reason::Missing(missing) => format!("{missing:?}"),
        Reason::Gap(..) => String::new(),
    };
    format!("{:?} {reason}", evaluation.decision).trim_end().to_owned()
}

fn check_identity(text: &str, expected: &str) {
    let policies = Policies { identity: vec![identity(text)], ..Policies::default() };
    assert_eq!(decide(&request(ALICE, "s3:GetObject", OBJECT), &policies), expected, "{text}");
}

#[test]
fn a_request_is_denied_unless_a_statement_allows_it() {
    check_identity("", "ImplicitDeny Identity");
    check_identity("Allow s3:PutObject; Allow s3:GetObject", "Allowed identity 0.1");
    check_identity("Allow S3:getobject", "Allowed identity 0.0");
    check_identity("Allow s3:Get*", "Allowed identity 0.0");
    check_identity("Allow s3:GetObjec?", "Allowed identity 0.0");
    check_identity("Allow s3:GetObject?", "ImplicitDeny Identity");
    check_identity("Allow *", "Allowed identity 0.0");
    check_identity("Allow s3:* arn:aws:s3:::bucket/*", "Allowed identity 0.0");
    check_identity("Allow s3:* arn:aws:s3:::Bucket/*", "ImplicitDeny Identity");
}

#[test]
fn fact_16_an_explicit_deny_beats_every_allow_wherever_it_stands() {
    check_identity("Allow *; Deny s3:* arn:aws:s3:::bucket/*", "ExplicitDeny identity 0.1");
    check_identity("Allow *; Deny s3:* arn:aws:s3:::other/*", "Allowed identity 0.0");
    let allowed = Policies {
        identity: vec![identity("Allow *")],
        boundary: vec![identity("Allow *")],
        resource: Some(grant(json!("*"))),
        service_control: vec![vec![identity("Allow *")]],
    };
    let request = request(ALICE, "s3:GetObject", OBJECT);
    assert_eq!(decide(&request, &allowed), "Allowed resource 0");
    let deny = identity("Deny s3:*");
    let with = |change: fn(&mut Policies, Policy)| {
        let mut policies = allowed.clone();
        change(&mut policies, deny.clone());
        decide(&request, &policies)
    };
    assert_eq!(with(|it, deny| it.identity.push(deny)), "ExplicitDeny identity 1.0");
    assert_eq!(with(|it, deny| it.boundary.push(deny)), "ExplicitDeny boundary 1.0");
    assert_eq!(with(|it, deny| it.service_control[0].push(deny)), "ExplicitDeny scp 0.1.0");
    assert_eq!(with(|it, deny| it.resource = Some(deny)), "ExplicitDeny resource 0");
}

#[test]
fn fact_18_not_action_and_not_resource_mean_all_others_and_deny_nothing_with_allow() {
    let decide_on = |statement: Value| {
        let identity = vec![policy(json!({ "Statement": statement }), PolicyKind::Identity)];
        decide(&request(ALICE, "s3:GetObject", OBJECT), &Policies { identity, ..Policies::default() })
    };
    let allowed = "Allowed identity 0.0";
    let implicit = "ImplicitDeny Identity";
    assert_eq!(decide_on(json!({ "Effect": "Allow", "NotAction": "iam:*", "Resource": "*" })), allowed);
    assert_eq!(
        decide_on(json!({ "Effect": "Allow", "NotAction": ["iam:*", "S3:get*"], "Resource": "*" })),
        implicit
    );
    assert_eq!(
        decide_on(json!({ "Effect": "Allow", "Action": "*", "NotResource": "arn:aws:s3:::other/*" })),
        allowed
    );
    assert_eq!(decide_on(json!({ "Effect": "Allow", "Action": "*", "NotResource": [OBJECT] })), implicit);
    assert_eq!(
        decide_on(json!({ "Effect": "Deny", "NotAction": "iam:*", "Resource": "*" })),
        "ExplicitDeny identity 0.0"
    );
    assert_eq!(decide_on(json!({ "Effect": "Deny", "Action": "*", "NotResource": OBJECT })), implicit);
}

#[test]
fn fact_17_a_permissions_boundary_grants_nothing_and_limits_the_rest() {
    let check = |identity_text: &str, boundary: &str, expected: &str| {
        let policies = Policies {
            identity: vec![identity(identity_text)],
            boundary: vec![identity(boundary)],
            ..Policies::default()
        };
        assert_eq!(decide(&request(ALICE, "s3:GetObject", OBJECT), &policies), expected);
    };
    check("", "Allow *", "ImplicitDeny Identity");
    check("Allow *", "Allow s3:*", "Allowed identity 0.0");
    check("Allow *", "Allow ec2:*", "ImplicitDeny Boundary");
    check("Allow *", "", "ImplicitDeny Boundary");
}

#[test]
fn every_level_of_the_service_control_policies_must_allow() {
    let check = |levels: Vec<Vec<&str>>, principal: &str, expected: &str| {
        let level = |level: &Vec<&str>| level.iter().map(|it| identity(it)).collect();
        let policies = Policies {
            identity: vec![identity("Allow *")],
            service_control: levels.iter().map(level).collect(),
            ..Policies::default()
        };
        assert_eq!(decide(&request(principal, "s3:GetObject", OBJECT), &policies), expected);
    };
    check(vec![], ALICE, "Allowed identity 0.0");
    check(vec![vec!["Allow *"], vec!["Allow ec2:*", "Allow s3:*"]], ALICE, "Allowed identity 0.0");
    check(vec![vec!["Allow *"], vec!["Allow ec2:*"]], ALICE, "ImplicitDeny ServiceControl(1)");
    check(vec![vec![], vec!["Allow *"]], ALICE, "ImplicitDeny ServiceControl(0)");
    check(vec![vec!["Allow ec2:*"]], ROOT, "ImplicitDeny ServiceControl(0)");
    let service_linked = "arn:aws:sts::123456789012:assumed-role/AWSServiceRoleForECS/ecs";
    check(vec![vec!["Deny *"]], service_linked, "Allowed identity 0.0");
}

#[test]
fn within_an_account_the_resource_may_grant_to_whom_it_names() {
    let check = |principal: &str, named: Value, boundary: &str, expected: &str| {
        let boundary = if boundary.is_empty() { vec![] } else { vec![identity(boundary)] };
        let policies = Policies { boundary, resource: Some(grant(named.clone())), ..Policies::default() };
        assert_eq!(decide(&request(principal, "s3:GetObject", OBJECT), &policies), expected, "{named}");
    };
    check(ALICE, json!({ "AWS": ALICE }), "", "Allowed resource 0");
    check(ALICE, json!({ "AWS": ALICE }), "Allow ec2:*", "Allowed resource 0");
    check(ALICE, json!({ "AWS": ROOT }), "", "ImplicitDeny Identity");
    check(ALICE, json!({ "AWS": "123456789012" }), "", "ImplicitDeny Identity");
    check(ALICE, json!({ "AWS": ["arn:aws:iam::123456789012:user/Alice"] }), "", "ImplicitDeny Identity");
    check(ALICE, json!("*"), "Allow ec2:*", "Allowed resource 0");
    check(SESSION, json!({ "AWS": SESSION }), "Allow ec2:*", "Allowed resource 0");
    check(SESSION, json!({ "AWS": ROLE }), "", "Allowed resource 0");
    check(SESSION, json!({ "AWS": ROLE }), "Allow ec2:*", "ImplicitDeny Boundary");
    check(SESSION, json!({ "AWS": [ROLE, SESSION] }), "Allow ec2:*", "Allowed resource 0");
    check(SESSION, json!({ "AWS": "arn:aws:iam::123456789012:role/other" }), "", "ImplicitDeny Identity");
    check(ROLE, json!({ "AWS": ROLE }), "", "Allowed resource 0");
    check(ROLE, json!({ "AWS": SESSION }), "", "ImplicitDeny Identity");
    check(SESSION, json!({ "AWS": "arn:aws:sts::123456789012:assumed-role/app/*" }), "", "Unsupported");
    check(
        ALICE,
        json!({ "AWS": "arn:aws:sts::123456789012:assumed-role/app/*" }),
        "",
        "ImplicitDeny Identity",
    );
}

#[test]
fn not_principal_means_everyone_else() {
    let check = |principal: &str, named: Value, expected: &str| {
        let statement = json!({ "Effect": "Deny", "NotPrincipal": named, "Action": "*", "Resource": "*" });
        let resource = Some(policy(json!({ "Statement": statement }), PolicyKind::Resource));
        let policies = Policies { identity: vec![identity("Allow *")], resource, ..Policies::default() };
        assert_eq!(decide(&request(principal, "s3:GetObject", OBJECT), &policies), expected, "{named}");
    };
    check(ALICE, json!({ "AWS": [ALICE, ROOT] }), "Allowed identity 0.0");
    check(ALICE, json!({ "AWS": "arn:aws:iam::123456789012:user/bob" }), "ExplicitDeny resource 0");
    check(SESSION, json!({ "AWS": [SESSION, ROLE, ROOT] }), "Allowed identity 0.0");
}

#[test]
fn not_principal_denies_whoever_has_a_boundary_whatever_it_names() {
    let of = |effect: &str| {
        let statement =
            json!({ "Effect": effect, "NotPrincipal": { "AWS": ALICE }, "Action": "*", "Resource": "*" });
        let resource = Some(policy(json!({ "Statement": statement }), PolicyKind::Resource));
        let policies = Policies { boundary: vec![identity("Allow *")], resource, ..Policies::default() };
        decide(&request(ALICE, "s3:GetObject", OBJECT), &policies)
    };
    assert_eq!(of("Deny"), "ExplicitDeny resource 0");
    assert_eq!(of("Allow"), "ImplicitDeny Identity");
}

#[test]
fn across_accounts_both_sides_must_allow() {
    let check = |identity_text: &str, named: Option<Value>, boundary: &str, expected: &str| {
        let mut request = request(ALICE, "s3:GetObject", OBJECT);
        request.resource_account = "999999999999".to_owned();
        let boundary = if boundary.is_empty() { vec![] } else { vec![identity(boundary)] };
        let resource = named.map(grant);
        let policies =
            Policies { identity: vec![identity(identity_text)], boundary, resource, ..Policies::default() };
        assert_eq!(decide(&request, &policies), expected);
    };
    check("Allow *", None, "", "ImplicitDeny Resource");
    check("", Some(json!({ "AWS": ALICE })), "", "ImplicitDeny Identity");
    check("Allow *", Some(json!({ "AWS": ALICE })), "", "Allowed identity 0.0");
    check("Allow *", Some(json!({ "AWS": "123456789012" })), "", "Allowed identity 0.0");
    check("Allow *", Some(json!({ "AWS": "999999999999" })), "", "ImplicitDeny Resource");
    check("Allow *", Some(json!({ "AWS": ALICE })), "Allow ec2:*", "ImplicitDeny Boundary");
}

#[test]
fn trust_policies_and_key_policies_must_allow_themselves() {
    let check = |principal: &str,
                 action: &str,
                 resource: &str,
                 trusted: Option<Value>,
                 text: &str,
                 expected: &str| {
        let policies = Policies {
            identity: vec![identity(text)],
            resource: trusted.clone().map(grant),
            ..Policies::default()
        };
        assert_eq!(
            decide(&request(principal, action, resource), &policies),
            expected,
            "{action} {trusted:?}"
        );
    };
    let key = "arn:aws:kms:us-east-1:123456789012:key/1234abcd";
    let service = "ecs-tasks.amazonaws.com";
    check(ALICE, "sts:AssumeRole", ROLE, None, "Allow *", "ImplicitDeny Trust");
    check(ALICE, "sts:AssumeRole", ROLE, Some(json!({ "AWS": ALICE })), "", "Allowed resource 0");
    check(ALICE, "sts:AssumeRole", ROLE, Some(json!({ "AWS": ROOT })), "", "ImplicitDeny Identity");
    check(ALICE, "sts:AssumeRole", ROLE, Some(json!({ "AWS": ROOT })), "Allow sts:*", "Allowed identity 0.0");
    check(service, "sts:AssumeRole", ROLE, Some(json!({ "Service": service })), "", "Allowed resource 0");
    check(
        service,
        "sts:AssumeRole",
        ROLE,
        Some(json!({ "Service": "ecs.amazonaws.com" })),
        "",
        "ImplicitDeny Trust",
    );
    check(ALICE, "kms:Decrypt", key, None, "Allow *", "ImplicitDeny Resource");
    check(ALICE, "kms:Decrypt", key, Some(json!({ "AWS": ROOT })), "Allow kms:*", "Allowed identity 0.0");
    check(ALICE, "kms:Decrypt", key, Some(json!({ "AWS": ALICE })), "", "Allowed resource 0");
}

#[test]
fn the_root_user_has_full_access_to_its_account_alone() {
    let mut request = request(ROOT, "s3:GetObject", OBJECT);
    assert_eq!(decide(&request, &Policies::default()), "Allowed root user");
    request.resource_account = "999999999999".to_owned();
    assert_eq!(decide(&request, &Policies::default()), "ImplicitDeny Resource");
}

#[test]
fn what_is_not_known_is_unsupported_only_where_it_matters() {
    let unknown = json!({ "Effect": "Allow", "Action": "s3:*", "Resource": "*", "Condition": { "StringMatches": { "k": "v" } } });
    let check = |statements: Value, action: &str, expected: &str| {
        let identity = vec![policy(json!({ "Statement": statements }), PolicyKind::Identity)];
        let policies = Policies { identity, ..Policies::default() };
        assert_eq!(decide(&request(ALICE, action, OBJECT), &policies), expected);
    };
    let allow = json!({ "Effect": "Allow", "Action": "*", "Resource": "*" });
    let deny = json!({ "Effect": "Deny", "Action": "*", "Resource": "*" });
    check(json!([unknown]), "s3:GetObject", "Unsupported");
    check(json!([unknown]), "ec2:RunInstances", "ImplicitDeny Identity");
    check(json!([unknown, allow]), "s3:GetObject", "Allowed identity 0.1");
    check(json!([unknown, deny]), "s3:GetObject", "ExplicitDeny identity 0.1");
    let mut unknown_deny = unknown.clone();
    unknown_deny["Effect"] = "Deny".into();
    check(json!([unknown_deny, allow]), "s3:GetObject", "Unsupported");
    check(json!([unknown_deny]), "s3:GetObject", "Unsupported");
    check(
        json!([{ "Effect": "Allow", "Action": "*", "Resource": "*", "Resources": "x" }]),
        "s3:GetObject",
        "Unsupported",
    );
}

#[test]
fn the_account_of_a_policy_says_what_is_wrong_where_and_what_to_do() {
    let check = |document: Value, kind: PolicyKind, expected: &[&str]| {
        let problems = policy_from_json(&document, kind).unwrap_err();
        let sentences: Vec<String> = problems.iter().map(text::problem).collect();
        assert_eq!(sentences, expected);
    };
    check(json!([]), PolicyKind::Identity, &["the policy must be an object, but it is a list."]);
    check(json!({}), PolicyKind::Identity, &["Statement is missing. Add \"Statement\"."]);
    check(
        json!({ "Version": "2012-10-18", "Statement": [{ "Effect": "allow", "Action": ["RunTask", "e*:x"], "Resource": "bucket" }, 1] }),
        PolicyKind::Identity,
        &[
            "Statement[0].Effect is \"allow\". Write one of: Allow, Deny.",
            "Statement[0].Action[0] is \"RunTask\", an action without its service. Write it such as \"ecs:RunTask\".",
            "Statement[0].Action[1] is \"e*:x\". The service before the colon has letters, digits and hyphens only.",
            "Statement[0].Resource is \"bucket\". Write an ARN, starting with \"arn:\", or \"*\".",
            "Statement[1] must be an object, but it is a number.",
            "Version is \"2012-10-18\". Write one of: 2012-10-17, 2008-10-17.",
        ],
    );
    let both =
        json!({ "Effect": "Allow", "Principal": "*", "Action": "*", "NotAction": "ecs:*", "Resource": "*" });
    check(
        json!({ "Statement": both }),
        PolicyKind::Identity,
        &[
            "Statement.Principal cannot stand in this kind of policy. Remove it.",
            "Statement.Action stands beside NotAction. A statement has one of them; remove the other.",
        ],
    );
    check(
        json!({ "Statement": [{ "Effect": "Allow", "Principal": { "Aws": "*" }, "Action": "sts:AssumeRole", "Resource": "*" }] }),
        PolicyKind::Trust,
        &[
            "Statement[0].Principal.Aws is no kind of principal. Use AWS, Service, Federated or CanonicalUser.",
            "Statement[0].Resource cannot stand in this kind of policy. Remove it.",
        ],
    );
}

#[test]
fn a_refusal_is_worded_as_aws_words_it() {
    let request = request(ALICE, "iam:PassRole", ROLE);
    let message = |policies: &Policies| text::access_denied(&request, &evaluate(&request, policies));
    let start = format!("User: {ALICE} is not authorized to perform: iam:PassRole on resource: {ROLE} ");
    assert_eq!(
        message(&Policies::default()),
        Some(format!("{start}because no identity-based policy allows the iam:PassRole action"))
    );
    let denied = Policies { identity: vec![identity("Deny iam:*")], ..Policies::default() };
    assert_eq!(message(&denied), Some(format!("{start}with an explicit deny in an identity-based policy")));
    let allowed = Policies { identity: vec![identity("Allow iam:*")], ..Policies::default() };
    assert_eq!(message(&allowed), None);
}
