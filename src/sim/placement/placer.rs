//! The placement index over a world: where the next task goes and what tied with it, without looking at every instance.
//!
//! It is a cache beside the world: in no hash, no save and no link. Without it the scan gives the same answer, and only
//! the scan explains. It learns of changes from the events; whatever it cannot follow drops it.

use bayplan_placement::{
    Amounts, AttributeId, Demand, Expression, GroupId, InstanceIndex, Interner, OutOfRange, PortId,
    PredicateId, Registration, Spec, Strategy, TieRule, ValueId, ZoneSet,
};

use super::{Placement, Request, Rule, checks};
use crate::ecs::query::{Comparison, Expr, Ordering, Test};
use crate::ecs::{self, Attribute, BinpackField, HostPort, PlacementStrategy, SpreadField};
use crate::sim::draw::random;
use crate::sim::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, EXTERNAL, Event, LaunchType, Switch,
    Task, TaskPlace, World,
};
use crate::sorted::SortedMap;

/// More classes of equal tasks than this are seldom all in use: then it is cheaper to start anew.
const MAX_CLASSES: usize = 1_000;

/// The index over one world.
#[derive(Clone, Debug, Default)]
pub struct Placer {
    index: bayplan_placement::Placer,
    /// In order of joining, which is the order of ids.
    container_instances: Vec<ContainerInstanceId>,
    groups: Interner<String>,
    attributes: Interner<String>,
    values: Interner<String>,
    ports: Interner<HostPort>,
    /// Required attributes, each kept as one fact about each instance.
    required: SortedMap<Attribute, PredicateId>,
    /// Expressions that nothing on the board changes, by their spelling, each kept likewise.
    fixed: SortedMap<String, (Expr, PredicateId)>,
    /// Whether an external instance ever joined: where none did, launch types need not be told apart.
    has_external: bool,
}

/// The index can no longer follow the world: drop it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Lost;

impl From<OutOfRange> for Lost {
    fn from(_: OutOfRange) -> Self {
        Self
    }
}

impl Placer {
    /// The index over this world; none when a number in it is larger than the index has bits for.
    #[must_use]
    pub fn of(world: &World) -> Option<Self> {
        let mut placer = Self::default();
        for container_instance in world.container_instances.values() {
            placer.add(container_instance).ok()?;
        }
        for task in world.tasks.values().filter(|task| task.counts()) {
            placer.place(world, task).ok()?;
        }
        Some(placer)
    }

    /// Learns of an event. `world` is the world before it.
    ///
    /// # Errors
    /// When the index cannot follow: it must be dropped then.
    pub fn follow(&mut self, world: &World, event: &Event) -> Result<(), Lost> {
        match event {
            Event::ContainerInstanceRegistered(joining) => self.add(joining),
            Event::ContainerInstanceDeregistered(id) => {
                let instance = self.number(*id)?;
                self.index.deregister(instance);
                Ok(())
            }
            Event::ContainerInstanceStatusSet(id, status) => {
                let instance = self.number(*id)?;
                self.index.set_active(instance, *status == ContainerInstanceStatus::Active);
                Ok(())
            }
            Event::AgentSet(id, switch) => {
                let instance = self.number(*id)?;
                self.index.set_agent_connected(instance, *switch == Switch::On);
                Ok(())
            }
            Event::TaskPlaced(task) => self.place(world, task),
            Event::TaskAssigned(id, container_instance, _) => {
                let task = world.tasks.get(id).ok_or(Lost)?;
                let place = TaskPlace::ContainerInstance(*container_instance);
                self.place(world, &Task { place, ..Task::clone(task) })
            }
            Event::TaskStopping(id, _) | Event::TaskStopped(id) => match world.tasks.get(id) {
                Some(task) if task.counts() => self.stop(world, task),
                Some(_) => Ok(()),
                None => Err(Lost),
            },
            // Rare, and they change what instances are: the index is made anew when it is needed next.
            Event::AttributePut { .. }
            | Event::AttributeDeleted { .. }
            | Event::ZoneSet(..)
            | Event::InstanceSet(..) => Err(Lost),
            Event::TaskDefinitionRegistered(_)
            | Event::TaskDefinitionDeregistered(_)
            | Event::AwsvpcTrunkingSet(_)
            | Event::TaskNotPlaced
            | Event::TaskStateChanged(..)
            | Event::BehaviorSet(..)
            | Event::ClockStarted
            | Event::ClockMoved(_)
            | Event::CameDue(_)
            | Event::ServiceCreated(_)
            | Event::DesiredCountSet(..)
            | Event::ServiceDeleted(_)
            | Event::ServiceTaskNotPlaced(_)
            | Event::SteadyStateReached(_)
            | Event::ServiceChanged(..)
            | Event::NetworkChanged(_)
            | Event::LoadBalancingChanged(_)
            | Event::TargetsChecked(..)
            | Event::SeedSet(_)
            | Event::OfRoles(_)
            | Event::OfVolumes(_)
            | Event::CapacityChanged(_)
            | Event::ScalingChanged(..) => Ok(()),
        }
    }

