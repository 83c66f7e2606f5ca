//! Dots on the lit edges of a step: what is on its way. They travel while the walk-through plays.

use super::showing::Showing;
use crate::diagram::Layout;
use crate::ui::media;
use crate::ui::part::{Part, svg};
use leptos::web_sys::Element;

/// Puts dots on the lit edges of a picture, in place of those that were there.
pub fn put(showing: Showing, panel: usize, layout: &Layout, picture: &Element) {
    let is_walking = showing.step.get().is_some();
    let travels = showing.is_playing.get() && !media::reduced_motion();
    for old in find(picture, ".edg .dot") {
        old.remove();
    }
    if !is_walking {
        return;
    }
    for edge in find(picture, ".edg.is-on") {
        let Some(line) = edge.query_selector(".ln").ok().flatten() else { continue };
        let path = line.get_attribute("d").unwrap_or_default();
        let id = edge.get_attribute("data-id").unwrap_or_default();
        let index =
            showing.with_stage(|stage| stage.panels[panel].scene.edges.iter().position(|it| it.id == id));
        let is_backwards = index.and_then(|at| layout.edges.get(at)).is_some_and(|route| route.hub_at_end);
        for dot in dots(&path, travels, is_backwards) {
            let _ = edge.append_child(dot.element());
        }
    }
}

fn dots(path: &str, travels: bool, is_backwards: bool) -> Vec<Part> {
    match (travels, is_backwards) {
        (true, false) => vec![dot(path, "0;1", "1.4s")],
        (true, true) => vec![dot(path, "1;0", "1.4s")],
        // Standing still, at the same places whichever way the line was drawn.
        (false, false) => vec![dot(path, ".35;.35", "1s"), dot(path, ".75;.75", "1s")],
        (false, true) => vec![dot(path, ".65;.65", "1s"), dot(path, ".25;.25", "1s")],
    }
}

fn dot(path: &str, key_points: &str, duration: &str) -> Part {
    let motion = svg("animateMotion")
        .attr("path", path)
        .attr("keyPoints", key_points)
        .attr("keyTimes", "0;1")
        .attr("calcMode", "linear")
        .attr("dur", duration)
        .attr("repeatCount", "indefinite");
    svg("circle").class("dot").attr("r", "4.5").with(motion)
}

fn find(picture: &Element, selector: &str) -> Vec<Element> {
    use wasm_bindgen::JsCast;
    let Ok(list) = picture.query_selector_all(selector) else { return Vec::new() };
    (0..list.length()).filter_map(|at| list.item(at)?.dyn_into().ok()).collect()
}
