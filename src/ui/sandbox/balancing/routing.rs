//! The dialog with what a load balancer listens to: the rules of its listeners, and the requests that clients send.

use leptos::prelude::*;

use crate::diagram::Icon;
use crate::sim::load_balancer::{Listener, ListenerRule, LoadBalancer, LoadBalancerKind, LoadBalancerOrder};
use crate::sim::{Command, LoadBalancerId, TargetGroupId, World, explain};
use crate::ui::part::{Part, html, keep};
use crate::ui::signal::{Memo, RwSignal};

use super::super::Desk;
use super::super::button::{button, icon_button};
use super::super::dialog::dialog;
use super::super::fields::{Choices, choice, line, number, pair};
use super::super::keyboard::focus_soon;
use super::super::note::paragraph;
use super::super::refusal::{refusal, said};
use super::super::text::balancing as words;
use super::requests::requests;

/// Between the priorities of two rules, so that one fits between.
const PRIORITY_STEP: u32 = 10;
/// The highest priority of a rule.
const MAX_PRIORITY: u32 = 50_000;
/// The id of the list of rules, which takes the focus from a rule that is removed.
const RULES: &str = "lb-rules";

/// The dialog, open while there is a load balancer to show.
pub fn routing(desk: Desk, shown: RwSignal<Option<LoadBalancerId>>) -> Part {
    let open = RwSignal::new(false);
    keep(Box::new(move || {
        if shown.with(Option::is_some) {
            open.set(true);
        }
    }));
    keep(Box::new(move || {
        if !open.get() {
            shown.set(None);
        }
    }));
    let known = desk.read(move |it| it.world().load_balancer(shown.get()?).cloned());
    let title = move || {
        known.with(|it| it.as_ref().map_or_else(String::new, |it| words::rules_and_requests_of(&it.name)))
    };
    // Made anew for each load balancer, so that no form keeps what was typed for another one.
    let inside = html("div").class("stack").inside_by(move || {
        shown.get().map(|id| vec![rules(desk, id, known), requests(desk, id, known)]).unwrap_or_default()
    });
    dialog(open, "lb-routing", title, vec![inside])
}

/// The rules of all listeners, and a form for more.
fn rules(desk: Desk, id: LoadBalancerId, known: Memo<Option<LoadBalancer>>) -> Part {
    let list = move || {
        let Some(it) = known.get() else { return vec![] };
        it.listeners.iter().flat_map(|listener| lines(desk, id, listener)).collect()
    };
    html("fieldset")
        .class("stack box")
        .attr("id", RULES)
        .attr("tabindex", "-1")
        .with(html("legend").text(words::RULES))
        .with(paragraph("tiny muted", words::RULES_HELP))
        .with(html("ul").class("sg-r").inside_by(list))
        .with(new_rule(desk, id, known))
}

/// The rules of one listener in the order in which they are asked, and its default action.
fn lines(desk: Desk, id: LoadBalancerId, listener: &Listener) -> Vec<Part> {
    let name = |id| {
        desk.session.simulation.with_untracked(|it| explain::target_group_name(it.world(), id).to_owned())
    };
    let rule = |rule: &ListenerRule| {
        let said = words::rule(listener.port, rule, &name(rule.target_group));
        let rules = listener.rules.iter().filter(|it| *it != rule).cloned().collect();
        let without = LoadBalancerOrder::PutListener(id, Listener { rules, ..listener.clone() });
        line_of(desk, &said, without)
    };
    let default = words::default_action(listener.port, &name(listener.default));
    let delete = LoadBalancerOrder::DeleteListener(id, listener.port);
    listener.rules.iter().map(rule).chain([line_of(desk, &default, delete)]).collect()
}

/// Something that can be removed.
fn line_of(desk: Desk, said: &str, without: LoadBalancerOrder) -> Part {
    let remove = move || {
        desk.befall(Command::ChangeLoadBalancing(without.clone()));
        focus_soon(RULES.to_owned());
    };
    let remove = icon_button("btn sm icon ghost", Icon::Cross, &words::remove(said), remove);
    html("li").with(html("span").text(said)).with(remove)
}

/// What is put together.
#[derive(Clone, Copy)]
struct Form {
    port: RwSignal<u32>,
    /// A rule, not the default action.
    priority: RwSignal<u32>,
    host: RwSignal<String>,
    path: RwSignal<String>,
    target_group: RwSignal<String>,
}

