//! What is wrong with a policy document, as data. The sentences are in [`crate::iam::text`].

use serde::{Deserialize, Serialize};

/// The kinds of policies, as far as their elements differ.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PolicyKind {
    /// Attached to users, groups and roles; also permissions boundaries and service control policies.
    Identity,
    /// Attached to a resource, such as a bucket or a key.
    Resource,
    /// The trust policy of a role: it belongs to the role, and names no resource.
    Trust,
}

/// One problem at one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PolicyProblem {
    /// Such as `Statement[0].Effect`; empty for the whole document.
    pub place: String,
    /// The rule that is broken.
    pub rule: PolicyRule,
}

/// The rules of the policy grammar ("Grammar of the IAM JSON policy language").
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PolicyRule {
    /// A required element is not there.
    Missing,
    /// The value has another JSON type.
    WrongType {
        /// Such as `text`.
        expected: &'static str,
        /// Such as `a list`.
        found: &'static str,
    },
    /// Not one of the values that this element takes; case matters.
    UnknownValue {
        /// As written.
        value: String,
        /// What would be right.
        allowed: &'static [&'static str],
    },
    /// An element and its `Not…` twin in one statement.
    Both {
        /// Such as `NotAction`.
        twin: &'static str,
    },
    /// An element that this kind of policy does not take.
    NotHere,
    /// An action without its service in front.
    NoService {
        /// As written.
        action: String,
    },
    /// A service with characters that no service has.
    BadService {
        /// As written.
        action: String,
    },
    /// A resource that is neither an ARN nor `*`.
    NotAnArn {
        /// As written.
        resource: String,
    },
    /// A kind of principal that there is not.
    UnknownPrincipal,
    /// `Principal` as a text other than `*`.
    BarePrincipal {
        /// As written.
        principal: String,
    },
    /// There are more problems than are shown.
    More,
}
