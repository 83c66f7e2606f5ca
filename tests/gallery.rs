//! Each scenario of the sandbox's gallery opens, and what its texts promise happens.

#![allow(clippy::unwrap_used, reason = "a test may stop at the first thing that is wrong")]

use std::collections::BTreeSet;

use bayplan::iam::roles::RoleUse;
use bayplan::share::link::{looks_like_link, scenario_fragment, scenario_from_fragment};
use bayplan::share::scenario::{SCENARIOS, scenario};
use bayplan::share::v1::SavedSandbox;
use bayplan::sim::life::TaskStatus;
use bayplan::sim::load_balancer::LoadBalancerRefusal;
use bayplan::sim::roles::{RoleCommand, own, role, role_arn};
use bayplan::sim::volume::VolumeCommand;
use bayplan::sim::{
    Command, Explanation, Refusal, ServiceId, Simulation, Switch, TargetGroupId, TaskPlace, UpdateService,
    Zone, explain,
};

fn opened(name: &str) -> Simulation {
    let saved = SavedSandbox::from_text(scenario(name).unwrap().board).unwrap();
    assert_eq!(saved.commands.len(), usize::try_from(saved.cursor).unwrap(), "{name} has undone commands");
    saved.to_simulation().unwrap()
}

fn refusals(simulation: &Simulation) -> Vec<Refusal> {
    let all = (0..simulation.log().len()).map(|at| simulation.explain(at));
    all.filter_map(|it| if let Explanation::Refused(refusal) = it { Some(refusal) } else { None }).collect()
}

#[test]
fn every_file_of_the_gallery_is_a_scenario_with_a_link_of_its_own() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/assets/gallery");
    let files: BTreeSet<String> =
        std::fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    assert_eq!(files, SCENARIOS.iter().map(|it| format!("{}.json", it.name)).collect());
    for it in &SCENARIOS {
        let fragment = scenario_fragment(it.name);
        assert_eq!(scenario_from_fragment(&fragment), Some(it.name));
        assert!(!looks_like_link(&fragment), "{fragment} would be read as a board");
        assert!(it.question.right < it.question.answers.len());
    }
}

#[test]
fn a_wrong_target_type_is_refused_in_the_words_of_aws_and_nothing_else_is() {
    let simulation = opened("wrong-target-type");
    let refusals = refusals(&simulation);
    let [Refusal::OfLoadBalancer(refusal)] = &*refusals else { panic!("{refusals:?}") };
    assert!(matches!(**refusal, LoadBalancerRefusal::IncompatibleTargetType { .. }));
    assert!(explain::refusal_sentence(&refusals[0]).contains("incompatible with the awsvpc network mode"));
    assert_eq!(simulation.world().tasks.len(), 2);
}

#[test]
fn a_health_check_kills_tasks_again_and_again_until_there_is_a_grace_period() {
    let mut simulation = opened("health-check-that-kills");
    assert_eq!(refusals(&simulation), []);
    let mut with_grace = simulation.fork();
    simulation.dispatch(Command::Advance(1_200));
    assert!(simulation.world().next_task > 10, "{}", simulation.world().next_task);
    let update =
        UpdateService { health_check_grace_period_seconds: Some(300), ..UpdateService::of(ServiceId(0)) };
    with_grace.dispatch(Command::UpdateService(Box::new(update)));
    with_grace.dispatch(Command::Advance(1_200));
    assert_eq!(with_grace.world().next_task, 2);
}

#[test]
fn losing_a_zone_under_load_refuses_requests_until_two_new_tasks_are_healthy() {
    let mut simulation = opened("zone-under-load");
    assert_eq!(refusals(&simulation), []);
    let last = |it: &Simulation| it.world().load_balancers[0].last_second;
    assert_eq!((last(&simulation).sent, last(&simulation).served), (560, 560));
    let zones: BTreeSet<Zone> =
        simulation.world().target_group(TargetGroupId(0)).unwrap().targets.iter().map(|it| it.zone).collect();
    assert_eq!(zones.len(), 3);
    simulation.dispatch(Command::SetZone(Zone(1), Switch::Off));
    simulation.dispatch(Command::Advance(5));
    assert_eq!(last(&simulation).served, 400);
    assert_eq!(simulation.world().tasks.len(), 6);
    simulation.dispatch(Command::Advance(120));
    assert_eq!(last(&simulation).served, 560);
}

