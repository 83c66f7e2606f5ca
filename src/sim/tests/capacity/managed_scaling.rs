//! 7.2: the metric `CapacityProviderReservation` and what follows from it.

use super::{said, simulated, state};
use crate::sim::capacity::{GroupProviderId, Reservation, ScalingReason};
use crate::sim::{Simulation, explain};

/// An m5.large takes four tasks of 512 CPU units.
const FOUR: &str = "web 512/512";

fn after(settings: &str, text: &str) -> Simulation {
    simulated(&format!("clock; provider P m5.large in a b size {settings}; {text}"), 5)
}

#[test]
fn nothing_needed_and_nothing_running_is_100_percent() {
    let simulation = after("0/10", "advance 600");
    assert_eq!(state(&simulation), "100 %: 0 of 0, 0 launching, 0 leaving, 0 waiting");
}

#[test]
fn from_zero_the_metric_is_200_percent_and_the_group_grows_to_two() {
    for n in [1, 9] {
        let simulation = after("0/10", &format!("serve {n} x {FOUR} via 0:0/1; advance 60"));
        let provider = simulation.world().group_provider(GroupProviderId(0)).unwrap();
        assert_eq!(provider.measured.map(Reservation::permille), Some(2_000));
        assert_eq!(provider.desired_capacity, 2, "{n}");
    }
}

#[test]
fn five_needed_and_four_running_is_125_percent_and_one_more_comes() {
    let simulation = after("4/10", &format!("advance 420; serve 17 x {FOUR} via 0:0/1; advance 1"));
    assert_eq!(state(&simulation), "125 %: 4 of 4, 0 launching, 0 leaving, 1 waiting");
    let simulation = after("4/10", &format!("advance 420; serve 17 x {FOUR} via 0:0/1; advance 61"));
    assert_eq!(state(&simulation), "125 %: 4 of 5, 1 launching, 0 leaving, 1 waiting");
    let simulation = after("4/10", &format!("advance 420; serve 17 x {FOUR} via 0:0/1; advance 240"));
    assert_eq!(state(&simulation), "100 %: 5 of 5, 0 launching, 0 leaving, 0 waiting");
    assert_eq!(
        said(&simulation, &["Scale-out"]),
        ["P: Scale-out from 4 to 5. CapacityProviderReservation is 125 %: 5 instances needed, 4 running."]
    );
}

#[test]
fn a_target_of_80_percent_keeps_five_instances_for_four_in_use() {
    let simulation = after("0/10 target 80", &format!("serve 16 x {FOUR} via 0:0/1; advance 1800"));
    assert_eq!(state(&simulation), "80 %: 5 of 5, 0 launching, 0 leaving, 0 waiting");
}

#[test]
fn no_second_scale_out_comes_before_the_first_has_warmed_up() {
    let text = |seconds: u32| format!("serve 16 x {FOUR} via 0:0/1; advance {seconds}");
    // From zero to two at 60 s; these are warm at 360 s.
    assert_eq!(state(&after("0/10", &text(359))), "200 %: 2 of 2, 0 launching, 0 leaving, 8 waiting");
    assert_eq!(state(&after("0/10", &text(360))), "200 %: 2 of 4, 2 launching, 0 leaving, 8 waiting");
    assert_eq!(
        state(&after("0/10 warmup 120", &text(180))),
        "200 %: 2 of 4, 2 launching, 0 leaving, 8 waiting"
    );
    assert_eq!(state(&after("0/10", &text(480))), "100 %: 4 of 4, 0 launching, 0 leaving, 0 waiting");
}

#[test]
fn a_warm_up_shorter_than_a_launch_brings_too_many() {
    let simulation = after("0/10 warmup 0", &format!("serve 8 x {FOUR} via 0:0/1; advance 130"));
    assert_eq!(state(&simulation), "200 %: 0 of 2, 2 launching, 0 leaving, 8 waiting");
    let over = after("1/10 warmup 0", &format!("advance 120; serve 8 x {FOUR} via 0:0/1; advance 300"));
    assert_eq!(state(&over), "100 %: 2 of 2, 0 launching, 0 leaving, 0 waiting");
}

