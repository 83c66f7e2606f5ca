//! What a lesson says and shows, compared with the tables and with the model.
#![allow(clippy::unwrap_used, reason = "a test may stop at the first surprise")]

use std::path::Path;

use bayplan::diagram::{NodeKind, Scene, State, frame};
use bayplan::ecs::{
    Finding, PlacementStrategy, Rule, SpreadField, fargate_sizes, read_task_definition, reserved_host_ports,
    validate,
};
use bayplan::lesson::{Course, Lesson, read};
use bayplan::share::link::Link;
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
        capacity_provider_strategy: None,
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

/// How many statements the source guide makes on each topic: counted there, row by row and bullet by bullet.
const STATEMENTS: [(&str, usize); 4] =
    [("launch-types", 14), ("iam", 12), ("load-balancers", 9), ("storage", 6)];

#[test]
fn every_statement_of_the_source_guide_is_dealt_with_under_a_heading() {
    let course = course();
    for (module, n) in STATEMENTS {
        let statements: Vec<_> = course.statements.iter().filter(|it| it.module == module).collect();
        assert_eq!(statements.len(), n, "{module}: a statement was added or lost: see the source guide");
        let lessons = course.modules.iter().filter(|it| it.id == module).flat_map(|it| &it.lessons);
        let covers: Vec<_> = lessons.flat_map(|lesson| &lesson.covers).collect();
        for statement in statements {
            assert!(covers.iter().any(|it| it.statement == statement.id), "{}", statement.says);
        }
    }
    assert_eq!(course.statements.len(), STATEMENTS.iter().map(|(_, n)| n).sum::<usize>());
}

/// What stops the registration of a task definition in the sandbox.
fn objections(json: &str) -> Vec<Rule> {
    let findings = validate(json, None).unwrap().findings;
    findings.into_iter().filter(Finding::is_error).map(|it| it.rule).collect()
}

