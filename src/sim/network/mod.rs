//! The network of the account: one VPC with a public and a private subnet in each zone, the ways out of them, and
//! security groups. It answers what can reach what, and why not; "role or network?" has its second answer here.
//!
//! A new board has a NAT gateway in every zone and groups that let load balancers reach tasks, so nothing is in the way
//! until somebody breaks it. Start reading at [`reach`].

mod change;
mod obstacle;
mod question;
mod reach;
mod security_group;

use serde::{Deserialize, Serialize};

use super::{Switch, Zone};

pub use change::NetworkChange;
pub(super) use change::{apply, change};
pub(super) use obstacle::obstacle;
pub use obstacle::{Need, NeededWay, Obstacle, needed_ways};
pub use question::{Destination, Source, answer};
pub use reach::{Blocked, Origin, Way, host_of, interface_of, reach};
pub use security_group::{Direction, Peer, Rule, Rules, SecurityGroup};

/// The VPC of a board.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network {
    /// Whether the VPC has an internet gateway.
    pub internet_gateway: Switch,
    /// DNS hostnames and DNS resolution of the VPC.
    pub dns: Switch,
    /// For each zone a public one and a private one.
    pub subnets: Vec<Subnet>,
    /// The subnets of tasks in mode `awsvpc` (`awsvpcConfiguration`).
    pub task_subnets: SubnetKind,
    /// Whether Fargate tasks get a public address (`assignPublicIp`).
    pub assign_public_ip: Switch,
    /// One for each member of [`SecurityGroup::ALL`], in that order.
    pub security_groups: Vec<Rules>,
}

/// A subnet. What leaves the VPC takes its default route.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subnet {
    /// Its Availability Zone.
    pub zone: Zone,
    /// A public one leads to the internet gateway.
    pub kind: SubnetKind,
    /// Whether the default route of a private one leads to a NAT gateway.
    pub nat_gateway: Switch,
    /// VPC endpoints that can be reached from it.
    pub endpoints: Vec<Endpoint>,
}

/// Where the default route of a subnet leads.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SubnetKind {
    /// To the internet gateway.
    Public,
    /// To a NAT gateway in the public subnet of the same zone, or nowhere.
    Private,
}

/// A service of AWS that a VPC endpoint can lead to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Endpoint {
    /// Authorization for Amazon ECR.
    EcrApi,
    /// The registry itself.
    EcrDkr,
    /// Amazon S3, which holds the layers of images; a gateway endpoint, without security group.
    S3,
    /// `CloudWatch` Logs.
    Logs,
    /// Secrets Manager.
    SecretsManager,
    /// Parameter Store of Systems Manager.
    Ssm,
}

impl Endpoint {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::EcrApi, Self::EcrDkr, Self::S3, Self::Logs, Self::SecretsManager, Self::Ssm];

    /// Whether its endpoint is a route of the subnet, without a security group, and no network interface.
    #[must_use]
    pub fn is_gateway(self) -> bool {
        self == Self::S3
    }

    /// As in the name of the endpoint's service, `com.amazonaws.REGION.NAME`.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::EcrApi => "ecr.api",
            Self::EcrDkr => "ecr.dkr",
            Self::S3 => "s3",
            Self::Logs => "logs",
            Self::SecretsManager => "secretsmanager",
            Self::Ssm => "ssm",
        }
    }
}

impl Network {
    /// Nothing is in the way.
    // Simplification: one VPC, two subnets a zone, one security group for each kind of thing, network ACLs that allow all.
    #[must_use]
    pub(super) fn open(n_zones: usize) -> Self {
        let zones = (0..u8::try_from(n_zones).unwrap_or(u8::MAX)).map(Zone);
        let subnets = zones.flat_map(|zone| {
            [SubnetKind::Public, SubnetKind::Private].map(|kind| Subnet {
                zone,
                kind,
                nat_gateway: if kind == SubnetKind::Private { Switch::On } else { Switch::Off },
                endpoints: vec![],
            })
        });
        Self {
            internet_gateway: Switch::On,
            dns: Switch::On,
            subnets: subnets.collect(),
            task_subnets: SubnetKind::Private,
            assign_public_ip: Switch::Off,
            security_groups: SecurityGroup::ALL.map(Rules::by_default).to_vec(),
        }
    }

    /// The subnet of this kind in the zone, if there is such a zone.
    #[must_use]
    pub fn subnet(&self, zone: Zone, kind: SubnetKind) -> Option<&Subnet> {
        self.subnets.iter().find(|it| it.zone == zone && it.kind == kind)
    }

    /// The rules of a security group.
    #[must_use]
    pub fn rules(&self, group: SecurityGroup) -> &Rules {
        &self.security_groups[group as usize]
    }
}
