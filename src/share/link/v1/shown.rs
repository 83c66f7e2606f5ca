//! One number for what a board shows: which instances there are and which task runs where.
//!
//! The hash of a world changes with everything that the model comes to know of a world; this one changes only when
//! somebody who opens a link would see another board.

use serde::Serialize;

use crate::sim::{TaskPlace, World};

#[derive(Serialize)]
struct Shown<'a> {
    container_instances: Vec<(u32, &'a str, u8)>,
    /// Id, definition, number, instance or zone.
    tasks: Vec<(u32, u32, u32, Place)>,
}

#[derive(Serialize)]
enum Place {
    ContainerInstance(u32),
    Fargate(u8),
    AwaitsCapacity,
}

/// FNV-1a, 64 bits, over what the board shows.
pub(super) fn shown_hash(world: &World) -> [u8; 8] {
    let instances = world.container_instances.values();
    let tasks = world.tasks.values().map(|it| {
        let place = match it.place {
            TaskPlace::ContainerInstance(id) => Place::ContainerInstance(id.0),
            TaskPlace::Fargate(zone) => Place::Fargate(zone.0),
            TaskPlace::AwaitsCapacity => Place::AwaitsCapacity,
        };
        (it.id.0, it.task_definition.0, it.number, place)
    });
    let shown = Shown {
        container_instances: instances.map(|it| (it.id.0, it.instance_type.as_str(), it.zone.0)).collect(),
        tasks: tasks.collect(),
    };
    let bytes = postcard::to_allocvec(&shown)
        .expect("what a board shows has a postcard form because all its lengths are known");
    crate::sim::fnv_1a_64(&bytes).to_le_bytes()
}
