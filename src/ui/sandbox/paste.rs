//! A task definition pasted as AWS's JSON, checked while it is typed.

use leptos::prelude::*;

use crate::ecs::{self, Finding, TaskDefinition, validate};

use super::note::{Tone, note};
use super::{Desk, text};

/// Findings that are shown at once.
const SHOWN: usize = 30;

/// What the text turned out to be.
#[derive(Clone, Debug, PartialEq, Eq)]
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
#[component]
pub fn Paste(desk: Desk, open: RwSignal<bool>, draft: RwSignal<String>) -> AnyView {
    let reading = Memo::new(move |_| draft.with(|it| Reading::of(it)));
    let can_register = move || reading.with(|it| it.registrable().is_some());
    let on_register = move |_| {
        if let Some(task_definition) = reading.with_untracked(Reading::registrable)
            && desk.register(task_definition)
        {
            draft.set(String::new());
            open.set(false);
        }
    };
    view! {
        <div class="field">
            <label for="paste">{text::PASTE_LABEL}</label>
            <textarea
                class="inp"
                id="paste"
                rows="12"
                spellcheck="false"
                autocomplete="off"
                aria-describedby="findings"
                class:is-error=move || reading.with(|it| !matches!(it, Reading::Nothing) && it.registrable().is_none())
                prop:value=move || draft.get()
                on:input=move |event| draft.set(event_target_value(&event))
            ></textarea>
        </div>
        <div id="findings" class="findings">{move || reading.with(findings)}</div>
        <div class="row end">
            <button class="btn pri" type="button" aria-disabled=move || (!can_register()).then_some("true") on:click=on_register>
                {text::REGISTER}
            </button>
        </div>
    }
    .into_any()
}

fn findings(reading: &Reading) -> AnyView {
    match reading {
        Reading::Nothing => view! { <p class="tiny muted">{text::PASTE_HELP}</p> }.into_any(),
        Reading::NotJson { problem, fix } => {
            note(Tone::Fault, view! { <p>{problem.clone()}" "{fix.clone()}</p> })
        }
        Reading::Definition { task_definition, findings } if findings.is_empty() => {
            note(Tone::Good, text::can_register(&task_definition.family))
        }
        Reading::Definition { findings, .. } => {
            let (errors, warnings): (Vec<_>, Vec<_>) = findings.iter().partition(|it| it.is_error());
            view! {
                <p class="small t2">{text::n_findings(errors.len(), warnings.len())}</p>
                {errors.into_iter().chain(warnings).take(SHOWN).map(finding).collect_view()}
            }
            .into_any()
        }
    }
}

fn finding(finding: &Finding) -> AnyView {
    let tone = if finding.is_error() { Tone::Fault } else { Tone::Caution };
    let field =
        (!finding.field.is_empty()).then(|| view! { <code translate="no">{finding.field.clone()}</code> });
    note(
        tone,
        view! { <p>{field}" "{ecs::text::problem(finding)}</p><p class="t2">{ecs::text::fix(finding)}</p> },
    )
}
