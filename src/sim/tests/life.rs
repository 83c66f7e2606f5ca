//! The life of a task, second by second.

use expect_test::{Expect, expect};

use super::{commands, run_one, scenario, simulated};
use crate::ecs::{Condition, ContainerDefinition, ContainerDependency, HealthCheck, TaskDefinition};
use crate::sim::life::{ContainerBehavior, ContainerStatus, Exit, StoppedTask};
use crate::sim::{Command, Event, Simulation, TaskDefinitionId, explain};

/// What a task is at each moment that something changes, and how it ended.
fn told(simulation: &Simulation) -> String {
    let mut lines = vec![];
    for index in 0..simulation.log().len() {
        let (world, decision) = simulation.decision(index).unwrap();
        assert_eq!(decision.events, simulation.log()[index].events);
        let about_tasks = decision.events.iter().any(|it| {
            matches!(
                it,
                Event::TaskPlaced(_)
                    | Event::TaskStateChanged(..)
                    | Event::TaskStopping(..)
                    | Event::TaskStopped(_)
            )
        });
        let sentence = explain::sentence(&world, &decision);
        if about_tasks && !sentence.is_empty() {
            let sentence =
                sentence.split(". ").next().filter(|it| it.contains("placed")).unwrap_or(&sentence);
            lines.push(format!("{} {}", world.clock_seconds, sentence.trim_end_matches('.')));
        }
    }
    lines.join("\n")
}

fn check_told(text: &str, expected: Expect) {
    expected.assert_eq(&told(&simulated(text, 7)));
}

/// A clock that runs, one instance, one task of this definition, and so much time.
pub(super) fn lived(
    task_definition: TaskDefinition,
    behaviors: &[ContainerBehavior],
    seconds: u64,
) -> Simulation {
    let mut simulation = Simulation::new(scenario(7));
    for command in commands("1 instance of 2048/4096; clock") {
        simulation.dispatch(command);
    }
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(task_definition)));
    for (index, behavior) in behaviors.iter().enumerate() {
        let (task_definition, container) = (TaskDefinitionId(0), u32::try_from(index).unwrap());
        simulation.dispatch(Command::SetContainerBehavior {
            task_definition,
            container,
            behavior: *behavior,
        });
    }
    simulation.dispatch(run_one(TaskDefinitionId(0)));
    simulation.dispatch(Command::Advance(seconds));
    super::invariants::assert_invariants(simulation.world());
    simulation
}

pub(super) fn container(
    name: &str,
    essential: bool,
    depends_on: &[(&str, Condition)],
) -> ContainerDefinition {
    ContainerDefinition {
        name: name.to_owned(),
        image: "nginx".to_owned(),
        cpu_units: 64,
        memory_mib: Some(64),
        essential,
        depends_on: depends_on
            .iter()
            .map(|(name, condition)| ContainerDependency {
                container_name: (*name).to_owned(),
                condition: *condition,
            })
            .collect(),
        ..ContainerDefinition::default()
    }
}

pub(super) fn of(containers: Vec<ContainerDefinition>) -> TaskDefinition {
    TaskDefinition {
        family: "web".to_owned(),
        container_definitions: containers,
        ..TaskDefinition::default()
    }
}

