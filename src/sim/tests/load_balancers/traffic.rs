//! What becomes of requests.

use super::*;

#[test]
fn requests_are_spread_evenly_and_the_remainder_goes_round() {
    let mut simulation = fargate(3).started(60);
    send(&mut simulation, 100);
    assert_eq!(last(&simulation), (100, 100, [0; 4]));
    let served = |it: &Simulation| -> Vec<u32> {
        it.world().target_groups[0].targets.iter().map(|it| it.last_second.0).collect()
    };
    let mut sorted = served(&simulation);
    sorted.sort_unstable();
    assert_eq!(sorted, [33, 33, 34]);
    advance(&mut simulation, 2_999);
    let totals: Vec<u64> = simulation.world().target_groups[0].targets.iter().map(|it| it.total.0).collect();
    assert!(totals.iter().all(|it| it.abs_diff(100_000) < 40), "{totals:?}");
    assert_eq!(totals.iter().sum::<u64>(), 300_000);
}

#[test]
fn more_than_the_tasks_can_serve_ends_in_504() {
    let mut simulation = fargate(3).started(60);
    send(&mut simulation, 1_000);
    assert_eq!(last(&simulation), (1_000, 300, [0, 0, 0, 700]));
}

#[test]
fn nothing_that_listens_is_502_no_way_through_the_security_group_504_no_target_503() {
    let mut simulation = in_grace(fargate(2)).started(60);
    set_application(&mut simulation, Application { is_down: true, ..Application::default() });
    send(&mut simulation, 10);
    assert_eq!(last(&simulation), (10, 0, [0, 10, 0, 0]));
    set_application(&mut simulation, Application::default());
    dispatch(&mut simulation, no_way_in(SecurityGroup::Task, Switch::Off));
    advance(&mut simulation, 1);
    assert_eq!(last(&simulation), (10, 0, [0, 0, 0, 10]));
    dispatch(&mut simulation, Command::DeleteService(ServiceId(0)));
    advance(&mut simulation, 1);
    assert_eq!(last(&simulation), (10, 0, [0, 0, 10, 0]));
}

#[test]
fn without_a_listener_or_a_way_in_there_is_no_connection() {
    let web = Rule { peer: Peer::Anywhere, from_port: 80, to_port: 80 };
    let closed =
        NetworkChange::SecurityGroupRule(SecurityGroup::LoadBalancer, Direction::Inbound, web, Switch::Off);
    for command in [
        order(LoadBalancerOrder::DeleteListener(LoadBalancerId(0), 80)),
        Command::ChangeNetwork(closed),
        Command::ChangeNetwork(NetworkChange::InternetGateway(Switch::Off)),
    ] {
        let mut simulation = fargate(2).started(60);
        send(&mut simulation, 10);
        assert_eq!(last(&simulation), (10, 10, [0; 4]));
        dispatch(&mut simulation, command);
        advance(&mut simulation, 1);
        assert_eq!(last(&simulation), (10, 0, [10, 0, 0, 0]));
    }
}

#[test]
fn a6_29_when_all_targets_are_unhealthy_traffic_goes_to_all_of_them() {
    let mut simulation = in_grace(fargate(2)).started(60);
    send(&mut simulation, 10);
    set_application(&mut simulation, failing());
    advance(&mut simulation, 60);
    assert_eq!(states(&simulation), ["unhealthy"; 2]);
    assert_eq!(last(&simulation), (10, 10, [0; 4]));
    let served: Vec<u32> =
        simulation.world().target_groups[0].targets.iter().map(|it| it.last_second.0).collect();
    assert_eq!(served, [5, 5]);
}

/// Two tasks in zone a and eight in zone b, each serving much.
fn two_and_eight(kind: LoadBalancerKind, cross_zone: Option<Switch>) -> Simulation {
    let mut setup = fargate(2);
    (setup.kind, setup.groups[0].kind, setup.groups[0].cross_zone) = (kind, kind, cross_zone);
    setup.application = Application { per_second: 1_000, ..Application::default() };
    let mut simulation = setup.before();
    let mut service = setup.service.clone();
    // Fargate spreads over zones: sixteen make eight in each, and zone a is then cut down to two.
    service.desired_count = 16;
    dispatch(&mut simulation, Command::CreateService(Box::new(service)));
    advance(&mut simulation, 60);
    let in_a: Vec<TaskId> = simulation.world().target_groups[0]
        .targets
        .iter()
        .filter(|it| it.zone == Zone(0))
        .map(|it| it.task)
        .collect();
    let protect = |task| Command::SetTaskProtection { task, minutes: None, protection: Switch::On };
    let all: Vec<TaskId> = simulation.world().tasks.keys().copied().collect();
    for task in all.into_iter().filter(|it| !in_a[2..].contains(it)) {
        dispatch(&mut simulation, protect(task));
    }
    dispatch(&mut simulation, Command::SetDesiredCount(ServiceId(0), 10));
    advance(&mut simulation, 400);
    send(&mut simulation, 1_600);
    simulation
}

