//! Load balancers, listeners and target groups are made, changed and deleted.

use serde::{Deserialize, Serialize};

use super::{
    Algorithm, ClientRouting, Listener, LoadBalancer, LoadBalancerKind, ProtocolVersion, Requests, Stream,
    TargetGroup, TargetGroupSettings, TargetType, schedule,
};
use crate::ecs::NetworkMode;
use crate::sim::{Decision, Event, LoadBalancerId, Refusal, Switch, TargetGroupId, World, Zone};

/// An order about load balancing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoadBalancerOrder {
    /// The `CreateLoadBalancer` API: with a node in each of these zones, in every zone when none is named.
    Create {
        /// Its name.
        name: String,
        /// What it is.
        kind: LoadBalancerKind,
        /// Where it has nodes.
        zones: Vec<Zone>,
    },
    /// Another set of zones, and cross-zone load balancing on or off.
    Modify {
        /// Which.
        load_balancer: LoadBalancerId,
        /// Where it has nodes.
        zones: Vec<Zone>,
        /// Whether a node sends to targets in all zones.
        cross_zone: Switch,
    },
    /// `dns_record.client_routing_policy` of an NLB.
    SetClientRouting(LoadBalancerId, ClientRouting),
    /// The `DeleteLoadBalancer` API; its listeners go with it.
    Delete(LoadBalancerId),
    /// The `CreateTargetGroup` API.
    CreateTargetGroup(TargetGroupSettings),
    /// The `ModifyTargetGroup` and `ModifyTargetGroupAttributes` APIs; kind and target type stay.
    ModifyTargetGroup(TargetGroupId, TargetGroupSettings),
    /// The `DeleteTargetGroup` API.
    DeleteTargetGroup(TargetGroupId),
    /// A listener is made, or another one takes its place on its port.
    PutListener(LoadBalancerId, Listener),
    /// The `DeleteListener` API.
    DeleteListener(LoadBalancerId, u16),
    /// Clients send so many of these requests from now on; none when 0.
    SetTraffic(LoadBalancerId, Stream),
}

/// Why an order about load balancing, or a service with load balancers, is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum LoadBalancerRefusal {
    /// `InvalidParameterException`.
    IncompatibleTargetType {
        /// Its name.
        target_group: String,
        /// What it registers.
        target_type: TargetType,
        /// Of the task definition.
        network_mode: NetworkMode,
    },
    /// Network mode `none`: no load balancer.
    NoNetwork,
    /// More than five.
    TooManyTargetGroups(u64),
    /// One target group is named twice.
    TargetGroupTwice,
    /// The task definition has no such container, or it has no such port.
    NoSuchPort {
        /// Its name.
        container: String,
        /// Its port.
        port: u16,
    },
    /// A Classic Load Balancer cannot reach tasks in mode `awsvpc`.
    ClassicWithAwsvpc,
    /// Nor several tasks on one instance.
    ClassicWithDynamicPort,
    /// Nor stand beside others, or take part in a shift of traffic.
    ClassicAlone,
    /// 1 to 32 letters, digits and hyphens.
    InvalidName(String),
    /// There is one already.
    NameTaken(String),
    /// Outside the limits of the API.
    OutOfRange(TargetGroupSetting),
    /// A service or a listener needs it.
    InUse,
    /// The target group is of another kind.
    WrongKind,
    /// Only an ALB has rules.
    RulesNeedAlb,
    /// A priority twice, or outside 1 to 50,000.
    InvalidPriority(u32),
    /// An ALB cannot switch it off.
    CrossZoneAlwaysOn,
    /// Only an NLB has a policy for it.
    ClientRoutingNeedsNlb,
    /// A Gateway Load Balancer.
    GatewayByName,
    /// More than a board holds.
    TooMany,
}

/// What can be out of range.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum TargetGroupSetting {
    /// 5 to 300 s.
    Interval,
    /// 2 to 120 s.
    Timeout,
    /// 2 to 10.
    Threshold,
    /// 200 to 499; by gRPC 0 to 99.
    SuccessCodes,
    /// 0 to 3,600 s.
    DeregistrationDelay,
    /// 0, or 30 to 900 s, with an ALB.
    SlowStart,
    /// With an ALB.
    Algorithm,
    /// gRPC, with an ALB.
    ProtocolVersion,
    /// `lambda`, with an ALB.
    TargetType,
    /// 0 to 360,000 s, with an NLB.
    UnhealthyDraining,
}

