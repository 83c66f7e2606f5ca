//! An expression as it was written, with what was read in it.

use std::fmt::{Debug, Display, Formatter};
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Expr, QueryError, QueryErrorKind};

/// An expression of a placement constraint. It is read once, where it comes in, so that deciding needs no parser; text
/// that cannot be read is kept with what is wrong with it.
#[derive(Clone, Serialize, Deserialize)]
#[serde(from = "String", into = "String")]
pub struct Expression {
    text: String,
    read: Arc<Result<Expr, QueryError>>,
}

impl Expression {
    /// Reads a text.
    pub fn new(text: impl Into<String>) -> Self {
        let text = text.into();
        let read = Arc::new(Expr::parse(&text));
        Self { text, read }
    }

    /// No text yet.
    #[must_use]
    pub fn empty() -> Self {
        let error = QueryError { position: 0, kind: QueryErrorKind::Empty };
        Self { text: String::new(), read: Arc::new(Err(error)) }
    }

    /// As written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// What it says.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn expr(&self) -> Result<&Expr, &QueryError> {
        (*self.read).as_ref()
    }
}

impl From<String> for Expression {
    fn from(text: String) -> Self {
        Self::new(text)
    }
}

impl From<Expr> for Expression {
    fn from(expr: Expr) -> Self {
        Self { text: expr.to_string(), read: Arc::new(Ok(expr)) }
    }
}

impl From<&str> for Expression {
    fn from(text: &str) -> Self {
        Self::new(text)
    }
}

impl From<Expression> for String {
    fn from(expression: Expression) -> Self {
        expression.text
    }
}

impl Display for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.text)
    }
}

impl Debug for Expression {
    fn fmt(&self, f: &mut Formatter<'_>) -> std::fmt::Result {
        Debug::fmt(&self.text, f)
    }
}

// The text decides what is read in it.
impl PartialEq for Expression {
    fn eq(&self, other: &Self) -> bool {
        self.text == other.text
    }
}

impl Eq for Expression {}

impl PartialOrd for Expression {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Expression {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.text.cmp(&other.text)
    }
}
