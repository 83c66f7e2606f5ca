//! What can reach what, and how a task fails that cannot reach what it needs.

use super::{commands, scenario};
use crate::ecs::{ContainerDefinition, LogConfiguration, LogDriver, Secret, TaskDefinition};
use crate::sim::life::{StoppedReason, TaskStatus};
use crate::sim::network::{
    Blocked, Destination, Direction, Endpoint, Need, NetworkChange, Obstacle, Peer, Rule, SecurityGroup,
    Source, SubnetKind, Way, answer, host_of, interface_of, needed_ways, reach,
};
use crate::sim::{Command, LaunchType, Refusal, Simulation, Switch, Task, World, Zone, explain};

const ECR: &str = "123456789012.dkr.ecr.us-east-1.amazonaws.com/web:1";
const PUBLIC: &str = "public.ecr.aws/nginx/nginx:1.29";
const A: Zone = Zone(0);

fn change(change: NetworkChange) -> Command {
    Command::ChangeNetwork(change)
}

fn rule(group: SecurityGroup, direction: Direction, rule: Rule, switch: Switch) -> Command {
    change(NetworkChange::SecurityGroupRule(group, direction, rule, switch))
}

/// The container that needs most: its image, a secret, a parameter and its logs.
fn needy(image: &str) -> TaskDefinition {
    let secret =
        |name: &str, value_from: &str| Secret { name: name.to_owned(), value_from: value_from.to_owned() };
    let mut definition = super::task_definition("web 256/512 fargate");
    definition.container_definitions = vec![ContainerDefinition {
        name: "web".to_owned(),
        image: image.to_owned(),
        secrets: vec![
            secret("P", "arn:aws:ssm:us-east-1:123456789012:parameter/p"),
            secret("S", "arn:aws:secretsmanager:us-east-1:123456789012:secret:s-AbCdEf"),
        ],
        log_configuration: Some(LogConfiguration {
            log_driver: LogDriver::Awslogs,
            options: [("awslogs-group", "web"), ("awslogs-region", "us-east-1")]
                .map(|(name, value)| (name.to_owned(), value.to_owned()))
                .into(),
            secret_options: vec![],
        }),
        ..definition.container_definitions[0].clone()
    }];
    definition
}

/// A clock that runs, one zone, the network broken so, then one task.
fn launched(image: &str, on: &str, broken: &[Command], seconds: u64) -> Simulation {
    let zones = vec!["us-east-1a".to_owned()];
    let mut simulation = Simulation::new(crate::sim::Scenario { zones, ..scenario(7) });
    let mut definition = needy(image);
    if on == "ec2" {
        definition.network_mode = None;
    }
    for command in commands("1 instance of 2048/4096; clock") {
        simulation.dispatch(command);
    }
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
    for command in broken {
        simulation.dispatch(command.clone());
        assert!(!simulation.log().last().unwrap().events.is_empty(), "{command:?} is refused");
    }
    let Some(Command::RunTask(mut run)) = commands("run 1 x web 256/512 fargate").pop() else { panic!() };
    if on == "ec2" {
        run.launch_type = crate::sim::LaunchType::Ec2;
    }
    simulation.dispatch(Command::RunTask(run));
    simulation.dispatch(Command::Advance(seconds));
    super::invariants::assert_invariants(simulation.world());
    simulation
}

/// What the task could not reach, and AWS's words for it; none when it runs.
fn obstacle(image: &str, on: &str, broken: &[Command]) -> Option<(Obstacle, String)> {
    let simulation = launched(image, on, broken, 250);
    let world = simulation.world();
    let Some(stopped) = world.stopped_tasks.first() else {
        assert!(
            world.tasks.values().all(|it| it.life.last_status == TaskStatus::Running),
            "{:?}",
            world.tasks
        );
        return None;
    };
    match stopped.task.life.stop.as_ref().unwrap().reason.as_ref().unwrap() {
        StoppedReason::Unreachable(it) => {
            Some((*it, explain::stopped_reason(world, &StoppedReason::Unreachable(*it))))
        }
        other => panic!("{other:?}"),
    }
}

