//! Resources, constraints, strategies: the worked examples and the outcomes that lessons teach.

use expect_test::expect;

use super::{board, check, check_used, check_zones, commands, simulated};
use crate::ecs::{PlacementStrategy, SpreadField};
use crate::sim::{Command, ContainerInstanceId};

/// The board of the lessons: two instances of 2,048/4,096 in each of three zones.
const B6: &str = "2 instances of 2048/4096 in a b c;";

fn on_b6(text: &str) -> String {
    format!("{B6} {text}")
}

#[test]
fn binpack_fills_the_instance_with_the_least_left_that_still_has_enough() {
    check(
        "1 instance of 1024/2048; 1 instance of 1024/1536; run 3 x web 512/512 by binpack memory",
        expect!["a1: web | a2: web web"],
    );
}

#[test]
fn what_equals_the_room_left_fits_and_one_unit_more_does_not() {
    check("1 instance of 1024/2048; run 2 x web 512/1024", expect!["a1: web web"]);
    check("1 instance of 1023/2048; run 2 x web 512/1024", expect!["a1: web | unplaced: 1"]);
    check("1 instance of 1024/2047; run 2 x web 512/1024", expect!["a1: web | unplaced: 1"]);
}

#[test]
fn a_static_host_port_runs_once_on_an_instance() {
    check(
        "3 instances of 2048/4096; run 4 x web 256/256 port 80 by spread instance",
        expect!["a1: web | a2: web | a3: web | unplaced: 1"],
    );
}

#[test]
fn a_dynamic_host_port_needs_no_check() {
    check("1 instance of 2048/4096; run 4 x web 256/256 dynamic 80", expect!["a1: web web web web"]);
}

#[test]
fn a_port_that_the_agent_reserves_fits_nowhere() {
    check("1 instance of 2048/4096; run 1 x web 256/256 port 51678", expect!["a1: | unplaced: 1"]);
    check("1 instance of 2048/4096; run 1 x web 256/256 port 51681", expect!["a1: web"]);
}

#[test]
fn each_awsvpc_task_takes_a_network_interface() {
    check(
        "3 instances of 2048/4096; run 8 x web 128/128 awsvpc by spread instance",
        expect!["a1: web web | a2: web web | a3: web web | unplaced: 2"],
    );
}

#[test]
fn a_task_of_8192_mib_never_fits_an_8_gib_instance() {
    check(
        "1 instance of m5.large; run 1 x web 256/8192; run 1 x api 256/7987",
        expect!["a1: api | unplaced: 1"],
    );
}

#[test]
fn l3_2_one_host_port_for_all_runs_three_of_four_tasks_on_three_instances() {
    check_zones(
        "1 instance of 2048/4096 in a b c; run 4 x web 512/1024 port 80",
        expect!["1/1/1 on 3 instances, unplaced: 1"],
    );
}

#[test]
fn l3_3_two_free_interfaces_each_run_six_of_eight_awsvpc_tasks() {
    check_zones(
        "1 instance of 2048/4096 in a b c; run 8 x web 128/128 awsvpc",
        expect!["2/2/2 on 3 instances, unplaced: 2"],
    );
}

#[test]
fn l4_1_spread_over_zones_gives_two_each() {
    check_zones(
        &on_b6("run 6 x s 512/1024 by spread zone, spread instance"),
        expect!["2/2/2 on 6 instances"],
    );
}

#[test]
fn l4_2_binpack_uses_two_instances() {
    check_used(&on_b6("run 6 x s 512/1024 by binpack memory"), expect!["6 tasks on 2 instances"]);
}

#[test]
fn l4_3_spread_over_zones_then_binpack_uses_three() {
    check_zones(&on_b6("run 6 x s 512/1024 by spread zone, binpack memory"), expect!["2/2/2 on 3 instances"]);
}

#[test]
fn l4_4_spreading_strands_the_room_that_big_tasks_need() {
    check_zones(
        &on_b6("run 6 x s 512/1024 by spread instance; run 4 x big 2048/4096"),
        expect!["2/2/2 on 6 instances, unplaced: 4"],
    );
    check_zones(
        &on_b6("run 6 x s 512/1024 by spread zone, binpack memory; run 4 x big 2048/4096"),
        expect!["3/3/3 on 6 instances, unplaced: 1"],
    );
    check_used(
        &on_b6("run 6 x s 512/1024 by binpack memory; run 4 x big 2048/4096"),
        expect!["10 tasks on 6 instances"],
    );
}

