//! One decision: how many instances were left after each step, and what each instance lacked or offered.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::sim::{InstanceReport, Stage, TaskPlace, explain};

use super::icon::icon_of_size;
use super::keyboard::focus_soon;
use super::note::{Tone, empty, note};
use super::opened::Opened;
use super::task_block::{chip, look};
use super::{Desk, text};

/// The account of the opened decision.
#[component]
pub fn Trace(desk: Desk) -> AnyView {
    let run_one = move || {
        view! {
            <button class="btn sm" type="button" on:click=move |_| {
                if let Some(id) = desk.selected.get_untracked() {
                    desk.run(id, 1);
                    focus_soon("why".to_owned());
                }
            }>{text::RUN_ONE}</button>
        }
        .into_any()
    };
    view! {
        <div class="trace">
            {move || desk.opened.with(|it| it.as_ref().map_or_else(|| empty(text::NO_DECISION, run_one()), |it| account(desk, it)))}
        </div>
    }
    .into_any()
}

fn account(desk: Desk, opened: &Opened) -> AnyView {
    let is_fargate = !opened.placement.zones.is_empty();
    let middle = if is_fargate {
        zones(opened)
    } else {
        view! {
            {funnel(opened)}
            {strategies(opened)}
            {table(opened)}
        }
        .into_any()
    };
    view! {
        {head(desk, opened)}
        {not_placed(opened)}
        {middle}
        {tie(desk, opened)}
        {(!is_fargate).then(|| note(Tone::Fact, text::PREFERENCE_NOTE))}
    }
    .into_any()
}

fn head(desk: Desk, opened: &Opened) -> AnyView {
    let placement = &opened.placement;
    let question = match placement.chosen {
        Some(TaskPlace::ContainerInstance(id)) => text::on(explain::instance_name(&opened.world, id)),
        Some(TaskPlace::Fargate(zone)) => text::on(&text::fargate_in(opened.world.zone_name(zone))),
        None => text::NOWHERE.to_owned(),
    };
    let step = |name: &'static str, sign: Icon, to: Option<usize>| {
        let on_click = move |_| {
            if to.is_some() {
                desk.session.opened.set(to);
                desk.session.say_opened();
            }
        };
        view! {
            <button class="btn sm icon ghost" type="button" aria-label=name title=name aria-disabled=to.is_none().then_some("true") on:click=on_click>
                {icon_of_size(sign, "16")}
            </button>
        }
    };
    view! {
        <div class="why">
            <h2 id="why" tabindex="-1">{text::WHY_IS} {chip(look(placement.task_definition), opened.label())} {question}</h2>
            <span class="steps-2">
                {step(text::PREVIOUS_DECISION, Icon::ChevronLeft, opened.previous)}
                {step(text::NEXT_DECISION, Icon::ChevronRight, opened.next)}
            </span>
        </div>
    }
    .into_any()
}

fn funnel(opened: &Opened) -> AnyView {
    let funnel = &opened.placement.funnel;
    let stage = |n: u32, words: &'static str| view! { <li><b>{n}</b>{words}</li> };
    let (first, last_class) = if opened.placement.chosen.is_some() { (1, "win") } else { (0, "") };
    view! {
        <ol class="funnel" aria-label=text::INSTANCES_LEFT>
            {stage(funnel.in_cluster, text::IN_THE_CLUSTER)}
            {stage(funnel.fit, text::CAN_FIT_IT)}
            {stage(funnel.obey, text::OBEY_RULES)}
            <li class=last_class><b>{first}</b>{text::RANKS_FIRST}</li>
        </ol>
    }
    .into_any()
}

/// What each strategy left, where there was something to rank.
fn strategies(opened: &Opened) -> AnyView {
    let funnel = &opened.placement.funnel;
    let left = funnel.after_strategies.iter().filter(|_| funnel.obey > 0);
    let row = |(strategy, n): &(_, u32)| view! { <li><span>{text::strategy(strategy).0}</span><span class="muted">{text::left(*n)}</span></li> };
    view! { <ol class="left" aria-label=text::LEFT_BY_STRATEGY>{left.map(row).collect_view()}</ol> }
        .into_any()
}

