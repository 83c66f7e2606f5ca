//! One service in full: its deployments, the ways to begin another one, and its events as AWS lists them.

mod configure;
mod deploy;
mod deployments;
mod placement;

use leptos::prelude::*;
use leptos::web_sys::HtmlSelectElement;
use wasm_bindgen::JsCast;

use crate::sim::service::SchedulingStrategy;
use crate::sim::{ServiceId, explain};
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html};
use crate::ui::signal::Memo;

use super::button::button;
use super::note::{empty, paragraph};
use super::{Desk, text};

pub use placement::placement;

/// Service events that are shown at once.
const SHOWN: usize = 30;

/// The tab of the Decision panel.
pub fn service_panel(desk: Desk) -> Vec<Part> {
    let all = desk.read(|it| {
        let all = it.world().services.values();
        all.map(|it| (it.id, it.placement.service_name.clone())).collect::<Vec<_>>()
    });
    let chosen = Memo::new(move |_| {
        let wanted = desk.service.get();
        all.with(|all| all.iter().find(|(id, _)| Some(*id) == wanted).or(all.first()).map(|(id, _)| *id))
    });
    let inside = move || {
        if let Some(id) = chosen.get() {
            return untrack(|| of_service(desk, id));
        }
        let create = move || desk.creating.open_for(desk.selected.get_untracked());
        vec![empty(text::NO_SERVICES, button("btn sm", create).text(text::CREATE_SERVICE))]
    };
    let picker = move || {
        if all.with(Vec::len) > 1 { vec![pick(desk, chosen, all)] } else { vec![] }
    };
    vec![html("div").class("trace svc-p").slot(picker).with(html("div").class("svc-p").inside_by(inside))]
}

/// Which service is shown.
fn pick(desk: Desk, chosen: Memo<Option<ServiceId>>, all: Memo<Vec<(ServiceId, String)>>) -> Part {
    let options = all.with(|it| {
        let option =
            |(id, name): &(ServiceId, String)| html("option").attr("value", &id.0.to_string()).text(name);
        it.iter().map(option).collect::<Vec<_>>()
    });
    let select = html("select")
        .class("inp")
        .attr("id", "service-shown")
        .with_all(options)
        .by(move |it| {
            let id = chosen.get().map_or(0, |it| it.0);
            it.unchecked_ref::<HtmlSelectElement>().set_value(&id.to_string());
        })
        .on("change", move |event| {
            if let Ok(id) = event_target_value(&event).parse() {
                desk.service.set(Some(ServiceId(id)));
            }
        });
    html("div")
        .class("field")
        .with(html("label").attr("for", "service-shown").text(text::SERVICE))
        .with(select)
}

fn of_service(desk: Desk, id: ServiceId) -> Vec<Part> {
    let words = desk.read(move |it| {
        let service = it.world().services.get(&id);
        service.map_or_else(String::new, |it| {
            let strategy = match it.placement.scheduling_strategy {
                SchedulingStrategy::Replica => text::REPLICA,
                SchedulingStrategy::Daemon => text::DAEMON,
            };
            [&it.placement.service_name, ", ", strategy].concat()
        })
    });
    let heading = html("h2").text_by(move || words.get());
    vec![
        heading,
        deployments::deployments(desk, id),
        deploy::deploy(desk, id),
        configure::configure(desk, id),
        on_demand(|| true, desk.chunks.moving, move |it| (it.placement)(desk, id)),
        html("h3").text(text::SERVICE_EVENTS),
        events(desk, id),
    ]
}

/// The events of the service, newest first.
fn events(desk: Desk, id: ServiceId) -> Part {
    let all = desk.read(move |it| {
        let own = explain::listing(it).service_events.into_iter().filter(|it| it.service == id);
        own.map(|it| (it.at_seconds, it.message)).collect::<Vec<_>>()
    });
    let rows = move || {
        let row = |(at, message): &(u64, String)| {
            let at = html("span").class("at").text(&explain::clock_text(*at));
            html("li").with(at).with(html("span").text(message))
        };
        all.with(|it| it.iter().rev().take(SHOWN).map(row).collect())
    };
    let nothing = move || {
        if all.with(Vec::is_empty) { vec![paragraph("small muted", text::NO_SERVICE_EVENTS)] } else { vec![] }
    };
    html("div").slot(nothing).with(html("ol").class("svc-ev").inside_by(rows))
}
