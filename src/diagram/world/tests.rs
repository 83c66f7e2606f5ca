use super::super::quality::faults;
use super::super::{NodeKind, OutlineItem, Rect, layout, outline, scene_findings};
use super::*;
use crate::ecs::{SAMPLES, validate};
use crate::sim::load_balancer::{
    Attachment, Listener, LoadBalancerKind, LoadBalancerOrder, Stream, TargetGroupSettings, TargetType,
};
use crate::sim::roles::{RoleCommand, role_arn, standard_roles};
use crate::sim::service::{SchedulingStrategy, ServicePlacement};
use crate::sim::volume::{FileSystemKind, VolumeCommand};
use crate::sim::{
    Command, CreateService, LaunchType, LoadBalancerId, Model, Registration, Scenario, ServiceId, Simulation,
    Switch, TargetGroupId, TaskDefinitionId, TaskId,
};
use crate::sorted::SortedMap;

/// Two zones with an instance each; a service of two tasks on them, one of one task on Fargate.
pub(super) fn simulation() -> Simulation {
    let zones = ["us-east-1a", "us-east-1b"].map(String::from).to_vec();
    let mut simulation = Simulation::new(Scenario { seed: 7, zones });
    for family in ["web", "fargate-web"] {
        let sample = SAMPLES.iter().find(|sample| sample.family == family).unwrap();
        let definition = validate(sample.json, None).unwrap().task_definition;
        simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
    }
    for zone in [0, 1] {
        let (instance_type, zone) = ("m5.large".to_owned(), Zone(zone));
        simulation.dispatch(Command::AddContainerInstance { instance_type, zone, count: 1 });
    }
    for (name, definition, launch_type, desired_count) in
        [("shop", 0, LaunchType::Ec2, 2), ("orders", 1, LaunchType::Fargate, 1)]
    {
        let service = service(name, definition, launch_type, desired_count);
        simulation.dispatch(Command::CreateService(Box::new(service)));
    }
    simulation
}

fn service(name: &str, definition: u32, launch_type: LaunchType, desired_count: u32) -> CreateService {
    let placement = ServicePlacement {
        service_name: name.to_owned(),
        task_definition: TaskDefinitionId(definition),
        launch_type,
        capacity_provider_strategy: None,
        scheduling_strategy: SchedulingStrategy::Replica,
        placement_strategy: vec![],
        placement_constraints: vec![],
    };
    CreateService::new(placement, desired_count)
}

fn text_from(items: &[OutlineItem], depth: usize, out: &mut String) {
    for item in items {
        let mut words = vec!["  ".repeat(depth), item.name.clone()];
        if !item.notes.is_empty() {
            words.push(format!(" ({})", item.notes));
        }
        words.push("\n".to_owned());
        out.push_str(&words.concat());
        text_from(&item.items, depth + 1, out);
    }
}

pub(super) fn picture(simulation: &Simulation, seats: &mut Seats) -> WorldPicture {
    seats.follow(simulation.world());
    WorldPicture::new(simulation.world(), simulation.log(), seats)
}

/// The outline, after a look for faults at three widths.
fn check(simulation: &Simulation, expected: expect_test::Expect) {
    let picture = picture(simulation, &mut Seats::default());
    let scene = &picture.scene;
    assert_eq!(scene_findings(scene), []);
    assert_eq!(scene_findings(&picture.whole), []);
    for width in [1100, 526, 360] {
        let all = picture.layout_of_all(simulation.world(), width);
        assert_eq!(faults(&picture.whole, &all), [] as [&str; 0], "all at {width}");
        assert_eq!(faults(scene, &picture.layout_in(&all)), [] as [&str; 0], "at {width}");
    }
    let outline = outline(scene, None);
    let mut words = String::new();
    text_from(&outline.items, 0, &mut words);
    for row in &outline.connections {
        words += &[&row.from, " -> ", &row.to, ": ", row.what].concat();
        if row.status != text::IN_USE {
            words += &[" (", row.status, ")"].concat();
        }
        words += "\n";
    }
    expected.assert_eq(&words);
}

