//! What joins the cluster: task definitions and container instances.

use crate::ecs::{Demand, InstanceType, TaskDefinition, required_attributes, reserved_host_ports};
use crate::sorted::SortedMap;

use super::life::Behavior;
use super::roles::{self, Attempt};
use super::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, RegisteredTaskDefinition, Registration,
    Switch, TaskDefinitionId, TaskDefinitionStatus, World, Zone,
};

/// Task definitions that one board takes: as many as have a letter, a color and a pattern of their own.
pub const MAX_TASK_DEFINITIONS: u8 = 8;

/// Instances that one order may add.
pub const MAX_INSTANCES_PER_ORDER: u32 = 10;

/// The agent that instances of a board run.
const AGENT_VERSION: &str = "1.105.1";

/// The registration of a task definition: its revision counts within its family. None when every letter is taken.
pub(super) fn registered(world: &World, task_definition: TaskDefinition) -> Option<RegisteredTaskDefinition> {
    let letter = (0..MAX_TASK_DEFINITIONS).find(|letter| is_free(world, *letter))?;
    let earlier = world.task_definitions.iter();
    let revisions =
        earlier.filter(|it| it.task_definition.family == task_definition.family).map(|it| it.revision);
    Some(RegisteredTaskDefinition {
        revision: revisions.max().unwrap_or(0) + 1,
        demand: Demand::of(&task_definition),
        requires_attributes: required_attributes(&task_definition),
        task_definition,
        letter,
        status: TaskDefinitionStatus::Active,
        n_tasks: 0,
        behavior: Behavior::default(),
    })
}

// Simplification: a deregistered task definition is refused at once; AWS allows itself up to ten minutes.
/// Whether no task definition has this letter that is ACTIVE or still has tasks or services.
fn is_free(world: &World, letter: u8) -> bool {
    let is_in_use = |id: TaskDefinitionId| {
        world.tasks.values().any(|it| it.task_definition == id)
            || world.services.values().any(|it| it.placement.task_definition == id)
    };
    let mut its = (0..).zip(&world.task_definitions).filter(|(_, it)| it.letter == letter);
    its.all(|(at, it)| it.status == TaskDefinitionStatus::Inactive && !is_in_use(TaskDefinitionId(at)))
}

impl World {
    /// Whether another task definition can be registered.
    #[must_use]
    pub fn has_free_letter(&self) -> bool {
        (0..MAX_TASK_DEFINITIONS).any(|letter| is_free(self, letter))
    }
}

/// What the agent of an instance of this type registers.
///
/// Trunking holds for instances launched while the account setting is on, and only where the type has it.
pub(super) fn registration(world: &World, instance_type: &InstanceType, zone: Zone) -> Registration {
    let has_trunk = world.awsvpc_trunking == Switch::On && instance_type.trunked_task_limit.is_some();
    let mut attributes: SortedMap<_, _> =
        [("ecs.cpu-architecture".to_owned(), instance_type.architecture.to_owned())].into();
    if has_trunk {
        attributes
            .insert("ecs.awsvpc-trunk-id".to_owned(), format!("eni-{:017x}", world.next_container_instance));
    }
    Registration {
        instance_type: instance_type.name.to_owned(),
        zone,
        cpu_units: instance_type.cpu_units,
        memory_mib: instance_type.registered_memory_mib(),
        eni_limit: if has_trunk {
            instance_type.awsvpc_task_limit_trunked()
        } else {
            instance_type.awsvpc_task_limit()
        },
        gpus: instance_type.gpus,
        attributes,
    }
}

/// The instance as it joins the cluster.
pub(super) fn container_instance(world: &World, registration: &Registration) -> ContainerInstance {
    let is_external = registration.is_external();
    let zone = if is_external { Zone::ON_PREMISES } else { registration.zone };
    let id = ContainerInstanceId(world.next_container_instance);
    ContainerInstance {
        id,
        name: if is_external { external_name(world) } else { name_in(world, zone) },
        instance_type: registration.instance_type.clone(),
        zone,
        cpu_units: registration.cpu_units,
        memory_mib: registration.memory_mib,
        eni_limit: if is_external { 0 } else { registration.eni_limit },
        gpus: registration.gpus,
        reserved_ports: reserved_host_ports(),
        attributes: attributes(world, registration),
        status: ContainerInstanceStatus::Active,
        agent_connected: !world.lost_zones.contains(&zone) && roles::denial(world, Attempt::Poll).is_none(),
        registered_at_seconds: i64::try_from(world.clock_seconds).unwrap_or(i64::MAX),
        ec2_instance_id: (!is_external).then(|| ec2_instance_id(id)),
        agent_version: AGENT_VERSION.to_owned(),
        capacity_provider: None,
    }
}

/// The id that EC2 gives an instance of a board: by its number, so that it can be named when it has left.
#[must_use]
pub fn ec2_instance_id(id: ContainerInstanceId) -> String {
    format!("i-{:017x}", id.0)
}

/// Its zone and its number there.
fn name_in(world: &World, zone: Zone) -> String {
    let number = world.n_joined_by_zone.get(usize::from(zone.0)).copied().unwrap_or(0) + 1;
    format!("{}{number}", zone_letter(&world.zones, zone))
}

/// By its number among external instances, since it has no zone.
fn external_name(world: &World) -> String {
    format!("x{}", world.external_instances.len() + 1)
}

/// The letter at the end of the zone's name; where zones share one, letters are given in order.
fn zone_letter(zones: &[String], zone: Zone) -> char {
    let last = |name: &String| name.chars().last().filter(char::is_ascii_lowercase);
    let own = zones.get(usize::from(zone.0)).and_then(last);
    match own {
        Some(letter) if zones.iter().filter(|it| last(it) == Some(letter)).count() == 1 => letter,
        _ => char::from(b'a' + zone.0.min(25)),
    }
}

// Simplification: every instance runs Linux; AMI, VPC and subnet have no attributes.
fn attributes(world: &World, registration: &Registration) -> SortedMap<String, String> {
    // What only EC2 can tell.
    let of_ec2 = [
        ("ecs.availability-zone", world.zone_name(registration.zone)),
        ("ecs.instance-type", &registration.instance_type),
    ];
    let of_all = [("ecs.os-type", "linux"), ("ecs.os-family", "LINUX"), ("ecs.cpu-architecture", "x86_64")];
    let of_ec2 = of_ec2.into_iter().filter(|_| !registration.is_external());
    let built_in = of_ec2.chain(of_all).map(|(name, value)| (name.to_owned(), value.to_owned()));
    let mut attributes: SortedMap<String, String> = built_in.collect();
    attributes.extend(registration.attributes.clone());
    attributes
}

#[cfg(test)]
mod tests {
    use super::{Zone, zone_letter};

    #[test]
    fn instances_are_named_after_the_letter_of_their_zone() {
        let zones = ["us-east-1a", "us-east-1c"].map(String::from);
        assert_eq!([0, 1].map(|zone| zone_letter(&zones, Zone(zone))), ['a', 'c']);
    }

    #[test]
    fn zones_that_share_a_letter_are_lettered_in_order() {
        let zones = ["us-east-1a", "eu-west-1a", "Z9"].map(String::from);
        assert_eq!([0, 1, 2].map(|zone| zone_letter(&zones, Zone(zone))), ['a', 'b', 'c']);
    }
}
