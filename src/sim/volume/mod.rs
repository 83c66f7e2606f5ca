//! Volumes: where a file lies that a task writes, who can read it afterwards, and what keeps a volume from being mounted.
//!
//! Files lie in a [`Store`]: the layer of a container, a volume of the task, a directory of an instance, a Docker volume,
//! an EBS volume, a file system. What ends with a task, an instance or a zone is in [`survival`]; it follows the events of the
//! simulator. The first order about volumes brings the code along that all this needs ([`Rules`]), so that a page whose
//! board has none need not load it. Start reading at [`VolumeCommand`].

mod access;
mod change;
mod ephemeral;
mod file_system;
mod path;
mod survival;

use crate::sorted::SortedMap;

use serde::{Deserialize, Serialize};

use super::{
    ContainerInstanceId, Decision, Event, LaunchType, Refusal, Task, TaskDefinitionId, TaskId, World, Zone,
    explain,
};
use crate::iam::Document;

pub use access::{FileProblem, readable_files};
pub use ephemeral::{Ephemeral, ephemeral};
pub use file_system::{AccessPoint, FileSystem, FileSystemKind, MountFailure, MountProblem};

/// Volumes that outlive a command, and all files of a board.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Storage {
    /// Amazon EFS, by id.
    pub file_systems: SortedMap<String, FileSystem>,
    /// How ECS makes the volume of a task definition that is configured at launch.
    // Simplification: what RunTask and CreateService say about such a volume is kept for the task definition.
    pub at_launch: SortedMap<TaskDefinitionId, VolumeAtLaunch>,
    /// Amazon EBS volumes that ECS made, by number.
    pub ebs_volumes: SortedMap<u32, EbsVolume>,
    /// The number of the next EBS volume.
    pub next_ebs_volume: u32,
    /// The platform version of Fargate.
    pub fargate_platform: FargatePlatform,
    /// GiB that the images of a task definition take on Fargate, compressed and unpacked.
    // Simplification: images take no space unless the board says how much.
    pub images_gib: SortedMap<TaskDefinitionId, u32>,
    /// By the path inside their store.
    pub files: SortedMap<Store, SortedMap<String, File>>,
    /// What decides by them.
    #[serde(skip)]
    rules: Rules,
}

/// Where files lie.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Store {
    /// The writable layer of a container of a task.
    Layer(TaskId, u32),
    /// A volume that ends with its task: a bind mount that Docker or Fargate places, a Docker volume of scope `task`.
    OfTask(TaskId, String),
    /// The directories of an instance.
    Host(ContainerInstanceId),
    /// A Docker volume of scope `shared`.
    Docker(ContainerInstanceId, String),
    /// An EBS volume, by number.
    Ebs(u32),
    /// An EFS file system.
    Efs(String),
    /// An `FSx` for Windows file system, by its id.
    Fsx(String),
    /// An S3 Files file system, by its ARN.
    S3Files(String),
}

/// A file.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct File {
    /// The task that wrote it last.
    pub written_by: TaskId,
    /// When, in simulated seconds.
    pub at_seconds: u64,
    /// GiB; 0 of what is too small to count.
    pub size_gib: u32,
}

/// `volumeConfigurations[].managedEBSVolume`, as far as rules need it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeAtLaunch {
    /// 1 to 16,384 GiB.
    pub size_gib: u32,
    /// The infrastructure role (`roleArn`).
    pub role_arn: String,
    /// `terminationPolicy.deleteOnTermination`, for standalone tasks alone: volumes of services always go with their task.
    pub delete_on_termination: bool,
}

/// An EBS volume that ECS made for a task.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EbsVolume {
    /// It lives in one zone.
    pub zone: Zone,
    /// The task that it is attached to; none when it outlived it.
    pub task: Option<TaskId>,
    /// GiB.
    pub size_gib: u32,
    /// Whether it stays when its task has stopped.
    pub outlives_task: bool,
}

/// Platform versions of Fargate that differ in their volumes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum FargatePlatform {
    /// 1.4.0, the first with Amazon EFS.
    #[default]
    V1_4_0,
    /// 1.3.0.
    V1_3_0,
}

