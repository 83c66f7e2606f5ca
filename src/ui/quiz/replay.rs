//! What happened on the board, one decision at a time, opened at the one where the answer went another way.

use crate::diagram::Icon;
use crate::quiz::Setting;
use crate::sim::{InstanceReport, Placement, Stage, TaskPlace, World, explain};
use crate::ui::live;
use crate::ui::part::{Part, html};
use crate::ui::sandbox::button::icon_button;
use crate::ui::signal::{RwSignal, StoredValue};

use super::{board, text};

/// The decisions of a setting.
pub fn replay(setting: &Setting, differs_at: Option<u32>) -> Part {
    let decisions = StoredValue::new(setting.decisions());
    let n = decisions.with_value(Vec::len);
    let first = differs_at.map_or(0, |at| (at as usize).min(n.saturating_sub(1)));
    let at = RwSignal::new(first);
    let go = move |to: Option<usize>| {
        if let Some(to) = to.filter(|to| *to < n) {
            at.set(to);
            live::say(decisions.with_value(|it| explain::placement_sentence(&it[to].0, &it[to].1)));
        }
    };
    let back = icon_button("btn sm icon ghost", Icon::ChevronLeft, text::PREVIOUS_TASK, move || {
        go(at.get_untracked().checked_sub(1));
    })
    .disabled_by(move || at.get() == 0);
    let on = icon_button("btn sm icon ghost", Icon::ChevronRight, text::NEXT_TASK, move || {
        go(Some(at.get_untracked() + 1));
    })
    .disabled_by(move || at.get() + 1 >= n);
    let title =
        move || text::replay_title(at.get() + 1, n, differs_at.is_some() && at.get() == first && n > 1);
    let heading = html("h2").text_by(title);
    let steps = html("span").class("row").with(back).with(on);
    let head = html("div").class("row q-replay-h").with(heading).with(html("span").class("sp"));
    let head = if n > 1 { head.with(steps) } else { head };
    let shown = move || {
        decisions.with_value(|it| it.get(at.get()).map_or_else(Vec::new, |it| decision(&it.0, &it.1)))
    };
    html("section").class("q-replay").with(head).with(html("div").inside_by(shown))
}

fn decision(world: &World, placement: &Placement) -> Vec<Part> {
    let chosen = match placement.chosen {
        Some(TaskPlace::ContainerInstance(id)) => Some(id),
        Some(TaskPlace::Fargate(_) | TaskPlace::AwaitsCapacity) | None => None,
    };
    let sentence = explain::placement_sentence(world, placement);
    let rows = placement.instances.iter().map(|it| row(world, placement, it));
    let tie = explain::tie_sentence(world, placement).map(|it| html("p").class("tiny t2").text(&it));
    let mut parts = vec![
        board::with_chosen(world, chosen, &sentence),
        html("ul").class("q-trace").attr("aria-label", text::WHY_EACH).with_all(rows),
    ];
    parts.extend(tie);
    parts
}

fn row(world: &World, placement: &Placement, report: &InstanceReport) -> Part {
    let is_chosen = placement.chosen == Some(TaskPlace::ContainerInstance(report.container_instance));
    let class = match report.stage {
        Stage::Fit | Stage::Rule => "rej",
        Stage::Rank | Stage::Best => {
            if is_chosen {
                "win"
            } else {
                ""
            }
        }
    };
    html("li")
        .class(class)
        .with(html("b").text(explain::instance_name(world, report.container_instance)))
        .with(html("span").text(&explain::instance_reason(world, placement, report)))
}
