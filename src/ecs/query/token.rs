//! Words, quoted values and symbols.

use winnow::Parser;
use winnow::combinator::{opt, peek};
use winnow::stream::{Location, Stream};
use winnow::token::{literal, rest, take_while};

use super::parse::{Input, Parsed};
use super::{QueryError, QueryErrorKind};

/// Words that cannot be values without quotes.
const KEYWORDS: [&str; 3] = ["and", "or", "not"];

pub(super) fn skip_space(input: &mut Input) {
    let _: Parsed<&str> = take_while(0.., char::is_whitespace).parse_next(input);
}

/// Bytes before the next character.
pub(super) fn position(input: &Input) -> usize {
    input.current_token_start()
}

pub(super) fn remaining<'i>(input: &mut Input<'i>) -> &'i str {
    let rest: Parsed<&str> = peek(rest).parse_next(input);
    rest.unwrap_or_default()
}

pub(super) fn next_char(input: &mut Input) -> Option<char> {
    remaining(input).chars().next()
}

/// Takes the symbol if it stands here.
pub(super) fn symbol(input: &mut Input, symbol: &'static str) -> bool {
    let taken: Parsed<Option<&str>> = opt(literal(symbol)).parse_next(input);
    matches!(taken, Ok(Some(_)))
}

/// Takes the word if it stands here as a whole.
pub(super) fn keyword(input: &mut Input, word: &'static str) -> bool {
    let is_whole =
        remaining(input).strip_prefix(word).is_some_and(|after| !after.starts_with(is_word_character));
    is_whole && symbol(input, word)
}

pub(super) fn is_word_character(it: char) -> bool {
    !it.is_whitespace()
        && !matches!(it, '(' | ')' | '[' | ']' | ',' | '\'' | '"' | '=' | '!' | '<' | '>' | '~' | '&' | '|')
}

/// A bare word, empty when something else stands here.
pub(super) fn word<'i>(input: &mut Input<'i>) -> &'i str {
    let word: Parsed<&str> = take_while(0.., is_word_character).parse_next(input);
    word.unwrap_or_default()
}

/// Whether a value is read as itself without quotes, wherever it stands.
pub(super) fn is_bare(value: &str) -> bool {
    !value.is_empty() && value.chars().all(is_word_character) && !KEYWORDS.contains(&value)
}

/// What stands here, to be named in an error.
pub(super) fn found(input: &mut Input) -> String {
    let text = remaining(input);
    let end = text.find(|it: char| !is_word_character(it)).unwrap_or(text.len());
    let end = if end == 0 { text.chars().next().map_or(0, char::len_utf8) } else { end };
    text[..end].chars().take(40).collect()
}

/// A bare word or a quoted value.
pub(super) fn value<'i>(input: &mut Input<'i>) -> Parsed<&'i str> {
    skip_space(input);
    let start = position(input);
    let fail = |kind| Err(QueryError::at(start, kind));
    match next_char(input) {
        Some('\'') => quoted(input),
        Some('"') => fail(QueryErrorKind::DoubleQuotes),
        Some('(') => fail(QueryErrorKind::BracketInComparison),
        Some('[') => fail(QueryErrorKind::ListNotExpected),
        _ => {
            let word = word(input);
            if word.is_empty() || KEYWORDS.contains(&word) { fail(QueryErrorKind::NoValue) } else { Ok(word) }
        }
    }
}

/// There is no escape: a value cannot hold a single quote.
fn quoted<'i>(input: &mut Input<'i>) -> Parsed<&'i str> {
    let start = position(input);
    symbol(input, "'");
    let text: &str = take_while(0.., |it| it != '\'').parse_next(input)?;
    if symbol(input, "'") { Ok(text) } else { Err(QueryError::at(start, QueryErrorKind::UnclosedQuote)) }
}

/// A regular expression: quoted, or bare up to the next blank; then it may hold brackets, commas and single `|`, but
/// no parentheses.
pub(super) fn pattern<'i>(input: &mut Input<'i>) -> Parsed<&'i str> {
    skip_space(input);
    if matches!(next_char(input), Some('\'' | '"' | '(')) {
        return value(input);
    }
    let start = position(input);
    let text = remaining(input);
    let end = text
        .find(|it: char| it.is_whitespace() || matches!(it, '(' | ')' | '\'' | '"'))
        .unwrap_or(text.len());
    let end = ["||", "&&"].iter().filter_map(|it| text[..end].find(it)).min().unwrap_or(end);
    if text[end..].starts_with('(') {
        return Err(QueryError::at(start + end, QueryErrorKind::BracketInComparison));
    }
    let word = input.next_slice(end);
    if word.is_empty() || KEYWORDS.contains(&word) {
        return Err(QueryError::at(start, QueryErrorKind::NoValue));
    }
    Ok(word)
}

/// `[a, 'b c', d]`
pub(super) fn list(input: &mut Input) -> Parsed<Vec<String>> {
    skip_space(input);
    let start = position(input);
    if !symbol(input, "[") {
        return Err(QueryError::at(start, QueryErrorKind::NoList));
    }
    let mut values = vec![];
    loop {
        skip_space(input);
        match next_char(input) {
            None => return Err(QueryError::at(start, QueryErrorKind::UnclosedList)),
            Some(']') if values.is_empty() => return Err(QueryError::at(start, QueryErrorKind::EmptyList)),
            _ => values.push(value(input)?.to_owned()),
        }
        skip_space(input);
        if symbol(input, "]") {
            return Ok(values);
        }
        if !symbol(input, ",") {
            return Err(QueryError::at(start, QueryErrorKind::UnclosedList));
        }
    }
}
