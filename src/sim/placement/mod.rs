//! Where a task goes: resources, then constraints, then strategies, then a choice among what is left.
//!
//! Constraints are binding, strategies are a preference; so filter first, then rank. This module never changes a
//! world and writes no sentence. Start reading at [`on_container_instances`].

mod checks;
mod fargate;
mod index;
mod placer;
mod strategies;

use std::ops::Deref;

use crate::ecs::{Attribute, Demand, PlacementStrategy};
use crate::sorted::{SortedMap, SortedSet};

use super::Task;
use super::capacity::CapacityProvider;
use super::draw::draw;
use super::{
    Check, ContainerInstance, ContainerInstanceId, Funnel, InstanceReport, LaunchType, Placement, Reserved,
    Stage, TaskDefinitionId, TaskPlace, World, Zone,
};

#[cfg(test)]
pub(super) use checks::InstanceFacts;
pub(super) use checks::Rule;
pub use index::Index;

/// What is to be placed, and by which rules.
pub(super) struct Request<'a> {
    pub task_definition: TaskDefinitionId,
    pub number: u32,
    pub launch_type: LaunchType,
    /// Only its instances are asked; none: all.
    pub capacity_provider: Option<CapacityProvider>,
    pub demand: &'a Demand,
    pub requires_attributes: &'a [Attribute],
    /// Zones of the subnets that an `awsvpc` task may use; none: all.
    pub zones: Option<&'a SortedSet<Zone>>,
    pub group: &'a str,
    /// Of task definition and request together.
    pub rules: &'a [Rule],
    pub strategies: &'a [PlacementStrategy],
}

/// One container instance on its way through the steps.
struct Candidate<'a> {
    container_instance: &'a ContainerInstance,
    reserved: Reserved,
    n_tasks_of_group: u32,
    report: InstanceReport,
}

impl Request<'_> {
    /// Whether the instance is of the capacity that the task is for.
    fn asks(&self, container_instance: &ContainerInstance) -> bool {
        match self.capacity_provider {
            Some(CapacityProvider::AutoScalingGroup(id)) => container_instance.capacity_provider == Some(id),
            Some(CapacityProvider::Fargate | CapacityProvider::FargateSpot) | None => {
                container_instance.launch_type() == self.launch_type
            }
        }
    }
}

impl<'a> Candidate<'a> {
    /// Without any task yet.
    fn new(container_instance: &'a ContainerInstance) -> Self {
        let report = InstanceReport {
            container_instance: container_instance.id,
            stage: Stage::Best,
            failed: vec![],
            ranks: vec![],
            lost_at: None,
        };
        Self { container_instance, reserved: Reserved::default(), n_tasks_of_group: 0, report }
    }

    fn check(&mut self, request: &Request, tasks: &[&Task]) {
        let mut failed = vec![];
        checks::fit(request, self.container_instance, &self.reserved, &mut failed);
        let fits = failed.is_empty();
        failed.extend(checks::constraints(request.rules, self.container_instance, tasks, request.group));
        self.report.stage = match (fits, failed.is_empty()) {
            (false, _) => Stage::Fit,
            (true, false) => Stage::Rule,
            (true, true) => Stage::Best,
        };
        self.report.failed = failed;
    }

    fn is_in(&self) -> bool {
        self.report.stage == Stage::Best
    }
}

/// Places one task, or says why not.
pub(super) fn on(world: &World, request: &Request) -> Placement {
    match request.launch_type {
        LaunchType::Ec2 | LaunchType::External => on_container_instances(world, request),
        LaunchType::Fargate => fargate::on_fargate(world, request),
    }
}

