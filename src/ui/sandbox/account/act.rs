//! What a container can be told to do: write a file, call an API; and which files it can read.

use leptos::prelude::untrack;

use crate::sim::roles::{RoleCommand, credentials, credentials_path};
use crate::sim::volume::{Storage, VolumeCommand, ephemeral, readable_files};
use crate::sim::{Simulation, TaskId, explain};
use crate::ui::part::{Part, html, keep};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::super::fields::{Choices, choice, line, number, pair};
use super::super::note::paragraph;
use super::super::{Desk, text};
use super::said::said;

/// What the dialog shows.
pub fn act(desk: Desk) -> Vec<Part> {
    let who = Who { desk, task: RwSignal::new(String::new()), container: RwSignal::new(String::new()) };
    let tasks = desk.read(|it| {
        let world = it.world();
        world.tasks.keys().map(|id| (id.0.to_string(), explain::task_name(world, *id))).collect::<Choices>()
    });
    // Whoever came last is most likely meant.
    let newest = desk.read(|it| it.world().tasks.keys().next_back().map(|id| id.0.to_string()));
    keep(Box::new(move || {
        if let Some(id) = newest.get() {
            who.task.set(id);
        }
    }));
    let is_empty = Memo::new(move |_| tasks.with(Vec::is_empty));
    let inside = move || {
        if is_empty.get() { vec![paragraph("", text::NOBODY_ACTS)] } else { form(who, tasks) }
    };
    vec![html("div").class("stack").inside_by(inside), said(desk, desk.account.act)]
}

/// The container that acts.
#[derive(Clone, Copy)]
struct Who {
    desk: Desk,
    task: RwSignal<String>,
    container: RwSignal<String>,
}

impl Who {
    fn task(self) -> Option<TaskId> {
        self.task.with(|it| it.parse().ok()).map(TaskId)
    }

    fn container(self) -> u32 {
        self.container.with(|it| it.parse().unwrap_or(0))
    }
}

fn form(who: Who, tasks: Memo<Choices>) -> Vec<Part> {
    let containers = who.desk.read(move |it| containers(it, who.task()));
    let fields = html("div").class("pair").with(choice("actor", text::TASK, tasks, who.task)).with(choice(
        "actor-container",
        text::CONTAINER,
        containers,
        who.container,
    ));
    vec![fields, files(who), calls(who), execute(who)]
}

/// The containers of a task, in the order of its definition.
fn containers(simulation: &Simulation, task: Option<TaskId>) -> Choices {
    let world = simulation.world();
    let known =
        task.and_then(|it| world.tasks.get(&it)).and_then(|it| world.task_definition(it.task_definition));
    let all = known.map(|it| &it.task_definition.container_definitions).into_iter().flatten();
    all.enumerate().map(|(at, it)| (at.to_string(), it.name.clone())).collect()
}

/// The paths that a container can read.
fn readable(simulation: &Simulation, task: Option<TaskId>, container: u32) -> Vec<String> {
    let world = simulation.world();
    let task = task.and_then(|it| world.tasks.get(&it));
    let all = task.map(|it| readable_files(world, it, container)).unwrap_or_default();
    all.into_iter().map(|(path, _)| path).collect()
}

fn files(who: Who) -> Part {
    let path = RwSignal::new("/data/report.txt".to_owned());
    let size = RwSignal::new(0);
    let paths = who.desk.read(move |it| readable(it, who.task(), who.container()));
    let write = move || {
        if let Some(task) = untrack(|| who.task()) {
            let container = untrack(|| who.container());
            let (path, size_gib) = (path.get_untracked(), size.get_untracked());
            who.desk.dispatch(VolumeCommand::WriteFile { task, container, path, size_gib }.into());
        }
    };
    let list = move || {
        let file = |path: &String| html("li").with(html("code").attr("translate", "no").text(path));
        paths.with(|it| {
            if it.is_empty() {
                vec![paragraph("small muted", text::READS_NOTHING)]
            } else {
                vec![
                    paragraph("small", text::CAN_READ),
                    html("ul").class("paths").with_all(it.iter().map(file)),
                ]
            }
        })
    };
    html("fieldset")
        .class("stack box")
        .with(html("legend").text(text::FILES))
        .with(html("div").class("readable").attr("role", "status").inside_by(list))
        .with(pair([
            line("file-path", text::FILE, path),
            number("file-size", text::FILE_SIZE, size, 0, MAX_FILE_GIB),
        ]))
        .with(room(who))
        .with(html("div").class("row end").with(button("btn", write).text(text::WRITE)))
}

