//! What holds after every command, whatever the commands.

use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::history::assert_forks;
use super::{scenario, task_definition};
use crate::ecs::{
    BinpackField, NetworkMode, PlacementConstraint, PlacementStrategy, SpreadField, TaskDefinition,
    read_task_definition,
};
use crate::iam::roles::{AgentSettings, Credentials, RoleUse};
use crate::sim::clock::Subject;
use crate::sim::life::{Application, ContainerBehavior, Exit, HealthStatus, StoppedReason, TaskStatus};
use crate::sim::load_balancer::{
    Algorithm, Attachment, Listener, ListenerRule, LoadBalancerKind, LoadBalancerOrder, Stream,
    TargetGroupSettings, TargetState, TargetType,
};
use crate::sim::network::{Direction, Endpoint, NetworkChange, Peer, Rule, SecurityGroup, SubnetKind};
use crate::sim::roles::{
    Role, RoleCommand, credentials, managed, own, role, role_arn, standard_roles, trust,
};
use crate::sim::service::{
    CircuitBreaker, DeploymentConfiguration, DeploymentStrategy, RolloutState, SchedulingStrategy, Service,
    ServicePlacement,
};
use crate::sim::volume::{
    FargatePlatform, FileSystemKind, Store, VolumeAtLaunch, VolumeCommand, readable_files,
};
use crate::sim::{
    Command, ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, CreateService, Event,
    Explanation, LaunchType, LoadBalancerId, Model, RunTask, ServiceId, Simulation, Stage, StartTask, Switch,
    TargetGroupId, Task, TaskDefinitionId, TaskDefinitionStatus, TaskId, TaskPlace, UpdateService, World,
    Zone,
};
use crate::sorted::SortedSet;

/// The invariants of a world.
pub(super) fn assert_invariants(world: &World) {
    for (id, reserved) in world.reserved() {
        let instance = &world.container_instances[&id];
        assert!(reserved.cpu_units <= instance.cpu_units, "CPU of {}", instance.name);
        assert!(reserved.memory_mib <= instance.memory_mib, "memory of {}", instance.name);
        assert!(reserved.enis <= instance.eni_limit, "network interfaces of {}", instance.name);
        assert!(reserved.gpus <= instance.gpus, "GPUs of {}", instance.name);
        let mut ports = instance.reserved_ports.clone();
        for task in world.tasks_on(id).filter(|it| it.counts()) {
            for port in &world.task_definition(task.task_definition).unwrap().demand.host_ports {
                assert!(ports.insert(*port), "{port:?} twice on {}", instance.name);
            }
        }
        assert_eq!(reserved, world.reserved_on(id));
        assert_host(world, instance);
    }
    for service in world.services.values() {
        assert_service(world, service);
    }
    assert_letters(world);
    assert_files(world);
    assert_load_balancing(world);
    super::capacity::assert_capacity(world);
    super::scaling::assert_scaling(world);
    assert!(world.queue.dues().is_sorted(), "the queue is in order");
    assert!(world.stopped_tasks.is_sorted_by_key(|it| it.stopped_at_seconds));
    assert!(world.stopped_tasks.iter().all(|it| !world.tasks.contains_key(&it.task.id)));
    for task in world.tasks.values() {
        assert_task(world, task);
        assert_credentials(world, task);
        if task.place == TaskPlace::AwaitsCapacity {
            continue;
        }
        let zone = crate::sim::instance::zone_of(world, task.place);
        assert!(zone.is_some_and(|zone| !world.lost_zones.contains(&zone)), "a task in a lost zone");
        if let TaskPlace::ContainerInstance(id) = task.place {
            assert!(world.container_instances.contains_key(&id), "a task on an instance that left");
        }
    }
}

/// Every request is served or refused, and every target group wakes when it has to.
fn assert_load_balancing(world: &World) {
    for it in &world.load_balancers {
        for counts in [it.last_second, it.total] {
            assert_eq!(counts.sent, counts.served + counts.refused.iter().sum::<u64>(), "{}", it.name);
        }
    }
    for group in &world.target_groups {
        let due = world.queue.dues().iter().find(|it| it.subject == Subject::TargetGroup(group.id));
        let wanted = crate::sim::load_balancer::due_at(world, group);
        assert_eq!(due.map(|it| it.at_seconds), wanted, "{}", group.settings.name);
        assert!(due.is_none_or(|it| it.at_seconds >= world.clock_seconds));
        for target in group.targets.iter().filter(|it| it.ends_at_seconds.is_none()) {
            let task = world.tasks.get(&target.task).expect("a registered target is a task");
            assert!(task.counts() && task.life.last_status >= TaskStatus::Activating, "{task:?}");
            assert_ne!(target.state, TargetState::Draining);
        }
        let mut tasks: Vec<_> = group.targets.iter().map(|it| it.task).collect();
        tasks.sort_unstable();
        assert!(tasks.is_sorted_by(|a, b| a < b), "a task is registered twice");
    }
}

