//! Changes of the network, as they are stored; subnets, endpoints and security groups by their names.

use serde::{Deserialize, Serialize};

use super::switch::SavedSwitch;
use crate::sim::Zone;
use crate::sim::network::{Direction, Endpoint, NetworkChange, Peer, Rule, SecurityGroup, SubnetKind};

/// One change of the VPC: what is named is there (`ON`) or not (`OFF`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum SavedNetworkChange {
    /// The internet gateway.
    InternetGateway {
        /// Whether it is attached.
        state: SavedSwitch,
    },
    /// The route of a private subnet to a NAT gateway.
    NatGateway {
        /// Index of the zone.
        zone: u8,
        /// Whether it is there.
        state: SavedSwitch,
    },
    /// An endpoint in a private subnet.
    Endpoint {
        /// Index of the zone.
        zone: u8,
        /// Such as `ecr.api`.
        endpoint: String,
        /// Whether it is there.
        state: SavedSwitch,
    },
    /// Where tasks in mode `awsvpc` start.
    TaskSubnets {
        /// Public ones, or private ones.
        are_public: bool,
        /// With a public address on Fargate.
        assign_public_ip: SavedSwitch,
    },
    /// A rule of a security group.
    SecurityGroupRule(SavedRule),
    /// DNS hostnames and resolution.
    Dns {
        /// Whether the VPC has them.
        state: SavedSwitch,
    },
}

/// A rule of a security group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SavedRule {
    /// Such as `task`.
    pub group: String,
    /// Whether it is about what the group may reach.
    #[serde(default)]
    pub is_outbound: bool,
    /// Another group; `0.0.0.0/0` when absent.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub peer: Option<String>,
    /// The first port.
    pub from_port: u16,
    /// The last port.
    pub to_port: u16,
    /// Whether it is there.
    pub state: SavedSwitch,
}

impl SavedNetworkChange {
    pub(super) fn of(change: NetworkChange) -> Self {
        match change {
            NetworkChange::InternetGateway(state) => Self::InternetGateway { state: state.into() },
            NetworkChange::NatGateway(zone, state) => Self::NatGateway { zone: zone.0, state: state.into() },
            NetworkChange::Endpoint(zone, endpoint, state) => {
                Self::Endpoint { zone: zone.0, endpoint: endpoint.name().to_owned(), state: state.into() }
            }
            NetworkChange::TaskSubnets(kind, public_ip) => Self::TaskSubnets {
                are_public: kind == SubnetKind::Public,
                assign_public_ip: public_ip.into(),
            },
            NetworkChange::SecurityGroupRule(group, direction, rule, state) => {
                Self::SecurityGroupRule(SavedRule {
                    group: group.name().to_owned(),
                    is_outbound: direction == Direction::Outbound,
                    peer: match rule.peer {
                        Peer::Anywhere => None,
                        Peer::Group(group) => Some(group.name().to_owned()),
                    },
                    from_port: rule.from_port,
                    to_port: rule.to_port,
                    state: state.into(),
                })
            }
            NetworkChange::Dns(state) => Self::Dns { state: state.into() },
        }
    }

    pub(super) fn to_change(&self) -> Result<NetworkChange, String> {
        Ok(match self {
            Self::InternetGateway { state } => NetworkChange::InternetGateway((*state).into()),
            Self::NatGateway { zone, state } => NetworkChange::NatGateway(Zone(*zone), (*state).into()),
            Self::Endpoint { zone, endpoint, state } => {
                let known = Endpoint::ALL.into_iter().find(|it| it.name() == endpoint);
                let endpoint = known.ok_or_else(|| format!("endpoint `{endpoint}` is not known"))?;
                NetworkChange::Endpoint(Zone(*zone), endpoint, (*state).into())
            }
            Self::TaskSubnets { are_public, assign_public_ip } => {
                let kind = if *are_public { SubnetKind::Public } else { SubnetKind::Private };
                NetworkChange::TaskSubnets(kind, (*assign_public_ip).into())
            }
            Self::SecurityGroupRule(saved) => {
                let peer = saved.peer.as_ref().map(|it| group_named(it)).transpose()?;
                NetworkChange::SecurityGroupRule(
                    group_named(&saved.group)?,
                    if saved.is_outbound { Direction::Outbound } else { Direction::Inbound },
                    Rule {
                        peer: peer.map_or(Peer::Anywhere, Peer::Group),
                        from_port: saved.from_port,
                        to_port: saved.to_port,
                    },
                    saved.state.into(),
                )
            }
            Self::Dns { state } => NetworkChange::Dns((*state).into()),
        })
    }
}

fn group_named(name: &str) -> Result<SecurityGroup, String> {
    let known = SecurityGroup::ALL.into_iter().find(|it| it.name() == name);
    known.ok_or_else(|| format!("security group `{name}` is not known"))
}
