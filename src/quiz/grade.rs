//! How an answer is marked.

use super::{Ask, Choice, Order, Response};

/// Points reached of the points that there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Score {
    /// Reached.
    pub points: u32,
    /// To be reached; at least 1.
    pub of: u32,
}

impl Score {
    /// Whether every point was reached.
    #[must_use]
    pub fn is_full(self) -> bool {
        self.points == self.of
    }
}

/// Marks an answer. An answer of another kind than the question gets nothing.
///
/// Single, place and numeric: all or nothing. Multiple: one for each right choice less one for each wrong one, never
/// below 0. Order: the whole order, or the longest run of it. Match and counts: one a row.
#[must_use]
pub fn grade(ask: &Ask, response: &Response) -> Score {
    match (ask, response) {
        (Ask::Single(choices) | Ask::Place(choices), Response::Choice(at)) => {
            whole(choices.get(usize::from(*at)).is_some_and(Choice::is_right))
        }
        (Ask::Multiple(choices), Response::Choices(chosen)) => multiple(choices, chosen),
        (Ask::Order(order), Response::Order(given)) => in_order(order, given),
        (Ask::Match(it), Response::Pairs(pairs)) => {
            let is_right = |(at, row): (usize, &super::MatchRow)| {
                pairs.get(at).copied().flatten().is_some_and(|option| option == row.answer)
            };
            counted(it.rows.iter().enumerate().filter(|row| is_right(*row)).count(), it.rows.len())
        }
        (Ask::Numeric(it), Response::Number(number)) => whole(it.answer.abs_diff(*number) <= it.tolerance),
        (Ask::Counts(it), Response::Counts(counts)) => {
            let equal = it.answer.iter().zip(counts).filter(|(key, given)| Some(**key) == **given).count();
            counted(equal, it.answer.len())
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
        ) => whole(false),
    }
}

/// Whether an answer says all that is asked for.
#[must_use]
pub fn is_complete(ask: &Ask, response: &Response) -> bool {
    match (ask, response) {
        (Ask::Match(it), Response::Pairs(pairs)) => {
            pairs.len() == it.rows.len() && pairs.iter().all(Option::is_some)
        }
        (Ask::Counts(it), Response::Counts(counts)) => {
            counts.len() == it.columns.len() && counts.iter().all(Option::is_some)
        }
        (Ask::Multiple(_), Response::Choices(chosen)) => !chosen.is_empty(),
        (Ask::Order(it), Response::Order(order)) => order.len() == it.entries.len(),
        (Ask::Single(_) | Ask::Place(_), Response::Choice(_)) | (Ask::Numeric(_), Response::Number(_)) => {
            true
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
        ) => false,
    }
}

fn whole(is_right: bool) -> Score {
    Score { points: u32::from(is_right), of: 1 }
}

fn counted(n: usize, of: usize) -> Score {
    let number = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
    Score { points: number(n), of: number(of).max(1) }
}

fn multiple(choices: &[Choice], chosen: &[u8]) -> Score {
    let is_right = |at: &&u8| choices.get(usize::from(**at)).is_some_and(Choice::is_right);
    let n_right = chosen.iter().filter(is_right).count();
    let n_wrong = chosen.len() - n_right;
    counted(n_right.saturating_sub(n_wrong), choices.iter().filter(|it| it.is_right()).count())
}

