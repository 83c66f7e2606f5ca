//! Reads the language of the cases and shows what came of it.

use crate::ecs::{
    BinpackField, Compatibility, ContainerDefinition, NetworkMode, PlacementConstraint, PlacementStrategy,
    PortMapping, SpreadField, TaskDefinition,
};
use crate::sim::capacity::{
    CapacityOrder, CapacityProvider, CreateCapacityProvider, GroupProviderId, GroupSettings, ManagedScaling,
    Market, SpotTarget, StrategyItem,
};
use crate::sim::life::{ContainerBehavior, Exit};
use crate::sim::roles::role_arn;
use crate::sim::service::{
    CircuitBreaker, DeploymentAlarms, DeploymentConfiguration, DeploymentStrategy, EarlySuccessCriteria,
    RevisionCleanup, SchedulingStrategy, ServicePlacement,
};
use crate::sim::{
    Command, ContainerInstanceStatus, CreateService, Event, LaunchType, Registration, RunTask, Scenario,
    ServiceId, Simulation, Switch, TaskDefinitionId, TaskPlace, UpdateService, Zone,
};
use crate::sorted::SortedMap;

/// Three zones.
pub(in crate::sim) fn scenario(seed: u64) -> Scenario {
    Scenario { seed, zones: ["us-east-1a", "us-east-1b", "us-east-1c"].map(String::from).to_vec() }
}

/// The commands of a text.
#[allow(clippy::too_many_lines, reason = "one arm for each statement")]
pub(in crate::sim) fn commands(text: &str) -> Vec<Command> {
    let mut families = vec![];
    let mut commands = vec![];
    for statement in text.split(';').map(str::trim).filter(|it| !it.is_empty()) {
        let words: Vec<&str> = statement.split_whitespace().collect();
        match words[0] {
            "run" => commands.extend(run(statement, &words, &mut families)),
            "serve" | "daemon" => commands.extend(serve(statement, &words, &mut families)),
            "count" => {
                let id = ServiceId(words[1].parse().unwrap());
                commands.push(Command::SetDesiredCount(id, words[2].parse().unwrap()));
            }
            "provider" => {
                commands.push(Command::Capacity(CapacityOrder::CreateProvider(Box::new(provider(&words)))));
            }
            "default" => {
                commands.push(Command::Capacity(CapacityOrder::SetDefaultStrategy(strategy(statement))));
            }
            "capacity" => {
                let id = GroupProviderId(words[1].parse().unwrap());
                commands.push(Command::Capacity(CapacityOrder::SetDesiredCapacity(
                    id,
                    words[2].parse().unwrap(),
                )));
            }
            "interrupt" => {
                let id = words[2].parse().unwrap();
                commands.push(Command::Capacity(CapacityOrder::InterruptSpot(match words[1] {
                    "task" => SpotTarget::Task(crate::sim::TaskId(id)),
                    _ => SpotTarget::ContainerInstance(crate::sim::ContainerInstanceId(id)),
                })));
            }
            "nospot" => commands.push(Command::Capacity(CapacityOrder::SetFargateSpot(Switch::Off))),
            "spot" => commands.push(Command::Capacity(CapacityOrder::SetFargateSpot(Switch::On))),
            "drain" => commands.push(Command::SetContainerInstanceStatus(
                crate::sim::ContainerInstanceId(words[1].parse().unwrap()),
                ContainerInstanceStatus::Draining,
            )),
            "lose" => commands.push(Command::SetZone(Zone(words[1].as_bytes()[0] - b'a'), Switch::Off)),
            "return" => commands.push(Command::SetZone(Zone(words[1].as_bytes()[0] - b'a'), Switch::On)),
            "halt" | "start" => commands.push(Command::SetInstance(
                crate::sim::ContainerInstanceId(words[1].parse().unwrap()),
                if words[0] == "start" { Switch::On } else { Switch::Off },
            )),
            "terminate" => commands
                .push(Command::TerminateInstance(crate::sim::ContainerInstanceId(words[1].parse().unwrap()))),
            "remove" => commands.push(Command::RemoveContainerInstance(crate::sim::ContainerInstanceId(
                words[1].parse().unwrap(),
            ))),
            "deploy" => commands.extend(deploy(statement, &words, &mut families)),
            "config" => commands.push(config(&words)),
            "alarm" => commands.push(Command::SetOffAlarm(ServiceId(words[1].parse().unwrap()))),
            "rollback" => commands.push(Command::RollBackService(ServiceId(words[1].parse().unwrap()))),
            "protect" => commands.push(Command::SetTaskProtection {
                task: crate::sim::TaskId(words[1].parse().unwrap()),
                minutes: words.get(2).map(|it| it.parse().unwrap()),
                protection: Switch::On,
            }),
            "unpullable" => {
                let id = TaskDefinitionId(words[1].parse().unwrap());
                commands.push(Command::SetImagePull(id, Switch::Off));
            }
            "exits" => commands.push(Command::SetContainerBehavior {
                task_definition: TaskDefinitionId(words[1].parse().unwrap()),
                container: 0,
                behavior: ContainerBehavior {
                    exits: Some(Exit { seconds: words[2].parse().unwrap(), code: 1 }),
                    ..ContainerBehavior::default()
                },
            }),
            "clock" => commands.push(Command::StartClock),
            "advance" => commands.push(Command::Advance(words[1].parse().unwrap())),
            "stop" => commands.push(Command::StopTask(crate::sim::TaskId(words[1].parse().unwrap()))),
            _ => commands.extend(instances(&words)),
        }
    }
    commands
}

