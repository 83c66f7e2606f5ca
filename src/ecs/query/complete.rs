//! What could stand at the caret of an expression that is being written.
//!
//! The reader of [`super::parse`] wants whole expressions; this one only walks the words up to the caret and says what
//! kind of word comes next.

use super::error::{Operator, Subject};
use super::parse::OPERATORS;
use super::token::{is_bare, is_word_character};
use crate::sorted::{SortedMap, SortedSet};

/// Options that are offered at once.
const MOST: usize = 8;

/// The words that the instances of a cluster give to an expression.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Vocabulary {
    /// Attribute names with the values that occur.
    pub attributes: SortedMap<String, SortedSet<String>>,
    /// Values of the other subjects that occur, such as task groups.
    pub values: SortedMap<&'static str, SortedSet<String>>,
}

/// What to put in place of the text from `start` to the caret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// Where the word begins, in bytes.
    pub start: usize,
    /// What it could be.
    pub options: Vec<String>,
}

/// What is expected next.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Expected<'a> {
    Subject,
    Operator { subject: &'a str },
    Value { subject: &'a str, list: List },
    Connective,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum List {
    /// One value is wanted.
    No,
    /// `[` is wanted.
    Before,
    /// Within `[` and `]`.
    Inside,
}

/// Completes the word before the caret, which is a place in bytes.
#[must_use]
pub fn complete(text: &str, caret: usize, vocabulary: &Vocabulary) -> Completion {
    let before = text.get(..caret).unwrap_or(text);
    let (expected, start) = walk(before);
    let written = &before[start..];
    let all = match expected {
        Expected::Subject => subjects(vocabulary),
        Expected::Operator { subject } => operators(subject),
        Expected::Value { subject, list } => values(subject, list, vocabulary),
        Expected::Connective => vec!["and".to_owned(), "or".to_owned()],
    };
    let lower = written.trim_start_matches('\'').to_lowercase();
    // Any word of a name finds it: "zone" finds attribute:ecs.availability-zone.
    let has_word = |it: &str| {
        it.match_indices(|it: char| !it.is_alphanumeric())
            .any(|(at, sign)| it[at + sign.len()..].starts_with(&lower))
    };
    let fits = |it: &String| match expected {
        Expected::Subject => it.to_lowercase().starts_with(&lower) || has_word(&it.to_lowercase()),
        Expected::Value { .. } => it.to_lowercase().contains(&lower),
        Expected::Operator { .. } | Expected::Connective => it.starts_with(written),
    };
    let options: Vec<String> = all.into_iter().filter(fits).take(MOST).collect();
    if options.iter().any(|it| it == written) {
        Completion { start, options: vec![] }
    } else {
        Completion { start, options }
    }
}

/// What is expected at the end of a text, and where the word begins that is being written there.
fn walk(text: &str) -> (Expected<'_>, usize) {
    let mut expected = Expected::Subject;
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        let len = word_length(rest, expected);
        // The word at the caret is still being written, unless it ends by itself.
        if len == rest.len() && !matches!(rest, "(" | ")" | "[" | "]" | ",") {
            return (expected, at);
        }
        expected = after(expected, &rest[..len]);
        at += len;
    }
}

/// Bytes of the next word.
fn word_length(text: &str, expected: Expected) -> usize {
    let Some(first) = text.chars().next() else { return 0 };
    if first == '\'' {
        return text[1..].find('\'').map_or(text.len(), |end| end + 2);
    }
    let is_sign = |it: char| matches!(it, '=' | '!' | '<' | '>' | '~' | '&' | '|');
    if is_sign(first) {
        let signs = text.find(|it| !is_sign(it)).unwrap_or(text.len());
        // `!in` and `!exists` are one word, `!` before a subject is one of its own.
        let is_named = matches!(expected, Expected::Operator { .. }) && &text[..signs] == "!";
        let named = text[signs..].find(|it| !is_word_character(it)).unwrap_or(text.len() - signs);
        return if is_named { signs + named } else { signs };
    }
    if !is_word_character(first) {
        return first.len_utf8();
    }
    text.find(|it| !is_word_character(it)).unwrap_or(text.len())
}

fn after<'a>(expected: Expected<'a>, word: &'a str) -> Expected<'a> {
    match (expected, word) {
        (Expected::Subject, "(" | "not" | "!") => Expected::Subject,
        (Expected::Subject, subject) => Expected::Operator { subject },
        (Expected::Operator { subject }, word) => match OPERATORS.iter().find(|(name, _)| *name == word) {
            Some((_, Operator::Exists | Operator::NotExists)) => Expected::Connective,
            Some((_, Operator::In | Operator::NotIn)) => Expected::Value { subject, list: List::Before },
            _ => Expected::Value { subject, list: List::No },
        },
        (Expected::Value { subject, .. }, "[" | ",") => Expected::Value { subject, list: List::Inside },
        (Expected::Value { .. }, "]")
        | (Expected::Value { list: List::No, .. }, _)
        | (Expected::Connective, ")") => Expected::Connective,
        (Expected::Value { subject, list: List::Inside | List::Before }, _) => {
            Expected::Value { subject, list: List::Inside }
        }
        (Expected::Connective, _) => Expected::Subject,
    }
}

fn subjects(vocabulary: &Vocabulary) -> Vec<String> {
    let attributes = vocabulary.attributes.keys().map(|name| ["attribute:", name].concat());
    let others = Subject::NAMES.iter().filter(|(_, it)| *it != Subject::Attribute);
    attributes.chain(others.map(|(name, _)| (*name).to_owned())).collect()
}

fn operators(subject: &str) -> Vec<String> {
    let all: &[&str] = match Subject::NAMES.iter().find(|(name, _)| subject.starts_with(name)) {
        Some((_, Subject::Attribute)) => &["==", "!=", "=~", "!~", "in", "!in", "exists", "!exists"],
        Some((_, Subject::AgentConnected | Subject::Ec2InstanceId | Subject::TaskGroup)) => {
            &["==", "!=", "=~", "!~", "in", "!in"]
        }
        Some((_, Subject::AgentVersion | Subject::RegisteredAt | Subject::RunningTasksCount)) => {
            &["==", "!=", ">", ">=", "<", "<="]
        }
        None => &[],
    };
    all.iter().map(|it| (*it).to_owned()).collect()
}

fn values(subject: &str, list: List, vocabulary: &Vocabulary) -> Vec<String> {
    let known = match subject.strip_prefix("attribute:") {
        Some(name) => vocabulary.attributes.get(name),
        None => vocabulary.values.get(subject),
    };
    let open = if list == List::Before { "[" } else { "" };
    let written = |it: &String| if is_bare(it) { [open, it].concat() } else { [open, "'", it, "'"].concat() };
    known.into_iter().flatten().map(written).collect()
}

#[cfg(test)]
mod tests {
    use super::{Vocabulary, complete};

    /// Completes at the `|`.
    fn check(text: &str, expected: &[&str]) {
        let set = |values: &[&str]| values.iter().map(|it| (*it).to_owned()).collect();
        let vocabulary = Vocabulary {
            attributes: [
                ("ecs.availability-zone".to_owned(), set(&["us-east-1a", "us-east-1b"])),
                ("ecs.instance-type".to_owned(), set(&["m5.large"])),
                ("stack".to_owned(), set(&["prod", "two words"])),
            ]
            .into(),
            values: [("task:group", set(&["service:web"])), ("agentConnected", set(&["false", "true"]))]
                .into(),
        };
        let caret = text.find('|').unwrap();
        let text = text.replacen('|', "", 1);
        let completion = complete(&text, caret, &vocabulary);
        let whole = |option: &String| [&text[..completion.start], option, &text[caret..]].concat();
        assert_eq!(completion.options.iter().map(whole).collect::<Vec<_>>(), expected, "{text}");
    }

    #[test]
    fn a_subject_is_found_by_any_part_of_its_name() {
        check("zone|", &["attribute:ecs.availability-zone"]);
        check("attribute:st|", &["attribute:stack"]);
        check("not(ta|", &["not(task:group"]);
        check("! run|", &["! runningTasksCount"]);
        check(
            "attribute:stack exists and inst|",
            &["attribute:stack exists and attribute:ecs.instance-type"],
        );
        check(
            "|",
            &[
                "attribute:ecs.availability-zone",
                "attribute:ecs.instance-type",
                "attribute:stack",
                "agentConnected",
                "agentVersion",
                "ec2InstanceId",
                "registeredAt",
                "runningTasksCount",
            ],
        );
    }

    #[test]
    fn an_operator_is_one_of_its_subject() {
        check("runningTasksCount >|", &[]);
        check(
            "runningTasksCount |",
            &["==", "!=", ">", ">=", "<", "<="]
                .map(|it| ["runningTasksCount ", it].concat())
                .each_ref()
                .map(String::as_str),
        );
        check("attribute:stack ex|", &["attribute:stack exists"]);
        check("attribute:stack !i|", &["attribute:stack !in"]);
        check("agentConnected e|", &[]);
    }

    #[test]
    fn a_value_is_one_that_occurs_and_quoted_where_it_must_be() {
        check("attribute:stack == |", &["attribute:stack == prod", "attribute:stack == 'two words'"]);
        check("attribute:stack == 'tw|", &["attribute:stack == 'two words'"]);
        check(
            "attribute:ecs.availability-zone in |",
            &[
                "attribute:ecs.availability-zone in [us-east-1a",
                "attribute:ecs.availability-zone in [us-east-1b",
            ],
        );
        check(
            "attribute:ecs.availability-zone in [us-east-1a, b|",
            &["attribute:ecs.availability-zone in [us-east-1a, us-east-1b"],
        );
        check("task:group == |) and x", &["task:group == service:web) and x"]);
    }

    #[test]
    fn after_a_comparison_comes_a_connective_and_nothing_after_a_whole_word() {
        check("attribute:stack exists |", &["attribute:stack exists and", "attribute:stack exists or"]);
        check("(agentConnected == true) a|", &["(agentConnected == true) and"]);
        check(
            "attribute:stack in [prod] |",
            &["attribute:stack in [prod] and", "attribute:stack in [prod] or"],
        );
        check("attribute:stack == prod|", &[]);
        check("ec2InstanceId|", &[]);
    }
}
