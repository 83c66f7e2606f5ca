//! Capacity providers: strategies, tasks that wait, groups that grow and shrink, Spot.

mod managed_scaling;
mod provisioning;
pub(crate) mod random;
mod spot;
mod strategy;

use super::{refusal, simulated};
use crate::sim::capacity::{CapacityOrder, CapacityProvider, GroupProviderId, reservation};
use crate::sim::clock::Subject;
use crate::sim::life::{StopCode, StoppedReason};
use crate::sim::service::SchedulingStrategy;
use crate::sim::{Command, ContainerInstance, Event, Simulation, Switch, TaskPlace, World, explain};

/// What must hold of capacity after every command.
pub(super) fn assert_capacity(world: &World) {
    for provider in world.capacity.providers.values() {
        let (settings, name) = (&provider.settings, &provider.name);
        let sizes = settings.min_size..=settings.max_size;
        assert!(sizes.contains(&provider.desired_capacity), "{name} wants {}", provider.desired_capacity);
        let due = world.queue.dues().iter().find(|it| it.subject == Subject::CapacityProvider(provider.id));
        assert_eq!(due.map(|it| it.at_seconds), provider.wakes_at_seconds(world.clock_seconds), "{name}");
        let n = provider.staying(world).count() + provider.launches.len();
        let can_launch = settings.zones.iter().any(|it| !world.lost_zones.contains(it));
        let n_noticed = provider.leaving.iter().filter(|it| it.at_seconds.is_some()).count();
        let desired = provider.desired_capacity as usize;
        assert!(!can_launch || n + n_noticed >= desired, "{name} lacks instances: {provider:?}");
        for leaving in &provider.leaving {
            assert!(world.container_instances.contains_key(&leaving.container_instance), "{name}");
        }
        let is_looked_at = provider.measures_at_seconds.is_some();
        let is_still = world.clock == Switch::Off || settings.managed_scaling.is_none();
        assert!(
            is_still || is_looked_at || provider.measured == Some(reservation(world, provider)),
            "{name}"
        );
    }
    for task in world.tasks.values() {
        let waits = task.place == TaskPlace::AwaitsCapacity;
        assert_eq!(waits, world.capacity.provisioning.contains_key(&task.id), "{task:?}");
        match (task.capacity_provider, task.place) {
            (Some(CapacityProvider::AutoScalingGroup(id)), TaskPlace::ContainerInstance(place)) => {
                let of = |it: &ContainerInstance| it.capacity_provider;
                assert_eq!(world.container_instances.get(&place).and_then(|it| of(it)), Some(id));
            }
            (Some(CapacityProvider::Fargate | CapacityProvider::FargateSpot), place) => {
                assert!(matches!(place, TaskPlace::Fargate(_)), "{task:?}");
            }
            (None, place) => assert_ne!(place, TaskPlace::AwaitsCapacity),
            (Some(CapacityProvider::AutoScalingGroup(_)), TaskPlace::AwaitsCapacity) => {}
            (Some(CapacityProvider::AutoScalingGroup(_)), TaskPlace::Fargate(_)) => panic!("{task:?}"),
        }
    }
    assert!(world.capacity.provisioning.keys().all(|id| world.tasks.contains_key(id)));
    assert!(world.capacity.provisioning.len() <= crate::sim::capacity::MAX_PROVISIONING);
}

/// Managed scaling never stops a task of a protected group but daemons.
pub(super) fn assert_decision(before: &World, events: &[Event], command: &Command) {
    // What the learner does to an instance, a zone or the group as a whole is not managed scaling's doing.
    let is_lost = matches!(
        command,
        Command::SetZone(..)
            | Command::SetInstance(..)
            | Command::TerminateInstance(_)
            | Command::Capacity(CapacityOrder::DeleteProvider(_))
    );
    for event in events {
        let Event::TaskStopping(id, stop) = event else { continue };
        let Some(StoppedReason::HostStopped(host)) = stop.reason else { continue };
        let host = &before.container_instances[&host];
        let Some(provider) = host.capacity_provider.and_then(|id| before.group_provider(id)) else {
            continue;
        };
        let is_protected = provider.ending_of(host.id).protection == Switch::On;
        let is_spot = stop.code == Some(StopCode::SpotInterruption);
        if is_protected && !is_spot && !is_lost {
            let task = &before.tasks[id];
            let service = task.started_by.and_then(|by| before.services.get(&by.service));
            let strategy = service.map(|it| it.placement.scheduling_strategy);
            assert_eq!(strategy, Some(SchedulingStrategy::Daemon), "{task:?}");
        }
    }
}

/// `FARGATE 3, FARGATE_SPOT 6`: the tasks of each provider that are to run.
fn by_provider(simulation: &Simulation) -> String {
    let world = simulation.world();
    let mut counts = std::collections::BTreeMap::new();
    for task in world.tasks.values().filter(|it| it.counts()) {
        *counts.entry(task.capacity_provider).or_insert(0) += 1;
    }
    let name = |it: Option<CapacityProvider>| {
        it.map_or("none", |it| explain::capacity_provider_name(world, it)).to_owned()
    };
    let parts: Vec<String> = counts.into_iter().map(|(it, n)| format!("{} {n}", name(it))).collect();
    parts.join(", ")
}

/// `100 %: 2 of 2, 1 launching, 0 leaving, 3 waiting` of the first provider, as its metric would be now.
fn state(simulation: &Simulation) -> String {
    let world = simulation.world();
    let provider = world.group_provider(GroupProviderId(0)).unwrap();
    let now = reservation(world, provider);
    format!(
        "{}: {} of {}, {} launching, {} leaving, {} waiting",
        explain::reservation_percent(now),
        now.running,
        provider.desired_capacity,
        provider.launches.len(),
        provider.leaving.len(),
        world.capacity.provisioning.len()
    )
}

/// Sentences of the log that are not empty and hold one of these words.
pub(super) fn said(simulation: &Simulation, words: &[&str]) -> Vec<String> {
    let sentence = |at: usize| simulation.decision(at).map(|(world, it)| explain::sentence(&world, &it));
    let all = (0..simulation.log().len()).filter_map(sentence);
    all.filter(|it| words.iter().any(|word| it.contains(word))).collect()
}