    /// Where the next task goes; none when no instance can take it.
    pub(in crate::sim) fn choose(&mut self, world: &World, request: &Request) -> Option<ContainerInstanceId> {
        let Some(class) = self.class(world, request) else {
            return scanned(world, request, Placement::chosen_container_instance);
        };
        let chosen = self.index.choose(class, TieRule::Draw(random(world)))?;
        self.id(chosen)
    }

    /// The equal best for the next task, in order of joining.
    pub(in crate::sim) fn best(&mut self, world: &World, request: &Request) -> Vec<ContainerInstanceId> {
        let Some(class) = self.class(world, request) else {
            return scanned(world, request, Placement::best);
        };
        let ties = self.index.best(class).map_or_else(Vec::new, |best| best.ties());
        ties.into_iter().filter_map(|it| self.id(it)).collect()
    }

    /// Whether so many kinds of requests were asked for that starting anew is cheaper.
    pub(in crate::sim) fn is_crowded(&self) -> bool {
        self.index.n_classes() > MAX_CLASSES
    }

    fn id(&self, instance: InstanceIndex) -> Option<ContainerInstanceId> {
        self.container_instances.get(usize::try_from(instance.0).ok()?).copied()
    }

    fn number(&self, id: ContainerInstanceId) -> Result<InstanceIndex, Lost> {
        let at = self.container_instances.binary_search(&id).map_err(|_| Lost)?;
        u32::try_from(at).map(InstanceIndex).map_err(|_| Lost)
    }
}

/// What happens in the world.
impl Placer {
    fn add(&mut self, joining: &ContainerInstance) -> Result<(), Lost> {
        let attributes = joining.attributes.iter().map(|(name, value)| {
            (AttributeId(self.attributes.number(name)), ValueId(self.values.number(value)))
        });
        let registration = Registration {
            amounts: Amounts {
                cpu_units: joining.cpu_units,
                memory_mib: joining.memory_mib,
                enis: joining.eni_limit,
                gpus: joining.gpus,
            },
            zone: joining.zone.0,
            attributes: attributes.collect(),
            reserved_ports: joining.reserved_ports.iter().map(|it| PortId(self.ports.number(it))).collect(),
            predicates: self.predicates_of(joining),
        };
        let instance = self.index.add(&registration)?;
        self.index.set_active(instance, joining.status == ContainerInstanceStatus::Active);
        self.index.set_agent_connected(instance, joining.agent_connected);
        self.container_instances.push(joining.id);
        self.has_external |= joining.is_external();
        Ok(())
    }

    fn predicates_of(&self, joining: &ContainerInstance) -> Vec<PredicateId> {
        let required = self.required.iter().filter(|(it, _)| checks::has(joining, it)).map(|it| *it.1);
        let fixed = self.fixed.values().filter(|(it, _)| holds_for(it, joining)).map(|it| it.1);
        required.chain(fixed).collect()
    }

