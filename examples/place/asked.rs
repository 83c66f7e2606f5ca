//! Which instances a request may use, by its launch type or its capacity provider.

use std::collections::{BTreeMap, BTreeSet};

use bayplan::sim::capacity::{
    CapacityProvider, GroupProvider, GroupProviderId, GroupSettings, Market, StrategyItem,
};
use bayplan::sim::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, Switch, Task, TaskPlace,
};

use crate::capacity::Capacity;
use crate::cluster::{Cluster, is_external};

impl Cluster {
    /// From here on the tasks of a request go to the instances of this capacity: those alone are asked, the tasks on all
    /// others still count where a spread counts. Gives the strategy that says so; none when every instance is asked.
    pub fn ask(&mut self, capacity: &Capacity) -> Option<Vec<StrategyItem>> {
        let ids: Vec<ContainerInstanceId> = self.arns.keys().copied().collect();
        let asked: Vec<bool> = ids.iter().map(|id| self.is_of(*id, capacity)).collect();
        if !matches!(capacity, Capacity::Provider(_)) && asked.iter().all(|it| *it) {
            return None;
        }
        for (id, is_asked) in ids.iter().zip(asked) {
            if let Some(instance) = self.world.container_instances.get_mut(id) {
                let provider = is_asked.then_some(ASKED);
                if instance.capacity_provider != provider {
                    instance.capacity_provider = provider;
                }
            }
        }
        self.world.capacity.providers.entry(ASKED).or_insert_with(asked_provider);
        let capacity_provider = CapacityProvider::AutoScalingGroup(ASKED);
        Some(vec![StrategyItem { capacity_provider, base: 0, weight: 1 }])
    }

    /// Whether tasks on this capacity may go to the instance.
    pub fn is_of(&self, id: ContainerInstanceId, capacity: &Capacity) -> bool {
        let is_external = self.world.container_instances.get(&id).is_some_and(|it| is_external(it));
        match capacity {
            Capacity::Ec2 => !is_external,
            Capacity::External => is_external,
            Capacity::Fargate => true,
            Capacity::Provider(name) => self.capacity_providers.get(&id).is_some_and(|it| it == name),
        }
    }

    /// Whether the provider launched the task, and the instance of the task is not to go.
    pub fn is_kept_by(&self, provider: &str, task: &Task) -> bool {
        let (of_instance, stays) = match task.place {
            TaskPlace::ContainerInstance(id) => {
                let instance = self.world.container_instances.get(&id);
                let is_active = |it: &ContainerInstance| it.status == ContainerInstanceStatus::Active;
                (self.capacity_providers.get(&id), instance.is_some_and(|it| is_active(it)))
            }
            TaskPlace::Fargate(_) | TaskPlace::AwaitsCapacity => (None, true),
        };
        let launched_by = self.task_providers.get(&task.id).or(of_instance);
        stays && launched_by.is_some_and(|it| it == provider)
    }
}

/// Stands for whatever capacity a request asks for: with a provider of its own the simulator asks its instances alone.
const ASKED: GroupProviderId = GroupProviderId(0);

/// Without managed scaling no task waits for it.
fn asked_provider() -> GroupProvider {
    GroupProvider {
        id: ASKED,
        name: String::new(),
        settings: GroupSettings {
            instance_type: String::new(),
            zones: BTreeSet::new(),
            min_size: 0,
            max_size: 0,
            market: Market::OnDemand,
            managed_scaling: None,
            managed_termination_protection: Switch::Off,
            managed_draining: Switch::Off,
        },
        desired_capacity: 0,
        launches: vec![],
        leaving: vec![],
        endings: BTreeMap::new(),
        measured: None,
        n_low: 0,
        measures_at_seconds: None,
        warm_at_seconds: 0,
        last_scaling: None,
    }
}
