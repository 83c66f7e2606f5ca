//! The RunTask request that the learner puts together in the Build panel.

use leptos::prelude::untrack;

use crate::ecs::{PlacementConstraint, PlacementStrategy, query};
use crate::sim::{LaunchType, MAX_TASKS_PER_CALL, RunTask, TaskDefinitionId, World};
use crate::ui::signal::RwSignal;

use super::capacity::{self, Providers};

/// The parts of the request, each a signal of its own.
#[derive(Clone, Copy)]
pub struct Request {
    /// What to run.
    pub task_definition: RwSignal<TaskDefinitionId>,
    /// On what.
    pub launch_type: RwSignal<LaunchType>,
    /// Instead of a launch type.
    pub providers: Providers,
    /// How many tasks.
    pub count: RwSignal<u32>,
    /// In order.
    pub strategies: RwSignal<Vec<PlacementStrategy>>,
    /// Whether each task of the group wants an instance of its own.
    pub is_distinct: RwSignal<bool>,
    /// `memberOf` expressions, all of which must hold.
    pub expressions: RwSignal<Vec<Expression>>,
}

/// A `memberOf` expression as it is written.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct Expression {
    /// Tells it from the others of the request.
    pub key: u32,
    /// The text, and what was read in it.
    pub written: RwSignal<query::Expression>,
}

impl Expression {
    /// As it stands first.
    pub fn new(key: u32, written: query::Expression) -> Self {
        Self { key, written: RwSignal::new(written) }
    }
}

impl Request {
    /// A request as it was left.
    pub fn of(request: RunTask) -> Self {
        let is_distinct = request.placement_constraints.contains(&PlacementConstraint::DistinctInstance);
        let expressions = request.placement_constraints.into_iter().filter_map(|it| match it {
            PlacementConstraint::DistinctInstance => None,
            PlacementConstraint::MemberOf(expression) => Some(expression),
        });
        let expressions = (0..).zip(expressions).map(|(key, written)| Expression::new(key, written));
        Self {
            task_definition: RwSignal::new(request.task_definition),
            launch_type: RwSignal::new(request.launch_type),
            providers: RwSignal::new(request.capacity_provider_strategy),
            count: RwSignal::new(request.count.clamp(1, MAX_TASKS_PER_CALL)),
            strategies: RwSignal::new(request.placement_strategy),
            is_distinct: RwSignal::new(is_distinct),
            expressions: RwSignal::new(expressions.collect()),
        }
    }

    /// All that was chosen, whatever the launch type makes of it.
    pub fn as_it_stands(self) -> RunTask {
        RunTask {
            task_definition: self.task_definition.get_untracked(),
            count: self.count.get_untracked(),
            launch_type: self.launch_type.get_untracked(),
            capacity_provider_strategy: self.providers.get_untracked(),
            placement_strategy: self.strategies.get_untracked(),
            placement_constraints: self.constraints(),
            group: None,
        }
    }

    /// Makes what reads this run again on every change of the request.
    pub fn track(self) {
        self.task_definition.track();
        self.count.track();
        self.launch_type.track();
        self.providers.track();
        self.strategies.track();
        self.is_distinct.track();
        self.expressions.with(|all| all.iter().for_each(|it| it.written.track()));
    }

    /// All constraints; a field that is still empty is none.
    fn constraints(self) -> Vec<PlacementConstraint> {
        let distinct = self.is_distinct.get_untracked().then_some(PlacementConstraint::DistinctInstance);
        let all = self.expressions.get_untracked().into_iter().map(|it| it.written.get_untracked());
        let written = all.filter(|it| !it.text().trim().is_empty()).map(PlacementConstraint::MemberOf);
        distinct.into_iter().chain(written).collect()
    }

    /// One task of the first definition, on EC2, placed by these strategies.
    pub fn new(strategies: Vec<PlacementStrategy>) -> Self {
        Self {
            task_definition: RwSignal::new(TaskDefinitionId(0)),
            launch_type: RwSignal::new(LaunchType::Ec2),
            providers: RwSignal::new(None),
            count: RwSignal::new(1),
            strategies: RwSignal::new(strategies),
            is_distinct: RwSignal::new(false),
            expressions: RwSignal::new(vec![]),
        }
    }

    /// The request as the API takes it.
    pub fn run_task(self, task_definition: TaskDefinitionId, count: u32) -> RunTask {
        let capacity_provider_strategy = self.providers.get_untracked();
        let launch_type = match capacity_provider_strategy {
            None => self.launch_type.get_untracked(),
            Some(_) if untrack(|| self.is_on_fargate()) => LaunchType::Fargate,
            Some(_) => LaunchType::Ec2,
        };
        RunTask { capacity_provider_strategy, ..self.on(launch_type, task_definition, count) }
    }

    /// Whether its tasks run on Fargate.
    pub fn is_on_fargate(self) -> bool {
        capacity::is_on_fargate(self.providers, self.launch_type)
    }

    /// The request for one task of a definition on Fargate.
    pub fn run_task_on_fargate(self, task_definition: TaskDefinitionId) -> RunTask {
        self.on(LaunchType::Fargate, task_definition, 1)
    }

    fn on(self, launch_type: LaunchType, task_definition: TaskDefinitionId, count: u32) -> RunTask {
        let all = self.as_it_stands();
        let (placement_strategy, placement_constraints) = match launch_type {
            LaunchType::Ec2 | LaunchType::External => (all.placement_strategy, all.placement_constraints),
            LaunchType::Fargate => (vec![], vec![]),
        };
        RunTask {
            task_definition,
            count,
            launch_type,
            capacity_provider_strategy: None,
            placement_strategy,
            placement_constraints,
            group: None,
        }
    }

    /// The selected task definition, as long as it is ACTIVE; else the last one that is.
    pub fn selected(self, world: &World) -> Option<TaskDefinitionId> {
        let selected = self.task_definition.get();
        let is_active = |id: &TaskDefinitionId| world.active_task_definition(*id).is_ok();
        let all = (0..).map(TaskDefinitionId).zip(&world.task_definitions).map(|(id, _)| id);
        Some(selected).filter(is_active).or_else(|| all.filter(is_active).last())
    }
}
