//! Reads a task definition from AWS's JSON, reporting every problem at once with the path of its field.
//!
//! Three steps: [`syntax`] (is it JSON, and if not, why), [`walk`] (do names and types agree with the API's
//! [`shape`]), [`fill`] (the typed value). It never checks what the values mean; that is [`super::check`].
//! Start reading at [`read_task_definition`].

mod fill;
mod shape;
mod size;
mod suggest;
mod syntax;
mod walk;

use serde_json::Value;

pub(crate) use suggest::nearest_of;
pub use syntax::{MAX_TEXT_BYTES, SyntaxError, SyntaxHint};

use super::{Finding, LooksLike, Rule, TaskDefinition};

/// A task definition and what is wrong with its text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// As far as it could be read; fields with errors are left empty.
    pub task_definition: TaskDefinition,
    /// Every problem, lists in their order, the fields of an object by name.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// Whether nothing stops the registration.
    #[must_use]
    pub fn is_registrable(&self) -> bool {
        !self.findings.iter().any(Finding::is_error)
    }
}

/// Reads the input of `register-task-definition` or the output of `describe-task-definition`.
///
/// # Errors
/// When the text is not JSON at all. Everything else is a finding.
pub fn read_task_definition(text: &str) -> Result<Reading, SyntaxError> {
    let document = syntax::parse(text)?;
    let root = match &document {
        Value::Object(fields) => fields.get("taskDefinition").unwrap_or(&document),
        _ => &document,
    };
    let mut findings = vec![];
    if let Some(looks_like) = not_a_task_definition(root) {
        findings.push(Finding::error("", Rule::NotATaskDefinition { looks_like }));
        return Ok(Reading { task_definition: TaskDefinition::default(), findings });
    }
    walk::walk(root, &mut findings);
    Ok(Reading { task_definition: fill::task_definition(root), findings })
}

/// Names nothing that is wrong in a field: only what cannot be a task definition at all.
fn not_a_task_definition(root: &Value) -> Option<LooksLike> {
    let Value::Object(fields) = root else {
        let is_container = |it: &Value| it.get("image").is_some() && it.get("name").is_some();
        let is_list = root.as_array().is_some_and(|items| items.first().is_some_and(is_container));
        return Some(if is_list { LooksLike::ContainerDefinitions } else { LooksLike::Other });
    };
    let has = |name: &str| fields.contains_key(name);
    if has("family") || has("containerDefinitions") {
        return None;
    }
    let is_template = ["Resources", "Properties", "ContainerDefinitions", "Family"].into_iter().any(has);
    if is_template {
        return Some(LooksLike::CloudFormation);
    }
    // One misspelled name is worth a suggestion of its own; a text without any known name is something else.
    let is_known = fields.keys().any(|name| suggest::nearest(name, shape::TASK_DEFINITION).is_some());
    (!is_known && !fields.is_empty()).then_some(LooksLike::Other)
}
