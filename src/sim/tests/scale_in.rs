//! Which task stops when a service has too many, and what protection keeps.

use expect_test::expect;

use super::{check, check_zones, refusal, simulated};
use crate::sim::service::{ServiceChange, task_to_stop};
use crate::sim::{
    Command, ContainerInstanceId, Event, Refusal, ServiceId, ServiceRefusal, Simulation, Switch, TaskId,
    explain,
};

/// The names of the instances whose tasks are equal candidates, by the service of number 0.
fn candidates(text: &str) -> Vec<String> {
    let simulation = simulated(text, 7);
    let world = simulation.world();
    let scale_in = task_to_stop(world, &world.services[&ServiceId(0)].placement, |_| false).unwrap();
    let equal = if scale_in.tied.is_empty() { vec![scale_in.task] } else { scale_in.tied };
    let mut names: Vec<String> = equal
        .iter()
        .map(|id| match world.tasks[id].place {
            crate::sim::TaskPlace::ContainerInstance(it) => world.container_instances[&it].name.clone(),
            crate::sim::TaskPlace::Fargate(zone) => world.zone_name(zone).to_owned(),
            crate::sim::TaskPlace::AwaitsCapacity => "none".to_owned(),
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

#[test]
fn spread_over_zones_keeps_the_zones_even_and_is_random_inside_a_zone() {
    let by = "by spread zone";
    let even = "2 instances of 2048/4096 in a b c; serve 6 x s 64/64";
    check_zones(&format!("{even} {by}; count 0 3"), expect!["1/1/1 on 3 instances"]);
    let crowded = "2 instances of 2048/4096 in a; serve 2 x s 64/64 by spread zone, spread instance; \
                   1 instance of 2048/4096 in b; count 0 3";
    assert_eq!(candidates(crowded), ["a1", "a2"], "one on each instance: zone a has two, zone b one");
}

#[test]
fn spread_over_instances_stops_where_most_run() {
    let text = "2 instances of 2048/4096; serve 3 x s 64/64 by spread instance";
    assert_eq!(candidates(text).len(), 1);
    check(&format!("{text}; count 0 2"), expect!["a1: s | a2: s"]);
}

#[test]
fn binpack_stops_where_most_of_that_resource_would_then_be_left() {
    // One task on each: a1 has more CPU, a2 more memory.
    let on_each = |field: &str| {
        format!(
            "1 instance of 4096/512; serve 1 x s 64/512 by binpack {field}; 1 instance of 1024/4096; count 0 2"
        )
    };
    assert_eq!(candidates(&on_each("memory")), ["a2"], "4,096 MiB against 512");
    assert_eq!(candidates(&on_each("cpu")), ["a1"], "4,096 units against 1,024");
    check(&format!("{}; count 0 1", on_each("memory")), expect!["a1: s | a2:"]);
    check(&format!("{}; count 0 1", on_each("cpu")), expect!["a1: | a2: s"]);
}

#[test]
fn binpack_tends_to_empty_the_emptiest_instance() {
    let text = "1 instance of 1024/1024; 1 instance of 1024/2048; serve 6 x s 64/256 by binpack memory";
    check(text, expect!["a1: s s s s | a2: s s"]);
    check(&format!("{text}; count 0 4"), expect!["a1: s s s s | a2:"]);
}

#[test]
fn a_chain_narrows_zones_first_and_then_packs() {
    let text = "1 instance of 512/512 in a; 1 instance of 512/1024 in b; 1 instance of 512/4096 in a; serve 3 x s 64/256 by spread zone, binpack memory";
    // Zone a has two, both on its smaller instance.
    check(text, expect!["a1: s s | b1: s | a2:"]);
    assert_eq!(candidates(text), ["a1"]);
    check(&format!("{text}; count 0 2"), expect!["a1: s | b1: s | a2:"]);
}

#[test]
fn random_takes_any_task_of_the_service() {
    let simulation =
        simulated("3 instances of 2048/4096 in a b; serve 4 x s 64/64 by random, spread zone", 7);
    let service = &simulation.world().services[&ServiceId(0)].placement;
    assert_eq!(task_to_stop(simulation.world(), service, |_| false).unwrap().tied.len(), 4);
}

#[test]
fn without_a_strategy_the_zone_with_most_and_then_the_instance_with_most() {
    // Zone a: a1 has two, a2 one; zone b: two. Other tasks do not count.
    let text = "1 instance of 2048/4096 in a b; serve 4 x s 64/64; 1 instance of 2048/4096 in a; count 0 5; \
                run 5 x other 0/4 by only attribute:ecs.availability-zone == us-east-1b";
    assert_eq!(candidates(text), ["a1"]);
    check_zones(&format!("{text}; count 0 4"), expect!["7/2/0 on 3 instances"]);
}

#[test]
fn on_fargate_the_zone_with_most() {
    let text = "serve 4 x s 256/512 fargate";
    assert_eq!(candidates(text).len(), 1);
    check_zones(&format!("{text}; count 0 3"), expect!["1/1/1 on 0 instances"]);
}

#[test]
fn equal_tasks_are_drawn_by_the_seed() {
    let text = "3 instances of 2048/4096 in a; serve 3 x s 64/64 by spread instance; count 0 2";
    check(text, expect!["depends on the draw"]);
    let once = super::board::by_instance(&simulated(text, 3));
    assert_eq!(super::board::by_instance(&simulated(text, 3)), once);
}

const THREE: &str = "2 instances of 2048/4096; clock; serve 3 x web 64/64; advance 100;";

fn protect(task: u32, minutes: Option<u32>, protection: Switch) -> Command {
    Command::SetTaskProtection { task: TaskId(task), minutes, protection }
}

fn ends_at(simulation: &Simulation, task: u32) -> Option<u64> {
    simulation.world().tasks[&TaskId(task)].life.protected_until_seconds
}

#[test]
fn protection_lasts_two_hours_by_default_and_one_to_2880_minutes_when_told() {
    let protected = |minutes| {
        let mut simulation = simulated(THREE, 7);
        simulation.dispatch(protect(0, minutes, Switch::On));
        ends_at(&simulation, 0).map(|it| (it - 100) / 60)
    };
    assert_eq!(
        [protected(None), protected(Some(1)), protected(Some(2_880))],
        [Some(120), Some(1), Some(2_880)]
    );
    for minutes in [0, 2_881] {
        let out_of_range = Refusal::OfService(ServiceRefusal::ProtectionOutOfRange(minutes));
        assert_eq!(refusal(THREE, protect(0, Some(minutes), Switch::On)), out_of_range);
    }
    // It can be taken away.
    let mut simulation = simulated(THREE, 7);
    simulation.dispatch(protect(0, None, Switch::On));
    simulation.dispatch(protect(0, None, Switch::Off));
    assert_eq!(ends_at(&simulation, 0), None);
}

#[test]
fn task_not_valid_only_tasks_of_services_can_be_protected() {
    let standalone = "1 instance of 2048/4096; clock; run 1 x job 64/64; advance 60";
    let not_valid = Refusal::OfService(ServiceRefusal::TaskNotValid);
    assert_eq!(refusal(standalone, protect(0, None, Switch::On)), not_valid);
    assert!(explain::refusal_sentence(&not_valid).starts_with("TASK_NOT_VALID"));
}

/// Which of the three tasks are still to run.
fn kept(text: &str) -> Vec<u32> {
    let simulation = simulated(&format!("{THREE} {text}"), 7);
    let all = simulation.world().tasks.values();
    all.filter(|it| it.counts() && it.id.0 < 3).map(|it| it.id.0).collect()
}

#[test]
fn protection_shields_from_scale_in() {
    assert_eq!(kept("protect 0; count 0 1; advance 60"), [0]);
    assert_eq!(kept("protect 2; count 0 1; advance 60"), [2]);
    assert_eq!(kept("protect 0 1; count 0 0; advance 59"), [0]);
    assert_eq!(kept("protect 0 1; count 0 0; advance 61"), [0; 0], "it has expired");
}

#[test]
fn protection_shields_from_deployments() {
    assert_eq!(kept("protect 0 30; deploy 0 web 65/64; advance 600"), [0]);
    assert_eq!(kept("protect 0 30; deploy 0 web 65/64; advance 2000"), [0; 0]);
    let simulation = simulated(&format!("{THREE} protect 0 30; deploy 0 web 65/64; advance 600"), 7);
    let is_told = |event: &Event| matches!(event, Event::ServiceChanged(_, ServiceChange::ScaleInBlocked));
    let n_told = simulation.log().iter().flat_map(|it| &*it.events).filter(|it| is_told(it)).count();
    assert_eq!(n_told, 1, "the service says once that its task set was unable to scale in");
}

#[test]
fn protection_does_not_shield_from_draining_stop_task_or_the_loss_of_the_host() {
    assert_eq!(kept("protect 0; protect 1; protect 2; stop 1; advance 1"), [0, 2]);
    let simulation = simulated(THREE, 7);
    let host = match simulation.world().tasks[&TaskId(0)].place {
        crate::sim::TaskPlace::ContainerInstance(ContainerInstanceId(host)) => host,
        other => panic!("{other:?}"),
    };
    for order in ["drain", "remove", "terminate", "halt"] {
        let left = kept(&format!("protect 0; {order} {host}; advance 200"));
        assert!(!left.contains(&0), "{order}");
    }
}

#[test]
fn deployment_blocked_no_more_tasks_are_protected_when_more_are_protected_than_desired() {
    let board = format!("{THREE} protect 0; protect 1; protect 2; count 0 2; deploy 0 web 65/64; advance 60");
    let blocked = Refusal::OfService(ServiceRefusal::DeploymentBlocked);
    assert_eq!(refusal(&board, protect(3, None, Switch::On)), blocked);
    assert!(explain::refusal_sentence(&blocked).starts_with("DEPLOYMENT_BLOCKED"));
    // What is protected may be protected for longer, or no more.
    let mut simulation = simulated(&board, 7);
    simulation.dispatch(protect(0, Some(300), Switch::On));
    assert_eq!(ends_at(&simulation, 0), Some(160 + 300 * 60));
    simulation.dispatch(protect(0, None, Switch::Off));
    assert_eq!(ends_at(&simulation, 0), None);
    // Two of two: nothing is blocked any more.
    simulation.dispatch(protect(3, None, Switch::On));
    assert!(ends_at(&simulation, 3).is_some());
}
