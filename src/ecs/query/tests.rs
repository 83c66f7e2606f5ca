//! The documented examples and every mistake.

mod printing;

use super::*;
use crate::ecs::text;
use crate::sorted::SortedMap;

/// An instance as a few words: `t3.small a stack=prod runs service:web`.
#[derive(Default)]
struct Instance {
    attributes: SortedMap<String, String>,
    groups: Vec<String>,
    is_connected: bool,
    agent_version: Option<String>,
}

impl Facts for Instance {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).map(String::as_str)
    }
    fn ec2_instance_id(&self) -> Option<&str> {
        Some("i-0123456789abcdef0")
    }
    fn agent_version(&self) -> Option<Version> {
        self.agent_version.as_deref().and_then(Version::parse)
    }
    fn is_agent_connected(&self) -> bool {
        self.is_connected
    }
    fn registered_at(&self) -> Timestamp {
        Timestamp::parse("2018-06-18T22:28:28Z").unwrap()
    }
    fn running_tasks_count(&self) -> u32 {
        u32::try_from(self.groups.len()).unwrap()
    }
    fn has_task_group(&self, passes: &dyn Fn(&str) -> bool) -> bool {
        self.groups.iter().any(|group| passes(group))
    }
}

fn instance(words: &str) -> Instance {
    let mut it =
        Instance { is_connected: true, agent_version: Some("1.14.4".to_owned()), ..Instance::default() };
    for (index, word) in words.split(' ').enumerate() {
        let (name, value) = word.split_once('=').unwrap_or(match index {
            0 => ("ecs.instance-type", word),
            1 => ("ecs.availability-zone", word),
            _ => ("", word),
        });
        if name.is_empty() {
            it.groups.push(value.to_owned());
        } else {
            it.attributes.insert(name.to_owned(), value.to_owned());
        }
    }
    it
}

/// The instances of the specification's table: y or n for i1, i2 and i3.
fn check(expression: &str, expected: &str) {
    let instances = [
        instance("t3.small a stack=prod service:web"),
        instance("m5.large b"),
        instance("t3.large c stack=test"),
    ];
    let expr = Expr::parse(expression).unwrap_or_else(|error| panic!("{expression}: {error}"));
    let answers: String = instances.iter().map(|it| if expr.holds_for(it) { 'y' } else { 'n' }).collect();
    assert_eq!(answers, expected, "{expression}");
    assert_eq!(Expr::parse(&expr.to_string()), Ok(expr.clone()), "{expression} printed as {expr}");
}

#[test]
fn the_documented_table_of_expressions_holds() {
    check("attribute:ecs.instance-type =~ t3.*", "yny");
    check("attribute:stack exists", "yny");
    check("attribute:stack != prod", "nny");
    check("attribute:ecs.availability-zone in [a, b]", "yyn");
    check("task:group == service:web", "ynn");
    check("not(task:group == service:web)", "nyy");
    check("runningTasksCount == 0", "nyy");
    check(
        "(attribute:stack == test or attribute:ecs.instance-type == m5.large) and not(task:group == service:web)",
        "nyy",
    );
}

#[test]
fn a_missing_attribute_passes_not_exists_alone() {
    check("attribute:stack !exists", "nyn");
    check("attribute:stack not_exists", "nyn");
    check("attribute:stack == prod", "ynn");
    check("attribute:stack !in [prod]", "nny");
    check("attribute:stack !~ p.*", "nny");
    check("attribute:stack > a", "yny");
    check("not attribute:stack == prod", "nyy");
}

#[test]
fn every_operator_has_a_symbol_and_a_word() {
    for (symbol, word) in [
        ("== prod", "equals prod"),
        ("!= prod", "not_equals prod"),
        ("> prod", "greater_than prod"),
        (">= prod", "greater_than_equal prod"),
        ("< prod", "less_than prod"),
        ("<= prod", "less_than_equal prod"),
        ("exists", "exists"),
        ("!exists", "not_exists"),
        ("in [prod]", "in [prod]"),
        ("!in [prod]", "not_in [prod]"),
        ("=~ prod", "matches prod"),
        ("!~ prod", "not_matches prod"),
    ] {
        let parse = |test: &str| Expr::parse(&format!("attribute:stack {test}")).unwrap();
        assert_eq!(parse(symbol), parse(word));
    }
}

