//! The words of roles, of launches that fail, and of volumes.

use crate::iam::roles::CREDENTIALS_VARIABLE;
use crate::sim::roles::Starter;
use crate::sim::volume::AccessPoint;

pub const ACCOUNT: &str = "Roles, network and volumes";
pub const NO_ACCOUNT: &str = "Roles are not checked yet, so every call is allowed. Open Roles to check them, Network to see and change what can be reached, Volumes to create a file system, or act as a task to write a file.";
pub const ROLES: &str = "Roles";
pub const NETWORK: &str = "Network";
pub const VOLUMES: &str = "Volumes";
pub const TRACE: &str = "Trace of a launch";
pub const ACT: &str = "Act as a task";
pub const TRACE_HELP: &str = "A launch has to pass two checks: a statement must allow each call, and the network must reach what is called. You see both as they are now.";
pub const ROLES_ARE_NOT_CHECKED: &str = "Roles are not checked on this board, so every call is allowed.";
pub const NEEDS_NOTHING: &str = "This task needs nothing from the network before it runs.";
pub const ALL_REACHED: &str = "Everything can be reached, from every zone.";
pub const NOT_ALL_REACHED: &str = "Something cannot be reached. What cannot be reached does not answer; a missing permission is answered with AccessDeniedException.";
pub const REACHED: &str = "Reached";
pub const NOT_REACHED_NOW: &str = "Not reached";
pub const OPEN_NETWORK: &str = "Open Network";
pub const IT_IS_A_ROLE: &str = "The cause is a role, not the network: AWS answered, and refused.";
pub const IT_IS_THE_NETWORK: &str = "The cause is the network, not a role: nothing answered. A missing permission would be answered with AccessDeniedException.";
pub const TRACE_ALLOWED: &str = "Every call is allowed.";
pub const TRACE_REFUSED: &str = "A call is refused. Its step says what AWS shows.";
pub const STARTED_BY: &str = "Started by";
pub const SHOW_TRACE: &str = "Show the trace";
pub const ALLOWED: &str = "Allowed";
pub const REFUSED: &str = "Refused";
pub const SIGNED_BY: &str = "Signed by";
pub const NOBODY: &str = "nobody: there is no role for it";
pub const YOU: &str = "you, the caller";
pub const NO_SUCH_ROLE: &str = "a role that does not exist";

pub const CHECK_ROLES: &str = "Check roles from now on";
pub const CHECK_ROLES_HELP: &str = "From then on the clock is started and each step of a launch is checked against its role, as on AWS: the caller, the instance role, the execution role, the task role, the service-linked role. The board begins with the usual roles and AWS managed policies, so nothing changes until you edit one.";
pub const ROLE: &str = "Role";
pub const THE_CALLER: &str = "You, the caller";
pub const POLICY: &str = "Policy";
pub const TRUST_POLICY: &str = "Trust policy: who may assume it";
pub const BOUNDARY: &str = "Permissions boundary: the most that it may do";
pub const DOCUMENT: &str = "Document";
pub const SAVE_POLICY: &str = "Save the policy";
pub const TEST: &str = "Would it be allowed?";
pub const TEST_HELP: &str = "Write an action, such as s3:GetObject.";
pub const ACTION: &str = "Action";
pub const RESOURCE: &str = "Resource";
pub const MORE_ROLES: &str = "Add and remove roles and policies";
pub const MANAGED_POLICY: &str = "AWS managed policy";
pub const ATTACH: &str = "Attach it";
pub const ADD_POLICY: &str = "Write a new policy";
pub const REMOVE_POLICY: &str = "Remove this policy";
pub const DELETE_ROLE: &str = "Delete this role";
pub const NEW_ROLE: &str = "Name of a new role";
pub const FOR_TASKS: &str = "Create it for tasks";
pub const FOR_INSTANCES: &str = "Create it for instances";
pub const AGENT: &str = "Instance profile and agents";
pub const INSTANCE_PROFILE: &str = "Instances have an instance profile with ecsInstanceRole";