fn table(opened: &Opened) -> AnyView {
    if opened.placement.instances.is_empty() {
        return ().into_any();
    }
    let rows = opened.placement.instances.iter().map(|report| row(opened, report)).collect_view();
    let column = |words: &'static str| view! { <span role="columnheader">{words}</span> };
    view! {
        <div class="tr" role="table" aria-label=text::DECISION_PER_INSTANCE>
            <div class="hd" role="row">
                {column(text::INSTANCE)}
                {column(text::FIT)}
                {column(text::RULE)}
                {column(text::RANK)}
                {column(text::RESULT)}
            </div>
            {rows}
        </div>
    }
    .into_any()
}

/// How an instance fared in one step.
#[derive(Clone, Copy)]
enum Mark {
    Passed,
    Rejected,
    Behind,
    NotReached,
}

fn row(opened: &Opened, report: &InstanceReport) -> AnyView {
    use Mark::{Behind, NotReached, Passed, Rejected};
    let is_chosen = opened.placement.chosen == Some(TaskPlace::ContainerInstance(report.container_instance));
    let (class, marks) = match report.stage {
        Stage::Fit => ("rej", [Rejected, NotReached, NotReached]),
        Stage::Rule => ("rej", [Passed, Rejected, NotReached]),
        Stage::Rank => ("", [Passed, Passed, Behind]),
        Stage::Best => (if is_chosen { "win" } else { "" }, [Passed; 3]),
    };
    let name = explain::instance_name(&opened.world, report.container_instance).to_owned();
    let reason = explain::instance_reason(&opened.world, &opened.placement, report);
    let reason = if is_chosen { text::chosen(&reason) } else { reason };
    view! {
        <div class=class role="row">
            <b role="rowheader">{name}</b>
            {marks.map(mark).collect_view()}
            <span class="res" role="cell">{reason}</span>
        </div>
    }
    .into_any()
}

fn mark(mark: Mark) -> AnyView {
    let (class, sign, words) = match mark {
        Mark::Passed => ("st p", Icon::Check, text::PASSED),
        Mark::Rejected => ("st r", Icon::Cross, text::REJECTED),
        Mark::Behind => ("st s", Icon::Minus, text::BEHIND),
        Mark::NotReached => ("st s", Icon::Minus, text::NOT_REACHED),
    };
    view! { <span role="cell"><span class=class>{icon_of_size(sign, "13")}<span class="vh">{words}</span></span></span> }.into_any()
}

fn zones(opened: &Opened) -> AnyView {
    let row = |report: &crate::sim::ZoneReport| {
        let is_chosen = opened.placement.chosen == Some(TaskPlace::Fargate(report.zone));
        view! {
            <li class:win=is_chosen>
                <b>{text::zone(opened.world.zone_name(report.zone))}</b>
                <span class="res">{explain::zone_reason(report, is_chosen)}</span>
            </li>
        }
    };
    view! { <ul class="tz" aria-label=text::DECISION_PER_ZONE>{opened.placement.zones.iter().map(row).collect_view()}</ul> }.into_any()
}

/// A task that fits nowhere is a normal result: a note in amber, with the reasons as AWS returns them.
fn not_placed(opened: &Opened) -> Option<AnyView> {
    if opened.placement.chosen.is_some() {
        return None;
    }
    let reasons = explain::failure_reasons(&opened.placement);
    let reason = |(reason, n): (&'static str, u32)| view! { <li><code translate="no">{reason}</code>" "{text::count(n as usize, "instance")}</li> };
    let inside = view! {
        <p>{explain::placement_sentence(&opened.world, &opened.placement)}</p>
        {(!reasons.is_empty()).then(|| view! {
            <p class="t2">{text::FAILURES}</p>
            <ul class="fails">{reasons.into_iter().map(reason).collect_view()}</ul>
        })}
    };
    Some(note(Tone::Caution, inside))
}

fn tie(desk: Desk, opened: &Opened) -> Option<AnyView> {
    let sentence = explain::tie_sentence(&opened.world, &opened.placement)?;
    let again = if opened.is_latest {
        view! { <button class="btn sm" type="button" on:click=move |_| desk.draw_again()>{icon_of_size(Icon::Dice, "16")}{text::DRAW_AGAIN}</button> }.into_any()
    } else {
        view! { <p class="tiny t2">{text::SEED_FOR_NEXT}</p> }.into_any()
    };
    let inside = view! {
        <p>{sentence}</p>
        {again}
    };
    Some(view! { <div class="note tie">{icon_of_size(Icon::Dice, "18")}<div>{inside}</div></div> }.into_any())
}