#[test]
fn an_external_instance_stands_beside_the_vpc() {
    let mut simulation = simulation();
    let joining = Registration::external(4096, 8192, 0);
    simulation.dispatch(Command::RegisterContainerInstance(Box::new(joining)));
    let service = service("till", 0, LaunchType::External, 1);
    simulation.dispatch(Command::CreateService(Box::new(service)));
    check(
        &simulation,
        expect_test::expect![[r"
        shop, 2 of 2 running
        orders, 1 of 1 running
        till, 1 of 1 running
        VPC
          us-east-1a
            Subnet
              a1, m5.large
                Task A1, web
          us-east-1b
            Subnet
              b1, m5.large
                Task A2, web
              Fargate
                Task B1, fargate-web
        x1, external
          Task A3, web
        shop, 2 of 2 running -> Task A1, web: keeps running
        shop, 2 of 2 running -> Task A2, web: keeps running
        orders, 1 of 1 running -> Task B1, fargate-web: keeps running
        till, 1 of 1 running -> Task A3, web: keeps running
    "]],
    );
}

#[test]
fn a_world_is_drawn_with_all_that_runs_in_it() {
    check(
        &simulation(),
        expect_test::expect![[r"
        shop, 2 of 2 running
        orders, 1 of 1 running
        VPC
          us-east-1a
            Subnet
              a1, m5.large
                Task A1, web
          us-east-1b
            Subnet
              b1, m5.large
                Task A2, web
              Fargate
                Task B1, fargate-web
        shop, 2 of 2 running -> Task A1, web: keeps running
        shop, 2 of 2 running -> Task A2, web: keeps running
        orders, 1 of 1 running -> Task B1, fargate-web: keeps running
    "]],
    );
}

#[test]
fn a_lost_zone_a_draining_instance_and_a_gone_task_are_told() {
    let mut simulation = simulation();
    simulation.dispatch(Command::SetZone(Zone(1), Switch::Off));
    let status = ContainerInstanceStatus::Draining;
    simulation.dispatch(Command::SetContainerInstanceStatus(ContainerInstanceId(0), status));
    check(
        &simulation,
        expect_test::expect![[r"
            shop, 2 of 2 running
            orders, 1 of 1 running
            VPC
              us-east-1a
                Subnet
                  a1, m5.large, DRAINING
                    Task A1, web
                    Task A3, web
                  Fargate
                    Task B2, fargate-web
              us-east-1b (offline)
                Subnet
                  b1, m5.large, DOWN (offline)
            shop, 2 of 2 running -> Task A1, web: keeps running
            shop, 2 of 2 running -> Task A3, web: keeps running
            orders, 1 of 1 running -> Task B2, fargate-web: keeps running
        "]],
    );
}

#[test]
fn a_task_that_starts_is_coming_until_it_runs() {
    let mut simulation = simulation();
    simulation.dispatch(Command::StartClock);
    simulation.dispatch(Command::SetDesiredCount(ServiceId(0), 3));
    let task = |simulation: &Simulation| {
        let scene = scene_from_world(simulation.world());
        scene.nodes.into_iter().find(|node| node.id == "task-3").unwrap()
    };
    assert_eq!((task(&simulation).state, task(&simulation).second.as_str()), (State::Coming, "PENDING"));
    simulation.dispatch(Command::Advance(600));
    assert_eq!((task(&simulation).state, task(&simulation).second.as_str()), (State::Normal, ""));
}

#[test]
fn what_stays_keeps_its_id() {
    let mut simulation = simulation();
    let before = scene_from_world(simulation.world());
    simulation.dispatch(Command::StopTask(TaskId(0)));
    let after = scene_from_world(simulation.world());
    let ids = |scene: &Scene| scene.nodes.iter().map(|node| node.id.clone()).collect::<Vec<_>>();
    assert!(ids(&before).contains(&"task-0".to_owned()) && !ids(&after).contains(&"task-0".to_owned()));
    assert!(ids(&before).iter().filter(|id| **id != "task-0").all(|id| ids(&after).contains(id)));
    assert_eq!(before.groups, after.groups);
}

/// Where each thing of a picture stands, by its id.
fn places(picture: &WorldPicture, all: &Layout) -> SortedMap<String, Rect> {
    let layout = picture.layout_in(all);
    let groups = picture.scene.groups.iter().map(|it| &it.id).zip(&layout.groups);
    let nodes = picture.scene.nodes.iter().map(|it| &it.id).zip(&layout.nodes);
    groups.chain(nodes).map(|(id, rect)| (id.clone(), *rect)).collect()
}

/// How many places for tasks a picture has.
fn n_places(picture: &WorldPicture) -> usize {
    picture.whole.nodes.iter().filter(|it| it.kind == NodeKind::Task).count()
}

#[test]
fn a_picture_that_could_not_be_read_when_it_is_flat_is_high_where_it_can_be() {
    let mut simulation = crate::sim::opening::simulation(7);
    simulation.use_model(&Model::WHOLE);
    for (at, name) in (0..).zip(["web", "api", "worker"]) {
        simulation.dispatch(Command::CreateService(Box::new(service(name, at, LaunchType::Ec2, 3))));
    }
    let picture = picture(&simulation, &mut Seats::default());
    let too_flat = |width: &i32| layout(&picture.whole, *width).width > width * 3 / 2;
    let widths: Vec<i32> = (640..800).step_by(40).filter(too_flat).collect();
    assert!(!widths.is_empty(), "somewhere the flat picture is far wider than its container");
    for width in widths {
        let all = picture.layout_of_all(simulation.world(), width);
        assert!(all.width <= width, "{} in {width}", all.width);
        assert_eq!(faults(&picture.whole, &all), [] as [&str; 0]);
    }
}

#[test]
fn tasks_come_and_go_and_nothing_else_moves_until_a_host_needs_more_places() {
    let mut simulation = simulation();
    // Once time passes, tasks say how far they are, which needs room.
    simulation.dispatch(Command::StartClock);
    let mut seats = Seats::default();
    let mut before = picture(&simulation, &mut seats);
    let mut all = before.layout_of_all(simulation.world(), 1100);
    let mut draw: u32 = 7;
    let (mut most, mut n_grown, mut n_still) = (0, 0, 0);
    for _ in 0..200 {
        draw = draw.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        let order = draw >> 16;
        let service = ServiceId(order & 1);
        match order % 4 {
            0 | 1 => simulation.dispatch(Command::SetDesiredCount(service, order / 5 % 12)),
            2 => {
                let ids: Vec<TaskId> = simulation.world().tasks.keys().copied().collect();
                let Some(&task) = ids.get(order as usize % ids.len().max(1)) else { continue };
                simulation.dispatch(Command::StopTask(task));
            }
            _ => simulation.dispatch(Command::Advance(u64::from(order % 90))),
        }
        let after = picture(&simulation, &mut seats);
        if after.is_placed_like(&before) {
            let (was, is) = (places(&before, &all), places(&after, &all));
            // What tells how many more there are stands where a task had stood.
            let moved: Vec<_> =
                was.iter().filter(|(id, at)| is.get(*id).is_some_and(|it| it != *at)).collect();
            assert_eq!(moved, []);
            n_still += 1;
        } else {
            assert!(
                n_places(&after) > n_places(&before),
                "only a host that needs more places moves anything"
            );
            all = after.layout_of_all(simulation.world(), 1100);
            n_grown += 1;
        }
        assert_eq!(faults(&after.scene, &after.layout_in(&all)), [] as [&str; 0]);
        most = most.max(places(&after, &all).len());
        before = after;
    }
    assert!(most > 14, "many tasks were there at once: {most}");
    // Two more steps on each of two instances, two more on Fargate in each of two zones.
    assert!((1..=8).contains(&n_grown) && n_still > 100, "{n_grown}, {n_still}");
}

#[test]
fn an_empty_host_is_drawn_small_and_gives_places_back_only_with_another_picture() {
    let mut simulation = simulation();
    let mut seats = Seats::default();
    let mut rows = |simulation: &Simulation| {
        let world = simulation.world();
        seats.follow(world);
        let instance = |id| TaskPlace::ContainerInstance(ContainerInstanceId(id));
        [instance(0), TaskPlace::Fargate(Zone(0))].map(|host| seats.row(world, host).len())
    };
    assert_eq!(rows(&simulation), [2, 1]);
    for (desired, expected) in [(5, [4, 1]), (7, [4, 1]), (9, [6, 1]), (0, [6, 1])] {
        simulation.dispatch(Command::SetDesiredCount(ServiceId(0), desired));
        assert_eq!(rows(&simulation), expected, "{desired} tasks on two instances");
    }
    let (instance_type, zone) = ("m5.large".to_owned(), Zone(0));
    simulation.dispatch(Command::AddContainerInstance { instance_type, zone, count: 1 });
    assert_eq!(rows(&simulation), [2, 1]);
}

#[test]
fn a_zone_has_a_place_on_fargate_only_where_a_service_asks_for_one() {
    let mut simulation = Simulation::new(Scenario { seed: 7, zones: vec!["us-east-1a".to_owned()] });
    let sample = SAMPLES.iter().find(|sample| sample.family == "fargate-web").unwrap();
    let definition = validate(sample.json, None).unwrap().task_definition;
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
    let n = |simulation: &Simulation| n_places(&picture(simulation, &mut Seats::default()));
    assert_eq!(n(&simulation), 0);
    let service = service("orders", 0, LaunchType::Fargate, 0);
    simulation.dispatch(Command::CreateService(Box::new(service)));
    assert_eq!(n(&simulation), 1);
}

#[test]
fn tasks_without_a_place_are_counted_at_the_last_one() {
    let mut simulation = simulation();
    simulation.dispatch(Command::SetDesiredCount(ServiceId(1), 11));
    let mut seats = Seats::default();
    let scene = picture(&simulation, &mut seats).scene;
    let more = |scene: &Scene| -> Vec<String> {
        scene.nodes.iter().filter(|it| it.kind == NodeKind::Flat).map(|it| it.label.clone()).collect()
    };
    let n_tasks = |scene: &Scene| scene.nodes.iter().filter(|it| it.kind == NodeKind::Task).count();
    assert_eq!((more(&scene), n_tasks(&scene)), (vec!["+3".to_owned(), "+4".to_owned()], 6));
    simulation.dispatch(Command::SetDesiredCount(ServiceId(1), 6));
    let scene = picture(&simulation, &mut seats).scene;
    assert_eq!((more(&scene), n_tasks(&scene)), (vec![], 8));
}

/// The same with a service behind a load balancer, whose tasks have a role and mount a file system, and with roles checked.
pub(super) fn with_all_around() -> Simulation {
    let mut simulation = simulation();
    let sample = SAMPLES.iter().find(|sample| sample.family == "fargate-web").unwrap();
    let mut definition = validate(sample.json, None).unwrap().task_definition;
    "files".clone_into(&mut definition.family);
    definition.task_role_arn = Some(role_arn("files-task"));
    let text = r#"[{"name": "data", "efsVolumeConfiguration": {"fileSystemId": "fs-1"}}]"#;
    definition.volumes = serde_json::from_str(text).unwrap();
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
    let (id, kind) = ("fs-1".to_owned(), FileSystemKind::Regional);
    for command in [
        VolumeCommand::CreateFileSystem { id: id.clone(), kind },
        VolumeCommand::CreateMountTarget(id.clone(), Zone(0)),
        VolumeCommand::CreateMountTarget(id, Zone(1)),
    ] {
        simulation.dispatch(command.into());
    }
    let kind = LoadBalancerKind::Application;
    let target_type = TargetType::Ip;
    let listener = Listener { port: 80, rules: vec![], default: TargetGroupId(0) };
    for order in [
        LoadBalancerOrder::Create { name: "front".to_owned(), kind, zones: vec![] },
        LoadBalancerOrder::CreateTargetGroup(TargetGroupSettings {
            target_type,
            ..TargetGroupSettings::new("files".to_owned(), kind)
        }),
        LoadBalancerOrder::PutListener(LoadBalancerId(0), listener),
    ] {
        simulation.dispatch(Command::ChangeLoadBalancing(order));
    }
    let attachment = Attachment {
        target_group: TargetGroupId(0),
        alternate: None,
        container_name: "web".to_owned(),
        container_port: 80,
    };
    let roles = standard_roles(simulation.world());
    let mut service = service("files", 2, LaunchType::Fargate, 2);
    service.load_balancers = vec![attachment];
    simulation.dispatch(Command::CreateService(Box::new(service)));
    simulation.dispatch(Command::StartClock);
    simulation.dispatch(Command::OfRoles(Box::new(RoleCommand::Check(Box::new(roles)))));
    simulation
}

#[test]
fn load_balancers_roles_and_file_systems_stand_around_the_tasks() {
    check(
        &with_all_around(),
        expect_test::expect![[r"
            shop, 2 of 2 running
            orders, 1 of 1 running
            files, 2 of 2 running
            Clients
            ecsInstanceRole, container instance role
            ecsTaskExecutionRole, task execution role
            files-task, task role
            fs-1, 2 mount targets
            VPC
              front, Application Load Balancer
              files, 2 of 2 healthy
              us-east-1a
                Subnet
                  a1, m5.large
                    Task A1, web
                  Fargate
                    Task C2, files
              us-east-1b
                Subnet
                  b1, m5.large
                    Task A2, web
                  Fargate
                    Task B1, fargate-web
                  Fargate
                    Task C1, files
            files, 2 of 2 running -> files, 2 of 2 healthy: registers its tasks
            Clients -> front, Application Load Balancer: requests
            front, Application Load Balancer -> files, 2 of 2 healthy: forwards requests
            shop, 2 of 2 running -> Task A1, web: keeps running
            files, 2 of 2 healthy -> Task C2, files: forwards requests (healthy)
            Task C2, files -> ecsTaskExecutionRole, task execution role: is started with
            Task C2, files -> files-task, task role: calls AWS with
            Task C2, files -> fs-1, 2 mount targets: mounts
            shop, 2 of 2 running -> Task A2, web: keeps running
            orders, 1 of 1 running -> Task B1, fargate-web: keeps running
            Task B1, fargate-web -> ecsTaskExecutionRole, task execution role: is started with
            files, 2 of 2 healthy -> Task C1, files: forwards requests (healthy)
            Task C1, files -> ecsTaskExecutionRole, task execution role: is started with
            Task C1, files -> files-task, task role: calls AWS with
            Task C1, files -> fs-1, 2 mount targets: mounts
            a1 -> ecsInstanceRole, container instance role: its agent calls AWS with
            b1 -> ecsInstanceRole, container instance role: its agent calls AWS with
        "]],
    );
}

/// The lines that carry something, with their dots.
fn carried(simulation: &Simulation) -> Vec<String> {
    let scene = scene_from_world(simulation.world());
    let line = |it: OnItsWay| format!("{} {}{}", it.edge, it.n, if it.is_refused { ", refused" } else { "" });
    on_its_way(simulation.world(), &scene).into_iter().map(line).collect()
}

pub(super) fn with_requests(per_second: u32) -> Simulation {
    let mut simulation = with_all_around();
    let stream = Stream { port: 80, host: String::new(), path: String::new(), per_second, zone: None };
    simulation
        .dispatch(Command::ChangeLoadBalancing(LoadBalancerOrder::SetTraffic(LoadBalancerId(0), stream)));
    simulation.dispatch(Command::Advance(600));
    simulation
}

#[test]
fn requests_are_on_their_way_to_the_tasks_that_answer() {
    let requests = |per_second| carried(&with_requests(per_second));
    let lines = |n: [u8; 4]| {
        let [clients, forwards, c2, c1] = n;
        vec![
            format!("clients-load-balancer-0 {clients}"),
            format!("load-balancer-0-target-group-0 {forwards}"),
            format!("target-group-0-task-4-forwards requests {c2}"),
            format!("target-group-0-task-3-forwards requests {c1}"),
        ]
    };
    assert_eq!(requests(10), lines([1; 4]));
    assert_eq!(requests(11), lines([2, 2, 1, 1]));
    assert_eq!(requests(101), lines([3, 3, 2, 2]));
    assert_eq!(requests(0), [] as [String; 0]);
}

#[test]
fn requests_that_nothing_answers_are_refused_where_they_end() {
    let mut simulation = with_requests(20);
    simulation.dispatch(Command::SetDesiredCount(ServiceId(2), 0));
    simulation.dispatch(Command::Advance(600));
    assert_eq!(carried(&simulation), ["clients-load-balancer-0 2, refused"]);
}

#[test]
fn each_step_of_a_launch_shows_what_it_needs() {
    let mut simulation = with_all_around();
    simulation.dispatch(Command::Advance(600));
    simulation.dispatch(Command::SetDesiredCount(ServiceId(0), 3));
    simulation.dispatch(Command::SetDesiredCount(ServiceId(2), 3));
    let mut steps: Vec<Vec<String>> = vec![];
    for _ in 0..300 {
        let now = carried(&simulation);
        if steps.last() != Some(&now) {
            steps.push(now);
        }
        simulation.dispatch(Command::Advance(1));
    }
    expect_test::expect![[r"
        service-0-task-5-keeps running 1; instance-0-role-ecsInstanceRole 1
        service-0-task-5-keeps running 1; task-6-role-ecsTaskExecutionRole-is started with 1; task-6-file-system-fs-1-mounts 1; instance-0-role-ecsInstanceRole 1
        task-6-role-ecsTaskExecutionRole-is started with 1; task-6-file-system-fs-1-mounts 1
        service-2-target-group-0 1
    "]]
        .assert_eq(&steps.iter().map(|it| it.join("; ")).collect::<Vec<_>>().join("\n"));
}

#[test]
fn targets_and_instances_say_how_they_stand() {
    let mut simulation = with_all_around();
    simulation.dispatch(Command::Advance(600));
    simulation.dispatch(Command::SetInstance(ContainerInstanceId(1), Switch::Off));
    simulation.dispatch(Command::SetAgent(ContainerInstanceId(0), Switch::Off));
    let scene = scene_from_world(simulation.world());
    let outline = outline(&scene, None);
    let mut words = String::new();
    text_from(&outline.items, 0, &mut words);
    assert!(words.contains("a1, m5.large, AGENT OFF\n"), "{words}");
    assert!(words.contains("b1, m5.large, STOPPED (offline)\n"), "{words}");
    let states: Vec<&str> =
        outline.connections.iter().map(|it| it.status).filter(|it| *it != text::IN_USE).collect();
    assert_eq!(states, ["on its way", "healthy", "healthy"]);
}
