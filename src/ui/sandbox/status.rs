//! The line under the board: what was last said, and what the page cannot do here.

use leptos::prelude::*;

use crate::ui::storage::Refusal;

use super::note::{Tone, note};
use super::saved::Restored;
use super::{Desk, text};

/// The status line. The live region of the page speaks the same sentences.
#[component]
pub fn Status(desk: Desk) -> AnyView {
    let not_kept = move || {
        let words = match desk.not_kept.get()? {
            Refusal::Blocked => text::SAVE_BLOCKED,
            Refusal::Full => text::SAVE_FULL,
        };
        Some(view! { <p class="tiny muted">{words}</p> })
    };
    // What happened stands out, why follows.
    let said = move || {
        desk.session.status.with(|it| {
            let (what, why) = it.split_at(it.find(". ").map_or(it.len(), |at| at + 1));
            let (what, why) = if it.is_empty() { ("", text::READY) } else { (what, why) };
            view! {
                <b>{what.to_owned()}</b>
                <span class="t2">{why.to_owned()}</span>
            }
        })
    };
    view! {
        <section class="tline" aria-label=text::STATUS>
            {move || desk.unread.with(|it| it.as_ref().and_then(|it| unread(desk, it)))}
            <p class="small said">{said}</p>
            {not_kept}
        </section>
    }
    .into_any()
}

fn unread(desk: Desk, restored: &Restored) -> Option<AnyView> {
    let (words, old) = match restored {
        Restored::Unreadable(old) => (text::SAVED_UNREADABLE, old.clone()),
        Restored::Newer(old) => (text::SAVED_NEWER, old.clone()),
        Restored::Board { .. } | Restored::Nothing => return None,
    };
    let inside = view! {
        <p>{words}</p>
        <details>
            <summary>{text::SHOW_OLD}</summary>
            <textarea class="inp" rows="4" readonly aria-label=text::OLD_TEXT prop:value=old></textarea>
        </details>
        <button class="btn sm" type="button" on:click=move |_| desk.unread.set(None)>{text::DISMISS}</button>
    };
    Some(note(Tone::Caution, inside))
}
