//! The world of the simulator, made from the items of the describe calls.

use bayplan::sorted::{SortedMap, SortedSet};

use bayplan::ecs::{Attribute, Demand, InstanceType, TaskDefinition, required_attributes};
use bayplan::sim::life::Behavior;
use bayplan::sim::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, DesiredStatus, RegisteredTaskDefinition,
    Scenario, Task, TaskDefinitionId, TaskDefinitionStatus, TaskId, TaskPlace, World, Zone,
};
use serde_json::Value;

use crate::input::{ContainerInstanceItem, Input, TaskItem};
use crate::remaining::{gpu_count, resource, taken_ports};
use crate::words;

/// The world, and what its numbers are called outside.
pub struct Cluster {
    pub world: World,
    pub arns: SortedMap<ContainerInstanceId, String>,
    pub task_arns: SortedMap<TaskId, String>,
    pub capacity_providers: SortedMap<ContainerInstanceId, String>,
    pub task_providers: SortedMap<TaskId, String>,
    statuses: SortedMap<ContainerInstanceId, String>,
    names: Vec<DefinitionName>,
}

struct DefinitionName {
    family: String,
    revision: u32,
}

const ZONE: &str = "ecs.availability-zone";

impl Cluster {
    pub fn of(input: &Input) -> Result<Self, String> {
        let zones = zones(input);
        let world = World::new(&Scenario { seed: input.seed, zones });
        let mut cluster = Self {
            world,
            arns: SortedMap::new(),
            task_arns: SortedMap::new(),
            capacity_providers: SortedMap::new(),
            task_providers: SortedMap::new(),
            statuses: SortedMap::new(),
            names: vec![],
        };
        for (index, item) in input.task_definitions.iter().enumerate() {
            cluster
                .add_task_definition(item)
                .map_err(|problem| format!("taskDefinitions[{index}]: {problem}"))?;
        }
        for (index, item) in input.container_instances.iter().enumerate() {
            cluster.add_container_instance(index, item)?;
        }
        for (index, item) in input.tasks.iter().flatten().enumerate() {
            cluster.add_task(index, item).map_err(|problem| format!("tasks[{index}]: {problem}"))?;
        }
        for (index, item) in input.services.iter().enumerate() {
            if input.services[..index].iter().any(|it| it.service_name == item.service_name) {
                return Err(format!(
                    "services[{index}]: `{}` is given twice; give each service once",
                    item.service_name
                ));
            }
        }
        for (item, id) in input.container_instances.iter().zip(0..) {
            cluster.add_untold_tasks(ContainerInstanceId(id), item.running_tasks_count.unwrap_or(0));
            cluster.settle(ContainerInstanceId(id), item)?;
        }
        Ok(cluster)
    }

    /// `family`, `family:revision` or the ARN; without a revision the newest.
    pub fn task_definition(&self, name: &str) -> Result<TaskDefinitionId, String> {
        let (family, revision) = words::family_and_revision(name);
        let fits = |it: &&(usize, &DefinitionName)| {
            it.1.family == family && revision.is_none_or(|revision| it.1.revision.to_string() == revision)
        };
        let found = self.names.iter().enumerate().filter(|it| fits(&it)).max_by_key(|it| it.1.revision);
        let (index, _) =
            found.ok_or_else(|| format!("task definition `{name}` is not among taskDefinitions"))?;
        Ok(TaskDefinitionId(u32::try_from(index).map_err(|error| error.to_string())?))
    }

    /// The instance of this ARN, or of this id at the end of one.
    pub fn container_instance(&self, name: &str) -> Option<ContainerInstanceId> {
        let is_it = |arn: &str| arn == name || arn.rsplit('/').next() == Some(name);
        self.arns.iter().find(|(_, arn)| is_it(arn)).map(|(id, _)| *id)
    }

    pub fn zone(&self, name: &str) -> Option<Zone> {
        let index = self.world.zones.iter().position(|it| it == name)?;
        u8::try_from(index).ok().map(Zone)
    }

    /// What the simulator says of an instance, with the status that is given.
    pub fn with_status(&self, id: ContainerInstanceId, reason: String) -> String {
        match (reason.strip_prefix("DRAINING"), self.statuses.get(&id)) {
            (Some(rest), Some(status)) => format!("{status}{rest}"),
            (None, _) | (_, None) => reason,
        }
    }