fn by_zone(simulation: &Simulation) -> Vec<(u8, u32)> {
    let targets = &simulation.world().target_groups[0].targets;
    let mut by_zone: Vec<(u8, u32)> = targets.iter().map(|it| (it.zone.0, it.last_second.0)).collect();
    by_zone.sort_unstable();
    by_zone
}

#[test]
fn a3_6_cross_zone_on_every_task_gets_ten_percent() {
    let expected: Vec<(u8, u32)> = [(0, 160); 2].into_iter().chain([(1, 160); 8]).collect();
    assert_eq!(by_zone(&two_and_eight(ALB, None)), expected);
}

#[test]
fn a3_6_cross_zone_off_each_in_a_gets_25_percent_and_each_in_b_6_25() {
    let expected: Vec<(u8, u32)> = [(0, 400); 2].into_iter().chain([(1, 100); 8]).collect();
    assert_eq!(by_zone(&two_and_eight(NLB, None)), expected);
    assert_eq!(by_zone(&two_and_eight(ALB, Some(Switch::Off))), expected);
}

#[test]
fn a3_6_with_cross_zone_off_a_zone_without_a_healthy_task_is_taken_out_of_dns() {
    let mut simulation = two_and_eight(NLB, None);
    let in_a: Vec<TaskId> = simulation.world().target_groups[0]
        .targets
        .iter()
        .filter(|it| it.zone == Zone(0))
        .map(|it| it.task)
        .collect();
    for task in in_a {
        dispatch(&mut simulation, Command::StopTask(task));
    }
    advance(&mut simulation, 1);
    let in_b: u32 = by_zone(&simulation).iter().filter(|it| it.0 == 1).map(|it| it.1).sum();
    assert_eq!((last(&simulation).1, in_b), (1_600, 1_600));
}

#[test]
fn a6_33_cross_zone_is_on_for_an_alb_off_for_an_nlb_and_an_alb_cannot_switch_it_off() {
    assert_eq!([ALB, NLB].map(LoadBalancerKind::default_cross_zone), [Switch::On, Switch::Off]);
    let mut simulation = fargate(1).before();
    let off = LoadBalancerOrder::Modify {
        load_balancer: LoadBalancerId(0),
        zones: vec![Zone(0)],
        cross_zone: Switch::Off,
    };
    simulation.dispatch(order(off));
    assert_eq!(of_load_balancer(&simulation), LoadBalancerRefusal::CrossZoneAlwaysOn);
}

#[test]
fn rules_by_host_and_path_send_requests_to_their_target_group_the_lowest_priority_first() {
    let mut setup = fargate(1);
    setup.groups.push(TargetGroupSettings { name: "api".to_owned(), ..setup.groups[0].clone() });
    let mut simulation = setup.started(60);
    let rule = |priority, host: &str, path: &str, group| ListenerRule {
        priority,
        host: host.to_owned(),
        path: path.to_owned(),
        target_group: TargetGroupId(group),
    };
    let rules = vec![rule(10, "", "/api/*", 1), rule(20, "*.Example.com", "/api/*", 0)];
    let with_rules = Listener { rules, ..listener(0) };
    dispatch(&mut simulation, order(LoadBalancerOrder::PutListener(LoadBalancerId(0), with_rules.clone())));
    for (path, served) in [("/", 10), ("/api/x", 0)] {
        let stream = Stream { path: path.to_owned(), ..stream(10) };
        dispatch(&mut simulation, order(LoadBalancerOrder::SetTraffic(LoadBalancerId(0), stream.clone())));
        advance(&mut simulation, 1);
        assert_eq!(last(&simulation).1, served, "{path}");
        dispatch(
            &mut simulation,
            order(LoadBalancerOrder::SetTraffic(LoadBalancerId(0), Stream { per_second: 0, ..stream })),
        );
    }
    let swapped = Listener { rules: vec![rule(20, "", "/", 0), rule(10, "", "/", 0)], ..listener(0) };
    simulation.dispatch(order(LoadBalancerOrder::PutListener(LoadBalancerId(0), swapped)));
    assert_eq!(of_load_balancer(&simulation), LoadBalancerRefusal::InvalidPriority(10));
    let mut nlb = fargate(1);
    (nlb.kind, nlb.groups[0].kind) = (NLB, NLB);
    let mut simulation = nlb.before();
    let rules = vec![rule(10, "", "/", 0)];
    simulation.dispatch(order(LoadBalancerOrder::PutListener(
        LoadBalancerId(0),
        Listener { rules, ..listener(0) },
    )));
    assert_eq!(of_load_balancer(&simulation), LoadBalancerRefusal::RulesNeedAlb);
}

