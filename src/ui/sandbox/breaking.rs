//! What can go wrong on the board, and how it is set right again, as the menus of `failures` offer it.

use crate::sim::{
    Command, ContainerInstance, ContainerInstanceStatus, Switch, TaskDefinitionId, TaskDefinitionStatus,
    World, Zone, explain,
};

use super::failures::Failure;
use super::menu::Choice;
use super::{Desk, text};

/// What there is to break or to mend now.
pub fn choices(desk: Desk, failure: Failure) -> Vec<Choice> {
    match failure {
        Failure::Instance => hosts(desk),
        Failure::Zone => zones(desk),
        Failure::Agent => agents(desk),
        Failure::Drain => drains(desk),
        Failure::Pull => pulls(desk),
    }
}

/// Each zone: lose it, or bring it back.
fn zones(desk: Desk) -> Vec<Choice> {
    let zones = desk.session.simulation.with_untracked(|it| {
        let world = it.world();
        let zone = |(at, name): (u8, &String)| (Zone(at), name.clone(), world.lost_zones.contains(&Zone(at)));
        (0..).zip(&world.zones).map(zone).collect::<Vec<_>>()
    });
    let choice = |(zone, name, is_lost): (Zone, String, bool)| Choice {
        words: if is_lost { text::bring_back(&name) } else { text::lose(&name) },
        is_open: true,
        act: Box::new(move || desk.set_zone(zone, if is_lost { Switch::On } else { Switch::Off })),
    };
    zones.into_iter().map(choice).collect()
}

/// Each instance of EC2: stop or start it, or terminate it.
fn hosts(desk: Desk) -> Vec<Choice> {
    let stop = instances(desk, |it| !it.is_external(), &move |it, world| {
        let (id, is_stopped) = (it.id, world.stopped_instances.contains(&it.id));
        let next = if is_stopped { Switch::On } else { Switch::Off };
        Choice {
            words: if is_stopped { text::start_instance(&it.name) } else { text::stop_instance(&it.name) },
            is_open: true,
            act: Box::new(move || desk.befall(Command::SetInstance(id, next))),
        }
    });
    let terminate = instances(desk, |it| !it.is_external(), &move |it, _| {
        let id = it.id;
        Choice {
            words: text::terminate(&it.name),
            is_open: true,
            act: Box::new(move || desk.befall(Command::TerminateInstance(id))),
        }
    });
    stop.into_iter().chain(terminate).collect()
}

/// Each instance's agent: lose touch, or find it again.
fn agents(desk: Desk) -> Vec<Choice> {
    instances(desk, |_| true, &move |it, world| {
        let (id, is_connected) = (it.id, it.agent_connected);
        let is_down = world.lost_zones.contains(&it.zone) || world.stopped_instances.contains(&id);
        Choice {
            words: if is_connected { text::disconnect(&it.name) } else { text::connect(&it.name) },
            is_open: !is_down,
            act: Box::new(move || desk.set_agent(id, if is_connected { Switch::Off } else { Switch::On })),
        }
    })
}

/// Each instance: ACTIVE or DRAINING.
fn drains(desk: Desk) -> Vec<Choice> {
    instances(desk, |_| true, &move |it, _| {
        let (id, is_draining) = (it.id, it.status == ContainerInstanceStatus::Draining);
        Choice {
            words: if is_draining { text::activate(&it.name) } else { text::drain(&it.name) },
            is_open: true,
            act: Box::new(move || desk.set_draining(id, !is_draining)),
        }
    })
}

/// Each ACTIVE definition: its images cannot be pulled, or can again.
fn pulls(desk: Desk) -> Vec<Choice> {
    let all = desk.session.simulation.with_untracked(|it| {
        let world = it.world();
        let ids = (0..).map(TaskDefinitionId).zip(&world.task_definitions);
        let active = ids.filter(|(_, it)| it.status == TaskDefinitionStatus::Active);
        active
            .map(|(id, it)| (id, explain::revision_name(world, id), it.behavior.image_pull_fails))
            .collect::<Vec<_>>()
    });
    let choice = |(id, name, fails): (TaskDefinitionId, String, bool)| Choice {
        words: if fails { text::pull_works(&name) } else { text::pull_fails(&name) },
        is_open: true,
        act: Box::new(move || {
            desk.befall(Command::SetImagePull(id, if fails { Switch::On } else { Switch::Off }));
        }),
    };
    all.into_iter().map(choice).collect()
}

fn instances(
    desk: Desk,
    is_asked: fn(&ContainerInstance) -> bool,
    choice: &dyn Fn(&ContainerInstance, &World) -> Choice,
) -> Vec<Choice> {
    desk.session.simulation.with_untracked(|it| {
        let world = it.world();
        let mut all: Vec<_> = world.container_instances.values().filter(|it| is_asked(it)).collect();
        all.sort_by_key(|it| (it.zone, it.id));
        all.into_iter().map(|it| choice(it, world)).collect()
    })
}
