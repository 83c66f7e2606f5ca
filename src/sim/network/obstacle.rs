//! What the start of a task needs from the network, and what it lacks. The words are in `sim/explain`.

use serde::{Deserialize, Serialize};

use super::{Blocked, Destination, Endpoint, Source, Way, answer, host_of, reach};
use crate::ecs::{LogDriver, TaskDefinition};
use crate::sim::{LaunchType, Task, TaskPlace, World, Zone};

/// What cannot be reached while a task starts, and why.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Obstacle {
    /// What for.
    pub need: Need,
    /// What is in the way.
    pub blocked: Blocked,
    /// Whether the task is on Fargate: AWS says it in other words there.
    pub is_on_fargate: bool,
}

/// Why a task has to reach something before it runs, in the order of the steps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Need {
    /// A token for Amazon ECR.
    RegistryAuth,
    /// A secret of Secrets Manager.
    Secret,
    /// A parameter of Systems Manager.
    Parameter,
    /// An image: the registry and the layers.
    Image,
    /// The log stream.
    Logs,
}

/// One thing that the start of a task has to reach, from each zone that it may start in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NeededWay {
    /// What for.
    pub need: Need,
    /// Where it leads to; none: the internet.
    pub service: Option<Endpoint>,
    /// In the order of the zones.
    pub by_zone: Vec<Result<Way, Blocked>>,
}

/// The first thing that the task cannot reach; none when nothing is in the way.
pub(in crate::sim) fn obstacle(world: &World, task: &Task) -> Option<Obstacle> {
    let definition = &world.task_definition(task.task_definition)?.task_definition;
    let origin = host_of(world, task)?;
    let is_on_fargate = matches!(task.place, TaskPlace::Fargate(_));
    needs(definition).into_iter().find_map(|(need, service)| {
        let blocked = reach(&world.network, &origin, service).err()?;
        Some(Obstacle { need, blocked, is_on_fargate })
    })
}

/// What the start of a task would need now, in the order of the steps, and how each zone leads there.
#[must_use]
pub fn needed_ways(world: &World, definition: &TaskDefinition, launch_type: LaunchType) -> Vec<NeededWay> {
    let source = match launch_type {
        LaunchType::Ec2 => Source::ContainerInstance,
        LaunchType::Fargate => Source::TaskOnFargate,
        // It does not stand in the VPC.
        LaunchType::External => return vec![],
    };
    let mut different: Vec<(Need, Option<Endpoint>)> = vec![];
    for need in needs(definition) {
        if !different.contains(&need) {
            different.push(need);
        }
    }
    let way = |(need, service): (Need, Option<Endpoint>)| {
        let destination = service.map_or(Destination::Internet, Destination::Service);
        let zones = (0..).map(Zone).zip(&world.zones);
        let by_zone = zones.filter_map(|(zone, _)| answer(&world.network, source(zone), destination));
        NeededWay { need, service, by_zone: by_zone.collect() }
    };
    different.into_iter().map(way).collect()
}

/// What is needed, in the order of the steps; no endpoint leads to the internet.
fn needs(definition: &TaskDefinition) -> Vec<(Need, Option<Endpoint>)> {
    let mut needs = vec![];
    for container in &definition.container_definitions {
        if container.is_in_ecr() {
            let of_ecr = [
                (Need::RegistryAuth, Endpoint::EcrApi),
                (Need::Image, Endpoint::EcrDkr),
                (Need::Image, Endpoint::S3),
            ];
            needs.extend(of_ecr.map(|(need, it)| (need, Some(it))));
        } else {
            needs.push((Need::Image, None));
        }
        if container.repository_credentials.is_some() {
            needs.push((Need::Secret, Some(Endpoint::SecretsManager)));
        }
        let log = container.log_configuration.as_ref();
        let options = log.into_iter().flat_map(|it| &it.secret_options);
        needs.extend(container.secrets.iter().chain(options).map(|it| {
            if it.value_from.contains(":secretsmanager:") {
                (Need::Secret, Some(Endpoint::SecretsManager))
            } else {
                (Need::Parameter, Some(Endpoint::Ssm))
            }
        }));
        if log.is_some_and(|it| it.log_driver == LogDriver::Awslogs) {
            needs.push((Need::Logs, Some(Endpoint::Logs)));
        }
    }
    needs.sort_by_key(|(need, _)| *need);
    needs
}
