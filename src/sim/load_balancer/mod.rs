//! Elastic Load Balancing: load balancers with their listeners, target groups with the health of their targets, and the
//! traffic of clients in whole requests a second.
//!
//! ECS registers the tasks of a service as targets ([`targets`]); each target group checks its targets when its time has come
//! ([`health_check`]); while the clock moves, clients send requests ([`traffic`]). Start reading at [`LoadBalancer`].

mod attachment;
mod health_check;
mod order;
mod target_group;
mod targets;
mod traffic;

use serde::{Deserialize, Serialize};

use super::{LoadBalancerId, Switch, TargetGroupId, World, Zone};

pub use attachment::{Attachment, MAX_ATTACHMENTS};
pub(super) use attachment::{check as check_attachments, has_classic};
#[cfg(test)]
pub(super) use health_check::due_at;
use health_check::schedule;
pub use health_check::{TargetCheck, health_of, unhealthy_in};
pub(super) use health_check::{apply_checked, wake, woken};
pub use order::{LoadBalancerOrder, LoadBalancerRefusal, TargetGroupSetting};
pub(super) use order::{apply, decide, schedule_all};
pub use target_group::{
    Algorithm, HealthCheckSettings, ProtocolVersion, Target, TargetGroup, TargetGroupSettings, TargetReason,
    TargetState, TargetType,
};
pub(super) use targets::{
    deregistration_delay, follow, follow_all, is_registered, refusals, target_group_arns,
};
pub use targets::{is_used, load_balancer_of, target_state};
pub(super) use traffic::pass;
pub use traffic::{Answer, forwards};

/// A load balancer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LoadBalancer {
    /// Its id in this simulation.
    pub id: LoadBalancerId,
    /// Its name.
    pub name: String,
    /// What it is.
    pub kind: LoadBalancerKind,
    /// Enabled zones: it has a node in each.
    pub zones: Vec<Zone>,
    /// Whether a node sends to targets in all zones.
    pub cross_zone: Switch,
    /// Which of its nodes clients of the VPC are led to; an NLB only.
    pub client_routing: ClientRouting,
    /// By port.
    pub listeners: Vec<Listener>,
    /// What clients send.
    pub streams: Vec<Stream>,
    /// What came of the requests of the last second.
    pub last_second: Requests,
    /// And of all so far.
    pub total: Requests,
}

/// The kinds of load balancers that ECS tasks stand behind.
// Simplification: Gateway Load Balancers are known by name: they have target groups, but none stands on a board.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum LoadBalancerKind {
    /// Layer 7: rules by host and path.
    Application,
    /// Layer 4.
    Network,
    /// The old one.
    Classic,
    /// Layer 3: for virtual appliances.
    Gateway,
}

impl LoadBalancerKind {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Application, Self::Network, Self::Classic, Self::Gateway];

    /// `Type`, as the API spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Application => "application",
            Self::Network => "network",
            Self::Classic => "classic",
            Self::Gateway => "gateway",
        }
    }

    /// Cross-zone load balancing when nothing is said: on for ALB, off for NLB and GWLB, and for CLB when made by the API.
    #[must_use]
    pub fn default_cross_zone(self) -> Switch {
        match self {
            Self::Application => Switch::On,
            Self::Network | Self::Classic | Self::Gateway => Switch::Off,
        }
    }
}

/// `dns_record.client_routing_policy` of an NLB: whether its name leads clients to the node of their own zone.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClientRouting {
    /// To any node.
    #[default]
    AnyZone,
    /// 85 percent to the own one.
    PartialAffinity,
    /// All to the own one.
    Affinity,
}

impl ClientRouting {
    /// All of them.
    pub const ALL: [Self; 3] = [Self::AnyZone, Self::PartialAffinity, Self::Affinity];

    /// As the API spells it.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::AnyZone => "any_availability_zone",
            Self::PartialAffinity => "partial_availability_zone_affinity",
            Self::Affinity => "availability_zone_affinity",
        }
    }

    /// Its zonal affinity, in percent.
    fn percent(self) -> u64 {
        match self {
            Self::AnyZone => 0,
            Self::PartialAffinity => 85,
            Self::Affinity => 100,
        }
    }
}

