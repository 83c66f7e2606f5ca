//! 7.1: how a strategy splits tasks, and what is no strategy.

use super::{by_provider, refusal, simulated};
use crate::sim::arithmetic::StrategyRefusal;
use crate::sim::capacity::{CapacityOrder, CapacityProvider, GroupProviderId, StrategyItem, share_of_each};
use crate::sim::tests::commands;
use crate::sim::{CapacityRefusal, Command, Refusal, ServiceRefusal, TaskPlace, Zone};

const TWO: &str = "provider A m5.xlarge in a b size 4/4; provider B m5.xlarge in a b size 4/4;";

fn split(text: &str) -> String {
    by_provider(&simulated(&format!("{TWO} {text}"), 3))
}

#[test]
fn the_worked_examples_of_7_1_hold_for_run_task() {
    assert_eq!(split("run 2 x web 64/64 via 0:2/1 1:0/4"), "A 2");
    assert_eq!(split("run 7 x web 64/64 via 0:2/1 1:0/4"), "A 3, B 4");
    assert_eq!(split("run 6 x web 64/64 via 0:0/1 1:0/1"), "A 3, B 3");
    assert_eq!(split("run 9 x far 256/512 fargate via FARGATE:1/1 SPOT:0/3"), "FARGATE 3, FARGATE_SPOT 6");
}

#[test]
fn the_worked_examples_of_7_1_hold_for_services() {
    assert_eq!(split("serve 2 x web 64/64 via 0:2/1 1:0/4"), "A 2");
    assert_eq!(split("serve 7 x web 64/64 via 0:2/1 1:0/4"), "A 3, B 4");
    assert_eq!(split("serve 12 x web 64/64 via 0:2/1 1:0/4"), "A 4, B 8");
    assert_eq!(split("serve 6 x web 64/64 via 0:0/1 1:0/1"), "A 3, B 3");
    assert_eq!(split("serve 9 x far 256/512 fargate via FARGATE:1/1 SPOT:0/3"), "FARGATE 3, FARGATE_SPOT 6");
}

#[test]
fn a_service_that_grows_task_by_task_has_the_split_of_the_whole() {
    let strategy = "FARGATE:2/2 SPOT:0/3";
    for n in 1..=10 {
        let grown = (1..=n).map(|count| format!("count 0 {count}")).collect::<Vec<_>>().join(";");
        let far = "far 256/512 fargate";
        let at_once = split(&format!("serve {n} x {far} via {strategy}"));
        assert_eq!(split(&format!("serve 0 x {far} via {strategy}; {grown}")), at_once, "{n}");
    }
}

#[test]
fn a_call_is_split_exactly_as_the_rule_says() {
    let item = |capacity_provider, base, weight| StrategyItem { capacity_provider, base, weight };
    for (base, left, right) in [(0, 1, 1), (3, 1, 2), (0, 5, 3), (2, 0, 1), (10, 1, 1)] {
        let strategy =
            [item(CapacityProvider::Fargate, base, left), item(CapacityProvider::FargateSpot, 0, right)];
        for n in 1..=10 {
            let expected = share_of_each(n, &strategy).unwrap();
            let named = ["FARGATE", "FARGATE_SPOT"].iter().zip(expected).filter(|(_, n)| *n > 0);
            let named: Vec<String> = named.map(|(name, n)| format!("{name} {n}")).collect();
            let text = format!("run {n} x far 256/512 fargate via FARGATE:{base}/{left} SPOT:0/{right}");
            assert_eq!(split(&text), named.join(", "));
        }
    }
}

#[test]
fn running_tasks_are_not_moved_to_keep_the_shares() {
    // All four that are on B stay when A gets its base back.
    let text = "serve 7 x web 64/64 via 0:2/1 1:0/4; stop 0; stop 1";
    assert_eq!(split(text), "A 3, B 4");
}

#[test]
fn the_default_strategy_of_the_cluster_holds_when_nothing_is_said() {
    assert_eq!(split("default 1:0/1; run 2 x web 64/64 via"), "B 2");
    // A service keeps the one that it was created with.
    assert_eq!(split("default 1:0/1; serve 2 x web 64/64 via; default 0:0/1; count 0 3"), "B 3");
    assert_eq!(split("default 1:0/1; run 2 x web 64/64"), "none 2");
}

#[test]
fn a_task_of_a_launch_type_may_use_instances_of_a_provider_but_is_none_of_its_own() {
    assert_eq!(split("run 3 x web 64/64"), "none 3");
}

