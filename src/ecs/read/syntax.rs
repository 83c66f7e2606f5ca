//! JSON or not; and if not, what the learner most probably did.

use serde_json::Value;

/// Longer texts are refused unread.
pub const MAX_TEXT_BYTES: u32 = 1 << 20;

/// Where and why a text is not JSON.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("line {line}, column {column}: {hint:?}")]
pub struct SyntaxError {
    /// From 1.
    pub line: u32,
    /// From 1, in characters.
    pub column: u32,
    /// The probable cause.
    pub hint: SyntaxHint,
}

/// Probable causes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SyntaxHint {
    /// Longer than [`MAX_TEXT_BYTES`].
    TooLong,
    /// Nothing there.
    Empty,
    /// YAML.
    Yaml,
    /// `,}` or `,]`.
    TrailingComma,
    /// `'text'`.
    SingleQuotes,
    /// `“text”`.
    CurlyQuotes,
    /// `//`, `/*` or `#`.
    Comment,
    /// `$NAME`, `<name>`, `{{name}}` or `%name%` outside of quotes.
    Placeholder,
    /// `{name: …`.
    UnquotedKey,
    /// `: nginx`.
    UnquotedText,
    /// `True`, `False`, `None`.
    PythonWord,
    /// Two values in a row.
    MissingComma,
    /// A name without its colon.
    MissingColon,
    /// The text ends inside something.
    Unfinished,
    /// A line end inside quotes.
    LineBreakInText,
    /// Something after the last bracket.
    TextAfterTheEnd,
    /// More than 127 brackets deep.
    TooDeep,
    /// None of these.
    Other,
}

/// Reads JSON. Depth is limited by `serde_json`, length here.
pub(super) fn parse(text: &str) -> Result<Value, SyntaxError> {
    if text.len() > MAX_TEXT_BYTES as usize {
        return Err(SyntaxError { line: 1, column: 1, hint: SyntaxHint::TooLong });
    }
    // Editors on Windows put a byte order mark first.
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    serde_json::from_str(text).map_err(|error| {
        let place = Place::find(text, error.line(), error.column());
        SyntaxError { line: place.line, column: place.column, hint: hint(text, &place, error.is_eof()) }
    })
}

struct Place {
    line: u32,
    column: u32,
    /// Byte index of the offending character, or the end of the text.
    index: usize,
}

impl Place {
    /// Turns `serde_json`'s byte column into a place of the text.
    fn find(text: &str, line: usize, column: usize) -> Self {
        let start_of =
            |line: usize| text.split_inclusive('\n').take(line.saturating_sub(1)).map(str::len).sum();
        // Column 0 is the line end before.
        let end: usize = start_of(line);
        let (line, start) = if column == 0 {
            (line.saturating_sub(1), start_of(line.saturating_sub(1)))
        } else {
            (line, end)
        };
        let mut index = (end + column).saturating_sub(1).min(text.len());
        while !text.is_char_boundary(index) {
            index -= 1;
        }
        let column = text[start.min(index)..index].chars().count() + 1;
        let number = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        Self { line: number(line.max(1)), column: number(column), index }
    }
}

fn hint(text: &str, place: &Place, is_at_end: bool) -> SyntaxHint {
    if text.trim().is_empty() {
        return SyntaxHint::Empty;
    }
    if looks_like_yaml(text) {
        return SyntaxHint::Yaml;
    }
    // A word that starts like `true`, `false` or `null` is reported at the letter that differs: go back to its start.
    let start = text[..place.index].trim_end_matches(char::is_alphanumeric).len();
    let before = text[..start].trim_end();
    let (before, after) = match before.chars().next_back() {
        Some(':' | '[' | ',') => (before, &text[start..]),
        _ => (text[..place.index].trim_end(), &text[place.index..]),
    };
    if is_at_end {
        return SyntaxHint::Unfinished;
    }
    match (before.chars().next_back(), after.chars().next()) {
        (Some(','), Some('}' | ']')) => SyntaxHint::TrailingComma,
        (_, Some('\'')) => SyntaxHint::SingleQuotes,
        (_, Some('“' | '”' | '„' | '‘' | '’')) => SyntaxHint::CurlyQuotes,
        (_, Some('/' | '#')) => SyntaxHint::Comment,
        (_, Some('$' | '<' | '%')) | (Some('{'), Some('{')) => SyntaxHint::Placeholder,
        (_, Some('\n' | '\r')) => SyntaxHint::LineBreakInText,
        (_, Some('{' | '[')) if depth(before) >= 127 => SyntaxHint::TooDeep,
        (_, Some('T' | 'F' | 'N')) if starts_with_python_word(after) => SyntaxHint::PythonWord,
        (Some('{' | ','), Some(it)) if it.is_alphabetic() || it == '_' => SyntaxHint::UnquotedKey,
        (Some(':' | '['), Some(it)) if it.is_alphabetic() => SyntaxHint::UnquotedText,
        (Some('}'), Some(_)) if depth(before) == 0 => SyntaxHint::TextAfterTheEnd,
        (Some(it), Some('"' | '{' | '[')) if is_end_of_value(it) => after_value(before),
        (Some(it), Some(next)) if is_end_of_value(it) && next.is_alphanumeric() => after_value(before),
        _ => SyntaxHint::Other,
    }
}

