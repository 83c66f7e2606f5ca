//! The other ways in which a deployment fails or succeeds: `CloudWatch` alarms (5.4 of the fact page) and early success
//! criteria (5.5; API reference, `DeploymentEarlySuccessCriteria`).

use super::{refusal, simulated};
use crate::sim::explain::listing;
use crate::sim::service::{Deployment, RolloutState, ServiceChange};
use crate::sim::{
    Command, Event, Refusal, ServiceId, ServiceRefusal, Simulation, TaskDefinitionId, UpdateService, explain,
};

const BOARD: &str = "4 instances of 2048/4096; clock; serve 4 x web 64/64;";

fn deployments(simulation: &Simulation) -> &[Deployment] {
    &simulation.world().services[&ServiceId(0)].deployments
}

fn primary(simulation: &Simulation) -> (TaskDefinitionId, RolloutState) {
    (deployments(simulation)[0].task_definition, deployments(simulation)[0].rollout_state)
}

/// When a deployment completed, in seconds, and how many tasks of the first revision and the second were to run then.
fn completions(text: &str) -> Vec<(u64, usize, usize)> {
    let simulation = simulated(text, 7);
    let completes = |it: &Event| matches!(it, Event::ServiceChanged(_, ServiceChange::DeploymentCompleted));
    let log = simulation.log().iter().enumerate();
    let at = log.filter(|(_, it)| it.events.iter().any(completes)).map(|(at, _)| at);
    at.map(|at| {
        let (world, _) = simulation.decision(at).unwrap();
        let n = |id| {
            world
                .tasks
                .values()
                .filter(|it| it.counts() && it.task_definition == TaskDefinitionId(id))
                .count()
        };
        (world.clock_seconds, n(0), n(1))
    })
    .collect()
}

#[test]
fn an_alarm_is_the_second_method_by_which_a_deployment_fails() {
    let failed =
        simulated(&format!("{BOARD} config 0 100 200 alarms; advance 100; deploy 0 app 64/64; alarm 0"), 7);
    assert_eq!(primary(&failed), (TaskDefinitionId(1), RolloutState::Failed));
    let service = &failed.world().services[&ServiceId(0)];
    assert_eq!(
        explain::rollout_state_reason(service, &service.deployments[0]),
        "ECS deployment alarm: alarm detected."
    );
    let events = listing(&failed).service_events;
    let told = events
        .iter()
        .any(|it| it.message == "(service web) (deployment ecs-svc/1) deployment failed: alarm detected.");
    assert!(told, "{events:?}");
}

#[test]
fn with_rollback_an_alarm_brings_the_last_completed_deployment_back() {
    for (strategy, seconds) in [("", 30), ("bluegreen 10", 90), ("canary 100 10 5", 90)] {
        let text = format!(
            "{BOARD} config 0 100 200 {strategy} alarms rollback; advance 100; deploy 0 app 64/64; advance {seconds}; alarm 0"
        );
        let simulation = simulated(&text, 7);
        assert_eq!(primary(&simulation).0, TaskDefinitionId(0), "{strategy}");
        assert!(deployments(&simulation)[0].is_rollback, "{strategy}");
        let back = simulated(&format!("{text}; advance 300"), 7);
        assert_eq!(primary(&back), (TaskDefinitionId(0), RolloutState::Completed), "{strategy}");
        assert!(
            back.world().tasks.values().all(|it| it.task_definition == TaskDefinitionId(0)),
            "{strategy}"
        );
    }
}

#[test]
fn either_method_fails_the_deployment_and_either_rollback_counts() {
    let both = "config 0 100 200 breaker alarms rollback; advance 100";
    let by_breaker = simulated(&format!("{BOARD} {both}; deploy 0 app 64/64; unpullable 1; advance 3600"), 7);
    assert_eq!(primary(&by_breaker), (TaskDefinitionId(0), RolloutState::Completed));
    let by_alarm =
        simulated(&format!("{BOARD} {both}; deploy 0 app 64/64; advance 5; alarm 0; advance 300"), 7);
    assert_eq!(primary(&by_alarm), (TaskDefinitionId(0), RolloutState::Completed));
}

#[test]
fn an_alarm_counts_only_while_a_deployment_is_under_way_and_uses_alarms() {
    let alarm = Command::SetOffAlarm(ServiceId(0));
    let of_service = |it| Refusal::OfService(it);
    assert_eq!(refusal(BOARD, alarm.clone()), of_service(ServiceRefusal::NoAlarms));
    let settled = format!("{BOARD} config 0 100 200 alarms; advance 100");
    assert_eq!(refusal(&settled, alarm), of_service(ServiceRefusal::NoDeploymentUnderWay));
}

#[test]
fn without_early_success_criteria_a_deployment_completes_when_the_new_revision_is_all_there_is() {
    let all = completions(&format!("{BOARD} config 0 50 100; advance 100; deploy 0 app 64/64; advance 900"));
    assert_eq!(all.iter().map(|it| (it.1, it.2)).collect::<Vec<_>>(), [(4, 0), (0, 4)]);
}

#[test]
fn with_cleanup_blocking_the_previous_tasks_are_removed_before_the_deployment_completes() {
    let text = format!("{BOARD} config 0 50 100 early:50; advance 100; deploy 0 app 64/64; advance 900");
    let (at, n_old, n_new) = completions(&text)[1];
    assert_eq!(n_old, 0);
    let later = completions(&text.replace(" early:50", ""))[1].0;
    assert!(n_new >= 2 && at < later, "{n_new} at {at}, all at {later}");
}

#[test]
fn with_cleanup_deferred_the_previous_tasks_are_removed_after_the_deployment_has_completed() {
    let text = format!("{BOARD} config 0 50 100 early:50 deferred; advance 100; deploy 0 app 64/64");
    let (at, n_old, n_new) = completions(&format!("{text}; advance 900"))[1];
    assert!(n_old > 0 && n_new >= 2, "{n_old} and {n_new} at {at}");
    // The revision before is listed as long as it has tasks; the new one goes on to all that are desired.
    let completed = simulated(&format!("{text}; advance {}", at - 100), 7);
    assert_eq!((primary(&completed).1, deployments(&completed).len()), (RolloutState::Completed, 2));
    let end = simulated(&format!("{text}; advance 900"), 7);
    assert_eq!(deployments(&end).len(), 1);
    let n = end.world().tasks.values().filter(|it| it.task_definition == TaskDefinitionId(1)).count();
    assert_eq!((n, end.world().tasks.len()), (4, 4));
}

#[test]
fn the_healthy_percentage_is_not_below_minimum_healthy_percent_and_for_rolling_updates_only() {
    let refused = |configuration: &str| {
        let command = super::commands(&format!("config 0 {configuration}")).pop().unwrap();
        assert!(
            matches!(&command, Command::UpdateService(it) if it.service == UpdateService::of(ServiceId(0)).service)
        );
        refusal(BOARD, command)
    };
    let invalid = Refusal::OfService(ServiceRefusal::InvalidDeploymentConfiguration);
    for configuration in ["50 200 early:49", "50 200 early:101", "50 200 bluegreen 5 early:50"] {
        assert_eq!(refused(configuration), invalid, "{configuration}");
    }
    for configuration in ["50 200 early:50", "50 200 early:100 deferred"] {
        let simulation = simulated(&format!("{BOARD} config 0 {configuration}"), 7);
        assert!(simulation.world().services[&ServiceId(0)].configuration.early_success.is_some());
    }
}
