//! UpdateService and `UpdateCapacityProvider`: what changes at once, what begins a deployment, what AWS asks for.

use expect_test::expect;

use super::{board, check, commands, refusal, simulated};
use crate::ecs::{BinpackField, PlacementConstraint, PlacementStrategy};
use crate::sim::capacity::{
    CapacityOrder, CapacityProvider, GroupProviderId, ManagedScaling, ProviderSettings, StrategyItem,
    UpdateCapacityProvider,
};
use crate::sim::service::Service;
use crate::sim::{
    CapacityRefusal, Command, ContainerInstanceId, LaunchType, Refusal, ServiceId, ServiceRefusal,
    Simulation, Switch, UpdateService, explain,
};

fn update(change: impl FnOnce(&mut UpdateService)) -> Command {
    let mut request = UpdateService::of(ServiceId(0));
    change(&mut request);
    Command::UpdateService(Box::new(request))
}

fn give(simulation: &mut Simulation, command: Command) {
    simulation.dispatch(command);
    super::invariants::assert_invariants(simulation.world());
}

fn given(text: &str, command: Command, then: &str) -> Simulation {
    let mut simulation = simulated(text, 7);
    give(&mut simulation, command);
    for command in commands(then) {
        give(&mut simulation, command);
    }
    simulation
}

fn service(simulation: &Simulation) -> &Service {
    &simulation.world().services[&ServiceId(0)]
}

const TWO: &str = "1 instance of 2048/4096 in a b; clock; serve 2 x web 64/64; advance 100";

fn packed(it: &mut UpdateService) {
    it.placement_strategy = Some(vec![PlacementStrategy::Binpack(BinpackField::Cpu)]);
    it.availability_zone_rebalancing = Some(Switch::Off);
}

#[test]
fn other_placement_strategies_begin_no_deployment_and_hold_for_tasks_that_are_launched_from_then_on() {
    let simulation = given(TWO, update(packed), "advance 60");
    assert_eq!(service(&simulation).deployments.len(), 1);
    assert_eq!(simulation.world().next_task, 2, "nothing was launched or stopped");
    let grown = given(TWO, update(packed), "advance 60; count 0 6; advance 100");
    let n_on = |id| grown.world().tasks_on(ContainerInstanceId(id)).count();
    assert_eq!(n_on(0).max(n_on(1)), 5, "four more on the instance that has the least left");
}

#[test]
fn with_force_new_deployment_all_tasks_go_by_the_new_strategies() {
    let forced = update(|it| {
        packed(it);
        it.force_new_deployment = Switch::On;
    });
    let simulation = given(TWO, forced, "advance 200");
    let n_on = |id| simulation.world().tasks_on(ContainerInstanceId(id)).count();
    assert_eq!((n_on(0).max(n_on(1)), n_on(0) + n_on(1)), (2, 2));
    assert_eq!(service(&simulation).deployments[0].id.0, 1);
}

#[test]
fn an_empty_strategy_is_the_default_of_services_again() {
    let board = "1 instance of 2048/4096 in a b; serve 2 x web 64/64 by binpack cpu";
    let spread = update(|it| it.placement_strategy = Some(vec![]));
    let simulation = given(board, spread, "count 0 4");
    assert_eq!(board::by_zone(&simulation), "2/2/0 on 2 instances");
}

#[test]
fn other_constraints_leave_the_tasks_of_a_replica_service_where_they_are() {
    let only_b = update(|it| {
        it.availability_zone_rebalancing = Some(Switch::Off);
        let expression = "attribute:ecs.availability-zone == us-east-1b";
        it.placement_constraints = Some(vec![PlacementConstraint::MemberOf(expression.into())]);
    });
    let simulation = given(TWO, only_b.clone(), "advance 60");
    assert_eq!(board::by_instance(&simulation), "a1: web | b1: web");
    let simulation = given(TWO, only_b, "advance 60; count 0 4; advance 60");
    assert_eq!(board::by_instance(&simulation), "a1: web | b1: web web web");
}

#[test]
fn a_service_that_waited_for_a_place_looks_again_when_its_constraints_change() {
    let board = "1 instance of 2048/4096; serve 2 x web 64/64 by only attribute:stack == prod";
    check(board, expect!["a1: | waiting"]);
    let simulation = given(board, update(|it| it.placement_constraints = Some(vec![])), "");
    assert_eq!(board::by_instance(&simulation), "a1: web web");
}

#[test]
fn a_daemon_leaves_the_instances_that_its_constraints_no_longer_allow() {
    let only_b = update(|it| {
        let expression = "attribute:ecs.availability-zone == us-east-1b";
        it.placement_constraints = Some(vec![PlacementConstraint::MemberOf(expression.into())]);
    });
    let board = "1 instance of 2048/4096 in a b; clock; daemon 0 x log 64/64; advance 100";
    assert_eq!(board::by_instance(&given(board, only_b, "advance 60")), "a1: | b1: log");
}