fn needs(image: &str, on: &str, broken: &[Command]) -> Option<(Need, Blocked)> {
    obstacle(image, on, broken).map(|(it, _)| (it.need, it.blocked))
}

fn no_nat() -> Command {
    change(NetworkChange::NatGateway(A, Switch::Off))
}

fn endpoints(all: &[Endpoint]) -> Vec<Command> {
    let each = all.iter().map(|it| change(NetworkChange::Endpoint(A, *it, Switch::On)));
    std::iter::once(no_nat()).chain(each).collect()
}

#[test]
fn on_a_new_board_everything_is_reached_through_the_nat_gateway() {
    for on in ["ec2", "fargate"] {
        for image in [ECR, PUBLIC] {
            assert_eq!(needs(image, on, &[]), None, "{on} {image}");
        }
    }
    let simulation = launched(ECR, "fargate", &[], 30);
    let world = simulation.world();
    let task = world.tasks.values().next().unwrap();
    assert_eq!(reach(&world.network, &host_of(world, task).unwrap(), None), Ok(Way::NatGateway));
}

#[test]
fn a1_6_step_5_on_fargate_without_a_nat_gateway_the_registry_does_not_answer_and_the_tail_tells_it_from_a_role()
 {
    let (found, words) = obstacle(ECR, "fargate", &[no_nat()]).unwrap();
    assert_eq!((found.need, found.blocked), (Need::RegistryAuth, Blocked::NoRoute(A)));
    assert_eq!(
        words,
        "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed: \
         unable to retrieve ecr registry auth: service call has been retried 1 time(s): … i/o timeout. \
         [the private subnet in us-east-1a has no NAT gateway and no VPC endpoint for it]"
    );
    assert!(!words.contains("AccessDenied"));
}

#[test]
fn a1_6_step_6_an_image_that_cannot_be_reached_says_check_your_network_configuration() {
    for on in ["ec2", "fargate"] {
        // The layers come from S3, and a public registry has no endpoint.
        let without_s3 =
            endpoints(&[Endpoint::EcrApi, Endpoint::EcrDkr, Endpoint::SecretsManager, Endpoint::Ssm]);
        let with_all = endpoints(&Endpoint::ALL);
        for (image, broken) in [(ECR, without_s3), (PUBLIC, with_all)] {
            let (found, words) = obstacle(image, on, &broken).unwrap();
            assert_eq!(found.need, Need::Image, "{on} {image}");
            assert!(words.starts_with("CannotPullContainerError: "), "{words}");
            assert!(words.contains("Check your network configuration."), "{words}");
        }
    }
}

#[test]
fn a1_6_step_7_secrets_and_parameters_need_a_way_of_their_own() {
    let ecr = [Endpoint::EcrApi, Endpoint::EcrDkr, Endpoint::S3, Endpoint::Logs];
    let (found, words) = obstacle(ECR, "fargate", &endpoints(&ecr)).unwrap();
    assert_eq!(found.need, Need::Secret);
    assert!(words.contains("unable to retrieve secret from asm"), "{words}");
    let with_secrets = [&ecr[..], &[Endpoint::SecretsManager]].concat();
    let (found, words) = obstacle(ECR, "fargate", &endpoints(&with_secrets)).unwrap();
    assert_eq!(found.need, Need::Parameter);
    assert!(words.contains("unable to retrieve secrets from ssm"), "{words}");
}

#[test]
fn a_private_subnet_needs_endpoints_for_ecr_twice_s3_logs_and_secrets() {
    for on in ["ec2", "fargate"] {
        assert_eq!(needs(ECR, on, &endpoints(&Endpoint::ALL)), None);
        for missing in Endpoint::ALL {
            let others: Vec<_> = Endpoint::ALL.into_iter().filter(|it| *it != missing).collect();
            assert!(needs(ECR, on, &endpoints(&others)).is_some(), "{on} without {missing:?}");
        }
    }
}

