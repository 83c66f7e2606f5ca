//! What one container instance must satisfy. Every failed check is kept, with its numbers, headline first.

use crate::ecs::query::{Expr, Expression, Facts, Timestamp, Version};
use crate::ecs::{Attribute, Demand, MAX_RESERVED_PORTS, PlacementConstraint};

use super::{Check, ContainerInstance, Request, Reserved, Task};
use crate::sim::external::{self, EXTERNAL};
use crate::sim::{ContainerInstanceStatus, Refusal, START_OF_TIME};

/// A constraint, read once and checked on many instances.
pub(in crate::sim) enum Rule {
    DistinctInstance,
    /// As written, and as read.
    MemberOf(Expression, Expr),
}

impl Rule {
    /// Reads a constraint; an expression that cannot be read refuses the whole request.
    pub fn read(constraint: &PlacementConstraint) -> Result<Self, Refusal> {
        match constraint {
            PlacementConstraint::DistinctInstance => Ok(Self::DistinctInstance),
            PlacementConstraint::MemberOf(expression) => match expression.expr() {
                Ok(expr) => Ok(Self::MemberOf(expression.clone(), expr.clone())),
                Err(_) => Err(Refusal::InvalidExpression(expression.clone())),
            },
        }
    }
}

/// Step one: state, attributes, zone and resources. Adds what fails.
///
/// AWS does not document which of several shortfalls it reports; the model lists them in this order: AGENT, ATTRIBUTE,
/// LOCATION, CPU, MEMORY, GPU, ENI, PORTS.
pub(super) fn fit(
    request: &Request,
    container_instance: &ContainerInstance,
    reserved: &Reserved,
    failed: &mut Vec<Check>,
) {
    if container_instance.status != ContainerInstanceStatus::Active {
        failed.push(Check::Inactive);
    }
    if !container_instance.agent_connected {
        failed.push(Check::Agent);
    }
    let missing = request.requires_attributes.iter().filter(|it| !has(container_instance, it));
    failed.extend(missing.map(|it| Check::Attribute { name: it.name.clone() }));
    if request.zones.is_some_and(|zones| !zones.contains(&container_instance.zone)) {
        failed.push(Check::Location);
    }
    resources(request.demand, container_instance, reserved, failed);
}

fn resources(
    demand: &Demand,
    container_instance: &ContainerInstance,
    reserved: &Reserved,
    failed: &mut Vec<Check>,
) {
    let left = reserved.cpu_units_left(container_instance);
    if demand.cpu_units > left {
        failed.push(Check::Cpu { wanted: demand.cpu_units, left });
    }
    let left = reserved.memory_mib_left(container_instance);
    if demand.memory_mib > left {
        failed.push(Check::Memory { wanted: demand.memory_mib, left });
    }
    let left = reserved.gpus_left(container_instance);
    if demand.gpus > left {
        failed.push(Check::Gpu { wanted: demand.gpus, left });
    }
    if demand.enis > reserved.enis_left(container_instance) {
        failed.push(Check::Eni { limit: container_instance.eni_limit });
    }
    failed.extend(first_taken_port(demand, container_instance, reserved));
    failed.extend(too_many_ports(demand, container_instance, reserved));
}

/// At most 100 host ports are reserved on an instance, those of the agent included (API reference, `PortMapping`).
fn too_many_ports(
    demand: &Demand,
    container_instance: &ContainerInstance,
    reserved: &Reserved,
) -> Option<Check> {
    let n = |len: usize| u32::try_from(len).unwrap_or(u32::MAX);
    let of_agent = &container_instance.reserved_ports;
    let n_of_tasks = reserved.host_ports.keys().filter(|it| !of_agent.contains(it)).count();
    let left = MAX_RESERVED_PORTS.saturating_sub(n(of_agent.len() + n_of_tasks));
    let wanted = n(demand.host_ports.len());
    (wanted > left).then_some(Check::PortCount { wanted, left })
}

/// Attributes that an agent reports about what it can do.
const CAPABILITIES: [&str; 2] = ["com.amazonaws.ecs.capability.", "ecs.capability."];

// Simplification: an instance whose attributes name no capability at all is taken to run an agent that has them all.
pub(super) fn has(container_instance: &ContainerInstance, wanted: &Attribute) -> bool {
    if let Some(value) = container_instance.attributes.get(&wanted.name) {
        return wanted.value.as_ref().is_none_or(|it| it == value);
    }
    // That it is external says nothing about what its agent can do, but that it lacks some things.
    let is_capability =
        |name: &str| name != EXTERNAL && CAPABILITIES.iter().any(|prefix| name.starts_with(prefix));
    is_capability(&wanted.name)
        && !container_instance.attributes.keys().any(|name| is_capability(name))
        && !external::lacks(container_instance, wanted)
}

fn first_taken_port(
    demand: &Demand,
    container_instance: &ContainerInstance,
    reserved: &Reserved,
) -> Option<Check> {
    demand.host_ports.iter().find_map(|port| {
        let taken_by = reserved.host_ports.get(port).copied();
        let is_taken = taken_by.is_some() || container_instance.reserved_ports.contains(port);
        is_taken.then_some(Check::Port { port: *port, taken_by })
    })
}

/// Step two: all constraints must hold. `tasks` are those on the instance.
pub(super) fn constraints(
    rules: &[Rule],
    container_instance: &ContainerInstance,
    tasks: &[&Task],
    group: &str,
) -> Vec<Check> {
    let facts = InstanceFacts { container_instance, tasks };
    let broken = rules.iter().filter_map(|rule| match rule {
        Rule::DistinctInstance => {
            facts.has_task_group(&|it| it == group).then_some(PlacementConstraint::DistinctInstance)
        }
        Rule::MemberOf(text, expression) => {
            (!expression.holds_for(&facts)).then(|| PlacementConstraint::MemberOf(text.clone()))
        }
    });
    broken.map(Check::Constraint).collect()
}

/// What an expression can ask about an instance.
pub(in crate::sim) struct InstanceFacts<'a> {
    pub container_instance: &'a ContainerInstance,
    /// Those on it.
    pub tasks: &'a [&'a Task],
}

impl Facts for InstanceFacts<'_> {
    fn attribute(&self, name: &str) -> Option<&str> {
        self.container_instance.attributes.get(name).map(String::as_str)
    }

    fn ec2_instance_id(&self) -> Option<&str> {
        self.container_instance.ec2_instance_id.as_deref()
    }

    fn agent_version(&self) -> Option<Version> {
        Version::parse(&self.container_instance.agent_version)
    }

    fn is_agent_connected(&self) -> bool {
        self.container_instance.agent_connected
    }

    fn registered_at(&self) -> Timestamp {
        Timestamp(START_OF_TIME.saturating_add(self.container_instance.registered_at_seconds))
    }

    fn running_tasks_count(&self) -> u32 {
        u32::try_from(self.tasks.iter().filter(|task| task.counts()).count()).unwrap_or(u32::MAX)
    }

    fn has_task_group(&self, passes: &dyn Fn(&str) -> bool) -> bool {
        self.tasks.iter().any(|task| task.counts() && passes(&task.group))
    }
}
