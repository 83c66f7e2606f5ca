//! States of container instances, attributes, zones, and StartTask.

use expect_test::expect;

use super::{check_explanation, refusal, simulated, task_definition};
use crate::ecs::query::Expr;
use crate::sim::{
    Command, ContainerInstanceId, ContainerInstanceStatus, Simulation, StartTask, Switch, TaskDefinitionId,
    Zone, explain,
};

const A1: ContainerInstanceId = ContainerInstanceId(0);

fn dispatch(simulation: &mut Simulation, commands: &[Command]) -> Vec<String> {
    let mut sentences = vec![];
    for command in commands {
        let n_log = simulation.log().len();
        simulation.dispatch(command.clone());
        for index in n_log..simulation.log().len() {
            let (world, decision) = simulation.decision(index).unwrap();
            sentences.push(explain::sentence(&world, &decision));
        }
    }
    sentences
}

fn start(task_definition: u32, ids: &[u32]) -> Command {
    Command::StartTask(StartTask {
        task_definition: TaskDefinitionId(task_definition),
        container_instances: ids.iter().copied().map(ContainerInstanceId).collect(),
        group: None,
    })
}

#[test]
fn draining_instances_receive_no_new_tasks_and_keep_standalone_ones() {
    let mut simulation = simulated("2 instances of 2048/4096; run 2 x web 256/256 by distinct", 7);
    let run = simulation.commands().last().unwrap().clone();
    let drain = Command::SetContainerInstanceStatus(A1, ContainerInstanceStatus::Draining);
    dispatch(&mut simulation, &[drain]);
    assert_eq!(simulation.world().tasks_on(A1).count(), 1);
    let Command::RunTask(mut run) = run else { panic!("the last command runs tasks") };
    run.placement_constraints.clear();
    let sentences = dispatch(&mut simulation, &[Command::RunTask(run)]);
    assert!(sentences.iter().all(|it| it.contains("was placed on a2. 1 of 2 instances")), "{sentences:?}");
}