#[test]
fn without_a_way_to_its_logs_a_container_is_given_up_after_three_minutes() {
    let others: Vec<_> = Endpoint::ALL.into_iter().filter(|it| *it != Endpoint::Logs).collect();
    let waits = launched(ECR, "fargate", &endpoints(&others), 184);
    assert_eq!(waits.world().stopped_tasks.len(), 0);
    let (found, words) = obstacle(ECR, "fargate", &endpoints(&others)).unwrap();
    assert_eq!(found.need, Need::Logs);
    assert!(
        words
            .starts_with("DockerTimeoutError: Could not transition to started; timed out after waiting 3m0s")
    );
}

#[test]
fn in_a_public_subnet_a_fargate_task_needs_a_public_address() {
    let public = |public_ip| change(NetworkChange::TaskSubnets(SubnetKind::Public, public_ip));
    let without = needs(ECR, "fargate", &[public(Switch::Off)]);
    assert_eq!(without, Some((Need::RegistryAuth, Blocked::NoPublicIp)));
    assert_eq!(needs(ECR, "fargate", &[public(Switch::On)]), None);
    // Whether there is a NAT gateway is nothing to it, the internet gateway is.
    assert_eq!(needs(ECR, "fargate", &[public(Switch::On), no_nat()]), None);
    let detached = [public(Switch::On), change(NetworkChange::InternetGateway(Switch::Off))];
    assert_eq!(needs(ECR, "fargate", &detached), Some((Need::RegistryAuth, Blocked::NoInternetGateway)));
}

#[test]
fn a_security_group_without_egress_stops_what_it_is_on_fargate_the_task_and_on_ec2_the_instance() {
    let no_egress = |group| [rule(group, Direction::Outbound, Rule::ALL_TO_ANYWHERE, Switch::Off)];
    let blocked = |group| Some((Need::RegistryAuth, Blocked::SecurityGroup(group, Direction::Outbound, 443)));
    for (on, own, other) in [
        ("fargate", SecurityGroup::Task, SecurityGroup::Instance),
        ("ec2", SecurityGroup::Instance, SecurityGroup::Task),
    ] {
        assert_eq!(needs(ECR, on, &no_egress(own)), blocked(own));
        assert_eq!(needs(ECR, on, &no_egress(other)), None);
    }
}

#[test]
fn the_security_group_of_an_endpoint_must_admit_the_task() {
    let from_task = Rule { peer: Peer::Group(SecurityGroup::Task), from_port: 443, to_port: 443 };
    let mut broken = endpoints(&Endpoint::ALL);
    broken.push(rule(SecurityGroup::Endpoint, Direction::Inbound, from_task, Switch::Off));
    let blocked = Blocked::SecurityGroup(SecurityGroup::Endpoint, Direction::Inbound, 443);
    assert_eq!(needs(ECR, "fargate", &broken), Some((Need::RegistryAuth, blocked)));
}

#[test]
fn the_loss_of_one_nat_gateway_stops_only_tasks_of_its_zone() {
    let mut simulation = Simulation::new(scenario(7));
    for command in commands("clock; run 6 x web 256/512 fargate") {
        if let Command::RunTask(_) = command {
            simulation.dispatch(no_nat());
        }
        simulation.dispatch(command);
    }
    simulation.dispatch(Command::Advance(60));
    let zone = |task: &Task| crate::sim::instance::zone_of(simulation.world(), task.place).unwrap();
    let world = simulation.world();
    assert_eq!(world.stopped_tasks.len(), 2);
    assert!(world.stopped_tasks.iter().all(|it| zone(&it.task) == A));
    assert!(world.tasks.len() == 4 && world.tasks.values().all(|it| zone(it) != A));
}

fn rules(world: &World, from: SecurityGroup, to: SecurityGroup, port: u16) -> Result<(), Blocked> {
    world.network.connects(from, to, port)
}