fn new_rule(desk: Desk, id: LoadBalancerId, known: Memo<Option<LoadBalancer>>) -> Part {
    let form = Form {
        port: RwSignal::new(80),
        priority: RwSignal::new(PRIORITY_STEP),
        host: RwSignal::new(String::new()),
        path: RwSignal::new(String::new()),
        target_group: RwSignal::new(String::new()),
    };
    // The next free priority, as far as the listener is known.
    keep(Box::new(move || {
        let port = form.port.get();
        let next = known.with(|it| {
            let listeners = it.as_ref().map(|it| &it.listeners[..]).unwrap_or_default();
            next_priority(listeners.iter().find(|it| u32::from(it.port) == port))
        });
        form.priority.set(next);
    }));
    let groups = desk.read(move |it| groups_for(it.world(), id));
    let order = move || known.with(|it| it.as_ref().and_then(|it| form.order(it)));
    let refused = Memo::new(move |_| desk.session.simulation.with(|it| refusal(it, &order()?)));
    let add = move || {
        if let Some(order) = untrack(order).filter(|_| refused.with_untracked(Option::is_none)) {
            desk.befall(order);
            form.host.set(String::new());
            form.path.set(String::new());
        }
    };
    let is_alb =
        move || known.with(|it| it.as_ref().is_some_and(|it| it.kind == LoadBalancerKind::Application));
    let conditions = move || {
        if !is_alb() {
            return vec![paragraph("tiny muted", words::RULES_NEED_ALB)];
        }
        vec![
            pair([
                line("rule-path", words::PATH_PATTERN, form.path),
                line("rule-host", words::HOST_PATTERN, form.host),
            ]),
            paragraph("tiny muted", words::PATTERN_HELP),
            number("rule-priority", words::PRIORITY, form.priority, 1, MAX_PRIORITY),
        ]
    };
    let add = button("btn", add).attr("id", "add-rule").disabled_by(move || refused.with(Option::is_some));
    html("details").class("how-to").with(html("summary").text(words::NEW_RULE)).with(
        html("div")
            .class("stack")
            .with(pair([
                number("rule-port", words::LISTENER_PORT, form.port, 1, u16::MAX.into()),
                choice("rule-group", words::FORWARD_TO, groups, form.target_group),
            ]))
            .with(html("div").class("stack").inside_by(conditions))
            .with(said(refused))
            .with(html("div").class("row end").with(add.text(words::ADD_RULE))),
    )
}

/// The priority of a rule that is asked after those that a listener has.
pub fn next_priority(listener: Option<&Listener>) -> u32 {
    let last = listener.and_then(|it| it.rules.last()).map_or(0, |it| it.priority);
    last.saturating_add(PRIORITY_STEP).min(MAX_PRIORITY)
}

impl Form {
    /// One rule more, or another default action when it has no condition.
    fn order(self, of: &LoadBalancer) -> Option<Command> {
        let port = u16::try_from(self.port.get()).ok()?;
        let target_group = TargetGroupId(self.target_group.get().parse().ok()?);
        let trimmed = |it: RwSignal<String>| it.with(|it| it.trim().to_owned());
        let rule = ListenerRule {
            priority: self.priority.get(),
            host: trimmed(self.host),
            path: trimmed(self.path),
            target_group,
        };
        let known = of.listeners.iter().find(|it| it.port == port).cloned();
        let mut listener = known.unwrap_or(Listener { port, rules: vec![], default: target_group });
        if rule.host.is_empty() && rule.path.is_empty() {
            listener.default = target_group;
        } else {
            listener.rules.push(rule);
            listener.rules.sort_by_key(|it| it.priority);
        }
        Some(Command::ChangeLoadBalancing(LoadBalancerOrder::PutListener(of.id, listener)))
    }
}

/// The target groups that a load balancer of this kind may forward to.
fn groups_for(world: &World, id: LoadBalancerId) -> Choices {
    let kind = world.load_balancer(id).map(|it| it.kind);
    let fits = world.target_groups.iter().filter(|it| Some(it.settings.kind) == kind);
    fits.map(|it| (it.id.0.to_string(), it.settings.name.clone())).collect()
}
