//! The dialog that creates a service.

use leptos::prelude::*;
use leptos::web_sys::{HtmlInputElement, HtmlSelectElement};
use wasm_bindgen::JsCast;

use crate::sim::service::{SchedulingStrategy, ServicePlacement};
use crate::sim::{
    Command, CreateService, LaunchType, RegisteredTaskDefinition, TaskDefinitionId, TaskDefinitionStatus,
};
use crate::ui::on_demand::on_demand;
use crate::ui::part::{Part, html, keep};
use crate::ui::signal::{Memo, RwSignal};

use super::add_instance::has_external;
use super::button::button;
use super::capacity::{Providers, by_providers, is_on_fargate, strategy_of};
use super::dialog::dialog;
use super::fields::{either, labelled, line_input};
use super::keyboard_help::checkbox;
use super::note::{Tone, note, paragraph};
use super::refusal::refusal;
use super::{Desk, text};

/// The form, and whether it is open.
#[derive(Clone, Copy)]
pub struct Creating {
    open: RwSignal<bool>,
    name: RwSignal<String>,
    task_definition: RwSignal<TaskDefinitionId>,
    strategy: RwSignal<SchedulingStrategy>,
    desired_count: RwSignal<u32>,
    launch_type: RwSignal<LaunchType>,
    providers: Providers,
    has_rules: RwSignal<bool>,
}

impl Creating {
    /// A closed form with what most services are.
    pub fn new() -> Self {
        Self {
            open: RwSignal::new(false),
            name: RwSignal::new(String::new()),
            task_definition: RwSignal::new(TaskDefinitionId(0)),
            strategy: RwSignal::new(SchedulingStrategy::Replica),
            desired_count: RwSignal::new(3),
            launch_type: RwSignal::new(LaunchType::Ec2),
            providers: RwSignal::new(None),
            has_rules: RwSignal::new(false),
        }
    }

    /// Opens the form for a task definition.
    pub fn open_for(self, task_definition: Option<TaskDefinitionId>) {
        if let Some(id) = task_definition {
            self.task_definition.set(id);
        }
        self.open.set(true);
    }

    /// The request that the form stands for.
    fn request(self, desk: Desk) -> CreateService {
        let (strategy, launch_type) = (self.strategy.get(), self.launch_type.get());
        desk.request.track();
        let rules = desk.request.as_it_stands();
        let has_rules = self.has_rules.get() && !is_on_fargate(self.providers, self.launch_type);
        let is_daemon = strategy == SchedulingStrategy::Daemon;
        let placement = ServicePlacement {
            service_name: self.name.get().trim().to_owned(),
            task_definition: self.task_definition.get(),
            launch_type,
            capacity_provider_strategy: self.providers.get(),
            scheduling_strategy: strategy,
            placement_strategy: if has_rules && !is_daemon { rules.placement_strategy } else { vec![] },
            placement_constraints: if has_rules { rules.placement_constraints } else { vec![] },
        };
        CreateService::new(placement, if is_daemon { 0 } else { self.desired_count.get() })
    }
}

/// The dialog.
pub fn create_service(desk: Desk) -> Part {
    let open = desk.creating.open;
    let inside = on_demand(move || open.get(), desk.chunks.moving, move |it| (it.create_service)(desk));
    dialog(open, "new-service", || text::CREATE_SERVICE.to_owned(), vec![inside])
}

/// What it shows.
pub fn inside(desk: Desk) -> Vec<Part> {
    let creating = desk.creating;
    // A service begins where the tasks of the Build panel run: on a board without instances that is Fargate.
    keep(Box::new(move || {
        if creating.open.get() {
            creating.launch_type.set(desk.request.launch_type.get_untracked());
        }
    }));
    // Whether the request is accepted is asked, not known here.
    let refused = Memo::new(move |_| {
        if creating.name.with(|it| it.trim().is_empty()) {
            return Some(text::SERVICE_NEEDS_NAME.to_owned());
        }
        let command = Command::CreateService(Box::new(creating.request(desk)));
        desk.session.simulation.with(|it| refusal(it, &command))
    });
    let create = move || {
        if refused.with_untracked(Option::is_none) {
            desk.create_service(untrack(|| creating.request(desk)));
            creating.name.set(String::new());
            creating.open.set(false);
        }
    };
    let said = move || {
        // What is not typed yet is no mistake.
        let is_named = creating.name.with(|it| !it.is_empty());
        let shown = |it: String| {
            if is_named { note(Tone::Caution, vec![paragraph("", &it)]) } else { paragraph("small t2", &it) }
        };
        refused.get().map(shown).into_iter().collect()
    };
    let buttons = html("div")
        .class("row end")
        .with(button("btn", move || creating.open.set(false)).text(text::CANCEL))
        .with(
            button("btn pri", create)
                .attr("id", "create-service-now")
                .disabled_by(move || refused.with(Option::is_some))
                .text(text::CREATE),
        );
    let name = line_input(creating.name).attr("maxlength", "255").attr("aria-describedby", "service-refusal");
    vec![
        labelled("service-name", text::SERVICE_NAME, name),
        labelled("service-definition", text::TASK_DEFINITION, definitions(desk, creating)),
        strategy(creating),
        html("div").slot(move || count(creating)),
        launch_type(desk, creating),
        strategy_of(desk, creating.providers, creating.desired_count),
        html("div").slot(move || rules(desk, creating)),
        html("div").attr("id", "service-refusal").attr("role", "status").inside_by(said),
        buttons,
    ]
}

