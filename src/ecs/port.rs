//! Ports of containers and of container instances.

use crate::sorted::SortedSet;
use serde::{Deserialize, Serialize};

/// One of `portMappings`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PortMapping {
    /// The port inside the container; left out when a range is given.
    #[serde(default)]
    pub container_port: Option<u16>,
    /// The port of the instance; left out or 0 in `bridge` mode: a dynamic one.
    #[serde(default)]
    pub host_port: Option<u16>,
    /// TCP unless written otherwise.
    #[serde(default)]
    pub protocol: Protocol,
    /// Such as `8000-8010`; only in `bridge` and `awsvpc` mode.
    #[serde(default)]
    pub container_port_range: Option<String>,
    /// What Service Connect calls it.
    #[serde(default)]
    pub name: Option<String>,
}

/// TCP and UDP ports are separate sets.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// TCP, the default.
    #[default]
    Tcp,
    /// UDP.
    Udp,
}

impl Protocol {
    /// Each with AWS's spelling.
    pub const NAMES: [(&'static str, Self); 2] = [("tcp", Self::Tcp), ("udp", Self::Udp)];

    /// AWS's spelling.
    #[must_use]
    pub fn name(self) -> &'static str {
        super::task_definition::name_of(&Self::NAMES, self)
    }
}

/// A port of the container instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HostPort {
    /// 1 to 65535.
    pub port: u16,
    /// TCP or UDP.
    pub protocol: Protocol,
}

/// The value of `containerPortRange`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct PortRange {
    /// At least 1.
    pub first: u16,
    /// Greater than the first.
    pub last: u16,
}

impl PortRange {
    /// Reads `8000-8010`. None unless both ends are ports and the first is less than the last.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.split_once('-')?;
        let (first, last) = (first.trim().parse().ok()?, last.trim().parse().ok()?);
        (0 < first && first < last).then_some(Self { first, last })
    }
}

/// At most this many host ports can be reserved on an instance, the default ones included; dynamic ones do not count.
pub const MAX_RESERVED_PORTS: u32 = 100;

/// What every Linux container instance reserves: SSH, the Docker ports and the agent's ports.
///
/// The sources disagree on 51680 (the agent's optional Prometheus endpoint); the model blocks it.
const RESERVED_TCP_PORTS: [u16; 6] = [22, 2375, 2376, 51678, 51679, 51680];

/// The ports that registration reserves on a Linux container instance. The UDP list is empty.
#[must_use]
pub fn reserved_host_ports() -> SortedSet<HostPort> {
    RESERVED_TCP_PORTS.iter().map(|&port| HostPort { port, protocol: Protocol::Tcp }).collect()
}
