//! Everything that happened, in words, newest first: the accessible channel and the index of decisions.

use crate::diagram::Icon;
use crate::sim::explain::{self, Line, digest};
use crate::sim::{Event, Simulation, Switch};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::session::has_account;
use crate::ui::signal::RwSignal;

use super::button::button;
use super::note::paragraph;
use super::{Desk, text};

/// Entries that are shown at once.
const SHOWN: usize = 200;

/// Bytes below a heading that are more than a few lines: what is longer is folded.
const FOLDED: usize = 260;

/// The list of events; those of services alone when the learner wants that. A placement or a refused launch opens its account.
pub fn events_list(desk: Desk) -> Vec<Part> {
    let only_services = RwSignal::new(false);
    let has_services = desk.read(|it| it.world().next_service > 0);
    let rows = move || {
        desk.session.simulation.with(|it| {
            desk.session.words.with(|words| {
                let newest = words.iter().zip(it.log()).enumerate().rev();
                // That the clock moved stands beside what happened then.
                let newest = newest.filter(|(_, (words, entry))| {
                    !words.is_empty() && !matches!(&*entry.events, [Event::ClockMoved(_)])
                });
                let wanted =
                    newest.filter(|(_, (_, entry))| !only_services.get() || is_of_service(&entry.events));
                let shown: Vec<_> = wanted.take(SHOWN).map(|(at, (words, _))| (at, &**words)).collect();
                if it.world().clock == Switch::On { moments(&shown, it) } else { numbered(&shown, it) }
            })
        })
    };
    let which = move || if has_services.get() { vec![choice(only_services)] } else { vec![] };
    let nothing = move || {
        let is_empty = desk.session.words.with(Vec::is_empty);
        if is_empty { vec![paragraph("small muted", text::NO_EVENTS)] } else { vec![] }
    };
    vec![
        html("div")
            .class("trace")
            .slot(which)
            .slot(nothing)
            .with(html("ol").class("evs").rows(rows, move |it| it.part(desk))),
    ]
}

/// All events, or those of services.
fn choice(only_services: RwSignal<bool>) -> Part {
    let choice = |value: bool, words: &str| {
        button("", move || only_services.set(value))
            .is("aria-pressed", move || only_services.get() == value)
            .text(words)
    };
    html("div")
        .class("seg wide")
        .attr("role", "group")
        .attr("aria-label", text::WHICH_EVENTS)
        .with(choice(false, text::ALL_EVENTS))
        .with(choice(true, text::SERVICE_EVENTS))
}

/// Whether a service did it, or it was done to one.
fn is_of_service(events: &[Event]) -> bool {
    events.iter().any(|event| match event {
        Event::ServiceCreated(_)
        | Event::ScalingChanged(..)
        | Event::DesiredCountSet(..)
        | Event::ServiceDeleted(_)
        | Event::ServiceTaskNotPlaced(_)
        | Event::SteadyStateReached(_)
        | Event::ServiceChanged(..) => true,
        Event::TaskPlaced(task) => task.group.starts_with("service:"),
        Event::TaskDefinitionRegistered(_)
        | Event::TaskDefinitionDeregistered(_)
        | Event::ContainerInstanceRegistered(_)
        | Event::ContainerInstanceDeregistered(_)
        | Event::ContainerInstanceStatusSet(..)
        | Event::AgentSet(..)
        | Event::AttributePut { .. }
        | Event::AttributeDeleted { .. }
        | Event::AwsvpcTrunkingSet(_)
        | Event::ZoneSet(..)
        | Event::InstanceSet(..)
        | Event::BehaviorSet(..)
        | Event::TaskNotPlaced
        | Event::TaskStateChanged(..)
        | Event::TaskStopping(..)
        | Event::TaskStopped(_)
        | Event::ClockStarted
        | Event::ClockMoved(_)
        | Event::CameDue(_)
        | Event::NetworkChanged(_)
        | Event::LoadBalancingChanged(_)
        | Event::TargetsChecked(..)
        | Event::OfRoles(_)
        | Event::OfVolumes(_)
        | Event::TaskAssigned(..)
        | Event::CapacityChanged(_)
        | Event::SeedSet(_) => false,
    })
}

/// What a row says.
#[derive(PartialEq, Eq)]
enum Row {
    /// One entry, by its number.
    Entry(usize, Vec<Told>),
    /// A moment: its time, and beside it what happened then.
    Moment(u64, Vec<Told>),
}

/// A line, and whether it can be accounted for.
type Told = (Line, bool);

impl Row {
    fn part(&self, desk: Desk) -> Part {
        match self {
            Self::Entry(number, lines) => html("li")
                .with(html("span").class("n").text(&number.to_string()))
                .with_all(lines.iter().map(|it| told(desk, it))),
            Self::Moment(seconds, lines) => {
                let lines = lines.iter().map(|it| html("li").with(told(desk, it)));
                html("li")
                    .with(html("span").class("at").text(&explain::clock_text(*seconds)))
                    .with(html("ol").with_all(lines))
            }
        }
    }
}

fn numbered(shown: &[(usize, &str)], simulation: &Simulation) -> Vec<Row> {
    let row = |(at, words): &(usize, &str)| Row::Entry(at + 1, lines([(*at, *words, true)], simulation));
    shown.iter().map(row).collect()
}

fn moments(shown: &[(usize, &str)], simulation: &Simulation) -> Vec<Row> {
    let seconds = |at: usize| simulation.log()[at].at_seconds;
    let moment = |entries: &[(usize, &str)]| {
        let oldest_first =
            entries.iter().rev().map(|(at, words)| (*at, *words, has_account(simulation, *at)));
        let newest_first = lines(oldest_first, simulation).into_iter().rev();
        Row::Moment(seconds(entries[0].0), newest_first.collect())
    };
    shown.chunk_by(|(at, _), (next, _)| seconds(*at) == seconds(*next)).map(moment).collect()
}

fn lines<'a>(
    entries: impl IntoIterator<Item = (usize, &'a str, bool)>,
    simulation: &Simulation,
) -> Vec<Told> {
    let told = |it: Line| {
        let can_open = has_account(simulation, it.at);
        (it, can_open)
    };
    digest(entries).into_iter().map(told).collect()
}

/// What happened first, and below it the rest, folded when it is long. What can be accounted for opens its account.
fn told(desk: Desk, (line, can_open): &Told) -> Part {
    let Line { at, heading, more } = line;
    let at = *at;
    let heading = html(if more.is_empty() { "span" } else { "b" }).text(heading);
    let more = (!more.is_empty()).then(|| html("span").class("rest").text(more));
    if *can_open {
        let open = button("", move || {
            desk.session.opened.set(Some(at));
            desk.show_decision();
        });
        return open
            .with(html("span").with(heading).text(" ").with_all(more))
            .with(icon_of_size(Icon::ChevronRight, "14"));
    }
    match more {
        Some(more) if line.more.len() > FOLDED => {
            html("details").with(html("summary").with(heading)).with(more)
        }
        more => html("div").with(heading).text(" ").with_all(more),
    }
}
