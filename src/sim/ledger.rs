//! What the tasks of each container instance reserve: bookkeeping, never measured use.
//!
//! A task that is to stop reserves nothing any more; its agent makes the next one wait (`sim/life/host.rs`).

use crate::ecs::{Demand, HostPort};
use crate::sorted::SortedMap;

use super::{ContainerInstance, ContainerInstanceId, TaskId, TaskPlace, World};

/// What is reserved on one container instance.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reserved {
    /// CPU units of its tasks.
    pub cpu_units: u32,
    /// MiB of its tasks.
    pub memory_mib: u32,
    /// Network interface attachments of its tasks.
    pub enis: u32,
    /// GPUs of its tasks.
    pub gpus: u32,
    /// Host ports of its tasks.
    pub host_ports: SortedMap<HostPort, TaskId>,
    /// How many tasks it has.
    pub n_tasks: u32,
}

impl Reserved {
    pub(super) fn add(&mut self, task: TaskId, demand: &Demand) {
        self.add_amounts(demand);
        self.add_ports(task, demand);
    }

    /// The host ports of a task.
    pub(super) fn add_ports(&mut self, task: TaskId, demand: &Demand) {
        self.host_ports.extend(demand.host_ports.iter().map(|port| (*port, task)));
    }

    /// What a task reserves, but for its host ports.
    pub(super) fn add_amounts(&mut self, demand: &Demand) {
        self.cpu_units += demand.cpu_units;
        self.memory_mib += demand.memory_mib;
        self.enis += demand.enis;
        self.gpus += demand.gpus;
        self.n_tasks += 1;
    }

    /// CPU units that nothing has reserved.
    #[must_use]
    pub fn cpu_units_left(&self, container_instance: &ContainerInstance) -> u32 {
        container_instance.cpu_units.saturating_sub(self.cpu_units)
    }

    /// MiB that nothing has reserved.
    #[must_use]
    pub fn memory_mib_left(&self, container_instance: &ContainerInstance) -> u32 {
        container_instance.memory_mib.saturating_sub(self.memory_mib)
    }

    /// Network interface attachments that nothing has reserved.
    #[must_use]
    pub fn enis_left(&self, container_instance: &ContainerInstance) -> u32 {
        container_instance.eni_limit.saturating_sub(self.enis)
    }

    /// GPUs that nothing has reserved.
    #[must_use]
    pub fn gpus_left(&self, container_instance: &ContainerInstance) -> u32 {
        container_instance.gpus.saturating_sub(self.gpus)
    }
}

impl World {
    /// What is reserved on every container instance, in one pass over the tasks.
    #[must_use]
    pub fn reserved(&self) -> SortedMap<ContainerInstanceId, Reserved> {
        let mut ledger: SortedMap<_, _> =
            self.container_instances.keys().map(|id| (*id, Reserved::default())).collect();
        for task in self.tasks.values().filter(|task| task.counts()) {
            if let TaskPlace::ContainerInstance(place) = task.place
                && let (Some(reserved), Some(registered)) =
                    (ledger.get_mut(&place), self.task_definition(task.task_definition))
            {
                reserved.add(task.id, &registered.demand);
            }
        }
        ledger
    }

    /// What is reserved on one container instance.
    #[must_use]
    pub fn reserved_on(&self, id: ContainerInstanceId) -> Reserved {
        let mut reserved = Reserved::default();
        for task in self.tasks_on(id).filter(|task| task.counts()) {
            if let Some(registered) = self.task_definition(task.task_definition) {
                reserved.add(task.id, &registered.demand);
            }
        }
        reserved
    }
}
