//! Policy variables: `${aws:username}`, with a default as in `${aws:PrincipalTag/team, 'none'}`.

use super::glob::{Token, token, tokens};
use super::{Context, Gap, LanguageVersion};

/// A value of `Resource` or of a condition with its variables replaced.
pub(super) enum Expanded {
    /// What must match.
    Pattern(Vec<Token>),
    /// A variable has no value in this request.
    NoValue,
    /// A variable whose meaning AWS does not document.
    Unclear(Gap),
}

/// Replaces the variables of a text. Under the older language version there are none.
pub(super) fn expand(text: &str, version: LanguageVersion, context: &Context) -> Expanded {
    if version == LanguageVersion::V2008 {
        return Expanded::Pattern(tokens(text));
    }
    let mut pattern = vec![];
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(length) = rest[start..].find('}') else { break };
        pattern.extend(rest[..start].chars().map(token));
        match value(&rest[start + 2..start + length], context) {
            Value::Text(value) => pattern.extend(value.chars().map(Token::Char)),
            Value::None => return Expanded::NoValue,
            Value::Unknown(key) => return Expanded::Unclear(Gap::UnknownKey { key }),
            Value::Several(key) => return Expanded::Unclear(Gap::SeveralValuesInVariable { key }),
        }
        rest = &rest[start + length + 1..];
    }
    pattern.extend(rest.chars().map(token));
    Expanded::Pattern(pattern)
}

enum Value {
    Text(String),
    None,
    Several(String),
    Unknown(String),
}

fn value(variable: &str, context: &Context) -> Value {
    // `${*}`, `${?}` and `${$}` are the characters themselves.
    if matches!(variable, "*" | "?" | "$") {
        return Value::Text(variable.to_owned());
    }
    let (key, default) = match variable.split_once(',') {
        Some((key, default)) => (key.trim(), unquoted(default.trim())),
        None => (variable.trim(), None),
    };
    if context.is_unknown(key) {
        return Value::Unknown(key.to_owned());
    }
    match (context.get(key), default) {
        ([value], _) => Value::Text(value.clone()),
        ([], Some(default)) => Value::Text(default.to_owned()),
        ([], None) => Value::None,
        (_, _) => Value::Several(key.to_owned()),
    }
}

fn unquoted(text: &str) -> Option<&str> {
    text.strip_prefix('\'')?.strip_suffix('\'')
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::iam::glob::matches;

    fn check(text: &str, version: LanguageVersion, value: &str) -> Option<bool> {
        let context = Context::new([("aws:username", vec!["alice"]), ("aws:TagKeys", vec!["a", "b"])]);
        match expand(text, version, &context) {
            Expanded::Pattern(pattern) => Some(matches(&pattern, value)),
            Expanded::NoValue | Expanded::Unclear(_) => None,
        }
    }

    #[test]
    fn fact_22_variables_are_replaced_under_version_2012_10_17_alone() {
        use LanguageVersion::{V2008, V2012};
        assert_eq!(check("home/${aws:username}/*", V2012, "home/alice/x"), Some(true));
        assert_eq!(check("home/${AWS:UserName}", V2012, "home/alice"), Some(true));
        assert_eq!(check("${aws:username}", V2008, "alice"), Some(false));
        assert_eq!(check("${aws:username}", V2008, "${aws:username}"), Some(true));
        assert_eq!(check("${aws:PrincipalTag/team}", V2012, "x"), None);
        assert_eq!(check("${aws:PrincipalTag/team, 'none'}", V2012, "none"), Some(true));
        assert_eq!(check("${aws:PrincipalTag/team,''}x", V2012, "x"), Some(true));
        assert_eq!(check("${aws:username, 'bob'}", V2012, "alice"), Some(true));
        assert_eq!(check("${*}", V2012, "*"), Some(true));
        assert_eq!(check("${*}", V2012, "x"), Some(false));
        assert_eq!(check("a${$}{b", V2012, "a${b"), Some(true));
        assert_eq!(check("${aws:username", V2012, "${aws:username"), Some(true));
        assert_eq!(check("${aws:TagKeys}", V2012, "a"), None);
    }
}
