//! Rows that each get one of the options: a native select a row.

use leptos::prelude::*;
use leptos::web_sys::HtmlSelectElement;
use wasm_bindgen::JsCast;

use crate::quiz::{Match, MatchRow, Response};
use crate::ui::part::{Part, html};
use crate::ui::signal::Memo;

use super::desk::Desk;
use super::{answer, text};

/// The rows.
pub fn matching(desk: Desk, index: u32, it: Match, is_locked: Memo<bool>) -> Part {
    let n = it.rows.len();
    let options = it.options;
    let rows = it
        .rows
        .into_iter()
        .enumerate()
        .map(move |(at, row)| row_of(desk, index, at, n, row, &options, is_locked));
    answer::group("q-match").with_all(rows)
}

fn pairs(desk: Desk, index: u32, n: usize) -> Vec<Option<u8>> {
    match desk.response(index) {
        Some(Response::Pairs(pairs)) if pairs.len() == n => pairs,
        Some(_) | None => vec![None; n],
    }
}

fn row_of(
    desk: Desk,
    index: u32,
    at: usize,
    n: usize,
    row: MatchRow,
    options: &[String],
    is_locked: Memo<bool>,
) -> Part {
    let id = ["match-", &at.to_string()].concat();
    let chosen = Memo::new(move |_| pairs(desk, index, n)[at]);
    let option = |(value, words): (String, &str)| html("option").attr("value", &value).text(words);
    let first = option((String::new(), text::CHOOSE));
    let others = options.iter().enumerate().map(|(value, words)| option((value.to_string(), words.as_str())));
    let select = html("select")
        .class("inp")
        .attr("id", &id)
        .with(first)
        .with_all(others)
        .by(move |select| {
            let select: &HtmlSelectElement = select.unchecked_ref();
            select.set_value(&chosen.get().map_or_else(String::new, |it| it.to_string()));
            select.set_disabled(is_locked.get());
        })
        .on("change", move |event| {
            let Some(target) = event.target() else { return };
            let value = target.unchecked_ref::<HtmlSelectElement>().value();
            let mut pairs = untrack(|| pairs(desk, index, n));
            pairs[at] = value.parse().ok();
            desk.answer(Response::Pairs(pairs));
        });
    let right = options.get(usize::from(row.answer)).cloned().unwrap_or_default();
    let MatchRow { text: words, answer, why, .. } = row;
    let is_right = move || chosen.get() == Some(answer);
    let verdict = move || {
        if is_locked.get() {
            vec![html("span").class("why").text(&text::pair_is(is_right(), &right, &why))]
        } else {
            vec![]
        }
    };
    let class = move || match (is_locked.get(), is_right()) {
        (true, true) => "opt is-right",
        (true, false) => "opt is-wrong",
        (false, _) => "opt",
    };
    html("div")
        .attr_by("class", move || Some(class().to_owned()))
        .with(html("label").attr("for", &id).text(&words))
        .with(select)
        .with(html("span").class("q-why").inside_by(verdict))
}
