//! `remainingResources` and `registeredResources` of an instance.

use bayplan::ecs::{HostPort, Protocol, reserved_host_ports};
use bayplan::sorted::SortedSet;

use crate::input::{ContainerInstanceItem, ResourceItem};

pub fn resource<'a>(resources: &'a [ResourceItem], name: &str) -> Option<&'a ResourceItem> {
    resources.iter().find(|it| it.name == name)
}

pub fn gpu_count(item: &ResourceItem) -> u32 {
    item.integer_value.max(u32::try_from(item.string_set_value.len()).unwrap_or(u32::MAX))
}

/// The host ports that are taken. An instance that tells of none has those that its agent reserves.
pub fn taken_ports(item: &ContainerInstanceItem) -> Result<SortedSet<HostPort>, String> {
    // The list of "remaining" ports names those that are taken.
    let told = |name: &str| {
        resource(&item.remaining_resources, name).or_else(|| resource(&item.registered_resources, name))
    };
    let mut ports = match told("PORTS") {
        Some(list) => ports(list, Protocol::Tcp)?,
        None if is_windows(item) => WINDOWS.map(|port| HostPort { port, protocol: Protocol::Tcp }).into(),
        None => reserved_host_ports(),
    };
    if let Some(list) = told("PORTS_UDP") {
        ports.extend(self::ports(list, Protocol::Udp)?);
    }
    Ok(ports)
}

/// The default of agents on Windows (`README.md` of the agent).
const WINDOWS: [u16; 11] = [53, 135, 139, 445, 2375, 2376, 3389, 5985, 5986, 51678, 51679];

fn is_windows(item: &ContainerInstanceItem) -> bool {
    item.attributes.iter().any(|it| it.name == "ecs.os-type" && it.value.as_deref() == Some("windows"))
}

fn ports(list: &ResourceItem, protocol: Protocol) -> Result<SortedSet<HostPort>, String> {
    let ports = list.string_set_value.iter().map(|text| match text.parse() {
        Ok(port) => Ok(HostPort { port, protocol }),
        Err(_) => Err(format!("`{text}` in {} is not a port", list.name)),
    });
    ports.collect()
}
