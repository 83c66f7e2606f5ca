//! External instances: "Amazon ECS Anywhere", 1.1 of the fact page.

use expect_test::expect;

use super::{check, refusal, simulated, task_definition};
use crate::ecs::{EfsVolumeConfiguration, NetworkMode, TaskDefinition, Volume};
use crate::sim::load_balancer::{Attachment, LoadBalancerKind, LoadBalancerOrder, TargetGroupSettings};
use crate::sim::{
    Command, ContainerInstanceId, Explanation, ExternalRefusal, LaunchType, Refusal, RunTask, ServiceId,
    StartTask, Switch, TargetGroupId, TaskDefinitionId, UpdateService, Zone, explain,
};

const BOARD: &str = "1 instance of 1024/1024 in a; 1 instance of 1024/1024 on premises";

#[test]
fn tasks_of_launch_type_external_go_to_external_instances_and_others_never_do() {
    check(&format!("{BOARD}; run 3 x web 512/512 external"), expect!["a1: | x1: web web | unplaced: 1"]);
    check(&format!("{BOARD}; run 3 x web 512/512"), expect!["a1: web web | x1: | unplaced: 1"]);
    check(&format!("{BOARD}; serve 3 x web 512/512 external"), expect!["a1: | x1: web web | waiting"]);
    check(
        &format!("{BOARD}; daemon 0 x log 64/64 external; daemon 0 x net 64/64"),
        expect!["a1: net | x1: log"],
    );
    check(
        &format!("{BOARD}; clock; serve 2 x web 256/256 external; deploy 0 app 256/256; advance 200"),
        expect!["a1: | x1: app app"],
    );
}

#[test]
fn external_instances_are_container_instances_with_strategies_and_constraints() {
    let board = "1 instance of 1024/1024 on premises; 1 instance of 2048/2048 on premises";
    let all = [
        ("run 2 x web 512/512 external by binpack memory", expect!["x1: web web | x2:"]),
        ("run 2 x web 512/512 external by distinct", expect!["x1: web | x2: web"]),
        ("serve 2 x web 512/512 external", expect!["x1: web | x2: web"]),
    ];
    for (order, expected) in all {
        check(&format!("{board}; {order}"), expected);
    }
}

