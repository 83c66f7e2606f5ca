//! Everything that happened, in words, newest first: the accessible channel and the index of decisions.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::ui::session::is_placement;

use super::decision::Page;
use super::icon::icon_of_size;
use super::{Desk, text};

/// Entries that are shown at once.
const SHOWN: usize = 200;

/// The list of events. A placement opens its decision.
#[component]
pub fn Events(desk: Desk) -> AnyView {
    let rows = move || {
        desk.session.simulation.with(|it| {
            desk.session.words.with(|words| {
                let newest = words.iter().zip(it.log()).enumerate().rev().take(SHOWN);
                newest
                    .map(|(at, (words, entry))| row(desk, at, words, is_placement(&entry.events)))
                    .collect_view()
            })
        })
    };
    let nothing = move || {
        desk.session.words.with(Vec::is_empty).then(|| view! { <p class="small muted">{text::NO_EVENTS}</p> })
    };
    view! {
        <div class="trace">
            {nothing}
            <ol class="evs">{rows}</ol>
        </div>
    }
    .into_any()
}

fn row(desk: Desk, at: usize, words: &str, is_placement: bool) -> AnyView {
    let words = words.to_owned();
    let number = view! { <span class="n">{at + 1}</span> };
    if !is_placement {
        return view! { <li>{number}<span>{words}</span></li> }.into_any();
    }
    let on_click = move |_| {
        desk.session.opened.set(Some(at));
        desk.page.set(Page::Decision);
        desk.show_decision();
    };
    view! {
        <li>
            {number}
            <button type="button" on:click=on_click>
                <span>{words}</span>
                {icon_of_size(Icon::ChevronRight, "14")}
            </button>
        </li>
    }
    .into_any()
}