/// Places one task on a container instance, or says why not. A plain scan over the cluster.
pub(super) fn on_container_instances(world: &World, request: &Request) -> Placement {
    let mut candidates = candidates(world, request, None);
    let fit = count(&candidates, |it| it.report.stage != Stage::Fit);
    let obey = count(&candidates, Candidate::is_in);
    let elsewhere = elsewhere(world, request, candidates.len());
    let after_strategies = strategies::narrow(&mut candidates, request.strategies, &elsewhere);

    let best: Vec<_> = candidates.iter().filter(|it| it.is_in()).map(|it| it.container_instance.id).collect();
    let chosen = best.get(draw(world, best.len())).copied();
    Placement {
        task_definition: request.task_definition,
        number: request.number,
        chosen: chosen.map(TaskPlace::ContainerInstance),
        funnel: Funnel { in_cluster: count(&candidates, |_| true), fit, obey, after_strategies },
        instances: in_display_order(candidates, chosen),
        tied: if best.len() > 1 { best } else { vec![] },
        zones: vec![],
        seed: world.seed,
        capacity_provider: request.capacity_provider,
    }
}

/// Places one task by the index: where, without the account of why.
pub(super) fn by_index(world: &World, placer: &mut Index, request: &Request) -> Placement {
    Placement {
        task_definition: request.task_definition,
        number: request.number,
        chosen: placer.choose(world, request).map(TaskPlace::ContainerInstance),
        funnel: Funnel { in_cluster: 0, fit: 0, obey: 0, after_strategies: vec![] },
        instances: vec![],
        tied: vec![],
        zones: vec![],
        seed: world.seed,
        capacity_provider: request.capacity_provider,
    }
}

/// StartTask: takes the named instance if it fits, whatever the strategies would say.
pub(super) fn on_named_instance(world: &World, request: &Request, named: ContainerInstanceId) -> Placement {
    let mut reports: Vec<_> =
        candidates(world, request, Some(named)).into_iter().map(|it| it.report).collect();
    let fits = reports.iter().any(|it| it.stage == Stage::Best);
    if reports.is_empty() {
        let was_there = named.0 < world.next_container_instance;
        let absent = if was_there { Check::Deregistered } else { Check::Missing };
        let (stage, failed) = (Stage::Fit, vec![absent]);
        reports.push(InstanceReport {
            container_instance: named,
            stage,
            failed,
            ranks: vec![],
            lost_at: None,
        });
    }
    Placement {
        task_definition: request.task_definition,
        number: request.number,
        chosen: fits.then_some(TaskPlace::ContainerInstance(named)),
        funnel: Funnel {
            in_cluster: 1,
            fit: u32::from(fits),
            obey: u32::from(fits),
            after_strategies: vec![],
        },
        instances: reports,
        tied: vec![],
        zones: vec![],
        seed: world.seed,
        capacity_provider: request.capacity_provider,
    }
}

/// The instances that obey all rules, whatever they have left and whatever tasks they are for; a daemon asks this.
pub(super) fn obeying(world: &World, rules: &[Rule], group: &str) -> Vec<ContainerInstanceId> {
    // Its own task must not make it leave: else it would come and go for ever.
    let mut tasks = tasks_by_instance(world);
    for tasks in tasks.values_mut() {
        tasks.retain(|task| task.group != group);
    }
    let obeys =
        |it: &&ContainerInstance| checks::constraints(rules, it, tasks_on(&tasks, it.id), group).is_empty();
    world.container_instances.values().map(Deref::deref).filter(obeys).map(|it| it.id).collect()
}

/// The tasks of each instance, in one pass.
fn tasks_by_instance(world: &World) -> SortedMap<ContainerInstanceId, Vec<&Task>> {
    let mut by_instance: SortedMap<_, _> =
        world.container_instances.keys().map(|id| (*id, Vec::<&Task>::new())).collect();
    for task in world.tasks.values() {
        if let TaskPlace::ContainerInstance(id) = task.place
            && let Some(tasks) = by_instance.get_mut(&id)
        {
            tasks.push(task);
        }
    }
    by_instance
}

fn tasks_on<'a, 'b>(
    by_instance: &'b SortedMap<ContainerInstanceId, Vec<&'a Task>>,
    id: ContainerInstanceId,
) -> &'b [&'a Task] {
    by_instance.get(&id).map_or(&[], Vec::as_slice)
}

