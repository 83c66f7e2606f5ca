//! The words for load balancers and target groups.

use crate::sim::Switch;
use crate::sim::explain::group_digits;
use crate::sim::load_balancer::{LoadBalancerKind, TargetGroupSettings};

use super::count;

pub const SERVICE: &str = "Service";
pub const NEEDS_SERVICE: &str = "Create a service first: its tasks become the targets.";
pub const KIND: &str = "Load balancer";
pub const TARGET_TYPE: &str = "Target type";
pub const TARGET_TYPE_HELP: &str = "ip for tasks in awsvpc mode (Fargate always), instance for bridge and host. The default of the API is instance.";
pub const GRACE: &str = "Health check grace period (s)";
pub const GRACE_HELP: &str =
    "So long after a task has started ECS ignores failed checks. The target still turns unhealthy.";
pub const FEWER: &str = "50 requests a second fewer";
pub const MORE: &str = "50 requests a second more";
pub const PER_SECOND: &str = "requests/s";
pub const NO_REQUESTS: &str = "No client sends requests.";
pub const START_THE_CLOCK: &str =
    "Time does not pass on this board. Start the clock, and clients send their requests.";
pub const NO_TARGETS: &str = "no targets";
pub const CROSS_ZONE_ON: &str = "Switch cross-zone on";
pub const CROSS_ZONE_OFF: &str = "Switch cross-zone off";
pub const DELETE: &str = "Delete";
pub const SAVE: &str = "Save";
pub const PATH: &str = "Health check path";
pub const LAST_CODE: &str = "Success codes 200 to";
pub const INTERVAL: &str = "Interval (s)";
pub const HEALTHY_THRESHOLD: &str = "Healthy threshold";
pub const UNHEALTHY_THRESHOLD: &str = "Unhealthy threshold";
pub const DELAY: &str = "Deregistration delay (s)";
pub const SLOW_START: &str = "Slow start (s), 0 for none";
pub const ALGORITHM: &str = "Algorithm";
pub const ROUND_ROBIN: &str = "round robin";
pub const LEAST_OUTSTANDING: &str = "least outstanding";
pub const WEIGHTED_RANDOM: &str = "weighted random";

pub fn kind_help(kind: LoadBalancerKind) -> &'static str {
    match kind {
        LoadBalancerKind::Application => "HTTP: rules by path and host. Sends to all zones.",
        LoadBalancerKind::Network => {
            "TCP, UDP, static addresses. Each node keeps to its zone unless cross-zone is on."
        }
        LoadBalancerKind::Classic => {
            "The old one, not recommended: no awsvpc, no Fargate, no dynamic host ports. (A Gateway Load Balancer leads traffic through appliances and is not simulated.)"
        }
    }
}

/// "ALB on port 80, 3 zones, cross-zone on".
pub fn listens(kind: &str, ports: &str, n_zones: usize, cross_zone: Switch) -> String {
    let cross = match cross_zone {
        Switch::On => ", cross-zone on",
        Switch::Off => ", cross-zone off",
    };
    let on = if ports.is_empty() {
        " without a listener, ".to_owned()
    } else {
        [" on port ", ports, ", "].concat()
    };
    [kind, &on, &count(n_zones, "zone"), cross].concat()
}

/// "web-targets: ip, checked every 30 s".
pub fn group(settings: &TargetGroupSettings) -> String {
    let every = settings.health_check.interval_seconds.to_string();
    [&settings.name, ": target type ", settings.target_type.name(), ", checked every ", &every, " s"].concat()
}

pub fn served(served: u64, sent: u64) -> String {
    [&group_digits(served), " of ", &group_digits(sent), " served"].concat()
}

pub fn refused(answer: &str, n: u64) -> String {
    [&group_digits(n), " × ", answer].concat()
}

/// "Zone a: 200/s".
pub fn zone(name: &str, is_lost: bool, served: u32, failed: u32) -> String {
    let name = super::zone(name);
    if is_lost { [&*name, ": down"].concat() } else { [&*name, ": ", &rate(served, failed)].concat() }
}

/// "100/s", "100/s, 20 failed".
pub fn rate(served: u32, failed: u32) -> String {
    let served = [&group_digits(u64::from(served)), "/s"].concat();
    if failed == 0 { served } else { [&served, ", ", &group_digits(u64::from(failed)), " failed"].concat() }
}

pub fn requests_to(name: &str) -> String {
    ["Requests a second to ", name].concat()
}

pub fn settings_of(name: &str) -> String {
    ["Settings of ", name].concat()
}

pub fn options_of(name: &str) -> String {
    ["Options for load balancer ", name].concat()
}

pub fn break_at(name: &str) -> String {
    ["Break something behind ", name].concat()
}

pub fn answers_500(name: &str) -> String {
    [name, " answers 500"].concat()
}

pub fn is_down(name: &str) -> String {
    [name, " accepts no connection"].concat()
}

pub fn answers_again(name: &str) -> String {
    [name, " answers 200 again"].concat()
}

pub fn closes(group: &str) -> String {
    ["Security group ", group, " shuts the load balancer out"].concat()
}

pub fn opens(group: &str) -> String {
    ["Security group ", group, " admits the load balancer"].concat()
}
