//! What an answer tells: how far it is right, what idea stands behind it, and where the board went another way.

use crate::sorted::SortedSet;

use super::{Ask, Choice, Item, Response, Score, grade};

/// What is said after an answer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// How far it is right.
    pub score: Score,
    /// The ids of the wrong ideas behind it, each once.
    pub misconceptions: Vec<String>,
    /// Why the answer is right or wrong, where that is not said at the options themselves.
    pub why: Option<String>,
    /// The decision of the setting, counted from 0, at which the answer and the board part.
    pub differs_at: Option<u32>,
}

/// Marks an answer and says why.
#[must_use]
pub fn feedback(item: &Item, response: &Response) -> Feedback {
    let score = grade(&item.ask, response);
    let (misconceptions, why, differs_at) = match (&item.ask, response) {
        (Ask::Single(choices), Response::Choice(at)) => (of_choices(choices, &[*at]), None, None),
        (Ask::Place(choices), Response::Choice(at)) => {
            let why = choices.get(usize::from(*at)).map(|it| it.why.clone());
            (of_choices(choices, &[*at]), why, Some(0))
        }
        (Ask::Multiple(choices), Response::Choices(chosen)) => (of_choices(choices, chosen), None, Some(0)),
        (Ask::Order(order), Response::Order(given)) => {
            match order.wrong.iter().find(|it| it.order == *given) {
                Some(wrong) => (vec![wrong.misconception.clone()], Some(wrong.why.clone()), None),
                None => (vec![], Some(order.why.clone()), None),
            }
        }
        (Ask::Match(it), Response::Pairs(pairs)) => {
            let wrong = it.rows.iter().zip(pairs).filter(|(row, pair)| Some(row.answer) != **pair);
            (wrong.map(|(row, _)| row.misconception.clone()).collect(), None, Some(0))
        }
        (Ask::Numeric(it), Response::Number(number)) => {
            match it.wrong.iter().find(|it| it.value == *number) {
                Some(wrong) if !score.is_full() => {
                    (vec![wrong.misconception.clone()], Some(wrong.why.clone()), wrong.differs_at)
                }
                Some(_) | None => (vec![], Some(it.why.clone()), None),
            }
        }
        (Ask::Counts(it), Response::Counts(counts)) => {
            let is_given =
                |key: &[u32]| key.iter().copied().map(Some).collect::<Vec<_>>().as_slice() == counts;
            match it.wrong.iter().find(|it| is_given(&it.counts)) {
                Some(wrong) => (vec![wrong.misconception.clone()], Some(wrong.why.clone()), wrong.differs_at),
                None => (vec![], Some(it.why.clone()), None),
            }
        }
        (_, _) => (vec![], None, None),
    };
    let misconceptions = SortedSet::from_iter(misconceptions).into_iter().collect();
    Feedback { score, misconceptions, why, differs_at: differs_at.filter(|_| item.setting.is_some()) }
}

fn of_choices(choices: &[Choice], chosen: &[u8]) -> Vec<String> {
    chosen.iter().filter_map(|at| choices.get(usize::from(*at))?.misconception.clone()).collect()
}
