//! Orders that have to do with volumes, as they are stored.

use serde::{Deserialize, Serialize};
use serde_json::{Value, json};

use super::roles::document;
use crate::iam::PolicyKind;
use crate::sim::volume::{
    AccessPoint, FargatePlatform, FileSystemKind, VolumeAtLaunch, VolumeCommand, VolumeOrder,
};
use crate::sim::{TaskDefinitionId, TaskId, Zone};

/// One order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
enum SavedVolumeCommand {
    CreateFileSystem {
        id: String,
        /// The zone of a One Zone file system.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        one_zone: Option<u8>,
    },
    DeleteFileSystem {
        id: String,
    },
    CreateMountTarget {
        file_system: String,
        zone: u8,
    },
    DeleteMountTarget {
        file_system: String,
        zone: u8,
    },
    SetFileSystemPolicy {
        file_system: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        document: Option<String>,
    },
    PutAccessPoint {
        file_system: String,
        id: String,
        uid: u32,
        root_directory: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        creation_uid: Option<u32>,
    },
    MakeDirectory {
        file_system: String,
        path: String,
        owner_uid: u32,
    },
    ConfigureAtLaunch {
        task_definition: u32,
        size_gib: u32,
        role_arn: String,
        delete_on_termination: bool,
    },
    /// `1.4.0` or `1.3.0`.
    SetFargatePlatform(String),
    WriteFile {
        task: u32,
        container: u32,
        path: String,
        #[serde(default, skip_serializing_if = "is_small")]
        size_gib: u32,
    },
    SetImageSize {
        task_definition: u32,
        size_gib: u32,
    },
}

#[allow(clippy::trivially_copy_pass_by_ref, reason = "serde gives a reference")]
fn is_small(gib: &u32) -> bool {
    *gib == 0
}

/// The order as JSON.
///
/// # Panics
/// Never: all keys are texts.
pub(super) fn to_json(order: &VolumeOrder) -> Value {
    json!(SavedVolumeCommand::of(&order.command))
}

/// The order, or what is wrong with it.
pub(super) fn from_json(value: Value) -> Result<VolumeOrder, String> {
    let saved: SavedVolumeCommand = serde_json::from_value(value).map_err(|error| error.to_string())?;
    Ok(VolumeOrder::new(saved.into_command()?))
}

impl SavedVolumeCommand {
    fn of(command: &VolumeCommand) -> Self {
        match command.clone() {
            VolumeCommand::CreateFileSystem { id, kind } => {
                let one_zone = match kind {
                    FileSystemKind::Regional => None,
                    FileSystemKind::OneZone(zone) => Some(zone.0),
                };
                Self::CreateFileSystem { id, one_zone }
            }
            VolumeCommand::DeleteFileSystem(id) => Self::DeleteFileSystem { id },
            VolumeCommand::CreateMountTarget(file_system, zone) => {
                Self::CreateMountTarget { file_system, zone: zone.0 }
            }
            VolumeCommand::DeleteMountTarget(file_system, zone) => {
                Self::DeleteMountTarget { file_system, zone: zone.0 }
            }
            VolumeCommand::SetFileSystemPolicy(file_system, policy) => {
                Self::SetFileSystemPolicy { file_system, document: policy.map(|it| it.text().to_owned()) }
            }
            VolumeCommand::PutAccessPoint(file_system, id, point) => Self::PutAccessPoint {
                file_system,
                id,
                uid: point.uid,
                root_directory: point.root_directory,
                creation_uid: point.creation_uid,
            },
            VolumeCommand::MakeDirectory(file_system, path, owner_uid) => {
                Self::MakeDirectory { file_system, path, owner_uid }
            }
            VolumeCommand::ConfigureAtLaunch(id, it) => Self::ConfigureAtLaunch {
                task_definition: id.0,
                size_gib: it.size_gib,
                role_arn: it.role_arn,
                delete_on_termination: it.delete_on_termination,
            },
            VolumeCommand::SetFargatePlatform(platform) => {
                let version = match platform {
                    FargatePlatform::V1_4_0 => "1.4.0",
                    FargatePlatform::V1_3_0 => "1.3.0",
                };
                Self::SetFargatePlatform(version.to_owned())
            }
            VolumeCommand::WriteFile { task, container, path, size_gib } => {
                Self::WriteFile { task: task.0, container, path, size_gib }
            }
            VolumeCommand::SetImageSize(id, size_gib) => {
                Self::SetImageSize { task_definition: id.0, size_gib }
            }
        }
    }

    fn into_command(self) -> Result<VolumeCommand, String> {
        Ok(match self {
            Self::CreateFileSystem { id, one_zone } => {
                let one_zone = one_zone.map(|zone| FileSystemKind::OneZone(Zone(zone)));
                VolumeCommand::CreateFileSystem { id, kind: one_zone.unwrap_or(FileSystemKind::Regional) }
            }
            Self::DeleteFileSystem { id } => VolumeCommand::DeleteFileSystem(id),
            Self::CreateMountTarget { file_system, zone } => {
                VolumeCommand::CreateMountTarget(file_system, Zone(zone))
            }
            Self::DeleteMountTarget { file_system, zone } => {
                VolumeCommand::DeleteMountTarget(file_system, Zone(zone))
            }
            Self::SetFileSystemPolicy { file_system, document: text } => {
                let policy = text.map(|it| document(&it, PolicyKind::Resource)).transpose()?;
                VolumeCommand::SetFileSystemPolicy(file_system, policy)
            }
            Self::PutAccessPoint { file_system, id, uid, root_directory, creation_uid } => {
                VolumeCommand::PutAccessPoint(
                    file_system,
                    id,
                    AccessPoint { uid, root_directory, creation_uid },
                )
            }
            Self::MakeDirectory { file_system, path, owner_uid } => {
                VolumeCommand::MakeDirectory(file_system, path, owner_uid)
            }
            Self::ConfigureAtLaunch { task_definition, size_gib, role_arn, delete_on_termination } => {
                let volume = VolumeAtLaunch { size_gib, role_arn, delete_on_termination };
                VolumeCommand::ConfigureAtLaunch(TaskDefinitionId(task_definition), volume)
            }
            Self::SetFargatePlatform(version) => VolumeCommand::SetFargatePlatform(match version.as_str() {
                "1.4.0" => FargatePlatform::V1_4_0,
                "1.3.0" => FargatePlatform::V1_3_0,
                _ => return Err(format!("`{version}` is no platform version of Fargate that is known")),
            }),
            Self::WriteFile { task, container, path, size_gib } => {
                VolumeCommand::WriteFile { task: TaskId(task), container, path, size_gib }
            }
            Self::SetImageSize { task_definition, size_gib } => {
                VolumeCommand::SetImageSize(TaskDefinitionId(task_definition), size_gib)
            }
        })
    }
}