    /// Types of EC2 instances that are not in the table.
    pub fn unknown_types(&self) -> SortedSet<&str> {
        let on_ec2 = self.world.container_instances.values().filter(|it| !it.is_external());
        let types = on_ec2.map(|it| it.instance_type.as_str());
        types
            .filter(|it| InstanceType::by_name(it).is_none())
            .map(|it| if it.is_empty() { "no type given" } else { it })
            .collect()
    }

    fn add_task_definition(&mut self, item: &Value) -> Result<(), String> {
        let task_definition = words::task_definition(item)?;
        let item = item.get("taskDefinition").unwrap_or(item);
        let family = &task_definition.family;
        let newest =
            self.names.iter().filter(|it| it.family == *family).map(|it| it.revision).max().unwrap_or(0);
        let given = item.get("revision").and_then(Value::as_u64).and_then(|it| u32::try_from(it).ok());
        let revision = given.or_else(|| revision_of_arn(item)).unwrap_or(newest + 1);
        if self.names.iter().any(|it| it.family == *family && it.revision == revision) {
            return Err(format!("`{family}:{revision}` is given twice; give each revision once"));
        }
        let requires_attributes =
            given_attributes(item).unwrap_or_else(|| required_attributes(&task_definition));
        self.register(task_definition, revision, requires_attributes, None);
        Ok(())
    }

    /// The same revision once more, as one request has it.
    pub fn register_overridden(
        &mut self,
        id: TaskDefinitionId,
        task_definition: TaskDefinition,
    ) -> TaskDefinitionId {
        let known = self.world.task_definitions[id.0 as usize].clone();
        let id = self.register(task_definition, known.revision, known.requires_attributes, None);
        let registered = &mut self.world.task_definitions[id.0 as usize];
        (registered.letter, registered.n_tasks) = (known.letter, known.n_tasks);
        id
    }

    fn register(
        &mut self,
        task_definition: TaskDefinition,
        revision: u32,
        requires_attributes: Vec<Attribute>,
        demand: Option<Demand>,
    ) -> TaskDefinitionId {
        let id = TaskDefinitionId(u32::try_from(self.names.len()).unwrap_or(u32::MAX));
        self.names.push(DefinitionName { family: task_definition.family.clone(), revision });
        self.world.task_definitions.push(RegisteredTaskDefinition {
            demand: demand.unwrap_or_else(|| Demand::of(&task_definition)),
            task_definition,
            revision,
            requires_attributes,
            letter: u8::try_from(id.0).unwrap_or(u8::MAX),
            status: TaskDefinitionStatus::Active,
            n_tasks: 0,
            behavior: Behavior::default(),
        });
        id
    }

    fn add_container_instance(&mut self, index: usize, item: &ContainerInstanceItem) -> Result<(), String> {
        let attributes: SortedMap<String, String> = item
            .attributes
            .iter()
            .map(|it| (it.name.clone(), it.value.clone().unwrap_or_default()))
            .collect();
        let zone = attributes.get(ZONE).and_then(|name| self.zone(name)).unwrap_or(Zone(0));
        let id = ContainerInstanceId(u32::try_from(index).map_err(|error| error.to_string())?);
        let instance_type = attributes.get("ecs.instance-type").cloned().unwrap_or_default();
        let row = InstanceType::by_name(&instance_type);
        let is_trunked = attributes.contains_key("ecs.awsvpc-trunk-id");
        let instance = ContainerInstance {
            id,
            name: item.container_instance_arn.rsplit('/').next().unwrap_or_default().to_owned(),
            instance_type,
            zone,
            cpu_units: 0,
            memory_mib: 0,
            eni_limit: row.map_or(u32::MAX, |row| {
                if is_trunked { row.awsvpc_task_limit_trunked() } else { row.awsvpc_task_limit() }
            }),
            gpus: row.map_or(0, |row| row.gpus),
            reserved_ports: SortedSet::new(),
            attributes,
            status: match item.status.as_deref().unwrap_or("ACTIVE") {
                "ACTIVE" => ContainerInstanceStatus::Active,
                // The simulator has no other state that takes no tasks.
                "DRAINING" | "REGISTERING" | "REGISTRATION_FAILED" | "DEREGISTERING" | "INACTIVE" => {
                    ContainerInstanceStatus::Draining
                }
                other => return Err(format!("containerInstances[{index}]: status `{other}` is not known")),
            },
            agent_connected: item.agent_connected.unwrap_or(true),
            registered_at_seconds: registered_at(item).unwrap_or(0),
            ec2_instance_id: item.ec2_instance_id.clone(),
            agent_version: item
                .version_info
                .as_ref()
                .and_then(|it| it.agent_version.clone())
                .unwrap_or_default(),
            capacity_provider: None,
        };
        self.world.container_instances.insert(id, instance.into());
        self.world.next_container_instance = id.0 + 1;
        if self.arns.values().any(|arn| *arn == item.container_instance_arn) {
            return Err(format!(
                "containerInstances[{index}]: `{}` is given twice",
                item.container_instance_arn
            ));
        }
        self.arns.insert(id, item.container_instance_arn.clone());
        if let Some(status) = &item.status {
            self.statuses.insert(id, status.clone());
        }
        if let Some(provider) = &item.capacity_provider_name {
            self.capacity_providers.insert(id, provider.clone());
        }
        Ok(())
    }

