//! What holds in every world, and of every decision.

use crate::ecs::{NetworkMode, PlacementConstraint};
use crate::iam::roles::Credentials;
use crate::sim::clock::Subject;
use crate::sim::life::{HealthStatus, StoppedReason, TaskStatus};
use crate::sim::load_balancer::TargetState;
use crate::sim::placement::InstanceFacts;
use crate::sim::roles::credentials;
use crate::sim::service::{RolloutState, SchedulingStrategy, Service};
use crate::sim::volume::{FileSystemKind, Store, readable_files};
use crate::sim::{
    Command, ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, Event, Explanation, Shared,
    Simulation, Stage, Task, TaskDefinitionId, TaskDefinitionStatus, TaskPlace, World, Zone,
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
        let is_external = assert_capacity_of(world, task);
        let zone = crate::sim::instance::zone_of(world, task.place);
        assert_eq!(zone.is_none(), is_external, "a zone, or an external instance");
        assert!(zone.is_none_or(|zone| !world.lost_zones.contains(&zone)), "a task in a lost zone");
    }
}

/// A task is where its launch type says. Whether that is an external instance, which has no network interfaces, no zone, no
/// targets and no file systems.
fn assert_capacity_of(world: &World, task: &Task) -> bool {
    let TaskPlace::ContainerInstance(id) = task.place else { return false };
    let instance = world.container_instances.get(&id).expect("no task is on an instance that left");
    let service = task.started_by.and_then(|by| world.services.get(&by.service));
    let deployment = service.and_then(|it| {
        it.deployments.iter().find(|it| Some(it.id) == task.started_by.map(|by| by.deployment))
    });
    if let Some(deployment) = deployment {
        assert_eq!(instance.launch_type(), deployment.launch_type, "{task:?}");
    }
    let is_external = instance.is_external();
    if is_external {
        let definition = &world.task_definition(task.task_definition).unwrap().task_definition;
        assert_ne!(definition.effective_network_mode(), NetworkMode::Awsvpc);
        assert!(definition.volumes.iter().all(|it| it.efs_volume_configuration.is_none()));
        assert!(world.target_groups.iter().all(|it| it.targets.iter().all(|it| it.task != task.id)));
        assert_eq!(task.capacity_provider, None);
        assert_eq!((instance.zone, instance.eni_limit), (Zone::ON_PREMISES, 0));
        assert_eq!((&instance.ec2_instance_id, instance.capacity_provider), (&None, None));
    }
    is_external
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
            Store::Fsx(_) | Store::S3Files(_) => true,
        };
        assert!(is_kept, "{store:?}");
    }
    for task in world.tasks.values() {
        let definition = &world.task_definition(task.task_definition).unwrap().task_definition;
        let is_on_file_system = definition.volumes.iter().any(|it| {
            it.efs_volume_configuration.is_some()
                || it.fsx_windows_file_server_volume_configuration.is_some()
                || it.s3files_volume_configuration.is_some()
        });
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
        let started = |it: &&Shared<Task>| it.started_by.is_some_and(|by| by.service == service.id);
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
        let own =
            |it: &&Shared<Task>| it.counts() && it.started_by.is_some_and(|by| by.service == service.id);
        let n = before.tasks.values().filter(own).filter(|it| is_healthy(it)).count();
        let lower = service.configuration.bounds(service.desired_count).min_running as usize;
        assert!(n > lower, "{}: {n} healthy, {lower} must stay", service.placement.service_name);
    }
}

/// No constraint is broken by the decision, and its account agrees with itself.
pub(super) fn assert_decision(simulation: &Simulation, log_index: usize, command: &Command) {
    // The scan that explains and the index that decided agree.
    let (world, decision) = simulation.decision(log_index).unwrap();
    assert_eq!(decision.events, simulation.log()[log_index].events);
    assert_lower(&world, &decision.events);
    super::capacity::assert_decision(&world, &decision.events, command);
    for event in &decision.events {
        if let Event::TaskPlaced(task) = event {
            assert_constraints(&world, task, command);
        }
    }
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
    }
}

/// No constraint of its definition, of its service or of the request is broken by where a task goes. `world` is the world before.
fn assert_constraints(world: &World, task: &Task, command: &Command) {
    let TaskPlace::ContainerInstance(place) = task.place else { return };
    let definition = &world.task_definition(task.task_definition).unwrap().task_definition;
    let of_whoever_asked = match (&task.started_by, command) {
        (Some(by), _) => &world.services[&by.service].placement.placement_constraints[..],
        (None, Command::RunTask(request)) => &request.placement_constraints,
        (None, _) => &[],
    };
    let tasks: Vec<_> = world.tasks_on(place).filter(|it| it.counts()).collect();
    let facts = InstanceFacts { container_instance: &world.container_instances[&place], tasks: &tasks };
    for constraint in definition.placement_constraints.iter().chain(of_whoever_asked) {
        let is_kept = match constraint {
            PlacementConstraint::DistinctInstance => tasks.iter().all(|it| it.group != task.group),
            PlacementConstraint::MemberOf(expression) => expression.expr().unwrap().holds_for(&facts),
        };
        assert!(is_kept, "{constraint:?} does not hold for {task:?}");
    }
}
