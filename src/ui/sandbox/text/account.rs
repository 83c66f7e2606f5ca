//! The words of roles, of launches that fail, and of volumes.

use crate::sim::roles::Starter;
use crate::sim::volume::AccessPoint;

pub const ACCOUNT: &str = "Roles, network and volumes";
pub const NO_ACCOUNT: &str = "Roles are not checked yet, so every task may do what it needs. Open Roles to check them, Network to see and change what can be reached, Volumes to make a file system, or let a task write a file.";
pub const ROLES: &str = "Roles";
pub const NETWORK: &str = "Network";
pub const VOLUMES: &str = "Volumes";
pub const TRACE: &str = "Trace of a launch";
pub const ACT: &str = "Let a task act";
pub const TRACE_HELP: &str = "A launch has two things to get past: each call must be allowed by a statement, and what it calls must be reached. Both as they are now.";
pub const ROLES_ARE_NOT_CHECKED: &str = "Roles are not checked on this board, so every call is allowed.";
pub const NEEDS_NOTHING: &str = "This task needs nothing from the network before it runs.";
pub const ALL_REACHED: &str = "Everything is reached, from every zone.";
pub const NOT_ALL_REACHED: &str = "Something is not reached. What is not reached does not answer; a role would be told AccessDeniedException.";
pub const REACHED: &str = "Reached";
pub const NOT_REACHED_NOW: &str = "Not reached";
pub const OPEN_NETWORK: &str = "Open Network";
pub const IT_IS_A_ROLE: &str = "It is a role, not the network: AWS answered, and refused.";
pub const IT_IS_THE_NETWORK: &str =
    "It is the network, not a role: nothing answered. A role would be told AccessDeniedException.";
pub const TRACE_ALLOWED: &str = "Every call is allowed.";
pub const TRACE_REFUSED: &str = "A call is refused. Its step says what AWS shows.";
pub const STARTED_BY: &str = "Started by";
pub const SHOW_TRACE: &str = "Show the trace";
pub const ALLOWED: &str = "Allowed";
pub const REFUSED: &str = "Refused";
pub const SIGNED_BY: &str = "Signed by";
pub const NOBODY: &str = "nobody: no role is there for it";
pub const YOU: &str = "you, who run it";
pub const NO_SUCH_ROLE: &str = "a role that is not there";
pub const NO_MESSAGE: &str = "Our sources have no message of AWS for this.";

pub const CHECK_ROLES: &str = "Check roles from now on";
pub const CHECK_ROLES_HELP: &str = "From then on time passes and each step of a launch asks its role, as on AWS: the caller, the instance role, the execution role, the task role, the service-linked role. The board begins with the usual roles and AWS's managed policies, so nothing changes until you edit one.";
pub const ROLE: &str = "Role";
pub const THE_CALLER: &str = "You, the caller";
pub const POLICY: &str = "Policy";
pub const TRUST_POLICY: &str = "Trust policy: who may assume it";
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
pub const NO_FILES: &str = "There is no file. Let a task write one.";
pub const REGIONAL: &str = "Regional";
pub const VOLUMES_HELP: &str = "Amazon EFS file systems. Task definitions name them by their id. As long as this board has none, every file system that a task definition names is taken to be there.";
pub const MOUNT_TARGET_HELP: &str = "A task mounts a file system through the mount target of its own zone. The name of a new one can take up to 90 s to be known; the model waits that long.";
pub const FILE_SYSTEM_ID: &str = "File system id";
pub const KIND: &str = "Kind";
pub const CREATE_FILE_SYSTEM: &str = "Create the file system";
pub const NEEDS_IAM: &str = "Only roles with rights may mount it";
pub const NEEDS_IAM_HELP: &str =
    "A file-system policy for the account. Without one, whoever reaches a mount target has full access.";
pub const FILE_SYSTEM_POLICY: &str = "File-system policy";
pub const ACCESS_POINTS: &str = "Access points and directories";
pub const ACCESS_POINTS_HELP: &str =
    "Whoever mounts through an access point acts as its uid and sees its directory as /.";
pub const ACCESS_POINT_ID: &str = "Access point id";
pub const ROOT_DIRECTORY: &str = "Root directory";
pub const POSIX_UID: &str = "Every request has this uid";
pub const IS_MADE: &str = "The directory is made when it is missing";
pub const IS_MADE_HELP: &str =
    "With CreationInfo of the access point. Without it the mount fails while there is no directory.";
pub const CREATE_ACCESS_POINT: &str = "Create the access point";
pub const DIRECTORY: &str = "Directory";
pub const OWNER_UID: &str = "uid of its owner";
pub const MAKE_DIRECTORY: &str = "Make the directory";
pub const KEEP_VOLUME: &str = "Keep the volume when a standalone task stops (deleteOnTermination false)";
pub const SIZE_GIB: &str = "Size in GiB";
pub const SAVE: &str = "Save";
pub const TASK: &str = "Task";
pub const CONTAINER: &str = "Container";
pub const NOBODY_ACTS: &str = "No task is on the board. Run one first.";
pub const CAN_READ: &str = "This container can read:";
pub const READS_NOTHING: &str = "No file is within reach of this container.";
pub const API_CALL: &str = "Call of an AWS API";
pub const CALLS_ARE_NOT_CHECKED: &str =
    "Roles are not checked on this board, so every call would be allowed. Open Roles to check them.";
pub const ROLE_IS_MISSING: &str = "A task definition names this role, and the account has none of this name. A task that needs it fails to start.";
pub const CREATE_ROLE: &str = "Create the role";
pub const CALLER_SIGNS: &str = "You register task definitions and have tasks started with these policies.";
pub const SERVICE_LINKED: &str = "ECS itself signs with it (service-linked role)";
pub const IN_PROFILE: &str = "the agent of each instance signs with it (instance profile)";
pub const UNUSED: &str = "Nothing on this board uses it.";
pub const FILE: &str = "Path in the container";
pub const WRITE: &str = "Write the file";
pub const CALL: &str = "Make the call";
pub const OLD_PLATFORM: &str = "Fargate runs on platform version 1.3.0";

pub fn n_roles(n: usize) -> String {
    format!("Roles are checked: {n} of them. Edit one and run a task to see what it does.")
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
    [name, " (not there)"].concat()
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
        [kind, "; no mount target: nobody can mount it"].concat()
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
    ["Layer of a container of ", task, ": ends with it"].concat()
}

pub fn in_volume_of(volume: &str, task: &str) -> String {
    ["Volume ", volume, " of ", task, ": ends with it"].concat()
}

pub fn on_host(instance: &str) -> String {
    ["Directories of ", instance, ": end with the instance"].concat()
}

pub fn in_docker(volume: &str, instance: &str) -> String {
    ["Docker volume ", volume, " on ", instance, ": ends with the instance"].concat()
}

pub fn on_ebs(number: u32, zone: &str, task: Option<&str>) -> String {
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
