//! A native dialog: the browser keeps the focus inside, closes it on Escape and gives the focus back.

use leptos::prelude::request_animation_frame;
use leptos::web_sys::HtmlDialogElement;
use wasm_bindgen::JsCast;

use crate::diagram::Icon;
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::button::icon_button;
use super::text;

/// A dialog that is shown while `open` holds.
pub fn dialog(
    open: RwSignal<bool>,
    id: &str,
    title: impl Fn() -> String + 'static,
    inside: Vec<Part>,
) -> Part {
    let title_id = [id, "-title"].concat();
    let heading = html("h2").attr("id", &title_id).attr("tabindex", "-1").text_by(title);
    let close = icon_button("btn sm icon ghost", Icon::Cross, text::CLOSE, move || open.set(false));
    html("dialog")
        .class("dlg")
        .attr("id", id)
        .attr("aria-labelledby", &title_id)
        .on("close", move |_| open.set(false))
        // The dialog itself is hit only beside its content: on the backdrop.
        .on("click", move |event| {
            if event.target() == event.current_target() {
                open.set(false);
            }
        })
        .with(
            html("div")
                .class("dlg-b")
                .with(html("header").class("dlg-h").with(heading).with(close))
                .with_all(inside),
        )
        .by(move |element| show(element.unchecked_ref(), open, open.get()))
}

fn show(dialog: &HtmlDialogElement, open: RwSignal<bool>, is_open: bool) {
    if is_open && !dialog.is_connected() {
        // It is still being built, and the browser opens only what is on the page.
        let dialog = dialog.clone();
        request_animation_frame(move || show(&dialog, open, open.get_untracked()));
    } else if is_open && !dialog.open() {
        // Written here only: a page in a frame complains of every `autofocus` that it is made with.
        if let Ok(Some(heading)) = dialog.query_selector("h2") {
            let _ = heading.set_attribute("autofocus", "");
        }
        let _ = dialog.show_modal();
    } else if !is_open && dialog.open() {
        dialog.close();
    }
}
