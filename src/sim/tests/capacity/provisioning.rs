//! Tasks that wait in PROVISIONING for capacity.

use super::{said, simulated, state};
use crate::sim::capacity::{MAX_PROVISIONING, PROVISIONING_SECONDS};
use crate::sim::life::{Stop, StopCode, StoppedReason, TaskStatus};
use crate::sim::{TaskPlace, explain};

#[test]
fn with_managed_scaling_a_task_that_fits_nowhere_waits_in_provisioning() {
    let simulation = simulated("clock; provider P m5.large in a size 0/2; run 1 x web 512/512 via 0:0/1", 1);
    let task = simulation.world().tasks.values().next().unwrap();
    assert_eq!(task.place, TaskPlace::AwaitsCapacity);
    assert_eq!(task.life.last_status, TaskStatus::Provisioning);
    assert_eq!(
        said(&simulation, &["waits"]),
        ["web A1 waits in PROVISIONING: no instance of P has room for it yet."]
    );
}

#[test]
fn without_managed_scaling_run_task_fails_at_once_and_a_service_tries_again() {
    let board = "clock; provider P m5.large in a size 0/2 unmanaged;";
    let simulation = simulated(&format!("{board} run 1 x web 512/512 via 0:0/1"), 1);
    assert!(simulation.world().tasks.is_empty());
    assert_eq!(said(&simulation, &["not placed"]), ["web A1 was not placed. EMPTY CAPACITY PROVIDER"]);
    let simulation = simulated(&format!("{board} serve 1 x web 512/512 via 0:0/1"), 1);
    assert_eq!(
        said(&simulation, &["unable"]),
        ["service web was unable to place a task. Reason: EMPTY CAPACITY PROVIDER"]
    );
    let simulation =
        simulated(&format!("{board} serve 1 x web 512/512 via 0:0/1; capacity 0 1; advance 120"), 1);
    assert_eq!(simulation.world().tasks.len(), 1);
}

#[test]
fn a_task_that_waits_is_placed_when_there_is_room() {
    let simulation =
        simulated("clock; provider P m5.large in a size 1/1; run 5 x web 512/512 via 0:0/1; advance 90", 1);
    // An m5.large takes four of these.
    assert_eq!(state(&simulation), "200 %: 1 of 1, 0 launching, 0 leaving, 1 waiting");
    let simulation = simulated(
        "clock; provider P m5.large in a size 1/1; run 5 x web 512/512 via 0:0/1; advance 120; stop 0; advance 60",
        1,
    );
    assert_eq!(state(&simulation), "100 %: 1 of 1, 0 launching, 0 leaving, 0 waiting");
    let running = simulation.world().tasks.values().filter(|it| it.life.last_status == TaskStatus::Running);
    assert_eq!(running.count(), 4);
}

#[test]
fn placement_rules_hold_for_a_task_that_waited() {
    let simulation = simulated(
        "clock; provider P m5.large in a size 2/2; run 3 x web 64/64 via 0:0/1 by distinct; advance 120",
        1,
    );
    assert_eq!(state(&simulation), "150 %: 2 of 2, 0 launching, 0 leaving, 1 waiting");
}

#[test]
fn a_task_waits_for_so_long_and_no_longer() {
    let board = "clock; provider P m5.large in a size 0/2 steps 1/1; run 1 x big 9000/512 via 0:0/1;";
    let last = PROVISIONING_SECONDS - 1;
    assert_eq!(simulated(&format!("{board} advance {last}"), 1).world().tasks.len(), 1);
    let simulation = simulated(&format!("{board} advance {PROVISIONING_SECONDS}"), 1);
    assert!(simulation.world().tasks.is_empty());
    let stopped = &simulation.world().stopped_tasks[0].task;
    let no_capacity = StoppedReason::NoCapacity { is_empty: true };
    assert_eq!(
        explain::stopped_reason(simulation.world(), &no_capacity),
        "TaskFailedToStart: EMPTY CAPACITY PROVIDER"
    );
    assert_eq!(stopped.life.stop, Some(Stop::of(StopCode::TaskFailedToStart, no_capacity)));
}

#[test]
fn no_more_tasks_of_a_cluster_wait_than_the_quota_allows() {
    let simulation =
        simulated("clock; provider P m5.large in a size 0/1; serve 120 x web 512/512 via 0:0/1", 1);
    assert_eq!(simulation.world().capacity.provisioning.len(), MAX_PROVISIONING);
    assert_eq!(said(&simulation, &["unable"]).len(), 1);
}

#[test]
fn a_task_that_waits_can_be_stopped_and_scale_in_takes_it_first() {
    let simulation =
        simulated("clock; provider P m5.large in a size 0/1; run 2 x web 512/512 via 0:0/1; stop 0", 1);
    assert_eq!(state(&simulation), "200 %: 0 of 0, 0 launching, 0 leaving, 1 waiting");
    let simulation = simulated(
        "clock; provider P m5.large in a size 1/1; serve 6 x web 512/512 via 0:0/1; advance 180; count 0 4",
        1,
    );
    assert_eq!(state(&simulation), "100 %: 1 of 1, 0 launching, 0 leaving, 0 waiting");
}

#[test]
fn on_a_board_that_stands_still_nothing_waits_and_groups_are_there_at_once() {
    let simulation = simulated("provider P m5.large in a size 1/2; run 5 x web 512/512 via 0:0/1", 1);
    assert_eq!(simulation.world().tasks.len(), 4);
    assert!(simulation.world().capacity.provisioning.is_empty());
}
