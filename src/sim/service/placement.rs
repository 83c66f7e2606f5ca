//! Where the next task of a service goes.

use crate::ecs::{PlacementStrategy, SpreadField};
use crate::sim::capacity::{self, Provisioning};
use crate::sim::placement::{self, Request};
use crate::sim::{
    ContainerInstanceId, ContainerInstanceStatus, Decision, LaunchType, Refusal, RegisteredTaskDefinition,
    World, Zone, run_task,
};
use crate::sorted::SortedSet;

use super::{SchedulingStrategy, ServicePlacement};

/// Decides one task of the service: for a daemon on the first instance that still lacks one.
///
/// # Errors
/// When AWS would refuse the service.
pub fn place_task(world: &World, service: &ServicePlacement) -> Result<Decision, Refusal> {
    place_task_in(world, service, None)
}

/// The same in some zones only.
pub(super) fn place_task_in(
    world: &World,
    service: &ServicePlacement,
    zones: Option<&SortedSet<Zone>>,
) -> Result<Decision, Refusal> {
    let registered = checked(world, service)?;
    let capacity = capacity::for_service(world, service)?;
    let rules = run_task::checked_rules(
        registered,
        capacity.launch_type,
        &service.placement_strategy,
        &service.placement_constraints,
    )?;
    let default = default_strategies();
    let strategies =
        if service.placement_strategy.is_empty() { &default } else { &*service.placement_strategy };
    let group = service.group();
    let request = Request {
        task_definition: service.task_definition,
        number: registered.n_tasks + 1,
        launch_type: capacity.launch_type,
        capacity_provider: capacity.provider,
        demand: &registered.demand,
        requires_attributes: &registered.requires_attributes,
        zones: zones.or_else(|| registered.subnet_zones(world, &group)),
        group: &group,
        rules: &rules,
        strategies,
    };
    let placement = match service.scheduling_strategy {
        SchedulingStrategy::Replica => placement::on(world, &request),
        SchedulingStrategy::Daemon => match daemon_instances(world, service)?.first() {
            Some(id) => return place_daemon(world, service, *id),
            None => return Err(Refusal::AlreadySo),
        },
    };
    // Where only some zones will do, the task need not wait: it is one more than is needed.
    let provisioning = zones.is_none().then(|| Provisioning {
        placement_strategy: strategies.to_vec(),
        placement_constraints: service.placement_constraints.clone(),
    });
    let decision = run_task::decision(world, &group, placement);
    Ok(match provisioning {
        Some(provisioning) => capacity::or_wait(world, decision, &group, provisioning),
        None => decision,
    })
}

/// Decides the task of a daemon service on one instance.
///
/// # Errors
/// When AWS would refuse the service.
pub fn place_daemon(
    world: &World,
    service: &ServicePlacement,
    container_instance: ContainerInstanceId,
) -> Result<Decision, Refusal> {
    let registered = checked(world, service)?;
    let group = service.group();
    let request = Request {
        task_definition: service.task_definition,
        number: registered.n_tasks + 1,
        launch_type: service.launch_type,
        capacity_provider: None,
        demand: &registered.demand,
        requires_attributes: &registered.requires_attributes,
        zones: registered.subnet_zones(world, &group),
        group: &group,
        rules: &[],
        strategies: &[],
    };
    let placement = placement::on_named_instance(world, &request, container_instance);
    Ok(run_task::decision(world, &group, placement))
}

/// The default of services: zones first, then the instance with the fewest tasks of the service.
fn default_strategies() -> [PlacementStrategy; 2] {
    [
        PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned())),
        PlacementStrategy::Spread(SpreadField::InstanceId),
    ]
}

fn checked<'a>(
    world: &'a World,
    service: &ServicePlacement,
) -> Result<&'a RegisteredTaskDefinition, Refusal> {
    let registered = world.task_definition(service.task_definition).ok_or(Refusal::NotFound)?;
    if service.scheduling_strategy == SchedulingStrategy::Daemon {
        if service.launch_type == LaunchType::Fargate {
            return Err(Refusal::DaemonOnFargate);
        }
        if !service.placement_strategy.is_empty() {
            return Err(Refusal::DaemonWithStrategy);
        }
    }
    Ok(registered)
}

/// Instances that a daemon service has no task on yet and wants one.
///
/// # Errors
/// As [`daemon_hosts`].
pub fn daemon_instances(
    world: &World,
    service: &ServicePlacement,
) -> Result<Vec<ContainerInstanceId>, Refusal> {
    let group = service.group();
    let mut lacking = daemon_hosts(world, service)?;
    lacking.retain(|id| world.tasks_on(*id).all(|task| task.group != group || !task.counts()));
    Ok(lacking)
}

/// Instances that are to have a task of a daemon service: ACTIVE, of its launch type, and obeying the constraints.
///
/// # Errors
/// When a constraint cannot be read or there are too many.
pub fn daemon_hosts(world: &World, service: &ServicePlacement) -> Result<Vec<ContainerInstanceId>, Refusal> {
    let registered = checked(world, service)?;
    let (launch_type, constraints) = (service.launch_type, &service.placement_constraints);
    let rules = run_task::checked_rules(registered, launch_type, &[], constraints)?;
    let group = service.group();
    let mut hosts = placement::obeying(world, &rules, &group);
    hosts.retain(|id| {
        world
            .container_instances
            .get(id)
            .is_some_and(|it| it.status == ContainerInstanceStatus::Active && it.launch_type() == launch_type)
    });
    Ok(hosts)
}