fn item(capacity_provider: CapacityProvider) -> StrategyItem {
    StrategyItem { capacity_provider, base: 0, weight: 1 }
}

const GROUP: CapacityProvider = CapacityProvider::AutoScalingGroup(GroupProviderId(0));

fn providers(strategy: &[CapacityProvider], force: Switch) -> Command {
    update(|it| {
        it.capacity_provider_strategy = Some(strategy.iter().copied().map(item).collect());
        it.force_new_deployment = force;
    })
}

/// A definition for both launch types, an instance, a group, and a service by this launch type or strategy.
fn either(how: &str) -> String {
    format!(
        "1 instance of m5.large; provider P m5.large in a size 1/2; clock; advance 100; serve 2 x web 256/512 {how}; advance 100"
    )
}

#[test]
fn another_capacity_provider_strategy_needs_a_forced_deployment_in_the_words_of_aws() {
    let needed = Refusal::OfService(ServiceRefusal::ForceNewDeploymentNeeded);
    assert_eq!(refusal(&either(""), providers(&[GROUP], Switch::Off)), needed);
    let spot = [CapacityProvider::FargateSpot];
    assert_eq!(refusal(&either("fargate via FARGATE:0/1"), providers(&spot, Switch::Off)), needed);
    assert!(explain::refusal_sentence(&needed).ends_with("you must force a new deployment."));
    // The same one again changes nothing.
    let same = providers(&[CapacityProvider::Fargate], Switch::Off);
    assert_eq!(refusal(&either("fargate via FARGATE:0/1"), same), Refusal::AlreadySo);
}

/// What the two tasks run on at the end, and the launch type of the service.
fn after(how: &str, strategy: &[CapacityProvider]) -> (Vec<Option<CapacityProvider>>, LaunchType) {
    let simulation = given(&either(how), providers(strategy, Switch::On), "advance 400");
    let tasks = simulation.world().tasks.values();
    assert!(service(&simulation).is_steady);
    (tasks.map(|it| it.capacity_provider).collect(), service(&simulation).placement.launch_type)
}

#[test]
fn row_the_valid_transitions_between_launch_types_and_capacity_providers() {
    let (fargate, ec2) = (LaunchType::Fargate, LaunchType::Ec2);
    let fargate_spot = Some(CapacityProvider::FargateSpot);
    assert_eq!(after("fargate", &[GROUP]), (vec![Some(GROUP); 2], ec2), "Fargate launch type to a group");
    assert_eq!(after("", &[GROUP]), (vec![Some(GROUP); 2], ec2), "EC2 launch type to a group");
    let by_launch_type = [CapacityProvider::FargateSpot];
    assert_eq!(after("fargate", &by_launch_type), (vec![fargate_spot; 2], fargate));
    assert_eq!(
        after("fargate via FARGATE:0/1", &[GROUP]),
        (vec![Some(GROUP); 2], ec2),
        "Fargate provider to a group"
    );
    let to_spot = after("fargate via 0:0/1", &[CapacityProvider::FargateSpot]);
    assert_eq!(to_spot, (vec![fargate_spot; 2], fargate), "a group to a Fargate provider");
    assert_eq!(after("via 0:0/1", &[]), (vec![None; 2], ec2), "a group back to the launch type");
    assert_eq!(
        after("fargate via FARGATE:0/1", &[]),
        (vec![None; 2], fargate),
        "Fargate back to the launch type"
    );
}

#[test]
fn a_deployment_that_changes_providers_keeps_the_bounds_and_a_rollback_brings_the_old_ones_back() {
    // There is no Spot capacity: the deployment fails by placements, and the service goes back.
    let board = format!("{}; nospot; config 0 100 200 breaker rollback", either("fargate via FARGATE:0/1"));
    let mut simulation = given(&board, providers(&[CapacityProvider::FargateSpot], Switch::On), "advance 10");
    let fargate = Some(CapacityProvider::Fargate);
    let running = |simulation: &Simulation| {
        simulation.world().tasks.values().map(|it| it.capacity_provider).collect::<Vec<_>>()
    };
    assert_eq!(running(&simulation), [fargate; 2], "none stops before another runs");
    give(&mut simulation, Command::Advance(600));
    assert_eq!(running(&simulation), [fargate; 2]);
    let strategy = service(&simulation).placement.capacity_provider_strategy.clone().unwrap();
    assert_eq!(strategy, [item(CapacityProvider::Fargate)]);
    assert!(service(&simulation).is_steady);
}

