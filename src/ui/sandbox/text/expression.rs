//! The words for a memberOf expression that is being written.

use crate::ecs::query::QueryError;
use crate::ecs::text as ecs_text;
use crate::sim::explain::group_digits;

use super::count;

pub const MEMBER_OF: &str = "memberOf expression";
pub const ADD_EXPRESSION: &str = "Add an expression";
pub const REMOVE_EXPRESSION: &str = "Remove this expression";
pub const EXPRESSION_EXAMPLE: &str = "attribute:ecs.instance-type =~ m5.*";
pub const EXPRESSION_HELP: &str =
    "Tasks go only to instances that match. Press the down arrow for suggestions.";
pub const COMPLETIONS: &str = "Suggestions";
pub const HOLDS: &str = "matches";
pub const HOLDS_NOT: &str = "does not match";

/// Instances that are named one by one; of more only the number is said.
const NAMED: usize = 8;

/// "Matches 2 of 6 instances: a1, b1."
pub fn holds_for(names: &[String], n_instances: usize) -> String {
    let all = count(n_instances, "instance");
    match names.len() {
        0 => ["Matches none of ", &all, ". No task could be placed."].concat(),
        n if n > NAMED => ["Matches ", &group_digits(n as u64), " of ", &all, "."].concat(),
        n => ["Matches ", &n.to_string(), " of ", &all, ": ", &names.join(", "), "."].concat(),
    }
}

/// "Character 17: "=" alone is not an operator. Use == …"
pub fn query_error(error: &QueryError) -> String {
    let at = group_digits(u64::from(error.position) + 1);
    let (problem, fix) = (ecs_text::query_problem(&error.kind), ecs_text::query_fix(&error.kind));
    ["Character ", &at, ": ", &problem, " ", &fix].concat()
}
