//! The decision about a request ("Policy evaluation logic"; across accounts "Cross-account policy evaluation logic").
//!
//! A statement that may match is counted twice: once for the requester and once against. Only when both give the same
//! decision is it given.

use super::matching::{Bounds, Gap, Match, matches_request};
use super::principal::Reach;
use super::{Effect, Policy, PrincipalKind, Request, arn};

/// The policies that apply to a request.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policies {
    /// Of the user or role, and of the groups of a user.
    pub identity: Vec<Policy>,
    /// The permissions boundary; no policy when there is none.
    pub boundary: Vec<Policy>,
    /// The policy of the resource: a bucket policy, a key policy, a trust policy.
    pub resource: Option<Policy>,
    /// The service control policies of each level, from the root to the account; no level outside of an organization.
    pub service_control: Vec<Vec<Policy>>,
}

/// What is decided.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Decision {
    /// The request is allowed.
    Allowed,
    /// A statement denies it.
    ExplicitDeny,
    /// Nothing allows it.
    ImplicitDeny,
    /// It depends on something that this module does not know.
    Unsupported,
}

/// What is decided, and by what.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evaluation {
    /// The decision.
    pub decision: Decision,
    /// What decided.
    pub reason: Reason,
}

/// What decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Reason {
    /// A statement that allows or denies.
    Statement(StatementPlace),
    /// The root user of an account has full access to it.
    RootUser,
    /// No statement where one is needed.
    Missing(Missing),
    /// Something that this module does not know, in this statement; nowhere when it is the requester.
    Gap(Gap, Option<StatementPlace>),
}

/// Where no statement allows the request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Missing {
    /// A level of the service control policies, from 0 at the root.
    ServiceControl(u32),
    /// The identity-based policies.
    Identity,
    /// The permissions boundary.
    Boundary,
    /// The policy of the resource, which must allow: across accounts, for services, for KMS keys.
    Resource,
    /// The trust policy of a role.
    Trust,
}

/// A policy among the policies of a request, each list from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PolicyPlace {
    /// One of [`Policies::identity`].
    Identity(u32),
    /// One of [`Policies::boundary`].
    Boundary(u32),
    /// [`Policies::resource`].
    Resource,
    /// Level and policy of [`Policies::service_control`].
    ServiceControl(u32, u32),
}

/// A statement among the policies of a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StatementPlace {
    /// Its policy.
    pub policy: PolicyPlace,
    /// From 0.
    pub statement: u32,
    /// Its `Sid`.
    pub sid: Option<String>,
}

/// Decides on a request.
#[must_use]
pub fn evaluate(request: &Request, policies: &Policies) -> Evaluation {
    if request.principal.kind() == PrincipalKind::FederatedUser {
        return Evaluation { decision: Decision::Unsupported, reason: Reason::Gap(Gap::FederatedUser, None) };
    }
    let hits = hits(request, policies);
    let [best, worst] = [Effect::Allow, Effect::Deny].map(|doubt| {
        // For the requester an unclear Allow counts, against them an unclear Deny.
        let counted = hits.iter().filter(|it| it.gap.is_none() || it.effect == doubt).collect();
        Court { request, policies, hits: counted }.decide()
    });
    match hits.iter().find_map(|it| Some((it.gap.clone()?, it.place.clone()))) {
        Some((gap, place)) if best.decision != worst.decision => {
            Evaluation { decision: Decision::Unsupported, reason: Reason::Gap(gap, Some(place)) }
        }
        _ => worst,
    }
}

/// A statement that matches the request, or may.
struct Hit {
    place: StatementPlace,
    effect: Effect,
    reach: Reach,
    gap: Option<Gap>,
}

fn hits(request: &Request, policies: &Policies) -> Vec<Hit> {
    let is_service = request.principal.kind() == PrincipalKind::Service;
    let is_exempt = request.principal.is_service_linked_role();
    let of_principal = (policies.identity.iter().zip(0..))
        .map(|(policy, at)| (policy, PolicyPlace::Identity(at)))
        .chain((policies.boundary.iter().zip(0..)).map(|(policy, at)| (policy, PolicyPlace::Boundary(at))))
        .chain((policies.service_control.iter().zip(0..)).flat_map(|(level, at)| {
            (level.iter().zip(0..)).map(move |(policy, it)| (policy, PolicyPlace::ServiceControl(at, it)))
        }))
        // These belong to users and roles of an account; a service has none.
        .filter(|(_, place)| {
            !is_service && (!is_exempt || !matches!(place, PolicyPlace::ServiceControl(..)))
        });
    let all = of_principal.chain(policies.resource.iter().map(|it| (it, PolicyPlace::Resource)));
    let bounds = if policies.boundary.is_empty() || is_service { Bounds::Unbounded } else { Bounds::Bounded };
    all.flat_map(|(policy, place)| hits_of(policy, place, request, bounds)).collect()
}

