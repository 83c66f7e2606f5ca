//! The panel that says what the selected thing is.

use super::showing::{Place, Showing};
use super::text;
use crate::diagram::{Category, Icon};
use crate::lesson::Stage;
use crate::ui::icon::icon_of_size;
use crate::ui::mount::document;
use crate::ui::part::{Part, html};
use crate::ui::signal::Memo;
use leptos::web_sys::Element;

/// The panel. It is a live region: what a learner selects is read out.
pub fn view(showing: Showing) -> Part {
    let about = Memo::new(move |_| {
        let selected = showing.selected.get();
        showing.with_stage(|stage| selected.and_then(|place| about(stage, &place)))
    });
    let class = move || {
        let category = about.with(|it| it.as_ref().map_or(Category::Neutral, |it| it.category));
        format!("panel explain {}", category.class())
    };
    html("section")
        .attr_by("class", move || Some(class()))
        .attr("aria-live", "polite")
        .inside_by(move || about.get().map_or_else(nothing, something))
}

#[derive(Clone, PartialEq)]
struct About {
    id: String,
    icon: Icon,
    category: Category,
}

fn about(stage: &Stage, place: &Place) -> Option<About> {
    let scene = &stage.panels.get(place.panel)?.scene;
    let node = scene.nodes.iter().find(|node| node.id == place.id);
    let group = || scene.groups.iter().find(|group| group.id == place.id);
    let icon = match node {
        Some(node) => node.icon.unwrap_or(Icon::Task),
        None => group()?.kind.icon(),
    };
    Some(About { id: place.id.clone(), icon, category: icon.category() })
}

/// The page holds what is said about each part as text: `<dt><span id="part-ID">Title</dt><dd>…</dd>`.
fn something(about: About) -> Vec<Part> {
    let term = document().get_element_by_id(&format!("part-{}", about.id)).and_then(|it| it.parent_element());
    let told = term.as_ref().and_then(Element::next_element_sibling);
    let (Some(term), Some(told)) = (term, told) else { return nothing() };
    let title = term.text_content().unwrap_or_default();
    vec![
        html("span").class("tile").with(icon_of_size(about.icon, "26")),
        html("h3").text(&title),
        html("div").class("told").markup(&told.inner_html()),
    ]
}

fn nothing() -> Vec<Part> {
    card(Icon::Info, text::NOTHING_SELECTED_TITLE, text::NOTHING_SELECTED)
}

fn card(icon: Icon, title: &str, text: &str) -> Vec<Part> {
    vec![
        html("span").class("tile").with(icon_of_size(icon, "26")),
        html("h3").text(title),
        html("p").text(text),
    ]
}
