//! The editor of volumes: file systems with their mount targets, volumes that are made at launch, the platform of Fargate.

use crate::ecs::NetworkMode;
use crate::iam::{Document, PolicyKind};
use crate::sim::roles::{ACCOUNT, role_arn};
use crate::sim::volume::{FargatePlatform, FileSystem, FileSystemKind, VolumeAtLaunch, VolumeCommand};
use crate::sim::{TaskDefinitionId, Zone, explain};
use crate::ui::part::{Keyed, Part, html, keep};
use crate::ui::signal::{RwSignal, StoredValue};

use super::super::button::button;
use super::super::fields::{Choices, choice, line, number};
use super::super::keyboard_help::checkbox;
use super::super::note::paragraph;
use super::super::{Desk, text};
use super::access_points::access_points;
use super::file_system_policy::file_system_policy;
use super::said::said;

/// The id that the sample task definitions name.
const FIRST_ID: &str = "fs-0123456789abcdef0";

/// What the dialog shows.
pub fn volumes(desk: Desk) -> Vec<Part> {
    let systems = desk.read(|it| {
        let storage = it.world().storage.as_deref();
        storage.map(|it| it.file_systems.keys().cloned().collect::<Vec<_>>()).unwrap_or_default()
    });
    let at_launch = desk.read(|it| {
        let all = (0..).map(TaskDefinitionId).zip(&it.world().task_definitions);
        let wanted =
            all.filter(|(_, it)| it.task_definition.volumes.iter().any(|it| it.configured_at_launch));
        wanted.map(|(id, _)| id).collect::<Vec<_>>()
    });
    let launched = move || {
        let volume = |id: TaskDefinitionId| -> Keyed {
            (desk.session.key(id.0), Box::new(move || volume_at_launch(desk, id)))
        };
        at_launch.get().into_iter().map(volume).collect()
    };
    vec![
        create(desk),
        html("div").class("stack").rows(move || systems.get(), move |id| file_system(desk, id)),
        html("div").class("stack").each(launched),
        images(desk),
        platform(desk),
        said(desk, desk.account.volumes),
    ]
}

fn create(desk: Desk) -> Part {
    let id = RwSignal::new(FIRST_ID.to_owned());
    let kind = RwSignal::new(String::new());
    let kinds = desk.read(|it| {
        let regional = (String::new(), text::REGIONAL.to_owned());
        let zones = it.world().zones.iter().enumerate();
        let one_zone = zones.map(|(at, it)| (at.to_string(), text::one_zone_in(it)));
        [regional].into_iter().chain(one_zone).collect::<Choices>()
    });
    let add = move || {
        let one_zone = kind.with_untracked(|it| it.parse().ok()).map(|it| FileSystemKind::OneZone(Zone(it)));
        let (id, kind) = (id.get_untracked().trim().to_owned(), one_zone.unwrap_or(FileSystemKind::Regional));
        desk.dispatch(VolumeCommand::CreateFileSystem { id, kind }.into());
    };
    let fields = html("div")
        .class("pair")
        .with(line("file-system-id", text::FILE_SYSTEM_ID, id))
        .with(choice("file-system-kind", text::KIND, kinds, kind));
    html("div")
        .class("stack")
        .with(paragraph("small t2", text::VOLUMES_HELP))
        .with(fields)
        .with(html("div").class("row end").with(button("btn pri", add).text(text::CREATE_FILE_SYSTEM)))
}

/// Its mount targets, its policy, and how it goes.
fn file_system(desk: Desk, id: &str) -> Part {
    let zones = desk.session.simulation.with_untracked(|it| it.world().zones.clone());
    let legend = html("legend").attr("translate", "no").text(id);
    let delete_name = text::delete_file_system(id);
    // One for all the closures below.
    let id = StoredValue::new(id.to_owned());
    let targets = (0..).zip(&zones).map(|(at, name)| mount_target(desk, id, Zone(at), name));
    let has_policy = move || read(desk, id, |it| it.policy.is_some());
    let set_policy = move |is_on: bool| {
        let policy = is_on.then(of_the_account).flatten();
        desk.dispatch(VolumeCommand::SetFileSystemPolicy(id.get_value(), policy).into());
    };
    let words =
        html("span").with(html("span").text(text::NEEDS_IAM)).with(html("small").text(text::NEEDS_IAM_HELP));
    let policy = html("label").class("chk").with(checkbox(has_policy, set_policy)).with(words);
    let delete = move || desk.dispatch(VolumeCommand::DeleteFileSystem(id.get_value()).into());
    let delete = button("btn sm dng", delete).attr("aria-label", &delete_name).text(text::DELETE);
    html("fieldset")
        .class("stack box")
        .with(legend)
        .with(html("div").class("row wrap").with_all(targets))
        .with(paragraph("tiny muted", text::MOUNT_TARGET_HELP))
        .with(policy)
        .with(
            html("div").slot(move || if has_policy() { vec![file_system_policy(desk, id)] } else { vec![] }),
        )
        .with(access_points(desk, id))
        .with(html("div").class("row end").with(delete))
}

