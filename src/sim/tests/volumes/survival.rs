//! What outlives what, row by row of the survival table.

use super::*;

/// What can be read of `/data/x` afterwards, and by whom: the other container of the task, its replacement on the same
/// instance, one on another instance, one on the same instance after its zone was lost and came back.
fn fate(volume: Value, orders: &[VolumeCommand]) -> [bool; 4] {
    let has_it = |simulation: &Simulation, task, container| read(simulation, task, container) == "/data/x";
    let mut simulation = prepared(&definition(volume), orders);
    let first = started(&mut simulation, Some(0));
    assert_eq!(write(&mut simulation, first, "/data/x"), "web A1 wrote /data/x.");
    let in_task = has_it(&simulation, first, 1);
    simulation.dispatch(Command::StopTask(first));
    let (mut lost, mut zone) = (simulation.fork(), simulation.fork());
    let next = started(&mut simulation, Some(0));
    let same = has_it(&simulation, next, 0);
    lost.dispatch(Command::RemoveContainerInstance(ContainerInstanceId(0)));
    let next = started(&mut lost, Some(1));
    let other = has_it(&lost, next, 0);
    crate::sim::tests::invariants::assert_invariants(lost.world());
    zone.dispatch(Command::SetZone(Zone(0), Switch::Off));
    crate::sim::tests::invariants::assert_invariants(zone.world());
    zone.dispatch(Command::SetZone(Zone(0), Switch::On));
    let next = started(&mut zone, Some(0));
    [in_task, same, other, has_it(&zone, next, 0)]
}

#[test]
fn row_container_writable_layer() {
    let mut simulation = board(&definition(json!({})));
    let first = started(&mut simulation, Some(0));
    write(&mut simulation, first, "/var/x");
    assert_eq!((read(&simulation, first, 0).as_str(), read(&simulation, first, 1).as_str()), ("/var/x", ""));
    simulation.dispatch(Command::StopTask(first));
    let next = started(&mut simulation, Some(0));
    assert_eq!(read(&simulation, next, 0), "");
    assert!(simulation.world().storage.as_ref().unwrap().files.is_empty());
}

#[test]
fn row_bind_mount_without_path() {
    assert_eq!(fate(json!({}), &[]), [true, false, false, false]);
}

#[test]
fn row_fargate_ephemeral_storage() {
    let mut simulation = board(&on_fargate(json!({})));
    let first = started(&mut simulation, None);
    write(&mut simulation, first, "/data/x");
    assert_eq!(read(&simulation, first, 1), "/data/x");
    simulation.dispatch(Command::StopTask(first));
    let next = started(&mut simulation, None);
    assert_eq!(read(&simulation, next, 0), "");
}

#[test]
fn row_bind_mount_with_source_path_stays_on_that_instance_only() {
    let volume = json!({ "host": { "sourcePath": "/srv/web" } });
    assert_eq!(fate(volume.clone(), &[]), [true, true, false, false]);
    let mut simulation = board(&definition(volume));
    let first = started(&mut simulation, Some(0));
    write(&mut simulation, first, "/data/x");
    let beside = started(&mut simulation, Some(0));
    let elsewhere = started(&mut simulation, Some(1));
    assert_eq!(read(&simulation, beside, 0), "/data/x");
    assert_eq!(read(&simulation, elsewhere, 0), "");
}

#[test]
fn row_docker_volume_of_scope_task() {
    let volume = json!({ "dockerVolumeConfiguration": { "scope": "task" } });
    assert_eq!(fate(volume, &[]), [true, false, false, false]);
}

#[test]
fn row_docker_volume_of_scope_shared_and_fact_53_it_outlives_the_task_on_its_instance() {
    let volume = json!({ "dockerVolumeConfiguration": { "scope": "shared", "autoprovision": true } });
    assert_eq!(fate(volume, &[]), [true, true, false, false]);
}

#[test]
fn row_ebs_at_launch_of_a_standalone_task_goes_with_it_by_default() {
    let volume = json!({ "configuredAtLaunch": true });
    assert_eq!(fate(volume.clone(), &[at_launch(true)]), [true, false, false, false]);
    let mut simulation = prepared(&definition(volume), &[at_launch(true)]);
    let first = started(&mut simulation, Some(0));
    let volumes = |it: &Simulation| it.world().storage.as_ref().unwrap().ebs_volumes.len();
    assert_eq!(volumes(&simulation), 1);
    simulation.dispatch(Command::StopTask(first));
    assert_eq!(volumes(&simulation), 0);
}

