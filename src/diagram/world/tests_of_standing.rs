//! How things of the picture stand, and what there is to say about them.

use super::super::{Scene, State, outline};
use super::tests::{picture, simulation, with_all_around, with_requests};
use super::*;
use crate::sim::roles::{RoleCommand, role_arn};
use crate::sim::{Command, ServiceId, Simulation, TaskId};

fn scene(simulation: &Simulation) -> Scene {
    picture(simulation, &mut Seats::default()).scene
}

fn second(simulation: &Simulation, id: &str) -> String {
    scene(simulation).nodes.into_iter().find(|it| it.id == id).unwrap().second
}

/// State and words of the first line from one thing to another.
fn line(simulation: &Simulation, from: &str, to: &str) -> (State, String) {
    let edges = scene(simulation).edges;
    let edge = edges.iter().find(|it| it.from == from && it.to == to).unwrap();
    (edge.state, edge.status_in(edge.state).to_owned())
}

/// Lets seconds pass until it is so.
fn pass_until(simulation: &mut Simulation, is_so: impl Fn(&Simulation) -> bool) {
    for _ in 0..1_000 {
        if is_so(simulation) {
            return;
        }
        simulation.dispatch(Command::Advance(1));
    }
    panic!("it does not come so far");
}

#[test]
fn a_target_that_is_not_checked_yet_has_a_thin_line_and_gets_no_requests() {
    let mut simulation = with_requests(20);
    simulation.dispatch(Command::SetDesiredCount(ServiceId(2), 3));
    let is_target =
        |it: &Simulation| scene(it).edges.iter().any(|it| it.from == "target-group-0" && it.to == "task-5");
    pass_until(&mut simulation, is_target);
    let (state, words) = line(&simulation, "target-group-0", "task-5");
    assert_eq!(state, State::Coming);
    assert!(words.starts_with("no requests yet: initial, Elb."), "{words}");
    simulation.dispatch(Command::Advance(600));
    assert_eq!(line(&simulation, "target-group-0", "task-5"), (State::Normal, "healthy".to_owned()));
}

#[test]
fn a_target_that_is_drained_is_no_target_any_more() {
    let mut simulation = with_requests(20);
    assert_eq!(second(&simulation, "target-group-0"), "2 of 2 healthy");
    simulation.dispatch(Command::SetDesiredCount(ServiceId(2), 1));
    simulation.dispatch(Command::Advance(5));
    let going: Vec<_> =
        scene(&simulation).edges.into_iter().filter(|it| it.status.contains("draining")).collect();
    assert_eq!(going.len(), 1);
    assert_eq!(going[0].state, State::Going);
    assert_eq!(going[0].status, "no new requests: draining, Target.DeregistrationInProgress");
    assert_eq!(second(&simulation, "target-group-0"), "1 of 1 healthy");
}

#[test]
fn more_tasks_than_desired_are_not_told_as_a_part_of_them() {
    assert_eq!(text::running_of(2, Some(2)), "2 of 2 running");
    assert_eq!(text::running_of(4, Some(2)), "4 running, 2 desired");
    assert_eq!(text::running_of(4, None), "4 running");
}

#[test]
fn requests_that_are_lost_are_told_at_the_load_balancer_and_on_the_line_to_it() {
    let look = |per_second| {
        let simulation = with_requests(per_second);
        (second(&simulation, "load-balancer-0"), line(&simulation, "clients", "load-balancer-0"))
    };
    let (second, (state, words)) = look(200);
    assert_eq!((&*second, state), ("Application Load Balancer", State::Normal));
    assert_eq!(words, "200 of 200 requests served in the last second");
    let (second, (state, words)) = look(260);
    assert_eq!((&*second, state), ("200 of 260 served", State::Denied));
    assert_eq!(words, "200 of 260 requests served in the last second");
}

#[test]
fn tasks_without_a_place_are_named_as_text() {
    let mut simulation = simulation();
    simulation.dispatch(Command::SetDesiredCount(ServiceId(0), 16));
    let scene = scene(&simulation);
    let more: Vec<_> = scene.nodes.iter().filter(|it| it.stands_for_others()).collect();
    assert_eq!(more[0].spoken(), "+3 more");
    assert_eq!(more[0].lines, ["Task A12, web, RUNNING", "Task A14, web, RUNNING", "Task A16, web, RUNNING"]);
    let mut lists = vec![outline(&scene, None).items];
    let mut told = vec![];
    while let Some(items) = lists.pop() {
        for it in items {
            told.push(it.name);
            lists.push(it.items);
        }
    }
    assert!(told.contains(&"Task A16, web, RUNNING".to_owned()), "{told:?}");
}

