//! Questions whose key is a documented formula of [`crate::sim::arithmetic`].
#![expect(clippy::unnecessary_wraps, reason = "a draft of other generators may fail, and all have one type")]

use super::Draft;
use crate::quiz::{Ask, Choice, Counts, Draws, Numeric, WrongCounts, WrongNumber, text};
use crate::sim::arithmetic::{
    ProviderShare, RollingUpdateBounds, ThresholdType, capacity_provider_reservation,
    circuit_breaker_threshold, strategy_split,
};

fn percents(draws: &mut Draws) -> (u32, u32, u32) {
    (
        draws.between(1, 10),
        draws.pick(&[0, 25, 50, 66, 75, 90, 100]),
        draws.pick(&[100, 110, 125, 150, 175, 200]),
    )
}

/// The bounds of a rolling update.
pub fn bounds(draws: &mut Draws) -> Option<Draft> {
    let (desired, min, max) = percents(draws);
    let right = RollingUpdateBounds::of(desired, min, max);
    let up = (desired * max).div_ceil(100);
    let down = desired * min / 100;
    let ideas = [
        ([down, up], "rounded-generously", text::ROUNDED_GENEROUSLY),
        ([right.min_running, desired + right.max_running], "maximum-on-top", text::MAXIMUM_ON_TOP),
        ([0, right.max_running], "min-percent-ignored", text::MIN_IGNORED),
        ([right.min_running, desired], "maximum-is-desired", text::MAXIMUM_IS_DESIRED),
    ];
    let answer = vec![right.min_running, right.max_running];
    let ask =
        counts([text::LOWER, text::UPPER].map(str::to_owned).to_vec(), answer, text::BOUNDS_WHY, &ideas);
    let question = text::bounds_question(desired, min, max);
    Some(Draft { question, ask, rule: text::BOUNDS_RULE.to_owned(), setting: None })
}

/// What a rolling update does first.
pub fn first_step(draws: &mut Draws) -> Option<Draft> {
    let (desired, min, max) = percents(draws);
    let bounds = RollingUpdateBounds::of(desired, min, max);
    // Where both are possible the order is not documented, so nobody is asked for it.
    let right = match (bounds.can_stop_first, bounds.can_start_first) {
        (0, 0) => text::stuck(),
        (0, start) => text::starts_first(start),
        (stop, 0) => text::stops_first(stop),
        (_, _) => return None,
    };
    let up = (desired * max).div_ceil(100).saturating_sub(desired).max(1);
    let candidates = [
        (text::stuck(), "room-overlooked", text::ROOM_OVERLOOKED),
        (text::starts_first(up), "rounded-generously", text::ROUNDED_GENEROUSLY),
        (text::stops_first(desired), "min-percent-ignored", text::MIN_IGNORED),
        (text::starts_first(desired), "maximum-ignored", text::MAXIMUM_IGNORED),
        (text::stops_first(1), "one-always-stops", text::ONE_ALWAYS_STOPS),
    ];
    let mut choices = vec![Choice { text: right, why: text::BOUNDS_WHY.to_owned(), misconception: None }];
    for (text, misconception, why) in candidates {
        if choices.len() < 4 && choices.iter().all(|it| it.text != text) {
            choices.push(Choice { text, why: why.to_owned(), misconception: Some(misconception.to_owned()) });
        }
    }
    let question = text::first_step_question(desired, min, max);
    Some(Draft { question, ask: Ask::Single(choices), rule: text::BOUNDS_RULE.to_owned(), setting: None })
}

/// Failures that the circuit breaker stands.
pub fn breaker(draws: &mut Draws) -> Option<Draft> {
    let desired = draws.pick(&[1, 2, 4, 5, 7, 8, 9, 11, 15, 25, 30, 41, 100, 250, 400, 500, 800]);
    let answer = circuit_breaker_threshold(desired, ThresholdType::BoundedPercent, 50);
    let share = circuit_breaker_threshold(desired, ThresholdType::UnboundedPercent, 50);
    let ideas = [
        (share, "bounds-ignored", text::BOUNDS_IGNORED),
        (share.clamp(10, 200), "old-floor-of-ten", text::OLD_FLOOR),
        ((desired / 2).clamp(3, 200), "rounded-down", text::ROUNDED_DOWN),
        (desired, "every-task-must-fail", text::EVERY_TASK),
        (1, "first-failure", text::FIRST_FAILURE),
    ];
    let ask = numeric(text::FAILED_TASKS, answer, text::BREAKER_WHY, &ideas);
    let question = text::breaker_question(desired);
    Some(Draft { question, ask, rule: text::BREAKER_RULE.to_owned(), setting: None })
}

