//! The world that is measured.

use bayplan::ecs::{Compatibility, ContainerDefinition, NetworkMode, PortMapping, TaskDefinition};
use bayplan::sim::load_balancer::{
    Attachment, Listener, LoadBalancerKind, LoadBalancerOrder, Stream, TargetGroupSettings, TargetType,
};
use bayplan::sim::service::{SchedulingStrategy, ServicePlacement};
use bayplan::sim::{
    Command, CreateService, LaunchType, LoadBalancerId, Scenario, Simulation, TargetGroupId, TaskDefinitionId,
};

const N_TASKS: u32 = 50;
const REQUESTS_PER_SECOND: u32 = 1_000;

/// Fifty healthy tasks in three zones behind one ALB, and clients that send a thousand requests a second.
pub fn started() -> Simulation {
    let zones = ["us-east-1a", "us-east-1b", "us-east-1c"].map(str::to_owned).to_vec();
    let mut simulation = Simulation::new(Scenario { seed: 7, zones });
    let settings = TargetGroupSettings {
        target_type: TargetType::Ip,
        ..TargetGroupSettings::new("web".to_owned(), LoadBalancerKind::Application)
    };
    let stream = Stream {
        port: 80,
        host: String::new(),
        path: "/".to_owned(),
        per_second: REQUESTS_PER_SECOND,
        zone: None,
    };
    let orders = [
        LoadBalancerOrder::Create {
            name: "front".to_owned(),
            kind: LoadBalancerKind::Application,
            zones: vec![],
        },
        LoadBalancerOrder::CreateTargetGroup(settings),
        LoadBalancerOrder::PutListener(
            LoadBalancerId(0),
            Listener { port: 80, rules: vec![], default: TargetGroupId(0) },
        ),
        LoadBalancerOrder::SetTraffic(LoadBalancerId(0), stream),
    ];
    simulation.dispatch(Command::StartClock);
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition())));
    for order in orders {
        simulation.dispatch(Command::ChangeLoadBalancing(order));
    }
    simulation.dispatch(Command::CreateService(Box::new(service())));
    simulation.dispatch(Command::Advance(120));
    simulation
}

/// Lets seconds pass one by one, as a page that plays the clock does.
pub fn play(simulation: &mut Simulation, seconds: u32) {
    for _ in 0..seconds {
        simulation.advance(1);
    }
}

fn definition() -> TaskDefinition {
    TaskDefinition {
        family: "web".to_owned(),
        network_mode: Some(NetworkMode::Awsvpc),
        cpu_units: Some(256),
        memory_mib: Some(512),
        requires_compatibilities: vec![Compatibility::Fargate],
        container_definitions: vec![ContainerDefinition {
            name: "web".to_owned(),
            image: "public.ecr.aws/nginx/nginx:1.29".to_owned(),
            port_mappings: vec![PortMapping { container_port: Some(80), ..PortMapping::default() }],
            ..ContainerDefinition::default()
        }],
        ..TaskDefinition::default()
    }
}

fn service() -> CreateService {
    let placement = ServicePlacement {
        service_name: "web".to_owned(),
        task_definition: TaskDefinitionId(0),
        launch_type: LaunchType::Fargate,
        capacity_provider_strategy: None,
        scheduling_strategy: SchedulingStrategy::Replica,
        placement_strategy: vec![],
        placement_constraints: vec![],
    };
    let attachment = Attachment {
        target_group: TargetGroupId(0),
        alternate: None,
        container_name: "web".to_owned(),
        container_port: 80,
    };
    CreateService { load_balancers: vec![attachment], ..CreateService::new(placement, N_TASKS) }
}
