//! How things are called on the board.

use crate::sim::{
    ContainerInstance, ContainerInstanceId, RegisteredTaskDefinition, ServiceId, TaskDefinitionId, TaskId,
    World,
};

/// The letter of a task definition: A for the first that was registered.
fn letter(registered: &RegisteredTaskDefinition) -> char {
    char::from(b'A' + registered.letter.min(25))
}

/// "web A3".
#[must_use]
pub fn task_label(world: &World, id: TaskDefinitionId, number: u32) -> String {
    let known = world.task_definition(id);
    let (family, letter) = known.map_or(("task", 'A'), |it| (&it.task_definition.family, letter(it)));
    format!("{family} {letter}{number}")
}

/// "web:2", as the API names a revision.
#[must_use]
pub fn revision_name(world: &World, id: TaskDefinitionId) -> String {
    world.task_definition(id).map_or_else(
        || "a task definition".to_owned(),
        |it| format!("{}:{}", it.task_definition.family, it.revision),
    )
}

/// "web A3", or "a stopped task" when it is no longer there.
#[must_use]
pub fn task_name(world: &World, id: TaskId) -> String {
    world.tasks.get(&id).map_or_else(
        || "a stopped task".to_owned(),
        |task| task_label(world, task.task_definition, task.number),
    )
}

/// "a1", or "an instance that left".
#[must_use]
pub fn instance_name(world: &World, id: ContainerInstanceId) -> &str {
    world.container_instances.get(&id).map_or("an instance that left", |it| &it.name)
}

/// "in us-east-1a", or "on premises": where an instance joins.
pub(super) fn joined_where(world: &World, joining: &ContainerInstance) -> String {
    if joining.is_external() {
        "on premises".to_owned()
    } else {
        format!("in {}", world.zone_name(joining.zone))
    }
}

/// The name of a service, or "that was deleted".
#[must_use]
pub fn service_name(world: &World, id: ServiceId) -> &str {
    world.services.get(&id).map_or("that was deleted", |it| &it.placement.service_name)
}

/// "3,584": digits in groups of three.
#[must_use]
pub fn group_digits(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.char_indices() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::group_digits;

    #[test]
    fn digits_stand_in_groups_of_three() {
        let grouped = [0, 999, 1000, 65_536, 1_000_000].map(group_digits);
        assert_eq!(grouped, ["0", "999", "1,000", "65,536", "1,000,000"]);
    }
}
