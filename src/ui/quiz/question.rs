//! One question: its words, its board, what can be answered, how sure, and then the feedback.

use leptos::prelude::*;
use leptos::web_sys::{Event, KeyboardEvent};
use wasm_bindgen::JsCast;

use crate::diagram::Icon;
use crate::quiz::{Ask, Asked, Confidence, Item, Mode, Response, Round, is_complete};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::sandbox::button::button;
use crate::ui::sandbox::note::{Tone, note, paragraph};
use crate::ui::signal::{Memo, StoredValue};

use super::desk::Desk;
use super::{answer, board, feedback, home, lesson, text};

/// The present question of the round.
pub fn question(desk: Desk, index: u32) -> Part {
    let Some(asked) = desk.asked_untracked(index) else { return html("div") };
    let Some(item) = desk.item(index) else { return gone(desk) };
    let is_locked =
        Memo::new(move |_| desk.asked(index).is_none_or(|it| it.is_checked || it.is_worked_example));
    let item = StoredValue::new(item);
    let below = move || if is_locked.get() { after(desk, index, item) } else { before(desk, index, item) };
    let section = html("section")
        .class("q")
        .attr("aria-labelledby", "question")
        .with(head(desk, index))
        .with_all(example_note(&asked))
        .with(words(item))
        .with_all(item.with_value(board_above))
        .with(answer::answer(desk, index, item, is_locked))
        .with(html("div").class("q-below").inside_by(move || untrack_after(is_locked, below)))
        .on("keydown", move |event| on_key(desk, index, item, is_locked, &event));
    html("div").class("quiz").with(section).with(side(desk))
}

/// A question of the finished round with its feedback.
pub fn looked_at(desk: Desk, index: u32) -> Part {
    let Some(item) = desk.item(index) else { return gone(desk) };
    let item = StoredValue::new(item);
    let is_locked = Memo::new(|_| true);
    let back = button("btn pri", move || desk.look_at(None)).text(text::BACK_TO_RESULTS);
    let told = move || item.with_value(|it| feedback::told(desk, index, it));
    let section = html("section")
        .class("q")
        .attr("aria-labelledby", "question")
        .with(words(item))
        .with_all(item.with_value(board_above))
        .with(answer::answer(desk, index, item, is_locked))
        .with(
            html("div")
                .class("q-below")
                .with_all(untrack(told))
                .with(html("div").class("row wrap q-go").with(back)),
        );
    html("div").class("quiz is-single").with(section)
}

fn untrack_after(is_locked: Memo<bool>, parts: impl Fn() -> Vec<Part>) -> Vec<Part> {
    is_locked.get();
    untrack(parts)
}

/// An item that this release does not have any more.
fn gone(desk: Desk) -> Part {
    let next = button("btn pri", move || desk.next()).text(text::NEXT);
    let words = html("p").attr("id", "question").attr("tabindex", "-1").text(text::NOT_ASKED_ANY_MORE);
    html("div").class("quiz is-single").with(note(Tone::Caution, vec![words, next]))
}

fn words(item: StoredValue<Item>) -> Part {
    html("h1").attr("id", "question").attr("tabindex", "-1").text(&item.with_value(|it| it.question.clone()))
}

/// The board, where it is not itself what is answered on.
fn board_above(item: &Item) -> Option<Part> {
    let is_answered_on = matches!(item.ask, Ask::Place(_));
    item.setting.as_ref().filter(|_| !is_answered_on).map(board::still)
}

fn example_note(asked: &Asked) -> Option<Part> {
    asked.is_worked_example.then(|| note(Tone::Fact, vec![paragraph("", text::WORKED_EXAMPLE)]))
}

fn head(desk: Desk, index: u32) -> Part {
    let skill = desk.asked_untracked(index).map(|it| it.skill).unwrap_or_default();
    let title = desk.bank.skill(&skill).map_or_else(String::new, |it| it.title.clone());
    let count = move || desk.progress.with(|it| it.round.as_ref().map_or(0, |it| it.asked.len()));
    html("div")
        .with(
            html("div")
                .class("row small")
                .with(html("b").text_by(move || text::question_of(index + 1, count())))
                .with(html("span").class("sp"))
                .with(html("span").class("t2").text(&title)),
        )
        .with(bar(desk))
}

/// Right, wrong, present and to come, one piece a question. A test does not show what was right.
fn bar(desk: Desk) -> Part {
    let pieces = Memo::new(move |_| {
        desk.progress.with(|it| it.round.as_ref().map_or_else(Vec::new, |it| pieces(desk, it)))
    });
    html("div")
        .class("qbar")
        .attr("role", "img")
        .attr_by("aria-label", move || Some(pieces.with(|it| text::bar(it))))
        .inside_by(move || pieces.with(|it| it.iter().map(|it| html("i").class(it)).collect()))
}

fn pieces(desk: Desk, round: &Round) -> Vec<&'static str> {
    let piece = |(at, asked): (usize, &Asked)| match (asked.is_checked, at == round.at as usize) {
        (true, _) if !round.explains_at_once() => "d",
        (true, _) if asked.is_right(&desk.bank) => "r",
        (true, _) => "w",
        (false, true) => "c",
        (false, false) if at < round.at as usize => "d",
        (false, false) => "",
    };
    round.asked.iter().enumerate().map(piece).collect()
}

