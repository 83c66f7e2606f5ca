//! One option of a prediction: a native radio button, and after the lock its reason.

use super::still::Choice;
use super::{Asked, text};
use crate::diagram::Icon;
use crate::lesson::Purpose;
use crate::ui::icon::icon;
use crate::ui::part::{Part, html};
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

const LETTERS: [&str; 5] = ["A", "B", "C", "D", "E"];

/// The option at an index.
pub fn view(asked: Asked, index: usize) -> Part {
    let (name, choice) =
        asked.question.with_value(|question| (question.id.clone(), question.choices[index].clone()));
    let Choice { text, why, is_right } = choice;
    let is_mine = move || asked.answer.with(|it| it.choice == Some(index));
    let class = move || match (asked.is_locked.get(), is_right, is_mine()) {
        (true, true, _) => "opt is-right",
        (true, false, true) => "opt is-wrong",
        (false, _, true) => "opt is-selected",
        (_, false, false) | (false, true, false) => "opt",
    };
    let radio = html("input")
        .class("vh")
        .attr("type", "radio")
        .attr("name", &name)
        .attr("value", &index.to_string())
        .by(move |radio| {
            let radio: &HtmlInputElement = radio.unchecked_ref();
            radio.set_checked(is_mine());
            radio.set_disabled(asked.is_locked.get());
        })
        .on("change", move |_| asked.change(|answer| answer.choice = Some(index)));
    let reason = move || {
        if asked.is_locked.get() {
            reason(is_right, is_mine().then(|| asked.purpose()), &why)
        } else {
            Vec::new()
        }
    };
    html("label")
        .attr_by("class", move || Some(class().to_owned()))
        .with(radio)
        .with(
            html("span")
                .class("k")
                .attr("aria-hidden", "true")
                .text(LETTERS.get(index).copied().unwrap_or_default()),
        )
        .with(html("span").text(&text).with(html("span").inside_by(reason)))
}

/// What is said about an option; with the purpose of the question when the learner had chosen it.
fn reason(is_right: bool, chosen: Option<Purpose>, why: &str) -> Vec<Part> {
    let (mark, word) =
        if is_right { (Icon::Check, text::RIGHT_OPTION) } else { (Icon::Cross, text::WRONG_OPTION) };
    let verdict = html("span").class("verdict").with(icon(mark)).with(html("b").text(word));
    let mine = chosen.map(|purpose| html("span").class("pill").text(text::yours(purpose)));
    vec![verdict.with_all(mine), html("span").class("why").text(why)]
}