/// `deploy 0 web 512/512`: another task definition for a service.
fn deploy(statement: &str, words: &[&str], families: &mut Vec<String>) -> Vec<Command> {
    let definition = statement.splitn(3, ' ').nth(2).unwrap();
    let run_one = format!("run 1 x {definition}");
    let mut commands = run(&run_one, &run_one.split_whitespace().collect::<Vec<_>>(), families);
    let Some(Command::RunTask(request)) = commands.pop() else { panic!("not a definition: {statement}") };
    commands.push(Command::UpdateService(Box::new(UpdateService {
        task_definition: Some(request.task_definition),
        ..UpdateService::of(ServiceId(words[1].parse().unwrap()))
    })));
    commands
}

/// `config 0 100 200 breaker rollback`, or after the percentages `bluegreen 10`, `linear 100 6 0`, `canary 50 10 5`
/// (shares in tenths of a percent, then minutes). `alarms` switches `CloudWatch` alarms on, `early:50` early success criteria,
/// with cleanup BLOCKING, or `deferred`.
fn config(words: &[&str]) -> Command {
    let number = |at: usize| words.get(at).map_or(0, |it| it.parse().unwrap());
    let has = |word: &str| words.contains(&word);
    let rollback = if has("rollback") { Switch::On } else { Switch::Off };
    let configuration = DeploymentConfiguration {
        minimum_healthy_percent: number(2),
        maximum_percent: number(3),
        circuit_breaker: has("breaker").then(|| CircuitBreaker::with_rollback(rollback)),
        alarms: has("alarms").then_some(DeploymentAlarms { rollback }),
        early_success: words.iter().find_map(|it| it.strip_prefix("early:")).map(|percent| {
            let cleanup = if has("deferred") { RevisionCleanup::Deferred } else { RevisionCleanup::Blocking };
            EarlySuccessCriteria { healthy_percent: percent.parse().unwrap(), cleanup }
        }),
        strategy: match words.get(4) {
            Some(&"bluegreen") => DeploymentStrategy::BlueGreen { bake_minutes: number(5) },
            Some(&"linear") => DeploymentStrategy::Linear {
                step_permille: number(5),
                step_bake_minutes: number(6),
                bake_minutes: number(7),
            },
            Some(&"canary") => DeploymentStrategy::Canary {
                canary_permille: number(5),
                canary_bake_minutes: number(6),
                bake_minutes: number(7),
            },
            _ => DeploymentStrategy::Rolling,
        },
    };
    Command::UpdateService(Box::new(UpdateService {
        deployment_configuration: Some(configuration),
        // Zone rebalancing needs room above.
        availability_zone_rebalancing: (number(3) <= 100).then_some(Switch::Off),
        ..UpdateService::of(ServiceId(number(1)))
    }))
}

