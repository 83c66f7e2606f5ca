//! Everything that happened, in words, newest first: the accessible channel and the index of decisions.

use crate::diagram::Icon;
use crate::sim::{Event, LogEntry, Simulation, Switch, explain};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::session::has_account;
use crate::ui::signal::RwSignal;

use super::button::button;
use super::decision::Page;
use super::note::paragraph;
use super::{Desk, text};

/// Entries that are shown at once.
const SHOWN: usize = 200;

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
                let shown = wanted.take(SHOWN);
                shown.map(|(at, (words, entry))| row(desk, at, words, entry, it)).collect()
            })
        })
    };
    let which = move || if has_services.get() { vec![choice(only_services)] } else { vec![] };
    let nothing = move || {
        let is_empty = desk.session.words.with(Vec::is_empty);
        if is_empty { vec![paragraph("small muted", text::NO_EVENTS)] } else { vec![] }
    };
    vec![html("div").class("trace").slot(which).slot(nothing).with(html("ol").class("evs").inside_by(rows))]
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

fn row(desk: Desk, at: usize, words: &str, entry: &LogEntry, simulation: &Simulation) -> Part {
    let has_time = simulation.world().clock == Switch::On;
    let time = has_time.then(|| html("span").class("at").text(&explain::clock_text(entry.at_seconds)));
    let row = html("li").with(html("span").class("n").text(&(at + 1).to_string()));
    let words = html("span").with_all(time).text(words);
    if !has_account(simulation, at) {
        return row.with(words);
    }
    let open = button("", move || {
        desk.session.opened.set(Some(at));
        desk.page.set(Page::Decision);
        desk.show_decision();
    });
    row.with(open.with(words).with(icon_of_size(Icon::ChevronRight, "14")))
}
