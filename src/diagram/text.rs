//! Every word that a diagram says by itself.

use super::{EdgeKind, GroupKind, Owner, State};
use crate::sim::explain::group_digits;
use crate::sim::load_balancer::LoadBalancerKind;

/// The tag of an owner.
pub const fn owner(owner: Owner) -> &'static str {
    match owner {
        Owner::You => "You",
        Owner::Aws => "AWS",
    }
}

/// The same, as a sentence.
pub const fn owner_runs(owner: Owner) -> &'static str {
    match owner {
        Owner::You => "you run it",
        Owner::Aws => "AWS runs it",
    }
}

/// What an edge says when its author says nothing.
pub const fn edge(kind: EdgeKind) -> &'static str {
    match kind {
        EdgeKind::Traffic => "request",
        EdgeKind::Control => "command",
        EdgeKind::Credentials => "signs with",
        EdgeKind::Data => "file access",
        EdgeKind::Allowed => "allowed call",
        EdgeKind::Denied => "denied call",
        EdgeKind::Unused => "not used",
    }
}

/// How a connection stands of which there is nothing more to say.
pub const IN_USE: &str = "in use";

/// How a connection stands that is not used yet.
pub const NOT_YET: &str = "not yet";
/// How a connection stands that is not used any more.
pub const NO_LONGER: &str = "no longer";
/// What is named and not there.
const MISSING: &str = "missing";

/// How a connection stands.
pub const fn edge_status(kind: EdgeKind, state: State) -> &'static str {
    match (kind, state) {
        (_, State::Offline) => "offline",
        (_, State::Missing) => MISSING,
        (EdgeKind::Denied, _) | (_, State::Denied) => "denied",
        (EdgeKind::Unused, _) => "not used",
        (EdgeKind::Allowed, _) | (_, State::Allowed) => "allowed",
        (_, State::New) => "new",
        (_, State::Coming) => NOT_YET,
        (_, State::Going) => NO_LONGER,
        (_, State::Normal | State::Selected | State::Dimmed | State::Hot) => IN_USE,
    }
}

/// What a state adds to a name; empty when it is only a highlight.
pub const fn state(state: State) -> &'static str {
    match state {
        State::Normal | State::Selected | State::Dimmed | State::Hot | State::Coming | State::Going => "",
        State::Offline => "offline",
        State::Missing => MISSING,
        State::New => "new",
        State::Allowed => "allowed",
        State::Denied => "denied",
    }
}

/// What a group is, for the text outline.
pub const fn group(kind: GroupKind) -> &'static str {
    match kind {
        GroupKind::Cloud => "AWS Cloud",
        GroupKind::Region => "Region",
        GroupKind::Vpc => "VPC",
        GroupKind::Az => "Availability Zone",
        GroupKind::Subnet => "subnet",
        GroupKind::SecurityGroup => "security group",
        GroupKind::Cluster => "cluster",
        GroupKind::Instance => "container instance",
        GroupKind::Fargate => "Fargate environment",
        GroupKind::Taskbox => "task",
    }
}

/// Adds more words after a comma, if there are any.
pub fn add(words: &mut String, more: &str) {
    if !words.is_empty() && !more.is_empty() {
        words.push_str(", ");
    }
    words.push_str(more);
}

/// Adds who runs a thing and how it stands, as far as there is something to say.
pub(super) fn add_standing(words: &mut String, owner: Option<Owner>, at: State) {
    add(words, owner.map_or("", owner_runs));
    add(words, state(at));
}

/// Adds a number by its digits: all that the library could do with it would weigh more in every page than the words.
pub(super) fn push_number(words: &mut String, number: i32) {
    if number < 0 {
        words.push('-');
    }
    let number = number.unsigned_abs();
    if let Ok(tens @ 1..) = i32::try_from(number / 10) {
        push_number(words, tens);
    }
    let digit = u8::try_from(number % 10).unwrap_or(0);
    words.push(char::from(b'0' + digit));
}

/// Between a thing and the group around it, when read aloud.
pub const INSIDE: &str = ", inside ";

/// The name of the drawing of a simulated world.
pub const WORLD: &str = "What runs where";
/// The header of the subnet of a zone.
pub const SUBNET: &str = "Subnet";
/// The header of the environment of one Fargate task.
pub const FARGATE: &str = "Fargate";
/// After the type of an instance that takes no new tasks.
pub const DRAINING: &str = "DRAINING";
/// After the type of an instance in a zone that is lost.
pub const DOWN: &str = "DOWN";
/// After the type of an instance that was stopped.
pub const STOPPED: &str = "STOPPED";
/// After the type of an instance whose agent is out of touch.
pub const AGENT_OFF: &str = "AGENT OFF";
/// What the line from a service to a task says.
pub const KEEPS_RUNNING: &str = "keeps running";

