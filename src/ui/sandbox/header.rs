//! The bar over the sandbox: what it is, the seed, undo, redo, start over.

use leptos::prelude::*;
use leptos::web_sys::KeyboardEvent;

use crate::diagram::Icon;
use crate::sim::Command;

use super::icon::icon_of_size;
use super::{Desk, text};

/// The bar.
#[component]
pub fn Header(desk: Desk, help: RwSignal<bool>) -> AnyView {
    view! {
        <header class="sb-h">
            <h1>{text::TITLE}</h1>
            <span class="sp"></span>
            <span class="small t2 opt-d model">{text::MODEL_NOTE}</span>
            {seed(desk)}
            <span class="row acts">
                {step_button(text::UNDO, text::NOTHING_TO_UNDO, Icon::Undo, move || desk.session.can_undo(), move || desk.undo())}
                {step_button(text::REDO, text::NOTHING_TO_REDO, Icon::Redo, move || desk.session.can_redo(), move || desk.redo())}
                <button class="btn sm icon ghost" type="button" aria-label=text::KEYBOARD_HELP title=text::KEYBOARD_HELP on:click=move |_| help.set(true)>
                    "?"
                </button>
            </span>
            <button class="btn sm over" type="button" on:click=move |_| desk.start_over()>
                {icon_of_size(Icon::Reset, "16")}
                <span>{text::START_OVER}</span>
            </button>
        </header>
    }
    .into_any()
}

/// A button that stays focusable when there is nothing to do, and says so.
fn step_button(
    name: &'static str,
    nothing: &'static str,
    sign: Icon,
    can: impl Fn() -> bool + Copy + Send + Sync + 'static,
    act: impl Fn() + 'static,
) -> AnyView {
    let on_click = move |_| {
        if can() {
            act();
        }
    };
    view! {
        <button
            class="btn sm icon"
            type="button"
            aria-label=name
            title=move || if can() { name } else { nothing }
            aria-disabled=move || (!can()).then_some("true")
            on:click=on_click
        >
            {icon_of_size(sign, "16")}
        </button>
    }
    .into_any()
}

fn seed(desk: Desk) -> AnyView {
    let seed = desk.read(|it| it.world().seed);
    let set = move |next: u64| {
        if next != seed.get_untracked() {
            desk.session.dispatch(Command::SetSeed(next));
        }
    };
    // What is not a number leaves the seed as it was, and the field shows it again.
    let on_change = move |event| match event_target_value(&event).trim().parse() {
        Ok(next) => set(next),
        Err(_) => seed_field_again(&event, seed.get_untracked()),
    };
    let on_keydown = move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
        }
    };
    view! {
        <span class="seed" title=text::SEED_HELP>
            <label for="seed">{text::SEED}</label>
            <input
                class="inp"
                id="seed"
                inputmode="numeric"
                autocomplete="off"
                maxlength="20"
                prop:value=move || seed.get().to_string()
                on:change=on_change
                on:keydown=on_keydown
            />
            <button class="btn sm icon ghost" type="button" aria-label=text::REROLL title=text::REROLL on:click=move |_| set(seed.get_untracked().wrapping_add(1))>
                {icon_of_size(Icon::Dice, "16")}
            </button>
        </span>
    }
    .into_any()
}

fn seed_field_again(event: &leptos::web_sys::Event, seed: u64) {
    event_target::<leptos::web_sys::HtmlInputElement>(event).set_value(&seed.to_string());
}
