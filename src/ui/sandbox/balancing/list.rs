//! The load balancers of the board, one under the other: what each listens to, how many requests clients send, what can be
//! done with it.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use crate::diagram::Icon;
use crate::sim::load_balancer::{LoadBalancerKind, LoadBalancerOrder, Stream};
use crate::sim::{Command, LoadBalancerId, Switch, explain};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Keyed, Part, html};
use crate::ui::signal::Memo;

use super::super::Desk;
use super::super::button::icon_button;
use super::super::keyboard::focus_soon;
use super::super::menu::{Choice, menu};
use super::super::text::balancing as words;
use super::ADD;
use super::add::add_load_balancer;
use super::breaks::breaks;
use super::outcome::{group, outcome};
use super::shown::{Shown, groups_of};
use super::target_group::target_group;

/// The inside of the panel, with its dialogs.
pub fn panel(desk: Desk) -> Vec<Part> {
    let ids = desk.read(|it| it.world().load_balancers.iter().map(|it| it.id).collect::<Vec<_>>());
    let rows = move || {
        let row = |id: LoadBalancerId| -> Keyed { (desk.session.key(id.0), Box::new(move || row(desk, id))) };
        ids.get().into_iter().map(row).collect()
    };
    vec![html("ul").class("lbs").each(rows), add_load_balancer(desk), target_group(desk)]
}

fn row(desk: Desk, id: LoadBalancerId) -> Part {
    let shown = desk.read(move |it| Shown::read(it, id));
    let (name, kind) = desk.session.simulation.with_untracked(|it| {
        let it = it.world().load_balancer(id);
        it.map_or((String::new(), LoadBalancerKind::Application), |it| (it.name.clone(), it.kind))
    });
    let sign = match kind {
        LoadBalancerKind::Application => Icon::Alb,
        LoadBalancerKind::Network => Icon::Nlb,
        LoadBalancerKind::Classic => Icon::Clb,
    };
    let with =
        move |of: fn(&Shown) -> String| move || shown.with(|it| it.as_ref().map(of).unwrap_or_default());
    let head = html("div")
        .class("lb-h")
        .with(icon_of_size(sign, "20"))
        .with(
            html("span")
                .class("svc-w")
                .with(html("b").text(&name))
                .with(html("small").text_by(with(|it| it.title.clone()))),
        )
        .with(requests(desk, id, shown, &name))
        .with(breaks(desk, id, &name))
        .with(options(desk, id, kind, &name));
    let parts = move || shown.with(|it| it.as_ref().map(outcome).unwrap_or_default());
    let groups = move || {
        shown.with(|it| it.as_ref().map(|it| it.groups.iter().map(group).collect()).unwrap_or_default())
    };
    html("li")
        .attr("aria-label", &name)
        .with(head)
        .with(html("div").class("lb-out").attr("role", "status").attr("aria-live", "off").inside_by(parts))
        .with(html("div").class("tgs").inside_by(groups))
}

/// How many requests clients send: fewer, the number itself, more.
fn requests(desk: Desk, id: LoadBalancerId, shown: Memo<Option<Shown>>, name: &str) -> Part {
    let now = move || shown.with(|it| it.as_ref().map_or(0, |it| it.per_second));
    let set = move |per_second: u32| {
        if per_second != untrack(now) {
            desk.send_requests(id, per_second);
        }
    };
    let field = html("input")
        .attr("type", "number")
        .attr("min", "0")
        .attr("inputmode", "numeric")
        .attr("id", &["requests-", &id.0.to_string()].concat())
        .attr("aria-label", &words::requests_to(name))
        .by(move |it| it.unchecked_ref::<HtmlInputElement>().set_value(&now().to_string()))
        .on("change", move |event| match event_target_value(&event).trim().parse() {
            Ok(per_second) => set(per_second),
            // What is not a number leaves it as it was, and the field shows it again.
            Err(_) => event_target::<HtmlInputElement>(&event).set_value(&untrack(now).to_string()),
        });
    let fewer = move || set(untrack(now).saturating_sub(STEP));
    let more = move || set(untrack(now).saturating_add(STEP));
    let stepper = html("div")
        .class("stepper sm wide")
        .attr("role", "group")
        .attr("aria-label", &words::requests_to(name))
        .with(icon_button("", Icon::Minus, words::FEWER, fewer).disabled_by(move || now() == 0))
        .with(field)
        .with(icon_button("", Icon::Plus, words::MORE, more));
    html("span").class("lb-rate").with(stepper).with(html("small").class("muted").text(words::PER_SECOND))
}

/// Requests a second that one press of a button adds.
const STEP: u32 = 50;

/// What can be done with the load balancer itself.
fn options(desk: Desk, id: LoadBalancerId, kind: LoadBalancerKind, name: &str) -> Part {
    let choices = move || {
        let (groups, zones, cross_zone) = desk.session.simulation.with_untracked(|it| {
            let world = it.world();
            let known = world.load_balancer(id);
            let groups = known.map(|it| groups_of(world, it)).unwrap_or_default();
            let groups: Vec<_> =
                groups.into_iter().map(|id| (id, explain::target_group_name(world, id).to_owned())).collect();
            (groups, known.map(|it| it.zones.clone()), known.map_or(Switch::On, |it| it.cross_zone))
        });
        let settings = groups.into_iter().map(|(group, name)| Choice {
            words: words::settings_of(&name),
            is_open: true,
            act: Box::new(move || desk.balancing.group.set(Some(group))),
        });
        let (next, said) = match cross_zone {
            Switch::On => (Switch::Off, words::CROSS_ZONE_OFF),
            Switch::Off => (Switch::On, words::CROSS_ZONE_ON),
        };
        let modify = LoadBalancerOrder::Modify {
            load_balancer: id,
            zones: zones.unwrap_or_default(),
            cross_zone: next,
        };
        let cross = Choice {
            words: said.to_owned(),
            // An ALB cannot switch it off; its target groups can.
            is_open: kind != LoadBalancerKind::Application,
            act: Box::new(move || desk.befall(Command::ChangeLoadBalancing(modify.clone()))),
        };
        let delete = Choice {
            words: words::DELETE.to_owned(),
            is_open: true,
            act: Box::new(move || {
                desk.befall(Command::ChangeLoadBalancing(LoadBalancerOrder::Delete(id)));
                focus_soon(ADD.to_owned());
            }),
        };
        settings.chain([cross, delete]).collect()
    };
    let face = |button: Part| button.with(icon_of_size(Icon::Dots, "16"));
    menu(
        &["options-lb-", &id.0.to_string()].concat(),
        "btn sm icon ghost",
        &words::options_of(name),
        face,
        choices,
    )
}

impl Desk {
    /// Clients send so many requests a second to the first listener.
    fn send_requests(self, id: LoadBalancerId, per_second: u32) {
        let first = self.session.simulation.with_untracked(|it| {
            let it = it.world().load_balancer(id)?;
            let known = it.streams.first().cloned();
            let port = it.listeners.first()?.port;
            let fresh = Stream { port, host: String::new(), path: "/".to_owned(), per_second };
            Some(known.map_or(fresh, |it| Stream { per_second, ..it }))
        });
        if let Some(stream) = first {
            self.dispatch(Command::ChangeLoadBalancing(LoadBalancerOrder::SetTraffic(id, stream)));
        }
    }
}
