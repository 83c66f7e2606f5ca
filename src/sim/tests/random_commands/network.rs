//! Gateways, endpoints, subnets, rules of security groups.

use proptest::prelude::*;
use proptest::sample::select;

use super::switch;
use crate::sim::network::{Direction, Endpoint, NetworkChange, Peer, Rule, SecurityGroup, SubnetKind};
use crate::sim::{Command, Zone};

pub(super) fn change_of_network() -> impl Strategy<Value = Command> {
    let zone = || (0u8..4).prop_map(Zone);
    let group = || select(SecurityGroup::ALL.to_vec());
    let kind = prop_oneof![Just(SubnetKind::Public), Just(SubnetKind::Private)];
    let direction = prop_oneof![Just(Direction::Inbound), Just(Direction::Outbound)];
    let peer = prop_oneof![Just(Peer::Anywhere), group().prop_map(Peer::Group)];
    let rule = prop_oneof![
        2 => Just(Rule::ALL_TO_ANYWHERE),
        3 => (peer, select(vec![(0, u16::MAX), (443, 443), (80, 8080), (9, 8)]))
            .prop_map(|(peer, (from_port, to_port))| Rule { peer, from_port, to_port }),
    ];
    let change = prop_oneof![
        1 => switch().prop_map(NetworkChange::InternetGateway),
        3 => (zone(), switch()).prop_map(|(zone, it)| NetworkChange::NatGateway(zone, it)),
        3 => (zone(), select(Endpoint::ALL.to_vec()), switch())
            .prop_map(|(zone, endpoint, it)| NetworkChange::Endpoint(zone, endpoint, it)),
        1 => (kind, switch()).prop_map(|(kind, it)| NetworkChange::TaskSubnets(kind, it)),
        4 => (group(), direction, rule, switch())
            .prop_map(|(group, direction, rule, it)| NetworkChange::SecurityGroupRule(group, direction, rule, it)),
        1 => switch().prop_map(NetworkChange::Dns),
    ];
    change.prop_map(Command::ChangeNetwork)
}
