//! The dialog that lists the keys.

use leptos::prelude::*;

use super::dialog::Dialog;
use super::{Desk, text};

/// The keys, and a switch for those that are a single letter.
#[component]
pub fn KeyboardHelp(desk: Desk, open: RwSignal<bool>) -> AnyView {
    let rows = text::KEYS.iter().map(|(keys, does)| {
        let keys = keys.split(' ').map(|key| view! { <kbd>{key}</kbd> }).collect_view();
        view! { <div><dt>{keys}</dt><dd>{*does}</dd></div> }
    });
    view! {
        <Dialog open id="keyboard-help" title=text::KEYBOARD_HELP>
            <dl class="keys">{rows.collect_view()}</dl>
            <label class="chk">
                <input
                    type="checkbox"
                    prop:checked=move || desk.single_keys.get()
                    on:change=move |event| desk.set_single_keys(event_target_checked(&event))
                />
                <span>{text::SINGLE_KEYS}</span>
            </label>
        </Dialog>
    }
    .into_any()
}
