//! The output, field by field as AWS describes things.

use bayplan::sim::capacity::GroupProvider;
use bayplan::sim::explain::{
    DeploymentStage, ServiceEvent, TaskStateChange, capacity_provider_name, container_reason,
    deployment_name, deployment_status, lifecycle_stage, listing, revision_name, rollout_state,
    rollout_state_reason, stop_code, stopped_reason, task_label, task_status,
};
use bayplan::sim::life::{ContainerState, ContainerStatus, HealthStatus, TaskStatus};
use bayplan::sim::service::{Deployment, LifecycleStage, SchedulingStrategy, Service, daemon_hosts};
use bayplan::sim::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, DesiredStatus, LaunchType, Simulation,
    Switch, Task, TaskDefinitionId, TaskId, TaskPlace, World,
};
use serde::Serialize;
use serde_json::{Map, Number, Value, json};

use crate::variant;

/// What a command could not do.
#[derive(Clone, PartialEq, Eq, Serialize)]
pub struct Failure {
    /// In simulated seconds.
    pub at: u64,
    /// Its index.
    pub command: usize,
    /// The instance, when one instance could not take a task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub arn: Option<String>,
    pub reason: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub detail: Option<String>,
}

/// Everything that happened, and the world at the end.
pub fn answer(simulation: &Simulation, failures: &[Failure], not_read: &[String]) -> Value {
    let world = simulation.world();
    let listing = listing(simulation);
    let (running, stopped) = (world.tasks.values(), world.stopped_tasks.iter());
    let tasks = running.map(|it| task(world, it, None));
    let tasks = tasks.chain(stopped.map(|it| task(world, &it.task, Some(it.stopped_at_seconds))));
    present(json!({
        "notRead": (!not_read.is_empty()).then_some(not_read),
        "serviceEvents": listing.service_events.iter().map(service_event).collect::<Vec<_>>(),
        "deploymentStages": listing.deployment_stages.iter().map(deployment_stage).collect::<Vec<_>>(),
        "taskStateChanges": listing.task_state_changes.iter().map(|it| task_state_change(world, it)).collect::<Vec<_>>(),
        "failures": failures,
        "world": {
            "at": world.clock_seconds,
            "services": world.services.values().map(|it| service(world, it)).collect::<Vec<_>>(),
            "tasks": tasks.collect::<Vec<_>>(),
            "capacityProviders": world.capacity.providers.values().map(|it| provider(world, it)).collect::<Vec<_>>(),
            "containerInstances": world.container_instances.values().map(|it| instance(world, it)).collect::<Vec<_>>(),
            "hash": format!("{:016x}", world.hash()),
        },
    }))
}

/// The ARN of an instance ends with its name on the board.
pub fn container_instance_arn(world: &World, id: ContainerInstanceId) -> String {
    let name = world.container_instances.get(&id).map_or("left", |it| &it.name);
    arn(world, &format!("container-instance/bayplan/{name}"))
}

fn task_arn(world: &World, id: TaskId) -> String {
    arn(world, &format!("task/bayplan/{}", id.0))
}

fn task_definition_arn(world: &World, id: TaskDefinitionId) -> String {
    arn(world, &format!("task-definition/{}", variant::original(&revision_name(world, id))))
}

fn arn(world: &World, resource: &str) -> String {
    let region = world.zones.first().map_or("", |zone| zone.trim_end_matches(char::is_alphabetic));
    format!("arn:aws:ecs:{region}:123456789012:{resource}")
}

fn service_event(event: &ServiceEvent) -> Value {
    json!({"createdAt": event.at_seconds, "serviceName": event.service_name, "message": event.message})
}

fn deployment_stage(stage: &DeploymentStage) -> Value {
    json!({
        "at": stage.at_seconds,
        "serviceName": stage.service_name,
        "deploymentId": deployment_name(stage.deployment),
        "lifecycleStage": lifecycle_stage(stage.step.stage),
        "requestedProductionTrafficWeight": percent(stage.step.traffic_permille),
    })
}