/// The ACTIVE definitions.
fn definitions(desk: Desk, creating: Creating) -> Part {
    let all = desk.read(|it| {
        let all = (0_u32..).zip(&it.world().task_definitions);
        let active = all.filter(|(_, it)| it.status == TaskDefinitionStatus::Active);
        active.map(|(id, it)| (id, revision(it))).collect::<Vec<_>>()
    });
    let chosen = creating.task_definition;
    let options = move || {
        let option = |(id, words): &(u32, String)| html("option").attr("value", &id.to_string()).text(words);
        all.with(|it| it.iter().map(option).collect())
    };
    html("select")
        .class("inp")
        .inside_by(options)
        .by(move |it| {
            all.track();
            it.unchecked_ref::<HtmlSelectElement>().set_value(&chosen.get().0.to_string());
        })
        .on("change", move |event| {
            if let Ok(id) = event_target_value(&event).parse() {
                chosen.set(TaskDefinitionId(id));
            }
        })
}

fn revision(it: &RegisteredTaskDefinition) -> String {
    text::family(&it.task_definition.family, Some(it.revision))
}

fn strategy(creating: Creating) -> Part {
    let choices = [(SchedulingStrategy::Replica, text::REPLICA), (SchedulingStrategy::Daemon, text::DAEMON)];
    let help = move || match creating.strategy.get() {
        SchedulingStrategy::Replica => text::REPLICA_HELP.to_owned(),
        SchedulingStrategy::Daemon => text::DAEMON_HELP.to_owned(),
    };
    either(text::SCHEDULING_STRATEGY, creating.strategy, &choices)
        .with(html("p").class("tiny muted").text_by(help))
}

fn launch_type(desk: Desk, creating: Creating) -> Part {
    let Creating { launch_type, providers, .. } = creating;
    let choice = move |(own, words): (LaunchType, &'static str)| {
        let choose = move || {
            launch_type.set(own);
            providers.set(None);
        };
        let is_chosen = move || launch_type.get() == own && providers.with(Option::is_none);
        button("", choose).is("aria-pressed", is_chosen).text(words)
    };
    let choices = [(LaunchType::Ec2, text::EC2), (LaunchType::Fargate, text::FARGATE_SHORT)];
    let external = move || choice((LaunchType::External, text::EXTERNAL));
    let has_external = has_external(desk);
    let external = move || has_external.get().then(external).into_iter().collect();
    let group = html("div").class("seg wide").attr("role", "group").attr("aria-label", text::LAUNCH_TYPE);
    html("div")
        .class("field")
        .with(html("span").class("lab").text(text::LAUNCH_TYPE))
        .with(group.with_all(choices.map(choice)).slot(external).with(by_providers(providers)))
}

fn count(creating: Creating) -> Vec<Part> {
    if creating.strategy.get() == SchedulingStrategy::Daemon {
        return vec![];
    }
    let count = creating.desired_count;
    let input = html("input")
        .class("inp")
        .attr("type", "number")
        .attr("min", "0")
        .by(move |it| it.unchecked_ref::<HtmlInputElement>().set_value(&count.get().to_string()))
        .on("change", move |event| count.set(event_target_value(&event).parse().unwrap_or(0)));
    vec![labelled("service-count", text::DESIRED_COUNT, input)]
}

/// Whether the service is placed by what stands in the Build panel.
fn rules(desk: Desk, creating: Creating) -> Vec<Part> {
    if is_on_fargate(creating.providers, creating.launch_type) {
        return vec![paragraph("tiny muted", text::FARGATE_PLACES)];
    }
    let is_daemon = creating.strategy.get() == SchedulingStrategy::Daemon;
    desk.request.track();
    let summary = text::rules(&desk.request.as_it_stands(), is_daemon);
    let has_rules = creating.has_rules;
    let switch = checkbox(move || has_rules.get(), move |is_on| has_rules.set(is_on));
    let help = if is_daemon { text::NO_RULES_DAEMON } else { text::NO_RULES };
    vec![
        html("label").class("chk").with(switch).with(
            html("span").with(html("span").text(text::RULES_OF_BUILD)).with(html("small").text(&summary)),
        ),
        paragraph("tiny muted", help),
    ]
}
