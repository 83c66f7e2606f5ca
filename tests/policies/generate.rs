//! Draws cases from a seed: requests that ECS learners meet, and policies near enough to them to matter.

use serde_json::{Map, Value, json};

const ALICE: &str = "arn:aws:iam::111122223333:user/alice";
const ROLE: &str = "arn:aws:iam::111122223333:role/app";
const SESSION: &str = "arn:aws:sts::111122223333:assumed-role/app/s1";
const SERVICE: &str = "ecs-tasks.amazonaws.com";
const ACCOUNT: &str = "111122223333";
const OTHER_ACCOUNT: &str = "444455556666";

/// An action on a resource, with the patterns that may stand for them and the condition keys that AWS has for them.
struct Target {
    action: &'static str,
    actions: [&'static str; 4],
    resource: &'static str,
    resources: [&'static str; 5],
    /// Key, values of a request, and operators with values of a policy.
    keys: &'static [(&'static str, &'static [&'static str])],
}

const TARGETS: [Target; 6] = [
    Target {
        action: "s3:GetObject",
        actions: ["s3:*", "S3:getobject", "s3:Get*", "s3:PutObject"],
        resource: "arn:aws:s3:::b/alice/k",
        resources: [
            "arn:aws:s3:::b/*",
            "arn:aws:s3:::b/${aws:username}/*",
            "arn:aws:s3:::?/a*k",
            "arn:aws:s3:::c/*",
            "arn:aws:s3:::b/${aws:PrincipalTag/team, 'alice'}/k",
        ],
        keys: &[("s3:ExistingObjectTag/env", &["dev", "prod"])],
    },
    Target {
        action: "ecs:RunTask",
        actions: ["ecs:*", "ecs:Run*", "ecs:runtask", "ecs:StopTask"],
        resource: "arn:aws:ecs:us-east-1:111122223333:task-definition/web:1",
        resources: [
            "arn:aws:ecs:*:*:task-definition/web:*",
            "arn:aws:ecs:us-east-1:111122223333:task-definition/web:?",
            "arn:aws:ecs:eu-west-1:*",
            "arn:aws:ecs:us-east-1:*",
            "arn:aws:ecs:*:111122223333:task-definition/api:*",
        ],
        keys: &[
            (
                "ecs:cluster",
                &[
                    "arn:aws:ecs:us-east-1:111122223333:cluster/prod",
                    "arn:aws:ecs:us-east-1:111122223333:cluster/dev",
                ],
            ),
            ("ecs:task-cpu", &["256", "512", "1024.0"]),
        ],
    },
    Target {
        action: "iam:PassRole",
        actions: ["iam:*", "iam:PassRole", "IAM:pass*", "iam:GetRole"],
        resource: "arn:aws:iam::111122223333:role/app",
        resources: [
            "arn:aws:iam::*:role/*",
            "arn:aws:iam::111122223333:role/app",
            "arn:aws:iam::111122223333:role/ecs*",
            "arn:aws:iam::444455556666:role/*",
            "arn:aws:iam::111122223333:role/a??",
        ],
        keys: &[("iam:PassedToService", &["ecs-tasks.amazonaws.com", "ec2.amazonaws.com"])],
    },
    Target {
        action: "secretsmanager:GetSecretValue",
        actions: [
            "secretsmanager:*",
            "secretsmanager:Get*",
            "secretsmanager:getsecretvalue",
            "secretsmanager:PutSecretValue",
        ],
        resource: "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-AbC123",
        resources: [
            "arn:aws:secretsmanager:*:*:secret:db-??????",
            "arn:aws:secretsmanager:*:*:secret:db",
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:*",
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:${aws:PrincipalTag/team}-*",
            "arn:aws:secretsmanager:us-east-1:111122223333:secret:db-?????",
        ],
        keys: &[("secretsmanager:VersionStage", &["AWSCURRENT", "AWSPREVIOUS"])],
    },
    Target {
        action: "ecs:TagResource",
        actions: ["ecs:Tag*", "ecs:TagResource", "*", "ecs:UntagResource"],
        resource: "arn:aws:ecs:us-east-1:111122223333:task/prod/a1",
        resources: [
            "arn:aws:ecs:*:*:task/*/*",
            "*",
            "arn:aws:ecs:*:*:task/prod/*",
            "arn:aws:ecs:*:*:service/*",
            "arn:aws:ecs:*:*:task/dev/a1",
        ],
        keys: &[("ecs:CreateAction", &["RunTask", "CreateService"])],
    },
    Target {
        action: "ecr:GetAuthorizationToken",
        actions: ["ecr:*", "ecr:GetAuth*", "*", "ecr:BatchGetImage"],
        resource: "*",
        resources: [
            "*",
            "*",
            "arn:aws:ecr:*:*:repository/*",
            "*",
            "arn:aws:ecr:us-east-1:111122223333:repository/web",
        ],
        keys: &[],
    },
];

