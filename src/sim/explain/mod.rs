//! The sentences of the simulator: the only place in `sim` with English in it, so that a second language can come.
//!
//! Nothing here decides anything: it turns an [`Explanation`] into words, with the names of the world that the decision
//! was taken in ([`super::Simulation::decision`] gives both). Start reading at [`sentence`].

mod capacity;
mod deployment;
mod digest;
mod life;
mod listing;
mod load_balancer;
mod names;
mod network;
mod reasons;
mod refusals;
mod roles;
mod scaling;
mod service_events;
mod summary;
mod volumes;

use super::{
    ContainerInstanceId, ContainerInstanceStatus, Decision, Event, Explanation, InstanceReport, Placement,
    Switch, TaskPlace, World,
};

pub use capacity::{
    capacity_provider_name, capacity_sentence, lack_of_capacity, provisioning_sentence, reservation_percent,
    reservation_sentence, scaling_sentence,
};
pub use deployment::{
    change_sentence, deployment_name, deployment_status, lifecycle_stage, rollout_state, rollout_state_reason,
};
pub use digest::{Line, digest};
use life::{behavior_set, task_state, task_stopping};
pub use life::{clock_text, container_reason, duration_sentence, stop_code, stopped_reason, task_status};
pub use listing::{DeploymentStage, KEPT_SERVICE_EVENTS, Listing, ServiceEvent, TaskStateChange, listing};
pub use load_balancer::{answer_words, kind_name, load_balancer_name, target_group_name};
use load_balancer::{load_balancing_changed, of_load_balancer, targets_checked};
use names::joined_where;
pub use names::{group_digits, instance_name, revision_name, service_name, task_label, task_name};
pub use network::{blocked_sentence, need_words, rule_words, service_words, unanswered, way_words};
use network::{network_changed, unreachable};
pub use reasons::{check_reason, failure_reason, failure_reasons, instance_reason, tie_sentence};
pub use refusals::refusal_sentence;
pub(super) use roles::roles_event;
pub use roles::{NO_MESSAGE, consequence, denied, launch_step, traced_step};
pub use scaling::{activity_sentence, metric_name, reading_text};
pub use service_events::{closest_instance, unable_to_place, unable_to_scale_in};
pub use summary::{summary, zone_reason};
use volumes::volume_refusal;
pub use volumes::{file_problem, mount_problem};
pub(super) use volumes::{mount_failure, volume_event};

/// What happened, in one line for the log.
#[must_use]
pub fn sentence(world: &World, decision: &Decision) -> String {
    match (&decision.explanation, decision.events.first()) {
        (Explanation::Placement(placement), Some(Event::ServiceTaskNotPlaced(id))) => {
            let name = |report: &InstanceReport| instance_name(world, report.container_instance).to_owned();
            unable_to_place(service_name(world, *id), placement, name)
        }
        (Explanation::NotLaunched(it), Some(Event::ServiceTaskNotPlaced(id))) => {
            format!("(service {}) {}", service_name(world, *id), denied(&it.denial))
        }
        (Explanation::NotLaunched(it), _) => {
            let task = task_label(world, it.task_definition, it.number);
            format!("{task} was not launched. {}", denied(&it.denial))
        }
        (Explanation::Placement(placement), Some(Event::TaskPlaced(task)))
            if task.place == TaskPlace::AwaitsCapacity =>
        {
            provisioning_sentence(world, placement)
        }
        _ => sentence_by(world, decision, event_sentence),
    }
}

/// The same on a board that stands still and has no services.
pub(super) fn still_sentence(world: &World, decision: &Decision) -> String {
    sentence_by(world, decision, still_event_sentence)
}

