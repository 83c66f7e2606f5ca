//! The placement index of a simulation decides what the scan decides, ties included, whatever happened before.
#![allow(clippy::unwrap_used, reason = "helpers of a test")]

use bayplan::ecs::{BinpackField, PlacementConstraint, PlacementStrategy, SpreadField, read_task_definition};
use bayplan::sim::{
    Command, ContainerInstanceId, ContainerInstanceStatus, EXTERNAL, Explanation, LaunchType, Registration,
    RunTask, Scenario, Simulation, Switch, TaskDefinitionId, TaskId, TaskPlace, Zone,
};
use proptest::collection::{btree_map, vec};
use proptest::prelude::*;

const DEFINITIONS: [&str; 6] = [
    r#"{"family": "web", "containerDefinitions": [{"name": "web", "image": "web", "cpu": 256, "memory": 512}]}"#,
    r#"{"family": "api", "containerDefinitions": [{"name": "api", "image": "api", "cpu": 128, "memory": 256,
        "portMappings": [{"containerPort": 80, "hostPort": 80}, {"containerPort": 53, "hostPort": 53, "protocol": "udp"}]}]}"#,
    r#"{"family": "dns", "containerDefinitions": [{"name": "dns", "image": "dns", "cpu": 0, "memory": 128,
        "portMappings": [{"containerPort": 53, "hostPort": 53, "protocol": "udp"}]}]}"#,
    r#"{"family": "net", "networkMode": "awsvpc",
        "containerDefinitions": [{"name": "net", "image": "net", "cpu": 64, "memory": 64}]}"#,
    r#"{"family": "gpu", "containerDefinitions": [{"name": "gpu", "image": "gpu", "cpu": 512, "memory": 1024,
        "resourceRequirements": [{"type": "GPU", "value": "1"}]}]}"#,
    r#"{"family": "far", "networkMode": "awsvpc", "requiresCompatibilities": ["FARGATE"], "cpu": "256", "memory": "512",
        "containerDefinitions": [{"name": "far", "image": "far"}]}"#,
];

fn strategy() -> impl Strategy<Value = PlacementStrategy> {
    let attribute = |name: &str| Just(PlacementStrategy::Spread(SpreadField::Attribute(name.to_owned())));
    prop_oneof![
        1 => Just(PlacementStrategy::Random),
        2 => Just(PlacementStrategy::Spread(SpreadField::InstanceId)),
        2 => attribute("ecs.availability-zone"),
        1 => attribute("ecs.instance-type"),
        4 => attribute("rack"),
        2 => Just(PlacementStrategy::Binpack(BinpackField::Cpu)),
        2 => Just(PlacementStrategy::Binpack(BinpackField::Memory)),
    ]
}

fn run_task() -> impl Strategy<Value = Command> {
    let constraints = vec(Just(PlacementConstraint::DistinctInstance), 0..2);
    let group = proptest::option::of(Just("shared".to_owned()));
    let is_external = proptest::bool::weighted(0.2);
    (0u32..6, is_external, 1u32..8, vec(strategy(), 0..6), constraints, group).prop_map(
        |(task_definition, is_external, count, placement_strategy, placement_constraints, group)| {
            Command::RunTask(RunTask {
                task_definition: TaskDefinitionId(task_definition),
                count,
                launch_type: match (task_definition, is_external) {
                    (5, _) => LaunchType::Fargate,
                    (_, true) => LaunchType::External,
                    (_, false) => LaunchType::Ec2,
                },
                capacity_provider_strategy: None,
                placement_strategy,
                placement_constraints,
                group,
            })
        },
    )
}

/// Instances of few different sizes, so that many tie; one agent names a capability, so that others are missing.
fn registration() -> impl Strategy<Value = Command> {
    let attributes = btree_map(
        prop_oneof![
            Just("rack"),
            Just(EXTERNAL),
            Just("com.amazonaws.ecs.capability.docker-remote-api.1.18")
        ],
        prop_oneof![Just("r1"), Just("r2")],
        0..2,
    );
    let memory_mib = prop_oneof![Just(2048u32), Just(4096)];
    (0u8..3, prop_oneof![Just(1024u32), Just(2048)], memory_mib, 0u32..4, 0u32..2, attributes).prop_map(
        |(zone, cpu_units, memory_mib, eni_limit, gpus, attributes)| {
            let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
            Command::RegisterContainerInstance(Box::new(Registration {
                instance_type: if gpus > 0 { "g4dn.xlarge".to_owned() } else { "m5.large".to_owned() },
                zone: Zone(zone),
                cpu_units,
                memory_mib,
                eni_limit,
                gpus,
                attributes: attributes.into_iter().map(owned).collect(),
            }))
        },
    )
}

