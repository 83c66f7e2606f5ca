//! The words of volumes: what changed, what could not be written, why a file system is not mounted.

use super::{group_digits, revision_name, task_name};
use crate::sim::World;
use crate::sim::network::{Blocked, Direction};
use crate::sim::volume::{
    FargatePlatform, FileProblem, FileSystemKind, MountFailure, MountProblem, VolumeCommand, VolumeEvent,
    VolumeRefusal,
};

/// AWS's message for a file system that is not mounted ("Troubleshooting mount issues" of the EFS guide, and issues where
/// users quote it).
pub(in crate::sim) fn mount_failure(failure: &MountFailure) -> String {
    let id = &failure.file_system;
    let what = match &failure.problem {
        MountProblem::NotResolved => format!(
            "Failed to resolve \"{id}.efs.{}.amazonaws.com\" - check that your file system ID is correct, and ensure that \
             the VPC has an EFS mount target for this file system ID.",
            failure.region
        ),
        MountProblem::TimedOut(_) => "mount.nfs4: Connection timed out".to_owned(),
        MountProblem::NoSuchDirectory(directory) => format!(
            "mount.nfs4: mounting {id}:{directory} failed, reason given by server: No such file or directory"
        ),
    };
    if failure.is_on_fargate {
        format!(
            "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: stderr: {what}"
        )
    } else {
        format!("VolumeDriver.Create: mounting volume failed: {what}")
    }
}

/// Where to look for the reason, since the message of AWS does not tell.
#[must_use]
pub fn mount_problem(failure: &MountFailure) -> String {
    match &failure.problem {
        MountProblem::NotResolved => {
            "Four causes have this one text: no mount target in the zone of the task, DNS of the VPC switched off, a mount target made less than 90 s ago, or a wrong file system id.".to_owned()
        }
        MountProblem::TimedOut(Blocked::SecurityGroup(_, Direction::Inbound, _)) => {
            "The security group of the mount target does not admit TCP 2049 from the task.".to_owned()
        }
        MountProblem::TimedOut(Blocked::SecurityGroup(group, ..)) => {
            format!("The security group {} lets nothing out on TCP 2049.", group.name())
        }
        MountProblem::TimedOut(_) => "Nothing comes through on TCP 2049.".to_owned(),
        MountProblem::NoSuchDirectory(directory) => {
            format!("The file system has no directory {directory}. Make it, or let an access point make it.")
        }
    }
}

/// What changed or was tried.
pub(in crate::sim) fn volume_event(world: &World, event: &VolumeEvent) -> String {
    match event {
        VolumeEvent::Set { by, .. } => changed(world, by),
        VolumeEvent::NotWritten { task, path, problem, .. } => {
            format!(
                "{} could not write {path}: {} It runs on.",
                task_name(world, *task),
                file_problem(*problem)
            )
        }
    }
}

fn changed(world: &World, by: &VolumeCommand) -> String {
    match by {
        VolumeCommand::CreateFileSystem { id, kind } => {
            let kind = match kind {
                FileSystemKind::Regional => "Regional".to_owned(),
                FileSystemKind::OneZone(zone) => format!("One Zone, in {}", world.zone_name(*zone)),
            };
            format!(
                "The file system {id} was created ({kind}). It can be mounted where it has a mount target."
            )
        }
        VolumeCommand::DeleteFileSystem(id) => format!("The file system {id} was deleted with its files."),
        VolumeCommand::CreateMountTarget(id, zone) => {
            format!("{id} has a mount target in {}.", world.zone_name(*zone))
        }
        VolumeCommand::DeleteMountTarget(id, zone) => {
            format!("{id} has no mount target in {} any more.", world.zone_name(*zone))
        }
        VolumeCommand::SetFileSystemPolicy(id, Some(_)) => format!("{id} has a file-system policy."),
        VolumeCommand::SetFileSystemPolicy(id, None) => {
            format!("{id} has no policy: whoever reaches a mount target has full access.")
        }
        VolumeCommand::PutAccessPoint(id, name, point) => {
            format!("{id} has the access point {name}: {} as uid {}.", point.root_directory, point.uid)
        }
        VolumeCommand::MakeDirectory(id, path, owner) => {
            format!("{id} has the directory {path} of uid {owner}.")
        }
        VolumeCommand::ConfigureAtLaunch(id, it) => {
            let name = revision_name(world, *id);
            format!("Each task of {name} gets an EBS volume of {} GiB.", group_digits(u64::from(it.size_gib)))
        }
        VolumeCommand::SetFargatePlatform(FargatePlatform::V1_4_0) => {
            "Tasks on Fargate start on platform version 1.4.0.".to_owned()
        }
        VolumeCommand::SetFargatePlatform(FargatePlatform::V1_3_0) => {
            "Tasks on Fargate start on platform version 1.3.0.".to_owned()
        }
        VolumeCommand::SetImageSize(id, gib) => format!(
            "The images of {} take {} GiB of the ephemeral storage of a task on Fargate.",
            revision_name(world, *id),
            group_digits(u64::from(*gib))
        ),
        VolumeCommand::WriteFile { task, path, .. } => format!("{} wrote {path}.", task_name(world, *task)),
    }
}

/// What the application gets.
#[must_use]
pub fn file_problem(problem: FileProblem) -> &'static str {
    match problem {
        FileProblem::ReadOnlyMount => "Read-only file system: the mount point is readOnly.",
        FileProblem::ReadOnlyFileSystem => {
            "Read-only file system: ClientMount alone lets a task read; ClientWrite is missing."
        }
        FileProblem::PermissionDenied => "Permission denied: the directory belongs to another uid.",
        FileProblem::Unreachable => "the file system cannot be reached from here any more.",
        FileProblem::NoVolume => "the path leads into a volume that is not there.",
        FileProblem::NoSpace => {
            "No space left on device: images and files fill the ephemeral storage of the task."
        }
    }
}

/// Why an order about volumes could not be carried out.
pub(super) fn volume_refusal(refusal: &VolumeRefusal) -> String {
    match refusal {
        VolumeRefusal::InvalidId(id) => format!(
            "`{id}` is no id. A file system is fs- and an access point fsap- with hexadecimal digits, such as fs-0123456789abcdef0."
        ),
        VolumeRefusal::Exists(id) => format!("`{id}` is there already. Take another id."),
        VolumeRefusal::MountTargetConflict => {
            "MountTargetConflict: a file system has one mount target in each zone.".to_owned()
        }
        VolumeRefusal::OneZone => "A One Zone file system has its one mount target in its own zone.".to_owned(),
        VolumeRefusal::InvalidPath(path) => {
            format!("`{path}` is no path. Begin with / and name something, such as /data/report.txt.")
        }
        VolumeRefusal::SizeOutOfRange(size) => {
            format!("An EBS volume has 1 to 16,384 GiB, not {}.", group_digits(u64::from(*size)))
        }
        VolumeRefusal::NothingAtLaunch => {
            "The task definition has no volume with configuredAtLaunch.".to_owned()
        }
        VolumeRefusal::NotConfigured => {
            "The task definition leaves a volume to the launch (configuredAtLaunch). Say first how it is made: size and infrastructure role.".to_owned()
        }
        VolumeRefusal::EfsNeedsPlatform => {
            "Fargate mounts Amazon EFS from platform version 1.4.0 on; tasks start on 1.3.0 here.".to_owned()
        }
        VolumeRefusal::EphemeralStorageNeedsPlatform => {
            "Fargate knows ephemeralStorage from platform version 1.4.0 on; tasks start on 1.3.0 here.".to_owned()
        }
    }
}
