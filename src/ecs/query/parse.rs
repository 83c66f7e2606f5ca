//! The grammar.
//!
//! ```text
//! expr    := or ; or := and (("or"|"||") and)* ; and := unary (("and"|"&&") unary)*
//! unary   := ("not"|"!") unary | "(" or ")" | compare
//! compare := subject operator [argument]
//! ```
//! AWS does not document whether `and` or `or` binds first; the model lets `and` bind first and advises brackets.

use winnow::stream::{LocatingSlice, Stateful};

use super::error::{Advice, AdviceKind, Operator, QueryError, QueryErrorKind, Subject};
use super::token::{self, keyword, position, skip_space, symbol};
use super::{Comparison, Expr, Ordering, Pattern, Test, Timestamp, Version};
use crate::ecs::read::nearest_of;

/// AWS's limit.
pub const MAX_EXPRESSION_CHARS: u32 = 2000;
/// Brackets and negations within each other; the model's own limit.
pub const MAX_DEPTH: u32 = 32;

/// The text that is left, its place, and what was noted on the way.
pub(super) type Input<'i> = Stateful<LocatingSlice<&'i str>, State>;
pub(super) type Parsed<T> = Result<T, QueryError>;

#[derive(Clone, Debug, Default)]
pub(super) struct State {
    depth: u32,
    advice: Vec<Advice>,
}

/// An expression and what is probably not meant in it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Query {
    /// The expression.
    pub expr: Expr,
    /// In the order of the text.
    pub advice: Vec<Advice>,
}

/// Reads an expression.
///
/// # Errors
/// When it is no expression of the cluster query language, with the place and the kind of the mistake.
pub fn parse_query(text: &str) -> Result<Query, QueryError> {
    if text.chars().count() > MAX_EXPRESSION_CHARS as usize {
        return Err(QueryError { position: MAX_EXPRESSION_CHARS, kind: QueryErrorKind::TooLong });
    }
    if text.trim().is_empty() {
        return Err(QueryError { position: 0, kind: QueryErrorKind::Empty });
    }
    let mut input = Input { input: LocatingSlice::new(text), state: State::default() };
    let characters = |position: u32| {
        let before = text.char_indices().take_while(|(index, _)| *index < position as usize).count();
        u32::try_from(before).unwrap_or(u32::MAX)
    };
    match whole(&mut input) {
        Ok(expr) => {
            let mut advice = input.state.advice;
            for it in &mut advice {
                it.position = characters(it.position);
            }
            advice.sort_by_key(|it| it.position);
            Ok(Query { expr, advice })
        }
        Err(error) => Err(QueryError { position: characters(error.position), kind: error.kind }),
    }
}

fn whole(input: &mut Input) -> Parsed<Expr> {
    let expr = or(input)?;
    let at = position(input);
    match token::next_char(input) {
        None => Ok(expr),
        Some(')') => Err(QueryError::at(at, QueryErrorKind::BracketNotOpened)),
        Some(_) => Err(QueryError::at(at, QueryErrorKind::NoConnective { found: token::found(input) })),
    }
}

fn or(input: &mut Input) -> Parsed<Expr> {
    let (first, mut is_mixed) = and(input)?;
    let mut parts = vec![first];
    let mut first_or = None;
    loop {
        skip_space(input);
        let at = position(input);
        if !(symbol(input, "||") || keyword(input, "or")) {
            break;
        }
        first_or.get_or_insert(at);
        let (part, is_joined) = and(input)?;
        is_mixed |= is_joined;
        parts.push(part);
    }
    let Some(at) = first_or else { return Ok(parts.remove(0)) };
    if is_mixed {
        advise(input, at, AdviceKind::MixedWithoutBrackets);
    }
    Ok(Expr::Or(parts))
}

/// The expression, and whether it is several parts without brackets around them.
fn and(input: &mut Input) -> Parsed<(Expr, bool)> {
    let mut parts = vec![unary(input)?];
    loop {
        skip_space(input);
        if !(symbol(input, "&&") || keyword(input, "and")) {
            break;
        }
        parts.push(unary(input)?);
    }
    Ok(if parts.len() == 1 { (parts.remove(0), false) } else { (Expr::And(parts), true) })
}

fn unary(input: &mut Input) -> Parsed<Expr> {
    skip_space(input);
    let at = position(input);
    if input.state.depth >= MAX_DEPTH {
        return Err(QueryError::at(at, QueryErrorKind::TooDeep));
    }
    let is_unequal = token::remaining(input).starts_with("!=") || token::remaining(input).starts_with("!~");
    if keyword(input, "not") || (!is_unequal && symbol(input, "!")) {
        input.state.depth += 1;
        let inner = unary(input)?;
        input.state.depth -= 1;
        return Ok(Expr::Not(Box::new(inner)));
    }
    if !symbol(input, "(") {
        return compare(input).map(Expr::Compare);
    }
    input.state.depth += 1;
    let inner = or(input)?;
    input.state.depth -= 1;
    skip_space(input);
    match token::next_char(input) {
        Some(')') => {
            symbol(input, ")");
            Ok(inner)
        }
        None => Err(QueryError::at(at, QueryErrorKind::UnclosedBracket)),
        Some(_) => {
            let found = token::found(input);
            Err(QueryError::at(position(input), QueryErrorKind::NoConnective { found }))
        }
    }
}

