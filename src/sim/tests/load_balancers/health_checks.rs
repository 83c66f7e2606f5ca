//! The health of targets, and what ECS makes of it.

use super::*;

#[test]
fn a3_3_defaults_by_kind_and_fact_31_the_deregistration_delay_is_300_s() {
    let told = |kind| {
        let HealthCheckSettings {
            path,
            interval_seconds,
            timeout_seconds,
            healthy_threshold,
            unhealthy_threshold,
            first_success_code,
            last_success_code,
        } = HealthCheckSettings::by_default(kind, ProtocolVersion::Http1);
        let settings = TargetGroupSettings::new("web".to_owned(), kind);
        let delay = settings.deregistration_delay_seconds;
        if kind == ALB {
            assert_eq!((path.as_str(), first_success_code, last_success_code), ("/", 200, 200));
        }
        assert_eq!((settings.slow_start_seconds, settings.algorithm), (0, Algorithm::RoundRobin));
        (interval_seconds, timeout_seconds, healthy_threshold, unhealthy_threshold, delay)
    };
    assert_eq!(told(ALB), (30, 5, 5, 2, 300));
    assert_eq!(told(NLB), (30, 10, 5, 2, 300));
    assert_eq!(told(LoadBalancerKind::Gateway), (10, 5, 5, 2, 300));
}

/// A setting, how it is set, values just inside its range, and just outside.
type Case = (TargetGroupSetting, fn(&mut TargetGroupSettings, u32), [u32; 2], [u32; 2]);

#[test]
fn a3_3_ranges_of_the_settings() {
    let set = |change: fn(&mut TargetGroupSettings, u32), value| {
        let mut settings = TargetGroupSettings::new("x".to_owned(), ALB);
        change(&mut settings, value);
        let mut simulation = fargate(1).before();
        simulation.dispatch(order(LoadBalancerOrder::CreateTargetGroup(settings)));
        match simulation.explain(simulation.log().len() - 1) {
            Explanation::Refused(Refusal::OfLoadBalancer(refusal)) => match *refusal {
                LoadBalancerRefusal::OutOfRange(setting) => Some(setting),
                other => panic!("{other:?}"),
            },
            _ => None,
        }
    };
    let cases: [Case; 6] = [
        (TargetGroupSetting::Interval, |it, n| it.health_check.interval_seconds = n, [5, 300], [4, 301]),
        (TargetGroupSetting::Timeout, |it, n| it.health_check.timeout_seconds = n, [2, 120], [1, 121]),
        (TargetGroupSetting::Threshold, |it, n| it.health_check.healthy_threshold = n, [2, 10], [1, 11]),
        (TargetGroupSetting::Threshold, |it, n| it.health_check.unhealthy_threshold = n, [2, 10], [1, 11]),
        (
            TargetGroupSetting::DeregistrationDelay,
            |it, n| it.deregistration_delay_seconds = n,
            [0, 3600],
            [3601, 9999],
        ),
        (TargetGroupSetting::SlowStart, |it, n| it.slow_start_seconds = n, [30, 900], [29, 901]),
    ];
    for (setting, change, inside, outside) in cases {
        assert_eq!(inside.map(|it| set(change, it)), [None, None], "{setting:?}");
        assert_eq!(outside.map(|it| set(change, it)), [Some(setting); 2], "{setting:?}");
    }
    let algorithm: fn(&mut TargetGroupSettings, u32) = |it, n| {
        it.kind = [ALB, NLB, CLB][n as usize % 3];
        it.algorithm = Algorithm::ALL[n as usize / 3];
    };
    // An NLB hashes flows: it has no algorithm to choose, as a CLB.
    for n in 0..9 {
        let refused = (n % 3 > 0 && n / 3 > 0).then_some(TargetGroupSetting::Algorithm);
        assert_eq!(set(algorithm, n), refused, "{n}");
    }
    let codes: fn(&mut TargetGroupSettings, u32) =
        |it, n| it.health_check.last_success_code = u16::try_from(n).unwrap();
    assert_eq!([200, 499].map(|it| set(codes, it)), [None, None]);
    assert_eq!([199, 500].map(|it| set(codes, it)), [Some(TargetGroupSetting::SuccessCodes); 2]);
}

#[test]
fn a3_3_register_targets_initial_with_two_reasons() {
    let mut simulation = fargate(1).started(0);
    let mut seen: Vec<(&str, &str)> = vec![];
    for _ in 0..40 {
        let now = state(&simulation, 0);
        if seen.last() != Some(&now) {
            seen.push(now);
        }
        advance(&mut simulation, 1);
    }
    assert_eq!(
        seen,
        [
            ("unused", "Target.NotRegistered"),
            ("initial", "Elb.RegistrationInProgress"),
            ("initial", "Elb.InitialHealthChecking"),
            ("healthy", "")
        ]
    );
}

