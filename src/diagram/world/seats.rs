//! Where the tasks of a host stand in the picture: each keeps its place for as long as it is there, whoever else comes and
//! goes.

use crate::sim::{TaskId, TaskPlace, World};
use crate::sorted::SortedMap;

/// Places on a container instance.
pub const ON_INSTANCE: usize = 6;
/// Places on Fargate in a zone.
pub const ON_FARGATE: usize = 3;

/// Who stands where. When more tasks run on a host than it has places, the last place tells how many more there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seats {
    rows: SortedMap<TaskPlace, Vec<Option<TaskId>>>,
}

/// What stands at a place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seat {
    /// Nothing.
    Free,
    /// A task.
    Of(TaskId),
    /// So many tasks that have no place of their own.
    More(usize),
}

impl Seats {
    /// Follows a world: who went leaves a place, which the oldest of those without one takes.
    pub fn follow(&mut self, world: &World) {
        let stands = |host: TaskPlace, id: &TaskId| world.tasks.get(id).is_some_and(|it| it.place == host);
        for (&host, row) in self.rows.iter_mut() {
            for seat in row.iter_mut() {
                *seat = seat.take().filter(|id| stands(host, id));
            }
        }
        self.rows.retain(|_, row| row.iter().any(Option::is_some));
        for task in world.tasks.values() {
            let Some(n) = n_places(task.place) else { continue };
            let row = self.rows.entry(task.place).or_insert_with(|| vec![None; n]);
            if row.contains(&Some(task.id)) {
                continue;
            }
            if let Some(free) = row.iter_mut().find(|seat| seat.is_none()) {
                *free = Some(task.id);
            }
        }
    }

    /// What stands at each place of a host.
    pub fn row(&self, world: &World, host: TaskPlace) -> Vec<Seat> {
        let n = n_places(host).unwrap_or_default();
        let seat = |at: usize| self.rows.get(&host).and_then(|row| row[at]).map_or(Seat::Free, Seat::Of);
        let mut row: Vec<Seat> = (0..n).map(seat).collect();
        let n_tasks = world.tasks.values().filter(|task| task.place == host).count();
        if let Some(last) = row.last_mut().filter(|_| n_tasks > n) {
            *last = Seat::More(n_tasks + 1 - n);
        }
        row
    }
}

/// How many places a host has.
fn n_places(host: TaskPlace) -> Option<usize> {
    match host {
        TaskPlace::ContainerInstance(_) => Some(ON_INSTANCE),
        TaskPlace::Fargate(_) => Some(ON_FARGATE),
        // It is nowhere yet: the picture shows what runs.
        TaskPlace::AwaitsCapacity => None,
    }
}
