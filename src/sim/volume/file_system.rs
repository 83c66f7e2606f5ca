//! Amazon EFS: what keeps a file system from being mounted ("Troubleshooting mount issues").

use crate::sorted::SortedMap;

use serde::{Deserialize, Serialize};

use super::Storage;
use crate::ecs::EfsVolumeConfiguration;
use crate::iam::Document;
use crate::sim::network::{Blocked, Origin, SecurityGroup, host_of, interface_of};
use crate::sim::{Switch, Task, TaskPlace, World, Zone, roles};

/// NFS.
const NFS: u16 = 2049;

/// The DNS name of a new mount target is not there at once: up to 90 seconds.
const DNS_AFTER_SECONDS: u64 = 90;

/// A file system.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FileSystem {
    /// Regional or One Zone.
    pub kind: FileSystemKind,
    /// By zone, each with the time when it was made, in simulated seconds; all in the security group of file systems.
    pub mount_targets: SortedMap<Zone, Option<u64>>,
    /// None: whoever reaches a mount target has full access.
    pub policy: Option<Document>,
    /// By id.
    pub access_points: SortedMap<String, AccessPoint>,
    /// Directories and the uids that own them; `/` belongs to root, 0.
    pub directories: SortedMap<String, u32>,
}

/// Where the data of a file system lies.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FileSystemKind {
    /// In three or more zones.
    Regional,
    /// In one.
    OneZone(Zone),
}

/// Enforces a user and a directory for whoever mounts through it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AccessPoint {
    /// The uid that every request has, whoever makes it.
    pub uid: u32,
    /// What appears as `/`.
    pub root_directory: String,
    /// The owner that the directory gets if it has to be made; without one it is not made, and the mount fails.
    pub creation_uid: Option<u32>,
}

/// Why a file system is not mounted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MountFailure {
    /// Which.
    pub file_system: String,
    /// Its Region.
    pub region: String,
    /// Whether the task is on Fargate: AWS says it in other words there.
    pub is_on_fargate: bool,
    /// What is in the way.
    pub problem: MountProblem,
}

/// What is in the way of a mount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum MountProblem {
    /// Its DNS name has no address: no mount target in the zone of the task, DNS of the VPC switched off, a mount target
    /// that was made a moment ago, or no such file system.
    NotResolved,
    /// A security group lets nothing through on TCP 2049.
    TimedOut(Blocked),
    /// The directory that is to be mounted is not there.
    NoSuchDirectory(String),
}

impl MountFailure {
    /// Whether nothing answers, so that the mount hangs before it fails.
    #[must_use]
    pub fn hangs(&self) -> bool {
        matches!(self.problem, MountProblem::TimedOut(_))
    }
}

impl FileSystem {
    /// New and empty.
    #[must_use]
    pub fn new(kind: FileSystemKind) -> Self {
        Self {
            kind,
            mount_targets: SortedMap::new(),
            policy: None,
            access_points: SortedMap::new(),
            directories: [("/".to_owned(), 0)].into(),
        }
    }

    /// The directory that a volume mounts.
    #[must_use]
    pub fn root_of(&self, volume: &EfsVolumeConfiguration) -> String {
        let point = volume.access_point_id.as_ref().and_then(|id| self.access_points.get(id));
        let root = point.map(|it| it.root_directory.as_str()).or(volume.root_directory.as_deref());
        root.unwrap_or("/").to_owned()
    }
}

/// The first file system of the task that cannot be mounted now.
pub(super) fn mount(world: &World, storage: &Storage, task: &Task) -> Option<Box<MountFailure>> {
    // Simplification: a board without any file system mounts every one that a task definition names.
    if storage.file_systems.is_empty() {
        return None;
    }
    let definition = &world.task_definition(task.task_definition)?.task_definition;
    let volumes = definition.volumes.iter().filter_map(|it| it.efs_volume_configuration.as_ref());
    volumes.into_iter().find_map(|volume| {
        let problem = problem(world, storage, task, volume).err()?;
        Some(Box::new(MountFailure {
            file_system: volume.file_system_id.clone(),
            region: roles::region(world).to_owned(),
            is_on_fargate: matches!(task.place, TaskPlace::Fargate(_)),
            problem,
        }))
    })
}

fn problem(
    world: &World,
    storage: &Storage,
    task: &Task,
    volume: &EfsVolumeConfiguration,
) -> Result<(), MountProblem> {
    let file_system = storage.file_systems.get(&volume.file_system_id).ok_or(MountProblem::NotResolved)?;
    let origin = mounting_interface(world, task).ok_or(MountProblem::NotResolved)?;
    let made_at = *file_system.mount_targets.get(&origin.zone).ok_or(MountProblem::NotResolved)?;
    let is_new = made_at.is_some_and(|it| it + DNS_AFTER_SECONDS > world.clock_seconds);
    if world.network.dns == Switch::Off || is_new {
        return Err(MountProblem::NotResolved);
    }
    connects(world, origin).map_err(MountProblem::TimedOut)?;
    let root = file_system.root_of(volume);
    let point = volume.access_point_id.as_ref().map(|id| file_system.access_points.get(id));
    let is_there = file_system.directories.contains_key(&root);
    let can_be_mounted = match point {
        Some(Some(point)) => is_there || point.creation_uid.is_some(),
        // An access point that is not there leads nowhere.
        Some(None) => false,
        None => is_there,
    };
    if can_be_mounted { Ok(()) } else { Err(MountProblem::NoSuchDirectory(root)) }
}

/// Whether a task that runs still reaches the file system: its zone has a mount target, and the groups let NFS through.
pub(super) fn is_reachable(world: &World, task: &Task, file_system: &FileSystem) -> bool {
    mounting_interface(world, task).is_some_and(|origin| {
        file_system.mount_targets.contains_key(&origin.zone) && connects(world, origin).is_ok()
    })
}

/// What talks NFS: the interface of the task in mode `awsvpc`, else the instance.
fn mounting_interface(world: &World, task: &Task) -> Option<Origin> {
    interface_of(world, task).or_else(|| host_of(world, task))
}

fn connects(world: &World, origin: Origin) -> Result<(), Blocked> {
    world.network.connects(origin.group, SecurityGroup::FileSystem, NFS)
}