pub const FILES: &str = "Files";
pub const NO_FILES: &str = "There are no files yet. Act as a task to write one.";
pub const REGIONAL: &str = "Regional";
pub const VOLUMES_HELP: &str = "Amazon EFS file systems. A task definition refers to one by its ID. While this board has none, any file system that a task definition refers to is assumed to exist.";
pub const MOUNT_TARGET_HELP: &str = "A task mounts a file system through the mount target in its own zone. The DNS name of a new mount target can take up to 90 s to propagate; the model waits that long.";
pub const FILE_SYSTEM_ID: &str = "File system ID";
pub const KIND: &str = "Kind";
pub const CREATE_FILE_SYSTEM: &str = "Create the file system";
pub const NEEDS_IAM: &str = "Require IAM permission to mount it";
pub const NEEDS_IAM_HELP: &str =
    "Adds a file system policy. Without one, anyone who can reach a mount target has full access.";
pub const FILE_SYSTEM_POLICY: &str = "File-system policy";
pub const ACCESS_POINTS: &str = "Access points and directories";
pub const ACCESS_POINTS_HELP: &str =
    "Whoever mounts through an access point acts as its uid and sees its directory as /.";
pub const ACCESS_POINT_ID: &str = "Access point ID";
pub const ROOT_DIRECTORY: &str = "Root directory";
pub const POSIX_UID: &str = "Every request has this uid";
pub const IS_MADE: &str = "Create the directory when it is missing";
pub const IS_MADE_HELP: &str =
    "CreationInfo of the access point. Without it the mount fails as long as there is no directory.";
pub const CREATE_ACCESS_POINT: &str = "Create the access point";
pub const DIRECTORY: &str = "Directory";
pub const OWNER_UID: &str = "uid of its owner";
pub const MAKE_DIRECTORY: &str = "Create the directory";
pub const KEEP_VOLUME: &str = "Keep the volume when a standalone task stops (deleteOnTermination false)";
pub const SIZE_GIB: &str = "Size in GiB";
pub const SAVE: &str = "Save";
pub const TASK: &str = "Task";
pub const CONTAINER: &str = "Container";
pub const NOBODY_ACTS: &str = "There are no tasks on the board. Run one first.";
pub const CAN_READ: &str = "This container can read:";
pub const READS_NOTHING: &str = "There is no file that this container can read.";
pub const API_CALL: &str = "AWS API call";
pub const ECS_EXEC: &str = "ECS Exec";
pub const ECS_EXEC_HELP: &str = "You call ecs:ExecuteCommand. Then the SSM agent in the task opens its channels with the task role, which needs four actions of ssmmessages.";
pub const RUN_COMMAND: &str = "Run a command in this container";
pub const KEYS_OF_SECRETS: &str = "Secrets and their keys";
pub const KEYS_OF_SECRETS_HELP: &str = "A secret or parameter that is encrypted with a customer managed key is read only by a role that may call kms:Decrypt on the key as well.";
pub const CALLS_ARE_NOT_CHECKED: &str =
    "Roles are not checked on this board, so every call would be allowed. Open Roles to check them.";
pub const ROLE_IS_MISSING: &str = "A task definition names this role, but the account has no role of that name. A task that needs it fails to start.";
pub const CREATE_ROLE: &str = "Create the role";
pub const CALLER_SIGNS: &str = "You register task definitions and start tasks with these policies.";
pub const SERVICE_LINKED: &str = "Amazon ECS itself (service-linked role)";
pub const IN_PROFILE: &str = "the agent on each instance (instance profile)";
pub const UNUSED: &str = "Nothing on this board uses it.";
pub const FILE: &str = "Path in the container";
pub const FILE_SIZE: &str = "Size in GiB, 0: small";
pub const NO_SPACE: &str = "The images are larger than the ephemeral storage of the task. Ask for more with ephemeralStorage, up to 200 GiB.";
pub const IMAGES_OF: &str = "Images on Fargate of";
pub const IMAGES_HELP: &str = "Compressed and unpacked, images take their part of the 20 GiB of ephemeral storage that a task on Fargate has, or of what it asks for.";
pub const WRITE: &str = "Write the file";
pub const CALL: &str = "Make the call";
pub const OLD_PLATFORM: &str = "Fargate runs on platform version 1.3.0";

pub fn n_roles(n: usize) -> String {
    format!("{n} roles are checked. Edit one and run a task to see the effect.")
}

/// Who has a task started.
pub fn started_by(starter: &Starter) -> String {
    match starter {
        Starter::RunTask => "you, with RunTask".to_owned(),
        Starter::StartTask => "you, with StartTask".to_owned(),
        Starter::Service(name) => ["the service ", name, ", made with CreateService"].concat(),
    }
}

pub fn in_zones(zones: &[String], words: &str) -> String {
    ["In ", &zones.join(", "), ": ", words].concat()
}

