//! Entries in an order: buttons move each one up and down.

use leptos::prelude::request_animation_frame;

use crate::diagram::Icon;
use crate::quiz::{Order, Response};
use crate::ui::live;
use crate::ui::mount::{document, focus};
use crate::ui::part::{Keyed, Part, html};
use crate::ui::sandbox::button::{button, icon_button};
use crate::ui::signal::{Memo, StoredValue};

use super::desk::Desk;
use super::{answer, text};

/// The list.
pub fn ordering(desk: Desk, index: u32, order: Order, is_locked: Memo<bool>) -> Part {
    let shown = order.shown.clone();
    let given = Memo::new(move |_| match desk.response(index) {
        Some(Response::Order(given)) if given.len() == shown.len() => given,
        Some(_) | None => shown.clone(),
    });
    let entries = StoredValue::new(order.entries);
    let n = entries.with_value(Vec::len);
    let rows = move || -> Vec<Keyed> {
        given
            .get()
            .into_iter()
            .map(|entry| {
                let make: Box<dyn FnOnce() -> Part> =
                    Box::new(move || row(desk, given, entries, entry, is_locked));
                (u64::from(entry), make)
            })
            .collect()
    };
    // An order that is right as it stands must be sayable too.
    let keep = button("btn sm", move || desk.answer(Response::Order(given.get_untracked())))
        .text(text::ORDER_IS_RIGHT);
    let keep_it = move || {
        if !is_locked.get() && desk.response(index).is_none() { vec![keep.clone()] } else { vec![] }
    };
    answer::group("q-order")
        .with(html("ol").class("q-list").attr("data-n", &n.to_string()).each(rows))
        .slot(keep_it)
}

/// A row that moves within the page loses the focus that one of its buttons had.
fn keep_focus() {
    if let Some(button) = document().active_element() {
        request_animation_frame(move || focus(&button));
    }
}

fn row(
    desk: Desk,
    given: Memo<Vec<u8>>,
    entries: StoredValue<Vec<String>>,
    entry: u8,
    is_locked: Memo<bool>,
) -> Part {
    let words = entries.with_value(|it| it.get(usize::from(entry)).cloned().unwrap_or_default());
    let place = Memo::new(move |_| given.with(|it| it.iter().position(|it| *it == entry).unwrap_or(0)));
    let n = given.with_untracked(Vec::len);
    let shift = {
        let words = words.clone();
        move |by: isize| {
            let mut order = given.get_untracked();
            let from = place.get_untracked();
            let Some(to) = from.checked_add_signed(by).filter(|to| *to < order.len()) else { return };
            order.swap(from, to);
            keep_focus();
            desk.answer(Response::Order(order));
            live::say(text::moved(&words, to + 1));
        }
    };
    let (up, down) = (shift.clone(), shift);
    let buttons = html("span")
        .class("row q-move")
        .with(
            icon_button("btn sm icon", Icon::ChevronDown, &text::move_up(&words), move || up(-1))
                .class_by("is-up", || true)
                .disabled_by(move || is_locked.get() || place.get() == 0),
        )
        .with(
            icon_button("btn sm icon", Icon::ChevronDown, &text::move_down(&words), move || down(1))
                .disabled_by(move || is_locked.get() || place.get() + 1 == n),
        );
    let class = move || {
        let is_right = place.get() == usize::from(entry);
        if is_locked.get() { if is_right { "opt is-right" } else { "opt is-wrong" } } else { "opt" }
    };
    let verdict = move || {
        if is_locked.get() {
            vec![html("span").class("why").text(&text::place_is(usize::from(entry) + 1))]
        } else {
            vec![]
        }
    };
    html("li")
        .attr_by("class", move || Some(class().to_owned()))
        .with(
            html("span")
                .class("k")
                .attr("aria-hidden", "true")
                .text_by(move || (place.get() + 1).to_string()),
        )
        .with(html("span").text(&words).with(html("span").inside_by(verdict)))
        .with(buttons)
}
