//! Whatever a learner writes as a policy: it is read as each kind, every problem gets its sentence, and what is a policy
//! is evaluated in every place, for each kind of principal. Nothing of that may panic, and no answer may lack its sentence.

#![no_main]

use bayplan::iam::{
    Context, Policies, PolicyKind, Principal, Request, UniqueKeys, evaluate, policy_from_json, text,
};

const PRINCIPALS: [&str; 5] = [
    "arn:aws:iam::123456789012:user/alice",
    "arn:aws:sts::123456789012:assumed-role/app/1a2b",
    "arn:aws:iam::123456789012:root",
    "arn:aws:sts::123456789012:federated-user/bob",
    "ecs-tasks.amazonaws.com",
];

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // A text field of a browser holds text; what is not UTF-8 reaches us with replacement characters.
    let Ok(UniqueKeys(document)) = serde_json::from_str(&String::from_utf8_lossy(bytes)) else { return };
    for kind in [PolicyKind::Identity, PolicyKind::Resource, PolicyKind::Trust] {
        match policy_from_json(&document, kind) {
            Err(problems) => {
                assert!(!problems.is_empty());
                problems.iter().for_each(|it| assert!(!text::problem(it).is_empty()));
            }
            Ok(policy) => {
                let all = Policies {
                    identity: vec![policy.clone()],
                    boundary: vec![policy.clone()],
                    resource: Some(policy.clone()),
                    service_control: vec![vec![policy]],
                };
                ask(&all);
                ask(&Policies { resource: None, ..all });
            }
        }
    }
});

fn ask(policies: &Policies) {
    for principal in PRINCIPALS {
        let request = Request {
            principal: Principal::parse(principal).expect("it is one of the list"),
            action: "s3:GetObject".to_owned(),
            resource: "arn:aws:s3:::bucket/alice/key".to_owned(),
            resource_account: "123456789012".to_owned(),
            context: Context::new([
                ("aws:username", vec!["alice"]),
                ("aws:SourceIp", vec!["2001:db8::1"]),
                ("aws:CurrentTime", vec!["2026-01-01T00:00:00Z"]),
                ("aws:MultiFactorAuthAge", vec!["60"]),
                ("aws:PrincipalArn", vec![principal]),
                ("aws:TagKeys", vec!["a", "b"]),
            ]),
        };
        let evaluation = evaluate(&request, policies);
        assert!(!text::why(&request, &evaluation).is_empty());
        let _ = text::access_denied(&request, &evaluation);
    }
}
