//! The network is changed, or broken.

use serde::{Deserialize, Serialize};

use super::{Direction, Endpoint, Network, Rule, SecurityGroup, Subnet, SubnetKind};
use crate::sim::{Decision, Event, Refusal, Switch, World, Zone};

/// One change of the network.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum NetworkChange {
    /// The internet gateway is attached or detached.
    InternetGateway(Switch),
    /// The default route of the private subnet of a zone leads to a NAT gateway, or nowhere.
    NatGateway(Zone, Switch),
    /// A VPC endpoint can be reached from the private subnet of a zone, or not.
    Endpoint(Zone, Endpoint, Switch),
    /// Tasks in mode `awsvpc` start in these subnets; with a public address on Fargate, or without.
    TaskSubnets(SubnetKind, Switch),
    /// A security group gets a rule (on) or loses it (off).
    SecurityGroupRule(SecurityGroup, Direction, Rule, Switch),
    /// DNS hostnames and DNS resolution.
    Dns(Switch),
}

/// Rules of a group in one direction: a bound on what a board holds.
const MAX_RULES: usize = 60;

/// Says what happens.
pub(in crate::sim) fn change(world: &World, change: NetworkChange) -> Decision {
    let mut next = world.network.clone();
    if !make(&mut next, change) {
        return Decision::refused(Refusal::NotFound);
    }
    if next == world.network {
        return Decision::refused(Refusal::AlreadySo);
    }
    Decision::plain(vec![Event::NetworkChanged(change)])
}

/// Makes the change.
pub(in crate::sim) fn apply(world: &mut World, change: NetworkChange) {
    make(&mut world.network, change);
}

/// False when there is nothing that could be changed so.
fn make(network: &mut Network, change: NetworkChange) -> bool {
    match change {
        NetworkChange::InternetGateway(switch) => network.internet_gateway = switch,
        NetworkChange::Dns(switch) => network.dns = switch,
        NetworkChange::TaskSubnets(kind, public_ip) => {
            (network.task_subnets, network.assign_public_ip) = (kind, public_ip);
        }
        NetworkChange::NatGateway(zone, switch) => {
            let Some(subnet) = private(network, zone) else { return false };
            subnet.nat_gateway = switch;
        }
        NetworkChange::Endpoint(zone, endpoint, switch) => {
            let Some(subnet) = private(network, zone) else { return false };
            subnet.endpoints.retain(|it| *it != endpoint);
            if switch == Switch::On {
                subnet.endpoints.push(endpoint);
                subnet.endpoints.sort_unstable();
            }
        }
        NetworkChange::SecurityGroupRule(group, direction, rule, switch) => {
            let rules = network.security_groups[group as usize].of_mut(direction);
            let is_there = rules.contains(&rule);
            let is_possible = rule.from_port <= rule.to_port && (is_there || rules.len() < MAX_RULES);
            match switch {
                Switch::On if !is_possible => return false,
                Switch::On if !is_there => rules.push(rule),
                Switch::On => {}
                Switch::Off if !is_there => return false,
                Switch::Off => rules.retain(|it| *it != rule),
            }
        }
    }
    true
}

fn private(network: &mut Network, zone: Zone) -> Option<&mut Subnet> {
    network.subnets.iter_mut().find(|it| it.zone == zone && it.kind == SubnetKind::Private)
}
