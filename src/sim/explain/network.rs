//! The words of the network: what is in the way, what was changed, and what AWS prints when a task cannot start for it.

use crate::sim::network::{
    Blocked, Direction, Endpoint, Need, NetworkChange, Obstacle, Peer, Rule, SubnetKind, Way,
};
use crate::sim::{Switch, World};

const NOT_INITIALIZED: &str = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:";

/// `stoppedReason` of a task that could not reach what it needs, and what was in the way.
pub(super) fn unreachable(world: &World, obstacle: Obstacle) -> String {
    format!("{} [{}]", unanswered(obstacle), blocked_sentence(world, &obstacle.blocked))
}

/// What AWS prints when something does not answer. The tail tells the network from a role, which would be told
/// `AccessDeniedException`.
#[must_use]
pub fn unanswered(obstacle: Obstacle) -> String {
    match (obstacle.need, obstacle.is_on_fargate) {
        (Need::RegistryAuth, true) => format!(
            "{NOT_INITIALIZED} unable to retrieve ecr registry auth: service call has been retried 1 time(s): … i/o timeout."
        ),
        (Need::Secret, true) => format!(
            "{NOT_INITIALIZED} unable to retrieve secret from asm: service call has been retried 1 time(s): … context deadline exceeded."
        ),
        (Need::Parameter, true) => format!(
            "{NOT_INITIALIZED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): … context deadline exceeded."
        ),
        (Need::RegistryAuth, false) => "CannotPullECRContainerError: … i/o timeout.".to_owned(),
        (Need::Secret | Need::Parameter, false) => "A secret could not be fetched: no answer.".to_owned(),
        (Need::Image, _) => {
            "CannotPullContainerError: The task can’t pull the image. Check your network configuration."
                .to_owned()
        }
        (Need::Logs, _) => {
            "DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s".to_owned()
        }
    }
}

/// What is in the way.
#[must_use]
pub fn blocked_sentence(world: &World, blocked: &Blocked) -> String {
    match blocked {
        Blocked::NoRoute(zone) => format!(
            "the private subnet in {} has no NAT gateway and no VPC endpoint for it",
            world.zone_name(*zone)
        ),
        Blocked::NoInternetGateway => "the VPC has no internet gateway".to_owned(),
        Blocked::NoPublicIp => {
            "in a public subnet a task without a public IP address reaches nothing outside".to_owned()
        }
        Blocked::SecurityGroup(group, direction, port) => {
            format!(
                "security group {} has no {} rule for TCP {port}",
                group.name(),
                direction_name(*direction)
            )
        }
    }
}

/// How something is reached.
#[must_use]
pub fn way_words(way: Way) -> &'static str {
    match way {
        Way::Endpoint => "through its VPC endpoint",
        Way::NatGateway => "through the NAT gateway, then the internet gateway",
        Way::InternetGateway => "through the internet gateway, with a public IP address",
        Way::InVpc => "inside the VPC; the security groups on both sides let it through",
    }
}

/// What a task needs something for.
#[must_use]
pub fn need_words(need: Need) -> &'static str {
    match need {
        Need::RegistryAuth => "A token for Amazon ECR",
        Need::Secret => "A secret",
        Need::Parameter => "A parameter",
        Need::Image => "The image",
        Need::Logs => "The log stream",
    }
}

/// A service of AWS by the name of its endpoint, or the internet when there is none.
#[must_use]
pub fn service_words(service: Option<Endpoint>) -> &'static str {
    service.map_or("the internet", Endpoint::name)
}

fn direction_name(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => "inbound",
        Direction::Outbound => "outbound",
    }
}

/// "TCP 80 from load-balancer".
#[must_use]
pub fn rule_words(direction: Direction, rule: &Rule) -> String {
    let ports = match (rule.from_port, rule.to_port) {
        (0, u16::MAX) => "all TCP ports".to_owned(),
        (from, to) if from == to => format!("TCP {from}"),
        (from, to) => format!("TCP {from}–{to}"),
    };
    let peer = match rule.peer {
        Peer::Anywhere => "0.0.0.0/0",
        Peer::Group(group) => group.name(),
    };
    match direction {
        Direction::Inbound => format!("{ports} from {peer}"),
        Direction::Outbound => format!("{ports} to {peer}"),
    }
}

/// What was changed.
pub(super) fn network_changed(world: &World, change: &NetworkChange) -> String {
    let has = |switch: &Switch| match switch {
        Switch::On => "has",
        Switch::Off => "no longer has",
    };
    match change {
        NetworkChange::InternetGateway(switch) => format!("The VPC {} an internet gateway.", has(switch)),
        NetworkChange::Dns(switch) => format!("The VPC {} DNS hostnames and resolution.", has(switch)),
        NetworkChange::NatGateway(zone, switch) => format!(
            "The private subnet in {} {} a route to a NAT gateway.",
            world.zone_name(*zone),
            has(switch)
        ),
        NetworkChange::Endpoint(zone, endpoint, switch) => format!(
            "The private subnet in {} {} an endpoint for {}.",
            world.zone_name(*zone),
            has(switch),
            endpoint.name()
        ),
        NetworkChange::TaskSubnets(kind, public_ip) => {
            let kind = match kind {
                SubnetKind::Public => "public",
                SubnetKind::Private => "private",
            };
            let with = match public_ip {
                Switch::On => "with",
                Switch::Off => "without",
            };
            format!("Tasks in awsvpc mode start in {kind} subnets, on Fargate {with} a public IP address.")
        }
        NetworkChange::SecurityGroupRule(group, direction, rule, switch) => format!(
            "Security group {} {} the {} rule {}.",
            group.name(),
            has(switch),
            direction_name(*direction),
            rule_words(*direction, rule)
        ),
    }
}
