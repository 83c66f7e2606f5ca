//! What a lesson says and shows, compared with the tables and with the model.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;

use bayplan::diagram::NodeKind;
use bayplan::ecs::{PlacementStrategy, SpreadField, fargate_sizes, read_task_definition};
use bayplan::lesson::{Course, Lesson, read};
use bayplan::sim::{Command, LaunchType, RunTask, Scenario, Simulation, TaskDefinitionId, TaskPlace, Zone};

fn course() -> Course {
    read(Path::new(env!("CARGO_MANIFEST_DIR"))).unwrap_or_else(|problems| panic!("{problems}"))
}

fn lesson(slug: &str) -> Lesson {
    let course = course();
    let mut lessons = course.modules.into_iter().flat_map(|module| module.lessons);
    lessons.find(|lesson| lesson.slug == slug).unwrap()
}

/// The cells of every table row of the prose.
fn rows(lesson: &Lesson) -> Vec<Vec<&str>> {
    let lines = lesson.prose.lines().filter(|line| line.starts_with('|'));
    lines.map(|line| line.trim_matches('|').split('|').map(str::trim).collect()).collect()
}

/// "0.25 vCPU" of 256, "1 vCPU" of 1,024.
fn vcpus(cpu_units: u32) -> String {
    match cpu_units {
        256 => "0.25 vCPU".to_owned(),
        512 => "0.5 vCPU".to_owned(),
        units => format!("{} vCPU", units / 1024),
    }
}

#[test]
fn the_table_of_fargate_sizes_is_the_one_the_model_uses() {
    let lesson = lesson("ec2-and-fargate");
    let rows = rows(&lesson);
    for size in fargate_sizes().iter().filter(|size| !size.is_single_source) {
        let memory = &size.memory_mib;
        let (first, last) = (memory.first().unwrap() / 1024, memory.last().unwrap() / 1024);
        let step = (memory[1] - memory[0]) / 1024;
        let words = match (size.cpu_units, step) {
            (256, _) => "0.5, 1 or 2 GiB".to_owned(),
            (_, 1) => format!("{first} to {last} GiB"),
            (_, step) => format!("{first} to {last} GiB, in steps of {step}"),
        };
        let row = rows.iter().find(|row| row[0] == vcpus(size.cpu_units));
        let row = row.unwrap_or_else(|| panic!("no row for {}", vcpus(size.cpu_units)));
        assert_eq!(row[1], words, "{}", row[0]);
    }
    assert_eq!(fargate_sizes()[0].memory_mib, [512, 1024, 2048]);
}

#[test]
fn the_costs_are_computed_and_not_copied() {
    // Millionths of a dollar an hour, as the lesson names them.
    let (vcpu, gib, t3_large, hours) = (40_480_u64, 4_445_u64, 83_200_u64, 730_u64);
    let task = hours * (vcpu / 2 + gib);
    let dollars = |millionths: u64| {
        let cents = (millionths + 5_000) / 10_000;
        format!("${}.{:02}", cents / 100, cents % 100)
    };
    let lesson = lesson("ec2-and-fargate");
    let rows = rows(&lesson);
    for n in 1..=4_u64 {
        let row = rows.iter().find(|row| row[0] == n.to_string()).unwrap();
        assert_eq!(row[1..], [dollars(n * task), dollars(hours * t3_large)]);
    }
    assert!(lesson.prose.contains("730 × (0.5 × $0.04048 + 1 × $0.004445)"));
}

fn definition(family: &str, cpu: u32, memory: u32) -> Command {
    let json = format!(
        r#"{{"family": "{family}", "cpu": "{cpu}", "memory": "{memory}",
            "containerDefinitions": [{{"name": "{family}", "image": "{family}:1"}}]}}"#
    );
    let reading = read_task_definition(&json).unwrap();
    Command::RegisterTaskDefinition(Box::new(reading.task_definition))
}

fn run(task_definition: u32, count: u32, placement_strategy: Vec<PlacementStrategy>) -> Command {
    Command::RunTask(RunTask {
        task_definition: TaskDefinitionId(task_definition),
        count,
        launch_type: LaunchType::Ec2,
        placement_strategy,
        placement_constraints: vec![],
        group: None,
    })
}

/// The world of the lesson's picture: two m5.large, two web tasks on the first, one api task on the second.
fn world_of_the_picture(seed: u64) -> Simulation {
    let mut simulation =
        Simulation::new(Scenario { seed, zones: vec!["us-east-1a".into(), "us-east-1b".into()] });
    let instance =
        |zone| Command::AddContainerInstance { instance_type: "m5.large".into(), zone: Zone(zone), count: 1 };
    simulation.dispatch(definition("web", 1024, 2048));
    simulation.dispatch(definition("api", 512, 1024));
    simulation.dispatch(instance(0));
    simulation.dispatch(run(0, 2, vec![]));
    simulation.dispatch(instance(1));
    simulation.dispatch(run(1, 1, vec![PlacementStrategy::Spread(SpreadField::InstanceId)]));
    simulation
}

#[test]
fn the_new_task_lands_where_the_picture_shows_it() {
    let lesson = lesson("ec2-and-fargate");
    let scene = &lesson.stage.panels[0].scene;
    let on = |instance: &str| {
        let tasks = scene.nodes.iter().filter(|it| it.kind == NodeKind::Task);
        tasks.filter(|it| it.parent.as_deref() == Some(instance)).map(|it| it.id.as_str()).collect::<Vec<_>>()
    };
    assert_eq!(on("instance-1"), ["web-1", "web-2"]);
    assert_eq!(on("instance-2"), ["api-1", "web-3"]);
    assert!(scene.steps.iter().any(|step| step.appear == ["web-3"]), "web-3 is the task that is started");
    // Without a strategy the choice is random, and still only one instance has room: no seed may say otherwise.
    for seed in 0..20 {
        let mut simulation = world_of_the_picture(seed);
        let instances: Vec<_> = simulation.world().container_instances.keys().copied().collect();
        let place = |number: usize| simulation.world().tasks.values().nth(number).unwrap().place;
        assert_eq!(place(0), TaskPlace::ContainerInstance(instances[0]));
        assert_eq!(place(1), TaskPlace::ContainerInstance(instances[0]));
        assert_eq!(place(2), TaskPlace::ContainerInstance(instances[1]), "instance 1 is full");
        simulation.dispatch(run(0, 1, vec![]));
        let new = simulation.world().tasks.values().last().unwrap();
        assert_eq!(new.place, TaskPlace::ContainerInstance(instances[1]), "seed {seed}");
    }
}

#[test]
fn every_statement_on_launch_types_is_dealt_with_under_a_heading() {
    let course = course();
    let covers = &lesson("ec2-and-fargate").covers;
    let statements: Vec<_> = course.statements.iter().filter(|it| it.module == "launch-types").collect();
    assert_eq!(statements.len(), 14, "a statement was added or lost: see the source guide's table");
    for statement in statements {
        assert!(covers.iter().any(|it| it.statement == statement.id), "{}", statement.says);
    }
}

#[test]
fn a_prediction_is_asked_before_its_answer_is_taught() {
    let lesson = lesson("ec2-and-fargate");
    let at = |words: &str| lesson.prose.find(words).unwrap_or_else(|| panic!("{words}"));
    assert!(at("{{prediction six-months}}") < at("choose the AMI"));
    assert!(at("{{prediction empty-cluster}}") < at("{#scaling}"));
    assert!(at("{{prediction under-load}}") < at("Their number is never automatic"));
    assert!(lesson.predictions.len() >= 2);
}
