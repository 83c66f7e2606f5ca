//! Traffic: what becomes of the requests of clients, in whole requests a second.
//!
//! While the clock moves nothing else changes, so each second is a few divisions: a stream is split over the nodes of the
//! load balancer, what a node gets over its targets, and a task serves what it can. Requests sent = served + refused.

use super::health_check::{is_reached, listens, warmth};
use super::{Algorithm, LoadBalancer, LoadBalancerKind, Stream, Target, TargetGroup, TargetState};
use crate::sim::{Switch, TargetGroupId, Task, TaskId, World, Zone};

/// What a client gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Answer {
    /// What the application says.
    Served,
    /// No listener, or nothing that lets clients in: no code. From an NLB every refusal is one without a code.
    NotConnected,
    /// `HTTP 502`: the target refused the connection.
    BadGateway,
    /// `HTTP 503`: the target group has no registered targets.
    ServiceUnavailable,
    /// `HTTP 504`: no connection to the target, or no answer in time.
    GatewayTimeout,
}

impl Answer {
    /// All but the good one, in the order in which they are counted.
    pub const REFUSALS: [Self; 4] =
        [Self::NotConnected, Self::BadGateway, Self::ServiceUnavailable, Self::GatewayTimeout];

    /// From this kind of load balancer.
    fn from(self, kind: LoadBalancerKind) -> Self {
        match kind {
            LoadBalancerKind::Network if self != Self::Served => Self::NotConnected,
            LoadBalancerKind::Application
            | LoadBalancerKind::Classic
            | LoadBalancerKind::Network
            | LoadBalancerKind::Gateway => self,
        }
    }
}

/// The target groups that a rule naming this one forwards to, with their shares in tenths of a percent: two while a
/// deployment shifts traffic from one side to the other.
#[must_use]
pub fn forwards(world: &World, named: TargetGroupId) -> Vec<(TargetGroupId, u64)> {
    for service in world.services.values() {
        let pair = service.load_balancers.iter().find(|it| it.target_groups().any(|id| id == named));
        let Some((pair, other)) = pair.and_then(|it| Some((it, it.alternate?))) else { continue };
        let Some(primary) = service.deployments.first() else { continue };
        let share = u64::from(primary.traffic_permille.unwrap_or(1_000)).min(1_000);
        let (to, from) =
            if primary.is_alternate { (other, pair.target_group) } else { (pair.target_group, other) };
        return vec![(to, share), (from, 1_000 - share)];
    }
    vec![(named, 1_000)]
}

/// Where a task stands on the way of requests.
struct Slot {
    /// Index of the group and of the target in it.
    at: (usize, usize),
    /// Index of its task in the capacities.
    task: usize,
    weight: u64,
    /// What it does with what it cannot serve; what it could serve is refused too unless it serves.
    answer: Answer,
}

/// What one node may send to.
struct Node {
    /// How many clients are led to it, among the nodes of its route.
    weight: u64,
    slots: Vec<Slot>,
}

/// Where a share of a stream goes; constant while the clock moves.
struct Route {
    load_balancer: usize,
    per_second: u64,
    nodes: Vec<Node>,
    /// For what finds no target.
    otherwise: Answer,
}

/// Seconds pass, from the present one on.
pub(in crate::sim) fn pass(world: &mut World, to_seconds: u64) {
    if world.load_balancers.iter().all(|it| it.streams.is_empty()) {
        return;
    }
    let from = world.clock_seconds;
    for second in from..to_seconds {
        world.clock_seconds = second;
        // What a target takes while it warms up changes from second to second.
        let is_warming = world.target_groups.iter().any(|it| it.targets.iter().any(|it| it.is_slow));
        let mut plan = Plan::of(world);
        let last = if is_warming { second + 1 } else { to_seconds };
        for second in second..last {
            plan.pass(world, second);
        }
        if !is_warming {
            break;
        }
    }
    world.clock_seconds = from;
}

/// Everything that stays as it is while the clock moves.
struct Plan {
    routes: Vec<Route>,
    /// Requests that each task serves in a second.
    capacities: Vec<u64>,
    /// What is left of them.
    left: Vec<u64>,
}

impl Plan {
    fn of(world: &World) -> Self {
        let mut plan = Self { routes: vec![], capacities: vec![], left: vec![] };
        let mut tasks: Vec<TaskId> = vec![];
        for (at, load_balancer) in world.load_balancers.iter().enumerate() {
            for stream in &load_balancer.streams {
                plan.add(world, at, load_balancer, stream, &mut tasks);
            }
        }
        let capacity = |id: &TaskId| {
            let task = world.tasks.get(id)?;
            Some(u64::from(world.task_definition(task.task_definition)?.behavior.application.per_second))
        };
        plan.capacities = tasks.iter().map(|id| capacity(id).unwrap_or(0)).collect();
        plan
    }

