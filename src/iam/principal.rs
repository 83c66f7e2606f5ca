//! Who makes a request, and whether a `Principal` element means them.

use super::matching::{Gap, Match};
use super::{PrincipalPattern, arn, glob};

/// Who makes a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Principal {
    text: String,
    kind: PrincipalKind,
}

/// The kinds of principals.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrincipalKind {
    /// The root user of an account: `arn:aws:iam::ACCOUNT:root`.
    RootUser,
    /// `arn:aws:iam::ACCOUNT:user/NAME`.
    User,
    /// A role itself: `arn:aws:iam::ACCOUNT:role/NAME`.
    Role,
    /// `arn:aws:sts::ACCOUNT:assumed-role/ROLE/SESSION`.
    RoleSession,
    /// `arn:aws:sts::ACCOUNT:federated-user/NAME`.
    FederatedUser,
    /// A service, such as `ecs-tasks.amazonaws.com`.
    Service,
    /// Nobody that IAM knows: a request without credentials, such as an NFS client that does not sign.
    Anonymous,
}

/// How a resource-based policy reaches a principal; the later, the closer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Reach {
    /// By its account: the account's own policies must allow it too.
    Account,
    /// By the role of its session: still within the role's permissions boundary.
    Role,
    /// By itself, or as everyone.
    Direct,
}

impl Principal {
    /// Reads an ARN or the name of a service. None when it is neither.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let kind = match arn::components(text) {
            Some(["arn", _, service @ ("iam" | "sts"), _, account, name]) if is_account(account) => {
                let (kind, name) = name.split_once('/').unwrap_or((name, ""));
                match (service, kind) {
                    ("iam", "root") if name.is_empty() => PrincipalKind::RootUser,
                    ("iam", "user") if !name.is_empty() => PrincipalKind::User,
                    ("iam", "role") if !name.is_empty() => PrincipalKind::Role,
                    ("sts", "assumed-role") if name.contains('/') => PrincipalKind::RoleSession,
                    ("sts", "federated-user") if !name.is_empty() => PrincipalKind::FederatedUser,
                    (_, _) => return None,
                }
            }
            _ if is_service(text) => PrincipalKind::Service,
            _ => return None,
        };
        Some(Self { text: text.to_owned(), kind })
    }

    /// Whoever makes a request without credentials. A policy reaches it as everyone alone.
    #[must_use]
    pub fn anonymous() -> Self {
        Self { text: "anonymous".to_owned(), kind: PrincipalKind::Anonymous }
    }

    /// As it was given.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// What it is.
    #[must_use]
    pub fn kind(&self) -> PrincipalKind {
        self.kind
    }

    /// Its account; a service has none.
    #[must_use]
    pub fn account(&self) -> Option<&str> {
        arn::components(&self.text).map(|it| it[4])
    }

    /// The name of its role, without the path.
    #[must_use]
    pub fn role_name(&self) -> Option<&str> {
        let resource = arn::components(&self.text)?[5];
        match self.kind {
            PrincipalKind::Role => resource.rsplit('/').next(),
            PrincipalKind::RoleSession => resource.split('/').nth(1),
            PrincipalKind::RootUser
            | PrincipalKind::User
            | PrincipalKind::FederatedUser
            | PrincipalKind::Service
            | PrincipalKind::Anonymous => None,
        }
    }

    /// Whether it is a service-linked role, which no service control policy affects ("Tasks and entities not restricted
    /// by SCPs").
    #[must_use]
    pub fn is_service_linked_role(&self) -> bool {
        self.role_name().is_some_and(|it| it.starts_with("AWSServiceRoleFor"))
    }

    /// Whether an entry of `Principal` means this principal, and how closely.
    pub(super) fn is_meant_by(&self, pattern: &PrincipalPattern) -> (Match, Reach) {
        let (is_match, reach) = match pattern {
            PrincipalPattern::Everyone => (true, Reach::Direct),
            PrincipalPattern::Aws(text) if text.contains(['*', '?']) => {
                let is_near = glob::matches(&glob::tokens(text), &self.text);
                let gap = Gap::PartOfPrincipal { principal: text.clone() };
                return (if is_near { Match::Unclear(gap) } else { Match::No }, Reach::Direct);
            }
            PrincipalPattern::Aws(text) => self.is_named_by(text),
            PrincipalPattern::Service(name) => {
                (self.kind == PrincipalKind::Service && *name == self.text, Reach::Direct)
            }
            // Web identities and SAML users sign no request of an IAM principal.
            PrincipalPattern::Federated(_) => (false, Reach::Direct),
            PrincipalPattern::CanonicalUser(_) => return (Match::Unclear(Gap::CanonicalUser), Reach::Direct),
        };
        (Match::from(is_match), reach)
    }

    fn is_named_by(&self, text: &str) -> (bool, Reach) {
        let account = match arn::components(text) {
            Some(["arn", _, "iam", "", account, "root"]) => Some(account),
            _ => is_account(text).then_some(text),
        };
        if let Some(account) = account {
            let reach = if self.kind == PrincipalKind::RootUser { Reach::Direct } else { Reach::Account };
            return (self.account() == Some(account), reach);
        }
        let named = Self::parse(text);
        match named {
            Some(named) if named.kind == PrincipalKind::Role => {
                // The ARN of a session has lost the path of its role; names of roles are unique in an account.
                let is_same = match self.kind {
                    PrincipalKind::RoleSession => {
                        named.account() == self.account() && named.role_name() == self.role_name()
                    }
                    PrincipalKind::RootUser
                    | PrincipalKind::User
                    | PrincipalKind::Role
                    | PrincipalKind::FederatedUser
                    | PrincipalKind::Service
                    | PrincipalKind::Anonymous => named.text == self.text,
                };
                (is_same, Reach::Role)
            }
            _ => (self.kind != PrincipalKind::Service && text == self.text, Reach::Direct),
        }
    }
}

fn is_account(text: &str) -> bool {
    text.len() == 12 && text.bytes().all(|it| it.is_ascii_digit())
}

fn is_service(text: &str) -> bool {
    let is_name = |it: u8| it.is_ascii_alphanumeric() || it == b'-' || it == b'.';
    (text.ends_with(".amazonaws.com") || text.ends_with(".amazonaws.com.cn") || text.ends_with(".amazon.com"))
        && text.bytes().all(is_name)
}
