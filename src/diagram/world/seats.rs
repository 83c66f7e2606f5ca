//! Where the tasks of a host stand in the picture: each keeps its place for as long as it is there, whoever else comes and
//! goes.
//!
//! A host starts with the places that it needs and gets more in steps, so that an empty one is drawn small and tasks
//! that come and go seldom move what is around them.

use crate::sim::{ContainerInstanceId, LaunchType, ServiceId, Task, TaskId, TaskPlace, World};
use crate::sorted::SortedMap;

/// The most places on a container instance.
pub const ON_INSTANCE: usize = 6;
/// The most places on Fargate in a zone.
pub const ON_FARGATE: usize = 3;

/// How many places a container instance may have, two in each row.
const STEPS_ON_INSTANCE: [usize; 3] = [2, 4, ON_INSTANCE];
/// How many environments of Fargate a zone may have. Where no service asks for one there are none at first.
const STEPS_ON_FARGATE: [usize; 4] = [0, 1, 2, ON_FARGATE];

/// Who stands where. When more tasks run on a host than it can have places, the last place tells how many more there are.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Seats {
    rows: SortedMap<TaskPlace, Vec<Option<TaskId>>>,
    /// The instances and services that the places were counted for.
    counted_for: (Vec<ContainerInstanceId>, Vec<ServiceId>),
    /// Whether hosts without tasks have all their places.
    is_full: bool,
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
    /// All places that hosts may ever have, and nobody there.
    pub fn full() -> Self {
        Self { is_full: true, ..Self::default() }
    }

    /// Follows a world: who went leaves a place, which the oldest of those without one takes.
    pub fn follow(&mut self, world: &World) {
        let stands = |host: TaskPlace, id: &TaskId| world.tasks.get(id).is_some_and(|it| it.place == host);
        for (&host, row) in self.rows.iter_mut() {
            for seat in row.iter_mut() {
                *seat = seat.take().filter(|id| stands(host, id));
            }
        }
        self.give_back(world);
        for task in world.tasks.values() {
            let steps = steps(task.place);
            let Some(&most) = steps.last() else { continue };
            let row = self.rows.entry(task.place).or_default();
            if row.contains(&Some(task.id)) {
                continue;
            }
            match row.iter().position(Option::is_none) {
                Some(free) => row[free] = Some(task.id),
                None if row.len() < most => row.push(Some(task.id)),
                None => {}
            }
        }
        for (&host, row) in self.rows.iter_mut() {
            let least = least(world, host).max(row.len());
            let n = steps(host).iter().find(|&&step| step >= least);
            row.resize(n.copied().unwrap_or(row.len()), None);
        }
    }

    /// Other instances or services make another picture anyway: then nobody needs to keep more places than it uses.
    fn give_back(&mut self, world: &World) {
        let (instances, services) = (world.container_instances.keys(), world.services.keys());
        let count_for = (instances.copied().collect(), services.copied().collect());
        if self.counted_for == count_for {
            return;
        }
        self.counted_for = count_for;
        for row in self.rows.values_mut() {
            row.truncate(row.iter().rposition(Option::is_some).map_or(0, |last| last + 1));
        }
        self.rows.retain(|_, row| !row.is_empty());
    }

    /// The tasks of a host that [`Seat::More`] stands for.
    pub fn without_place<'a>(&'a self, world: &'a World, host: TaskPlace) -> impl Iterator<Item = &'a Task> {
        let taken = self.rows.get(&host).map_or(&[][..], |it| &it[..it.len().saturating_sub(1)]);
        world
            .tasks
            .values()
            .map(|it| &**it)
            .filter(move |it| it.place == host && !taken.contains(&Some(it.id)))
    }

    /// What stands at each place of a host.
    pub fn row(&self, world: &World, host: TaskPlace) -> Vec<Seat> {
        let seat = |it: &Option<TaskId>| it.map_or(Seat::Free, Seat::Of);
        let Some(taken) = self.rows.get(&host) else {
            let most = steps(host).last().copied().filter(|_| self.is_full);
            return vec![Seat::Free; most.unwrap_or_else(|| least(world, host))];
        };
        let mut row: Vec<Seat> = taken.iter().map(seat).collect();
        let (n, n_tasks) = (row.len(), world.tasks.values().filter(|task| task.place == host).count());
        if let Some(last) = row.last_mut().filter(|_| n_tasks > n) {
            *last = Seat::More(n_tasks + 1 - n);
        }
        row
    }
}

/// How many places a host may have; none at all where nothing is drawn yet: the picture shows what runs.
const fn steps(host: TaskPlace) -> &'static [usize] {
    match host {
        TaskPlace::ContainerInstance(_) => &STEPS_ON_INSTANCE,
        TaskPlace::Fargate(_) => &STEPS_ON_FARGATE,
        TaskPlace::AwaitsCapacity => &[],
    }
}

/// How many places a host without tasks has.
fn least(world: &World, host: TaskPlace) -> usize {
    let asks = || world.services.values().any(|it| it.placement.launch_type == LaunchType::Fargate);
    let is_expected = matches!(host, TaskPlace::ContainerInstance(_)) || asks();
    steps(host).iter().find(|&&step| step > 0 || !is_expected).copied().unwrap_or(0)
}