fn sentence_by(world: &World, decision: &Decision, of_event: fn(&World, &Event) -> String) -> String {
    match &decision.explanation {
        Explanation::Refused(refusal) => refusal_sentence(refusal),
        Explanation::Placement(placement) => placement_sentence(world, placement),
        // A board that stands still checks no roles.
        Explanation::NotLaunched(_) => String::new(),
        Explanation::Plain => {
            let sentences: Vec<_> = decision.events.iter().map(|event| of_event(world, event)).collect();
            sentences.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join(" ")
        }
    }
}

fn instance_set(world: &World, id: ContainerInstanceId, switch: Switch) -> String {
    let name = instance_name(world, id);
    match switch {
        Switch::On => format!("{name} is started: it is in the cluster again, empty."),
        Switch::Off => format!("{name} is stopped, and with it all that runs on it."),
    }
}

/// "web A3 was placed on c1. 4 of 6 instances could fit it, 2 obeyed the rules."
#[must_use]
pub fn placement_sentence(world: &World, placement: &Placement) -> String {
    let task = task_label(world, placement.task_definition, placement.number);
    match placement.chosen {
        Some(TaskPlace::ContainerInstance(id)) => {
            format!("{task} was placed on {}. {}", instance_name(world, id), funnel_sentence(placement))
        }
        Some(TaskPlace::Fargate(zone)) => {
            format!(
                "{task} was placed on Fargate in {}. {}",
                world.zone_name(zone),
                zones_sentence(placement)
            )
        }
        Some(TaskPlace::AwaitsCapacity) | None if lack_of_capacity(placement).is_some() => {
            format!("{task} was not placed. {}", lack_of_capacity(placement).unwrap_or_default())
        }
        Some(TaskPlace::AwaitsCapacity) | None if placement.funnel.in_cluster == 0 => {
            format!("{task} was not placed. No Container Instances were found in your cluster.")
        }
        Some(TaskPlace::AwaitsCapacity) | None => {
            format!("{task} was not placed. {}", funnel_sentence(placement))
        }
    }
}

fn funnel_sentence(placement: &Placement) -> String {
    let funnel = &placement.funnel;
    let instances = if funnel.in_cluster == 1 { "instance" } else { "instances" };
    let fit = format!("{} of {} {instances} could fit it", funnel.fit, funnel.in_cluster);
    match funnel.obey {
        0 if funnel.fit == 0 => format!("{fit}."),
        obey => format!("{fit}, {obey} obeyed the rules."),
    }
}

fn zones_sentence(placement: &Placement) -> String {
    let fewest = placement.zones.iter().filter(|it| it.is_fewest).count();
    match fewest {
        1 => "No other zone had so few tasks of its group.".to_owned(),
        equal => format!("{equal} zones had equally few tasks of its group."),
    }
}

fn event_sentence(world: &World, event: &Event) -> String {
    match event {
        Event::BehaviorSet(id, behavior) => behavior_set(world, *id, behavior),
        Event::TaskStateChanged(id, life) => task_state(world, *id, life),
        Event::TaskStopping(id, stop) => task_stopping(world, *id, stop),
        Event::ClockStarted => "Time passes from now on.".to_owned(),
        Event::ClockMoved(to_seconds) => format!("It is {}.", clock_text(*to_seconds)),
        Event::CameDue(_) => String::new(),
        Event::ServiceCreated(service) => format!("service {} was created.", service.placement.service_name),
        Event::DesiredCountSet(id, count) => {
            format!("service {} is to run {}.", service_name(world, *id), group_digits(u64::from(*count)))
        }
        Event::ServiceDeleted(id) => format!("service {} was deleted.", service_name(world, *id)),
        Event::ServiceTaskNotPlaced(id) => {
            format!("service {} found no place for a task.", service_name(world, *id))
        }
        Event::SteadyStateReached(id) => {
            format!("service {} has reached a steady state.", service_name(world, *id))
        }
        Event::ServiceChanged(id, change) => change_sentence(world, *id, change),
        Event::NetworkChanged(change) => network_changed(world, change),
        Event::OfRoles(event) => super::roles::say(world, event),
        Event::OfVolumes(event) => super::volume::say(world, event),
        Event::LoadBalancingChanged(order) => load_balancing_changed(world, order),
        Event::TargetsChecked(id, checks) => targets_checked(world, *id, checks),
        Event::TaskAssigned(id, place, _) => {
            format!("{} was placed on {}.", task_name(world, *id), instance_name(world, *place))
        }
        Event::CapacityChanged(change) => capacity_sentence(world, change),
        Event::ScalingChanged(id, change) => scaling::scaling_changed(world, *id, change),
        Event::TaskDefinitionRegistered(..)
        | Event::TaskDefinitionDeregistered(..)
        | Event::ContainerInstanceRegistered(..)
        | Event::ContainerInstanceDeregistered(..)
        | Event::ContainerInstanceStatusSet(..)
        | Event::AgentSet(..)
        | Event::AttributePut { .. }
        | Event::AttributeDeleted { .. }
        | Event::AwsvpcTrunkingSet(..)
        | Event::ZoneSet(..)
        | Event::InstanceSet(..)
        | Event::TaskPlaced(..)
        | Event::TaskNotPlaced
        | Event::TaskStopped(..)
        | Event::SeedSet(..) => still_event_sentence(world, event),
    }
}

