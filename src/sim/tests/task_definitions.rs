//! Task definitions come and go.

use super::{run_one, simulated, task_definition};
use crate::sim::service::ServicePlacement;
use crate::sim::{
    Command, ContainerInstanceId, CreateService, ServiceId, Simulation, StartTask, TaskDefinitionId,
    TaskDefinitionStatus, TaskId, explain,
};

#[test]
fn the_ninth_task_definition_is_refused() {
    let mut simulation = simulated("", 7);
    for n in 0..9 {
        let definition = task_definition(&format!("f{n} 128/128"));
        simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
    }
    assert_eq!(simulation.world().task_definitions.len(), 8);
}

#[test]
fn a_letter_is_free_again_when_nothing_of_its_inactive_definition_is_left() {
    let mut simulation = simulated("1 instance of m5.large", 7);
    let register = |simulation: &mut Simulation, text: &str| {
        simulation.dispatch(Command::RegisterTaskDefinition(Box::new(task_definition(text))));
        simulation.world().task_definitions.len()
    };
    for n in 0..8 {
        register(&mut simulation, &format!("f{n} 128/128"));
    }
    simulation.dispatch(run_one(TaskDefinitionId(2)));
    simulation.dispatch(Command::DeregisterTaskDefinition(TaskDefinitionId(2)));
    assert_eq!(register(&mut simulation, "more 128/128"), 8, "its task still has the letter");
    simulation.dispatch(Command::StopTask(TaskId(0)));
    assert_eq!(register(&mut simulation, "more 128/128"), 9);
    assert_eq!(simulation.world().task_definitions[8].letter, 2);
    assert!(!simulation.world().has_free_letter());
    simulation.dispatch(run_one(TaskDefinitionId(8)));
    let last = simulation.log().len() - 1;
    let (world, decision) = simulation.decision(last).unwrap();
    assert!(explain::sentence(&world, &decision).starts_with("more C1 was placed on a1."));
}

/// `DeregisterTaskDefinition`: "Existing tasks and services that reference an INACTIVE task definition continue to run
/// without disruption", services "can still scale up or down", "You can't use an INACTIVE task definition to run new
/// tasks or create new services".
#[test]
fn an_inactive_definition_keeps_its_tasks_and_services_and_begins_nothing_new() {
    let mut simulation = simulated("1 instance of m5.large; serve 2 x web 128/128; run 1 x web 128/128", 7);
    let tell = |simulation: &mut Simulation, command: Command| {
        let n = simulation.log().len();
        simulation.dispatch(command);
        let (world, decision) = simulation.decision(n).unwrap();
        explain::sentence(&world, &decision)
    };
    let web = TaskDefinitionId(0);
    assert_eq!(
        tell(&mut simulation, Command::DeregisterTaskDefinition(web)),
        "web:1 is INACTIVE. Its tasks and services go on, but no new ones can begin."
    );
    assert_eq!(simulation.world().tasks.len(), 3);
    simulation.dispatch(Command::SetDesiredCount(ServiceId(0), 4));
    assert_eq!(simulation.world().tasks.len(), 5, "its service scales on");
    let refused = "web:1 is INACTIVE. Register a new revision of it to run tasks.";
    let service = simulation.world().services[&ServiceId(0)].placement.clone();
    let another = ServicePlacement { service_name: "another".to_owned(), ..service };
    let start =
        StartTask { task_definition: web, container_instances: vec![ContainerInstanceId(0)], group: None };
    for command in [
        run_one(TaskDefinitionId(0)),
        Command::StartTask(start),
        Command::CreateService(Box::new(CreateService::new(another, 1))),
        Command::DeregisterTaskDefinition(web),
    ] {
        assert_eq!(tell(&mut simulation, command), refused);
    }
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(task_definition("web 256/256"))));
    assert_eq!(simulation.world().task_definitions[1].revision, 2, "a revision is never given twice");
    for _ in 0..7 {
        assert!(simulation.undo());
    }
    assert_eq!(simulation.world().task_definitions[0].status, TaskDefinitionStatus::Active);
}

#[test]
fn revisions_count_within_a_family() {
    let mut simulation = simulated("", 7);
    for text in ["web 128/128", "api 128/128", "web 256/256"] {
        simulation.dispatch(Command::RegisterTaskDefinition(Box::new(task_definition(text))));
    }
    let revisions: Vec<u32> = simulation.world().task_definitions.iter().map(|it| it.revision).collect();
    assert_eq!(revisions, [1, 1, 2]);
}
