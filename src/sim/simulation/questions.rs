//! What can be asked of a simulation: why something happened, and what would happen.

use super::{MAX_DECISIONS, Simulation, index};
use crate::sim::rest::{is_move, rest_of};
use crate::sim::{
    Command, ContainerInstanceId, Decision, Explanation, Refusal, RunTask, TimeRefusal, World, decision,
    placement, run_task,
};

impl Simulation {
    /// The full account of one decision of the log, by replaying to it.
    #[must_use]
    pub fn explain(&self, log_index: usize) -> Explanation {
        self.decision(log_index).map_or(Explanation::Plain, |(_, decision)| decision.explanation)
    }

    /// What would happen on an order now.
    #[must_use]
    pub fn decide(&self, order: &Command) -> Decision {
        (self.model.decide)(&self.world, order)
    }

    /// One decision of the log, in one line.
    #[must_use]
    pub fn sentence(&self, log_index: usize) -> Option<String> {
        self.decision(log_index).map(|(world, decision)| (self.model.sentence)(&world, &decision))
    }

    /// One decision of the log and the world it was taken in (which has the names that its sentences need).
    #[must_use]
    pub fn decision(&self, log_index: usize) -> Option<(World, Decision)> {
        let number = self.log.get(log_index)?.command;
        let first_of_command = self.log.partition_point(|it| it.command < number);
        let mut order = Some(self.commands.get(index(number))?.clone());
        for earlier in &self.log[first_of_command..log_index] {
            order = order.and_then(|order| rest_of(order, earlier));
        }
        let world = self.world_after(index(number), log_index);
        let decision = if log_index - first_of_command >= MAX_DECISIONS {
            Decision::refused(Refusal::InTime(TimeRefusal::TooMuchHappens))
        } else {
            match order {
                // How far the clock moved at once lay in the steps that were joined into this command.
                Some(Command::Advance(_)) if is_move(&self.log[log_index]) => {
                    Decision::plain(self.log[log_index].events.clone())
                }
                Some(order) => {
                    self.model.own_turn(&world, &order).unwrap_or_else(|| (self.model.decide)(&world, &order))
                }
                // After the order itself the schedulers have their turn.
                None => (self.model.next)(&world)?,
            }
        };
        Some((world, decision))
    }

    /// Where the next task of a request would go now: all instances that tie for it, in order of joining. Empty when
    /// it would be refused or would not run on instances.
    pub fn best_container_instances(&mut self, request: &RunTask) -> Vec<ContainerInstanceId> {
        self.make_placer();
        let (world, mut best) = (&self.world, vec![]);
        match &mut self.placer {
            Some(placer) if decision::is_for_any_instance(request) => {
                run_task::decide_by(world, request, |it| {
                    best = placer.best(world, it);
                    placement::by_index(world, placer, it)
                });
            }
            _ => {
                if let Explanation::Placement(placement) = run_task::decide(world, request).explanation {
                    best = placement.best();
                }
            }
        }
        best
    }
}
