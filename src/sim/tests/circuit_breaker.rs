//! What fails a deployment, what is forgotten, and where a service goes back to.

use super::{commands, scenario};
use crate::ecs::HealthCheck;
use crate::sim::arithmetic::ThresholdType;
use crate::sim::life::{ContainerBehavior, HealthStatus};
use crate::sim::service::{CircuitBreaker, RolloutState, Service, ServiceChange};
use crate::sim::{Command, Event, ServiceId, Simulation, Switch, TaskDefinitionId, TaskId, UpdateService};

fn played(text: &str) -> Simulation {
    let mut simulation = Simulation::new(scenario(7));
    for command in commands(text) {
        give(&mut simulation, command);
    }
    simulation
}

fn give(simulation: &mut Simulation, command: Command) {
    simulation.dispatch(command);
    super::invariants::assert_invariants(simulation.world());
}

fn service(simulation: &Simulation) -> &Service {
    &simulation.world().services[&ServiceId(0)]
}

fn state(simulation: &Simulation) -> RolloutState {
    service(simulation).deployments[0].rollout_state
}

const BOARD: &str = "2 instances of 2048/4096 in a b; clock;";

#[test]
fn a_deployment_is_in_progress_then_completed() {
    let simulation = played(&format!("{BOARD} serve 2 x web 64/64"));
    assert_eq!(state(&simulation), RolloutState::InProgress);
    assert_eq!(state(&played(&format!("{BOARD} serve 2 x web 64/64; advance 60"))), RolloutState::Completed);
}

#[test]
fn with_no_deployment_that_completed_there_is_nothing_to_go_back_to() {
    let text = format!(
        "{BOARD} run 1 x web 64/64; stop 0; unpullable 0; serve 4 x web 64/64; config 0 100 200 breaker rollback"
    );
    let simulation = played(&format!("{text}; advance 3600"));
    assert_eq!(state(&simulation), RolloutState::Failed);
    assert_eq!(service(&simulation).deployments.len(), 1);
    assert!(simulation.world().tasks.is_empty(), "it launches nothing more");
}

/// Failures after which the deployment of a service is given up, each a task that never ran.
fn failures_until_failed(desired: u32, threshold_type: ThresholdType, threshold_value: u32) -> u32 {
    let mut simulation = played(&format!("{BOARD} run 1 x web 0/4; stop 0; unpullable 0"));
    let breaker =
        CircuitBreaker { threshold_type, threshold_value, ..CircuitBreaker::with_rollback(Switch::Off) };
    let mut create = commands(&format!("serve {desired} x web 0/4")).pop().unwrap();
    if let Command::CreateService(request) = &mut create {
        request.deployment_configuration.circuit_breaker = Some(breaker);
    }
    give(&mut simulation, create);
    for _ in 0..40 {
        give(&mut simulation, Command::Advance(900));
    }
    assert_eq!(state(&simulation), RolloutState::Failed, "{desired} {threshold_value}");
    let mut n = 0;
    for event in simulation.log().iter().flat_map(|it| &it.events) {
        match event {
            Event::ServiceChanged(_, ServiceChange::LaunchFailed(..)) => n += 1,
            Event::ServiceChanged(_, ServiceChange::DeploymentFailed) => return n,
            _ => {}
        }
    }
    n
}

#[test]
fn the_threshold_is_half_of_the_desired_count_and_three_at_least_by_default() {
    let by_default = CircuitBreaker::with_rollback(Switch::Off);
    assert_eq!((by_default.threshold_type, by_default.threshold_value), (ThresholdType::BoundedPercent, 50));
    assert_eq!(by_default.reset_on_healthy_task, Switch::On);
    for (desired, threshold) in [(1, 3), (4, 3), (6, 3), (8, 4), (25, 13)] {
        assert_eq!(failures_until_failed(desired, ThresholdType::BoundedPercent, 50), threshold, "{desired}");
    }
}

