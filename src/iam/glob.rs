//! Wildcards: `*` is any run of characters, `?` exactly one.

/// A character of a pattern, after variables were replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Token {
    /// This character, even if it is `*`.
    Char(char),
    /// `?`.
    AnyOne,
    /// `*`.
    AnyRun,
}

/// The pattern of a text without variables.
pub(super) fn tokens(text: &str) -> Vec<Token> {
    text.chars().map(token).collect()
}

pub(super) fn token(it: char) -> Token {
    match it {
        '*' => Token::AnyRun,
        '?' => Token::AnyOne,
        other => Token::Char(other),
    }
}

/// Whether the pattern matches the whole text. With ASCII letters lowered on both sides it ignores case.
pub(super) fn matches(pattern: &[Token], text: &str) -> bool {
    let text: Vec<char> = text.chars().collect();
    // The place to go back to: the last run, and how far it reached. Earlier runs never need to grow again.
    let (mut at, mut pos, mut back) = (0, 0, None);
    while pos < text.len() {
        match pattern.get(at) {
            Some(Token::AnyRun) => {
                back = Some((at, pos));
                at += 1;
            }
            Some(Token::AnyOne) => (at, pos) = (at + 1, pos + 1),
            Some(Token::Char(it)) if *it == text[pos] => (at, pos) = (at + 1, pos + 1),
            _ => match back {
                Some((run, reached)) => {
                    back = Some((run, reached + 1));
                    (at, pos) = (run + 1, reached + 1);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|it| *it == Token::AnyRun)
}

/// Whether the pattern of a `Resource` element matches an ARN.
///
/// A wildcard stands for characters of one component, "if the * wildcard is the last character of a resource ARN
/// segment, it can expand to match beyond the colon boundaries" ("IAM JSON policy elements: Resource"). What follows the
/// fifth colon is one component here.
pub(super) fn matches_resource(pattern: &[Token], resource: &str) -> bool {
    let text: Vec<char> = resource.chars().collect();
    // Which prefixes of the text the pattern up to here can match.
    let mut reached = vec![false; text.len() + 1];
    reached[0] = true;
    let mut n_colons = 0;
    for (index, token) in pattern.iter().enumerate() {
        let is_last = matches!(pattern.get(index + 1), None | Some(Token::Char(':')));
        let is_free = n_colons >= 5;
        match token {
            Token::AnyRun => {
                for at in 0..text.len() {
                    reached[at + 1] |= reached[at] && (is_free || is_last || text[at] != ':');
                }
            }
            Token::AnyOne => shift(&mut reached, |at| is_free || text[at] != ':'),
            Token::Char(it) => {
                n_colons += u8::from(*it == ':' && n_colons < 5);
                shift(&mut reached, |at| text[at] == *it);
            }
        }
    }
    reached[text.len()]
}

/// Every prefix grows by its next character, if that fits.
fn shift(reached: &mut [bool], fits: impl Fn(usize) -> bool) {
    for at in (0..reached.len() - 1).rev() {
        reached[at + 1] = reached[at] && fits(at);
    }
    reached[0] = false;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn is_match(pattern: &str, text: &str) -> bool {
        matches(&tokens(pattern), text)
    }

    #[test]
    fn a_star_is_any_run_and_a_question_mark_exactly_one_character() {
        for (pattern, text, expected) in [
            ("*", "", true),
            ("?", "", false),
            ("a?c", "abc", true),
            ("a?c", "ac", false),
            ("a*c", "ac", true),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("*ab", "aab", true),
            ("secret-??????", "secret-AbC123", true),
            ("secret-??????", "secret-AbC12", false),
            ("ü?", "üö", true),
        ] {
            assert_eq!(is_match(pattern, text), expected, "{pattern} {text}");
        }
    }

    #[test]
    fn a_wildcard_stays_in_its_part_of_an_arn_unless_it_ends_it() {
        for (pattern, resource, expected) in [
            ("*", "*", true),
            ("arn:*", "*", false),
            ("arn:*", "arn:aws:s3:::bucket/key", true),
            ("arn:aws:s3*bucket/key", "arn:aws:s3:::bucket/key", false),
            ("arn:aws:s3:*:bucket/key", "arn:aws:s3:::bucket/key", true),
            ("arn:aws:ecs:*:*:task/*/x", "arn:aws:ecs:us-east-1:123456789012:task/web/a/x", true),
            ("arn:aws:s?:::b", "arn:aws:s3:::b", true),
            ("arn:aws:s3?::b", "arn:aws:s3:::b", false),
            ("arn:aws:logs:*:*:log-group:*:x", "arn:aws:logs:us-east-1:1:log-group:/a:b:x", true),
            ("arn:aws:s3:::Bucket/key", "arn:aws:s3:::bucket/key", false),
        ] {
            assert_eq!(matches_resource(&tokens(pattern), resource), expected, "{pattern} {resource}");
        }
    }
}
