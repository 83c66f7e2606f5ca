//! The sentences for expressions of the cluster query language.

use std::borrow::Cow;

use crate::ecs::query::{AdviceKind, QueryErrorKind, Subject};

/// What is wrong with an expression, in one sentence.
#[must_use]
pub fn query_problem(kind: &QueryErrorKind) -> Cow<'static, str> {
    match kind {
        QueryErrorKind::Empty => "There is no expression.".into(),
        QueryErrorKind::TooLong => "An expression can have at most 2,000 characters.".into(),
        QueryErrorKind::TooDeep => "There are too many brackets within each other.".into(),
        QueryErrorKind::NoSubject { found, .. } if found.is_empty() => "A comparison is missing here.".into(),
        QueryErrorKind::NoSubject { found, .. } => {
            format!("\"{found}\" is nothing that can be compared.").into()
        }
        QueryErrorKind::BadAttributeName => {
            "An attribute name has 1 to 128 letters, digits and the characters - _ / \\ and dot.".into()
        }
        QueryErrorKind::NoOperator { found, .. } if found.is_empty() => "An operator is missing here.".into(),
        QueryErrorKind::NoOperator { found, .. } => format!("\"{found}\" is not an operator.").into(),
        QueryErrorKind::BareEquals => "\"=\" alone is not an operator.".into(),
        QueryErrorKind::OperatorNotForSubject { subject, operator } => {
            format!("{} cannot be compared with {}.", subject_name(*subject), operator.symbol()).into()
        }
        QueryErrorKind::NoValue => "A value is missing here.".into(),
        QueryErrorKind::BracketInComparison => "A single comparison has no parentheses inside.".into(),
        QueryErrorKind::DoubleQuotes => "Values stand in single quotes.".into(),
        QueryErrorKind::UnclosedQuote => "This quote is never closed.".into(),
        QueryErrorKind::NoList => "in and !in are followed by a list.".into(),
        QueryErrorKind::UnclosedList => "This list is never closed.".into(),
        QueryErrorKind::EmptyList => "This list is empty.".into(),
        QueryErrorKind::ListNotExpected => "This operator takes one value, not a list.".into(),
        QueryErrorKind::UnclosedBracket => "This bracket is never closed.".into(),
        QueryErrorKind::BracketNotOpened => "This bracket was never opened.".into(),
        QueryErrorKind::NoConnective { found } => {
            format!("\"{found}\" follows a complete comparison.").into()
        }
        QueryErrorKind::NotAVersion => "This is not a version.".into(),
        QueryErrorKind::NotATime => "This is not a time.".into(),
        QueryErrorKind::NotANumber => "This is not a whole number.".into(),
        QueryErrorKind::NotTrueOrFalse => "agentConnected is true or false.".into(),
        QueryErrorKind::PatternNotSupported { part } => {
            format!("AWS takes {part} in a Java regular expression, but this model does not.").into()
        }
        QueryErrorKind::BadPattern => "This is not a regular expression.".into(),
    }
}

/// What to do about it.
#[must_use]
pub fn query_fix(kind: &QueryErrorKind) -> Cow<'static, str> {
    match kind {
        QueryErrorKind::Empty => "Write one such as attribute:ecs.instance-type =~ t3.*".into(),
        QueryErrorKind::TooLong => "Shorten it, or give the instances an attribute.".into(),
        QueryErrorKind::TooDeep => "Use fewer brackets.".into(),
        QueryErrorKind::NoSubject { suggestion: Some(name), .. }
        | QueryErrorKind::NoOperator { suggestion: Some(name), .. } => format!("Did you mean {name}?").into(),
        QueryErrorKind::NoSubject { suggestion: None, .. } => {
            "Start with attribute:NAME, agentConnected, agentVersion, ec2InstanceId, registeredAt, \
             runningTasksCount or task:group."
                .into()
        }
        QueryErrorKind::BadAttributeName => "Write a name such as attribute:ecs.availability-zone".into(),
        QueryErrorKind::NoOperator { suggestion: None, .. } => {
            "Use ==, !=, >, >=, <, <=, in, !in, =~, !~, exists or !exists.".into()
        }
        QueryErrorKind::BareEquals => "Use == to compare with a value, =~ to match a pattern.".into(),
        QueryErrorKind::OperatorNotForSubject { subject, .. } => operators_of(*subject).into(),
        QueryErrorKind::NoValue => "Write a word, or a value in 'single quotes'.".into(),
        QueryErrorKind::BracketInComparison => {
            "Put brackets around whole comparisons; quote a pattern that has brackets.".into()
        }
        QueryErrorKind::DoubleQuotes => "Use 'value' instead of \"value\".".into(),
        QueryErrorKind::UnclosedQuote => "Add ' at the end of the value.".into(),
        QueryErrorKind::NoList | QueryErrorKind::EmptyList => "Write [a, b].".into(),
        QueryErrorKind::UnclosedList => "Put commas between the values and ] at the end.".into(),
        QueryErrorKind::ListNotExpected => "Use in or !in for a list.".into(),
        QueryErrorKind::UnclosedBracket => "Add ) where it ends.".into(),
        QueryErrorKind::BracketNotOpened => "Remove it, or add ( where it begins.".into(),
        QueryErrorKind::NoConnective { .. } => {
            "Write and or or before it; put a value with blanks in 'single quotes'.".into()
        }
        QueryErrorKind::NotAVersion => "Write numbers with dots, such as 1.105.1.".into(),
        QueryErrorKind::NotATime => "Write 2026-11-23 or 2026-11-23T20:15:00Z.".into(),
        QueryErrorKind::NotANumber => "Write a number such as 0.".into(),
        QueryErrorKind::NotTrueOrFalse => "Write true or false.".into(),
        QueryErrorKind::PatternNotSupported { .. } => {
            "Write it without look-around, back-references and possessive quantifiers.".into()
        }
        QueryErrorKind::BadPattern => "Check its brackets; * alone is not a pattern, .* is.".into(),
    }
}

/// Something that is allowed, but probably not meant.
#[must_use]
pub fn query_advice(kind: AdviceKind) -> &'static str {
    match kind {
        AdviceKind::PatternWithEquals => {
            "No attribute value holds an asterisk, so == never matches. Use =~ to match a pattern."
        }
        AdviceKind::MixedWithoutBrackets => {
            "AWS does not document whether and or or binds first; this model lets and bind first. \
             Brackets make it plain."
        }
        AdviceKind::Undocumented => {
            "AWS does not document this comparison; what it does here is a model assumption."
        }
    }
}

fn subject_name(subject: Subject) -> &'static str {
    match subject {
        Subject::Attribute => "An attribute",
        Subject::AgentConnected
        | Subject::AgentVersion
        | Subject::Ec2InstanceId
        | Subject::RegisteredAt
        | Subject::RunningTasksCount
        | Subject::TaskGroup => subject.name(),
    }
}

fn operators_of(subject: Subject) -> &'static str {
    match subject {
        Subject::AgentVersion | Subject::RegisteredAt | Subject::RunningTasksCount => {
            "Use ==, !=, >, >=, < or <=."
        }
        Subject::AgentConnected | Subject::Ec2InstanceId | Subject::TaskGroup => {
            "Use ==, !=, in, !in, =~ or !~."
        }
        Subject::Attribute => "Use ==, !=, >, >=, <, <=, in, !in, =~, !~, exists or !exists.",
    }
}
