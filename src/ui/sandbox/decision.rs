//! The right panel: the opened decision, or the list of everything that happened.

use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

use super::events::Events;
use super::tabs::{Tab, tabs};
use super::trace::Trace;
use super::{Desk, text};

/// Which tab of the panel is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Why one task went where it did.
    Decision,
    /// Everything that happened.
    Events,
}

/// The Decision panel.
#[component]
pub fn DecisionPanel(desk: Desk) -> AnyView {
    let n_events = Memo::new(move |_| desk.session.words.with(Vec::len));
    let all = vec![
        Tab {
            id: "tab-decision".to_owned(),
            panel: "page".to_owned(),
            words: Signal::stored(text::DECISION.to_owned()),
            value: Page::Decision,
        },
        Tab {
            id: "tab-events".to_owned(),
            panel: "page".to_owned(),
            words: Signal::derive(move || [text::EVENTS, " ", &n_events.get().to_string()].concat()),
            value: Page::Events,
        },
    ];
    let on_keydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" {
            desk.leave_decision();
        }
    };
    let label = move || if desk.page.get() == Page::Decision { "tab-decision" } else { "tab-events" };
    view! {
        <aside class="sb-r" id="view-decision" aria-label=text::DECISION on:keydown=on_keydown>
            {tabs("tabs", text::DECISION, desk.page, all)}
            <div id="page" role="tabpanel" aria-labelledby=label tabindex="-1">
                {move || match desk.page.get() {
                    Page::Decision => view! { <Trace desk/> }.into_any(),
                    Page::Events => view! { <Events desk/> }.into_any(),
                }}
            </div>
        </aside>
    }
    .into_any()
}
