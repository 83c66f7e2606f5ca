//! What a policy would decide that is written and not yet saved: asked as ECS asks it.

use super::setup::Parts;
use super::{AttachedPolicy, Attempt, Roles, policies, service_linked_role_arn, standard};
use crate::iam::launch::{self, Order};
use crate::iam::roles::RoleUse;
use crate::iam::{Decision, Document, Policies, Principal, text};
use crate::sim::{LaunchType, TaskDefinitionId, World};

/// What a policy that is being written would decide.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// Who asks.
    pub principal: String,
    /// Whether they may.
    pub is_allowed: bool,
    /// The statement that decides, or what is missing.
    pub why: String,
}

/// Whom a trust policy would let in: the services that need the role. Of a role that nothing uses, every service that the model
/// has assume one.
#[must_use]
pub fn whom_it_lets_in(world: &World, role: &str, trust: &Document) -> Vec<Verdict> {
    let Some(roles) = world.roles.as_deref() else { return vec![] };
    let (mut asking, about) = uses(world, roles, role);
    if asking.is_empty() {
        asking = vec![RoleUse::Task, RoleUse::ContainerInstance, RoleUse::ServiceLinked];
    }
    let Some(parts) = parts(world, roles, about) else { return vec![] };
    let verdict = |role_use: RoleUse| {
        let call = parts.with_setup(|setup| launch::lets_in(setup, role_use, role, trust.policy()));
        Verdict {
            principal: role_use.trusted_service().to_owned(),
            is_allowed: call.failure.is_none(),
            why: super::deciding(&call).unwrap_or_default(),
        }
    };
    asking.into_iter().map(verdict).collect()
}

/// Whether a role, or the caller, could make a call with these policies, within a permissions boundary. What ECS or the
/// agent tells IAM about such a call is told as for the task definition that names the role, else for this one.
#[must_use]
pub fn would_be_allowed(
    world: &World,
    role: Option<&str>,
    (with, boundary): (&[AttachedPolicy], Option<&Document>),
    about: TaskDefinitionId,
    (action, resource): (&str, &str),
) -> Option<Verdict> {
    let roles = world.roles.as_deref()?;
    let named = role.and_then(|it| uses(world, roles, it).1);
    let parts = parts(world, roles, named.or(Some(about)))?;
    let principal = role.map_or_else(standard::caller_arn, str::to_owned);
    let principal = Principal::parse(&principal)?;
    let policies = Policies {
        identity: policies(with),
        boundary: boundary.iter().map(|it| it.policy().clone()).collect(),
        ..Policies::default()
    };
    let (request, evaluation) =
        parts.with_setup(|setup| launch::thought_of(setup, &principal, &policies, action, resource));
    Some(Verdict {
        principal: principal.as_str().to_owned(),
        is_allowed: evaluation.decision == Decision::Allowed,
        why: text::why(&request, &evaluation),
    })
}

/// A launch of this task definition; without one, of none.
fn parts<'a>(world: &'a World, roles: &'a Roles, about: Option<TaskDefinitionId>) -> Option<Parts<'a>> {
    let of = |id| Parts::of(world, roles, Attempt::Order(Order::RunTask, id, LaunchType::Ec2));
    about.and_then(of).or_else(|| Parts::of(world, roles, Attempt::Join))
}

/// What the role is used for, each service once, and the first task definition that names it.
fn uses(world: &World, roles: &Roles, role: &str) -> (Vec<RoleUse>, Option<TaskDefinitionId>) {
    let mut uses = vec![];
    if role == service_linked_role_arn() {
        uses.push(RoleUse::ServiceLinked);
    }
    if roles.instance_profile.as_deref() == Some(role) {
        uses.push(RoleUse::ContainerInstance);
    }
    let definitions = (0..).map(TaskDefinitionId).zip(&world.task_definitions);
    let names = |id: Option<&String>| id.is_some_and(|it| it == role);
    let mut naming = definitions.filter(|(_, it)| {
        let definition = &it.task_definition;
        names(definition.task_role_arn.as_ref()) || names(definition.execution_role_arn.as_ref())
    });
    let about = naming.next().map(|(id, _)| id);
    uses.extend(about.map(|_| RoleUse::Task));
    (uses, about)
}
