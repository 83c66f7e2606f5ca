//! What happens on an order about volumes.

use super::access::writable;
use super::path::is_path;
use super::{
    File, FileSystem, FileSystemKind, Rules, Storage, VolumeAtLaunch, VolumeCommand, VolumeEvent,
    VolumeRefusal,
};
use crate::sim::life::ContainerStatus;
use crate::sim::{Decision, Refusal, Switch, Task, TaskDefinitionId, TaskId, TimeRefusal, World, Zone};

const MAX_SIZE_GIB: u32 = 16_384;

/// Decides on an order.
pub(super) fn decide(world: &World, command: &VolumeCommand) -> Decision {
    if let VolumeCommand::WriteFile { task, container, path, size_gib } = command {
        return write(world, *task, *container, path, *size_gib);
    }
    let before = world.storage.as_deref().cloned().unwrap_or_default();
    let mut storage = before.clone();
    match change(world, &mut storage, command) {
        Err(refusal) => Decision::refused(refusal),
        Ok(()) if storage == before => Decision::refused(Refusal::AlreadySo),
        Ok(()) => Decision::plain(vec![VolumeEvent::Set { by: command.clone(), storage }.into()]),
    }
}

fn change(world: &World, storage: &mut Storage, command: &VolumeCommand) -> Result<(), Refusal> {
    match command {
        VolumeCommand::CreateFileSystem { id, kind } => create_file_system(world, storage, id, *kind)?,
        VolumeCommand::DeleteFileSystem(id) => {
            storage.file_systems.remove(id).ok_or(Refusal::NotFound)?;
            storage.files.remove(&super::Store::Efs(id.clone()));
        }
        VolumeCommand::CreateMountTarget(id, zone) => create_mount_target(world, storage, id, *zone)?,
        VolumeCommand::DeleteMountTarget(id, zone) => {
            file_system(storage, id)?.mount_targets.remove(zone).ok_or(Refusal::NotFound)?;
        }
        VolumeCommand::SetFileSystemPolicy(id, policy) => file_system(storage, id)?.policy.clone_from(policy),
        VolumeCommand::PutAccessPoint(id, name, point) => {
            if !is_id(name, "fsap-") {
                return Err(Refusal::OfVolumes(VolumeRefusal::InvalidId(name.clone())));
            }
            check_directory(&point.root_directory)?;
            file_system(storage, id)?.access_points.insert(name.clone(), point.clone());
        }
        VolumeCommand::MakeDirectory(id, path, owner) => {
            check_directory(path)?;
            file_system(storage, id)?.directories.insert(path.clone(), *owner);
        }
        VolumeCommand::ConfigureAtLaunch(id, volume) => configure(world, storage, *id, volume)?,
        VolumeCommand::SetFargatePlatform(platform) => storage.fargate_platform = *platform,
        VolumeCommand::SetImageSize(id, gib) => {
            world.task_definition(*id).ok_or(Refusal::NotFound)?;
            match gib {
                0 => drop(storage.images_gib.remove(id)),
                _ => drop(storage.images_gib.insert(*id, *gib)),
            }
        }
        VolumeCommand::WriteFile { .. } => {}
    }
    Ok(())
}

fn file_system<'a>(storage: &'a mut Storage, id: &str) -> Result<&'a mut FileSystem, Refusal> {
    storage.file_systems.get_mut(id).ok_or(Refusal::NotFound)
}

fn is_id(text: &str, prefix: &str) -> bool {
    let is_hexadecimal = |it: &str| it.bytes().all(|it| it.is_ascii_digit() || matches!(it, b'a'..=b'f'));
    text.strip_prefix(prefix).is_some_and(|it| (1..=40).contains(&it.len()) && is_hexadecimal(it))
}

fn check_directory(path: &str) -> Result<(), Refusal> {
    let invalid = || Refusal::OfVolumes(VolumeRefusal::InvalidPath(path.to_owned()));
    (path == "/" || is_path(path)).then_some(()).ok_or_else(invalid)
}