/// Where a load balancer listens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listener {
    /// Its port.
    pub port: u16,
    /// By priority, the lowest number first; an ALB only.
    pub rules: Vec<ListenerRule>,
    /// Where the default action forwards.
    pub default: TargetGroupId,
}

/// A rule of a listener: what meets its conditions is forwarded.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListenerRule {
    /// 1 to 50,000; the lowest number is asked first.
    pub priority: u32,
    /// A pattern for the host header; any when empty.
    pub host: String,
    /// A pattern for the path; any when empty.
    pub path: String,
    /// Where it forwards.
    pub target_group: TargetGroupId,
}

/// Equal requests that clients send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stream {
    /// To which listener.
    pub port: u16,
    /// The host header.
    pub host: String,
    /// The path.
    pub path: String,
    /// How many each second.
    pub per_second: u32,
    /// The zone of the clients when they are in the VPC; none: they are on the internet.
    pub zone: Option<Zone>,
}

/// What came of requests: each was served or refused.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Requests {
    /// That clients sent.
    pub sent: u64,
    /// That a task answered.
    pub served: u64,
    /// Refused, in the order of [`Answer::REFUSALS`].
    pub refused: [u64; 4],
}

impl LoadBalancer {
    /// Where a request goes: the first rule that it meets, else the default action.
    #[must_use]
    pub fn route(&self, stream: &Stream) -> Option<TargetGroupId> {
        let listener = self.listeners.iter().find(|it| it.port == stream.port)?;
        let met = listener.rules.iter().find(|it| {
            // Host names are compared without regard to case, paths with it.
            matches(&it.host.to_lowercase(), &stream.host.to_lowercase()) && matches(&it.path, &stream.path)
        });
        Some(met.map_or(listener.default, |it| it.target_group))
    }

    /// Every target group that a listener names.
    fn target_groups(&self) -> impl Iterator<Item = TargetGroupId> + '_ {
        self.listeners
            .iter()
            .flat_map(|it| it.rules.iter().map(|it| it.target_group).chain(std::iter::once(it.default)))
    }
}

/// Whether a text has the form of a pattern, in which `*` is any run and `?` any one character; an empty one takes all.
fn matches(pattern: &str, text: &str) -> bool {
    let (pattern, text) = (pattern.as_bytes(), text.as_bytes());
    // The last star, and how far its run reaches: earlier runs never need to grow again.
    let (mut at, mut reached, mut back) = (0, 0, None);
    while reached < text.len() {
        match (pattern.get(at), back) {
            (Some(b'*'), _) => {
                back = Some((at, reached));
                at += 1;
            }
            (Some(one), _) if *one == b'?' || *one == text[reached] => (at, reached) = (at + 1, reached + 1),
            (_, Some((star, run))) => {
                back = Some((star, run + 1));
                (at, reached) = (star + 1, run + 1);
            }
            (_, None) => return pattern.is_empty(),
        }
    }
    pattern[at..].iter().all(|it| *it == b'*')
}

impl World {
    /// A load balancer, if there is one with this id.
    #[must_use]
    pub fn load_balancer(&self, id: LoadBalancerId) -> Option<&LoadBalancer> {
        self.load_balancers.iter().find(|it| it.id == id)
    }

    /// A target group, if there is one with this id.
    #[must_use]
    pub fn target_group(&self, id: TargetGroupId) -> Option<&TargetGroup> {
        self.target_groups.iter().find(|it| it.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn patterns_take_any_run_for_a_star_and_one_character_for_a_question_mark() {
        for (pattern, text, expected) in [
            ("", "/x", true),
            ("/api/*", "/api/", true),
            ("/api/*", "/api", false),
            ("/api*", "/api/v1/items", true),
            ("*.example.com", "a.b.example.com", true),
            ("/?", "/x", true),
            ("/?", "/", false),
            ("/a", "/A", false),
        ] {
            assert_eq!(matches(pattern, text), expected, "{pattern} {text}");
        }
    }
}
