//! Containers of a task: essential ones, dependencies, timeouts, health, memory.

use super::commands;
use super::life::{container, lived, of};
use crate::ecs::{Condition, ContainerDefinition, HealthCheck};
use crate::sim::life::{
    ContainerBehavior, ContainerStatus, Exit, HealthStatus, StopCode, StoppedReason, TaskStatus,
};
use crate::sim::{Command, Simulation, Task, TaskDefinitionId, TaskId, explain};

/// The one task, which may have stopped.
fn task(simulation: &Simulation) -> &Task {
    let stopped = simulation.world().stopped_tasks.iter().map(|it| &*it.task);
    simulation.world().tasks.values().map(|it| &**it).chain(stopped).next().unwrap()
}

fn statuses(simulation: &Simulation) -> Vec<ContainerStatus> {
    task(simulation).life.containers.iter().map(|it| it.status).collect()
}

fn exits(seconds: u64, code: u8) -> ContainerBehavior {
    ContainerBehavior { exits: Some(Exit { seconds, code }), ..ContainerBehavior::default() }
}

const RUNS: ContainerBehavior =
    ContainerBehavior { exits: None, ignores_sigterm: false, is_unhealthy: false, check_takes_seconds: 0 };

/// `app` waits for `init`, which behaves so.
fn after(condition: Condition, init: ContainerBehavior, seconds: u64) -> Simulation {
    let definition = of(vec![container("app", true, &[("init", condition)]), container("init", false, &[])]);
    lived(definition, &[RUNS, init], seconds)
}

#[test]
fn row_start_is_met_when_the_other_runs_or_has_stopped_already() {
    assert_eq!(statuses(&after(Condition::Start, RUNS, 100)), [ContainerStatus::Running; 2]);
    // `late` waits for two, and one of them has ended by then.
    let mut slow = container("slow", true, &[]);
    slow.health_check = Some(HealthCheck { interval: Some(30), ..HealthCheck::default() });
    let late = container("late", true, &[("short", Condition::Start), ("slow", Condition::Healthy)]);
    let definition = of(vec![late, container("short", false, &[]), slow]);
    let simulation = lived(definition, &[RUNS, exits(5, 1), RUNS], 100);
    let expected = [ContainerStatus::Running, ContainerStatus::Stopped, ContainerStatus::Running];
    assert_eq!(statuses(&simulation), expected);
}

#[test]
fn row_complete_is_met_by_any_exit_code() {
    for code in [0, 1] {
        let simulation = after(Condition::Complete, exits(7, code), 100);
        assert_eq!(statuses(&simulation), [ContainerStatus::Running, ContainerStatus::Stopped], "{code}");
    }
}

#[test]
fn row_success_is_met_by_zero_and_can_never_be_met_after_another_code() {
    let met = after(Condition::Success, exits(7, 0), 100);
    assert_eq!(statuses(&met), [ContainerStatus::Running, ContainerStatus::Stopped]);
    let in_vain = after(Condition::Success, exits(7, 1), 100);
    assert_eq!(task(&in_vain).life.last_status, TaskStatus::Stopped);
    let stop = task(&in_vain).life.stop.as_ref().unwrap();
    assert_eq!(stop.code, Some(StopCode::TaskFailedToStart));
    let reason = explain::stopped_reason(in_vain.world(), stop.reason.as_ref().unwrap());
    assert!(reason.starts_with("TaskDependencyError"), "{reason}");
}

fn checked(name: &str, essential: bool) -> ContainerDefinition {
    let mut container = container(name, essential, &[]);
    container.health_check = Some(HealthCheck { interval: Some(10), ..HealthCheck::default() });
    container
}

