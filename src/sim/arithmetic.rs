//! The documented formulas as functions of whole numbers: what the service scheduler computes and what lessons show as
//! calculators. Start reading at [`RollingUpdateBounds`].

use serde::{Deserialize, Serialize};

/// How far a rolling update may go below and above the desired count.
///
/// Source: "Amazon ECS service event messages" and "Rolling update" of the developer guide: the minimum is rounded up,
/// the maximum is rounded down.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RollingUpdateBounds {
    /// Tasks that must stay healthy: `ceil(desired × minimumHealthyPercent / 100)`.
    pub min_running: u32,
    /// Tasks that may be running or pending: `floor(desired × maximumPercent / 100)`.
    pub max_running: u32,
    /// Old tasks that may stop before a new one starts.
    pub can_stop_first: u32,
    /// New tasks that may start before an old one stops.
    pub can_start_first: u32,
}

impl RollingUpdateBounds {
    /// From the desired count and the two percentages.
    #[must_use]
    pub fn of(desired_count: u32, minimum_healthy_percent: u32, maximum_percent: u32) -> Self {
        let percent_of = |percent: u32| u64::from(desired_count) * u64::from(percent);
        let min_running = narrowed(percent_of(minimum_healthy_percent).div_ceil(100));
        let max_running = narrowed(percent_of(maximum_percent) / 100);
        Self {
            min_running,
            max_running,
            can_stop_first: desired_count.saturating_sub(min_running),
            can_start_first: max_running.saturating_sub(desired_count),
        }
    }

    /// Neither may a task stop nor may one start: the deployment cannot begin.
    #[must_use]
    pub fn is_stuck(self) -> bool {
        self.can_stop_first == 0 && self.can_start_first == 0
    }
}

/// How the failures that a deployment may have are given (`ThresholdConfiguration`).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ThresholdType {
    /// A share of the desired count, at least 3 and at most 200.
    BoundedPercent,
    /// A share of the desired count without bounds.
    UnboundedPercent,
    /// A number of tasks.
    Count,
}

/// Failed tasks after which the circuit breaker fails a deployment.
///
/// Source: API reference `ThresholdConfiguration` and `ServiceDeploymentCircuitBreaker`. The bounded share is rounded up,
/// as AWS's example (25 tasks, 13 failures) shows; for the unbounded one AWS documents no rounding, the model rounds up.
#[must_use]
pub fn circuit_breaker_threshold(desired_count: u32, threshold_type: ThresholdType, value: u32) -> u32 {
    let share = narrowed((u64::from(desired_count) * u64::from(value)).div_ceil(100));
    match threshold_type {
        ThresholdType::BoundedPercent => share.clamp(3, 200),
        ThresholdType::UnboundedPercent => share,
        ThresholdType::Count => value,
    }
}

/// The metric `CapacityProviderReservation` as a fraction of percent: the first number divided by the second.
///
/// Source: AWS blog on cluster auto scaling, quoted in aws/containers-roadmap issue 689: M / N × 100, with 100 when
/// nothing is needed and nothing runs, and 200 when something is needed and nothing runs.
#[must_use]
pub fn capacity_provider_reservation(instances_needed: u32, instances_running: u32) -> (u64, u64) {
    match (instances_needed, instances_running) {
        (0, 0) => (100, 1),
        (_, 0) => (200, 1),
        (needed, running) => (u64::from(needed) * 100, u64::from(running)),
    }
}

/// Instances that a capacity provider wants for a target of its reservation metric.
///
/// Inferred from the documented metric: `ceil(M × 100 / target)`.
#[must_use]
pub fn instances_wanted(instances_needed: u32, target_capacity: u32) -> u32 {
    narrowed((u64::from(instances_needed) * 100).div_ceil(u64::from(target_capacity.clamp(1, 100))))
}

