//! Rules that learners believe in and the scheduler does not have. Running one gives the answer of who believes in it.

use crate::ecs::{BinpackField, InstanceType, PlacementStrategy, SpreadField};
use crate::quiz::setting::{best, outcomes, placement};
use crate::sim::{
    ContainerInstance, ContainerInstanceId, InstanceReport, Reserved, RunTask, Stage, TaskPlace, World,
};
use crate::sorted::{SortedMap, SortedSet};

/// A wrong rule. Most are a change of the board or of the request, after which `decide` runs as ever.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Malrule {
    /// A strategy binds: the task waits for the value that it prefers.
    StrategyAsConstraint,
    /// A constraint yields when it leaves nothing.
    ConstraintAsPreference,
    /// Static host ports do not matter.
    IgnorePorts,
    /// Network interfaces do not matter.
    IgnoreEni,
    /// The primary network interface takes tasks too.
    PrimaryEni,
    /// CPU does not matter.
    IgnoreCpu,
    /// Memory does not matter.
    IgnoreMemory,
    /// An instance offers the memory that its type is sold with.
    NominalMemory,
    /// Instances take turns.
    RoundRobin,
    /// Spread counts by instance, whatever it is told to count by.
    SpreadPerInstance,
    /// Spread counts all tasks, not those of the group.
    SpreadCountsAll,
    /// The first instance that fits.
    FirstFit,
    /// The instance with the most memory left.
    EmptiestFirst,
    /// Binpack by the other resource.
    OtherResource,
    /// The last strategy comes first.
    ReversedStrategies,
    /// Only the first strategy counts.
    FirstStrategyOnly,
    /// An instance without its agent or that is draining takes tasks too.
    IgnoreState,
}

const ZONE: &str = "ecs.availability-zone";

impl Malrule {
    /// The id of the misconception.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::StrategyAsConstraint => "strategy-as-constraint",
            Self::ConstraintAsPreference => "constraint-as-preference",
            Self::IgnorePorts => "ignore-ports",
            Self::IgnoreEni => "ignore-eni",
            Self::PrimaryEni => "primary-eni",
            Self::IgnoreCpu => "ignore-cpu",
            Self::IgnoreMemory => "ignore-memory",
            Self::NominalMemory => "nominal-memory",
            Self::RoundRobin => "round-robin",
            Self::SpreadPerInstance => "spread-per-instance",
            Self::SpreadCountsAll => "spread-counts-all",
            Self::FirstFit => "first-fit",
            Self::EmptiestFirst => "emptiest-first",
            Self::OtherResource => "other-resource",
            Self::ReversedStrategies => "reversed-strategies",
            Self::FirstStrategyOnly => "first-strategy-only",
            Self::IgnoreState => "ignore-state",
        }
    }

    /// The instances that the wrong rule finds equally good for the next task; none when it finds no place.
    #[must_use]
    pub fn best(self, world: &World, run: &RunTask) -> Vec<ContainerInstanceId> {
        match self {
            Self::FirstFit => eligible(world, run).first().copied().into_iter().collect(),
            Self::RoundRobin => next_in_turn(world, run).into_iter().collect(),
            Self::EmptiestFirst => emptiest(world, run),
            Self::StrategyAsConstraint => only_preferred(world, run),
            Self::ConstraintAsPreference => {
                let obeying = best(world, run);
                if obeying.is_empty() { best(world, &without_constraints(run)) } else { obeying }
            }
            Self::SpreadPerInstance
            | Self::OtherResource
            | Self::ReversedStrategies
            | Self::FirstStrategyOnly => best(world, &self.twisted_request(run)),
            Self::IgnorePorts
            | Self::IgnoreEni
            | Self::PrimaryEni
            | Self::IgnoreCpu
            | Self::IgnoreMemory
            | Self::NominalMemory
            | Self::SpreadCountsAll
            | Self::IgnoreState => best(&self.twisted_world(world, run), run),
        }
    }

    /// Every world that the request leads to under the wrong rule.
    #[must_use]
    pub fn outcomes(self, world: &World, run: &RunTask) -> Vec<World> {
        outcomes(world, run, |world, run| self.best(world, run))
    }

    fn twisted_request(self, run: &RunTask) -> RunTask {
        let mut run = run.clone();
        let strategies = &mut run.placement_strategy;
        match self {
            Self::ReversedStrategies => strategies.reverse(),
            Self::FirstStrategyOnly => strategies.truncate(1),
            Self::OtherResource => strategies.iter_mut().for_each(swap_resource),
            _ => *strategies = vec![PlacementStrategy::Spread(SpreadField::InstanceId)],
        }
        run
    }

    fn twisted_world(self, world: &World, run: &RunTask) -> World {
        let mut world = world.clone();
        let at = run.task_definition.0 as usize;
        if let Some(registered) = world.task_definitions.get_mut(at) {
            match self {
                Self::IgnorePorts => registered.demand.host_ports.clear(),
                Self::IgnoreEni => registered.demand.enis = 0,
                Self::IgnoreCpu => registered.demand.cpu_units = 0,
                Self::IgnoreMemory => registered.demand.memory_mib = 0,
                _ => {}
            }
            let group = group(run, &registered.task_definition.family);
            if self == Self::SpreadCountsAll {
                world.tasks.values_mut().for_each(|task| task.group.clone_from(&group));
            }
        }
        for instance in world.container_instances.values_mut() {
            match self {
                Self::PrimaryEni => instance.eni_limit += 1,
                Self::NominalMemory => instance.memory_mib = nominal_memory_mib(instance),
                Self::IgnoreState => {
                    instance.agent_connected = true;
                    instance.status = crate::sim::ContainerInstanceStatus::Active;
                }
                _ => {}
            }
        }
        world
    }
}

