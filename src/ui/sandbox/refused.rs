//! A launch that was refused: in which words, by what, and on whose permissions.

use crate::diagram::Icon;
use crate::iam::launch::Step;
use crate::sim::roles::{Denial, Launch, Starter};
use crate::sim::{Command, Explanation, LaunchType, Refusal, Simulation, explain};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};

use super::button::button;
use super::note::{Tone, note, paragraph};
use super::trace::steps;
use super::{Desk, text};

/// What the panel tells of it.
struct Refused {
    /// What was ordered.
    title: String,
    /// As AWS says it.
    words: String,
    /// What refused: the launch trace's row, when it was a permission.
    denial: Option<Denial>,
    /// What can be traced.
    traced: Option<Launch>,
}

/// The account of the decision that is looked at, if it refused to launch something.
pub fn refused(desk: Desk) -> Vec<Part> {
    let read = move || {
        let at = desk.session.opened.get()?;
        // It stays as it is while time goes on.
        desk.session.simulation.with_untracked(|it| Refused::read(it, at))
    };
    let account = move || read().map(|it| account(desk, it)).unwrap_or_default();
    vec![html("div").inside_by(account)]
}

fn account(desk: Desk, refused: Refused) -> Vec<Part> {
    let Refused { title, words, denial, traced } = refused;
    let heading = html("h2").attr("id", "why").attr("tabindex", "-1").text(&title);
    let head = html("div").class("why").with(heading).with(steps(desk));
    let mut parts = vec![head, note(Tone::Caution, vec![paragraph("", &words)])];
    parts.extend(match denial {
        Some(denial) => by_denial(&denial),
        None => vec![paragraph("small t2", text::REFUSED_AS_A_WHOLE)],
    });
    parts.extend(traced.map(|launch| {
        let show = move || desk.account.show_trace(launch.clone());
        html("div")
            .class("row")
            .with(button("btn sm", show).with(icon_of_size(Icon::List, "14")).text(text::SHOW_TRACE))
    }));
    parts
}

/// Which call of whom was refused, and the statement that decided.
fn by_denial(denial: &Denial) -> Vec<Part> {
    let no_role = match denial.step {
        Step::RegisterTaskDefinition | Step::RunTask => text::YOU,
        _ => text::NO_ROLE,
    };
    let signer = denial.role.as_deref().unwrap_or(no_role);
    let rows = [
        (text::STEP, explain::launch_step(denial.step)),
        (text::ACTION, &denial.action),
        (text::RESOURCE, &denial.resource),
        (text::SIGNED_BY, signer),
        (text::BECAUSE, denial.why.as_deref().unwrap_or(text::NO_SIGNER)),
    ];
    let row =
        |(name, value): (&str, &str)| html("div").with(html("dt").text(name)).with(html("dd").text(value));
    vec![html("dl").class("denied").with_all(rows.map(row))]
}

impl Refused {
    fn read(simulation: &Simulation, at: usize) -> Option<Self> {
        let log = simulation.log();
        let command = simulation.commands().get(usize::try_from(log.get(at)?.command).ok()?)?;
        let (world, decision) = simulation.decision(at)?;
        let words = simulation.sentence(at)?;
        let (title, denial) = match decision.explanation {
            Explanation::Refused(Refusal::Denied(denial)) => {
                (text::was_refused(api(command)?), Some(*denial))
            }
            Explanation::Refused(_) => (text::was_refused(api(command)?), None),
            Explanation::NotLaunched(it) => {
                let task = explain::task_label(&world, it.task_definition, it.number);
                (text::was_not_launched(&task), Some(it.denial))
            }
            Explanation::Placement(_) | Explanation::Plain => return None,
        };
        Some(Self { title, words, traced: denial.as_ref().and_then(|_| launched(command)), denial })
    }
}

/// The name of the API that launches something.
fn api(command: &Command) -> Option<&'static str> {
    Some(match command {
        Command::RegisterTaskDefinition(_) => "RegisterTaskDefinition",
        Command::RunTask(_) => "RunTask",
        Command::StartTask(_) => "StartTask",
        Command::CreateService(_) => "CreateService",
        Command::UpdateService(_) => "UpdateService",
        _ => return None,
    })
}

/// What a command launches, if the board has it.
fn launched(command: &Command) -> Option<Launch> {
    let launch =
        |task_definition, launch_type, starter| Some(Launch { task_definition, launch_type, starter });
    match command {
        Command::RunTask(it) => launch(it.task_definition, it.launch_type, Starter::RunTask),
        Command::StartTask(it) => launch(it.task_definition, LaunchType::Ec2, Starter::StartTask),
        Command::CreateService(it) => {
            let starter = Starter::Service(it.placement.service_name.clone());
            launch(it.placement.task_definition, it.placement.launch_type, starter)
        }
        _ => None,
    }
}