#[test]
fn blanks_are_free_and_quotes_hold_them() {
    check("attribute:stack==prod", "ynn");
    check("attribute:ecs.instance-type=~t3.*", "yny");
    check(" ( attribute:stack   == 'prod' ) ", "ynn");
    check("attribute:ecs.availability-zone in ['a',b]", "yyn");
    check("!(attribute:stack==prod)&&!(attribute:stack==test)", "nyn");
    check("!attribute:stack exists", "nyn");
    check("attribute:ecs.instance-type =~ t3.*||attribute:stack == none", "yny");
    check("attribute:ecs.instance-type =~ '(t3|m5)\\.(small|large)'", "yyy");
    check("attribute:ecs.instance-type =~ [tm][35].s.*", "ynn");
    check("attribute:ecs.instance-type =~ t3.small|m5.large", "yyn");
    check("attribute:x == 'a b'", "nnn");
}

#[test]
fn and_binds_before_or() {
    check("attribute:stack == prod or attribute:stack == test and runningTasksCount == 0", "yny");
    check("(attribute:stack == prod or attribute:stack == test) and runningTasksCount == 0", "nny");
    check("runningTasksCount == 0 && attribute:stack == test || attribute:stack == prod", "yny");
}

/// Rows of the documented table of subjects, and what the model takes beyond it for `task:group`.
#[test]
fn each_subject_takes_its_operators() {
    let order = ["==", "!=", ">", ">=", "<", "<="];
    let list = ["in", "!in", "=~", "!~"];
    let (all, exists) = ([&order[..], &list].concat(), ["exists", "!exists"]);
    let text = [&["==", "!="][..], &list].concat();
    for (subject, value, operators) in [
        ("agentConnected", "true", text.clone()),
        ("agentVersion", "1.14.5", order.to_vec()),
        ("attribute:stack", "prod", [&all[..], &exists].concat()),
        ("ec2InstanceId", "i-1", text.clone()),
        ("registeredAt", "2018-06-18", order.to_vec()),
        ("runningTasksCount", "0", order.to_vec()),
        ("task:group", "service:web", text),
    ] {
        for operator in [&all[..], &exists].concat() {
            let written = match operator {
                "exists" | "!exists" => format!("{subject} {operator}"),
                "in" | "!in" => format!("{subject} {operator} [{value}]"),
                _ => format!("{subject} {operator} {value}"),
            };
            assert_eq!(Expr::parse(&written).is_ok(), operators.contains(&operator), "{written}");
        }
    }
}

#[test]
fn and_or_and_not_have_a_symbol_and_a_word_and_lists_have_brackets() {
    let parse = |text: &str| Expr::parse(text).unwrap();
    let (one, other) = ("attribute:a == b", "attribute:c in [d, 'e f']");
    assert_eq!(parse(&format!("{one} and {other}")), parse(&format!("{one} && {other}")));
    assert_eq!(parse(&format!("{one} or {other}")), parse(&format!("{one} || {other}")));
    assert_eq!(parse(&format!("not({one})")), parse(&format!("!({one})")));
    assert_eq!(parse(&format!("not not ({one})")), parse(&format!("!!({one})")));
}

#[test]
fn the_other_subjects_have_their_types() {
    check("agentConnected == true", "yyy");
    check("agentConnected in [false]", "nnn");
    check("agentVersion < 1.14.5", "yyy");
    check("agentVersion >= 1.9", "yyy");
    check("agentVersion == 1.14.4", "yyy");
    check("registeredAt < 2018-06-19", "yyy");
    check("registeredAt >= 2018-06-18T22:28:28+00:00", "yyy");
    check("registeredAt > 2018-06-18T22:28:28", "nnn");
    check("ec2InstanceId == i-0123456789abcdef0", "yyy");
    check("ec2InstanceId in ['i-1', i-2]", "nnn");
    check("runningTasksCount >= 1", "ynn");
    check("task:group != service:web", "nyy");
    check("task:group =~ service:.*", "ynn");
    check("task:group !in [service:web]", "nyy");
    let gone = Instance::default();
    assert!(!Expr::parse("agentVersion != 1.0").unwrap().holds_for(&gone));
    assert!(Expr::parse("agentConnected == false").unwrap().holds_for(&gone));
}

