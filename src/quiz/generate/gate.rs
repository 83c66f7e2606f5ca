//! What a generated item must keep to before anyone sees it.

use crate::quiz::{Ask, Choice};
use crate::sorted::SortedSet;

/// Why an item is not asked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// Two options say the same.
    DuplicateOption,
    /// Fewer than two wrong answers are foreseen.
    TooFewDistractors,
    /// No option is right, or all are.
    NoKey,
    /// One option is much longer than the others.
    TellingLength,
    /// A wrong answer is the right one.
    WrongKey,
}

/// Below so many characters lengths do not tell anything.
const SHORT: usize = 16;

/// The first flaw of an item; none when it may be asked.
#[must_use]
pub fn flaw(ask: &Ask) -> Option<Flaw> {
    match ask {
        Ask::Single(choices) => flaw_of_choices(choices)
            .or_else(|| (choices.iter().filter(|it| it.is_right()).count() != 1).then_some(Flaw::NoKey)),
        Ask::Multiple(choices) | Ask::Place(choices) => flaw_of_choices(choices),
        Ask::Order(order) => {
            let key: Vec<u8> = (0..u8::try_from(order.entries.len()).unwrap_or(u8::MAX)).collect();
            let wrong: SortedSet<_> = order.wrong.iter().map(|it| &it.order).collect();
            has_duplicate(order.entries.iter().map(String::as_str))
                .or_else(|| wrong.contains(&key).then_some(Flaw::WrongKey))
                .or_else(|| (wrong.len() < 2).then_some(Flaw::TooFewDistractors))
        }
        Ask::Match(it) => {
            let answers: SortedSet<_> = it.rows.iter().map(|row| row.answer).collect();
            has_duplicate(it.rows.iter().map(|row| row.text.as_str()))
                .or_else(|| has_duplicate(it.options.iter().map(String::as_str)))
                .or_else(|| (answers.len() < 2).then_some(Flaw::NoKey))
                .or_else(|| (it.options.len() < 3).then_some(Flaw::TooFewDistractors))
        }
        Ask::Numeric(it) => {
            let wrong: SortedSet<_> = it.wrong.iter().map(|it| it.value).collect();
            let is_key = |value: &&u32| value.abs_diff(it.answer) <= it.tolerance;
            (wrong.len() < it.wrong.len())
                .then_some(Flaw::DuplicateOption)
                .or_else(|| wrong.iter().find(is_key).map(|_| Flaw::WrongKey))
                .or_else(|| (wrong.len() < 2).then_some(Flaw::TooFewDistractors))
        }
        Ask::Counts(it) => {
            let wrong: SortedSet<_> = it.wrong.iter().map(|it| &it.counts).collect();
            (wrong.len() < it.wrong.len())
                .then_some(Flaw::DuplicateOption)
                .or_else(|| wrong.contains(&it.answer).then_some(Flaw::WrongKey))
                .or_else(|| (wrong.len() < 2).then_some(Flaw::TooFewDistractors))
        }
    }
}

fn flaw_of_choices(choices: &[Choice]) -> Option<Flaw> {
    let n_wrong = choices.iter().filter(|it| !it.is_right()).count();
    let texts = choices.iter().map(|it| it.text.as_str());
    has_duplicate(texts.clone())
        .or_else(|| has_telling_length(texts))
        .or_else(|| (n_wrong == choices.len()).then_some(Flaw::NoKey))
        .or_else(|| (n_wrong < 2).then_some(Flaw::TooFewDistractors))
}

fn has_duplicate<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<Flaw> {
    let n = texts.clone().count();
    (texts.collect::<SortedSet<_>>().len() < n).then_some(Flaw::DuplicateOption)
}

fn has_telling_length<'a>(texts: impl Iterator<Item = &'a str> + Clone) -> Option<Flaw> {
    let lengths = texts.map(|it| it.chars().count());
    let (shortest, longest) = (lengths.clone().min()?, lengths.max()?);
    (longest > SHORT && longest * 2 > shortest * 3).then_some(Flaw::TellingLength)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::{Numeric, WrongNumber};

    fn single(texts: &[(&str, bool)]) -> Option<Flaw> {
        let choice = |(text, is_right): &(&str, bool)| Choice {
            text: (*text).to_owned(),
            why: String::new(),
            misconception: (!is_right).then(String::new),
        };
        flaw(&Ask::Single(texts.iter().map(choice).collect()))
    }

    #[test]
    fn options_that_repeat_stand_out_or_are_too_few_are_flaws() {
        assert_eq!(single(&[("a1", true), ("b1", false), ("c1", false)]), None);
        assert_eq!(single(&[("a1", true), ("a1", false), ("c1", false)]), Some(Flaw::DuplicateOption));
        assert_eq!(single(&[("a1", true), ("b1", false)]), Some(Flaw::TooFewDistractors));
        assert_eq!(single(&[("a1", true), ("b1", true), ("c", false), ("d", false)]), Some(Flaw::NoKey));
        let long = "an option that says very much more than the others do";
        assert_eq!(single(&[(long, true), ("a short one", false), ("b", false)]), Some(Flaw::TellingLength));
    }

    #[test]
    fn a_wrong_number_must_be_wrong() {
        let numeric = |wrong: &[u32]| {
            let wrong = wrong.iter().map(|value| WrongNumber {
                value: *value,
                misconception: String::new(),
                why: String::new(),
                differs_at: None,
            });
            let (unit, why) = (String::new(), String::new());
            flaw(&Ask::Numeric(Numeric { unit, answer: 5, tolerance: 1, why, wrong: wrong.collect() }))
        };
        assert_eq!(numeric(&[3, 7]), None);
        assert_eq!(numeric(&[3, 6]), Some(Flaw::WrongKey));
        assert_eq!(numeric(&[3, 3]), Some(Flaw::DuplicateOption));
        assert_eq!(numeric(&[3]), Some(Flaw::TooFewDistractors));
    }
}