pub fn failed_to_start(name: &str, at: &str) -> String {
    [name, " failed to start, ", at].concat()
}

pub fn not_there(name: &str) -> String {
    [name, " (missing)"].concat()
}

/// Of a secret or parameter, by its ARN.
pub fn has_customer_key(arn: &str) -> String {
    let name = arn.rsplit(':').next().unwrap_or_default();
    [name, " is encrypted with a customer managed key"].concat()
}

pub fn own_policy(n: u32) -> String {
    format!("Policy{n}")
}

pub fn task_role_of(name: &str) -> String {
    ["task role of ", name].concat()
}

pub fn execution_role_of(name: &str) -> String {
    ["execution role of ", name].concat()
}

pub fn infrastructure_role_of(name: &str) -> String {
    ["infrastructure role for the volume of ", name].concat()
}

/// A sentence of what a role is used for.
pub fn used_as(uses: &[String]) -> String {
    ["Used on this board: ", &uses.join("; "), "."].concat()
}

pub fn written_by(name: &str) -> String {
    ["by ", name].concat()
}

pub fn one_zone_in(zone: &str) -> String {
    ["One Zone, in ", zone].concat()
}

pub fn mount_targets(kind: &str, zones: &str) -> String {
    if zones.is_empty() {
        [kind, "; no mount target, so no task can mount it"].concat()
    } else {
        [kind, "; mount targets in ", zones].concat()
    }
}

pub fn mount_target_in(zone: &str) -> String {
    ["Mount target in ", zone].concat()
}

pub fn delete_file_system(id: &str) -> String {
    ["Delete ", id].concat()
}

pub fn access_point(id: &str, it: &AccessPoint) -> String {
    [id, ": uid ", &it.uid.to_string(), ", / is ", &it.root_directory].concat()
}

pub fn directory(path: &str, uid: u32) -> String {
    ["Directory ", path, ", owned by uid ", &uid.to_string()].concat()
}

pub fn volume_of(name: &str) -> String {
    ["EBS volume of each task of ", name].concat()
}

pub fn own_copy_of(name: &str) -> String {
    [name, "-edited"].concat()
}

pub fn not_json(line: usize, column: usize, problem: &str) -> String {
    format!("Line {line}, column {column}: {problem}. A policy is a JSON document.")
}

pub fn in_layer(task: &str) -> String {
    ["Writable layer of a container of ", task, ": gone when it stops"].concat()
}

pub fn in_volume_of(volume: &str, task: &str) -> String {
    ["Volume ", volume, " of ", task, ": gone when it stops"].concat()
}

pub fn on_host(instance: &str) -> String {
    ["Directories on ", instance, ": gone with the instance"].concat()
}

pub fn in_docker(volume: &str, instance: &str) -> String {
    ["Docker volume ", volume, " on ", instance, ": gone with the instance"].concat()
}

pub fn on_ebs(id: u32, zone: &str, task: Option<&str>) -> String {
    // People count from one.
    let number = id + 1;
    match task {
        Some(task) => format!("EBS volume {number} in {zone}, attached to {task}"),
        None => format!("EBS volume {number} in {zone}, attached to nothing"),
    }
}

pub fn on_efs(id: &str) -> String {
    ["File system ", id].concat()
}

pub fn on_fsx(id: &str) -> String {
    ["FSx file system ", id].concat()
}

pub fn on_s3_files(arn: &str) -> String {
    ["S3 Files file system ", arn].concat()
}

/// "20 GiB of ephemeral storage: 6 GiB for images, 3 GiB for files".
pub fn ephemeral(size: u32, images: u64, files: u64) -> String {
    [
        &*size.to_string(),
        " GiB of ephemeral storage: ",
        &images.to_string(),
        " GiB for images, ",
        &files.to_string(),
        " GiB for files.",
    ]
    .concat()
}

pub const SDK_FINDS_NOTHING: &str = "The SDK in this task finds no credentials.";

/// Credentials of the task role: address and path.
pub fn sdk_asks(address: &str, path: &str) -> String {
    [
        "The SDK in this task asks ",
        address,
        " for the credentials of the task role, with the path in ",
        CREDENTIALS_VARIABLE,
        ": ",
        path,
    ]
    .concat()
}

/// Credentials of the instance role.
pub fn sdk_falls_back(address: &str) -> String {
    [
        "The SDK in this task finds no task role and asks the metadata service of the instance, ",
        address,
        ", for those of the instance role.",
    ]
    .concat()
}
