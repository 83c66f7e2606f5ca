//! Tasks as targets: ECS registers a task while it is ACTIVATING and deregisters it as soon as it is to stop.

use super::{
    Attachment, LoadBalancer, Target, TargetGroup, TargetReason, TargetState, TargetType, forwards, schedule,
};
use crate::ecs::NetworkMode;
use crate::sim::life::{StoppedReason, TaskStatus};
use crate::sim::roles::{self, Attempt, Denial};
use crate::sim::service::ServiceChange;
use crate::sim::{Event, Switch, TargetGroupId, Task, TaskId, TaskPlace, World, instance};

/// Dynamic host ports of an instance, in mode `bridge`.
const DYNAMIC_PORTS: std::ops::RangeInclusive<u16> = 32_768..=61_000;

/// The load balancer whose listener forwards to a target group, directly or as the other side of a deployment.
#[must_use]
pub fn load_balancer_of(world: &World, id: TargetGroupId) -> Option<&LoadBalancer> {
    world.load_balancers.iter().find(|it| {
        it.target_groups().any(|named| named == id || forwards(world, named).iter().any(|to| to.0 == id))
    })
}

/// Whether requests could come to the target: a listener uses its group, and its zone is enabled.
#[must_use]
pub fn is_used(world: &World, group: &TargetGroup, target: &Target) -> bool {
    load_balancer_of(world, group.id).is_some_and(|it| it.zones.contains(&target.zone))
}

/// What the API reports: as the checks left it, or why no request comes to it.
#[must_use]
pub fn target_state(world: &World, group: &TargetGroup, task: TaskId) -> (TargetState, Option<TargetReason>) {
    match group.targets.iter().find(|it| it.task == task) {
        None => (TargetState::Unused, Some(TargetReason::NotRegistered)),
        Some(target) if target.ends_at_seconds.is_none() && !is_used(world, group, target) => {
            (TargetState::Unused, Some(TargetReason::NotInUse))
        }
        Some(target) => (target.state, target.reason),
    }
}

/// What the service of a task says about its load balancers, with the side that the task's deployment is on.
fn attachments<'a>(world: &'a World, task: &Task) -> (&'a [Attachment], bool) {
    let by = task.started_by;
    let service = by.and_then(|by| world.services.get(&by.service));
    let is_alternate = service.zip(by).is_some_and(|(service, by)| {
        service.deployments.iter().any(|it| it.id == by.deployment && it.is_alternate)
    });
    (service.map_or(&[], |it| &it.load_balancers), is_alternate)
}

/// Whether the task is or will be a target.
pub(in crate::sim) fn is_registered(world: &World, task: &Task) -> bool {
    !attachments(world, task).0.is_empty()
}

/// How long the task is deregistered before its containers are told to stop: none when it is no target.
pub(in crate::sim) fn deregistration_delay(world: &World, task: TaskId) -> Option<u64> {
    let its = world.target_groups.iter().filter(|it| it.targets.iter().any(|target| target.task == task));
    its.map(|it| u64::from(it.settings.deregistration_delay_seconds)).max()
}

/// After the state of a task has changed: it is registered where its service says, or it is deregistered.
pub(in crate::sim) fn follow(world: &mut World, id: TaskId) {
    if world.target_groups.is_empty() {
        return;
    }
    let wanted: Vec<(TargetGroupId, Target)> = match world.tasks.get(&id) {
        Some(task) if task.counts() && is_up(task) => {
            let (attachments, is_alternate) = attachments(world, task);
            let made = attachments
                .iter()
                .filter_map(|it| Some((it.target_group_of(is_alternate), target(world, task, it)?)));
            made.filter(|(group, _)| is_or_may_be_target(world, task, *group)).collect()
        }
        Some(_) | None => vec![],
    };
    let runs = world.tasks.get(&id).is_some_and(|it| it.life.last_status == TaskStatus::Running);
    let stop = world.tasks.get(&id).and_then(|it| it.life.stop.as_ref());
    let lost_host = stop.is_some_and(|it| matches!(it.reason, Some(StoppedReason::HostStopped(_))));
    let now = world.clock_seconds;
    let stands_still = world.clock == Switch::Off;
    let mut changed = vec![];
    for group in &mut world.target_groups {
        let wanted = wanted.iter().find(|(at, _)| *at == group.id).map(|(_, target)| target);
        let delay = u64::from(group.settings.deregistration_delay_seconds);
        let is_instance = group.settings.target_type == TargetType::Instance;
        match (group.targets.iter_mut().find(|it| it.task == id), wanted) {
            (None, Some(target)) => group.targets.push(target.clone()),
            (Some(known), Some(_)) if runs && known.reason == Some(TargetReason::RegistrationInProgress) => {
                known.reason = Some(TargetReason::InitialHealthChecking);
            }
            (Some(known), None) if known.ends_at_seconds.is_none() => {
                (known.state, known.reason) = if lost_host && is_instance {
                    (TargetState::Unused, Some(TargetReason::InvalidState))
                } else {
                    (TargetState::Draining, Some(TargetReason::DeregistrationInProgress))
                };
                (known.since_seconds, known.ends_at_seconds) = (now, Some(now + delay));
                known.is_slow = false;
            }
            _ => continue,
        }
        if stands_still {
            group.targets.retain(|it| it.ends_at_seconds.is_none());
        }
        changed.push(group.id);
    }
    for group in changed {
        schedule(world, group);
    }
}