fn hits_of(policy: &Policy, place: PolicyPlace, request: &Request, bounds: Bounds) -> Vec<Hit> {
    let hit = |(statement, at)| {
        let statement: &super::Statement = statement;
        let (is_match, reach) = matches_request(statement, policy.version, request, bounds);
        let gap = match is_match {
            Match::No => return None,
            Match::Yes => None,
            Match::Unclear(gap) => Some(gap),
        };
        let place = StatementPlace { policy: place, statement: at, sid: statement.sid.clone() };
        Some(Hit { place, effect: statement.effect, reach, gap })
    };
    policy.statements.iter().zip(0..).filter_map(hit).collect()
}

/// The statements that count, and the order in which they are heard.
struct Court<'a> {
    request: &'a Request,
    policies: &'a Policies,
    hits: Vec<&'a Hit>,
}

impl Court<'_> {
    fn decide(&self) -> Evaluation {
        if let Some(deny) = self.hits.iter().find(|it| it.effect == Effect::Deny) {
            return Evaluation {
                decision: Decision::ExplicitDeny,
                reason: Reason::Statement(deny.place.clone()),
            };
        }
        match self.allowed() {
            Ok(reason) => Evaluation { decision: Decision::Allowed, reason },
            Err(missing) => Evaluation { decision: Decision::ImplicitDeny, reason: Reason::Missing(missing) },
        }
    }

    /// What allows the request when nothing denies it.
    fn allowed(&self) -> Result<Reason, Missing> {
        let resource_missing = if is_trust(self.request) { Missing::Trust } else { Missing::Resource };
        let granted = self.resource_grant();
        let Some(account) = self.request.principal.account() else {
            return granted.map(statement).ok_or(resource_missing);
        };
        self.service_control()?;
        if account != self.request.resource_account {
            let reason = self.identity()?;
            self.boundary()?;
            return granted.map(|_| reason).ok_or(resource_missing);
        }
        match granted {
            Some(grant) if grant.reach == Reach::Direct => return Ok(statement(grant)),
            Some(grant) if grant.reach == Reach::Role => {
                self.boundary()?;
                return Ok(statement(grant));
            }
            None if must_be_named(self.request) => return Err(resource_missing),
            Some(_) | None => {}
        }
        let reason = self.identity()?;
        self.boundary()?;
        Ok(reason)
    }

    /// The closest grant of the policy of the resource.
    fn resource_grant(&self) -> Option<&Hit> {
        let grants = self.hits.iter().filter(|it| it.place.policy == PolicyPlace::Resource);
        // The first of the closest: `max_by_key` alone would name the last.
        grants.copied().rev().max_by_key(|it| it.reach)
    }

    fn service_control(&self) -> Result<(), Missing> {
        if self.request.principal.is_service_linked_role() {
            return Ok(());
        }
        for (_, level) in self.policies.service_control.iter().zip(0..) {
            self.find(|it| matches!(it, PolicyPlace::ServiceControl(of, _) if of == level))
                .ok_or(Missing::ServiceControl(level))?;
        }
        Ok(())
    }

    fn identity(&self) -> Result<Reason, Missing> {
        if self.request.principal.kind() == PrincipalKind::RootUser {
            return Ok(Reason::RootUser);
        }
        self.find(|it| matches!(it, PolicyPlace::Identity(_))).map(statement).ok_or(Missing::Identity)
    }

    fn boundary(&self) -> Result<(), Missing> {
        if self.policies.boundary.is_empty() || self.request.principal.kind() == PrincipalKind::RootUser {
            return Ok(());
        }
        self.find(|it| matches!(it, PolicyPlace::Boundary(_))).map(|_| ()).ok_or(Missing::Boundary)
    }

    fn find(&self, is_place: impl Fn(PolicyPlace) -> bool) -> Option<&Hit> {
        self.hits.iter().copied().find(|it| is_place(it.place.policy))
    }
}

fn statement(hit: &Hit) -> Reason {
    Reason::Statement(hit.place.clone())
}

/// Assuming a role is decided by its trust policy.
fn is_trust(request: &Request) -> bool {
    request.action.to_ascii_lowercase().starts_with("sts:assumerole")
        && arn::is_of(&request.resource, "iam", "role/")
}

/// "IAM role trust policies and KMS key policies are exceptions, because they must explicitly allow access."
fn must_be_named(request: &Request) -> bool {
    is_trust(request) || arn::is_of(&request.resource, "kms", "key/")
}
