//! What outlives what: volumes and files follow the events of the simulator.
//!
//! A layer and a volume of a task end with the task, directories and Docker volumes of an instance with the instance, an
//! EBS volume with its task or its zone, a One Zone file system with its zone; a Regional one stays ("Storage options for
//! Amazon ECS tasks"; "Amazon EFS storage classes").

use super::{EbsVolume, FileSystem, FileSystemKind, Storage, Store};
use crate::sim::{ContainerInstanceId, Event, Switch, Task, TaskId, World, Zone, instance};

/// What an event does to volumes and files; `world` is the world before it.
pub(super) fn follow(world: &World, event: &Event, storage: &mut Storage) {
    match event {
        Event::TaskPlaced(task) => make_volume(world, task, storage),
        Event::TaskStopped(id) => end_task(*id, storage),
        // Simplification: an instance that leaves the cluster is terminated, with its root volume.
        Event::ContainerInstanceDeregistered(id) => storage.lose(|it| is_on(it, *id)),
        Event::ZoneSet(zone, Switch::Off) => lose_zone(world, *zone, storage),
        _ => {}
    }
}

impl Storage {
    fn lose(&mut self, is_lost: impl Fn(&Store) -> bool) {
        self.files.retain(|store, _| !is_lost(store));
    }
}

fn is_on(store: &Store, id: ContainerInstanceId) -> bool {
    matches!(store, Store::Host(of) | Store::Docker(of, _) if *of == id)
}

/// ECS makes a new, empty volume for each task whose definition leaves it to the launch.
fn make_volume(world: &World, task: &Task, storage: &mut Storage) {
    let definition = world.task_definition(task.task_definition).map(|it| &it.task_definition);
    let is_wanted = definition.is_some_and(|it| it.volumes.iter().any(|it| it.configured_at_launch));
    let configuration = storage.at_launch.get(&task.task_definition).filter(|_| is_wanted);
    let (Some(configuration), Some(zone)) = (configuration, instance::zone_of(world, task.place)) else {
        return;
    };
    let volume = EbsVolume {
        zone,
        task: Some(task.id),
        size_gib: configuration.size_gib,
        outlives_task: task.started_by.is_none() && !configuration.delete_on_termination,
    };
    storage.ebs_volumes.insert(storage.next_ebs_volume, volume);
    storage.next_ebs_volume += 1;
}

fn end_task(id: TaskId, storage: &mut Storage) {
    storage.ebs_volumes.retain(|_, it| it.task != Some(id) || it.outlives_task);
    for volume in storage.ebs_volumes.values_mut().filter(|it| it.task == Some(id)) {
        volume.task = None;
    }
    let left: Vec<u32> = storage.ebs_volumes.keys().copied().collect();
    storage.lose(|store| match store {
        Store::Layer(of, _) | Store::OfTask(of, _) => *of == id,
        Store::Ebs(volume) => !left.contains(volume),
        Store::Host(_) | Store::Docker(..) | Store::Efs(_) | Store::Fsx(_) | Store::S3Files(_) => false,
    });
}

/// A One Zone file system and EBS volumes are lost with their zone.
// Simplification: AWS says that the data of a One Zone file system may be lost with its zone; the model loses it, and does
// not restore a backup.
fn lose_zone(world: &World, zone: Zone, storage: &mut Storage) {
    let there =
        |id: &ContainerInstanceId| world.container_instances.get(id).is_some_and(|it| it.zone == zone);
    storage.ebs_volumes.retain(|_, it| it.zone != zone);
    for file_system in storage.file_systems.values_mut().filter(|it| it.kind == FileSystemKind::OneZone(zone))
    {
        file_system.directories = FileSystem::new(file_system.kind).directories;
    }
    let (volumes, file_systems) = (storage.ebs_volumes.clone(), storage.file_systems.clone());
    storage.lose(|store| match store {
        Store::Host(id) | Store::Docker(id, _) => there(id),
        Store::Ebs(id) => !volumes.contains_key(id),
        Store::Efs(id) => file_systems.get(id).is_some_and(|it| it.kind == FileSystemKind::OneZone(zone)),
        // The first two end with their tasks, which end with the zone.
        // Simplification: files of FSx outlive a zone; on AWS that depends on the deployment of the file system.
        Store::Layer(..) | Store::OfTask(..) | Store::Fsx(_) | Store::S3Files(_) => false,
    });
}
