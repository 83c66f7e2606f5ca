//! Spot capacity that is taken back.

use super::{by_provider, refusal, said, simulated, state};
use crate::sim::capacity::{CapacityOrder, SpotTarget};
use crate::sim::life::{StopCode, TaskStatus};
use crate::sim::{CapacityRefusal, Command, ContainerInstanceId, Refusal, TaskId};

const FAR: &str = "far 256/512 fargate";

#[test]
fn a_fargate_spot_task_gets_sigterm_and_stops_with_aws_s_words() {
    let text = format!("clock; run 1 x {FAR} via SPOT:0/1; advance 60; interrupt task 0");
    let simulation = simulated(&text, 1);
    let task = &simulation.world().tasks[&TaskId(0)];
    assert_eq!(task.life.last_status, TaskStatus::Stopping);
    assert_eq!(task.life.stop.as_ref().unwrap().code, Some(StopCode::TerminationNotice));
    assert_eq!(
        said(&simulation, &["interrupted"]),
        ["far A1 is to stop (TerminationNotice: Your Spot Task was interrupted.). far A1 is STOPPING."]
    );
    assert_eq!(simulated(&format!("{text}; advance 120"), 1).world().tasks.len(), 0);
}

#[test]
fn a_service_replaces_an_interrupted_task_on_spot_while_there_is_capacity() {
    let text = format!("clock; serve 2 x {FAR} via SPOT:0/1; advance 60; interrupt task 0; advance 60");
    assert_eq!(by_provider(&simulated(&text, 1)), "FARGATE_SPOT 2");
}

#[test]
fn without_spot_capacity_a_service_waits_and_does_not_go_to_fargate() {
    let text = format!(
        "clock; serve 2 x {FAR} via FARGATE:0/1 SPOT:0/1; advance 60; nospot; interrupt task 1; advance 600"
    );
    let simulation = simulated(&text, 1);
    assert_eq!(by_provider(&simulation), "FARGATE 1");
    let mut unable = said(&simulation, &["unable to place"]);
    unable.dedup();
    assert_eq!(
        unable,
        [
            "service far was unable to place a task. Reason: Capacity is unavailable at this time. Please try again later or in a different availability zone."
        ]
    );
    assert_eq!(by_provider(&simulated(&format!("{text}; spot; advance 60"), 1)), "FARGATE 1, FARGATE_SPOT 1");
}

#[test]
fn only_spot_capacity_can_be_interrupted() {
    let not_spot = Refusal::OfCapacity(CapacityRefusal::NotSpot);
    let task = Command::Capacity(CapacityOrder::InterruptSpot(SpotTarget::Task(TaskId(0))));
    assert_eq!(refusal(&format!("clock; run 1 x {FAR} via FARGATE:0/1"), task.clone()), not_spot);
    assert_eq!(refusal(&format!("clock; run 1 x {FAR}"), task.clone()), not_spot);
    assert_eq!(refusal("clock", task), Refusal::NotFound);
    let instance = Command::Capacity(CapacityOrder::InterruptSpot(SpotTarget::ContainerInstance(
        ContainerInstanceId(0),
    )));
    assert_eq!(refusal("provider P m5.large in a size 1/1", instance.clone()), not_spot);
    assert_eq!(refusal("1 instance of m5.large in a", instance), not_spot);
}

#[test]
fn a_spot_instance_goes_two_minutes_after_its_notice() {
    let board =
        "clock; provider P m5.large in a size 1/1 bought; serve 1 x web 64/64 via 0:0/1; advance 120;";
    let noticed = simulated(&format!("{board} interrupt instance 0; advance 119"), 1);
    assert!(noticed.world().container_instances.contains_key(&ContainerInstanceId(0)));
    assert_eq!(noticed.world().tasks.len(), 1);
    let gone = simulated(&format!("{board} interrupt instance 0; advance 120"), 1);
    assert!(!gone.world().container_instances.contains_key(&ContainerInstanceId(0)));
    let stop = gone.world().stopped_tasks[0].task.life.stop.as_ref().unwrap();
    assert_eq!(stop.code, Some(StopCode::SpotInterruption));
    assert_eq!(said(&gone, &["Host EC2"]).len(), 1);
    // The group launches another one, which takes the task that waits.
    let back = simulated(&format!("{board} interrupt instance 0; advance 300"), 1);
    assert_eq!(state(&back), "100 %: 1 of 1, 0 launching, 0 leaving, 0 waiting");
}

#[test]
fn spot_instance_draining_gives_the_tasks_away_during_the_notice() {
    let board =
        "clock; provider P m5.large in a size 2/2 noticed; serve 2 x web 64/64 via 0:0/1; advance 120;";
    let simulation = simulated(&format!("{board} interrupt instance 0; advance 120"), 1);
    assert!(said(&simulation, &["Host EC2"]).is_empty());
    assert_eq!(simulation.world().tasks_on(ContainerInstanceId(1)).count(), 2);
    let undrained =
        simulated(&format!("{} interrupt instance 0; advance 120", board.replace("noticed", "bought")), 1);
    assert_eq!(said(&undrained, &["Host EC2"]).len(), 1);
}

#[test]
fn on_a_board_that_stands_still_a_spot_instance_is_gone_at_once() {
    let simulation = simulated("provider P m5.large in a size 1/1 bought; interrupt instance 0", 1);
    let ids: Vec<_> = simulation.world().container_instances.keys().collect();
    assert_eq!(ids, [&ContainerInstanceId(1)]);
}