#[test]
fn strategies_that_aws_refuses_are_refused() {
    let refused = |board: &str, text: &str| {
        refusal(&format!("{TWO} {board}"), commands(&format!("run 1 x web 64/64 via {text}")).pop().unwrap())
    };
    let of = |it| Refusal::OfCapacity(it);
    let board = "run 1 x web 64/64";
    assert_eq!(refused(board, ""), of(CapacityRefusal::NoDefaultStrategy));
    assert_eq!(refused(board, "0:0/1 FARGATE:0/1"), of(CapacityRefusal::MixedStrategy));
    assert_eq!(refused(board, "0:0/1 0:0/1"), of(CapacityRefusal::ProviderTwice));
    assert_eq!(refused(board, "7:0/1"), of(CapacityRefusal::NoSuchProvider));
    assert_eq!(refused(board, "0:0/0 1:0/0"), of(CapacityRefusal::Strategy(StrategyRefusal::NoWeight)));
    assert_eq!(refused(board, "0:1/1 1:1/1"), of(CapacityRefusal::Strategy(StrategyRefusal::SeveralBases)));
    assert_eq!(refused(board, "0:0/1001"), of(CapacityRefusal::Strategy(StrategyRefusal::OutOfRange)));
    // The task definition must be one for Fargate.
    assert_eq!(refused(board, "FARGATE:0/1"), Refusal::IncompatibleLaunchType);
    let daemon = commands("run 1 x web 64/64; daemon 0 x web 64/64 via 0:0/1").pop().unwrap();
    assert_eq!(
        refusal(&format!("{TWO} {board}"), daemon),
        Refusal::OfService(ServiceRefusal::DaemonWithCapacityProviders)
    );
}

#[test]
fn providers_that_cannot_be_are_refused() {
    let refused = |text: &str| match refusal(TWO, commands(text).pop().unwrap()) {
        Refusal::OfCapacity(refusal) => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused("provider A m5.large in a size 0/1"), CapacityRefusal::NameTaken);
    assert_eq!(refused("provider fargate-2 m5.large in a size 0/1"), CapacityRefusal::InvalidName);
    assert_eq!(refused("provider x.y m5.large in a size 0/1"), CapacityRefusal::InvalidName);
    assert_eq!(refused("provider C m5.large size 0/1"), CapacityRefusal::NoZone);
    assert_eq!(refused("provider C m5.large in a size 2/1"), CapacityRefusal::SizeOutOfRange);
    assert_eq!(refused("provider C m5.large in a size 0/0"), CapacityRefusal::SizeOutOfRange);
    assert_eq!(refused("provider C m5.large in a size 0/101"), CapacityRefusal::SizeOutOfRange);
    for out_of_range in ["target 0", "target 101", "steps 0/5", "steps 3/2", "steps 1/10001", "warmup 10001"]
    {
        let text = format!("provider C m5.large in a size 0/1 {out_of_range}");
        assert_eq!(refused(&text), CapacityRefusal::ManagedScalingOutOfRange, "{out_of_range}");
    }
    assert_eq!(
        refused("provider C m5.large in a size 0/1 unmanaged protected"),
        CapacityRefusal::ProtectionWithoutManagedScaling
    );
    assert_eq!(refused("capacity 0 5"), CapacityRefusal::DesiredOutOfRange);
    assert_eq!(
        refusal(TWO, commands("provider C none.such in a size 0/1").pop().unwrap()),
        Refusal::UnknownInstanceType("none.such".to_owned())
    );
}

#[test]
fn a_provider_in_use_cannot_be_deleted_and_one_that_is_not_goes_with_its_instances() {
    let delete = || Command::Capacity(CapacityOrder::DeleteProvider(GroupProviderId(1)));
    let in_use = Refusal::OfCapacity(CapacityRefusal::ProviderInUse);
    for use_of_it in ["default 1:0/1", "run 1 x web 64/64 via 1:0/1", "serve 0 x web 64/64 via 1:0/1"] {
        assert_eq!(refusal(&format!("{TWO} {use_of_it}"), delete()), in_use, "{use_of_it}");
    }
    let mut simulation = simulated(TWO, 1);
    assert_eq!(simulation.world().container_instances.len(), 8);
    simulation.dispatch(delete());
    assert_eq!(simulation.world().container_instances.len(), 4);
}

#[test]
fn spread_counts_the_tasks_on_instances_of_other_providers_too() {
    let board = "provider pa m5.large in a size 1/1; provider pb m5.large in a b size 2/2; clock; advance 300; \
                 run 2 x web 64/64 via 0:0/1; run 1 x web 64/64 via 1:0/1 by spread zone";
    for seed in 0..8 {
        let simulation = simulated(board, seed);
        let world = simulation.world();
        let TaskPlace::ContainerInstance(last) = world.tasks.values().last().unwrap().place else { panic!() };
        assert_eq!(world.container_instances[&last].zone, Zone(1), "with seed {seed}");
    }
}
