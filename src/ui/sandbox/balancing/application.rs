//! The dialog about the application in the tasks behind a load balancer: how fast it is, when it is ready, what it answers.

use leptos::prelude::*;

use crate::sim::life::Application;
use crate::sim::{Command, TaskDefinitionId, explain};
use crate::ui::part::{Part, keep};
use crate::ui::signal::{Memo, RwSignal};

use super::super::Desk;
use super::super::dialog::dialog;
use super::super::fields::{line, number, pair, switch};
use super::super::note::paragraph;
use super::super::refusal::{refusal, said};
use super::super::text::balancing as words;
use super::target_group::dialog_buttons;

/// What is being changed.
#[derive(Clone, Copy)]
struct Form {
    per_second: RwSignal<u32>,
    ready: RwSignal<u32>,
    code: RwSignal<u32>,
    path: RwSignal<String>,
    is_down: RwSignal<bool>,
    answers_after: RwSignal<u32>,
}

impl Form {
    fn new() -> Self {
        Self {
            per_second: RwSignal::new(1),
            ready: RwSignal::new(0),
            code: RwSignal::new(200),
            path: RwSignal::new(String::new()),
            is_down: RwSignal::new(false),
            answers_after: RwSignal::new(0),
        }
    }

    fn fill(self, it: &Application) {
        self.per_second.set(it.per_second);
        self.ready.set(it.ready_after_seconds);
        self.code.set(it.status_code.into());
        self.path.set(it.only_path.clone().unwrap_or_default());
        self.is_down.set(it.is_down);
        self.answers_after.set(it.answers_after_seconds);
    }

    fn application(self) -> Application {
        Application {
            per_second: self.per_second.get(),
            ready_after_seconds: self.ready.get(),
            status_code: u16::try_from(self.code.get()).unwrap_or(u16::MAX),
            only_path: Some(self.path.with(|it| it.trim().to_owned())).filter(|it| !it.is_empty()),
            is_down: self.is_down.get(),
            answers_after_seconds: self.answers_after.get(),
        }
    }
}

/// The dialog, open while there is a task definition to show.
pub fn application(desk: Desk, shown: RwSignal<Option<TaskDefinitionId>>) -> Part {
    let (open, form) = (RwSignal::new(false), Form::new());
    keep(Box::new(move || {
        let Some(id) = shown.get() else { return };
        desk.session.simulation.with_untracked(|it| {
            if let Some(it) = it.world().task_definition(id) {
                form.fill(&it.behavior.application);
            }
        });
        open.set(true);
    }));
    keep(Box::new(move || {
        if !open.get() {
            shown.set(None);
        }
    }));
    let order = move || Some(Command::SetApplication(shown.get()?, form.application()));
    let refused = Memo::new(move |_| desk.session.simulation.with(|it| refusal(it, &order()?)));
    let save = move || {
        if let Some(order) = untrack(order).filter(|_| refused.with_untracked(Option::is_none)) {
            desk.befall(order);
            open.set(false);
        }
    };
    let inside = vec![
        pair([
            number("app-rate", words::SERVES, form.per_second, 1, 1_000_000),
            number("app-ready", words::READY_AFTER, form.ready, 0, 86_400),
        ]),
        pair([
            number("app-code", words::STATUS_CODE, form.code, 0, 599),
            line("app-path", words::ONLY_PATH, form.path),
        ]),
        paragraph("tiny muted", words::ONLY_PATH_HELP),
        number("app-answer", words::ANSWERS_AFTER, form.answers_after, 0, 4_000),
        paragraph("tiny muted", words::ANSWERS_AFTER_HELP),
        switch(form.is_down, words::ACCEPTS_NONE, words::ACCEPTS_NONE_HELP),
        said(refused),
        dialog_buttons(
            move || open.set(false),
            words::SAVE,
            "app-save",
            save,
            move || refused.with(Option::is_some),
        ),
    ];
    let title = move || {
        let name = |id| desk.session.simulation.with_untracked(|it| explain::revision_name(it.world(), id));
        shown.get().map_or_else(String::new, |id| words::application_of(&name(id)))
    };
    dialog(open, "application", title, inside)
}
