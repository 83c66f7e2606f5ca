//! What holds for every request and all policies.

use proptest::collection::vec;
use proptest::prelude::*;

use super::glob::{Token, matches, matches_resource, tokens};
use super::*;

/// A naive matcher: tries every length of a run.
fn naive(pattern: &[Token], text: &[char]) -> bool {
    match pattern.split_first() {
        None => text.is_empty(),
        Some((Token::AnyRun, rest)) => (0..=text.len()).any(|at| naive(rest, &text[at..])),
        Some((Token::AnyOne, rest)) => !text.is_empty() && naive(rest, &text[1..]),
        Some((Token::Char(it), rest)) => text.first() == Some(it) && naive(rest, &text[1..]),
    }
}

/// The same for ARNs: what a run and a question mark may stand for depends on where they are.
fn naive_resource(pattern: &[Token], before: u32, text: &[char]) -> bool {
    let fits = |it: char, ends: bool| before >= 5 || ends || it != ':';
    match pattern.split_first() {
        None => text.is_empty(),
        Some((Token::AnyRun, rest)) => {
            let ends = matches!(rest.first(), None | Some(Token::Char(':')));
            let longest = text.iter().position(|it| !fits(*it, ends)).unwrap_or(text.len());
            (0..=longest).any(|at| naive_resource(rest, before, &text[at..]))
        }
        Some((Token::AnyOne, rest)) => {
            text.first().is_some_and(|it| fits(*it, false)) && naive_resource(rest, before, &text[1..])
        }
        Some((Token::Char(it), rest)) => {
            text.first() == Some(it) && naive_resource(rest, before + u32::from(*it == ':'), &text[1..])
        }
    }
}

fn action() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("*"),
        Just("s3:*"),
        Just("s3:GetObject"),
        Just("s3:Get*"),
        Just("ec2:*"),
        Just("ec2:RunInstances")
    ]
    .prop_map(str::to_owned)
}

fn resource() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("*"),
        Just("arn:aws:s3:::bucket/*"),
        Just("arn:aws:s3:::bucket/${aws:username}"),
        Just("arn:aws:s3:::other/?"),
    ]
    .prop_map(str::to_owned)
}

fn listed<T: Clone + std::fmt::Debug>(items: impl Strategy<Value = T>) -> impl Strategy<Value = Listed<T>> {
    (vec(items, 0..3), any::<bool>())
        .prop_map(|(items, is_only)| if is_only { Listed::Only(items) } else { Listed::AllBut(items) })
}

fn condition() -> impl Strategy<Value = Condition> {
    let operator = prop_oneof![
        Just("StringEquals"),
        Just("StringNotLike"),
        Just("NumericLessThanIfExists"),
        Just("NumericNotEquals"),
        Just("ForAllValues:StringLike"),
        Just("ForAnyValue:StringEqualsIfExists"),
        Just("ArnNotEquals"),
        Just("NotIpAddress"),
        Just("Null"),
    ];
    let value = prop_oneof![
        Just("a"),
        Just("1"),
        Just("true"),
        Just("10.0.0.0/8"),
        Just("${aws:username}"),
        Just("*")
    ];
    let key = prop_oneof![Just("aws:username"), Just("aws:TagKeys"), Just("k")];
    (operator, key, vec(value, 0..3)).prop_map(|(operator, key, values)| Condition {
        operator: Operator::parse(operator).unwrap(),
        key: key.to_owned(),
        values: values.into_iter().map(str::to_owned).collect(),
    })
}

fn principals() -> impl Strategy<Value = Listed<PrincipalPattern>> {
    listed(prop_oneof![
        Just(PrincipalPattern::Everyone),
        Just(PrincipalPattern::Aws("123456789012".to_owned())),
        Just(PrincipalPattern::Aws("arn:aws:iam::123456789012:role/app".to_owned())),
        Just(PrincipalPattern::Aws("arn:aws:iam::123456789012:user/*".to_owned())),
        Just(PrincipalPattern::Service("ecs-tasks.amazonaws.com".to_owned())),
        Just(PrincipalPattern::CanonicalUser("1a2b".to_owned())),
    ])
}

fn statement(effects: impl Strategy<Value = Effect>) -> impl Strategy<Value = Statement> {
    let gaps = vec(Just(Gap::Operator { name: "X".to_owned() }), 0..=1);
    let gaps = prop_oneof![3 => Just(vec![]), 1 => gaps];
    (effects, listed(action()), listed(resource()), vec(condition(), 0..2), gaps).prop_map(
        |(effect, actions, resources, conditions, gaps)| Statement {
            sid: None,
            effect,
            principals: None,
            actions,
            resources: Some(resources),
            conditions,
            gaps,
        },
    )
}

fn effect() -> impl Strategy<Value = Effect> {
    prop_oneof![3 => Just(Effect::Allow), 1 => Just(Effect::Deny)]
}

fn policy() -> impl Strategy<Value = Policy> {
    let version = prop_oneof![Just(LanguageVersion::V2008), Just(LanguageVersion::V2012)];
    (version, vec(statement(effect()), 0..3)).prop_map(|(version, statements)| Policy { version, statements })
}

fn resource_policy() -> impl Strategy<Value = Policy> {
    (policy(), vec(principals(), 3)).prop_map(|(mut policy, principals)| {
        for (statement, principals) in policy.statements.iter_mut().zip(principals) {
            statement.principals = Some(principals);
        }
        policy
    })
}