#[test]
fn a3_5_the_chain_leads_from_the_load_balancer_to_the_task_to_the_file_system_and_both_sides_have_a_say() {
    let mut simulation = Simulation::new(scenario(7));
    let (lb, task, files) = (SecurityGroup::LoadBalancer, SecurityGroup::Task, SecurityGroup::FileSystem);
    assert_eq!(rules(simulation.world(), lb, task, 8080), Ok(()));
    assert_eq!(rules(simulation.world(), task, files, 2049), Ok(()));
    let closed = |group, direction, port| Err(Blocked::SecurityGroup(group, direction, port));
    assert_eq!(rules(simulation.world(), lb, files, 2049), closed(files, Direction::Inbound, 2049));
    assert_eq!(rules(simulation.world(), task, files, 2048), closed(files, Direction::Inbound, 2048));
    let from_lb = Rule { peer: Peer::Group(lb), from_port: 0, to_port: u16::MAX };
    simulation.dispatch(rule(task, Direction::Inbound, from_lb, Switch::Off));
    assert_eq!(rules(simulation.world(), lb, task, 8080), closed(task, Direction::Inbound, 8080));
    let narrow = Rule { from_port: 8080, to_port: 8080, ..from_lb };
    simulation.dispatch(rule(task, Direction::Inbound, narrow, Switch::On));
    assert_eq!(rules(simulation.world(), lb, task, 8080), Ok(()));
    assert_eq!(rules(simulation.world(), lb, task, 8081), closed(task, Direction::Inbound, 8081));
    simulation.dispatch(rule(lb, Direction::Outbound, Rule::ALL_TO_ANYWHERE, Switch::Off));
    assert_eq!(rules(simulation.world(), lb, task, 8080), closed(lb, Direction::Outbound, 8080));
}

#[test]
fn a_task_talks_through_its_own_interface_its_instance_or_not_at_all_by_network_mode() {
    let group = |mode: &str| {
        let mut simulation = Simulation::new(scenario(7));
        let mut list = commands("1 instance of 2048/4096; run 1 x web 64/64");
        let Command::RegisterTaskDefinition(definition) = &mut list[1] else { panic!() };
        definition.network_mode =
            crate::ecs::NetworkMode::NAMES.iter().find(|(name, _)| *name == mode).map(|(_, it)| *it);
        for command in list {
            simulation.dispatch(command);
        }
        let task = simulation.world().tasks.values().next().unwrap();
        interface_of(simulation.world(), task).map(|it| it.group)
    };
    assert_eq!(group("awsvpc"), Some(SecurityGroup::Task));
    assert_eq!(group("bridge"), Some(SecurityGroup::Instance));
    assert_eq!(group("host"), Some(SecurityGroup::Instance));
    assert_eq!(group("none"), None);
}

#[test]
fn what_is_so_already_or_cannot_be_is_refused() {
    let all = Rule::ALL_TO_ANYWHERE;
    let upside_down = Rule { from_port: 2, to_port: 1, ..all };
    for (command, refusal) in [
        (change(NetworkChange::NatGateway(A, Switch::On)), Refusal::AlreadySo),
        (change(NetworkChange::NatGateway(Zone(9), Switch::Off)), Refusal::NotFound),
        (change(NetworkChange::Endpoint(Zone(9), Endpoint::S3, Switch::On)), Refusal::NotFound),
        (change(NetworkChange::Dns(Switch::On)), Refusal::AlreadySo),
        (rule(SecurityGroup::Task, Direction::Outbound, all, Switch::On), Refusal::AlreadySo),
        (rule(SecurityGroup::Task, Direction::Inbound, all, Switch::Off), Refusal::NotFound),
        (rule(SecurityGroup::Task, Direction::Inbound, upside_down, Switch::On), Refusal::NotFound),
    ] {
        assert_eq!(super::refusal("", command), refusal);
    }
}