/// Load balancers, target groups, listeners, rules or streams that stand on one board.
const MAX_OF_A_KIND: usize = 20;
/// Requests of one stream each second.
const MAX_PER_SECOND: u32 = 1_000_000;
/// Characters of a host or path.
const MAX_PATTERN: usize = 128;

/// Says what happens.
pub(in crate::sim) fn decide(world: &World, order: &LoadBalancerOrder) -> Decision {
    match check(world, order) {
        Ok(()) => Decision::plain(vec![Event::LoadBalancingChanged(Box::new(order.clone()))]),
        Err(refusal) => Decision::refused(refusal),
    }
}

fn refuse<T>(refusal: LoadBalancerRefusal) -> Result<T, Refusal> {
    Err(Refusal::OfLoadBalancer(Box::new(refusal)))
}

fn check(world: &World, order: &LoadBalancerOrder) -> Result<(), Refusal> {
    let zones_are_there = |zones: &[Zone]| zones.iter().all(|it| usize::from(it.0) < world.zones.len());
    let find = |id: LoadBalancerId| world.load_balancer(id).ok_or(Refusal::NotFound);
    match order {
        LoadBalancerOrder::Create { kind: LoadBalancerKind::Gateway, .. } => {
            refuse(LoadBalancerRefusal::GatewayByName)
        }
        LoadBalancerOrder::Create { name, zones, .. } => {
            let names = world.load_balancers.iter().map(|it| it.name.as_str());
            check_name(name, names)?;
            if zones_are_there(zones) { Ok(()) } else { Err(Refusal::NotFound) }
        }
        LoadBalancerOrder::Modify { load_balancer, zones, cross_zone } => {
            let known = find(*load_balancer)?;
            if zones.is_empty() || !zones_are_there(zones) {
                return Err(Refusal::NotFound);
            }
            match known.kind {
                LoadBalancerKind::Application if *cross_zone == Switch::Off => {
                    refuse(LoadBalancerRefusal::CrossZoneAlwaysOn)
                }
                _ if known.zones == *zones && known.cross_zone == *cross_zone => Err(Refusal::AlreadySo),
                _ => Ok(()),
            }
        }
        LoadBalancerOrder::SetClientRouting(id, policy) => match find(*id)? {
            it if it.kind != LoadBalancerKind::Network => refuse(LoadBalancerRefusal::ClientRoutingNeedsNlb),
            it if it.client_routing == *policy => Err(Refusal::AlreadySo),
            _ => Ok(()),
        },
        LoadBalancerOrder::Delete(id) => find(*id).map(|_| ()),
        LoadBalancerOrder::CreateTargetGroup(settings) => {
            check_name(&settings.name, world.target_groups.iter().map(|it| it.settings.name.as_str()))?;
            check_settings(settings)
        }
        LoadBalancerOrder::ModifyTargetGroup(id, settings) => {
            let known = world.target_group(*id).ok_or(Refusal::NotFound)?;
            let fixed =
                |it: &TargetGroupSettings| (it.name.clone(), it.kind, it.target_type, it.protocol_version);
            if fixed(settings) != fixed(&known.settings) {
                return refuse(LoadBalancerRefusal::WrongKind);
            }
            check_settings(settings)?;
            if *settings == known.settings { Err(Refusal::AlreadySo) } else { Ok(()) }
        }
        LoadBalancerOrder::DeleteTargetGroup(id) => {
            world.target_group(*id).ok_or(Refusal::NotFound)?;
            let of_service = |it: &super::Attachment| it.target_groups().any(|named| named == *id);
            let is_used = world.services.values().any(|it| it.load_balancers.iter().any(of_service))
                || world.load_balancers.iter().any(|it| it.target_groups().any(|named| named == *id));
            if is_used { refuse(LoadBalancerRefusal::InUse) } else { Ok(()) }
        }
        LoadBalancerOrder::PutListener(id, listener) => check_listener(world, find(*id)?, listener),
        LoadBalancerOrder::DeleteListener(id, port) => {
            let has = find(*id)?.listeners.iter().any(|it| it.port == *port);
            if has { Ok(()) } else { Err(Refusal::NotFound) }
        }
        LoadBalancerOrder::SetTraffic(id, stream) => {
            let zone = stream.zone.as_slice();
            if zones_are_there(zone) { check_stream(find(*id)?, stream) } else { Err(Refusal::NotFound) }
        }
    }
}

