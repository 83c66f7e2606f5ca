//! The tasks of a service, sorted by what the scheduler wants of them.

use std::ops::Deref;

use crate::sim::life::{HealthStatus, TaskStatus};
use crate::sim::{ContainerInstanceStatus, Task, TaskPlace, World};

use super::{Service, health};

/// Those that are to run; what is to stop no longer counts.
pub(super) struct Census<'a> {
    /// Of the PRIMARY deployment and staying where they are, the unhealthy ones too.
    pub new: Vec<&'a Task>,
    /// Of earlier deployments, or on an instance that is draining.
    pub old: Vec<&'a Task>,
    pub n_healthy: u32,
    pub n_new_healthy: u32,
    /// Of the new ones: run, and their health checks failed.
    pub unhealthy: Vec<&'a Task>,
    pub n_running: u32,
    pub n_old_running: u32,
}

impl<'a> Census<'a> {
    pub fn of(world: &'a World, service: &Service) -> Self {
        let primary = service.deployments.first().map(|it| it.id);
        let mut census = Self {
            new: vec![],
            old: vec![],
            n_healthy: 0,
            n_new_healthy: 0,
            unhealthy: vec![],
            n_running: 0,
            n_old_running: 0,
        };
        for task in own_tasks(world, service) {
            let is_new = task.started_by.map(|it| it.deployment) == primary && !is_leaving(world, task);
            let found = health(world, task);
            let runs = u32::from(task.life.last_status == TaskStatus::Running);
            census.n_running += runs;
            census.n_healthy += u32::from(found == HealthStatus::Healthy);
            if is_new {
                census.n_new_healthy += u32::from(found == HealthStatus::Healthy);
                census.new.push(task);
                if found == HealthStatus::Unhealthy {
                    census.unhealthy.push(task);
                }
            } else {
                census.n_old_running += runs;
                census.old.push(task);
            }
        }
        census
    }

    /// RUNNING and PENDING, as `maximumPercent` counts.
    pub fn n_all(&self) -> u32 {
        count(self.new.len() + self.old.len())
    }

    /// New ones that are healthy or may still become so.
    pub fn n_good(&self) -> u32 {
        count(self.new.len() - self.unhealthy.len())
    }

    /// Whether something is on its way that will change the counts by itself.
    pub fn is_moving(&self) -> bool {
        let n_settled = self.n_healthy + count(self.unhealthy.len());
        n_settled < self.n_all()
    }
}

fn count(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}

/// The tasks that a service started and that are to run.
pub(super) fn own_tasks<'a>(world: &'a World, service: &Service) -> impl Iterator<Item = &'a Task> {
    let id = service.id;
    world
        .tasks
        .values()
        .map(Deref::deref)
        .filter(move |task| task.counts() && task.started_by.is_some_and(|it| it.service == id))
}

pub(super) fn is_leaving(world: &World, task: &Task) -> bool {
    let TaskPlace::ContainerInstance(id) = task.place else { return false };
    world.container_instances.get(&id).is_some_and(|it| it.status == ContainerInstanceStatus::Draining)
}

/// Whether scale-in and deployments must leave it alone (`UpdateTaskProtection`).
pub(super) fn is_protected(world: &World, task: &Task) -> bool {
    task.life.protected_until_seconds.is_some_and(|it| it > world.clock_seconds)
}