fn compare(input: &mut Input) -> Parsed<Comparison> {
    let (subject, name) = subject(input)?;
    skip_space(input);
    let at = position(input);
    let operator = operator(input)?;
    let refused = Err(QueryError::at(at, QueryErrorKind::OperatorNotForSubject { subject, operator }));
    match subject {
        Subject::AgentVersion => {
            let Operator::Compare(ordering) = operator else { return refused };
            typed(input, Version::parse, QueryErrorKind::NotAVersion)
                .map(|it| Comparison::AgentVersion(ordering, it))
        }
        Subject::RegisteredAt => {
            let Operator::Compare(ordering) = operator else { return refused };
            typed(input, Timestamp::parse, QueryErrorKind::NotATime)
                .map(|it| Comparison::RegisteredAt(ordering, it))
        }
        Subject::RunningTasksCount => {
            let Operator::Compare(ordering) = operator else { return refused };
            let number = |text: &str| if text.starts_with('+') { None } else { text.parse().ok() };
            typed(input, number, QueryErrorKind::NotANumber)
                .map(|it| Comparison::RunningTasksCount(ordering, it))
        }
        Subject::Attribute => {
            if matches!(operator, Operator::Compare(it) if it > Ordering::NotEquals) {
                advise(input, at, AdviceKind::Undocumented);
            }
            Ok(Comparison::Attribute(name.to_owned(), test(input, operator)?))
        }
        Subject::AgentConnected | Subject::Ec2InstanceId | Subject::TaskGroup => {
            let is_known = match operator {
                Operator::Compare(ordering) => ordering <= Ordering::NotEquals,
                Operator::Exists | Operator::NotExists => false,
                Operator::In | Operator::NotIn | Operator::Matches | Operator::NotMatches => true,
            };
            if !is_known {
                return refused;
            }
            text_comparison(input, subject, operator, at)
        }
    }
}

fn text_comparison(input: &mut Input, subject: Subject, operator: Operator, at: usize) -> Parsed<Comparison> {
    skip_space(input);
    let value_at = position(input);
    let test = test(input, operator)?;
    Ok(match subject {
        Subject::AgentConnected => {
            let is_bool = match &test {
                Test::Is(_, value) => is_true_or_false(value),
                Test::In(values) | Test::NotIn(values) => values.iter().all(|it| is_true_or_false(it)),
                Test::Exists | Test::NotExists | Test::Matches(_) | Test::NotMatches(_) => true,
            };
            if !is_bool {
                return Err(QueryError::at(value_at, QueryErrorKind::NotTrueOrFalse));
            }
            Comparison::AgentConnected(test)
        }
        Subject::TaskGroup => {
            if operator != Operator::Compare(Ordering::Equals) {
                advise(input, at, AdviceKind::Undocumented);
            }
            Comparison::TaskGroup(test)
        }
        Subject::Ec2InstanceId
        | Subject::AgentVersion
        | Subject::Attribute
        | Subject::RegisteredAt
        | Subject::RunningTasksCount => Comparison::Ec2InstanceId(test),
    })
}

fn is_true_or_false(value: &str) -> bool {
    value == "true" || value == "false"
}

/// A value of a type of its own.
fn typed<T>(input: &mut Input, read: fn(&str) -> Option<T>, kind: QueryErrorKind) -> Parsed<T> {
    skip_space(input);
    let at = position(input);
    let value = token::value(input)?;
    read(value).ok_or_else(|| QueryError::at(at, kind))
}

/// The argument of an operator on text.
fn test(input: &mut Input, operator: Operator) -> Parsed<Test> {
    skip_space(input);
    let at = position(input);
    Ok(match operator {
        Operator::Exists => Test::Exists,
        Operator::NotExists => Test::NotExists,
        Operator::In => Test::In(token::list(input)?),
        Operator::NotIn => Test::NotIn(token::list(input)?),
        Operator::Compare(ordering) => {
            let value = token::value(input)?;
            // No attribute value can hold an asterisk.
            if value.contains('*') {
                advise(input, at, AdviceKind::PatternWithEquals);
            }
            Test::Is(ordering, value.to_owned())
        }
        Operator::Matches => Test::Matches(pattern(input, at)?),
        Operator::NotMatches => Test::NotMatches(pattern(input, at)?),
    })
}

fn pattern(input: &mut Input, at: usize) -> Parsed<Pattern> {
    let source = token::pattern(input)?;
    Pattern::new(source).map_err(|kind| QueryError::at(at, kind))
}

