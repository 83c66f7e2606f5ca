//! Commands at random: what the properties are tried with.

mod load_balancing;
mod network;
mod roles;
mod volumes;

pub(super) use load_balancing::first_load_balancer;
use load_balancing::{attachments, change_of_load_balancing};
use network::change_of_network;
pub(crate) use roles::command_with_roles;
pub(crate) use volumes::command_with_volumes;

use super::task_definition;
use crate::ecs::{BinpackField, PlacementConstraint, PlacementStrategy, SpreadField};
use crate::sim::life::{ContainerBehavior, Exit, HealthStatus};
use crate::sim::service::{
    CircuitBreaker, DeploymentAlarms, DeploymentConfiguration, DeploymentStrategy, EarlySuccessCriteria,
    RevisionCleanup, SchedulingStrategy, ServicePlacement,
};
use crate::sim::{
    Command, ContainerInstanceId, ContainerInstanceStatus, CreateService, LaunchType, Registration, RunTask,
    ServiceId, StartTask, Switch, TaskDefinitionId, TaskId, UpdateService, Zone,
};
use proptest::option::of;
use proptest::prelude::*;

/// The task definitions that the commands name.
pub(super) const DEFINITIONS: [&str; 6] = [
    "web 256/512 dynamic 80",
    "api 512/256 port 80",
    "big 1500/3000",
    "net 128/128 awsvpc roles",
    "far 256/512 fargate port 80",
    "dyn 64/64 dynamic 8080",
];

fn strategy() -> impl Strategy<Value = PlacementStrategy> {
    prop_oneof![
        Just(PlacementStrategy::Random),
        Just(PlacementStrategy::Spread(SpreadField::InstanceId)),
        Just(PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned()))),
        Just(PlacementStrategy::Spread(SpreadField::Attribute("missing".to_owned()))),
        Just(PlacementStrategy::Binpack(BinpackField::Cpu)),
        Just(PlacementStrategy::Binpack(BinpackField::Memory)),
    ]
}

fn member_of(expression: &str) -> PlacementConstraint {
    PlacementConstraint::MemberOf(expression.into())
}

fn run_task() -> impl Strategy<Value = Command> {
    let constraints = proptest::collection::vec(
        prop_oneof![
            3 => Just(PlacementConstraint::DistinctInstance),
            1 => Just(member_of("attribute:ecs.instance-type =~ m5.* or attribute:s exists")),
            1 => Just(member_of("not(task:group == shared)")),
            1 => Just(member_of("runningTasksCount < 2 and agentConnected == true")),
            1 => Just(member_of("task:group in [shared, family:web] or not(agentConnected != false)")),
            1 => Just(member_of("task:group =~ family:.* and runningTasksCount >= 1")),
            1 => Just(member_of("this is no expression")),
        ],
        0..3,
    );
    let group = proptest::option::of(Just("shared".to_owned()));
    let on = prop_oneof![3 => Just(LaunchType::Ec2), 3 => Just(LaunchType::Fargate), 2 => Just(LaunchType::External)];
    let capacity = (on, of(super::capacity::random::strategy()));
    (0u32..10, 0u32..5, capacity, proptest::collection::vec(strategy(), 0..6), constraints, group).prop_map(
        |(task_definition, count, capacity, placement_strategy, placement_constraints, group)| {
            let (launch_type, providers) = capacity;
            let allows_fargate = task_definition == 4;
            Command::RunTask(RunTask {
                task_definition: TaskDefinitionId(task_definition),
                count,
                launch_type: match launch_type {
                    LaunchType::Fargate if !allows_fargate => LaunchType::Ec2,
                    launch_type => launch_type,
                },
                capacity_provider_strategy: providers,
                placement_strategy,
                placement_constraints,
                group,
            })
        },
    )
}

pub(super) fn service() -> impl Strategy<Value = Command> {
    (run_task(), "[a-d]", any::<bool>()).prop_map(|(request, service_name, is_daemon)| {
        let Command::RunTask(request) = request else { panic!("it runs a task") };
        Command::CreateService(Box::new(CreateService::new(
            ServicePlacement {
                service_name,
                task_definition: request.task_definition,
                launch_type: request.launch_type,
                capacity_provider_strategy: request.capacity_provider_strategy.filter(|_| !is_daemon),
                scheduling_strategy: if is_daemon {
                    SchedulingStrategy::Daemon
                } else {
                    SchedulingStrategy::Replica
                },
                placement_strategy: if is_daemon { vec![] } else { request.placement_strategy },
                placement_constraints: request.placement_constraints,
            },
            if is_daemon { 0 } else { request.count },
        )))
    })
}

