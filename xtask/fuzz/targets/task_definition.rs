//! Whatever a learner pastes: it is read, every finding gets its sentence, and what can be registered is placed on
//! EC2 and on Fargate, taken back, and each decision is explained. Nothing of that may panic.

#![no_main]

use bayplan::{
    ecs::{self, PlacementStrategy, SpreadField},
    sim::{Command, LaunchType, RunTask, Scenario, Simulation, TaskDefinitionId, Zone, explain},
};

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    // A text field of a browser holds text; what is not UTF-8 reaches us with replacement characters.
    let text = String::from_utf8_lossy(bytes);
    match ecs::validate(&text, None) {
        Err(error) => {
            let _ = (ecs::text::syntax_problem(&error), ecs::text::syntax_fix(&error));
        }
        Ok(reading) => {
            for finding in &reading.findings {
                let _ = ecs::text::line(finding);
            }
            if reading.is_registrable() {
                place(reading.task_definition);
            }
        }
    }
});

fn place(task_definition: ecs::TaskDefinition) {
    let zones = ["us-east-1a", "us-east-1b", "us-east-1c"].map(str::to_owned).into();
    let mut simulation = Simulation::new(Scenario { seed: 7, zones });
    for (instance_type, zone) in [("t3.medium", 0), ("m5.large", 1), ("m5.large", 2)] {
        simulation.dispatch(Command::AddContainerInstance { instance_type: instance_type.to_owned(), zone: Zone(zone), count: 1 });
    }
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(task_definition)));
    for launch_type in [LaunchType::Ec2, LaunchType::Fargate] {
        simulation.dispatch(Command::RunTask(RunTask {
            task_definition: TaskDefinitionId(0),
            count: 3,
            launch_type,
            capacity_provider_strategy: None,
            placement_strategy: vec![PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned()))],
            placement_constraints: vec![],
            group: None,
        }));
    }
    for entry in 0..simulation.log().len() {
        let (world, decision) = simulation.decision(entry).expect("an entry of the log is a decision");
        let _ = explain::sentence(&world, &decision);
    }
    let end = simulation.world().hash();
    while simulation.undo() {}
    while simulation.redo() {}
    assert_eq!(simulation.world().hash(), end, "undoing and redoing everything leads to the same world");
}
