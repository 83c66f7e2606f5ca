//! Load balancers and their targets, named after the rows of the facts that they hold to: network modes and target types,
//! health checks, what ECS makes of them, and traffic.

mod client_routing;
mod health_checks;
mod kinds_of_targets;
mod slow_answers;
mod traffic;

use super::{commands, scenario, task_definition};
use crate::ecs::NetworkMode;
use crate::sim::life::{Application, HealthStatus, StoppedReason, TaskStatus};
use crate::sim::load_balancer::{
    Algorithm, Attachment, ClientRouting, HealthCheckSettings, Listener, ListenerRule, LoadBalancerKind,
    LoadBalancerOrder, LoadBalancerRefusal, ProtocolVersion, Stream, TargetGroupSetting, TargetGroupSettings,
    TargetReason, TargetState, TargetType, target_state,
};
use crate::sim::network::{Direction, NetworkChange, Peer, Rule, SecurityGroup};
use crate::sim::service::{
    DeploymentConfiguration, DeploymentStrategy, SchedulingStrategy, ServicePlacement,
};
use crate::sim::{
    Command, CreateService, Explanation, LaunchType, LoadBalancerId, Refusal, Scenario, ServiceId,
    Simulation, Switch, TargetGroupId, TaskDefinitionId, TaskId, UpdateService, Zone, explain,
};

const ALB: LoadBalancerKind = LoadBalancerKind::Application;
const NLB: LoadBalancerKind = LoadBalancerKind::Network;
const CLB: LoadBalancerKind = LoadBalancerKind::Classic;
const GROUP: TargetGroupId = TargetGroupId(0);
const FARGATE: &str = "web 256/512 fargate port 80";

fn order(order: LoadBalancerOrder) -> Command {
    Command::ChangeLoadBalancing(order)
}

fn listener(default: u32) -> Listener {
    Listener { port: 80, rules: vec![], default: TargetGroupId(default) }
}

fn attachment(target_group: u32) -> Attachment {
    Attachment {
        target_group: TargetGroupId(target_group),
        alternate: None,
        container_name: "web".to_owned(),
        container_port: 80,
    }
}

fn stream(per_second: u32) -> Stream {
    Stream { port: 80, host: "example.com".to_owned(), path: "/".to_owned(), per_second, zone: None }
}

fn service(desired_count: u32, on: LaunchType, load_balancers: Vec<Attachment>) -> CreateService {
    let placement = ServicePlacement {
        service_name: "web".to_owned(),
        task_definition: TaskDefinitionId(0),
        launch_type: on,
        capacity_provider_strategy: None,
        scheduling_strategy: SchedulingStrategy::Replica,
        placement_strategy: vec![],
        placement_constraints: vec![],
    };
    CreateService {
        load_balancers,
        availability_zone_rebalancing: Some(Switch::Off),
        ..CreateService::new(placement, desired_count)
    }
}

/// What a board with a service behind a load balancer is made of; the tests change single parts.
struct Setup {
    definition: crate::ecs::TaskDefinition,
    zones: u8,
    kind: LoadBalancerKind,
    groups: Vec<TargetGroupSettings>,
    service: CreateService,
    application: Application,
}

fn fargate(desired_count: u32) -> Setup {
    let mut settings = TargetGroupSettings::new("web".to_owned(), ALB);
    settings.target_type = TargetType::Ip;
    Setup {
        definition: task_definition(FARGATE),
        zones: 2,
        kind: ALB,
        groups: vec![settings],
        service: service(desired_count, LaunchType::Fargate, vec![attachment(0)]),
        application: Application::default(),
    }
}