#[test]
fn an_agent_that_is_disconnected_gets_nothing_and_its_tasks_go_on() {
    let mut simulation = simulated("1 instance of 2048/4096; run 1 x web 256/256", 7);
    let run = simulation.commands().last().unwrap().clone();
    dispatch(&mut simulation, &[Command::SetAgent(A1, Switch::Off), run]);
    assert_eq!(simulation.world().tasks_on(A1).count(), 1);
    check_explanation(
        &simulation,
        expect![[r#"
        web A2 was not placed. 0 of 1 instance could fit it.
        Random: 0
        a1: Agent not connected
        1 x AGENT
    "#]],
    );
}

#[test]
fn a_lost_zone_takes_its_tasks_with_it_and_returns_empty() {
    let mut simulation = simulated("1 instance of 2048/4096 in a b; run 2 x web 256/256 by distinct", 7);
    let run = simulation.commands().last().unwrap().clone();
    let sentences = dispatch(
        &mut simulation,
        &[Command::SetZone(Zone(0), Switch::Off), run.clone(), Command::SetZone(Zone(0), Switch::On), run],
    );
    expect![[r#"
        us-east-1a is lost. web A1 stopped.
        web A3 was not placed. 1 of 2 instances could fit it, 0 obeyed the rules.
        web A3 was not placed. 1 of 2 instances could fit it, 0 obeyed the rules.
        us-east-1a is back.
        web A3 was placed on a1. 2 of 2 instances could fit it, 1 obeyed the rules.
        web A4 was not placed. 2 of 2 instances could fit it, 0 obeyed the rules."#]]
    .assert_eq(&sentences.join("\n"));
}

#[test]
fn start_task_goes_to_the_instances_that_are_named_and_says_why_not() {
    let mut simulation = simulated("1 instance of 2048/4096; 1 instance of 128/128; run 1 x web 256/256", 7);
    dispatch(&mut simulation, &[start(0, &[0, 1, 9])]);
    let log = simulation.log().len();
    let reasons: Vec<_> = (log - 3..log)
        .map(|index| {
            let crate::sim::Explanation::Placement(placement) = simulation.explain(index) else {
                panic!("StartTask places")
            };
            explain::failure_reasons(&placement)
        })
        .collect();
    assert_eq!(reasons, [vec![], vec![("RESOURCE:CPU", 1)], vec![("MISSING", 1)]]);
}

#[test]
fn an_expression_is_asked_of_the_board_as_it_stands() {
    let simulation = simulated(
        "1 instance of m5.large in a b; 1 instance of c5.large in c; run 1 x web 64/64 by only attribute:ecs.instance-type == c5.large",
        7,
    );
    let names = |text: &str| -> Vec<String> {
        let world = simulation.world();
        let ids = world.instances_matching(Expr::parse(text).unwrap());
        ids.iter().map(|id| world.container_instances[id].name.clone()).collect()
    };
    assert_eq!(names("attribute:ecs.instance-type =~ m5.*"), ["a1", "b1"]);
    assert_eq!(names("task:group == family:web"), ["c1"]);
    assert_eq!(names("agentConnected == false"), [""; 0]);
    let words = simulation.world().vocabulary();
    let types: Vec<_> = words.attributes["ecs.instance-type"].iter().collect();
    assert_eq!(types, ["c5.large", "m5.large"]);
    assert_eq!(words.values["task:group"].iter().collect::<Vec<_>>(), ["family:web"]);
}

#[test]
fn the_documented_table_of_expressions_holds_on_a_board() {
    let mut simulation = simulated(
        "1 instance of t3.small in a; 1 instance of m5.large in b; 1 instance of t3.large in c; \
         serve 1 x web 64/64 by only attribute:ecs.availability-zone == us-east-1a",
        7,
    );
    for (id, stack) in [(0, "prod"), (2, "test")] {
        dispatch(
            &mut simulation,
            &[Command::PutAttribute {
                container_instance: ContainerInstanceId(id),
                name: "stack".to_owned(),
                value: stack.to_owned(),
            }],
        );
    }
    for (expression, expected) in [
        ("attribute:ecs.instance-type =~ t3.*", &["a1", "c1"][..]),
        ("attribute:stack exists", &["a1", "c1"]),
        ("attribute:stack != prod", &["c1"]),
        ("attribute:ecs.availability-zone in [us-east-1a, us-east-1b]", &["a1", "b1"]),
        ("task:group == service:web", &["a1"]),
        ("not(task:group == service:web)", &["b1", "c1"]),
        ("runningTasksCount == 0", &["b1", "c1"]),
        (
            "(attribute:stack == test or attribute:ecs.instance-type == m5.large) and not(task:group == service:web)",
            &["b1", "c1"],
        ),
        // What is not documented of an attribute that is missing: false.
        ("attribute:stack !in [prod]", &["c1"]),
        ("attribute:stack !~ p.*", &["c1"]),
        ("agentConnected == true", &["a1", "b1", "c1"]),
        ("ec2InstanceId == i-00000000000000001", &["b1"]),
        ("registeredAt >= 2026-01-01", &["a1", "b1", "c1"]),
        ("agentVersion >= 1.9", &["a1", "b1", "c1"]),
    ] {
        let world = simulation.world();
        let ids = world.instances_matching(Expr::parse(expression).unwrap());
        let names: Vec<_> = ids.iter().map(|id| world.container_instances[id].name.as_str()).collect();
        assert_eq!(names, expected, "{expression}");
    }
}

#[test]
fn running_tasks_count_counts_by_desired_status() {
    let board = "1 instance of 1024/1024; clock; run 1 x web 64/64; advance 60; stop 0";
    let simulation = simulated(board, 7);
    assert_eq!(simulation.world().tasks.len(), 1, "it is STOPPING");
    let idle = simulation.world().instances_matching(Expr::parse("runningTasksCount == 0").unwrap());
    assert_eq!(idle, [A1]);
}

#[test]
fn trunking_holds_for_instances_launched_after_it_was_switched_on() {
    let add = |instance_type: &str| Command::AddContainerInstance {
        instance_type: instance_type.to_owned(),
        zone: Zone(0),
        count: 1,
    };
    let mut simulation = simulated("", 7);
    dispatch(
        &mut simulation,
        &[add("c5.large"), Command::SetAwsvpcTrunking(Switch::On), add("c5.large"), add("t3.large")],
    );
    let limits: Vec<_> = simulation
        .world()
        .container_instances
        .values()
        .map(|it| (it.eni_limit, it.attributes.contains_key("ecs.awsvpc-trunk-id")))
        .collect();
    assert_eq!(limits, [(2, false), (10, true), (2, false)]);
}

#[test]
fn an_instance_that_names_its_capabilities_takes_only_what_they_cover() {
    let mut simulation = simulated("1 instance of 2048/4096", 7);
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(task_definition("web 256/256 awsvpc"))));
    let mut registration = match &simulation.commands()[0] {
        Command::RegisterContainerInstance(registration) => (**registration).clone(),
        other => panic!("{other:?}"),
    };
    registration.attributes.insert("com.amazonaws.ecs.capability.ecr-auth".to_owned(), String::new());
    simulation.dispatch(Command::RegisterContainerInstance(Box::new(registration)));
    simulation.dispatch(start(0, &[0]));
    assert_eq!(simulation.world().tasks.len(), 1);
    simulation.dispatch(start(0, &[1]));
    check_explanation(
        &simulation,
        expect![[r#"
        web A2 was not placed. 0 of 1 instance could fit it.
        a2: Lacks the attribute ecs.capability.task-eni
        1 x ATTRIBUTE
    "#]],
    );
}

#[test]
fn custom_attributes_are_put_and_deleted_and_built_in_ones_stay() {
    let put = |name: &str, value: &str| Command::PutAttribute {
        container_instance: A1,
        name: name.to_owned(),
        value: value.to_owned(),
    };
    let delete = |name: &str| Command::DeleteAttribute { container_instance: A1, name: name.to_owned() };
    let mut simulation = simulated("1 instance of 2048/4096", 7);
    let sentences = dispatch(
        &mut simulation,
        &[
            put("stack", "prod"),
            delete("stack"),
            delete("stack"),
            put("ecs.os-type", "windows"),
            put("", "x"),
            put("s", " x"),
        ],
    );
    expect![[r#"
        a1 has stack = prod.
        a1 no longer has stack.
        What was named is not there. Choose something that is on the board.
        `ecs.os-type` is built in and cannot be changed. Take a name that does not begin with ecs.
        A name has 1 to 128 letters, digits or - _ / \ . and a value up to 128 of these or @ : and inner spaces.
        A name has 1 to 128 letters, digits or - _ / \ . and a value up to 128 of these or @ : and inner spaces."#]].assert_eq(&sentences.join("\n"));
}

#[test]
fn what_is_so_already_is_refused() {
    let board = "1 instance of 2048/4096";
    let active = Command::SetContainerInstanceStatus(A1, ContainerInstanceStatus::Active);
    let sentences: Vec<_> =
        [active, Command::SetAgent(A1, Switch::On), Command::SetZone(Zone(0), Switch::On)]
            .into_iter()
            .map(|command| explain::refusal_sentence(&refusal(board, command)))
            .collect();
    assert_eq!(sentences, ["It is so already."; 3]);
}

#[test]
fn a_stopped_instance_stays_registered_without_its_tasks_and_takes_new_ones_when_it_starts() {
    let mut simulation =
        simulated("1 instance of 2048/4096 in a b; clock; serve 2 x web 256/256; advance 60", 7);
    let set = |switch| Command::SetInstance(A1, switch);
    dispatch(&mut simulation, &[set(Switch::Off), Command::SetAgent(A1, Switch::On), Command::Advance(60)]);
    let world = simulation.world();
    let stop = world.stopped_tasks[0].task.life.stop.as_ref().unwrap();
    let reason = explain::stopped_reason(world, stop.reason.as_ref().unwrap());
    assert_eq!((stop.code, &*reason), (None, "Host EC2 (instance i-00000000000000000) stopped/terminated"));
    let a1 = &world.container_instances[&A1];
    assert_eq!((a1.status, a1.agent_connected), (ContainerInstanceStatus::Active, false));
    assert_eq!((world.tasks_on(A1).count(), world.tasks.len()), (0, 2));
    // Its zone comes back without it.
    let zone = |switch| Command::SetZone(Zone(0), switch);
    dispatch(&mut simulation, &[zone(Switch::Off), zone(Switch::On)]);
    assert!(!simulation.world().container_instances[&A1].agent_connected);
    dispatch(&mut simulation, &[set(Switch::On), Command::Advance(200)]);
    assert_eq!(simulation.world().tasks_on(A1).count(), 1, "zone rebalancing uses it again");
}

#[test]
fn a_terminated_instance_leaves_and_its_tasks_say_what_became_of_their_host() {
    let mut simulation =
        simulated("1 instance of 2048/4096 in a b; clock; run 2 x web 256/256 by distinct; advance 60", 7);
    dispatch(&mut simulation, &[Command::TerminateInstance(A1)]);
    let world = simulation.world();
    assert!(!world.container_instances.contains_key(&A1));
    let stop = world.stopped_tasks[0].task.life.stop.as_ref().unwrap();
    assert_eq!(stop.code, None, "AWS documents no stop code");
    let reason = explain::stopped_reason(world, stop.reason.as_ref().unwrap());
    assert_eq!(reason, "Host EC2 (instance i-00000000000000000) stopped/terminated");
}

#[test]
fn an_instance_is_stopped_once_and_started_once() {
    use crate::sim::Refusal;
    let set = |switch| Command::SetInstance(A1, switch);
    assert_eq!(refusal("1 instance of 2048/4096", set(Switch::On)), Refusal::AlreadySo);
    assert_eq!(refusal("1 instance of 2048/4096; halt 0", set(Switch::Off)), Refusal::AlreadySo);
    assert_eq!(refusal("1 instance of 2048/4096; terminate 0", set(Switch::Off)), Refusal::NotFound);
}