fn switch() -> impl Strategy<Value = Switch> {
    prop_oneof![Just(Switch::On), Just(Switch::Off)]
}

pub(super) fn command() -> impl Strategy<Value = Command> {
    let types = prop_oneof![Just("t3.small"), Just("m5.large"), Just("c5.xlarge"), Just("none.such")];
    prop_oneof![
        2 => (types, 0u8..4, 0u32..4).prop_map(|(instance_type, zone, count)| Command::AddContainerInstance {
            instance_type: instance_type.to_owned(),
            zone: Zone(zone),
            count,
        }),
        1 => (1u32..5, any::<bool>()).prop_map(|(n, has_gpu)| {
            let join = Registration::external(n * 1024, n * 1000, u32::from(has_gpu));
            Command::RegisterContainerInstance(Box::new(join))
        }),
        1 => Just(Command::RegisterTaskDefinition(Box::new(task_definition("web 64/64")))),
        1 => (6u32..40).prop_map(|id| Command::DeregisterTaskDefinition(TaskDefinitionId(id))),
        1 => (0u32..40).prop_map(|id| Command::RemoveContainerInstance(ContainerInstanceId(id))),
        8 => run_task(),
        6 => (0u32..900).prop_map(|id| Command::StopTask(TaskId(id))),
        1 => any::<u64>().prop_map(Command::SetSeed),
        1 => (0u32..40, prop_oneof![Just(ContainerInstanceStatus::Active), Just(ContainerInstanceStatus::Draining)])
            .prop_map(|(id, status)| Command::SetContainerInstanceStatus(ContainerInstanceId(id), status)),
        1 => (0u32..40, switch()).prop_map(|(id, switch)| Command::SetAgent(ContainerInstanceId(id), switch)),
        1 => (0u8..4, switch()).prop_map(|(zone, switch)| Command::SetZone(Zone(zone), switch)),
        1 => (0u32..40, switch()).prop_map(|(id, switch)| Command::SetInstance(ContainerInstanceId(id), switch)),
        1 => (0u32..40).prop_map(|id| Command::TerminateInstance(ContainerInstanceId(id))),
        1 => switch().prop_map(Command::SetAwsvpcTrunking),
        1 => (0u32..40, "[a-z]{0,2}", "[a-b]{0,1}").prop_map(|(id, name, value)| Command::PutAttribute {
            container_instance: ContainerInstanceId(id),
            name,
            value,
        }),
        1 => (0u32..40, "[a-z]{1,2}").prop_map(|(id, name)| Command::DeleteAttribute {
            container_instance: ContainerInstanceId(id),
            name,
        }),
        2 => super::capacity::random::command(),
        2 => service(),
        2 => (0u32..12, 0u32..9).prop_map(|(id, count)| Command::SetDesiredCount(ServiceId(id), count)),
        1 => (0u32..12).prop_map(|id| Command::DeleteService(ServiceId(id))),
        1 => (0u32..7, proptest::collection::vec(0u32..40, 0..4)).prop_map(|(task_definition, ids)| {
            Command::StartTask(StartTask {
                task_definition: TaskDefinitionId(task_definition),
                container_instances: ids.into_iter().map(ContainerInstanceId).collect(),
                group: None,
            })
        }),
    ]
}

