//! What was said while a dialog is open: behind it the status line cannot be read.

use crate::ui::part::{Part, html, keep};
use crate::ui::signal::RwSignal;

use super::super::Desk;

/// A line with what was last said since the dialog was opened.
pub fn said(desk: Desk, open: RwSignal<bool>) -> Part {
    let is_news = RwSignal::new(false);
    keep(Box::new(move || {
        desk.session.status.track();
        is_news.set(true);
    }));
    keep(Box::new(move || {
        open.track();
        is_news.set(false);
    }));
    let words = move || if is_news.get() { desk.session.status.get() } else { String::new() };
    html("p").class("small here").attr("role", "status").text_by(words)
}