fn policies() -> impl Strategy<Value = Policies> {
    let boundary = prop_oneof![2 => Just(vec![]), 1 => vec(policy(), 1)];
    let levels = prop_oneof![2 => Just(vec![]), 1 => vec(vec(policy(), 0..2), 1..3)];
    (vec(policy(), 0..3), boundary, proptest::option::of(resource_policy()), levels).prop_map(
        |(identity, boundary, resource, service_control)| Policies {
            identity,
            boundary,
            resource,
            service_control,
        },
    )
}

fn request() -> impl Strategy<Value = Request> {
    let principal = prop_oneof![
        Just("arn:aws:iam::123456789012:user/alice"),
        Just("arn:aws:sts::123456789012:assumed-role/app/task"),
        Just("arn:aws:iam::123456789012:role/app"),
        Just("arn:aws:iam::123456789012:root"),
        Just("arn:aws:sts::123456789012:federated-user/bob"),
        Just("ecs-tasks.amazonaws.com"),
    ];
    let action = prop_oneof![Just("s3:GetObject"), Just("ec2:RunInstances"), Just("sts:AssumeRole")];
    let resource = prop_oneof![
        Just("*"),
        Just("arn:aws:s3:::bucket/a"),
        Just("arn:aws:iam::123456789012:role/app"),
        Just("arn:aws:kms:us-east-1:123456789012:key/1"),
    ];
    let account = prop_oneof![3 => Just("123456789012"), 1 => Just("999999999999")];
    let value = prop_oneof![Just("a"), Just("1"), Just("10.1.2.3"), Just("")];
    let context =
        vec((prop_oneof![Just("aws:username"), Just("AWS:tagkeys"), Just("k")], vec(value, 0..3)), 0..3);
    (principal, action, resource, account, context).prop_map(
        |(principal, action, resource, account, context)| Request {
            principal: Principal::parse(principal).unwrap(),
            action: action.to_owned(),
            resource: resource.to_owned(),
            resource_account: account.to_owned(),
            context: Context::new(context),
        },
    )
}

proptest! {
    #[test]
    fn wildcards_match_as_a_naive_matcher_says(pattern in "[ab*?]{0,8}", text in "[ab]{0,8}") {
        let characters: Vec<char> = text.chars().collect();
        prop_assert_eq!(matches(&tokens(&pattern), &text), naive(&tokens(&pattern), &characters));
    }

    #[test]
    fn wildcards_match_arns_as_a_naive_matcher_says(pattern in "[a:*?]{0,12}", text in "[a:]{0,12}") {
        let characters: Vec<char> = text.chars().collect();
        prop_assert_eq!(matches_resource(&tokens(&pattern), &text), naive_resource(&tokens(&pattern), 0, &characters));
    }

    /// Every request has an answer, the same each time, and every answer its sentence.
    #[test]
    fn evaluation_is_total(request in request(), policies in policies()) {
        let evaluation = evaluate(&request, &policies);
        prop_assert_eq!(&evaluation, &evaluate(&request, &policies));
        prop_assert!(!text::why(&request, &evaluation).is_empty());
        let is_refused = matches!(evaluation.decision, Decision::ExplicitDeny | Decision::ImplicitDeny);
        prop_assert_eq!(text::access_denied(&request, &evaluation).is_some(), is_refused);
    }

    #[test]
    fn one_more_deny_never_allows(
        request in request(),
        policies in policies(),
        deny in statement(Just(Effect::Deny)),
        at in 0_usize..3,
    ) {
        let mut more = policies.clone();
        let deny = Policy { version: LanguageVersion::V2012, statements: vec![deny] };
        match at {
            0 => more.identity.push(deny),
            1 => more.service_control.iter_mut().for_each(|level| level.push(deny.clone())),
            _ => more.resource.get_or_insert_default().statements.extend(deny.statements),
        }
        let (before, after) = (evaluate(&request, &policies).decision, evaluate(&request, &more).decision);
        if after == Decision::Allowed {
            prop_assert_eq!(before, Decision::Allowed);
        }
        if before == Decision::ExplicitDeny {
            prop_assert_eq!(after, Decision::ExplicitDeny);
        }
    }

    #[test]
    fn a_boundary_or_a_level_of_service_control_never_widens(
        request in request(),
        policies in policies(),
        limit in policy(),
        is_boundary in any::<bool>(),
    ) {
        let mut limited = policies.clone();
        if is_boundary {
            limited.boundary = vec![limit];
        } else {
            limited.service_control.push(vec![limit]);
        }
        let before = if is_boundary { Policies { boundary: vec![], ..policies } } else { policies };
        if evaluate(&request, &limited).decision == Decision::Allowed {
            prop_assert_eq!(evaluate(&request, &before).decision, Decision::Allowed);
        }
    }

    /// What is left open stays open: when each unclear statement is made clear, either way, a decision that was given holds.
    #[test]
    fn a_given_decision_does_not_depend_on_what_is_not_known(request in request(), policies in policies(), keep in any::<bool>()) {
        let decision = evaluate(&request, &policies).decision;
        prop_assume!(decision != Decision::Unsupported);
        let mut clear = policies;
        let all = clear.identity.iter_mut().chain(&mut clear.boundary).chain(&mut clear.resource);
        for policy in all.chain(clear.service_control.iter_mut().flatten()) {
            policy.statements.retain_mut(|it| {
                let was_unclear = !it.gaps.is_empty();
                it.gaps.clear();
                keep || !was_unclear
            });
        }
        prop_assert_eq!(evaluate(&request, &clear).decision, decision);
    }
}
