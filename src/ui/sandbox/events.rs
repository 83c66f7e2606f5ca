//! Everything that happened, in words, newest first: the accessible channel and the index of decisions.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::session::is_placement;

use super::button::button;
use super::decision::Page;
use super::note::paragraph;
use super::{Desk, text};

/// Entries that are shown at once.
const SHOWN: usize = 200;

/// The list of events. A placement opens its decision.
pub fn events_list(desk: Desk) -> Part {
    let rows = move || {
        desk.session.simulation.with(|it| {
            desk.session.words.with(|words| {
                let newest = words.iter().zip(it.log()).enumerate().rev().take(SHOWN);
                newest.map(|(at, (words, entry))| row(desk, at, words, is_placement(&entry.events))).collect()
            })
        })
    };
    let nothing = move || {
        let is_empty = desk.session.words.with(Vec::is_empty);
        if is_empty { vec![paragraph("small muted", text::NO_EVENTS)] } else { vec![] }
    };
    html("div").class("trace").slot(nothing).with(html("ol").class("evs").inside_by(rows))
}

fn row(desk: Desk, at: usize, words: &str, is_placement: bool) -> Part {
    let row = html("li").with(html("span").class("n").text(&(at + 1).to_string()));
    let words = html("span").text(words);
    if !is_placement {
        return row.with(words);
    }
    let open = button("", move || {
        desk.session.opened.set(Some(at));
        desk.page.set(Page::Decision);
        desk.show_decision();
    });
    row.with(open.with(words).with(icon_of_size(Icon::ChevronRight, "14")))
}
