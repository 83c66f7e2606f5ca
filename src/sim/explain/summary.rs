//! One sentence for a command that was cut into several decisions.

use super::{group_digits, instance_name, task_label};
use crate::sim::{Event, TaskPlace, World, ZoneReport};

/// Tasks that are named one by one; of more only the number is said.
const NAMED: usize = 4;

/// "3 tasks were placed: web A1 on a1, web A2 on b1, web A3 on c1."
///
/// `world` is the world after the events.
#[must_use]
pub fn summary<'a>(world: &World, events: impl IntoIterator<Item = &'a Event>) -> String {
    let (mut placed, mut n_not_placed) = (vec![], 0_u64);
    for event in events {
        if let Event::TaskPlaced(task) = event {
            placed.push(task);
        } else if matches!(event, Event::TaskNotPlaced) {
            n_not_placed += 1;
        }
    }
    let names = placed.iter().map(|task| {
        let label = task_label(world, task.task_definition, task.number);
        match task.place {
            TaskPlace::ContainerInstance(id) => format!("{label} on {}", instance_name(world, id)),
            TaskPlace::Fargate(zone) => format!("{label} in {}", world.zone_name(zone)),
        }
    });
    let names: Vec<_> = names.collect();
    let not_placed = match n_not_placed {
        0 => String::new(),
        n => format!(" {} {} nowhere.", group_digits(n), if n == 1 { "fits" } else { "fit" }),
    };
    match names.len() {
        0 => format!("No task was placed.{not_placed}"),
        1 => format!("1 task was placed: {}.{not_placed}", names[0]),
        n if n <= NAMED => format!("{n} tasks were placed: {}.{not_placed}", names.join(", ")),
        n => format!("{n} tasks were placed.{not_placed}"),
    }
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
    use crate::sim::{ContainerInstanceId, Event, Scenario, Task, TaskDefinitionId, TaskId, TaskPlace};
    use crate::sim::{World, Zone, ZoneReport};

    fn summed(events: &[Event]) -> String {
        summary(&World::new(&Scenario { seed: 1, zones: vec!["us-east-1a".to_owned()] }), events)
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
    fn a_zone_that_was_not_taken_says_whether_it_was_equal() {
        let report = |n_tasks_of_group, is_fewest| ZoneReport { zone: Zone(0), n_tasks_of_group, is_fewest };
        assert_eq!(zone_reason(&report(1, true), true), "Chosen: 1 task of its group, no zone has fewer");
        assert_eq!(zone_reason(&report(0, true), false), "0 tasks of its group, equal, not drawn");
        assert_eq!(zone_reason(&report(2, false), false), "2 tasks of its group, another zone has fewer");
    }
}