#[test]
fn strategies_that_a_service_cannot_have_are_refused() {
    let board = either("");
    let of = |it| Refusal::OfCapacity(it);
    let nowhere = CapacityProvider::AutoScalingGroup(GroupProviderId(7));
    assert_eq!(refusal(&board, providers(&[nowhere], Switch::On)), of(CapacityRefusal::NoSuchProvider));
    let mixed = providers(&[GROUP, CapacityProvider::Fargate], Switch::On);
    assert_eq!(refusal(&board, mixed), of(CapacityRefusal::MixedStrategy));
    let fargate = providers(&[CapacityProvider::Fargate], Switch::On);
    assert_eq!(
        refusal(&board, fargate.clone()),
        Refusal::IncompatibleLaunchType,
        "its definition is not for Fargate"
    );
    let packed = either("fargate via 0:0/1 by binpack cpu");
    assert_eq!(refusal(&packed, fargate), Refusal::PlacementOnFargate);
    let daemon = "provider P m5.large in a size 1/1; daemon 0 x log 64/64";
    let with_providers = Refusal::OfService(ServiceRefusal::DaemonWithCapacityProviders);
    assert_eq!(refusal(daemon, providers(&[GROUP], Switch::On)), with_providers);
}

fn set(settings: impl FnOnce(&mut ProviderSettings)) -> Command {
    let mut changed = ProviderSettings {
        managed_scaling: Some(ManagedScaling::DEFAULT),
        managed_termination_protection: Switch::Off,
        managed_draining: Switch::On,
    };
    settings(&mut changed);
    let request = UpdateCapacityProvider { capacity_provider: GroupProviderId(0), settings: changed };
    Command::Capacity(CapacityOrder::UpdateProvider(request))
}

fn target(percent: u32) -> Command {
    let scaling = ManagedScaling { target_capacity: percent, ..ManagedScaling::DEFAULT };
    set(|it| it.managed_scaling = Some(scaling))
}

#[test]
fn another_target_capacity_holds_from_the_next_data_point() {
    // Four instances in use: 80 percent wants a fifth.
    let board = "clock; provider P m5.large in a b size 0/10; serve 16 x web 512/512 via 0:0/1; advance 1800";
    let desired = |simulation: &Simulation| {
        simulation.world().group_provider(GroupProviderId(0)).unwrap().desired_capacity
    };
    assert_eq!(desired(&simulated(board, 7)), 4);
    assert_eq!(desired(&given(board, target(80), "advance 61")), 5);
}

#[test]
fn without_managed_scaling_the_group_is_sized_by_its_owner() {
    let board = "clock; provider P m5.large in a size 0/10; capacity 0 3; advance 120";
    let off = set(|it| it.managed_scaling = None);
    assert_eq!(given(board, off, "advance 4000").world().container_instances.len(), 3);
    assert_eq!(simulated(&format!("{board}; advance 4000"), 7).world().container_instances.len(), 0);
}

#[test]
fn protection_and_draining_hold_for_instances_that_join_after_the_change() {
    let board =
        |more: &str| format!("clock; provider P m5.large in a size 0/10 {more}; capacity 0 2; advance 120");
    let protected = set(|it| it.managed_termination_protection = Switch::On);
    let tasks = "run 2 x web 64/64 via 0:0/1 by distinct; advance 30; capacity 0 0; advance 60";
    let n_left = |simulation: &Simulation| simulation.world().container_instances.len();
    // The old ones may go with their tasks.
    assert_eq!(n_left(&given(&board("undrained"), protected.clone(), tasks)), 0);
    // New ones stay while a task is there.
    let new = given(&board(""), protected, "capacity 0 4; advance 120");
    let endings: Vec<_> = new.world().group_provider(GroupProviderId(0)).unwrap().endings.values().collect();
    assert_eq!(
        endings.iter().map(|it| it.protection).collect::<Vec<_>>(),
        [Switch::Off, Switch::Off, Switch::On, Switch::On]
    );
    let undrained = set(|it| it.managed_draining = Switch::Off);
    let new = given(&board(""), undrained, "capacity 0 3; advance 120");
    let endings = &new.world().group_provider(GroupProviderId(0)).unwrap().endings;
    assert_eq!(
        endings.values().map(|it| it.draining).collect::<Vec<_>>(),
        [Switch::On, Switch::On, Switch::Off]
    );
}

#[test]
fn a_provider_that_cannot_be_so_is_refused_and_a_change_is_told() {
    let board = "provider P m5.large in a size 0/1";
    let refused = |command| refusal(board, command);
    assert_eq!(refused(set(|_| ())), Refusal::AlreadySo);
    let unmanaged = set(|it| (it.managed_scaling, it.managed_termination_protection) = (None, Switch::On));
    let needs = CapacityRefusal::ProtectionWithoutManagedScaling;
    assert_eq!(refused(unmanaged), Refusal::OfCapacity(needs));
    assert_eq!(refused(target(0)), Refusal::OfCapacity(CapacityRefusal::ManagedScalingOutOfRange));
    assert_eq!(refusal("", target(80)), Refusal::NotFound);
    let simulation = given(board, target(80), "");
    let (world, decision) = simulation.decision(simulation.log().len() - 1).unwrap();
    assert_eq!(
        explain::sentence(&world, &decision),
        "Capacity provider P was updated: targetCapacity 80, scaling steps of 1 to 10,000, instanceWarmupPeriod 300 s, \
         managed termination protection off, managed draining on."
    );
}