#[test]
fn the_task_is_activating_while_it_is_registered_and_deactivating_while_it_is_deregistered() {
    let mut simulation = fargate(1).started(0);
    let mut seen = vec![];
    let mut look = |simulation: &Simulation| {
        let world = simulation.world();
        let stopped = world.stopped_tasks.iter().map(|it| &it.task);
        let task = world.tasks.values().chain(stopped).find(|it| it.id == TaskId(0)).unwrap();
        let status = explain::task_status(task.life.last_status);
        if seen.last() != Some(&status) {
            seen.push(status);
        }
    };
    for second in 0..500 {
        look(&simulation);
        if second == 60 {
            dispatch(&mut simulation, Command::SetDesiredCount(ServiceId(0), 0));
            assert_eq!(state(&simulation, 0), ("draining", "Target.DeregistrationInProgress"));
        }
        advance(&mut simulation, 1);
    }
    assert_eq!(
        seen,
        [
            "PROVISIONING",
            "PENDING",
            "ACTIVATING",
            "RUNNING",
            "DEACTIVATING",
            "STOPPING",
            "DEPROVISIONING",
            "STOPPED"
        ]
    );
}

#[test]
fn a3_3_draining_lasts_the_deregistration_delay_then_the_target_is_unused() {
    for delay in [5, 300] {
        let mut setup = fargate(1);
        setup.groups[0].deregistration_delay_seconds = delay;
        let mut simulation = setup.started(60);
        dispatch(&mut simulation, Command::SetDesiredCount(ServiceId(0), 0));
        advance(&mut simulation, u64::from(delay) - 1);
        assert_eq!(state(&simulation, 0), ("draining", "Target.DeregistrationInProgress"));
        advance(&mut simulation, 1);
        assert_eq!(state(&simulation, 0), ("unused", "Target.NotRegistered"));
    }
}

#[test]
fn a3_3_a_target_group_in_no_listener_or_a_zone_that_is_not_enabled_is_unused() {
    let mut setup = fargate(2);
    setup.groups.push(TargetGroupSettings { name: "other".to_owned(), ..setup.groups[0].clone() });
    let mut simulation = setup.started(60);
    assert_eq!(states(&simulation), ["healthy"; 2]);
    dispatch(&mut simulation, order(LoadBalancerOrder::PutListener(LoadBalancerId(0), listener(1))));
    assert_eq!(state(&simulation, 0), ("unused", "Target.NotInUse"));
    dispatch(&mut simulation, order(LoadBalancerOrder::PutListener(LoadBalancerId(0), listener(0))));
    assert_eq!(state(&simulation, 0).0, "healthy");
    let zones = vec![Zone(0)];
    let one = LoadBalancerOrder::Modify { load_balancer: LoadBalancerId(0), zones, cross_zone: Switch::On };
    dispatch(&mut simulation, order(one));
    let unused = [0, 1]
        .map(|task| state(&simulation, task))
        .into_iter()
        .filter(|it| *it == ("unused", "Target.NotInUse"));
    assert_eq!(unused.count(), 1);
}

#[test]
fn a_service_whose_target_group_is_in_no_listener_never_has_a_healthy_task() {
    let mut setup = fargate(1);
    setup.groups.push(TargetGroupSettings { name: "other".to_owned(), ..setup.groups[0].clone() });
    setup.service.load_balancers = vec![attachment(1)];
    let simulation = setup.started(600);
    let task = simulation.world().tasks.values().next().unwrap();
    assert_eq!(task.life.last_status, TaskStatus::Running);
    assert_eq!(crate::sim::service::health(simulation.world(), task), HealthStatus::Unknown);
}

#[test]
fn a6_27_a_new_target_needs_one_success_an_unhealthy_one_five() {
    let mut simulation = in_grace(fargate(1)).started(30);
    // Checked at 30 s for the first time, and healthy at once.
    assert_eq!(state(&simulation, 0), ("healthy", ""));
    set_application(&mut simulation, failing());
    advance(&mut simulation, 60);
    assert_eq!(state(&simulation, 0).0, "unhealthy");
    set_application(&mut simulation, Application::default());
    advance(&mut simulation, 149);
    assert_eq!(state(&simulation, 0).0, "unhealthy");
    advance(&mut simulation, 1);
    assert_eq!(state(&simulation, 0), ("healthy", ""));
}

