//! A button that shows a few more buttons. Escape, a choice or moving on closes it.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{FocusEvent, KeyboardEvent, Node};
use wasm_bindgen::JsCast;

/// One choice: its words, whether it can be taken now, and what it does.
pub struct Choice {
    /// What the button says.
    pub words: &'static str,
    /// Whether it can be taken.
    pub is_open: bool,
    /// What it does.
    pub act: Box<dyn Fn()>,
}

/// A disclosure button with the choices behind it.
pub fn menu(
    class: &'static str,
    name: String,
    face: AnyView,
    choices: impl Fn() -> Vec<Choice> + Send + 'static,
) -> AnyView {
    let open = RwSignal::new(false);
    let face_node = NodeRef::<html::Button>::new();
    let on_focusout = move |event: FocusEvent| {
        let inside = event
            .current_target()
            .zip(event.related_target())
            .is_some_and(|(menu, next)| menu.unchecked_ref::<Node>().contains(next.dyn_ref::<Node>()));
        if !inside {
            open.set(false);
        }
    };
    let back_to_face = move || {
        open.set(false);
        if let Some(face) = face_node.get_untracked() {
            let _ = face.focus();
        }
    };
    let on_keydown = move |event: KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() {
            event.stop_propagation();
            back_to_face();
        }
    };
    let choice_button = move |choice: Choice| {
        let Choice { words, is_open, act } = choice;
        let on_click = move |_| {
            if is_open {
                back_to_face();
                act();
            }
        };
        view! { <button type="button" aria-disabled=(!is_open).then_some("true") on:click=on_click>{words}</button> }
    };
    view! {
        <div class="mnu" on:focusout=on_focusout on:keydown=on_keydown>
            <button
                class=class
                type="button"
                node_ref=face_node
                aria-label=name
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|it| *it = !*it)
            >
                {face}
            </button>
            {move || open.get().then(|| view! { <div class="mnu-b">{choices().into_iter().map(choice_button).collect_view()}</div> })}
        </div>
    }
    .into_any()
}
