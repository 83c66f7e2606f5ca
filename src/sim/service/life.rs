//! A service is created, changed and deleted.

use crate::iam::launch::Order;
use crate::sim::capacity;
use crate::sim::clock::Subject;
use crate::sim::life::{self, Stop, StopCode};
use crate::sim::load_balancer::{self, Attachment};
use crate::sim::{
    CreateService, Decision, DeploymentId, Event, ExternalRefusal, LaunchType, Refusal, ServiceId,
    ServiceRefusal, Switch, World, run_task,
};

use super::census::own_tasks;
use super::change::look_later;
use super::deployment::DeploymentConfiguration;
use super::update::check_configuration;
use super::{
    Retry, SchedulingStrategy, Service, ServicePlacement, apply_change, can_rebalance, daemon_instances,
    place_task,
};

/// Tasks that a service of a board keeps at most.
// Simplification: a service of a board keeps at most 500 tasks, whatever the quota of an account is.
const MAX_DESIRED_COUNT: u32 = 500;

/// The CreateService API.
pub(in crate::sim) fn create(world: &World, request: &CreateService) -> Decision {
    match created(world, request) {
        Ok(service) => Decision::plain(vec![Event::ServiceCreated(Box::new(service))]),
        Err(refusal) => Decision::refused(refusal),
    }
}

fn created(world: &World, request: &CreateService) -> Result<Service, Refusal> {
    let placement = &capacity::resolved(world, &request.placement)?;
    let configuration = request.deployment_configuration;
    let name = &placement.service_name;
    world.active_task_definition(placement.task_definition)?;
    let attachments = &request.load_balancers;
    let can_rebalance =
        can_rebalance(world, placement, &configuration) && !load_balancer::has_classic(world, attachments);
    // The default is on where it is possible; on a board that stands still nothing is waited for, so nothing moves.
    let by_default = if can_rebalance && world.clock == Switch::On { Switch::On } else { Switch::Off };
    let rebalancing = request.availability_zone_rebalancing.unwrap_or(by_default);
    check(world, placement, &configuration, rebalancing, attachments)?;
    if !is_service_name(name) {
        return Err(Refusal::InvalidServiceName(name.clone()));
    }
    if world.services.values().any(|it| it.placement.service_name == *name) {
        return Err(Refusal::ServiceExists(name.clone()));
    }
    if placement.scheduling_strategy == SchedulingStrategy::Daemon && request.desired_count > 0 {
        return Err(Refusal::DaemonWithDesiredCount);
    }
    check_desired_count(request.desired_count)?;
    let order = Order::CreateService(name);
    run_task::can_start(world, order, placement.task_definition, placement.launch_type)?;
    let mut service = Service {
        id: ServiceId(world.next_service),
        placement: placement.clone(),
        desired_count: request.desired_count,
        configuration,
        deployments: vec![],
        retry: Retry::default(),
        rebalancing,
        is_rebalancing: false,
        has_told_why: false,
        load_balancers: request.load_balancers.clone(),
        health_check_grace_period_seconds: request.health_check_grace_period_seconds,
        wakes_at_seconds: None,
        is_steady: false,
        blocked_at: None,
    };
    service.deploy(DeploymentId(world.next_deployment), world.clock_seconds);
    Ok(service)
}

/// What AWS would refuse, whether the service is new or not.
pub(super) fn check(
    world: &World,
    placement: &ServicePlacement,
    configuration: &DeploymentConfiguration,
    rebalancing: Switch,
    attachments: &[Attachment],
) -> Result<(), Refusal> {
    // A daemon that has all its tasks cannot place one, so its rules are read by asking for its instances.
    match placement.scheduling_strategy {
        SchedulingStrategy::Daemon => daemon_instances(world, placement).map(|_| ()),
        SchedulingStrategy::Replica => place_task(world, placement).map(|_| ()),
    }?;
    check_configuration(placement.scheduling_strategy, configuration)?;
    if placement.launch_type == LaunchType::External && !attachments.is_empty() {
        return Err(Refusal::OnExternal(ExternalRefusal::LoadBalancer));
    }
    if let Some(registered) = world.task_definition(placement.task_definition) {
        load_balancer::check_attachments(world, &registered.task_definition, attachments)?;
    }
    let can_rebalance =
        can_rebalance(world, placement, configuration) && !load_balancer::has_classic(world, attachments);
    if rebalancing == Switch::On && !can_rebalance {
        return Err(Refusal::OfService(ServiceRefusal::RebalancingImpossible));
    }
    Ok(())
}

