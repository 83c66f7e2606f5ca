//! A button that shows a few more buttons. Escape, a choice or moving on closes it.

use leptos::html;
use leptos::prelude::*;
use leptos::web_sys::{Element, FocusEvent, KeyboardEvent, Node};
use wasm_bindgen::JsCast;

use crate::ui::mount;

/// One choice: its words, whether it can be taken now, and what it does.
pub struct Choice {
    /// What the button says.
    pub words: &'static str,
    /// Whether it can be taken.
    pub is_open: bool,
    /// What it does.
    pub act: Box<dyn Fn()>,
}

/// Height in px that something sticky may cover at the bottom of a page.
const COVERED: f64 = 110.0;

fn show_all_of(choices: &Element) {
    let height = mount::window().inner_height().ok().and_then(|it| it.as_f64()).unwrap_or(f64::MAX);
    if choices.get_bounding_client_rect().bottom() > height - COVERED {
        choices.scroll_into_view_with_bool(false);
    }
}

/// A disclosure button with the choices behind it.
pub fn menu(
    id: String,
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
    let open_choices = NodeRef::<html::Div>::new();
    // A choice below the edge of its panel could not be seen.
    Effect::new(move |_| {
        if let Some(choices) = open_choices.get() {
            request_animation_frame(move || show_all_of(&choices));
        }
    });
    view! {
        <div class="mnu" on:focusout=on_focusout on:keydown=on_keydown>
            <button
                id=id
                class=class
                type="button"
                node_ref=face_node
                aria-label=name
                aria-expanded=move || open.get().to_string()
                on:click=move |_| open.update(|it| *it = !*it)
            >
                {face}
            </button>
            {move || open.get().then(|| view! { <div class="mnu-b" node_ref=open_choices>{choices().into_iter().map(choice_button).collect_view()}</div> })}
        </div>
    }
    .into_any()
}