/// What can be seen on the board at once is told apart by its letter.
fn assert_letters(world: &World) {
    let mut letters = SortedSet::new();
    for (id, it) in (0..).map(TaskDefinitionId).zip(&world.task_definitions) {
        let is_active = it.status == TaskDefinitionStatus::Active;
        let has_tasks = world.tasks.values().any(|task| task.task_definition == id);
        assert!(!(is_active || has_tasks) || letters.insert(it.letter), "letter {} twice", it.letter);
    }
}

/// What the agent has given away is there, and no more.
fn assert_host(world: &World, instance: &ContainerInstance) {
    let mut held = (0, 0, 0, 0, SortedSet::new());
    for task in world.tasks_on(instance.id) {
        let demand = &world.task_definition(task.task_definition).unwrap().demand;
        if task.life.has_host_resources {
            held.0 += demand.cpu_units;
            held.1 += demand.memory_mib;
            held.2 += demand.gpus;
            for port in &demand.host_ports {
                assert!(held.4.insert(*port), "{port:?} held twice on {}", instance.name);
            }
        }
        held.3 += if task.life.has_network_interface { demand.enis } else { 0 };
    }
    assert!(held.0 <= instance.cpu_units && held.1 <= instance.memory_mib, "host of {}", instance.name);
    assert!(held.2 <= instance.gpus && held.3 <= instance.eni_limit, "host of {}", instance.name);
}

/// A task is in exactly one state, which agrees with what is wanted of it and with when it wakes.
fn assert_task(world: &World, task: &Task) {
    let life = &task.life;
    assert_eq!(life.stop.is_some(), !task.counts(), "{task:?}");
    let may_be = match life.last_status {
        TaskStatus::Provisioning | TaskStatus::Pending | TaskStatus::Activating | TaskStatus::Running => {
            task.counts()
        }
        TaskStatus::Deactivating | TaskStatus::Stopping | TaskStatus::Deprovisioning => !task.counts(),
        TaskStatus::Stopped => false,
    };
    assert!(may_be, "{task:?}");
    assert_eq!(life.last_status == TaskStatus::Running, life.started_at_seconds.is_some() && task.counts());
    let due = world.queue.dues().iter().find(|it| it.subject == Subject::Task(task.id));
    assert_eq!(due.map(|it| it.at_seconds), life.wakes_at_seconds, "{task:?}");
    assert!(life.wakes_at_seconds.is_none_or(|it| it >= world.clock_seconds));
}

/// No credential is within reach that the developer guide excludes, whatever the roles and settings.
fn assert_credentials(world: &World, task: &Task) {
    let Some((reachable, used)) = credentials(world, task) else { return };
    let definition = &world.task_definition(task.task_definition).unwrap().task_definition;
    let agent = world.roles.as_ref().unwrap().agent;
    let is_on_ec2 = matches!(task.place, TaskPlace::ContainerInstance(_));
    let is_blocked = match definition.effective_network_mode() {
        NetworkMode::None => true,
        NetworkMode::Bridge => agent.blocks_imds_for_bridge,
        NetworkMode::Host => false,
        NetworkMode::Awsvpc => agent.blocks_imds_for_awsvpc,
    };
    assert!(!reachable.container_instance_role || (is_on_ec2 && !is_blocked), "{task:?}");
    assert!(!reachable.task_role || definition.task_role_arn.is_some(), "{task:?}");
    match used {
        Credentials::TaskRole => assert!(reachable.task_role),
        Credentials::ContainerInstanceRole => assert!(reachable.container_instance_role),
        Credentials::None => assert!(!reachable.task_role && !reachable.container_instance_role),
    }
}

