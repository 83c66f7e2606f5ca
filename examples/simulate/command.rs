//! An order of the input as commands of the simulator: every name is looked up in the world of its moment.

use bayplan::sim::capacity::{CapacityOrder, SpotTarget, StrategyItem};
use bayplan::sim::life::{ContainerBehavior, Exit, HealthStatus};
use bayplan::sim::scaling::ScalingOrder;
use bayplan::sim::service::{DeploymentConfiguration, SchedulingStrategy, ServicePlacement};
use bayplan::sim::{
    Command, ContainerInstanceId, ContainerInstanceStatus, CreateService, LaunchType,
    MAX_INSTANCES_PER_ORDER, Registration, RunTask, ServiceId, StartTask, Switch, TaskDefinitionId, TaskId,
    UpdateService, World, Zone,
};

use crate::capacity::{self, ProviderShareItem};
use crate::configuration::configuration;
use crate::input::{AttributeItem, BehaviorItem, InstancesItem, Order, RunTaskItem, ServiceItem};
use crate::words::{self, constraints, family_and_revision, last_part, scheduling, strategies};

/// The commands of an order; most are one.
#[allow(clippy::too_many_lines, reason = "a list of all orders is easiest to read in one piece")]
pub fn commands(world: &World, order: &Order) -> Result<Vec<Command>, String> {
    Ok(vec![match order {
        Order::RegisterTaskDefinition(item) => {
            Command::RegisterTaskDefinition(Box::new(words::task_definition(item)?))
        }
        Order::DeregisterTaskDefinition { task_definition } => {
            Command::DeregisterTaskDefinition(definition(world, task_definition)?)
        }
        Order::RunTask(item) => Command::RunTask(run_task(world, item)?),
        Order::StartTask(item) => {
            let ids = item.container_instances.iter().map(|name| instance(world, name));
            Command::StartTask(StartTask {
                task_definition: definition(world, &item.task_definition)?,
                container_instances: ids.collect::<Result<_, _>>()?,
                group: words::group(item.group.as_deref())?,
            })
        }
        Order::StopTask { task } => Command::StopTask(task_id(task)?),
        Order::CreateService(item) => Command::CreateService(Box::new(create(world, item)?)),
        Order::UpdateService(item) => Command::UpdateService(Box::new(update(world, item)?)),
        Order::DeleteService { service: name, .. } => Command::DeleteService(service(world, name)?),
        Order::StopServiceDeployment { service: name, stop_type } => match stop_type.as_deref() {
            None | Some("ROLLBACK") => Command::RollBackService(service(world, name)?),
            Some(other) => return Err(format!("stopType `{other}` is not known; use ROLLBACK")),
        },
        Order::UpdateTaskProtection { tasks, protection_enabled, expires_in_minutes } => {
            let protection = switch(*protection_enabled);
            let protect = |name: &String| {
                let minutes = *expires_in_minutes;
                Ok(Command::SetTaskProtection { task: task_id(name)?, minutes, protection })
            };
            return tasks.iter().map(protect).collect();
        }
        Order::UpdateContainerInstancesState { container_instances, status } => {
            let status = instance_status(status)?;
            return each(world, container_instances, |id| Command::SetContainerInstanceStatus(id, status));
        }
        Order::DeregisterContainerInstance { container_instance, .. } => {
            Command::RemoveContainerInstance(instance(world, container_instance)?)
        }
        Order::PutAttributes { attributes } => {
            let put = |it: &AttributeItem| {
                let (name, value) = (it.name.clone(), it.value.clone());
                Ok(Command::PutAttribute { container_instance: instance(world, &it.target_id)?, name, value })
            };
            return attributes.iter().map(put).collect();
        }
        Order::DeleteAttributes { attributes } => {
            let delete = |it: &AttributeItem| {
                let (container_instance, name) = (instance(world, &it.target_id)?, it.name.clone());
                Ok(Command::DeleteAttribute { container_instance, name })
            };
            return attributes.iter().map(delete).collect();
        }
        Order::AddContainerInstances(item) => return instances(world, item),
        Order::StopInstances { instance_ids } => {
            return each(world, instance_ids, |id| Command::SetInstance(id, Switch::Off));
        }
        Order::StartInstances { instance_ids } => {
            return each(world, instance_ids, |id| Command::SetInstance(id, Switch::On));
        }
        Order::TerminateInstances { instance_ids } => {
            return each(world, instance_ids, Command::TerminateInstance);
        }
        Order::SetAvailabilityZone { availability_zone, state } => {
            Command::SetZone(zone(world, availability_zone)?, zone_state(state)?)
        }
        Order::SetAgentConnected { container_instance, agent_connected } => {
            Command::SetAgent(instance(world, container_instance)?, switch(*agent_connected))
        }
        Order::SetImagePull { task_definition, works } => {
            Command::SetImagePull(definition(world, task_definition)?, switch(*works))
        }
        Order::SetContainerBehavior(item) => set_container_behavior(world, item)?,
        Order::ExitContainer { task, container, exit_code } => {
            let (task, container) = container_of(world, task, container)?;
            Command::ExitContainer { task, container, code: *exit_code }
        }
        Order::KillContainerForMemory { task, container } => {
            let (task, container) = container_of(world, task, container)?;
            Command::KillContainerForMemory { task, container }
        }
        Order::SetContainerHealth { task, container, health_status } => {
            let (task, container) = container_of(world, task, container)?;
            Command::SetContainerHealth { task, container, health: health(health_status)? }
        }
        Order::CreateCapacityProvider(item) => {
            capacity::create(item, |name| zone(world, name), world.zones.len())?
        }
        Order::UpdateCapacityProvider(item) => capacity::update(world, item)?,
        Order::DeleteCapacityProvider { capacity_provider } => {
            Command::Capacity(CapacityOrder::DeleteProvider(capacity::group(world, capacity_provider)?))
        }
        Order::PutClusterCapacityProviders { default_capacity_provider_strategy: items } => {
            Command::Capacity(CapacityOrder::SetDefaultStrategy(capacity::shares(world, items)?))
        }
        Order::SetDesiredCapacity { auto_scaling_group_name, desired_capacity } => {
            let group = capacity::group(world, auto_scaling_group_name)?;
            Command::Capacity(CapacityOrder::SetDesiredCapacity(group, *desired_capacity))
        }
        Order::RegisterScalableTarget(item) => capacity::scale(service(world, &item.resource_id)?, item)?,
        Order::DeregisterScalableTarget { resource_id } => {
            Command::Scaling(ScalingOrder::Delete(service(world, resource_id)?))
        }
        Order::SetServiceLoad(item) => capacity::load(service(world, &item.service)?, item),
        Order::InterruptSpotTask { task } => {
            Command::Capacity(CapacityOrder::InterruptSpot(SpotTarget::Task(task_id(task)?)))
        }
        Order::InterruptSpotInstance { container_instance } => {
            let target = SpotTarget::ContainerInstance(instance(world, container_instance)?);
            Command::Capacity(CapacityOrder::InterruptSpot(target))
        }
        Order::SetOffAlarm { service: name } => Command::SetOffAlarm(service(world, name)?),
        Order::SetFargateSpot { has_capacity } => {
            Command::Capacity(CapacityOrder::SetFargateSpot(switch(*has_capacity)))
        }
    }])
}