fn command() -> impl Strategy<Value = Command> {
    let id = || (0u32..25).prop_map(ContainerInstanceId);
    let switch = || prop_oneof![2 => Just(Switch::On), 1 => Just(Switch::Off)];
    let status = prop_oneof![Just(ContainerInstanceStatus::Active), Just(ContainerInstanceStatus::Draining)];
    prop_oneof![
        4 => registration(),
        1 => id().prop_map(Command::RemoveContainerInstance),
        20 => run_task(),
        12 => (0u32..400).prop_map(|id| Command::StopTask(TaskId(id))),
        1 => any::<u64>().prop_map(Command::SetSeed),
        1 => (id(), status).prop_map(|(id, status)| Command::SetContainerInstanceStatus(id, status)),
        1 => (id(), switch()).prop_map(|(id, switch)| Command::SetAgent(id, switch)),
        1 => (0u8..3, switch()).prop_map(|(zone, switch)| Command::SetZone(Zone(zone), switch)),
        4 => (id(), prop_oneof![Just("r1"), Just("r2"), Just("r3")]).prop_map(|(container_instance, value)| {
            Command::PutAttribute { container_instance, name: "rack".to_owned(), value: value.to_owned() }
        }),
    ]
}

fn simulation(seed: u64) -> Simulation {
    let zones = ["us-east-1a", "us-east-1b", "us-east-1c"].map(str::to_owned).into();
    let mut simulation = Simulation::new(Scenario { seed, zones });
    simulation.use_index();
    for definition in DEFINITIONS {
        let task_definition = read_task_definition(definition).unwrap().task_definition;
        simulation.dispatch(Command::RegisterTaskDefinition(Box::new(task_definition)));
    }
    simulation
}

/// What the scan says of a decision of the log: the instances that tied, of which one was chosen.
fn tied_by_scan(simulation: &Simulation, log_index: usize) -> Vec<ContainerInstanceId> {
    let (_, decision) = simulation.decision(log_index).unwrap();
    assert_eq!(decision.events, simulation.log()[log_index].events, "the index chose what the scan chooses");
    match decision.explanation {
        Explanation::Placement(placement) => placement.best(),
        _ => vec![],
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 12, ..ProptestConfig::default() })]

    #[test]
    fn the_index_decides_what_the_scan_decides_ties_included(list in vec(command(), 500), seed: u64) {
        let mut simulation = simulation(seed);
        for (number, command) in list.into_iter().enumerate() {
            let best = match &command {
                Command::RunTask(request) => Some(simulation.best_container_instances(request)),
                _ => None,
            };
            let first = simulation.log().len();
            simulation.dispatch(command);
            for log_index in first..simulation.log().len() {
                let tied = tied_by_scan(&simulation, log_index);
                if let Some(best) = best.as_ref().filter(|_| log_index == first) {
                    prop_assert_eq!(best, &tied);
                }
            }
            // Going back and forth drops the index; a fork starts without one.
            if number % 40 == 39 {
                let hash = simulation.world().hash();
                simulation.undo();
                simulation.redo();
                prop_assert_eq!(simulation.world().hash(), hash);
                simulation = simulation.fork();
            }
        }
    }
}

#[test]
fn a_cluster_with_numbers_beyond_the_index_is_scanned_with_the_same_outcome() {
    let mut simulation = simulation(3);
    for memory_mib in [1 << 25, 2048] {
        simulation.dispatch(Command::RegisterContainerInstance(Box::new(Registration {
            instance_type: "m5.large".to_owned(),
            zone: Zone(0),
            cpu_units: 2048,
            memory_mib,
            eni_limit: 3,
            gpus: 0,
            attributes: bayplan::sorted::SortedMap::new(),
        })));
    }
    let request = RunTask {
        task_definition: TaskDefinitionId(0),
        count: 1,
        launch_type: LaunchType::Ec2,
        capacity_provider_strategy: None,
        placement_strategy: vec![PlacementStrategy::Binpack(BinpackField::Memory)],
        placement_constraints: vec![],
        group: None,
    };
    assert_eq!(simulation.best_container_instances(&request), [ContainerInstanceId(1)]);
    simulation.dispatch(Command::RunTask(request));
    assert_eq!(
        simulation.world().tasks[&TaskId(0)].place,
        TaskPlace::ContainerInstance(ContainerInstanceId(1))
    );
}
