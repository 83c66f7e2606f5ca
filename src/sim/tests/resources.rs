//! What container instances offer and tasks reserve: registered resources, ports, network interfaces, GPUs, and the
//! network modes.

use expect_test::expect;

use super::{board, check, check_used, commands, scenario, simulated};
use crate::ecs::{
    ContainerDefinition, NetworkMode, PortMapping, Protocol, ResourceRequirement, ResourceType,
    TaskDefinition, reserved_host_ports,
};
use crate::sim::scaling::{Load, Metric, PolicyKind, PutScaling, ScalingOrder, ScalingPolicy};
use crate::sim::{
    Command, ContainerInstanceId, LaunchType, RunTask, ServiceId, Simulation, Switch, TaskDefinitionId, Zone,
    explain,
};

const A1: ContainerInstanceId = ContainerInstanceId(0);

/// Runs so many tasks of a definition on what a text builds.
fn running(board: &str, definition: &TaskDefinition, count: u32) -> Simulation {
    let mut simulation = Simulation::new(scenario(7));
    simulation.use_index();
    for command in commands(board) {
        simulation.dispatch(command);
    }
    run_on(&mut simulation, definition, count);
    simulation
}

fn run_on(simulation: &mut Simulation, definition: &TaskDefinition, count: u32) {
    let task_definition = TaskDefinitionId(u32::try_from(simulation.world().task_definitions.len()).unwrap());
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition.clone())));
    let mut left = count;
    while left > 0 {
        simulation.dispatch(Command::RunTask(RunTask {
            task_definition,
            count: left.min(10),
            launch_type: LaunchType::Ec2,
            capacity_provider_strategy: None,
            placement_strategy: vec![],
            placement_constraints: vec![],
            group: None,
        }));
        left -= left.min(10);
    }
    super::invariants::assert_invariants(simulation.world());
}

