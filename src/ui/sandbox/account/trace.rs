//! The trace of a launch, as the roles and the network are now: each call, who signs it, and the statement that decides; and
//! what has to be reached, and how. "Role or network?" has both answers here.

use crate::diagram::Icon;
use crate::iam::launch::{Signer, TracedCall};
use crate::sim::network::{NeededWay, needed_ways};
use crate::sim::roles::{Launch, Starter, deciding, signing_role, starters};
use crate::sim::{LaunchType, Simulation, TaskDefinitionId, explain};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html, keep};
use crate::ui::signal::{Memo, RwSignal};

use super::super::add_instance::has_external;
use super::super::fields::choice;
use super::super::note::{Tone, note, paragraph};
use super::super::{Desk, text};

/// What they are called in the choice.
const LAUNCH_TYPES: [(LaunchType, &str); 3] =
    [(LaunchType::Ec2, "EC2"), (LaunchType::Fargate, "FARGATE"), (LaunchType::External, "EXTERNAL")];

/// What the dialog shows.
pub fn trace(desk: Desk) -> Vec<Part> {
    let traced = desk.account.traced;
    let [definition, launch_type, starter] = [(); 3].map(|()| RwSignal::new(String::new()));
    keep(Box::new(move || {
        let launch = traced.get();
        definition.set(launch.task_definition.0.to_string());
        let name = LAUNCH_TYPES.into_iter().find(|it| it.0 == launch.launch_type).map_or("", |it| it.1);
        launch_type.set(name.to_owned());
        starter.set(words_of(&launch.starter).to_owned());
    }));
    let definitions = desk.read(|it| {
        let world = it.world();
        let ids = (0..).map(TaskDefinitionId).zip(&world.task_definitions).map(|(id, _)| id);
        ids.map(|id| (id.0.to_string(), explain::revision_name(world, id))).collect()
    });
    let has_external = has_external(desk);
    let types = Memo::new(move |_| {
        let offered =
            LAUNCH_TYPES.into_iter().filter(|it| it.0 != LaunchType::External || has_external.get());
        offered.map(|(_, name)| (name.to_owned(), name.to_owned())).collect::<Vec<_>>()
    });
    let id = move || TaskDefinitionId(definition.with(|it| it.parse().unwrap_or(0)));
    let on = move || {
        let chosen = launch_type.with(|name| LAUNCH_TYPES.into_iter().find(|it| it.1 == name));
        chosen.map_or(LaunchType::Ec2, |it| it.0)
    };
    let offered = move |it: &Simulation| {
        let mut all = starters(it.world(), id(), on());
        // A service that was refused is not there.
        let launch = traced.get();
        let is_it = launch.task_definition == id() && launch.launch_type == on();
        if is_it && !all.contains(&launch.starter) {
            all.push(launch.starter);
        }
        all
    };
    let choices = desk.read(move |it| {
        let choice = |it: Starter| (words_of(&it).to_owned(), text::started_by(&it));
        offered(it).into_iter().map(choice).collect()
    });
    let calls = desk.read(move |it| {
        let starter = offered(it).into_iter().find(|it| starter.with(|chosen| chosen == words_of(it)));
        let starter = starter.unwrap_or(Starter::RunTask);
        Launch { task_definition: id(), launch_type: on(), starter }.trace(it.world())
    });
    let ways = desk.read(move |it| ways(it, id(), on()));
    let steps = move || match calls.with(|it| it.as_deref().map(steps)) {
        Some(steps) => steps,
        None => vec![paragraph("small t2", text::ROLES_ARE_NOT_CHECKED)],
    };
    let list =
        |words: &str, inside: Part| html("section").class("stack").with(html("h3").text(words)).with(inside);
    let place = || html("div").class("listed").attr("role", "status");
    vec![
        paragraph("small t2", text::TRACE_HELP),
        html("div")
            .class("pair")
            .with(choice("trace-definition", text::TASK_DEFINITION, definitions, definition))
            .with(choice("trace-type", text::LAUNCH_TYPE, types, launch_type)),
        choice("trace-starter", text::STARTED_BY, choices, starter),
        list(text::ROLES, place().inside_by(steps)),
        list(text::NETWORK, place().inside_by(move || ways.with(|it| reached(it)))),
    ]
}

/// What stands for a starter in the list of them.
fn words_of(starter: &Starter) -> &str {
    match starter {
        Starter::RunTask => "RunTask",
        Starter::StartTask => "StartTask",
        Starter::Service(name) => name,
    }
}