/// The words of the form `PROVIDER:BASE/WEIGHT`, where a provider is `FARGATE`, `SPOT` or the number of a group's.
fn strategy(text: &str) -> Vec<StrategyItem> {
    let items = text.split_whitespace().filter_map(|word| word.split_once(':'));
    let item = |(name, shares): (&str, &str)| {
        let (base, weight) = pair(shares).unwrap();
        let capacity_provider = match name {
            "FARGATE" => CapacityProvider::Fargate,
            "SPOT" => CapacityProvider::FargateSpot,
            number => CapacityProvider::AutoScalingGroup(GroupProviderId(number.parse().unwrap())),
        };
        StrategyItem { capacity_provider, base, weight }
    };
    items.map(item).collect()
}

/// `provider big m5.large in a b size 0/10 target 80 steps 1/3 warmup 60`, and `unmanaged`, `protected`, `undrained`,
/// `bought` (Spot), `noticed` (Spot, and a notice drains).
fn provider(words: &[&str]) -> CreateCapacityProvider {
    let has = |word: &str| words.contains(&word);
    let after = |word: &str| words.iter().position(|it| *it == word).map(|at| words[at + 1]);
    let switch = |is_on| if is_on { Switch::On } else { Switch::Off };
    let (min_size, max_size) = pair(after("size").unwrap()).unwrap();
    let (minimum_step, maximum_step) = after("steps").and_then(pair).unwrap_or((1, 10_000));
    let zones = words.iter().filter(|it| matches!(**it, "a" | "b" | "c"));
    CreateCapacityProvider {
        name: words[1].to_owned(),
        settings: GroupSettings {
            instance_type: words[2].to_owned(),
            zones: zones.map(|it| Zone(it.as_bytes()[0] - b'a')).collect(),
            min_size,
            max_size,
            market: if has("bought") || has("noticed") {
                Market::Spot { draining: switch(has("noticed")) }
            } else {
                Market::OnDemand
            },
            managed_scaling: (!has("unmanaged")).then(|| ManagedScaling {
                target_capacity: after("target").map_or(100, |it| it.parse().unwrap()),
                minimum_step,
                maximum_step,
                warmup_seconds: after("warmup").map_or(300, |it| it.parse().unwrap()),
            }),
            managed_termination_protection: switch(has("protected")),
            managed_draining: switch(!has("undrained")),
        },
    }
}

/// `2 instances of 1024/2048 in a b` or `on premises`.
fn instances(words: &[&str]) -> Vec<Command> {
    assert!(words[1].starts_with("instance") && words[2] == "of", "not a statement: {words:?}");
    if words[4..] == ["on", "premises"] {
        let (cpu_units, memory_mib) = pair(words[3]).unwrap();
        let join = Registration::external(cpu_units, memory_mib, 0);
        return vec![Command::RegisterContainerInstance(Box::new(join)); words[0].parse().unwrap()];
    }
    let zones: Vec<u8> = match words.get(5..) {
        Some(zones) if words[4] == "in" => zones.iter().map(|it| it.as_bytes()[0] - b'a').collect(),
        _ => vec![0],
    };
    let n: usize = words[0].parse().unwrap();
    let mut commands = vec![];
    for zone in zones {
        for _ in 0..n {
            commands.push(instance(words[3], Zone(zone)));
        }
    }
    commands
}

/// A type of the table, or `CPU/MEMORY`.
fn instance(size: &str, zone: Zone) -> Command {
    let Some((cpu_units, memory_mib)) = pair(size) else {
        return Command::AddContainerInstance { instance_type: size.to_owned(), zone, count: 1 };
    };
    Command::RegisterContainerInstance(Box::new(Registration {
        instance_type: "teaching".to_owned(),
        zone,
        cpu_units,
        memory_mib,
        eni_limit: 2,
        gpus: 0,
        attributes: SortedMap::new(),
    }))
}

