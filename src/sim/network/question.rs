//! Whether one thing can reach another one: what a learner asks before a task has to find out.

use super::{Blocked, Direction, Endpoint, Network, Origin, SecurityGroup, Way, reach};
use crate::sim::{Switch, Zone};

/// Who wants to reach something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Source {
    /// A container instance in this zone, with its agent and all tasks in the modes `bridge` and `host`.
    ContainerInstance(Zone),
    /// A task in mode `awsvpc` on an instance in this zone.
    TaskOnEc2(Zone),
    /// A task on Fargate in this zone.
    TaskOnFargate(Zone),
    /// A load balancer.
    LoadBalancer,
    /// Somebody on the internet.
    Client,
}

/// What is to be reached.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Destination {
    /// A service of AWS.
    Service(Endpoint),
    /// What has no endpoint, such as a public registry.
    Internet,
    /// What is in a security group, on this port.
    Group(SecurityGroup, u16),
}

/// How the source reaches the destination; none when such a question makes no sense, as for a load balancer that pulls an
/// image.
#[must_use]
pub fn answer(network: &Network, source: Source, destination: Destination) -> Option<Result<Way, Blocked>> {
    let origin = match source {
        Source::ContainerInstance(zone) => Origin::of_instance(zone),
        Source::TaskOnEc2(zone) => network.interface(zone, Switch::Off),
        Source::TaskOnFargate(zone) => network.interface(zone, network.assign_public_ip),
        Source::LoadBalancer => {
            let Destination::Group(group, port) = destination else { return None };
            return Some(network.connects(SecurityGroup::LoadBalancer, group, port).map(|()| Way::InVpc));
        }
        Source::Client => {
            let Destination::Group(SecurityGroup::LoadBalancer, port) = destination else { return None };
            return Some(network.admits_clients(port, None).map(|()| Way::InternetGateway));
        }
    };
    Some(match destination {
        Destination::Service(endpoint) => reach(network, &origin, Some(endpoint)),
        Destination::Internet => reach(network, &origin, None),
        Destination::Group(group, port) => network.connects(origin.group, group, port).map(|()| Way::InVpc),
    })
}

impl Network {
    /// Whether clients reach load balancers on a port: from the internet, or from a zone of the VPC.
    ///
    /// # Errors
    /// With what is in the way.
    pub fn admits_clients(&self, port: u16, zone: Option<Zone>) -> Result<(), Blocked> {
        if zone.is_none() && self.internet_gateway == Switch::Off {
            return Err(Blocked::NoInternetGateway);
        }
        if !self.rules(SecurityGroup::LoadBalancer).admit(Direction::Inbound, None, port) {
            return Err(Blocked::SecurityGroup(SecurityGroup::LoadBalancer, Direction::Inbound, port));
        }
        Ok(())
    }
}