/// One provider of a capacity provider strategy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ProviderShare {
    /// Tasks that it gets first; only one provider may have a base.
    pub base: u32,
    /// Its share of the rest.
    pub weight: u32,
}

/// Why a capacity provider strategy is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum StrategyRefusal {
    /// No provider, or more than 20.
    ProviderCount,
    /// More than one provider has a base.
    SeveralBases,
    /// A base over 100,000 or a weight over 1,000.
    OutOfRange,
    /// All weights are 0.
    NoWeight,
}

/// How many tasks each provider gets, in the order given.
///
/// Source: API reference `CapacityProviderStrategyItem`. AWS does not document the rounding of the rest; the model gives
/// each next task to the provider with the least placed by weight, the first of equals.
///
/// # Errors
/// When AWS would refuse the strategy.
pub fn strategy_split(n_tasks: u32, providers: &[ProviderShare]) -> Result<Vec<u32>, StrategyRefusal> {
    checked(providers)?;
    let mut split: Vec<u32> = providers.iter().map(|it| it.base.min(n_tasks)).collect();
    let mut rest = n_tasks - split.iter().sum::<u32>();
    let total_weight: u32 = providers.iter().map(|it| it.weight).sum();
    // After as many tasks as the weights sum up to, each provider has its weight; so whole rounds need no loop.
    for (count, provider) in split.iter_mut().zip(providers) {
        *count += rest / total_weight * provider.weight;
    }
    rest %= total_weight;
    let mut placed = vec![0_u64; providers.len()];
    for _ in 0..rest {
        let weighted = (0..providers.len()).filter(|at| providers[*at].weight > 0);
        let next = weighted.min_by(|left, right| {
            let (of_left, of_right) = (providers[*left].weight, providers[*right].weight);
            (placed[*left] * u64::from(of_right)).cmp(&(placed[*right] * u64::from(of_left)))
        });
        if let Some(next) = next {
            placed[next] += 1;
            split[next] += 1;
        }
    }
    Ok(split)
}

fn checked(providers: &[ProviderShare]) -> Result<(), StrategyRefusal> {
    if providers.is_empty() || providers.len() > 20 {
        return Err(StrategyRefusal::ProviderCount);
    }
    if providers.iter().any(|it| it.base > 100_000 || it.weight > 1000) {
        return Err(StrategyRefusal::OutOfRange);
    }
    if providers.iter().filter(|it| it.base > 0).count() > 1 {
        return Err(StrategyRefusal::SeveralBases);
    }
    if providers.iter().all(|it| it.weight == 0) {
        return Err(StrategyRefusal::NoWeight);
    }
    Ok(())
}