/// The newest sentence of the log.
fn last_sentence(simulation: &Simulation) -> String {
    let (world, decision) = simulation.decision(simulation.log().len() - 1).unwrap();
    explain::sentence(&world, &decision)
}

fn service_says(simulation: &Simulation) -> Vec<String> {
    explain::listing(simulation).service_events.into_iter().map(|it| it.message).collect()
}

/// Allows everything for a role of the board that tasks assume.
fn put_role(simulation: &mut Simulation, name: &str) {
    let role = role(role_arn(name), RoleUse::TaskExecution, vec![own("All", &["*"])]);
    simulation.dispatch(Command::OfRoles(Box::new(RoleCommand::PutRole(Box::new(role)))));
}

#[test]
fn a_permission_on_the_execution_role_does_not_help_the_application_and_one_on_the_task_role_does() {
    let mut simulation = opened("wrong-role");
    assert_eq!(refusals(&simulation), []);
    let said = last_sentence(&simulation);
    assert!(
        said.contains("called s3:GetObject with the role orders-task: AccessDenied. It runs on."),
        "{said}"
    );
    put_role(&mut simulation, "orders-task");
    simulation.dispatch(simulation.commands()[5].clone());
    assert_eq!(
        last_sentence(&simulation),
        "orders A1 called s3:GetObject with the role orders-task: allowed."
    );
}

#[test]
fn without_its_execution_role_no_task_appears_and_only_the_service_says_so() {
    let mut simulation = opened("missing-execution-role");
    simulation.dispatch(Command::Advance(300));
    let world = simulation.world();
    assert_eq!((world.tasks.len(), world.stopped_tasks.len()), (0, 0));
    let said = service_says(&simulation);
    assert!(said.iter().any(|it| it.contains("ECS was unable to assume the role")), "{said:?}");
    put_role(&mut simulation, "ecsTaskExecutionRole");
    simulation.dispatch(Command::Advance(300));
    assert_eq!(simulation.world().tasks.len(), 2);
}

#[test]
fn tasks_of_the_zone_without_mount_target_stop_again_and_again_until_it_has_one() {
    let mut simulation = opened("zone-without-mount-target");
    assert_eq!(refusals(&simulation), []);
    let running = |it: &Simulation| {
        let all = it.world().tasks.values().filter(|it| it.life.last_status == TaskStatus::Running);
        let zones = (0..3).map(Zone).map(TaskPlace::Fargate);
        let places: Vec<TaskPlace> = all.map(|it| it.place).collect();
        zones.map(|zone| places.iter().filter(|it| **it == zone).count()).collect::<Vec<_>>()
    };
    simulation.dispatch(Command::Advance(600));
    assert_eq!(running(&simulation), [1, 1, 0]);
    let stopped = &simulation.world().stopped_tasks;
    assert!(stopped.len() > 1, "{}", stopped.len());
    for it in stopped {
        assert_eq!(it.task.place, TaskPlace::Fargate(Zone(2)));
        let reason = it.task.life.stop.as_ref().unwrap().reason.as_ref().unwrap();
        let reason = explain::stopped_reason(simulation.world(), reason);
        assert!(reason.contains("Failed to resolve") && reason.contains("mount target"), "{reason}");
    }
    let target = VolumeCommand::CreateMountTarget("fs-0123456789abcdef0".to_owned(), Zone(2));
    simulation.dispatch(target.into());
    simulation.dispatch(Command::Advance(1_200));
    assert_eq!(running(&simulation), [1, 1, 1]);
}
