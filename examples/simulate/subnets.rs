//! In which zones the tasks of each group may be, by the subnets of the requests.

use bayplan::sim::Zone;
use bayplan::sorted::{SortedMap, SortedSet};

use crate::input::{Input, Order};
use crate::network::{NetworkConfiguration, zones_of};
use crate::words::{family_and_revision, last_part};

/// By task group. They hold from the start to the end, because other subnets of a service would be a new deployment.
pub fn zones_by_group(input: &Input) -> Result<SortedMap<String, SortedSet<Zone>>, String> {
    let zone = |name: &str| {
        let at = input.availability_zones.iter().position(|it| it == name)?;
        u8::try_from(at).ok().map(Zone)
    };
    let mut by_group: SortedMap<String, SortedSet<Zone>> = SortedMap::new();
    for (index, item) in input.commands.iter().enumerate() {
        let Some((group, network)) = group_and_network(&item.order) else { continue };
        let zones = zones_of(Some(network), &input.subnets, zone)
            .map_err(|problem| format!("commands[{index}]: {problem}"))?;
        let Some(zones) = zones else { continue };
        if by_group.get(&group).is_some_and(|known| *known != zones) {
            return Err(format!(
                "commands[{index}]: networkConfiguration: the tasks of `{group}` have subnets in other zones already; \
                 this program keeps the zones of a group, so give the same subnets, or another group"
            ));
        }
        by_group.insert(group, zones);
    }
    Ok(by_group)
}

fn group_and_network(order: &Order) -> Option<(String, &NetworkConfiguration)> {
    let standalone = |group: &Option<String>, definition: &str| {
        group.clone().unwrap_or_else(|| format!("family:{}", family_and_revision(definition).0))
    };
    match order {
        Order::RunTask(it) => {
            Some((standalone(&it.group, &it.task_definition), it.network_configuration.as_ref()?))
        }
        Order::StartTask(it) => {
            Some((standalone(&it.group, &it.task_definition), it.network_configuration.as_ref()?))
        }
        Order::CreateService(it) | Order::UpdateService(it) => {
            Some((format!("service:{}", last_part(&it.service)), it.network_configuration.as_ref()?))
        }
        _ => None,
    }
}