#[test]
fn a_drained_instance_and_what_stops_on_it_stand_as_going() {
    let mut simulation = with_all_around();
    simulation.dispatch(Command::Advance(600));
    let status = ContainerInstanceStatus::Draining;
    simulation.dispatch(Command::SetContainerInstanceStatus(ContainerInstanceId(0), status));
    let state =
        |it: &Simulation| scene(it).groups.into_iter().find(|it| it.id == "instance-0").unwrap().state;
    assert_eq!(state(&simulation), State::Going);
    let is_stopping = |it: &Simulation| scene(it).nodes.iter().any(|it| it.state == State::Going);
    pass_until(&mut simulation, is_stopping);
    let scene = scene(&simulation);
    let task = scene.nodes.iter().find(|it| it.state == State::Going).unwrap();
    assert_eq!(task.spoken(), "Task A1, web, STOPPING");
}

#[test]
fn a_task_that_is_selected_tells_where_and_how_it_runs() {
    let mut simulation = with_requests(20);
    let facts = |simulation: &Simulation, id: &str| facts_of(simulation.world(), id).join("\n");
    expect_test::expect![[r"
        Availability Zone: us-east-1a
        Container instance: a1
        Status: RUNNING
        Task definition: web:1
        Launch type: EC2"]]
    .assert_eq(&facts(&simulation, "task-0"));
    expect_test::expect![[r"
        Availability Zone: us-east-1b
        Status: RUNNING
        Task definition: files:1
        Launch type: FARGATE
        Target of files: healthy"]]
    .assert_eq(&facts(&simulation, "task-3"));
    expect_test::expect!["Mount targets in us-east-1a, us-east-1b"]
        .assert_eq(&facts(&simulation, "file-system-fs-1"));
    simulation.dispatch(Command::StopTask(TaskId(3)));
    expect_test::expect![[r"
        Availability Zone: us-east-1b
        Status: DEACTIVATING
        Stops: UserInitiated, Task stopped by user
        Task definition: files:1
        Launch type: FARGATE
        Target of files: draining, Target.DeregistrationInProgress"]]
    .assert_eq(&facts(&simulation, "task-3"));
    assert_eq!(facts(&simulation, "vpc"), "");
}

#[test]
fn a_service_has_no_task_yet_while_that_is_on_its_way() {
    let mut simulation = simulation();
    simulation.dispatch(Command::StartClock);
    simulation.dispatch(Command::SetDesiredCount(ServiceId(0), 3));
    assert_eq!(line(&simulation, "service-0", "task-3"), (State::Coming, "on its way".to_owned()));
    simulation.dispatch(Command::Advance(600));
    assert_eq!(line(&simulation, "service-0", "task-3"), (State::Normal, text::IN_USE.to_owned()));
}

#[test]
fn a_role_that_is_deleted_under_what_has_it_is_missing() {
    let mut simulation = with_all_around();
    simulation.dispatch(Command::Advance(600));
    let roles = ["files-task", "ecsTaskExecutionRole", "ecsInstanceRole"];
    let lines = |simulation: &Simulation| {
        let ends = ["task-3", "task-3", "instance-0"].into_iter().zip(roles);
        ends.map(|(from, role)| line(simulation, from, &["role-", role].concat())).collect::<Vec<_>>()
    };
    let of = |state, words: &str| vec![(state, words.to_owned()); 3];
    assert_eq!(lines(&simulation), of(State::Normal, text::IN_USE));
    for role in roles {
        let order = RoleCommand::DeleteRole(role_arn(role));
        simulation.dispatch(Command::OfRoles(Box::new(order)));
    }
    assert_eq!(lines(&simulation), of(State::Missing, "missing"));
    let is_role = |it: &&Node| it.id.starts_with("role-");
    assert!(scene(&simulation).nodes.iter().filter(is_role).all(|it| it.state == State::Missing));
}
