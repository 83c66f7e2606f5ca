//! The panel that says what the selected thing is.

use super::showing::{Place, Showing};
use super::text;
use crate::diagram::{Category, Explain, Icon};
use crate::lesson::Stage;
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use leptos::prelude::*;

/// The panel. It is a live region: what a learner selects is read out.
pub fn view(showing: Showing) -> Part {
    let about = Memo::new(move |_| {
        let selected = showing.selected.get();
        showing.stage.with_value(|stage| selected.and_then(|place| about(stage, &place)))
    });
    let class = move || {
        let category = about.read().as_ref().map_or(Category::Neutral, |it| it.category);
        format!("panel explain {}", category.class())
    };
    html("section")
        .attr_by("class", move || Some(class()))
        .attr("aria-live", "polite")
        .inside_by(move || about.get().map_or_else(nothing, something))
}

#[derive(Clone, PartialEq)]
struct About {
    icon: Icon,
    category: Category,
    explain: Explain,
}

fn about(stage: &Stage, place: &Place) -> Option<About> {
    let scene = &stage.panels.get(place.panel)?.scene;
    let plain = |title: String| Explain { title, text: text::NO_EXPLANATION.to_owned(), facts: Vec::new() };
    if let Some(node) = scene.nodes.iter().find(|node| node.id == place.id) {
        let icon = node.icon.unwrap_or(Icon::Task);
        let explain = node.explain.clone().unwrap_or_else(|| plain(node.spoken()));
        return Some(About { icon, category: icon.category(), explain });
    }
    let group = scene.groups.iter().find(|group| group.id == place.id)?;
    let icon = group.kind.icon();
    let explain = group.explain.clone().unwrap_or_else(|| plain(group.label.clone()));
    Some(About { icon, category: icon.category(), explain })
}

fn something(about: About) -> Vec<Part> {
    let Explain { title, text, facts } = about.explain;
    let facts = facts.iter().map(|fact| html("li").class("pill").text(fact));
    let mut parts = card(about.icon, &title, &text);
    parts.push(html("ul").class("facts").with_all(facts));
    parts
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
