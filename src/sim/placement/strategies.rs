//! The strategies, by successive narrowing: each keeps the best of what the one before it kept.

use crate::ecs::{BinpackField, PlacementStrategy, SpreadField};
use crate::sorted::SortedMap;

use super::{Candidate, ContainerInstance, Stage, count};

/// Ranks and narrows; returns how many are left after each strategy.
///
/// `random` takes one, so nothing after it narrows: the chain ends there and the draw that follows is its draw.
// Simplification: AWS does not document how chained strategies combine; the model narrows step by step.
pub(super) fn narrow(
    candidates: &mut [Candidate],
    strategies: &[PlacementStrategy],
    elsewhere: &[&ContainerInstance],
) -> Vec<(PlacementStrategy, u32)> {
    let mut left = vec![];
    for (index, strategy) in (0..).zip(strategies) {
        match strategy {
            PlacementStrategy::Random => {
                left.push((strategy.clone(), count(candidates, Candidate::is_in).min(1)));
                break;
            }
            PlacementStrategy::Spread(SpreadField::Attribute(name)) => {
                let n_tasks = n_tasks_by_value(candidates, elsewhere, name);
                keep_least(candidates, index, &|at, _| n_tasks[at]);
            }
            PlacementStrategy::Spread(SpreadField::InstanceId) => {
                keep_least(candidates, index, &|_, it| it.n_tasks_of_group);
            }
            PlacementStrategy::Binpack(BinpackField::Cpu) => {
                keep_least(candidates, index, &|_, it| it.reserved.cpu_units_left(it.container_instance));
            }
            PlacementStrategy::Binpack(BinpackField::Memory) => {
                keep_least(candidates, index, &|_, it| it.reserved.memory_mib_left(it.container_instance));
            }
        }
        left.push((strategy.clone(), count(candidates, Candidate::is_in)));
    }
    left
}

/// For each instance the tasks of the group that are on instances with its value of an attribute, over the whole cluster: full
/// instances count too.
// Simplification: AWS does not document spread over a missing attribute; in the model "missing" is one more value.
fn n_tasks_by_value(candidates: &[Candidate], elsewhere: &[&ContainerInstance], name: &str) -> Vec<u32> {
    let values: Vec<_> = candidates.iter().map(|it| it.container_instance.attributes.get(name)).collect();
    let mut counts = SortedMap::new();
    for (candidate, value) in candidates.iter().zip(&values).filter(|(it, _)| it.n_tasks_of_group > 0) {
        *counts.entry(*value).or_insert(0) += candidate.n_tasks_of_group;
    }
    for container_instance in elsewhere {
        *counts.entry(container_instance.attributes.get(name)).or_insert(0) += 1;
    }
    values.into_iter().map(|it| counts.get(&it).copied().unwrap_or(0)).collect()
}

/// `rank` is also told where in the list the candidate stands.
fn keep_least(candidates: &mut [Candidate], index: u32, rank: &dyn Fn(usize, &Candidate) -> u32) {
    let mut least = u64::MAX;
    for (at, candidate) in candidates.iter_mut().enumerate().filter(|(_, it)| it.is_in()) {
        let rank = rank(at, candidate).into();
        candidate.report.ranks.push(rank);
        least = least.min(rank);
    }
    for candidate in candidates.iter_mut().filter(|it| it.is_in()) {
        if candidate.report.ranks.last() != Some(&least) {
            candidate.report.stage = Stage::Rank;
            candidate.report.lost_at = Some(index);
        }
    }
}