fn before(desk: Desk, index: u32, item: StoredValue<Item>) -> Vec<Part> {
    let is_ready = Memo::new(move |_| {
        let response = desk.response(index);
        item.with_value(|it| response.is_some_and(|response| is_complete(&it.ask, &response)))
    });
    let levels = html("div").class("seg").attr("role", "group").attr("aria-label", text::HOW_SURE);
    let confidence = html("div")
        .class("q-sure")
        .with(html("span").class("small t2").text(text::HOW_SURE))
        .with(levels.with_all(Confidence::ALL.map(|level| level_button(desk, index, level))));
    let is_test =
        desk.progress.with_untracked(|it| it.round.as_ref().is_some_and(|it| it.mode == Mode::Test));
    let check = button("btn pri", move || item.with_value(|it| desk.check(index, it)))
        .attr("aria-describedby", "check-note")
        .disabled_by(move || !is_ready.get())
        .text(if is_test { text::SAVE_ANSWER } else { text::CHECK });
    let words = move || if is_ready.get() { text::NO_POINTS } else { text::ANSWER_FIRST };
    let note = html("span").class("tiny muted").attr("id", "check-note").text_by(move || words().to_owned());
    vec![confidence, html("div").class("row wrap q-go").with(check).with(note)]
}

fn level_button(desk: Desk, index: u32, level: Confidence) -> Part {
    html("button")
        .attr("type", "button")
        .is("aria-pressed", move || desk.asked(index).is_some_and(|it| it.confidence == Some(level)))
        .on("click", move |_| desk.set_confidence(level))
        .text(text::confidence(level))
}

fn after(desk: Desk, index: u32, item: StoredValue<Item>) -> Vec<Part> {
    let mut parts = item.with_value(|it| feedback::told(desk, index, it));
    let is_last = desk
        .progress
        .with_untracked(|it| it.round.as_ref().is_some_and(|it| it.asked.len() == it.at as usize + 1));
    let next = button("btn pri", move || desk.next())
        .attr("id", "next")
        .text(if is_last { text::SEE_RESULTS } else { text::NEXT })
        .with(icon_of_size(Icon::Arrow, "18"));
    let lesson = item.with_value(|it| it.lesson.clone()).map(|it| lesson::link(&it));
    parts.extend(one_more(desk, index));
    parts.push(html("div").class("row wrap q-go").with(next).with_all(lesson));
    parts
}

/// Says that a wrong answer has made the round longer.
fn one_more(desk: Desk, index: u32) -> Option<Part> {
    desk.progress.with_untracked(|it| {
        let asked = &it.round.as_ref()?.asked;
        let next = asked.get(index as usize + 1).filter(|it| it.n_try > 1)?;
        Some(paragraph("small t2", &text::one_more(asked.len(), next.is_worked_example)))
    })
}

fn side(desk: Desk) -> Part {
    let leave = button("btn sm", move || desk.go_home()).text(text::LEAVE_ROUND);
    let round = html("section")
        .class("panel")
        .with(html("h2").text(text::THIS_ROUND))
        .with_all(home::area_bars(desk))
        .with(paragraph("tiny t2", text::KEYS))
        .with(leave);
    html("aside").class("side").attr("aria-label", text::THIS_ROUND).with(round)
}

/// Letters choose, digits say how sure, Enter checks: only while the focus is on the question, and not in a field.
fn on_key(desk: Desk, index: u32, item: StoredValue<Item>, is_locked: Memo<bool>, event: &Event) {
    let Some(event) = event.dyn_ref::<KeyboardEvent>() else { return };
    let target = event.target().and_then(|it| it.dyn_into::<leptos::web_sys::Element>().ok());
    let tag = target.as_ref().map(leptos::web_sys::Element::tag_name).unwrap_or_default();
    let kind = target.and_then(|it| it.get_attribute("type")).unwrap_or_default();
    let is_field = tag == "SELECT" || tag == "INPUT" && kind != "radio" && kind != "checkbox";
    if is_locked.get_untracked() || event.ctrl_key() || event.meta_key() || event.alt_key() {
        return;
    }
    let key = event.key();
    if key == "Enter" {
        if tag == "INPUT" || tag == "H1" {
            event.prevent_default();
            item.with_value(|it| desk.check(index, it));
        }
        return;
    }
    let mut signs = key.chars();
    let (Some(sign), None, false) = (signs.next(), signs.next(), is_field) else { return };
    if let Some(level) = sign.to_digit(10).and_then(|it| Confidence::ALL.get(it.checked_sub(1)? as usize)) {
        desk.set_confidence(*level);
        return;
    }
    let Some(at) = u8::try_from(u32::from(sign.to_ascii_lowercase()).wrapping_sub(u32::from('a'))).ok()
    else {
        return;
    };
    item.with_value(|it| choose(desk, index, &it.ask, at));
}

fn choose(desk: Desk, index: u32, ask: &Ask, at: u8) {
    match ask {
        Ask::Single(choices) | Ask::Place(choices) if usize::from(at) < choices.len() => {
            desk.answer(Response::Choice(at));
        }
        Ask::Multiple(choices) if usize::from(at) < choices.len() => {
            answer::toggle(desk, index, at, choices);
        }
        Ask::Single(_)
        | Ask::Place(_)
        | Ask::Multiple(_)
        | Ask::Order(_)
        | Ask::Match(_)
        | Ask::Numeric(_)
        | Ask::Counts(_) => {}
    }
}
