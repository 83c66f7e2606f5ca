//! Tabs: one stop, the arrow keys change the tab.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;
use wasm_bindgen::JsCast;

use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::button::button;
use super::keyboard::focus_soon;

/// One tab.
pub struct Tab {
    /// The id of its button.
    pub id: String,
    /// The id of what it shows.
    pub panel: String,
    /// What it says.
    pub words: Box<dyn Fn() -> String>,
}

impl Tab {
    /// A tab whose words never change.
    pub fn new(id: String, panel: String, words: &'static str) -> Self {
        Self { id, panel, words: Box::new(|| words.to_owned()) }
    }
}

/// Which tab is selected, by its index.
pub struct Selection {
    /// Says which.
    pub get: Rc<dyn Fn() -> usize>,
    /// Selects another.
    pub set: Rc<dyn Fn(usize)>,
}

impl Selection {
    /// Over a signal that holds one of a few values, in the order of the tabs.
    pub fn of<T: Copy + PartialEq + Send + Sync + 'static>(
        signal: RwSignal<T>,
        values: &'static [T],
    ) -> Self {
        let get = move || values.iter().position(|it| *it == signal.get()).unwrap_or_default();
        let set = move |at: usize| {
            if let Some(value) = values.get(at) {
                signal.set(*value);
            }
        };
        Self { get: Rc::new(get), set: Rc::new(set) }
    }
}

/// A row of tabs.
pub fn tabs(class: &str, name: &str, selection: Selection, all: Vec<Tab>) -> Part {
    let ids: Vec<String> = all.iter().map(|it| it.id.clone()).collect();
    let Selection { get, set } = selection;
    let button = |(at, tab): (usize, Tab)| {
        let (get, get_2, set) = (get.clone(), get.clone(), set.clone());
        button("", move || set(at))
            .attr("role", "tab")
            .attr("id", &tab.id)
            .attr("aria-controls", &tab.panel)
            .is("aria-selected", move || get() == at)
            .attr_by("tabindex", move || Some(if get_2() == at { "0" } else { "-1" }.to_owned()))
            .text_by(tab.words)
    };
    let row = html("div").class(class).attr("role", "tablist").attr("aria-label", name);
    let row = row.with_all(all.into_iter().enumerate().map(button));
    row.on("keydown", move |event| {
        let event: &KeyboardEvent = event.unchecked_ref();
        let (n, at) = (ids.len(), untrack(|| get()));
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % n,
            "ArrowLeft" => (at + n - 1) % n,
            "Home" => 0,
            "End" => n - 1,
            _ => return,
        };
        event.prevent_default();
        set(next);
        focus_soon(ids[next].clone());
    })
}
