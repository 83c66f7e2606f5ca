//! Labelled fields over signals, for forms with many of them.

use leptos::prelude::*;
use leptos::web_sys::{HtmlInputElement, HtmlSelectElement};
use wasm_bindgen::JsCast;

use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::button::button;
use super::keyboard_help::checkbox;

/// Values, each with its words.
pub type Choices = Vec<(String, String)>;

/// A label over a field.
pub fn labelled(id: &str, words: &str, field: Part) -> Part {
    html("div").class("field").with(html("label").attr("for", id).text(words)).with(field.attr("id", id))
}

/// A line of text with its label.
pub fn line(id: &str, words: &str, value: RwSignal<String>) -> Part {
    labelled(id, words, line_input(value))
}

/// A line of text.
pub fn line_input(value: RwSignal<String>) -> Part {
    html("input")
        .class("inp")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .by(move |it| {
            let field: &HtmlInputElement = it.unchecked_ref();
            if field.value() != value.get() {
                field.set_value(&value.get());
            }
        })
        .on("input", move |event| value.set(event_target_value(&event)))
}

/// A choice between values; what is chosen is always one of them, if there are any.
pub fn choice(id: &str, words: &str, options: Memo<Choices>, value: RwSignal<String>) -> Part {
    let option = |(value, words): (String, String)| html("option").attr("value", &value).text(&words);
    let field = html("select")
        .class("inp")
        .inside_by(move || options.get().into_iter().map(option).collect())
        .by(move |it| {
            let chosen = value.get();
            // What is chosen is set again whenever the options are.
            let (is_there, first) = options
                .with(|all| (all.iter().any(|(it, _)| *it == chosen), all.first().map(|(it, _)| it.clone())));
            match first {
                Some(first) if !is_there => value.set(first),
                _ => it.unchecked_ref::<HtmlSelectElement>().set_value(&chosen),
            }
        })
        .on("change", move |event| value.set(event_target_value(&event)));
    labelled(id, words, field)
}

/// Fields side by side where there is room.
pub fn pair(fields: [Part; 2]) -> Part {
    html("div").class("pair").with_all(fields)
}

/// A number with its label.
pub fn number(id: &str, words: &str, value: RwSignal<u32>, min: u32, max: u32) -> Part {
    labelled(id, words, number_input(value, min, max))
}

/// A number. What is none leaves the value as it was.
pub fn number_input(value: RwSignal<u32>, min: u32, max: u32) -> Part {
    html("input")
        .class("inp")
        .attr("type", "number")
        .attr("inputmode", "numeric")
        .attr("min", &min.to_string())
        .attr("max", &max.to_string())
        .by(move |it| it.unchecked_ref::<HtmlInputElement>().set_value(&value.get().to_string()))
        .on("change", move |event| {
            let next = event_target_value(&event).trim().parse().unwrap_or(value.get_untracked());
            value.set(next.clamp(min, max));
        })
}

/// One of a few, by its place among them.
pub fn select(id: &str, words: &str, value: RwSignal<usize>, all: &[&str]) -> Part {
    let option = |(at, words): (usize, &&str)| html("option").attr("value", &at.to_string()).text(words);
    let field = html("select")
        .class("inp")
        .with_all(all.iter().enumerate().map(option))
        .by(move |it| it.unchecked_ref::<HtmlSelectElement>().set_value(&value.get().to_string()))
        .on("change", move |event| value.set(event_target_value(&event).parse().unwrap_or(0)));
    labelled(id, words, field)
}

/// A switch with a sentence below it.
pub fn switch(value: RwSignal<bool>, words: &str, help: &str) -> Part {
    let switch = checkbox(move || value.get(), move |is_on| value.set(is_on));
    let words = html("span").with(html("span").text(words)).with(html("small").text(help));
    html("label").class("chk").with(switch).with(words)
}

/// A few buttons of which one is pressed.
pub fn either<T: Copy + PartialEq + Send + Sync + 'static>(
    name: &str,
    value: RwSignal<T>,
    choices: &[(T, &'static str)],
) -> Part {
    let choice = |(own, words): &(T, &'static str)| {
        let own = *own;
        button("", move || value.set(own)).is("aria-pressed", move || value.get() == own).text(words)
    };
    let group = html("div").class("seg wide").attr("role", "group").attr("aria-label", name);
    html("div")
        .class("field")
        .with(html("span").class("lab").text(name))
        .with(group.with_all(choices.iter().map(choice)))
}
