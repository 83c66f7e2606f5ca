//! 7.3: service auto scaling.

use proptest::prelude::*;

use super::{capacity::said, commands, refusal, simulated};
use crate::sim::scaling::{
    AdjustmentType, Alarm, Load, Metric, PolicyKind, PutScaling, ScalingOrder, ScalingPolicy, StepAdjustment,
};
use crate::sim::{Command, Refusal, ScalingRefusal, ServiceId, Simulation, World};

/// What must hold of auto scaling after every command.
pub(super) fn assert_scaling(world: &World) {
    for (id, target) in &world.scaling {
        assert!(world.services.contains_key(id), "a service that is gone is scaled");
        let subject = crate::sim::clock::Subject::ServiceScaling(*id);
        let due = world.queue.dues().iter().find(|it| it.subject == subject);
        assert_eq!(due.map(|it| it.at_seconds), target.evaluates_at_seconds, "{target:?}");
        if let Some(activity) = target.last_activity {
            assert_ne!(activity.from, activity.to);
        }
    }
}

/// Target tracking of CPU with the default cooldowns.
fn tracking(target: u32) -> ScalingPolicy {
    ScalingPolicy {
        metric: Metric::Cpu,
        kind: PolicyKind::TargetTracking {
            target,
            scale_out_cooldown: 300,
            scale_in_cooldown: 300,
            disable_scale_in: false,
        },
    }
}

fn of(metric: Metric, policy: ScalingPolicy) -> ScalingPolicy {
    ScalingPolicy { metric, ..policy }
}

fn step(alarm: Alarm, threshold: u32, steps: &[(Option<i32>, Option<i32>, i32)]) -> ScalingPolicy {
    let steps = steps.iter().map(|(lower_bound, upper_bound, adjustment)| StepAdjustment {
        lower_bound: *lower_bound,
        upper_bound: *upper_bound,
        adjustment: *adjustment,
    });
    let kind = PolicyKind::Step {
        alarm,
        threshold,
        adjustment_type: AdjustmentType::ChangeInCapacity,
        steps: steps.collect(),
        cooldown: 300,
    };
    ScalingPolicy { metric: Metric::Cpu, kind }
}

fn put(min_capacity: u32, max_capacity: u32, policies: Vec<ScalingPolicy>) -> Command {
    let request = PutScaling { service: ServiceId(0), min_capacity, max_capacity, policies };
    Command::Scaling(ScalingOrder::Put(Box::new(request)))
}

/// The service with so many tasks, healthy and at rest, scaled by these policies between 1 and 20.
fn scaled(n: u32, policies: Vec<ScalingPolicy>) -> Simulation {
    let text = format!("4 instances of m5.xlarge in a b; clock; serve {n} x web 64/64; advance 300");
    let mut simulation = simulated(&text, 1);
    simulation.dispatch(put(1, 20, policies));
    simulation
}

fn load(simulation: &mut Simulation, cpu_percent: u32) {
    let load = Load { cpu_percent, ..Load::default() };
    give(simulation, Command::Scaling(ScalingOrder::SetLoad(ServiceId(0), load)));
}

fn give(simulation: &mut Simulation, command: Command) {
    simulation.dispatch(command);
    super::invariants::assert_invariants(simulation.world());
}

fn after(simulation: &mut Simulation, seconds: u64) -> u32 {
    give(simulation, Command::Advance(seconds));
    simulation.world().services[&ServiceId(0)].desired_count
}

#[test]
fn target_tracking_takes_current_times_metric_by_target_rounded_up() {
    for (cpu_percent, expected) in [(100, 2), (101, 3), (150, 3), (151, 4), (1_000, 20), (5_000, 20)] {
        let mut simulation = scaled(2, vec![tracking(50)]);
        load(&mut simulation, cpu_percent);
        assert_eq!(after(&mut simulation, 60), expected, "{cpu_percent}");
    }
}

#[test]
fn a_data_point_comes_each_minute_and_each_20_seconds_in_high_resolution() {
    let mut simulation = scaled(2, vec![tracking(50)]);
    load(&mut simulation, 200);
    assert_eq!(after(&mut simulation, 59), 2);
    assert_eq!(after(&mut simulation, 1), 4);
    let mut simulation = scaled(2, vec![of(Metric::CpuHighResolution, tracking(50))]);
    load(&mut simulation, 200);
    assert_eq!(after(&mut simulation, 19), 2);
    assert_eq!(after(&mut simulation, 1), 4);
}