fn steps(calls: &[TracedCall]) -> Vec<Part> {
    let are_allowed = calls.iter().all(|it| it.failure.is_none());
    let (tone, verdict) =
        if are_allowed { (Tone::Good, text::TRACE_ALLOWED) } else { (Tone::Fault, text::TRACE_REFUSED) };
    let verdict = note(tone, vec![paragraph("", verdict)]);
    vec![verdict, html("ol").class("calls").with_all(calls.iter().map(call))]
}

/// Whether a step succeeds, what it is, and AWS's name for what is called.
fn head(is_well: bool, words: [&str; 2], step: &str, code: &str) -> Part {
    let [well, not] = words;
    let (class, sign, word) = if is_well { ("ok", Icon::Check, well) } else { ("bad", Icon::Cross, not) };
    html("p")
        .class(class)
        .with(icon_of_size(sign, "14"))
        .with(html("span").class("vh").text(&[word, ": "].concat()))
        .with(html("b").text(step))
        .text(" ")
        .with(html("code").attr("translate", "no").text(code))
}

fn call(call: &TracedCall) -> Part {
    let words = [text::ALLOWED, text::REFUSED];
    let step = explain::traced_step(call.step, &call.action);
    let head = head(call.failure.is_none(), words, step, &call.action);
    let who = paragraph("tiny t2", &[text::SIGNED_BY, " ", &signer(call)].concat());
    let why = deciding(call).map(|it| paragraph("tiny t2", &it));
    let message = call.failure.as_ref().map(|it| {
        let words = it.message.as_deref().unwrap_or(explain::NO_MESSAGE);
        note(Tone::Fault, vec![paragraph("small", words)])
    });
    html("li").with(head).with(who).with_all(why).with_all(message)
}

/// Something that the launch has to reach: what for, where, and for each answer the zones that have it.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Reached {
    need: &'static str,
    service: &'static str,
    answers: Vec<(Vec<String>, bool, String)>,
}

fn ways(simulation: &Simulation, id: TaskDefinitionId, launch_type: LaunchType) -> Vec<Reached> {
    let world = simulation.world();
    let Some(registered) = world.task_definition(id) else { return vec![] };
    let reached = |way: NeededWay| {
        let mut answers: Vec<(Vec<String>, bool, String)> = vec![];
        for (zone, found) in world.zones.iter().zip(&way.by_zone) {
            let said = match found {
                Ok(way) => explain::way_words(*way).to_owned(),
                Err(blocked) => explain::blocked_sentence(world, blocked),
            };
            match answers.iter_mut().find(|it| it.2 == said) {
                Some((zones, ..)) => zones.push(zone.clone()),
                None => answers.push((vec![zone.clone()], found.is_ok(), said)),
            }
        }
        let (need, service) = (explain::need_words(way.need), explain::service_words(way.service));
        Reached { need, service, answers }
    };
    needed_ways(world, &registered.task_definition, launch_type).into_iter().map(reached).collect()
}

fn reached(all: &[Reached]) -> Vec<Part> {
    if all.is_empty() {
        return vec![paragraph("small t2", text::NEEDS_NOTHING)];
    }
    let is_well = |it: &Reached| it.answers.iter().all(|(_, can, _)| *can);
    let (tone, verdict) = if all.iter().all(is_well) {
        (Tone::Good, text::ALL_REACHED)
    } else {
        (Tone::Fault, text::NOT_ALL_REACHED)
    };
    let row = |it: &Reached| {
        let one = it.answers.len() == 1;
        let answer = |(zones, can, said): &(Vec<String>, bool, String)| {
            // A sentence that names its zone says where by itself.
            let says_where = one || zones.iter().any(|it| said.contains(it));
            let said = if says_where { said.clone() } else { text::in_zones(zones, said) };
            paragraph(if *can { "tiny t2" } else { "tiny is-cut" }, &said)
        };
        html("li")
            .with(head(is_well(it), [text::REACHED, text::NOT_REACHED_NOW], it.need, it.service))
            .with_all(it.answers.iter().map(answer))
    };
    vec![note(tone, vec![paragraph("", verdict)]), html("ul").class("calls").with_all(all.iter().map(row))]
}

fn signer(call: &TracedCall) -> String {
    let role = signing_role(call);
    match call.signer {
        Some(Signer::Caller) => text::YOU.to_owned(),
        None | Some(Signer::Anonymous) => text::NOBODY.to_owned(),
        Some(Signer::Service(of)) => of.trusted_service().to_owned(),
        Some(
            Signer::ServiceLinkedRole
            | Signer::InfrastructureRole
            | Signer::ContainerInstanceRole
            | Signer::TaskExecutionRole
            | Signer::TaskRole,
        ) => role.unwrap_or_else(|| text::NO_SUCH_ROLE.to_owned()),
    }
}