fn check_name<'a>(name: &str, mut known: impl Iterator<Item = &'a str> + Clone) -> Result<(), Refusal> {
    let is_name = (1..=32).contains(&name.len())
        && name.chars().all(|it| it.is_ascii_alphanumeric() || it == '-')
        && !name.starts_with('-')
        && !name.ends_with('-');
    if !is_name {
        return refuse(LoadBalancerRefusal::InvalidName(name.to_owned()));
    }
    if known.clone().count() >= MAX_OF_A_KIND {
        return refuse(LoadBalancerRefusal::TooMany);
    }
    if known.any(|it| it == name) {
        return refuse(LoadBalancerRefusal::NameTaken(name.to_owned()));
    }
    Ok(())
}

fn check_settings(settings: &TargetGroupSettings) -> Result<(), Refusal> {
    let check = &settings.health_check;
    let codes = settings.protocol_version.success_codes();
    let has_codes = codes.contains(&check.first_success_code)
        && check.first_success_code <= check.last_success_code
        && codes.contains(&check.last_success_code);
    let is_alb = settings.kind == LoadBalancerKind::Application;
    let is_slow_possible =
        settings.slow_start_seconds == 0 || (is_alb && (30..=900).contains(&settings.slow_start_seconds));
    let draining = settings.unhealthy_draining_seconds;
    let can_drain = settings.kind == LoadBalancerKind::Network && draining <= 360_000;
    let thresholds = [check.healthy_threshold, check.unhealthy_threshold];
    let rules = [
        (TargetGroupSetting::Interval, (5..=300).contains(&check.interval_seconds)),
        (TargetGroupSetting::Timeout, (2..=120).contains(&check.timeout_seconds)),
        (TargetGroupSetting::Threshold, thresholds.iter().all(|it| (2..=10).contains(it))),
        (TargetGroupSetting::SuccessCodes, has_codes),
        (TargetGroupSetting::DeregistrationDelay, settings.deregistration_delay_seconds <= 3_600),
        (TargetGroupSetting::SlowStart, is_slow_possible),
        (TargetGroupSetting::Algorithm, is_alb || settings.algorithm == Algorithm::RoundRobin),
        (TargetGroupSetting::ProtocolVersion, is_alb || settings.protocol_version == ProtocolVersion::Http1),
        (TargetGroupSetting::TargetType, is_alb || settings.target_type != TargetType::Lambda),
        (TargetGroupSetting::UnhealthyDraining, can_drain || draining == 0),
    ];
    match rules.into_iter().find(|(_, holds)| !holds) {
        Some((setting, _)) => refuse(LoadBalancerRefusal::OutOfRange(setting)),
        None if check.path.len() > MAX_PATTERN => refuse(LoadBalancerRefusal::TooMany),
        None => Ok(()),
    }
}

fn check_listener(world: &World, of: &LoadBalancer, listener: &Listener) -> Result<(), Refusal> {
    let known = of.listeners.iter().find(|it| it.port == listener.port);
    if known == Some(listener) {
        return Err(Refusal::AlreadySo);
    }
    if known.is_none() && of.listeners.len() >= MAX_OF_A_KIND {
        return refuse(LoadBalancerRefusal::TooMany);
    }
    let named = listener.rules.iter().map(|it| it.target_group).chain(std::iter::once(listener.default));
    for id in named {
        let group = world.target_group(id).ok_or(Refusal::NotFound)?;
        if group.settings.kind != of.kind {
            return refuse(LoadBalancerRefusal::WrongKind);
        }
        // A target group takes requests of one load balancer.
        if world.load_balancers.iter().any(|it| it.id != of.id && it.target_groups().any(|it| it == id)) {
            return refuse(LoadBalancerRefusal::InUse);
        }
    }
    if of.kind != LoadBalancerKind::Application && !listener.rules.is_empty() {
        return refuse(LoadBalancerRefusal::RulesNeedAlb);
    }
    let is_long = |it: &super::ListenerRule| it.host.len().max(it.path.len()) > MAX_PATTERN;
    if listener.rules.len() > MAX_OF_A_KIND || listener.rules.iter().any(is_long) {
        return refuse(LoadBalancerRefusal::TooMany);
    }
    let mut before = 0;
    for rule in &listener.rules {
        if rule.priority <= before || rule.priority > 50_000 {
            return refuse(LoadBalancerRefusal::InvalidPriority(rule.priority));
        }
        before = rule.priority;
    }
    Ok(())
}

