//! What a board shows of its roles, network and volumes: launches that failed, files and where they lie, file systems. And the
//! dialogs.

use crate::diagram::Icon;
use crate::sim::life::{StoppedReason, StoppedTask};
use crate::sim::roles::Launch;
use crate::sim::volume::{FileSystem, FileSystemKind, MountProblem, Storage, Store};
use crate::sim::{Simulation, TaskId, World, explain};
use crate::ui::icon::icon_of_size;
use crate::ui::part::{Part, html};
use crate::ui::signal::{Memo, RwSignal};

use super::super::button::button;
use super::super::dialog::dialog;
use super::super::note::{Tone, note, paragraph};
use super::super::{Desk, text};
use super::{Account, act, network, roles, trace, volumes};

/// Failed launches that are shown at most; the list of stopped tasks has all.
const SHOWN: usize = 3;

/// A launch that failed for a role, the network or a volume.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Failure {
    title: String,
    /// What AWS shows.
    message: String,
    /// Where to look for the reason when the message does not tell.
    hint: Option<String>,
    /// What can be traced.
    traced: Option<Launch>,
    /// Whether the network was in the way.
    is_cut_off: bool,
}

/// File systems with their mount targets, and files by where they lie: each with its path and its writer.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Stored {
    file_systems: Vec<(String, String)>,
    places: Vec<(String, Vec<(String, String)>)>,
}

/// The inside of the panel, and the dialogs.
pub fn inside(desk: Desk) -> Vec<Part> {
    let Account { roles, network, volumes, act, trace, .. } = desk.account;
    let failures = desk.read(failures);
    let stored = desk.read(|it| it.world().storage.as_deref().map(|storage| Stored::of(it.world(), storage)));
    let panel = html("div")
        .class("acc-b")
        .rows(move || failures.get(), move |it| it.part(desk))
        .slot(checked(desk))
        .slot(move || stored.with(|it| it.iter().map(Stored::part).collect()));
    let window = |open: RwSignal<bool>, id: &str, title: &'static str, inside: Vec<Part>| {
        dialog(open, id, move || title.to_owned(), inside)
    };
    vec![
        panel,
        window(roles, "roles", text::ROLES, roles::roles(desk)),
        window(network, "network", text::NETWORK, network::network(desk)),
        window(volumes, "volumes", text::VOLUMES, volumes::volumes(desk)),
        window(act, "act", text::ACT, act::act(desk)),
        window(trace, "launch-trace", text::TRACE, trace::trace(desk)),
    ]
}

/// The newest first.
fn failures(simulation: &Simulation) -> Vec<Failure> {
    let world = simulation.world();
    world.stopped_tasks.iter().rev().filter_map(|it| Failure::of(world, it)).take(SHOWN).collect()
}

impl Failure {
    fn of(world: &World, stopped: &StoppedTask) -> Option<Self> {
        let task = &stopped.task;
        let reason = task.life.stop.as_ref().and_then(|it| it.reason.as_ref())?;
        let launch = Some(Launch::of(world, task));
        let (hint, traced, is_cut_off) = match reason {
            StoppedReason::Denied(_) => (Some(text::IT_IS_A_ROLE.to_owned()), launch, false),
            StoppedReason::Unreachable(_) => (Some(text::IT_IS_THE_NETWORK.to_owned()), launch, true),
            StoppedReason::NotMounted(failure) => {
                let is_cut_off = matches!(failure.problem, MountProblem::TimedOut(_));
                (Some(explain::mount_problem(failure)), None, is_cut_off)
            }
            StoppedReason::NoSpaceForImage => (Some(text::NO_SPACE.to_owned()), None, false),
            _ => return None,
        };
        let name = explain::task_label(world, task.task_definition, task.number);
        let title = text::failed_to_start(&name, &explain::clock_text(stopped.stopped_at_seconds));
        Some(Self { title, message: explain::stopped_reason(world, reason), hint, traced, is_cut_off })
    }

    fn part(&self, desk: Desk) -> Part {
        let head = html("p").with(html("b").text(&self.title));
        let hint = self.hint.as_ref().map(|it| paragraph("small t2", it));
        let trace = self.traced.clone().map(|traced| {
            let open = move || desk.account.show_trace(traced.clone());
            button("btn sm", open).with(icon_of_size(Icon::List, "14")).text(text::SHOW_TRACE)
        });
        let network = self.is_cut_off.then(|| {
            button("btn sm", move || desk.account.network.set(true))
                .with(icon_of_size(Icon::Subnet, "14"))
                .text(text::OPEN_NETWORK)
        });
        let buttons = html("div").class("row wrap").with_all(network.into_iter().chain(trace));
        let inside = [head, paragraph("small brk", &self.message)].into_iter().chain(hint).chain([buttons]);
        note(Tone::Fault, inside.collect())
    }
}

