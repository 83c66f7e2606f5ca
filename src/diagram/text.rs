//! Every word that a diagram says by itself.

use super::{EdgeKind, GroupKind, Owner, State};

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

/// How a connection stands.
pub const fn edge_status(kind: EdgeKind, state: State) -> &'static str {
    match (kind, state) {
        (_, State::Offline) => "offline",
        (EdgeKind::Denied, _) | (_, State::Denied) => "denied",
        (EdgeKind::Unused, _) => "not used",
        (EdgeKind::Allowed, _) | (_, State::Allowed) => "allowed",
        (_, State::New) => "new",
        (_, State::Normal | State::Selected | State::Dimmed | State::Hot) => "in use",
    }
}

/// What a state adds to a name; empty when it is only a highlight.
pub const fn state(state: State) -> &'static str {
    match state {
        State::Normal | State::Selected | State::Dimmed | State::Hot => "",
        State::Offline => "offline",
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

/// Between a thing and the group around it, when read aloud.
pub const INSIDE: &str = ", inside ";

/// The name of the drawing of a simulated world.
pub const WORLD: &str = "What runs where";
/// The header of the subnet of a zone.
pub const SUBNET: &str = "Subnet";
/// The header of the environment of one Fargate task.
pub const FARGATE: &str = "Fargate";
/// After the type of an instance that takes no new tasks.
pub const DRAINING: &str = ", DRAINING";
/// What the line from a service to a task says.
pub const KEEPS_RUNNING: &str = "keeps running";

/// How many tasks of a REPLICA service run, of how many; how many of a DAEMON service.
pub fn running_of(n_running: usize, desired: Option<u32>) -> String {
    let mut text = n_running.to_string();
    if let Some(desired) = desired {
        text.push_str(" of ");
        text.push_str(&desired.to_string());
    }
    text.push_str(" running");
    text
}
