//! The way from a question to the lesson that tells it.

use crate::quiz::LessonLink;
use crate::ui::address;
use crate::ui::part::{Part, html};

use super::text;

/// A link to a heading of a lesson. From a frame it opens a page of its own: what is answered may be kept in the
/// frame alone.
pub fn link(link: &LessonLink) -> Part {
    let part = html("a").class("btn").attr("href", &link.path).text(&text::read_in(&link.title));
    if address::is_frame() { part.attr("target", "_blank").attr("rel", "noopener") } else { part }
}