/// Tasks of each capacity provider.
pub fn split(draws: &mut Draws) -> Option<Draft> {
    let base = draws.below(4);
    let weights = [draws.between(1, 3), draws.between(1, 4)];
    let total = weights[0] + weights[1];
    // Whole rounds only: the rounding of the rest is not published.
    let n_tasks = base + total * draws.between(1, 4);
    let providers =
        [ProviderShare { base, weight: weights[0] }, ProviderShare { base: 0, weight: weights[1] }];
    let answer = strategy_split(n_tasks, &providers).ok()?;
    let by_weight = n_tasks * weights[0] / total;
    let ideas = [
        ([by_weight, n_tasks - by_weight], "base-ignored", text::BASE_IGNORED),
        ([base, n_tasks - base], "base-only", text::BASE_ONLY),
        ([answer[1], answer[0]], "weights-swapped", text::WEIGHTS_SWAPPED),
        ([n_tasks.div_ceil(2), n_tasks / 2], "equal-shares", text::EQUAL_SHARES),
    ];
    let ask =
        counts(["FARGATE", "FARGATE_SPOT"].map(str::to_owned).to_vec(), answer, text::SPLIT_WHY, &ideas);
    let question = text::split_question(n_tasks, base, weights);
    Some(Draft { question, ask, rule: text::SPLIT_RULE.to_owned(), setting: None })
}

/// The value of `CapacityProviderReservation`.
pub fn metric(draws: &mut Draws) -> Option<Draft> {
    let (needed, running) = (draws.between(0, 10), draws.between(0, 10));
    let (numerator, denominator) = capacity_provider_reservation(needed, running);
    if numerator % denominator != 0 {
        return None;
    }
    let answer = u32::try_from(numerator / denominator).ok()?;
    let running_or_one = running.max(1);
    let ideas = [
        (running * 100 / needed.max(1), "metric-reversed", text::METRIC_REVERSED),
        (answer.min(100), "metric-capped", text::METRIC_CAPPED),
        (needed * 100 / running_or_one, "none-running-overlooked", text::NONE_RUNNING),
        (needed.saturating_sub(running) * 100 / running_or_one, "missing-share", text::MISSING_SHARE),
        (100_u32.saturating_sub(answer), "free-share", text::FREE_SHARE),
    ];
    let ask = numeric(text::PERCENT, answer, text::METRIC_WHY, &ideas);
    let question = text::metric_question(needed, running);
    Some(Draft { question, ask, rule: text::METRIC_RULE.to_owned(), setting: None })
}

fn numeric(unit: &str, answer: u32, why: &str, ideas: &[(u32, &str, &str)]) -> Ask {
    let mut wrong: Vec<WrongNumber> = vec![];
    for (value, misconception, why) in ideas {
        if *value != answer && wrong.iter().all(|it| it.value != *value) {
            let (misconception, why) = ((*misconception).to_owned(), (*why).to_owned());
            wrong.push(WrongNumber { value: *value, misconception, why, differs_at: None });
        }
    }
    Ask::Numeric(Numeric { unit: unit.to_owned(), answer, tolerance: 0, why: why.to_owned(), wrong })
}

fn counts(columns: Vec<String>, answer: Vec<u32>, why: &str, ideas: &[([u32; 2], &str, &str)]) -> Ask {
    let mut wrong: Vec<WrongCounts> = vec![];
    for (counts, misconception, why) in ideas {
        if *counts != *answer && wrong.iter().all(|it| it.counts != *counts) {
            let (misconception, why) = ((*misconception).to_owned(), (*why).to_owned());
            wrong.push(WrongCounts { counts: counts.to_vec(), misconception, why, differs_at: None });
        }
    }
    Ask::Counts(Counts { columns, answer, why: why.to_owned(), wrong })
}
