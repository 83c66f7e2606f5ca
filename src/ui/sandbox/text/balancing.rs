//! The words for load balancers and target groups.

use crate::sim::Switch;
use crate::sim::explain::group_digits;
use crate::sim::load_balancer::{
    ClientRouting, ListenerRule, LoadBalancerKind, ProtocolVersion, Stream, TargetGroupSettings,
};

use super::count;

pub const SERVICE: &str = "Service";
pub const NEEDS_SERVICE: &str = "Create a service first: its tasks become the targets.";
pub const KIND: &str = "Load balancer";
pub const BEHIND: &str = "Behind";
pub const A_NEW_ONE: &str = "a new load balancer";
pub const BEHIND_HELP: &str = "A rule for this path, or for any when it is empty, is added to the first listener, after the rules that are there. Requests that match no rule go where they went before.";
pub const TARGET_TYPE: &str = "Target type";
pub const TARGET_TYPE_HELP: &str = "ip for tasks in awsvpc mode (always on Fargate), instance for bridge and host mode. The API's default is instance.";
pub const GRACE: &str = "Health check grace period (s)";
pub const GRACE_HELP: &str = "For this long after a task has started, ECS ignores failed health checks. The target still turns unhealthy.";
pub const FEWER: &str = "50 fewer requests a second";
pub const MORE: &str = "50 more requests a second";
pub const PER_SECOND: &str = "requests/s";
pub const NO_REQUESTS: &str = "No client is sending requests.";
pub const NOT_YET: &str = "The next second shows what becomes of the requests.";
pub const START_THE_CLOCK: &str =
    "Time stands still on this board. Start the clock to let clients send requests.";
pub const NO_TARGETS: &str = "no targets";
pub const CROSS_ZONE_ON: &str = "Switch cross-zone on";
pub const CROSS_ZONE_OFF: &str = "Switch cross-zone off";
pub const DELETE: &str = "Delete";
pub const SAVE: &str = "Save";
pub const PATH: &str = "Health check path";
pub const GRPC_CODE: &str = "gRPC success code";
pub const UNHEALTHY_DRAINING: &str = "Unhealthy targets keep connections (s)";
pub const PROTOCOL: &str = "Protocol";
pub const CLIENTS_IN: &str = "Clients are";
pub const INTERNET: &str = "on the internet";
pub const LAST_CODE: &str = "Success codes 200 to";
pub const INTERVAL: &str = "Interval (s)";
pub const TIMEOUT: &str = "Timeout (s)";
pub const HEALTHY_THRESHOLD: &str = "Healthy threshold";
pub const UNHEALTHY_THRESHOLD: &str = "Unhealthy threshold";
pub const DELAY: &str = "Deregistration delay (s)";
pub const SLOW_START: &str = "Slow start (s), 0 for none";
pub const ALGORITHM: &str = "Algorithm";
pub const ROUND_ROBIN: &str = "round robin";
pub const LEAST_OUTSTANDING: &str = "least outstanding";
pub const WEIGHTED_RANDOM: &str = "weighted random";

pub const CROSS_ZONE: &str = "Cross-zone load balancing";
pub const AS_LOAD_BALANCER: &str = "as the load balancer";
pub const ON: &str = "on";
pub const OFF: &str = "off";
pub const RULES_AND_REQUESTS: &str = "Rules and requests";
pub const RULES: &str = "Listener rules";
pub const RULES_HELP: &str = "The rule with the lowest priority number is tried first. Requests that match no rule follow the default action.";
pub const RULES_NEED_ALB: &str =
    "Only an Application Load Balancer has rules. Here you can add a listener or change the default action.";
pub const NEW_RULE: &str = "Add a rule or a listener";
pub const ADD_RULE: &str = "Add";
pub const LISTENER_PORT: &str = "Listener port";
pub const FORWARD_TO: &str = "Forward to";
pub const PATH_PATTERN: &str = "Path is";
pub const HOST_PATTERN: &str = "Host is";
pub const PATTERN_HELP: &str = "* stands for any characters, ? for one: /api/*. Without path and host this is the default action of the listener.";
pub const PRIORITY: &str = "Priority, 1 to 50,000";
pub const REQUESTS: &str = "Requests of clients";
pub const OTHER_REQUESTS: &str = "Send requests to a path or host";
pub const REQUEST_PATH: &str = "Path";
pub const REQUEST_HOST: &str = "Host, empty for any";
pub const RATE: &str = "Requests a second";
pub const SEND: &str = "Send";
pub const SERVES: &str = "Requests a second that one task serves";
pub const READY_AFTER: &str = "Ready this long after the start (s)";
pub const STATUS_CODE: &str = "Answers with status code";
pub const ONLY_PATH: &str = "Serves only this path";
pub const ONLY_PATH_HELP: &str = "Empty: every path. For other paths it answers 404, health checks included. Codes 0 to 99 are gRPC: 12 for other methods.";
pub const ANSWERS_AFTER: &str = "Answers after (s)";
pub const ANSWERS_AFTER_HELP: &str = "A health check fails when the answer takes longer than its timeout. An ALB waits 60 s for an answer to a request, then it sends HTTP 504.";
pub const ACCEPTS_NONE: &str = "Accepts no connection";
pub const ACCEPTS_NONE_HELP: &str = "The container runs, but nothing listens on its port.";