#[test]
fn a6_28_two_failures_in_a_row_make_a_healthy_target_unhealthy_30_seconds_apart() {
    let mut simulation = in_grace(fargate(1)).started(60);
    set_application(&mut simulation, failing());
    advance(&mut simulation, 59);
    assert_eq!(state(&simulation, 0), ("healthy", ""));
    advance(&mut simulation, 1);
    assert_eq!(state(&simulation, 0), ("unhealthy", "Target.ResponseCodeMismatch"));
}

#[test]
fn one_failure_between_successes_changes_nothing() {
    let mut simulation = in_grace(fargate(1)).started(60);
    for _ in 0..3 {
        set_application(&mut simulation, failing());
        advance(&mut simulation, 30);
        set_application(&mut simulation, Application::default());
        advance(&mut simulation, 30);
        assert_eq!(state(&simulation, 0), ("healthy", ""));
    }
}

#[test]
fn a3_3_initial_failures_up_to_the_threshold_make_it_unhealthy() {
    let mut setup = in_grace(fargate(1));
    setup.application = Application { is_down: true, ..Application::default() };
    let mut simulation = setup.started(59);
    assert_eq!(state(&simulation, 0), ("initial", "Elb.InitialHealthChecking"));
    advance(&mut simulation, 1);
    assert_eq!(state(&simulation, 0), ("unhealthy", "Target.FailedHealthChecks"));
}

#[test]
fn a3_5_a_missing_link_is_a_time_out_a_wrong_path_a_mismatch_and_a_wrong_port_a_failed_check() {
    let reason = |change: fn(&mut Simulation)| {
        let mut simulation = in_grace(fargate(1)).started(60);
        change(&mut simulation);
        advance(&mut simulation, 60);
        state(&simulation, 0).1
    };
    assert_eq!(reason(|it| dispatch(it, no_way_in(SecurityGroup::Task, Switch::Off))), "Target.Timeout");
    let knows = |path: &str| Application { only_path: Some(path.to_owned()), ..Application::default() };
    assert_eq!(knows("/health").answer("/"), 404);
    assert_eq!(
        reason(|it| set_application(
            it,
            Application { only_path: Some("/health".to_owned()), ..Application::default() }
        )),
        "Target.ResponseCodeMismatch"
    );
    let down =
        |it: &mut Simulation| set_application(it, Application { is_down: true, ..Application::default() });
    assert_eq!(reason(down), "Target.FailedHealthChecks");
}

#[test]
fn on_instances_the_group_of_the_instance_must_admit_the_load_balancer() {
    let mut simulation = in_grace(on_instances("web 64/64 dynamic 80", None)).started(60);
    dispatch(&mut simulation, no_way_in(SecurityGroup::Task, Switch::Off));
    advance(&mut simulation, 60);
    assert_eq!(states(&simulation), ["healthy"; 2]);
    dispatch(&mut simulation, no_way_in(SecurityGroup::Instance, Switch::Off));
    advance(&mut simulation, 60);
    assert_eq!(states(&simulation), ["unhealthy"; 2]);
}

#[test]
fn pain_7_a_path_that_answers_302_needs_a_matcher_that_takes_it() {
    let redirect = Application { status_code: 302, ..Application::default() };
    let mut setup = in_grace(fargate(1));
    setup.application = redirect;
    let mut simulation = setup.started(60);
    assert_eq!(state(&simulation, 0), ("unhealthy", "Target.ResponseCodeMismatch"));
    let mut settings = setup.groups[0].clone();
    settings.health_check.last_success_code = 399;
    dispatch(&mut simulation, order(LoadBalancerOrder::ModifyTargetGroup(GROUP, settings)));
    advance(&mut simulation, 150);
    assert_eq!(state(&simulation, 0), ("healthy", ""));
}

#[test]
fn an_nlb_opens_a_connection_and_does_not_ask_for_a_code() {
    let mut setup = in_grace(fargate(1));
    (setup.kind, setup.groups[0].kind) = (NLB, NLB);
    setup.application = failing();
    let mut simulation = setup.started(60);
    assert_eq!(state(&simulation, 0), ("healthy", ""));
    set_application(&mut simulation, Application { is_down: true, ..Application::default() });
    advance(&mut simulation, 60);
    assert_eq!(state(&simulation, 0), ("unhealthy", "Target.FailedHealthChecks"));
}

