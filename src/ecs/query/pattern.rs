//! Regular expressions: AWS takes Java's; the model takes what a linear-time engine has and refuses the rest.

use std::fmt::{Debug, Formatter};
use std::sync::Arc;

use regex_lite::RegexBuilder;

use super::QueryErrorKind;

/// Bytes of a compiled pattern.
const SIZE_LIMIT: usize = 1 << 17;
const NEST_LIMIT: u32 = 24;

/// A pattern that must match a whole value.
///
/// AWS does not document whether a part is enough; its examples (`t2.*`) fit whole values, so the model does that.
#[derive(Clone)]
pub struct Pattern {
    source: String,
    /// Behind a pointer, so that a program which reads no patterns holds no engine either.
    is_match: Arc<dyn Fn(&str) -> bool + Send + Sync>,
}

impl Debug for Pattern {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        self.source.fmt(f)
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source == other.source
    }
}

impl Eq for Pattern {}

impl Pattern {
    /// Compiles a pattern.
    ///
    /// # Errors
    /// When it is no regular expression, or has look-around, back-references or possessive quantifiers.
    pub fn new(source: &str) -> Result<Self, QueryErrorKind> {
        if let Some(part) = unsupported(source) {
            return Err(QueryErrorKind::PatternNotSupported { part });
        }
        let compile =
            |text: &str| RegexBuilder::new(text).size_limit(SIZE_LIMIT).nest_limit(NEST_LIMIT).build();
        // Alone first: `a)(b` must not become right by the brackets around it.
        let whole = compile(source).and_then(|_| compile(&format!("^(?:{source})$")));
        match whole {
            Ok(whole) => {
                let is_match = Arc::new(move |value: &str| whole.is_match(value));
                Ok(Self { source: source.to_owned(), is_match })
            }
            Err(_) => Err(QueryErrorKind::BadPattern),
        }
    }

    /// The pattern of all values that begin with letters, digits and points such as `m5.`: for those who carry no engine.
    #[must_use]
    pub fn beginning(start: &str) -> Self {
        let start = start.to_owned();
        let source = [&start.replace('.', "\\."), ".*"].concat();
        Self { source, is_match: Arc::new(move |value: &str| value.starts_with(&start)) }
    }

    /// As written.
    #[must_use]
    pub fn source(&self) -> &str {
        &self.source
    }

    /// Whether it matches the whole value.
    #[must_use]
    pub fn matches(&self, value: &str) -> bool {
        (self.is_match)(value)
    }
}

/// What Java has and a linear-time engine has not. Anything else that is unknown fails to compile.
fn unsupported(source: &str) -> Option<&'static str> {
    const GROUPS: [&str; 5] = ["(?=", "(?!", "(?<=", "(?<!", "(?>"];
    let mut is_class = false;
    let mut follows_quantifier = false;
    let mut rest = source;
    while let Some(it) = rest.chars().next() {
        let after = &rest[it.len_utf8()..];
        let mut is_quantifier = false;
        match it {
            '\\' => {
                let next = after.chars().next();
                if !is_class && matches!(next, Some('1'..='9' | 'k')) {
                    return Some("\\1");
                }
                follows_quantifier = false;
                rest = &after[next.map_or(0, char::len_utf8)..];
                continue;
            }
            '[' => is_class = true,
            ']' => is_class = false,
            _ if is_class => {}
            '(' => {
                if let Some(group) = GROUPS.into_iter().find(|group| rest.starts_with(group)) {
                    return Some(group);
                }
            }
            '+' if follows_quantifier => return Some("*+"),
            '*' | '+' | '?' | '}' => is_quantifier = true,
            _ => {}
        }
        follows_quantifier = is_quantifier;
        rest = after;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_pattern_matches_the_whole_value() {
        let matches = |source, value| Pattern::new(source).unwrap().matches(value);
        assert!(matches("t2.*", "t2.small"));
        assert!(!matches("t2", "t2.small"));
        assert!(!matches("small", "t2.small"));
        assert!(matches("t2|t3", "t3"));
        assert!(!matches("t2|t3", "t3a"));
        assert!(matches("t[23]\\.(micro|small)", "t2.micro"));
        assert!(!matches("t2.*", "t2.small\n"));
        assert!(matches("(?i)T2.*", "t2.small"));
        assert!(matches("a{1,2}?", "aa"));
    }

    #[test]
    fn a_beginning_matches_what_its_source_matches() {
        for start in ["m5", "m5.l", "a-b"] {
            let (beginning, read) =
                (Pattern::beginning(start), Pattern::new(Pattern::beginning(start).source()));
            for value in ["m5", "m5.large", "m5.xlarge", "m5al", "m6", "a-b", "", "a"] {
                assert_eq!(
                    Ok(beginning.matches(value)),
                    read.as_ref().map(|it| it.matches(value)),
                    "{start} {value}"
                );
            }
        }
    }

    #[test]
    fn what_a_linear_engine_has_not_is_refused_by_name() {
        for (source, part) in [
            ("(?=a)b", "(?="),
            ("(?!t2).*", "(?!"),
            ("(?<=a)b", "(?<="),
            ("(?<!a)b", "(?<!"),
            ("(?>a)b", "(?>"),
            ("(a)\\1", "\\1"),
            ("(?<n>a)\\k<n>", "\\1"),
            ("a*+", "*+"),
            ("a++", "*+"),
        ] {
            assert_eq!(Pattern::new(source), Err(QueryErrorKind::PatternNotSupported { part }), "{source}");
        }
        for source in ["(?<name>a)", "[(?=]", "\\(?=a", "[*+]a", "\\*+"] {
            assert!(Pattern::new(source).is_ok(), "{source}");
        }
        for source in
            ["*", "(", "a)", "a)|(b", "[a", "\\p{Alpha}", "a{2,1}", "x{1000}{1000}", &"(".repeat(500)]
        {
            assert_eq!(Pattern::new(source), Err(QueryErrorKind::BadPattern), "{source}");
        }
    }
}
