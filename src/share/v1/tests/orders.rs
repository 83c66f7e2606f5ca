//! Orders about each part of a world come back.

use super::*;
use crate::share::v1::SavedCommand;

#[test]
fn orders_about_roles_come_back_as_they_were_saved_with_managed_policies_by_name() {
    use crate::sim::roles::{RoleCommand, customer_key_arn, own, role, role_arn, standard_roles, trust};
    let mut simulation = simulation();
    let mut written = role(role_arn("web"), crate::iam::roles::RoleUse::Task, vec![own("S3", &["s3:*"])]);
    written.boundary = Some(written.policies[0].document.clone());
    let call = |task| RoleCommand::Call { task, action: "s3:GetObject".to_owned(), resource: "*".to_owned() };
    let secret = || "arn:aws:secretsmanager:us-east-1:123456789012:secret:db-AbC123".to_owned();
    let mut other = written.clone();
    other.trust = crate::iam::Document::read(
        trust("ecs-tasks.amazonaws.com").text().replace('\n', " "),
        crate::iam::PolicyKind::Trust,
    )
    .unwrap();
    let roles = standard_roles(simulation.world());
    let (agent, key) = (roles.agent, customer_key_arn(simulation.world()));
    simulation.dispatch(Command::StartClock);
    for command in [
        RoleCommand::Check(Box::new(roles)),
        RoleCommand::PutRole(Box::new(written)),
        RoleCommand::PutRole(Box::new(other)),
        RoleCommand::DeleteRole(role_arn("web")),
        RoleCommand::SetInstanceProfile(None),
        RoleCommand::SetInstanceProfile(Some(role_arn("ecsInstanceRole"))),
        RoleCommand::SetCaller(vec![]),
        RoleCommand::SetAgentSettings(crate::iam::roles::AgentSettings {
            blocks_imds_for_awsvpc: true,
            ..agent
        }),
        call(TaskId(1)),
        RoleCommand::SetCustomerKey(secret(), Some(key)),
        RoleCommand::SetCustomerKey(secret(), None),
        RoleCommand::ExecuteCommand { task: TaskId(1), container: 0 },
    ] {
        simulation.dispatch(Command::OfRoles(Box::new(command)));
    }
    let saved = SavedSandbox::of(&simulation);
    assert_eq!(SavedSandbox::of_starters(&simulation), None);
    let text = saved.to_text();
    assert!(text.contains(r#"{"managed":"AmazonECSServiceRolePolicy"}"#), "{text}");
    assert!(!text.contains("ecr:BatchGetImage"), "a managed policy is not written out");
    let again = SavedSandbox::from_text(&text).unwrap().to_simulation().unwrap();
    assert_eq!(again.commands(), simulation.commands());
    assert_eq!(again.world().hash(), simulation.world().hash());
    assert!(again.world().roles.is_some());
    let broken = text.replace("AmazonECSServiceRolePolicy", "NoSuchPolicy");
    let error = SavedSandbox::from_text(&broken).unwrap().to_commands().unwrap_err();
    assert!(error.to_string().contains("there is no managed policy `NoSuchPolicy`"), "{error}");
}

#[test]
fn orders_about_volumes_come_back_as_they_were_saved() {
    use crate::sim::volume::{AccessPoint, FargatePlatform, FileSystemKind, VolumeAtLaunch, VolumeCommand};
    let mut simulation = simulation();
    let id = || "fs-1".to_owned();
    let policy = r#"{"Statement": {"Effect": "Allow", "Principal": "*", "Action": "elasticfilesystem:*"}}"#;
    let policy = crate::iam::Document::read(policy, crate::iam::PolicyKind::Resource).unwrap();
    let web = r#"{"family": "vol", "containerDefinitions": [{"name": "a", "image": "b", "memory": 64}],
        "volumes": [{"name": "data", "configuredAtLaunch": true}]}"#;
    let web = read_task_definition(web).unwrap().task_definition;
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(web)));
    let point = AccessPoint { uid: 7, root_directory: "/web".to_owned(), creation_uid: Some(7) };
    let at_launch = VolumeAtLaunch { size_gib: 9, role_arn: "r".to_owned(), delete_on_termination: false };
    for command in [
        VolumeCommand::CreateFileSystem { id: id(), kind: FileSystemKind::Regional },
        VolumeCommand::CreateFileSystem { id: "fs-2".to_owned(), kind: FileSystemKind::OneZone(Zone(1)) },
        VolumeCommand::DeleteFileSystem("fs-2".to_owned()),
        VolumeCommand::CreateMountTarget(id(), Zone(0)),
        VolumeCommand::DeleteMountTarget(id(), Zone(0)),
        VolumeCommand::SetFileSystemPolicy(id(), Some(policy)),
        VolumeCommand::SetFileSystemPolicy(id(), None),
        VolumeCommand::PutAccessPoint(id(), "fsap-1".to_owned(), point),
        VolumeCommand::MakeDirectory(id(), "/logs".to_owned(), 0),
        VolumeCommand::ConfigureAtLaunch(TaskDefinitionId(1), at_launch),
        VolumeCommand::SetFargatePlatform(FargatePlatform::V1_3_0),
        VolumeCommand::WriteFile { task: TaskId(1), container: 0, path: "/var/x".to_owned(), size_gib: 0 },
        VolumeCommand::WriteFile { task: TaskId(1), container: 0, path: "/var/x".to_owned(), size_gib: 9 },
        VolumeCommand::SetImageSize(TaskDefinitionId(1), 6),
    ] {
        simulation.dispatch(command.into());
    }
    let text = SavedSandbox::of(&simulation).to_text();
    let again = SavedSandbox::from_text(&text).unwrap().to_simulation().unwrap();
    assert_eq!(again.commands(), simulation.commands());
    assert_eq!(again.world().storage, simulation.world().storage);
    let storage = again.world().storage.as_ref().unwrap();
    assert_eq!((storage.file_systems.len(), storage.at_launch.len(), storage.files.len()), (1, 1, 1));
    let broken = text.replace("1.3.0", "2.0.0");
    let error = SavedSandbox::from_text(&broken).unwrap().to_commands().unwrap_err();
    assert!(error.to_string().contains("`2.0.0` is no platform version"), "{error}");
}