/// A command for each of the instances.
fn each(
    world: &World,
    names: &[String],
    command: impl Fn(ContainerInstanceId) -> Command,
) -> Result<Vec<Command>, String> {
    names.iter().map(|name| instance(world, name).map(&command)).collect()
}

/// Instances of a type join in a zone, or external ones.
pub fn instances(world: &World, item: &InstancesItem) -> Result<Vec<Command>, String> {
    match (&item.instance_type, &item.availability_zone, &item.external) {
        (Some(instance_type), Some(name), None) => {
            let zone = zone(world, name)?;
            let instance_type = instance_type.clone();
            Ok(vec![Command::AddContainerInstance { instance_type, zone, count: item.count }])
        }
        (None, None, Some(external)) if (1..=MAX_INSTANCES_PER_ORDER).contains(&item.count) => {
            let registration = Registration::external(external.cpu, external.memory, external.gpus);
            let join = Command::RegisterContainerInstance(Box::new(registration));
            Ok(vec![join; item.count as usize])
        }
        (None, None, Some(_)) => {
            Err(format!("count: 1 to {MAX_INSTANCES_PER_ORDER} instances join at once, not {}", item.count))
        }
        _ => Err("instances have an instanceType and an availabilityZone, or are external".to_owned()),
    }
}

fn run_task(world: &World, item: &RunTaskItem) -> Result<RunTask, String> {
    let (launch_type, capacity_provider_strategy) =
        capacity_of(world, item.launch_type.as_deref(), item.capacity_provider_strategy.as_deref())?;
    Ok(RunTask {
        task_definition: definition(world, &item.task_definition)?,
        count: item.count,
        launch_type,
        capacity_provider_strategy,
        placement_strategy: strategies(&item.placement_strategy)?,
        placement_constraints: constraints(&item.placement_constraints)?,
        group: words::group(item.group.as_deref())?,
    })
}

