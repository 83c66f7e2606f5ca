//! The dialog that puts a service behind a new load balancer: the load balancer, its listener on port 80, a target group,
//! and the service that registers its tasks there.

use leptos::prelude::*;
use leptos::web_sys::HtmlSelectElement;
use wasm_bindgen::JsCast;

use crate::sim::load_balancer::{
    Attachment, Listener, LoadBalancerKind, LoadBalancerOrder, TargetGroupSettings, TargetType,
};
use crate::sim::{
    Command, Explanation, LoadBalancerId, ServiceId, Simulation, TargetGroupId, UpdateService, World, decide,
    explain,
};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::dialog::dialog;
use super::super::fields::{either, labelled};
use super::super::note::{Tone, note, paragraph};
use super::super::text::balancing as words;
use super::super::{Desk, text};
use super::target_group::{dialog_buttons, number_field};

/// What is put together.
#[derive(Clone, Copy)]
struct Form {
    service: RwSignal<Option<ServiceId>>,
    kind: RwSignal<LoadBalancerKind>,
    target_type: RwSignal<TargetType>,
    grace: RwSignal<u32>,
}

/// The dialog.
pub fn add_load_balancer(desk: Desk) -> Part {
    let open = desk.balancing.adding;
    let form = Form {
        service: RwSignal::new(None),
        kind: RwSignal::new(LoadBalancerKind::Application),
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
    let refusal = Memo::new(move |_| {
        if !open.get() {
            return None;
        }
        let Some(service) = chosen.get() else { return Some(words::NEEDS_SERVICE.to_owned()) };
        desk.session.simulation.with(|it| refused(it, &orders(it.world(), service, form)))
    });
    let create = move || {
        let Some(service) = chosen.get_untracked().filter(|_| refusal.with_untracked(Option::is_none)) else {
            return;
        };
        let orders =
            desk.session.simulation.with_untracked(|it| untrack(|| orders(it.world(), service, form)));
        for order in orders {
            desk.dispatch(order);
        }
        open.set(false);
    };
    let said = move || {
        let words = refusal.get();
        words.map(|it| note(Tone::Caution, vec![paragraph("", &it)])).into_iter().collect()
    };
    let kinds = [
        (LoadBalancerKind::Application, "ALB"),
        (LoadBalancerKind::Network, "NLB"),
        (LoadBalancerKind::Classic, "CLB"),
    ];
    let help = html("p").class("tiny muted").text_by(move || words::kind_help(form.kind.get()).to_owned());
    let types = [(TargetType::Ip, "ip"), (TargetType::Instance, "instance")];
    let inside = vec![
        labelled("lb-service", words::SERVICE, select(services, chosen, form.service)),
        either(words::KIND, form.kind, &kinds).with(help),
        either(words::TARGET_TYPE, form.target_type, &types)
            .with(html("p").class("tiny muted").text(words::TARGET_TYPE_HELP)),
        number_field("lb-grace", words::GRACE, form.grace)
            .with(html("p").class("tiny muted").text(words::GRACE_HELP)),
        html("div").attr("id", "lb-refusal").attr("role", "status").inside_by(said),
        dialog_buttons(
            move || open.set(false),
            text::CREATE,
            "add-load-balancer-now",
            create,
            move || refusal.with(Option::is_some),
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

/// Numbers that a name may end in.
const MAX_NAMES: u32 = 1_000;

/// The orders that the form stands for.
fn orders(world: &World, id: ServiceId, form: Form) -> Vec<Command> {
    let Some(service) = world.services.get(&id) else { return vec![] };
    let name: String =
        service.placement.service_name.chars().map(|it| if it == '_' { '-' } else { it }).take(20).collect();
    let name = name.trim_matches('-');
    let named = |end: &str, number: u32| {
        if number == 0 { [name, end].concat() } else { [name, end, &(number + 1).to_string()].concat() }
    };
    let free = |end: &str, is_taken: &dyn Fn(&str) -> bool| {
        (0..MAX_NAMES).map(|number| named(end, number)).find(|it| !is_taken(it)).unwrap_or_default()
    };
    let lb_name = free("-lb", &|it| world.load_balancers.iter().any(|known| known.name == it));
    let group_name =
        free("-targets", &|it| world.target_groups.iter().any(|known| known.settings.name == it));
    let kind = form.kind.get();
    let settings = TargetGroupSettings {
        target_type: form.target_type.get(),
        ..TargetGroupSettings::new(group_name, kind)
    };
    let (load_balancer, target_group) =
        (LoadBalancerId(world.next_load_balancer), TargetGroupId(world.next_target_group));
    let definition = world.task_definition(service.placement.task_definition);
    let container = definition.and_then(|it| {
        it.task_definition
            .container_definitions
            .iter()
            .find_map(|it| Some((it.name.clone(), it.port_mappings.first()?.container_port?)))
    });
    let (container_name, container_port) = container.unwrap_or_default();
    let mut attachments = service.load_balancers.clone();
    attachments.push(Attachment { target_group, alternate: None, container_name, container_port });
    let listener = Listener { port: 80, rules: vec![], default: target_group };
    let update = UpdateService {
        load_balancers: Some(attachments),
        health_check_grace_period_seconds: Some(form.grace.get()),
        ..UpdateService::of(id)
    };
    vec![
        Command::ChangeLoadBalancing(LoadBalancerOrder::Create { name: lb_name, kind, zones: vec![] }),
        Command::ChangeLoadBalancing(LoadBalancerOrder::CreateTargetGroup(settings)),
        Command::ChangeLoadBalancing(LoadBalancerOrder::PutListener(load_balancer, listener)),
        Command::UpdateService(Box::new(update)),
    ]
}

/// What AWS would say: asked of a board beside this one.
fn refused(simulation: &Simulation, orders: &[Command]) -> Option<String> {
    let mut beside = simulation.fork();
    for order in orders {
        if let Explanation::Refused(refusal) = decide(beside.world(), order).explanation {
            return Some(explain::refusal_sentence(&refusal));
        }
        beside.dispatch(order.clone());
    }
    None
}
