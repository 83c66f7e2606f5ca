//! Ephemeral storage of Fargate: what a task has, and what its images and files take of it ("Fargate task ephemeral storage").

use super::{FargatePlatform, Storage, Store};
use crate::sim::{Task, TaskPlace, World};

/// What a task has that does not ask for more, in GiB.
const BY_DEFAULT_GIB: u32 = 20;

/// The ephemeral storage of a task on Fargate.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ephemeral {
    /// `ephemeralStorage.sizeInGiB`, 20 when it is left out.
    pub size_gib: u32,
    /// What its images take, compressed and unpacked.
    pub images_gib: u64,
    /// What its files take, in layers and volumes of the task.
    pub files_gib: u64,
}

impl Ephemeral {
    /// Whether so much goes into it beside its images.
    pub(super) fn has_room_for(&self, files_gib: u64) -> bool {
        self.images_gib + files_gib <= u64::from(self.size_gib)
    }
}

/// That of a task; none of one that is not on Fargate.
// Simplification: what platform version 1.3.0 has is not counted.
#[must_use]
pub fn ephemeral(world: &World, storage: &Storage, task: &Task) -> Option<Ephemeral> {
    let TaskPlace::Fargate(_) = task.place else { return None };
    if storage.fargate_platform == FargatePlatform::V1_3_0 {
        return None;
    }
    let definition = &world.task_definition(task.task_definition)?.task_definition;
    let own = storage.files.iter().filter(|(store, _)| is_ephemeral_of(store, task));
    let sizes = own.flat_map(|(_, files)| files.values().map(|it| u64::from(it.size_gib)));
    Some(Ephemeral {
        size_gib: definition.ephemeral_storage.as_ref().map_or(BY_DEFAULT_GIB, |it| it.size_gib),
        images_gib: storage.images_gib.get(&task.task_definition).map_or(0, |it| u64::from(*it)),
        files_gib: sizes.sum(),
    })
}

/// Whether what lies there takes ephemeral storage of the task.
pub(super) fn is_ephemeral_of(store: &Store, task: &Task) -> bool {
    matches!(store, Store::Layer(of, _) | Store::OfTask(of, _) if *of == task.id)
}

/// Whether the images of a task are larger than its ephemeral storage, so that they cannot be pulled.
pub(super) fn lacks_space(world: &World, storage: &Storage, task: &Task) -> bool {
    ephemeral(world, storage, task).is_some_and(|it| !it.has_room_for(0))
}
