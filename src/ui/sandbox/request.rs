//! The RunTask request that the learner puts together in the Build panel.

use leptos::prelude::*;

use crate::ecs::{PlacementConstraint, PlacementStrategy};
use crate::sim::{LaunchType, RunTask, TaskDefinitionId, World};

/// The parts of the request, each a signal of its own.
#[derive(Clone, Copy)]
pub struct Request {
    /// What to run.
    pub task_definition: RwSignal<TaskDefinitionId>,
    /// On what.
    pub launch_type: RwSignal<LaunchType>,
    /// How many tasks.
    pub count: RwSignal<u32>,
    /// In order.
    pub strategies: RwSignal<Vec<PlacementStrategy>>,
    /// Whether each task of the group wants an instance of its own.
    pub is_distinct: RwSignal<bool>,
}

impl Request {
    /// One task of the first definition, on EC2, placed by these strategies.
    pub fn new(strategies: Vec<PlacementStrategy>) -> Self {
        Self {
            task_definition: RwSignal::new(TaskDefinitionId(0)),
            launch_type: RwSignal::new(LaunchType::Ec2),
            count: RwSignal::new(1),
            strategies: RwSignal::new(strategies),
            is_distinct: RwSignal::new(false),
        }
    }

    /// The request as the API takes it.
    pub fn run_task(self, task_definition: TaskDefinitionId, count: u32) -> RunTask {
        self.on(self.launch_type.get_untracked(), task_definition, count)
    }

    /// The request for one task of a definition on Fargate.
    pub fn run_task_on_fargate(self, task_definition: TaskDefinitionId) -> RunTask {
        self.on(LaunchType::Fargate, task_definition, 1)
    }

    fn on(self, launch_type: LaunchType, task_definition: TaskDefinitionId, count: u32) -> RunTask {
        let is_ec2 = launch_type == LaunchType::Ec2;
        let constraints = if is_ec2 && self.is_distinct.get_untracked() {
            vec![PlacementConstraint::DistinctInstance]
        } else {
            vec![]
        };
        RunTask {
            task_definition,
            count,
            launch_type,
            placement_strategy: if is_ec2 { self.strategies.get_untracked() } else { vec![] },
            placement_constraints: constraints,
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
