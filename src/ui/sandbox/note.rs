//! A note: one or two sentences beside what they are about, with a sign that says how serious it is.

use crate::diagram::Icon;
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};

/// How serious a note is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tone {
    /// A fact.
    Fact,
    /// Something to look at; not an error.
    Caution,
    /// Something is wrong.
    Fault,
    /// Nothing is wrong.
    Good,
}

/// A note with anything inside.
pub fn note(tone: Tone, inside: Vec<Part>) -> Part {
    let (class, sign) = match tone {
        Tone::Fact => ("note", Icon::Info),
        Tone::Caution => ("note warn", Icon::Warning),
        Tone::Fault => ("note bad", Icon::Warning),
        Tone::Good => ("note ok", Icon::Check),
    };
    html("div").class(class).with(icon_of_size(sign, "18")).with(html("div").with_all(inside))
}

/// A paragraph.
pub fn paragraph(class: &str, words: &str) -> Part {
    let paragraph = html("p").text(words);
    if class.is_empty() { paragraph } else { paragraph.class(class) }
}

/// A dashed place for what is not there yet: one sentence and one button that makes it appear.
pub fn empty(sentence: &str, button: Part) -> Part {
    html("div").class("empty").with(paragraph("", sentence)).with(button)
}
