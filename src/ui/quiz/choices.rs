//! Choices: native radio buttons or check boxes, and after the check each with its reason.

use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use crate::diagram::Icon;
use crate::quiz::{Choice, Response};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, StoredValue};

use super::desk::Desk;
use super::{answer, text};

const LETTERS: [&str; 8] = ["A", "B", "C", "D", "E", "F", "G", "H"];

/// One of several.
pub fn single(desk: Desk, index: u32, choices: Vec<Choice>, is_locked: Memo<bool>) -> Part {
    let options = (0..).zip(choices).map(|(at, choice)| {
        let select = move || desk.answer(Response::Choice(at));
        option(desk, index, at, choice, "radio", is_locked, select)
    });
    html("div").class("opts").attr("role", "radiogroup").attr("aria-labelledby", "question").with_all(options)
}

/// Any number of them.
pub fn multiple(desk: Desk, index: u32, choices: Vec<Choice>, is_locked: Memo<bool>) -> Part {
    let all = StoredValue::new(choices.clone());
    let options = (0..).zip(choices).map(|(at, choice)| {
        let select = move || all.with_value(|all| answer::toggle(desk, index, at, all));
        option(desk, index, at, choice, "checkbox", is_locked, select)
    });
    answer::group("opts").with_all(options)
}

/// Whether a choice is part of the answer.
pub fn is_mine(desk: Desk, index: u32, at: u8) -> bool {
    match desk.response(index) {
        Some(Response::Choice(chosen)) => chosen == at,
        Some(Response::Choices(chosen)) => chosen.contains(&at),
        Some(Response::Order(_) | Response::Pairs(_) | Response::Number(_) | Response::Counts(_)) | None => {
            false
        }
    }
}

/// A native radio button or check box that follows the answer.
pub fn input(
    desk: Desk,
    index: u32,
    at: u8,
    kind: &str,
    is_locked: Memo<bool>,
    select: impl Fn() + 'static,
) -> Part {
    html("input")
        .class("vh")
        .attr("type", kind)
        .attr("name", "answer")
        .attr("value", &at.to_string())
        .by(move |input| {
            let input: &HtmlInputElement = input.unchecked_ref();
            input.set_checked(is_mine(desk, index, at));
            input.set_disabled(is_locked.get());
        })
        .on("change", move |_| select())
}

/// How an option looks: selected while open; right or wrong once it is checked.
pub fn look(is_locked: bool, is_right: bool, is_mine: bool) -> &'static str {
    match (is_locked, is_right, is_mine) {
        (true, true, _) => " is-right",
        (true, false, true) => " is-wrong",
        (false, _, true) => " is-selected",
        (_, false, false) | (false, true, false) => "",
    }
}

fn option(
    desk: Desk,
    index: u32,
    at: u8,
    choice: Choice,
    kind: &'static str,
    is_locked: Memo<bool>,
    select: impl Fn() + 'static,
) -> Part {
    let is_right = choice.is_right();
    let mine = Memo::new(move |_| is_mine(desk, index, at));
    let class = move || ["opt", look(is_locked.get(), is_right, mine.get())].concat();
    let Choice { text: words, why, .. } = choice;
    let reason = move || {
        if is_locked.get() {
            vec![html("span").class("why").text(&text::reason(is_right, mine.get(), &why))]
        } else {
            vec![]
        }
    };
    let sign = move || {
        let sign = if is_right { Icon::Check } else { Icon::Cross };
        let is_shown = is_locked.get() && (is_right || mine.get());
        if is_shown { vec![icon_of_size(sign, "20")] } else { vec![] }
    };
    let letter = LETTERS.get(usize::from(at)).copied().unwrap_or_default();
    html("label")
        .attr_by("class", move || Some(class()))
        .with(input(desk, index, at, kind, is_locked, select))
        .with(html("span").class("k").attr("aria-hidden", "true").text(letter))
        .with(html("span").text(&words).with(html("span").inside_by(reason)))
        .slot(sign)
}
