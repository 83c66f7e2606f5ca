//! Managed scaling: each minute the metric of a provider says whether its group grows, shrinks or stays.
//!
//! A data point is looked at only when something would follow from it, so a cluster that is at rest costs nothing.

use super::{
    CapacityChange, GroupProvider, GroupProviderId, Reservation, ScalingReason, Switch, reservation,
};
use crate::sim::arithmetic::instances_wanted;
use crate::sim::{Decision, Event, World};

/// Data points below the target, one a minute, before the group shrinks.
pub const SCALE_IN_DATA_POINTS: u32 = 15;

/// Seconds between two data points.
const PERIOD: u64 = 60;

/// From zero a group grows to two, whatever is needed.
const FIRST_SCALE_OUT: u32 = 2;

/// A provider whose metric has changed gets its next data point.
pub(super) fn next(world: &World) -> Option<Decision> {
    if world.clock == Switch::Off {
        return None;
    }
    let is_managed =
        |it: &&GroupProvider| it.settings.managed_scaling.is_some() && it.measures_at_seconds.is_none();
    let mut managed = world.capacity.providers.values().filter(is_managed);
    let changed = managed.find(|it| it.measured != Some(reservation(world, it)))?;
    let due = CapacityChange::MeasureDue(changed.id, next_minute(world.clock_seconds));
    Some(Decision::plain(vec![Event::CapacityChanged(due)]))
}

/// A data point, and what follows from it. An instance that joins at this time does so in the turn of its group.
pub(in crate::sim) fn wake(world: &World, id: GroupProviderId) -> Vec<Event> {
    let now = world.clock_seconds;
    let due = world.group_provider(id).filter(|it| it.measures_at_seconds.is_some_and(|at| at <= now));
    due.map_or_else(Vec::new, |provider| measure(world, provider))
}

fn measure(world: &World, provider: &GroupProvider) -> Vec<Event> {
    let (now, desired) = (world.clock_seconds, provider.desired_capacity);
    let measured = reservation(world, provider);
    let wanted = wanted(provider, measured);
    // While instances are on their way the metric is not below the target, whatever has been ordered.
    let is_low = measured.permille() < u64::from(provider.scaling().target_capacity) * 10;
    let n_low = if is_low && wanted < desired { provider.n_low + 1 } else { 0 };
    let to = if wanted > desired && now >= provider.warm_at_seconds {
        wanted
    } else if n_low >= SCALE_IN_DATA_POINTS {
        // Each minute at most half of the group goes, and one at least.
        wanted.max(desired - (desired / 2).max(1))
    } else {
        desired
    };
    let goes_on = wanted != desired;
    let next = goes_on.then(|| next_minute(now));
    let mut events = vec![Event::CapacityChanged(CapacityChange::Measured {
        provider: provider.id,
        measured,
        n_low,
        next,
    })];
    if to != desired {
        let reason =
            if to > desired { ScalingReason::ScaleOut(measured) } else { ScalingReason::ScaleIn(measured) };
        events.push(Event::CapacityChanged(CapacityChange::DesiredCapacitySet(provider.id, to, reason)));
    }
    events
}

/// The instances that the metric asks for, within the size of the group.
fn wanted(provider: &GroupProvider, measured: Reservation) -> u32 {
    let wanted = match measured {
        Reservation { running: 0, needed } if needed > 0 && provider.desired_capacity == 0 => FIRST_SCALE_OUT,
        Reservation { needed, .. } => instances_wanted(needed, provider.scaling().target_capacity),
    };
    wanted.clamp(provider.settings.min_size, provider.settings.max_size)
}

fn next_minute(now: u64) -> u64 {
    (now / PERIOD + 1) * PERIOD
}
