//! The file-system policy: what it says, while it is written.

use leptos::prelude::*;

use crate::iam::{Document, DocumentError, PolicyKind};
use crate::sim::volume::VolumeCommand;
use crate::ui::part::{Part, html, keep};
use crate::ui::signal::{RwSignal, StoredValue};

use super::super::button::button;
use super::super::fields::labelled;
use super::super::{Desk, text};
use super::document_field::document_field;
use super::policy::complaint;

/// The field with the document, what is wrong in it, and the button that saves it.
pub fn file_system_policy(desk: Desk, id: StoredValue<String>) -> Part {
    let saved = desk.read(move |it| {
        let all = it.world().storage.as_deref().map(|it| &it.file_systems);
        let policy = all.and_then(|it| id.with_value(|id| it.get(id))).and_then(|it| it.policy.as_ref());
        policy.map(|it| it.text().to_owned()).unwrap_or_default()
    });
    let written = RwSignal::new(String::new());
    keep(Box::new(move || written.set(saved.get())));
    let document =
        move || -> Result<Document, DocumentError> { Document::read(written.get(), PolicyKind::Resource) };
    let field = document_field("10", written, document);
    let save = move || {
        if let Ok(document) = untrack(document) {
            desk.dispatch(VolumeCommand::SetFileSystemPolicy(id.get_value(), Some(document)).into());
        }
    };
    let save = button("btn sm", save)
        .disabled_by(move || document().is_err() || written.get() == saved.get())
        .text(text::SAVE_POLICY);
    let problems = move || document().err().iter().map(complaint).collect();
    let field_id = id.with_value(|id| ["policy-of-", id].concat());
    html("details").class("how-to").with(html("summary").text(text::FILE_SYSTEM_POLICY)).with(
        html("div")
            .class("stack")
            .with(labelled(&field_id, text::DOCUMENT, field))
            .with(html("div").attr("role", "status").inside_by(problems))
            .with(html("div").class("row end").with(save)),
    )
}
