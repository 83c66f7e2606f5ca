//! One option of a prediction: a native radio button, and after the lock its reason.

use super::{Asked, text};
use crate::diagram::Icon;
use crate::lesson::Choice;
use crate::ui::icon::icon;
use leptos::prelude::*;

const LETTERS: [&str; 5] = ["A", "B", "C", "D", "E"];

/// The option at an index.
pub fn view(asked: Asked, index: usize) -> AnyView {
    let (name, choice) =
        asked.prediction.with_value(|prediction| (prediction.id.clone(), prediction.choices[index].clone()));
    let is_right = choice.is_right();
    let is_mine = move || asked.answer.read().choice == Some(index);
    let class = move || match (asked.is_locked(), is_right, is_mine()) {
        (true, true, _) => "opt is-right",
        (true, false, true) => "opt is-wrong",
        (false, _, true) => "opt is-selected",
        (_, false, false) | (false, true, false) => "opt",
    };
    let Choice { text, why, .. } = choice;
    view! {
        <label class=class>
            <input
                class="vh"
                type="radio"
                name=name
                value=index.to_string()
                prop:checked=is_mine
                disabled=move || asked.is_locked()
                on:change=move |_| asked.change(|answer| answer.choice = Some(index))
            />
            <span class="k" aria-hidden="true">{LETTERS.get(index).copied().unwrap_or_default()}</span>
            <span>
                {text}
                {move || asked.is_locked().then(|| reason(is_right, is_mine(), &why))}
            </span>
        </label>
    }
    .into_any()
}

fn reason(is_right: bool, is_mine: bool, why: &str) -> AnyView {
    let (mark, word) =
        if is_right { (Icon::Check, text::RIGHT_OPTION) } else { (Icon::Cross, text::WRONG_OPTION) };
    view! {
        <span class="verdict">
            {icon(mark)}
            <b>{word}</b>
            {is_mine.then(|| view! { <span class="pill">{text::YOUR_PREDICTION}</span> })}
        </span>
        <span class="why">{why.to_owned()}</span>
    }
    .into_any()
}
