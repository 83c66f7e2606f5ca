//! Where a path inside a container leads.

use super::{FileProblem, Storage, Store};
use crate::ecs::{EfsVolumeConfiguration, MountPoint, Volume};
use crate::sim::{Task, TaskPlace, World};

/// Where a file lies.
pub(super) struct Place<'a> {
    pub store: Store,
    /// Inside the store.
    pub path: String,
    /// Whether the container mounts it to read alone.
    pub read_only: bool,
    /// The volume, if it is a file system.
    pub file_system: Option<&'a EfsVolumeConfiguration>,
}

/// Whether it begins with `/` and names something, without empty parts, `.` and `..`.
pub(super) fn is_path(path: &str) -> bool {
    let is_part = |it: &str| !it.is_empty() && it != "." && it != "..";
    path.len() <= 256 && path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(is_part))
}

/// The directory of a path; `/` of what lies at the root.
pub(super) fn parent(path: &str) -> &str {
    match path.rsplit_once('/') {
        Some(("", _)) | None => "/",
        Some((parent, _)) => parent,
    }
}

/// `/a` and `/b` make `/a/b`.
fn join(root: &str, rest: &str) -> String {
    format!("{}{rest}", root.trim_end_matches('/'))
}

/// What is left of a path below a mount point; none when it is not below.
pub(super) fn below<'a>(path: &'a str, mount: &str) -> Option<&'a str> {
    let rest = path.strip_prefix(mount.trim_end_matches('/'))?;
    rest.starts_with('/').then_some(rest)
}

/// Where the path of a container leads.
pub(super) fn place<'a>(
    world: &'a World,
    storage: &Storage,
    task: &Task,
    container: u32,
    path: &str,
) -> Result<Place<'a>, FileProblem> {
    let known = world.task_definition(task.task_definition).ok_or(FileProblem::NoVolume)?;
    let definition = &known.task_definition;
    let at = usize::try_from(container).unwrap_or(usize::MAX);
    let containers = definition.container_definitions.get(at).ok_or(FileProblem::NoVolume)?;
    let mount = containers
        .mount_points
        .iter()
        .filter_map(|it| Some((it, below(path, &it.container_path)?)))
        .max_by_key(|(it, _)| it.container_path.len());
    let Some((mount, rest)) = mount else {
        let store = Store::Layer(task.id, container);
        return Ok(Place { store, path: path.to_owned(), read_only: false, file_system: None });
    };
    let volume = definition.volumes.iter().find(|it| it.name == mount.source_volume);
    in_volume(storage, task, volume.ok_or(FileProblem::NoVolume)?, mount, rest)
}

fn in_volume<'a>(
    storage: &Storage,
    task: &Task,
    volume: &'a Volume,
    mount: &MountPoint,
    rest: &str,
) -> Result<Place<'a>, FileProblem> {
    let place = |store, path| Place { store, path, read_only: mount.read_only, file_system: None };
    if let Some(efs) = &volume.efs_volume_configuration {
        let root = storage.file_systems.get(&efs.file_system_id).ok_or(FileProblem::NoVolume)?.root_of(efs);
        let place = place(Store::Efs(efs.file_system_id.clone()), join(&root, rest));
        return Ok(Place { file_system: Some(efs), ..place });
    }
    let path = rest.to_owned();
    // Simplification: FSx and S3 Files are always mounted, and whoever mounts them may write.
    if let Some(id) = &volume.fsx_windows_file_server_volume_configuration {
        return Ok(place(Store::Fsx(id.clone()), path));
    }
    if let Some(arn) = &volume.s3files_volume_configuration {
        return Ok(place(Store::S3Files(arn.clone()), path));
    }
    if volume.configured_at_launch {
        let own = storage.ebs_volumes.iter().find(|(_, it)| it.task == Some(task.id));
        return own.map(|(id, _)| place(Store::Ebs(*id), path)).ok_or(FileProblem::NoVolume);
    }
    let source_path = volume.host.as_ref().and_then(|it| it.source_path.as_deref());
    let is_shared = volume.docker_volume_configuration.as_ref().is_some_and(|it| it.is_shared);
    match (task.place, source_path) {
        (TaskPlace::ContainerInstance(id), Some(source)) => Ok(place(Store::Host(id), join(source, rest))),
        (TaskPlace::ContainerInstance(id), None) if is_shared => {
            Ok(place(Store::Docker(id, volume.name.clone()), path))
        }
        (TaskPlace::ContainerInstance(_), None) | (TaskPlace::Fargate(_) | TaskPlace::AwaitsCapacity, _) => {
            Ok(place(Store::OfTask(task.id, volume.name.clone()), path))
        }
    }
}
