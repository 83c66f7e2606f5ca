//! The load balancers of the board, one under the other: what each listens to, how many requests clients send, what can be
//! done with it.

use crate::diagram::Icon;
use crate::sim::load_balancer::{ClientRouting, LoadBalancerKind, LoadBalancerOrder};
use crate::sim::{Command, LoadBalancerId, Switch, TaskDefinitionId, Zone, explain};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Keyed, Part, html};
use crate::ui::signal::RwSignal;

use super::super::Desk;
use super::super::keyboard::focus_soon;
use super::super::menu::{Choice, menu};
use super::super::text::balancing as words;
use super::ADD;
use super::add::add_load_balancer;
use super::application::application;
use super::breaks::breaks;
use super::outcome::{group, outcome};
use super::requests::{kinds, plain};
use super::routing::routing;
use super::shown::{Shown, groups_of};
use super::target_group::target_group;

/// The inside of the panel, with its dialogs.
pub fn panel(desk: Desk) -> Vec<Part> {
    let ids = desk.read(|it| it.world().load_balancers.iter().map(|it| it.id).collect::<Vec<_>>());
    let shown = ShownDialogs { routing: RwSignal::new(None), application: RwSignal::new(None) };
    let rows = move || {
        let row = |id: LoadBalancerId| -> Keyed {
            (desk.session.key(id.0), Box::new(move || row(desk, id, shown)))
        };
        ids.get().into_iter().map(row).collect()
    };
    vec![
        html("ul").class("lbs").each(rows),
        add_load_balancer(desk),
        target_group(desk),
        routing(desk, shown.routing),
        application(desk, shown.application),
    ]
}

/// What the dialogs show that the panel alone opens.
#[derive(Clone, Copy)]
struct ShownDialogs {
    /// The load balancer with its rules and requests.
    routing: RwSignal<Option<LoadBalancerId>>,
    /// The task definition with the application in its tasks.
    application: RwSignal<Option<TaskDefinitionId>>,
}

fn row(desk: Desk, id: LoadBalancerId, dialogs: ShownDialogs) -> Part {
    let shown = desk.read(move |it| Shown::read(it, id));
    let (name, kind) = desk.session.simulation.with_untracked(|it| {
        let it = it.world().load_balancer(id);
        it.map_or((String::new(), LoadBalancerKind::Application), |it| (it.name.clone(), it.kind))
    });
    let sign = match kind {
        LoadBalancerKind::Application => Icon::Alb,
        LoadBalancerKind::Network | LoadBalancerKind::Gateway => Icon::Nlb,
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
        .with(plain(desk, id, shown, &name))
        .with(breaks(desk, id, &name, dialogs.application))
        .with(options(desk, id, kind, &name, dialogs.routing));
    let rules = move || {
        let said = shown.with(|it| it.as_ref().map(|it| it.rules.clone()).unwrap_or_default());
        said.iter().map(|it| html("li").text(it)).collect()
    };
    let parts = move || shown.with(|it| it.as_ref().map(outcome).unwrap_or_default());
    let groups = move || {
        shown.with(|it| it.as_ref().map(|it| it.groups.iter().map(group).collect()).unwrap_or_default())
    };
    html("li")
        .attr("aria-label", &name)
        .with(head)
        .with(html("ol").class("lb-rules").inside_by(rules))
        .with(kinds(desk, id, shown, &name))
        .with(html("div").class("lb-out").attr("role", "status").attr("aria-live", "off").inside_by(parts))
        .with(html("div").class("tgs").inside_by(groups))
}

/// What can be done with the load balancer itself.
fn options(
    desk: Desk,
    id: LoadBalancerId,
    kind: LoadBalancerKind,
    name: &str,
    shown: RwSignal<Option<LoadBalancerId>>,
) -> Part {
    let choices = move || {
        let (groups, enabled, cross_zone, policy) = desk.session.simulation.with_untracked(|it| {
            let world = it.world();
            let known = world.load_balancer(id);
            let groups = known.map(|it| groups_of(world, it)).unwrap_or_default();
            let groups: Vec<_> =
                groups.into_iter().map(|id| (id, explain::target_group_name(world, id).to_owned())).collect();
            let enabled = known.map(|it| it.zones.clone()).unwrap_or_default();
            let now =
                known.map_or((Switch::On, ClientRouting::AnyZone), |it| (it.cross_zone, it.client_routing));
            (groups, enabled, now.0, now.1)
        });
        let choice = |words: String, is_open: bool, act: Box<dyn Fn()>| Choice { words, is_open, act };
        let modify = |zones: &[Zone], cross_zone: Switch| -> Box<dyn Fn()> {
            let order = LoadBalancerOrder::Modify { load_balancer: id, zones: zones.to_vec(), cross_zone };
            Box::new(move || desk.befall(Command::ChangeLoadBalancing(order.clone())))
        };
        let show_routing = Box::new(move || shown.set(Some(id)));
        let routing = choice(words::RULES_AND_REQUESTS.to_owned(), true, show_routing);
        let settings = groups.into_iter().map(|(group, name)| {
            choice(words::settings_of(&name), true, Box::new(move || desk.balancing.group.set(Some(group))))
        });
        let (next, said) = match cross_zone {
            Switch::On => (Switch::Off, words::CROSS_ZONE_OFF),
            Switch::Off => (Switch::On, words::CROSS_ZONE_ON),
        };
        // An ALB cannot switch it off; its target groups can.
        let can_switch = kind != LoadBalancerKind::Application;
        let cross = choice(said.to_owned(), can_switch, modify(&enabled, next));
        let policies =
            ClientRouting::ALL.into_iter().filter(|it| kind == LoadBalancerKind::Network && *it != policy);
        let of_clients = policies.map(|it| {
            let order = LoadBalancerOrder::SetClientRouting(id, it);
            let act = Box::new(move || desk.befall(Command::ChangeLoadBalancing(order.clone())));
            choice(words::leads_clients(it).to_owned(), true, act)
        });
        let of_clients: Vec<Choice> = of_clients.collect();
        let zones = desk.session.simulation.with_untracked(|it| it.world().zones.clone());
        let of_zone = (0..).zip(&zones).map(|(at, name)| {
            let (mut next, is_enabled) = (enabled.clone(), enabled.contains(&Zone(at)));
            next.retain(|it| it.0 != at);
            if !is_enabled {
                next.push(Zone(at));
                next.sort_unstable();
            }
            choice(words::node_in(name, is_enabled), !next.is_empty(), modify(&next, cross_zone))
        });
        let of_zones: Vec<Choice> = of_zone.collect();
        let delete = Box::new(move || {
            desk.befall(Command::ChangeLoadBalancing(LoadBalancerOrder::Delete(id)));
            focus_soon(ADD.to_owned());
        });
        let delete = choice(words::DELETE.to_owned(), true, delete);
        let of_nodes = [cross].into_iter().chain(of_clients).chain(of_zones);
        std::iter::once(routing).chain(settings).chain(of_nodes).chain([delete]).collect()
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
