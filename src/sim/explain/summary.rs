//! One sentence for a command that was cut into several decisions.

use super::{group_digits, instance_name, joined_where, task_label};
use crate::sim::{ContainerInstance, Event, Task, TaskPlace, World, ZoneReport};

/// Tasks that are named one by one; of more only the number is said.
const NAMED: usize = 4;

/// Reports that are said in full; of more only the number is.
const REPORTED: usize = 6;

/// "3 tasks were placed: web A1 on a1, web A2 on b1, web A3 on c1."
///
/// `entries` are the decisions, each with its own sentence; `world` is the world after them. What the command itself
/// did and what services report is said in full, tasks and instances that came or went are counted.
#[must_use]
pub fn summary<'a>(world: &World, entries: impl IntoIterator<Item = (&'a [Event], &'a str)>) -> String {
    let (mut first, mut reports) = (vec![], vec![]);
    let (mut joined, mut placed, mut n_not_placed, mut n_stopped) = (vec![], vec![], 0_u64, 0_u64);
    let mut time = None;
    for (at, (events, sentence)) in entries.into_iter().enumerate() {
        match events {
            // Only the last moment counts.
            [Event::ClockMoved(_)] => time = Some(sentence.to_owned()),
            _ if sentence.is_empty() => {}
            [Event::ContainerInstanceRegistered(it)] => joined.push(&**it),
            [Event::TaskPlaced(task)] => placed.push(task),
            [Event::TaskNotPlaced] => n_not_placed += 1,
            [Event::TaskStopped(_)] if at > 0 => n_stopped += 1,
            _ if at == 0 => first.push(sentence.to_owned()),
            _ => reports.push(sentence.to_owned()),
        }
    }
    let counted = [
        joined_sentence(world, &joined),
        placed_sentence(world, &placed, n_not_placed),
        not_placed_sentence(n_not_placed),
        stopped_sentence(n_stopped),
    ];
    let n_more = reports.len().saturating_sub(REPORTED);
    reports.truncate(REPORTED);
    let more = (n_more > 0).then(|| format!("{} more in the list of events.", group_digits(n_more as u64)));
    let counted = counted.into_iter().flatten();
    let all: Vec<String> = time.into_iter().chain(first).chain(counted).chain(reports).chain(more).collect();
    all.join(" ")
}

fn joined_sentence(world: &World, joined: &[&ContainerInstance]) -> Option<String> {
    let first = joined.first()?;
    let names: Vec<&str> = joined.iter().map(|it| it.name.as_str()).collect();
    let (n, place) = (joined.len(), joined_where(world, first));
    let noun = if n == 1 { "instance" } else { "instances" };
    Some(format!("{n} {} {noun} joined {place}: {}.", first.instance_type, names.join(", ")))
}

fn placed_sentence(world: &World, placed: &[&Task], n_not_placed: u64) -> Option<String> {
    let names = placed.iter().map(|task| {
        let label = task_label(world, task.task_definition, task.number);
        match task.place {
            TaskPlace::ContainerInstance(id) => format!("{label} on {}", instance_name(world, id)),
            TaskPlace::Fargate(zone) => format!("{label} in {}", world.zone_name(zone)),
            TaskPlace::AwaitsCapacity => format!("{label} nowhere yet"),
        }
    });
    let names: Vec<_> = names.collect();
    match names.len() {
        0 if n_not_placed == 0 => None,
        0 => Some("No task was placed.".to_owned()),
        1 => Some(format!("1 task was placed: {}.", names[0])),
        n if n <= NAMED => Some(format!("{n} tasks were placed: {}.", names.join(", "))),
        n => Some(format!("{n} tasks were placed.")),
    }
}

fn not_placed_sentence(n: u64) -> Option<String> {
    (n > 0).then(|| format!("{} {} nowhere.", group_digits(n), if n == 1 { "fits" } else { "fit" }))
}

fn stopped_sentence(n: u64) -> Option<String> {
    (n > 0).then(|| format!("{} {} stopped.", group_digits(n), if n == 1 { "task" } else { "tasks" }))
}