fn create(world: &World, item: &ServiceItem) -> Result<CreateService, String> {
    let task_definition = item.task_definition.as_deref().ok_or("taskDefinition is missing")?;
    let (launch_type, capacity_provider_strategy) =
        capacity_of(world, item.launch_type.as_deref(), item.capacity_provider_strategy.as_deref())?;
    let placement = ServicePlacement {
        service_name: item.service.clone(),
        task_definition: definition(world, task_definition)?,
        launch_type,
        capacity_provider_strategy,
        scheduling_strategy: scheduling(item.scheduling_strategy.as_deref())?,
        placement_strategy: strategies(item.placement_strategy.as_deref().unwrap_or_default())?,
        placement_constraints: constraints(item.placement_constraints.as_deref().unwrap_or_default())?,
    };
    let desired_count = match placement.scheduling_strategy {
        SchedulingStrategy::Replica => {
            item.desired_count.ok_or("desiredCount is missing; a REPLICA service needs one")?
        }
        SchedulingStrategy::Daemon => item.desired_count.unwrap_or(0),
    };
    let mut request = CreateService::new(placement, desired_count);
    if let Some(changes) = &item.deployment_configuration {
        request.deployment_configuration = configuration(request.deployment_configuration, changes)?;
    }
    request.availability_zone_rebalancing = rebalancing(item.availability_zone_rebalancing.as_deref())?;
    Ok(request)
}

fn update(world: &World, item: &ServiceItem) -> Result<UpdateService, String> {
    if item.launch_type.is_some() || item.scheduling_strategy.is_some() {
        return Err("launchType and schedulingStrategy are for createService only".to_owned());
    }
    let id = service(world, &item.service)?;
    let mut request = UpdateService::of(id);
    request.desired_count = item.desired_count;
    request.task_definition =
        item.task_definition.as_deref().map(|name| definition(world, name)).transpose()?;
    request.force_new_deployment = switch(item.force_new_deployment);
    request.capacity_provider_strategy =
        item.capacity_provider_strategy.as_deref().map(|it| capacity::shares(world, it)).transpose()?;
    request.placement_strategy = item.placement_strategy.as_deref().map(strategies).transpose()?;
    request.placement_constraints = item.placement_constraints.as_deref().map(constraints).transpose()?;
    if let Some(changes) = &item.deployment_configuration {
        let known = world.services.get(&id).map_or(DeploymentConfiguration::REPLICA, |it| it.configuration);
        request.deployment_configuration = Some(configuration(known, changes)?);
    }
    request.availability_zone_rebalancing = rebalancing(item.availability_zone_rebalancing.as_deref())?;
    Ok(request)
}

fn set_container_behavior(world: &World, item: &BehaviorItem) -> Result<Command, String> {
    let task_definition = definition(world, &item.task_definition)?;
    Ok(Command::SetContainerBehavior {
        task_definition,
        container: container(world, task_definition, &item.container)?,
        behavior: ContainerBehavior {
            exits: item.exits_after_seconds.map(|seconds| Exit { seconds, code: item.exit_code }),
            ignores_sigterm: item.ignores_sigterm,
            is_unhealthy: item.is_unhealthy,
            check_takes_seconds: item.check_takes_seconds,
        },
    })
}

/// Without a revision the newest.
pub fn definition(world: &World, name: &str) -> Result<TaskDefinitionId, String> {
    let (family, revision) = family_and_revision(name);
    let fits = (0_u32..).zip(&world.task_definitions).filter(|(_, it)| {
        it.task_definition.family == family && revision.is_none_or(|known| it.revision.to_string() == known)
    });
    let newest = fits.max_by_key(|(_, it)| it.revision);
    newest
        .map(|(id, _)| TaskDefinitionId(id))
        .ok_or_else(|| format!("task definition `{name}` is not registered at this moment"))
}