#[test]
fn l4_5_packing_by_memory_can_strand_cpu() {
    let board = "4 instances of 2048/4096;";
    let run = |by: &str| format!("{board} run 2 x s 512/512 by {by}; run 4 x tall 1536/256 by {by}");
    check_zones(&run("binpack memory"), expect!["5/0/0 on 4 instances, unplaced: 1"]);
    check_zones(&run("spread instance"), expect!["6/0/0 on 4 instances"]);
}

#[test]
fn l4_6_the_field_of_binpack_decides_which_currency_is_saved() {
    let run = |by: &str| {
        format!(
            "1 instance of 4096/8192; 1 instance of 2048/16384; run 4 x s 512/512 by {by}; run 1 x big 1024/12288"
        )
    };
    check(&run("binpack cpu"), expect!["a1: | a2: s s s s | unplaced: 1"]);
    check(&run("binpack memory"), expect!["a1: s s s s | a2: big"]);
}

#[test]
fn l4_7_the_first_strategy_of_the_list_decides_first() {
    check_zones(&on_b6("run 4 x s 512/1024 by binpack memory, spread zone"), expect!["4/0/0 on 1 instances"]);
    check_zones(&on_b6("run 4 x s 512/1024 by spread zone, binpack memory"), expect!["2/1/1 on 3 instances"]);
}

#[test]
fn l5_1_distinct_instance_runs_six_of_seven_on_six_instances() {
    check_zones(&on_b6("run 7 x s 128/128 by distinct"), expect!["2/2/2 on 6 instances, unplaced: 1"]);
}

#[test]
fn distinct_instance_counts_the_group_not_the_task_definition() {
    check(
        "2 instances of 2048/4096; run 2 x s 128/128 by distinct; run 2 x t 128/128 by distinct",
        expect!["a1: s t | a2: s t"],
    );
    check(
        "2 instances of 2048/4096; run 2 x s 128/128 group g by distinct; run 2 x t 128/128 group g by distinct",
        expect!["a1: s | a2: s | unplaced: 2"],
    );
}

#[test]
fn spread_counts_full_instances_and_falls_back_to_the_next_zone() {
    // The worked example of section 4.2: zones a, b, c run 2, 1, 1 of the group; c is full; b1 has 900 MiB, b2 400.
    let in_zone = |zone: &str| format!("by only attribute:ecs.availability-zone == us-east-1{zone}");
    let board = "1 instance of 1024/4096 in a; 1 instance of 1024/1350 in b; 1 instance of 1024/400 in b; \
                 1 instance of 1024/450 in c;";
    let (two_in_a, one_in_b, one_in_c) = (in_zone("a"), in_zone("b"), in_zone("c"));
    check(
        &format!(
            "{board} run 2 x svc 128/450 group g {two_in_a}; run 1 x svc 128/450 group g {one_in_b}; \
             run 1 x svc 128/450 group g {one_in_c}; run 1 x new 128/500 group g by spread zone, binpack memory"
        ),
        expect!["a1: svc svc | b1: svc new | b2: | c1: svc"],
    );
}

#[test]
fn l5_2_member_of_keeps_work_on_the_instances_that_match() {
    let board = "2 instances of m5.large in a; 1 instance of g5.xlarge in b;";
    check(
        &format!("{board} run 3 x gpu 256/512 by only attribute:ecs.instance-type =~ g5.*"),
        expect!["a1: | a2: | b1: gpu gpu gpu"],
    );
    check(
        &format!(
            "{board} run 4 x web 256/512 by only not(attribute:ecs.instance-type =~ g5.*), spread instance"
        ),
        expect!["a1: web web | a2: web web | b1:"],
    );
}

#[test]
fn affinity_and_anti_affinity_ask_for_the_group_on_the_instance() {
    let board = "1 instance of 2048/4096 in a; 1 instance of 2048/4096 in b; run 1 x web 256/512 by only attribute:ecs.availability-zone == us-east-1b;";
    check(
        &format!("{board} run 2 x api 128/128 by only task:group == family:web"),
        expect!["a1: | b1: web api api"],
    );
    check(
        &format!("{board} run 2 x api 128/128 by only not(task:group == family:web)"),
        expect!["a1: api api | b1: web"],
    );
    check(
        &format!("{board} run 2 x api 128/128 by only runningTasksCount == 0"),
        expect!["a1: api | b1: web | unplaced: 1"],
    );
}