#[test]
fn row_healthy_is_confirmed_at_start_up_only() {
    let definition = of(vec![container("app", true, &[("db", Condition::Healthy)]), checked("db", false)]);
    let mut simulation = lived(definition, &[], 100);
    assert_eq!(statuses(&simulation), [ContainerStatus::Running; 2]);
    let health = HealthStatus::Unhealthy;
    simulation.dispatch(Command::SetContainerHealth { task: TaskId(0), container: 1, health });
    simulation.dispatch(Command::Advance(100));
    assert_eq!(statuses(&simulation), [ContainerStatus::Running; 2]);
}

#[test]
fn start_timeout_bounds_complete_success_and_healthy_and_not_start() {
    let bounded = |condition| {
        let mut other = checked("other", false);
        other.start_timeout = Some(20);
        let definition = of(vec![container("app", true, &[("other", condition)]), other]);
        let unhealthy = ContainerBehavior { is_unhealthy: true, ..exits(1_000, 0) };
        let simulation = lived(definition, &[RUNS, unhealthy], 100);
        task(&simulation).life.last_status
    };
    for condition in [Condition::Complete, Condition::Success, Condition::Healthy] {
        assert_eq!(bounded(condition), TaskStatus::Stopped, "{condition:?}");
    }
    assert_eq!(bounded(Condition::Start), TaskStatus::Running);
}

#[test]
fn an_essential_container_stops_the_task_with_any_exit_code() {
    for code in [0, 1, 137] {
        let definition = of(vec![container("app", true, &[]), container("side", false, &[])]);
        let simulation = lived(definition, &[exits(20, code), RUNS], 100);
        let stop = task(&simulation).life.stop.clone().unwrap();
        assert_eq!(stop.code, Some(StopCode::EssentialContainerExited), "{code}");
    }
}

/// When SIGKILL comes after StopTask at 100 s.
fn killed_after(stop_timeout: Option<u32>) -> u64 {
    let mut app = container("app", true, &[]);
    app.stop_timeout = stop_timeout;
    let stubborn = ContainerBehavior { ignores_sigterm: true, ..RUNS };
    let mut simulation = lived(of(vec![app]), &[stubborn], 100);
    simulation.dispatch(Command::StopTask(TaskId(0)));
    simulation.dispatch(Command::Advance(600));
    assert_eq!(task(&simulation).life.containers[0].exit_code, Some(137), "SIGKILL");
    task(&simulation).life.containers[0].since_seconds - 100
}

#[test]
fn fact_32_stop_timeout_lies_between_sigterm_and_sigkill_30_seconds_by_default() {
    assert_eq!(killed_after(None), 30);
    assert_eq!(killed_after(Some(120)), 120);
}

#[test]
fn a_task_is_unhealthy_by_any_essential_container_else_unknown_by_any_else_healthy() {
    use HealthStatus::{Healthy, Unhealthy, Unknown};
    let health = |first: HealthStatus, second: HealthStatus| {
        let definition = of(vec![checked("one", true), checked("two", true), checked("side", false)]);
        let mut simulation = lived(definition.clone(), &[], 12);
        for (container, health) in [(0, first), (1, second), (2, HealthStatus::Unhealthy)] {
            simulation.dispatch(Command::SetContainerHealth { task: TaskId(0), container, health });
        }
        task(&simulation).life.health(&definition)
    };
    for (first, second, expected) in [
        (Healthy, Healthy, Healthy),
        (Healthy, Unknown, Unknown),
        (Unhealthy, Unknown, Unhealthy),
        (Unhealthy, Healthy, Unhealthy),
    ] {
        assert_eq!(health(first, second), expected, "{first:?} {second:?}");
    }
    // Only checks of the task definition count: without one it is UNKNOWN.
    let definition = of(vec![container("app", true, &[])]);
    assert_eq!(task(&lived(definition.clone(), &[], 100)).life.health(&definition), Unknown);
}

