//! The field in which a policy document is written.

use leptos::prelude::*;
use leptos::web_sys::HtmlTextAreaElement;
use wasm_bindgen::JsCast;

use crate::iam::{Document, DocumentError};
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

/// So many rows of JSON, marked while they are no document.
pub fn document_field(
    rows: &str,
    written: RwSignal<String>,
    read: impl Fn() -> Result<Document, DocumentError> + Copy + 'static,
) -> Part {
    html("textarea")
        .class("inp")
        .attr("rows", rows)
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .class_by("is-error", move || read().is_err())
        .is("aria-invalid", move || read().is_err())
        .by(move |field| {
            let field: &HtmlTextAreaElement = field.unchecked_ref();
            if field.value() != written.get() {
                field.set_value(&written.get());
            }
        })
        .on("input", move |event| written.set(event_target_value(&event)))
}
