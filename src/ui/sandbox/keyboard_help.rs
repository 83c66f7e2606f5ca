//! The dialog that lists the keys.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::dialog::dialog;
use super::{Desk, text};

/// The keys, and a switch for those that are a single letter.
pub fn keyboard_help(desk: Desk, open: RwSignal<bool>) -> Part {
    let inside = on_demand(move || open.get(), desk.chunks.dialogs, move |it| (it.keyboard_help)(desk));
    dialog(open, "keyboard-help", || text::KEYBOARD_HELP.to_owned(), vec![inside])
}

/// What it shows.
pub fn inside(desk: Desk) -> Vec<Part> {
    let row = |(keys, does): &(&str, &str)| {
        let keys = keys.split(' ').map(|key| html("kbd").text(key));
        html("div").with(html("dt").with_all(keys)).with(html("dd").text(does))
    };
    let switch = checkbox(move || desk.single_keys.get(), move |is_on| desk.set_single_keys(is_on));
    let switch = html("label").class("chk").with(switch).with(html("span").text(text::SINGLE_KEYS));
    let keys = html("dl").class("keys").with_all(text::KEYS.iter().map(row));
    vec![keys, switch]
}

/// A checkbox over a value.
pub fn checkbox(value: impl Fn() -> bool + 'static, set: impl Fn(bool) + 'static) -> Part {
    html("input")
        .attr("type", "checkbox")
        .by(move |it| it.unchecked_ref::<HtmlInputElement>().set_checked(value()))
        .on("change", move |event| set(event_target_checked(&event)))
}
