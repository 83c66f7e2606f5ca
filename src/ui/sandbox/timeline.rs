//! The timeline: a slider over every moment of the board's past. A moment can be looked at and gone on from; what came
//! after it stays behind, and undo comes back to it.

use leptos::prelude::*;
use leptos::web_sys::{Element, HtmlElement, HtmlInputElement};
use wasm_bindgen::JsCast;

use crate::diagram::Icon;
use crate::sim::life::StopCode;
use crate::sim::service::ServiceChange;
use crate::sim::{Command, Event, LogEntry, Simulation, explain, opening};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::signal::Memo;

use super::button::button;
use super::keyboard::focus_soon;
use super::note::paragraph;
use super::{Desk, text};

/// Marks beyond this number would be one on top of the other.
const MOST_MARKS: usize = 48;

/// A moment of the board's past.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Moment {
    /// The length of the log then.
    n_log: usize,
    at_seconds: u64,
    mark: Option<Mark>,
}

/// What stands out of what happened just before a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    /// The learner gave a command.
    Command,
    /// A service has what it wants.
    Settled,
    /// Something failed.
    Failed,
}

impl Mark {
    fn of(simulation: &Simulation, entries: &[LogEntry]) -> Option<Self> {
        let any = |is: fn(&Event) -> bool| entries.iter().flat_map(|it| &it.events).any(is);
        let command = entries.first().and_then(|it| simulation.commands().get(it.command as usize));
        if any(is_failure) {
            Some(Self::Failed)
        } else if any(|it| matches!(it, Event::SteadyStateReached(_))) {
            Some(Self::Settled)
        } else {
            command.filter(|it| !matches!(it, Command::Advance(_))).map(|_| Self::Command)
        }
    }

    fn class(self) -> &'static str {
        match self {
            Self::Command => "tml-c",
            Self::Settled => "tml-s",
            Self::Failed => "tml-f",
        }
    }
}

fn is_failure(event: &Event) -> bool {
    match event {
        Event::TaskNotPlaced
        | Event::ServiceTaskNotPlaced(_)
        | Event::ServiceChanged(
            _,
            ServiceChange::LaunchFailed(..)
            | ServiceChange::DeploymentFailed
            | ServiceChange::AlarmDetected
            | ServiceChange::UnableToStartTasks
            | ServiceChange::StuckByConfiguration,
        ) => true,
        // No code: what it ran on is gone.
        Event::TaskStopping(_, stop) => {
            matches!(stop.code, None | Some(StopCode::TaskFailedToStart | StopCode::EssentialContainerExited))
        }
        _ => false,
    }
}

/// The moments since the learner has had the board.
fn moments(simulation: &Simulation) -> Vec<Moment> {
    let (log, n_given) = (simulation.log(), opening::n_given(simulation));
    let first = log.partition_point(|it| (it.command as usize) < n_given);
    let mut before = first;
    let moment = |n_log: usize| {
        let at_seconds = log.get(n_log).map_or(simulation.world().clock_seconds, |it| it.at_seconds);
        let mark = Mark::of(simulation, &log[before..n_log]);
        before = n_log;
        Moment { n_log, at_seconds, mark }
    };
    simulation.moments().filter(|it| *it >= first).map(moment).collect()
}

/// Those of the present, whatever is looked at.
fn moments_now(desk: Desk) -> Vec<Moment> {
    let ahead = desk.session.ahead.with(|it| it.as_ref().map(|it| moments(&it.simulation)));
    ahead.unwrap_or_else(|| desk.session.simulation.with(moments))
}

fn n_log(desk: Desk) -> usize {
    desk.session.simulation.with(|it| it.log().len())
}

/// Looks at the moment so many before or after the one that is looked at.
pub fn look_by(desk: Desk, by: isize) {
    let moments = untrack(|| moments_now(desk));
    let here = untrack(|| n_log(desk));
    let at = moments.partition_point(|it| it.n_log < here);
    if let Some(moment) = at.checked_add_signed(by).and_then(|at| moments.get(at)) {
        look_at(desk, moment.n_log);
        desk.session.say(untrack(|| said(desk)));
    } else {
        desk.session.say(if by < 0 { text::NOTHING_BEFORE } else { text::NOTHING_AFTER }.to_owned());
    }
}