#[test]
fn every_change_of_the_network_comes_back_and_reads_like_the_thing_it_changes() {
    use crate::sim::Switch::{Off, On};
    use crate::sim::network::{Direction, Endpoint, NetworkChange, Peer, Rule, SecurityGroup, SubnetKind};
    let rule = |peer| Rule { peer, from_port: 80, to_port: 90 };
    let from_group = rule(Peer::Group(SecurityGroup::LoadBalancer));
    let mut changes = vec![
        NetworkChange::NatGateway(Zone(0), Off),
        NetworkChange::InternetGateway(On),
        NetworkChange::TaskSubnets(SubnetKind::Public, On),
        NetworkChange::SecurityGroupRule(SecurityGroup::Task, Direction::Inbound, from_group, Off),
        NetworkChange::SecurityGroupRule(
            SecurityGroup::Endpoint,
            Direction::Outbound,
            rule(Peer::Anywhere),
            On,
        ),
        NetworkChange::Dns(Off),
    ];
    changes.extend(Endpoint::ALL.map(|it| NetworkChange::Endpoint(Zone(2), it, On)));
    let texts: Vec<String> = changes
        .iter()
        .map(|change| {
            let command = Command::ChangeNetwork(*change);
            let text = serde_json::to_string(&SavedCommand::of(&command)).unwrap();
            let read: SavedCommand = serde_json::from_str(&text).unwrap();
            assert_eq!(read.to_command(), Ok(command));
            text
        })
        .collect();
    assert_eq!(texts[0], r#"{"changeNetwork":{"natGateway":{"zone":0,"state":"OFF"}}}"#);
    assert_eq!(
        texts[3],
        r#"{"changeNetwork":{"securityGroupRule":{"group":"task","isOutbound":false,"peer":"load-balancer","fromPort":80,"toPort":90,"state":"OFF"}}}"#
    );
    let unknown: SavedCommand =
        serde_json::from_str(r#"{"changeNetwork":{"endpoint":{"zone":0,"endpoint":"sqs","state":"ON"}}}"#)
            .unwrap();
    assert_eq!(unknown.to_command(), Err("endpoint `sqs` is not known".to_owned()));
}

/// An application with something of its own in each field.
fn application() -> crate::sim::life::Application {
    crate::sim::life::Application {
        per_second: 5,
        ready_after_seconds: 3,
        status_code: 503,
        only_path: Some("/ok".to_owned()),
        is_down: true,
        answers_after_seconds: 7,
    }
}

/// A target group with something of its own in each field.
fn target_group() -> crate::sim::load_balancer::TargetGroupSettings {
    use crate::sim::Switch;
    use crate::sim::load_balancer::{Algorithm, LoadBalancerKind, TargetGroupSettings, TargetType};
    TargetGroupSettings {
        target_type: TargetType::Ip,
        algorithm: Algorithm::LeastOutstandingRequests,
        cross_zone: Some(Switch::Off),
        slow_start_seconds: 30,
        unhealthy_draining_seconds: 9,
        ..TargetGroupSettings::new("t".to_owned(), LoadBalancerKind::Network)
    }
}

#[test]
fn every_order_about_load_balancing_comes_back_and_so_does_a_service_behind_one() {
    use crate::sim::load_balancer::{
        Attachment, ClientRouting, Listener, ListenerRule, LoadBalancerKind, LoadBalancerOrder, Stream,
        TargetGroupSettings, TargetType,
    };
    use crate::sim::service::{SchedulingStrategy, ServicePlacement};
    use crate::sim::{CreateService, LoadBalancerId, ServiceId, Switch, TargetGroupId, UpdateService};
    let (lb, group) = (LoadBalancerId(3), TargetGroupId(4));
    let settings = target_group();
    let rule = ListenerRule { priority: 1, host: "h".to_owned(), path: "/p".to_owned(), target_group: group };
    let stream =
        Stream { port: 80, host: "h".to_owned(), path: "/".to_owned(), per_second: 7, zone: Some(Zone(2)) };
    let orders = [
        LoadBalancerOrder::Create {
            name: "a".to_owned(),
            kind: LoadBalancerKind::Classic,
            zones: vec![Zone(1)],
        },
        LoadBalancerOrder::Modify { load_balancer: lb, zones: vec![Zone(0)], cross_zone: Switch::On },
        LoadBalancerOrder::Delete(lb),
        LoadBalancerOrder::CreateTargetGroup(settings.clone()),
        LoadBalancerOrder::CreateTargetGroup(
            TargetGroupSettings { target_type: TargetType::Lambda, ..settings.clone() }.for_grpc(),
        ),
        LoadBalancerOrder::ModifyTargetGroup(group, settings),
        LoadBalancerOrder::DeleteTargetGroup(group),
        LoadBalancerOrder::PutListener(lb, Listener { port: 80, rules: vec![rule], default: group }),
        LoadBalancerOrder::DeleteListener(lb, 80),
        LoadBalancerOrder::SetTraffic(lb, stream),
    ];
    let policies = ClientRouting::ALL.map(|it| LoadBalancerOrder::SetClientRouting(lb, it));
    let attachment = Attachment {
        target_group: group,
        alternate: Some(TargetGroupId(5)),
        container_name: "web".to_owned(),
        container_port: 80,
    };
    let placement = ServicePlacement {
        service_name: "web".to_owned(),
        task_definition: TaskDefinitionId(0),
        launch_type: LaunchType::Ec2,
        capacity_provider_strategy: None,
        scheduling_strategy: SchedulingStrategy::Replica,
        placement_strategy: vec![],
        placement_constraints: vec![],
    };
    let create = CreateService {
        load_balancers: vec![attachment.clone()],
        health_check_grace_period_seconds: 60,
        ..CreateService::new(placement, 3)
    };
    let update = UpdateService {
        load_balancers: Some(vec![attachment]),
        health_check_grace_period_seconds: Some(0),
        ..UpdateService::of(ServiceId(1))
    };
    let mut commands: Vec<Command> =
        orders.into_iter().chain(policies).map(Command::ChangeLoadBalancing).collect();
    commands.push(Command::CreateService(Box::new(create)));
    commands.push(Command::UpdateService(Box::new(update)));
    commands.push(Command::SetApplication(TaskDefinitionId(0), application()));
    for command in commands {
        let text = serde_json::to_string(&SavedCommand::of(&command)).unwrap();
        let read: SavedCommand = serde_json::from_str(&text).unwrap();
        assert_eq!(read.to_command(), Ok(command), "{text}");
    }
}

#[test]
fn updates_of_placement_and_of_capacity_providers_come_back_and_old_ones_are_read() {
    use crate::ecs::{PlacementConstraint, PlacementStrategy, SpreadField};
    use crate::sim::capacity::{
        CapacityOrder, CapacityProvider, GroupProviderId, ManagedScaling, ProviderSettings, StrategyItem,
        UpdateCapacityProvider,
    };
    use crate::sim::{ServiceId, Switch, UpdateService};
    let item = |capacity_provider| StrategyItem { capacity_provider, base: 1, weight: 2 };
    let settings = |managed_scaling| UpdateCapacityProvider {
        capacity_provider: GroupProviderId(3),
        settings: ProviderSettings {
            managed_scaling,
            managed_termination_protection: Switch::Off,
            managed_draining: Switch::On,
        },
    };
    let update = |change: fn(&mut UpdateService)| {
        let mut request = UpdateService::of(ServiceId(1));
        change(&mut request);
        Command::UpdateService(Box::new(request))
    };
    let mut by_group = UpdateService::of(ServiceId(1));
    by_group.capacity_provider_strategy = Some(vec![
        item(CapacityProvider::AutoScalingGroup(GroupProviderId(3))),
        item(CapacityProvider::FargateSpot),
    ]);
    by_group.force_new_deployment = Switch::On;
    for command in [
        Command::UpdateService(Box::new(by_group)),
        update(|it| it.capacity_provider_strategy = Some(vec![])),
        update(|it| {
            it.placement_strategy = Some(vec![PlacementStrategy::Spread(SpreadField::InstanceId)]);
            it.placement_constraints = Some(vec![PlacementConstraint::DistinctInstance]);
        }),
        Command::Capacity(CapacityOrder::UpdateProvider(settings(Some(ManagedScaling::DEFAULT)))),
        Command::Capacity(CapacityOrder::UpdateProvider(settings(None))),
    ] {
        let text = serde_json::to_string(&SavedCommand::of(&command)).unwrap();
        let read: SavedCommand = serde_json::from_str(&text).unwrap();
        assert_eq!(read.to_command(), Ok(command), "{text}");
    }
    // A board that was saved before there were such updates.
    let old: SavedCommand =
        serde_json::from_str(r#"{"updateService":{"service":1,"desiredCount":3}}"#).unwrap();
    assert_eq!(old.to_command(), Ok(update(|it| it.desired_count = Some(3))));
    // `host` is another word for `instanceId`.
    let host = r#"{"updateService":{"service":1,"placementStrategy":[{"type":"spread","field":"host"}]}}"#;
    let host: SavedCommand = serde_json::from_str(host).unwrap();
    let by_instance =
        update(|it| it.placement_strategy = Some(vec![PlacementStrategy::Spread(SpreadField::InstanceId)]));
    assert_eq!(host.to_command(), Ok(by_instance));
}
