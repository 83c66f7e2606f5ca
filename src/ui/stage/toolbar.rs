//! The header of a stage: its title and its buttons.

use super::showing::Showing;
use super::text;
use crate::diagram::Icon;
use crate::ui::icon::icon;
use crate::ui::part::{Part, html};

/// The header.
pub fn view(showing: Showing) -> Part {
    let (title, action) = showing.with_stage(|stage| (stage.title.clone(), stage.action.clone()));
    let start = (showing.n_steps() > 0).then(|| {
        button("btn sm", move || showing.start())
            .attr("id", &showing.part_id("start"))
            .with(icon(Icon::Play))
            .text(&action)
    });
    let as_text = button("btn sm ghost", move || showing.is_text.update(|is_text| *is_text = !*is_text))
        .attr("data-keep", &showing.part_id("outline"))
        .is("aria-pressed", move || showing.is_text.get());
    html("div")
        .class("stage-h")
        .with(html("h2").attr("id", &showing.part_id("title")).text(&title))
        .with(html("span").class("sp"))
        .with(
            button("btn sm ghost keys-button", || ())
                .attr("popovertarget", &showing.part_id("keys"))
                .text(text::KEYBOARD),
        )
        .with(keys(&showing.part_id("keys")))
        .with(as_text.with(icon(Icon::List)).text(text::READ_AS_TEXT))
        .with_all(start)
}

fn button(class: &str, press: impl Fn() + 'static) -> Part {
    html("button").class(class).attr("type", "button").on("click", move |_| press())
}

/// The keys of the pictures, in a popover that the browser opens and closes.
fn keys(id: &str) -> Part {
    let rows = text::KEYS.into_iter().flat_map(|(key, what)| [html("dt").text(key), html("dd").text(what)]);
    html("div")
        .class("panel stage-keys")
        .attr("id", id)
        .attr("popover", "")
        .with(html("h3").text(text::KEYBOARD))
        .with(html("dl").with_all(rows))
}
