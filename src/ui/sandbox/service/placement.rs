//! Where the next tasks of a service go: its placement rules, and what they run on.

use leptos::prelude::untrack;

use crate::sim::capacity::StrategyItem;
use crate::sim::service::SchedulingStrategy;
use crate::sim::{
    Command, Explanation, LaunchType, Refusal, RunTask, ServiceId, Simulation, Switch, UpdateService, decide,
    explain,
};
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::super::capacity::{Providers, by_providers, strategy_of};
use super::super::note::{Tone, note, paragraph};
use super::{Desk, text};

/// The form, behind a disclosure. Not reached from the panel itself: it shares its parts with the form of a new service.
pub fn placement(desk: Desk, id: ServiceId) -> Vec<Part> {
    let form = html("details")
        .class("set")
        .attr("id", "service-placement")
        .with(html("summary").text(text::WHERE_TASKS_GO))
        .with(rules(desk, id))
        .with(capacity(desk, id));
    vec![form]
}

/// What a service is placed by, as a request would say it.
fn rules_of(simulation: &Simulation, id: ServiceId) -> Option<(RunTask, bool)> {
    let placement = &simulation.world().services.get(&id)?.placement;
    let request = RunTask {
        task_definition: placement.task_definition,
        count: 1,
        launch_type: placement.launch_type,
        capacity_provider_strategy: None,
        placement_strategy: placement.placement_strategy.clone(),
        placement_constraints: placement.placement_constraints.clone(),
        group: None,
    };
    Some((request, placement.scheduling_strategy == SchedulingStrategy::Daemon))
}

/// Why an update would be refused; none when it changes something.
fn refusal(desk: Desk, request: UpdateService) -> Option<Refusal> {
    let command = Command::UpdateService(Box::new(request));
    desk.session.simulation.with(|it| match decide(it.world(), &command).explanation {
        Explanation::Refused(refusal) => Some(refusal),
        Explanation::Placement(_) | Explanation::Plain | Explanation::NotLaunched(_) => None,
    })
}

/// Its placement rules, and those of the Build panel in their place.
fn rules(desk: Desk, id: ServiceId) -> Part {
    let known = desk.read(move |it| rules_of(it, id));
    let words = move || {
        let words = |(request, is_daemon): &(RunTask, bool)| {
            let has_none = request.placement_strategy.is_empty() && request.placement_constraints.is_empty();
            if has_none { text::NO_SERVICE_RULES.to_owned() } else { text::rules(request, *is_daemon) }
        };
        known.with(|it| it.as_ref().map(words).unwrap_or_default())
    };
    let update = move || {
        desk.request.track();
        let built = desk.request.as_it_stands();
        let is_daemon = known.with(|it| it.as_ref().is_some_and(|it| it.1));
        UpdateService {
            placement_strategy: (!is_daemon).then_some(built.placement_strategy),
            placement_constraints: Some(built.placement_constraints),
            ..UpdateService::of(id)
        }
    };
    let refused = Memo::new(move |_| refusal(desk, update()));
    let apply = move || {
        if refused.with_untracked(Option::is_none) {
            desk.dispatch(Command::UpdateService(Box::new(untrack(update))));
        }
    };
    let said = move || said(refused.get());
    html("div")
        .class("field")
        .with(html("span").class("lab").text(text::PLACEMENT_RULES))
        .with(html("p").class("small").text_by(words))
        .with(html("div").attr("role", "status").inside_by(said))
        .with(paragraph("tiny muted", text::RULES_HELP))
        .with(
            button("btn sm", apply)
                .attr("id", "take-rules")
                .disabled_by(move || refused.with(Option::is_some))
                .text(text::TAKE_RULES),
        )
}

fn said(refused: Option<Refusal>) -> Vec<Part> {
    // What is so already is no mistake.
    let words = refused.filter(|it| *it != Refusal::AlreadySo).map(|it| explain::refusal_sentence(&it));
    words.map(|it| note(Tone::Caution, vec![paragraph("", &it)])).into_iter().collect()
}

/// What it runs on: by launch type, or by capacity providers.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Capacity {
    strategy: Option<Vec<StrategyItem>>,
    launch_type: LaunchType,
}

fn capacity_of(simulation: &Simulation, id: ServiceId) -> Option<Capacity> {
    let service = simulation.world().services.get(&id)?;
    let is_daemon = service.placement.scheduling_strategy == SchedulingStrategy::Daemon;
    (!is_daemon).then(|| Capacity {
        strategy: service.placement.capacity_provider_strategy.clone(),
        launch_type: service.placement.launch_type,
    })
}

/// Its launch type or its capacity providers, and others in their place, by a new deployment.
fn capacity(desk: Desk, id: ServiceId) -> Part {
    let known = desk.read(move |it| capacity_of(it, id));
    html("div").class("stack").slot(move || {
        let known = known.get();
        known.map(|known| untrack(|| providers(desk, id, known))).unwrap_or_default()
    })
}

fn providers(desk: Desk, id: ServiceId, known: Capacity) -> Vec<Part> {
    let chosen: Providers = RwSignal::new(known.strategy);
    let desired = desk.read(move |it| it.world().services.get(&id).map_or(0, |it| it.desired_count));
    let n_tasks = RwSignal::new(0);
    let update = move || {
        let default = || desk.session.simulation.with(|it| it.world().capacity.default_strategy.clone());
        // In the API an empty strategy goes back to the launch type; in the form it is the default of the cluster.
        let strategy = chosen.get().map(|it| if it.is_empty() { default() } else { it });
        UpdateService {
            capacity_provider_strategy: Some(strategy.unwrap_or_default()),
            force_new_deployment: Switch::On,
            ..UpdateService::of(id)
        }
    };
    let refused = Memo::new(move |_| {
        let unforced = UpdateService { force_new_deployment: Switch::Off, ..update() };
        // Without the force only what is the same as before is so already.
        match refusal(desk, unforced) {
            Some(Refusal::AlreadySo) => Some(Refusal::AlreadySo),
            _ => refusal(desk, update()),
        }
    });
    let apply = move || {
        if refused.with_untracked(Option::is_none) {
            desk.dispatch(Command::UpdateService(Box::new(untrack(update))));
        }
    };
    let own = match known.launch_type {
        LaunchType::Ec2 => text::EC2,
        LaunchType::Fargate => text::FARGATE_SHORT,
        LaunchType::External => text::EXTERNAL,
    };
    let by_launch_type = button("", move || chosen.set(None))
        .is("aria-pressed", move || chosen.with(Option::is_none))
        .text(own);
    let group = html("div")
        .class("seg wide")
        .attr("role", "group")
        .attr("aria-label", text::LAUNCH_TYPE)
        .with(by_launch_type)
        .with(by_providers(chosen))
        .by(move |_| n_tasks.set(desired.get()));
    vec![
        html("div").class("field").with(html("span").class("lab").text(text::LAUNCH_TYPE)).with(group),
        strategy_of(desk, chosen, n_tasks),
        html("div").attr("role", "status").inside_by(move || said(refused.get())),
        paragraph("tiny muted", text::PROVIDERS_HELP),
        button("btn sm", apply)
            .attr("id", "take-providers")
            .disabled_by(move || refused.with(Option::is_some))
            .text(text::DEPLOY_BY_PROVIDERS),
    ]
}