/// The task group that the request gives its tasks.
pub(in crate::quiz) fn group(run: &RunTask, family: &str) -> String {
    run.group.clone().unwrap_or_else(|| ["family:", family].concat())
}

/// What the type of an instance is sold with; its own memory when the type is not in the table.
pub(super) fn nominal_memory_mib(instance: &ContainerInstance) -> u32 {
    InstanceType::by_name(&instance.instance_type).map_or(instance.memory_mib, |it| it.memory_mib)
}

fn swap_resource(strategy: &mut PlacementStrategy) {
    if let PlacementStrategy::Binpack(field) = strategy {
        *field = match field {
            BinpackField::Cpu => BinpackField::Memory,
            BinpackField::Memory => BinpackField::Cpu,
        };
    }
}

fn without_constraints(run: &RunTask) -> RunTask {
    RunTask { placement_constraints: vec![], ..run.clone() }
}

/// The instances that fit and obey, in order of joining.
fn eligible(world: &World, run: &RunTask) -> Vec<ContainerInstanceId> {
    let Some(placement) = placement(world, run) else { return vec![] };
    let is_eligible = |it: &&InstanceReport| it.stage >= Stage::Rank;
    let ids = placement.instances.iter().filter(is_eligible).map(|it| it.container_instance);
    ids.collect::<SortedSet<_>>().into_iter().collect()
}

/// The eligible instance after the one that got the last task.
fn next_in_turn(world: &World, run: &RunTask) -> Option<ContainerInstanceId> {
    let last = world.tasks.values().next_back().and_then(|task| match task.place {
        TaskPlace::ContainerInstance(id) => Some(id),
        TaskPlace::Fargate(_) | TaskPlace::AwaitsCapacity => None,
    });
    let eligible = eligible(world, run);
    let after = eligible.iter().find(|id| Some(**id) > last);
    after.or(eligible.first()).copied()
}

fn emptiest(world: &World, run: &RunTask) -> Vec<ContainerInstanceId> {
    let reserved = world.reserved();
    let left = |id: &ContainerInstanceId| {
        let instance = world.container_instances.get(id);
        instance
            .zip(reserved.get(id))
            .map_or(0, |(instance, it): (_, &Reserved)| it.memory_mib_left(instance))
    };
    let eligible = eligible(world, run);
    let most = eligible.iter().map(left).max();
    eligible.into_iter().filter(|id| Some(left(id)) == most).collect()
}

/// The best of what the first strategy would prefer if nothing were full.
fn only_preferred(world: &World, run: &RunTask) -> Vec<ContainerInstanceId> {
    let Some(PlacementStrategy::Spread(field)) = run.placement_strategy.first() else {
        return best(world, run);
    };
    let family = world.task_definition(run.task_definition).map_or("", |it| &it.task_definition.family);
    let group = group(run, family);
    let value = |instance: &ContainerInstance| match field {
        SpreadField::InstanceId => instance.name.clone(),
        SpreadField::Attribute(name) if name == ZONE => world.zone_name(instance.zone).to_owned(),
        SpreadField::Attribute(name) => instance.attributes.get(name).cloned().unwrap_or_default(),
    };
    let mut counts: SortedMap<String, usize> = SortedMap::new();
    for instance in world.container_instances.values() {
        let n = world.tasks_on(instance.id).filter(|task| task.group == group).count();
        *counts.entry(value(instance)).or_insert(0) += n;
    }
    let fewest = counts.values().min().copied();
    let is_preferred = |id: &ContainerInstanceId| {
        world.container_instances.get(id).map(|it| counts.get(&value(it)).copied()) == Some(fewest)
    };
    best(world, run).into_iter().filter(is_preferred).collect()
}
