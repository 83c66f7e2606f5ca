//! `remainingResources` and `registeredResources` of an instance.

use bayplan::ecs::{HostPort, Protocol};
use bayplan::sorted::SortedSet;

use crate::input::ResourceItem;

pub fn resource<'a>(resources: &'a [ResourceItem], name: &str) -> Option<&'a ResourceItem> {
    resources.iter().find(|it| it.name == name)
}

pub fn gpu_count(item: &ResourceItem) -> u32 {
    item.integer_value.max(u32::try_from(item.string_set_value.len()).unwrap_or(u32::MAX))
}

/// The list of "remaining" ports names those that are taken.
pub fn taken_ports(
    resources: &[ResourceItem],
    name: &str,
    protocol: Protocol,
) -> Result<SortedSet<HostPort>, String> {
    let ports = resource(resources, name).into_iter().flat_map(|it| &it.string_set_value);
    ports
        .map(|text| match text.parse() {
            Ok(port) => Ok(HostPort { port, protocol }),
            Err(_) => Err(format!("`{text}` in {name} is not a port")),
        })
        .collect()
}
