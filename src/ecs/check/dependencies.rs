//! `dependsOn`: who waits for whom.

use super::Checker;
use crate::ecs::read::nearest_of;
use crate::ecs::{Condition, ContainerDefinition, Rule};
use crate::sorted::SortedMap;

/// Circles. One is reported; when it is gone the next one is.
pub(super) fn check(checker: &mut Checker) {
    let containers = &checker.task_definition.container_definitions;
    if let Some(circle) = circle(containers) {
        let index = circle[0];
        let names = circle.iter().map(|&it| containers[it].name.clone()).collect();
        checker.error(
            format!("containerDefinitions[{index}].dependsOn"),
            Rule::DependencyCycle { containers: names },
        );
    }
}

/// The dependencies of one container.
pub(super) fn check_container(checker: &mut Checker, path: &str, container: &ContainerDefinition) {
    for (index, dependency) in container.depends_on.iter().enumerate() {
        if checker.findings.len() >= super::MAX_FINDINGS {
            return;
        }
        let path = format!("{path}.dependsOn[{index}]");
        let name = &dependency.container_name;
        if *name == container.name {
            checker.error(format!("{path}.containerName"), Rule::DependsOnItself);
            continue;
        }
        let Some(other) = checker.by_name.get(name.as_str()).copied() else {
            let rule = checker.unknown_container(name);
            checker.error(format!("{path}.containerName"), rule);
            continue;
        };
        let condition = dependency.condition;
        match condition {
            Condition::Complete | Condition::Success if other.essential => {
                checker.error(
                    format!("{path}.condition"),
                    Rule::ConditionOnEssential { condition, name: name.clone() },
                );
            }
            Condition::Healthy if other.health_check.is_none() => {
                checker
                    .error(format!("{path}.condition"), Rule::HealthyNeedsHealthCheck { name: name.clone() });
            }
            Condition::Start | Condition::Complete | Condition::Success | Condition::Healthy => {}
        }
    }
}

impl Checker<'_> {
    /// The rule for a name that no container has.
    pub(super) fn unknown_container(&self, name: &str) -> Rule {
        let suggestion = nearest_of(name, self.by_name.keys().copied().take(100)).map(str::to_owned);
        Rule::UnknownContainer { name: name.chars().take(60).collect(), suggestion }
    }
}

/// The containers of one circle of at least two, each waiting for the next.
fn circle(containers: &[ContainerDefinition]) -> Option<Vec<usize>> {
    let index_of: SortedMap<&str, usize> =
        containers.iter().enumerate().map(|(index, container)| (container.name.as_str(), index)).collect();
    let target = |from: usize, nth: usize| {
        containers[from].depends_on.get(nth).map(|it| index_of.get(it.container_name.as_str()).copied())
    };
    // Depth first without recursion: a path of (container, next dependency to follow).
    let mut is_done = vec![false; containers.len()];
    let mut is_on_path = vec![false; containers.len()];
    for start in 0..containers.len() {
        let mut path = vec![(start, 0)];
        is_on_path[start] = true;
        while let Some((at, next)) = path.last_mut() {
            let Some(to) = target(*at, *next) else {
                is_done[*at] = true;
                is_on_path[*at] = false;
                path.pop();
                continue;
            };
            *next += 1;
            let Some(to) = to.filter(|to| to != at && !is_done[*to]) else { continue };
            if is_on_path[to] {
                let members = path.iter().map(|(it, _)| *it);
                return Some(members.skip_while(|it| *it != to).collect());
            }
            is_on_path[to] = true;
            path.push((to, 0));
        }
    }
    None
}