#[test]
fn steps_and_the_size_of_the_group_bound_a_scale_out() {
    let text = format!("advance 400; serve 40 x {FOUR} via 0:0/1; advance 61");
    assert_eq!(state(&after("1/10 steps 1/3", &text)), "400 %: 1 of 4, 3 launching, 0 leaving, 36 waiting");
    assert_eq!(state(&after("1/6", &text)), "1000 %: 1 of 6, 5 launching, 0 leaving, 36 waiting");
    let little = format!("advance 400; serve 5 x {FOUR} via 0:0/1; advance 61");
    assert_eq!(state(&after("1/10 steps 4/9", &little)), "500 %: 1 of 5, 4 launching, 0 leaving, 1 waiting");
}

#[test]
fn a_task_too_large_for_the_instance_type_is_left_out_and_the_metric_stays_100() {
    let simulation = after("0/10", "run 1 x big 4096/512 via 0:0/1; advance 600");
    assert_eq!(state(&simulation), "100 %: 0 of 0, 0 launching, 0 leaving, 1 waiting");
}

#[test]
fn ports_and_network_interfaces_count_in_the_estimate() {
    let ports = after("0/10", "run 3 x api 64/64 port 80 via 0:0/1");
    assert_eq!(state(&ports), "200 %: 0 of 0, 0 launching, 0 leaving, 3 waiting");
    let text = "advance 400; run 3 x api 64/64 port 80 via 0:0/1";
    assert_eq!(state(&after("1/10", text)), "300 %: 1 of 1, 0 launching, 0 leaving, 2 waiting");
    let text = "advance 400; run 5 x net 64/64 awsvpc via 0:0/1";
    assert_eq!(state(&after("1/10", text)), "300 %: 1 of 1, 0 launching, 0 leaving, 3 waiting");
    // distinctInstance is the one constraint that the estimate knows.
    let text = "advance 400; run 3 x web 64/64 via 0:0/1 by distinct";
    assert_eq!(state(&after("1/10", text)), "300 %: 1 of 1, 0 launching, 0 leaving, 2 waiting");
}

#[test]
fn daemons_and_tasks_of_a_launch_type_do_not_make_an_instance_needed() {
    let simulation = after("2/2", "advance 120; daemon 0 x log 64/64; run 1 x web 64/64; advance 120");
    assert_eq!(simulation.world().tasks.len(), 3);
    assert_eq!(state(&simulation), "0 %: 2 of 2, 0 launching, 0 leaving, 0 waiting");
}

#[test]
fn scale_in_needs_fifteen_data_points_and_takes_half_at_a_time() {
    // Eight instances, all of them empty from 1,000 s on.
    let text = |seconds| format!("capacity 0 8; advance {seconds}");
    // The instances join at 90 s; the first data point below the target comes at 120 s, the fifteenth at 960 s.
    assert_eq!(state(&after("0/10", &text(959))), "0 %: 8 of 8, 0 launching, 0 leaving, 0 waiting");
    assert_eq!(state(&after("0/10", &text(960))), "0 %: 4 of 4, 0 launching, 0 leaving, 0 waiting");
    assert_eq!(state(&after("0/10", &text(1_020))), "0 %: 2 of 2, 0 launching, 0 leaving, 0 waiting");
    assert_eq!(state(&after("0/10", &text(1_080))), "0 %: 1 of 1, 0 launching, 0 leaving, 0 waiting");
    assert_eq!(state(&after("0/10", &text(1_140))), "100 %: 0 of 0, 0 launching, 0 leaving, 0 waiting");
    assert_eq!(state(&after("3/10", &text(3_000))), "0 %: 3 of 3, 0 launching, 0 leaving, 0 waiting");
}

