//! Why a task was not placed, in AWS's words: the reasons of RunTask and StartTask, and the event texts of services.

use super::{board, commands, refusal, run_one, simulated};
use crate::ecs::{
    ContainerDefinition, HealthCheck, NetworkMode, PlacementConstraint, ResourceRequirement, ResourceType,
    TaskDefinition,
};
use crate::sim::{
    Command, ContainerInstanceId, ContainerInstanceStatus, Explanation, LaunchType, Refusal, Registration,
    RunTask, Simulation, StartTask, Switch, TaskDefinitionId, Zone, decide, explain,
};

const A1: ContainerInstanceId = ContainerInstanceId(0);

/// The reasons of a command on this board, one an instance.
fn reasons(simulation: &Simulation, command: &Command) -> Vec<&'static str> {
    match decide(simulation.world(), command).explanation {
        Explanation::Placement(placement) => {
            assert_eq!(placement.chosen, None);
            explain::failure_reasons(&placement).into_iter().map(|it| it.0).collect()
        }
        other => panic!("not a placement: {other:?}"),
    }
}

/// The reasons of one more task as the last statement of the text asks for.
fn reasons_of(text: &str) -> Vec<&'static str> {
    let (before, _) = text.rsplit_once(';').unwrap();
    reasons(&simulated(before, 7), &commands(text).pop().unwrap())
}

/// A board with another definition, its number 0.
fn with(definition: TaskDefinition, board: &str) -> Simulation {
    let mut simulation = Simulation::new(super::scenario(7));
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
    for command in commands(board) {
        simulation.dispatch(command);
    }
    simulation
}

#[test]
fn row_resource_cpu_and_memory_not_enough_unreserved() {
    let board = "1 instance of 1024/1024; run 1 x web 600/600; run 1 x";
    assert_eq!(
        reasons_of("1 instance of 1024/1024; run 1 x web 600/400; run 1 x web 600/400"),
        ["RESOURCE:CPU"]
    );
    assert_eq!(
        reasons_of("1 instance of 1024/1024; run 1 x web 400/600; run 1 x web 400/600"),
        ["RESOURCE:MEMORY"]
    );
    assert_eq!(reasons_of(&format!("{board} web 600/600")), ["RESOURCE:CPU"], "the headline of both");
}

#[test]
fn row_resource_ports_taken_or_reserved() {
    let board = "1 instance of 1024/1024; run 1 x web 64/64 port 80";
    assert_eq!(reasons_of(&format!("{board}; run 1 x web 64/64 port 80")), ["RESOURCE:PORTS"]);
    let reserved = with(board::task_definition("web 64/64 port 22"), "1 instance of 1024/1024");
    assert_eq!(reasons(&reserved, &run_one(TaskDefinitionId(0))), ["RESOURCE:PORTS"]);
}

#[test]
fn row_resource_eni_no_attachment_left() {
    let board = "1 instance of 1024/1024; run 2 x web 64/64 awsvpc; run 1 x web 64/64 awsvpc";
    assert_eq!(reasons_of(board), ["RESOURCE:ENI"]);
}

#[test]
fn row_resource_gpu_not_enough_free() {
    let requirement =
        ResourceRequirement { resource_type: ResourceType::Gpu, value: "1".to_owned(), is_shared: false };
    let mut definition = board::task_definition("web 64/64");
    definition.container_definitions[0].resource_requirements = vec![requirement];
    assert_eq!(
        reasons(&with(definition, "1 instance of m5.large"), &run_one(TaskDefinitionId(0))),
        ["RESOURCE:GPU"]
    );
}

#[test]
fn row_agent_disconnected() {
    let mut simulation = simulated("1 instance of 1024/1024; run 1 x web 64/64", 7);
    simulation.dispatch(Command::SetAgent(A1, Switch::Off));
    assert_eq!(reasons(&simulation, &run_one(TaskDefinitionId(0))), ["AGENT"]);
    // StartTask too, so that the caller does not wait.
    let start =
        StartTask { task_definition: TaskDefinitionId(0), container_instances: vec![A1], group: None };
    assert_eq!(reasons(&simulation, &Command::StartTask(start)), ["AGENT"]);
}

/// An instance whose agent can do nothing but use the registry.
fn old_agent() -> Command {
    let capability = ("com.amazonaws.ecs.capability.ecr-auth".to_owned(), String::new());
    Command::RegisterContainerInstance(Box::new(Registration {
        instance_type: "old".to_owned(),
        zone: Zone(0),
        cpu_units: 1024,
        memory_mib: 1024,
        eni_limit: 2,
        gpus: 0,
        attributes: [capability].into(),
    }))
}