/// The largest file that a form takes.
const MAX_FILE_GIB: u32 = 1_000;

/// What is taken of the ephemeral storage of a task on Fargate; nothing of another one.
fn room(who: Who) -> Part {
    let words = who.desk.read(move |it| {
        let world = it.world();
        let task = world.tasks.get(&who.task()?)?;
        let none = Storage::default();
        let it = ephemeral(world, world.storage.as_deref().unwrap_or(&none), task)?;
        Some(text::ephemeral(it.size_gib, it.images_gib, it.files_gib))
    });
    let inside = move || words.with(|it| it.iter().map(|it| paragraph("tiny muted", it)).collect());
    html("div").inside_by(inside)
}

fn calls(who: Who) -> Part {
    let asks = who.desk.read(move |it| sdk_asks(it, who.task()));
    let (action, resource) = (RwSignal::new("s3:GetObject".to_owned()), RwSignal::new("*".to_owned()));
    let call = move || {
        if let Some(task) = untrack(|| who.task()) {
            let (action, resource) = (action.get_untracked(), resource.get_untracked());
            who.desk.order_roles(RoleCommand::Call { task, action, resource });
        }
    };
    let inside = move || {
        let fields = html("div").class("pair").with(line("call-action", text::ACTION, action)).with(line(
            "call-resource",
            text::RESOURCE,
            resource,
        ));
        let asks = html("p").class("tiny muted brk").text_by(move || asks.get());
        vec![fields, asks, html("div").class("row end").with(button("btn", call).text(text::CALL))]
    };
    asking_roles(who.desk, text::API_CALL, inside)
}

/// Where the SDK in a task has its credentials from.
fn sdk_asks(simulation: &Simulation, task: Option<TaskId>) -> String {
    let world = simulation.world();
    let task = task.and_then(|it| world.tasks.get(&it));
    let found = task.and_then(|it| Some((credentials(world, it)?.1, credentials_path(world, it))));
    match found.and_then(|(used, path)| Some((used.address()?, path))) {
        Some((address, Some(path))) => text::sdk_asks(address, &path),
        Some((address, None)) => text::sdk_falls_back(address),
        None => text::SDK_FINDS_NOTHING.to_owned(),
    }
}

/// ECS Exec: a command in the container.
fn execute(who: Who) -> Part {
    let execute = move || {
        if let Some(task) = untrack(|| who.task()) {
            let container = untrack(|| who.container());
            who.desk.order_roles(RoleCommand::ExecuteCommand { task, container });
        }
    };
    asking_roles(who.desk, text::ECS_EXEC, move || {
        let run = button("btn", execute).text(text::RUN_COMMAND);
        vec![paragraph("tiny muted", text::ECS_EXEC_HELP), html("div").class("row end").with(run)]
    })
}

/// A box whose inside makes sense while roles are checked.
fn asking_roles(desk: Desk, words: &str, inside: impl Fn() -> Vec<Part> + 'static) -> Part {
    let are_checked = desk.read(|it| it.world().roles.is_some());
    let inside = move || {
        if are_checked.get() { inside() } else { vec![paragraph("small muted", text::CALLS_ARE_NOT_CHECKED)] }
    };
    html("fieldset")
        .class("stack box")
        .with(html("legend").text(words))
        .with(html("div").class("stack").inside_by(inside))
}