fn update_service() -> impl Strategy<Value = Command> {
    let breaker = proptest::option::of(switch().prop_map(CircuitBreaker::with_rollback));
    let strategy = prop_oneof![
        4 => Just(DeploymentStrategy::Rolling),
        1 => (0u32..3).prop_map(|bake_minutes| DeploymentStrategy::BlueGreen { bake_minutes }),
        1 => Just(DeploymentStrategy::Linear { step_permille: 400, step_bake_minutes: 1, bake_minutes: 0 }),
        1 => Just(DeploymentStrategy::Canary { canary_permille: 50, canary_bake_minutes: 1, bake_minutes: 1 }),
    ];
    let percentages =
        prop_oneof![Just((100, 200)), Just((50, 100)), Just((0, 100)), Just((100, 100)), Just((75, 125))];
    let alarms = of(switch().prop_map(|rollback| DeploymentAlarms { rollback }));
    let cleanup = prop_oneof![Just(RevisionCleanup::Blocking), Just(RevisionCleanup::Deferred)];
    let early_success = of((prop_oneof![Just(50u32), Just(100)], cleanup)
        .prop_map(|(healthy_percent, cleanup)| EarlySuccessCriteria { healthy_percent, cleanup }));
    let configuration = (percentages, breaker, strategy, alarms, early_success).prop_map(
        |((minimum, maximum), circuit_breaker, strategy, alarms, early_success)| DeploymentConfiguration {
            minimum_healthy_percent: minimum,
            maximum_percent: maximum,
            circuit_breaker,
            strategy,
            alarms,
            early_success: early_success.filter(|_| strategy == DeploymentStrategy::Rolling),
        },
    );
    (0u32..12, of(0u32..7), of(0u32..6), switch(), of(configuration), of(switch())).prop_map(
        |(
            id,
            task_definition,
            desired_count,
            force_new_deployment,
            deployment_configuration,
            rebalancing,
        )| {
            Command::UpdateService(Box::new(UpdateService {
                task_definition: task_definition.map(TaskDefinitionId),
                desired_count,
                force_new_deployment,
                deployment_configuration,
                availability_zone_rebalancing: rebalancing,
                ..UpdateService::of(ServiceId(id))
            }))
        },
    )
}

/// Other placement rules and other capacity providers.
fn update_of_placement() -> impl Strategy<Value = Command> {
    (run_task(), 0u32..12, switch(), switch()).prop_map(|(request, id, has_rules, force_new_deployment)| {
        let Command::RunTask(request) = request else { panic!("it runs a task") };
        let has_rules = has_rules == Switch::On;
        Command::UpdateService(Box::new(UpdateService {
            placement_strategy: has_rules.then_some(request.placement_strategy),
            placement_constraints: has_rules.then_some(request.placement_constraints),
            capacity_provider_strategy: request.capacity_provider_strategy,
            force_new_deployment,
            ..UpdateService::of(ServiceId(id))
        }))
    })
}

/// What needs a clock that runs.
pub(super) fn command_in_time() -> impl Strategy<Value = Command> {
    let behavior = (proptest::option::of((10u64..90, 0u8..3)), any::<bool>(), any::<bool>());
    let health =
        prop_oneof![Just(HealthStatus::Healthy), Just(HealthStatus::Unknown), Just(HealthStatus::Unhealthy)];
    prop_oneof![
        12 => command(),
        8 => (0u64..100).prop_map(Command::Advance),
        1 => (100u64..400).prop_map(Command::Advance),
        1 => (0u32..7, switch()).prop_map(|(id, works)| Command::SetImagePull(TaskDefinitionId(id), works)),
        4 => update_service(),
        2 => super::scaling::random(),
        1 => change_of_network(),
        4 => change_of_load_balancing(),
        2 => update_of_placement(),
        3 => (0u32..12, attachments(), 0u32..200).prop_map(|(id, load_balancers, grace)| {
            Command::UpdateService(Box::new(UpdateService {
                load_balancers: Some(load_balancers),
                health_check_grace_period_seconds: Some(grace),
                ..UpdateService::of(ServiceId(id))
            }))
        }),
        1 => (0u32..12).prop_map(|id| Command::RollBackService(ServiceId(id))),
        1 => (0u32..12).prop_map(|id| Command::SetOffAlarm(ServiceId(id))),
        1 => (0u32..900, proptest::option::of(0u32..9), switch())
            .prop_map(|(id, minutes, protection)| Command::SetTaskProtection { task: TaskId(id), minutes, protection }),
        1 => (0u32..7, 0u32..2, behavior).prop_map(|(id, container, (exits, ignores_sigterm, is_unhealthy))| {
            let exits = exits.map(|(seconds, code)| Exit { seconds, code });
            let behavior = ContainerBehavior { exits, ignores_sigterm, is_unhealthy, check_takes_seconds: container * 6 };
            Command::SetContainerBehavior { task_definition: TaskDefinitionId(id), container, behavior }
        }),
        1 => (0u32..900, 0u32..2, 0u8..3).prop_map(|(id, container, code)| Command::ExitContainer {
            task: TaskId(id),
            container,
            code,
        }),
        1 => (0u32..900).prop_map(|id| Command::KillContainerForMemory { task: TaskId(id), container: 0 }),
        1 => (0u32..900, health).prop_map(|(id, health)| Command::SetContainerHealth {
            task: TaskId(id),
            container: 0,
            health,
        }),
    ]
}