#[test]
fn utilization_may_be_over_100_percent_and_falls_when_more_tasks_run() {
    let mut simulation = scaled(2, vec![tracking(50)]);
    load(&mut simulation, 300);
    after(&mut simulation, 200);
    assert_eq!(
        said(&simulation, &["Auto scaling"]),
        [
            "Auto scaling of service web. From 2 to 6 tasks: ECSServiceAverageCPUUtilization was 150 %. service web is to run 6."
        ]
    );
    let reading = crate::sim::scaling::reading(simulation.world(), ServiceId(0), Metric::Cpu);
    assert_eq!(reading.tenths(), Some(500));
}

#[test]
fn scale_in_is_conservative_its_cooldown_blocks_the_next_one() {
    let mut simulation = scaled(10, vec![tracking(50)]);
    load(&mut simulation, 400);
    assert_eq!(after(&mut simulation, 60), 8);
    load(&mut simulation, 100);
    assert_eq!(after(&mut simulation, 299), 8);
    assert_eq!(after(&mut simulation, 61), 2);
}

#[test]
fn a_scale_out_during_the_cooldown_of_a_scale_in_comes_at_once_and_ends_it() {
    let mut simulation = scaled(10, vec![tracking(50)]);
    load(&mut simulation, 400);
    assert_eq!(after(&mut simulation, 60), 8);
    load(&mut simulation, 600);
    assert_eq!(after(&mut simulation, 60), 12);
    load(&mut simulation, 100);
    assert_eq!(after(&mut simulation, 60), 2);
}

#[test]
fn what_a_scale_out_added_counts_in_the_next_one_while_its_cooldown_lasts() {
    // AWS's example: 2 more, then in the cooldown an adjustment of 3: only 1 is added.
    let mut simulation =
        scaled(2, vec![step(Alarm::Above, 60, &[(Some(0), Some(40), 2), (Some(40), None, 3)])]);
    load(&mut simulation, 160);
    assert_eq!(after(&mut simulation, 60), 4);
    load(&mut simulation, 500);
    assert_eq!(after(&mut simulation, 120), 5);
    // The same again is no larger scale-out; after the cooldown it is a new one.
    assert_eq!(after(&mut simulation, 180), 5);
    assert_eq!(after(&mut simulation, 180), 8);
}

#[test]
fn step_scaling_goes_by_the_size_of_the_breach() {
    let steps = [(Some(0), Some(10), 1), (Some(10), Some(20), 2), (Some(20), None, 4)];
    for (cpu_percent, expected) in [(119, 2), (120, 3), (139, 3), (140, 4), (160, 6), (400, 6)] {
        let mut simulation = scaled(2, vec![step(Alarm::Above, 60, &steps)]);
        load(&mut simulation, cpu_percent);
        assert_eq!(after(&mut simulation, 60), expected, "{cpu_percent}");
    }
    let steps = [(Some(-10), Some(0), -1), (None, Some(-10), -3)];
    for (cpu_percent, expected) in [(400, 8), (320, 7), (241, 7), (240, 5), (0, 5)] {
        let mut simulation = scaled(8, vec![step(Alarm::Below, 40, &steps)]);
        load(&mut simulation, cpu_percent);
        assert_eq!(after(&mut simulation, 60), expected, "{cpu_percent}");
    }
}

#[test]
fn a_change_by_percent_is_rounded_towards_zero_and_is_one_at_least() {
    let percent = AdjustmentType::PercentChangeInCapacity;
    let rows =
        [(10, 10, 11), (127, 10, 139), (2, 30, 3), (2, -30, 1), (20, -33, 14), (4, -100, 0), (3, 0, 3)];
    for (from, adjustment, expected) in rows {
        assert_eq!(percent.adjusted(from, adjustment), expected, "{from} {adjustment}");
    }
    assert_eq!(AdjustmentType::ExactCapacity.adjusted(9, 5), 5);
    assert_eq!(AdjustmentType::ChangeInCapacity.adjusted(1, -3), 0);
}

