//! Which instances a request may use, by its capacity provider.

use bayplan::sim::capacity::{
    CapacityProvider, GroupProvider, GroupProviderId, GroupSettings, Market, StrategyItem,
};
use bayplan::sim::{ContainerInstance, ContainerInstanceStatus, Switch, Task, TaskPlace};
use bayplan::sorted::SortedSet;

use crate::capacity::Capacity;
use crate::cluster::Cluster;

impl Cluster {
    /// From here on the tasks of a request go to the instances of this capacity: where it is a provider, those alone are
    /// asked, the tasks on all others still count where a spread counts. Gives the strategy that says so.
    pub fn ask(&mut self, capacity: &Capacity) -> Option<Vec<StrategyItem>> {
        let Capacity::Provider(name) = capacity else { return None };
        for (id, instance) in self.world.container_instances.iter_mut() {
            let is_asked = self.capacity_providers.get(id) == Some(name);
            let provider = is_asked.then_some(ASKED);
            if instance.capacity_provider != provider {
                instance.capacity_provider = provider;
            }
        }
        self.world.capacity.providers.entry(ASKED).or_insert_with(asked_provider);
        let capacity_provider = CapacityProvider::AutoScalingGroup(ASKED);
        Some(vec![StrategyItem { capacity_provider, base: 0, weight: 1 }])
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

/// Stands for whatever provider a request asks for: with a provider of its own the simulator asks its instances alone.
const ASKED: GroupProviderId = GroupProviderId(0);

/// Without managed scaling no task waits for it.
fn asked_provider() -> GroupProvider {
    let settings = GroupSettings {
        instance_type: String::new(),
        zones: SortedSet::default(),
        min_size: 0,
        max_size: 0,
        market: Market::OnDemand,
        managed_scaling: None,
        managed_termination_protection: Switch::Off,
        managed_draining: Switch::Off,
    };
    GroupProvider::new(ASKED, String::new(), settings)
}