#[test]
fn an_unbounded_percentage_and_a_count_are_taken_as_they_are() {
    assert_eq!(failures_until_failed(2, ThresholdType::UnboundedPercent, 50), 1);
    assert_eq!(failures_until_failed(10, ThresholdType::UnboundedPercent, 20), 2);
    assert_eq!(failures_until_failed(1, ThresholdType::Count, 5), 5);
}

/// A service whose containers have a health check, and the deployment of a second revision.
fn checked(breaker: CircuitBreaker) -> Simulation {
    let mut simulation = played(BOARD);
    let mut definition = super::task_definition("web 64/64");
    let check = HealthCheck { interval: Some(10), retries: Some(1), ..HealthCheck::default() };
    definition.container_definitions[0].health_check = Some(check);
    for _ in 0..2 {
        give(&mut simulation, Command::RegisterTaskDefinition(Box::new(definition.clone())));
    }
    let mut create = commands("serve 4 x web 64/64").pop().unwrap();
    if let Command::CreateService(request) = &mut create {
        request.placement.task_definition = TaskDefinitionId(0);
        request.deployment_configuration.circuit_breaker = Some(breaker);
    }
    give(&mut simulation, create);
    give(&mut simulation, Command::Advance(100));
    assert_eq!(state(&simulation), RolloutState::Completed);
    simulation
}

fn second_revision() -> Command {
    Command::UpdateService(Box::new(UpdateService {
        task_definition: Some(TaskDefinitionId(1)),
        ..UpdateService::of(ServiceId(0))
    }))
}

#[test]
fn failed_health_checks_of_containers_count_once_a_task_runs() {
    let mut simulation = checked(CircuitBreaker::with_rollback(Switch::On));
    let behavior = ContainerBehavior { is_unhealthy: true, ..ContainerBehavior::default() };
    give(
        &mut simulation,
        Command::SetContainerBehavior { task_definition: TaskDefinitionId(1), container: 0, behavior },
    );
    give(&mut simulation, second_revision());
    give(&mut simulation, Command::Advance(1_000));
    let told = |wanted: &ServiceChange| {
        let all = simulation.log().iter().flat_map(|it| &it.events);
        all.filter(|it| matches!(it, Event::ServiceChanged(_, change) if change == wanted)).count()
    };
    assert_eq!((told(&ServiceChange::DeploymentFailed), told(&ServiceChange::RolledBack)), (1, 1));
    assert_eq!(service(&simulation).placement.task_definition, TaskDefinitionId(0));
    assert_eq!(state(&simulation), RolloutState::Completed);
    assert_eq!(simulation.world().tasks.len(), 4);
}

/// Two tasks fail their checks, two others are healthy, and two more fail: with a threshold of three.
fn after_two_failures_a_healthy_task_and_two_more(reset_on_healthy_task: Switch) -> RolloutState {
    let mut simulation =
        checked(CircuitBreaker { reset_on_healthy_task, ..CircuitBreaker::with_rollback(Switch::Off) });
    give(&mut simulation, second_revision());
    let fail = |simulation: &mut Simulation, tasks: [u32; 2]| {
        for task in tasks.map(TaskId) {
            let health = HealthStatus::Unhealthy;
            give(simulation, Command::SetContainerHealth { task, container: 0, health });
        }
    };
    // Tasks 4 to 7 start at 10 s, and their first check comes at 20 s; 8 and 9 replace two of them.
    give(&mut simulation, Command::Advance(15));
    fail(&mut simulation, [6, 7]);
    give(&mut simulation, Command::Advance(13));
    fail(&mut simulation, [8, 9]);
    give(&mut simulation, Command::Advance(120));
    state(&simulation)
}

#[test]
fn a_healthy_task_sets_the_count_of_failures_to_0_unless_told_otherwise() {
    assert_eq!(after_two_failures_a_healthy_task_and_two_more(Switch::On), RolloutState::Completed);
    assert_eq!(after_two_failures_a_healthy_task_and_two_more(Switch::Off), RolloutState::Failed);
}