fn subject<'i>(input: &mut Input<'i>) -> Parsed<(Subject, &'i str)> {
    let at = position(input);
    let word = token::word(input);
    if let Some(name) = word.strip_prefix("attribute:") {
        if !is_attribute_name(name) {
            return Err(QueryError::at(at, QueryErrorKind::BadAttributeName));
        }
        return Ok((Subject::Attribute, name));
    }
    if let Some((_, subject)) = Subject::NAMES.iter().find(|(name, _)| *name == word) {
        return Ok((*subject, word));
    }
    let found = if word.is_empty() { token::found(input) } else { word.chars().take(40).collect() };
    let kind = QueryErrorKind::NoSubject { found, suggestion: subject_suggestion(word) };
    Err(QueryError::at(at, kind))
}

/// 1 to 128 letters, digits and `- _ / \ .`.
fn is_attribute_name(name: &str) -> bool {
    let is_allowed = |it: char| it.is_alphanumeric() || matches!(it, '-' | '_' | '/' | '\\' | '.');
    (1..=128).contains(&name.chars().count()) && name.chars().all(is_allowed)
}

fn subject_suggestion(word: &str) -> Option<&'static str> {
    const ATTRIBUTES: [&str; 8] = [
        "attribute:ecs.ami-id",
        "attribute:ecs.availability-zone",
        "attribute:ecs.instance-type",
        "attribute:ecs.os-type",
        "attribute:ecs.os-family",
        "attribute:ecs.cpu-architecture",
        "attribute:ecs.vpc-id",
        "attribute:ecs.subnet-id",
    ];
    let plain = |name: &'static str| name.trim_start_matches("attribute:").trim_start_matches("ecs.");
    nearest_of(word, Subject::NAMES.iter().map(|(name, _)| *name).filter(|name| *name != "attribute:"))
        .or_else(|| nearest_of(word, ATTRIBUTES.into_iter()))
        .or_else(|| {
            let written = word.trim_start_matches("ecs.");
            ATTRIBUTES.into_iter().find(|name| nearest_of(written, std::iter::once(plain(name))).is_some())
        })
}

/// Every spelling of every operator.
pub(super) const OPERATORS: [(&str, Operator); 22] = [
    ("==", Operator::Compare(Ordering::Equals)),
    ("equals", Operator::Compare(Ordering::Equals)),
    ("!=", Operator::Compare(Ordering::NotEquals)),
    ("not_equals", Operator::Compare(Ordering::NotEquals)),
    (">", Operator::Compare(Ordering::Greater)),
    ("greater_than", Operator::Compare(Ordering::Greater)),
    (">=", Operator::Compare(Ordering::GreaterOrEqual)),
    ("greater_than_equal", Operator::Compare(Ordering::GreaterOrEqual)),
    ("<", Operator::Compare(Ordering::Less)),
    ("less_than", Operator::Compare(Ordering::Less)),
    ("<=", Operator::Compare(Ordering::LessOrEqual)),
    ("less_than_equal", Operator::Compare(Ordering::LessOrEqual)),
    ("exists", Operator::Exists),
    ("!exists", Operator::NotExists),
    ("not_exists", Operator::NotExists),
    ("in", Operator::In),
    ("!in", Operator::NotIn),
    ("not_in", Operator::NotIn),
    ("=~", Operator::Matches),
    ("matches", Operator::Matches),
    ("!~", Operator::NotMatches),
    ("not_matches", Operator::NotMatches),
];

fn operator(input: &mut Input) -> Parsed<Operator> {
    let at = position(input);
    let text = token::remaining(input);
    let n_symbols = text.find(|it| !matches!(it, '=' | '!' | '<' | '>' | '~')).unwrap_or(text.len());
    let after = &text[n_symbols..];
    let n_letters = after.find(|it| !token::is_word_character(it)).unwrap_or(after.len());
    // `!exists` and `!in` are symbol and word; every other operator is one or the other.
    let end = if n_symbols == 0 || &text[..n_symbols] == "!" { n_symbols + n_letters } else { n_symbols };
    let written = &text[..end];
    if let Some((name, operator)) = OPERATORS.iter().find(|(name, _)| *name == written) {
        symbol(input, name);
        return Ok(*operator);
    }
    if written == "=" {
        return Err(QueryError::at(at, QueryErrorKind::BareEquals));
    }
    let found = if written.is_empty() { token::found(input) } else { written.chars().take(40).collect() };
    let kind = QueryErrorKind::NoOperator { found, suggestion: operator_suggestion(written, &text[end..]) };
    Err(QueryError::at(at, kind))
}

fn operator_suggestion(written: &str, after: &str) -> Option<&'static str> {
    match written {
        "" => None,
        "~=" | "~" | "~~" | "==~" | "like" | "contains" | "regex" | "match" => Some("=~"),
        "===" | "is" | "eq" => Some("=="),
        "<>" | "=!" | "!==" | "ne" => Some("!="),
        "=>" => Some(">="),
        "=<" => Some("<="),
        "not" if after.trim_start().starts_with("exists") => Some("!exists"),
        "not" => Some("!in"),
        _ => nearest_of(written, OPERATORS.iter().map(|(name, _)| *name).filter(|name| name.len() > 2)),
    }
}

fn advise(input: &mut Input, at: usize, kind: AdviceKind) {
    input.state.advice.push(Advice { position: u32::try_from(at).unwrap_or(u32::MAX), kind });
}