impl Stored {
    fn of(world: &World, storage: &Storage) -> Self {
        let written = |(path, file): (&String, &crate::sim::volume::File)| {
            (path.clone(), text::written_by(&task_name(world, file.written_by)))
        };
        let file_systems = storage.file_systems.iter();
        let places = storage
            .files
            .iter()
            .map(|(store, files)| (place(world, storage, store), files.iter().map(written).collect()));
        Self {
            file_systems: file_systems.map(|(id, it)| (id.clone(), mount_targets(world, it))).collect(),
            places: places.collect(),
        }
    }

    fn part(&self) -> Part {
        let file_system = |(id, words): &(String, String)| {
            let words = html("div")
                .class("svc-w")
                .with(html("b").attr("translate", "no").text(id))
                .with(html("small").text(words));
            html("li").with(icon_of_size(Icon::Efs, "20")).with(words)
        };
        let file = |(path, by): &(String, String)| {
            html("li")
                .with(html("code").attr("translate", "no").text(path))
                .with(html("span").class("tiny muted").text(by))
        };
        let place = |(name, files): &(String, Vec<(String, String)>)| {
            html("li")
                .with(html("b").class("small").text(name))
                .with(html("ul").class("paths").with_all(files.iter().map(file)))
        };
        let nothing = self.places.is_empty().then(|| paragraph("small muted", text::NO_FILES));
        html("div")
            .class("acc-f")
            .with(html("ul").class("svc-rows").with_all(self.file_systems.iter().map(file_system)))
            .with(html("h3").class("small").text(text::FILES))
            .with_all(nothing)
            .with(html("ul").class("stores").with_all(self.places.iter().map(place)))
    }
}

/// How many roles are checked, and the way to a launch's trace; nothing when none are.
fn checked(desk: Desk) -> impl Fn() -> Vec<Part> {
    let n_roles = desk.read(|it| it.world().roles.as_ref().map(|it| it.roles.len()));
    let are_checked = Memo::new(move |_| n_roles.with(Option::is_some));
    let trace = move || match desk.selected.get_untracked() {
        Some(task_definition) => {
            let launch_type = desk.request.launch_type.get_untracked();
            let usual = |it: &Simulation| Launch::usual(it.world(), task_definition, launch_type);
            desk.account.show_trace(desk.session.simulation.with_untracked(usual));
        }
        None => desk.account.trace.set(true),
    };
    move || {
        if !are_checked.get() {
            return vec![];
        }
        let words =
            html("p").class("small t2").text_by(move || n_roles.get().map(text::n_roles).unwrap_or_default());
        let open = button("btn sm ghost", trace).with(icon_of_size(Icon::List, "14")).text(text::TRACE);
        vec![html("div").class("row wrap").with(words).with(open)]
    }
}

fn mount_targets(world: &World, it: &FileSystem) -> String {
    let zones = it.mount_targets.keys().map(|zone| world.zone_name(*zone)).collect::<Vec<_>>().join(", ");
    let kind = match it.kind {
        FileSystemKind::Regional => text::REGIONAL.to_owned(),
        FileSystemKind::OneZone(zone) => text::one_zone_in(world.zone_name(zone)),
    };
    text::mount_targets(&kind, &zones)
}

/// The name of a task, even of one that has stopped.
fn task_name(world: &World, id: TaskId) -> String {
    let stopped = world.stopped_tasks.iter().map(|it| &it.task).find(|it| it.id == id);
    stopped.map_or_else(
        || explain::task_name(world, id),
        |it| explain::task_label(world, it.task_definition, it.number),
    )
}

/// Where files lie, in words.
fn place(world: &World, storage: &Storage, store: &Store) -> String {
    match store {
        Store::Layer(task, _) => text::in_layer(&task_name(world, *task)),
        Store::OfTask(task, name) => text::in_volume_of(name, &task_name(world, *task)),
        Store::Host(id) => text::on_host(explain::instance_name(world, *id)),
        Store::Docker(id, name) => text::in_docker(name, explain::instance_name(world, *id)),
        Store::Ebs(id) => {
            let volume = storage.ebs_volumes.get(id);
            let zone = volume.map_or("", |it| world.zone_name(it.zone));
            let task = volume.and_then(|it| it.task).map(|it| task_name(world, it));
            text::on_ebs(*id, zone, task.as_deref())
        }
        Store::Efs(id) => text::on_efs(id),
        Store::Fsx(id) => text::on_fsx(id),
        Store::S3Files(arn) => text::on_s3_files(arn),
    }
}