/// What leads to a load balancer.
pub const CLIENTS: &str = "Clients";
/// What the line from clients says.
pub const REQUESTS: &str = "requests";
/// What the lines to a target group and from it say.
pub const FORWARDS: &str = "forwards requests";
/// What the line from a service to its target group says.
pub const REGISTERS: &str = "registers its tasks";
/// What a role is for.
pub const TASK_ROLE: &str = "task role";
/// See [`TASK_ROLE`].
pub const EXECUTION_ROLE: &str = "task execution role";
/// See [`TASK_ROLE`].
pub const INSTANCE_ROLE: &str = "container instance role";
/// What the line from a task to its task role says.
pub const HAS_TASK_ROLE: &str = "calls AWS with";
/// What the line from a task to its task execution role says.
pub const STARTS_WITH: &str = "is started with";
/// What the line from an instance to its role says.
pub const HAS_INSTANCE_ROLE: &str = "its agent calls AWS with";
/// What the line from a service to a role says that keeps its tasks from being launched.
pub const NEEDS_ROLE: &str = "its tasks need";
/// After the header of a subnet in whose zone no file system has a mount target.
pub const NO_MOUNT_TARGET: &str = "no mount target";
/// What the line from a task to a file system says.
pub const MOUNTS: &str = "mounts";

/// Before the state of a target that waits for its first checks.
pub const NO_REQUESTS_YET: &str = "no requests yet: ";
/// Before the state of a target that is deregistered.
pub const NO_NEW_REQUESTS: &str = "no new requests: ";
/// Before the state of a target that no request can come to.
pub const NO_REQUESTS: &str = "no requests: ";
/// How the line from a service to a task stands before the task runs.
pub const ON_ITS_WAY: &str = "on its way";
/// How the line to a file system stands before it is mounted.
pub const NOT_MOUNTED_YET: &str = "not mounted yet";
/// The same of a task that stops and never ran.
pub const WAS_NOT_MOUNTED: &str = "never mounted";
/// The same of a task that runs, when something is in its way.
pub const OUT_OF_REACH: &str = "cannot be reached any more";
/// Before the zone of a task that mounts a file system in vain.
pub const NO_MOUNT_TARGET_IN: &str = "cannot be mounted: no mount target in ";
/// After the action of a call that was refused.
pub const ACCESS_DENIED: &str = ": AccessDenied. ";
/// After the action of one that was not.
pub const WAS_ALLOWED: &str = ": allowed";

/// In the legend: a thin line.
pub const NOT_IN_USE: &str = "not in use: not yet, or no longer";
/// In the legend: a cross.
pub const FAILS: &str = "fails";

/// What a load balancer is.
pub const fn load_balancer(kind: LoadBalancerKind) -> &'static str {
    match kind {
        LoadBalancerKind::Application => "Application Load Balancer",
        LoadBalancerKind::Network => "Network Load Balancer",
        LoadBalancerKind::Classic => "Classic Load Balancer",
        LoadBalancerKind::Gateway => "Gateway Load Balancer",
    }
}

/// How many targets are healthy.
pub fn healthy_of(n: usize, of: usize) -> String {
    [&n.to_string(), " of ", &of.to_string(), " healthy"].concat()
}

/// How many requests of the last second were served.
pub fn served_of(served: u64, sent: u64) -> String {
    [&*group_digits(served), " of ", &group_digits(sent), " requests served in the last second"].concat()
}

/// The same, as the second line of a load balancer.
pub fn served(served: u64, sent: u64) -> String {
    [&*group_digits(served), " of ", &group_digits(sent), " served"].concat()
}

/// In how many zones a file system can be mounted.
pub fn mount_targets(n: usize) -> String {
    let unit = if n == 1 { " mount target" } else { " mount targets" };
    [&*n.to_string(), unit].concat()
}

/// So many tasks have no place of their own in the picture: above [`MORE`].
pub fn more(n: usize) -> String {
    ["+", &n.to_string()].concat()
}

/// Below the number of tasks that have no place of their own.
pub const MORE: &str = "more";

/// How many tasks of a REPLICA service run, of how many; how many of a DAEMON service.
pub fn running_of(n_running: usize, desired: Option<u32>) -> String {
    let n = n_running.to_string();
    let Some(desired) = desired else { return [&n, RUNNING].concat() };
    let is_more = u32::try_from(n_running).map_or(true, |n| n > desired);
    let desired = desired.to_string();
    if is_more {
        [&n, RUNNING, ", ", &desired, " desired"].concat()
    } else {
        [&n, " of ", &desired, RUNNING].concat()
    }
}

const RUNNING: &str = " running";

/// Before facts about a task that is selected.
pub const ZONE: &str = "Availability Zone: ";
/// See [`ZONE`].
pub const INSTANCE: &str = "Container instance: ";
/// See [`ZONE`].
pub const STATUS: &str = "Status: ";
/// See [`ZONE`].
pub const STOPS: &str = "Stops: ";
/// See [`ZONE`].
pub const TASK_DEFINITION: &str = "Task definition: ";
/// See [`ZONE`].
pub const CAPACITY_PROVIDER: &str = "Capacity provider: ";
/// See [`ZONE`].
pub const LAUNCH_TYPE: &str = "Launch type: ";
/// See [`ZONE`].
pub const TARGET_OF: &str = "Target of ";
/// Before the zones of a file system.
pub const MOUNT_TARGETS_IN: &str = "Mount targets in ";
/// Before the zones that it does not have.
pub const NO_MOUNT_TARGETS_IN: &str = "No mount target in ";
/// Why more tasks of a service run than desired.
pub const MORE_BY_DEPLOYMENT: &str = "More tasks run than desired while a deployment is in progress.";
/// The same on an instance that is drained.
pub const MORE_BY_DRAINING: &str = "More tasks run than desired while an instance is drained.";