fn task_state_change(world: &World, change: &TaskStateChange) -> Value {
    present(json!({
        "at": change.at_seconds,
        "taskArn": task_arn(world, change.task),
        "lastStatus": task_status(change.last_status),
        "desiredStatus": desired_status(change.desired_status),
        "stopCode": change.stop_code,
        "stoppedReason": change.stopped_reason,
    }))
}

fn service(world: &World, service: &Service) -> Value {
    let counts = Counts::of(world, |task| task.started_by.is_some_and(|it| it.service == service.id));
    json!({
        "serviceName": service.placement.service_name,
        "serviceArn": arn(world, &format!("service/bayplan/{}", service.placement.service_name)),
        "status": "ACTIVE",
        "desiredCount": desired_count(world, service),
        "runningCount": counts.running,
        "pendingCount": counts.pending,
        "launchType": launch_type(service.placement.launch_type),
        "schedulingStrategy": match service.placement.scheduling_strategy {
            SchedulingStrategy::Replica => "REPLICA",
            SchedulingStrategy::Daemon => "DAEMON",
        },
        "taskDefinition": task_definition_arn(world, service.placement.task_definition),
        "availabilityZoneRebalancing": match service.rebalancing {
            Switch::On => "ENABLED",
            Switch::Off => "DISABLED",
        },
        "deployments": service.deployments.iter().map(|it| deployment(world, service, it)).collect::<Vec<_>>(),
    })
}

fn deployment(world: &World, service: &Service, deployment: &Deployment) -> Value {
    let counts = Counts::of(world, |task| task.started_by.is_some_and(|it| it.deployment == deployment.id));
    let status = deployment_status(service, deployment);
    let desired =
        if status == "PRIMARY" { desired_count(world, service) } else { counts.running + counts.pending };
    let shifts = deployment.stage > LifecycleStage::ReconcileService;
    present(json!({
        "id": deployment_name(deployment.id),
        "status": status,
        "taskDefinition": task_definition_arn(world, deployment.task_definition),
        "desiredCount": desired,
        "runningCount": counts.running,
        "pendingCount": counts.pending,
        "failedTasks": deployment.failed_tasks,
        "createdAt": deployment.created_at_seconds,
        "rolloutState": rollout_state(deployment.rollout_state),
        "rolloutStateReason": rollout_state_reason(service, deployment),
        "lifecycleStage": shifts.then(|| lifecycle_stage(deployment.stage)),
        "requestedProductionTrafficWeight": deployment.traffic_permille.map(percent),
    }))
}

/// Of a daemon: the instances that are to run it.
fn desired_count(world: &World, service: &Service) -> usize {
    match service.placement.scheduling_strategy {
        SchedulingStrategy::Replica => service.desired_count as usize,
        SchedulingStrategy::Daemon => daemon_hosts(world, &service.placement).map_or(0, |it| it.len()),
    }
}

/// Of the tasks that are to run.
struct Counts {
    running: usize,
    pending: usize,
}

impl Counts {
    fn of(world: &World, is_its: impl Fn(&Task) -> bool) -> Self {
        let own = world.tasks.values().filter(|it| it.counts() && is_its(it));
        let (running, pending): (Vec<_>, Vec<_>) =
            own.partition(|it| it.life.last_status == TaskStatus::Running);
        Self { running: running.len(), pending: pending.len() }
    }
}

