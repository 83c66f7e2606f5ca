//! What is answered on, by the kind of the question.

use leptos::prelude::*;

use crate::quiz::{Ask, Choice, Item, Response, text as words};
use crate::sorted::SortedSet;
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, StoredValue};

use super::desk::Desk;
use super::{board, choices, matching, numbers, ordering};

/// The controls of a question.
pub fn answer(desk: Desk, index: u32, item: StoredValue<Item>, is_locked: Memo<bool>) -> Part {
    let Item { ask, setting, .. } = item.get_value();
    match ask {
        Ask::Single(list) => choices::single(desk, index, list, is_locked),
        Ask::Multiple(list) => choices::multiple(desk, index, list, is_locked),
        Ask::Place(list) => match setting {
            Some(setting) => board::answered_on(desk, index, &setting, list, is_locked),
            None => choices::single(desk, index, list, is_locked),
        },
        Ask::Order(order) => ordering::ordering(desk, index, order, is_locked),
        Ask::Match(it) => matching::matching(desk, index, it, is_locked),
        Ask::Numeric(it) => numbers::numeric(desk, index, it, is_locked),
        Ask::Counts(it) => numbers::counts(desk, index, it, is_locked),
    }
}

/// Ticks a choice or takes the tick away; "none of them" stands alone.
pub fn toggle(desk: Desk, index: u32, at: u8, choices: &[Choice]) {
    let mut chosen = match untrack(|| desk.response(index)) {
        Some(Response::Choices(chosen)) => chosen,
        Some(_) | None => vec![],
    };
    let is_none = |at: &u8| choices.get(usize::from(*at)).is_some_and(|it| it.text == words::NONE_OF_THEM);
    if let Some(place) = chosen.iter().position(|it| *it == at) {
        chosen.remove(place);
    } else {
        chosen.retain(|it| is_none(it) == is_none(&at));
        chosen.push(at);
    }
    desk.answer(Response::Choices(SortedSet::from_iter(chosen).into_iter().collect()));
}

/// A group of controls that is named by the question.
pub fn group(class: &str) -> Part {
    html("div").class(class).attr("role", "group").attr("aria-labelledby", "question")
}
