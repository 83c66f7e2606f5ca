//! The stage of a lesson as it stands without scripts: the pictures, the first explanation, and all of it as text.

use maud::{Markup, PreEscaped, html};

use super::icon::icon;
use super::prose;
use crate::diagram::{
    Explain, Icon, LegendEntry, OutlineItem, Scene, SvgRole, View, drawing, legend, outline, svg_from_drawing,
};
use crate::lesson::props::encode;
use crate::lesson::{LaidStage, Lesson, Panel, Room, Stage, StagePlace};

/// The island with its static content.
pub fn island(stage: &Stage, place: StagePlace) -> Markup {
    let laid = LaidStage::new(stage, place);
    html! {
        div class="stage-island" data-island="stage" data-props=(encode(&laid)) {
            section class="stage" id=(stage.id) aria-labelledby=(stage.part_id("title")) {
                div class="stage-h" {
                    h2 id=(stage.part_id("title")) { (stage.title) }
                    span class="sp" {}
                    a class="btn sm ghost" href={ "#" (stage.part_id("text")) } { (icon(Icon::List, 16)) "Read as text" }
                }
                div class="stage-b" {
                    div class=(laid.class()) {
                        @for panel in 0..stage.panels.len() { (figure(&laid, panel)) }
                    }
                }
                (legend_of(stage))
            }
            @if let Some(explain) = stage.explain(&stage.selected) { (explanation(stage, explain)) }
        }
    }
}

/// A picture, once for each room: the style sheet shows the one that fits.
fn figure(laid: &LaidStage, at: usize) -> Markup {
    let stage = &laid.stage;
    let panel = &stage.panels[at];
    let view = View { selected: Some(&stage.selected), step: None };
    let picture =
        |room: Room| svg_from_drawing(&drawing(&panel.scene, laid.layout(at, room), view), SvgRole::Picture);
    html! {
        figure class=[laid.outgrows_phones(at).then_some("over")] {
            figcaption { (icon(panel.icon, 18)) (panel.name) }
            @for room in laid.rooms() { div class=(room.class()) { (PreEscaped(picture(*room))) } }
        }
    }
}

/// The entries of all pictures, each once.
fn legend_of(stage: &Stage) -> Markup {
    let mut entries: Vec<LegendEntry> = vec![];
    for entry in stage.panels.iter().flat_map(|panel| legend(&panel.scene)) {
        if !entries.contains(&entry) {
            entries.push(entry);
        }
    }
    html! {
        div class="legend" {
            @for entry in &entries {
                span { (sample(entry)) (entry.meaning) }
            }
        }
    }
}

fn sample(entry: &LegendEntry) -> Markup {
    html! {
        svg class="diagram" viewBox={ "0 0 " (entry.width) " " (entry.height) } width=(entry.width) height=(entry.height) aria-hidden="true" {
            g class=(entry.class) { (PreEscaped(&entry.sample)) }
        }
    }
}

fn explanation(stage: &Stage, explain: &Explain) -> Markup {
    let part =
        stage.panels.iter().flat_map(|panel| &panel.scene.nodes).find(|node| node.id == stage.selected);
    let (category, picture) = part
        .map_or(("c-neutral", Icon::Info), |node| (node.category().class(), node.icon.unwrap_or(Icon::Task)));
    html! {
        section class={ "panel explain " (category) } {
            span class="tile" { (icon(picture, 26)) }
            h3 { (explain.title) }
            div class="told" { (words_of(explain)) }
        }
    }
}

fn words_of(explain: &Explain) -> Markup {
    html! {
        p { (explain.text) }
        @if !explain.facts.is_empty() {
            ul class="facts" { @for fact in &explain.facts { li class="pill" { (fact) } } }
        }
    }
}

/// Everything that the stage can show, as text. It stands beside the island, so it is there with and without scripts.
pub fn as_text(lesson: &Lesson, stage: &Stage) -> Markup {
    html! {
        details class="panel as-text" id=(stage.part_id("text")) {
            summary { @if stage.panels.len() == 1 { "Everything in the picture, as text" } @else { "Everything in the pictures, as text" } }
            @for panel in &stage.panels {
                section {
                    h3 { (panel.name) }
                    p { (panel.scene.description) }
                    (in_words(&panel.scene))
                }
            }
            section {
                h3 { (stage.action) ", step by step" }
                ol class="walk" {
                    @for (index, name) in stage.steps.iter().enumerate() {
                        li { b { (name) } @for panel in &stage.panels { (sentence(stage, panel, index)) } }
                    }
                }
            }
            section {
                h3 { "What each part is" }
                dl class="parts" { @for panel in &stage.panels { (parts(stage, &panel.scene)) } }
            }
            (prose::source_line(lesson, &stage.sources))
        }
    }
}

/// What stands in the picture, nested as it stands, and what leads where.
fn in_words(scene: &Scene) -> Markup {
    let outline = outline(scene, None);
    html! {
        (list(&outline.items))
        div class="table" {
            table {
                thead { tr { th scope="col" { "From" } th scope="col" { "To" } th scope="col" { "What" } } }
                tbody {
                    @for line in &outline.connections {
                        tr {
                            th scope="row" { (line.from) }
                            td { (line.to) }
                            td { (line.what) @if !line.status.is_empty() { ", " (line.status) } }
                        }
                    }
                }
            }
        }
    }
}

fn list(items: &[OutlineItem]) -> Markup {
    html! {
        ul {
            @for item in items {
                li {
                    (item.name) @if !item.notes.is_empty() { ": " (item.notes) }
                    @if !item.items.is_empty() { (list(&item.items)) }
                }
            }
        }
    }
}

fn sentence(stage: &Stage, panel: &Panel, index: usize) -> Markup {
    html! {
        @if let Some(step) = panel.scene.steps.get(index) {
            p { @if stage.panels.len() > 1 { (panel.name) ": " } (step.says) }
        }
    }
}

/// The explanation of each part; alike parts share one. The living stage takes it from here.
fn parts(stage: &Stage, scene: &Scene) -> Markup {
    let selectable = scene.nodes.iter().filter(|node| node.kind.is_selectable()).map(|node| &node.id);
    let ids: Vec<&String> = scene.groups.iter().map(|group| &group.id).chain(selectable).collect();
    let mut told: Vec<(&Explain, Vec<&String>)> = vec![];
    for id in ids {
        let Some(explain) = stage.explain(id) else { continue };
        match told.iter_mut().find(|(other, _)| *other == explain) {
            Some((_, ids)) => ids.push(id),
            None => told.push((explain, vec![id])),
        }
    }
    html! {
        @for (explain, ids) in &told {
            dt { @for id in ids { span id={ "part-" (id) } {} } (explain.title) }
            dd { (words_of(explain)) }
        }
    }
}