#[test]
fn attribute_values_that_are_numbers_compare_as_numbers() {
    let rack = |value: &str, expression: &str| {
        Expr::parse(expression).unwrap().holds_for(&instance(&format!("t3.small a rack={value}")))
    };
    assert!(rack("10", "attribute:rack > 9"));
    assert!(!rack("10", "attribute:rack > 10"));
    assert!(rack("r10", "attribute:rack < r9"));
}

#[test]
fn expressions_are_fixed_unless_tasks_or_the_connection_decide() {
    let is_fixed = |text: &str| Expr::parse(text).unwrap().is_fixed();
    assert!(is_fixed(
        "attribute:a == b and (ec2InstanceId == i-1 or agentVersion > 1) and registeredAt > 2020-01-01"
    ));
    for moving in ["task:group == a", "runningTasksCount > 1", "not(agentConnected == true)"] {
        assert!(!is_fixed(&format!("attribute:a == b or {moving}")), "{moving}");
    }
}

fn wrong(expression: &str, expected: &str) {
    let error = parse_query(expression).expect_err(expression);
    let sentence =
        format!("{}: {} {}", error.position, text::query_problem(&error.kind), text::query_fix(&error.kind));
    assert_eq!(sentence, expected, "{expression}");
}

#[test]
fn a_mistake_has_its_place_and_its_cure() {
    wrong("", "0: There is no expression. Write one such as attribute:ecs.instance-type =~ t3.*");
    wrong(
        "attribute:stack = prod",
        "16: \"=\" alone is not an operator. Use == to compare with a value, =~ to match a pattern.",
    );
    wrong("attribute:stack ~= p.*", "16: \"~=\" is not an operator. Did you mean =~?");
    wrong("attribute:stack === p", "16: \"===\" is not an operator. Did you mean ==?");
    wrong("attribute:stack equal p", "16: \"equal\" is not an operator. Did you mean equals?");
    wrong("attribute:stack not in [p]", "16: \"not\" is not an operator. Did you mean !in?");
    wrong(
        "attribute:stack near p",
        "16: \"near\" is not an operator. Use ==, !=, >, >=, <, <=, in, !in, =~, !~, exists or !exists.",
    );
    wrong(
        "attribute:stack",
        "15: An operator is missing here. Use ==, !=, >, >=, <, <=, in, !in, =~, !~, exists or !exists.",
    );
    wrong("attribute:stack ==", "18: A value is missing here. Write a word, or a value in 'single quotes'.");
    wrong(
        "attribute:stack == and agentConnected == true",
        "19: A value is missing here. Write a word, or a value in 'single quotes'.",
    );
    wrong(
        "attribute:stack == \"prod\"",
        "19: Values stand in single quotes. Use 'value' instead of \"value\".",
    );
    wrong("attribute:stack == 'prod", "19: This quote is never closed. Add ' at the end of the value.");
}

