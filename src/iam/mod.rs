//! IAM: policies as data, and the answer to "is this request allowed, and which statement decided?".
//!
//! It knows ECS by the names of actions, roles and services alone, and never decides what a task does next: that is
//! `sim`. What AWS does not document, or this module does not know, is answered [`Decision::Unsupported`] when it could
//! change the decision, never guessed. Sentences are in [`text`].
//! Start reading at [`Policy`], then [`evaluate`].

mod arn;
mod condition;
mod document;
mod evaluate;
mod glob;
pub mod launch;
mod managed;
mod matching;
mod policy;
mod principal;
#[cfg(test)]
mod properties;
mod read;
mod request;
pub mod roles;
#[cfg(test)]
mod tests;
pub mod text;
mod variable;

pub use condition::{Comparison, Condition, Operator, SetOperator};
pub use document::{Document, DocumentError};
pub use evaluate::{Decision, Evaluation, Missing, Policies, PolicyPlace, Reason, StatementPlace, evaluate};
pub use managed::{MANAGED_POLICIES, ManagedPolicy};
pub use matching::Gap;
pub use policy::{Effect, LanguageVersion, Listed, Policy, PrincipalPattern, Statement};
pub use principal::{Principal, PrincipalKind};
pub use read::{PolicyKind, PolicyProblem, PolicyRule, UniqueKeys, policy_from_json};
pub use request::{Context, Request};
