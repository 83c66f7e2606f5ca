//! What containers of a task can mount.

use serde::{Deserialize, Serialize};

/// One of `volumes`. At most one kind is given; none of them means a bind mount that Docker places.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Volume {
    /// What a mount point's `sourceVolume` refers to.
    pub name: String,
    /// A bind mount.
    #[serde(default)]
    pub host: Option<HostVolume>,
    /// A Docker volume; not on Fargate.
    #[serde(default)]
    pub docker_volume_configuration: Option<DockerVolumeConfiguration>,
    /// An Amazon EFS file system.
    #[serde(default)]
    pub efs_volume_configuration: Option<EfsVolumeConfiguration>,
    /// The identifier of a `FSx` file system; Windows instances only.
    #[serde(default)]
    pub fsx_windows_file_server_volume_configuration: Option<String>,
    /// `fileSystemArn` of an S3 Files file system.
    #[serde(default)]
    pub s3files_volume_configuration: Option<String>,
    /// An Amazon EBS volume, named when the task is run.
    #[serde(default)]
    pub configured_at_launch: bool,
}

/// `host`: a bind mount.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct HostVolume {
    /// A path on the instance; left out, Docker chooses one.
    #[serde(default)]
    pub source_path: Option<String>,
}

/// `dockerVolumeConfiguration`, as far as rules need it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DockerVolumeConfiguration {
    /// Whether the volume outlives the task.
    #[serde(default)]
    pub is_shared: bool,
    /// `local` when left out.
    #[serde(default)]
    pub driver: Option<String>,
}

/// `efsVolumeConfiguration`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EfsVolumeConfiguration {
    /// Such as `fs-0123456789abcdef0`.
    pub file_system_id: String,
    /// The directory that appears as the root; left out or `/`: the whole file system.
    #[serde(default)]
    pub root_directory: Option<String>,
    /// `transitEncryption` is `ENABLED`.
    #[serde(default)]
    pub transit_encryption: bool,
    /// `authorizationConfig.accessPointId`.
    #[serde(default)]
    pub access_point_id: Option<String>,
    /// `authorizationConfig.iam` is `ENABLED`: the task role is used to mount.
    #[serde(default)]
    pub iam: bool,
}