#[test]
fn a_scale_out_stops_a_scale_in_and_it_starts_from_the_beginning() {
    let text = format!("capacity 0 2; advance 900; serve 9 x {FOUR} via 0:0/1; advance 120; count 0 0;");
    let simulation = after("0/10", &format!("{text} advance 840"));
    assert_eq!(said(&simulation, &["Scale-in"]).len(), 0);
    let simulation = after("0/10", &format!("{text} advance 1200"));
    assert!(!said(&simulation, &["Scale-in"]).is_empty());
}

#[test]
fn protected_groups_empty_only_instances_that_are_empty_already() {
    // One task on each of three instances: the metric is 100 %, and the group never shrinks.
    let spread = "capacity 0 3; advance 120; serve 3 x web 64/64 via 0:0/1 by spread instance; advance 4000";
    assert_eq!(state(&after("0/10 protected", spread)), "100 %: 3 of 3, 0 launching, 0 leaving, 0 waiting");
    let packed = "capacity 0 3; advance 120; serve 3 x web 64/64 via 0:0/1 by binpack cpu; advance 4000";
    assert_eq!(state(&after("0/10 protected", packed)), "100 %: 1 of 1, 0 launching, 0 leaving, 0 waiting");
}

#[test]
fn scale_in_of_a_protected_group_never_stops_a_task_that_is_no_daemon() {
    for seed in 0..25 {
        let text =
            "clock; provider P m5.large in a b size 0/10 protected; daemon 0 x log 64/64; capacity 0 6;
                    advance 120; run 2 x web 64/64 via 0:0/1; advance 4000";
        let simulation = simulated(text, seed);
        let world = simulation.world();
        let n_web = world.tasks.values().filter(|it| it.capacity_provider.is_some()).count();
        assert_eq!(n_web, 2, "seed {seed}");
        assert!(world.container_instances.len() <= 2);
    }
}

#[test]
fn without_protection_the_group_may_choose_an_instance_in_use() {
    let stopped = |settings: &str, seed| {
        let text = format!(
            "clock; provider P m5.large in a size 0/10 {settings}; capacity 0 2; advance 120;
             run 1 x web 64/64 via 0:0/1; advance 4000"
        );
        simulated(&text, seed).world().tasks.is_empty()
    };
    assert!((0..25).any(|seed| stopped("undrained", seed)));
    assert!(!(0..25).any(|seed| stopped("protected", seed)));
}

#[test]
fn an_instance_that_is_to_go_counts_neither_as_needed_nor_as_running() {
    let text = "clock; provider P m5.large in a size 0/10; capacity 0 2; advance 120;
        run 1 x web 64/64 via 0:0/1; advance 4000";
    let all: std::collections::BTreeSet<String> = (0..25).map(|seed| state(&simulated(text, seed))).collect();
    // The task runs on in both cases; where its own instance was chosen, it needs no other.
    let expected = [
        "100 %: 0 of 0, 0 launching, 1 leaving, 0 waiting",
        "100 %: 1 of 1, 0 launching, 0 leaving, 0 waiting",
    ];
    assert!(all.iter().eq(expected), "{all:?}");
    assert!((0..25).all(|seed| simulated(text, seed).world().tasks.len() == 1));
}

#[test]
fn managed_draining_lets_a_service_replace_its_tasks_first() {
    let text = |settings: &str| {
        format!(
            "clock; provider P m5.large in a size 0/10 {settings}; capacity 0 2; advance 120;
             serve 4 x web 64/64 via 0:0/1; advance 120; capacity 0 1; advance 300"
        )
    };
    for seed in 0..10 {
        let drained = simulated(&text(""), seed);
        assert_eq!(state(&drained), "100 %: 1 of 1, 0 launching, 0 leaving, 0 waiting");
        assert_eq!(said(&drained, &["managed draining"]).len(), 1);
        assert!(said(&drained, &["stopped/terminated"]).is_empty(), "seed {seed}");
        let undrained = simulated(&text("undrained"), seed);
        assert!(!said(&undrained, &["stopped/terminated"]).is_empty(), "seed {seed}");
    }
}

