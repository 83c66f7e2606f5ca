//! On a phone one part of the sandbox is shown at a time: the board, the Build panel or the Decision panel.

use crate::ui::part::{Part, html};

use super::tabs::{Selection, Tab, tabs};
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

const ALL: [View; 3] = [View::Board, View::Build, View::Decision];

/// The segmented control over the views.
pub fn view_tabs(desk: Desk) -> Part {
    let tab = |(view, words): (View, &'static str)| {
        Tab::new(["show-", view.name()].concat(), ["view-", view.name()].concat(), words)
    };
    let all = ALL.into_iter().zip([text::BOARD, text::BUILD, text::DECISION]).map(tab).collect();
    html("div").class("mobtabs").with(tabs("seg", text::VIEWS, Selection::of(desk.view, &ALL), all))
}
