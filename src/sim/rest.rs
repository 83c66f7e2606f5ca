//! What is left of an order that is carried out decision by decision.

use super::{Command, Event, LogEntry, World, clock};

/// What is left of an order after one of its decisions: the tasks after the first, when that one was for placement;
/// the seconds after those that have passed.
pub(super) fn rest_of(order: Command, entry: &LogEntry) -> Option<Command> {
    let is_instance = matches!(&*entry.events, [Event::ContainerInstanceRegistered(_)]);
    let is_placement = matches!(&*entry.events, [Event::TaskPlaced(_) | Event::TaskNotPlaced, ..]);
    match order {
        Command::AddContainerInstance { instance_type, zone, count } if is_instance && count > 1 => {
            Some(Command::AddContainerInstance { instance_type, zone, count: count - 1 })
        }
        Command::RunTask(mut request) if is_placement && request.count > 1 => {
            request.count -= 1;
            Some(Command::RunTask(request))
        }
        Command::StartTask(mut request) if is_placement && request.container_instances.len() > 1 => {
            request.container_instances.remove(0);
            Some(Command::StartTask(request))
        }
        Command::Advance(seconds) => match &*entry.events {
            // It was refused.
            [] => None,
            [Event::ClockMoved(to)] => {
                Some(Command::Advance(seconds.saturating_sub(to.saturating_sub(entry.at_seconds))))
            }
            _ => Some(Command::Advance(seconds)),
        },
        _ => None,
    }
}

pub(super) fn is_move(entry: &LogEntry) -> bool {
    matches!(&*entry.events, [Event::ClockMoved(_)])
}

/// Whether nothing is left to do of an order that takes time.
pub(super) fn is_done(world: &World, order: &Command) -> bool {
    matches!(order, Command::Advance(seconds) if clock::is_there(world, *seconds))
}