#[test]
fn random_cuts_the_chain() {
    check_zones(&on_b6("run 6 x s 512/1024 by random, binpack memory"), expect!["depends on the draw"]);
}

#[test]
fn fargate_spreads_over_the_zones_and_needs_no_instance() {
    check_zones("run 6 x s 256/512 fargate", expect!["2/2/2 on 0 instances"]);
}

/// Three instances of a rack each; the third has none.
fn racks(text: &str, seed: u64) -> crate::sim::Simulation {
    let mut simulation = simulated("3 instances of 2048/4096", seed);
    for (id, rack) in [(0, "1"), (1, "2")] {
        simulation.dispatch(Command::PutAttribute {
            container_instance: ContainerInstanceId(id),
            name: "rack".to_owned(),
            value: rack.to_owned(),
        });
    }
    for command in commands(text) {
        simulation.dispatch(command);
    }
    simulation
}

#[test]
fn spread_takes_any_attribute_and_one_that_is_missing_is_a_value_of_its_own() {
    let by_rack = |request: &mut Command| {
        let Command::RunTask(request) = request else { return };
        request.placement_strategy =
            vec![PlacementStrategy::Spread(SpreadField::Attribute("rack".to_owned()))];
    };
    for seed in 0..10 {
        let mut simulation = racks("", seed);
        for mut command in commands("run 6 x web 64/64") {
            by_rack(&mut command);
            simulation.dispatch(command);
        }
        assert_eq!(board::by_instance(&simulation), "a1: web web | a2: web web | a3: web web", "seed {seed}");
    }
}

#[test]
fn spread_counts_tasks_of_the_group_and_of_the_service_only() {
    // Other families, groups and services on a1 do not count against it.
    check(
        "2 instances of 2048/4096; run 2 x api 64/64 by only attribute:ecs.instance-type exists, spread instance; \
         run 2 x web 64/64 by spread instance",
        expect!["a1: api web | a2: api web"],
    );
    check(
        "1 instance of 2048/4096 in a b; serve 1 x api 64/64 by only attribute:ecs.availability-zone == us-east-1a; \
         serve 2 x web 64/64",
        expect!["a1: api web | b1: web"],
    );
}

#[test]
fn run_task_without_a_strategy_is_random_and_a_service_spreads_over_zones_and_then_instances() {
    check_zones(&on_b6("run 6 x s 128/128"), expect!["depends on the draw"]);
    check_zones(&on_b6("serve 6 x s 128/128"), expect!["2/2/2 on 6 instances"]);
}

#[test]
fn spread_over_the_instance_id_takes_the_instance_with_the_fewest() {
    check(
        "3 instances of 2048/4096; run 6 x s 64/64 by spread instance",
        expect!["a1: s s | a2: s s | a3: s s"],
    );
}

#[test]
fn tasks_do_not_move_when_they_could_be_packed_closer() {
    // Two are left, one on each instance, though one instance would do.
    let after = "2 instances of 1024/2048; run 4 x s 512/512 by binpack cpu; stop 0; stop 2";
    check_used(after, expect!["2 tasks on 2 instances"]);
}

#[test]
fn each_placement_sees_those_before_it() {
    check_zones(&on_b6("run 3 x s 128/128 by spread zone"), expect!["1/1/1 on 3 instances"]);
}

#[test]
fn start_task_takes_no_strategy_and_needs_none() {
    let mut simulation = simulated("3 instances of 2048/4096; run 1 x s 64/64", 7);
    simulation.dispatch(Command::StartTask(crate::sim::StartTask {
        task_definition: crate::sim::TaskDefinitionId(0),
        container_instances: [2, 2, 0].map(ContainerInstanceId).to_vec(),
        group: None,
    }));
    let n_on = |id: u32| simulation.world().tasks_on(ContainerInstanceId(id)).count();
    assert!(n_on(2) >= 2 && n_on(0) >= 1, "where the caller says");
}