fn create_file_system(
    world: &World,
    storage: &mut Storage,
    id: &str,
    kind: FileSystemKind,
) -> Result<(), Refusal> {
    if !is_id(id, "fs-") {
        return Err(Refusal::OfVolumes(VolumeRefusal::InvalidId(id.to_owned())));
    }
    if storage.file_systems.contains_key(id) {
        return Err(Refusal::OfVolumes(VolumeRefusal::Exists(id.to_owned())));
    }
    if let FileSystemKind::OneZone(zone) = kind {
        check_zone(world, zone)?;
    }
    storage.file_systems.insert(id.to_owned(), FileSystem::new(kind));
    Ok(())
}

fn check_zone(world: &World, zone: Zone) -> Result<(), Refusal> {
    (usize::from(zone.0) < world.zones.len()).then_some(()).ok_or(Refusal::NotFound)
}

fn create_mount_target(world: &World, storage: &mut Storage, id: &str, zone: Zone) -> Result<(), Refusal> {
    check_zone(world, zone)?;
    // On a board that stands still nothing is waited for.
    let made_at = (world.clock == Switch::On).then_some(world.clock_seconds);
    let file_system = file_system(storage, id)?;
    if matches!(file_system.kind, FileSystemKind::OneZone(own) if own != zone) {
        return Err(Refusal::OfVolumes(VolumeRefusal::OneZone));
    }
    if file_system.mount_targets.insert(zone, made_at).is_some() {
        return Err(Refusal::OfVolumes(VolumeRefusal::MountTargetConflict));
    }
    Ok(())
}

fn configure(
    world: &World,
    storage: &mut Storage,
    id: TaskDefinitionId,
    volume: &VolumeAtLaunch,
) -> Result<(), Refusal> {
    let known = world.task_definition(id).ok_or(Refusal::NotFound)?;
    if !known.task_definition.volumes.iter().any(|it| it.configured_at_launch) {
        return Err(Refusal::OfVolumes(VolumeRefusal::NothingAtLaunch));
    }
    if !(1..=MAX_SIZE_GIB).contains(&volume.size_gib) {
        return Err(Refusal::OfVolumes(VolumeRefusal::SizeOutOfRange(volume.size_gib)));
    }
    storage.at_launch.insert(id, volume.clone());
    Ok(())
}

/// A container that is up writes a file, or cannot and runs on.
fn write(world: &World, task: TaskId, container: u32, path: &str, size_gib: u32) -> Decision {
    let Some(task) = world.tasks.get(&task) else { return Decision::refused(Refusal::NotFound) };
    if !is_path(path) {
        return Decision::refused(Refusal::OfVolumes(VolumeRefusal::InvalidPath(path.to_owned())));
    }
    if !is_up(world, task, container) {
        return Decision::refused(Refusal::InTime(TimeRefusal::ContainerIsNotUp));
    }
    let mut storage = world.storage.as_deref().cloned().unwrap_or_default();
    let event = match writable(world, &storage, task, container, path, size_gib) {
        Err(problem) => {
            let (task, path) = (task.id, path.to_owned());
            VolumeEvent::NotWritten { task, path, problem, rules: Rules::default() }
        }
        Ok((store, inner)) => {
            let file = File { written_by: task.id, at_seconds: world.clock_seconds, size_gib };
            storage.files.entry(store).or_default().insert(inner, file);
            let by = VolumeCommand::WriteFile { task: task.id, container, path: path.to_owned(), size_gib };
            VolumeEvent::Set { by, storage }
        }
    };
    Decision::plain(vec![event.into()])
}

/// On a board that stands still every container runs.
fn is_up(world: &World, task: &Task, container: u32) -> bool {
    let at = usize::try_from(container).unwrap_or(usize::MAX);
    match world.clock {
        Switch::Off => world
            .task_definition(task.task_definition)
            .is_some_and(|it| at < it.task_definition.container_definitions.len()),
        Switch::On => task.life.containers.get(at).is_some_and(|it| it.status == ContainerStatus::Running),
    }
}