pub(super) fn check_desired_count(count: u32) -> Result<(), Refusal> {
    if count > MAX_DESIRED_COUNT { Err(Refusal::DesiredCountOutOfRange(count)) } else { Ok(()) }
}

fn is_service_name(name: &str) -> bool {
    (1..=255).contains(&name.len())
        && name.chars().all(|it| it.is_ascii_alphanumeric() || matches!(it, '-' | '_'))
}

/// The UpdateService API: another desired count.
pub(in crate::sim) fn set_desired_count(world: &World, id: ServiceId, count: u32) -> Decision {
    let Some(service) = world.services.get(&id) else { return Decision::refused(Refusal::NotFound) };
    if service.placement.scheduling_strategy == SchedulingStrategy::Daemon {
        return Decision::refused(Refusal::DaemonWithDesiredCount);
    }
    match check_desired_count(count) {
        Ok(()) => Decision::plain(vec![Event::DesiredCountSet(id, count)]),
        Err(refusal) => Decision::refused(refusal),
    }
}

/// The DeleteService API, by force: its tasks stop.
pub(in crate::sim) fn delete(world: &World, id: ServiceId) -> Decision {
    let Some(service) = world.services.get(&id) else { return Decision::refused(Refusal::NotFound) };
    let stop = Stop { code: Some(StopCode::ServiceSchedulerInitiated), reason: None };
    let mut events: Vec<_> =
        own_tasks(world, service).flat_map(|task| life::stop(world, task, stop.clone())).collect();
    events.push(Event::ServiceDeleted(id));
    Decision::plain(events)
}

/// Makes the changes of services.
pub(in crate::sim) fn apply(world: &mut World, event: &Event) {
    let n_changes = world.n_changes;
    match event {
        Event::ServiceCreated(service) => {
            world.next_service = service.id.0 + 1;
            world.next_deployment = service.deployments.first().map_or(0, |it| it.id.0 + 1);
            world.services.insert(service.id, (**service).clone());
        }
        Event::ServiceDeleted(id) => {
            world.services.remove(id);
            world.queue.set(Subject::Service(*id), None);
        }
        Event::DesiredCountSet(id, count) => change(world, *id, |it| {
            it.desired_count = *count;
            it.is_steady = false;
            it.is_rebalancing = false;
            it.has_told_why = false;
        }),
        Event::ServiceTaskNotPlaced(id) => {
            world.n_decisions += 1;
            let mut counts = false;
            change(world, *id, |it| {
                it.blocked_at = Some(n_changes);
                it.is_steady = false;
                counts = it.count_failed_placement();
            });
            look_later(world, *id, counts);
        }
        Event::SteadyStateReached(id) => change(world, *id, |it| {
            it.is_steady = true;
            it.deployments.truncate(1);
        }),
        Event::ServiceChanged(id, it) => apply_change(world, *id, it),
        // What it starts shows that it is not where it wants to be; on a board that stands still it is there at once.
        Event::TaskPlaced(task) => {
            if let Some(by) = task.started_by.filter(|_| world.clock == Switch::On) {
                change(world, by.service, |it| {
                    it.is_steady = it.is_rebalancing;
                    it.has_told_why = false;
                });
            }
        }
        Event::TaskDefinitionRegistered(_)
        | Event::TaskDefinitionDeregistered(_)
        | Event::ContainerInstanceRegistered(_)
        | Event::ContainerInstanceDeregistered(_)
        | Event::ContainerInstanceStatusSet(..)
        | Event::AgentSet(..)
        | Event::AttributePut { .. }
        | Event::AttributeDeleted { .. }
        | Event::AwsvpcTrunkingSet(_)
        | Event::ZoneSet(..)
        | Event::InstanceSet(..)
        | Event::TaskNotPlaced
        | Event::TaskStateChanged(..)
        | Event::BehaviorSet(..)
        | Event::TaskStopping(..)
        | Event::TaskStopped(_)
        | Event::ClockStarted
        | Event::ClockMoved(_)
        | Event::CameDue(_)
        | Event::NetworkChanged(_)
        | Event::LoadBalancingChanged(_)
        | Event::TargetsChecked(..)
        | Event::SeedSet(_)
        | Event::OfRoles(_)
        | Event::OfVolumes(_)
        | Event::TaskAssigned(..)
        | Event::CapacityChanged(_)
        | Event::ScalingChanged(..) => {}
    }
}

fn change(world: &mut World, id: ServiceId, change: impl FnOnce(&mut Service)) {
    if let Some(service) = world.services.get_mut(&id) {
        change(service);
    }
}