/// The instances that are asked, after the steps one and two. `named`: only this one.
fn candidates<'a>(
    world: &'a World,
    request: &Request,
    named: Option<ContainerInstanceId>,
) -> Vec<Candidate<'a>> {
    let is_asked = |it: &&ContainerInstance| match named {
        Some(named) => named == it.id,
        None => request.asks(it),
    };
    let asked = world.container_instances.values().map(Deref::deref).filter(is_asked);
    let mut candidates: Vec<_> = asked.map(Candidate::new).collect();
    let positions = positions(&candidates);
    for task in world.tasks.values().filter(|task| task.counts()) {
        if let TaskPlace::ContainerInstance(place) = task.place
            && let Some(candidate) = positions.get(index(place)).and_then(|at| candidates.get_mut(*at))
            && let Some(registered) = world.task_definition(task.task_definition)
        {
            candidate.reserved.add_amounts(&registered.demand);
            // Who holds which port is asked only for a task that wants one.
            if !request.demand.host_ports.is_empty() {
                candidate.reserved.add_ports(task.id, &registered.demand);
            }
            candidate.n_tasks_of_group += u32::from(task.group == request.group);
        }
    }
    // Only rules look at the tasks themselves.
    let tasks = if request.rules.is_empty() { SortedMap::new() } else { tasks_by_instance(world) };
    for candidate in &mut candidates {
        let tasks = tasks_on(&tasks, candidate.container_instance.id);
        candidate.check(request, tasks);
    }
    candidates
}

/// The instances that are not among the `n_asked`, once for each task of the group on them: a spread counts the whole
/// cluster.
fn elsewhere<'a>(world: &'a World, request: &Request, n_asked: usize) -> Vec<&'a ContainerInstance> {
    if n_asked == world.container_instances.len() {
        return vec![];
    }
    let of_group = world.tasks.values().filter(|task| task.counts() && task.group == request.group);
    let places = of_group.filter_map(|task| match task.place {
        TaskPlace::ContainerInstance(id) => world.container_instances.get(&id),
        TaskPlace::Fargate(_) | TaskPlace::AwaitsCapacity => None,
    });
    places.map(Deref::deref).filter(|it| !request.asks(it)).collect()
}

/// Where the candidate of each id stands: there are many more tasks than instances, so looking each up took longest.
fn positions(candidates: &[Candidate]) -> Vec<usize> {
    let mut positions =
        vec![usize::MAX; candidates.last().map_or(0, |it| index(it.container_instance.id) + 1)];
    for (at, candidate) in candidates.iter().enumerate() {
        positions[index(candidate.container_instance.id)] = at;
    }
    positions
}

fn index(id: ContainerInstanceId) -> usize {
    usize::try_from(id.0).unwrap_or(usize::MAX - 1)
}

fn count<'a>(candidates: &[Candidate<'a>], condition: impl Fn(&Candidate<'a>) -> bool) -> u32 {
    u32::try_from(candidates.iter().filter(|it| condition(it)).count()).unwrap_or(u32::MAX)
}

/// The chosen one first, then the other finalists, then the rejected by latest stage.
fn in_display_order(candidates: Vec<Candidate>, chosen: Option<ContainerInstanceId>) -> Vec<InstanceReport> {
    let mut reports: Vec<_> = candidates.into_iter().map(|it| it.report).collect();
    let behind = |it: &InstanceReport| if Some(it.container_instance) == chosen { 0 } else { it.behind() };
    let mut in_order = Vec::with_capacity(reports.len());
    // There are few places to stand, and within each they are in order already.
    while let Some(next) = reports.iter().map(behind).min() {
        in_order.extend(reports.extract_if(.., |it| behind(it) == next));
    }
    in_order
}

impl InstanceReport {
    /// The further the instance came, the less; at least 1.
    fn behind(&self) -> u32 {
        match self.stage {
            Stage::Best => 1,
            Stage::Rank => u32::MAX - 2 - self.lost_at.unwrap_or(0),
            Stage::Rule => u32::MAX - 1,
            Stage::Fit => u32::MAX,
        }
    }
}
