//! The dialog that registers a task definition: one of the samples, or the learner's own.

use crate::ecs::{self, Demand, SAMPLES, Sample, read_task_definition};
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::signal::RwSignal;

use super::button::button;
use super::dialog::dialog;
use super::paste::paste;
use super::tabs::{Selection, Tab, tabs};
use super::{Desk, text};

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Way {
    Sample,
    Paste,
}

const ALL: [Way; 2] = [Way::Sample, Way::Paste];

/// The dialog.
pub fn add_task_definition(desk: Desk, open: RwSignal<bool>) -> Part {
    let inside = on_demand(move || open.get(), desk.chunks.definitions, move |it| (it.add)(desk, open));
    dialog(open, "add-definition", || text::ADD_TASK_DEFINITION.to_owned(), vec![inside])
}

/// What it shows.
pub fn inside(desk: Desk, open: RwSignal<bool>) -> Vec<Part> {
    let has_text = desk.typed.with_untracked(|it| !it.is_empty());
    let way = RwSignal::new(if has_text { Way::Paste } else { Way::Sample });
    let tab = |id: &str, words| Tab::new(id.to_owned(), "way".to_owned(), words);
    let all = vec![tab("way-sample", text::SAMPLES), tab("way-paste", text::PASTE)];
    let panel = html("div")
        .attr("id", "way")
        .attr("role", "tabpanel")
        .attr("aria-label", text::ADD_TASK_DEFINITION)
        .inside_by(move || match way.get() {
            Way::Sample => vec![samples(desk, open)],
            Way::Paste => vec![paste(desk, open)],
        });
    let tabs = tabs("seg wide", text::ADD_TASK_DEFINITION, Selection::of(way, &ALL), all);
    vec![tabs, panel]
}

fn samples(desk: Desk, open: RwSignal<bool>) -> Part {
    let row = |sample: &Sample| {
        let task_definition = read_task_definition(sample.json).ok()?.task_definition;
        let demand = text::demand(&Demand::of(&task_definition));
        let words = html("span")
            .with(html("b").text(sample.family))
            .with(html("small").text(&demand))
            .with(html("small").class("about").text(ecs::text::sample(sample.family)));
        let register = move || desk.register(task_definition.clone(), move || open.set(false));
        Some(html("li").with(button("pick", register).with(words)))
    };
    html("ul").class("pal samples").with_all(SAMPLES.iter().filter_map(row))
}