impl Setup {
    /// The board up to the service, which is not created yet.
    fn before(&self) -> Simulation {
        let zones = (0..self.zones).map(|it| format!("us-east-1{}", char::from(b'a' + it))).collect();
        let mut simulation = Simulation::new(Scenario { zones, ..scenario(7) });
        simulation.use_index();
        for command in commands("4 instances of 4096/8192; clock") {
            simulation.dispatch(command);
        }
        let definition = Box::new(self.definition.clone());
        simulation.dispatch(Command::RegisterTaskDefinition(definition));
        if self.application != Application::default() {
            dispatch(&mut simulation, Command::SetApplication(TaskDefinitionId(0), self.application.clone()));
        }
        let name = "front".to_owned();
        dispatch(&mut simulation, order(LoadBalancerOrder::Create { name, kind: self.kind, zones: vec![] }));
        for settings in &self.groups {
            dispatch(&mut simulation, order(LoadBalancerOrder::CreateTargetGroup(settings.clone())));
        }
        dispatch(&mut simulation, order(LoadBalancerOrder::PutListener(LoadBalancerId(0), listener(0))));
        simulation
    }

    fn started(&self, seconds: u64) -> Simulation {
        let mut simulation = self.before();
        dispatch(&mut simulation, Command::CreateService(Box::new(self.service.clone())));
        advance(&mut simulation, seconds);
        simulation
    }

    fn refusal(&self) -> LoadBalancerRefusal {
        let mut simulation = self.before();
        simulation.dispatch(Command::CreateService(Box::new(self.service.clone())));
        of_load_balancer(&simulation)
    }
}

fn of_load_balancer(simulation: &Simulation) -> LoadBalancerRefusal {
    match simulation.explain(simulation.log().len() - 1) {
        Explanation::Refused(Refusal::OfLoadBalancer(refusal)) => *refusal,
        other => panic!("not refused: {other:?}"),
    }
}

/// A command that must be accepted.
fn dispatch(simulation: &mut Simulation, command: Command) {
    let n = simulation.log().len();
    simulation.dispatch(command.clone());
    assert!(!simulation.log()[n].events.is_empty(), "{command:?}: {:?}", simulation.explain(n));
    crate::sim::tests::invariants::assert_invariants(simulation.world());
}

fn advance(simulation: &mut Simulation, seconds: u64) {
    if seconds > 0 {
        simulation.dispatch(Command::Advance(seconds));
        crate::sim::tests::invariants::assert_invariants(simulation.world());
    }
}

/// State and reason of the target of a task in the first group.
fn state(simulation: &Simulation, task: u32) -> (&'static str, &'static str) {
    let world = simulation.world();
    let (state, reason) = target_state(world, world.target_group(GROUP).unwrap(), TaskId(task));
    (state.name(), reason.map_or("", TargetReason::name))
}

fn states(simulation: &Simulation) -> Vec<&'static str> {
    let targets = &simulation.world().target_groups[0].targets;
    targets.iter().map(|it| it.state.name()).collect()
}

fn set_application(simulation: &mut Simulation, application: Application) {
    dispatch(simulation, Command::SetApplication(TaskDefinitionId(0), application));
}

/// Requests of the last second: sent, served, and refused by kind.
fn last(simulation: &Simulation) -> (u64, u64, [u64; 4]) {
    let it = simulation.world().load_balancers[0].last_second;
    (it.sent, it.served, it.refused)
}

fn send(simulation: &mut Simulation, per_second: u32) {
    dispatch(simulation, order(LoadBalancerOrder::SetTraffic(LoadBalancerId(0), stream(per_second))));
    advance(simulation, 1);
}

fn failing() -> Application {
    Application { status_code: 500, ..Application::default() }
}

fn no_way_in(group: SecurityGroup, switch: Switch) -> Command {
    let rule = Rule { peer: Peer::Group(SecurityGroup::LoadBalancer), from_port: 0, to_port: u16::MAX };
    Command::ChangeNetwork(NetworkChange::SecurityGroupRule(group, Direction::Inbound, rule, switch))
}

/// A grace period that outlasts the test: ECS leaves the tasks alone, and the targets can be watched.
fn in_grace(mut setup: Setup) -> Setup {
    setup.service.health_check_grace_period_seconds = 100_000;
    setup
}

#[test]
fn a3_2_awsvpc_takes_ip_and_registers_the_container_port() {
    let simulation = fargate(1).started(60);
    let target = &simulation.world().target_groups[0].targets[0];
    assert_eq!((target.port, target.state), (80, TargetState::Healthy));
}

