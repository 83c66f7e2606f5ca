//! Simulated time: a board stands still until its clock is started, then it moves by the Advance command alone.
//!
//! Whatever is to happen later stands in the [`Queue`] of the world, one entry a [`Subject`]. What has a time of its own
//! is a new variant there; its module answers when it is woken, and its state carries the time of its next wake.

use serde::{Deserialize, Serialize};

use super::capacity::{self, GroupProviderId};
use super::{
    ContainerInstanceId, Decision, Event, Refusal, ServiceId, Switch, TargetGroupId, TaskId, TimeRefusal,
    World, life, load_balancer, scaling, service,
};

/// The longest step of the clock: a week.
pub const MAX_ADVANCE_SECONDS: u64 = 7 * 24 * 3_600;

/// Who is woken when a time has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Subject {
    /// The next step of a task's life.
    Task(TaskId),
    /// The scheduler looks at a service again.
    Service(ServiceId),
    /// The next health checks of a target group, or the end of a deregistration.
    TargetGroup(TargetGroupId),
    /// A data point of the metric of a capacity provider, or an instance of its group that joins.
    CapacityProvider(GroupProviderId),
    /// The notice of a Spot Instance ends.
    SpotNotice(ContainerInstanceId),
    /// The policies of a service are looked at.
    ServiceScaling(ServiceId),
}

/// An entry of the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Due {
    /// When, in simulated seconds.
    pub at_seconds: u64,
    /// Of those at the same time, the one that was entered first comes first.
    pub sequence: u64,
    /// Who.
    pub subject: Subject,
}

/// What is to happen, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Queue {
    /// By time, then by number.
    dues: Vec<Due>,
    next_sequence: u64,
}

impl Queue {
    /// The first entry.
    #[must_use]
    pub fn first(&self) -> Option<Due> {
        self.dues.first().copied()
    }

    /// Every entry, in order.
    #[must_use]
    pub fn dues(&self) -> &[Due] {
        &self.dues
    }

    /// Wakes the subject at this time and at no other; never when there is none.
    pub(super) fn set(&mut self, subject: Subject, at_seconds: Option<u64>) {
        let place = self.dues.iter().position(|it| it.subject == subject);
        let known = place.map(|place| self.dues[place].at_seconds);
        if known == at_seconds {
            return;
        }
        if let Some(place) = place {
            self.dues.remove(place);
        }
        if let Some(at_seconds) = at_seconds {
            let due = Due { at_seconds, sequence: self.next_sequence, subject };
            self.next_sequence += 1;
            let place = self.dues.partition_point(|it| *it < due);
            self.dues.insert(place, due);
        }
    }
}

/// The clock of a board is started once; undo takes it back.
pub(super) fn start(world: &World) -> Decision {
    match world.clock {
        Switch::On => Decision::refused(Refusal::AlreadySo),
        Switch::Off => Decision::plain(vec![Event::ClockStarted]),
    }
}

/// The next thing that happens on the way: the clock moves to what is due next, or what is due now happens.
pub(super) fn advance(world: &World, seconds: u64) -> Decision {
    if world.clock == Switch::Off {
        return Decision::refused(Refusal::InTime(TimeRefusal::ClockStandsStill));
    }
    if seconds > MAX_ADVANCE_SECONDS || is_there(world, seconds) {
        return Decision::refused(Refusal::InTime(TimeRefusal::SecondsOutOfRange(seconds)));
    }
    let now = world.clock_seconds;
    let target = now.saturating_add(seconds);
    let Some(due) = world.queue.first().filter(|due| due.at_seconds <= target) else {
        return Decision::plain(vec![Event::ClockMoved(target)]);
    };
    if due.at_seconds > now {
        return Decision::plain(vec![Event::ClockMoved(due.at_seconds)]);
    }
    let mut events = vec![Event::CameDue(due.subject)];
    match due.subject {
        Subject::Task(id) => events.extend(life::wake(world, id)),
        // The scheduler has its turn after every decision.
        Subject::Service(_) => {}
        Subject::TargetGroup(id) => events.extend(load_balancer::wake(world, id)),
        Subject::CapacityProvider(id) => events.extend(capacity::wake(world, id)),
        Subject::SpotNotice(id) => events.extend(capacity::end_of_notice(world, id)),
        Subject::ServiceScaling(id) => events.extend(scaling::wake(world, id)),
    }
    Decision::plain(events)
}

/// Whether nothing is left of the way: neither seconds nor what is due now.
pub(super) fn is_there(world: &World, seconds: u64) -> bool {
    seconds == 0 && world.queue.first().is_none_or(|due| due.at_seconds > world.clock_seconds)
}

/// It is later now.
pub(super) fn apply_move(world: &mut World, to_seconds: u64) {
    load_balancer::pass(world, to_seconds);
    world.clock_seconds = to_seconds;
    life::forget_stopped(world);
}

/// The subject has been woken and says anew when it wants to be.
pub(super) fn apply_came_due(world: &mut World, subject: Subject) {
    world.queue.set(subject, None);
    match subject {
        Subject::Task(id) => life::woken(world, id),
        Subject::Service(id) => service::woken(world, id),
        Subject::TargetGroup(id) => load_balancer::woken(world, id),
        Subject::CapacityProvider(id) => capacity::look_later(world, id),
        Subject::SpotNotice(_) => {}
        Subject::ServiceScaling(id) => scaling::woken(world, id),
    }
}

#[cfg(test)]
mod tests {
    use super::{Queue, Subject};
    use crate::sim::TaskId;

    #[test]
    fn the_queue_is_ordered_by_time_and_then_by_entry_and_holds_each_subject_once() {
        let mut queue = Queue::default();
        let task = |id| Subject::Task(TaskId(id));
        for (id, at) in [(3, 20), (1, 10), (2, 10), (3, 10), (1, 30)] {
            queue.set(task(id), Some(at));
        }
        let order =
            |queue: &Queue| queue.dues().iter().map(|it| (it.subject, it.at_seconds)).collect::<Vec<_>>();
        assert_eq!(order(&queue), [(task(2), 10), (task(3), 10), (task(1), 30)]);
        queue.set(task(2), None);
        assert_eq!(queue.first().map(|it| it.subject), Some(task(3)));
        queue.set(task(3), Some(10));
        assert_eq!(order(&queue), [(task(3), 10), (task(1), 30)]);
    }
}
