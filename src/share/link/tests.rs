#![allow(clippy::needless_raw_string_hashes, reason = "expect-test writes them")]

use expect_test::expect;
use proptest::prelude::*;

use super::v1::{LinkCommand, LinkZones};
use super::{Link, LinkError, MAX_CHARACTERS, QuizLink, SandboxLink};
use crate::ecs::{
    BinpackField, PlacementConstraint, PlacementStrategy, SAMPLES, SpreadField, read_task_definition,
};
use crate::sim::service::{SchedulingStrategy, ServicePlacement};
use crate::sim::tests::capacity::random;
use crate::sim::{
    Command, ContainerInstanceId, ContainerInstanceStatus, CreateService, LaunchType, Registration, RunTask,
    Scenario, ServiceId, Simulation, StartTask, Switch, TaskDefinitionId, TaskId, Zone,
};

/// Made by the first release; each must open for ever. Never change one, add the next.
const GOLDEN: [&str; 2] = [
    include_str!("../../../tests/links/three-services.txt"),
    include_str!("../../../tests/links/every-command.txt"),
];

fn scenario(n_zones: u8) -> Scenario {
    let zones = (b'a'..b'a' + n_zones).map(|it| format!("us-east-1{}", char::from(it)));
    Scenario { seed: 7, zones: zones.collect() }
}

fn register(family: &str) -> Command {
    let sample = SAMPLES.iter().find(|it| it.family == family).unwrap();
    Command::RegisterTaskDefinition(Box::new(read_task_definition(sample.json).unwrap().task_definition))
}

fn add(instance_type: &str, zone: u8) -> Command {
    Command::AddContainerInstance { instance_type: instance_type.to_owned(), zone: Zone(zone), count: 1 }
}

fn spread_and_pack() -> Vec<PlacementStrategy> {
    vec![
        PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned())),
        PlacementStrategy::Binpack(BinpackField::Memory),
    ]
}

fn service(name: &str, task_definition: u32, desired_count: u32) -> Command {
    Command::CreateService(Box::new(CreateService::new(
        ServicePlacement {
            service_name: name.to_owned(),
            task_definition: TaskDefinitionId(task_definition),
            launch_type: LaunchType::Ec2,
            capacity_provider_strategy: None,
            scheduling_strategy: SchedulingStrategy::Replica,
            placement_strategy: spread_and_pack(),
            placement_constraints: vec![],
        },
        desired_count,
    )))
}

fn played(scenario: Scenario, commands: Vec<Command>, n_undone: usize) -> Simulation {
    let cursor = commands.len() - n_undone;
    Simulation::replayed(scenario, commands, cursor)
}

/// Three services on six instances, with what may befall them.
fn three_services() -> Simulation {
    let commands = vec![
        add("m5.large", 0),
        add("m5.large", 0),
        add("m5.large", 1),
        add("m5.large", 1),
        add("c5.large", 2),
        add("c5.large", 2),
        register("web"),
        register("api"),
        register("worker"),
        service("storefront", 0, 6),
        service("orders", 1, 3),
        service("mailer", 2, 4),
        Command::SetDesiredCount(ServiceId(0), 8),
        Command::SetZone(Zone(1), Switch::Off),
        Command::SetZone(Zone(1), Switch::On),
        Command::SetContainerInstanceStatus(ContainerInstanceId(4), ContainerInstanceStatus::Draining),
        Command::StopTask(TaskId(3)),
        Command::SetSeed(42),
        Command::SetDesiredCount(ServiceId(1), 5),
    ];
    played(scenario(3), commands, 1)
}

fn every_command() -> Simulation {
    let own = r#"{"family": "mine", "containerDefinitions": [{"name": "a", "image": "b", "cpu": 128, "memory": 64}]}"#;
    let own = read_task_definition(own).unwrap().task_definition;
    let teaching = Registration {
        instance_type: "teaching".to_owned(),
        zone: Zone(1),
        cpu_units: 2048,
        memory_mib: 4096,
        eni_limit: 2,
        gpus: 1,
        attributes: [("stack".to_owned(), "prod".to_owned())].into(),
    };
    let id = ContainerInstanceId(0);
    let mut commands = vec![
        Command::SetAwsvpcTrunking(Switch::On),
        add("m5.large", 0),
        Command::RegisterContainerInstance(Box::new(teaching)),
        Command::RegisterTaskDefinition(Box::new(own)),
    ];
    commands.extend(SAMPLES.iter().take(7).map(|it| register(it.family)));
    commands.extend([
        Command::PutAttribute { container_instance: id, name: "stack".to_owned(), value: "blue".to_owned() },
        Command::RunTask(RunTask {
            task_definition: TaskDefinitionId(0),
            count: 3,
            launch_type: LaunchType::Ec2,
            capacity_provider_strategy: None,
            placement_strategy: vec![
                PlacementStrategy::Spread(SpreadField::InstanceId),
                PlacementStrategy::Binpack(BinpackField::Cpu),
                PlacementStrategy::Random,
            ],
            placement_constraints: vec![
                PlacementConstraint::MemberOf("attribute:stack exists".into()),
                PlacementConstraint::DistinctInstance,
            ],
            group: Some("blue".to_owned()),
        }),
        Command::StartTask(StartTask {
            task_definition: TaskDefinitionId(0),
            container_instances: vec![id],
            group: None,
        }),
        service("s", 1, 2),
        Command::SetAgent(id, Switch::Off),
        Command::SetAgent(id, Switch::On),
        Command::DeleteService(ServiceId(0)),
        Command::DeleteAttribute { container_instance: id, name: "stack".to_owned() },
        Command::RemoveContainerInstance(id),
    ]);
    played(Scenario { seed: u64::MAX, zones: vec!["eu-1a".to_owned(), "eu-1b".to_owned()] }, commands, 2)
}

