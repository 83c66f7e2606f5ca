//! What a policy says, as far as this module understands it.

use super::{Condition, Gap};

/// A policy document: identity-based, resource-based, trust policy, permissions boundary or service control policy.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// `Version`: of the policy language.
    pub version: LanguageVersion,
    /// `Statement`, in order.
    pub statements: Vec<Statement>,
}

/// The versions of the policy language ("IAM JSON policy elements: Version").
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LanguageVersion {
    /// `2008-10-17`, also when no version is given: without policy variables.
    #[default]
    V2008,
    /// `2012-10-17`: with policy variables.
    V2012,
}

/// One statement.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Statement {
    /// `Sid`.
    pub sid: Option<String>,
    /// `Effect`.
    pub effect: Effect,
    /// `Principal` or `NotPrincipal`: in resource-based policies and trust policies only.
    pub principals: Option<Listed<PrincipalPattern>>,
    /// `Action` or `NotAction`, with `*` and `?`.
    pub actions: Listed<String>,
    /// `Resource` or `NotResource`, as written. Nothing in a policy that belongs to one resource: trust policies.
    pub resources: Option<Listed<String>>,
    /// `Condition`: all of them must hold.
    pub conditions: Vec<Condition>,
    /// What is written here that this module does not know.
    pub gaps: Vec<Gap>,
}

/// What a statement does to the requests that it matches.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Effect {
    /// `Allow`.
    Allow,
    /// `Deny`.
    Deny,
}

/// An element and its `Not…` twin: `Action` lists what is meant, `NotAction` what is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Listed<T> {
    /// These.
    Only(Vec<T>),
    /// All but these.
    AllBut(Vec<T>),
}

/// One entry of `Principal`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PrincipalPattern {
    /// `"*"` or `{"AWS": "*"}`.
    Everyone,
    /// `AWS`: an account, or the ARN of a user, a role, or a session.
    Aws(String),
    /// `Service`, such as `ecs-tasks.amazonaws.com`.
    Service(String),
    /// `Federated`: an identity provider.
    Federated(String),
    /// `CanonicalUser`: an account as Amazon S3 names it.
    CanonicalUser(String),
}