    /// A task that has stopped holds nothing; one that is to stop still holds what it has.
    fn add_task(&mut self, index: usize, item: &TaskItem) -> Result<(), String> {
        let is_stopped = |status: &Option<String>| status.as_deref() == Some("STOPPED");
        if is_stopped(&item.last_status) {
            return Ok(());
        }
        if self.task_arns.values().any(|it| *it == item.task_arn) {
            return Err(format!("`{}` is given twice; give each task once", item.task_arn));
        }
        let desired_status =
            if is_stopped(&item.desired_status) { DesiredStatus::Stopped } else { DesiredStatus::Running };
        let place = if let Some(arn) = &item.container_instance_arn {
            let id = self.container_instance(arn).ok_or_else(|| {
                format!("containerInstanceArn `{arn}` is not among containerInstances; add it or leave the task out")
            })?;
            TaskPlace::ContainerInstance(id)
        } else {
            let zone = item.availability_zone.as_deref().and_then(|name| self.zone(name));
            TaskPlace::Fargate(zone.unwrap_or(Zone(0)))
        };
        let known = item.task_definition_arn.as_deref().map(|name| self.task_definition(name));
        let task_definition = match known {
            Some(Ok(id)) => id,
            _ => self.register_unknown(item),
        };
        let registered = &mut self.world.task_definitions[task_definition.0 as usize];
        registered.n_tasks += 1;
        let id = TaskId(u32::try_from(index).map_err(|error| error.to_string())?);
        let group =
            item.group.clone().unwrap_or_else(|| format!("family:{}", registered.task_definition.family));
        let mut task = Task::new(id, task_definition, registered.n_tasks, group, place);
        task.desired_status = desired_status;
        self.world.tasks.insert(id, task.into());
        self.world.next_task = id.0 + 1;
        self.task_arns.insert(id, item.task_arn.clone());
        if let Some(provider) = &item.capacity_provider_name {
            self.task_providers.insert(id, provider.clone());
        }
        Ok(())
    }

    /// A task whose definition is not given: what it holds can be seen on the task itself.
    fn register_unknown(&mut self, item: &TaskItem) -> TaskDefinitionId {
        let size = |text: &Option<String>| text.as_deref().and_then(|it| it.parse().ok()).unwrap_or(0);
        let count = |n: usize| u32::try_from(n).unwrap_or(u32::MAX);
        let demand = Demand {
            cpu_units: size(&item.cpu),
            memory_mib: size(&item.memory),
            host_ports: SortedSet::new(),
            enis: count(
                item.attachments
                    .iter()
                    .filter(|it| it.kind.contains("ElasticNetworkInterface") || it.kind == "eni")
                    .count(),
            ),
            gpus: count(item.containers.iter().map(|it| it.gpu_ids.len()).sum()),
        };
        let name = item.task_definition_arn.as_deref().unwrap_or("unknown");
        let family = name.rsplit('/').next().unwrap_or(name).split(':').next().unwrap_or(name).to_owned();
        self.register(TaskDefinition { family, ..TaskDefinition::default() }, 0, vec![], Some(demand))
    }

