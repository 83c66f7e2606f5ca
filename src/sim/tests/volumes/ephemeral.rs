//! Ephemeral storage of Fargate: how much there is, and who takes it.

use super::*;
use crate::sim::volume::ephemeral;

/// A task on Fargate that asks for so much, whose images take so much.
fn with(asked_gib: Option<u32>, images_gib: u32) -> (Simulation, TaskId) {
    let mut definition = on_fargate(json!({}));
    if let Some(gib) = asked_gib {
        definition["ephemeralStorage"] = json!({ "sizeInGiB": gib });
    }
    let mut simulation = prepared(&definition, &[image_size(images_gib)]);
    let task = started(&mut simulation, None);
    (simulation, task)
}

fn image_size(gib: u32) -> VolumeCommand {
    VolumeCommand::SetImageSize(TaskDefinitionId(0), gib)
}

fn write_gib(simulation: &mut Simulation, task: TaskId, path: &str, size_gib: u32) -> bool {
    let command = VolumeCommand::WriteFile { task, container: 0, path: path.to_owned(), size_gib };
    let said = order(simulation, command);
    let full = "could not write";
    assert!(!said.contains(full) || said.contains("No space left on device"), "{said}");
    !said.contains(full)
}

#[test]
fn fact_47_a_fargate_task_has_20_gib_of_ephemeral_storage_or_what_it_asks_for() {
    for (asked, there) in [(None, 20), (Some(21), 21), (Some(200), 200)] {
        let (mut simulation, task) = with(asked, 1);
        let world = simulation.world();
        let found = ephemeral(world, world.storage.as_ref().unwrap(), &world.tasks[&task]).unwrap();
        assert_eq!((found.size_gib, found.images_gib, found.files_gib), (there, 1, 0));
        assert!(write_gib(&mut simulation, task, "/var/a", there - 2));
        // The layer of a container and the volumes of the task share it.
        assert!(write_gib(&mut simulation, task, "/data/b", 1));
        assert!(!write_gib(&mut simulation, task, "/data/c", 1), "{asked:?}");
        // What is written anew takes the place of what was there.
        assert!(write_gib(&mut simulation, task, "/var/a", 1));
        assert!(write_gib(&mut simulation, task, "/data/c", 1));
    }
}

#[test]
fn fact_48_part_of_the_20_gib_holds_the_image() {
    let (mut simulation, task) = with(None, 6);
    assert!(!write_gib(&mut simulation, task, "/data/x", 15));
    assert!(write_gib(&mut simulation, task, "/data/x", 14));
    let (mut simulation, task) = with(None, 20);
    assert!(!write_gib(&mut simulation, task, "/data/x", 1));
    assert!(write_gib(&mut simulation, task, "/data/small", 0), "what is too small to count");
}

/// How a task ends whose images take so much, on a board whose clock runs.
fn outcome(asked_gib: Option<u32>, images_gib: u32, instance: Option<u32>) -> String {
    let mut definition = if instance.is_some() { definition(json!({})) } else { on_fargate(json!({})) };
    if let Some(gib) = asked_gib {
        definition["ephemeralStorage"] = json!({ "sizeInGiB": gib });
    }
    let mut simulation = prepared(&definition, &[image_size(images_gib)]);
    simulation.dispatch(Command::StartClock);
    started(&mut simulation, instance);
    simulation.dispatch(Command::Advance(100));
    let world = simulation.world();
    match world.stopped_tasks.first() {
        Some(stopped) => {
            let stop = stopped.task.life.stop.as_ref().unwrap();
            assert_eq!(stop.code, Some(StopCode::TaskFailedToStart));
            explain::stopped_reason(world, stop.reason.as_ref().unwrap())
        }
        None => explain::task_status(world.tasks[&TaskId(0)].life.last_status).to_owned(),
    }
}

#[test]
fn fact_48_an_image_that_is_larger_than_the_storage_cannot_be_pulled() {
    assert_eq!(outcome(None, 20, None), "RUNNING");
    let said = outcome(None, 21, None);
    assert!(
        said.starts_with("CannotPullContainerError") && said.contains("no space left on device"),
        "{said}"
    );
    assert_eq!(outcome(Some(30), 21, None), "RUNNING");
    // On an instance it lies on the disk of the instance.
    assert_eq!(outcome(None, 21, Some(0)), "RUNNING");
}

#[test]
fn what_lies_elsewhere_takes_nothing_of_it() {
    let definition = on_fargate(efs());
    let orders: Vec<VolumeCommand> =
        file_system(FileSystemKind::Regional).into_iter().chain([image_size(19)]).collect();
    let mut simulation = prepared(&definition, &orders);
    let task = started(&mut simulation, None);
    assert!(write_gib(&mut simulation, task, "/data/x", 500), "on Amazon EFS");
    assert!(!write_gib(&mut simulation, task, "/var/x", 2));
}

#[test]
fn ephemeral_storage_needs_platform_version_1_4_0() {
    let mut definition = on_fargate(json!({}));
    definition["ephemeralStorage"] = json!({ "sizeInGiB": 30 });
    let mut simulation = prepared(&definition, &[VolumeCommand::SetFargatePlatform(FargatePlatform::V1_3_0)]);
    run_on_fargate(&mut simulation);
    assert!(simulation.world().tasks.is_empty());
    assert!(
        last_sentence(&simulation)
            .starts_with("Fargate knows ephemeralStorage from platform version 1.4.0 on")
    );
}
