//! Deployments that shift traffic: linear, canary, blue/green.

use expect_test::expect;

use super::deployments::{check_timeline, events, played, rolling, row};

#[test]
fn a_daemon_shifts_traffic_only_when_its_new_tasks_run() {
    let board = "2 instances of 2048/4096; clock; daemon 0 x log 64/64; config 0 0 100 bluegreen 0; advance 100; deploy 0 log 65/64; advance 300";
    let text = events(&played(board));
    let shift = text.lines().find(|it| it.contains("PRODUCTION_TRAFFIC_SHIFT")).unwrap();
    assert_ne!(shift.split(' ').next(), Some("100"), "{text}");
}

#[test]
fn the_circuit_breaker_is_for_rolling_updates_only() {
    let board = rolling(4, "100 200 bluegreen 10 breaker rollback")
        .replace("; deploy", "; run 1 x web 257/512; unpullable 1; deploy");
    let text = events(&played(&format!("{board}; advance 3600")));
    assert!(
        text.contains("is unable to consistently start tasks") && !text.contains("deployment failed"),
        "{text}"
    );
}

#[test]
fn the_default_linear_run_takes_54_minutes() {
    let board = "2 instances of 2048/4096 in a b; clock; serve 2 x web 256/512; config 0 100 200 linear 100 6 0; advance 100; deploy 0 web 257/512; advance 3600";
    let simulation = played(board);
    let text = events(&simulation);
    let shifts: Vec<_> = text.lines().filter(|it| it.contains("PRODUCTION_TRAFFIC_SHIFT")).collect();
    assert_eq!(shifts.len(), 10);
    let second = |line: &str| line.split(' ').next().unwrap().parse::<u64>().unwrap();
    assert_eq!(second(shifts[9]) - second(shifts[0]), 54 * 60);
    expect!["new 2/2 old 0/0"].assert_eq(&row(&simulation));
}

#[test]
fn canary_goes_a_little_first_then_all_then_bakes() {
    let board = "2 instances of 2048/4096 in a b; clock; serve 2 x web 256/512; config 0 100 200 canary 50 10 5; advance 100; deploy 0 web 257/512; advance 1200";
    expect![[r#"
        0 service web was updated: 2 of web:1.
        50 (service web) (deployment ecs-svc/0) deployment completed.
        50 service web has reached a steady state.
        100 service web was updated: 2 of web:2.
        100 (service web) (deployment ecs-svc/1) is in stage SCALE_UP; 0.0 % of production traffic is its.
        150 (service web) (deployment ecs-svc/1) is in stage PRODUCTION_TRAFFIC_SHIFT; 5.0 % of production traffic is its.
        750 (service web) (deployment ecs-svc/1) is in stage PRODUCTION_TRAFFIC_SHIFT; 100.0 % of production traffic is its.
        750 (service web) (deployment ecs-svc/1) is in stage BAKE_TIME; 100.0 % of production traffic is its.
        1050 (service web) (deployment ecs-svc/1) is in stage CLEAN_UP; 100.0 % of production traffic is its.
        1050 (service web) (deployment ecs-svc/1) deployment completed.
        1050 service web has reached a steady state."#]].assert_eq(&events(&played(board)));
}

#[test]
fn blue_green_runs_both_until_the_bake_time_is_over_and_can_go_back() {
    let board = "2 instances of 2048/4096 in a b; clock; serve 2 x web 256/512; config 0 100 200 bluegreen 10; advance 100; deploy 0 web 257/512; ";
    check_timeline(
        board,
        800,
        expect![[r#"
        0 new 0/2 old 2/2
        50 new 2/2 old 2/2
        650 new 2/2 old 0/0"#]],
    );
    check_timeline(&format!("{board} advance 120; rollback 0"), 120, expect!["0 new 2/2 old 0/0"]);
}
