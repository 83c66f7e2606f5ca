//! Spot capacity that AWS takes back: a notice of two minutes, then the end.
//!
//! Source: "AWS Fargate capacity providers" and "Using Spot Instances with Amazon ECS" of the developer guide.

use serde::{Deserialize, Serialize};

use super::group::{drained, terminated};
use super::{CapacityChange, CapacityProvider, Leaving, Market, Switch};
use crate::sim::life::{self, Stop, StopCode, StoppedReason};
use crate::sim::{CapacityRefusal, ContainerInstanceId, Decision, Event, Refusal, TaskId, World};

/// What is taken back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum SpotTarget {
    /// A task on `FARGATE_SPOT`.
    Task(TaskId),
    /// A Spot Instance of a group.
    ContainerInstance(ContainerInstanceId),
}

/// Seconds between the notice and the end.
const NOTICE: u64 = 120;

/// Spot capacity is taken back.
pub(super) fn interrupt(world: &World, target: SpotTarget) -> Decision {
    match target {
        SpotTarget::Task(id) => interrupt_task(world, id),
        SpotTarget::ContainerInstance(id) => interrupt_instance(world, id),
    }
}

/// The warning is an event and SIGTERM at once; what heeds neither is killed after `stopTimeout`, 120 seconds at most.
fn interrupt_task(world: &World, id: TaskId) -> Decision {
    let Some(task) = world.tasks.get(&id) else { return Decision::refused(Refusal::NotFound) };
    if task.capacity_provider != Some(CapacityProvider::FargateSpot) {
        return Decision::refused(Refusal::OfCapacity(CapacityRefusal::NotSpot));
    }
    if !task.counts() {
        return Decision::refused(Refusal::AlreadySo);
    }
    let stop = Stop::of(StopCode::TerminationNotice, StoppedReason::SpotTaskInterrupted);
    Decision::plain(life::stop(world, task, stop))
}

fn interrupt_instance(world: &World, id: ContainerInstanceId) -> Decision {
    let Some(container_instance) = world.container_instances.get(&id) else {
        return Decision::refused(Refusal::NotFound);
    };
    let provider = container_instance.capacity_provider.and_then(|it| world.group_provider(it));
    let Some((provider, draining)) = provider.and_then(|it| match it.settings.market {
        Market::OnDemand => None,
        Market::Spot { draining } => Some((it, draining)),
    }) else {
        return Decision::refused(Refusal::OfCapacity(CapacityRefusal::NotSpot));
    };
    let is_noticed = |it: &Leaving| it.container_instance == id && it.at_seconds.is_some();
    if provider.leaving.iter().any(is_noticed) {
        return Decision::refused(Refusal::AlreadySo);
    }
    if world.clock == Switch::Off {
        return Decision::plain(terminated(world, id, &taken_back));
    }
    let leaving = Leaving { container_instance: id, at_seconds: Some(world.clock_seconds + NOTICE) };
    let mut events = vec![Event::CapacityChanged(CapacityChange::Leaving(provider.id, leaving))];
    if draining == Switch::On {
        events.extend(drained(container_instance));
    }
    Decision::plain(events)
}

/// The two minutes of an instance are over.
pub(in crate::sim) fn end_of_notice(world: &World, id: ContainerInstanceId) -> Vec<Event> {
    if world.container_instances.contains_key(&id) { terminated(world, id, &taken_back) } else { vec![] }
}

/// AWS's documents do not name the code of a task whose Spot Instance is taken back; of the codes of the API the model
/// takes `SpotInterruption`.
fn taken_back(container_instance: Option<ContainerInstanceId>) -> Stop {
    Stop { code: Some(StopCode::SpotInterruption), ..Stop::host_gone(container_instance) }
}

/// From now on there is Spot capacity on Fargate, or none: then no task of `FARGATE_SPOT` can start.
pub(super) fn set_fargate_spot(world: &World, capacity: Switch) -> Decision {
    if world.capacity.fargate_spot == capacity {
        return Decision::refused(Refusal::AlreadySo);
    }
    Decision::plain(vec![Event::CapacityChanged(CapacityChange::FargateSpotSet(capacity))])
}
