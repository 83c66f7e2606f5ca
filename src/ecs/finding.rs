//! What is wrong with a task definition, as data. The sentences are in [`super::text`].

/// One problem in one field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// Whether AWS would refuse the registration.
    pub severity: Severity,
    /// The JSON path, such as `containerDefinitions[1].portMappings[0].hostPort`; empty for the whole text.
    pub field: String,
    /// The rule that is broken, with the facts.
    pub rule: Rule,
}

impl Finding {
    /// A problem because of which the registration is refused.
    #[must_use]
    pub fn error(field: impl Into<String>, rule: Rule) -> Self {
        Self { severity: Severity::Error, field: field.into(), rule }
    }

    /// A problem that does not stop the registration.
    #[must_use]
    pub fn warning(field: impl Into<String>, rule: Rule) -> Self {
        Self { severity: Severity::Warning, field: field.into(), rule }
    }

    /// Whether the registration is refused because of it.
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }
}

/// Errors stop a registration, warnings do not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The registration is refused, or no task could ever start.
    Error,
    /// Allowed, but probably not meant.
    Warning,
}

/// The rules, each with the facts that its sentences need.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rule {
    /// A required field is not there (API shapes).
    Missing,
    /// The value has another JSON type (API shapes).
    WrongType {
        /// Such as `a list`.
        expected: &'static str,
        /// Such as `text`.
        found: &'static str,
    },
    /// No field of this name (API shapes). A warning: nothing that the learner meant to say may depend on it.
    UnknownField {
        /// A known name that looks like it.
        suggestion: Option<&'static str>,
    },
    /// Not one of the values that the API has for this field.
    UnknownValue {
        /// As written.
        value: String,
        /// What would be right.
        allowed: &'static [&'static str],
    },
    /// A number outside of its range.
    OutOfRange {
        /// The least.
        min: u32,
        /// The greatest.
        max: u32,
    },
    /// `cpu` of the task is neither CPU units nor `1 vCPU`.
    NotACpuSize,
    /// `memory` of the task is neither MiB nor `2 GB`.
    NotAMemorySize,
    /// The API wants task sizes as text; AWS's own tools refuse a bare number.
    SizeIsANumber,
    /// The text is JSON, but not a task definition.
    NotATaskDefinition {
        /// What it looks like.
        looks_like: LooksLike,
    },
    /// There are more problems than are shown.
    More,
}

/// What JSON that is not a task definition may be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LooksLike {
    /// Only the list of containers.
    ContainerDefinitions,
    /// `CloudFormation`, with capital letters.
    CloudFormation,
    /// Nothing known.
    Other,
}
