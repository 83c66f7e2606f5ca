//! A simulated world as a scene: the account's VPC with its zones, what runs in them, and the services that want it so.
//!
//! The same thing has the same id in the scenes of all its moments, so a view can follow it from one to the next.

use std::ops::Deref;

use super::{
    Edge, EdgeKind, Flow, Group, GroupKind, Icon, Lane, Node, NodeKind, Scene, State, TaskLetter, text,
};
use crate::sim::explain::task_status;
use crate::sim::life::TaskStatus;
use crate::sim::service::SchedulingStrategy;
use crate::sim::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, DesiredStatus, Task, TaskPlace, World,
    Zone,
};
use crate::sorted::SortedMap;

/// The scene of a world: zones in their order, instances in order of joining, tasks in order of creation.
pub fn scene_from_world(world: &World) -> Scene {
    let mut scene = Scene { id: "world".to_owned(), title: text::WORLD.to_owned(), ..Scene::default() };
    scene.groups.push(group("vpc".to_owned(), None, GroupKind::Vpc, text::group(GroupKind::Vpc)));
    let mut around = SortedMap::new();
    for (at, name) in world.zones.iter().enumerate() {
        let Ok(at) = u8::try_from(at) else { break };
        around.insert(Zone(at), push_zone(&mut scene, world, Zone(at), name));
    }
    for instance in world.container_instances.values() {
        push_instance(&mut scene, world, instance, around.get(&instance.zone));
    }
    for task in world.tasks.values() {
        push_task(&mut scene, world, task, &around);
    }
    push_services(&mut scene, world);
    scene
}

/// The zone with its subnet, if tasks may use one there; gives the group that its things stand in.
fn push_zone(scene: &mut Scene, world: &World, zone: Zone, name: &str) -> String {
    let id = id("zone", u32::from(zone.0));
    let mut of = group(id.clone(), Some("vpc".to_owned()), GroupKind::Az, name);
    of.state = if world.lost_zones.contains(&zone) { State::Offline } else { State::Normal };
    scene.groups.push(of);
    if world.subnet_zones.as_ref().is_some_and(|zones| !zones.contains(&zone)) {
        return id;
    }
    let subnet = self::id("subnet", u32::from(zone.0));
    scene.groups.push(group(subnet.clone(), Some(id), GroupKind::Subnet, text::SUBNET));
    subnet
}

fn push_instance(scene: &mut Scene, world: &World, instance: &ContainerInstance, around: Option<&String>) {
    let mut of = group(instance_id(instance.id), around.cloned(), GroupKind::Instance, &instance.name);
    of.second = match instance.status {
        ContainerInstanceStatus::Active => instance.instance_type.clone(),
        ContainerInstanceStatus::Draining => [&*instance.instance_type, text::DRAINING].concat(),
    };
    let is_lost = world.lost_zones.contains(&instance.zone) || !instance.agent_connected;
    of.state = if is_lost { State::Offline } else { State::Normal };
    scene.groups.push(of);
}

/// The task where it runs; on Fargate in an environment of its own.
fn push_task(scene: &mut Scene, world: &World, task: &Task, around: &SortedMap<Zone, String>) {
    let parent = match task.place {
        // It is nowhere yet: the picture shows what runs.
        TaskPlace::AwaitsCapacity => return,
        TaskPlace::ContainerInstance(id) => instance_id(id),
        TaskPlace::Fargate(zone) => {
            let id = id("fargate", task.id.0);
            let label = text::FARGATE;
            scene.groups.push(group(id.clone(), around.get(&zone).cloned(), GroupKind::Fargate, label));
            id
        }
    };
    let known = world.task_definition(task.task_definition);
    let (state, second) = match task.life.last_status {
        TaskStatus::Running => (State::Normal, ""),
        status @ (TaskStatus::Provisioning | TaskStatus::Pending | TaskStatus::Activating) => {
            (State::New, task_status(status))
        }
        status @ (TaskStatus::Deactivating
        | TaskStatus::Stopping
        | TaskStatus::Deprovisioning
        | TaskStatus::Stopped) => (State::Dimmed, task_status(status)),
    };
    scene.nodes.push(Node {
        id: task_id(task),
        parent: Some(parent),
        kind: NodeKind::Task,
        label: known.map_or_else(String::new, |it| it.task_definition.family.clone()),
        second: second.to_owned(),
        letter: known
            .and_then(|it| TaskLetter::ALL.get(usize::from(it.letter)).copied())
            .or(Some(TaskLetter::A)),
        number: Some(u16::try_from(task.number).unwrap_or(u16::MAX)),
        state,
        ..Node::default()
    });
}

