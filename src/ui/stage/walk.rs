//! The walk-through: its controls, and one sentence a side.

use super::showing::Showing;
use super::text;
use crate::diagram::Icon;
use crate::ui::icon::icon;
use crate::ui::mount::{document, focus};
use crate::ui::part::{Part, html};
use crate::ui::signal::Memo;
use leptos::web_sys::{Element, HtmlInputElement, KeyboardEvent};
use wasm_bindgen::JsCast;

/// The controls, while the walk-through runs.
pub fn view(showing: Showing) -> Part {
    let is_running = Memo::new(move |_| showing.step.with(Option::is_some));
    html("div")
        .class("step-place")
        .inside_by(move || if is_running.get() { vec![controls(showing)] } else { Vec::new() })
}

/// What the current step says about one picture.
pub fn sentence(showing: Showing, panel: usize) -> Part {
    let says = move || {
        let step = showing.step.get()?;
        showing.with_stage(|stage| Some(stage.panels[panel].scene.steps.get(step)?.says.clone()))
    };
    html("p").class("says").text_by(move || says().unwrap_or_default())
}

fn controls(showing: Showing) -> Part {
    let n_steps = showing.n_steps();
    let step = move || showing.step.get().unwrap_or_default();
    let name = move || {
        let step = step();
        showing.with_stage(|stage| stage.steps.get(step).cloned().unwrap_or_default())
    };
    let number = html("b").text_by(move || text::step_of(step(), n_steps));
    let end = html("button").class("btn sm ghost").attr("type", "button").on("click", move |_| end(showing));
    html("div")
        .class("step-bar")
        .attr("role", "group")
        .attr("aria-label", text::WALK)
        .on("keydown", move |event| on_key(showing, event.unchecked_ref()))
        .with(
            button(Icon::StepBack, move || showing.previous())
                .attr("aria-label", text::PREVIOUS)
                .is("aria-disabled", move || step() == 0),
        )
        .with(play_button(showing))
        .with(
            button(Icon::StepForward, move || showing.next())
                .attr("aria-label", text::NEXT)
                .is("aria-disabled", move || showing.is_at_end()),
        )
        .with(slider(showing, n_steps, move || format!("{}: {}", text::step_of(step(), n_steps), name())))
        .with(html("p").class("small").with(number).with(html("span").text_by(name)))
        .with(end.text(text::END))
}

fn play_button(showing: Showing) -> Part {
    let look = move || match (showing.is_playing.get(), showing.is_at_end()) {
        (true, _) => (text::PAUSE, Icon::Pause),
        (false, false) => (text::PLAY, Icon::Play),
        (false, true) => (text::PLAY_AGAIN, Icon::Reset),
    };
    html("button")
        .class("btn sm icon")
        .attr("type", "button")
        .attr_by("aria-label", move || Some(look().0.to_owned()))
        .on("click", move |_| showing.play_or_pause())
        .inside_by(move || vec![icon(look().1)])
}

fn slider(showing: Showing, n_steps: usize, spoken: impl Fn() -> String + 'static) -> Part {
    html("input")
        .attr("type", "range")
        .attr("min", "1")
        .attr("max", &n_steps.to_string())
        .attr("aria-label", text::STEP)
        .attr_by("aria-valuetext", move || Some(spoken()))
        .by(move |slider| {
            let step = showing.step.get().unwrap_or_default();
            slider.unchecked_ref::<HtmlInputElement>().set_value(&(step + 1).to_string());
        })
        .on("input", move |event| {
            if let Some(slider) = event.target() {
                on_slide(showing, slider.unchecked_ref());
            }
        })
}

fn button(picture: Icon, press: impl Fn() + 'static) -> Part {
    html("button")
        .class("btn sm icon")
        .attr("type", "button")
        .on("click", move |_| press())
        .with(icon(picture))
}

fn on_slide(showing: Showing, slider: &HtmlInputElement) {
    if let Ok(step) = slider.value().parse::<usize>() {
        showing.is_playing.set(false);
        showing.go_to(step.saturating_sub(1));
    }
}

/// Space on the slider; on a button it presses the button, as everywhere.
fn on_key(showing: Showing, event: &KeyboardEvent) {
    let is_button = event
        .target()
        .and_then(|it| it.dyn_into::<Element>().ok())
        .is_some_and(|it| it.tag_name() == "BUTTON");
    match event.key().as_str() {
        " " if !is_button => showing.play_or_pause(),
        "Escape" => end(showing),
        _ => return,
    }
    event.prevent_default();
}

fn end(showing: Showing) {
    showing.end();
    // The pressed control is gone; its place in the order of things is the button that brings it back.
    if let Some(start) = document().get_element_by_id(&showing.part_id("start")) {
        focus(&start);
    }
}
