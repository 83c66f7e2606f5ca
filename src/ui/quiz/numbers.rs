//! Whole numbers: one with its unit, or one for each column.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use crate::quiz::{Counts, Numeric, Response};
use crate::ui::part::{Part, html};
use crate::ui::signal::Memo;

use super::desk::Desk;
use super::{answer, text};

/// One number.
pub fn numeric(desk: Desk, index: u32, it: Numeric, is_locked: Memo<bool>) -> Part {
    let value = move || match desk.response(index) {
        Some(Response::Number(number)) => Some(number),
        Some(_) | None => None,
    };
    let set = move |number: Option<u32>| match number {
        Some(number) => desk.answer(Response::Number(number)),
        None => desk.take_back(),
    };
    let is_right = move || value().is_some_and(|number| number.abs_diff(it.answer) <= it.tolerance);
    let field = field("number", &it.unit, value, set, is_locked, is_right, it.answer);
    answer::group("q-numbers").with(field)
}

/// One number a column.
pub fn counts(desk: Desk, index: u32, it: Counts, is_locked: Memo<bool>) -> Part {
    let n = it.columns.len();
    let all = move || match desk.response(index) {
        Some(Response::Counts(counts)) if counts.len() == n => counts,
        Some(_) | None => vec![None; n],
    };
    let fields = it.columns.iter().zip(it.answer).enumerate().map(move |(at, (column, answer))| {
        let value = move || all()[at];
        let set = move |number| {
            let mut counts = untrack(all);
            counts[at] = number;
            desk.answer(Response::Counts(counts));
        };
        let id = ["count-", &at.to_string()].concat();
        field(&id, column, value, set, is_locked, move || value() == Some(answer), answer)
    });
    answer::group("q-numbers").with_all(fields)
}

/// A number field with its name above, and after the check the right number below.
fn field(
    id: &str,
    name: &str,
    value: impl Fn() -> Option<u32> + 'static,
    set: impl Fn(Option<u32>) + 'static,
    is_locked: Memo<bool>,
    is_right: impl Fn() -> bool + Copy + 'static,
    answer: u32,
) -> Part {
    let input = html("input")
        .class("inp")
        .attr("id", id)
        .attr("type", "number")
        .attr("inputmode", "numeric")
        .attr("min", "0")
        .attr("max", "99999")
        .attr("step", "1")
        .attr("autocomplete", "off")
        .by(move |input| {
            let input: &HtmlInputElement = input.unchecked_ref();
            let (shown, kept) = (input.value(), value());
            // What is being typed is left alone as long as it means the same.
            if shown.parse().ok() != kept {
                input.set_value(&kept.map_or_else(String::new, |it| it.to_string()));
            }
            input.set_disabled(is_locked.get());
        })
        .on("input", move |event| {
            let Some(target) = event.target() else { return };
            set(target.unchecked_ref::<HtmlInputElement>().value().parse().ok());
        });
    let verdict = move || {
        if is_locked.get() {
            vec![html("span").class("why").text(&text::number_is(is_right(), answer))]
        } else {
            vec![]
        }
    };
    let class = move || match (is_locked.get(), is_right()) {
        (true, true) => "field is-right",
        (true, false) => "field is-wrong",
        (false, _) => "field",
    };
    html("div")
        .attr_by("class", move || Some(class().to_owned()))
        .with(html("label").attr("for", id).text(name))
        .with(input)
        .with(html("span").inside_by(verdict))
}