    fn add(&mut self, world: &World, at: usize, of: &LoadBalancer, stream: &Stream, tasks: &mut Vec<TaskId>) {
        let nodes: Vec<Zone> = of.zones.iter().copied().filter(|it| !world.lost_zones.contains(it)).collect();
        // Who is in a lost zone asks for nothing.
        if stream.zone.is_some_and(|it| world.lost_zones.contains(&it)) {
            return;
        }
        let is_open = world.network.admits_clients(stream.port, stream.zone).is_ok();
        let to = of.route(stream).filter(|_| is_open && !nodes.is_empty());
        let shares = to.map_or_else(Vec::new, |named| forwards(world, named));
        let mut left = u64::from(stream.per_second);
        for (at_share, (id, permille)) in shares.iter().enumerate() {
            let is_last = at_share + 1 == shares.len();
            let own = if is_last { left } else { u64::from(stream.per_second) * permille / 1_000 };
            left -= own;
            let Some(place) = world.target_groups.iter().position(|it| it.id == *id) else { continue };
            let group = &world.target_groups[place];
            let is_cross = group.settings.cross_zone.unwrap_or(of.cross_zone) == Switch::On;
            let slots =
                |zone: Option<Zone>, tasks: &mut Vec<TaskId>| slots(world, (place, group), of, zone, tasks);
            let is_function = group.function_state().is_some();
            let nodes = if is_function {
                vec![]
            } else if is_cross {
                vec![Node { weight: 1, slots: slots(None, tasks) }]
            } else {
                let zones = in_dns(group, &nodes);
                let node = |zone: &Zone| Node {
                    weight: weight(of, stream, &zones, *zone),
                    slots: slots(Some(*zone), tasks),
                };
                zones.iter().map(node).collect()
            };
            // A function takes whatever comes.
            let otherwise =
                if is_function { Answer::Served } else { Answer::ServiceUnavailable.from(of.kind) };
            self.routes.push(Route { load_balancer: at, per_second: own, nodes, otherwise });
        }
        if shares.is_empty() {
            let otherwise = Answer::NotConnected;
            self.routes.push(Route { load_balancer: at, per_second: left, nodes: vec![], otherwise });
        }
    }

    /// One second.
    fn pass(&mut self, world: &mut World, second: u64) {
        self.left.clone_from(&self.capacities);
        for load_balancer in &mut world.load_balancers {
            load_balancer.last_second = super::Requests::default();
        }
        for target in world.target_groups.iter_mut().flat_map(|it| &mut it.targets) {
            target.last_second = (0, 0);
        }
        for route in &self.routes {
            let all: u64 = route.nodes.iter().map(|it| it.weight).sum();
            let mut got = [0; 5];
            if all == 0 {
                got[route.otherwise as usize] += route.per_second;
            }
            let mut before = 0;
            for node in &route.nodes {
                let own = part(route.per_second, before, node.weight, all, second);
                before += node.weight;
                send(world, &mut self.left, route, node, own, second, &mut got);
            }
            let load_balancer = &mut world.load_balancers[route.load_balancer];
            for counts in [&mut load_balancer.last_second, &mut load_balancer.total] {
                counts.sent += route.per_second;
                counts.served += got[0];
                for (count, got) in counts.refused.iter_mut().zip(&got[1..]) {
                    *count += got;
                }
            }
        }
    }
}

/// What a node does with what it gets.
fn send(
    world: &mut World,
    left: &mut [u64],
    route: &Route,
    node: &Node,
    requests: u64,
    second: u64,
    got: &mut [u64; 5],
) {
    let all: u64 = node.slots.iter().map(|it| it.weight).sum();
    if all == 0 {
        got[route.otherwise as usize] += requests;
        return;
    }
    let mut before = 0;
    for slot in &node.slots {
        let own = part(requests, before, slot.weight, all, second);
        before += slot.weight;
        let served = if slot.answer == Answer::Served { own.min(left[slot.task]) } else { 0 };
        left[slot.task] -= served;
        let refused = own - served;
        got[Answer::Served as usize] += served;
        let kind = world.load_balancers[route.load_balancer].kind;
        let answer =
            if slot.answer == Answer::Served { Answer::GatewayTimeout.from(kind) } else { slot.answer };
        got[answer as usize] += refused;
        let target = &mut world.target_groups[slot.at.0].targets[slot.at.1];
        let count = |n: u64| u32::try_from(n).unwrap_or(u32::MAX);
        target.last_second.0 += count(served);
        target.last_second.1 += count(refused);
        target.total.0 += served;
        target.total.1 += refused;
    }
}