/// Keys of every request: name and values of a request.
const GLOBAL_KEYS: [(&str, &[&str]); 8] = [
    ("aws:username", &["alice", "bob"]),
    ("aws:PrincipalTag/team", &["db", "web", "alice"]),
    ("aws:SourceIp", &["10.0.0.7", "203.0.113.9", "2001:db8::7"]),
    ("aws:SecureTransport", &["true", "false"]),
    ("aws:CurrentTime", &["2026-01-01T00:00:00Z", "2026-06-15T12:30:00Z"]),
    ("aws:MultiFactorAuthAge", &["60", "3600"]),
    ("aws:PrincipalArn", &[ALICE, ROLE]),
    ("aws:TagKeys", &["team", "env", "cost"]),
];

/// Operators that fit a key, each with values.
fn operators(key: &str) -> &'static [(&'static str, &'static [&'static str])] {
    match key {
        "aws:SourceIp" => &[
            ("IpAddress", &["10.0.0.0/8", "203.0.113.9", "2001:db8::/32", "10.0.0.0/30"]),
            ("NotIpAddress", &["10.0.0.0/24", "2001:db8::/64", "203.0.113.0/28"]),
        ],
        "aws:SecureTransport" => &[("Bool", &["true", "false", "True"]), ("Null", &["true", "false"])],
        "aws:CurrentTime" => &[
            ("DateGreaterThan", &["2026-01-01", "2026-03-01T00:00:00Z"]),
            ("DateLessThan", &["2026-01-01T00:00:01Z", "2025-12-31"]),
            ("DateEquals", &["2026-01-01T00:00:00Z"]),
            ("DateNotEquals", &["2026-01-01T00:00:00Z"]),
            ("DateLessThanEquals", &["2026-06-15T12:30:00Z", "2026-01-01"]),
            ("DateGreaterThanEquals", &["2026-06-15T12:30:00Z"]),
        ],
        "aws:MultiFactorAuthAge" | "ecs:task-cpu" => &[
            ("NumericLessThan", &["300", "1024", "60"]),
            ("NumericGreaterThan", &["59.5", "512"]),
            ("NumericEquals", &["256", "1024", "60.0"]),
            ("NumericNotEquals", &["512", "3600"]),
            ("NumericLessThanEquals", &["512", "60"]),
            ("NumericGreaterThanEquals", &["512", "3600"]),
        ],
        "aws:PrincipalArn" | "ecs:cluster" => &[
            (
                "ArnLike",
                &[
                    "arn:aws:iam::*:user/*",
                    "arn:aws:ecs:*:*:cluster/prod",
                    "arn:aws:iam::111122223333:role/a?p",
                ],
            ),
            (
                "ArnEquals",
                &["arn:aws:iam::111122223333:role/app", "arn:aws:ecs:us-east-1:111122223333:cluster/*"],
            ),
            ("ArnNotLike", &["arn:aws:iam::*:role/*", "arn:aws:ecs:*:*:cluster/p*"]),
            (
                "ArnNotEquals",
                &["arn:aws:iam::111122223333:user/alice", "arn:aws:ecs:us-east-1:111122223333:cluster/dev"],
            ),
            ("StringLike", &["arn:aws:*:user/${aws:username}", "*cluster/prod"]),
        ],
        "aws:TagKeys" => &[
            ("ForAllValues:StringEquals", &["team", "env"]),
            ("ForAnyValue:StringEquals", &["team", "cost"]),
            ("ForAllValues:StringNotEquals", &["cost", "env"]),
            ("ForAnyValue:StringNotLike", &["t*", "e?v"]),
            ("ForAllValues:StringLike", &["t*", "?nv", "cost"]),
            ("ForAllValues:StringEqualsIgnoreCase", &["TEAM", "Env"]),
            ("Null", &["true", "false"]),
        ],
        _ => &[
            ("StringEquals", &["alice", "db", "dev", "RunTask", "AWSCURRENT", "ecs-tasks.amazonaws.com"]),
            ("StringNotEquals", &["bob", "web", "prod", "CreateService", "ec2.amazonaws.com"]),
            ("StringLike", &["a*", "?b", "*", "AWS*", "ecs-*", "${aws:PrincipalTag/team}"]),
            ("StringNotLike", &["b*", "w?b", "*.amazonaws.com", "Run*"]),
            ("StringEqualsIgnoreCase", &["ALICE", "DB", "Dev", "runtask"]),
            ("StringNotEqualsIgnoreCase", &["BOB", "Web", "PROD"]),
            ("Null", &["true", "false"]),
        ],
    }
}