fn pair(text: &str) -> Option<(u32, u32)> {
    let (left, right) = text.split_once('/')?;
    Some((left.parse().ok()?, right.parse().ok()?))
}

/// `run 3 x web 512/512 port 80 awsvpc by spread zone, binpack memory, distinct`.
fn run(statement: &str, words: &[&str], families: &mut Vec<String>) -> Vec<Command> {
    let mut commands = vec![];
    let (what, how) = statement.split_once(" by ").unwrap_or((statement, ""));
    let (what, via) = what.split_once(" via").map_or((what, None), |(what, via)| (what, Some(via)));
    let definition = what.split_once(" x ").unwrap().1;
    let definition = definition.split_once(" group ").map_or(definition, |(before, _)| before);
    let known = families.iter().position(|it| it == definition);
    let index = known.unwrap_or_else(|| {
        families.push(definition.to_owned());
        commands.push(Command::RegisterTaskDefinition(Box::new(task_definition(definition))));
        families.len() - 1
    });
    let mut request = RunTask {
        task_definition: TaskDefinitionId(u32::try_from(index).unwrap()),
        count: 1,
        launch_type: if what.contains(" fargate") {
            LaunchType::Fargate
        } else if what.contains(" external") {
            LaunchType::External
        } else {
            LaunchType::Ec2
        },
        capacity_provider_strategy: via.map(strategy),
        placement_strategy: vec![],
        placement_constraints: vec![],
        group: what.split_once(" group ").map(|(_, group)| group.to_owned()),
    };
    for rule in how.split(',').map(str::trim).filter(|it| !it.is_empty()) {
        add_rule(&mut request, rule);
    }
    let mut n: u32 = words[1].parse().unwrap();
    while n > 0 {
        request.count = n.min(10);
        n -= request.count;
        commands.push(Command::RunTask(request.clone()));
    }
    commands
}

/// `serve 3 x web 512/512 by spread zone`: a service named after the family of its task definition.
fn serve(statement: &str, words: &[&str], families: &mut Vec<String>) -> Vec<Command> {
    let mut one = statement.to_owned();
    one.replace_range(0..words[0].len() + 1 + words[1].len(), "run 1");
    let one_words: Vec<&str> = one.split_whitespace().collect();
    let mut commands = run(&one, &one_words, families);
    let Some(Command::RunTask(request)) = commands.pop() else { panic!("not a service: {statement}") };
    commands.push(Command::CreateService(Box::new(CreateService::new(
        ServicePlacement {
            service_name: words[3].to_owned(),
            task_definition: request.task_definition,
            launch_type: request.launch_type,
            capacity_provider_strategy: request.capacity_provider_strategy,
            scheduling_strategy: if words[0] == "daemon" {
                SchedulingStrategy::Daemon
            } else {
                SchedulingStrategy::Replica
            },
            placement_strategy: request.placement_strategy,
            placement_constraints: request.placement_constraints,
        },
        words[1].parse().unwrap(),
    ))));
    commands
}

fn add_rule(request: &mut RunTask, rule: &str) {
    let strategy = match rule {
        "random" => PlacementStrategy::Random,
        "spread zone" => {
            PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned()))
        }
        "spread instance" => PlacementStrategy::Spread(SpreadField::InstanceId),
        "binpack cpu" => PlacementStrategy::Binpack(BinpackField::Cpu),
        "binpack memory" => PlacementStrategy::Binpack(BinpackField::Memory),
        "distinct" => return request.placement_constraints.push(PlacementConstraint::DistinctInstance),
        other => match other.strip_prefix("only ") {
            Some(expression) => {
                let constraint = PlacementConstraint::MemberOf(expression.into());
                return request.placement_constraints.push(constraint);
            }
            None => panic!("not a rule: {other}"),
        },
    };
    request.placement_strategy.push(strategy);
}