/// An order that has to do with volumes, with the code that carries it out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VolumeOrder {
    /// The order.
    pub command: VolumeCommand,
    #[serde(skip)]
    rules: Rules,
}

impl VolumeOrder {
    /// An order.
    #[must_use]
    pub fn new(command: VolumeCommand) -> Self {
        Self { command, rules: Rules::default() }
    }
}

impl From<VolumeCommand> for super::Command {
    fn from(command: VolumeCommand) -> Self {
        Self::OfVolumes(Box::new(VolumeOrder::new(command)))
    }
}

/// What can be ordered.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VolumeCommand {
    /// The `CreateFileSystem` API of EFS. A One Zone file system gets no mount target by itself either.
    CreateFileSystem {
        /// Such as `fs-0123456789abcdef0`: what task definitions name.
        id: String,
        /// Regional or One Zone.
        kind: FileSystemKind,
    },
    /// The `DeleteFileSystem` API, with its mount targets.
    DeleteFileSystem(String),
    /// The `CreateMountTarget` API, in a subnet of this zone.
    CreateMountTarget(String, Zone),
    /// The `DeleteMountTarget` API.
    DeleteMountTarget(String, Zone),
    /// The `PutFileSystemPolicy` API; none: the policy is deleted, and whoever reaches a mount target has full access.
    SetFileSystemPolicy(String, Option<Document>),
    /// An access point of a file system, by its id.
    PutAccessPoint(String, String, AccessPoint),
    /// A directory of a file system and the uid that owns it.
    MakeDirectory(String, String, u32),
    /// How the volume of a task definition that is configured at launch is made from now on.
    ConfigureAtLaunch(TaskDefinitionId, VolumeAtLaunch),
    /// Tasks on Fargate start on this platform version from now on.
    SetFargatePlatform(FargatePlatform),
    /// The images of a task definition take so many GiB on Fargate, compressed and unpacked.
    SetImageSize(TaskDefinitionId, u32),
    /// A container of a task writes a file.
    WriteFile {
        /// Whose.
        task: TaskId,
        /// Its place in the definition.
        container: u32,
        /// In the container, from the root.
        path: String,
        /// GiB; 0 when it is too small to count.
        size_gib: u32,
    },
}

/// What changed, with everything as it is now, or what was tried in vain.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VolumeEvent {
    /// Volumes and files are these from now on.
    Set {
        /// By this order.
        by: VolumeCommand,
        /// All of them.
        storage: Storage,
    },
    /// A container could not write a file; it runs on.
    NotWritten {
        /// Whose.
        task: TaskId,
        /// In the container.
        path: String,
        /// Why.
        problem: FileProblem,
        /// What knows the words.
        #[serde(skip)]
        rules: Rules,
    },
}

/// Why an order that has to do with volumes could not be carried out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum VolumeRefusal {
    /// Not an id such as `fs-0123456789abcdef0`.
    InvalidId(String),
    /// It is there already: a file system, an access point.
    Exists(String),
    /// `MountTargetConflict`: one mount target for each zone and file system.
    MountTargetConflict,
    /// A One Zone file system has its one mount target in its own zone.
    OneZone,
    /// A path begins with `/` and has no empty part.
    InvalidPath(String),
    /// 1 to 16,384 GiB.
    SizeOutOfRange(u32),
    /// The task definition has no volume that is configured at launch.
    NothingAtLaunch,
    /// The task definition has a volume that is configured at launch, and nothing says how to make it.
    NotConfigured,
    /// Fargate has Amazon EFS from platform version 1.4.0 on.
    EfsNeedsPlatform,
    /// And `ephemeralStorage`.
    EphemeralStorageNeedsPlatform,
}

/// What decides about volumes. There is one of it; that the storage carries it keeps its code out of pages whose boards
/// have none.
#[derive(Clone, Copy)]
pub struct Rules {
    decide: fn(&World, &VolumeCommand) -> Decision,
    follow: fn(&World, &Event, &mut Storage),
    mount: fn(&World, &Storage, &Task) -> Option<Box<MountFailure>>,
    is_reachable: fn(&World, &Task, &FileSystem) -> bool,
    lacks_space: fn(&World, &Storage, &Task) -> bool,
    say: fn(&World, &VolumeEvent) -> String,
    failure: fn(&MountFailure) -> String,
}

