//! The board that the sandbox opens with: three zones, six instances, a few tasks that run already.
//!
//! [`simulation`] makes it by orders. [`seen`] is what it looks like, for a program that shows it before the code that
//! carries out orders is there; of its task definitions it knows what a board shows. A test holds the two together.

use crate::ecs::{
    BinpackField, Demand, HostPort, PlacementStrategy, Protocol, SpreadField, TaskDefinition, starters,
};
use crate::sorted::SortedMap;

use super::life::Behavior;
use super::{
    Command, ContainerInstanceId, LaunchType, Model, RegisteredTaskDefinition, Registration, RunTask,
    Scenario, Simulation, Task, TaskDefinitionId, TaskDefinitionStatus, TaskId, TaskPlace, World, Zone,
    registration, run_task, still,
};

/// The seed of its draws.
pub const SEED: u64 = 7;
const ZONES: [&str; 3] = ["us-east-1a", "us-east-1b", "us-east-1c"];
/// Zone and type of each instance.
const INSTANCES: [(u8, &str); 6] =
    [(0, "m5.large"), (0, "m5.large"), (1, "m5.large"), (1, "m5.large"), (2, "m5.large"), (2, "c5.large")];
/// Which definition runs how many tasks.
const RUNNING: [(u32, u32); 3] = [(3, 2), (2, 2), (1, 2)];

/// What an agent registers on each of the types: CPU units and MiB.
const REGISTERED: [(&str, u32, u32); 2] = [("m5.large", 2048, 7987), ("c5.large", 2048, 3993)];
/// Family, CPU units and MiB of each definition, how many network interfaces its tasks take, and the port of the host.
const DEFINITIONS: [(&str, u32, u32, u32, Option<u16>); 4] = [
    ("web", 256, 256, 0, None),
    ("api", 512, 1024, 1, None),
    ("worker", 512, 768, 0, None),
    ("cache", 256, 1024, 0, Some(6379)),
];
/// Where the tasks run: definition and instance of each, in order of creation.
const PLACED: [(u32, u32); 6] = [(3, 5), (3, 0), (2, 5), (2, 0), (1, 5), (1, 0)];

/// The board with the draws of a seed.
#[must_use]
pub fn simulation(seed: u64) -> Simulation {
    let mut simulation = Simulation::by(&Model::STILL, scenario(seed));
    for command in commands() {
        simulation.dispatch(command);
    }
    simulation
}

/// What it looks like; nothing can be ordered on it.
#[must_use]
pub fn seen() -> Simulation {
    let mut world = World::new(&scenario(SEED));
    for (zone, name) in INSTANCES {
        let (_, cpu_units, memory_mib) =
            REGISTERED.into_iter().find(|(it, ..)| *it == name).unwrap_or_default();
        let registration = Registration {
            instance_type: name.to_owned(),
            zone: Zone(zone),
            cpu_units,
            memory_mib,
            eni_limit: 2,
            gpus: 0,
            attributes: SortedMap::new(),
        };
        let joining = registration::container_instance(&world, &registration);
        still::join(&mut world, joining);
    }
    world.task_definitions = (0..).zip(DEFINITIONS).map(definition).collect();
    for (definition, instance) in PLACED {
        let (definition, place) =
            (TaskDefinitionId(definition), TaskPlace::ContainerInstance(ContainerInstanceId(instance)));
        if let Some(registered) = world.task_definition(definition) {
            let (number, group) = (registered.n_tasks + 1, run_task::group(None, registered));
            let task = Task::new(TaskId(world.next_task), definition, number, group, place);
            still::place(&mut world, &task);
        }
    }
    world.n_changes = (INSTANCES.len() + PLACED.len()) as u64;
    Simulation::seen(scenario(SEED), world)
}

/// A definition as far as a board shows it.
fn definition((letter, it): (u8, (&str, u32, u32, u32, Option<u16>))) -> RegisteredTaskDefinition {
    let (family, cpu_units, memory_mib, enis, port) = it;
    let port = port.map(|port| HostPort { port, protocol: Protocol::Tcp });
    RegisteredTaskDefinition {
        task_definition: TaskDefinition { family: family.to_owned(), ..TaskDefinition::default() },
        revision: 1,
        demand: Demand { cpu_units, memory_mib, host_ports: port.into_iter().collect(), enis, gpus: 0 },
        requires_attributes: vec![],
        letter,
        status: TaskDefinitionStatus::Active,
        n_tasks: 0,
        behavior: Behavior::default(),
    }
}

/// How many commands a board was given before the learner gave one.
#[must_use]
pub fn n_given(simulation: &Simulation) -> usize {
    let given = commands();
    if simulation.commands().starts_with(&given) { given.len() } else { 0 }
}

/// Spread over zones, then binpack memory: what most clusters are told.
#[must_use]
pub fn strategies() -> Vec<PlacementStrategy> {
    vec![
        PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned())),
        PlacementStrategy::Binpack(BinpackField::Memory),
    ]
}

fn scenario(seed: u64) -> Scenario {
    Scenario { seed, zones: ZONES.map(str::to_owned).to_vec() }
}

fn commands() -> Vec<Command> {
    let instances = INSTANCES.iter().map(|(zone, name)| Command::AddContainerInstance {
        instance_type: (*name).to_owned(),
        zone: Zone(*zone),
        count: 1,
    });
    // Their letters are A, B, C, D.
    let definitions = starters().map(|it| Command::RegisterTaskDefinition(Box::new(it)));
    instances.chain(definitions).chain(RUNNING.map(running)).collect()
}

fn running((task_definition, count): (u32, u32)) -> Command {
    Command::RunTask(RunTask {
        task_definition: TaskDefinitionId(task_definition),
        count,
        launch_type: LaunchType::Ec2,
        capacity_provider_strategy: None,
        placement_strategy: strategies(),
        placement_constraints: vec![],
        group: None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_board_looks_as_its_orders_make_it() {
        let mut made = simulation(SEED).world().clone();
        for it in &mut made.task_definitions {
            let family = std::mem::take(&mut it.task_definition.family);
            it.task_definition = TaskDefinition { family, ..TaskDefinition::default() };
            it.requires_attributes.clear();
        }
        assert_eq!(seen().world(), &made);
    }

    #[test]
    fn nothing_can_be_ordered_on_what_is_only_seen() {
        assert!(commands().iter().all(|it| !seen().knows(it)));
        assert!(commands().iter().all(|it| simulation(SEED).knows(it)));
        assert!(seen().is_only_seen() && !simulation(SEED).is_only_seen());
    }

    #[test]
    fn a_board_that_began_with_other_orders_was_given_none() {
        assert_eq!(n_given(&simulation(1)), INSTANCES.len() + 4 + RUNNING.len());
        assert_eq!(n_given(&Simulation::new(scenario(SEED))), 0);
    }
}
