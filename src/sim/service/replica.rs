//! A REPLICA service keeps as many tasks as desired, within minimumHealthyPercent and maximumPercent.
//!
//! AWS documents the bounds, not the order of the steps. The model starts first where it may, and stops a task that is to
//! be replaced when another one is healthy in its place; only where it cannot start does it go down to the lower bound.

use crate::sim::life::{HealthStatus, TaskStatus};
use crate::sim::{Decision, Task, TaskPlace, World};

use super::census::{Census, is_leaving, is_protected};
use super::change::ServiceChange;
use super::deployment::{Deployment, DeploymentStrategy, LifecycleStage, RevisionCleanup, RolloutState};
use super::scheduler::{is_throttled, of_change, of_service, stopped, stopped_as_unhealthy, waits};
use super::{Service, health, place_task, rebalance, rollout, task_to_stop};

/// The next decision of one service.
pub(super) fn next(world: &World, service: &Service) -> Option<Decision> {
    let census = Census::of(world, service);
    // A task that an instance gives away before it runs is stopped at once.
    let is_given_up = |it: &&&Task| is_leaving(world, it) && it.life.last_status < TaskStatus::Running;
    if let Some(task) = census.old.iter().find(is_given_up) {
        return Some(stopped(world, service, task));
    }
    if let Some(decision) = rollout::next(world, service, &census, service.desired_count) {
        return Some(decision);
    }
    let plan = Plan::of(world, service, &census);
    if plan.can_start() {
        return place_task(world, &service.placement).ok().map(|it| of_service(service, it));
    }
    plan.stop_unhealthy()
        .or_else(|| plan.stop_old())
        .or_else(|| rebalance::next(world, service, &census))
        .or_else(|| plan.scale_in())
        .or_else(|| plan.tell())
        .or_else(|| rollout::settled(service, &census, service.desired_count))
}

/// What the bounds allow at this moment.
struct Plan<'a> {
    world: &'a World,
    service: &'a Service,
    census: &'a Census<'a>,
    lower: u32,
    /// More are wanted than can become healthy.
    is_short: bool,
    is_full: bool,
    /// No task may be started before another stops: the bounds leave no room above, or no place was found.
    must_stop_first: bool,
}

impl<'a> Plan<'a> {
    fn of(world: &'a World, service: &'a Service, census: &'a Census<'a>) -> Self {
        let bounds = service.configuration.bounds(service.desired_count);
        let is_short = census.n_good() < service.desired_count;
        let is_full = !shifts_traffic(service) && census.n_all() >= bounds.max_running;
        Self {
            world,
            service,
            census,
            lower: bounds.min_running,
            is_short,
            is_full,
            must_stop_first: service.blocked_at == Some(world.n_changes)
                || (is_full && bounds.can_start_first == 0),
        }
    }

    fn can_start(&self) -> bool {
        let primary = self.service.deployments.first();
        let is_failed = primary.is_some_and(|it| it.rollout_state == RolloutState::Failed);
        self.is_short && !self.is_full && !is_failed && !waits(self.world, self.service)
    }

    /// Its replacement first, if there is room for one; else they go one by one down to the lower bound.
    fn stop_unhealthy(&self) -> Option<Decision> {
        let task = self.census.unhealthy.iter().find(|it| !is_protected(self.world, it))?;
        let is_replaced = self.census.n_new_healthy >= self.service.desired_count;
        let makes_room = self.is_short && (self.is_full || self.must_stop_first);
        let may_stop = is_replaced || (makes_room && self.census.n_running > self.lower);
        may_stop.then(|| stopped_as_unhealthy(self.world, task))
    }

    /// What is to be replaced stops when others are healthy in its place, or to make room where none may start.
    fn stop_old(&self) -> Option<Decision> {
        let primary = self.service.deployments.first()?;
        let keeps_old = primary.rollout_state == RolloutState::Failed
            || (shifts_traffic(self.service) && primary.stage < LifecycleStage::CleanUp);
        let may_stop = |task: &&&Task| {
            let leaves = is_leaving(self.world, task);
            leaves || !(keeps_old || is_protected(self.world, task))
        };
        // Those that are not healthy go first: they help nobody.
        let by_use = |task: &&&Task| (health(self.world, task) == HealthStatus::Healthy, task.id);
        let task = *self.census.old.iter().filter(may_stop).min_by_key(by_use)?;
        let is_useful = health(self.world, task) == HealthStatus::Healthy;
        let is_running = task.life.last_status == TaskStatus::Running;
        let n_useful = if is_useful {
            self.census.n_healthy
        } else {
            self.census.n_new_healthy + self.census.n_old_running
        };
        let is_surplus = n_useful > self.service.desired_count;
        let makes_room = self.is_short && self.must_stop_first && n_useful > self.lower;
        // Nothing waits for the rest of the new revision.
        let early_success = rollout::early_success(self.service, self.census, self.service.desired_count);
        let blocks = early_success == Some(RevisionCleanup::Blocking);
        (is_surplus || makes_room || blocks || !is_running).then(|| stopped(self.world, self.service, task))
    }

    /// Too many: the strategy says which one goes, but none that would leave too few healthy ones.
    fn scale_in(&self) -> Option<Decision> {
        // While a service is rebalanced it has one more, until that is healthy.
        let n_more = u32::from(self.service.is_rebalancing);
        if self.census.n_good() <= self.service.desired_count + n_more {
            return None;
        }
        let is_kept = |task: &Task| {
            let is_useful = health(self.world, task) == HealthStatus::Healthy;
            is_protected(self.world, task) || (is_useful && self.census.n_healthy <= self.lower)
        };
        // One that waits in PROVISIONING helps nobody yet.
        if let Some(task) = self.census.new.iter().rev().find(|it| it.place == TaskPlace::AwaitsCapacity) {
            return Some(stopped(self.world, self.service, task));
        }
        let new = |id| self.census.new.iter().copied().find(|it| it.id == id);
        let scale_in = task_to_stop(self.world, &self.service.placement, |id| new(id).is_none_or(is_kept))?;
        new(scale_in.task).map(|task| stopped(self.world, self.service, task))
    }

    /// Nothing can be done and nothing is on its way: why, once.
    fn tell(&self) -> Option<Decision> {
        let is_kept = |tasks: &[&Task]| tasks.iter().any(|it| is_protected(self.world, it));
        let has_too_many = self.census.n_good() > self.service.desired_count;
        let has_replaced = self.census.n_new_healthy >= self.service.desired_count;
        let change =
            if (has_too_many && is_kept(&self.census.new)) || (has_replaced && is_kept(&self.census.old)) {
                ServiceChange::ScaleInBlocked
            } else if self.is_short
                && self.is_full
                && !self.census.is_moving()
                && !is_throttled(self.world, self.service)
            {
                ServiceChange::StuckByConfiguration
            } else {
                return None;
            };
        (!self.service.has_told_why).then(|| of_change(self.service, change))
    }
}

/// Whether the deployment under way brings in the new revision in full before the old one goes.
fn shifts_traffic(service: &Service) -> bool {
    let is_first = service.deployments.len() < 2;
    let shifts = |it: &Deployment| it.rollout_state == RolloutState::InProgress && !it.is_rollback;
    let is_over = !service.deployments.first().is_some_and(shifts);
    match service.configuration.strategy {
        DeploymentStrategy::Rolling => false,
        DeploymentStrategy::BlueGreen { .. }
        | DeploymentStrategy::Linear { .. }
        | DeploymentStrategy::Canary { .. } => !is_first && !is_over,
    }
}