/// No file is there, nor readable, that the survival table says is lost.
fn assert_files(world: &World) {
    let Some(storage) = &world.storage else { return };
    let is_there = |id: &ContainerInstanceId| {
        world.container_instances.get(id).is_some_and(|it| !world.lost_zones.contains(&it.zone))
    };
    for (id, volume) in &storage.ebs_volumes {
        assert!(!world.lost_zones.contains(&volume.zone), "volume {id} in a lost zone");
        assert!(volume.task.is_none_or(|it| world.tasks.contains_key(&it)), "volume {id} of no task");
        assert!(volume.task.is_some() || volume.outlives_task, "volume {id} was to go with its task");
    }
    for store in storage.files.keys() {
        let is_kept = match store {
            Store::Layer(task, _) | Store::OfTask(task, _) => world.tasks.contains_key(task),
            Store::Host(id) | Store::Docker(id, _) => is_there(id),
            Store::Ebs(id) => storage.ebs_volumes.contains_key(id),
            Store::Efs(id) => storage.file_systems.get(id).is_some_and(|it| match it.kind {
                FileSystemKind::Regional => true,
                FileSystemKind::OneZone(zone) => !world.lost_zones.contains(&zone),
            }),
        };
        assert!(is_kept, "{store:?}");
    }
    for task in world.tasks.values() {
        let definition = &world.task_definition(task.task_definition).unwrap().task_definition;
        let is_on_file_system = definition.volumes.iter().any(|it| it.efs_volume_configuration.is_some());
        let is_on_host = definition.volumes.iter().any(|it| {
            it.host.as_ref().is_some_and(|it| it.source_path.is_some())
                || it.docker_volume_configuration.as_ref().is_some_and(|it| it.is_shared)
        });
        for (path, file) in readable_files(world, task, 0) {
            let is_shared = is_on_file_system || is_on_host;
            assert!(is_shared || file.written_by == task.id, "{path} of another task: {task:?}");
        }
    }
}

/// A service has what it wants, or it is clear what it waits for.
fn assert_service(world: &World, service: &Service) {
    let name = &service.placement.service_name;
    let own = || {
        let started = |it: &&Task| it.started_by.is_some_and(|by| by.service == service.id);
        world.tasks.values().filter(|it| it.counts()).filter(started)
    };
    let primary = service.deployments.first().expect("a service has a deployment");
    assert!(service.deployments.iter().all(|it| it.id <= primary.id || primary.is_rollback), "{name}");
    let is_waiting = service.blocked_at == Some(world.n_changes);
    let is_throttled = service.retry.not_before_seconds > world.clock_seconds;
    let is_moving = own().any(|it| crate::sim::service::health(world, it) == HealthStatus::Unknown);
    let is_baking = primary.stage_ends_at_seconds.is_some_and(|it| it > world.clock_seconds);
    let is_failed = primary.rollout_state == RolloutState::Failed;
    let is_held = service.has_told_why || is_baking || is_failed || service.is_rebalancing;
    assert!(
        service.is_steady || is_waiting || is_throttled || is_moving || is_held,
        "{name} has something to do: {service:?} {:?}",
        own().collect::<Vec<_>>()
    );
    let due = world.queue.dues().iter().find(|it| it.subject == Subject::Service(service.id));
    assert_eq!(due.map(|it| it.at_seconds), service.wakes_at_seconds, "{name}");
    let n = own().count();
    match service.placement.scheduling_strategy {
        SchedulingStrategy::Replica if service.is_steady && !is_waiting => {
            let n_more = usize::from(service.is_rebalancing);
            let desired = service.desired_count as usize;
            assert!(n >= desired.min(n) && n <= desired + n_more, "{name}: {n} of {desired}");
        }
        SchedulingStrategy::Replica => (),
        SchedulingStrategy::Daemon => {
            let mut hosts: Vec<_> = own().map(|it| it.place).collect();
            hosts.sort();
            hosts.dedup();
            assert_eq!(hosts.len(), n, "{name} runs twice on one instance");
        }
    }
}

