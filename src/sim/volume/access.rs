//! Writing and reading: who may, and what a container sees.

use serde::{Deserialize, Serialize};

use super::ephemeral::{ephemeral, is_ephemeral_of};
use super::path::{Place, below, is_path, parent, place};
use super::{File, FileSystem, Storage, Store, file_system};
use crate::ecs::EfsVolumeConfiguration;
use crate::sim::roles::{self, Attempt};
use crate::sim::{Task, World};

/// Why a container cannot write a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FileProblem {
    /// The mount point is `readOnly`.
    ReadOnlyMount,
    /// Whoever mounts has `ClientMount`, but not `ClientWrite`.
    ReadOnlyFileSystem,
    /// The directory belongs to another uid.
    PermissionDenied,
    /// The file system cannot be reached any more.
    Unreachable,
    /// The path leads into a volume that is not there.
    NoVolume,
    /// The ephemeral storage of the task is full.
    NoSpace,
}

/// Where a container's file goes, if it may be written.
pub(super) fn writable(
    world: &World,
    storage: &Storage,
    task: &Task,
    container: u32,
    path: &str,
    size_gib: u32,
) -> Result<(Store, String), FileProblem> {
    let place = place(world, storage, task, container, path)?;
    if place.read_only {
        return Err(FileProblem::ReadOnlyMount);
    }
    if let Some(volume) = place.file_system {
        may_write(world, storage, task, volume, &place)?;
    }
    if is_ephemeral_of(&place.store, task) && !has_room(world, storage, task, &place, size_gib) {
        return Err(FileProblem::NoSpace);
    }
    Ok((place.store, place.path))
}

/// Whether a file goes into the ephemeral storage of its task, in the place of one that may be there.
fn has_room(world: &World, storage: &Storage, task: &Task, place: &Place, size_gib: u32) -> bool {
    let there = storage.files.get(&place.store).and_then(|it| it.get(&place.path));
    ephemeral(world, storage, task).is_none_or(|it| {
        let others = it.files_gib - there.map_or(0, |it| u64::from(it.size_gib));
        it.has_room_for(others + u64::from(size_gib))
    })
}

fn may_write(
    world: &World,
    storage: &Storage,
    task: &Task,
    volume: &EfsVolumeConfiguration,
    place: &Place,
) -> Result<(), FileProblem> {
    let file_system = storage.file_systems.get(&volume.file_system_id).ok_or(FileProblem::NoVolume)?;
    if !file_system::is_reachable(world, task, file_system) {
        return Err(FileProblem::Unreachable);
    }
    let may = |action| roles::denial(world, Attempt::FileSystem(task, volume, action)).is_none();
    if !may("elasticfilesystem:ClientWrite") {
        return Err(FileProblem::ReadOnlyFileSystem);
    }
    let owner = owner(file_system, parent(&place.path), volume);
    let point = volume.access_point_id.as_ref().and_then(|id| file_system.access_points.get(id));
    // Simplification: without an access point a container writes as root; root that is squashed owns nothing.
    let is_allowed = match point {
        Some(point) if point.uid != 0 => point.uid == owner,
        Some(_) | None => may("elasticfilesystem:ClientRootAccess"),
    };
    if is_allowed { Ok(()) } else { Err(FileProblem::PermissionDenied) }
}

/// The uid that owns a directory: its own, that of the nearest one above it, or the one that the access point makes it with.
fn owner(file_system: &FileSystem, directory: &str, volume: &EfsVolumeConfiguration) -> u32 {
    let point = volume.access_point_id.as_ref().and_then(|id| file_system.access_points.get(id));
    let mut at = directory;
    loop {
        if let Some(owner) = file_system.directories.get(at) {
            return *owner;
        }
        if let Some(point) = point.filter(|it| it.root_directory == at) {
            return point.creation_uid.unwrap_or(0);
        }
        if at == "/" {
            return 0;
        }
        at = parent(at);
    }
}

/// What a container can read, by its path inside the container: its own layer, and whatever is mounted and within reach.
#[must_use]
pub fn readable_files(world: &World, task: &Task, container: u32) -> Vec<(String, File)> {
    let (Some(storage), Some(known)) = (&world.storage, world.task_definition(task.task_definition)) else {
        return vec![];
    };
    let at = usize::try_from(container).unwrap_or(usize::MAX);
    let Some(definition) = known.task_definition.container_definitions.get(at) else { return vec![] };
    let mut found = vec![];
    let mounts = definition.mount_points.iter().map(|it| it.container_path.trim_end_matches('/'));
    for mount in mounts.chain([""]) {
        // A path that stands for the whole mount: what is below it lies below its place.
        let Ok(place) = place(world, storage, task, container, &format!("{mount}/x")) else { continue };
        if !is_within_reach(world, storage, task, &place) {
            continue;
        }
        let root = place.path.trim_end_matches("/x");
        for (path, file) in storage.files.get(&place.store).into_iter().flatten() {
            let Some(rest) = below(path, root) else { continue };
            let shown = format!("{mount}{rest}");
            // What lies below another mount point is hidden by it.
            let is_here = super::path::place(world, storage, task, container, &shown)
                .is_ok_and(|it| it.store == place.store && it.path == *path);
            if is_here && is_path(&shown) {
                found.push((shown, *file));
            }
        }
    }
    found.sort_by(|one, other| one.0.cmp(&other.0));
    found.dedup();
    found
}

fn is_within_reach(world: &World, storage: &Storage, task: &Task, place: &Place) -> bool {
    place.file_system.is_none_or(|volume| {
        let known = storage.file_systems.get(&volume.file_system_id);
        known.is_some_and(|it| file_system::is_reachable(world, task, it))
    })
}
