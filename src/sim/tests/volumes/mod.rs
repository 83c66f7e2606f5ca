//! Volumes: boards whose tasks write and read files.

mod columns;
mod ephemeral;
mod mounting;
mod survival;

use serde_json::{Value, json};

use super::{commands, scenario};
use crate::ecs::read_task_definition;
use crate::iam::roles::RoleUse;
use crate::iam::{Document, PolicyKind};
use crate::sim::life::StopCode;
use crate::sim::network::{Direction, NetworkChange, Peer, Rule, SecurityGroup};
use crate::sim::roles::{RoleCommand, managed, role, role_arn, standard_roles};
use crate::sim::volume::{
    AccessPoint, FargatePlatform, FileSystemKind, VolumeAtLaunch, VolumeCommand, readable_files,
};
use crate::sim::{
    Command, ContainerInstanceId, LaunchType, RunTask, Simulation, StartTask, Switch, Task, TaskDefinitionId,
    TaskId, TaskPlace, World, Zone, explain,
};

const FS: &str = "fs-0123456789abcdef0";
const ZONES: [Zone; 3] = [Zone(0), Zone(1), Zone(2)];

/// Two containers that mount the same volume at `/data`.
fn definition(volume: Value) -> Value {
    let container = |name: &str| {
        json!({ "name": name, "image": "public.ecr.aws/nginx/nginx:1", "essential": name == "app",
        "cpu": 64, "memory": 64, "mountPoints": [{ "sourceVolume": "data", "containerPath": "/data" }] })
    };
    let mut volume = volume;
    volume["name"] = "data".into();
    json!({ "family": "web", "containerDefinitions": [container("app"), container("side")], "volumes": [volume] })
}

fn on_fargate(volume: Value) -> Value {
    let mut definition = definition(volume);
    definition["requiresCompatibilities"] = json!(["FARGATE"]);
    definition["networkMode"] = "awsvpc".into();
    (definition["cpu"], definition["memory"]) = ("256".into(), "512".into());
    definition
}

/// Instances a1 and a2 in zone a, b1 in zone b; the task definition is registered.
fn board(definition: &Value) -> Simulation {
    let mut simulation = Simulation::new(scenario(7));
    for command in commands("2 instances of m5.large in a; 1 instance of m5.large in b") {
        simulation.dispatch(command);
    }
    let definition = read_task_definition(&definition.to_string()).unwrap().task_definition;
    simulation.dispatch(Command::RegisterTaskDefinition(Box::new(definition)));
    simulation
}

/// The same after these orders.
fn prepared(definition: &Value, orders: &[VolumeCommand]) -> Simulation {
    let mut simulation = board(definition);
    for command in orders {
        order(&mut simulation, command.clone());
    }
    simulation
}

/// A service of one task is made.
fn serve(simulation: &mut Simulation) {
    let mut service = commands("serve 1 x web 64/64").pop().unwrap();
    let Command::CreateService(request) = &mut service else { panic!("it creates a service") };
    request.placement.task_definition = TaskDefinitionId(0);
    simulation.dispatch(service);
}

fn order(simulation: &mut Simulation, command: VolumeCommand) -> String {
    simulation.dispatch(command.into());
    super::invariants::assert_invariants(simulation.world());
    last_sentence(simulation)
}

fn last_sentence(simulation: &Simulation) -> String {
    let (world, decision) = simulation.decision(simulation.log().len() - 1).unwrap();
    explain::sentence(&world, &decision)
}

/// A task on the instance of this number, or on Fargate.
fn started(simulation: &mut Simulation, instance: Option<u32>) -> TaskId {
    match instance {
        Some(id) => simulation.dispatch(Command::StartTask(StartTask {
            task_definition: TaskDefinitionId(0),
            container_instances: vec![ContainerInstanceId(id)],
            group: None,
        })),
        None => run_on_fargate(simulation),
    }
    *simulation.world().tasks.keys().last().unwrap()
}

/// Asks for a task on Fargate, which may be refused.
fn run_on_fargate(simulation: &mut Simulation) {
    simulation.dispatch(Command::RunTask(RunTask {
        task_definition: TaskDefinitionId(0),
        count: 1,
        launch_type: LaunchType::Fargate,
        capacity_provider_strategy: None,
        placement_strategy: vec![],
        placement_constraints: vec![],
        group: None,
    }));
}

fn write(simulation: &mut Simulation, task: TaskId, path: &str) -> String {
    order(simulation, VolumeCommand::WriteFile { task, container: 0, path: path.to_owned(), size_gib: 0 })
}

/// What a container of a task can read.
fn read(simulation: &Simulation, task: TaskId, container: u32) -> String {
    let world = simulation.world();
    let files = readable_files(world, &world.tasks[&task], container);
    files.into_iter().map(|(path, _)| path).collect::<Vec<_>>().join(" ")
}

fn at_launch(delete_on_termination: bool) -> VolumeCommand {
    let role_arn = role_arn("ecsInfrastructureRole");
    VolumeCommand::ConfigureAtLaunch(
        TaskDefinitionId(0),
        VolumeAtLaunch { size_gib: 10, role_arn, delete_on_termination },
    )
}

fn file_system(kind: FileSystemKind) -> Vec<VolumeCommand> {
    let targets = ZONES.into_iter().filter(|zone| match kind {
        FileSystemKind::Regional => true,
        FileSystemKind::OneZone(own) => own == *zone,
    });
    let targets = targets.map(|zone| VolumeCommand::CreateMountTarget(FS.to_owned(), zone));
    [VolumeCommand::CreateFileSystem { id: FS.to_owned(), kind }].into_iter().chain(targets).collect()
}

fn efs() -> Value {
    json!({ "efsVolumeConfiguration": { "fileSystemId": FS } })
}

fn fsx() -> Value {
    json!({ "fsxWindowsFileServerVolumeConfiguration": {
        "fileSystemId": "fs-0f", "rootDirectory": "share",
        "authorizationConfig": { "credentialsParameter": "arn:aws:ssm:us-east-1:123456789012:parameter/ad", "domain": "a.b" } } })
}

fn s3_files() -> Value {
    json!({ "s3filesVolumeConfiguration": { "fileSystemArn": "arn:aws:s3files:us-east-1:123456789012:file-system/fs-1" } })
}

fn started_or_refused(simulation: &mut Simulation) {
    simulation.dispatch(Command::StartTask(StartTask {
        task_definition: TaskDefinitionId(0),
        container_instances: vec![ContainerInstanceId(0)],
        group: None,
    }));
}