#[test]
fn row_attribute_a_required_capability_is_missing() {
    for (definition, capability) in [
        (board::task_definition("web 64/64 awsvpc"), "ecs.capability.task-eni"),
        (
            TaskDefinition {
                task_role_arn: Some("arn:aws:iam::123456789012:role/web".to_owned()),
                ..board::task_definition("web 64/64")
            },
            "com.amazonaws.ecs.capability.task-iam-role",
        ),
    ] {
        let mut simulation = with(definition, "");
        simulation.dispatch(old_agent());
        assert_eq!(reasons(&simulation, &run_one(TaskDefinitionId(0))), ["ATTRIBUTE"]);
        let Explanation::Placement(placement) =
            decide(simulation.world(), &run_one(TaskDefinitionId(0))).explanation
        else {
            panic!()
        };
        let words = explain::instance_reason(simulation.world(), &placement, &placement.instances[0]);
        assert_eq!(words, format!("Lacks the attribute {capability}"));
    }
}

#[test]
fn row_location_in_another_zone_than_the_subnets() {
    let simulation = simulated("1 instance of 1024/1024 in a; run 1 x web 64/64 awsvpc", 7);
    let mut world = simulation.world().clone();
    world.subnet_zones.insert("family:web".to_owned(), [Zone(1)].into());
    let Explanation::Placement(placement) = decide(&world, &run_one(TaskDefinitionId(0))).explanation else {
        panic!("it places")
    };
    assert_eq!(explain::failure_reasons(&placement), [("LOCATION", 1)]);
}

#[test]
fn row_member_of_and_distinct_instance_placement_constraint_unsatisfied() {
    let board = "1 instance of 1024/1024; run 1 x web 64/64 by distinct; run 1 x web 64/64 by";
    assert_eq!(
        reasons_of(&format!("{board} only attribute:stack == prod")),
        ["MemberOf placement constraint unsatisfied."]
    );
    assert_eq!(
        reasons_of(&format!("{board} distinct")),
        ["DistinctInstance placement constraint unsatisfied."]
    );
}

#[test]
fn row_missing_and_inactive_start_task_on_a_wrong_or_deregistered_instance() {
    let simulation = simulated("2 instances of 1024/1024; run 1 x web 64/64; remove 0", 7);
    let start = |id: u32| {
        let container_instances = vec![ContainerInstanceId(id)];
        let task_definition = TaskDefinitionId(0);
        let request = StartTask { task_definition, container_instances, group: None };
        reasons(&simulation, &Command::StartTask(request))
    };
    assert_eq!(start(7), ["MISSING"]);
    assert_eq!(start(0), ["INACTIVE"]);
}

#[test]
fn row_empty_capacity_provider() {
    let board =
        "provider P m5.large in a size 0/2 unmanaged; 1 instance of 1024/1024; run 1 x web 64/64 via 0:0/1";
    let simulation = simulated(board, 7);
    let Explanation::Placement(placement) = simulation.explain(simulation.log().len() - 1) else { panic!() };
    assert_eq!(explain::lack_of_capacity(&placement), Some("EMPTY CAPACITY PROVIDER"));
}

#[test]
fn each_instance_has_one_reason_and_a_mixed_cluster_gives_several() {
    let mut simulation = simulated("2 instances of 1024/1024; run 1 x web 64/64", 7);
    simulation.dispatch(Command::SetAgent(A1, Switch::Off));
    let Command::RunTask(mut request) = run_one(TaskDefinitionId(0)) else { panic!() };
    request.placement_constraints = vec![PlacementConstraint::MemberOf("attribute:stack == prod".into())];
    let found = reasons(&simulation, &Command::RunTask(request));
    assert_eq!(found, ["AGENT", "MemberOf placement constraint unsatisfied."]);
}