fn still_event_sentence(world: &World, event: &Event) -> String {
    match event {
        Event::TaskDefinitionRegistered(registered) => {
            format!("{}:{} was registered.", registered.task_definition.family, registered.revision)
        }
        Event::TaskDefinitionDeregistered(id) => {
            let name = revision_name(world, *id);
            format!("{name} is INACTIVE. Its tasks and services go on, but no new ones can begin.")
        }
        Event::ContainerInstanceRegistered(joining) => {
            format!("{} ({}) joined {}.", joining.name, joining.instance_type, joined_where(world, joining))
        }
        Event::ContainerInstanceDeregistered(id) => {
            format!("{} left the cluster.", instance_name(world, *id))
        }
        Event::ContainerInstanceStatusSet(id, ContainerInstanceStatus::Active) => {
            format!("{} is ACTIVE and takes tasks.", instance_name(world, *id))
        }
        Event::ContainerInstanceStatusSet(id, ContainerInstanceStatus::Draining) => {
            format!("{} is DRAINING and takes no new tasks.", instance_name(world, *id))
        }
        Event::AgentSet(id, Switch::On) => {
            format!("The agent of {} is connected.", instance_name(world, *id))
        }
        Event::AgentSet(id, Switch::Off) => {
            format!("The agent of {} is disconnected; its tasks go on.", instance_name(world, *id))
        }
        Event::AttributePut { container_instance, name, value } => {
            format!("{} has {name} = {value}.", instance_name(world, *container_instance))
        }
        Event::AttributeDeleted { container_instance, name } => {
            format!("{} no longer has {name}.", instance_name(world, *container_instance))
        }
        Event::AwsvpcTrunkingSet(Switch::On) => "Instances launched from now on have a trunk.".to_owned(),
        Event::AwsvpcTrunkingSet(Switch::Off) => "Instances launched from now on have no trunk.".to_owned(),
        Event::InstanceSet(id, switch) => instance_set(world, *id, *switch),
        Event::ZoneSet(zone, Switch::On) => format!("{} is back.", world.zone_name(*zone)),
        Event::ZoneSet(zone, Switch::Off) => format!("{} is lost.", world.zone_name(*zone)),
        Event::TaskPlaced(task) => {
            format!("{} was placed.", task_label(world, task.task_definition, task.number))
        }
        Event::TaskNotPlaced => "A task was not placed.".to_owned(),
        Event::TaskStopped(id) => format!("{} stopped.", task_name(world, *id)),
        Event::SeedSet(seed) => format!("Ties are now decided with seed {seed}."),
        _ => String::new(),
    }
}