impl Default for Rules {
    fn default() -> Self {
        Self {
            decide: change::decide,
            follow: survival::follow,
            mount: file_system::mount,
            is_reachable: file_system::is_reachable,
            lacks_space: ephemeral::lacks_space,
            say: explain::volume_event,
            failure: explain::mount_failure,
        }
    }
}

impl std::fmt::Debug for Rules {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Rules")
    }
}

impl PartialEq for Rules {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Rules {}

/// What happens on an order that has to do with volumes.
pub(super) fn decide(world: &World, order: &VolumeOrder) -> Decision {
    (order.rules.decide)(world, &order.command)
}

/// Makes the change.
pub(super) fn apply(world: &mut World, event: &VolumeEvent) {
    if let VolumeEvent::Set { storage, .. } = event {
        world.storage = Some(Box::new(storage.clone()));
    }
}

/// Volumes and files come and go with what happens; `world` is the world before it.
pub(super) fn follow(world: &mut World, event: &Event) {
    if let Some(mut storage) = world.storage.take() {
        (storage.rules.follow)(world, event, &mut storage);
        world.storage = Some(storage);
    }
}

/// Why a volume of the task cannot be mounted now; none when nothing is in the way.
#[must_use]
pub fn mount_failure(world: &World, task: &Task) -> Option<Box<MountFailure>> {
    let storage = world.storage.as_ref()?;
    (storage.rules.mount)(world, storage, task)
}

/// Whether a task that runs still reaches a file system, by its id.
#[must_use]
pub fn is_reachable(world: &World, task: &Task, id: &str) -> bool {
    let Some(storage) = &world.storage else { return false };
    storage.file_systems.get(id).is_some_and(|it| (storage.rules.is_reachable)(world, task, it))
}

/// Whether the images of the task do not fit into its ephemeral storage.
pub(super) fn lacks_space(world: &World, task: &Task) -> bool {
    world.storage.as_ref().is_some_and(|it| (it.rules.lacks_space)(world, it, task))
}

/// Whether AWS would start tasks of the definition at all, as far as its volumes go.
pub(super) fn can_start(world: &World, id: TaskDefinitionId, launch_type: LaunchType) -> Result<(), Refusal> {
    let Some(known) = world.task_definition(id) else { return Ok(()) };
    let volumes = &known.task_definition.volumes;
    let has_configuration = world.storage.as_ref().is_some_and(|it| it.at_launch.contains_key(&id));
    // Simplification: AWS does not document how it refuses this; the model does so when the task or the service is ordered.
    if volumes.iter().any(|it| it.configured_at_launch) && !has_configuration {
        return Err(Refusal::OfVolumes(VolumeRefusal::NotConfigured));
    }
    let Some(storage) = &world.storage else { return Ok(()) };
    let is_old = storage.fargate_platform == FargatePlatform::V1_3_0 && launch_type == LaunchType::Fargate;
    if is_old && volumes.iter().any(|it| it.efs_volume_configuration.is_some()) {
        return Err(Refusal::OfVolumes(VolumeRefusal::EfsNeedsPlatform));
    }
    if is_old && known.task_definition.ephemeral_storage.is_some() {
        return Err(Refusal::OfVolumes(VolumeRefusal::EphemeralStorageNeedsPlatform));
    }
    Ok(())
}

/// What happened, in words.
pub(super) fn say(world: &World, event: &VolumeEvent) -> String {
    let rules = match event {
        VolumeEvent::Set { storage, .. } => storage.rules,
        VolumeEvent::NotWritten { rules, .. } => *rules,
    };
    (rules.say)(world, event)
}

/// AWS's message for a volume that cannot be mounted.
#[must_use]
pub fn say_failure(world: &World, failure: &MountFailure) -> String {
    world.storage.as_ref().map_or_else(String::new, |it| (it.rules.failure)(failure))
}

impl From<VolumeEvent> for Event {
    fn from(event: VolumeEvent) -> Self {
        Self::OfVolumes(Box::new(event))
    }
}