/// Each service beside the VPC, with a line to each of its tasks that it wants to run.
fn push_services(scene: &mut Scene, world: &World) {
    for (&id, service) in &world.services {
        let of = self::id("service", id.0);
        let group = service.placement.group();
        let tasks = world.tasks.values().map(Deref::deref).filter(|task| task.group == group);
        let tasks: Vec<&Task> = tasks.filter(|task| task.desired_status == DesiredStatus::Running).collect();
        let desired = match service.placement.scheduling_strategy {
            SchedulingStrategy::Replica => Some(service.desired_count),
            SchedulingStrategy::Daemon => None,
        };
        let n_running = tasks.iter().filter(|task| task.life.last_status == TaskStatus::Running).count();
        scene.nodes.push(Node {
            id: of.clone(),
            label: service.placement.service_name.clone(),
            second: text::running_of(n_running, desired),
            icon: Some(Icon::Service),
            lane: Some(Lane::Target),
            ..Node::default()
        });
        for task in tasks {
            scene.edges.push(Edge {
                id: [&of, "-", &task_id(task)].concat(),
                from: of.clone(),
                to: task_id(task),
                kind: EdgeKind::Control,
                meaning: text::KEEPS_RUNNING.to_owned(),
                ..Edge::default()
            });
        }
    }
}

fn group(id: String, parent: Option<String>, kind: GroupKind, label: &str) -> Group {
    Group {
        id,
        parent,
        kind,
        label: label.to_owned(),
        second: String::new(),
        short: String::new(),
        owner: None,
        state: State::Normal,
        flow: Flow::Auto,
        lane: None,
        order: None,
        starts_row: false,
        explain: None,
    }
}

fn id(what: &str, number: u32) -> String {
    [what, "-", &number.to_string()].concat()
}

fn instance_id(instance: ContainerInstanceId) -> String {
    id("instance", instance.0)
}

fn task_id(task: &Task) -> String {
    id("task", task.id.0)
}

#[cfg(test)]
mod tests {
    use super::super::quality::faults;
    use super::super::{OutlineItem, layout, outline, scene_findings};
    use super::*;
    use crate::ecs::{SAMPLES, validate};
    use crate::sim::service::ServicePlacement;
    use crate::sim::{
        Command, CreateService, LaunchType, Scenario, ServiceId, Simulation, Switch, TaskDefinitionId, TaskId,
    };

    /// Two zones with an instance each; a service of two tasks on them, one of one task on Fargate.
    fn simulation() -> Simulation {
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
            let placement = ServicePlacement {
                service_name: name.to_owned(),
                task_definition: TaskDefinitionId(definition),
                launch_type,
                capacity_provider_strategy: None,
                scheduling_strategy: SchedulingStrategy::Replica,
                placement_strategy: vec![],
                placement_constraints: vec![],
            };
            simulation
                .dispatch(Command::CreateService(Box::new(CreateService::new(placement, desired_count))));
        }
        simulation
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

    /// The outline, after a look for faults at three widths.
    fn check(simulation: &Simulation, expected: expect_test::Expect) {
        let scene = scene_from_world(simulation.world());
        assert_eq!(scene_findings(&scene), []);
        for width in [1100, 526, 360] {
            assert_eq!(faults(&scene, &layout(&scene, width)), [] as [&str; 0], "at {width}");
        }
        let outline = outline(&scene, None);
        let mut text = String::new();
        text_from(&outline.items, 0, &mut text);
        for row in &outline.connections {
            text += &[&row.from, " -> ", &row.to, ": ", &row.what, "\n"].concat();
        }
        expected.assert_eq(&text);
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
                  b1, m5.large (offline)
            shop, 2 of 2 running -> Task A1, web: keeps running
            shop, 2 of 2 running -> Task A3, web: keeps running
            orders, 1 of 1 running -> Task B2, fargate-web: keeps running
        "]],
        );
    }

    #[test]
    fn a_task_that_starts_is_new_until_it_runs() {
        let mut simulation = simulation();
        simulation.dispatch(Command::StartClock);
        simulation.dispatch(Command::SetDesiredCount(ServiceId(0), 3));
        let task = |simulation: &Simulation| {
            let scene = scene_from_world(simulation.world());
            scene.nodes.into_iter().find(|node| node.id == "task-3").unwrap()
        };
        assert_eq!((task(&simulation).state, task(&simulation).second.as_str()), (State::New, "PENDING"));
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
}
