//! The dialog with the settings of a target group.

use leptos::prelude::*;
use leptos::web_sys::HtmlInputElement;
use wasm_bindgen::JsCast;

use crate::sim::load_balancer::{
    Algorithm, HealthCheckSettings, LoadBalancerKind, LoadBalancerOrder, ProtocolVersion, TargetGroupSettings,
};
use crate::sim::{Command, Switch};
use crate::ui::part::{Part, html, keep};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::super::dialog::dialog;
use super::super::fields::{either, labelled};
use super::super::refusal::{refusal, said};
use super::super::text::balancing as words;
use super::super::{Desk, text};

/// What is being changed.
#[derive(Clone, Copy)]
struct Form {
    path: RwSignal<String>,
    interval: RwSignal<u32>,
    timeout: RwSignal<u32>,
    healthy: RwSignal<u32>,
    unhealthy: RwSignal<u32>,
    last_code: RwSignal<u32>,
    delay: RwSignal<u32>,
    slow_start: RwSignal<u32>,
    algorithm: RwSignal<Algorithm>,
    cross_zone: RwSignal<Option<Switch>>,
    draining: RwSignal<u32>,
}

impl Form {
    fn new() -> Self {
        Self {
            path: RwSignal::new(String::new()),
            interval: RwSignal::new(0),
            timeout: RwSignal::new(0),
            healthy: RwSignal::new(0),
            unhealthy: RwSignal::new(0),
            last_code: RwSignal::new(0),
            delay: RwSignal::new(0),
            slow_start: RwSignal::new(0),
            algorithm: RwSignal::new(Algorithm::RoundRobin),
            cross_zone: RwSignal::new(None),
            draining: RwSignal::new(0),
        }
    }

    fn fill(self, it: &TargetGroupSettings) {
        self.path.set(it.health_check.path.clone());
        self.interval.set(it.health_check.interval_seconds);
        self.timeout.set(it.health_check.timeout_seconds);
        self.healthy.set(it.health_check.healthy_threshold);
        self.unhealthy.set(it.health_check.unhealthy_threshold);
        self.last_code.set(u32::from(it.health_check.last_success_code));
        self.delay.set(it.deregistration_delay_seconds);
        self.slow_start.set(it.slow_start_seconds);
        self.algorithm.set(it.algorithm);
        self.cross_zone.set(it.cross_zone);
        self.draining.set(it.unhealthy_draining_seconds);
    }

    fn of(self, known: &TargetGroupSettings) -> TargetGroupSettings {
        let last_code = u16::try_from(self.last_code.get()).unwrap_or(u16::MAX);
        // By gRPC the form shows one code.
        let first_code = match known.protocol_version {
            ProtocolVersion::Http1 => known.health_check.first_success_code,
            ProtocolVersion::Grpc => last_code,
        };
        TargetGroupSettings {
            health_check: HealthCheckSettings {
                path: self.path.get(),
                interval_seconds: self.interval.get(),
                timeout_seconds: self.timeout.get(),
                healthy_threshold: self.healthy.get(),
                unhealthy_threshold: self.unhealthy.get(),
                first_success_code: first_code,
                last_success_code: last_code,
            },
            deregistration_delay_seconds: self.delay.get(),
            slow_start_seconds: self.slow_start.get(),
            algorithm: self.algorithm.get(),
            cross_zone: self.cross_zone.get(),
            unhealthy_draining_seconds: self.draining.get(),
            ..known.clone()
        }
    }
}

/// `load_balancing.cross_zone.enabled` of a target group; nothing for what its load balancer says.
const CROSS_ZONE: [(Option<Switch>, &str); 3] =
    [(None, words::AS_LOAD_BALANCER), (Some(Switch::On), words::ON), (Some(Switch::Off), words::OFF)];