#[test]
fn a_check_that_takes_longer_than_its_timeout_fails() {
    // When the check of a container that starts at 10 s has said something, and what.
    let found = |check_takes_seconds, timeout| {
        let mut app = container("app", true, &[]);
        app.health_check =
            Some(HealthCheck { interval: Some(10), timeout, retries: Some(2), ..HealthCheck::default() });
        let behavior = ContainerBehavior { check_takes_seconds, ..RUNS };
        let mut simulation = lived(of(vec![app]), &[behavior], 10);
        let mut seconds = 0;
        while task(&simulation).life.containers[0].health == HealthStatus::Unknown {
            simulation.dispatch(Command::Advance(1));
            seconds += 1;
            assert!(seconds < 1_000);
        }
        (seconds, task(&simulation).life.containers[0].health)
    };
    assert_eq!(found(0, None), (10, HealthStatus::Healthy));
    // The timeout is 5 s by default; a check in its very second passes.
    assert_eq!(found(5, None), (15, HealthStatus::Healthy));
    assert_eq!(found(6, None), (2 * (10 + 5), HealthStatus::Unhealthy));
    assert_eq!(found(6, Some(6)), (16, HealthStatus::Healthy));
    assert_eq!(found(600, Some(60)), (2 * (10 + 60), HealthStatus::Unhealthy));
}

#[test]
fn it_takes_the_start_period_and_retries_times_the_interval_to_be_unhealthy() {
    let since = |check: HealthCheck| {
        let mut app = container("app", true, &[]);
        app.health_check = Some(check);
        let unhealthy = ContainerBehavior { is_unhealthy: true, ..RUNS };
        let simulation = lived(of(vec![app.clone()]), &[unhealthy], 10);
        let mut seconds = 0;
        let mut simulation = simulation;
        while task(&simulation).life.containers[0].health != HealthStatus::Unhealthy {
            simulation.dispatch(Command::Advance(1));
            seconds += 1;
            assert!(seconds < 5_000);
        }
        seconds
    };
    // The container starts at 10 s.
    assert_eq!(since(HealthCheck::default()), 90);
    let check = HealthCheck {
        interval: Some(20),
        retries: Some(2),
        start_period: Some(60),
        ..HealthCheck::default()
    };
    assert_eq!(since(check), 100);
}

#[test]
fn memory_is_a_limit_that_the_kernel_enforces_with_exit_code_137() {
    let mut simulation = lived(of(vec![container("app", true, &[])]), &[], 100);
    simulation.dispatch(Command::KillContainerForMemory { task: TaskId(0), container: 0 });
    simulation.dispatch(Command::Advance(60));
    let stopped = task(&simulation);
    assert_eq!(stopped.life.containers[0].exit_code, Some(137));
    assert!(stopped.life.containers[0].is_out_of_memory);
    let stop = stopped.life.stop.as_ref().unwrap();
    assert_eq!(stop.reason, Some(StoppedReason::EssentialContainerExited));
    assert_eq!(stop.code, Some(StopCode::EssentialContainerExited));
}

#[test]
fn a_replacement_waits_in_pending_while_the_old_task_holds_the_memory() {
    let board = "1 instance of 1024/1024; clock; run 1 x web 256/1024; advance 60";
    let mut simulation = Simulation::new(super::scenario(7));
    for command in commands(board) {
        if matches!(command, Command::RunTask(_)) {
            simulation.dispatch(Command::SetContainerBehavior {
                task_definition: TaskDefinitionId(0),
                container: 0,
                behavior: ContainerBehavior { ignores_sigterm: true, ..RUNS },
            });
        }
        simulation.dispatch(command);
    }
    simulation.dispatch(Command::StopTask(TaskId(0)));
    let run = simulation.commands().iter().find(|it| matches!(it, Command::RunTask(_))).unwrap().clone();
    simulation.dispatch(run);
    // The scheduler counts the memory as free at once; the agent waits for the whole stopTimeout of the old task.
    let status = |simulation: &Simulation| simulation.world().tasks[&TaskId(1)].life.last_status;
    simulation.dispatch(Command::Advance(29));
    assert_eq!(status(&simulation), TaskStatus::Pending);
    simulation.dispatch(Command::Advance(11));
    assert_eq!(status(&simulation), TaskStatus::Running);
}