#[test]
fn a_group_launches_evenly_over_its_zones_and_replaces_what_is_gone() {
    let simulation = simulated("provider P m5.large in a b c size 5/5; remove 0", 1);
    let zones: Vec<u8> = simulation.world().container_instances.values().map(|it| it.zone.0).collect();
    assert_eq!(zones, [1, 2, 0, 1, 0]);
    let lost = simulated("lose b; provider P m5.large in a b size 3/3", 1);
    assert!(lost.world().container_instances.values().all(|it| it.zone.0 == 0));
}

#[test]
fn the_last_scaling_says_why() {
    let simulation = after("0/10", &format!("serve 1 x {FOUR} via 0:0/1; advance 60"));
    let provider = simulation.world().group_provider(GroupProviderId(0)).unwrap();
    let scaling = provider.last_scaling.unwrap();
    assert!(matches!(scaling.reason, ScalingReason::ScaleOut(_)));
    assert_eq!(
        explain::scaling_sentence(&scaling),
        "Scale-out from 0 to 2. CapacityProviderReservation is 200 %: 1 instance needed, 0 running."
    );
}

#[test]
fn a_cluster_at_rest_costs_no_decisions() {
    let before = after("0/10", &format!("serve 8 x {FOUR} via 0:0/1; advance 2000")).log().len();
    let later =
        after("0/10", &format!("serve 8 x {FOUR} via 0:0/1; advance 2000; advance 500000")).log().len();
    assert!(later - before < 5, "{before} {later}");
}

#[test]
fn settings_of_managed_scaling_have_the_defaults_of_the_api() {
    let scaling = crate::sim::capacity::ManagedScaling::DEFAULT;
    let steps = (scaling.minimum_step, scaling.maximum_step);
    assert_eq!((scaling.target_capacity, steps, scaling.warmup_seconds), (100, (1, 10_000), 300));
}

#[test]
fn cpu_memory_and_gpus_count_in_the_estimate_by_kind() {
    // An m5.large has 2,048 units and 7,987 MiB: four by CPU, three by memory.
    for (task, n_needed) in [("web 512/64", 3), ("web 64/2600", 4), ("web 512/2600", 4)] {
        let text = format!("advance 400; run 10 x {task} via 0:0/1");
        let needed = |simulation: &Simulation| {
            let provider = simulation.world().group_provider(GroupProviderId(0)).unwrap().clone();
            crate::sim::capacity::reservation(simulation.world(), &provider).needed
        };
        assert_eq!(needed(&after("1/10", &text)), n_needed, "{task}");
    }
}

#[test]
fn a_constraint_that_no_instance_satisfies_breaks_the_estimate() {
    // Each new instance is one more that does not help: the group grows to its maximum.
    let text = "run 1 x web 64/64 via 0:0/1 by only attribute:stack == prod; advance 3000";
    let simulation = after("0/4 warmup 0", text);
    let largest = said(&simulation, &["Scale-out"]);
    assert!(largest.iter().any(|it| it.contains("to 4.")), "{largest:?}");
}

#[test]
fn spread_without_binpack_ends_at_one_task_an_instance_and_binpack_lets_the_group_shrink() {
    let many = "capacity 0 4; advance 120; serve 4 x web 64/64 via 0:0/1";
    let spread = after("0/10 protected", &format!("{many}; advance 4000"));
    assert_eq!(state(&spread), "100 %: 4 of 4, 0 launching, 0 leaving, 0 waiting");
    let packed = after("0/10 protected", &format!("{many} by spread zone, binpack memory; advance 4000"));
    assert_eq!(state(&packed), "100 %: 2 of 2, 0 launching, 0 leaving, 0 waiting");
}