#[test]
fn out_if_any_policy_says_so_and_in_only_if_all_agree() {
    let both = || vec![tracking(50), of(Metric::Memory, tracking(50))];
    let set = |simulation: &mut Simulation, cpu_percent, memory_percent| {
        let load = Load { cpu_percent, memory_percent, requests: 0 };
        give(simulation, Command::Scaling(ScalingOrder::SetLoad(ServiceId(0), load)));
    };
    let mut simulation = scaled(4, both());
    set(&mut simulation, 50, 300);
    assert_eq!(after(&mut simulation, 60), 6);
    let mut simulation = scaled(4, both());
    set(&mut simulation, 50, 200);
    assert_eq!(after(&mut simulation, 600), 4);
    set(&mut simulation, 50, 150);
    assert_eq!(after(&mut simulation, 60), 3);
}

#[test]
fn with_scale_in_disabled_a_policy_only_adds() {
    let kind = PolicyKind::TargetTracking {
        target: 50,
        scale_out_cooldown: 60,
        scale_in_cooldown: 60,
        disable_scale_in: true,
    };
    let mut simulation = scaled(4, vec![ScalingPolicy { metric: Metric::Cpu, kind }]);
    assert_eq!(after(&mut simulation, 900), 4);
    load(&mut simulation, 300);
    assert_eq!(after(&mut simulation, 60), 6);
}

#[test]
fn a_deployment_holds_scale_in_back_but_not_scale_out() {
    let mut simulation = scaled(4, vec![tracking(50)]);
    load(&mut simulation, 200);
    // Images cannot be pulled, so the deployment goes on and on.
    give(&mut simulation, Command::RegisterTaskDefinition(Box::new(super::task_definition("api 64/64"))));
    for command in commands("unpullable 1") {
        give(&mut simulation, command);
    }
    let update = crate::sim::UpdateService {
        task_definition: Some(crate::sim::TaskDefinitionId(1)),
        ..crate::sim::UpdateService::of(ServiceId(0))
    };
    give(&mut simulation, Command::UpdateService(Box::new(update)));
    load(&mut simulation, 50);
    assert_eq!(after(&mut simulation, 600), 4);
    load(&mut simulation, 300);
    assert_eq!(after(&mut simulation, 60), 6);
}

#[test]
fn the_desired_count_comes_within_the_limits() {
    let mut simulation = scaled(4, vec![tracking(50)]);
    load(&mut simulation, 200);
    give(&mut simulation, put(6, 9, vec![tracking(50)]));
    assert_eq!(after(&mut simulation, 60), 6);
    load(&mut simulation, 2_000);
    assert_eq!(after(&mut simulation, 60), 9);
}

#[test]
fn without_running_tasks_there_is_no_data_and_nothing_happens() {
    let mut simulation = simulated("clock; serve 3 x web 64/64", 1);
    give(&mut simulation, put(1, 9, vec![tracking(50)]));
    load(&mut simulation, 900);
    assert_eq!(after(&mut simulation, 600), 3);
}

#[test]
fn requests_per_target_are_counted_by_the_minute() {
    let policy = of(Metric::RequestCountPerTarget, tracking(100));
    let mut simulation = scaled(2, vec![policy]);
    let load = Load { requests: 450, ..Load::default() };
    give(&mut simulation, Command::Scaling(ScalingOrder::SetLoad(ServiceId(0), load)));
    assert_eq!(after(&mut simulation, 60), 5);
}

#[test]
fn what_cannot_be_is_refused() {
    let board = "1 instance of m5.large in a; serve 1 x web 64/64; daemon 0 x log 64/64";
    let refused = |command| match refusal(board, command) {
        Refusal::OfScaling(refusal) => refusal,
        other => panic!("{other:?}"),
    };
    assert_eq!(refused(put(3, 2, vec![tracking(50)])), ScalingRefusal::CapacityOutOfRange);
    assert_eq!(refused(put(0, 501, vec![tracking(50)])), ScalingRefusal::CapacityOutOfRange);
    assert_eq!(refused(put(0, 5, vec![])), ScalingRefusal::PolicyCount);
    assert_eq!(refused(put(0, 5, vec![tracking(50); 6])), ScalingRefusal::PolicyCount);
    assert_eq!(refused(put(0, 5, vec![tracking(0)])), ScalingRefusal::InvalidPolicy);
    assert_eq!(refused(put(0, 5, vec![step(Alarm::Above, 5, &[])])), ScalingRefusal::InvalidPolicy);
    let overlap = [(Some(0), Some(20), 1), (Some(10), None, 2)];
    assert_eq!(refused(put(0, 5, vec![step(Alarm::Above, 5, &overlap)])), ScalingRefusal::InvalidPolicy);
    let Command::Scaling(ScalingOrder::Put(mut request)) = put(0, 5, vec![tracking(50)]) else { panic!() };
    request.service = ServiceId(1);
    assert_eq!(refused(Command::Scaling(ScalingOrder::Put(request))), ScalingRefusal::Daemon);
    assert_eq!(refusal(board, Command::Scaling(ScalingOrder::Delete(ServiceId(0)))), Refusal::NotFound);
}