/// SplitMix64, as elsewhere here.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, n: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((u128::from(z ^ (z >> 31)) * n as u128) >> 64).unwrap()
    }

    fn one_in(&mut self, n: usize) -> bool {
        self.roll(n) == 0
    }

    fn pick<T: Copy>(&mut self, items: &[T]) -> T {
        items[self.roll(items.len())]
    }

    /// One text, or a list of up to three.
    fn texts(&mut self, items: &[&str]) -> Value {
        match self.roll(4) {
            0 => (0..=self.roll(3)).map(|_| self.pick(items)).collect(),
            _ => self.pick(items).into(),
        }
    }
}

/// So many cases of a seed.
pub fn cases(seed: u64, n: u32) -> impl Iterator<Item = Value> {
    let mut dice = Dice(seed);
    (0..n).map(move |_| case(&mut dice))
}

fn case(dice: &mut Dice) -> Value {
    let target = &TARGETS[dice.roll(TARGETS.len())];
    let principal = dice.pick(&[ALICE, ALICE, ALICE, SESSION, SESSION, SESSION, ROLE, SERVICE]);
    let is_foreign = target.action == "s3:GetObject" && dice.one_in(4);
    let mut case = json!({
        "principal": principal,
        "action": target.action,
        "resource": target.resource,
        "resourceAccount": if is_foreign { OTHER_ACCOUNT } else { ACCOUNT },
        "context": context(target, dice),
        "identityPolicies": [],
    });
    // A service has no policies of its own, and no account that could limit it.
    let is_service = principal == SERVICE;
    if !is_service {
        case["identityPolicies"] = (0..dice.roll(3)).map(|_| policy(target, dice, false)).collect();
    }
    if !is_service && dice.one_in(4) {
        case["permissionBoundary"] = json!([policy(target, dice, false)]);
    }
    let has_resource_policy = matches!(target.action, "s3:GetObject" | "secretsmanager:GetSecretValue");
    if has_resource_policy && (is_service || is_foreign || dice.one_in(2)) {
        case["resourcePolicy"] = policy(target, dice, true);
    }
    if !is_service && dice.one_in(5) {
        let level = |dice: &mut Dice| match dice.roll(4) {
            0 => json!([policy(target, dice, false)]),
            _ => {
                json!([{ "Version": "2012-10-17", "Statement": { "Effect": "Allow", "Action": "*", "Resource": "*" } }])
            }
        };
        case["serviceControlPolicies"] = (0..=dice.roll(2)).map(|_| level(dice)).collect();
    }
    case
}

