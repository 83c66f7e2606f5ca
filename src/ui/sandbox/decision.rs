//! The right panel: the opened decision, or the list of everything that happened.

use leptos::web_sys::KeyboardEvent;
use wasm_bindgen::JsCast;

use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};

use super::tabs::{Selection, Tab, tabs};
use super::{Desk, text};

/// Which tab of the panel is open.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Page {
    /// Why one task went where it did.
    Decision,
    /// Everything that happened.
    Events,
    /// One service in full.
    Service,
}

const ALL: [Page; 3] = [Page::Decision, Page::Events, Page::Service];

/// The Decision panel.
pub fn decision_panel(desk: Desk) -> Part {
    let n_events = move || match desk.session.words.with(Vec::len) {
        // Not counted yet.
        0 => text::EVENTS.to_owned(),
        n => [text::EVENTS, " ", &n.to_string()].concat(),
    };
    let events = Tab { id: "tab-events".to_owned(), panel: "page".to_owned(), words: Box::new(n_events) };
    let decision = Tab::new("tab-decision".to_owned(), "page".to_owned(), text::DECISION);
    let service = Tab::new("tab-service".to_owned(), "page".to_owned(), text::SERVICE);
    let all = vec![decision, events, service];
    let label = move || match desk.page.get() {
        Page::Decision => "tab-decision",
        Page::Events => "tab-events",
        Page::Service => "tab-service",
    };
    let page = move || match desk.page.get() {
        Page::Decision => desk.by_orders(move |it| (it.trace)(desk)),
        Page::Events => vec![on_demand(|| true, desk.chunks.dialogs, move |it| (it.events)(desk))],
        Page::Service => vec![on_demand(|| true, desk.chunks.history, move |it| (it.service)(desk))],
    };
    let panel = html("div")
        .attr("id", "page")
        .attr("role", "tabpanel")
        .attr("tabindex", "-1")
        .attr_by("aria-labelledby", move || Some(label().to_owned()))
        .inside_by(page);
    html("aside")
        .class("sb-r")
        .attr("id", "view-decision")
        .attr("aria-label", text::DECISION)
        .on("keydown", move |event| {
            if event.unchecked_ref::<KeyboardEvent>().key() == "Escape" {
                desk.leave_decision();
            }
        })
        .with(tabs("tabs", text::DECISION, Selection::of(desk.page, &ALL), all))
        .with(panel)
}
