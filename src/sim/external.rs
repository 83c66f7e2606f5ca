//! External instances (Amazon ECS Anywhere): servers of one's own whose agent has joined the cluster.
//!
//! Source: "Amazon ECS Anywhere" of the developer guide. They take the tasks of launch type EXTERNAL and no others, and
//! have no `awsvpc` mode, no load balancers, no Amazon EFS and no capacity providers.

use serde::{Deserialize, Serialize};

use crate::ecs::{Attribute, NetworkMode, TaskDefinition};

use super::{ContainerInstance, LaunchType, Refusal, Registration, TaskPlace, World, Zone};

/// The attribute with which an instance registers that is external.
pub const EXTERNAL: &str = "ecs.capability.external";

/// What the agent of an external instance cannot do, whatever else it can.
const MISSING: [&str; 4] = [
    "ecs.capability.task-eni",
    "ecs.capability.efs",
    "ecs.capability.efsAuth",
    "ecs.capability.storage.ebs-task-volume-attach",
];

impl Zone {
    /// Where external instances stand: in no Availability Zone.
    pub const ON_PREMISES: Self = Self(u8::MAX);
}

impl Registration {
    /// A server of one's own with so many CPU units, MiB and whole GPUs.
    #[must_use]
    pub fn external(cpu_units: u32, memory_mib: u32, gpus: u32) -> Self {
        Self {
            instance_type: "external".to_owned(),
            zone: Zone::ON_PREMISES,
            cpu_units,
            memory_mib,
            eni_limit: 0,
            gpus,
            attributes: [(EXTERNAL.to_owned(), String::new())].into(),
        }
    }

    /// Whether a server of one's own registers.
    pub(super) fn is_external(&self) -> bool {
        self.attributes.contains_key(EXTERNAL)
    }
}

impl ContainerInstance {
    /// Whether it is a server of one's own.
    #[must_use]
    pub fn is_external(&self) -> bool {
        self.attributes.contains_key(EXTERNAL)
    }

    /// The launch type of the tasks that it takes.
    #[must_use]
    pub fn launch_type(&self) -> LaunchType {
        if self.is_external() { LaunchType::External } else { LaunchType::Ec2 }
    }
}

impl World {
    /// The launch type of a task that runs or ran there. What waits for capacity waits for an instance of EC2.
    #[must_use]
    pub fn launch_type_of(&self, place: TaskPlace) -> LaunchType {
        match place {
            TaskPlace::ContainerInstance(id) if self.external_instances.contains(&id) => LaunchType::External,
            TaskPlace::Fargate(_) => LaunchType::Fargate,
            TaskPlace::ContainerInstance(_) | TaskPlace::AwaitsCapacity => LaunchType::Ec2,
        }
    }
}

/// Whether the agent of this instance lacks a capability because it is external.
pub(super) fn lacks(container_instance: &ContainerInstance, wanted: &Attribute) -> bool {
    container_instance.is_external() && MISSING.contains(&wanted.name.as_str())
}

/// Why an order that has to do with external instances could not be carried out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ExternalRefusal {
    /// Network mode `awsvpc`.
    NetworkMode,
    /// An Amazon EFS volume.
    FileSystem,
    /// An Amazon EBS volume that is configured at launch.
    EbsVolume,
    /// A service with target groups.
    LoadBalancer,
    /// A service that is to change to capacity providers.
    CapacityProviders,
    /// The APIs of EC2 do not know the server.
    NotOfEc2,
}

/// What AWS would refuse of a task definition with launch type EXTERNAL.
pub(super) fn check(task_definition: &TaskDefinition) -> Result<(), Refusal> {
    let volumes = &task_definition.volumes;
    let refusal = if task_definition.effective_network_mode() == NetworkMode::Awsvpc {
        ExternalRefusal::NetworkMode
    } else if volumes.iter().any(|it| it.efs_volume_configuration.is_some()) {
        ExternalRefusal::FileSystem
    } else if volumes.iter().any(|it| it.configured_at_launch) {
        ExternalRefusal::EbsVolume
    } else {
        return Ok(());
    };
    Err(Refusal::OnExternal(refusal))
}
