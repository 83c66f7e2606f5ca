//! The cluster query language: expressions that say which container instances are meant.
//!
//! It parses, prints and evaluates; it never looks at a cluster itself: the facts about one instance come through
//! [`Facts`]. Sentences are in [`super::text`]. Start reading at [`Expr`], then [`parse_query`].

mod ast;
mod complete;
mod error;
mod evaluate;
mod expression;
mod parse;
mod pattern;
#[cfg(test)]
mod tests;
mod token;
mod value;

pub use ast::{Comparison, Expr, Ordering, Test};
pub use complete::{Completion, Vocabulary, complete};
pub use error::{Advice, AdviceKind, Operator, QueryError, QueryErrorKind, Subject};
pub use evaluate::Facts;
pub use expression::Expression;
pub use parse::{MAX_DEPTH, MAX_EXPRESSION_CHARS, Query, parse_query};
pub use pattern::Pattern;
pub use value::{Timestamp, Version};

impl Expr {
    /// Reads an expression.
    ///
    /// # Errors
    /// When it is no expression of the cluster query language, with the place and the kind of the mistake.
    pub fn parse(text: &str) -> Result<Self, QueryError> {
        parse_query(text).map(|query| query.expr)
    }
}
