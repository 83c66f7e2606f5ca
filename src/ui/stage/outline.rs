//! "Read as text": the text that stands on the page below the stage, brought up in place of the pictures. During the
//! walk-through it tells how everything stands in its step.

use super::showing::Showing;
use super::text;
use crate::diagram::{Connection, Scene, outline};
use crate::ui::mount::document;
use crate::ui::part::{Part, html};
use crate::ui::picture;
use leptos::web_sys::Element;
use std::cell::Cell;

/// The place for the text; empty and hidden while the pictures show.
pub fn view(showing: Showing) -> Part {
    let place = html("div").class("as-text stage-text").attr("role", "region").attr("tabindex", "0");
    let told = Cell::new(None);
    place.attr("aria-label", text::READ_AS_TEXT).by(move |place| {
        let is_text = showing.is_text.get();
        let step = showing.step.get().filter(|_| is_text);
        let _ = place.toggle_attribute_with_force("hidden", !is_text);
        let Some(source) = document().get_element_by_id(&showing.part_id("text")) else { return };
        let _ = source.toggle_attribute_with_force("hidden", is_text);
        let (from, to) = if is_text { (&source, place) } else { (place, &source) };
        bring(from, to);
        if told.replace(step) != step {
            showing.with_stage(|stage| {
                let mut section = to.query_selector("section").ok().flatten();
                for panel in &stage.panels {
                    let Some(of) = section else { break };
                    tell(&of, &panel.scene, step);
                    section = of.next_element_sibling();
                }
            });
        }
    })
}

/// Moves everything but the summary: the same elements, so that links into the text lead to it in both places.
fn bring(from: &Element, to: &Element) {
    let mut child = from.first_element_child();
    while let Some(element) = child {
        child = element.next_element_sibling();
        if element.tag_name() != "SUMMARY" {
            let _ = to.append_child(&element);
        }
    }
}

/// Tells in the section of a picture what it shows in a step, or before the first one.
fn tell(section: &Element, scene: &Scene, step: Option<usize>) {
    let outline = outline(scene, step);
    let row = |line: &Connection| {
        let status = if line.status.is_empty() { String::new() } else { [", ", line.status].concat() };
        html("tr")
            .with(html("th").attr("scope", "row").text(&line.from))
            .with(html("td").text(&line.to))
            .with(html("td").text(line.what).text(&status))
    };
    let says = step.and_then(|step| scene.steps.get(step)).map_or(&scene.description, |step| &step.says);
    let parts = [
        ("p", html("p").text(says)),
        ("ul", picture::list_of(&outline.items)),
        ("tbody", html("tbody").with_all(outline.connections.iter().map(row))),
    ];
    for (tag, part) in parts {
        if let Ok(Some(before)) = section.query_selector(tag) {
            let _ = before.replace_with_with_node_1(part.element());
        }
    }
}
