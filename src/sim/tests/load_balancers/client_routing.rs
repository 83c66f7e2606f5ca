//! Whether an NLB keeps clients in their zone (`dns_record.client_routing_policy`).

use super::*;

/// Requests by zone of a service with two tasks in each of three zones, when 1,200 clients in zone a ask an NLB.
fn by_zone(policy: ClientRouting, change: impl FnOnce(&mut Simulation)) -> [u32; 3] {
    let mut setup = in_grace(fargate(6));
    (setup.zones, setup.kind, setup.groups[0].kind) = (3, NLB, NLB);
    setup.application = Application { per_second: 10_000, ..Application::default() };
    let mut simulation = setup.started(60);
    if policy != ClientRouting::AnyZone {
        dispatch(&mut simulation, order(LoadBalancerOrder::SetClientRouting(LoadBalancerId(0), policy)));
    }
    let from_a = Stream { zone: Some(Zone(0)), ..stream(1_200) };
    dispatch(&mut simulation, order(LoadBalancerOrder::SetTraffic(LoadBalancerId(0), from_a)));
    change(&mut simulation);
    advance(&mut simulation, 1);
    let mut served = [0; 3];
    for target in &simulation.world().target_groups[0].targets {
        served[usize::from(target.zone.0)] += target.last_second.0;
    }
    served
}

#[test]
fn a3_6_client_routing_policy_keeps_all_85_percent_or_none_in_their_zone() {
    assert_eq!(by_zone(ClientRouting::AnyZone, |_| ()), [400, 400, 400]);
    assert_eq!(by_zone(ClientRouting::Affinity, |_| ()), [1_200, 0, 0]);
    // 85 percent, and a third of the rest.
    assert_eq!(by_zone(ClientRouting::PartialAffinity, |_| ()), [1_020 + 60, 60, 60]);
}

#[test]
fn a3_6_client_routing_policy_leads_elsewhere_when_the_zone_has_no_healthy_target() {
    let without_a = |simulation: &mut Simulation| {
        let targets = &simulation.world().target_groups[0].targets;
        let in_a: Vec<TaskId> = targets.iter().filter(|it| it.zone == Zone(0)).map(|it| it.task).collect();
        for task in in_a {
            dispatch(simulation, Command::StopTask(task));
        }
    };
    assert_eq!(by_zone(ClientRouting::Affinity, without_a), [0, 600, 600]);
}

#[test]
fn a3_6_client_routing_policy_is_about_clients_in_the_vpc() {
    let from_internet = |simulation: &mut Simulation| {
        let none = Stream { zone: Some(Zone(0)), ..stream(0) };
        dispatch(simulation, order(LoadBalancerOrder::SetTraffic(LoadBalancerId(0), none)));
        dispatch(simulation, order(LoadBalancerOrder::SetTraffic(LoadBalancerId(0), stream(1_200))));
    };
    assert_eq!(by_zone(ClientRouting::Affinity, from_internet), [400, 400, 400]);
    // They need no internet gateway, and who is in a lost zone asks for nothing.
    let no_gateway = |it: &mut Simulation| {
        dispatch(it, Command::ChangeNetwork(NetworkChange::InternetGateway(Switch::Off)));
    };
    assert_eq!(by_zone(ClientRouting::Affinity, no_gateway), [1_200, 0, 0]);
    assert_eq!(
        by_zone(ClientRouting::Affinity, |it| dispatch(it, Command::SetZone(Zone(0), Switch::Off))),
        [0; 3]
    );
}

#[test]
fn a3_6_client_routing_policy_is_one_of_an_nlb() {
    let mut simulation = fargate(1).before();
    simulation
        .dispatch(order(LoadBalancerOrder::SetClientRouting(LoadBalancerId(0), ClientRouting::Affinity)));
    assert_eq!(of_load_balancer(&simulation), LoadBalancerRefusal::ClientRoutingNeedsNlb);
    let far = Stream { zone: Some(Zone(9)), ..stream(1) };
    simulation.dispatch(order(LoadBalancerOrder::SetTraffic(LoadBalancerId(0), far)));
    assert_eq!(simulation.explain(simulation.log().len() - 1), Explanation::Refused(Refusal::NotFound));
}