#[test]
fn in_slow_start_mode_a_target_takes_an_evenly_growing_share() {
    let mut setup = fargate(1);
    setup.groups[0].slow_start_seconds = 100;
    setup.application = Application { per_second: 100_000, ..Application::default() };
    let mut simulation = setup.started(60);
    // The first target has no warm one beside it: it is not slowed down.
    assert!(!simulation.world().target_groups[0].targets[0].is_slow);
    send(&mut simulation, 1_000);
    dispatch(&mut simulation, Command::SetDesiredCount(ServiceId(0), 2));
    let share = |it: &Simulation| it.world().target_groups[0].targets[1].last_second.0;
    let mut shares = vec![];
    for _ in 0..40 {
        advance(&mut simulation, 1);
        if simulation.world().target_groups[0]
            .targets
            .get(1)
            .is_some_and(|it| it.state == TargetState::Healthy)
        {
            break;
        }
    }
    for _ in 0..4 {
        advance(&mut simulation, 30);
        shares.push(share(&simulation));
    }
    assert!(shares.is_sorted() && shares[0] < 300 && (480..=520).contains(&shares[3]), "{shares:?}");
}

#[test]
fn least_outstanding_requests_gives_more_to_those_that_work_faster() {
    let served = |algorithm| {
        let mut setup = fargate(1);
        setup.groups[0].algorithm = algorithm;
        let mut simulation = setup.started(60);
        let fast = task_definition("web 512/1024 fargate port 80");
        dispatch(&mut simulation, Command::RegisterTaskDefinition(Box::new(fast)));
        let application = Application { per_second: 300, ..Application::default() };
        dispatch(&mut simulation, Command::SetApplication(TaskDefinitionId(1), application));
        let mut other = setup.service.clone();
        other.placement.service_name = "fast".to_owned();
        other.placement.task_definition = TaskDefinitionId(1);
        dispatch(&mut simulation, Command::CreateService(Box::new(other)));
        advance(&mut simulation, 60);
        send(&mut simulation, 400);
        last(&simulation).1
    };
    assert_eq!(served(Algorithm::LeastOutstandingRequests), 400);
    assert_eq!(served(Algorithm::RoundRobin), 300);
}

#[test]
fn the_loss_of_a_zone_under_load_refuses_requests_until_the_others_have_taken_over() {
    let mut setup = fargate(4);
    setup.service.availability_zone_rebalancing = None;
    let mut simulation = setup.started(60);
    send(&mut simulation, 380);
    assert_eq!(last(&simulation), (380, 380, [0; 4]));
    dispatch(&mut simulation, Command::SetZone(Zone(0), Switch::Off));
    advance(&mut simulation, 10);
    assert_eq!(last(&simulation), (380, 200, [0, 0, 0, 180]));
    advance(&mut simulation, 120);
    assert_eq!(last(&simulation), (380, 380, [0; 4]));
}

fn blue_green(strategy: DeploymentStrategy) -> Simulation {
    let mut setup = fargate(2);
    setup.groups.push(TargetGroupSettings { name: "green".to_owned(), ..setup.groups[0].clone() });
    setup.service.load_balancers[0].alternate = Some(TargetGroupId(1));
    setup.service.deployment_configuration =
        DeploymentConfiguration { strategy, ..DeploymentConfiguration::REPLICA };
    let mut simulation = setup.started(120);
    send(&mut simulation, 100);
    let update = UpdateService { force_new_deployment: Switch::On, ..UpdateService::of(ServiceId(0)) };
    dispatch(&mut simulation, Command::UpdateService(Box::new(update)));
    simulation
}

/// Requests of the last second in the first and in the second target group.
fn sides(simulation: &Simulation) -> [u32; 2] {
    let sum =
        |at: usize| simulation.world().target_groups[at].targets.iter().map(|it| it.last_second.0).sum();
    [sum(0), sum(1)]
}

