//! A policy while it is written: what is wrong with it, what can stand at the caret, and what it would allow.

use leptos::prelude::*;
use leptos::web_sys::HtmlTextAreaElement;
use wasm_bindgen::JsCast;

use crate::iam::{Document, DocumentError, Listed, MANAGED_POLICIES, ManagedPolicy, text as iam_text};
use crate::sim::TaskDefinitionId;
use crate::sim::roles::{Verdict, whom_it_lets_in, would_be_allowed as could_call};
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::super::button::button;
use super::super::fields::{labelled, line};
use super::super::note::{Tone, note, paragraph};
use super::super::text;
use super::document_field::document_field;
use super::roles::{BOUNDARY, CALLER, Editing, TRUST};

/// Completions that are offered at once.
const MOST_OFFERED: usize = 6;

/// Characters of an action from which on completions are offered.
const LEAST_WORD: usize = 2;

/// Problems that are told at once.
const MOST_TOLD: usize = 4;

/// Actions that learners may want and that no managed policy of the list names.
const MORE_ACTIONS: [&str; 21] = [
    "dynamodb:GetItem",
    "dynamodb:PutItem",
    "ecs:CreateService",
    "ecs:ExecuteCommand",
    "ecs:RegisterTaskDefinition",
    "ecs:RunTask",
    "iam:PassRole",
    "kms:Decrypt",
    "logs:CreateLogGroup",
    "s3:GetObject",
    "s3:ListBucket",
    "s3:PutObject",
    "secretsmanager:GetSecretValue",
    "sqs:ReceiveMessage",
    "sqs:SendMessage",
    "ssm:GetParameters",
    "ssmmessages:CreateControlChannel",
    "ssmmessages:CreateDataChannel",
    "ssmmessages:OpenControlChannel",
    "ssmmessages:OpenDataChannel",
    "sts:AssumeRole",
];

/// The field, what is wrong in it, and the names of actions that begin like the word at the caret.
pub fn document(it: Editing) -> Part {
    let word = RwSignal::new(String::new());
    let field = document_field("12", it.written, move || it.read())
        .attr("aria-describedby", "policy-says")
        .on("input", move |event| word.set(at_caret(&event_target(&event))));
    let element: HtmlTextAreaElement = field.element().clone().unchecked_into();
    let complete = move |action: &'static str| {
        put_at_caret(&element, word.get_untracked().len(), action);
        word.set(String::new());
        it.written.set(element.value());
    };
    let offer = move || {
        let option = |action: &'static str| {
            let complete = complete.clone();
            button("btn sm", move || complete(action)).attr("translate", "no").text(action)
        };
        word.with(|it| offered(it)).into_iter().map(option).collect()
    };
    let save = button("btn pri", move || it.save())
        .disabled_by(move || it.read().is_err() || it.written.get() == it.saved.get())
        .text(text::SAVE_POLICY);
    let offered = html("div").class("row wrap").attr("role", "group").attr("aria-label", text::COMPLETIONS);
    html("div")
        .class("stack")
        .with(labelled("policy-document", text::DOCUMENT, field))
        .with(offered.inside_by(offer))
        .with(html("div").attr("id", "policy-says").attr("role", "status").inside_by(move || problems(it)))
        .with(html("div").class("row end").with(save))
}

/// Where the caret stands, in UTF-16 units, with what is written.
fn caret(field: &HtmlTextAreaElement) -> (Vec<u16>, usize) {
    let units: Vec<u16> = field.value().encode_utf16().collect();
    let caret = field.selection_start().ok().flatten().and_then(|it| usize::try_from(it).ok()).unwrap_or(0);
    let caret = caret.min(units.len());
    (units, caret)
}

/// The part of an action's name before the caret.
fn at_caret(field: &HtmlTextAreaElement) -> String {
    let (units, caret) = caret(field);
    let before = String::from_utf16_lossy(&units[..caret]);
    let is_of_action = |it: char| it.is_ascii_alphanumeric() || it == ':' || it == '-';
    before.rsplit(|it| !is_of_action(it)).next().unwrap_or_default().to_owned()
}

/// Puts an action in place of so many characters before the caret.
fn put_at_caret(field: &HtmlTextAreaElement, n_before: usize, action: &str) {
    let (units, caret) = caret(field);
    let start = caret.saturating_sub(n_before);
    let (before, after) =
        (String::from_utf16_lossy(&units[..start]), String::from_utf16_lossy(&units[caret..]));
    field.set_value(&[&before, action, &after].concat());
    let next = u32::try_from(start + action.len()).unwrap_or(u32::MAX);
    let _ = field.focus();
    let _ = field.set_selection_range(next, next);
}

