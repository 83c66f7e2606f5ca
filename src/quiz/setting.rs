//! The board that a question is about, and what happens on it.

use crate::sim::{
    Command, ContainerInstanceId, Decision, Event, Explanation, Placement, RunTask, Task, TaskId, TaskPlace,
    World, still,
};
use crate::sorted::SortedSet;

/// A board and the request whose outcome is asked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Setting {
    /// Before the request.
    pub world: World,
    /// The request: one or more tasks of one task definition on container instances.
    pub run: RunTask,
}

impl Setting {
    /// What the scheduler decides, one decision a task, each with the world that it was taken in.
    #[must_use]
    pub fn decisions(&self) -> Vec<(World, Placement)> {
        let mut world = self.world.clone();
        let mut decisions = vec![];
        for _ in 0..self.run.count {
            let order = Command::RunTask(self.run.clone());
            let Some(Decision { events, explanation: Explanation::Placement(placement) }) =
                still::decide(&world, &order)
            else {
                break;
            };
            decisions.push((world.clone(), *placement));
            for event in &events {
                still::apply(&mut world, event);
            }
        }
        decisions
    }
}

/// The instances that are equally good for the next task; none when it is not placed.
pub(super) fn best(world: &World, run: &RunTask) -> Vec<ContainerInstanceId> {
    placement(world, run).map_or_else(Vec::new, |it| it.best())
}

/// The account of the next task.
pub(super) fn placement(world: &World, run: &RunTask) -> Option<Placement> {
    match still::decide(world, &Command::RunTask(run.clone()))?.explanation {
        Explanation::Placement(placement) => Some(*placement),
        Explanation::Plain | Explanation::Refused(_) | Explanation::NotLaunched(_) => None,
    }
}

/// The world with the next task on this instance, whatever a rule says about it.
fn placed_on(world: &World, run: &RunTask, id: ContainerInstanceId) -> World {
    let mut next = world.clone();
    if let Some(registered) = world.task_definition(run.task_definition) {
        let group = super::generate::group(run, &registered.task_definition.family);
        let place = TaskPlace::ContainerInstance(id);
        let task =
            Task::new(TaskId(world.next_task), run.task_definition, registered.n_tasks + 1, group, place);
        still::apply(&mut next, &Event::TaskPlaced(task));
    }
    next
}

/// Every world that the request can lead to: all ways to break all ties, not a sample of them.
///
/// `best` says which instances are equally good for the next task. Tasks of one definition are alike, so worlds with
/// the same number of them on each instance are one.
pub(super) fn outcomes(
    world: &World,
    run: &RunTask,
    best: impl Fn(&World, &RunTask) -> Vec<ContainerInstanceId>,
) -> Vec<World> {
    let mut worlds = vec![world.clone()];
    for _ in 0..run.count {
        let mut seen = SortedSet::new();
        let mut next = vec![];
        for world in worlds {
            let candidates = best(&world, run);
            let mut after: Vec<World> = candidates.iter().map(|id| placed_on(&world, run, *id)).collect();
            if after.is_empty() {
                after.push(world);
            }
            next.extend(after.into_iter().filter(|it| seen.insert(counts_by_instance(it, run))));
        }
        worlds = next;
    }
    worlds
}

/// Tasks of the request's definition on each instance, in order of joining.
pub(super) fn counts_by_instance(world: &World, run: &RunTask) -> Vec<u32> {
    let count = |id: &ContainerInstanceId| {
        let of_run = world.tasks_on(*id).filter(|task| task.task_definition == run.task_definition);
        u32::try_from(of_run.count()).unwrap_or(u32::MAX)
    };
    world.container_instances.keys().map(count).collect()
}

/// Tasks of the request's definition in each zone.
pub(super) fn counts_by_zone(world: &World, run: &RunTask) -> Vec<u32> {
    let mut counts = vec![0; world.zones.len()];
    for (instance, n) in world.container_instances.values().zip(counts_by_instance(world, run)) {
        if let Some(count) = counts.get_mut(usize::from(instance.zone.0)) {
            *count += n;
        }
    }
    counts
}

/// What all outcomes have in common by some measure; none when it depends on how ties are broken.
pub(super) fn sure<T: PartialEq>(worlds: &[World], measure: impl Fn(&World) -> T) -> Option<T> {
    let mut measured = worlds.iter().map(measure);
    let first = measured.next()?;
    measured.all(|it| it == first).then_some(first)
}
