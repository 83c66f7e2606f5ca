//! What outlives what, column by column of the survival table: a container that ends, an instance and a zone that are lost while
//! the task runs.

use super::*;
use crate::sim::volume::Store;

/// What is mounted at `/data`, with what has to be there first.
fn volumes() -> Vec<(&'static str, Value, Vec<VolumeCommand>)> {
    let at = |name, volume, prepare| (name, volume, prepare);
    vec![
        at("bind mount without path", json!({}), vec![]),
        at("bind mount with sourcePath", json!({ "host": { "sourcePath": "/srv/web" } }), vec![]),
        at("Docker volume, scope task", json!({ "dockerVolumeConfiguration": { "scope": "task" } }), vec![]),
        at(
            "Docker volume, scope shared",
            json!({ "dockerVolumeConfiguration": { "scope": "shared", "autoprovision": true } }),
            vec![],
        ),
        at("EBS, default", json!({ "configuredAtLaunch": true }), vec![at_launch(true)]),
        at("EBS, not deleted", json!({ "configuredAtLaunch": true }), vec![at_launch(false)]),
        at("EFS Regional", efs(), file_system(FileSystemKind::Regional)),
        at("EFS One Zone", efs(), file_system(FileSystemKind::OneZone(Zone(0)))),
        at("FSx for Windows", fsx(), vec![]),
        at("S3 Files", s3_files(), vec![]),
    ]
}

/// A board whose clock runs, with a task on instance a1 or on Fargate whose containers are up.
fn running(definition: &Value, orders: &[VolumeCommand], instance: Option<u32>) -> (Simulation, TaskId) {
    let mut simulation = prepared(definition, orders);
    let task = started(&mut simulation, instance);
    simulation.dispatch(Command::StartClock);
    simulation.dispatch(Command::Advance(60));
    (simulation, task)
}

/// Where files lie that are left.
fn left(simulation: &Simulation) -> Vec<Store> {
    super::super::invariants::assert_invariants(simulation.world());
    simulation.world().storage.as_ref().unwrap().files.keys().cloned().collect()
}

#[test]
fn column_container_restart_files_stay_when_the_container_that_wrote_them_ends() {
    for (name, volume, prepare) in volumes() {
        let (mut simulation, task) = running(&definition(volume), &prepare, Some(0));
        let by_side =
            VolumeCommand::WriteFile { task, container: 1, path: "/data/x".to_owned(), size_gib: 0 };
        assert_eq!(order(&mut simulation, by_side), "web A1 wrote /data/x.", "{name}");
        simulation.dispatch(Command::ExitContainer { task, container: 1, code: 1 });
        simulation.dispatch(Command::Advance(60));
        let again = VolumeCommand::WriteFile { task, container: 1, path: "/data/y".to_owned(), size_gib: 0 };
        assert!(order(&mut simulation, again).contains("is not up"), "{name}: it has ended");
        assert_eq!(read(&simulation, task, 0), "/data/x", "{name}");
    }
}

#[test]
fn column_container_restart_the_layer_of_a_container_that_ended_stays_with_its_task() {
    let (mut simulation, task) = running(&definition(json!({})), &[], Some(0));
    order(
        &mut simulation,
        VolumeCommand::WriteFile { task, container: 1, path: "/var/x".to_owned(), size_gib: 0 },
    );
    simulation.dispatch(Command::ExitContainer { task, container: 1, code: 1 });
    simulation.dispatch(Command::Advance(60));
    assert_eq!(left(&simulation), [Store::Layer(task, 1)], "a new container has another layer");
    assert_eq!(read(&simulation, task, 0), "");
}

/// Whether a file that a task on instance a1 wrote is anywhere, after this.
fn outlives(definition: &Value, orders: &[VolumeCommand], path: &str, event: Command) -> bool {
    let (mut simulation, task) = running(definition, orders, Some(0));
    assert!(write(&mut simulation, task, path).contains(" wrote "));
    simulation.dispatch(event);
    simulation.dispatch(Command::Advance(60));
    !left(&simulation).is_empty()
}

fn instance_lost() -> Command {
    Command::RemoveContainerInstance(ContainerInstanceId(0))
}

fn zone_lost() -> Command {
    Command::SetZone(Zone(0), Switch::Off)
}

#[test]
fn columns_instance_lost_and_zone_lost_while_the_task_runs() {
    let fates: Vec<(&str, [bool; 2])> = volumes()
        .into_iter()
        .map(|(name, volume, prepare)| {
            let definition = definition(volume);
            let fate = |event| outlives(&definition, &prepare, "/data/x", event);
            (name, [fate(instance_lost()), fate(zone_lost())])
        })
        .collect();
    assert_eq!(
        fates,
        [
            ("bind mount without path", [false, false]),
            ("bind mount with sourcePath", [false, false]),
            ("Docker volume, scope task", [false, false]),
            ("Docker volume, scope shared", [false, false]),
            ("EBS, default", [false, false]),
            ("EBS, not deleted", [true, false]),
            ("EFS Regional", [true, true]),
            ("EFS One Zone", [true, false]),
            // What a zone takes with it depends on the deployment of the file system; the model keeps the files.
            ("FSx for Windows", [true, true]),
            ("S3 Files", [true, true]),
        ]
    );
}

#[test]
fn columns_of_the_row_container_writable_layer() {
    let plain = definition(json!({}));
    assert!(!outlives(&plain, &[], "/var/x", instance_lost()));
    assert!(!outlives(&plain, &[], "/var/x", zone_lost()));
}

#[test]
fn columns_of_the_row_fargate_ephemeral_storage() {
    let (mut simulation, task) = running(&on_fargate(json!({})), &[], None);
    let by_side = VolumeCommand::WriteFile { task, container: 1, path: "/data/x".to_owned(), size_gib: 0 };
    assert_eq!(order(&mut simulation, by_side), "web A1 wrote /data/x.");
    simulation.dispatch(Command::ExitContainer { task, container: 1, code: 1 });
    simulation.dispatch(Command::Advance(60));
    assert_eq!(read(&simulation, task, 0), "/data/x", "the task lives");
    for zone in ZONES {
        simulation.dispatch(Command::SetZone(zone, Switch::Off));
    }
    assert_eq!(left(&simulation), []);
}

#[test]
fn columns_of_the_row_ebs_at_launch_of_a_service() {
    for event in [instance_lost(), zone_lost()] {
        let definition = definition(json!({ "configuredAtLaunch": true }));
        let mut simulation = prepared(&definition, &[at_launch(false)]);
        serve(&mut simulation);
        let first = simulation.world().tasks.values().next().unwrap();
        let (task, place) = (first.id, first.place);
        let TaskPlace::ContainerInstance(id) = place else { panic!("it is on EC2") };
        let event = match event {
            Command::SetZone(..) => {
                Command::SetZone(simulation.world().container_instances[&id].zone, Switch::Off)
            }
            _ => Command::RemoveContainerInstance(id),
        };
        assert!(write(&mut simulation, task, "/data/x").contains(" wrote "));
        simulation.dispatch(event);
        assert_eq!(left(&simulation), []);
        let volumes = &simulation.world().storage.as_ref().unwrap().ebs_volumes;
        assert!(volumes.values().all(|it| it.task.is_some_and(|it| it != task)), "a new volume, if any");
    }
}