#[test]
fn the_iam_lesson_says_of_the_execution_role_what_the_checks_demand() {
    let lesson = lesson("iam-roles");
    let rows = rows(&lesson);
    let row =
        |words: &str| rows.iter().find(|row| row[0].contains(words)).unwrap_or_else(|| panic!("{words}"));
    let objects = |container: &str, more: &str| {
        let json = format!(
            r#"{{"family": "f", {more} "containerDefinitions": [{{"name": "c", "memory": 512, {container}}}]}}"#
        );
        objections(&json).iter().any(|rule| matches!(rule, Rule::NeedsExecutionRole { .. }))
    };
    let on_fargate =
        r#""requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512","#;
    let private = r#""image": "111122223333.dkr.ecr.us-east-1.amazonaws.com/web:1""#;
    let logs = r#""image": "web:1", "logConfiguration": {"logDriver": "awslogs", "options": {"awslogs-group": "g", "awslogs-region": "us-east-1", "awslogs-stream-prefix": "p"}}"#;
    let secret = r#""image": "web:1", "secrets": [{"name": "S", "valueFrom": "s"}]"#;
    for (words, container) in [
        ("public image", r#""image": "web:1""#),
        ("private ECR image", private),
        ("awslogs", logs),
        ("Secrets Manager", secret),
    ] {
        let says = |cell: &str| !cell.starts_with("no");
        let row = row(words);
        assert_eq!(says(row[1]), objects(container, ""), "{words} on EC2");
        assert_eq!(says(row[2]), objects(container, on_fargate), "{words} on Fargate");
    }
}

/// What is quoted in a text.
fn quoted(text: &str) -> Vec<&str> {
    text.split('“').skip(1).filter_map(|it| it.split_once('”')).map(|(words, _)| words).collect()
}

#[test]
fn each_message_that_the_lesson_on_missing_rights_quotes_is_one_that_the_model_tells() {
    let lesson = lesson("missing-rights");
    let told: Vec<&str> = lesson
        .stages()
        .flat_map(|it| &it.panels)
        .flat_map(|it| &it.scene.steps)
        .map(|it| it.says.as_str())
        .collect();
    let rows = rows(&lesson);
    let quotes: Vec<&str> = rows.iter().flat_map(|row| quoted(row[0])).collect();
    assert_eq!(quotes.len(), 6);
    for quote in quotes {
        assert!(told.iter().any(|says| quoted(says).iter().any(|it| it.contains(quote))), "{quote}");
    }
}

#[test]
fn one_text_stands_for_a_role_and_for_a_network_and_its_end_tells_them_apart() {
    let lesson = lesson("missing-rights");
    let stage = &lesson.later_stages["fargate"];
    let says = |name: &str| {
        let at = stage.steps.iter().position(|it| it == name).unwrap();
        quoted(&stage.panels[0].scene.steps[at].says).concat()
    };
    let (role, network) = (says("Token for the image"), says("No way out"));
    let same = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: \
                unable to retrieve ecr registry auth: service call has been retried 1 time(s): ";
    assert!(role.starts_with(&format!("{same}AccessDeniedException: ")), "{role}");
    assert_eq!(network, format!("{same}… i/o timeout."));
}

/// The board that the lesson's "Try it" opens.
fn board(slug: &str) -> Simulation {
    let fragment = lesson(slug).try_it.unwrap().opens.unwrap();
    match Link::from_fragment(&fragment).unwrap() {
        Link::Sandbox(link) => link.to_simulation().unwrap(),
        Link::Quiz(_) => panic!("it opens a quiz"),
    }
}

#[test]
fn on_the_empty_cluster_to_try_a_task_finds_no_instance_and_fargate_takes_it() {
    let mut board = board("ec2-and-fargate");
    assert_eq!(board.world().container_instances.len(), 0);
    board.dispatch(run(0, 1, vec![]));
    assert_eq!(board.world().tasks.len(), 0);
    let Command::RunTask(on_ec2) = run(0, 1, vec![]) else { panic!() };
    board.dispatch(Command::RunTask(RunTask { launch_type: LaunchType::Fargate, ..on_ec2 }));
    assert_eq!(board.world().tasks.len(), 1);
}

#[test]
fn on_the_board_to_try_one_of_two_tasks_with_a_fixed_port_finds_a_place_and_with_dynamic_ones_all_do() {
    let mut board = board("load-balancers");
    assert_eq!(board.world().container_instances.len(), 1);
    board.dispatch(run(0, 2, vec![]));
    assert_eq!(board.world().tasks.len(), 1);
    board.dispatch(run(1, 10, vec![]));
    assert_eq!(board.world().tasks.len(), 11);
}

#[test]
fn the_ports_that_no_task_can_have_are_those_of_the_model() {
    let lesson = lesson("load-balancers");
    let stage = &lesson.later_stages["ports"];
    assert!(
        stage
            .explain("host")
            .unwrap()
            .facts
            .contains(&"Never free: 22, 2375, 2376, 51678 to 51680".to_owned())
    );
    let ports: Vec<u16> = reserved_host_ports().into_iter().map(|it| it.port).collect();
    assert_eq!(ports, [22, 2375, 2376, 51678, 51679, 51680]);
}

#[test]
fn the_shares_of_the_cross_zone_example_are_counted() {
    let lesson = lesson("load-balancers");
    let rows = rows(&lesson);
    let (tasks_in_a, tasks_in_b) = (2, 8);
    // In hundredths of a percent of all requests; each zone gets half of them.
    let off = |tasks: u32| 10_000 / 2 / tasks;
    let on = 10_000 / (tasks_in_a + tasks_in_b);
    let percent = |share: u32| {
        let text = format!("{}.{:02}", share / 100, share % 100);
        format!("{} %", text.trim_end_matches('0').trim_end_matches('.'))
    };
    for (name, shares) in [("on", [on, on]), ("off", [off(tasks_in_a), off(tasks_in_b)])] {
        let row = rows.iter().find(|row| row[0] == name).unwrap();
        assert_eq!(row[1..], shares.map(percent), "{name}");
    }
}

#[test]
fn the_storage_that_a_fargate_task_may_ask_for_is_what_the_checks_allow() {
    let lesson = lesson("efs-and-storage");
    assert!(lesson.prose.contains("20 GiB of ephemeral storage, 21 to 200 GiB on\nrequest"));
    let asks = |gib: u32| {
        objections(&format!(
            r#"{{"family": "f", "requiresCompatibilities": ["FARGATE"], "networkMode": "awsvpc", "cpu": "256", "memory": "512",
                "ephemeralStorage": {{"sizeInGiB": {gib}}}, "containerDefinitions": [{{"name": "c", "image": "c:1"}}]}}"#
        ))
    };
    for (gib, is_fine) in [(20, false), (21, true), (200, true), (201, false)] {
        assert_eq!(asks(gib).is_empty(), is_fine, "{gib} GiB");
    }
}