fn zone(world: &World, name: &str) -> Result<Zone, String> {
    let at = world.zones.iter().position(|it| it == name);
    at.and_then(|at| u8::try_from(at).ok())
        .map(Zone)
        .ok_or_else(|| format!("availability zone `{name}` is not one of {}", world.zones.join(", ")))
}

fn service(world: &World, name: &str) -> Result<ServiceId, String> {
    let found = world.services.values().find(|it| it.placement.service_name == last_part(name));
    found.map(|it| it.id).ok_or_else(|| format!("there is no service `{name}` at this moment"))
}

/// By the name on the board, such as `a1`, the ARN that ends with it, or the id of EC2.
fn instance(world: &World, name: &str) -> Result<ContainerInstanceId, String> {
    let found = world
        .container_instances
        .values()
        .find(|it| it.name == last_part(name) || it.ec2_instance_id.as_deref() == Some(name));
    found.map(|it| it.id).ok_or_else(|| format!("there is no container instance `{name}` at this moment"))
}

/// By its number, or the ARN that ends with it.
fn task_id(name: &str) -> Result<TaskId, String> {
    let number = last_part(name).parse();
    number
        .map(TaskId)
        .map_err(|_| format!("task `{name}` is no number; tasks are numbered from 0 as they are placed"))
}

fn container_of(world: &World, task: &str, name: &str) -> Result<(TaskId, u32), String> {
    let id = task_id(task)?;
    let known = world.tasks.get(&id).ok_or_else(|| format!("there is no task {task} at this moment"))?;
    Ok((id, container(world, known.task_definition, name)?))
}

fn container(world: &World, id: TaskDefinitionId, name: &str) -> Result<u32, String> {
    let registered = world.task_definition(id);
    let containers = registered.iter().flat_map(|it| &it.task_definition.container_definitions);
    let found = (0_u32..).zip(containers).find(|(_, it)| it.name == name);
    found.map(|(at, _)| at).ok_or_else(|| format!("there is no container `{name}` in the task definition"))
}

/// The launch type of a request, and its strategy if capacity providers are to take its tasks.
fn capacity_of(
    world: &World,
    launch_type_word: Option<&str>,
    items: Option<&[ProviderShareItem]>,
) -> Result<(LaunchType, Option<Vec<StrategyItem>>), String> {
    let strategy = capacity::strategy(world, launch_type_word, items)?;
    let launch_type = match &strategy {
        Some(strategy) => capacity::launch_type_of(world, strategy),
        None => launch_type(launch_type_word)?,
    };
    Ok((launch_type, strategy))
}

fn launch_type(word: Option<&str>) -> Result<LaunchType, String> {
    match word.unwrap_or("EC2") {
        "EC2" => Ok(LaunchType::Ec2),
        "FARGATE" => Ok(LaunchType::Fargate),
        "EXTERNAL" => Ok(LaunchType::External),
        other => Err(format!("launchType `{other}` is not known; use EC2, FARGATE or EXTERNAL")),
    }
}

fn rebalancing(word: Option<&str>) -> Result<Option<Switch>, String> {
    match word {
        None => Ok(None),
        Some("ENABLED") => Ok(Some(Switch::On)),
        Some("DISABLED") => Ok(Some(Switch::Off)),
        Some(other) => {
            Err(format!("availabilityZoneRebalancing `{other}` is not known; use ENABLED or DISABLED"))
        }
    }
}

fn instance_status(word: &str) -> Result<ContainerInstanceStatus, String> {
    match word {
        "ACTIVE" => Ok(ContainerInstanceStatus::Active),
        "DRAINING" => Ok(ContainerInstanceStatus::Draining),
        other => Err(format!("status `{other}` is not known; use ACTIVE or DRAINING")),
    }
}

fn zone_state(word: &str) -> Result<Switch, String> {
    match word {
        "available" => Ok(Switch::On),
        "unavailable" => Ok(Switch::Off),
        other => Err(format!("zone state `{other}` is not known; use available or unavailable")),
    }
}

fn health(word: &str) -> Result<HealthStatus, String> {
    match word {
        "HEALTHY" => Ok(HealthStatus::Healthy),
        "UNHEALTHY" => Ok(HealthStatus::Unhealthy),
        other => Err(format!("healthStatus `{other}` is not known; use HEALTHY or UNHEALTHY")),
    }
}

fn switch(is_on: bool) -> Switch {
    if is_on { Switch::On } else { Switch::Off }
}