fn context(target: &Target, dice: &mut Dice) -> Value {
    let mut context = Map::new();
    for (key, values) in GLOBAL_KEYS.iter().chain(target.keys) {
        // Only requests that tag something have tag keys.
        if !dice.one_in(3) || (*key == "aws:TagKeys" && target.action != "ecs:TagResource") {
            continue;
        }
        let value = match *key {
            "aws:TagKeys" => (0..=dice.roll(3)).map(|_| dice.pick(values)).collect(),
            _ => Value::from(dice.pick(values)),
        };
        context.insert((*key).to_owned(), value);
    }
    context.into()
}

fn policy(target: &Target, dice: &mut Dice, is_of_resource: bool) -> Value {
    let statements = (0..=dice.roll(2)).map(|_| statement(target, dice, is_of_resource));
    let statements: Vec<Value> = statements.collect();
    let statements =
        if statements.len() == 1 && dice.one_in(2) { statements[0].clone() } else { statements.into() };
    json!({ "Version": "2012-10-17", "Statement": statements })
}

fn statement(target: &Target, dice: &mut Dice, is_of_resource: bool) -> Value {
    let mut statement = Map::new();
    statement.insert("Effect".to_owned(), if dice.one_in(5) { "Deny" } else { "Allow" }.into());
    if is_of_resource {
        let name = if dice.one_in(8) { "NotPrincipal" } else { "Principal" };
        let everyone = name == "Principal" && dice.one_in(5);
        let principal = if everyone { json!("*") } else { principals(dice) };
        statement.insert(name.to_owned(), principal);
    }
    let name = if dice.one_in(8) { "NotAction" } else { "Action" };
    statement.insert(name.to_owned(), dice.texts(&target.actions));
    let name = if dice.one_in(8) { "NotResource" } else { "Resource" };
    let resource = if dice.one_in(3) { "*".into() } else { dice.texts(&target.resources) };
    statement.insert(name.to_owned(), resource);
    if dice.one_in(2) {
        statement.insert("Condition".to_owned(), conditions(target, dice));
    }
    statement.into()
}

fn principals(dice: &mut Dice) -> Value {
    match dice.roll(5) {
        0 => json!({ "Service": dice.texts(&[SERVICE, "ec2.amazonaws.com"]) }),
        1 => json!({ "AWS": dice.pick(&[ACCOUNT, OTHER_ACCOUNT, "arn:aws:iam::111122223333:root"]) }),
        _ => json!({ "AWS": dice.texts(&[ALICE, ROLE, SESSION, "arn:aws:iam::111122223333:user/bob"]) }),
    }
}

fn conditions(target: &Target, dice: &mut Dice) -> Value {
    let mut conditions = json!({});
    for _ in 0..=dice.roll(2) {
        let is_own = !target.keys.is_empty() && dice.one_in(2);
        let (key, _) = if is_own { dice.pick(target.keys) } else { dice.pick(&GLOBAL_KEYS) };
        if key == "aws:TagKeys" && target.action != "ecs:TagResource" {
            continue;
        }
        let (operator, values) = dice.pick(operators(key));
        let takes_if_exists = operator != "Null" && !operator.starts_with("For");
        let suffix = if takes_if_exists && dice.one_in(5) { "IfExists" } else { "" };
        let key = if dice.one_in(6) { key.to_uppercase() } else { key.to_owned() };
        conditions[format!("{operator}{suffix}")][key] = dice.texts(values);
    }
    conditions
}
