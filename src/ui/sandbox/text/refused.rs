//! The words of launches that were refused.

pub const REFUSED_AS_A_WHOLE: &str =
    "Amazon ECS refused the request itself, before it looked for a place. Nothing was placed.";
pub const STEP: &str = "Step";
pub const BECAUSE: &str = "Because";
pub const NO_SIGNER: &str = "The role that should sign the call does not exist.";
pub const NO_ROLE: &str = "no role of the task";

pub fn was_refused(api: &str) -> String {
    [api, " was refused"].concat()
}

pub fn was_not_launched(task: &str) -> String {
    [task, " was not launched"].concat()
}