#[test]
fn brackets_lists_and_typed_values_have_their_mistakes() {
    wrong(
        "attribute:stack == (prod)",
        "19: A single comparison has no parentheses inside. Put brackets around whole comparisons; quote a pattern that has brackets.",
    );
    wrong(
        "attribute:stack =~ p(a|b)",
        "20: A single comparison has no parentheses inside. Put brackets around whole comparisons; quote a pattern that has brackets.",
    );
    wrong(
        "attribute:stack == [a, b]",
        "19: This operator takes one value, not a list. Use in or !in for a list.",
    );
    wrong("attribute:stack in prod", "19: in and !in are followed by a list. Write [a, b].");
    wrong(
        "attribute:stack in [a, b",
        "19: This list is never closed. Put commas between the values and ] at the end.",
    );
    wrong(
        "attribute:stack in [a b]",
        "19: This list is never closed. Put commas between the values and ] at the end.",
    );
    wrong("attribute:stack in []", "19: This list is empty. Write [a, b].");
    wrong("(attribute:stack exists", "0: This bracket is never closed. Add ) where it ends.");
    wrong(
        "attribute:stack exists)",
        "22: This bracket was never opened. Remove it, or add ( where it begins.",
    );
    wrong(
        "attribute:stack exists prod",
        "23: \"prod\" follows a complete comparison. Write and or or before it; put a value with blanks in 'single quotes'.",
    );
    wrong(
        "attribute:stäck == a or attribute:b = c",
        "36: \"=\" alone is not an operator. Use == to compare with a value, =~ to match a pattern.",
    );
    wrong(
        "attribute: == a",
        "0: An attribute name has 1 to 128 letters, digits and the characters - _ / \\ and dot. Write a name such as attribute:ecs.availability-zone",
    );
    wrong("agentVersion > new", "15: This is not a version. Write numbers with dots, such as 1.105.1.");
    wrong("registeredAt > now", "15: This is not a time. Write 2026-11-23 or 2026-11-23T20:15:00Z.");
    wrong("runningTasksCount == none", "21: This is not a whole number. Write a number such as 0.");
    wrong("agentConnected == yes", "18: agentConnected is true or false. Write true or false.");
    wrong(
        "runningTasksCount in [1]",
        "18: runningTasksCount cannot be compared with in. Use ==, !=, >, >=, < or <=.",
    );
    wrong(
        "task:group exists",
        "11: task:group cannot be compared with exists. Use ==, !=, in, !in, =~ or !~.",
    );
    wrong(
        "attribute:a =~ '(?=x)y'",
        "15: AWS takes (?= in a Java regular expression, but this model does not. Write it without look-around, back-references and possessive quantifiers.",
    );
    wrong(
        "attribute:a =~ *",
        "15: This is not a regular expression. Check its brackets; * alone is not a pattern, .* is.",
    );
    wrong(
        "attribute:a exists and",
        "22: A comparison is missing here. Start with attribute:NAME, agentConnected, agentVersion, ec2InstanceId, registeredAt, runningTasksCount or task:group.",
    );
    wrong(
        "()",
        "1: \")\" is nothing that can be compared. Start with attribute:NAME, agentConnected, agentVersion, ec2InstanceId, registeredAt, runningTasksCount or task:group.",
    );
}

#[test]
fn a_subject_is_suggested() {
    for (written, meant) in [
        ("agentconnected == true", "agentConnected"),
        ("agent_version > 1", "agentVersion"),
        ("runningTaskCount == 0", "runningTasksCount"),
        ("task-group == a", "task:group"),
        ("ecs.instance-type == t3.small", "attribute:ecs.instance-type"),
        ("availability-zone == a", "attribute:ecs.availability-zone"),
    ] {
        let kind = Expr::parse(written).unwrap_err().kind;
        let suggestion = match kind {
            QueryErrorKind::NoSubject { suggestion, .. } => suggestion,
            _ => None,
        };
        assert_eq!(suggestion, Some(meant), "{written}");
    }
}

#[test]
fn an_expression_has_at_most_2000_characters_and_32_brackets_within_each_other() {
    let long = |n: usize| format!("attribute:a == {}", "ä".repeat(n - 15));
    assert!(Expr::parse(&long(2000)).is_ok());
    assert_eq!(Expr::parse(&long(2001)).unwrap_err().kind, QueryErrorKind::TooLong);
    let deep = |n: usize| format!("{}attribute:a exists{}", "(".repeat(n), ")".repeat(n));
    assert!(Expr::parse(&deep(31)).is_ok());
    assert_eq!(Expr::parse(&deep(32)).unwrap_err().kind, QueryErrorKind::TooDeep);
    assert_eq!(Expr::parse(&"!".repeat(2000)).unwrap_err().kind, QueryErrorKind::TooDeep);
}

#[test]
fn what_is_probably_not_meant_is_advised() {
    let advice = |text: &str| -> Vec<(u32, AdviceKind)> {
        parse_query(text).unwrap().advice.into_iter().map(|it| (it.position, it.kind)).collect()
    };
    assert_eq!(advice("attribute:ecs.instance-type == t2.*"), [(31, AdviceKind::PatternWithEquals)]);
    assert_eq!(
        advice("attribute:a exists or attribute:b exists and attribute:c exists"),
        [(19, AdviceKind::MixedWithoutBrackets)]
    );
    assert_eq!(advice("attribute:a exists or (attribute:b exists and attribute:c exists)"), []);
    assert_eq!(advice("attribute:a exists or attribute:b exists or attribute:c exists"), []);
    assert_eq!(advice("task:group != a"), [(11, AdviceKind::Undocumented)]);
    assert_eq!(advice("task:group == a and attribute:b > 1"), [(32, AdviceKind::Undocumented)]);
    for kind in [AdviceKind::PatternWithEquals, AdviceKind::MixedWithoutBrackets, AdviceKind::Undocumented] {
        assert!(text::query_advice(kind).ends_with('.'));
    }
}