/// The same for every task, after the roles have changed: ECS tries again what it was refused.
// Simplification: AWS does not document when ECS tries to register a target again.
pub(in crate::sim) fn follow_all(world: &mut World) {
    let all: Vec<TaskId> = world.tasks.keys().copied().collect();
    for id in all {
        follow(world, id);
    }
}

/// What is a target stays one; a task becomes one if ECS may register it.
fn is_or_may_be_target(world: &World, task: &Task, id: TargetGroupId) -> bool {
    let Some(group) = world.target_group(id) else { return false };
    is_target(group, task) || denial(world, task, group).is_none()
}

fn is_target(group: &TargetGroup, task: &Task) -> bool {
    group.targets.iter().any(|it| it.task == task.id)
}

fn denial(world: &World, task: &Task, group: &TargetGroup) -> Option<Box<Denial>> {
    roles::denial(world, Attempt::RegisterTarget(task, &arn(world, group)))
}

/// Why ECS may not register the task, for each target group that its service names and that it is no target of.
fn denials(world: &World, task: &Task) -> impl Iterator<Item = Box<Denial>> {
    let (attachments, is_alternate) = attachments(world, task);
    let groups =
        attachments.iter().filter_map(move |it| world.target_group(it.target_group_of(is_alternate)));
    groups.filter(|it| !is_target(it, task)).filter_map(|it| denial(world, task, it))
}

/// Whether the task runs on without being a target, because ECS may not register it.
pub(super) fn is_kept_out(world: &World, task: &Task) -> bool {
    world.roles.is_some() && denials(world, task).next().is_some()
}

/// What its service says when ECS may not register the task.
pub(in crate::sim) fn refusals(world: &World, task: &Task) -> Vec<Event> {
    let Some(by) = task.started_by else { return vec![] };
    let said = denials(world, task).map(ServiceChange::TargetNotRegistered);
    said.map(|it| Event::ServiceChanged(by.service, it)).collect()
}

/// The ARNs of the target groups that the task is registered with.
pub(in crate::sim) fn target_group_arns(world: &World, task: &Task) -> Vec<String> {
    let (attachments, is_alternate) = attachments(world, task);
    let groups = attachments.iter().filter_map(|it| world.target_group(it.target_group_of(is_alternate)));
    groups.map(|it| arn(world, it)).collect()
}

fn arn(world: &World, group: &TargetGroup) -> String {
    let (region, name) = (roles::region(world), &group.settings.name);
    format!(
        "arn:aws:elasticloadbalancing:{region}:{}:targetgroup/{name}/{:016x}",
        roles::ACCOUNT,
        group.id.0 + 1
    )
}

fn is_up(task: &Task) -> bool {
    matches!(task.life.last_status, TaskStatus::Activating | TaskStatus::Running)
}

/// The task as a target; healthy at once on a board that stands still.
fn target(world: &World, task: &Task, attachment: &Attachment) -> Option<Target> {
    let (state, reason) = match world.clock {
        Switch::Off => (TargetState::Healthy, None),
        // What is registered late is not waited for.
        Switch::On if task.life.last_status == TaskStatus::Running => {
            (TargetState::Initial, Some(TargetReason::InitialHealthChecking))
        }
        Switch::On => (TargetState::Initial, Some(TargetReason::RegistrationInProgress)),
    };
    Some(Target {
        task: task.id,
        zone: instance::zone_of(world, task.place)?,
        container_port: attachment.container_port,
        port: port(world, task, attachment)?,
        state,
        reason,
        since_seconds: world.clock_seconds,
        n_against: 0,
        is_slow: false,
        ends_at_seconds: None,
        last_second: (0, 0),
        total: (0, 0),
    })
}

/// The port that requests go to.
fn port(world: &World, task: &Task, attachment: &Attachment) -> Option<u16> {
    let definition = &world.task_definition(task.task_definition)?.task_definition;
    if definition.effective_network_mode() != NetworkMode::Bridge {
        return Some(attachment.container_port);
    }
    let container = definition.container(&attachment.container_name)?;
    let mapping =
        container.port_mappings.iter().find(|it| it.container_port == Some(attachment.container_port))?;
    match mapping.host_port {
        Some(port) if port > 0 => Some(port),
        _ => dynamic_port(world, task, attachment.container_port),
    }
}

/// The dynamic port of a container: the lowest that no other target on the instance has.
// Simplification: Docker may take any free port of the range, and only ports of targets are known here.
fn dynamic_port(world: &World, task: &Task, container_port: u16) -> Option<u16> {
    let TaskPlace::ContainerInstance(place) = task.place else { return None };
    let on_same = |it: &&Target| {
        world.tasks.get(&it.task).is_some_and(|it| it.place == TaskPlace::ContainerInstance(place))
    };
    let there: Vec<&Target> = world.target_groups.iter().flat_map(|it| &it.targets).filter(on_same).collect();
    let own = there.iter().find(|it| it.task == task.id && it.container_port == container_port);
    let is_free = |port: &u16| !there.iter().any(|it| it.port == *port);
    own.map(|it| it.port).or_else(|| DYNAMIC_PORTS.into_iter().find(is_free))
}
