//! How the deployments of a service go: bounds, circuit breaker, alarms, strategy.

use leptos::prelude::*;
use leptos::web_sys::{HtmlInputElement, HtmlSelectElement};
use wasm_bindgen::JsCast;

use crate::sim::service::{CircuitBreaker, DeploymentAlarms, DeploymentConfiguration, DeploymentStrategy};
use crate::sim::{Command, Explanation, ServiceId, Switch, UpdateService, decide, explain};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::super::note::{Tone, note, paragraph};
use super::{Desk, text};

/// The strategies with the defaults of the API.
const STRATEGIES: [(&str, DeploymentStrategy); 4] = [
    ("ROLLING", DeploymentStrategy::Rolling),
    ("BLUE_GREEN", DeploymentStrategy::BlueGreen { bake_minutes: 5 }),
    ("LINEAR", DeploymentStrategy::Linear { step_permille: 100, step_bake_minutes: 6, bake_minutes: 0 }),
    ("CANARY", DeploymentStrategy::Canary { canary_permille: 50, canary_bake_minutes: 10, bake_minutes: 0 }),
];

/// How a way to find failed deployments can be set: whether it rolls back, none when it is off.
const DETECTIONS: [(&str, Option<Switch>); 3] = [
    (text::DETECTION_OFF, None),
    (text::DETECTION_ON, Some(Switch::Off)),
    (text::DETECTION_WITH_ROLLBACK, Some(Switch::On)),
];

/// The form, behind a disclosure.
pub fn configure(desk: Desk, id: ServiceId) -> Part {
    let known =
        desk.read(move |it| it.world().services.get(&id).map(|it| (it.configuration, it.desired_count)));
    let form = RwSignal::new(known.get_untracked().map_or(DeploymentConfiguration::REPLICA, |it| it.0));
    let command = move || {
        let request = UpdateService { deployment_configuration: Some(form.get()), ..UpdateService::of(id) };
        Command::UpdateService(Box::new(request))
    };
    let is_same = Memo::new(move |_| known.get().is_none_or(|it| it.0 == form.get()));
    let refusal = Memo::new(move |_| {
        let command = command();
        desk.session.simulation.with(|it| match decide(it.world(), &command).explanation {
            Explanation::Refused(refusal) if !is_same.get() => Some(explain::refusal_sentence(&refusal)),
            Explanation::Refused(_)
            | Explanation::Placement(_)
            | Explanation::Plain
            | Explanation::NotLaunched(_) => None,
        })
    });
    let can_apply = move || !is_same.get() && refusal.with(Option::is_none);
    let apply = move || {
        if untrack(can_apply) {
            desk.dispatch(untrack(command));
        }
    };
    let said = move || {
        if let Some(words) = refusal.get() {
            return vec![note(Tone::Caution, vec![paragraph("", &words)])];
        }
        let bounds = form.get().bounds(known.get().map_or(0, |it| it.1));
        vec![paragraph("tiny t2", &text::bounds(bounds.min_running, bounds.max_running))]
    };
    let percents = html("div")
        .class("pair")
        .with(percent("minimum-healthy", text::MINIMUM_HEALTHY, form, |it| &mut it.minimum_healthy_percent))
        .with(percent("maximum", text::MAXIMUM, form, |it| &mut it.maximum_percent));
    html("details")
        .class("set")
        .with(html("summary").text(text::HOW_DEPLOYMENTS_GO))
        .with(percents)
        .with(breaker(form))
        .with(alarms(form))
        .with(strategy(form))
        .with(html("div").attr("id", "configuration-said").attr("role", "status").inside_by(said))
        .with(button("btn sm", apply).disabled_by(move || !can_apply()).text(text::APPLY))
}

fn percent(
    id: &str,
    words: &str,
    form: RwSignal<DeploymentConfiguration>,
    of: fn(&mut DeploymentConfiguration) -> &mut u32,
) -> Part {
    let input = html("input")
        .class("inp")
        .attr("id", id)
        .attr("type", "number")
        .attr("min", "0")
        .attr("inputmode", "numeric")
        .attr("aria-describedby", "configuration-said")
        .by(move |it| {
            let value = *of(&mut form.get());
            it.unchecked_ref::<HtmlInputElement>().set_value(&value.to_string());
        })
        .on("change", move |event| {
            let value = event_target_value(&event).trim().parse().unwrap_or(0);
            form.update(|it| *of(it) = value);
        });
    html("div").class("field").with(html("label").attr("for", id).text(words)).with(input)
}

fn breaker(form: RwSignal<DeploymentConfiguration>) -> Part {
    let now = move || form.get().circuit_breaker.map(|it| it.rollback);
    let set = move |rollback: Option<Switch>| {
        form.update(|it| it.circuit_breaker = rollback.map(CircuitBreaker::with_rollback));
    };
    detection("breaker", text::CIRCUIT_BREAKER, now, set)
}

fn alarms(form: RwSignal<DeploymentConfiguration>) -> Part {
    let now = move || form.get().alarms.map(|it| it.rollback);
    let set = move |rollback: Option<Switch>| {
        form.update(|it| it.alarms = rollback.map(|rollback| DeploymentAlarms { rollback }));
    };
    detection("alarms", text::CLOUDWATCH_ALARMS, now, set)
}

fn detection(
    id: &str,
    words: &str,
    now: impl Fn() -> Option<Switch> + 'static,
    set: impl Fn(Option<Switch>) + 'static,
) -> Part {
    let at = move || DETECTIONS.iter().position(|(_, it)| *it == now()).unwrap_or(0);
    select(id, words, DETECTIONS.map(|it| it.0).to_vec(), at, move |at| set(DETECTIONS[at].1))
}

fn strategy(form: RwSignal<DeploymentConfiguration>) -> Part {
    let now = move || {
        let kind = std::mem::discriminant(&form.get().strategy);
        STRATEGIES.iter().position(|(_, it)| std::mem::discriminant(it) == kind).unwrap_or(0)
    };
    let set = move |at: usize| form.update(|it| it.strategy = STRATEGIES[at].1);
    select("deployment-strategy", text::DEPLOYMENT_STRATEGY, STRATEGIES.map(|it| it.0).to_vec(), now, set)
}

fn select(
    id: &str,
    words: &str,
    choices: Vec<&'static str>,
    now: impl Fn() -> usize + 'static,
    set: impl Fn(usize) + 'static,
) -> Part {
    let option = |(at, words): (usize, &str)| html("option").attr("value", &at.to_string()).text(words);
    let n = choices.len();
    let select = html("select")
        .class("inp")
        .attr("id", id)
        .with_all(choices.into_iter().enumerate().map(option))
        .by(move |it| it.unchecked_ref::<HtmlSelectElement>().set_value(&now().to_string()))
        .on("change", move |event| {
            if let Some(at) = event_target_value(&event).parse().ok().filter(|it| *it < n) {
                set(at);
            }
        });
    html("div").class("field").with(html("label").attr("for", id).text(words)).with(select)
}
