//! What one task asks of the place it runs in.

use serde::{Deserialize, Serialize};

use super::{Compatibility, HostPort, NetworkMode, PortMapping, TaskDefinition};
use crate::sorted::SortedSet;

/// What the scheduler reserves for one task.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Demand {
    /// CPU units; 1,024 are one vCPU.
    pub cpu_units: u32,
    /// Memory in MiB.
    pub memory_mib: u32,
    /// Static host ports; dynamic ones need no check.
    pub host_ports: SortedSet<HostPort>,
    /// Network interface attachments: 1 in `awsvpc` mode on EC2, else 0.
    pub enis: u32,
    /// Whole GPUs.
    pub gpus: u32,
}

impl Demand {
    /// The reservation rule on container instances: task sizes win over the sums of the containers, except on Windows, where
    /// they are ignored.
    ///
    /// Source: agent `task.go` `ToHostResources`; the Managed Instances page on memory gives the same order; API reference,
    /// `RegisterTaskDefinition`, on Windows.
    #[must_use]
    pub fn of(task_definition: &TaskDefinition) -> Self {
        let is_sized = !task_definition.is_windows() || task_definition.requires(Compatibility::Fargate);
        Self::with_sizes(task_definition, is_sized)
    }

    fn with_sizes(task_definition: &TaskDefinition, is_sized: bool) -> Self {
        let size = |size: Option<u32>| size.filter(|_| is_sized);
        let containers = &task_definition.container_definitions;
        let total = |part: fn(&super::ContainerDefinition) -> u32| {
            containers.iter().map(part).fold(0, u32::saturating_add)
        };
        let network_mode = task_definition.effective_network_mode();
        Self {
            cpu_units: size(task_definition.cpu_units)
                .unwrap_or_else(|| total(|container| container.cpu_units)),
            memory_mib: size(task_definition.memory_mib)
                .unwrap_or_else(|| total(super::ContainerDefinition::reserved_memory_mib)),
            host_ports: containers
                .iter()
                .flat_map(|container| &container.port_mappings)
                .filter_map(|mapping| host_port(mapping, network_mode))
                .collect(),
            enis: u32::from(network_mode == NetworkMode::Awsvpc),
            gpus: total(super::ContainerDefinition::gpus),
        }
    }

    /// On Fargate each task has a network interface of its own, and no instance whose ports it could take.
    #[must_use]
    pub fn on_fargate(task_definition: &TaskDefinition) -> Self {
        Self { host_ports: SortedSet::new(), enis: 0, ..Self::with_sizes(task_definition, true) }
    }
}

/// The static port that a mapping takes on the instance.
fn host_port(mapping: &PortMapping, network_mode: NetworkMode) -> Option<HostPort> {
    let written = mapping.host_port.filter(|&port| port > 0);
    let port = match network_mode {
        NetworkMode::None | NetworkMode::Awsvpc => None,
        NetworkMode::Bridge => written,
        // Inferred from the API text: in host mode a blank host port means the container's own port.
        NetworkMode::Host => written.or(mapping.container_port).filter(|&port| port > 0),
    }?;
    Some(HostPort { port, protocol: mapping.protocol })
}
