//! The line under the board: what was last said, and what the page cannot do here.

use crate::sim::Switch;
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::storage::Refusal;

use super::button::button;
use super::link_notes::link_note;
use super::note::{Tone, note, paragraph};
use super::saved::Restored;
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
        .slot(move || {
            desk.unread.with(|it| it.as_ref().and_then(|it| unread(desk, it)).into_iter().collect())
        })
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

fn unread(desk: Desk, restored: &Restored) -> Option<Part> {
    let (words, old) = match restored {
        Restored::Unreadable(old) => (text::SAVED_UNREADABLE, old),
        Restored::Newer(old) => (text::SAVED_NEWER, old),
        Restored::Board { .. } => return None,
    };
    let old = html("textarea")
        .class("inp")
        .attr("rows", "4")
        .attr("readonly", "")
        .attr("aria-label", text::OLD_TEXT)
        .text(old);
    let details = html("details").with(html("summary").text(text::SHOW_OLD)).with(old);
    let dismiss = button("btn sm", move || desk.unread.set(None)).text(text::DISMISS);
    Some(note(Tone::Caution, vec![paragraph("", words), details, dismiss]))
}
