//! What can reach what: routes first, then the security groups on both sides.

use serde::{Deserialize, Serialize};

use super::{Direction, Endpoint, Network, SecurityGroup, SubnetKind};
use crate::ecs::NetworkMode;
use crate::sim::{Switch, Task, TaskPlace, World, Zone, instance};

/// Where something talks from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Origin {
    /// The zone of its subnet.
    pub zone: Zone,
    /// Its subnet there.
    pub subnet: SubnetKind,
    /// Whether it has a public address.
    pub public_ip: Switch,
    /// Its security group.
    pub group: SecurityGroup,
}

/// How something leaves its subnet.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Way {
    /// Through a VPC endpoint.
    Endpoint,
    /// Through the NAT gateway and the internet gateway.
    NatGateway,
    /// Through the internet gateway, with a public address of its own.
    InternetGateway,
    /// By the local route of the VPC, which every subnet has.
    InVpc,
}

/// Why something cannot be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Blocked {
    /// A private subnet whose default route leads nowhere, and no endpoint either.
    NoRoute(Zone),
    /// The route leads to an internet gateway that is not attached.
    NoInternetGateway,
    /// In a public subnet, without a public address.
    NoPublicIp,
    /// No rule of the group lets it out (outbound) or in (inbound) on this port.
    SecurityGroup(SecurityGroup, Direction, u16),
}

/// The port of the APIs of AWS.
const HTTPS: u16 = 443;

/// How what stands at the origin reaches a service of AWS, or the internet when none is named; or why it does not.
///
/// # Errors
/// With what is in the way.
pub fn reach(network: &Network, origin: &Origin, service: Option<Endpoint>) -> Result<Way, Blocked> {
    let subnet = network.subnet(origin.zone, origin.subnet).ok_or(Blocked::NoRoute(origin.zone))?;
    let endpoint = service.filter(|it| subnet.endpoints.contains(it));
    if endpoint.is_some_and(|it| !it.is_gateway()) {
        return network.connects(origin.group, SecurityGroup::Endpoint, HTTPS).map(|()| Way::Endpoint);
    }
    if !network.rules(origin.group).admit(Direction::Outbound, None, HTTPS) {
        return Err(Blocked::SecurityGroup(origin.group, Direction::Outbound, HTTPS));
    }
    if endpoint.is_some() {
        return Ok(Way::Endpoint);
    }
    let way = match origin.subnet {
        SubnetKind::Private if subnet.nat_gateway == Switch::Off => {
            return Err(Blocked::NoRoute(origin.zone));
        }
        SubnetKind::Private => Way::NatGateway,
        SubnetKind::Public if origin.public_ip == Switch::Off => return Err(Blocked::NoPublicIp),
        SubnetKind::Public => Way::InternetGateway,
    };
    match network.internet_gateway {
        Switch::On => Ok(way),
        Switch::Off => Err(Blocked::NoInternetGateway),
    }
}

impl Origin {
    /// A container instance in this zone.
    // Simplification: container instances stand in private subnets.
    pub(super) fn of_instance(zone: Zone) -> Self {
        Self { zone, subnet: SubnetKind::Private, public_ip: Switch::Off, group: SecurityGroup::Instance }
    }
}

impl Network {
    /// The interface of a task in mode `awsvpc` in this zone.
    pub(super) fn interface(&self, zone: Zone, public_ip: Switch) -> Origin {
        Origin { zone, subnet: self.task_subnets, public_ip, group: SecurityGroup::Task }
    }

    /// Whether one security group lets what is in another one reach it on a port: both have to agree.
    ///
    /// # Errors
    /// With the group that is in the way.
    pub fn connects(&self, from: SecurityGroup, to: SecurityGroup, port: u16) -> Result<(), Blocked> {
        if !self.rules(from).admit(Direction::Outbound, Some(to), port) {
            return Err(Blocked::SecurityGroup(from, Direction::Outbound, port));
        }
        if !self.rules(to).admit(Direction::Inbound, Some(from), port) {
            return Err(Blocked::SecurityGroup(to, Direction::Inbound, port));
        }
        Ok(())
    }
}

/// Where a task itself talks from: its own network interface in mode `awsvpc`, else its instance; none in mode `none`.
#[must_use]
pub fn interface_of(world: &World, task: &Task) -> Option<Origin> {
    let definition = &world.task_definition(task.task_definition)?.task_definition;
    match definition.effective_network_mode() {
        NetworkMode::Awsvpc => {
            let public_ip = match task.place {
                TaskPlace::Fargate(_) => world.network.assign_public_ip,
                TaskPlace::ContainerInstance(_) | TaskPlace::AwaitsCapacity => Switch::Off,
            };
            Some(world.network.interface(instance::zone_of(world, task.place)?, public_ip))
        }
        NetworkMode::Bridge | NetworkMode::Host => host_of(world, task),
        NetworkMode::None => None,
    }
}

/// Where the agent of a task talks from, which pulls images, fetches secrets and sends logs: the instance, or on Fargate
/// the interface of the task. None for an external instance, which does not stand in the VPC.
#[must_use]
pub fn host_of(world: &World, task: &Task) -> Option<Origin> {
    match task.place {
        TaskPlace::Fargate(_) => interface_of(world, task),
        TaskPlace::ContainerInstance(_) => instance::zone_of(world, task.place).map(Origin::of_instance),
        TaskPlace::AwaitsCapacity => None,
    }
}