    /// An instance may run more tasks than are given. Expressions count them; what they hold is in `remainingResources`.
    fn add_untold_tasks(&mut self, id: ContainerInstanceId, n_running: u32) {
        let told = self.world.tasks_on(id).filter(|it| it.counts()).count();
        let untold = (n_running.min(MAX_RUNNING) as usize).saturating_sub(told);
        if untold == 0 {
            return;
        }
        let nothing = TaskDefinition { family: "unknown".to_owned(), ..TaskDefinition::default() };
        let definition = self.register(nothing, 0, vec![], Some(Demand::default()));
        for number in (1..).take(untold) {
            let task = TaskId(self.world.next_task);
            let place = TaskPlace::ContainerInstance(id);
            self.world.tasks.insert(task, Task::new(task, definition, number, String::new(), place).into());
            self.world.next_task += 1;
        }
    }

    /// What remains is what the item says, whatever the tasks that are given add up to.
    fn settle(&mut self, id: ContainerInstanceId, item: &ContainerInstanceItem) -> Result<(), String> {
        let reserved = self.world.reserved_on(id);
        let problem = |problem: String| format!("{}: {problem}", item.container_instance_arn);
        let left = |name: &str| resource(&item.remaining_resources, name).map(|it| it.integer_value);
        let cpu_left = left("CPU").ok_or_else(|| problem("remainingResources has no CPU".to_owned()))?;
        let memory_left =
            left("MEMORY").ok_or_else(|| problem("remainingResources has no MEMORY".to_owned()))?;
        let ports = taken_ports(item).map_err(problem)?;
        let gpus = resource(&item.registered_resources, "GPU").map(gpu_count);
        // The scheduler of the model counts a task that is to stop as gone; what is described here still has its parts.
        let stopping = self.world.tasks_on(id).filter(|task| !task.counts());
        let (mut enis, mut gpus_held) = (0, 0);
        for registered in stopping.filter_map(|task| self.world.task_definition(task.task_definition)) {
            enis += registered.demand.enis;
            gpus_held += registered.demand.gpus;
        }
        if let Some(instance) = self.world.container_instances.get_mut(&id) {
            instance.cpu_units = cpu_left.saturating_add(reserved.cpu_units);
            instance.memory_mib = memory_left.saturating_add(reserved.memory_mib);
            instance.reserved_ports = ports;
            instance.gpus = instance.gpus.max(gpus.unwrap_or(0)).saturating_sub(gpus_held);
            instance.eni_limit = instance.eni_limit.saturating_sub(enis);
        }
        Ok(())
    }
}

/// Tasks that one instance is taken to run at most; more make no difference to any expression that somebody would write.
const MAX_RUNNING: u32 = 10_000;

fn zones(input: &Input) -> Vec<String> {
    let of_instances = input.container_instances.iter().flat_map(|it| &it.attributes);
    let mut zones: SortedSet<String> =
        of_instances.filter(|it| it.name == ZONE).filter_map(|it| it.value.clone()).collect();
    zones.extend(input.subnets.iter().map(|it| it.availability_zone.clone()));
    zones.extend(input.tasks.iter().flatten().filter_map(|it| it.availability_zone.clone()));
    if zones.is_empty() {
        zones.insert(String::new());
    }
    zones.into_iter().collect()
}

fn given_attributes(item: &Value) -> Option<Vec<Attribute>> {
    let items = item.get("requiresAttributes")?.as_array()?;
    let attribute = |it: &Value| {
        let text = |name: &str| it.get(name).and_then(Value::as_str).map(str::to_owned);
        Some(Attribute { name: text("name")?, value: text("value") })
    };
    Some(items.iter().filter_map(attribute).collect())
}

fn revision_of_arn(item: &Value) -> Option<u32> {
    item.get("taskDefinitionArn")?.as_str()?.rsplit(':').next()?.parse().ok()
}

/// Seconds since 1970, or a text as the command line writes it.
fn registered_at(item: &ContainerInstanceItem) -> Option<i64> {
    let since_1970 = match item.registered_at.as_ref()? {
        Value::String(text) => bayplan::ecs::query::Timestamp::parse(text)?.0,
        Value::Number(number) => {
            number.as_i64().or_else(|| number.to_string().split('.').next()?.parse().ok())?
        }
        Value::Null | Value::Bool(_) | Value::Array(_) | Value::Object(_) => return None,
    };
    Some(since_1970 - bayplan::sim::START_OF_TIME)
}