    fn place(&mut self, world: &World, task: &Task) -> Result<(), Lost> {
        let TaskPlace::ContainerInstance(id) = task.place else { return Ok(()) };
        let (instance, demand) = (self.number(id)?, self.demand_of(world, task)?);
        Ok(self.index.place(instance, &demand, GroupId(self.groups.number(&task.group)))?)
    }

    fn stop(&mut self, world: &World, task: &Task) -> Result<(), Lost> {
        let TaskPlace::ContainerInstance(id) = task.place else { return Ok(()) };
        let (instance, demand) = (self.number(id)?, self.demand_of(world, task)?);
        Ok(self.index.stop(instance, &demand, GroupId(self.groups.number(&task.group)))?)
    }

    fn demand_of(&mut self, world: &World, task: &Task) -> Result<Demand, Lost> {
        let registered = world.task_definition(task.task_definition).ok_or(Lost)?;
        Ok(self.demand(&registered.demand))
    }
}

/// What is asked, in the index's numbers.
impl Placer {
    /// None when the index has no words for a rule of the request; then the scan decides.
    fn class(&mut self, world: &World, request: &Request) -> Option<bayplan_placement::ClassId> {
        let mut spec = Spec {
            demand: self.demand(request.demand),
            zones: request.zones.map(|zones| ZoneSet::of(zones.iter().map(|zone| zone.0))),
            group: GroupId(self.groups.number(request.group)),
            chain: request.strategies.iter().map(|it| self.strategy(it)).collect(),
            ..Spec::default()
        };
        // The index knows which ports are taken, not how many: the scan counts, once there are enough of them to matter.
        if !spec.demand.ports.is_empty() && self.ports.len() > ecs::MAX_RESERVED_PORTS as usize {
            return None;
        }
        match request.launch_type {
            LaunchType::Ec2 if self.has_external => {
                spec.expressions.push(Expression::Not(Box::new(self.external(world))));
            }
            LaunchType::External => spec.expressions.push(self.external(world)),
            LaunchType::Ec2 | LaunchType::Fargate => {}
        }
        for attribute in request.requires_attributes {
            spec.expressions.push(Expression::Predicate(self.predicate(world, attribute)));
        }
        for rule in request.rules {
            match rule {
                Rule::DistinctInstance => spec.is_distinct = true,
                Rule::MemberOf(_, expression) => spec.expressions.push(self.expression(world, expression)?),
            }
        }
        Some(self.index.class(&spec))
    }

    fn demand(&mut self, demand: &ecs::Demand) -> Demand {
        Demand {
            cpu_units: demand.cpu_units,
            memory_mib: demand.memory_mib,
            enis: demand.enis,
            gpus: demand.gpus,
            ports: demand.host_ports.iter().map(|port| PortId(self.ports.number(port))).collect(),
        }
    }

    fn strategy(&mut self, strategy: &PlacementStrategy) -> Strategy {
        match strategy {
            PlacementStrategy::Random => Strategy::Random,
            PlacementStrategy::Spread(SpreadField::InstanceId) => Strategy::SpreadInstance,
            PlacementStrategy::Spread(SpreadField::Attribute(name)) => {
                Strategy::SpreadAttribute(AttributeId(self.attributes.number(name)))
            }
            PlacementStrategy::Binpack(BinpackField::Cpu) => Strategy::BinpackCpu,
            PlacementStrategy::Binpack(BinpackField::Memory) => Strategy::BinpackMemory,
        }
    }

    fn expression(&mut self, world: &World, expression: &Expr) -> Option<Expression> {
        if expression.is_fixed() {
            return Some(Expression::Predicate(self.fixed(world, expression)));
        }
        Some(match expression {
            Expr::Or(parts) => Expression::Any(self.expressions(world, parts)?),
            Expr::And(parts) => Expression::All(self.expressions(world, parts)?),
            Expr::Not(inner) => Expression::Not(Box::new(self.expression(world, inner)?)),
            Expr::Compare(Comparison::RunningTasksCount(ordering, count)) => {
                Expression::RunningTasks(comparison(*ordering), *count)
            }
            Expr::Compare(Comparison::AgentConnected(test)) => agent_connected(test),
            Expr::Compare(Comparison::TaskGroup(test)) => self.task_group(test)?,
            // These are fixed.
            Expr::Compare(
                Comparison::AgentVersion(..)
                | Comparison::Attribute(..)
                | Comparison::Ec2InstanceId(_)
                | Comparison::RegisteredAt(..),
            ) => return None,
        })
    }