fn check_stream(of: &LoadBalancer, stream: &Stream) -> Result<(), Refusal> {
    let known = of.streams.iter().find(|it| it.is_same_request(stream));
    let is_long = stream.host.len().max(stream.path.len()) > MAX_PATTERN;
    let is_too_much = stream.per_second > MAX_PER_SECOND || is_long;
    match known {
        Some(known) if known.per_second == stream.per_second => Err(Refusal::AlreadySo),
        None if stream.per_second == 0 => Err(Refusal::AlreadySo),
        None if of.streams.len() >= MAX_OF_A_KIND => refuse(LoadBalancerRefusal::TooMany),
        _ if is_too_much => refuse(LoadBalancerRefusal::TooMany),
        Some(_) | None => Ok(()),
    }
}

impl Stream {
    fn is_same_request(&self, other: &Self) -> bool {
        (self.port, &self.host, &self.path, self.zone) == (other.port, &other.host, &other.path, other.zone)
    }
}

/// Carries out the order.
pub(in crate::sim) fn apply(world: &mut World, order: &LoadBalancerOrder) {
    match order {
        LoadBalancerOrder::Create { name, kind, zones } => {
            let all = (0..u8::try_from(world.zones.len()).unwrap_or(u8::MAX)).map(Zone);
            world.load_balancers.push(LoadBalancer {
                id: LoadBalancerId(world.next_load_balancer),
                name: name.clone(),
                kind: *kind,
                zones: if zones.is_empty() { all.collect() } else { zones.clone() },
                cross_zone: kind.default_cross_zone(),
                client_routing: ClientRouting::default(),
                listeners: vec![],
                streams: vec![],
                last_second: Requests::default(),
                total: Requests::default(),
            });
            world.next_load_balancer += 1;
        }
        LoadBalancerOrder::Modify { load_balancer, zones, cross_zone } => {
            change(world, *load_balancer, |it| (it.zones, it.cross_zone) = (zones.clone(), *cross_zone));
        }
        LoadBalancerOrder::SetClientRouting(id, policy) => {
            change(world, *id, |it| it.client_routing = *policy);
        }
        LoadBalancerOrder::Delete(id) => world.load_balancers.retain(|it| it.id != *id),
        LoadBalancerOrder::CreateTargetGroup(settings) => {
            let interval = u64::from(settings.health_check.interval_seconds);
            world.target_groups.push(TargetGroup {
                id: TargetGroupId(world.next_target_group),
                settings: settings.clone(),
                targets: vec![],
                next_check_seconds: world.clock_seconds + interval,
            });
            world.next_target_group += 1;
        }
        LoadBalancerOrder::ModifyTargetGroup(id, settings) => {
            if let Some(group) = world.target_groups.iter_mut().find(|it| it.id == *id) {
                group.settings.clone_from(settings);
            }
        }
        LoadBalancerOrder::DeleteTargetGroup(id) => {
            world.target_groups.retain(|it| it.id != *id);
            world.queue.set(crate::sim::clock::Subject::TargetGroup(*id), None);
        }
        LoadBalancerOrder::PutListener(id, listener) => change(world, *id, |it| {
            it.listeners.retain(|it| it.port != listener.port);
            it.listeners.push(listener.clone());
            it.listeners.sort_by_key(|it| it.port);
        }),
        LoadBalancerOrder::DeleteListener(id, port) => {
            change(world, *id, |it| it.listeners.retain(|it| it.port != *port));
        }
        LoadBalancerOrder::SetTraffic(id, stream) => change(world, *id, |it| {
            it.streams.retain(|it| !it.is_same_request(stream));
            if stream.per_second > 0 {
                it.streams.push(stream.clone());
            }
            it.last_second = Requests::default();
        }),
    }
    schedule_all(world);
}

/// What may have come into use or gone out of it.
pub(in crate::sim) fn schedule_all(world: &mut World) {
    for at in 0..world.target_groups.len() {
        schedule(world, world.target_groups[at].id);
    }
}

fn change(world: &mut World, id: LoadBalancerId, change: impl FnOnce(&mut LoadBalancer)) {
    if let Some(load_balancer) = world.load_balancers.iter_mut().find(|it| it.id == id) {
        change(load_balancer);
    }
}
