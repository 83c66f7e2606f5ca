//! One decision: how many instances were left after each step, and what each instance lacked or offered.

use leptos::prelude::untrack;

use crate::diagram::Icon;
use crate::sim::{InstanceReport, Stage, TaskPlace, ZoneReport, explain};
use crate::ui::icon::icon_of_size;
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::session::has_account;
use crate::ui::signal::Memo;

use super::button::{button, icon_button};
use super::keyboard::focus_soon;
use super::note::{Tone, empty, note, paragraph};
use super::opened::Opened;
use super::task_block::{chip, look};
use super::{Desk, text};

/// The account of the opened decision.
pub fn trace(desk: Desk) -> Vec<Part> {
    let run_one = move || {
        let run = move || {
            if let Some(id) = desk.selected.get_untracked() {
                desk.run(id, 1);
                focus_soon("why".to_owned());
            }
        };
        button("btn sm", run).text(text::RUN_ONE)
    };
    let is_placement = Memo::new(move |_| desk.opened.with(Option::is_some));
    // Whatever is opened has an account, although it may have placed nothing.
    let is_told = Memo::new(move |_| desk.session.opened.with(Option::is_some));
    let head = move || {
        if is_placement.get() {
            vec![untrack(|| head(desk))]
        } else if is_told.get() {
            vec![on_demand(|| true, desk.chunks.dialogs, move |it| (it.refused)(desk))]
        } else if desk.scenarios.is_shown() {
            vec![paragraph("small t2", text::PREDICT_FIRST)]
        } else {
            vec![empty(text::NO_DECISION, run_one())]
        }
    };
    let opened = move || desk.opened.with(|it| it.as_ref().map(|it| account(desk, it)).unwrap_or_default());
    vec![html("div").class("trace").slot(head).slot(opened)]
}

fn account(desk: Desk, opened: &Opened) -> Vec<Part> {
    let mut parts: Vec<Part> = not_placed(opened).into_iter().collect();
    if opened.placement.zones.is_empty() {
        parts.extend([funnel(opened), strategies(opened)]);
        parts.extend(table(opened));
        parts.extend(tie(desk, opened));
        parts.push(note(Tone::Fact, vec![paragraph("", text::PREFERENCE_NOTE)]));
    } else {
        parts.push(zones(opened));
        parts.extend(tie(desk, opened));
    }
    parts
}

/// What is asked, and the ways to other decisions: the same head for all of them.
fn head(desk: Desk) -> Part {
    let about = |it: &Opened| {
        let question = match it.placement.chosen {
            Some(TaskPlace::ContainerInstance(id)) => text::on(explain::instance_name(&it.world, id)),
            Some(TaskPlace::Fargate(zone)) => text::on(&text::fargate_in(it.world.zone_name(zone))),
            Some(TaskPlace::AwaitsCapacity) | None => text::NOWHERE.to_owned(),
        };
        vec![chip(look(it.letter()), &it.label()), html("span").text(&[" ", &question].concat())]
    };
    let heading = html("h2")
        .attr("id", "why")
        .attr("tabindex", "-1")
        .text(&[text::WHY_IS, " "].concat())
        .slot(move || desk.opened.with(|it| it.as_ref().map(about).unwrap_or_default()));
    html("div").class("why").with(heading).with(steps(desk))
}

/// To the decision before, and to the one after.
pub fn steps(desk: Desk) -> Part {
    let near = move |is_next: bool| {
        let at = desk.session.opened.get()?;
        desk.session.simulation.with(|it| {
            let is_told = |at: &usize| has_account(it, *at);
            if is_next { (at + 1..it.log().len()).find(is_told) } else { (0..at).rev().find(is_told) }
        })
    };
    let step = |id: &'static str, name: &str, sign: Icon, is_next: bool| {
        let go = move || {
            let to = untrack(|| near(is_next));
            if to.is_some() {
                desk.session.opened.set(to);
                desk.session.say_opened();
                // The head of a placement is another one than that of a refused launch.
                focus_soon(id.to_owned());
            }
        };
        icon_button("btn sm icon ghost", sign, name, go)
            .attr("id", id)
            .disabled_by(move || near(is_next).is_none())
    };
    html("span")
        .class("steps-2")
        .with(step("previous-decision", text::PREVIOUS_DECISION, Icon::ChevronLeft, false))
        .with(step("next-decision", text::NEXT_DECISION, Icon::ChevronRight, true))
}

fn funnel(opened: &Opened) -> Part {
    let funnel = &opened.placement.funnel;
    let stage = |n: u32, words: &str| html("li").with(html("b").text(&n.to_string())).text(words);
    let last = if opened.placement.chosen.is_some() {
        stage(1, text::RANKS_FIRST).class("win")
    } else {
        stage(0, text::RANKS_FIRST)
    };
    html("ol")
        .class("funnel")
        .attr("aria-label", text::INSTANCES_LEFT)
        .with(stage(funnel.in_cluster, text::IN_THE_CLUSTER))
        .with(stage(funnel.fit, text::CAN_FIT_IT))
        .with(stage(funnel.obey, text::OBEY_RULES))
        .with(last)
}

