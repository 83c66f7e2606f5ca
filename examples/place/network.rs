//! `networkConfiguration` of a request: which zones its subnets are in.

use bayplan::sim::Zone;
use bayplan::sorted::SortedSet;
use serde::Deserialize;

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NetworkConfiguration {
    pub awsvpc_configuration: Option<AwsvpcConfiguration>,
}

#[derive(Clone, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AwsvpcConfiguration {
    #[serde(default)]
    pub subnets: Vec<String>,
    #[serde(default)]
    pub security_groups: Vec<String>,
}

/// EC2's spelling; the ECS spelling is taken too.
#[derive(Deserialize)]
pub struct SubnetItem {
    #[serde(rename = "SubnetId", alias = "subnetId")]
    pub subnet_id: String,
    #[serde(rename = "AvailabilityZone", alias = "availabilityZone")]
    pub availability_zone: String,
}

/// Subnets and security groups of one network configuration.
const MAX_SUBNETS: usize = 16;
const MAX_SECURITY_GROUPS: usize = 5;

/// The zones of the subnets of a request; none: every zone is possible.
pub fn zones_of(
    network: Option<&NetworkConfiguration>,
    subnets: &[SubnetItem],
    zone: impl Fn(&str) -> Option<Zone>,
) -> Result<Option<SortedSet<Zone>>, String> {
    check_network_limits(network)?;
    let Some(awsvpc) = network.and_then(|it| it.awsvpc_configuration.as_ref()) else { return Ok(None) };
    // Without its zone nothing can be said about a subnet, so every zone stays possible.
    if subnets.is_empty() {
        return Ok(None);
    }
    let mut zones: SortedSet<Zone> = SortedSet::new();
    for id in &awsvpc.subnets {
        let subnet = subnets.iter().find(|it| it.subnet_id == *id);
        let subnet = subnet.ok_or_else(|| {
            format!("networkConfiguration: subnet `{id}` is not among subnets; add it there")
        })?;
        let name = &subnet.availability_zone;
        let known = zone(name)
            .ok_or_else(|| format!("subnets: the zone `{name}` of `{id}` is not one of this cluster"))?;
        zones.insert(known);
    }
    Ok((!zones.is_empty()).then_some(zones))
}

/// Of any request.
fn check_network_limits(network: Option<&NetworkConfiguration>) -> Result<(), String> {
    let Some(awsvpc) = network.and_then(|it| it.awsvpc_configuration.as_ref()) else { return Ok(()) };
    let (n_subnets, n_groups) = (awsvpc.subnets.len(), awsvpc.security_groups.len());
    if n_subnets > MAX_SUBNETS {
        return Err(format!("a network configuration takes at most {MAX_SUBNETS} subnets, not {n_subnets}"));
    }
    if n_groups > MAX_SECURITY_GROUPS {
        return Err(format!(
            "a network configuration takes at most {MAX_SECURITY_GROUPS} security groups, not {n_groups}"
        ));
    }
    Ok(())
}
