//! Boards for questions, put together by commands.

use crate::ecs::{
    ContainerDefinition, NetworkMode, PlacementStrategy, PortMapping, SpreadField, TaskDefinition,
};
use crate::sim::{
    Command, ContainerInstanceId, LaunchType, Registration, RunTask, Scenario, StartTask, TaskDefinitionId,
    World, Zone, still,
};
use crate::sorted::SortedMap;

/// Three zones at most.
const ZONES: [&str; 3] = ["us-east-1a", "us-east-1b", "us-east-1c"];

/// A board that is being put together.
pub struct Board {
    /// As it is so far.
    pub world: World,
}

impl Board {
    /// An empty one with zones a, b and c, or the first of them.
    pub fn new(n_zones: usize) -> Self {
        let zones = ZONES.iter().take(n_zones).map(|it| (*it).to_owned()).collect();
        Self { world: World::new(&Scenario { seed: 1, zones }) }
    }

    fn order(&mut self, command: &Command) {
        for event in still::decide(&self.world, command).map_or_else(Vec::new, |it| it.events) {
            still::apply(&mut self.world, &event);
        }
    }

    /// Adds an instance with these registered resources; two tasks in `awsvpc` mode have room.
    pub fn instance(&mut self, zone: u8, cpu_units: u32, memory_mib: u32) -> ContainerInstanceId {
        self.instance_with(zone, cpu_units, memory_mib, "teaching", &[])
    }

    /// Adds an instance that says it is of a type and has these attributes.
    pub fn instance_with(
        &mut self,
        zone: u8,
        cpu_units: u32,
        memory_mib: u32,
        instance_type: &str,
        attributes: &[(&str, &str)],
    ) -> ContainerInstanceId {
        let attributes: SortedMap<_, _> =
            attributes.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        self.order(&Command::RegisterContainerInstance(Box::new(Registration {
            instance_type: instance_type.to_owned(),
            zone: Zone(zone),
            cpu_units,
            memory_mib,
            eni_limit: 2,
            gpus: 0,
            attributes,
        })));
        self.last_instance()
    }

    /// Adds an instance of a type of the table.
    pub fn instance_of_type(&mut self, zone: u8, instance_type: &str) -> ContainerInstanceId {
        self.order(&Command::AddContainerInstance {
            instance_type: instance_type.to_owned(),
            zone: Zone(zone),
            count: 1,
        });
        self.last_instance()
    }

    fn last_instance(&self) -> ContainerInstanceId {
        ContainerInstanceId(self.world.next_container_instance.saturating_sub(1))
    }

    /// Registers a task definition.
    pub fn definition(&mut self, definition: TaskDefinition) -> TaskDefinitionId {
        let id = TaskDefinitionId(u32::try_from(self.world.task_definitions.len()).unwrap_or(u32::MAX));
        self.order(&Command::RegisterTaskDefinition(Box::new(definition)));
        id
    }

    /// Starts a task on an instance, where it fits.
    pub fn start(&mut self, task_definition: TaskDefinitionId, on: ContainerInstanceId) {
        self.order(&Command::StartTask(StartTask {
            task_definition,
            container_instances: vec![on],
            group: None,
        }));
    }

    /// Gives an order that nothing above has a name for.
    pub fn give(&mut self, command: Command) {
        self.order(&command);
    }
}

/// A task definition of one container, in `bridge` mode.
pub fn definition(family: &str, cpu_units: u32, memory_mib: u32) -> TaskDefinition {
    let container = ContainerDefinition {
        name: family.to_owned(),
        image: family.to_owned(),
        cpu_units,
        memory_mib: Some(memory_mib),
        ..ContainerDefinition::default()
    };
    TaskDefinition {
        family: family.to_owned(),
        container_definitions: vec![container],
        ..TaskDefinition::default()
    }
}

/// The same with a static host port.
pub fn with_host_port(mut definition: TaskDefinition, port: u16) -> TaskDefinition {
    for container in &mut definition.container_definitions {
        container.port_mappings =
            vec![PortMapping { container_port: Some(port), host_port: Some(port), ..PortMapping::default() }];
    }
    definition
}

/// The same in `awsvpc` mode.
pub fn in_awsvpc(definition: TaskDefinition) -> TaskDefinition {
    TaskDefinition { network_mode: Some(NetworkMode::Awsvpc), ..definition }
}

/// A request for tasks on EC2.
pub fn run(
    task_definition: TaskDefinitionId,
    count: u32,
    placement_strategy: Vec<PlacementStrategy>,
) -> RunTask {
    RunTask {
        task_definition,
        count,
        launch_type: LaunchType::Ec2,
        capacity_provider_strategy: None,
        placement_strategy,
        placement_constraints: vec![],
        group: None,
    }
}

/// `spread` over `attribute:ecs.availability-zone`.
pub fn by_zone() -> PlacementStrategy {
    PlacementStrategy::Spread(SpreadField::Attribute("ecs.availability-zone".to_owned()))
}
