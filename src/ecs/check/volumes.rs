//! Volumes and where they are mounted.

use super::{Checker, is_name};
use crate::ecs::read::nearest_of;
use crate::ecs::{Compatibility, ContainerDefinition, Rule, Volume};
use crate::sorted::SortedSet;

use Compatibility::{External, Fargate, ManagedInstances};

pub(super) fn check(checker: &mut Checker) {
    let mut names: SortedSet<&str> = SortedSet::new();
    let mut n_at_launch = 0;
    for (index, volume) in checker.task_definition.volumes.iter().enumerate() {
        if checker.findings.len() >= super::MAX_FINDINGS {
            return;
        }
        let path = format!("volumes[{index}]");
        if !is_name(&volume.name) {
            checker.error(format!("{path}.name"), Rule::BadName);
        } else if !names.insert(&volume.name) {
            checker.error(format!("{path}.name"), Rule::DuplicateName { name: volume.name.clone() });
        }
        if n_kinds(volume) > 1 {
            checker.error(path.clone(), Rule::SeveralVolumeKinds);
        }
        n_at_launch += u32::from(volume.configured_at_launch);
        if volume.configured_at_launch && n_at_launch == 2 {
            checker.error(format!("{path}.configuredAtLaunch"), Rule::TwoVolumesAtLaunch);
        }
        kinds(checker, &path, volume);
    }
    mounts(checker, &names);
}

fn n_kinds(volume: &Volume) -> usize {
    [
        volume.host.is_some(),
        volume.docker_volume_configuration.is_some(),
        volume.efs_volume_configuration.is_some(),
        volume.fsx_windows_file_server_volume_configuration.is_some(),
        volume.s3files_volume_configuration.is_some(),
        volume.configured_at_launch,
    ]
    .into_iter()
    .filter(|it| *it)
    .count()
}

fn kinds(checker: &mut Checker, path: &str, volume: &Volume) {
    let has_source_path = volume.host.as_ref().is_some_and(|host| host.source_path.is_some());
    checker.not_on(has_source_path, &format!("{path}.host.sourcePath"), &[Fargate]);
    checker.not_on(
        volume.docker_volume_configuration.is_some(),
        &format!("{path}.dockerVolumeConfiguration"),
        &[Fargate, ManagedInstances],
    );
    checker.not_on(volume.configured_at_launch, &format!("{path}.configuredAtLaunch"), &[External]);
    if volume.fsx_windows_file_server_volume_configuration.is_some() {
        let path = format!("{path}.fsxWindowsFileServerVolumeConfiguration");
        checker.not_on(true, &path, &[Fargate, ManagedInstances, External]);
        // Without a runtime platform nothing says which instances it is for.
        if checker.task_definition.runtime_platform.is_some() && !checker.task_definition.is_windows() {
            checker.error(path, Rule::FsxNeedsWindows);
        }
    }
    if volume.s3files_volume_configuration.is_some() && checker.task_definition.task_role_arn.is_none() {
        checker.error(format!("{path}.s3filesVolumeConfiguration"), Rule::S3FilesNeedTaskRole);
    }
    let Some(efs) = &volume.efs_volume_configuration else { return };
    let path = format!("{path}.efsVolumeConfiguration");
    checker.not_on(true, &path, &[External]);
    if (efs.access_point_id.is_some() || efs.iam) && !efs.transit_encryption {
        checker.error(format!("{path}.transitEncryption"), Rule::EfsNeedsEncryption);
    }
    if efs.access_point_id.is_some() && efs.root_directory.as_deref().is_some_and(|it| it != "/") {
        checker.error(format!("{path}.rootDirectory"), Rule::EfsRootWithAccessPoint);
    }
    if efs.iam && checker.task_definition.task_role_arn.is_none() {
        checker.warning(format!("{path}.authorizationConfig.iam"), Rule::EfsIamNeedsTaskRole);
    }
}

fn mounts(checker: &mut Checker, names: &SortedSet<&str>) {
    let containers: &[ContainerDefinition] = &checker.task_definition.container_definitions;
    for (index, container) in containers.iter().enumerate() {
        for (at, mount) in container.mount_points.iter().enumerate() {
            let name = mount.source_volume.as_str();
            if names.contains(name) {
                continue;
            }
            if checker.findings.len() >= super::MAX_FINDINGS {
                return;
            }
            let suggestion = nearest_of(name, names.iter().copied().take(100)).map(str::to_owned);
            checker.error(
                format!("containerDefinitions[{index}].mountPoints[{at}].sourceVolume"),
                Rule::UnknownVolume { name: name.chars().take(60).collect(), suggestion },
            );
        }
    }
}
