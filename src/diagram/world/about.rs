//! What there is to say about a thing of the picture that does not stand in it.

use super::super::text;
use super::surroundings::{launch_denial, n_running};
use super::{file_system_id, id, task_id};
use crate::sim::explain::{
    capacity_provider_name, denied, instance_name, revision_name, stop_code, stopped_reason, task_status,
};
use crate::sim::load_balancer::target_state;
use crate::sim::service::{SchedulingStrategy, Service};
use crate::sim::volume::FileSystem;
use crate::sim::{ContainerInstanceStatus, LaunchType, Task, TaskPlace, World};

/// Facts about a task, a service or a file system of the picture, by its id there; none about other things.
pub fn facts_of(world: &World, of: &str) -> Vec<String> {
    if let Some(task) = world.tasks.values().find(|it| task_id(it) == of) {
        return of_task(world, task);
    }
    if let Some(service) = world.services.values().find(|it| id("service", it.id.0) == of) {
        return of_service(world, service);
    }
    let mut file_systems = world.storage.iter().flat_map(|it| &it.file_systems);
    let file_system = file_systems.find(|(name, _)| file_system_id(name) == of);
    file_system.map_or_else(Vec::new, |(_, it)| of_file_system(world, it))
}

fn of_task(world: &World, task: &Task) -> Vec<String> {
    let mut facts = Vec::new();
    let mut say = |words: &[&str]| facts.push(words.concat());
    match task.place {
        TaskPlace::Fargate(zone) => say(&[text::ZONE, world.zone_name(zone)]),
        TaskPlace::ContainerInstance(on) => {
            let instance = world.container_instances.get(&on).filter(|it| !it.is_external());
            if let Some(instance) = instance {
                say(&[text::ZONE, world.zone_name(instance.zone)]);
            }
            say(&[text::INSTANCE, instance_name(world, on)]);
        }
        TaskPlace::AwaitsCapacity => {}
    }
    say(&[text::STATUS, task_status(task.life.last_status)]);
    if let Some(stop) = &task.life.stop {
        let code = stop.code.map_or("", stop_code);
        let reason = stop.reason.as_ref().map(|it| stopped_reason(world, it));
        let between = if code.is_empty() || reason.is_none() { "" } else { ", " };
        say(&[text::STOPS, code, between, &reason.unwrap_or_default()]);
    }
    say(&[text::TASK_DEFINITION, &revision_name(world, task.task_definition)]);
    match task.capacity_provider {
        Some(provider) => say(&[text::CAPACITY_PROVIDER, capacity_provider_name(world, provider)]),
        None => say(&[text::LAUNCH_TYPE, launch_type(world.launch_type_of(task.place))]),
    }
    for group in world.target_groups.iter().filter(|it| it.targets.iter().any(|it| it.task == task.id)) {
        let (state, reason) = target_state(world, group, task.id);
        let (between, reason) = reason.map_or(("", ""), |it| (", ", it.name()));
        say(&[text::TARGET_OF, &group.settings.name, ": ", state.name(), between, reason]);
    }
    facts
}

const fn launch_type(of: LaunchType) -> &'static str {
    match of {
        LaunchType::Ec2 => "EC2",
        LaunchType::Fargate => "FARGATE",
        LaunchType::External => "EXTERNAL",
    }
}

fn of_service(world: &World, service: &Service) -> Vec<String> {
    let mut facts: Vec<String> = launch_denial(world, service).iter().map(|it| denied(it)).collect();
    let is_replica = service.placement.scheduling_strategy == SchedulingStrategy::Replica;
    let n = n_running(world, service);
    if is_replica && u32::try_from(n).is_ok_and(|n| n > service.desired_count) {
        let group = service.placement.group();
        let is_drained = |task: &Task| {
            let TaskPlace::ContainerInstance(on) = task.place else { return false };
            let instance = world.container_instances.get(&on);
            task.group == group && instance.is_some_and(|it| it.status == ContainerInstanceStatus::Draining)
        };
        if service.deployments.len() > 1 {
            facts.push(text::MORE_BY_DEPLOYMENT.to_owned());
        } else if world.tasks.values().any(|it| is_drained(it)) {
            facts.push(text::MORE_BY_DRAINING.to_owned());
        }
    }
    facts
}

fn of_file_system(world: &World, file_system: &FileSystem) -> Vec<String> {
    let (mut with, mut without) = (Vec::new(), Vec::new());
    for (zone, name) in (0..).map(crate::sim::Zone).zip(&world.zones) {
        let list = if file_system.mount_targets.contains_key(&zone) { &mut with } else { &mut without };
        list.push(&**name);
    }
    let lists = [(text::MOUNT_TARGETS_IN, with), (text::NO_MOUNT_TARGETS_IN, without)];
    let said = lists.into_iter().filter(|(_, zones)| !zones.is_empty());
    said.map(|(words, zones)| [words, &zones.join(", ")].concat()).collect()
}
