//! Service auto scaling (Application Auto Scaling): policies that change the desired count of a service by a metric.
//!
//! The load is the learner's; the metric follows from it and from the tasks that run. Start reading at [`due`], then
//! [`wish::wish`].

mod change;
mod order;
mod policy;
mod refusal;
mod wish;

use crate::sorted::SortedMap;

use serde::{Deserialize, Serialize};

use super::life::TaskStatus;
use super::{Decision, Event, ServiceId, Switch, World};

pub use change::ScalingChange;
pub(super) use change::{apply, forget, woken};
pub(super) use order::decide;
pub use order::{PutScaling, ScalingOrder};
pub use policy::{
    AdjustmentType, Alarm, DEFAULT_COOLDOWN, Metric, PolicyKind, ScalingPolicy, StepAdjustment,
};
pub use refusal::ScalingRefusal;

/// What the tasks of a service are asked to do, all together.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// CPU in percent of what one task reserves: 300 keeps three tasks fully busy.
    pub cpu_percent: u32,
    /// Memory likewise.
    pub memory_percent: u32,
    /// Requests a minute.
    pub requests: u32,
}

/// A service that is scaled (`ScalableTarget`).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScalableTarget {
    /// The desired count does not go below.
    pub min_capacity: u32,
    /// It does not go above.
    pub max_capacity: u32,
    /// Any of them may scale out; in only if all agree.
    pub policies: Vec<ScalingPolicy>,
    /// What its tasks are asked to do.
    pub load: Load,
    /// The last scale-out, while its cooldown lasts.
    pub out_cooldown: Option<Cooldown>,
    /// No scale-in before this time.
    pub in_cooldown_until_seconds: u64,
    /// What was done last.
    pub last_activity: Option<ScalingActivity>,
    /// When the policies are looked at next; none while nothing would follow.
    pub evaluates_at_seconds: Option<u64>,
}

/// A scale-out that takes effect.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Cooldown {
    /// In simulated seconds.
    pub until_seconds: u64,
    /// The desired count before it: what was added counts as part of the next scale-out.
    pub from: u32,
}

/// A change of the desired count by a policy.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ScalingActivity {
    /// In simulated seconds.
    pub at_seconds: u64,
    /// Desired count before.
    pub from: u32,
    /// Desired count after.
    pub to: u32,
    /// The metric and its value as a fraction; none when the count lay outside the limits.
    pub because: Option<(Metric, Reading)>,
}

/// A metric as a fraction: the load over the tasks that run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Reading {
    /// Of the whole service.
    pub load: u32,
    /// Tasks that run.
    pub n_running: u32,
}

impl Reading {
    /// In tenths, rounded down; none when no task runs: then there is no data.
    #[must_use]
    pub fn tenths(self) -> Option<u64> {
        (self.n_running > 0).then(|| u64::from(self.load) * 10 / u64::from(self.n_running))
    }
}

/// The metrics and policies of every service that has any.
pub type ScalableTargets = SortedMap<ServiceId, ScalableTarget>;

/// What a metric of a service is now.
#[must_use]
pub fn reading(world: &World, service: ServiceId, metric: Metric) -> Reading {
    let load = world.scaling.get(&service).map(|it| it.load).unwrap_or_default();
    let own = world.tasks.values().filter(|it| it.started_by.is_some_and(|by| by.service == service));
    let running = own.filter(|it| it.counts() && it.life.last_status == TaskStatus::Running).count();
    let load = match metric {
        Metric::Cpu | Metric::CpuHighResolution => load.cpu_percent,
        Metric::Memory | Metric::MemoryHighResolution => load.memory_percent,
        Metric::RequestCountPerTarget => load.requests,
    };
    Reading { load, n_running: u32::try_from(running).unwrap_or(u32::MAX) }
}

/// A service whose policies are to be looked at another time than was said.
pub(super) fn next(world: &World) -> Option<Decision> {
    if world.clock == Switch::Off {
        return None;
    }
    let changed = |(id, target): (&ServiceId, &ScalableTarget)| {
        let due = wish::due(world, *id, target);
        // What is due at this moment is about to be looked at.
        let is_due_now = target.evaluates_at_seconds == Some(world.clock_seconds);
        (!is_due_now && due != target.evaluates_at_seconds).then_some((*id, due))
    };
    let (id, due) = world.scaling.iter().find_map(changed)?;
    Some(Decision::plain(vec![Event::ScalingChanged(id, ScalingChange::EvaluationDue(due))]))
}

/// The policies of a service are looked at.
pub(super) fn wake(world: &World, id: ServiceId) -> Vec<Event> {
    let both = world.scaling.get(&id).zip(world.services.get(&id));
    let Some((target, service)) = both else { return vec![] };
    let Some(wish) = wish::wish(world, service, target, world.clock_seconds) else { return vec![] };
    let activity = ScalingActivity {
        at_seconds: world.clock_seconds,
        from: service.desired_count,
        to: wish.to,
        because: wish.metric.map(|it| (it, reading(world, id, it))),
    };
    let scaled = ScalingChange::Scaled { activity, cooldown_seconds: wish.cooldown_seconds };
    vec![Event::ScalingChanged(id, scaled), Event::DesiredCountSet(id, wish.to)]
}
