//! The dialog that registers a task definition: one of the samples, or the learner's own.

use leptos::prelude::*;

use crate::ecs::{self, Demand, SAMPLES, Sample, read_task_definition};

use super::dialog::Dialog;
use super::paste::Paste;
use super::tabs::{Tab, tabs};
use super::{Desk, text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Sample,
    Paste,
}

/// The dialog.
#[component]
pub fn AddTaskDefinition(desk: Desk, open: RwSignal<bool>) -> AnyView {
    let way = RwSignal::new(Way::Sample);
    // What was typed outlives the dialog, an error and the other tab.
    let draft = RwSignal::new(String::new());
    let tab = |id: &str, words: &str, value| Tab {
        id: id.to_owned(),
        panel: "way".to_owned(),
        words: Signal::stored(words.to_owned()),
        value,
    };
    let all = vec![tab("way-sample", text::SAMPLES, Way::Sample), tab("way-paste", text::PASTE, Way::Paste)];
    view! {
        <Dialog open id="add-definition" title=text::ADD_TASK_DEFINITION>
            {tabs("seg wide", text::ADD_TASK_DEFINITION, way, all)}
            <div id="way" role="tabpanel" aria-label=text::ADD_TASK_DEFINITION>
                {move || match way.get() {
                    Way::Sample => samples(desk, open),
                    Way::Paste => view! { <Paste desk open draft/> }.into_any(),
                }}
            </div>
        </Dialog>
    }
    .into_any()
}

fn samples(desk: Desk, open: RwSignal<bool>) -> AnyView {
    let row = |sample: &'static Sample| {
        let task_definition = read_task_definition(sample.json).ok()?.task_definition;
        let demand = text::demand(&Demand::of(&task_definition));
        let on_click = move |_| {
            if desk.register(task_definition.clone()) {
                open.set(false);
            }
        };
        Some(view! {
            <li>
                <button class="pick" type="button" on:click=on_click>
                    <span>
                        <b>{sample.family}</b>
                        <small>{demand}</small>
                        <small class="about">{ecs::text::sample(sample.family)}</small>
                    </span>
                </button>
            </li>
        })
    };
    view! { <ul class="pal samples">{SAMPLES.iter().filter_map(row).collect_view()}</ul> }.into_any()
}