fn in_order(order: &Order, given: &[u8]) -> Score {
    let n = order.entries.len();
    let is_whole = given.len() == n && given.iter().zip(0..).all(|(entry, at)| *entry == at);
    if order.is_all_or_nothing || n < 2 {
        return whole(is_whole);
    }
    // Of a run only its steps count: a single entry is always in order with itself.
    let (mut longest, mut run) = (0, 0);
    for pair in given.windows(2) {
        run = if pair[1] == pair[0].wrapping_add(1) { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    counted(longest, n - 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::quiz::{Counts, Match, MatchRow, Numeric};

    fn choices(right: &[bool]) -> Vec<Choice> {
        let choice = |is_right: &bool| Choice {
            text: String::new(),
            why: String::new(),
            misconception: (!is_right).then(|| "m".to_owned()),
        };
        right.iter().map(choice).collect()
    }

    fn points(ask: &Ask, response: Response) -> (u32, u32) {
        let score = grade(ask, &response);
        (score.points, score.of)
    }

    #[test]
    fn a_single_choice_is_right_or_wrong() {
        let ask = Ask::Single(choices(&[false, true]));
        assert_eq!(points(&ask, Response::Choice(1)), (1, 1));
        assert_eq!(points(&ask, Response::Choice(0)), (0, 1));
        assert_eq!(points(&ask, Response::Choice(9)), (0, 1));
        assert_eq!(points(&ask, Response::Number(1)), (0, 1));
    }

    #[test]
    fn each_wrong_tick_takes_a_right_one_away_but_never_more_than_there_is() {
        let ask = Ask::Multiple(choices(&[true, true, false, false]));
        assert_eq!(points(&ask, Response::Choices(vec![0, 1])), (2, 2));
        assert_eq!(points(&ask, Response::Choices(vec![0])), (1, 2));
        assert_eq!(points(&ask, Response::Choices(vec![0, 1, 2])), (1, 2));
        assert_eq!(points(&ask, Response::Choices(vec![0, 2, 3])), (0, 2));
        assert_eq!(points(&ask, Response::Choices(vec![])), (0, 2));
    }

    #[test]
    fn every_instance_that_ties_takes_the_task() {
        let ask = Ask::Place(choices(&[true, false, true]));
        assert_eq!(points(&ask, Response::Choice(0)), (1, 1));
        assert_eq!(points(&ask, Response::Choice(2)), (1, 1));
        assert_eq!(points(&ask, Response::Choice(1)), (0, 1));
    }

    #[test]
    fn an_order_counts_whole_or_by_its_longest_run() {
        let order = |is_all_or_nothing| {
            Ask::Order(Order {
                entries: ["a", "b", "c", "d"].map(String::from).to_vec(),
                shown: vec![3, 2, 1, 0],
                is_all_or_nothing,
                why: String::new(),
                wrong: vec![],
            })
        };
        assert_eq!(points(&order(true), Response::Order(vec![0, 1, 2, 3])), (1, 1));
        assert_eq!(points(&order(true), Response::Order(vec![0, 1, 3, 2])), (0, 1));
        assert_eq!(points(&order(false), Response::Order(vec![0, 1, 2, 3])), (3, 3));
        assert_eq!(points(&order(false), Response::Order(vec![1, 2, 3, 0])), (2, 3));
        assert_eq!(points(&order(false), Response::Order(vec![3, 2, 1, 0])), (0, 3));
        assert_eq!(points(&order(true), Response::Order(vec![0, 1])), (0, 1));
    }

    #[test]
    fn rows_and_columns_count_one_each() {
        let row = |answer| MatchRow {
            text: String::new(),
            answer,
            why: String::new(),
            misconception: String::new(),
        };
        let ask = Ask::Match(Match { options: vec![], rows: vec![row(0), row(1), row(0)] });
        assert_eq!(points(&ask, Response::Pairs(vec![Some(0), Some(0), Some(0)])), (2, 3));
        assert_eq!(points(&ask, Response::Pairs(vec![Some(0), None])), (1, 3));
        assert!(!is_complete(&ask, &Response::Pairs(vec![Some(0), None, Some(1)])));
        let ask = Ask::Counts(Counts {
            columns: vec![String::new(); 2],
            answer: vec![2, 3],
            why: String::new(),
            wrong: vec![],
        });
        assert_eq!(points(&ask, Response::Counts(vec![Some(2), Some(3)])), (2, 2));
        assert_eq!(points(&ask, Response::Counts(vec![Some(3), Some(2)])), (0, 2));
    }

    #[test]
    fn a_number_may_be_off_by_its_tolerance() {
        let ask = |tolerance| {
            Ask::Numeric(Numeric {
                unit: String::new(),
                answer: 7,
                tolerance,
                why: String::new(),
                wrong: vec![],
            })
        };
        assert_eq!(points(&ask(0), Response::Number(7)), (1, 1));
        assert_eq!(points(&ask(0), Response::Number(8)), (0, 1));
        assert_eq!(points(&ask(1), Response::Number(6)), (1, 1));
        assert_eq!(points(&ask(1), Response::Number(9)), (0, 1));
    }
}
