//! An answer in words, for somebody who does not see the question.

use super::{Ask, Choice, Response};

/// What was answered. Empty when the answer is of another kind than the question.
#[must_use]
pub fn in_words(ask: &Ask, response: &Response) -> String {
    let choice = |choices: &[Choice], at: u8| choices.get(usize::from(at)).map(|it| it.text.clone());
    let of = |list: &[String], at: u8| list.get(usize::from(at)).cloned();
    match (ask, response) {
        (Ask::Single(choices) | Ask::Place(choices), Response::Choice(at)) => {
            choice(choices, *at).unwrap_or_default()
        }
        (Ask::Multiple(choices), Response::Choices(chosen)) => {
            list(chosen.iter().filter_map(|at| choice(choices, *at)))
        }
        (Ask::Order(order), Response::Order(given)) => {
            list(given.iter().filter_map(|at| of(&order.entries, *at)))
        }
        (Ask::Match(it), Response::Pairs(pairs)) => {
            let rows = it.rows.iter().zip(pairs);
            list(rows.filter_map(|(row, at)| Some(pair(&row.text, &of(&it.options, (*at)?)?))))
        }
        (Ask::Numeric(it), Response::Number(number)) => {
            [&number.to_string(), " ", &it.unit].concat().trim_end().to_owned()
        }
        (Ask::Counts(it), Response::Counts(counts)) => {
            let columns = it.columns.iter().zip(counts);
            list(columns.filter_map(|(column, count)| Some(pair(column, &(*count)?.to_string()))))
        }
        (
            Ask::Single(_)
            | Ask::Place(_)
            | Ask::Multiple(_)
            | Ask::Order(_)
            | Ask::Match(_)
            | Ask::Numeric(_)
            | Ask::Counts(_),
            _,
        ) => String::new(),
    }
}

fn pair(left: &str, right: &str) -> String {
    [left, ": ", right].concat()
}

fn list(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::{Counts, Match, MatchRow, Numeric, Order};

    fn words(list: &[&str]) -> Vec<String> {
        list.iter().map(|it| (*it).to_owned()).collect()
    }

    fn choices() -> Vec<Choice> {
        let choice = |text: &String| Choice { text: text.clone(), why: String::new(), misconception: None };
        words(&["one", "two", "three"]).iter().map(choice).collect()
    }

    #[test]
    fn each_kind_of_answer_has_words() {
        let order = Order {
            entries: words(&["a", "b"]),
            shown: vec![1, 0],
            is_all_or_nothing: true,
            why: String::new(),
            wrong: vec![],
        };
        let row = |text: &str| MatchRow {
            text: text.to_owned(),
            answer: 0,
            why: String::new(),
            misconception: String::new(),
        };
        let pairs = Match { options: words(&["yes", "no"]), rows: vec![row("EC2"), row("Fargate")] };
        let (unit, why) = ("tasks".to_owned(), String::new());
        let number = Numeric { unit, answer: 7, tolerance: 0, why: why.clone(), wrong: vec![] };
        let counts = Counts { columns: words(&["a1", "b1"]), answer: vec![2, 3], why, wrong: vec![] };
        let cases = [
            (Ask::Single(choices()), Response::Choice(1), "two"),
            (Ask::Place(choices()), Response::Choice(9), ""),
            (Ask::Multiple(choices()), Response::Choices(vec![0, 2]), "one; three"),
            (Ask::Order(order), Response::Order(vec![1, 0]), "b; a"),
            (Ask::Match(pairs), Response::Pairs(vec![Some(1), None]), "EC2: no"),
            (Ask::Numeric(number), Response::Number(8), "8 tasks"),
            (Ask::Counts(counts), Response::Counts(vec![Some(2), Some(4)]), "a1: 2; b1: 4"),
            (Ask::Single(choices()), Response::Number(1), ""),
        ];
        for (ask, response, expected) in cases {
            assert_eq!(in_words(&ask, &response), expected);
        }
    }
}