/// What the scheduler stops of its own accord leaves at least `lower` healthy tasks.
fn assert_lower(before: &World, events: &[Event]) {
    for event in events {
        let Event::TaskStopping(id, stop) = event else { continue };
        let task = &before.tasks[id];
        let is_own = matches!(stop.reason, Some(StoppedReason::ScalingActivity { .. }));
        let Some(service) =
            task.started_by.and_then(|by| before.services.get(&by.service)).filter(|_| is_own)
        else {
            continue;
        };
        let is_healthy = |it: &Task| crate::sim::service::health(before, it) == HealthStatus::Healthy;
        let is_misplaced_daemon = service.placement.scheduling_strategy == SchedulingStrategy::Daemon;
        if !is_healthy(task) || is_misplaced_daemon {
            continue;
        }
        let own = |it: &&Task| it.counts() && it.started_by.is_some_and(|by| by.service == service.id);
        let n = before.tasks.values().filter(own).filter(|it| is_healthy(it)).count();
        let lower = service.configuration.bounds(service.desired_count).min_running as usize;
        assert!(n > lower, "{}: {n} healthy, {lower} must stay", service.placement.service_name);
    }
}

/// No constraint is broken by the decision, and its account agrees with itself.
fn assert_decision(simulation: &Simulation, log_index: usize, command: &Command) {
    // The scan that explains and the index that decided agree.
    let (world, decision) = simulation.decision(log_index).unwrap();
    assert_eq!(decision.events, simulation.log()[log_index].events);
    assert_lower(&world, &decision.events);
    super::capacity::assert_decision(&world, &decision.events, command);
    let Explanation::Placement(placement) = &decision.explanation else { return };
    let funnel = &placement.funnel;
    assert!(funnel.obey <= funnel.fit && funnel.fit <= funnel.in_cluster);
    let count = |stages: &[Stage]| placement.instances.iter().filter(|it| stages.contains(&it.stage)).count();
    assert_eq!(funnel.fit as usize, count(&[Stage::Rule, Stage::Rank, Stage::Best]));
    assert_eq!(funnel.obey as usize, count(&[Stage::Rank, Stage::Best]));
    let best: SortedSet<_> = placement
        .instances
        .iter()
        .filter(|it| it.stage == Stage::Best)
        .map(|it| it.container_instance)
        .collect();
    if !placement.tied.is_empty() {
        assert_eq!(best, placement.tied.iter().copied().collect());
    }
    if let Some(TaskPlace::ContainerInstance(chosen)) = placement.chosen {
        assert!(best.contains(&chosen));
        assert_eq!(placement.instances[0].container_instance, chosen);
        let instance = &world.container_instances[&chosen];
        assert!(instance.agent_connected && instance.status == ContainerInstanceStatus::Active);
        if let Command::RunTask(request) = command
            && request.placement_constraints.contains(&PlacementConstraint::DistinctInstance)
        {
            // What waited in PROVISIONING has its place in the turn after the request.
            let Event::TaskPlaced(task) = &decision.events[0] else { return };
            // Services take steps after the request, with constraints of their own; what stops does not count.
            let is_of_request = !task.group.starts_with("service:");
            let has_one = world.tasks_on(chosen).any(|it| it.counts() && it.group == task.group);
            assert!(!is_of_request || !has_one);
        }
    }
}

