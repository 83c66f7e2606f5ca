//! Services in time: rolling updates, the circuit breaker, back-off, protection, rebalancing.

use expect_test::{Expect, expect};

use super::{commands, invariants, scenario};
use crate::sim::life::HealthStatus;
use crate::sim::service::{Service, health};
use crate::sim::{Command, Event, ServiceId, Simulation, TaskId, explain};

/// After the text, second by second: when the tasks of service 0 change, how many are new (healthy/all) and old.
fn timeline(text: &str, seconds: u64) -> String {
    let mut simulation = played(text);
    let (mut lines, mut last) = (vec![], String::new());
    let start = simulation.world().clock_seconds;
    for _ in 0..=seconds {
        let row = row(&simulation);
        if row != last {
            lines.push(format!("{} {row}", simulation.world().clock_seconds - start));
            last = row;
        }
        simulation.dispatch(Command::Advance(1));
        invariants::assert_invariants(simulation.world());
    }
    lines.join("\n")
}

pub(super) fn row(simulation: &Simulation) -> String {
    let world = simulation.world();
    let primary = service(simulation).deployments[0].id;
    let count = |is_new: bool| {
        let own = world.tasks.values().filter(|it| it.counts());
        let own = own.filter(|it| it.started_by.is_some_and(|by| (by.deployment == primary) == is_new));
        let healthy = own.clone().filter(|it| health(world, it) == HealthStatus::Healthy);
        format!("{}/{}", healthy.count(), own.count())
    };
    format!("new {} old {}", count(true), count(false))
}

fn service(simulation: &Simulation) -> &Service {
    &simulation.world().services[&ServiceId(0)]
}

pub(super) fn played(text: &str) -> Simulation {
    let mut simulation = Simulation::new(scenario(7));
    for command in commands(text) {
        simulation.dispatch(command);
        invariants::assert_invariants(simulation.world());
    }
    simulation
}

/// What services report, with its second.
pub(super) fn events(simulation: &Simulation) -> String {
    let mut lines = vec![];
    for index in 0..simulation.log().len() {
        let entry = &simulation.log()[index];
        let (world, decision) = simulation.decision(index).unwrap();
        assert_eq!(decision.events, entry.events);
        for event in &decision.events {
            let line = match event {
                Event::ServiceChanged(id, change) => explain::change_sentence(&world, *id, change),
                Event::SteadyStateReached(_) | Event::ServiceTaskNotPlaced(_) => {
                    explain::sentence(&world, &decision)
                }
                _ => continue,
            };
            lines.push(format!("{} {line}", entry.at_seconds));
        }
    }
    lines.join("\n")
}

pub(super) fn check_timeline(text: &str, seconds: u64, expected: Expect) {
    expected.assert_eq(&timeline(text, seconds));
}

/// Room for eight tasks, and an update of a service of `desired` tasks in a steady state.
pub(super) fn rolling(desired: u32, percentages: &str) -> String {
    let board = "2 instances of 2048/4096 in a b; clock; ";
    format!(
        "{board} serve {desired} x web 256/512; config 0 {percentages}; advance 100; deploy 0 web 257/512"
    )
}

