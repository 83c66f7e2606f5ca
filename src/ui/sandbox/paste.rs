//! A task definition pasted as AWS's JSON, checked while it is typed.

use leptos::prelude::*;
use leptos::web_sys::HtmlTextAreaElement;
use wasm_bindgen::JsCast;

use crate::ecs::{self, Finding, TaskDefinition, validate};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::button::button;
use super::note::{Tone, note, paragraph};
use super::{Desk, text};

/// Findings that are shown at once.
const SHOWN: usize = 30;

/// What the text turned out to be.
#[derive(Clone, Debug)]
enum Reading {
    Nothing,
    NotJson { problem: String, fix: String },
    Definition { task_definition: Box<TaskDefinition>, findings: Vec<Finding> },
}

impl Reading {
    fn of(draft: &str) -> Self {
        if draft.trim().is_empty() {
            return Self::Nothing;
        }
        match validate(draft, None) {
            Err(error) => Self::NotJson {
                problem: ecs::text::syntax_problem(&error),
                fix: ecs::text::syntax_fix(&error).to_owned(),
            },
            Ok(reading) => Self::Definition {
                task_definition: Box::new(reading.task_definition),
                findings: reading.findings,
            },
        }
    }

    /// The definition, if nothing stops its registration.
    fn registrable(&self) -> Option<TaskDefinition> {
        match self {
            Self::Definition { task_definition, findings } if !findings.iter().any(Finding::is_error) => {
                Some((**task_definition).clone())
            }
            Self::Nothing | Self::NotJson { .. } | Self::Definition { .. } => None,
        }
    }
}

/// The field, what is wrong with it, and the button.
pub fn paste(desk: Desk, open: RwSignal<bool>) -> Part {
    // What was typed outlives the dialog, an error, the other tab and a reload.
    let draft = desk.typed;
    let reading = Memo::new_with_compare(move |_| draft.with(|it| Reading::of(it)), |_, _| true);
    let can_register = move || reading.with(|it| it.registrable().is_some());
    let register = move || {
        if let Some(task_definition) = reading.with_untracked(Reading::registrable) {
            desk.register(task_definition, move || {
                draft.set(String::new());
                open.set(false);
            });
        }
    };
    let field = html("textarea")
        .class("inp")
        .attr("id", "paste")
        .attr("rows", "12")
        .attr("spellcheck", "false")
        .attr("autocomplete", "off")
        .attr("aria-describedby", "findings")
        .class_by("is-error", move || {
            reading.with(|it| !matches!(it, Reading::Nothing) && it.registrable().is_none())
        })
        .by(move |it| show_draft(it.unchecked_ref(), &draft.get()))
        .on("input", move |event| draft.set(event_target_value(&event)));
    let label = html("label").attr("for", "paste").text(text::PASTE_LABEL);
    let button = button("btn pri", register).disabled_by(move || !can_register()).text(text::REGISTER);
    html("div")
        .class("paste")
        .with(html("div").class("field").with(label).with(field))
        .with(html("div").attr("id", "findings").class("findings").inside_by(move || reading.with(findings)))
        .with(html("div").class("row end").with(button))
}

/// Writes only what is not there already: writing moves the caret.
fn show_draft(field: &HtmlTextAreaElement, draft: &str) {
    if field.value() != draft {
        field.set_value(draft);
    }
}

fn findings(reading: &Reading) -> Vec<Part> {
    match reading {
        Reading::Nothing => vec![paragraph("tiny muted", text::PASTE_HELP)],
        Reading::NotJson { problem, fix } => {
            vec![note(Tone::Fault, vec![paragraph("", &[problem, " ", fix].concat())])]
        }
        Reading::Definition { task_definition, findings } if findings.is_empty() => {
            vec![note(Tone::Good, vec![paragraph("", &text::can_register(&task_definition.family))])]
        }
        Reading::Definition { findings, .. } => {
            let (errors, warnings): (Vec<_>, Vec<_>) = findings.iter().partition(|it| it.is_error());
            let summary = paragraph("small t2", &text::n_findings(errors.len(), warnings.len()));
            let notes = errors.into_iter().chain(warnings).take(SHOWN).map(finding);
            std::iter::once(summary).chain(notes).collect()
        }
    }
}

fn finding(finding: &Finding) -> Part {
    let tone = if finding.is_error() { Tone::Fault } else { Tone::Caution };
    let problem = html("p");
    let problem = if finding.field.is_empty() {
        problem
    } else {
        problem.with(html("code").attr("translate", "no").text(&finding.field)).text(" ")
    };
    note(tone, vec![problem.text(&ecs::text::problem(finding)), paragraph("t2", &ecs::text::fix(finding))])
}
