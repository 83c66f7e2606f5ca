//! The words for capacity providers and service auto scaling.

use super::{count, of};

pub const PROVIDERS: &str = "Capacity providers";
pub const NO_PROVIDERS: &str = "A capacity provider says where tasks get their capacity from. FARGATE and FARGATE_SPOT are always there; one of your own grows and shrinks an Auto Scaling group of instances.";
pub const ADD_PROVIDER: &str = "Add a capacity provider";
pub const PROVIDER_NAME: &str = "Name of the capacity provider";
pub const PROVIDER_NAME_HELP: &str =
    "1 to 255 letters, digits, underscores and hyphens; it does not begin with aws, ecs or fargate.";
pub const ZONES: &str = "Availability Zones";
pub const MIN_SIZE: &str = "Minimum size";
pub const MAX_SIZE: &str = "Maximum size";
pub const MARKET: &str = "Purchase option";
pub const ON_DEMAND: &str = "On-Demand";
pub const SPOT: &str = "Spot";
pub const SPOT_DRAINING: &str = "Spot Instance draining";
pub const SPOT_DRAINING_HELP: &str =
    "ECS_ENABLE_SPOT_INSTANCE_DRAINING: the two-minute notice sets the instance to DRAINING.";
pub const MANAGED_SCALING: &str = "Managed scaling";
pub const MANAGED_SCALING_HELP: &str =
    "ECS sizes the group by CapacityProviderReservation; tasks that fit nowhere wait in PROVISIONING.";
pub const TARGET_CAPACITY: &str = "Target capacity, %";
pub const WARMUP: &str = "Instance warm-up, s";
pub const MIN_STEP: &str = "Minimum step";
pub const MAX_STEP: &str = "Maximum step";
pub const PROTECTION: &str = "Managed termination protection";
pub const PROTECTION_HELP: &str = "Scale-in spares instances that run tasks, daemon tasks aside.";
pub const DRAINING_ON_END: &str = "Managed draining";
pub const DRAINING_ON_END_HELP: &str =
    "Before an instance is terminated, its service tasks are moved elsewhere.";
pub const NEEDS_CLOCK: &str =
    "Time stands still, so the group does not scale. Start the clock under the board.";
pub const NO_SCALING_YET: &str = "It has not scaled yet.";
pub const CHANGE_PROVIDER: &str = "Change its settings";
pub const SETTINGS_HELP: &str =
    "Termination protection and draining apply to instances that join from now on (UpdateCapacityProvider).";
pub const DELETE_PROVIDER: &str = "Delete it with its group";
pub const RESERVATION: &str = "CapacityProviderReservation";
pub const BASE: &str = "Base";
pub const WEIGHT: &str = "Weight";
pub const USE_DEFAULT: &str = "Use the default strategy of the cluster";
pub const MAKE_DEFAULT: &str = "Make this the cluster's default";
pub const STRATEGY_HELP: &str = "The base is the number of tasks that go to one provider first; the rest are shared by weight. Fargate and groups cannot be mixed.";
pub const SPOT_INTERRUPTION: &str = "Spot interruption";
pub const NO_SPOT: &str = "Take Fargate Spot capacity away";
pub const SPOT_BACK: &str = "Give Fargate Spot capacity back";
pub const AUTO_SCALING: &str = "Auto scaling";
pub const MIN_TASKS: &str = "Minimum tasks";
pub const MAX_TASKS: &str = "Maximum tasks";
pub const POLICY_TYPE: &str = "Policy type";
pub const TARGET_TRACKING: &str = "Target tracking";
pub const STEP_SCALING: &str = "Step scaling";
pub const METRIC: &str = "Metric";
pub const TARGET: &str = "Target value";
pub const THRESHOLD: &str = "Alarm threshold";
pub const ALARM: &str = "Alarm";
pub const ABOVE: &str = "At or above";
pub const BELOW: &str = "At or below";
pub const ADJUSTMENT_TYPE: &str = "Adjustment type";
pub const STEPS: &str = "Step adjustments";
pub const STEPS_HELP: &str =
    "Each step applies from its distance to the threshold up to where the next one begins.";