#[test]
fn an_external_instance_stands_in_no_zone_and_is_none_of_ec2() {
    let simulation = simulated(&format!("{BOARD}; run 1 x web 64/64 external; lose a; lose b; lose c"), 7);
    let world = simulation.world();
    let instance = &world.container_instances[&ContainerInstanceId(1)];
    assert!(instance.agent_connected && world.tasks.len() == 1, "a lost zone does not touch it");
    assert_eq!((instance.zone, world.zone_name(instance.zone)), (Zone::ON_PREMISES, ""));
    assert_eq!(instance.ec2_instance_id, None);
    let built_in: Vec<&str> = instance.attributes.keys().map(String::as_str).collect();
    expect![[r#"
        [
            "ecs.capability.external",
            "ecs.cpu-architecture",
            "ecs.os-family",
            "ecs.os-type",
        ]
    "#]]
    .assert_debug_eq(&built_in);
    let of_ec2 = [
        Command::SetInstance(ContainerInstanceId(1), Switch::Off),
        Command::TerminateInstance(ContainerInstanceId(1)),
    ];
    for command in of_ec2 {
        assert_eq!(refusal(BOARD, command), Refusal::OnExternal(ExternalRefusal::NotOfEc2));
    }
}

/// Runs a task definition on external instances, and starts it on one, which has no launch type to say.
fn refused_and_started(change: impl FnOnce(&mut TaskDefinition)) -> (Explanation, String) {
    let mut definition = task_definition("web 64/64");
    change(&mut definition);
    let mut simulation = simulated(BOARD, 7);
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
    let id = TaskDefinitionId(0);
    let Command::RunTask(request) = super::run_one(id) else { panic!("it runs a task") };
    simulation.dispatch(Command::RunTask(RunTask { launch_type: LaunchType::External, ..request }));
    let refused = simulation.explain(simulation.log().len() - 1);
    let container_instances = vec![ContainerInstanceId(1)];
    simulation.dispatch(Command::StartTask(StartTask {
        task_definition: id,
        container_instances,
        group: None,
    }));
    let started = match simulation.explain(simulation.log().len() - 1) {
        Explanation::Placement(it) => format!("{:?}", it.instances[0].failed),
        other => panic!("not placed or refused: {other:?}"),
    };
    (refused, started)
}

#[test]
fn external_instances_have_no_awsvpc_mode_and_no_amazon_efs() {
    let refused = |it| Explanation::Refused(Refusal::OnExternal(it));
    let lacks = |it: &str| format!("[Attribute {{ name: {it:?} }}");
    let (awsvpc, started) = refused_and_started(|it| it.network_mode = Some(NetworkMode::Awsvpc));
    assert_eq!(awsvpc, refused(ExternalRefusal::NetworkMode));
    assert!(started.starts_with(&lacks("ecs.capability.task-eni")), "{started}");
    let (efs, started) = refused_and_started(|it| {
        let efs_volume_configuration = Some(EfsVolumeConfiguration::default());
        it.volumes = vec![Volume { efs_volume_configuration, ..Volume::default() }];
    });
    assert_eq!(efs, refused(ExternalRefusal::FileSystem));
    assert!(started.starts_with(&lacks("ecs.capability.efs")), "{started}");
    let (plain, started) = refused_and_started(|_| {});
    assert!(matches!(plain, Explanation::Placement(it) if it.chosen.is_some()));
    assert_eq!(started, "[]");
}

#[test]
fn external_services_have_no_load_balancer_no_rebalancing_and_no_capacity_providers() {
    let board = &format!("{BOARD}; clock; serve 1 x web 64/64 external; provider g m5.large in a size 1/1");
    assert_eq!(simulated(board, 7).world().services.values().next().unwrap().rebalancing, Switch::Off);
    let mut update = UpdateService::of(ServiceId(0));
    update.availability_zone_rebalancing = Some(Switch::On);
    assert_eq!(
        explain::refusal_sentence(&refusal(board, Command::UpdateService(Box::new(update.clone())))),
        "Availability Zone rebalancing needs REPLICA, zone spread first or no strategy, no constraint on ecs.availability-zone, and maximumPercent above 100."
    );
    update.availability_zone_rebalancing = None;
    update.capacity_provider_strategy = Some(vec![]);
    update.force_new_deployment = Switch::On;
    let refused = refusal(board, Command::UpdateService(Box::new(update)));
    assert_eq!(refused, Refusal::OnExternal(ExternalRefusal::CapacityProviders));
    let mut simulation = simulated(board, 7);
    let group = TargetGroupSettings::new("web".to_owned(), LoadBalancerKind::Application);
    simulation.dispatch(Command::ChangeLoadBalancing(LoadBalancerOrder::CreateTargetGroup(group)));
    let attachment = Attachment {
        target_group: TargetGroupId(0),
        alternate: None,
        container_name: "web".to_owned(),
        container_port: 80,
    };
    let load_balancers = Some(vec![attachment]);
    let update = UpdateService { load_balancers, ..UpdateService::of(ServiceId(0)) };
    simulation.dispatch(Command::UpdateService(Box::new(update)));
    let refused = simulation.explain(simulation.log().len() - 1);
    assert_eq!(refused, Explanation::Refused(Refusal::OnExternal(ExternalRefusal::LoadBalancer)));
}

#[test]
fn external_instances_are_numbered_on_their_own_and_no_number_comes_twice() {
    let joined = simulated("6 instances of 1024/1024 in a; 2 instances of 1024/1024 on premises", 7);
    let names = |it: &crate::sim::Simulation| -> Vec<String> {
        let all = it.world().container_instances.values().filter(|it| it.is_external());
        all.map(|it| it.name.clone()).collect()
    };
    assert_eq!(names(&joined), ["x1", "x2"]);
    let mut simulation = joined;
    simulation.dispatch(Command::RemoveContainerInstance(ContainerInstanceId(7)));
    for command in super::commands("1 instance of 1024/1024 on premises") {
        simulation.dispatch(command);
    }
    assert_eq!(names(&simulation), ["x1", "x3"]);
}

#[test]
fn a_task_whose_external_instance_has_left_stays_one_of_launch_type_external() {
    let mut simulation =
        simulated(&format!("{BOARD}; clock; run 1 x web 64/64 external; run 1 x net 64/64; advance 60"), 7);
    for id in [0, 1] {
        simulation.dispatch(Command::RemoveContainerInstance(ContainerInstanceId(id)));
    }
    let world = simulation.world();
    assert!(world.container_instances.is_empty());
    let types: Vec<LaunchType> =
        world.stopped_tasks.iter().map(|it| world.launch_type_of(it.task.place)).collect();
    assert_eq!(types.len(), 2);
    assert!(types.contains(&LaunchType::External) && types.contains(&LaunchType::Ec2), "{types:?}");
}