fn fragment_of(simulation: &Simulation) -> String {
    Link::Sandbox(SandboxLink::of(simulation)).to_fragment()
}

fn opened(fragment: &str) -> SandboxLink {
    match Link::from_fragment(fragment).unwrap() {
        Link::Sandbox(link) => link,
        Link::Quiz(_) => panic!("{fragment} leads to a quiz"),
    }
}

#[test]
fn a_board_opens_as_it_was_with_what_was_undone_and_the_same_world() {
    for simulation in [three_services(), every_command(), played(scenario(1), vec![], 0)] {
        let link = opened(&fragment_of(&simulation));
        let again = link.to_simulation().unwrap();
        assert_eq!(again.commands(), simulation.commands());
        assert_eq!(again.cursor(), simulation.cursor());
        assert_eq!(again.world().hash(), simulation.world().hash());
        assert!(link.shows_the_same(&again));
        assert_eq!(fragment_of(&again), fragment_of(&simulation));
    }
}

#[test]
fn three_services_on_six_instances_take_less_than_300_characters() {
    let fragment = fragment_of(&three_services());
    assert!(fragment.len() <= 300, "{} characters", fragment.len());
    expect!["183"].assert_eq(&fragment.len().to_string());
}

#[test]
fn links_of_the_first_release_open_and_are_written_the_same() {
    for golden in GOLDEN.map(str::trim) {
        let link = opened(golden);
        let simulation = link.to_simulation().unwrap();
        assert_eq!(Link::Sandbox(link).to_fragment(), golden);
        assert!(simulation.commands().len() > 10);
    }
    assert_eq!(opened(GOLDEN[0].trim()).to_simulation().unwrap().commands(), three_services().commands());
}

#[test]
fn a_link_says_when_the_present_model_makes_another_board() {
    let mut link = SandboxLink::of(&three_services());
    link.board.shown[0] ^= 1;
    let simulation = link.to_simulation().unwrap();
    assert!(!link.shows_the_same(&simulation));
}

#[test]
fn what_is_cut_is_said_to_be_cut() {
    let fragment = fragment_of(&three_services());
    let start = "#1.sandbox.".len();
    for end in 0..fragment.len() {
        let error = Link::from_fragment(&fragment[..end]).unwrap_err();
        let is_told =
            if end < start { error == LinkError::NotOurs } else { matches!(error, LinkError::Cut { .. }) };
        assert!(is_told, "cut at {end}: {error:?}");
    }
}

#[test]
fn no_single_change_goes_unnoticed() {
    let fragment = fragment_of(&three_services());
    for at in 1..fragment.len() {
        for other in ["A", "z", "-", ".", "%", "é"] {
            if fragment[at..].starts_with(other) {
                continue;
            }
            let changed = [&fragment[..at], other, &fragment[at + 1..]].concat();
            assert!(Link::from_fragment(&changed).is_err(), "{changed}");
        }
    }
}

#[test]
fn a_quiz_is_a_few_characters() {
    let link = Link::Quiz(QuizLink::new(10, 42));
    expect!["#1.quiz.AQABAgoqNmaRlg"].assert_eq(&link.to_fragment());
    assert_eq!(Link::from_fragment(&link.to_fragment()), Ok(link));
}