fn task(world: &World, task: &Task, stopped_at: Option<u64>) -> Value {
    let stop = task.life.stop.as_ref();
    let definition = world.task_definition(task.task_definition).map(|it| &it.task_definition);
    let definitions = definition.iter().flat_map(|it| &it.container_definitions);
    let containers =
        definitions.enumerate().map(|(at, it)| container(&it.name, task.life.containers.get(at)));
    let (instance, zone) = match task.place {
        TaskPlace::ContainerInstance(id) => {
            let of_ec2 = world.container_instances.get(&id).filter(|it| !it.is_external());
            (Some(id), of_ec2.map(|it| it.zone))
        }
        TaskPlace::Fargate(zone) => (None, Some(zone)),
        TaskPlace::AwaitsCapacity => (None, None),
    };
    present(json!({
        "taskArn": task_arn(world, task.id),
        "taskDefinitionArn": task_definition_arn(world, task.task_definition),
        "containerInstanceArn": instance.map(|id| container_instance_arn(world, id)),
        "availabilityZone": zone.map(|it| world.zone_name(it)),
        "launchType": launch_type(world.launch_type_of(task.place)),
        "capacityProviderName": task.capacity_provider.map(|it| capacity_provider_name(world, it)),
        "group": task.group,
        "startedBy": task.started_by.map(|it| deployment_name(it.deployment)),
        "lastStatus": task_status(task.life.last_status),
        "desiredStatus": desired_status(task.desired_status),
        "healthStatus": definition.map(|it| task.life.health(it)),
        "startedAt": task.life.started_at_seconds,
        "stoppedAt": stopped_at,
        "stopCode": stop.and_then(|it| it.code).map(stop_code),
        "stoppedReason": stop.and_then(|it| it.reason.as_ref()).map(|it| stopped_reason(world, it)),
        "containers": containers.collect::<Vec<_>>(),
        "tags": [{"key": "Name", "value": task_label(world, task.task_definition, task.number)}],
    }))
}

/// A task whose images were never pulled has no containers yet.
fn container(name: &str, state: Option<&ContainerState>) -> Value {
    present(json!({
        "name": name,
        "lastStatus": state.map_or(ContainerStatus::Pending, |it| it.status),
        "exitCode": state.and_then(|it| it.exit_code),
        "reason": state.and_then(container_reason),
        "healthStatus": state.map_or(HealthStatus::Unknown, |it| it.health),
    }))
}

fn instance(world: &World, instance: &ContainerInstance) -> Value {
    let reserved = world.reserved_on(instance.id);
    let counts = Counts::of(world, |task| task.place == TaskPlace::ContainerInstance(instance.id));
    let resource = |name: &str, value: u32| json!({"name": name, "type": "INTEGER", "integerValue": value});
    json!({
        "containerInstanceArn": container_instance_arn(world, instance.id),
        "ec2InstanceId": instance.ec2_instance_id,
        "status": match instance.status {
            ContainerInstanceStatus::Active => "ACTIVE",
            ContainerInstanceStatus::Draining => "DRAINING",
        },
        "agentConnected": instance.agent_connected,
        "runningTasksCount": counts.running,
        "pendingTasksCount": counts.pending,
        "registeredResources": [resource("CPU", instance.cpu_units), resource("MEMORY", instance.memory_mib)],
        "remainingResources": [
            resource("CPU", reserved.cpu_units_left(instance)),
            resource("MEMORY", reserved.memory_mib_left(instance)),
        ],
        "attributes": instance.attributes.iter().map(|(name, value)| json!({"name": name, "value": value})).collect::<Vec<_>>(),
    })
}

/// A group's provider, with the group in place of its ARN.
fn provider(world: &World, provider: &GroupProvider) -> Value {
    json!({
        "name": provider.name,
        "status": "ACTIVE",
        "autoScalingGroup": {
            "minSize": provider.settings.min_size,
            "maxSize": provider.settings.max_size,
            "desiredCapacity": provider.desired_capacity,
            "instances": provider.joined(world).map(|it| container_instance_arn(world, it.id)).collect::<Vec<_>>(),
        },
    })
}

fn desired_status(status: DesiredStatus) -> &'static str {
    match status {
        DesiredStatus::Running => "RUNNING",
        DesiredStatus::Stopped => "STOPPED",
    }
}

fn launch_type(launch_type: LaunchType) -> &'static str {
    match launch_type {
        LaunchType::Ec2 => "EC2",
        LaunchType::Fargate => "FARGATE",
        LaunchType::External => "EXTERNAL",
    }
}

/// 125 tenths are `12.5`.
fn percent(permille: u32) -> Value {
    let text = format!("{}.{}", permille / 10, permille % 10);
    text.parse::<Number>().map_or(Value::Null, Value::Number)
}

/// AWS leaves out what is not there.
fn present(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            Value::Object(fields.into_iter().filter(|(_, it)| !it.is_null()).collect::<Map<_, _>>())
        }
        other => other,
    }
}