/// AWS does not document which of several shortfalls it reports: the model's order, with all of them listed.
#[test]
fn an_instance_that_lacks_everything_lists_all_and_the_headline_is_the_first_of_the_order() {
    let gpu =
        ResourceRequirement { resource_type: ResourceType::Gpu, value: "1".to_owned(), is_shared: false };
    let definition = board::task_definition("web 2048/2048 port 22");
    let container = ContainerDefinition {
        resource_requirements: vec![gpu],
        health_check: Some(HealthCheck::default()),
        ..definition.container_definitions[0].clone()
    };
    let expression = PlacementConstraint::MemberOf("attribute:stack == prod".into());
    let definition = TaskDefinition {
        container_definitions: vec![container],
        placement_constraints: vec![expression],
        ..definition
    };
    let mut simulation = with(definition, "");
    simulation.dispatch(old_agent());
    simulation.dispatch(Command::SetAgent(A1, Switch::Off));
    let Explanation::Placement(placement) =
        decide(simulation.world(), &run_one(TaskDefinitionId(0))).explanation
    else {
        panic!()
    };
    let listed: Vec<_> = placement.instances[0].failed.iter().map(explain::failure_reason).collect();
    assert_eq!(
        listed,
        [
            "AGENT",
            "ATTRIBUTE",
            "RESOURCE:CPU",
            "RESOURCE:MEMORY",
            "RESOURCE:GPU",
            "RESOURCE:PORTS",
            "MemberOf placement constraint unsatisfied.",
        ]
    );
    // LOCATION and ENI are those of an awsvpc task, which has no ports on the host.
    let mut simulation = with(board::task_definition("web 2048/64 awsvpc"), "1 instance of 1024/1024 in a");
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(board::task_definition("x 64/64 awsvpc"))));
    simulation.dispatch(run_one(TaskDefinitionId(1)));
    simulation.dispatch(run_one(TaskDefinitionId(1)));
    let mut world = simulation.world().clone();
    world.subnet_zones.insert("family:web".to_owned(), [Zone(1)].into());
    let Explanation::Placement(placement) = decide(&world, &run_one(TaskDefinitionId(0))).explanation else {
        panic!("it places")
    };
    let listed: Vec<_> = placement.instances[0].failed.iter().map(explain::failure_reason).collect();
    assert_eq!(listed, ["LOCATION", "RESOURCE:CPU", "RESOURCE:ENI"]);
}

/// What a service says last.
fn event(text: &str) -> String {
    said(&simulated(text, 7))
}

fn said(simulation: &Simulation) -> String {
    let (world, decision) = simulation.decision(simulation.log().len() - 1).unwrap();
    explain::sentence(&world, &decision)
}

const BECAUSE: &str =
    "service web was unable to place a task because no container instance met all of its requirements.";
const SEE: &str = "For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.";

fn closest(lack: &str) -> String {
    format!("{BECAUSE} The closest matching container-instance a1 {lack}. {SEE}")
}

#[test]
fn event_no_container_instances_were_found_in_your_cluster() {
    let text = "serve 1 x web 64/64";
    assert_eq!(event(text), format!("{BECAUSE} Reason: No Container Instances were found in your cluster."));
}

#[test]
fn event_insufficient_cpu_units_or_memory_available() {
    let on = |size: &str| event(&format!("1 instance of {size}; serve 1 x web 512/512"));
    assert_eq!(on("256/1024"), closest("has insufficient CPU units available"));
    assert_eq!(on("1024/256"), closest("has insufficient memory available"));
}

#[test]
fn event_already_using_a_port_required_by_your_task() {
    let text = "1 instance of 1024/1024; run 1 x api 64/64 port 80; serve 1 x web 64/64 port 80";
    assert_eq!(event(text), closest("is already using a port required by your task"));
}

#[test]
fn event_missing_an_attribute_required_by_your_task() {
    let mut simulation = with(board::task_definition("other 64/64"), "");
    simulation.dispatch(old_agent());
    let service = commands("serve 1 x other 64/64; serve 1 x web 64/64 awsvpc");
    for command in &service[service.len() - 2..] {
        simulation.dispatch(command.clone());
    }
    assert_eq!(said(&simulation), closest("is missing an attribute required by your task"));
}

#[test]
fn event_encountered_error_agent_eni_or_member_of() {
    let mut simulation = simulated("1 instance of 1024/1024", 7);
    simulation.dispatch(Command::SetAgent(A1, Switch::Off));
    for command in commands("serve 1 x web 64/64") {
        simulation.dispatch(command);
    }
    assert_eq!(said(&simulation), closest("encountered error \"AGENT\""));
    let text = "1 instance of 1024/1024; run 2 x api 64/64 awsvpc; serve 1 x web 64/64 awsvpc";
    assert_eq!(event(text), closest("encountered error \"RESOURCE:ENI\""));
    let text = "1 instance of 1024/1024; serve 1 x web 64/64 by only attribute:stack == prod";
    assert_eq!(event(text), closest("encountered error \"MemberOf placement constraint unsatisfied.\""));
}