    fn external(&mut self, world: &World) -> Expression {
        Expression::Predicate(self.predicate(world, &Attribute::capability(EXTERNAL)))
    }

    fn expressions(&mut self, world: &World, parts: &[Expr]) -> Option<Vec<Expression>> {
        parts.iter().map(|part| self.expression(world, part)).collect()
    }

    fn task_group(&mut self, test: &Test) -> Option<Expression> {
        let mut runs = |group: &String| Expression::RunsGroup(GroupId(self.groups.number(group)));
        let none = |expression| Expression::Not(Box::new(expression));
        Some(match test {
            Test::Is(Ordering::Equals, group) => runs(group),
            Test::Is(Ordering::NotEquals, group) => none(runs(group)),
            Test::In(groups) => Expression::Any(groups.iter().map(runs).collect()),
            Test::NotIn(groups) => none(Expression::Any(groups.iter().map(runs).collect())),
            Test::Exists => Expression::RunningTasks(bayplan_placement::Comparison::Greater, 0),
            Test::NotExists => Expression::RunningTasks(bayplan_placement::Comparison::Equal, 0),
            // A group that matches may come later.
            Test::Is(..) | Test::Matches(_) | Test::NotMatches(_) => return None,
        })
    }

    /// The predicate of an expression that nothing on the board changes.
    fn fixed(&mut self, world: &World, expression: &Expr) -> PredicateId {
        let spelling = expression.to_string();
        if let Some((_, predicate)) = self.fixed.get(&spelling) {
            return *predicate;
        }
        let holds = |id| world.container_instances.get(id).is_some_and(|it| holds_for(expression, it));
        let holds: Vec<bool> = self.container_instances.iter().map(holds).collect();
        let predicate = self.index.define_predicate(&holds);
        self.fixed.insert(spelling, (expression.clone(), predicate));
        predicate
    }

    /// The predicate of a required attribute. Instances that left are never asked, so anything may be noted for them.
    fn predicate(&mut self, world: &World, attribute: &Attribute) -> PredicateId {
        if let Some(predicate) = self.required.get(attribute) {
            return *predicate;
        }
        let has = |id| world.container_instances.get(id).is_some_and(|it| checks::has(it, attribute));
        let holds: Vec<bool> = self.container_instances.iter().map(has).collect();
        let predicate = self.index.define_predicate(&holds);
        self.required.insert(attribute.clone(), predicate);
        predicate
    }
}

/// What the scan says.
fn scanned<T>(world: &World, request: &Request, of: fn(&Placement) -> T) -> T {
    of(&super::on_container_instances(world, request))
}

fn holds_for(expression: &Expr, container_instance: &ContainerInstance) -> bool {
    expression.holds_for(&checks::InstanceFacts { container_instance, tasks: &[] })
}

fn comparison(ordering: Ordering) -> bayplan_placement::Comparison {
    match ordering {
        Ordering::Equals => bayplan_placement::Comparison::Equal,
        Ordering::NotEquals => bayplan_placement::Comparison::NotEqual,
        Ordering::Greater => bayplan_placement::Comparison::Greater,
        Ordering::GreaterOrEqual => bayplan_placement::Comparison::GreaterOrEqual,
        Ordering::Less => bayplan_placement::Comparison::Less,
        Ordering::LessOrEqual => bayplan_placement::Comparison::LessOrEqual,
    }
}

fn agent_connected(test: &Test) -> Expression {
    match (test.holds_for(Some("true")), test.holds_for(Some("false"))) {
        (true, true) => Expression::All(vec![]),
        (true, false) => Expression::AgentConnected,
        (false, true) => Expression::Not(Box::new(Expression::AgentConnected)),
        (false, false) => Expression::Any(vec![]),
    }
}
