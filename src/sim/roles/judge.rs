//! Whether a step is allowed: the launch trace of `iam`, asked for this board.

use super::setup::{Parts, compatibility};
use super::{Attempt, Denial, RoleCommand, Roles, RolesEvent};
use crate::ecs::NetworkMode;
use crate::iam::launch::{
    Order, Signer, Step, TracedCall, execute_command_trace, file_system_call, launch_trace as trace_of,
    secret_arns as secret_arns_of, traced_steps,
};
use crate::iam::roles::{Credentials, Reachable, application_credentials, reachable_credentials};
use crate::iam::{Request, text};
use crate::sim::{Decision, Task, TaskDefinitionStatus, World, explain};

/// What decides by the roles. There is one of it; that it is carried by the roles keeps its code out of pages whose
/// boards have none.
#[derive(Clone, Copy)]
pub struct Judge {
    pub(super) decide: fn(&World, &Roles, &RoleCommand) -> Decision,
    pub(super) denial: fn(&World, &Roles, Attempt) -> Option<Box<Denial>>,
    pub(super) say: fn(&World, &RolesEvent) -> String,
}

impl Default for Judge {
    fn default() -> Self {
        Self { decide: super::change::decide, denial, say: explain::roles_event }
    }
}

impl std::fmt::Debug for Judge {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Judge")
    }
}

impl PartialEq for Judge {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

impl Eq for Judge {}

/// Why the attempt is refused.
pub(super) fn denial(world: &World, roles: &Roles, attempt: Attempt) -> Option<Box<Denial>> {
    trace(world, roles, attempt).iter().find_map(Denial::of).map(Box::new)
}

/// The calls of an attempt.
pub(super) fn trace(world: &World, roles: &Roles, attempt: Attempt) -> Vec<TracedCall> {
    let Some(parts) = Parts::of(world, roles, attempt) else { return vec![] };
    let steps = match attempt {
        Attempt::Join => Step::FindEndpoint..=Step::RegisterInstance,
        Attempt::Poll => Step::Poll..=Step::Poll,
        Attempt::Register(_) => Step::RegisterTaskDefinition..=Step::RegisterTaskDefinition,
        Attempt::Order(..) => Step::RunTask..=Step::RunTask,
        Attempt::Launch(_) => Step::NetworkInterface..=Step::AssumeRole,
        Attempt::Start(_, from, to) => from..=to,
        Attempt::Submit(_) => Step::SubmitState..=Step::SubmitState,
        Attempt::RegisterTarget(..) => Step::RegisterTargets..=Step::RegisterTargets,
        Attempt::Call(..) => Step::Application..=Step::Application,
        Attempt::ExecuteCommand(_, container) => {
            return parts.with_setup(|setup| execute_command_trace(setup, container));
        }
        Attempt::FileSystem(_, volume, action) => {
            return parts.with_setup(|setup| vec![file_system_call(setup, volume, action)]);
        }
    };
    parts.with_setup(|setup| traced_steps(setup, steps))
}

impl Denial {
    /// What is to be told of a refused call; none when it is allowed.
    #[must_use]
    pub fn of(call: &TracedCall) -> Option<Self> {
        let failure = call.failure.as_ref()?;
        Some(Self {
            step: call.step,
            role: signing_role(call),
            action: call.action.clone(),
            resource: call.resource.clone(),
            why: deciding(call),
            message: failure.message.clone(),
        })
    }
}

/// The name of the role that signs, without its path; none when it is no role.
#[must_use]
pub fn signing_role(call: &TracedCall) -> Option<String> {
    match call.signer? {
        Signer::Caller | Signer::Service(_) | Signer::Anonymous => None,
        Signer::ServiceLinkedRole
        | Signer::InfrastructureRole
        | Signer::ContainerInstanceRole
        | Signer::TaskExecutionRole
        | Signer::TaskRole => call.principal.as_ref()?.role_name().map(str::to_owned),
    }
}

/// The statement that decided, or what was missing, in a sentence; none when there was nobody to sign.
#[must_use]
pub fn deciding(call: &TracedCall) -> Option<String> {
    let request = Request {
        principal: call.principal.clone()?,
        action: call.action.clone(),
        resource: call.resource.clone(),
        resource_account: String::new(),
        context: crate::iam::Context::default(),
    };
    Some(text::why(&request, call.evaluation.as_ref()?))
}

/// Every call of a task's launch by this order of the caller.
pub(super) fn launch_trace(world: &World, task: &Task, order: Order) -> Option<Vec<TracedCall>> {
    let roles = world.roles.as_deref()?;
    Some(Parts::of(world, roles, Attempt::Launch(task))?.by(order).with_setup(trace_of))
}

/// The secrets and parameters that the ACTIVE task definitions of the board name, by ARN.
#[must_use]
pub fn secret_arns(world: &World) -> Vec<String> {
    let Some(roles) = world.roles.as_deref() else { return vec![] };
    let active = world.task_definitions.iter().filter(|it| it.status == TaskDefinitionStatus::Active);
    let parts = active.filter_map(|it| Parts::of(world, roles, Attempt::Register(&it.task_definition)));
    let mut arns: Vec<String> = parts.flat_map(|it| it.with_setup(secret_arns_of)).collect();
    arns.sort();
    arns.dedup();
    arns
}

/// The value of [`CREDENTIALS_VARIABLE`] in the containers of a task: a path with an id of the task. None without a task role
/// within reach.
///
/// [`CREDENTIALS_VARIABLE`]: crate::iam::roles::CREDENTIALS_VARIABLE
// Simplification: the id is made of the number of the task; in AWS nobody can guess it.
#[must_use]
pub fn credentials_path(world: &World, task: &Task) -> Option<String> {
    let (reachable, _) = credentials(world, task)?;
    reachable.task_role.then(|| format!("/v2/credentials/{:032x}", u64::from(task.id.0) + 1))
}

/// Which credentials the containers of a task can reach, and whose the SDK of its application uses. None when no roles
/// are checked.
#[must_use]
pub fn credentials(world: &World, task: &Task) -> Option<(Reachable, Credentials)> {
    let roles = world.roles.as_deref()?;
    let definition = &world.task_definition(task.task_definition)?.task_definition;
    let launch_type = compatibility(world.launch_type_of(task.place));
    let mode = match task.place {
        crate::sim::TaskPlace::Fargate(_) => NetworkMode::Awsvpc,
        crate::sim::TaskPlace::ContainerInstance(_) => definition.effective_network_mode(),
        // It has no containers yet.
        crate::sim::TaskPlace::AwaitsCapacity => return None,
    };
    let mut reachable = reachable_credentials(launch_type, mode, roles.agent);
    reachable.task_role &= definition.task_role_arn.is_some();
    reachable.container_instance_role &= roles.instance_profile.is_some();
    Some((reachable, application_credentials(reachable, definition.task_role_arn.is_some())))
}
