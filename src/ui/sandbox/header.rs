//! The bar over the sandbox: what it is, the seed, undo, redo, a link to it, start over.

use leptos::prelude::*;
use leptos::web_sys::{Event, HtmlInputElement};
use wasm_bindgen::JsCast;

use crate::diagram::Icon;
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::button::{button, icon_button};
use super::{Desk, text};

/// The bar.
pub fn header(desk: Desk, help: RwSignal<bool>) -> Part {
    let undo = step_button(
        text::UNDO,
        text::NOTHING_TO_UNDO,
        Icon::Undo,
        move || desk.session.can_undo(),
        move || desk.undo(),
    );
    let redo = step_button(
        text::REDO,
        text::NOTHING_TO_REDO,
        Icon::Redo,
        move || desk.session.can_redo(),
        move || desk.redo(),
    );
    let help = button("btn sm icon ghost", move || help.set(true))
        .attr("aria-label", text::KEYBOARD_HELP)
        .attr("title", text::KEYBOARD_HELP)
        .text("?");
    let start_over = button("btn sm over", move || desk.start_over())
        .with(icon_of_size(Icon::Reset, "16"))
        .with(html("span").text(text::START_OVER));
    let scenarios = button("btn sm link", move || desk.scenarios.is_open.set(true))
        .attr("id", "scenarios")
        .attr("aria-label", text::SCENARIOS)
        .attr("title", text::SCENARIOS)
        .with(icon_of_size(Icon::Flask, "16"))
        .with(html("span").text(text::SCENARIOS));
    let copy_link = button("btn sm link", move || desk.copy_link())
        .attr("aria-label", text::COPY_LINK)
        .attr("title", text::COPY_LINK_HELP)
        .with(icon_of_size(Icon::Link, "16"))
        .with(html("span").text(text::COPY_LINK));
    html("header")
        .class("sb-h")
        .with(html("h1").text_by(move || {
            (if desk.scenarios.is_shown() { text::SCENARIO } else { text::TITLE }).to_owned()
        }))
        .with(html("span").class("sp"))
        .with(html("span").class("small t2 opt-d model").text(text::MODEL_NOTE))
        .with(seed(desk))
        .with(html("span").class("row acts").with(undo).with(redo).with(help))
        .with(scenarios)
        .with(copy_link)
        .with(start_over)
}

/// A button that stays focusable when there is nothing to do, and says so.
fn step_button(
    name: &'static str,
    nothing: &'static str,
    sign: Icon,
    can: impl Fn() -> bool + Copy + 'static,
    act: impl Fn() + 'static,
) -> Part {
    let act = move || {
        if untrack(can) {
            act();
        }
    };
    icon_button("btn sm icon", sign, name, act)
        .attr_by("title", move || Some(if can() { name } else { nothing }.to_owned()))
        .disabled_by(move || !can())
}

fn seed(desk: Desk) -> Part {
    let seed = desk.read(|it| it.world().seed);
    let set = move |next: u64| {
        if next != seed.get_untracked() {
            desk.set_seed(next);
        }
    };
    // What is not a number leaves the seed as it was, and the field shows it again.
    let on_change = move |event: Event| match event_target_value(&event).trim().parse() {
        Ok(next) => set(next),
        Err(_) => event_target::<HtmlInputElement>(&event).set_value(&seed.get_untracked().to_string()),
    };
    let field = html("input")
        .class("inp")
        .attr("id", "seed")
        .attr("inputmode", "numeric")
        .attr("autocomplete", "off")
        .attr("maxlength", "20")
        .by(move |it| it.unchecked_ref::<HtmlInputElement>().set_value(&seed.get().to_string()))
        .on("change", on_change);
    let next = icon_button("btn sm icon ghost", Icon::Dice, text::REROLL, move || {
        set(seed.get_untracked().wrapping_add(1));
    });
    html("span")
        .class("seed")
        .attr("title", text::SEED_HELP)
        .with(html("label").attr("for", "seed").text(text::SEED))
        .with(field)
        .with(next)
        .with(html("span").class("tiny muted").text(text::SEED_HELP))
}
