//! Policies are long texts that are much alike: what all of them say travels as one character, of those that no text has.

/// Characters that stand for phrases. A text that has one of them travels as it is.
const SIGNS: [char; 28] = [
    '\u{1}', '\u{2}', '\u{3}', '\u{4}', '\u{5}', '\u{6}', '\u{7}', '\u{8}', '\u{b}', '\u{c}', '\u{e}',
    '\u{f}', '\u{10}', '\u{11}', '\u{12}', '\u{13}', '\u{14}', '\u{15}', '\u{16}', '\u{17}', '\u{18}',
    '\u{19}', '\u{1a}', '\u{1b}', '\u{1c}', '\u{1d}', '\u{1e}', '\u{1f}',
];

/// What they stand for: of several that begin alike the longest comes first. Frozen: old links name them by their place.
const PHRASES: [&str; 28] = [
    "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      \"Effect\": \"Allow\",\n      ",
    "{\n  \"Version\": \"2012-10-17\",\n  \"Statement\": [\n    {\n      ",
    "\n    }\n  ]\n}",
    "\"\n    },\n    {\n      \"Effect\": \"",
    "\"Principal\": {\n        \"Service\": \"",
    "\"Principal\": { \"Service\": \"",
    "\"Action\": \"sts:AssumeRole\"",
    "\"Action\": [\n        \"",
    "\"Action\": \"",
    "\"Resource\": [\n        \"",
    "\"Resource\": \"*\"",
    "\"Resource\": \"",
    "\"Condition\": {\n        \"",
    "\n      ],\n      ",
    "\",\n        \"",
    "\",\n      ",
    "ecs-tasks.amazonaws.com",
    "ecs.amazonaws.com",
    "ec2.amazonaws.com",
    "arn:aws:iam::123456789012:role/",
    "arn:aws:iam::aws:policy/",
    "123456789012.dkr.ecr.us-east-1.amazonaws.com/",
    "elasticfilesystem:",
    "secretsmanager:",
    "us-east-1:123456789012:",
    "arn:aws:",
    "\"Effect\": \"",
    "\n      ",
];

/// A text with a sign for each phrase; nothing when that would not help or could not be told apart.
pub(super) fn squeeze(text: &str) -> Option<String> {
    if text.contains(SIGNS) {
        return None;
    }
    let (mut squeezed, mut left) = (String::new(), text);
    while let Some(first) = left.chars().next() {
        let found = PHRASES.iter().zip(SIGNS).find(|(phrase, _)| left.starts_with(**phrase));
        let (next, length) = found.map_or((first, first.len_utf8()), |(phrase, sign)| (sign, phrase.len()));
        squeezed.push(next);
        left = &left[length..];
    }
    (squeezed.len() < text.len()).then_some(squeezed)
}

/// The text as it was.
pub(super) fn unsqueeze(squeezed: &str) -> String {
    let mut text = String::new();
    for it in squeezed.chars() {
        match SIGNS.iter().position(|sign| *sign == it) {
            Some(at) => text.push_str(PHRASES[at]),
            None => text.push(it),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::roles::{own, trust};

    #[test]
    fn policies_take_less_than_a_third_of_their_length() {
        let documents =
            [trust("ecs-tasks.amazonaws.com"), own("P", &["s3:GetObject", "s3:PutObject"]).document];
        for document in documents {
            let squeezed = squeeze(document.text()).unwrap();
            assert!(squeezed.len() * 3 < document.text().len(), "{squeezed:?}");
            assert_eq!(unsqueeze(&squeezed), document.text());
        }
    }

    #[test]
    fn a_text_that_has_signs_of_its_own_travels_as_it_is() {
        assert_eq!(squeeze("arn:aws:s3:::a \u{3}"), None);
        assert_eq!(squeeze("nothing to squeeze"), None);
    }

    #[test]
    fn no_phrase_hides_a_longer_one_after_it() {
        for (at, phrase) in PHRASES.iter().enumerate() {
            assert!(PHRASES[at + 1..].iter().all(|it| !it.starts_with(phrase)), "{phrase:?}");
        }
    }
}
