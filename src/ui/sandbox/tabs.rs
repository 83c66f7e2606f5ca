//! Tabs: one stop, the arrow keys change the tab.

use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

use super::keyboard::focus_soon;

/// One tab.
pub struct Tab<T: 'static> {
    /// The id of its button.
    pub id: String,
    /// The id of what it shows.
    pub panel: String,
    /// What it says.
    pub words: Signal<String>,
    /// What it stands for.
    pub value: T,
}

/// A row of tabs over a signal.
pub fn tabs<T: Copy + PartialEq + Send + Sync + 'static>(
    class: &'static str,
    name: &'static str,
    selected: RwSignal<T>,
    all: Vec<Tab<T>>,
) -> AnyView {
    let values: Vec<(T, String)> = all.iter().map(|it| (it.value, it.id.clone())).collect();
    let on_keydown = move |event: KeyboardEvent| {
        let n = values.len();
        let Some(at) = values.iter().position(|(it, _)| *it == selected.get_untracked()) else { return };
        let next = match event.key().as_str() {
            "ArrowRight" => (at + 1) % n,
            "ArrowLeft" => (at + n - 1) % n,
            "Home" => 0,
            "End" => n - 1,
            _ => return,
        };
        event.prevent_default();
        selected.set(values[next].0);
        focus_soon(values[next].1.clone());
    };
    let button = |tab: Tab<T>| {
        let value = tab.value;
        let is_selected = move || selected.get() == value;
        view! {
            <button
                type="button"
                role="tab"
                id=tab.id
                aria-controls=tab.panel
                aria-selected=move || is_selected().to_string()
                tabindex=move || if is_selected() { "0" } else { "-1" }
                on:click=move |_| selected.set(value)
            >
                {tab.words}
            </button>
        }
    };
    view! {
        <div class=class role="tablist" aria-label=name on:keydown=on_keydown>
            {all.into_iter().map(button).collect_view()}
        </div>
    }
    .into_any()
}