fn is_end_of_value(it: char) -> bool {
    matches!(it, '"' | '}' | ']') || it.is_alphanumeric()
}

/// After a complete text: either it was a name that lacks its colon, or a value that lacks its comma.
fn after_value(before: &str) -> SyntaxHint {
    let Some(rest) = before.strip_suffix('"') else { return SyntaxHint::MissingComma };
    let start = rest.rfind('"').unwrap_or(0);
    match before[..start].trim_end().chars().next_back() {
        Some('{' | ',') => SyntaxHint::MissingColon,
        _ => SyntaxHint::MissingComma,
    }
}

/// Open brackets outside of quotes.
fn depth(text: &str) -> usize {
    let (mut depth, mut is_quoted, mut is_escaped) = (0_usize, false, false);
    for byte in text.bytes() {
        match byte {
            _ if is_escaped => is_escaped = false,
            b'\\' if is_quoted => is_escaped = true,
            b'"' => is_quoted = !is_quoted,
            b'{' | b'[' if !is_quoted => depth += 1,
            b'}' | b']' if !is_quoted => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    depth
}

fn starts_with_python_word(text: &str) -> bool {
    ["True", "False", "None", "TRUE", "FALSE", "NULL"].iter().any(|word| text.starts_with(word))
}

/// The first line that says something is `name: …`, `- …` or `---`.
fn looks_like_yaml(text: &str) -> bool {
    let first = text.lines().map(str::trim).find(|line| !line.is_empty() && !line.starts_with('#'));
    first.is_some_and(|line| {
        let is_name =
            |name: &str| !name.is_empty() && name.chars().all(|it| it.is_alphanumeric() || it == '_');
        line == "---"
            || line.starts_with("- ")
            || line
                .split_once(':')
                .is_some_and(|(name, rest)| is_name(name) && (rest.is_empty() || rest.starts_with(' ')))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        let error = parse(text).unwrap_err();
        assert_eq!(format!("{}:{} {:?}", error.line, error.column, error.hint), expected, "{text}");
    }

    #[test]
    fn a_syntax_error_has_its_place_and_its_probable_cause() {
        check("", "1:1 Empty");
        check("  \n ", "2:1 Empty");
        check("family: web\ncontainerDefinitions:\n  - name: a", "1:3 Yaml");
        check("# a comment\n---\nfamily: web", "1:1 Yaml");
        check("{\"a\": 1,\n}", "2:1 TrailingComma");
        check("{\"a\": [1, 2,]}", "1:13 TrailingComma");
        check("{'a': 1}", "1:2 SingleQuotes");
        check("{\"a\": 'x'}", "1:7 SingleQuotes");
        check("{“a”: 1}", "1:2 CurlyQuotes");
        check("{\n  // the family\n  \"a\": 1}", "2:3 Comment");
        check("{\"a\": 1 # one\n}", "1:9 Comment");
        check("{\n  \"family\": $NAME,\n}", "2:13 Placeholder");
        check("{\"a\": <name>}", "1:7 Placeholder");
        check("{\"a\": {{name}}}", "1:8 Placeholder");
        check("{family: \"web\"}", "1:2 UnquotedKey");
        check("{\"a\": 1, b: 2}", "1:10 UnquotedKey");
        check("{\"a\": True}", "1:7 PythonWord");
        check("{\"a\": None}", "1:7 PythonWord");
        check("{\"a\": 1 \"b\": 2}", "1:9 MissingComma");
        check("{\"a\": \"x\"\n\"b\": 2}", "2:1 MissingComma");
        check("[{} {}]", "1:5 MissingComma");
        check("{\"a\" 1}", "1:6 MissingColon");
        check("{\"a\": [1, 2", "1:11 Unfinished");
        check("{\"a\": \"x\ny\"}", "1:9 LineBreakInText");
        check("{\"a\": 1} x", "1:10 TextAfterTheEnd");
        check("{\"ä\": ä}", "1:7 UnquotedText");
        check("{\"a\": nginx}", "1:8 UnquotedText");
        check("{\"a\": 01}", "1:8 Other");
        check(&"[".repeat(200), "1:128 TooDeep");
    }

    #[test]
    fn a_byte_order_mark_is_no_error_and_a_text_above_1_mb_is() {
        assert!(parse("\u{feff}{}").is_ok());
        let long = format!("\"{}\"", "x".repeat(MAX_TEXT_BYTES as usize - 2));
        assert!(parse(&long).is_ok());
        check(&format!("{long} "), "1:1 TooLong");
    }
}