#[test]
fn a_service_that_is_deleted_is_no_longer_scaled() {
    let mut simulation = scaled(2, vec![tracking(50)]);
    give(&mut simulation, Command::DeleteService(ServiceId(0)));
    assert!(simulation.world().scaling.is_empty());
}

#[test]
fn a_service_at_rest_costs_no_decisions() {
    let mut simulation = scaled(2, vec![tracking(50)]);
    load(&mut simulation, 100);
    after(&mut simulation, 1_000);
    let before = simulation.log().len();
    after(&mut simulation, 100_000);
    assert!(simulation.log().len() - before < 3);
}

#[test]
fn the_two_loops_work_together_tasks_by_load_and_instances_by_tasks() {
    let text = "clock; provider P m5.large in a size 1/10; serve 2 x web 512/512 via 0:0/1; advance 400";
    let mut simulation = simulated(text, 1);
    give(&mut simulation, put(1, 20, vec![tracking(50)]));
    load(&mut simulation, 400);
    assert_eq!(after(&mut simulation, 60), 8);
    after(&mut simulation, 300);
    assert_eq!(simulation.world().container_instances.len(), 2);
}

/// A random order about auto scaling.
pub(crate) fn random() -> impl Strategy<Value = Command> {
    let metric = prop_oneof![
        Just(Metric::Cpu),
        Just(Metric::MemoryHighResolution),
        Just(Metric::RequestCountPerTarget)
    ];
    let track =
        (0u32..100, 0u32..400, 0u32..400, any::<bool>()).prop_map(|(target, out, into, disable_scale_in)| {
            PolicyKind::TargetTracking {
                target,
                scale_out_cooldown: out,
                scale_in_cooldown: into,
                disable_scale_in,
            }
        });
    let adjustment = prop_oneof![
        Just(AdjustmentType::ChangeInCapacity),
        Just(AdjustmentType::PercentChangeInCapacity),
        Just(AdjustmentType::ExactCapacity)
    ];
    let steps = (any::<bool>(), 0u32..200, adjustment, -3i32..4, -60i32..60).prop_map(
        |(is_above, threshold, adjustment_type, first, second)| PolicyKind::Step {
            alarm: if is_above { Alarm::Above } else { Alarm::Below },
            threshold,
            adjustment_type,
            steps: vec![
                StepAdjustment { lower_bound: None, upper_bound: Some(0), adjustment: first },
                StepAdjustment { lower_bound: Some(0), upper_bound: None, adjustment: second },
            ],
            cooldown: 100,
        },
    );
    let kind = prop_oneof![track, steps];
    let policy = (metric, kind).prop_map(|(metric, kind)| ScalingPolicy { metric, kind });
    let policies = proptest::collection::vec(policy, 0..3);
    let order = prop_oneof![
        3 => (0u32..12, 0u32..3, 0u32..9, policies).prop_map(|(id, min_capacity, more, policies)| {
            ScalingOrder::Put(Box::new(PutScaling {
                service: ServiceId(id),
                min_capacity,
                max_capacity: min_capacity + more,
                policies,
            }))
        }),
        1 => (0u32..12).prop_map(|id| ScalingOrder::Delete(ServiceId(id))),
        4 => (0u32..12, 0u32..900, 0u32..900, 0u32..900).prop_map(|(id, cpu_percent, memory_percent, requests)| {
            ScalingOrder::SetLoad(ServiceId(id), Load { cpu_percent, memory_percent, requests })
        }),
    ];
    order.prop_map(Command::Scaling)
}