#[test]
fn event_capacity_is_unavailable_at_this_time_on_fargate_spot() {
    let text = "clock; nospot; serve 1 x web 256/512 fargate via SPOT:0/1";
    assert_eq!(
        event(text),
        "service web was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later \
         or in a different availability zone."
    );
}

/// AWS's rule is unpublished; the model's own: the fewest failed checks, then the smallest shortfall.
#[test]
fn the_closest_instance_fails_the_fewest_checks_and_then_lacks_the_least() {
    let named = |text: &str| {
        let event = event(text);
        event.split("container-instance ").nth(1).unwrap().split(' ').next().unwrap().to_owned()
    };
    let two = "1 instance of 64/64; 1 instance of 128/1024;";
    assert_eq!(named(&format!("{two} serve 1 x web 512/512")), "a2", "one check against two");
    let less = "1 instance of 128/1024; 1 instance of 256/1024; 1 instance of 64/1024;";
    assert_eq!(named(&format!("{less} serve 1 x web 512/512")), "a2", "256 units are lacking");
    // It may be one that a constraint excludes: then it lacks one thing as well.
    let excluded = "1 instance of 64/64 in a; 1 instance of 1024/1024 in b;";
    let rule = "by only attribute:ecs.availability-zone == us-east-1a";
    assert_eq!(named(&format!("{excluded} serve 1 x web 512/512 {rule}")), "b1");
}

#[test]
fn fargate_refusals_are_in_the_words_that_learners_meet() {
    let sentence = |change: fn(&mut TaskDefinition)| {
        let mut definition = board::task_definition("web 256/512 fargate");
        change(&mut definition);
        let simulation = with(definition, "");
        let Command::RunTask(request) = run_one(TaskDefinitionId(0)) else { panic!() };
        let command = Command::RunTask(RunTask { launch_type: LaunchType::Fargate, ..request });
        match decide(simulation.world(), &command).explanation {
            Explanation::Refused(refusal) => explain::refusal_sentence(&refusal),
            other => panic!("{other:?}"),
        }
    };
    assert_eq!(
        sentence(|it| it.cpu_units = None),
        "Fargate requires that 'cpu' be defined at the task level."
    );
    assert_eq!(
        sentence(|it| it.memory_mib = None),
        "Fargate requires that 'memory' be defined at the task level."
    );
    assert!(
        sentence(|it| it.memory_mib = Some(3072))
            .starts_with("No Fargate configuration exists for given values.")
    );
    assert!(sentence(|it| it.network_mode = Some(NetworkMode::Bridge)).contains("awsvpc"));
    let words = "Fargate takes no placement strategies and no placement constraints.";
    let of_definition = sentence(|it| {
        it.placement_constraints = vec![PlacementConstraint::MemberOf("attribute:stack exists".into())];
    });
    assert!(of_definition.starts_with(words));
}

#[test]
fn a_request_takes_five_strategies_and_ten_constraints_with_those_of_the_definition() {
    let board = "1 instance of 1024/1024; run 1 x web 64/64";
    let Command::RunTask(request) = run_one(TaskDefinitionId(0)) else { panic!() };
    let strategies = |n: usize| {
        let mut request = request.clone();
        request.placement_strategy = vec![crate::ecs::PlacementStrategy::Random; n];
        Command::RunTask(request)
    };
    assert_eq!(refusal(board, strategies(6)), Refusal::TooManyStrategies(6));
    let exists = || PlacementConstraint::MemberOf("attribute:ecs.instance-type exists".into());
    let definition =
        TaskDefinition { placement_constraints: vec![exists(); 4], ..board::task_definition("web 64/64") };
    let mut simulation = with(definition, "1 instance of 1024/1024");
    simulation.dispatch(strategies(5));
    assert_eq!(simulation.world().tasks.len(), 1);
    let constraints = |n: usize| {
        let mut request = request.clone();
        request.placement_constraints = vec![exists(); n];
        decide(simulation.world(), &Command::RunTask(request)).explanation
    };
    assert!(matches!(constraints(6), Explanation::Placement(_)));
    assert_eq!(constraints(7), Explanation::Refused(Refusal::TooManyConstraints(11)));
}

#[test]
fn an_instance_that_drains_takes_nothing_and_says_so() {
    let mut simulation = simulated("1 instance of 1024/1024; run 1 x web 64/64", 7);
    simulation.dispatch(Command::SetContainerInstanceStatus(A1, ContainerInstanceStatus::Draining));
    assert_eq!(reasons(&simulation, &run_one(TaskDefinitionId(0))), ["INACTIVE"]);
}