#[test]
fn row_ebs_at_launch_that_is_not_deleted_stays_but_the_replacement_has_a_new_one() {
    let volume = json!({ "configuredAtLaunch": true });
    assert_eq!(fate(volume.clone(), &[at_launch(false)]), [true, false, false, false]);
    let left = |event: Command| {
        let mut simulation = prepared(&definition(volume.clone()), &[at_launch(false)]);
        let first = started(&mut simulation, Some(0));
        write(&mut simulation, first, "/data/x");
        simulation.dispatch(event);
        let storage = simulation.world().storage.clone().unwrap();
        (storage.ebs_volumes.values().map(|it| it.task).collect::<Vec<_>>(), storage.files.len())
    };
    assert_eq!(left(Command::StopTask(TaskId(0))), (vec![None], 1));
    assert_eq!(left(Command::RemoveContainerInstance(ContainerInstanceId(0))), (vec![None], 1));
    assert_eq!(left(Command::SetZone(Zone(0), Switch::Off)), (vec![], 0));
}

#[test]
fn row_ebs_at_launch_of_a_service_and_fact_50_it_always_goes_with_its_task() {
    let mut simulation = prepared(&definition(json!({ "configuredAtLaunch": true })), &[at_launch(false)]);
    serve(&mut simulation);
    let first = *simulation.world().tasks.keys().next().unwrap();
    write(&mut simulation, first, "/data/x");
    simulation.dispatch(Command::StopTask(first));
    let next = *simulation.world().tasks.keys().next().unwrap();
    assert_ne!(next, first);
    assert_eq!(read(&simulation, next, 0), "");
    let storage = simulation.world().storage.as_ref().unwrap();
    assert_eq!(storage.ebs_volumes.values().map(|it| it.task).collect::<Vec<_>>(), [Some(next)]);
}

#[test]
fn fact_51_a_volume_at_launch_needs_to_be_configured() {
    let said =
        |it: &Simulation| last_sentence(it).starts_with("The task definition leaves a volume to the launch");
    let mut simulation = board(&definition(json!({ "configuredAtLaunch": true })));
    // Whether or not the board has looked at volumes before.
    started_or_refused(&mut simulation);
    assert!(said(&simulation) && simulation.world().tasks.is_empty());
    for command in file_system(FileSystemKind::Regional) {
        order(&mut simulation, command);
    }
    started_or_refused(&mut simulation);
    assert!(said(&simulation));
    serve(&mut simulation);
    assert!(said(&simulation) && simulation.world().services.is_empty());
    order(&mut simulation, at_launch(true));
    started_or_refused(&mut simulation);
    assert_eq!(simulation.world().tasks.len(), 1);
}

#[test]
fn row_efs_regional_outlives_task_instance_and_zone() {
    assert_eq!(fate(efs(), &file_system(FileSystemKind::Regional)), [true; 4]);
    let mut simulation = prepared(&definition(efs()), &file_system(FileSystemKind::Regional));
    let in_a = started(&mut simulation, Some(0));
    write(&mut simulation, in_a, "/data/x");
    let in_b = started(&mut simulation, Some(2));
    simulation.dispatch(Command::SetZone(Zone(0), Switch::Off));
    assert_eq!(read(&simulation, in_b, 0), "/data/x", "tasks in other zones go on");
}

#[test]
fn row_fsx_for_windows_outlives_task_and_instance() {
    assert_eq!(fate(fsx(), &[])[..3], [true; 3]);
}

#[test]
fn row_s3_files_outlives_task_instance_and_zone() {
    assert_eq!(fate(s3_files(), &[]), [true; 4]);
    let mut simulation = board(&definition(s3_files()));
    let in_a = started(&mut simulation, Some(0));
    write(&mut simulation, in_a, "/data/x");
    let in_b = started(&mut simulation, Some(2));
    assert_eq!(read(&simulation, in_b, 0), "/data/x", "tasks in other zones share it");
}

#[test]
fn row_efs_one_zone_and_fact_46_it_is_lost_with_its_zone() {
    assert_eq!(fate(efs(), &file_system(FileSystemKind::OneZone(Zone(0)))), [true, true, true, false]);
}
