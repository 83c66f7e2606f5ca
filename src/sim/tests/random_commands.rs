//! Commands at random: what the properties are tried with.

use super::task_definition;
use crate::ecs::{BinpackField, PlacementConstraint, PlacementStrategy, SpreadField};
use crate::iam::roles::AgentSettings;
use crate::sim::life::{Application, ContainerBehavior, Exit, HealthStatus};
use crate::sim::load_balancer::{
    Algorithm, Attachment, Listener, ListenerRule, LoadBalancerKind, LoadBalancerOrder, Stream,
    TargetGroupSettings, TargetType,
};
use crate::sim::network::{Direction, Endpoint, NetworkChange, Peer, Rule, SecurityGroup, SubnetKind};
use crate::sim::roles::{Role, RoleCommand, managed, own, role_arn, trust};
use crate::sim::service::{
    CircuitBreaker, DeploymentConfiguration, DeploymentStrategy, SchedulingStrategy, ServicePlacement,
};
use crate::sim::volume::{FargatePlatform, FileSystemKind, VolumeAtLaunch, VolumeCommand};
use crate::sim::{
    Command, ContainerInstanceId, ContainerInstanceStatus, CreateService, LaunchType, LoadBalancerId,
    RunTask, ServiceId, StartTask, Switch, TargetGroupId, TaskDefinitionId, TaskId, UpdateService, Zone,
};
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

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
    let capacity = (any::<bool>(), of(super::capacity::random::strategy()));
    (0u32..10, 0u32..5, capacity, proptest::collection::vec(strategy(), 0..6), constraints, group).prop_map(
        |(task_definition, count, capacity, placement_strategy, placement_constraints, group)| {
            let (on_fargate, providers) = capacity;
            Command::RunTask(RunTask {
                task_definition: TaskDefinitionId(task_definition),
                count,
                launch_type: if on_fargate && task_definition == 4 {
                    LaunchType::Fargate
                } else {
                    LaunchType::Ec2
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
    let configuration =
        (percentages, breaker, strategy).prop_map(|((minimum, maximum), circuit_breaker, strategy)| {
            DeploymentConfiguration {
                minimum_healthy_percent: minimum,
                maximum_percent: maximum,
                circuit_breaker,
                strategy,
            }
        });
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

fn change_of_load_balancing() -> impl Strategy<Value = Command> {
    let kind = || select(LoadBalancerKind::ALL.to_vec());
    let zones = || proptest::collection::vec((0u8..3).prop_map(Zone), 0..3);
    let lb = || (0u32..3).prop_map(LoadBalancerId);
    let group = || (0u32..5).prop_map(TargetGroupId);
    let settings = (
        kind(),
        any::<bool>(),
        select(vec![0, 5, 60]),
        select(vec![0, 30]),
        select(Algorithm::ALL.to_vec()),
        of(switch()),
        "[a-f]",
    );
    let settings =
        settings.prop_map(|(kind, is_ip, delay, slow, algorithm, cross_zone, name)| TargetGroupSettings {
            target_type: if is_ip { TargetType::Ip } else { TargetType::Instance },
            deregistration_delay_seconds: delay,
            slow_start_seconds: slow,
            algorithm,
            cross_zone,
            ..TargetGroupSettings::new(name, kind)
        });
    let settings = settings.boxed();
    let stream =
        |path: &str, per_second| Stream { port: 80, host: String::new(), path: path.to_owned(), per_second };
    let rule = |target_group| ListenerRule {
        priority: 5,
        host: String::new(),
        path: "/a*".to_owned(),
        target_group,
    };
    let order = prop_oneof![
        2 => (kind(), zones(), "[a-c]").prop_map(|(kind, zones, name)| LoadBalancerOrder::Create { name, kind, zones }),
        1 => (lb(), zones(), switch())
            .prop_map(|(load_balancer, zones, cross_zone)| LoadBalancerOrder::Modify { load_balancer, zones, cross_zone }),
        1 => lb().prop_map(LoadBalancerOrder::Delete),
        4 => settings.clone().prop_map(LoadBalancerOrder::CreateTargetGroup),
        2 => (group(), settings).prop_map(|(id, it)| LoadBalancerOrder::ModifyTargetGroup(id, it)),
        1 => group().prop_map(LoadBalancerOrder::DeleteTargetGroup),
        4 => (lb(), group(), of(group())).prop_map(move |(lb, default, other)| {
            let rules = other.map(rule).into_iter().collect();
            LoadBalancerOrder::PutListener(lb, Listener { port: 80, rules, default })
        }),
        1 => lb().prop_map(|lb| LoadBalancerOrder::DeleteListener(lb, 80)),
        4 => (lb(), select(vec!["/", "/ab"]), 0u32..900)
            .prop_map(move |(lb, path, n)| LoadBalancerOrder::SetTraffic(lb, stream(path, n))),
    ];
    let application = (1u32..300, 0u32..60, select(vec![200, 302, 500]), any::<bool>()).prop_map(
        |(per_second, ready_after_seconds, status_code, is_down)| Application {
            per_second,
            ready_after_seconds,
            status_code,
            only_path: None,
            is_down: is_down && status_code == 500,
        },
    );
    prop_oneof![
        6 => order.prop_map(Command::ChangeLoadBalancing),
        1 => (0u32..7, application).prop_map(|(id, it)| Command::SetApplication(TaskDefinitionId(id), it)),
    ]
}

fn attachments() -> impl Strategy<Value = Vec<Attachment>> {
    let one =
        (0u32..5, of(0u32..5), select(vec!["web", "far"])).prop_map(|(target_group, alternate, name)| {
            Attachment {
                target_group: TargetGroupId(target_group),
                alternate: alternate.filter(|it| *it > 2).map(TargetGroupId),
                container_name: name.to_owned(),
                container_port: 80,
            }
        });
    proptest::collection::vec(one, 1..3)
}

/// A load balancer that listens, with a target group of each type.
pub(super) fn first_load_balancer() -> Vec<Command> {
    let settings = |name: &str, target_type| TargetGroupSettings {
        target_type,
        ..TargetGroupSettings::new(name.to_owned(), LoadBalancerKind::Application)
    };
    let create = LoadBalancerOrder::Create {
        name: "front".to_owned(),
        kind: LoadBalancerKind::Application,
        zones: vec![],
    };
    let by_path = ListenerRule {
        priority: 1,
        host: String::new(),
        path: "/a*".to_owned(),
        target_group: TargetGroupId(1),
    };
    let listener = Listener { port: 80, rules: vec![by_path], default: TargetGroupId(0) };
    let orders = [
        create,
        LoadBalancerOrder::CreateTargetGroup(settings("ip", TargetType::Ip)),
        LoadBalancerOrder::CreateTargetGroup(settings("instance", TargetType::Instance)),
        LoadBalancerOrder::PutListener(LoadBalancerId(0), listener),
    ];
    orders.map(Command::ChangeLoadBalancing).to_vec()
}

fn change_of_network() -> impl Strategy<Value = Command> {
    let zone = || (0u8..4).prop_map(Zone);
    let group = || select(SecurityGroup::ALL.to_vec());
    let kind = prop_oneof![Just(SubnetKind::Public), Just(SubnetKind::Private)];
    let direction = prop_oneof![Just(Direction::Inbound), Just(Direction::Outbound)];
    let peer = prop_oneof![Just(Peer::Anywhere), group().prop_map(Peer::Group)];
    let rule = prop_oneof![
        2 => Just(Rule::ALL_TO_ANYWHERE),
        3 => (peer, select(vec![(0, u16::MAX), (443, 443), (80, 8080), (9, 8)]))
            .prop_map(|(peer, (from_port, to_port))| Rule { peer, from_port, to_port }),
    ];
    let change = prop_oneof![
        1 => switch().prop_map(NetworkChange::InternetGateway),
        3 => (zone(), switch()).prop_map(|(zone, it)| NetworkChange::NatGateway(zone, it)),
        3 => (zone(), select(Endpoint::ALL.to_vec()), switch())
            .prop_map(|(zone, endpoint, it)| NetworkChange::Endpoint(zone, endpoint, it)),
        1 => (kind, switch()).prop_map(|(kind, it)| NetworkChange::TaskSubnets(kind, it)),
        4 => (group(), direction, rule, switch())
            .prop_map(|(group, direction, rule, it)| NetworkChange::SecurityGroupRule(group, direction, rule, it)),
        1 => switch().prop_map(NetworkChange::Dns),
    ];
    change.prop_map(Command::ChangeNetwork)
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
        1 => (0u32..900, proptest::option::of(0u32..9), switch())
            .prop_map(|(id, minutes, protection)| Command::SetTaskProtection { task: TaskId(id), minutes, protection }),
        1 => (0u32..7, 0u32..2, behavior).prop_map(|(id, container, (exits, ignores_sigterm, is_unhealthy))| {
            let exits = exits.map(|(seconds, code)| Exit { seconds, code });
            let behavior = ContainerBehavior { exits, ignores_sigterm, is_unhealthy };
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

/// Roles come, go and change while everything else happens.
pub(crate) fn command_with_roles() -> impl Strategy<Value = Command> {
    let name = || prop_oneof![Just("ecsInstanceRole"), Just("net-execution"), Just("net-task")];
    let policy = prop_oneof![
        4 => Just(managed("AmazonEC2ContainerServiceforEC2Role")),
        1 => Just(managed("AmazonECSTaskExecutionRolePolicy")),
        1 => Just(own("Some", &["ecs:Poll", "ecr:*"])),
    ];
    let service = prop_oneof![3 => Just("ec2.amazonaws.com"), 2 => Just("ecs-tasks.amazonaws.com")];
    let put = (name(), service, policy).prop_map(|(name, service, policy)| {
        let (arn, trust) = (role_arn(name), trust(service));
        RoleCommand::PutRole(Box::new(Role { arn, trust, policies: vec![policy], boundary: None }))
    });
    let caller = prop_oneof![3 => Just(vec![own("Deploy", &["ecs:*", "iam:PassRole"])]), 1 => Just(vec![])];
    let settings =
        (any::<bool>(), any::<bool>(), any::<bool>(), any::<bool>()).prop_map(|it| AgentSettings {
            has_task_iam_role: it.0,
            has_task_iam_role_network_host: it.1,
            blocks_imds_for_awsvpc: it.2,
            blocks_imds_for_bridge: it.3,
        });
    let of_roles = prop_oneof![
        3 => put,
        1 => name().prop_map(|it| RoleCommand::DeleteRole(role_arn(it))),
        1 => Just(RoleCommand::SetInstanceProfile(None)),
        2 => Just(RoleCommand::SetInstanceProfile(Some(role_arn("ecsInstanceRole")))),
        1 => caller.prop_map(RoleCommand::SetCaller),
        1 => settings.prop_map(RoleCommand::SetAgentSettings),
        3 => (0u32..300).prop_map(|it| RoleCommand::Call {
            task: TaskId(it),
            action: "s3:GetObject".to_owned(),
            resource: "*".to_owned(),
        }),
    ];
    prop_oneof![6 => command_in_time(), 1 => of_roles.prop_map(|it| Command::OfRoles(Box::new(it)))]
}

/// Volumes and files while everything else happens: four kinds of volumes, one file system.
pub(crate) fn command_with_volumes() -> impl Strategy<Value = Command> {
    let id = || "fs-1".to_owned();
    let zone = || (0u8..3).prop_map(Zone);
    let path = prop_oneof![Just("/data/x"), Just("/data/y"), Just("/var/x"), Just("data")];
    let of_volumes = prop_oneof![
        20 => (0u32..300, 0u32..2, path)
            .prop_map(|(task, container, path)| VolumeCommand::WriteFile { task: TaskId(task), container, path: path.to_owned() }),
        1 => Just(VolumeCommand::DeleteFileSystem(id())),
        2 => prop_oneof![Just(FileSystemKind::Regional), zone().prop_map(FileSystemKind::OneZone)]
            .prop_map(move |kind| VolumeCommand::CreateFileSystem { id: id(), kind }),
        4 => zone().prop_map(move |it| VolumeCommand::CreateMountTarget(id(), it)),
        1 => zone().prop_map(move |it| VolumeCommand::DeleteMountTarget(id(), it)),
        2 => any::<bool>().prop_map(|delete_on_termination| VolumeCommand::ConfigureAtLaunch(
            TaskDefinitionId(8),
            VolumeAtLaunch { size_gib: 1, role_arn: String::new(), delete_on_termination },
        )),
        1 => prop_oneof![Just(FargatePlatform::V1_3_0), Just(FargatePlatform::V1_4_0)]
            .prop_map(VolumeCommand::SetFargatePlatform),
    ];
    let run = (6u32..10, 1u32..4).prop_map(|(task_definition, count)| {
        Command::RunTask(RunTask {
            task_definition: TaskDefinitionId(task_definition),
            count,
            launch_type: LaunchType::Ec2,
            capacity_provider_strategy: None,
            placement_strategy: vec![],
            placement_constraints: vec![],
            group: None,
        })
    });
    prop_oneof![4 => command_in_time(), 2 => run, 3 => of_volumes.prop_map(Command::from)]
}