#[test]
fn rolling_4_100_200_starts_four_then_stops_four() {
    check_timeline(
        &rolling(4, "100 200"),
        120,
        expect![[r#"
        0 new 0/4 old 4/4
        50 new 4/4 old 0/0"#]],
    );
}

#[test]
fn rolling_4_50_200_starts_first_while_there_is_room() {
    check_timeline(
        &rolling(4, "50 200"),
        120,
        expect![[r#"
        0 new 0/4 old 4/4
        50 new 4/4 old 0/0"#]],
    );
}

#[test]
fn rolling_4_100_100_is_stuck_and_says_so() {
    check_timeline(&rolling(4, "100 100"), 120, expect!["0 new 0/0 old 4/4"]);
    expect![[r#"
        0 service web was updated: 4 of web:1.
        50 (service web) (deployment ecs-svc/0) deployment completed.
        50 service web has reached a steady state.
        100 service web was updated: 4 of web:2.
        100 service web was unable to stop or start tasks during a deployment because of the service deployment configuration. Update the minimumHealthyPercent or maximumPercent value and try again."#]]
    .assert_eq(&events(&played(&format!("{}; advance 30", rolling(4, "100 100")))));
}

#[test]
fn rolling_2_75_200_cannot_stop_any_first() {
    check_timeline(
        &rolling(2, "75 200"),
        120,
        expect![[r#"
        0 new 0/2 old 2/2
        50 new 2/2 old 0/0"#]],
    );
}

#[test]
fn rolling_3_100_125_is_stuck() {
    check_timeline(&rolling(3, "100 125"), 120, expect!["0 new 0/0 old 3/3"]);
}

#[test]
fn rolling_3_50_100_goes_one_down_one_up() {
    check_timeline(
        &rolling(3, "50 100"),
        300,
        expect![[r#"
            0 new 0/1 old 2/2
            50 new 1/2 old 1/1
            100 new 2/3 old 0/0
            150 new 3/3 old 0/0"#]],
    );
}

#[test]
fn rolling_1_0_100_stops_then_starts() {
    check_timeline(
        &rolling(1, "0 100"),
        120,
        expect![[r#"
            0 new 0/1 old 0/0
            50 new 1/1 old 0/0"#]],
    );
}

#[test]
fn rolling_8_75_125_goes_in_waves_of_two() {
    check_timeline(
        &rolling(8, "75 125"),
        400,
        expect![[r#"
            0 new 0/2 old 8/8
            50 new 2/4 old 6/6
            100 new 4/6 old 4/4
            150 new 6/8 old 2/2
            200 new 8/8 old 0/0"#]],
    );
}

#[test]
fn a_deployment_without_room_waits_for_it() {
    let full = "1 instance of 1024/4096; clock; serve 4 x web 256/512; advance 100; deploy 0 web 257/512; advance 60";
    expect![[r#"
        50 (service web) (deployment ecs-svc/0) deployment completed.
        50 service web has reached a steady state.
        100 service web was updated: 4 of web:2.
        100 service web was unable to place a task because no container instance met all of its requirements. The closest matching container-instance a1 has insufficient CPU units available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."#]].assert_eq(&events(&played(full)));
}

#[test]
fn the_circuit_breaker_fails_after_three_of_four_and_rolls_back() {
    let board = rolling(4, "100 200 breaker rollback")
        .replace("; deploy", "; run 1 x web 257/512; unpullable 1; deploy");
    expect![[r#"
        0 service web was updated: 4 of web:1.
        50 (service web) (deployment ecs-svc/0) deployment completed.
        50 service web has reached a steady state.
        100 service web was updated: 4 of web:2.
        110 A task of service web stopped before it came to run.
        110 A task of service web stopped before it came to run.
        110 (service web) is unable to consistently start tasks successfully.
        110 A task of service web stopped before it came to run.
        110 (service web) (deployment ecs-svc/1) deployment failed: tasks failed to start.
        110 (service web) rolling back to deployment ecs-svc/0.
        110 (service web) (deployment ecs-svc/0) deployment completed.
        110 service web has reached a steady state."#]]
    .assert_eq(&events(&played(&format!("{board}; advance 300"))));
}

#[test]
fn without_rollback_a_failed_deployment_launches_nothing_more() {
    let board =
        rolling(4, "100 200 breaker").replace("; deploy", "; run 1 x web 257/512; unpullable 1; deploy");
    let simulation = played(&format!("{board}; advance 3600"));
    expect!["new 0/0 old 4/4"].assert_eq(&row(&simulation));
    assert_eq!(service(&simulation).deployments[0].failed_tasks, 5, "four at once and the first retry");
}

#[test]
fn placement_failures_count_for_the_circuit_breaker() {
    let board = rolling(4, "100 200 breaker rollback").replace("257/512", "3000/512");
    expect![[r#"
        0 service web was updated: 4 of web:1.
        50 (service web) (deployment ecs-svc/0) deployment completed.
        50 service web has reached a steady state.
        100 service web was updated: 4 of web:2.
        100 service web was unable to place a task because no container instance met all of its requirements. The closest matching container-instance a1 has insufficient CPU units available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.
        130 service web was unable to place a task because no container instance met all of its requirements. The closest matching container-instance a1 has insufficient CPU units available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.
        160 service web was unable to place a task because no container instance met all of its requirements. The closest matching container-instance a1 has insufficient CPU units available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide.
        160 (service web) (deployment ecs-svc/1) deployment failed: tasks failed to start.
        160 (service web) rolling back to deployment ecs-svc/0.
        160 (service web) (deployment ecs-svc/0) deployment completed.
        160 service web has reached a steady state."#]].assert_eq(&events(&played(&format!("{board}; advance 300"))));
}

#[test]
fn tasks_that_never_ran_are_retried_more_and_more_slowly() {
    let board = "1 instance of 2048/4096; clock; run 1 x web 256/512; stop 0; unpullable 0; serve 1 x web 256/512; advance 4000";
    let simulation = played(board);
    let placed = simulation.log().iter().filter(|it| matches!(&*it.events, [Event::TaskPlaced(_)]));
    let times: Vec<_> = placed.map(|it| it.at_seconds).skip(1).collect();
    // 10 seconds each, then 0, 30, 60, 120, 240, 480 and 900 seconds.
    assert_eq!(times, [0, 10, 50, 120, 250, 500, 990, 1_900, 2_810, 3_720]);
    expect![[r#"
        10 A task of service web stopped before it came to run.
        20 A task of service web stopped before it came to run.
        20 (service web) is unable to consistently start tasks successfully.
        60 A task of service web stopped before it came to run.
        130 A task of service web stopped before it came to run.
        260 A task of service web stopped before it came to run.
        510 A task of service web stopped before it came to run.
        1000 A task of service web stopped before it came to run.
        1910 A task of service web stopped before it came to run.
        2820 A task of service web stopped before it came to run.
        3730 A task of service web stopped before it came to run."#]]
    .assert_eq(&events(&simulation));
}

#[test]
fn a_crash_loop_runs_at_full_speed() {
    let board = "1 instance of 2048/4096; clock; run 1 x web 256/512; stop 0; exits 0 5; serve 1 x web 256/512; advance 300";
    let placed = |it: &&crate::sim::LogEntry| matches!(&*it.events, [Event::TaskPlaced(_)]);
    assert_eq!(played(board).log().iter().filter(placed).count(), 22);
}

#[test]
fn protected_tasks_are_left_alone_and_the_service_says_so() {
    let board = "2 instances of 2048/4096; clock; serve 3 x web 256/512; advance 100; protect 0 10; protect 1 10; protect 2 10; count 0 1; ";
    expect![[r#"
        50 (service web) (deployment ecs-svc/0) deployment completed.
        50 service web has reached a steady state.
        100 service web was unable to reach steady state because task set (ecs-svc/0) was unable to scale in. Reason: The number of protected tasks are more than the desired count of tasks.
        700 service web has reached a steady state."#]].assert_eq(&events(&played(&format!("{board} advance 700"))));
    check_timeline(
        board,
        700,
        expect![[r#"
        0 new 3/3 old 0/0
        600 new 1/1 old 0/0"#]],
    );
}

#[test]
fn a_draining_instance_stops_what_is_pending_and_gives_the_rest_away() {
    let board = "2 instances of 2048/4096; clock; serve 4 x web 256/512; advance 5; drain 0;";
    check_timeline(
        board,
        120,
        expect![[r#"
        0 new 0/4 old 0/0
        45 new 2/4 old 0/0
        50 new 4/4 old 0/0"#]],
    );
    let board = "2 instances of 2048/4096; clock; serve 4 x web 256/512; advance 100; drain 0;";
    check_timeline(
        board,
        120,
        expect![[r#"
        0 new 4/6 old 0/0
        50 new 4/4 old 0/0"#]],
    );
}

#[test]
fn uneven_zones_are_rebalanced_one_task_at_a_time() {
    let board = "1 instance of 2048/4096 in a b; clock; lose b; serve 4 x web 256/512; advance 100; return b; advance 400";
    expect![[r#"
        50 (service web) (deployment ecs-svc/0) deployment completed.
        50 service web has reached a steady state.
        100 service (web) is not AZ balanced with 4 tasks in us-east-1a, 0 tasks in us-east-1b. AZ Rebalancing in progress.
        100 web has started 1 tasks in us-east-1b to AZ Rebalance: web A5.
        150 web has stopped 1 running tasks in us-east-1a due to AZ rebalancing: web A1.
        150 web has started 1 tasks in us-east-1b to AZ Rebalance: web A6.
        200 web has stopped 1 running tasks in us-east-1a due to AZ rebalancing: web A3.
        200 service (web) is AZ balanced with 2 tasks in us-east-1a, 2 tasks in us-east-1b."#]].assert_eq(&events(&played(board)));
}

#[test]
fn a_daemon_leaves_a_draining_instance_last() {
    let board = "2 instances of 2048/4096; clock; daemon 0 x log 64/64; serve 2 x web 256/512; advance 100; drain 0; advance 300";
    let simulation = played(board);
    let all = || simulation.log().iter().flat_map(|it| &*it.events);
    let group = |id: TaskId| {
        all().find_map(|event| match event {
            Event::TaskPlaced(task) if task.id == id => Some(task.group.clone()),
            _ => None,
        })
    };
    let stopped = all().filter_map(|event| match event {
        Event::TaskStopped(id) => group(*id),
        _ => None,
    });
    assert_eq!(stopped.collect::<Vec<_>>(), ["service:web", "service:log"]);
    // A task that has nowhere to go keeps it, and nothing is wrong about that.
    let full = played(
        "1 instance of 2048/4096; clock; daemon 0 x log 64/64; serve 1 x web 256/512; advance 100; drain 0; advance 300",
    );
    assert_eq!(full.world().tasks.len(), 2);
    assert!(!events(&full).contains("service log was unable to stop or start"), "{}", events(&full));
}

#[test]
fn a_daemon_is_replaced_stop_first() {
    let board = "3 instances of 2048/4096; clock; daemon 0 x log 64/64; advance 100; config 0 66 100; deploy 0 log 65/64";
    check_timeline(
        board,
        300,
        expect![[r#"
        0 new 0/1 old 2/2
        50 new 1/2 old 1/1
        100 new 2/3 old 0/0
        150 new 3/3 old 0/0"#]],
    );
    check_timeline(&board.replace("66", "67"), 300, expect!["0 new 0/0 old 3/3"]);
}

#[test]
fn a_service_with_room_reaches_a_steady_state_from_anywhere() {
    let board = "3 instances of 4096/8192 in a b c; clock; serve 5 x web 256/512; ";
    for trouble in [
        "stop 1",
        "advance 20; drain 0",
        "lose b",
        "count 0 9",
        "deploy 0 web 257/512",
        "remove 2; advance 3; deploy 0 web 257/512",
    ] {
        let simulation = played(&format!("{board} {trouble}; advance 600"));
        assert!(service(&simulation).is_steady, "{trouble}");
    }
}