fn on_instances(definition: &str, mode: Option<NetworkMode>) -> Setup {
    let mut setup = fargate(2);
    setup.definition = task_definition(definition);
    setup.definition.network_mode = mode;
    setup.groups[0].target_type = TargetType::Instance;
    setup.service.placement.launch_type = LaunchType::Ec2;
    setup
}

#[test]
fn a3_2_bridge_takes_instance_and_registers_the_host_port_static_or_dynamic() {
    let ports = |setup: Setup| {
        let simulation = setup.started(60);
        let mut ports: Vec<u16> =
            simulation.world().target_groups[0].targets.iter().map(|it| it.port).collect();
        ports.sort_unstable();
        ports
    };
    let mut one_instance = on_instances("web 64/64 dynamic 80", None);
    one_instance.service.placement.placement_strategy =
        vec![crate::ecs::PlacementStrategy::Binpack(crate::ecs::BinpackField::Cpu)];
    // Several tasks of one service on one instance: that is what dynamic ports are for.
    assert_eq!(ports(one_instance), [32_768, 32_769]);
    let mut fixed = on_instances("web 64/64 port 80", None);
    fixed.definition.container_definitions[0].port_mappings[0].host_port = Some(8080);
    assert_eq!(ports(fixed), [8080, 8080]);
}

#[test]
fn a3_2_host_takes_instance_and_registers_the_container_port_one_task_per_instance() {
    let mut setup = on_instances("web 64/64 port 80", Some(NetworkMode::Host));
    setup.service.desired_count = 5;
    let simulation = setup.started(100);
    // Four instances, and port 80 is taken on each.
    let ports: Vec<u16> = simulation.world().target_groups[0].targets.iter().map(|it| it.port).collect();
    assert_eq!(ports, [80; 4]);
}

#[test]
fn a3_2_none_no_load_balancer() {
    let mut setup = on_instances("web 64/64 port 80", Some(NetworkMode::None));
    setup.definition.container_definitions[0].port_mappings.clear();
    assert_eq!(setup.refusal(), LoadBalancerRefusal::NoNetwork);
}

#[test]
fn a3_2_and_fact_23_a_wrong_pair_is_refused_at_create_service() {
    let words = |setup: &Setup| {
        let refusal = Refusal::OfLoadBalancer(Box::new(setup.refusal()));
        explain::refusal_sentence(&refusal)
    };
    let mut ip_with_bridge = on_instances("web 64/64 dynamic 80", None);
    ip_with_bridge.groups[0].target_type = TargetType::Ip;
    assert_eq!(
        words(&ip_with_bridge),
        "InvalidParameterException: The provided target group web has target type ip, which is incompatible with the \
         bridge network mode specified in the task definition."
    );
    let mut instance_with_awsvpc = fargate(1);
    instance_with_awsvpc.groups[0].target_type = TargetType::Instance;
    assert_eq!(
        words(&instance_with_awsvpc),
        "InvalidParameterException: The provided target group web has target type instance, which is incompatible with \
         the awsvpc network mode specified in the task definition."
    );
}

#[test]
fn a6_24_instance_is_the_default_target_type() {
    assert_eq!(TargetGroupSettings::new("web".to_owned(), ALB).target_type, TargetType::Instance);
}

#[test]
fn a6_25_dynamic_host_ports_work_in_bridge_mode_only_and_not_behind_a_classic_load_balancer() {
    let classic = |definition: &str, mode| {
        let mut setup = on_instances(definition, mode);
        setup.kind = CLB;
        setup.groups[0].kind = CLB;
        setup
    };
    let dynamic = classic("web 64/64 dynamic 80", None);
    assert_eq!(dynamic.refusal(), LoadBalancerRefusal::ClassicWithDynamicPort);
    assert_eq!(states(&classic("web 64/64 port 80", None).started(60)), ["healthy"; 2]);
    let awsvpc = classic("web 64/64 awsvpc port 80", Some(NetworkMode::Awsvpc));
    assert_eq!(awsvpc.refusal(), LoadBalancerRefusal::ClassicWithAwsvpc);
}

