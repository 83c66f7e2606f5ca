//! The words of load balancing: orders, refusals in AWS's words where AWS has words, and what came of requests.

use super::group_digits;
use crate::sim::load_balancer::{
    Answer, LoadBalancerKind, LoadBalancerOrder, LoadBalancerRefusal, MAX_ATTACHMENTS, TargetCheck,
    TargetGroupSetting, TargetState,
};
use crate::sim::{LoadBalancerId, Switch, TargetGroupId, World, Zone};

/// "ALB".
#[must_use]
pub fn kind_name(kind: LoadBalancerKind) -> &'static str {
    match kind {
        LoadBalancerKind::Application => "ALB",
        LoadBalancerKind::Network => "NLB",
        LoadBalancerKind::Classic => "CLB",
        LoadBalancerKind::Gateway => "GWLB",
    }
}

/// What a client sees.
#[must_use]
pub fn answer_words(answer: Answer) -> &'static str {
    match answer {
        Answer::Served => "served",
        Answer::NotConnected => "no connection",
        Answer::BadGateway => "HTTP 502 Bad gateway",
        Answer::ServiceUnavailable => "HTTP 503 Service unavailable",
        Answer::GatewayTimeout => "HTTP 504 Gateway timeout",
    }
}

/// The name of a load balancer.
#[must_use]
pub fn load_balancer_name(world: &World, id: LoadBalancerId) -> &str {
    world.load_balancer(id).map_or("that was deleted", |it| &it.name)
}

/// The name of a target group.
#[must_use]
pub fn target_group_name(world: &World, id: TargetGroupId) -> &str {
    world.target_group(id).map_or("that was deleted", |it| &it.settings.name)
}

/// What was ordered, as it is from now on.
pub(super) fn load_balancing_changed(world: &World, order: &LoadBalancerOrder) -> String {
    match order {
        LoadBalancerOrder::Create { name, kind, zones } => {
            let zones = if zones.is_empty() { "every zone".to_owned() } else { zone_names(world, zones) };
            format!("{} {name} was created with a node in {zones}.", kind_name(*kind))
        }
        LoadBalancerOrder::Modify { load_balancer, zones, cross_zone } => {
            let cross = match cross_zone {
                Switch::On => "on",
                Switch::Off => "off",
            };
            let name = load_balancer_name(world, *load_balancer);
            format!(
                "Load balancer {name} has nodes in {}; cross-zone load balancing is {cross}.",
                zone_names(world, zones)
            )
        }
        LoadBalancerOrder::SetClientRouting(id, policy) => {
            format!("Load balancer {} leads clients by {}.", load_balancer_name(world, *id), policy.name())
        }
        LoadBalancerOrder::Delete(id) => {
            format!("Load balancer {} was deleted.", load_balancer_name(world, *id))
        }
        LoadBalancerOrder::CreateTargetGroup(settings) => {
            format!("target-group {} ({}) was created.", settings.name, settings.target_type.name())
        }
        LoadBalancerOrder::ModifyTargetGroup(_, settings) => {
            format!("target-group {} was modified.", settings.name)
        }
        LoadBalancerOrder::DeleteTargetGroup(id) => {
            format!("target-group {} was deleted.", target_group_name(world, *id))
        }
        LoadBalancerOrder::PutListener(id, listener) => format!(
            "Load balancer {} listens on port {} and forwards to target-group {}{}.",
            load_balancer_name(world, *id),
            listener.port,
            target_group_name(world, listener.default),
            if listener.rules.is_empty() { "" } else { " unless a rule says otherwise" }
        ),
        LoadBalancerOrder::DeleteListener(id, port) => {
            format!("Load balancer {} no longer listens on port {port}.", load_balancer_name(world, *id))
        }
        LoadBalancerOrder::SetTraffic(id, stream) => format!(
            "Clients{} send {} requests a second to {} on port {}.",
            stream.zone.map_or_else(String::new, |it| format!(" in {}", world.zone_name(it))),
            group_digits(u64::from(stream.per_second)),
            load_balancer_name(world, *id),
            stream.port
        ),
    }
}

fn zone_names(world: &World, zones: &[Zone]) -> String {
    zones.iter().map(|it| world.zone_name(*it)).collect::<Vec<_>>().join(", ")
}

/// What checks found: the targets whose state changed.
pub(super) fn targets_checked(world: &World, id: TargetGroupId, checks: &[TargetCheck]) -> String {
    let group = world.target_group(id);
    let before = |check: &TargetCheck| {
        group.and_then(|it| it.targets.iter().find(|it| it.task == check.task)).map(|it| it.state)
    };
    let changed = checks.iter().filter(|it| before(it).is_some_and(|before| before != it.state));
    let words = changed.map(|it| {
        let why = it.reason.filter(|_| it.state != TargetState::Healthy);
        let why = why.map_or_else(String::new, |it| format!(" ({})", it.name()));
        format!(
            "{} is {}{why} in target-group {}.",
            super::task_name(world, it.task),
            it.state.name(),
            target_group_name(world, id)
        )
    });
    words.collect::<Vec<_>>().join(" ")
}

