//! Services keep what they want: desired counts, daemons, draining, lost zones.

use expect_test::expect;

use super::{check, check_zones, refusal, simulated};
use crate::sim::{Command, Explanation, explain};

const B6: &str = "2 instances of 2048/4096 in a b c;";

fn on_b6(text: &str) -> String {
    format!("{B6} {text}")
}

#[test]
fn l4_1_a_service_spreads_over_zones_and_then_takes_the_instance_with_the_fewest_of_it() {
    check_zones(&on_b6("serve 6 x s 512/1024"), expect!["2/2/2 on 6 instances"]);
}

#[test]
fn l5_1_a_service_that_wants_distinct_instances_waits_for_the_seventh() {
    check_zones(&on_b6("serve 7 x s 128/128 by distinct"), expect!["2/2/2 on 6 instances, waiting"]);
    check_zones(
        &on_b6("serve 7 x s 128/128 by distinct; 1 instance of 2048/4096 in a"),
        expect!["3/2/2 on 7 instances"],
    );
}

#[test]
fn l5_3_losing_a_zone_leaves_four_and_two_are_replaced_in_the_others() {
    check_zones(&on_b6("serve 6 x s 512/1024; lose a"), expect!["3/3/0 on 4 instances"]);
}

#[test]
fn l5_4_tasks_do_not_move_when_the_zone_returns() {
    check_zones(&on_b6("serve 6 x s 512/1024; lose a; return a"), expect!["3/3/0 on 4 instances"]);
}

#[test]
fn a_stopped_task_of_a_service_is_replaced() {
    check_zones(&on_b6("serve 3 x s 512/1024; stop 1"), expect!["1/1/1 on 3 instances"]);
}

#[test]
fn fewer_desired_tasks_keep_the_zones_even() {
    check_zones(&on_b6("serve 6 x s 512/1024; count 0 3"), expect!["1/1/1 on 3 instances"]);
    check_zones(&on_b6("serve 5 x s 512/1024; count 0 4"), expect!["2/1/1 on 4 instances"]);
    check_zones(&on_b6("serve 3 x s 512/1024; count 0 0"), expect!["0/0/0 on 0 instances"]);
}

#[test]
fn binpack_stops_where_most_would_then_be_left() {
    check(
        "1 instance of 1024/2048; 1 instance of 1024/1536; serve 4 x s 256/512 by binpack memory; count 0 3",
        expect!["a1: | a2: s s s"],
    );
}

#[test]
fn a_draining_instance_gives_its_service_tasks_away_when_there_is_room() {
    check(
        "2 instances of 1024/2048; serve 2 x s 256/512 by binpack memory; drain 0; drain 1",
        expect!["a1: | a2: s s | waiting"],
    );
    check("2 instances of 512/1024; serve 4 x s 256/512; drain 0", expect!["a1: s s | a2: s s | waiting"]);
    check(
        "2 instances of 512/1024; serve 4 x s 256/512; drain 0; 1 instance of 512/1024",
        expect!["a1: | a2: s s | a3: s s"],
    );
}

#[test]
fn standalone_tasks_stay_on_a_draining_instance() {
    check("1 instance of 1024/2048; run 1 x job 256/512; drain 0", expect!["a1: job"]);
}

#[test]
fn a_daemon_runs_once_on_each_active_instance_that_matches() {
    let board = "2 instances of 1024/2048 in a b;";
    check(&format!("{board} daemon 0 x log 64/64"), expect!["a1: log | a2: log | b1: log | b2: log"]);
    check(
        &format!("{board} daemon 0 x log 64/64; 1 instance of 1024/2048 in c; drain 0"),
        expect!["a1: | a2: log | b1: log | b2: log | c1: log"],
    );
    check(
        &format!("{board} daemon 0 x log 64/64 by only attribute:ecs.availability-zone == us-east-1a"),
        expect!["a1: log | a2: log | b1: | b2:"],
    );
}

#[test]
fn a_full_instance_does_not_keep_the_daemon_from_the_others() {
    check(
        "1 instance of 32/64; 2 instances of 1024/2048; daemon 0 x log 64/64",
        expect!["a1: | a2: log | a3: log | waiting"],
    );
}

#[test]
fn a_service_on_fargate_goes_over_the_zones_and_loses_one() {
    check_zones("serve 6 x s 256/512 fargate; lose b", expect!["3/3/0 on 0 instances"]);
}

#[test]
fn what_the_scheduler_does_is_told_in_the_words_of_aws() {
    let simulation = simulated("1 instance of 512/4096; serve 3 x web 256/512", 7);
    let told: Vec<String> = (0..simulation.log().len())
        .map(|index| {
            let (world, decision) = simulation.decision(index).unwrap();
            explain::sentence(&world, &decision)
        })
        .collect();
    expect![[r#"
        a1 (teaching) joined in us-east-1a.
        web:1 was registered.
        service web was created.
        web A1 was placed on a1. 1 of 1 instance could fit it, 1 obeyed the rules.
        web A2 was placed on a1. 1 of 1 instance could fit it, 1 obeyed the rules.
        service web was unable to place a task because no container instance met all of its requirements. The closest matching container-instance a1 has insufficient CPU units available. For more information, see the Troubleshooting section of the Amazon ECS Developer Guide."#]].assert_eq(&told.join("\n"));
    let simulation = simulated("1 instance of 2048/4096; serve 3 x web 256/512", 7);
    let (world, decision) = simulation.decision(simulation.log().len() - 1).unwrap();
    assert_eq!(explain::sentence(&world, &decision), "service web has reached a steady state.");
    assert_eq!(decision.explanation, Explanation::Plain);
}

#[test]
fn e3044_daemon_is_refused_on_fargate() {
    let daemon = super::commands("daemon 0 x log 256/512 fargate").pop().unwrap();
    let refused = refusal("1 instance of 2048/4096; serve 1 x web 256/512", daemon);
    assert_eq!(
        explain::refusal_sentence(&refused),
        "A DAEMON service needs container instances; on Fargate use REPLICA."
    );
}

#[test]
fn services_that_cannot_be_are_refused() {
    let service = |text: &str| super::commands(text).pop().unwrap();
    let board = "1 instance of 2048/4096; serve 1 x web 256/512";
    let told = |command: Command| explain::refusal_sentence(&refusal(board, command));
    let sentences = [
        told(service("serve 1 x web 256/512")),
        told(service("serve 1 x w! 256/512")),
        told(service("serve 501 x big 256/512")),
        told(service("daemon 1 x log 256/512")),
        told(service("daemon 0 x log 256/512 by spread zone")),
        told(service("serve 1 x web 256/512 fargate")),
        told(service("count 7 3")),
    ];
    expect![[r#"
        A service `web` is there already. Take another name, or change its desired count.
        `w!` is no service name: use 1 to 255 letters, digits, underscores and hyphens.
        A service of a board keeps at most 500 tasks, not 501.
        A DAEMON service takes no desired count: it runs one task on each instance.
        A DAEMON service takes no placement strategy: it runs one task on each instance. Leave it out.
        The task definition does not allow Fargate. Add "FARGATE" to requiresCompatibilities.
        What was named is not there. Choose something that is on the board."#]]
    .assert_eq(&sentences.join("\n"));
}
