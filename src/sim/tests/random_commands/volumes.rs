//! Volumes and files, among all other commands.

use proptest::prelude::*;

use super::command_in_time;
use crate::sim::volume::{FargatePlatform, FileSystemKind, VolumeAtLaunch, VolumeCommand};
use crate::sim::{Command, LaunchType, RunTask, TaskDefinitionId, TaskId, Zone};

/// Volumes and files while everything else happens: four kinds of volumes, one file system.
pub(crate) fn command_with_volumes() -> impl Strategy<Value = Command> {
    let id = || "fs-1".to_owned();
    let zone = || (0u8..3).prop_map(Zone);
    let path = prop_oneof![Just("/data/x"), Just("/data/y"), Just("/var/x"), Just("data")];
    let of_volumes = prop_oneof![
        20 => (0u32..300, 0u32..2, path)
            .prop_map(|(task, container, path)| VolumeCommand::WriteFile { task: TaskId(task), container, path: path.to_owned(), size_gib: container * 7 }),
        1 => Just(VolumeCommand::DeleteFileSystem(id())),
        2 => prop_oneof![Just(FileSystemKind::Regional), zone().prop_map(FileSystemKind::OneZone)]
            .prop_map(move |kind| VolumeCommand::CreateFileSystem { id: id(), kind }),
        4 => zone().prop_map(move |it| VolumeCommand::CreateMountTarget(id(), it)),
        1 => zone().prop_map(move |it| VolumeCommand::DeleteMountTarget(id(), it)),
        2 => any::<bool>().prop_map(|delete_on_termination| VolumeCommand::ConfigureAtLaunch(
            TaskDefinitionId(8),
            VolumeAtLaunch { size_gib: 1, role_arn: String::new(), delete_on_termination },
        )),
        1 => prop_oneof![Just(FargatePlatform::V1_3_0), Just(FargatePlatform::V1_4_0)]
            .prop_map(VolumeCommand::SetFargatePlatform),
    ];
    let run = (6u32..10, 1u32..4).prop_map(|(task_definition, count)| {
        Command::RunTask(RunTask {
            task_definition: TaskDefinitionId(task_definition),
            count,
            launch_type: LaunchType::Ec2,
            capacity_provider_strategy: None,
            placement_strategy: vec![],
            placement_constraints: vec![],
            group: None,
        })
    });
    prop_oneof![4 => command_in_time(), 2 => run, 3 => of_volumes.prop_map(Command::from)]
}