/// The part of `n` that falls to what weighs `own` of `all` and lies behind `before`. The parts of all are `n` together; the
/// remainder goes round from second to second.
fn part(n: u64, before: u64, own: u64, all: u64, second: u64) -> u64 {
    // A prime, so that what weighs the same gets the remainder equally often.
    let turned = (second * 1_009) % all;
    n * (before + own + turned) / all - n * (before + turned) / all
}

/// The nodes that clients are led to: those with a healthy target in their zone, or all when there is none anywhere
/// (`dns_failover.minimum_healthy_targets.count` 1).
fn in_dns(group: &TargetGroup, nodes: &[Zone]) -> Vec<Zone> {
    let has_healthy =
        |zone: &&Zone| group.targets.iter().any(|it| it.zone == **zone && it.state == TargetState::Healthy);
    let healthy: Vec<Zone> = nodes.iter().filter(has_healthy).copied().collect();
    if healthy.is_empty() { nodes.to_vec() } else { healthy }
}

/// How many of the clients of a stream are led to the node in a zone, among all nodes in DNS: those that keep to their own
/// zone go there, the others go to all alike.
fn weight(of: &LoadBalancer, stream: &Stream, zones: &[Zone], zone: Zone) -> u64 {
    let affinity = of.client_routing.percent();
    match stream.zone.filter(|it| affinity > 0 && zones.contains(it)) {
        None => 1,
        Some(own) if own == zone => affinity * zones.len() as u64 + 100 - affinity,
        Some(_) => 100 - affinity,
    }
}

/// Seconds that an ALB waits for an answer, unless it is told otherwise (`idle_timeout.timeout_seconds`).
const IDLE_TIMEOUT: u32 = 60;

/// Whether the application of a task answers only when an ALB waits no longer.
fn is_too_late(world: &World, task: &Task) -> bool {
    let registered = world.task_definition(task.task_definition);
    registered.is_some_and(|it| it.behavior.application.answers_after_seconds > IDLE_TIMEOUT)
}

/// The targets that a node sends to, in its own zone or in all: the healthy ones; all that are registered when none is
/// healthy.
// Simplification: AWS documents fail-open for unhealthy targets; the model takes those that wait for their first check too.
fn slots(
    world: &World,
    (place, group): (usize, &TargetGroup),
    of: &LoadBalancer,
    zone: Option<Zone>,
    tasks: &mut Vec<TaskId>,
) -> Vec<Slot> {
    let is_registered = |it: &Target| {
        it.ends_at_seconds.is_none() && of.zones.contains(&it.zone) && zone.is_none_or(|zone| zone == it.zone)
    };
    let any_healthy = group.targets.iter().any(|it| is_registered(it) && it.state == TargetState::Healthy);
    let taken = group
        .targets
        .iter()
        .enumerate()
        .filter(|(_, it)| is_registered(it) && (it.state == TargetState::Healthy || !any_healthy));
    taken.map(|(at, target)| slot(world, (place, at), group, target, of.kind, tasks)).collect()
}

fn slot(
    world: &World,
    at: (usize, usize),
    group: &TargetGroup,
    target: &Target,
    kind: LoadBalancerKind,
    tasks: &mut Vec<TaskId>,
) -> Slot {
    let task = tasks.iter().position(|it| *it == target.task).unwrap_or_else(|| {
        tasks.push(target.task);
        tasks.len() - 1
    });
    let found = world.tasks.get(&target.task);
    let answer = match found {
        Some(task) if !is_reached(world, task, target.port) => Answer::GatewayTimeout,
        Some(task) if !listens(world, task) => Answer::BadGateway,
        Some(task) if kind == LoadBalancerKind::Application && is_too_late(world, task) => {
            Answer::GatewayTimeout
        }
        Some(_) => Answer::Served,
        None => Answer::GatewayTimeout,
    };
    let capacity = found.and_then(|it| world.task_definition(it.task_definition));
    let capacity = capacity.map_or(1, |it| u64::from(it.behavior.application.per_second).max(1));
    let weight = match group.settings.algorithm {
        // Who works faster has less outstanding, and gets more.
        Algorithm::LeastOutstandingRequests => capacity,
        Algorithm::RoundRobin | Algorithm::WeightedRandom => 1,
    };
    Slot { at, task, weight: weight * warmth(world, group, target).max(1), answer: answer.from(kind) }
}
