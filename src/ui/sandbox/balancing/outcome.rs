//! What became of the requests, and how each target is.

use crate::sim::load_balancer::TargetState;
use crate::ui::part::{Part, html};

use super::super::note::{Tone, note, paragraph};
use super::super::task_block::look;
use super::super::text::balancing as words;
use super::shown::{Shown, ShownGroup, ShownTarget};

/// What became of the requests of the last second: a bar, and the same in words.
pub fn outcome(it: &Shown) -> Vec<Part> {
    if it.per_second == 0 {
        return vec![paragraph("tiny muted", words::NO_REQUESTS)];
    }
    if it.stands_still {
        return vec![note(Tone::Fact, vec![paragraph("", words::START_THE_CLOCK)])];
    }
    if it.sent == 0 {
        return vec![paragraph("tiny muted", words::NOT_YET)];
    }
    let share = |n: u64| [&(n * 1_000 / it.sent / 10).to_string(), "%"].concat();
    let bar = html("div")
        .class("lb-bar")
        .attr("aria-hidden", "true")
        .with(html("i").class("ok").style("width", &share(it.served)))
        .with(html("i").class("bad").style("width", &share(it.sent - it.served)));
    let pill = |class: &str, words: &str| html("span").class(class).text(words);
    let mut said =
        vec![pill(if it.served == it.sent { "pill ok" } else { "pill" }, &words::served(it.served, it.sent))];
    said.extend(it.refused.iter().map(|(answer, n)| pill("pill bad", &words::refused(answer, *n))));
    vec![bar, html("div").class("row wrap").with_all(said)]
}

/// The targets of a group, zone by zone.
pub fn group(it: &ShownGroup) -> Part {
    let zone = |(name, is_lost, targets): &(String, bool, Vec<ShownTarget>)| {
        let served: u32 = targets.iter().map(|it| it.requests.0).sum();
        let failed: u32 = targets.iter().map(|it| it.requests.1).sum();
        let head = html("small").class("tz-h").text(&words::zone(name, *is_lost, served, failed));
        let list = if targets.is_empty() {
            html("span").class("tiny muted").text(words::NO_TARGETS)
        } else {
            html("ul").class("tgt").with_all(targets.iter().map(target))
        };
        html("div")
            .class("tg-z")
            .class_by("is-down", {
                let is_lost = *is_lost;
                move || is_lost
            })
            .with(head)
            .with(list)
    };
    html("div")
        .class("tg")
        .with(html("small").class("t2").text(&it.words))
        .with(html("div").class("lane-z").with_all(it.zones.iter().map(zone)))
}

/// The block of the task, what it is as a target, and its requests.
fn target(it: &ShownTarget) -> Part {
    let class = match it.state {
        TargetState::Healthy => "pill ok",
        TargetState::Unhealthy | TargetState::UnhealthyDraining => "pill bad",
        TargetState::Initial | TargetState::Draining | TargetState::Unused | TargetState::Unavailable => {
            "pill"
        }
    };
    let state = html("span").class(class).attr("title", it.reason).text(it.state.name());
    let (served, failed) = it.requests;
    html("li")
        .with(html("span").class(&["tk ", look(it.letter)].concat()).with(html("span").text(&it.label)))
        .with(state)
        .with(html("small").class("n").text(&words::rate(served, failed)))
}