#[test]
fn a3_3_instance_stopped_unused_invalid_state() {
    let mut simulation = on_instances("web 64/64 dynamic 80", None).started(60);
    let task = simulation.world().tasks.values().next().unwrap().id;
    dispatch(&mut simulation, Command::SetZone(Zone(0), Switch::Off));
    let reason = simulation.world().target_groups[0].targets.iter().find(|it| it.task == task).unwrap();
    assert_eq!((reason.state, reason.reason), (TargetState::Unused, Some(TargetReason::InvalidState)));
}

fn events(simulation: &Simulation) -> String {
    let told = (0..simulation.log().len()).filter_map(|at| simulation.decision(at));
    told.map(|(world, decision)| explain::sentence(&world, &decision)).collect::<Vec<_>>().join("\n")
}

#[test]
fn a3_4_ecs_replaces_a_task_whose_target_is_unhealthy_and_says_so() {
    let mut setup = fargate(2);
    setup.application = Application { only_path: Some("/ok".to_owned()), ..Application::default() };
    let simulation = setup.started(400);
    let told = events(&simulation);
    assert!(
        told.contains(
            "(service web) (port 80) is unhealthy in (target-group web) due to (reason Health checks failed)"
        ),
        "{told}"
    );
    assert!(
        told.contains("ServiceSchedulerInitiated: Task failed ELB health checks in (elb front)"),
        "{told}"
    );
    // It goes on without end.
    assert!(simulation.world().next_task > 4, "{}", simulation.world().next_task);
    let stop = &simulation.world().stopped_tasks;
    assert!(stop.iter().all(|it| matches!(
        it.task.life.stop.as_ref().unwrap().reason,
        Some(StoppedReason::LoadBalancerHealthCheck { .. })
    )));
}

#[test]
fn a3_4_the_circuit_breaker_ends_it() {
    let mut setup = fargate(2);
    setup.application = failing();
    setup.groups[0].deregistration_delay_seconds = 0;
    setup.service.deployment_configuration.circuit_breaker =
        Some(crate::sim::service::CircuitBreaker::with_rollback(Switch::Off));
    let simulation = setup.started(3_000);
    let deployment = &simulation.world().services[&ServiceId(0)].deployments[0];
    assert_eq!(deployment.rollout_state, crate::sim::service::RolloutState::Failed);
    let n = simulation.world().next_task;
    let mut later = simulation.clone();
    advance(&mut later, 3_000);
    assert_eq!(later.world().next_task, n);
}

#[test]
fn a6_30_the_grace_period_is_0_by_default_and_does_not_delay_the_checks() {
    assert_eq!(fargate(1).service.health_check_grace_period_seconds, 0);
    let mut setup = fargate(1);
    setup.application = Application { ready_after_seconds: 200, ..Application::default() };
    // Without one the task is replaced again and again during its start.
    assert!(setup.started(500).world().next_task > 2);
    setup.service.health_check_grace_period_seconds = 400;
    let mut simulation = setup.started(100);
    // It turns unhealthy in the console, and ECS does not care.
    assert_eq!(state(&simulation, 0).0, "unhealthy");
    advance(&mut simulation, 400);
    assert_eq!((simulation.world().next_task, state(&simulation, 0).0), (1, "healthy"));
}

#[test]
fn after_the_grace_period_an_unhealthy_target_counts() {
    let mut setup = fargate(1);
    setup.application = failing();
    setup.service.health_check_grace_period_seconds = 200;
    // The task runs at 20 s.
    let mut simulation = setup.started(219);
    assert_eq!(simulation.world().next_task, 1);
    advance(&mut simulation, 2);
    assert_eq!(simulation.world().next_task, 2);
}

#[test]
fn with_a_load_balancer_a_task_is_healthy_when_its_target_is() {
    let mut simulation = fargate(1).started(29);
    let steady = |simulation: &Simulation| events(simulation).contains("has reached a steady state");
    assert!(!steady(&simulation));
    advance(&mut simulation, 1);
    assert!(steady(&simulation));
}

#[test]
fn pain_9_with_the_default_delay_a_deployment_holds_old_tasks_for_five_minutes() {
    let mut simulation = fargate(2).started(60);
    let update = UpdateService { force_new_deployment: Switch::On, ..UpdateService::of(ServiceId(0)) };
    dispatch(&mut simulation, Command::UpdateService(Box::new(update)));
    advance(&mut simulation, 250);
    let deactivating = |it: &Simulation| {
        it.world().tasks.values().filter(|it| it.life.last_status == TaskStatus::Deactivating).count()
    };
    assert_eq!(deactivating(&simulation), 2);
    advance(&mut simulation, 150);
    assert_eq!(deactivating(&simulation), 0);
}