/// How many tasks run, and the reasons of the last decision.
fn outcome(simulation: &Simulation) -> (usize, Vec<(&'static str, u32)>) {
    let reasons = match simulation.explain(simulation.log().len() - 1) {
        crate::sim::Explanation::Placement(placement) if placement.chosen.is_none() => {
            explain::failure_reasons(&placement)
        }
        _ => vec![],
    };
    (simulation.world().tasks.len(), reasons)
}

fn definition(mode: Option<NetworkMode>, mappings: Vec<PortMapping>) -> TaskDefinition {
    TaskDefinition {
        network_mode: mode,
        container_definitions: vec![ContainerDefinition {
            port_mappings: mappings,
            ..board::task_definition("web 0/4").container_definitions[0].clone()
        }],
        ..board::task_definition("web 0/4")
    }
}

fn host_port(port: u16, protocol: Protocol) -> PortMapping {
    PortMapping { container_port: Some(port), host_port: Some(port), protocol, ..PortMapping::default() }
}

fn container_port(port: u16) -> PortMapping {
    PortMapping { container_port: Some(port), ..PortMapping::default() }
}

#[test]
fn an_instance_registers_1024_units_for_each_cpu_and_less_memory_than_it_has() {
    let types = ["m5.large", "c5.xlarge", "m7g.medium", "g4dn.12xlarge"];
    let board: Vec<String> = types.iter().map(|it| format!("1 instance of {it}")).collect();
    let simulation = simulated(&board.join(";"), 7);
    let registered = simulation.world().container_instances.values();
    let registered: Vec<_> = registered.map(|it| (it.cpu_units, it.memory_mib, it.gpus)).collect();
    assert_eq!(registered, [(2_048, 7_987, 0), (4_096, 7_987, 0), (1_024, 3_993, 0), (49_152, 191_692, 4)]);
}

#[test]
fn an_instance_reserves_six_tcp_ports_and_no_udp_port() {
    let simulation = simulated("1 instance of m5.large", 7);
    let reserved = &simulation.world().container_instances[&A1].reserved_ports;
    assert_eq!(*reserved, reserved_host_ports());
    let ports: Vec<_> = reserved.iter().map(|it| (it.port, it.protocol)).collect();
    assert_eq!(ports, [22, 2375, 2376, 51678, 51679, 51680].map(|port| (port, Protocol::Tcp)));
}

#[test]
fn remaining_is_registered_less_reserved_and_a_longer_list_of_ports_means_less_room() {
    let simulation =
        simulated("1 instance of 2048/4096; run 1 x web 512/1024 port 80; run 1 x api 256/512 port 81", 7);
    let (world, instance) = (simulation.world(), &simulation.world().container_instances[&A1]);
    let reserved = world.reserved_on(A1);
    assert_eq!((reserved.cpu_units_left(instance), reserved.memory_mib_left(instance)), (1_280, 2_560));
    assert_eq!(reserved.host_ports.keys().map(|it| it.port).collect::<Vec<_>>(), [80, 81]);
}

#[test]
fn a_host_that_does_nothing_can_be_full() {
    check("1 instance of 1024/2048; run 3 x idle 512/512", expect!["a1: idle idle | unplaced: 1"]);
}

#[test]
fn the_scheduler_never_looks_at_measured_load() {
    let on_board = |percent: u32| {
        let mut simulation =
            simulated("1 instance of 1024/2048; clock; serve 2 x web 256/512; advance 60", 7);
        // A policy that never asks for more, because load is given to what is scaled.
        let kind = PolicyKind::TargetTracking {
            target: 10_000,
            scale_out_cooldown: 300,
            scale_in_cooldown: 300,
            disable_scale_in: true,
        };
        let policies = vec![ScalingPolicy { metric: Metric::Cpu, kind }];
        let put = PutScaling { service: ServiceId(0), min_capacity: 1, max_capacity: 10, policies };
        simulation.dispatch(Command::Scaling(ScalingOrder::Put(Box::new(put))));
        let load = Load { cpu_percent: percent, memory_percent: percent, ..Load::default() };
        simulation.dispatch(Command::Scaling(ScalingOrder::SetLoad(ServiceId(0), load)));
        simulation.dispatch(Command::SetDesiredCount(ServiceId(0), 5));
        simulation.dispatch(Command::Advance(60));
        board::by_instance(&simulation)
    };
    assert_eq!(on_board(1_000), "a1: web web web web | waiting");
    assert_eq!(on_board(0), on_board(1_000));
}

#[test]
fn each_port_that_the_agent_reserves_fits_nowhere() {
    for port in [22, 2375, 2376, 51678, 51679, 51680] {
        let asked = definition(None, vec![host_port(port, Protocol::Tcp)]);
        let simulation = running("1 instance of 2048/4096", &asked, 1);
        assert_eq!(outcome(&simulation), (0, vec![("RESOURCE:PORTS", 1)]), "{port}");
        // The UDP list is empty, and a task's own interface has all its ports.
        let udp = definition(None, vec![host_port(port, Protocol::Udp)]);
        assert_eq!(outcome(&running("1 instance of 2048/4096", &udp, 1)).0, 1, "{port}");
        let awsvpc = definition(Some(NetworkMode::Awsvpc), vec![host_port(port, Protocol::Tcp)]);
        assert_eq!(outcome(&running("1 instance of 2048/4096", &awsvpc, 1)).0, 1, "{port}");
    }
}

#[test]
fn tcp_and_udp_are_separate_sets() {
    let mut simulation =
        running("1 instance of 2048/4096", &definition(None, vec![host_port(53, Protocol::Tcp)]), 1);
    run_on(&mut simulation, &definition(None, vec![host_port(53, Protocol::Udp)]), 1);
    assert_eq!(outcome(&simulation).0, 2);
    run_on(&mut simulation, &definition(None, vec![host_port(53, Protocol::Udp)]), 1);
    assert_eq!(outcome(&simulation), (2, vec![("RESOURCE:PORTS", 1)]));
}

#[test]
fn an_instance_reserves_at_most_100_ports_those_of_the_agent_included() {
    let many = |from: u16, n: u16| {
        definition(None, (from..from + n).map(|it| host_port(it, Protocol::Tcp)).collect())
    };
    let mut simulation = running("1 instance of 2048/4096", &many(1_000, 60), 1);
    run_on(&mut simulation, &many(2_000, 35), 1);
    assert_eq!(outcome(&simulation), (1, vec![("RESOURCE:PORTS", 1)]));
    let last = simulation.log().len() - 1;
    let crate::sim::Explanation::Placement(placement) = simulation.explain(last) else { panic!("it places") };
    let words = explain::instance_reason(simulation.world(), &placement, &placement.instances[0]);
    assert_eq!(words, "Needs 35 host ports, may reserve 34 more");
    run_on(&mut simulation, &many(2_000, 34), 1);
    assert_eq!(outcome(&simulation).0, 2);
    // Dynamic ports do not count.
    run_on(&mut simulation, &definition(None, (0..200).map(|it| container_port(3_000 + it)).collect()), 1);
    assert_eq!(outcome(&simulation).0, 3);
}

#[test]
fn a_task_with_400_host_ports_fits_nowhere() {
    let asked = definition(None, (1_000..1_400).map(|it| host_port(it, Protocol::Tcp)).collect());
    assert_eq!(outcome(&running("3 instances of 2048/4096", &asked, 1)), (0, vec![("RESOURCE:PORTS", 3)]));
}

#[test]
fn an_awsvpc_task_takes_an_attachment_and_the_first_interface_is_not_for_tasks() {
    let awsvpc = definition(Some(NetworkMode::Awsvpc), vec![]);
    for (instance_type, n_tasks) in [("t3.micro", 1), ("c5.large", 2), ("m5.xlarge", 3), ("m5.4xlarge", 7)] {
        let simulation = running(&format!("1 instance of {instance_type}"), &awsvpc, 12);
        assert_eq!(outcome(&simulation), (n_tasks, vec![("RESOURCE:ENI", 1)]), "{instance_type}");
    }
}

#[test]
fn trunking_raises_the_limit_of_types_that_have_it_only() {
    let awsvpc = definition(Some(NetworkMode::Awsvpc), vec![]);
    for (instance_type, n_tasks) in [
        ("c5.large", 10),
        ("m7g.medium", 4),
        ("g5.xlarge", 6),
        ("t3.large", 2),
        ("t4g.large", 2),
        ("g4dn.xlarge", 2),
    ] {
        let mut simulation = Simulation::new(scenario(7));
        simulation.dispatch(Command::SetAwsvpcTrunking(Switch::On));
        let (instance_type, zone, count) = (instance_type.to_owned(), Zone(0), 1);
        simulation.dispatch(Command::AddContainerInstance {
            instance_type: instance_type.clone(),
            zone,
            count,
        });
        run_on(&mut simulation, &awsvpc, 20);
        assert_eq!(outcome(&simulation), (n_tasks, vec![("RESOURCE:ENI", 1)]), "{instance_type}");
    }
}

#[test]
fn row_none_takes_no_port_and_no_interface_and_any_number_runs_on_an_instance() {
    let none = definition(Some(NetworkMode::None), vec![]);
    assert_eq!(outcome(&running("1 instance of c5.large", &none, 60)), (60, vec![]));
}

#[test]
fn row_bridge_with_a_static_port_runs_once_for_each_port_and_with_a_dynamic_one_any_number() {
    let fixed = definition(Some(NetworkMode::Bridge), vec![host_port(80, Protocol::Tcp)]);
    assert_eq!(outcome(&running("1 instance of c5.large", &fixed, 2)), (1, vec![("RESOURCE:PORTS", 1)]));
    for dynamic in [container_port(80), PortMapping { host_port: Some(0), ..container_port(80) }] {
        let dynamic = definition(Some(NetworkMode::Bridge), vec![dynamic]);
        assert_eq!(outcome(&running("1 instance of c5.large", &dynamic, 60)), (60, vec![]));
    }
}

#[test]
fn row_host_runs_once_on_an_instance_when_ports_are_mapped() {
    let mapped = definition(Some(NetworkMode::Host), vec![container_port(80)]);
    assert_eq!(outcome(&running("1 instance of c5.large", &mapped, 2)), (1, vec![("RESOURCE:PORTS", 1)]));
    let unmapped = definition(Some(NetworkMode::Host), vec![]);
    assert_eq!(outcome(&running("1 instance of c5.large", &unmapped, 60)), (60, vec![]));
}

#[test]
fn row_awsvpc_has_its_own_ports_and_runs_up_to_the_limit_of_interfaces() {
    let awsvpc = definition(Some(NetworkMode::Awsvpc), vec![container_port(80)]);
    assert_eq!(outcome(&running("1 instance of c5.large", &awsvpc, 3)), (2, vec![("RESOURCE:ENI", 1)]));
}

#[test]
fn on_fargate_each_task_has_an_interface_and_the_limit_of_instances_is_none_of_its_business() {
    let simulation = simulated("1 instance of t3.micro; run 10 x web 256/512 fargate", 7);
    assert_eq!(simulation.world().tasks.len(), 10);
}

#[test]
fn gpus_are_pinned_whole_and_add_up_over_the_containers_of_a_task() {
    let gpus = |each: &[u32]| {
        let container = |(at, gpus): (usize, &u32)| ContainerDefinition {
            name: format!("c{at}"),
            resource_requirements: vec![ResourceRequirement {
                resource_type: ResourceType::Gpu,
                value: gpus.to_string(),
                is_shared: false,
            }],
            ..board::task_definition("web 0/4").container_definitions[0].clone()
        };
        TaskDefinition {
            container_definitions: each.iter().enumerate().map(container).collect(),
            ..board::task_definition("web 0/4")
        }
    };
    // A g4dn.12xlarge has four.
    let board = "1 instance of g4dn.12xlarge";
    assert_eq!(outcome(&running(board, &gpus(&[2, 2]), 1)), (1, vec![]));
    assert_eq!(outcome(&running(board, &gpus(&[2, 2, 1]), 1)), (0, vec![("RESOURCE:GPU", 1)]));
    assert_eq!(outcome(&running(board, &gpus(&[3]), 2)), (1, vec![("RESOURCE:GPU", 1)]));
    // Without a requirement a task runs there all the same.
    assert_eq!(outcome(&running(board, &definition(None, vec![]), 10)), (10, vec![]));
}

#[test]
fn the_soft_limit_is_what_is_reserved_so_hard_limits_may_exceed_the_instance() {
    let mut soft = definition(None, vec![]);
    soft.container_definitions[0].memory_mib = Some(1_024);
    soft.container_definitions[0].memory_reservation_mib = Some(512);
    let simulation = running("1 instance of 2048/1024", &soft, 3);
    assert_eq!(outcome(&simulation), (2, vec![("RESOURCE:MEMORY", 1)]));
}

#[test]
fn without_cpu_nothing_of_it_is_reserved_and_any_number_fits() {
    check_used("1 instance of 64/4096; serve 500 x web 0/8", expect!["500 tasks on 1 instances"]);
}