/// Actions that begin like this.
fn offered(word: &str) -> Vec<&'static str> {
    let word = word.to_ascii_lowercase();
    if word.len() < LEAST_WORD {
        return vec![];
    }
    let fits = |it: &&str| it.to_ascii_lowercase().starts_with(&word) && it.len() > word.len();
    actions().filter(fits).take(MOST_OFFERED).collect()
}

/// What is wrong with the document; nothing when nothing is.
fn problems(it: Editing) -> Vec<Part> {
    it.read().err().iter().map(complaint).collect()
}

/// Why a text is no policy.
pub fn complaint(error: &DocumentError) -> Part {
    let wrong: Vec<String> = match error {
        DocumentError::NotJson { line, column, problem } => vec![text::not_json(*line, *column, problem)],
        DocumentError::NotAPolicy(problems) => problems.iter().map(iam_text::problem).collect(),
    };
    note(Tone::Fault, wrong.iter().take(MOST_TOLD).map(|it| paragraph("", it)).collect())
}

/// Whether the role could make a call, or be assumed, with what is written and not yet saved.
pub fn would_be_allowed(it: Editing) -> Part {
    let action = RwSignal::new("s3:GetObject".to_owned());
    let resource = RwSignal::new("*".to_owned());
    let is_trust = move || it.policy.with(|it| it == TRUST);
    // A trust policy is about one call alone.
    let fields = move || if is_trust() { vec![] } else { vec![call_fields(action, resource)] };
    let answer = move || {
        let Ok(document) = it.read() else { return vec![] };
        let written = Written { it, document };
        if is_trust() { written.lets_in() } else { written.allows(&action.get(), &resource.get()) }
    };
    html("fieldset")
        .class("stack box")
        .with(html("legend").text(text::TEST))
        .slot(fields)
        .with(html("div").attr("role", "status").inside_by(answer))
}

fn call_fields(action: RwSignal<String>, resource: RwSignal<String>) -> Part {
    html("div").class("pair").with(line("test-action", text::ACTION, action)).with(line(
        "test-resource",
        text::RESOURCE,
        resource,
    ))
}

/// A policy that can be read and is not yet saved.
struct Written {
    it: Editing,
    document: Document,
}

impl Written {
    /// What the trust policy answers each service that asks for the role.
    fn lets_in(self) -> Vec<Part> {
        let role = self.it.role.get();
        let world = &self.it.desk.session.simulation;
        let verdicts = world.with(|it| whom_it_lets_in(it.world(), &role, &self.document));
        verdicts.iter().map(|it| verdict(it, &[&it.principal, ": ", &it.why].concat())).collect()
    }

    /// What the policies answer when the role makes this call.
    fn allows(self, action: &str, resource: &str) -> Vec<Part> {
        let role = self.it.role.get();
        let role = (role != CALLER).then_some(role);
        let about = self.it.desk.selected.get().unwrap_or(TaskDefinitionId(0));
        let boundary = self.it.known().and_then(|it| it.boundary);
        // What is written is the boundary itself, or one of the policies within it.
        let (with, boundary) = if self.it.policy.with(|it| it == BOUNDARY) {
            (self.it.policies.get(), Some(self.document))
        } else {
            (self.it.edited(self.document).0, boundary)
        };
        let with = (&with[..], boundary.as_ref());
        let found = self
            .it
            .desk
            .session
            .simulation
            .with(|it| could_call(it.world(), role.as_deref(), with, about, (action, resource)));
        match found.filter(|_| action.contains(':')) {
            Some(found) => vec![verdict(&found, &found.why)],
            None => vec![paragraph("tiny muted", text::TEST_HELP)],
        }
    }
}

fn verdict(verdict: &Verdict, words: &str) -> Part {
    let tone = if verdict.is_allowed { Tone::Good } else { Tone::Fault };
    note(tone, vec![paragraph("brk", words)])
}

/// The actions that managed policies name, and some more, in order and without wildcards.
fn actions() -> impl Iterator<Item = &'static str> {
    static FOUND: std::sync::OnceLock<Vec<String>> = std::sync::OnceLock::new();
    let all = FOUND.get_or_init(|| {
        let of = |it: &ManagedPolicy| {
            let statements = it.policy().statements.into_iter();
            statements.flat_map(|it| match it.actions {
                Listed::Only(actions) | Listed::AllBut(actions) => actions,
            })
        };
        let named = MANAGED_POLICIES.iter().flat_map(of).filter(|it| !it.contains('*'));
        let mut all: Vec<String> = named.chain(MORE_ACTIONS.map(str::to_owned)).collect();
        all.sort();
        all.dedup();
        all
    });
    all.iter().map(String::as_str)
}