fn narrowed(number: u64) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rolling_update_bounds_are_those_of_section_5_3() {
        // desired, min %, max %, then lower, upper, stop first, start first, stuck.
        let rows = [
            (4, 50, 200, 2, 8, 2, 4, false),
            (4, 100, 200, 4, 8, 0, 4, false),
            (4, 100, 100, 4, 4, 0, 0, true),
            (2, 75, 200, 2, 4, 0, 2, false),
            (3, 100, 125, 3, 3, 0, 0, true),
            (3, 50, 100, 2, 3, 1, 0, false),
            (1, 0, 100, 0, 1, 1, 0, false),
            (8, 75, 125, 6, 10, 2, 2, false),
        ];
        for (desired, min, max, lower, upper, stop, start, stuck) in rows {
            let bounds = RollingUpdateBounds::of(desired, min, max);
            let expected = RollingUpdateBounds {
                min_running: lower,
                max_running: upper,
                can_stop_first: stop,
                can_start_first: start,
            };
            assert_eq!(bounds, expected, "{desired} {min} {max}");
            assert_eq!(bounds.is_stuck(), stuck, "{desired} {min} {max}");
        }
    }

    #[test]
    fn circuit_breaker_thresholds_are_those_of_section_5_4() {
        for (desired, threshold) in [(1, 3), (4, 3), (6, 3), (8, 4), (25, 13), (400, 200), (800, 200)] {
            assert_eq!(circuit_breaker_threshold(desired, ThresholdType::BoundedPercent, 50), threshold);
        }
        assert_eq!(circuit_breaker_threshold(800, ThresholdType::UnboundedPercent, 50), 400);
        assert_eq!(circuit_breaker_threshold(2, ThresholdType::UnboundedPercent, 50), 1);
        assert_eq!(circuit_breaker_threshold(800, ThresholdType::Count, 7), 7);
    }

    #[test]
    fn the_reservation_metric_is_that_of_section_7_2() {
        let percent = |needed, running| {
            let (numerator, denominator) = capacity_provider_reservation(needed, running);
            numerator * 1000 / denominator
        };
        assert_eq!(percent(0, 0), 100_000);
        assert_eq!(percent(3, 0), 200_000);
        assert_eq!(percent(5, 4), 125_000);
        assert_eq!(percent(4, 3), 133_333);
        assert_eq!(percent(0, 5), 0);
        assert_eq!(instances_wanted(4, 80), 5);
        assert_eq!(instances_wanted(5, 100), 5);
    }

    #[test]
    fn strategies_split_as_in_section_7_1() {
        let split = |n, providers: &[(u32, u32)]| {
            let providers: Vec<_> = providers
                .iter()
                .map(|(base, weight)| ProviderShare { base: *base, weight: *weight })
                .collect();
            strategy_split(n, &providers)
        };
        assert_eq!(split(2, &[(2, 1), (0, 4)]), Ok(vec![2, 0]));
        assert_eq!(split(7, &[(2, 1), (0, 4)]), Ok(vec![3, 4]));
        assert_eq!(split(12, &[(2, 1), (0, 4)]), Ok(vec![4, 8]));
        assert_eq!(split(6, &[(0, 1), (0, 1)]), Ok(vec![3, 3]));
        assert_eq!(split(9, &[(1, 1), (0, 3)]), Ok(vec![3, 6]));
        assert_eq!(split(10, &[(2, 1), (0, 3)]), Ok(vec![4, 6]));
        assert_eq!(split(1, &[(5, 0), (0, 3)]), Ok(vec![1, 0]));
        assert_eq!(split(0, &[(5, 0), (0, 3)]), Ok(vec![0, 0]));
        assert_eq!(split(1, &[(5, 0), (0, 0)]), Err(StrategyRefusal::NoWeight));
        assert_eq!(split(1, &[(5, 1), (1, 1)]), Err(StrategyRefusal::SeveralBases));
        assert_eq!(split(1, &[]), Err(StrategyRefusal::ProviderCount));
        assert_eq!(split(1, &[(0, 1001)]), Err(StrategyRefusal::OutOfRange));
        assert_eq!(split(1, &[(0, 1000)]), Ok(vec![1]));
        assert_eq!(split(1, &[(100_001, 1)]), Err(StrategyRefusal::OutOfRange));
        assert_eq!(split(1, &[(100_000, 1)]), Ok(vec![1]));
        assert_eq!(split(20, &[(0, 1); 20]), Ok(vec![1; 20]));
        assert_eq!(split(1, &[(0, 1); 21]), Err(StrategyRefusal::ProviderCount));
    }

    #[test]
    fn whole_rounds_of_a_split_equal_the_task_by_task_rule() {
        let providers = [(0, 3), (1, 5), (0, 0)].map(|(base, weight)| ProviderShare { base, weight });
        for n in 0..100_u32 {
            let mut placed = [0_u32; 3];
            for _ in 0..n.saturating_sub(1) {
                let next = usize::from(placed[0] * 5 > placed[1] * 3);
                placed[next] += 1;
            }
            let expected = vec![placed[0], placed[1] + n.min(1), 0];
            assert_eq!(strategy_split(n, &providers), Ok(expected), "{n}");
        }
    }
}