/// What is wrong and what to do.
pub(super) fn of_load_balancer(refusal: &LoadBalancerRefusal) -> String {
    match refusal {
        LoadBalancerRefusal::IncompatibleTargetType { target_group, target_type, network_mode } => format!(
            "InvalidParameterException: The provided target group {target_group} has target type {}, which is incompatible with the {} network mode specified in the task definition.",
            target_type.name(),
            network_mode.name()
        ),
        LoadBalancerRefusal::NoNetwork => {
            "Tasks in network mode none have no network that a load balancer could reach. Use awsvpc, bridge or host.".to_owned()
        }
        LoadBalancerRefusal::TooManyTargetGroups(n) => {
            format!("A service has at most {MAX_ATTACHMENTS} target groups, not {n}.")
        }
        LoadBalancerRefusal::TargetGroupTwice => {
            "A target group is named twice. Each one takes one container port of a service.".to_owned()
        }
        LoadBalancerRefusal::NoSuchPort { container, port } => format!(
            "The task definition has no container `{container}` with containerPort {port}. For a service that runs, AWS says: Load balancer container name or port changed in task definition."
        ),
        LoadBalancerRefusal::ClassicWithAwsvpc => {
            "A Classic Load Balancer registers instances: it cannot reach tasks in awsvpc mode. Use an ALB or NLB with target type ip.".to_owned()
        }
        LoadBalancerRefusal::ClassicWithDynamicPort => {
            "A Classic Load Balancer knows one port for all instances: give the container a fixed hostPort, or use an ALB or NLB.".to_owned()
        }
        LoadBalancerRefusal::ClassicAlone => {
            "A Classic Load Balancer stands alone: several target groups and shifts of traffic need an ALB or NLB.".to_owned()
        }
        LoadBalancerRefusal::InvalidName(name) => {
            format!("`{name}` is no name: use 1 to 32 letters, digits and hyphens, no hyphen at the ends.")
        }
        LoadBalancerRefusal::NameTaken(name) => format!("`{name}` is there already. Take another name."),
        LoadBalancerRefusal::OutOfRange(setting) => out_of_range(*setting).to_owned(),
        LoadBalancerRefusal::InUse => {
            "It is in use by a service or by a listener. Delete that first.".to_owned()
        }
        LoadBalancerRefusal::WrongKind => {
            "The target group is of another kind. An ALB forwards by HTTP, an NLB by TCP; name, kind and target type never change.".to_owned()
        }
        LoadBalancerRefusal::RulesNeedAlb => "Only an Application Load Balancer has rules by path and host.".to_owned(),
        LoadBalancerRefusal::InvalidPriority(priority) => {
            format!("Priority {priority} is not possible: rules have different ones from 1 to 50,000, in rising order.")
        }
        LoadBalancerRefusal::CrossZoneAlwaysOn => {
            "Cross-zone load balancing of an ALB cannot be switched off at the load balancer. Switch it off for a target group.".to_owned()
        }
        LoadBalancerRefusal::ClientRoutingNeedsNlb => {
            "Only a Network Load Balancer leads clients to the node of their zone (dns_record.client_routing_policy).".to_owned()
        }
        LoadBalancerRefusal::GatewayByName => {
            "A Gateway Load Balancer hands packets to virtual appliances such as firewalls. The board has none of them: take an ALB or NLB.".to_owned()
        }
        LoadBalancerRefusal::TooMany => {
            "A board takes 20 load balancers, target groups, listeners, rules and streams of up to 1,000,000 requests a second each, and patterns of 128 characters.".to_owned()
        }
    }
}

fn out_of_range(setting: TargetGroupSetting) -> &'static str {
    match setting {
        TargetGroupSetting::Interval => "The interval of health checks is 5 to 300 seconds.",
        TargetGroupSetting::Timeout => "The timeout of health checks is 2 to 120 seconds.",
        TargetGroupSetting::Threshold => "Healthy and unhealthy thresholds are 2 to 10 checks.",
        TargetGroupSetting::SuccessCodes => {
            "Success codes lie between 200 and 499, gRPC codes between 0 and 99, the first one not after the last."
        }
        TargetGroupSetting::DeregistrationDelay => "The deregistration delay is 0 to 3,600 seconds.",
        TargetGroupSetting::SlowStart => {
            "Slow start takes 30 to 900 seconds, or 0 for none, and needs an ALB."
        }
        TargetGroupSetting::Algorithm => "An algorithm can be chosen for target groups of an ALB alone.",
        TargetGroupSetting::ProtocolVersion => "gRPC is for target groups of an ALB alone.",
        TargetGroupSetting::TargetType => "The target type lambda is for target groups of an ALB alone.",
        TargetGroupSetting::UnhealthyDraining => {
            "Unhealthy targets keep their connections for 0 to 360,000 seconds, and more than 0 needs an NLB."
        }
    }
}
