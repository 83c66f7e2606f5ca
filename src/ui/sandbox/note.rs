//! A note: one or two sentences beside what they are about, with a sign that says how serious it is.

use leptos::prelude::*;

use crate::diagram::Icon;

use super::icon::icon_of_size;

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
pub fn note(tone: Tone, inside: impl IntoView + 'static) -> AnyView {
    let (class, sign) = match tone {
        Tone::Fact => ("note", Icon::Info),
        Tone::Caution => ("note warn", Icon::Warning),
        Tone::Fault => ("note bad", Icon::Warning),
        Tone::Good => ("note ok", Icon::Check),
    };
    view! { <div class=class>{icon_of_size(sign, "18")}<div>{inside.into_any()}</div></div> }.into_any()
}

/// A dashed place for what is not there yet: one sentence and one button that makes it appear.
pub fn empty(sentence: &'static str, button: AnyView) -> AnyView {
    view! { <div class="empty"><p>{sentence}</p>{button}</div> }.into_any()
}
