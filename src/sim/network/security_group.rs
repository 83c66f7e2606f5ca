//! Security groups: who may talk to whom on which port. An answer may always return.

use serde::{Deserialize, Serialize};

/// The security group of one kind of thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum SecurityGroup {
    /// Of load balancers.
    LoadBalancer,
    /// Of the network interfaces of tasks, in mode `awsvpc`.
    Task,
    /// Of container instances: of tasks in the modes `bridge` and `host` too.
    Instance,
    /// Of the mount targets of file systems.
    FileSystem,
    /// Of interface endpoints.
    Endpoint,
}

impl SecurityGroup {
    /// All of them.
    pub const ALL: [Self; 5] =
        [Self::LoadBalancer, Self::Task, Self::Instance, Self::FileSystem, Self::Endpoint];

    /// Its name on the board.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::LoadBalancer => "load-balancer",
            Self::Task => "task",
            Self::Instance => "instance",
            Self::FileSystem => "file-system",
            Self::Endpoint => "endpoint",
        }
    }
}

/// Which way a rule looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Direction {
    /// From others into the group.
    Inbound,
    /// From the group to others.
    Outbound,
}

/// The other side of a rule.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Peer {
    /// `0.0.0.0/0`.
    Anywhere,
    /// What is in this group.
    Group(SecurityGroup),
}

/// Allows TCP on a range of ports; what no rule allows is not let through.
// Simplification: rules name no protocol and no addresses but 0.0.0.0/0.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Rule {
    /// Whom.
    pub peer: Peer,
    /// The first port.
    pub from_port: u16,
    /// The last port.
    pub to_port: u16,
}

impl Rule {
    /// All ports.
    pub const ALL_TO_ANYWHERE: Self = Self { peer: Peer::Anywhere, from_port: 0, to_port: u16::MAX };

    const fn from(group: SecurityGroup, from_port: u16, to_port: u16) -> Self {
        Self { peer: Peer::Group(group), from_port, to_port }
    }

    fn admits(self, other: Option<SecurityGroup>, port: u16) -> bool {
        let is_meant = match self.peer {
            Peer::Anywhere => true,
            Peer::Group(group) => other == Some(group),
        };
        is_meant && (self.from_port..=self.to_port).contains(&port)
    }
}

/// The rules of one group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Rules {
    /// Who may come in.
    pub inbound: Vec<Rule>,
    /// Where it may go.
    pub outbound: Vec<Rule>,
}

impl Rules {
    /// The chain from the internet to the load balancer, from there to the tasks, from there to the file system.
    pub(super) fn by_default(group: SecurityGroup) -> Self {
        let web = |port| Rule { peer: Peer::Anywhere, from_port: port, to_port: port };
        let from_both = |port| {
            vec![Rule::from(SecurityGroup::Task, port, port), Rule::from(SecurityGroup::Instance, port, port)]
        };
        let inbound = match group {
            SecurityGroup::LoadBalancer => vec![web(80), web(443)],
            SecurityGroup::Task | SecurityGroup::Instance => {
                vec![Rule::from(SecurityGroup::LoadBalancer, 0, u16::MAX)]
            }
            SecurityGroup::FileSystem => from_both(2049),
            SecurityGroup::Endpoint => from_both(443),
        };
        Self { inbound, outbound: vec![Rule::ALL_TO_ANYWHERE] }
    }

    /// The rules that look this way.
    #[must_use]
    pub fn of(&self, direction: Direction) -> &Vec<Rule> {
        match direction {
            Direction::Inbound => &self.inbound,
            Direction::Outbound => &self.outbound,
        }
    }

    pub(super) fn of_mut(&mut self, direction: Direction) -> &mut Vec<Rule> {
        match direction {
            Direction::Inbound => &mut self.inbound,
            Direction::Outbound => &mut self.outbound,
        }
    }

    /// Whether something in another group, or anything when there is none, may be talked with on this port.
    #[must_use]
    pub fn admit(&self, direction: Direction, other: Option<SecurityGroup>, port: u16) -> bool {
        self.of(direction).iter().any(|it| it.admits(other, port))
    }
}
