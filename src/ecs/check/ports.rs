//! Port mappings, by network mode.

use super::Checker;
use std::collections::BTreeMap;

use crate::ecs::{
    Compatibility, ContainerDefinition, HostPort, MAX_RESERVED_PORTS, NetworkMode, PortMapping, PortRange,
    Protocol, Rule, reserved_host_ports,
};
use crate::sorted::SortedSet;

/// "In general, ports below 32768 are outside of the ephemeral port range."
const FIRST_EPHEMERAL_PORT: u16 = 32768;
/// Ranges of one container.
const MAX_RANGES: usize = 100;

/// What the containers of one task take from the instance together.
pub(super) fn check(checker: &mut Checker) {
    let network_mode = checker.network_mode();
    let reserved = reserved_host_ports();
    let mut taken: SortedSet<HostPort> = reserved.clone();
    for (index, container) in checker.task_definition.container_definitions.iter().enumerate() {
        for (at, mapping) in container.port_mappings.iter().enumerate() {
            let Some(port) = static_port(mapping, network_mode) else { continue };
            let host_port = HostPort { port, protocol: mapping.protocol };
            let name = if mapping.host_port.is_some() { "hostPort" } else { "containerPort" };
            let field = format!("containerDefinitions[{index}].portMappings[{at}].{name}");
            if reserved.contains(&host_port) {
                checker.error(field, Rule::ReservedHostPort);
            } else if !taken.insert(host_port) {
                checker.error(field, Rule::HostPortTwice);
            } else if port >= FIRST_EPHEMERAL_PORT && network_mode == NetworkMode::Bridge {
                checker.warning(field, Rule::EphemeralHostPort);
            }
            if checker.findings.len() >= super::MAX_FINDINGS {
                return;
            }
        }
    }
    if taken.len() > MAX_RESERVED_PORTS as usize {
        checker.error("containerDefinitions", Rule::TooManyHostPorts);
    }
}

/// The port of the instance that the mapping takes for itself.
fn static_port(mapping: &PortMapping, network_mode: NetworkMode) -> Option<u16> {
    let port = match network_mode {
        NetworkMode::None | NetworkMode::Awsvpc => None,
        NetworkMode::Bridge => mapping.host_port,
        NetworkMode::Host => mapping.host_port.or(mapping.container_port),
    };
    port.filter(|&port| port > 0)
}

/// The mappings of one container.
pub(super) fn check_container(checker: &mut Checker, path: &str, container: &ContainerDefinition) {
    let network_mode = checker.network_mode();
    if network_mode == NetworkMode::None && !container.port_mappings.is_empty() {
        checker.error(format!("{path}.portMappings"), Rule::PortsInNoneMode);
        return;
    }
    let n_ranges =
        container.port_mappings.iter().filter(|mapping| mapping.container_port_range.is_some()).count();
    if n_ranges > MAX_RANGES {
        checker.error(format!("{path}.portMappings"), Rule::TooManyRanges);
    }
    // Ports taken so far, disjoint, by the first of each range.
    let mut taken: BTreeMap<u16, (u16, Protocol)> = BTreeMap::new();
    for (index, mapping) in container.port_mappings.iter().enumerate() {
        if checker.findings.len() >= super::MAX_FINDINGS {
            return;
        }
        let path = format!("{path}.portMappings[{index}]");
        let Some((first, last)) = mapping_ports(checker, &path, mapping, network_mode) else { continue };
        match taken.range(..=last).next_back() {
            Some((&other_first, &(other_last, protocol))) if other_last >= first => {
                // One port may be mapped to several ports of the instance, but not by a range or for two protocols.
                let is_range = first < last || other_first < other_last;
                if is_range || protocol != mapping.protocol {
                    let name =
                        if mapping.container_port.is_some() { "containerPort" } else { "containerPortRange" };
                    checker.error(format!("{path}.{name}"), Rule::ContainerPortTwice);
                }
            }
            _ => {
                taken.insert(first, (last, mapping.protocol));
            }
        }
    }
}

/// First and last container port of a mapping, if it is right.
fn mapping_ports(
    checker: &mut Checker,
    path: &str,
    mapping: &PortMapping,
    network_mode: NetworkMode,
) -> Option<(u16, u16)> {
    if let Some(text) = &mapping.container_port_range {
        let field = format!("{path}.containerPortRange");
        if mapping.container_port.is_some() || mapping.host_port.is_some() {
            checker.error(field, Rule::PortAndRange);
            return None;
        }
        if network_mode == NetworkMode::Host {
            checker.error(field, Rule::RangeNotInHostMode);
            return None;
        }
        let range = PortRange::parse(text);
        if range.is_none() {
            checker.error(field, Rule::NotAPortRange);
        }
        return range.map(|range| (range.first, range.last));
    }
    let Some(container_port) = mapping.container_port else {
        checker.error(format!("{path}.containerPort"), Rule::NoContainerPort);
        return None;
    };
    if container_port == 0 {
        checker.error(format!("{path}.containerPort"), Rule::OutOfRange { min: 1, max: u32::from(u16::MAX) });
        return None;
    }
    let is_fixed = matches!(network_mode, NetworkMode::Awsvpc | NetworkMode::Host);
    if let Some(host_port) = mapping.host_port
        && is_fixed
        && host_port != container_port
    {
        checker.error(format!("{path}.hostPort"), Rule::HostPortDiffers { network_mode, container_port });
    }
    Some((container_port, container_port))
}

/// Names and hosts that only some network modes have.
pub(super) fn check_names(checker: &mut Checker, path: &str, container: &ContainerDefinition) {
    let network_mode = checker.network_mode();
    if !container.links.is_empty() {
        if network_mode != NetworkMode::Bridge && !checker.is_for(Compatibility::Fargate) {
            checker.error(format!("{path}.links"), Rule::LinksNeedBridge);
        }
        for (index, link) in container.links.iter().enumerate().take(super::MAX_FINDINGS) {
            let name = link.split(':').next().unwrap_or(link);
            if !checker.by_name.contains_key(name) {
                let rule = checker.unknown_container(name);
                checker.error(format!("{path}.links[{index}]"), rule);
            }
        }
    }
    if network_mode == NetworkMode::Awsvpc {
        if container.hostname.is_some() {
            checker.error(format!("{path}.hostname"), Rule::NotInAwsvpc);
        }
        if !container.extra_hosts.is_empty() && !checker.is_for(Compatibility::Fargate) {
            checker.error(format!("{path}.extraHosts"), Rule::NotInAwsvpc);
        }
    }
}
