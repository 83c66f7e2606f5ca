//! A policy document as it was written, with what was read in it.

use std::fmt::{Debug, Formatter};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Policy, PolicyKind, PolicyProblem, UniqueKeys, policy_from_json};

/// A policy document that can be read. It is read once, where it comes in, so that evaluating needs no parser; copies
/// share it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Document(Arc<Inner>);

struct Inner {
    kind: PolicyKind,
    text: String,
    policy: Policy,
}

/// What is stored of a document.
#[derive(Serialize, Deserialize)]
struct Written {
    kind: PolicyKind,
    text: String,
}

/// Why a text is no policy document.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DocumentError {
    /// It is no JSON, or an object has a key twice: where, in characters of line and column, and what the reader says.
    NotJson {
        /// From 1.
        line: usize,
        /// From 1.
        column: usize,
        /// In English.
        problem: String,
    },
    /// It is JSON, but AWS would refuse it as a policy.
    NotAPolicy(Vec<PolicyProblem>),
}

impl Document {
    /// Reads a text.
    ///
    /// # Errors
    /// When it is no JSON or no policy of this kind.
    pub fn read(text: impl Into<String>, kind: PolicyKind) -> Result<Self, DocumentError> {
        let text = text.into();
        let UniqueKeys(json) = serde_json::from_str(&text).map_err(|error| DocumentError::NotJson {
            line: error.line(),
            column: error.column(),
            problem: error.to_string().split(" at line").next().unwrap_or_default().to_owned(),
        })?;
        let policy = policy_from_json(&json, kind).map_err(DocumentError::NotAPolicy)?;
        Ok(Self(Arc::new(Inner { kind, text, policy })))
    }

    /// As written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.0.text
    }

    /// What kind of policy it is.
    #[must_use]
    pub fn kind(&self) -> PolicyKind {
        self.0.kind
    }

    /// What it says.
    #[must_use]
    pub fn policy(&self) -> &Policy {
        &self.0.policy
    }
}

impl TryFrom<Written> for Document {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        Self::read(written.text, written.kind).map_err(|error| format!("not a policy document: {error:?}"))
    }
}

impl From<Document> for Written {
    fn from(document: Document) -> Self {
        Self { kind: document.kind(), text: document.text().to_owned() }
    }
}

impl Debug for Document {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        Debug::fmt(self.text(), f)
    }
}

// The text decides what is read in it.
impl PartialEq for Document {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0) || (self.kind(), self.text()) == (other.kind(), other.text())
    }
}

impl Eq for Document {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_keeps_its_text_and_says_where_it_is_no_json() {
        let text = r#"{ "Version": "2012-10-17", "Statement": [] }"#;
        let document = Document::read(text, PolicyKind::Identity).unwrap();
        assert_eq!(document.text(), text);
        let again: Document = serde_json::from_value(serde_json::to_value(&document).unwrap()).unwrap();
        assert_eq!(again, document);
        let twice = "{ \"Statement\": [],\n \"Statement\": [] }";
        let error = Document::read(twice, PolicyKind::Identity).unwrap_err();
        assert!(matches!(error, DocumentError::NotJson { line: 2, .. }), "{error:?}");
        let no_policy = Document::read("{}", PolicyKind::Identity).unwrap_err();
        assert!(matches!(no_policy, DocumentError::NotAPolicy(problems) if problems.len() == 1));
    }
}