pub fn kind_help(kind: LoadBalancerKind) -> &'static str {
    match kind {
        LoadBalancerKind::Application => "HTTP and HTTPS: rules by path and host. Sends to all zones.",
        LoadBalancerKind::Network => {
            "TCP, UDP, static addresses. Each node sends to its own zone only, unless cross-zone is on."
        }
        LoadBalancerKind::Classic | LoadBalancerKind::Gateway => {
            "The previous generation, not recommended: no awsvpc, no Fargate, no dynamic host ports. (A Gateway Load Balancer sends traffic through appliances and is not simulated.)"
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

/// "Port 80, priority 10: path /api/* → api-targets"; "Port 80, priority 10: any request → api-targets".
pub fn rule(port: u16, it: &ListenerRule, to: &str) -> String {
    let mut said = [&on_port(port), ", priority ", &it.priority.to_string(), ":"].concat();
    for (what, pattern) in [(" host ", &it.host), (" path ", &it.path)] {
        if !pattern.is_empty() {
            said.extend([what, pattern]);
        }
    }
    if it.host.is_empty() && it.path.is_empty() {
        said.push_str(" any request");
    }
    said + " → " + to
}

/// "Port 80, all other requests → web-targets".
pub fn default_action(port: u16, to: &str) -> String {
    [&on_port(port), ", all other requests → ", to].concat()
}

fn on_port(port: u16) -> String {
    ["Port ", &port.to_string()].concat()
}

/// "shop.example.com:8080/api/items → api-targets".
pub fn kind(it: &Stream, to: &str) -> String {
    let port = if it.port == 80 { String::new() } else { [":", &it.port.to_string()].concat() };
    let to = if to.is_empty() { NO_LISTENER } else { to };
    [&it.host, &port, &it.path, " → ", to].concat()
}

const NO_LISTENER: &str = "no listener";

/// "100/s: /api/items → api-targets".
pub fn stream(it: &Stream, to: &str) -> String {
    [&rate(it.per_second, 0), ": ", &kind(it, to)].concat()
}

pub fn remove(said: &str) -> String {
    ["Remove: ", said].concat()
}

pub fn rules_and_requests_of(name: &str) -> String {
    ["Rules and requests of ", name].concat()
}

pub fn application_of(name: &str) -> String {
    ["The application in ", name].concat()
}

pub fn settings_of_application(name: &str) -> String {
    ["How fast ", name, " is, and what it answers"].concat()
}

/// "in zone a of the VPC".
pub fn zone_of_clients(name: &str) -> String {
    ["in ", &super::zone(name).to_ascii_lowercase(), " of the VPC"].concat()
}

/// "web-targets, from zone a".
pub fn from_zone(to: &str, name: &str) -> String {
    let to = if to.is_empty() { NO_LISTENER } else { to };
    [to, ", from ", &super::zone(name).to_ascii_lowercase()].concat()
}

pub fn leads_clients(policy: ClientRouting) -> &'static str {
    match policy {
        ClientRouting::AnyZone => "Clients go to any zone",
        ClientRouting::PartialAffinity => "85 % of clients keep to their zone",
        ClientRouting::Affinity => "Clients keep to their zone",
    }
}

/// "web-targets: ip, checked every 30 s"; "web-targets: GRPC, ip, checked every 30 s"; "orders: lambda, unavailable".
pub fn group(settings: &TargetGroupSettings, of_function: Option<(&str, &str)>) -> String {
    let every = settings.health_check.interval_seconds.to_string();
    let version = match settings.protocol_version {
        ProtocolVersion::Http1 => "",
        ProtocolVersion::Grpc => "GRPC, ",
    };
    if let Some((state, reason)) = of_function {
        let target_type = settings.target_type.name();
        return [&*settings.name, ": target type ", target_type, ", ", state, " (", reason, ")"].concat();
    }
    [
        &settings.name,
        ": ",
        version,
        "target type ",
        settings.target_type.name(),
        ", checked every ",
        &every,
        " s",
    ]
    .concat()
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

/// "Disable zone a": the load balancer has a node in each enabled zone.
pub fn node_in(zone: &str, is_enabled: bool) -> String {
    let what = if is_enabled { "Disable " } else { "Enable " };
    [what, &super::zone(zone).to_ascii_lowercase()].concat()
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
    [name, " accepts no connections"].concat()
}

pub fn answers_again(name: &str, code: u16) -> String {
    [name, " answers ", &code.to_string(), " again"].concat()
}

pub fn closes(group: &str) -> String {
    ["Security group ", group, " shuts the load balancer out"].concat()
}

pub fn opens(group: &str) -> String {
    ["Security group ", group, " admits the load balancer"].concat()
}
