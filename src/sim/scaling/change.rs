//! What changes about service auto scaling.

use serde::{Deserialize, Serialize};

use super::{Cooldown, Load, ScalableTarget, ScalingActivity};
use crate::sim::clock::Subject;
use crate::sim::{ServiceId, World};

/// One change of a scalable target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum ScalingChange {
    /// It has these limits and policies.
    Put(Box<ScalableTarget>),
    /// It is no longer scaled.
    Deleted,
    /// Its tasks are asked to do this.
    LoadSet(Load),
    /// Its policies are looked at then.
    EvaluationDue(Option<u64>),
    /// A policy changed the desired count.
    Scaled {
        /// How.
        activity: ScalingActivity,
        /// How long the next one has to wait.
        cooldown_seconds: u32,
    },
}

/// Makes the change.
pub(in crate::sim) fn apply(world: &mut World, id: ServiceId, change: &ScalingChange) {
    let now = world.clock_seconds;
    match change {
        ScalingChange::Put(target) => {
            world.scaling.insert(id, (**target).clone());
        }
        ScalingChange::Deleted => forget(world, id),
        ScalingChange::LoadSet(_) | ScalingChange::EvaluationDue(_) | ScalingChange::Scaled { .. } => {
            if let Some(target) = world.scaling.get_mut(&id) {
                target.change(change, now);
            }
        }
    }
    let due = world.scaling.get(&id).and_then(|it| it.evaluates_at_seconds);
    world.queue.set(Subject::ServiceScaling(id), due);
}

impl ScalableTarget {
    fn change(&mut self, change: &ScalingChange, now: u64) {
        match change {
            ScalingChange::LoadSet(load) => self.load = *load,
            ScalingChange::EvaluationDue(due) => self.evaluates_at_seconds = *due,
            ScalingChange::Scaled { activity, cooldown_seconds } => {
                self.last_activity = Some(*activity);
                let until_seconds = now + u64::from(*cooldown_seconds);
                if activity.to > activity.from {
                    // A scale-out ends the cooldown of a scale-in.
                    self.in_cooldown_until_seconds = 0;
                    let lasting = self.out_cooldown.filter(|it| now < it.until_seconds);
                    let from = lasting.map_or(activity.from, |it| it.from);
                    self.out_cooldown = Some(Cooldown { until_seconds, from });
                } else {
                    self.in_cooldown_until_seconds = until_seconds;
                }
            }
            ScalingChange::Put(_) | ScalingChange::Deleted => {}
        }
    }
}

/// The service is no longer scaled, or gone.
pub(in crate::sim) fn forget(world: &mut World, id: ServiceId) {
    world.scaling.remove(&id);
    world.queue.set(Subject::ServiceScaling(id), None);
}

/// It has been looked at; the next time is said anew.
pub(in crate::sim) fn woken(world: &mut World, id: ServiceId) {
    if let Some(target) = world.scaling.get_mut(&id) {
        target.evaluates_at_seconds = None;
    }
}