#[test]
fn blue_green_registers_the_new_revision_in_the_other_target_group_and_shifts_all_traffic_at_once() {
    let mut simulation = blue_green(DeploymentStrategy::BlueGreen { bake_minutes: 5 });
    let mut seen = vec![sides(&simulation)];
    for _ in 0..200 {
        advance(&mut simulation, 1);
        if seen.last() != Some(&sides(&simulation)) {
            seen.push(sides(&simulation));
        }
        assert_eq!(last(&simulation), (100, 100, [0; 4]));
    }
    assert_eq!(seen, [[100, 0], [0, 100]]);
    // While both bake, the old ones can still be gone back to.
    assert_eq!(simulation.world().target_groups[0].targets.len(), 2);
    dispatch(&mut simulation, Command::RollBackService(ServiceId(0)));
    advance(&mut simulation, 1);
    assert_eq!(sides(&simulation), [100, 0]);
}

#[test]
fn canary_sends_a_little_to_the_other_target_group_first() {
    let strategy =
        DeploymentStrategy::Canary { canary_permille: 100, canary_bake_minutes: 2, bake_minutes: 0 };
    let mut simulation = blue_green(strategy);
    let mut seen = vec![];
    for _ in 0..300 {
        advance(&mut simulation, 1);
        if seen.last() != Some(&sides(&simulation)) {
            seen.push(sides(&simulation));
        }
    }
    assert_eq!(seen, [[100, 0], [90, 10], [0, 100]]);
}

#[test]
fn seconds_one_by_one_or_at_once_make_the_same_world() {
    let mut setup = fargate(3);
    setup.groups[0].slow_start_seconds = 30;
    let mut one_by_one = setup.started(60);
    send(&mut one_by_one, 777);
    let mut at_once = one_by_one.clone();
    dispatch(&mut one_by_one, Command::SetDesiredCount(ServiceId(0), 5));
    dispatch(&mut at_once, Command::SetDesiredCount(ServiceId(0), 5));
    for _ in 0..200 {
        advance(&mut one_by_one, 1);
    }
    advance(&mut at_once, 200);
    assert_eq!(one_by_one.world().hash(), at_once.world().hash());
}

#[test]
fn on_a_board_that_stands_still_tasks_are_healthy_targets_at_once_and_gone_at_once() {
    let setup = fargate(2);
    let mut simulation = Simulation::new(scenario(7));
    let commands = setup.before().commands().to_vec();
    for command in commands.into_iter().filter(|it| *it != Command::StartClock) {
        simulation.dispatch(command);
    }
    dispatch(&mut simulation, Command::CreateService(Box::new(setup.service.clone())));
    assert_eq!(states(&simulation), ["healthy"; 2]);
    dispatch(&mut simulation, Command::SetDesiredCount(ServiceId(0), 1));
    assert_eq!(states(&simulation), ["healthy"]);
}

#[test]
fn what_a_service_or_a_listener_needs_cannot_be_deleted() {
    let mut simulation = fargate(1).started(0);
    simulation.dispatch(order(LoadBalancerOrder::DeleteTargetGroup(GROUP)));
    assert_eq!(of_load_balancer(&simulation), LoadBalancerRefusal::InUse);
    dispatch(&mut simulation, order(LoadBalancerOrder::DeleteListener(LoadBalancerId(0), 80)));
    simulation.dispatch(order(LoadBalancerOrder::DeleteTargetGroup(GROUP)));
    assert_eq!(of_load_balancer(&simulation), LoadBalancerRefusal::InUse);
    dispatch(&mut simulation, Command::DeleteService(ServiceId(0)));
    dispatch(&mut simulation, order(LoadBalancerOrder::DeleteTargetGroup(GROUP)));
    dispatch(&mut simulation, order(LoadBalancerOrder::Delete(LoadBalancerId(0))));
    assert!(simulation.world().load_balancers.is_empty() && simulation.world().target_groups.is_empty());
}

#[test]
fn a_load_balancer_given_to_a_running_service_begins_a_deployment() {
    let mut setup = fargate(1);
    setup.service.load_balancers.clear();
    let mut simulation = setup.started(60);
    let update =
        UpdateService { load_balancers: Some(vec![attachment(0)]), ..UpdateService::of(ServiceId(0)) };
    dispatch(&mut simulation, Command::UpdateService(Box::new(update)));
    advance(&mut simulation, 60);
    assert_eq!(simulation.world().next_deployment, 2);
    assert_eq!(states(&simulation), ["healthy"]);
}