/// `web 512/512 port 80 awsvpc fargate`; with `roles` it names an execution role and a task role, and its image is private.
pub(in crate::sim) fn task_definition(text: &str) -> TaskDefinition {
    let words: Vec<&str> = text.split_whitespace().collect();
    let (cpu_units, memory_mib) = pair(words[1]).unwrap();
    let has = |word: &str| words.contains(&word);
    let after =
        |word: &str| words.iter().position(|it| *it == word).map(|at| words[at + 1].parse::<u16>().unwrap());
    let arn = |of: &str| has("roles").then(|| role_arn(&format!("{}-{of}", words[0])));
    let port = after("port").map(|port| PortMapping {
        container_port: Some(port),
        host_port: Some(port),
        ..PortMapping::default()
    });
    let dynamic =
        after("dynamic").map(|port| PortMapping { container_port: Some(port), ..PortMapping::default() });
    TaskDefinition {
        family: words[0].to_owned(),
        execution_role_arn: arn("execution"),
        task_role_arn: arn("task"),
        network_mode: (has("awsvpc") || has("fargate")).then_some(NetworkMode::Awsvpc),
        cpu_units: has("fargate").then_some(cpu_units),
        memory_mib: has("fargate").then_some(memory_mib),
        requires_compatibilities: if has("fargate") { vec![Compatibility::Fargate] } else { vec![] },
        container_definitions: vec![ContainerDefinition {
            name: words[0].to_owned(),
            image: if has("roles") {
                "123456789012.dkr.ecr.us-east-1.amazonaws.com/net:1".to_owned()
            } else {
                "public.ecr.aws/docker/library/nginx:latest".to_owned()
            },
            cpu_units,
            memory_mib: Some(memory_mib),
            port_mappings: port.into_iter().chain(dynamic).collect(),
            ..ContainerDefinition::default()
        }],
        ..TaskDefinition::default()
    }
}

/// `a1: web web | b1: web | unplaced: 1`.
pub(super) fn by_instance(simulation: &Simulation) -> String {
    let world = simulation.world();
    let mut parts: Vec<String> = world
        .container_instances
        .values()
        .map(|instance| {
            let families: Vec<&str> = world
                .tasks_on(instance.id)
                .filter_map(|task| world.task_definition(task.task_definition))
                .map(|it| it.task_definition.family.as_str())
                .collect();
            format!("{}: {}", instance.name, families.join(" ")).trim_end().to_owned()
        })
        .collect();
    parts.extend(unplaced(simulation));
    parts.join(" | ")
}

/// `2/2/2 on 3 instances, unplaced: 1`; the zones by falling count, since which one is fullest may be drawn.
pub(super) fn by_zone(simulation: &Simulation) -> String {
    let world = simulation.world();
    let mut zones = vec![0; world.zones.len()];
    let mut used = crate::sorted::SortedSet::new();
    for task in world.tasks.values() {
        let zone = match task.place {
            TaskPlace::ContainerInstance(id) => {
                used.insert(id);
                world.container_instances[&id].zone
            }
            TaskPlace::Fargate(zone) => zone,
            TaskPlace::AwaitsCapacity => continue,
        };
        zones[usize::from(zone.0)] += 1;
    }
    zones.sort_unstable_by(|a: &u32, b| b.cmp(a));
    let zones: Vec<String> = zones.iter().map(u32::to_string).collect();
    let mut text = format!("{} on {} instances", zones.join("/"), used.len());
    if let Some(unplaced) = unplaced(simulation) {
        text = format!("{text}, {unplaced}");
    }
    text
}

fn unplaced(simulation: &Simulation) -> Option<String> {
    let waiting = simulation.world().services.values().filter(|it| it.blocked_at.is_some() && !it.is_steady);
    if waiting.count() > 0 {
        return Some("waiting".to_owned());
    }
    let entries = simulation.log().iter();
    let n = entries.flat_map(|it| &it.events).filter(|it| **it == Event::TaskNotPlaced).count();
    (n > 0).then(|| format!("unplaced: {n}"))
}

/// `6 tasks on 2 instances`.
pub(super) fn used(simulation: &Simulation) -> String {
    let world = simulation.world();
    let used = world.container_instances.keys().filter(|id| world.tasks_on(**id).next().is_some()).count();
    let text = format!("{} tasks on {used} instances", world.tasks.len());
    unplaced(simulation).map_or_else(|| text.clone(), |unplaced| format!("{text}, {unplaced}"))
}
