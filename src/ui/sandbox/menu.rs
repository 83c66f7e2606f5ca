//! A button that shows a few more buttons. Escape, a choice or moving on closes it.

use std::rc::Rc;

use leptos::prelude::*;
use leptos::web_sys::{Element, FocusEvent, KeyboardEvent, Node};
use wasm_bindgen::JsCast;

use crate::ui::mount;
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::button::button;
use super::text;

/// One choice: its words, whether it can be taken now, and what it does.
pub struct Choice {
    /// What the button says.
    pub words: String,
    /// Whether it can be taken.
    pub is_open: bool,
    /// What it does.
    pub act: Box<dyn Fn()>,
}

impl Choice {
    /// What stands in a menu while the code for its choices is on its way.
    pub fn not_yet() -> Self {
        Self { words: text::NOT_YET.to_owned(), is_open: false, act: Box::new(|| ()) }
    }
}

/// Height in px that the time bar, or something sticky, may cover at the bottom of a page.
const COVERED: f64 = 200.0;

/// Scrolls so that a list can be seen that has just opened, in its panel and on the page.
pub fn show_all_of(choices: &Element) {
    let height = mount::window().inner_height().ok().and_then(|it| it.as_f64()).unwrap_or(f64::MAX);
    if choices.get_bounding_client_rect().bottom() > height - COVERED {
        choices.scroll_into_view_with_bool(false);
    }
}

/// A list ends where its button does, so that it covers what belongs to the button. Where it would begin beside the page, it
/// begins where the button does.
fn keep_on_page(choices: &Element) {
    if choices.get_bounding_client_rect().left() < 0.0 {
        let _ = choices.class_list().add_1("is-turned");
    }
}

/// A disclosure button with the choices behind it. `face` puts on the button what it shows.
pub fn menu(
    id: &str,
    class: &str,
    name: &str,
    face: impl FnOnce(Part) -> Part,
    choices: impl Fn() -> Vec<Choice> + 'static,
) -> Part {
    let open = RwSignal::new(false);
    let face = face(button(class, move || open.update(|it| *it = !*it)))
        .attr("id", id)
        .attr("aria-label", name)
        .is("aria-expanded", move || open.get());
    let face_element = face.element().clone();
    let back_to_face: Rc<dyn Fn()> = Rc::new(move || {
        open.set(false);
        mount::focus(&face_element);
    });
    let back = back_to_face.clone();
    let list = move || {
        if !open.get() {
            return vec![];
        }
        let list =
            html("div").class("mnu-b").with_all(choices().into_iter().map(|it| choice(it, back.clone())));
        let shown = list.element().clone();
        // A choice beyond an edge of its panel could not be seen.
        request_animation_frame(move || {
            keep_on_page(&shown);
            show_all_of(&shown);
        });
        vec![list]
    };
    html("div")
        .class("mnu")
        .on("focusout", move |event| {
            let event: &FocusEvent = event.unchecked_ref();
            let inside = event
                .current_target()
                .zip(event.related_target())
                .is_some_and(|(menu, next)| menu.unchecked_ref::<Node>().contains(next.dyn_ref::<Node>()));
            if !inside {
                open.set(false);
            }
        })
        .on("keydown", move |event| {
            let event: &KeyboardEvent = event.unchecked_ref();
            if event.key() == "Escape" && open.get_untracked() {
                event.stop_propagation();
                back_to_face();
            }
        })
        .with(face)
        .slot(list)
}

fn choice(choice: Choice, back_to_face: Rc<dyn Fn()>) -> Part {
    let Choice { words, is_open, act } = choice;
    let take = move || {
        if is_open {
            back_to_face();
            act();
        }
    };
    button("", take).disabled_by(move || !is_open).text(&words)
}