/// The dialog.
pub fn target_group(desk: Desk) -> Part {
    let (group, open, form) = (desk.balancing.group, RwSignal::new(false), Form::new());
    let known = move || {
        let id = group.get()?;
        desk.session.simulation.with_untracked(|it| it.world().target_group(id).map(|it| it.settings.clone()))
    };
    // The form shows the group that was asked for; closing it forgets the group.
    keep(Box::new(move || {
        if let Some(known) = known() {
            form.fill(&known);
            open.set(true);
        }
    }));
    keep(Box::new(move || {
        if !open.get() {
            group.set(None);
        }
    }));
    let order = move || {
        let id = group.get()?;
        Some(Command::ChangeLoadBalancing(LoadBalancerOrder::ModifyTargetGroup(id, form.of(&known()?))))
    };
    let refused = Memo::new(move |_| desk.session.simulation.with(|it| refusal(it, &order()?)));
    let save = move || {
        if let Some(order) = untrack(order).filter(|_| refused.with_untracked(Option::is_none)) {
            desk.befall(order);
            open.set(false);
        }
    };
    let pair = |left: Part, right: Part| html("div").class("pair").with(left).with(right);
    let inside = vec![
        pair(
            path_field(form.path),
            html("div").slot(move || {
                let is_grpc = known().is_some_and(|it| it.protocol_version == ProtocolVersion::Grpc);
                let codes = if is_grpc { words::GRPC_CODE } else { words::LAST_CODE };
                vec![number_field("tg-codes", codes, form.last_code)]
            }),
        ),
        pair(
            number_field("tg-interval", words::INTERVAL, form.interval),
            number_field("tg-timeout", words::TIMEOUT, form.timeout),
        ),
        pair(
            number_field("tg-unhealthy", words::UNHEALTHY_THRESHOLD, form.unhealthy),
            number_field("tg-healthy", words::HEALTHY_THRESHOLD, form.healthy),
        ),
        number_field("tg-delay", words::DELAY, form.delay),
        html("div").slot(move || match known() {
            Some(it) if it.kind == LoadBalancerKind::Application => of_alb(form.slow_start, form.algorithm),
            Some(it) if it.kind == LoadBalancerKind::Network => {
                vec![number_field("tg-draining", words::UNHEALTHY_DRAINING, form.draining)]
            }
            _ => vec![],
        }),
        either(words::CROSS_ZONE, form.cross_zone, &CROSS_ZONE),
        said(refused),
        dialog_buttons(
            move || open.set(false),
            words::SAVE,
            "tg-save",
            save,
            move || refused.with(Option::is_some),
        ),
    ];
    let title = move || known().map_or_else(String::new, |it| words::settings_of(&it.name));
    dialog(open, "target-group", title, inside)
}

fn of_alb(slow_start: RwSignal<u32>, algorithm: RwSignal<Algorithm>) -> Vec<Part> {
    let algorithms = [
        (Algorithm::RoundRobin, words::ROUND_ROBIN),
        (Algorithm::LeastOutstandingRequests, words::LEAST_OUTSTANDING),
        (Algorithm::WeightedRandom, words::WEIGHTED_RANDOM),
    ];
    vec![
        number_field("tg-slow", words::SLOW_START, slow_start),
        either(words::ALGORITHM, algorithm, &algorithms),
    ]
}

fn path_field(path: RwSignal<String>) -> Part {
    let input = html("input")
        .class("inp")
        .attr("maxlength", "128")
        .attr("autocomplete", "off")
        .attr("spellcheck", "false")
        .by(move |it| {
            let field: &HtmlInputElement = it.unchecked_ref();
            if field.value() != path.get() {
                field.set_value(&path.get());
            }
        })
        .on("input", move |event| path.set(event_target_value(&event)));
    labelled("tg-path", words::PATH, input)
}

/// A field for a number that is not negative.
pub fn number_field(id: &str, name: &str, value: RwSignal<u32>) -> Part {
    let input = html("input")
        .class("inp")
        .attr("type", "number")
        .attr("min", "0")
        .attr("inputmode", "numeric")
        .by(move |it| it.unchecked_ref::<HtmlInputElement>().set_value(&value.get().to_string()))
        .on("change", move |event| {
            // What is no number leaves the value as it was, and the field shows it again.
            value.update(|it| *it = event_target_value(&event).trim().parse().unwrap_or(*it));
        });
    labelled(id, name, input)
}

/// Cancel, and what a dialog is for.
pub fn dialog_buttons(
    close: impl Fn() + 'static,
    words: &str,
    id: &str,
    act: impl Fn() + 'static,
    is_disabled: impl Fn() -> bool + 'static,
) -> Part {
    html("div")
        .class("row end")
        .with(button("btn", close).text(text::CANCEL))
        .with(button("btn pri", act).attr("id", id).disabled_by(is_disabled).text(words))
}
