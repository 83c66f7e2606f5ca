//! A launch trace: every call that starting a task makes, in order, who signs it, and what a refusal does.
//!
//! Roles and policies in, calls and their outcomes out; no time passes, and nothing is placed. The steps are those of the
//! developer guide's pages on the three roles. Start reading at [`launch_trace`].

mod calls;
mod condition_keys;
mod execute_command;
mod failure;
mod messages;
mod secrets;
mod setup;
#[cfg(test)]
mod tests;

pub use failure::{Consequence, Failure};
pub use setup::{Caller, LaunchSetup, Order, Signer, Step};

use std::ops::RangeInclusive;

use super::roles::RoleUse;
use super::{Decision, Evaluation, Policies, Policy, Principal, Request, arn, evaluate};
use crate::ecs::EfsVolumeConfiguration;
use calls::Call;

/// One call of a launch and what came of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TracedCall {
    /// The step that it belongs to.
    pub step: Step,
    /// Whose permissions are checked; nothing when the role that should sign is not there.
    pub signer: Option<Signer>,
    /// Who makes the request, as IAM sees it.
    pub principal: Option<Principal>,
    /// Such as `ecr:BatchGetImage`.
    pub action: String,
    /// An ARN, or `*`.
    pub resource: String,
    /// The decision; none when there was nobody to sign.
    pub evaluation: Option<Evaluation>,
    /// What the refusal does. None when the call is allowed.
    pub failure: Option<Failure>,
}

/// Every call of a launch in order, up to the first whose refusal ends it.
#[must_use]
pub fn launch_trace(setup: &LaunchSetup) -> Vec<TracedCall> {
    traced_steps(setup, Step::FindEndpoint..=Step::SubmitState)
}

/// The calls of some steps in order, up to the first whose refusal ends the launch.
#[must_use]
pub fn traced_steps(setup: &LaunchSetup, steps: RangeInclusive<Step>) -> Vec<TracedCall> {
    until_it_ends(setup, calls::calls(setup).into_iter().filter(|it| steps.contains(&it.step)))
}

/// Every call of a command in a container of the task (ECS Exec), up to the first that is refused.
#[must_use]
pub fn execute_command_trace(setup: &LaunchSetup, container: &str) -> Vec<TracedCall> {
    until_it_ends(setup, execute_command::execute_command(setup, container))
}

/// The secrets and parameters that the launch reads, by ARN.
#[must_use]
pub fn secret_arns(setup: &LaunchSetup) -> Vec<String> {
    let calls = secrets::registry_credentials(setup).into_iter().chain(secrets::secrets(setup));
    let mut arns: Vec<String> =
        calls.filter(|it| it.action != secrets::DECRYPT).map(|it| it.resource).collect();
    arns.sort();
    arns.dedup();
    arns
}

fn until_it_ends(setup: &LaunchSetup, calls: impl IntoIterator<Item = Call>) -> Vec<TracedCall> {
    let mut trace = vec![];
    for call in calls {
        let traced = traced(setup, call);
        let ends = traced.failure.as_ref().is_some_and(|it| it.consequence.ends_launch());
        trace.push(traced);
        if ends {
            break;
        }
    }
    trace
}

/// Whether a task whose volume is mounted may do this to the file system, such as `elasticfilesystem:ClientWrite`.
#[must_use]
pub fn file_system_call(setup: &LaunchSetup, volume: &EfsVolumeConfiguration, action: &str) -> TracedCall {
    traced(setup, calls::file_system(setup, volume, action))
}

/// Whether a trust policy lets in the service that assumes the role for this use, asked as the launch asks it.
#[must_use]
pub fn lets_in(setup: &LaunchSetup, role_use: RoleUse, arn: &str, trust: &Policy) -> TracedCall {
    traced(setup, calls::assume_role(setup, role_use, arn, trust.clone()))
}

/// What is decided about a call that somebody thinks of, told as a launch tells its own call of this name.
#[must_use]
pub fn thought_of(
    setup: &LaunchSetup,
    principal: &Principal,
    policies: &Policies,
    action: &str,
    resource: &str,
) -> (Request, Evaluation) {
    let request = request(setup, &calls::thought_of(setup, action, resource), principal);
    let evaluation = evaluate(&request, policies);
    (request, evaluation)
}

/// What every request tells besides the keys of its call: whose principal, and whose resource.
fn request(setup: &LaunchSetup, call: &Call, principal: &Principal) -> Request {
    let resource_account = arn::account(&call.resource).unwrap_or(setup.account);
    let context = call.context.clone().with("aws:ResourceAccount", resource_account);
    Request {
        principal: principal.clone(),
        action: call.action.clone(),
        resource: call.resource.clone(),
        resource_account: resource_account.to_owned(),
        context: match principal.account() {
            Some(account) => context.with("aws:PrincipalAccount", account),
            None => context,
        },
    }
}

fn traced(setup: &LaunchSetup, call: Call) -> TracedCall {
    let signed = call.signer.and_then(|it| setup.identity(it));
    let request = signed.as_ref().map(|(principal, _)| request(setup, &call, principal));
    let evaluation = request.as_ref().zip(signed).map(|(request, (_, policies))| {
        evaluate(request, &Policies { resource: call.resource_policy.clone(), ..policies })
    });
    let is_allowed = evaluation.as_ref().is_some_and(|it| it.decision == Decision::Allowed);
    let failure =
        (!is_allowed).then(|| failure::failure(setup, &call, request.as_ref(), evaluation.as_ref()));
    TracedCall {
        step: call.step,
        signer: call.signer,
        principal: request.map(|it| it.principal),
        action: call.action.clone(),
        resource: call.resource,
        evaluation,
        failure,
    }
}
