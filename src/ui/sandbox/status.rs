//! The line under the board: what was last said, and what the page cannot do here.

use crate::sim::Switch;
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::storage::Refusal;

use super::button::button;
use super::link_notes::link_note;
use super::note::{Tone, note, paragraph};
use super::saved::{Outcome, Unread};
use super::time_bar::time_bar;
use super::{Desk, text};

/// The status line. The live region of the page speaks the same sentences.
pub fn status(desk: Desk) -> Part {
    let not_kept = move || {
        let words = |refusal| match refusal {
            Refusal::Blocked => text::SAVE_BLOCKED,
            Refusal::Full => text::SAVE_FULL,
        };
        desk.not_kept.get().map(|it| paragraph("tiny muted", words(it))).into_iter().collect()
    };
    // What happened stands out, why follows.
    let said = move || {
        desk.session.status.with(|it| {
            let (what, why) = it.split_at(it.find(". ").map_or(it.len(), |at| at + 1));
            let (what, why) = if it.is_empty() { ("", text::READY) } else { (what, why) };
            vec![html("b").text(what), html("span").class("t2").text(why)]
        })
    };
    let has_time = desk.read(|it| it.world().clock == Switch::On);
    html("section")
        .class("tline")
        .attr("aria-label", text::STATUS)
        .slot(move || desk.unread.with(|it| it.iter().map(|it| unread_note(desk, it)).collect()))
        .slot(move || link_note(desk))
        .with(time_bar(desk))
        .with(on_demand(
            move || desk.timeline.get() || has_time.get(),
            desk.chunks.history,
            move |it| (it.timeline)(desk),
        ))
        .with(html("p").class("small said").inside_by(said))
        .slot(not_kept)
}

fn unread_note(desk: Desk, unread: &Unread) -> Part {
    let words = match unread.outcome {
        Outcome::OneBefore => text::SAVED_ONE_BEFORE,
        Outcome::Fresh => text::SAVED_UNREADABLE,
        Outcome::Newer => text::SAVED_NEWER,
    };
    let old = html("textarea")
        .class("inp")
        .attr("rows", "4")
        .attr("readonly", "")
        .attr("aria-label", text::OLD_TEXT)
        .text(&unread.text);
    let details = html("details").with(html("summary").text(text::SHOW_OLD)).with(old);
    let dismiss = button("btn sm", move || desk.unread.set(None)).text(text::DISMISS);
    note(Tone::Caution, vec![paragraph("", words), details, dismiss])
}
