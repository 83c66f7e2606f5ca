//! The list of scenarios.

use crate::diagram::Icon;
use crate::share::scenario::{SCENARIOS, Scenario};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};

use super::super::button::button;
use super::super::note::paragraph;
use super::super::text::scenario as words;
use super::Desk;

/// The inside of the dialog.
pub fn list(desk: Desk) -> Vec<Part> {
    let row = |it: &'static Scenario| {
        let start = button("btn sm pri", move || desk.open_scenario(it.name.to_owned()))
            .attr("aria-label", &words::start(it.title))
            .with(icon_of_size(Icon::Play, "16"))
            .text(words::START);
        let words =
            html("div").class("svc-w").with(html("b").text(it.title)).with(html("small").text(it.story));
        html("li").with(words).with(start)
    };
    vec![
        paragraph("small t2", words::HELP),
        html("ul").class("svc-rows scn-rows").with_all(SCENARIOS.iter().map(row)),
    ]
}
