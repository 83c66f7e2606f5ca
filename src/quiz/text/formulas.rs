//! Sentences about the documented formulas.

/// A column.
pub const LOWER: &str = "Must stay healthy";
/// A column.
pub const UPPER: &str = "May be running or pending";
/// How the bounds come about.
pub const BOUNDS_WHY: &str =
    "The minimum is rounded up, the maximum is rounded down, both from the desired count.";
/// After a question about bounds.
pub const BOUNDS_RULE: &str = "Lower bound: desired × minimumHealthyPercent, rounded up. Upper bound: desired × \
                               maximumPercent, rounded down. Where both are the desired count, nothing can move.";
/// A wrong idea.
pub const ROUNDED_GENEROUSLY: &str =
    "This rounds in favor of the deployment. ECS rounds against it: the minimum up, the maximum down.";
/// A wrong idea.
pub const MAXIMUM_ON_TOP: &str =
    "This puts the maximum on top of the desired count. It is the limit for old and new tasks together.";
/// A wrong idea.
pub const MIN_IGNORED: &str = "This ignores minimumHealthyPercent. So many must stay healthy all the time.";
/// A wrong idea.
pub const MAXIMUM_IS_DESIRED: &str =
    "This takes the desired count for the limit. maximumPercent allows other numbers.";
/// A wrong idea.
pub const MAXIMUM_IGNORED: &str =
    "This starts a whole second copy. maximumPercent does not allow so many at once.";
/// A wrong idea.
pub const ROOM_OVERLOOKED: &str = "It can move: one of the bounds is not the desired count.";
/// A wrong idea.
pub const ONE_ALWAYS_STOPS: &str = "No task may always stop. That depends on minimumHealthyPercent.";

/// What the bounds are asked of.
#[must_use]
pub fn bounds_question(desired: u32, min: u32, max: u32) -> String {
    format!(
        "A service has a desired count of {desired}, minimumHealthyPercent {min} and maximumPercent {max}. How many \
         tasks hold the bounds of a rolling update?"
    )
}

/// What the first step is asked of.
#[must_use]
pub fn first_step_question(desired: u32, min: u32, max: u32) -> String {
    format!(
        "A service with a desired count of {desired}, minimumHealthyPercent {min} and maximumPercent {max} starts a \
         rolling update. There is room for everything. What comes first?"
    )
}

/// An option.
#[must_use]
pub fn stuck() -> String {
    "Nothing: it is stuck".to_owned()
}

/// An option.
#[must_use]
pub fn starts_first(n: u32) -> String {
    format!("Up to {n} new {} {}", tasks(n), if n == 1 { "starts" } else { "start" })
}

/// An option.
#[must_use]
pub fn stops_first(n: u32) -> String {
    format!("Up to {n} old {} {}", tasks(n), if n == 1 { "stops" } else { "stop" })
}

fn tasks(n: u32) -> &'static str {
    if n == 1 { "task" } else { "tasks" }
}

/// A unit.
pub const FAILED_TASKS: &str = "failed tasks";
/// How the threshold comes about.
pub const BREAKER_WHY: &str = "Half the desired count, rounded up, but at least 3 and at most 200.";
/// After a question about the circuit breaker.
pub const BREAKER_RULE: &str = "By default the deployment circuit breaker trips at half the desired count, at least 3 and at most 200 failed tasks.";
/// A wrong idea.
pub const BOUNDS_IGNORED: &str = "This is the bare half. It is bounded: at least 3, at most 200.";
/// A wrong idea.
pub const OLD_FLOOR: &str = "Older pages have a floor of 10. Today it is 3.";
/// A wrong idea.
pub const ROUNDED_DOWN: &str = "This rounds down. AWS's own example rounds up: 25 tasks, 13 failures.";
/// A wrong idea.
pub const EVERY_TASK: &str = "The breaker does not wait until as many tasks have failed as are desired.";
/// A wrong idea.
pub const FIRST_FAILURE: &str = "One failure is not enough: a single task may fail by chance.";

/// What the threshold is asked of.
#[must_use]
pub fn breaker_question(desired: u32) -> String {
    format!(
        "A service with a desired count of {desired} uses the deployment circuit breaker with its default threshold. \
         After how many failed tasks does it fail the deployment?"
    )
}

/// How the split comes about.
pub const SPLIT_WHY: &str = "First the base, then the rest in proportion to the weights.";
/// After a question about capacity providers.
pub const SPLIT_RULE: &str =
    "The base comes first; weights share what is left, and are no percentages of all.";
/// A wrong idea.
pub const BASE_IGNORED: &str =
    "This shares all tasks by weight. The base is given out before, and does not count there.";
/// A wrong idea.
pub const BASE_ONLY: &str = "This stops after the base. Its provider also takes its share of the rest.";
/// A wrong idea.
pub const WEIGHTS_SWAPPED: &str = "This gives each provider what belongs to the other one.";
/// A wrong idea.
pub const EQUAL_SHARES: &str = "This shares equally. Weights are the ratio of the rest.";

/// What the split is asked of.
#[must_use]
pub fn split_question(n_tasks: u32, base: u32, weights: [u32; 2]) -> String {
    let base = if base == 0 { String::new() } else { format!("base {base} and ") };
    format!(
        "A capacity provider strategy has FARGATE with {base}weight {} and FARGATE_SPOT with weight {}. You run {n_tasks} \
         tasks. How many does each get?",
        weights[0], weights[1]
    )
}

/// A unit.
pub const PERCENT: &str = "%";
/// How the metric comes about.
pub const METRIC_WHY: &str =
    "Instances needed by instances running, times 100; 200 when none runs and some are needed.";
/// After a question about the metric.
pub const METRIC_RULE: &str = "CapacityProviderReservation is needed / running × 100: above the target it scales out, below it scales in.";
/// A wrong idea.
pub const METRIC_REVERSED: &str = "This divides the other way around.";
/// A wrong idea.
pub const METRIC_CAPPED: &str = "The metric goes above 100: that is what makes the group grow.";
/// A wrong idea.
pub const NONE_RUNNING: &str = "With no instance running there is nothing to divide by; the metric is then 200, or 100 \
                                when none is needed.";
/// A wrong idea.
pub const MISSING_SHARE: &str =
    "This is the share that is missing. The metric is the whole need by what runs.";
/// A wrong idea.
pub const FREE_SHARE: &str = "This is the share that is free. The metric is what is needed.";

/// What the metric is asked of.
#[must_use]
pub fn metric_question(needed: u32, running: u32) -> String {
    format!(
        "A capacity provider with managed scaling needs {needed} {} for its tasks; {running} {} running. What is \
         CapacityProviderReservation?",
        if needed == 1 { "instance" } else { "instances" },
        if running == 1 { "is" } else { "are" }
    )
}
