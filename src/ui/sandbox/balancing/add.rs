//! The dialog that puts a service behind a new load balancer: the load balancer, its listener on port 80, a target group,
//! and the service that registers its tasks there.

use leptos::prelude::*;
use leptos::web_sys::HtmlSelectElement;
use wasm_bindgen::JsCast;

use crate::sim::load_balancer::{
    Attachment, Listener, ListenerRule, LoadBalancer, LoadBalancerKind, LoadBalancerOrder,
    TargetGroupSettings, TargetType,
};
use crate::sim::service::DeploymentStrategy;
use crate::sim::{Command, LoadBalancerId, ServiceId, Simulation, TargetGroupId, UpdateService, World};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::dialog::dialog;
use super::super::fields::{Choices, choice, either, labelled, line};
use super::super::refusal::{refusal, said};
use super::super::text::balancing as words;
use super::super::{Desk, text};
use super::routing::next_priority;
use super::target_group::{dialog_buttons, number_field};

/// What is put together.
#[derive(Clone, Copy)]
struct Form {
    service: RwSignal<Option<ServiceId>>,
    /// The id of an Application Load Balancer that is there; empty for a new load balancer.
    behind: RwSignal<String>,
    kind: RwSignal<LoadBalancerKind>,
    /// Of the rule on the load balancer that is there.
    path: RwSignal<String>,
    /// gRPC instead of HTTP, of an ALB.
    is_grpc: RwSignal<bool>,
    target_type: RwSignal<TargetType>,
    grace: RwSignal<u32>,
}

/// The dialog.
pub fn add_load_balancer(desk: Desk) -> Part {
    let open = desk.balancing.adding;
    let form = Form {
        service: RwSignal::new(None),
        behind: RwSignal::new(String::new()),
        path: RwSignal::new("/api/*".to_owned()),
        kind: RwSignal::new(LoadBalancerKind::Application),
        is_grpc: RwSignal::new(false),
        target_type: RwSignal::new(TargetType::Ip),
        grace: RwSignal::new(0),
    };
    let services = desk.read(|it| {
        let all = it.world().services.values();
        all.map(|it| (it.id, it.placement.service_name.clone())).collect::<Vec<_>>()
    });
    // The first service that is there, until one is chosen.
    let chosen = Memo::new(move |_| {
        let own = form.service.get();
        services
            .with(|all| own.filter(|own| all.iter().any(|it| it.0 == *own)).or(all.first().map(|it| it.0)))
    });
    let refused_by = Memo::new(move |_| {
        if !open.get() {
            return None;
        }
        let Some(service) = chosen.get() else { return Some(words::NEEDS_SERVICE.to_owned()) };
        desk.session.simulation.with(|it| refused(it, &orders(it.world(), service, form)))
    });
    let create = move || {
        let Some(service) = chosen.get_untracked().filter(|_| refused_by.with_untracked(Option::is_none))
        else {
            return;
        };
        let orders =
            desk.session.simulation.with_untracked(|it| untrack(|| orders(it.world(), service, form)));
        for order in orders {
            desk.dispatch(order);
        }
        open.set(false);
    };
    let kinds = [
        (LoadBalancerKind::Application, "ALB"),
        (LoadBalancerKind::Network, "NLB"),
        (LoadBalancerKind::Classic, "CLB"),
    ];
    let help =
        move || html("p").class("tiny muted").text_by(move || words::kind_help(form.kind.get()).to_owned());
    let types = [(TargetType::Ip, "ip"), (TargetType::Instance, "instance")];
    let behind = desk.read(|it| balancers(it.world()));
    let of_balancer = move || {
        if form.behind.with(String::is_empty) {
            vec![either(words::KIND, form.kind, &kinds).with(help())]
        } else {
            vec![
                line("lb-path", words::PATH_PATTERN, form.path),
                html("p").class("tiny muted").text(words::BEHIND_HELP),
            ]
        }
    };
    let inside = vec![
        labelled("lb-service", words::SERVICE, select(services, chosen, form.service)),
        html("div").inside_by(move || {
            let is_only = behind.with(|it| it.len() == 1);
            if is_only { vec![] } else { vec![choice("lb-behind", words::BEHIND, behind, form.behind)] }
        }),
        html("div").class("stack").inside_by(of_balancer),
        html("div").slot(move || {
            let is_alb =
                form.kind.get() == LoadBalancerKind::Application || !form.behind.with(String::is_empty);
            if is_alb { vec![either(words::PROTOCOL, form.is_grpc, &PROTOCOLS)] } else { vec![] }
        }),
        either(words::TARGET_TYPE, form.target_type, &types)
            .with(html("p").class("tiny muted").text(words::TARGET_TYPE_HELP)),
        number_field("lb-grace", words::GRACE, form.grace)
            .with(html("p").class("tiny muted").text(words::GRACE_HELP)),
        said(refused_by).attr("id", "lb-refusal"),
        dialog_buttons(
            move || open.set(false),
            text::CREATE,
            "add-load-balancer-now",
            create,
            move || refused_by.with(Option::is_some),
        ),
    ];
    dialog(open, "new-load-balancer", || text::ADD_LOAD_BALANCER.to_owned(), inside)
}