pub const STEP_FROM: &str = "Distance from";
pub const ADD_STEP: &str = "Add a step";
pub const REMOVE_STEP: &str = "Remove";
pub const TASKS_MORE: &str = "Add tasks";
pub const TASKS_FEWER: &str = "Remove tasks";
pub const PERCENT_MORE: &str = "Add percent";
pub const PERCENT_FEWER: &str = "Remove percent";
pub const TASKS_EXACTLY: &str = "Set to exactly";
pub const COOLDOWN: &str = "Cooldown, s";
pub const OUT_COOLDOWN: &str = "Scale-out cooldown, s";
pub const IN_COOLDOWN: &str = "Scale-in cooldown, s";
pub const DISABLE_SCALE_IN: &str = "Disable scale-in";
pub const ADD_SCALING_POLICY: &str = "Add the policy";
pub const REMOVE_SCALING_POLICY: &str = "Remove";
pub const NO_POLICIES: &str = "No policy yet: the desired count is what you set.";
pub const NOT_SCALED_YET: &str = "Auto scaling has changed nothing yet.";
pub const LOAD_CPU: &str = "CPU load, % of one task";
pub const LOAD_MEMORY: &str = "Memory load, % of one task";
pub const LOAD_REQUESTS: &str = "Requests per minute";

/// "m5.large: 2 of 4 instances, 1 on its way".
pub fn group_size(instance_type: &str, running: u32, desired: u32, launching: usize) -> String {
    let size = [instance_type, ": ", &of(running, desired), " instances"].concat();
    if launching == 0 { size } else { [&size, ", ", &launching.to_string(), " on the way"].concat() }
}

/// "3 tasks wait in PROVISIONING: web A1, web A2, web A3".
pub fn waiting(names: &[String]) -> String {
    let verb = if names.len() == 1 { " waits" } else { " wait" };
    let mut shown = names.iter().take(6).cloned().collect::<Vec<_>>().join(", ");
    if names.len() > 6 {
        shown.push_str(", …");
    }
    [&count(names.len(), "task"), verb, " in PROVISIONING: ", &shown].concat()
}

/// "Instances: a1, b1".
pub fn instances_of_group(names: &[String]) -> String {
    ["Instances: ", &names.join(", ")].concat()
}

pub fn options_for_provider(name: &str) -> String {
    ["Options for capacity provider ", name].concat()
}

pub fn settings_of(name: &str) -> String {
    ["Settings of ", name].concat()
}

pub fn desired_capacity_of(name: &str) -> String {
    ["Desired capacity of ", name].concat()
}

pub fn one_instance_fewer(name: &str) -> String {
    ["One instance of ", name, " fewer"].concat()
}

pub fn one_instance_more(name: &str) -> String {
    ["One instance of ", name, " more"].concat()
}

/// "7 tasks: A 3, B 4".
pub fn split(n: u32, shares: &[(String, u32)]) -> String {
    let shares = shares.iter().filter(|(_, n)| *n > 0);
    let shares = shares.map(|(name, n)| [name, " ", &n.to_string()].concat()).collect::<Vec<_>>().join(", ");
    [&count(usize::try_from(n).unwrap_or(usize::MAX), "task"), ": ", &shares].concat()
}

pub fn base_of(name: &str) -> String {
    ["Base of ", name].concat()
}

pub fn weight_of(name: &str) -> String {
    ["Weight of ", name].concat()
}

pub fn interrupt(name: &str) -> String {
    ["Interrupt ", name].concat()
}

pub fn auto_scaling_of(name: &str) -> String {
    ["Auto scaling of ", name].concat()
}

/// "2 to 10 tasks".
pub fn task_limits(min: u32, max: u32) -> String {
    [&min.to_string(), " to ", &max.to_string(), " tasks"].concat()
}

/// A metric and its target.
pub fn tracks(metric: &str, target: u32) -> String {
    [metric, " at ", &target.to_string()].concat()
}

pub fn remove_step(from: u32) -> String {
    ["Remove the step from ", &from.to_string()].concat()
}

pub fn remove_scaling_policy(words: &str) -> String {
    ["Remove the policy: ", words].concat()
}

/// A number with its sign.
pub fn signed(it: i32) -> String {
    if it > 0 { ["+", &it.to_string()].concat() } else { it.to_string() }
}

/// A metric, its alarm, and what each step does.
pub fn steps(metric: &str, alarm: &str, threshold: u32, adjustments: &[String]) -> String {
    let adjustments = adjustments.join(", ");
    [metric, ", ", &alarm.to_lowercase(), " ", &threshold.to_string(), ": ", &adjustments].concat()
}
