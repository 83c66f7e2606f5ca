//! The board that the sandbox starts with: three zones, six instances, a few tasks that run already.

use crate::ecs::{BinpackField, PlacementStrategy, SpreadField, starters};
use crate::sim::{Command, LaunchType, Model, RunTask, Scenario, Simulation, TaskDefinitionId, Zone};

const SEED: u64 = 7;
const ZONES: [&str; 3] = ["us-east-1a", "us-east-1b", "us-east-1c"];
/// Zone and type of each instance.
const INSTANCES: [(u8, &str); 6] =
    [(0, "m5.large"), (0, "m5.large"), (1, "m5.large"), (1, "m5.large"), (2, "m5.large"), (2, "c5.large")];
/// Which definition runs how many tasks.
const RUNNING: [(u32, u32); 3] = [(3, 2), (2, 2), (1, 2)];

/// The first board.
pub fn simulation() -> Simulation {
    simulation_by(SEED)
}

/// The first board with the draws of another seed.
pub fn simulation_by(seed: u64) -> Simulation {
    let scenario = Scenario { seed, zones: ZONES.map(str::to_owned).to_vec() };
    let mut simulation = Simulation::by(&Model::STILL, scenario);
    for command in commands() {
        simulation.dispatch(command);
    }
    simulation
}

/// How many commands a board was given before the learner gave one.
pub fn n_given(simulation: &Simulation) -> usize {
    let given = commands();
    if simulation.commands().starts_with(&given) { given.len() } else { 0 }
}

/// Spread over zones, then binpack memory: what most clusters are told.
pub fn strategies() -> Vec<PlacementStrategy> {
    vec![
        PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned())),
        PlacementStrategy::Binpack(BinpackField::Memory),
    ]
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