fn look_at(desk: Desk, n_log: usize) {
    let had_time = desk.has_time();
    if desk.playing.is_on.get_untracked() {
        // What was played so far is the learner's; what is looked at from here on is not.
        desk.save();
    }
    desk.session.look_at(n_log);
    if desk.has_time() != had_time {
        // The controls of the clock come and go.
        focus_soon("timeline".to_owned());
    }
    desk.listed.set(None);
    if desk.session.ahead.with_untracked(Option::is_none) {
        desk.pause();
    }
}

/// "00:01:40, moment 12 of 40: web A3 is RUNNING."
fn said(desk: Desk) -> String {
    let (moments, here) = (moments_now(desk), n_log(desk));
    let at = moments.partition_point(|it| it.n_log < here);
    let clock = desk.session.simulation.with(|it| explain::clock_text(it.world().clock_seconds));
    let words = desk.session.simulation.with(|it| {
        desk.session.words.with(|words| {
            let newest = words.iter().zip(it.log()).rev();
            let told = |(words, entry): &(&String, &LogEntry)| {
                !words.is_empty() && !matches!(&*entry.events, [Event::ClockMoved(_)])
            };
            newest.clone().find(told).map(|(words, _)| words.clone()).unwrap_or_default()
        })
    });
    text::moment(&clock, at + 1, moments.len(), &words)
}

/// The slider, the marks behind it, and the way back to now.
pub fn timeline(desk: Desk) -> Vec<Part> {
    let moments = Memo::new(move |_| moments_now(desk));
    let here = Memo::new(move |_| {
        let here = n_log(desk);
        moments.with(|it| it.partition_point(|it| it.n_log < here))
    });
    let is_past = Memo::new(move |_| desk.session.ahead.with(Option::is_some));
    let slider = html("input")
        .attr("type", "range")
        .attr("id", "timeline")
        .attr("min", "0")
        .attr("aria-label", text::TIMELINE)
        .attr_by("aria-valuetext", move || Some(said(desk)))
        .by(move |it| {
            let last = moments.with(|it| it.len().saturating_sub(1));
            let input: &HtmlInputElement = it.unchecked_ref();
            input.set_max(&last.to_string());
            input.set_value(&here.get().to_string());
        })
        .on("input", move |event| {
            let at: usize = event_target_value(&event).parse().unwrap_or(0);
            if let Some(moment) = moments.with_untracked(|it| it.get(at).copied()) {
                look_at(desk, moment.n_log);
                desk.session.status.set(untrack(|| said(desk)));
            }
        });
    let ends = move || {
        let clock = |it: Option<&Moment>| explain::clock_text(it.map_or(0, |it| it.at_seconds));
        moments.with(|it| [clock(it.first()), clock(it.last())]).map(|it| html("span").text(&it)).into()
    };
    let note = move || if is_past.get() { vec![in_the_past(desk)] } else { vec![] };
    let done = move |it: &Element| {
        let last = moments.with(|it| it.len().saturating_sub(1)).max(1);
        let done = format!("{}%", here.get() * 100 / last);
        let _ = it.unchecked_ref::<HtmlElement>().style().set_property("--done", &done);
    };
    let track = html("div")
        .class("tml-t")
        .by(done)
        .with(
            html("div")
                .class("tml-m")
                .attr("aria-hidden", "true")
                .inside_by(move || moments.with(|it| marks(it))),
        )
        .with(slider);
    let line = html("div")
        .class("tml")
        .with(track)
        .with(html("div").class("tml-e").attr("aria-hidden", "true").inside_by(ends));
    vec![line.slot(note)]
}

fn marks(moments: &[Moment]) -> Vec<Part> {
    let last = moments.len().saturating_sub(1).max(1);
    let all = moments.iter().enumerate().filter_map(|(at, it)| Some((at, it.mark?)));
    let failed = all.clone().filter(|(_, it)| *it == Mark::Failed);
    let chosen: Vec<_> =
        if all.clone().count() > MOST_MARKS { failed.take(MOST_MARKS).collect() } else { all.collect() };
    let mark = |(at, mark): (usize, Mark)| {
        html("i").class(mark.class()).style("left", &format!("{}%", at * 1_000 / last / 10))
    };
    chosen.into_iter().map(mark).collect()
}

fn in_the_past(desk: Desk) -> Part {
    let back = move || {
        desk.undo();
        focus_soon("timeline".to_owned());
    };
    html("div")
        .class("note tml-n")
        .with(icon_of_size(Icon::Clock, "18"))
        .with(html("div").with(paragraph("", text::IN_THE_PAST)))
        .with(button("btn sm", back).attr("id", "back-to-now").text(text::BACK_TO_NOW))
}