#[test]
fn steps_without_work_are_skipped() {
    check_told(
        "1 instance of 2048/4096; clock; run 1 x web 256/256; advance 60; stop 0; advance 60",
        expect![[r#"
            0 web A1 was placed on a1
            10 web A1 is RUNNING
            60 web A1 is to stop (UserInitiated: Task stopped by user). web A1 is STOPPING
            62 web A1 stopped"#]],
    );
}

#[test]
fn a_task_with_a_network_interface_is_provisioned_first_and_deprovisioned_last() {
    check_told(
        "1 instance of 2048/4096; clock; run 1 x web 256/256 awsvpc; advance 60; stop 0; advance 60",
        expect![[r#"
            0 web A1 was placed on a1
            5 web A1 is PENDING
            15 web A1 is RUNNING
            60 web A1 is to stop (UserInitiated: Task stopped by user). web A1 is STOPPING
            62 web A1 is DEPROVISIONING
            67 web A1 stopped"#]],
    );
}

#[test]
fn on_a_board_that_stands_still_tasks_run_at_once() {
    check_told(
        "1 instance of 2048/4096; run 1 x web 256/256; stop 0",
        expect![[r#"
        0 web A1 was placed on a1
        0 web A1 stopped"#]],
    );
}

#[test]
fn a_replacement_waits_in_pending_while_the_old_task_holds_the_port() {
    let text = "1 instance of 2048/4096; clock; run 1 x web 256/256 port 80; advance 60; stop 0; run 1 x web 256/256 port 80; advance 60";
    check_told(
        text,
        expect![[r#"
            0 web A1 was placed on a1
            10 web A1 is RUNNING
            60 web A1 is to stop (UserInitiated: Task stopped by user). web A1 is STOPPING
            60 web A2 was placed on a1
            62 web A1 stopped
            72 web A2 is RUNNING"#]],
    );
}

#[test]
fn a_replacement_waits_in_provisioning_while_the_old_task_holds_the_network_interface() {
    let text = "1 instance of 2048/4096; clock; run 2 x web 64/64 awsvpc; advance 60; stop 0; run 1 x web 64/64 awsvpc; advance 60";
    check_told(
        text,
        expect![[r#"
            0 web A1 was placed on a1
            0 web A2 was placed on a1
            5 web A1 is PENDING
            5 web A2 is PENDING
            15 web A1 is RUNNING
            15 web A2 is RUNNING
            60 web A1 is to stop (UserInitiated: Task stopped by user). web A1 is STOPPING
            60 web A3 was placed on a1
            62 web A1 is DEPROVISIONING
            67 web A1 stopped
            72 web A3 is PENDING
            82 web A3 is RUNNING"#]],
    );
}

#[test]
fn an_image_that_cannot_be_pulled_fails_the_start() {
    let mut simulation = simulated("1 instance of 2048/4096; clock; run 1 x web 256/256", 7);
    simulation.dispatch(Command::SetImagePull(TaskDefinitionId(0), crate::sim::Switch::Off));
    simulation.dispatch(Command::Advance(60));
    expect![[r#"
        0 web A1 was placed on a1
        10 web A1 is to stop (TaskFailedToStart: CannotPullContainerError: the image public.ecr.aws/docker/library/nginx:latest cannot be pulled). web A1 stopped"#]].assert_eq(&told(&simulation));
}

#[test]
fn an_essential_container_that_ends_stops_the_task_and_another_does_not() {
    let exits =
        ContainerBehavior { exits: Some(Exit { seconds: 20, code: 3 }), ..ContainerBehavior::default() };
    let side = of(vec![container("app", true, &[]), container("side", false, &[])]);
    let codes = |simulation: &Simulation| {
        let stopped = simulation.world().stopped_tasks.iter().map(|it: &StoppedTask| &it.task);
        let tasks = simulation.world().tasks.values().chain(stopped);
        tasks.flat_map(|it| &it.life.containers).map(|it| (it.status, it.exit_code)).collect::<Vec<_>>()
    };
    let simulation = lived(side.clone(), &[ContainerBehavior::default(), exits], 100);
    assert_eq!(codes(&simulation), [(ContainerStatus::Running, None), (ContainerStatus::Stopped, Some(3))]);
    let simulation = lived(side, &[exits], 100);
    assert_eq!(
        codes(&simulation),
        [(ContainerStatus::Stopped, Some(3)), (ContainerStatus::Stopped, Some(0))]
    );
    expect![[r#"
        0 web A1 was placed on a1
        10 web A1 is RUNNING
        30 web A1 is to stop (EssentialContainerExited: Essential container in task exited). web A1 is STOPPING
        32 web A1 stopped"#]].assert_eq(&told(&simulation));
}

#[test]
fn a_container_that_ignores_sigterm_is_killed_after_its_stop_timeout() {
    let mut stubborn = container("app", true, &[]);
    stubborn.stop_timeout = Some(45);
    let behavior = ContainerBehavior { ignores_sigterm: true, ..ContainerBehavior::default() };
    let mut simulation = lived(of(vec![stubborn]), &[behavior], 100);
    simulation.dispatch(Command::StopTask(crate::sim::TaskId(0)));
    simulation.dispatch(Command::Advance(44));
    assert_eq!(simulation.world().tasks.len(), 1);
    simulation.dispatch(Command::Advance(1));
    assert_eq!(simulation.world().tasks.len(), 0);
    assert_eq!(simulation.world().stopped_tasks[0].task.life.containers[0].exit_code, Some(137));
}

/// When each container of the one task started, or how it stands otherwise.
fn starts(simulation: &Simulation) -> String {
    let stopped = simulation.world().stopped_tasks.iter().map(|it| &it.task);
    let task = simulation.world().tasks.values().chain(stopped).next().unwrap();
    let mut text: Vec<String> =
        task.life.containers.iter().map(|it| format!("{:?} {}", it.status, it.since_seconds)).collect();
    text.push(explain::task_status(task.life.last_status).to_owned());
    text.extend(
        task.life
            .stop
            .iter()
            .flat_map(|it| &it.reason)
            .map(|it| explain::stopped_reason(simulation.world(), it)),
    );
    text.join(", ")
}

#[test]
fn containers_start_in_the_order_of_their_dependencies() {
    let after =
        |condition| of(vec![container("app", true, &[("init", condition)]), container("init", false, &[])]);
    let code = |code| {
        let exits = Some(Exit { seconds: 7, code });
        [ContainerBehavior::default(), ContainerBehavior { exits, ..ContainerBehavior::default() }]
    };
    expect!["Running 10, Running 10, RUNNING"].assert_eq(&starts(&lived(after(Condition::Start), &[], 100)));
    expect!["Running 17, Stopped 17, RUNNING"].assert_eq(&starts(&lived(
        after(Condition::Complete),
        &code(1),
        100,
    )));
    expect!["Running 17, Stopped 17, RUNNING"].assert_eq(&starts(&lived(
        after(Condition::Success),
        &code(0),
        100,
    )));
    expect!["Stopped 17, Stopped 17, STOPPED, TaskDependencyError: container app waits for another that did not come so far"].assert_eq(&starts(&lived(after(Condition::Success), &code(1), 100)));
    expect!["Running 15, Stopped 15, RUNNING"].assert_eq(&starts(&lived(
        after(Condition::Success),
        &[],
        100,
    )));
}

#[test]
fn healthy_waits_for_the_health_check_and_the_start_timeout_bounds_it() {
    let mut database = container("db", true, &[]);
    database.health_check = Some(HealthCheck { interval: Some(20), ..HealthCheck::default() });
    let app = container("app", true, &[("db", Condition::Healthy)]);
    expect!["Running 10, Running 30, RUNNING"].assert_eq(&starts(&lived(
        of(vec![database.clone(), app.clone()]),
        &[],
        100,
    )));
    let unhealthy = ContainerBehavior { is_unhealthy: true, ..ContainerBehavior::default() };
    expect!["Running 10, Pending 10, PENDING"].assert_eq(&starts(&lived(
        of(vec![database.clone(), app.clone()]),
        &[unhealthy],
        100,
    )));
    database.start_timeout = Some(50);
    expect!["Stopped 62, Stopped 60, STOPPED, TaskDependencyError: container app waits for another that did not come so far"].assert_eq(&starts(&lived(of(vec![database, app]), &[unhealthy], 100)));
}

#[test]
fn shutdown_runs_in_reverse_order() {
    let chain = of(vec![
        container("app", true, &[("cache", Condition::Start)]),
        container("cache", true, &[("db", Condition::Start)]),
        container("db", true, &[]),
    ]);
    let mut simulation = lived(chain, &[], 100);
    simulation.dispatch(Command::StopTask(crate::sim::TaskId(0)));
    simulation.dispatch(Command::Advance(60));
    expect!["Stopped 102, Stopped 104, Stopped 106, STOPPED, Task stopped by user"]
        .assert_eq(&starts(&simulation));
}

#[test]
fn a_cycle_cannot_start() {
    let cycle = of(vec![
        container("a", true, &[("b", Condition::Start)]),
        container("b", true, &[("a", Condition::Start)]),
    ]);
    expect!["Stopped 10, Stopped 10, STOPPED, TaskDependencyError: container a waits for another that did not come so far"].assert_eq(&starts(&lived(cycle, &[], 100)));
}

#[test]
fn stopped_tasks_are_visible_for_an_hour() {
    let board = "1 instance of 2048/4096; clock; run 1 x web 256/256; advance 60; stop 0; advance 10; ";
    let n = |seconds: u32| simulated(&format!("{board} advance {seconds}"), 7).world().stopped_tasks.len();
    assert_eq!((n(3_591), n(3_592)), (1, 0));
}

#[test]
fn a_host_that_goes_takes_its_tasks_with_it_and_says_why() {
    let board = "1 instance of 2048/4096 in a b; clock; run 2 x web 256/256 by distinct; advance 60; ";
    check_told(
        &format!("{board} remove 0; lose b"),
        expect![[r#"
        0 web A1 was placed on a1
        0 web A2 was placed on b1
        10 web A1 is RUNNING
        10 web A2 is RUNNING
        60 web A1 is to stop (Container instance deregistration forced by user). web A1 stopped. a1 left the cluster
        60 us-east-1b is lost. web A2 is to stop (Host EC2 (instance i-00000000000000001) stopped/terminated). web A2 stopped"#]],
    );
}

#[test]
fn the_clock_starts_once_and_moves_a_week_at_most() {
    let sentence = |board: &str, command| explain::refusal_sentence(&super::refusal(board, command));
    let sentences = [
        sentence("", Command::Advance(1)),
        sentence("clock", Command::StartClock),
        sentence("clock", Command::Advance(0)),
        sentence("clock", Command::Advance(604_801)),
    ];
    expect![[r#"
        Time does not pass on this board. Start its clock first.
        It is so already.
        The clock moves by 1 second to 7 days at once, not by 0 seconds.
        The clock moves by 1 second to 7 days at once, not by 604,801 seconds."#]]
    .assert_eq(&sentences.join("\n"));
}