/// Whether something holds for a file system, if it is there.
fn read(desk: Desk, id: StoredValue<String>, read: impl FnOnce(&FileSystem) -> bool) -> bool {
    desk.session.simulation.with(|it| {
        let all = it.world().storage.as_deref().map(|it| &it.file_systems);
        all.and_then(|it| id.with_value(|id| it.get(id))).is_some_and(read)
    })
}

fn mount_target(desk: Desk, id: StoredValue<String>, zone: Zone, name: &str) -> Part {
    let has = move || read(desk, id, |it| it.mount_targets.contains_key(&zone));
    let set = move |is_on: bool| {
        let id = id.get_value();
        desk.dispatch(if is_on {
            VolumeCommand::CreateMountTarget(id, zone).into()
        } else {
            VolumeCommand::DeleteMountTarget(id, zone).into()
        });
    };
    html("label").class("chk").with(checkbox(has, set)).with(html("span").text(&text::mount_target_in(name)))
}

/// Whoever mounts must be of the account and allowed by a policy of its own.
fn of_the_account() -> Option<Document> {
    let text = format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": [
    {{
      "Effect": "Allow",
      "Principal": {{ "AWS": "{ACCOUNT}" }},
      "Action": "elasticfilesystem:*"
    }}
  ]
}}"#
    );
    Document::read(text, PolicyKind::Resource).ok()
}

/// How the volume of each task of a definition is made.
fn volume_at_launch(desk: Desk, id: TaskDefinitionId) -> Part {
    let (name, known) = desk.session.simulation.with_untracked(|it| {
        let world = it.world();
        let known = world.storage.as_ref().and_then(|it| it.at_launch.get(&id).cloned());
        (explain::revision_name(world, id), known)
    });
    let size = RwSignal::new(known.as_ref().map_or(10, |it| it.size_gib).to_string());
    let keeps = RwSignal::new(known.is_some_and(|it| !it.delete_on_termination));
    let save = move || {
        let volume = VolumeAtLaunch {
            size_gib: size.get_untracked().trim().parse().unwrap_or(0),
            role_arn: role_arn("ecsInfrastructureRole"),
            delete_on_termination: !keeps.get_untracked(),
        };
        desk.dispatch(VolumeCommand::ConfigureAtLaunch(id, volume).into());
    };
    let keep = html("label")
        .class("chk")
        .with(checkbox(move || keeps.get(), move |is_on| keeps.set(is_on)))
        .with(html("span").text(text::KEEP_VOLUME));
    html("fieldset")
        .class("stack box")
        .with(html("legend").text(&text::volume_of(&name)))
        .with(line(&["size-", &id.0.to_string()].concat(), text::SIZE_GIB, size))
        .with(keep)
        .with(html("div").class("row end").with(button("btn sm", save).text(text::SAVE)))
}

/// The largest images that the form takes.
const MAX_IMAGES_GIB: u32 = 1_000;

/// How much of the ephemeral storage on Fargate the images of a task definition take.
fn images(desk: Desk) -> Part {
    let (chosen, size) = (RwSignal::new(String::new()), RwSignal::new(0));
    let on_fargate = desk.read(|it| {
        let world = it.world();
        let all = (0..).map(TaskDefinitionId).zip(&world.task_definitions);
        let all = all.filter(|(_, it)| it.task_definition.effective_network_mode() == NetworkMode::Awsvpc);
        all.map(|(id, _)| (id.0.to_string(), explain::revision_name(world, id))).collect::<Choices>()
    });
    let now = desk.read(move |it| {
        let id = chosen.with(|it| it.parse().ok()).map(TaskDefinitionId)?;
        it.world().storage.as_ref()?.images_gib.get(&id).copied()
    });
    keep(Box::new(move || size.set(now.get().unwrap_or(0))));
    let save = move || {
        if let Some(id) = chosen.with_untracked(|it| it.parse().ok()).map(TaskDefinitionId) {
            desk.dispatch(VolumeCommand::SetImageSize(id, size.get_untracked()).into());
        }
    };
    let inside = move || {
        if on_fargate.with(Vec::is_empty) {
            return vec![];
        }
        let fields = html("div")
            .class("pair")
            .with(choice("images-of", text::IMAGES_OF, on_fargate, chosen))
            .with(number("images-size", text::SIZE_GIB, size, 0, MAX_IMAGES_GIB));
        let save = button("btn sm", save).attr("id", "images-save").text(text::SAVE);
        let help = paragraph("tiny muted", text::IMAGES_HELP);
        vec![fields, help, html("div").class("row end").with(save)]
    };
    html("div").class("stack").inside_by(inside)
}

fn platform(desk: Desk) -> Part {
    let is_old = desk.read(|it| {
        let storage = it.world().storage.as_deref();
        storage.is_some_and(|it| it.fargate_platform == FargatePlatform::V1_3_0)
    });
    let set = move |is_on: bool| {
        let platform = if is_on { FargatePlatform::V1_3_0 } else { FargatePlatform::V1_4_0 };
        desk.dispatch(VolumeCommand::SetFargatePlatform(platform).into());
    };
    html("label")
        .class("chk")
        .with(checkbox(move || is_old.get(), set))
        .with(html("span").text(text::OLD_PLATFORM))
}
