//! What is checked otherwise than a web server behind an ALB: gRPC, functions, targets of an NLB that keep their connections,
//! and the target groups of a Gateway Load Balancer.

use super::*;

/// A service of one task behind a target group for gRPC.
fn grpc(application: Application) -> Setup {
    let mut setup = in_grace(fargate(1));
    setup.groups[0] = setup.groups[0].clone().for_grpc();
    setup.application = application;
    setup
}

fn speaks(status_code: u16) -> Application {
    Application { status_code, ..Application::default() }
}

#[test]
fn a3_3_grpc_asks_for_its_own_path_and_takes_code_12() {
    let settings = grpc(speaks(12)).groups.remove(0);
    let check = settings.health_check;
    assert_eq!(
        (check.path.as_str(), check.first_success_code, check.last_success_code),
        ("/AWS.ALB/healthcheck", 12, 12)
    );
    assert_eq!((check.interval_seconds, check.timeout_seconds), (30, 5));
    let state_of = |application| state(&grpc(application).started(60), 0);
    assert_eq!(state_of(speaks(12)), ("healthy", ""));
    assert_eq!(state_of(speaks(0)), ("unhealthy", "Target.ResponseCodeMismatch"));
    // What speaks HTTP says nothing that gRPC knows.
    assert_eq!(state_of(speaks(200)), ("unhealthy", "Target.ResponseCodeMismatch"));
    // A method that the application does not have is UNIMPLEMENTED, 12.
    let cart = Application { only_path: Some("/shop.Cart/Get".to_owned()), ..speaks(0) };
    assert_eq!(state_of(cart), ("healthy", ""));
    let down = Application { is_down: true, ..speaks(12) };
    assert_eq!(state_of(down), ("unhealthy", "Target.FailedHealthChecks"));
}

#[test]
fn a3_3_grpc_an_application_with_a_health_method_needs_its_path_and_code_0() {
    let mut setup =
        grpc(Application { only_path: Some("/grpc.health.v1.Health/Check".to_owned()), ..speaks(0) });
    setup.groups[0].health_check.path = "/grpc.health.v1.Health/Check".to_owned();
    setup.groups[0].health_check.first_success_code = 0;
    setup.groups[0].health_check.last_success_code = 0;
    let mut simulation = setup.started(60);
    assert_eq!(state(&simulation, 0), ("healthy", ""));
    // UNAVAILABLE.
    set_application(&mut simulation, Application { only_path: setup.application.only_path, ..speaks(14) });
    advance(&mut simulation, 60);
    assert_eq!(state(&simulation, 0), ("unhealthy", "Target.ResponseCodeMismatch"));
}

/// Why a target group cannot be made or changed so.
fn refused(change: impl FnOnce(&mut TargetGroupSettings)) -> Option<TargetGroupSetting> {
    let mut settings = TargetGroupSettings::new("x".to_owned(), ALB);
    change(&mut settings);
    let mut simulation = fargate(1).before();
    simulation.dispatch(order(LoadBalancerOrder::CreateTargetGroup(settings)));
    match simulation.explain(simulation.log().len() - 1) {
        Explanation::Refused(Refusal::OfLoadBalancer(it)) => match *it {
            LoadBalancerRefusal::OutOfRange(setting) => Some(setting),
            other => panic!("{other:?}"),
        },
        _ => None,
    }
}

#[test]
fn a3_3_grpc_codes_are_0_to_99_and_its_target_groups_are_for_an_alb_and_stay_so() {
    let codes = |first, last| {
        refused(|it| {
            *it = it.clone().for_grpc();
            (it.health_check.first_success_code, it.health_check.last_success_code) = (first, last);
        })
    };
    assert_eq!([codes(0, 99), codes(12, 12)], [None; 2]);
    assert_eq!([codes(0, 100), codes(200, 200)], [Some(TargetGroupSetting::SuccessCodes); 2]);
    for kind in [NLB, CLB, LoadBalancerKind::Gateway] {
        let grpc = refused(|it| *it = TargetGroupSettings::new("x".to_owned(), kind).for_grpc());
        assert_eq!(grpc, Some(TargetGroupSetting::ProtocolVersion));
    }
    let mut simulation = fargate(1).before();
    let changed = fargate(1).groups.remove(0).for_grpc();
    simulation.dispatch(order(LoadBalancerOrder::ModifyTargetGroup(GROUP, changed)));
    assert_eq!(of_load_balancer(&simulation), LoadBalancerRefusal::WrongKind);
}