#[test]
fn a6_26_at_most_five_target_groups_per_service() {
    let with = |n: u32| {
        let mut setup = fargate(1);
        setup.groups = (0..n)
            .map(|at| {
                let mut settings = setup.groups[0].clone();
                settings.name = format!("web{at}");
                settings
            })
            .collect();
        setup.service.load_balancers = (0..n).map(attachment).collect();
        setup
    };
    assert_eq!(with(6).refusal(), LoadBalancerRefusal::TooManyTargetGroups(6));
    let five = with(5).started(20);
    assert!(five.world().target_groups.iter().all(|it| it.targets.len() == 1));
    let mut twice = with(1);
    twice.service.load_balancers = vec![attachment(0), attachment(0)];
    assert_eq!(twice.refusal(), LoadBalancerRefusal::TargetGroupTwice);
}

#[test]
fn the_container_and_its_port_must_be_in_the_task_definition_also_after_an_update() {
    let mut setup = fargate(1);
    setup.service.load_balancers[0].container_port = 81;
    assert_eq!(setup.refusal(), LoadBalancerRefusal::NoSuchPort { container: "web".to_owned(), port: 81 });
    let mut simulation = fargate(1).started(60);
    let other = task_definition("api 256/512 fargate port 80");
    dispatch(&mut simulation, Command::RegisterTaskDefinition(Box::new(other)));
    let update =
        UpdateService { task_definition: Some(TaskDefinitionId(1)), ..UpdateService::of(ServiceId(0)) };
    simulation.dispatch(Command::UpdateService(Box::new(update)));
    let refusal = of_load_balancer(&simulation);
    assert_eq!(refusal, LoadBalancerRefusal::NoSuchPort { container: "web".to_owned(), port: 80 });
    let words = explain::refusal_sentence(&Refusal::OfLoadBalancer(Box::new(refusal)));
    assert!(words.contains("Load balancer container name or port changed in task definition"));
}

#[test]
fn with_a_container_check_and_a_load_balancer_a_task_is_healthy_when_both_are() {
    let healthy_at = |interval: u32| {
        let mut setup = fargate(1);
        setup.definition.container_definitions[0].health_check =
            Some(crate::ecs::HealthCheck { interval: Some(interval), ..crate::ecs::HealthCheck::default() });
        let mut simulation = setup.started(1);
        while !simulation.world().services[&ServiceId(0)].is_steady {
            advance(&mut simulation, 1);
        }
        simulation.world().clock_seconds
    };
    // The target is healthy at 30 s; the container starts at 15 s.
    assert_eq!(healthy_at(5), 30);
    assert_eq!(healthy_at(60), 75);
}

#[test]
fn an_unhealthy_task_in_its_grace_period_is_the_one_that_goes_when_there_are_too_many() {
    let mut setup = in_grace(fargate(3));
    let check = crate::ecs::HealthCheck { interval: Some(5), ..crate::ecs::HealthCheck::default() };
    setup.definition.container_definitions[0].health_check = Some(check);
    let mut simulation = setup.started(100);
    let health = HealthStatus::Unhealthy;
    dispatch(&mut simulation, Command::SetContainerHealth { task: TaskId(1), container: 0, health });
    advance(&mut simulation, 100);
    assert_eq!(simulation.world().next_task, 3, "the grace period keeps it");
    dispatch(&mut simulation, Command::SetDesiredCount(ServiceId(0), 2));
    let left: Vec<u32> =
        simulation.world().tasks.values().filter(|it| it.counts()).map(|it| it.id.0).collect();
    assert_eq!(left, [0, 2]);
}

#[test]
fn e3049_a_target_on_a_dynamic_host_port_is_checked_on_that_port() {
    let mut setup = on_instances("web 64/64 dynamic 80", None);
    setup.application = Application { only_path: Some("/".to_owned()), ..Application::default() };
    let simulation = setup.started(100);
    let ports: Vec<u16> = simulation.world().target_groups[0].targets.iter().map(|it| it.port).collect();
    assert!(ports.iter().all(|it| *it >= 32_768), "{ports:?}");
    assert_eq!(states(&simulation), ["healthy"; 2]);
}
