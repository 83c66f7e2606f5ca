//! What the sandbox says about links: under the board, and in a dialog where a link has to be copied by hand.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use crate::ui::part::{Part, html};

use super::button::button;
use super::dialog::dialog;
use super::note::{Tone, note, paragraph};
use super::sharing::{LinkNote, NOTE};
use super::{Desk, text};

/// The note about the link that the page was opened by.
pub fn link_note(desk: Desk) -> Vec<Part> {
    let view = |it: &LinkNote| note_about(desk, it).attr("id", NOTE).attr("tabindex", "-1");
    desk.sharing.note.with(|it| it.iter().map(view).collect())
}

fn note_about(desk: Desk, about: &LinkNote) -> Part {
    let row = html("div").class("row wrap");
    match about {
        LinkNote::Opened { made_by_other } => {
            let tone = if made_by_other.is_some() { Tone::Caution } else { Tone::Fact };
            let take = button("btn sm", move || desk.take_board()).text(text::TAKE_BOARD);
            let leave = html("a").class("btn sm").attr("href", text::SANDBOX_PAGE).text(text::KEEP_MINE);
            let words = paragraph("", &text::opened(*made_by_other));
            note(tone, vec![words, paragraph("t2", text::OWN_BOARD_IS_SAFE), row.with(take).with(leave)])
        }
        LinkNote::Elsewhere => {
            let take = button("btn sm", move || desk.take_board()).text(text::TAKE_BOARD);
            let leave = html("a").class("btn sm").attr("href", text::SANDBOX_PAGE).text(text::SHOW_OTHER);
            note(Tone::Caution, vec![paragraph("", text::CHANGED_ELSEWHERE), row.with(take).with(leave)])
        }
        LinkNote::Taken { own } => {
            let own = own.clone();
            let undo = button("btn sm", move || desk.give_board_back(own.as_deref())).text(text::UNDO);
            note(Tone::Good, vec![paragraph("", text::BOARD_TAKEN), row.with(undo).with(dismiss(desk))])
        }
        LinkNote::Broken { why, link } => {
            let link = html("textarea")
                .class("inp")
                .attr("rows", "3")
                .attr("readonly", "")
                .attr("aria-label", text::LINK_AS_IT_IS)
                .text(link);
            let details = html("details").with(html("summary").text(text::SHOW_LINK)).with(link);
            let words = paragraph("", &text::broken_link(why));
            let rest = paragraph("t2", text::STILL_WORKS);
            note(Tone::Caution, vec![words, rest, details, row.with(dismiss(desk))])
        }
    }
}

fn dismiss(desk: Desk) -> Part {
    let close = move || {
        desk.sharing.note.set(None);
        super::keyboard::focus_soon("run".to_owned());
    };
    button("btn sm ghost", close).text(text::DISMISS)
}

/// The dialog with a link to be copied by hand.
pub fn copy_by_hand(desk: Desk) -> Part {
    let link = desk.sharing.by_hand;
    let field = html("input")
        .class("inp")
        .attr("id", "link-text")
        .attr("readonly", "")
        .on("focus", |event| event_target::<HtmlInputElement>(&event).select())
        .on("copy", move |_| desk.session.say(text::LINK_COPIED.to_owned()))
        .by(move |it| {
            let field: &HtmlInputElement = it.unchecked_ref();
            field.set_value(&link.get());
        });
    let input: HtmlInputElement = field.element().clone().unchecked_into();
    Effect::new(move |_| {
        if desk.sharing.is_by_hand.get() {
            let input = input.clone();
            request_animation_frame(move || {
                let _ = input.focus();
            });
        }
    });
    let label = html("label").attr("for", "link-text").text(text::LINK_TO_BOARD);
    let field = html("div").class("field").with(label).with(field);
    let help = paragraph("small t2", text::COPY_BY_HAND);
    dialog(desk.sharing.is_by_hand, "copy-link", || text::COPY_LINK.to_owned(), vec![field, help])
}