/// What each strategy left, where there was something to rank.
fn strategies(opened: &Opened) -> Part {
    let funnel = &opened.placement.funnel;
    let left = funnel.after_strategies.iter().filter(|_| funnel.obey > 0);
    let row = |(strategy, n): &(_, u32)| {
        html("li")
            .with(html("span").text(text::strategy(strategy).0))
            .with(html("span").class("muted").text(&text::left(*n)))
    };
    html("ol").class("left").attr("aria-label", text::LEFT_BY_STRATEGY).with_all(left.map(row))
}

fn table(opened: &Opened) -> Option<Part> {
    let instances = &opened.placement.instances;
    let columns = [text::INSTANCE, text::FIT, text::RULE, text::RANK, text::RESULT];
    let head = columns.map(|words| html("span").attr("role", "columnheader").text(words));
    let table = html("div")
        .class("tr")
        .attr("role", "table")
        .attr("aria-label", text::DECISION_PER_INSTANCE)
        .with(html("div").class("hd").attr("role", "row").with_all(head))
        .with_all(instances.iter().map(|report| row(opened, report)));
    (!instances.is_empty()).then_some(table)
}

/// How an instance fared in one step.
#[derive(Clone, Copy)]
enum Mark {
    Passed,
    Rejected,
    Behind,
    NotReached,
}

fn row(opened: &Opened, report: &InstanceReport) -> Part {
    use Mark::{Behind, NotReached, Passed, Rejected};
    let is_chosen = opened.placement.chosen == Some(TaskPlace::ContainerInstance(report.container_instance));
    let (class, marks) = match report.stage {
        Stage::Fit => ("rej", [Rejected, NotReached, NotReached]),
        Stage::Rule => ("rej", [Passed, Rejected, NotReached]),
        Stage::Rank => ("", [Passed, Passed, Behind]),
        Stage::Best => (if is_chosen { "win" } else { "" }, [Passed; 3]),
    };
    let name = explain::instance_name(&opened.world, report.container_instance);
    let reason = explain::instance_reason(&opened.world, &opened.placement, report);
    let reason = if is_chosen { text::chosen(&reason) } else { reason };
    html("div")
        .class(class)
        .attr("role", "row")
        .with(html("b").attr("role", "rowheader").text(name))
        .with_all(marks.map(mark))
        .with(html("span").class("res").attr("role", "cell").text(&reason))
}

fn mark(mark: Mark) -> Part {
    let (class, sign, words) = match mark {
        Mark::Passed => ("st p", Icon::Check, text::PASSED),
        Mark::Rejected => ("st r", Icon::Cross, text::REJECTED),
        Mark::Behind => ("st s", Icon::Minus, text::BEHIND),
        Mark::NotReached => ("st s", Icon::Minus, text::NOT_REACHED),
    };
    let sign =
        html("span").class(class).with(icon_of_size(sign, "13")).with(html("span").class("vh").text(words));
    html("span").attr("role", "cell").with(sign)
}

fn zones(opened: &Opened) -> Part {
    let row = |report: &ZoneReport| {
        let is_chosen = opened.placement.chosen == Some(TaskPlace::Fargate(report.zone));
        html("li")
            .class(if is_chosen { "win" } else { "" })
            .with(html("b").text(&text::zone(opened.world.zone_name(report.zone))))
            .with(html("span").class("res").text(&explain::zone_reason(report, is_chosen)))
    };
    let rows = opened.placement.zones.iter().map(row);
    html("ul").class("tz").attr("aria-label", text::DECISION_PER_ZONE).with_all(rows)
}

/// A task that fits nowhere is a normal result: a note in amber, with the reasons as AWS returns them.
fn not_placed(opened: &Opened) -> Option<Part> {
    if opened.placement.chosen.is_some() {
        return None;
    }
    let mut inside = vec![paragraph("", &explain::placement_sentence(&opened.world, &opened.placement))];
    let reasons = explain::failure_reasons(&opened.placement);
    if !reasons.is_empty() {
        let reason = |(reason, n): (&str, u32)| {
            let words = [" ", &text::count(n as usize, "instance")].concat();
            html("li").with(html("code").attr("translate", "no").text(reason)).text(&words)
        };
        inside.push(paragraph("t2", text::FAILURES));
        inside.push(html("ul").class("fails").with_all(reasons.into_iter().map(reason)));
    }
    Some(note(Tone::Caution, inside))
}

fn tie(desk: Desk, opened: &Opened) -> Option<Part> {
    let sentence = explain::tie_sentence(&opened.world, &opened.placement)?;
    // What the last command led to can be drawn again.
    let is_latest = Memo::new(move |_| {
        let is_last = desk.session.simulation.with(|it| {
            let command = |at: usize| it.log().get(at).map(|it| it.command);
            desk.session.opened.get().and_then(command) == it.log().last().map(|it| it.command)
        });
        is_last && desk.session.can_undo_command()
    });
    let again = move || {
        let again = || button("btn sm", move || desk.draw_again()).with(icon_of_size(Icon::Dice, "16"));
        vec![if is_latest.get() {
            again().text(text::DRAW_AGAIN)
        } else {
            paragraph("tiny t2", text::SEED_FOR_NEXT)
        }]
    };
    let inside = html("div").with(paragraph("", &sentence)).slot(again);
    Some(html("div").class("note tie").with(icon_of_size(Icon::Dice, "18")).with(inside))
}
