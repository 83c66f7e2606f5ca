//! The words for the past of a board: the timeline, deployments, stopped tasks.

use super::count;
use crate::sim::explain::group_digits;

pub const TIMELINE: &str = "Timeline";
pub const STEP_BACK: &str = "One moment back";
pub const IN_THE_PAST: &str = "You are looking at an earlier moment. Whatever you do continues from here; Undo then brings back what came after it.";
pub const BACK_TO_NOW: &str = "Back to now";
pub const BACK_AGAIN: &str = "Back to now: the board is as you left it.";
pub const NOTHING_BEFORE: &str = "There is no earlier moment.";
pub const NOTHING_AFTER: &str = "This is now.";

pub const STOPPED_TASKS: &str = "Stopped tasks";
pub const STOPPED_VISIBLE: &str = "They can be seen for an hour of simulated time.";

pub const SERVICE: &str = "Service";
pub const DEPLOYMENTS: &str = "Deployments";
pub const NO_SERVICE_EVENTS: &str = "No event of this service yet.";
pub const DESIRED: &str = "Desired";
pub const PENDING: &str = "Pending";
pub const RUNNING: &str = "Running";
pub const FAILED: &str = "Failed";
pub const UPDATE_SERVICE: &str = "Update the service";
pub const DEPLOY: &str = "Deploy";
pub const FORCE_NEW_DEPLOYMENT: &str = "Force a new deployment";
pub const ROLL_BACK: &str = "Roll back";
pub const SET_OFF_ALARM: &str = "Set off an alarm";
pub const HOW_DEPLOYMENTS_GO: &str = "How deployments go";
pub const MINIMUM_HEALTHY: &str = "Minimum healthy %";
pub const MAXIMUM: &str = "Maximum %";
pub const CIRCUIT_BREAKER: &str = "Circuit breaker";
pub const CLOUDWATCH_ALARMS: &str = "CloudWatch alarms";
pub const DETECTION_OFF: &str = "Off";
pub const DETECTION_ON: &str = "On";
pub const DETECTION_WITH_ROLLBACK: &str = "On, with rollback";
pub const DEPLOYMENT_STRATEGY: &str = "Deployment strategy";
pub const APPLY: &str = "Apply";
pub const WHERE_TASKS_GO: &str = "Where tasks go";
pub const PLACEMENT_RULES: &str = "Placement rules";
pub const NO_SERVICE_RULES: &str =
    "None of its own: a DAEMON service goes to every instance, a REPLICA service spreads over zones.";
pub const RULES_HELP: &str = "UpdateService starts no new deployment for them: they apply to the tasks that are launched from then on.";
pub const TAKE_RULES: &str = "Use the rules of the Build panel";
pub const PROVIDERS_HELP: &str = "AWS asks for a new deployment when capacity providers change. Going back to the launch type needs one too.";
pub const DEPLOY_BY_PROVIDERS: &str = "Change with a new deployment";

/// "00:01:40, moment 12 of 40. web A3 is RUNNING."
pub fn moment(clock: &str, number: usize, of: usize, words: &str) -> String {
    let (number, of) = (group_digits(number as u64), group_digits(of as u64));
    [clock, ", moment ", &number, " of ", &of, ". ", words].concat()
}

pub fn deployments_of(service: &str) -> String {
    ["Deployments of ", service].concat()
}

pub fn stopped_at(clock: &str) -> String {
    ["stopped ", clock].concat()
}

pub fn show_older(number: usize) -> String {
    ["Show ", &count(number, "older task")].concat()
}

pub fn exited(container: &str, code: u8) -> String {
    [container, ": exit code ", &code.to_string()].concat()
}

pub fn exited_because(container: &str, code: u8, reason: &str) -> String {
    [&exited(container, code), ", ", reason].concat()
}

pub fn no_exit_code(container: &str) -> String {
    [container, ": no exit code"].concat()
}

pub fn never_started(container: &str) -> String {
    [container, ": never started"].concat()
}

/// "Circuit breaker: 1 of 3 failures, then it rolls back."
pub fn breaker_count(failures: u32, threshold: u32, rolls_back: bool) -> String {
    let then = if rolls_back { ", then it rolls back." } else { ", then it gives up." };
    ["Circuit breaker: ", &super::of(failures, threshold), " failures", then].concat()
}

/// "Green: 12.5 % of production traffic. `BAKE_TIME`, 120 s left."
pub fn green(permille: u32, stage: &str, left: Option<u64>) -> String {
    let left = left.map_or_else(String::new, |it| [", ", &group_digits(it), " s left"].concat());
    ["Green: ", &percent(permille), " of production traffic. ", stage, &left, "."].concat()
}

pub fn blue(permille: u32) -> String {
    ["Blue: ", &percent(permille), " of production traffic."].concat()
}

fn percent(permille: u32) -> String {
    let tenths = permille % 10;
    let whole = (permille / 10).to_string();
    if tenths == 0 { [&whole, " %"].concat() } else { [&whole, ".", &tenths.to_string(), " %"].concat() }
}

/// "While it deploys: 2 to 8 tasks."
pub fn bounds(lower: u32, upper: u32) -> String {
    let (lower, upper) = (group_digits(u64::from(lower)), group_digits(u64::from(upper)));
    ["While it deploys: ", &lower, " to ", &upper, " tasks."].concat()
}
