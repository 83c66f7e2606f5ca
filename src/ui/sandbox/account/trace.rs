//! The trace of a launch, as the roles are now: each call, who signs it, and the statement that decides.

use crate::diagram::Icon;
use crate::iam::launch::{Signer, TracedCall};
use crate::sim::roles::{deciding, launch_trace, signing_role};
use crate::sim::{LaunchType, Simulation, Task, TaskDefinitionId, TaskId, TaskPlace, Zone, explain};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html, keep};
use crate::ui::signal::{Memo, RwSignal};

use super::super::fields::choice;
use super::super::note::{Tone, note, paragraph};
use super::super::{Desk, text};

const EC2: &str = "EC2";
const FARGATE: &str = "FARGATE";

/// What the dialog shows.
pub fn trace(desk: Desk) -> Vec<Part> {
    let traced = desk.account.traced;
    let (definition, launch_type) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
    keep(Box::new(move || {
        let (id, on) = traced.get();
        definition.set(id.0.to_string());
        launch_type.set(if on == LaunchType::Ec2 { EC2 } else { FARGATE }.to_owned());
    }));
    let definitions = desk.read(|it| {
        let world = it.world();
        let ids = (0..).map(TaskDefinitionId).zip(&world.task_definitions).map(|(id, _)| id);
        ids.map(|id| (id.0.to_string(), explain::revision_name(world, id))).collect()
    });
    let types = Memo::new(|_| [EC2, FARGATE].map(|it| (it.to_owned(), it.to_owned())).to_vec());
    let calls = desk.read(move |it| {
        let id = TaskDefinitionId(definition.with(|it| it.parse().unwrap_or(0)));
        calls(it, id, launch_type.with(|it| it == FARGATE))
    });
    let steps = move || calls.with(|it| it.as_ref().map_or_else(Vec::new, |it| steps(it)));
    vec![
        paragraph("small t2", text::TRACE_HELP),
        html("div")
            .class("pair")
            .with(choice("trace-definition", text::TASK_DEFINITION, definitions, definition))
            .with(choice("trace-type", text::LAUNCH_TYPE, types, launch_type)),
        html("div").class("listed").attr("role", "status").inside_by(steps),
    ]
}

/// The calls of a task that would be launched now; none when the roles of the board are not checked.
fn calls(simulation: &Simulation, id: TaskDefinitionId, is_on_fargate: bool) -> Option<Vec<TracedCall>> {
    let world = simulation.world();
    let instance = world.container_instances.keys().next();
    let place = match instance {
        Some(id) if !is_on_fargate => TaskPlace::ContainerInstance(*id),
        _ => TaskPlace::Fargate(Zone(0)),
    };
    launch_trace(world, &Task::new(TaskId(world.next_task), id, 1, String::new(), place))
}

fn steps(calls: &[TracedCall]) -> Vec<Part> {
    let are_allowed = calls.iter().all(|it| it.failure.is_none());
    let (tone, verdict) =
        if are_allowed { (Tone::Good, text::TRACE_ALLOWED) } else { (Tone::Fault, text::TRACE_REFUSED) };
    let verdict = note(tone, vec![paragraph("", verdict)]);
    vec![verdict, html("ol").class("calls").with_all(calls.iter().map(call))]
}

fn call(call: &TracedCall) -> Part {
    let (class, sign, word) = match call.failure {
        None => ("ok", Icon::Check, text::ALLOWED),
        Some(_) => ("bad", Icon::Cross, text::REFUSED),
    };
    let head = html("p")
        .class(class)
        .with(icon_of_size(sign, "14"))
        .with(html("span").class("vh").text(&[word, ": "].concat()))
        .with(html("b").text(explain::launch_step(call.step)))
        .text(" ")
        .with(html("code").attr("translate", "no").text(&call.action));
    let who = paragraph("tiny t2", &[text::SIGNED_BY, " ", &signer(call)].concat());
    let why = deciding(call).map(|it| paragraph("tiny t2", &it));
    let message = call.failure.as_ref().map(|it| {
        let words = it.message.as_deref().unwrap_or(text::NO_MESSAGE);
        note(Tone::Fault, vec![paragraph("small", words)])
    });
    html("li").with(head).with(who).with_all(why).with_all(message)
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
