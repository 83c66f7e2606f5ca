//! What counts as a healthy task, and what becomes of an unhealthy one.

use super::{commands, scenario};
use crate::ecs::HealthCheck;
use crate::sim::life::HealthStatus;
use crate::sim::service::{DeploymentConfiguration, SchedulingStrategy, health};
use crate::sim::{Command, ServiceId, Simulation, Switch, TaskDefinitionId, TaskId};

/// A service whose containers have a health check every 10 seconds, with these percentages.
fn checked(desired: u32, (minimum, maximum): (u32, u32), seconds: u64) -> Simulation {
    let mut simulation = Simulation::new(scenario(7));
    let give = |simulation: &mut Simulation, command: Command| {
        simulation.dispatch(command);
        super::invariants::assert_invariants(simulation.world());
    };
    for command in commands("2 instances of 2048/4096; clock") {
        give(&mut simulation, command);
    }
    let mut definition = super::task_definition("web 64/64");
    definition.container_definitions[0].health_check =
        Some(HealthCheck { interval: Some(10), ..HealthCheck::default() });
    give(&mut simulation, Command::RegisterTaskDefinition(Box::new(definition)));
    let mut create = commands(&format!("serve {desired} x web 64/64")).pop().unwrap();
    if let Command::CreateService(request) = &mut create {
        request.placement.task_definition = TaskDefinitionId(0);
        request.availability_zone_rebalancing = Some(Switch::Off);
        request.deployment_configuration.minimum_healthy_percent = minimum;
        request.deployment_configuration.maximum_percent = maximum;
    }
    give(&mut simulation, create);
    give(&mut simulation, Command::Advance(seconds));
    simulation
}

fn unhealthy(simulation: &mut Simulation, task: u32) {
    let health = HealthStatus::Unhealthy;
    simulation.dispatch(Command::SetContainerHealth { task: TaskId(task), container: 0, health });
    super::invariants::assert_invariants(simulation.world());
}

fn counted(simulation: &Simulation) -> Vec<u32> {
    simulation.world().tasks.values().filter(|it| it.counts()).map(|it| it.id.0).collect()
}

#[test]
fn replica_has_100_and_200_percent_by_default_and_daemon_0_and_100() {
    let of = |it: DeploymentConfiguration| (it.minimum_healthy_percent, it.maximum_percent);
    assert_eq!(of(DeploymentConfiguration::REPLICA), (100, 200));
    assert_eq!(of(DeploymentConfiguration::DAEMON), (0, 100));
    let simulation = checked(1, (100, 200), 1);
    let service = &simulation.world().services[&ServiceId(0)];
    assert_eq!(service.placement.scheduling_strategy, SchedulingStrategy::Replica);
}

#[test]
fn without_a_check_a_task_is_healthy_40_seconds_after_running() {
    let at = |seconds: u64| {
        let mut simulation = Simulation::new(scenario(7));
        for command in
            commands(&format!("1 instance of 2048/4096; clock; serve 1 x web 64/64; advance {seconds}"))
        {
            simulation.dispatch(command);
        }
        health(simulation.world(), &simulation.world().tasks[&TaskId(0)])
    };
    // It runs at 10 s.
    assert_eq!(
        [at(9), at(49), at(50)],
        [HealthStatus::Unknown, HealthStatus::Unknown, HealthStatus::Healthy]
    );
}

#[test]
fn with_a_container_check_a_task_is_healthy_as_soon_as_the_check_says_so() {
    let at = |seconds| {
        let simulation = checked(1, (100, 200), seconds);
        health(simulation.world(), &simulation.world().tasks[&TaskId(0)])
    };
    assert_eq!([at(19), at(20)], [HealthStatus::Unknown, HealthStatus::Healthy]);
}

#[test]
fn an_unhealthy_task_is_replaced_first_where_the_maximum_allows_it() {
    let mut simulation = checked(3, (100, 200), 100);
    unhealthy(&mut simulation, 1);
    assert_eq!(counted(&simulation), [0, 1, 2, 3], "the replacement starts while the old one runs");
    simulation.dispatch(Command::Advance(19));
    assert_eq!(counted(&simulation), [0, 1, 2, 3]);
    simulation.dispatch(Command::Advance(1));
    assert_eq!(counted(&simulation), [0, 2, 3], "it is healthy, and the old one stops");
}

#[test]
fn where_the_maximum_does_not_allow_it_unhealthy_tasks_stop_one_by_one_down_to_the_minimum() {
    let mut simulation = checked(4, (50, 100), 100);
    for task in 0..3 {
        unhealthy(&mut simulation, task);
    }
    // Two must run: the first two make room for their replacements, the third waits for one of these to run.
    assert_eq!(counted(&simulation), [2, 3, 4, 5]);
    simulation.dispatch(Command::Advance(10));
    assert_eq!(counted(&simulation), [3, 4, 5, 6]);
}

#[test]
fn with_a_minimum_of_100_and_no_room_above_an_unhealthy_task_stays() {
    let mut simulation = checked(2, (100, 100), 100);
    unhealthy(&mut simulation, 0);
    simulation.dispatch(Command::Advance(600));
    assert_eq!(counted(&simulation), [0, 1]);
}
