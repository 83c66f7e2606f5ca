//! Printing and reading agree.

use proptest::prelude::*;

use crate::ecs::query::*;
use crate::ecs::text;

#[test]
fn printing_is_canonical() {
    for (written, printed) in [
        ("attribute:a   equals b", "attribute:a == b"),
        ("attribute:a == 'b'", "attribute:a == b"),
        ("attribute:a == 'b c'", "attribute:a == 'b c'"),
        ("attribute:a == 'and'", "attribute:a == 'and'"),
        (
            "!attribute:a exists && attribute:b in [c,'d']",
            "not(attribute:a exists) and attribute:b in [c, d]",
        ),
        (
            "attribute:a exists or attribute:b exists and attribute:c exists",
            "attribute:a exists or (attribute:b exists and attribute:c exists)",
        ),
        ("registeredAt > 2018-06-18", "registeredAt > 2018-06-18T00:00:00Z"),
        ("attribute:a =~ x|y", "attribute:a =~ 'x|y'"),
    ] {
        assert_eq!(Expr::parse(written).unwrap().to_string(), printed);
    }
}

fn values() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z0-9.:/-]{1,8}", "[ -&(-~]{0,6}", Just("and".to_owned()), Just("ä b".to_owned())]
}

fn orderings() -> impl Strategy<Value = Ordering> {
    prop::sample::select(vec![
        Ordering::Equals,
        Ordering::NotEquals,
        Ordering::Greater,
        Ordering::GreaterOrEqual,
        Ordering::Less,
        Ordering::LessOrEqual,
    ])
}

fn patterns() -> impl Strategy<Value = Pattern> {
    prop_oneof!["[a-z]{1,4}\\.\\*", "\\([ab]{1,2}\\|c\\)", "\\[a-c\\]\\{1,2\\}"]
        .prop_map(|it| Pattern::new(&it).unwrap())
}

fn tests() -> impl Strategy<Value = Test> {
    prop_oneof![
        Just(Test::Exists),
        Just(Test::NotExists),
        (orderings(), values()).prop_map(|(ordering, value)| Test::Is(ordering, value)),
        prop::collection::vec(values(), 1..4).prop_map(Test::In),
        prop::collection::vec(values(), 1..4).prop_map(Test::NotIn),
        patterns().prop_map(Test::Matches),
        patterns().prop_map(Test::NotMatches),
    ]
}

fn comparisons() -> impl Strategy<Value = Comparison> {
    let version = prop::collection::vec(0_u32..200, 1..4)
        .prop_map(|it| Version::parse(&it.iter().map(u32::to_string).collect::<Vec<_>>().join(".")).unwrap());
    let time = (-60_000_000_000_i64..250_000_000_000).prop_map(Timestamp);
    prop_oneof![
        ("[a-z][a-z0-9._/-]{0,10}", tests()).prop_map(|(name, test)| Comparison::Attribute(name, test)),
        (orderings(), version).prop_map(|(ordering, version)| Comparison::AgentVersion(ordering, version)),
        (orderings(), time).prop_map(|(ordering, time)| Comparison::RegisteredAt(ordering, time)),
        (orderings(), any::<u32>())
            .prop_map(|(ordering, count)| Comparison::RunningTasksCount(ordering, count)),
        any::<bool>().prop_map(|it| Comparison::AgentConnected(Test::Is(Ordering::Equals, it.to_string()))),
        values().prop_map(|it| Comparison::TaskGroup(Test::Is(Ordering::NotEquals, it))),
        patterns().prop_map(|it| Comparison::Ec2InstanceId(Test::Matches(it))),
    ]
}

fn expressions() -> impl Strategy<Value = Expr> {
    comparisons().prop_map(Expr::Compare).prop_recursive(4, 16, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::And),
            prop::collection::vec(inner.clone(), 2..4).prop_map(Expr::Or),
            inner.prop_map(|it| Expr::Not(Box::new(it))),
        ]
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_printed_is_read_as_the_same_expression(expr in expressions()) {
        let printed = expr.to_string();
        prop_assume!(printed.chars().count() <= 2000);
        prop_assert_eq!(Expr::parse(&printed), Ok(expr), "{}", printed);
    }

    #[test]
    fn any_text_is_answered(text in ".{0,60}") {
        let _ = parse_query(&text);
    }

    #[test]
    fn any_row_of_tokens_is_answered(tokens in prop::collection::vec(prop::sample::select(vec![
        "attribute:a", "task:group", "runningTasksCount", "agentVersion", "==", "!=", "=", "=~", "!", "in", "!in", "exists",
        "(", ")", "[", "]", ",", "'", "\"", "and", "or", "not", "&&", "||", " ", "1", "t3.*", "ä", "(?=",
    ]), 0..14)) {
        match parse_query(&tokens.concat()) {
            Ok(query) => prop_assert_eq!(Expr::parse(&query.expr.to_string()), Ok(query.expr)),
            Err(error) => prop_assert!(!text::query_fix(&error.kind).is_empty()),
        }
    }
}