/// The lines that are crossed out in a step.
fn crossed(scene: &Scene, step: usize) -> Vec<&str> {
    let edges = scene.edges.iter().zip(frame(scene, Some(step)).edges);
    edges.filter(|(_, state)| *state == Some(State::Denied)).map(|(edge, _)| edge.id.as_str()).collect()
}

#[test]
fn each_missing_permission_crosses_out_the_call_that_fails_and_no_other() {
    let lesson = lesson("missing-rights");
    let scenes: Vec<_> = lesson.stages().map(|stage| &stage.panels[0].scene).collect();
    let [on_ec2, on_fargate] = scenes[..] else { panic!("a stage for each launch type") };
    let crosses =
        |scene: &Scene| (0..scene.steps.len()).map(|step| crossed(scene, step).join(" ")).collect::<Vec<_>>();
    assert_eq!(
        crosses(on_ec2),
        [
            "agent-signs",
            "polls",
            "run",
            "ecs-signs",
            "start",
            "pulls",
            "reads-secret",
            "writes-logs",
            "reads-bucket",
            "reports"
        ]
    );
    assert_eq!(
        crosses(on_fargate),
        ["run", "ecs-signs", "start", "pulls", "", "reads-secret", "writes-logs", "reads-bucket"]
    );
}

#[test]
fn what_goes_on_in_spite_of_a_refusal_is_not_dim() {
    let lesson = lesson("missing-rights");
    let scene = &lesson.stage.panels[0].scene;
    let lit = |step: usize, id: &str| scene.steps[step].highlight.iter().any(|it| it == id);
    assert!(lit(8, "reports"), "the task runs, and its agent says so");
    assert!(!lit(7, "reports"), "there is nothing to report of a task that never ran");
    // What nobody signs is not called.
    assert!(lit(3, "linked") && !lit(3, "makes") && !lit(3, "interface"));
}

/// Each prediction, and the words that would give its answer away.
const ASKED_BEFORE: [(&str, &str, &str); 15] = [
    ("ec2-and-fargate", "six-months", "choose the AMI"),
    ("ec2-and-fargate", "empty-cluster", "{#scaling}"),
    ("ec2-and-fargate", "under-load", "Their number is never automatic"),
    ("iam-roles", "secret-on-ec2", "secrets from Secrets Manager"),
    ("iam-roles", "denied-in-the-app", "{#two-tasks}"),
    ("iam-roles", "no-task-role", "One mistake, two ends"),
    ("missing-rights", "no-task-at-all", "ECS fails after it"),
    ("missing-rights", "code-is-refused", "a RUNNING task"),
    ("missing-rights", "pull-fails", "{#on-fargate}"),
    ("load-balancers", "unhealthy-target", "{#rules-and-health}"),
    ("load-balancers", "all-unhealthy", "{#target-types}"),
    ("load-balancers", "default-target-type", "{#which}"),
    ("efs-and-storage", "write-then-stop", "A container's own layer is gone"),
    ("efs-and-storage", "one-mount-target", "{#doors}"),
    ("efs-and-storage", "ebs-after-deployment", "EBS volume of a service's task"),
];

#[test]
fn a_prediction_is_asked_before_its_answer_is_taught() {
    let n_predictions: usize = course()
        .modules
        .iter()
        .flat_map(|module| &module.lessons)
        .map(|lesson| lesson.predictions.len())
        .sum();
    assert_eq!(n_predictions, ASKED_BEFORE.len(), "each prediction has its line here");
    for (slug, prediction, answer) in ASKED_BEFORE {
        let lesson = lesson(slug);
        let at = |words: &str| lesson.prose.find(words).unwrap_or_else(|| panic!("{slug}: {words}"));
        assert!(at(&format!("{{{{prediction {prediction}}}}}")) < at(answer), "{slug}: {prediction}");
    }
}

#[test]
fn facts_34_and_35_static_addresses_and_private_link_are_taught_and_asked_of_the_nlb() {
    let lesson = lesson("load-balancers");
    let rows = rows(&lesson);
    assert!(rows.contains(&vec!["Static addresses", "no", "one a zone", "no"]), "{rows:?}");
    assert!(rows.contains(&vec!["AWS PrivateLink", "through an NLB", "yes", "no"]), "{rows:?}");
    let quiz = include_str!("../lessons/quiz/70-load-balancing.toml");
    for need in ["Static address", "PrivateLink"] {
        assert!(quiz.contains(&format!("text = \"{need}\"\nanswer = \"NLB\"")), "{need}");
    }
}