#[test]
fn every_way_to_be_wrong_has_its_sentence() {
    let too_long = "#1.sandbox.".to_owned() + &"A".repeat(MAX_CHARACTERS);
    let newer_schema = {
        let mut text = fragment_of(&three_services());
        text.replace_range(11..13, "Ag");
        text
    };
    let texts = [
        "",
        "#as-text",
        "#2.sandbox.AAAA",
        "#1.cruise.AQABAgoqULrL6w",
        "#1.sandbox.AQAB",
        "#1.sandbox.!!!!",
        "#1.quiz.AQABAgoqULrL6x",
        &newer_schema,
        &too_long,
    ];
    let said = texts.map(|it| Link::from_fragment(it).unwrap_err().to_string());
    expect![[r#"
        It is not a link that Bayplan made. Ask for the link again and copy all of it.
        It is not a link that Bayplan made. Ask for the link again and copy all of it.
        It was made by a newer Bayplan: it has format 2, and this page reads up to format 1. Reload the page to get the newest one.
        It was changed on the way: its checksum does not match. Copy it again from where it was made.
        It is cut off: 3 of 4 bytes are there. Chat and mail programs shorten long links; copy all of it.
        It was changed on the way: its checksum does not match. Copy it again from where it was made.
        It was changed on the way: its checksum does not match. Copy it again from where it was made.
        It was made by a newer Bayplan: it has format 2, and this page reads up to format 1. Reload the page to get the newest one.
        It has 16395 characters, and a link has at most 16384."#]].assert_eq(&said.join("\n"));
}

#[test]
fn what_cannot_be_or_takes_too_long_is_refused() {
    let refusal = |change: &dyn Fn(&mut SandboxLink)| {
        let mut link = SandboxLink::of(&three_services());
        change(&mut link);
        link.to_simulation().map(|_| ()).unwrap_err().to_string()
    };
    let at_it = (0..300).flat_map(|_| [0, 90].map(|n| Command::SetDesiredCount(ServiceId(0), n)));
    let commands: Vec<Command> = three_services().commands().iter().cloned().chain(at_it).collect();
    let busy = SandboxLink::of(&played(scenario(3), commands.clone(), commands.len())).board;
    let said = [
        refusal(&|it| it.board.zones = LinkZones::UsEast1(0)),
        refusal(&|it| it.board.zones = LinkZones::UsEast1(26)),
        refusal(&|it| it.board.n_undone = 20),
        refusal(&|it| it.board.strings.clear()),
        refusal(&|it| {
            it.board.strings = vec!["{".to_owned()];
            it.board.commands = vec![LinkCommand::Saved(96); 2];
        }),
        refusal(&|it| it.board = busy.clone()),
        refusal(&|it| it.board.commands = vec![LinkCommand::AddContainerInstance(21, 0, 1); 1001]),
        refusal(&|it| it.board.commands = vec![LinkCommand::RegisterSample(55); 201]),
    ];
    expect![[r#"
        One part of it cannot be: it has 0 zones, and 1 to 6 are possible.
        One part of it cannot be: it has 26 zones, and 1 to 6 are possible.
        One part of it cannot be: 20 of 19 commands are undone.
        One part of it cannot be: command 10: it has no string 96.
        One part of it cannot be: command 1: EOF while parsing an object at line 1 column 1.
        Its board takes more than 5000 decisions, which is too much for a link.
        Its board takes more than 1000 instances, which is too much for a link.
        Its board takes more than 200 registrations, which is too much for a link."#]]
    .assert_eq(&said.join("\n"));
}

#[test]
fn a_step_has_a_link_that_people_can_read() {
    assert_eq!(super::step_fragment("stage", 2), "#step-3");
    assert_eq!(super::step_from_fragment("stage", "#step-3"), Some(2));
    for wrong in ["#step-0", "#step-", "#step-03", "#step--1", "#step-9999", "step-3", "#step-3x"] {
        assert_eq!(super::step_from_fragment("stage", wrong), None, "{wrong}");
    }
    assert_eq!(super::step_fragment("stage-access", 0), "#stage-access-step-1");
    assert_eq!(super::step_from_fragment("stage-access", "#stage-access-step-1"), Some(0));
    assert_eq!(super::step_from_fragment("stage-access", "#step-1"), None);
    assert!(super::looks_like_link("#1.x") && super::looks_like_link("99.x"));
    assert!(
        !super::looks_like_link("#as-text") && !super::looks_like_link("#.x") && !super::looks_like_link("")
    );
}

fn text() -> impl Strategy<Value = String> {
    prop_oneof!["[a-z.]{0,12}", Just("m5.large".to_owned()), Just("web".to_owned()), ".{0,20}"]
}

fn placement() -> impl Strategy<Value = (Vec<PlacementStrategy>, Vec<PlacementConstraint>)> {
    let strategy = prop_oneof![
        Just(PlacementStrategy::Random),
        Just(PlacementStrategy::Spread(SpreadField::InstanceId)),
        text().prop_map(|it| PlacementStrategy::Spread(SpreadField::Attribute(it))),
        Just(PlacementStrategy::Binpack(BinpackField::Cpu)),
        Just(PlacementStrategy::Binpack(BinpackField::Memory)),
    ];
    let constraint = prop_oneof![
        Just(PlacementConstraint::DistinctInstance),
        text().prop_map(|text| PlacementConstraint::MemberOf(text.into())),
    ];
    (proptest::collection::vec(strategy, 0..4), proptest::collection::vec(constraint, 0..3))
}

fn command() -> impl Strategy<Value = Command> {
    let id = 0_u32..300;
    let launch_type =
        prop_oneof![Just(LaunchType::Ec2), Just(LaunchType::Fargate), Just(LaunchType::External)];
    let switch = prop_oneof![Just(Switch::On), Just(Switch::Off)];
    let capacity = || (launch_type.clone(), proptest::option::of(random::strategy()));
    let run = (id.clone(), 0_u32..12, capacity(), placement(), proptest::option::of(text())).prop_map(
        |(task_definition, count, capacity, (placement_strategy, placement_constraints), group)| {
            let (launch_type, capacity_provider_strategy) = capacity;
            Command::RunTask(RunTask {
                task_definition: TaskDefinitionId(task_definition),
                count,
                launch_type,
                capacity_provider_strategy,
                placement_strategy,
                placement_constraints,
                group,
            })
        },
    );
    let create = (text(), id.clone(), any::<bool>(), 0_u32..9, capacity(), placement()).prop_map(
        |(service_name, task_definition, is_daemon, desired_count, capacity, placement)| {
            let (launch_type, capacity_provider_strategy) = capacity;
            Command::CreateService(Box::new(CreateService::new(
                ServicePlacement {
                    service_name,
                    task_definition: TaskDefinitionId(task_definition),
                    launch_type,
                    capacity_provider_strategy,
                    scheduling_strategy: if is_daemon {
                        SchedulingStrategy::Daemon
                    } else {
                        SchedulingStrategy::Replica
                    },
                    placement_strategy: placement.0,
                    placement_constraints: placement.1,
                },
                desired_count,
            )))
        },
    );
    let instance = id.clone().prop_map(ContainerInstanceId);
    prop_oneof![
        4 => (text(), 0_u8..4).prop_map(|(instance_type, zone)| add(&instance_type, zone)),
        2 => random::command(),
        1 => crate::sim::tests::scaling::random(),
        2 => proptest::sample::select(SAMPLES).prop_map(|it| register(it.family)),
        4 => run,
        3 => create,
        1 => instance.clone().prop_map(Command::RemoveContainerInstance),
        1 => (instance.clone(), any::<bool>()).prop_map(|(id, active)| Command::SetContainerInstanceStatus(
            id,
            if active { ContainerInstanceStatus::Active } else { ContainerInstanceStatus::Draining }
        )),
        1 => (instance.clone(), switch.clone()).prop_map(|(id, it)| Command::SetAgent(id, it)),
        1 => (instance, text(), text())
            .prop_map(|(container_instance, name, value)| Command::PutAttribute { container_instance, name, value }),
        1 => (0_u8..4, switch).prop_map(|(zone, it)| Command::SetZone(Zone(zone), it)),
        1 => (id.clone(), 0_u32..9).prop_map(|(id, n)| Command::SetDesiredCount(ServiceId(id), n)),
        1 => id.clone().prop_map(|it| Command::DeleteService(ServiceId(it))),
        1 => id.prop_map(|it| Command::StopTask(TaskId(it))),
        1 => any::<u64>().prop_map(Command::SetSeed),
    ]
}

proptest! {
    // PROPTEST_CASES asks for more.
    #[test]
    fn any_board_comes_back(
        seed in any::<u64>(),
        n_zones in 1_u8..=4,
        commands in proptest::collection::vec(command(), 0..12),
        n_undone in 0_usize..3,
    ) {
        let n_undone = n_undone.min(commands.len());
        let simulation = played(Scenario { seed, ..scenario(n_zones) }, commands, n_undone);
        let fragment = fragment_of(&simulation);
        let link = opened(&fragment);
        let again = link.to_simulation().unwrap();
        prop_assert_eq!(again.commands(), simulation.commands());
        prop_assert_eq!(again.world(), simulation.world());
        prop_assert!(link.shows_the_same(&again));
        prop_assert_eq!(Link::Sandbox(link).to_fragment(), fragment);
    }

    #[test]
    fn what_is_accepted_is_written_as_the_same_text(bytes in proptest::collection::vec(any::<u8>(), 0..40), kind in 0..2) {
        let kind = if kind == 0 { "sandbox" } else { "quiz" };
        let fragment = super::envelope::Envelope { model_version: 1, body: bytes }.to_fragment(kind);
        if let Ok(link) = Link::from_fragment(&fragment) {
            prop_assert_eq!(link.to_fragment(), fragment);
        }
    }
}