/// A board with the network changed so.
fn changed(commands: &[Command]) -> Simulation {
    let mut simulation = Simulation::new(scenario(7));
    for command in commands {
        simulation.dispatch(command.clone());
    }
    simulation
}

#[test]
fn a_question_of_reach_is_answered_as_a_task_would_find_it() {
    let ask = |commands: &[Command], source, destination| {
        answer(&changed(commands).world().network, source, destination)
    };
    let (ecr, internet) = (Destination::Service(Endpoint::EcrApi), Destination::Internet);
    assert_eq!(ask(&[], Source::ContainerInstance(A), ecr), Some(Ok(Way::NatGateway)));
    let only_endpoint = endpoints(&[Endpoint::EcrApi]);
    assert_eq!(ask(&only_endpoint, Source::TaskOnEc2(A), ecr), Some(Ok(Way::Endpoint)));
    assert_eq!(ask(&only_endpoint, Source::TaskOnEc2(A), internet), Some(Err(Blocked::NoRoute(A))));
    // The NAT gateway of another zone is still there.
    assert_eq!(ask(&only_endpoint, Source::TaskOnEc2(Zone(1)), internet), Some(Ok(Way::NatGateway)));
    // A public address is for Fargate alone.
    let public = [change(NetworkChange::TaskSubnets(SubnetKind::Public, Switch::On))];
    assert_eq!(ask(&public, Source::TaskOnFargate(A), internet), Some(Ok(Way::InternetGateway)));
    assert_eq!(ask(&public, Source::TaskOnEc2(A), internet), Some(Err(Blocked::NoPublicIp)));
}

#[test]
fn clients_reach_load_balancers_load_balancers_reach_tasks_and_neither_is_asked_for_more() {
    let ask = |commands: &[Command], source, destination| {
        answer(&changed(commands).world().network, source, destination)
    };
    let group = Destination::Group;
    let lb = SecurityGroup::LoadBalancer;
    assert_eq!(ask(&[], Source::Client, group(lb, 443)), Some(Ok(Way::InternetGateway)));
    let closed = Blocked::SecurityGroup(lb, Direction::Inbound, 8080);
    assert_eq!(ask(&[], Source::Client, group(lb, 8080)), Some(Err(closed)));
    let detached = [change(NetworkChange::InternetGateway(Switch::Off))];
    assert_eq!(ask(&detached, Source::Client, group(lb, 443)), Some(Err(Blocked::NoInternetGateway)));
    assert_eq!(ask(&[], Source::LoadBalancer, group(SecurityGroup::Task, 8080)), Some(Ok(Way::InVpc)));
    assert_eq!(ask(&[], Source::Client, group(SecurityGroup::Task, 80)), None);
    assert_eq!(ask(&[], Source::LoadBalancer, Destination::Internet), None);
}

#[test]
fn what_a_launch_needs_is_told_once_each_and_zone_by_zone() {
    let simulation = changed(&endpoints(&[Endpoint::EcrApi, Endpoint::EcrDkr]));
    let mut definition = needy(ECR);
    definition.container_definitions.push(definition.container_definitions[0].clone());
    let ways = needed_ways(simulation.world(), &definition, LaunchType::Fargate);
    let told: Vec<_> = ways.iter().map(|it| (it.need, it.service)).collect();
    assert_eq!(
        told,
        [
            (Need::RegistryAuth, Some(Endpoint::EcrApi)),
            (Need::Secret, Some(Endpoint::SecretsManager)),
            (Need::Parameter, Some(Endpoint::Ssm)),
            (Need::Image, Some(Endpoint::EcrDkr)),
            (Need::Image, Some(Endpoint::S3)),
            (Need::Logs, Some(Endpoint::Logs)),
        ]
    );
    let nat = Ok(Way::NatGateway);
    assert_eq!(ways[0].by_zone, [Ok(Way::Endpoint), nat, nat]);
    assert_eq!(ways[1].by_zone, [Err(Blocked::NoRoute(A)), nat, nat]);
}