/// The services that are there.
fn select(
    services: Memo<Vec<(ServiceId, String)>>,
    chosen: Memo<Option<ServiceId>>,
    set: RwSignal<Option<ServiceId>>,
) -> Part {
    let options = move || {
        let option =
            |(id, name): &(ServiceId, String)| html("option").attr("value", &id.0.to_string()).text(name);
        services.with(|it| it.iter().map(option).collect())
    };
    html("select")
        .class("inp")
        .inside_by(options)
        .by(move |it| {
            let value = chosen.get().map_or_else(String::new, |it| it.0.to_string());
            it.unchecked_ref::<HtmlSelectElement>().set_value(&value);
        })
        .on("change", move |event| set.set(event_target_value(&event).parse().ok().map(ServiceId)))
}

/// `ProtocolVersion`, of an ALB.
const PROTOCOLS: [(bool, &str); 2] = [(false, "HTTP"), (true, "gRPC")];

/// Numbers that a name may end in.
const MAX_NAMES: u32 = 1_000;

/// A new load balancer, and the Application Load Balancers that are there: they take rules.
fn balancers(world: &World) -> Choices {
    let is_alb = |it: &&LoadBalancer| it.kind == LoadBalancerKind::Application && !it.listeners.is_empty();
    let known = world.load_balancers.iter().filter(is_alb).map(|it| (it.id.0.to_string(), it.name.clone()));
    std::iter::once((String::new(), words::A_NEW_ONE.to_owned())).chain(known).collect()
}

/// The orders that the form stands for.
fn orders(world: &World, id: ServiceId, form: Form) -> Vec<Command> {
    let Some(service) = world.services.get(&id) else { return vec![] };
    let behind = form.behind.get().parse().ok().and_then(|id| world.load_balancer(LoadBalancerId(id)));
    let kind = behind.map_or(form.kind.get(), |it| it.kind);
    let name: String =
        service.placement.service_name.chars().map(|it| if it == '_' { '-' } else { it }).take(20).collect();
    let name = name.trim_matches('-');
    let is_known = |it: &str| world.target_groups.iter().any(|known| known.settings.name == it);
    let group = |end: &str| {
        let settings = TargetGroupSettings {
            target_type: form.target_type.get(),
            ..TargetGroupSettings::new(free(name, end, &is_known), kind)
        };
        let is_grpc = kind == LoadBalancerKind::Application && form.is_grpc.get();
        if is_grpc { settings.for_grpc() } else { settings }
    };
    let target_group = TargetGroupId(world.next_target_group);
    // A deployment that shifts traffic registers the other revision in a group of its own.
    let shifts = service.configuration.strategy != DeploymentStrategy::Rolling;
    let alternate = shifts.then_some(TargetGroupId(world.next_target_group + 1));
    let definition = world.task_definition(service.placement.task_definition);
    let container = definition.and_then(|it| {
        it.task_definition
            .container_definitions
            .iter()
            .find_map(|it| Some((it.name.clone(), it.port_mappings.first()?.container_port?)))
    });
    let (container_name, container_port) = container.unwrap_or_default();
    let mut attachments = service.load_balancers.clone();
    attachments.push(Attachment { target_group, alternate, container_name, container_port });
    let update = UpdateService {
        load_balancers: Some(attachments),
        health_check_grace_period_seconds: Some(form.grace.get()),
        ..UpdateService::of(id)
    };
    let mut orders = vec![];
    if behind.is_none() {
        let is_known = |it: &str| world.load_balancers.iter().any(|known| known.name == it);
        let name = free(name, "-lb", &is_known);
        orders.push(LoadBalancerOrder::Create { name, kind, zones: vec![] });
    }
    orders.push(LoadBalancerOrder::CreateTargetGroup(group("-targets")));
    if shifts {
        orders.push(LoadBalancerOrder::CreateTargetGroup(group("-alternate")));
    }
    let (load_balancer, listener) = if let Some(it) = behind {
        (it.id, with_rule(it, form.path.with(|it| it.trim().to_owned()), target_group))
    } else {
        let listener = Listener { port: 80, rules: vec![], default: target_group };
        (LoadBalancerId(world.next_load_balancer), Some(listener))
    };
    orders.extend(listener.map(|it| LoadBalancerOrder::PutListener(load_balancer, it)));
    let update = Command::UpdateService(Box::new(update));
    orders.into_iter().map(Command::ChangeLoadBalancing).chain([update]).collect()
}

/// The first listener with one rule more, asked after those that are there.
fn with_rule(of: &LoadBalancer, path: String, target_group: TargetGroupId) -> Option<Listener> {
    let mut listener = of.listeners.first()?.clone();
    let priority = next_priority(Some(&listener));
    listener.rules.push(ListenerRule { priority, host: String::new(), path, target_group });
    Some(listener)
}

/// The first name that nothing has yet.
fn free(name: &str, end: &str, is_known: &dyn Fn(&str) -> bool) -> String {
    let named = |number: u32| {
        if number == 0 { [name, end].concat() } else { [name, end, &(number + 1).to_string()].concat() }
    };
    (0..MAX_NAMES).map(named).find(|it| !is_known(it)).unwrap_or_default()
}

/// What AWS would say: asked of a board beside this one.
fn refused(simulation: &Simulation, orders: &[Command]) -> Option<String> {
    let mut beside = simulation.fork();
    orders.iter().find_map(|order| {
        let refused = refusal(&beside, order);
        beside.dispatch(order.clone());
        refused
    })
}
