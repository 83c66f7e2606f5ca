//! The words of the network.

use crate::sim::network::{Direction, Endpoint, SecurityGroup};

pub const HELP: &str = "One VPC with a public and a private subnet in each zone. Container instances are in the private subnets.";
pub const STANDS_STILL: &str = "Time stands still on this board, so tasks run without pulling an image and need no network. Once the clock is started, a task fails to start when it cannot reach what it needs.";
pub const START_THE_CLOCK: &str = "Start the clock";
pub const VPC: &str = "VPC";
pub const INTERNET_GATEWAY: &str = "Internet gateway";
pub const INTERNET_GATEWAY_HELP: &str = "Without it nothing gets out to the internet and no client gets in.";
pub const DNS: &str = "DNS hostnames and DNS resolution";
pub const DNS_HELP: &str =
    "Without them the name of a file system cannot be resolved, and no task can mount it.";

pub const SUBNETS: &str = "Subnets and their routes";
pub const SUBNETS_HELP: &str = "What leaves the VPC takes the route to 0.0.0.0/0. A VPC endpoint reaches one AWS service without it. NAT gateways and endpoints serve the private subnets here.";
pub const PUBLIC_SUBNET: &str = "Public subnet";
pub const PRIVATE_SUBNET: &str = "Private subnet";
pub const TO_INTERNET_GATEWAY: &str = "internet gateway";
pub const TO_NAT_GATEWAY: &str = "NAT gateway";
pub const TO_NOWHERE: &str = "no route";
pub const TO_DETACHED: &str = "detached";
pub const NAT_GATEWAY: &str = "NAT gateway";
pub const INTERFACE_ENDPOINTS: &str = "Interface endpoints";
pub const GATEWAY_ENDPOINT: &str = "Gateway endpoint";

pub const TASKS: &str = "Tasks in awsvpc mode";
pub const IN_PUBLIC: &str = "They start in the public subnets";
pub const IN_PUBLIC_HELP: &str = "Otherwise in the private ones.";
pub const PUBLIC_IP: &str = "On Fargate they get a public IP address (assignPublicIp)";
pub const PUBLIC_IP_HELP: &str =
    "A task on an EC2 instance never gets one. In a public subnet nothing gets out without one.";

pub const GROUPS: &str = "Security groups";
pub const GROUPS_HELP: &str =
    "What no rule allows is blocked. Both sides have to allow a connection; replies are always allowed.";
pub const GROUP: &str = "Security group";
pub const INBOUND: &str = "Inbound rules";
pub const OUTBOUND: &str = "Outbound rules";
pub const NO_INBOUND: &str = "None: nothing comes in.";
pub const NO_OUTBOUND: &str = "None: nothing gets out.";
pub const NEW_RULE: &str = "Add a rule";
pub const DIRECTION: &str = "Direction";
pub const FIRST_PORT: &str = "From TCP port";
pub const LAST_PORT: &str = "To TCP port";
pub const PORTS_TURNED: &str = "The last port must not be lower than the first.";
pub const PEER: &str = "Source or destination";
pub const ANYWHERE: &str = "0.0.0.0/0";
pub const ADD_RULE: &str = "Add the rule";

pub const CHECK: &str = "Can it be reached?";
pub const FROM: &str = "From";
pub const IN_ZONE: &str = "In";
pub const TO: &str = "To";
pub const PORT: &str = "TCP port";
pub const INSTANCE: &str = "A container instance";
pub const TASK_ON_EC2: &str = "A task in awsvpc mode on EC2";
pub const TASK_ON_FARGATE: &str = "A task on Fargate";
pub const LOAD_BALANCER: &str = "A load balancer";
pub const CLIENT: &str = "A client on the internet";
pub const INTERNET: &str = "The internet, such as a public registry";
pub const NO_NAME: &str = "But DNS is off in the VPC: the name of a file system cannot be resolved.";

pub fn direction(direction: Direction) -> &'static str {
    match direction {
        Direction::Inbound => INBOUND,
        Direction::Outbound => OUTBOUND,
    }
}

/// "ecr.api: tokens for Amazon ECR".
pub fn endpoint(endpoint: Endpoint) -> &'static str {
    match endpoint {
        Endpoint::EcrApi => "tokens for Amazon ECR",
        Endpoint::EcrDkr => "the Amazon ECR registry",
        Endpoint::S3 => "image layers",
        Endpoint::Logs => "CloudWatch Logs",
        Endpoint::SecretsManager => "Secrets Manager",
        Endpoint::Ssm => "Parameter Store",
    }
}

pub fn service(it: Endpoint) -> String {
    [it.name(), ": ", endpoint(it)].concat()
}

/// What is in a security group.
pub fn group(group: SecurityGroup) -> &'static str {
    match group {
        SecurityGroup::LoadBalancer => "load balancers",
        SecurityGroup::Task => "network interfaces of tasks in awsvpc mode",
        SecurityGroup::Instance => "container instances, with tasks in bridge and host mode",
        SecurityGroup::FileSystem => "mount targets of file systems",
        SecurityGroup::Endpoint => "interface endpoints",
    }
}

/// Somebody in a security group.
pub fn member(group: SecurityGroup) -> &'static str {
    match group {
        SecurityGroup::LoadBalancer => LOAD_BALANCER,
        SecurityGroup::Task => "A task in awsvpc mode",
        SecurityGroup::Instance => INSTANCE,
        SecurityGroup::FileSystem => "A mount target of a file system",
        SecurityGroup::Endpoint => "An interface endpoint",
    }
}

pub fn named(name: &str, what: &str) -> String {
    [name, ": ", what].concat()
}

/// "NAT gateway in us-east-1a".
pub fn in_zone(what: &str, zone: &str) -> String {
    [what, " in ", zone].concat()
}

pub fn remove(direction: Direction, rule: &str) -> String {
    let of = match direction {
        Direction::Inbound => "inbound",
        Direction::Outbound => "outbound",
    };
    ["Remove the ", of, " rule ", rule].concat()
}

pub fn yes(how: &str) -> String {
    ["Yes, ", how, "."].concat()
}

pub fn no(why: &str) -> String {
    ["No: ", why, "."].concat()
}