/// Why Fargate took a zone, or another one.
#[must_use]
pub fn zone_reason(report: &ZoneReport, is_chosen: bool) -> String {
    let tasks = if report.n_tasks_of_group == 1 { "task" } else { "tasks" };
    let counted = format!("{} {tasks} of its group", group_digits(u64::from(report.n_tasks_of_group)));
    match (is_chosen, report.is_fewest) {
        (true, _) => format!("Chosen: {counted}, no zone has fewer"),
        (false, true) => format!("{counted}, equal, not drawn"),
        (false, false) => format!("{counted}, another zone has fewer"),
    }
}

#[cfg(test)]
mod tests {
    use super::{summary, zone_reason};
    use crate::sim::{
        ContainerInstanceId, Event, Scenario, ServiceId, Task, TaskDefinitionId, TaskId, TaskPlace,
    };
    use crate::sim::{World, Zone, ZoneReport};

    fn summed(events: &[Event]) -> String {
        let world = World::new(&Scenario { seed: 1, zones: vec!["us-east-1a".to_owned()] });
        summary(&world, events.iter().map(|event| (std::slice::from_ref(event), "It was said.")))
    }

    fn placed(number: u32, place: TaskPlace) -> Event {
        let task_definition = TaskDefinitionId(0);
        Event::TaskPlaced(Task::new(TaskId(number), task_definition, number, String::new(), place))
    }

    #[test]
    fn a_few_tasks_are_named_and_many_are_counted() {
        let on_fargate = |number| placed(number, TaskPlace::Fargate(Zone(0)));
        let gone = placed(2, TaskPlace::ContainerInstance(ContainerInstanceId(9)));
        assert_eq!(
            summed(&[on_fargate(1), gone]),
            "2 tasks were placed: task A1 in us-east-1a, task A2 on an instance that left."
        );
        let many: Vec<_> = (1..=5).map(on_fargate).collect();
        assert_eq!(summed(&many), "5 tasks were placed.");
    }

    #[test]
    fn tasks_that_fit_nowhere_are_counted() {
        assert_eq!(
            summed(&[Event::TaskNotPlaced, Event::TaskNotPlaced, Event::TaskNotPlaced]),
            "No task was placed. 3 fit nowhere."
        );
        let one = placed(1, TaskPlace::Fargate(Zone(0)));
        assert_eq!(
            summed(&[one, Event::TaskNotPlaced]),
            "1 task was placed: task A1 in us-east-1a. 1 fits nowhere."
        );
    }

    #[test]
    fn what_the_command_did_comes_first_and_what_services_report_last() {
        let stopped = |number| Event::TaskStopped(TaskId(number));
        let steady = Event::SteadyStateReached(ServiceId(0));
        let one = placed(3, TaskPlace::Fargate(Zone(0)));
        assert_eq!(
            summed(&[stopped(1), one, stopped(2), stopped(3), steady]),
            "It was said. 1 task was placed: task A3 in us-east-1a. 2 tasks stopped. It was said."
        );
    }

    #[test]
    fn of_a_while_the_last_moment_is_said_and_a_few_of_the_reports() {
        let steady = || Event::SteadyStateReached(ServiceId(0));
        let moved = [Event::ClockMoved(5), steady(), Event::ClockMoved(9)];
        assert_eq!(summed(&moved), "It was said. It was said.");
        let many: Vec<_> = (0..9).map(|_| steady()).collect();
        assert_eq!(summed(&many), ["It was said."; 7].join(" ") + " 2 more in the list of events.");
    }

    #[test]
    fn a_zone_that_was_not_taken_says_whether_it_was_equal() {
        let report = |n_tasks_of_group, is_fewest| ZoneReport { zone: Zone(0), n_tasks_of_group, is_fewest };
        assert_eq!(zone_reason(&report(1, true), true), "Chosen: 1 task of its group, no zone has fewer");
        assert_eq!(zone_reason(&report(0, true), false), "0 tasks of its group, equal, not drawn");
        assert_eq!(zone_reason(&report(2, false), false), "2 tasks of its group, another zone has fewer");
    }
}
