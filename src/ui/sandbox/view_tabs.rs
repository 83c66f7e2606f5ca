//! On a phone one part of the sandbox is shown at a time: the board, the Build panel or the Decision panel.

use leptos::prelude::*;

use super::tabs::{Tab, tabs};
use super::{Desk, text};

/// A part of the sandbox that a phone shows alone.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum View {
    /// The cluster.
    Board,
    /// Task definitions and the request.
    Build,
    /// Why tasks went where they did.
    Decision,
}

impl View {
    /// The value of the attribute that the style sheet looks at.
    pub fn name(self) -> &'static str {
        match self {
            Self::Board => "board",
            Self::Build => "build",
            Self::Decision => "decision",
        }
    }
}

/// The segmented control over the views.
#[component]
pub fn ViewTabs(desk: Desk) -> AnyView {
    let choices = [(View::Board, text::BOARD), (View::Build, text::BUILD), (View::Decision, text::DECISION)];
    let all = choices.map(|(view, words)| Tab {
        id: ["show-", view.name()].concat(),
        panel: ["view-", view.name()].concat(),
        words: Signal::stored(words.to_owned()),
        value: view,
    });
    view! { <div class="mobtabs">{tabs("seg", text::VIEWS, desk.view, all.into())}</div> }.into_any()
}