const DEFINITIONS: [&str; 6] = [
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

fn service() -> impl Strategy<Value = Command> {
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

fn command() -> impl Strategy<Value = Command> {
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
fn first_load_balancer() -> Vec<Command> {
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
fn command_in_time() -> impl Strategy<Value = Command> {
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
fn command_with_roles() -> impl Strategy<Value = Command> {
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
fn command_with_volumes() -> impl Strategy<Value = Command> {
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

proptest! {
    #![proptest_config(ProptestConfig { cases: 4, ..ProptestConfig::default() })]

    #[test]
    fn invariants_hold_after_each_of_500_random_commands(list in proptest::collection::vec(command(), 500), seed: u64) {
        assert_all(list, seed);
    }

    #[test]
    fn invariants_hold_after_each_of_500_random_commands_while_time_passes(
        mut list in proptest::collection::vec(command_in_time(), 500),
        seed: u64,
    ) {
        list.splice(0..0, [vec![Command::StartClock], first_load_balancer()].concat());
        assert_all(list, seed);
    }

    #[test]
    fn invariants_hold_after_each_of_300_random_commands_while_files_are_written_and_lost(
        mut list in proptest::collection::vec(command_with_volumes(), 300),
        seed: u64,
        in_time: bool,
    ) {
        let volumes = [
            r#"{"host": {"sourcePath": "/srv"}}"#,
            r#"{"dockerVolumeConfiguration": {"scope": "shared", "autoprovision": true}}"#,
            r#"{"configuredAtLaunch": true}"#,
            r#"{"efsVolumeConfiguration": {"fileSystemId": "fs-1"}}"#,
        ];
        // Two of the eight letters are free after the definitions of the other tests; the others are deregistered first.
        let mut first: Vec<Command> =
            [0, 1].map(|id| Command::DeregisterTaskDefinition(TaskDefinitionId(id))).to_vec();
        first.extend(volumes.map(|it| Command::RegisterTaskDefinition(Box::new(with_volume(it)))));
        first.extend(in_time.then_some(Command::StartClock));
        list.splice(0..0, first);
        assert_all(list, seed);
    }

    #[test]
    fn invariants_hold_after_each_of_300_random_commands_while_roles_are_checked_and_changed(
        mut list in proptest::collection::vec(command_with_roles(), 300),
        seed: u64,
    ) {
        let mut roles = standard_roles(&World::new(&scenario(seed)));
        for (name, policy) in [("net-execution", "AmazonECSTaskExecutionRolePolicy"), ("net-task", "AmazonElasticFileSystemClientFullAccess")] {
            roles.roles.insert(role_arn(name), role(role_arn(name), RoleUse::Task, vec![managed(policy)]));
        }
        let check = RoleCommand::Check(Box::new(roles));
        list.splice(0..0, [Command::StartClock, Command::OfRoles(Box::new(check))]);
        assert_all(list, seed);
    }
}

/// A small task whose container mounts a volume at `/data`.
fn with_volume(kind: &str) -> TaskDefinition {
    let volume = kind.replacen('{', r#"{"name": "data", "#, 1);
    let text = format!(
        r#"{{"family": "vol", "containerDefinitions": [{{"name": "app", "image": "public.ecr.aws/nginx/nginx:1", "cpu": 64,
            "memory": 64, "mountPoints": [{{"sourceVolume": "data", "containerPath": "/data"}}]}}], "volumes": [{volume}]}}"#
    );
    read_task_definition(&text).unwrap().task_definition
}

/// Carries the commands out one by one, with everything that must hold.
fn assert_all(list: Vec<Command>, seed: u64) {
    let mut simulation = Simulation::new(scenario(seed));
    simulation.use_index();
    for definition in DEFINITIONS {
        simulation.dispatch(Command::RegisterTaskDefinition(Box::new(task_definition(definition))));
    }
    for command in list {
        let (before, n_log) = (simulation.world().hash(), simulation.log().len());
        simulation.dispatch(command.clone());
        let n = simulation.log().len() - n_log;
        assert!(
            n < crate::sim::MAX_DECISIONS,
            "{command:?} goes on for ever: {:#?}",
            &simulation.log()[n_log + n - 6..]
        );
        assert_invariants(simulation.world());
        // To replay to all of what a long wait sets off would take too long.
        for index in (n_log..simulation.log().len()).take(25) {
            assert_decision(&simulation, index, &command);
        }
        let after = simulation.world().hash();
        simulation.undo();
        assert_eq!(simulation.world().hash(), before);
        simulation.redo();
        assert_eq!(simulation.world().hash(), after);
    }
    let again = Simulation::replayed(
        simulation.scenario().clone(),
        simulation.commands().to_vec(),
        simulation.cursor(),
    );
    assert_eq!(again.world().hash(), simulation.world().hash());
    assert_eq!(again.log(), simulation.log());
    let moments: Vec<usize> = simulation.moments().collect();
    assert_forks(&simulation, moments.iter().copied().step_by(moments.len() / 4 + 1));
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 8, ..ProptestConfig::default() })]

    #[test]
    fn a_board_that_stands_still_goes_on_in_the_same_way_and_words_without_the_rest_of_the_model(
        list in proptest::collection::vec(command_in_time(), 150),
        seed: u64,
    ) {
        let mut whole = Simulation::new(scenario(seed));
        let mut still = Simulation::by(&Model::STILL, scenario(seed));
        let registrations = DEFINITIONS.iter().map(|it| Command::RegisterTaskDefinition(Box::new(task_definition(it))));
        for command in registrations.chain(list) {
            assert_eq!(crate::sim::still::decide(still.world(), &command).is_some(), still.knows(&command));
            if still.knows(&command) {
                whole.dispatch(command.clone());
                still.dispatch(command);
            }
        }
        assert_eq!(still.log(), whole.log());
        assert_eq!(still.world(), whole.world());
        for at in 0..whole.log().len() {
            assert_eq!(still.sentence(at), whole.sentence(at));
        }
    }
}