#[test]
fn a3_3_lambda_checks_off_unavailable_health_check_disabled_and_it_takes_requests() {
    let mut setup = fargate(1);
    let function = TargetGroupSettings { name: "fn".to_owned(), ..setup.groups[0].clone() };
    setup.groups.push(TargetGroupSettings { target_type: TargetType::Lambda, ..function });
    let mut simulation = setup.started(60);
    let group = &simulation.world().target_groups[1];
    let (state, reason) = group.function_state().unwrap();
    assert_eq!((state.name(), reason.name()), ("unavailable", "Target.HealthCheckDisabled"));
    assert_eq!(simulation.world().target_groups[0].function_state(), None, "tasks are always checked");
    dispatch(&mut simulation, order(LoadBalancerOrder::PutListener(LoadBalancerId(0), listener(1))));
    send(&mut simulation, 7_000);
    assert_eq!(last(&simulation), (7_000, 7_000, [0; 4]));
    // A function is no task, and only an ALB calls one.
    setup.service.load_balancers = vec![attachment(1)];
    let refusal = Refusal::OfLoadBalancer(Box::new(setup.refusal()));
    assert!(explain::refusal_sentence(&refusal).contains("target type lambda, which is incompatible"));
    let of_nlb = |it: &mut TargetGroupSettings| (it.kind, it.target_type) = (NLB, TargetType::Lambda);
    assert_eq!(refused(of_nlb), Some(TargetGroupSetting::TargetType));
}

/// Two tasks behind an NLB whose unhealthy targets keep their connections for so long.
fn draining(seconds: u32) -> Simulation {
    let mut setup = in_grace(fargate(2));
    (setup.kind, setup.groups[0].kind) = (NLB, NLB);
    setup.groups[0].unhealthy_draining_seconds = seconds;
    let mut simulation = setup.started(60);
    set_application(&mut simulation, Application { is_down: true, ..Application::default() });
    advance(&mut simulation, 59);
    assert_eq!(state(&simulation, 0), ("healthy", ""));
    advance(&mut simulation, 1);
    simulation
}

#[test]
fn a3_3_nlb_with_draining_interval_unhealthy_draining_and_then_unhealthy() {
    let mut simulation = draining(100);
    assert_eq!(state(&simulation, 0), ("unhealthy.draining", "Target.FailedHealthChecks"));
    advance(&mut simulation, 99);
    assert_eq!(state(&simulation, 0).0, "unhealthy.draining");
    advance(&mut simulation, 1);
    assert_eq!(state(&simulation, 0), ("unhealthy", "Target.FailedHealthChecks"));
    advance(&mut simulation, 1_000);
    assert_eq!(state(&simulation, 0).0, "unhealthy");
    assert_eq!(state(&draining(0), 0).0, "unhealthy", "0 by default");
}

#[test]
fn a3_3_nlb_with_draining_interval_a_target_that_recovers_is_healthy() {
    let mut simulation = draining(1_000);
    set_application(&mut simulation, Application::default());
    advance(&mut simulation, 149);
    assert_eq!(state(&simulation, 0).0, "unhealthy.draining");
    advance(&mut simulation, 1);
    assert_eq!(state(&simulation, 0), ("healthy", ""));
    advance(&mut simulation, 1_000);
    assert_eq!(state(&simulation, 0), ("healthy", ""));
}

#[test]
fn a3_3_nlb_with_draining_interval_ecs_waits_for_unhealthy() {
    let mut setup = fargate(1);
    (setup.kind, setup.groups[0].kind) = (NLB, NLB);
    setup.groups[0].unhealthy_draining_seconds = 100;
    let mut simulation = setup.started(60);
    set_application(&mut simulation, Application { is_down: true, ..Application::default() });
    advance(&mut simulation, 159);
    assert_eq!((state(&simulation, 0).0, simulation.world().next_task), ("unhealthy.draining", 1));
    advance(&mut simulation, 2);
    assert_eq!(simulation.world().next_task, 2, "it is replaced");
}

#[test]
fn a3_3_draining_interval_is_0_to_360_000_s_of_an_nlb() {
    let of = |kind, n| refused(|it| (it.kind, it.unhealthy_draining_seconds) = (kind, n));
    assert_eq!([of(NLB, 0), of(NLB, 360_000), of(ALB, 0)], [None; 3]);
    assert_eq!([of(NLB, 360_001), of(ALB, 1)], [Some(TargetGroupSetting::UnhealthyDraining); 2]);
}

#[test]
fn a3_3_gwlb_has_target_groups_of_its_own_and_no_place_on_a_board() {
    assert_eq!(LoadBalancerKind::Gateway.default_cross_zone(), Switch::Off);
    assert_eq!(refused(|it| *it = TargetGroupSettings::new("x".to_owned(), LoadBalancerKind::Gateway)), None);
    let mut simulation = fargate(1).before();
    let kind = LoadBalancerKind::Gateway;
    simulation.dispatch(order(LoadBalancerOrder::Create { name: "g".to_owned(), kind, zones: vec![] }));
    assert_eq!(of_load_balancer(&simulation), LoadBalancerRefusal::GatewayByName);
}
