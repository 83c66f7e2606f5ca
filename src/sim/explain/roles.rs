//! The words of roles at work.

use super::task_name;
use crate::iam::launch::{Consequence, Step};
use crate::sim::World;
use crate::sim::roles::{Denial, RoleCommand, RolesEvent};

/// AWS's message where our sources have one, else what was refused; both name the action.
#[must_use]
pub fn denied(denial: &Denial) -> String {
    if let Some(message) = &denial.message {
        return message.clone();
    }
    let who = denial.role.as_ref().map_or_else(|| "nobody".to_owned(), |it| format!("the role {it}"));
    let why = denial.why.as_ref().map_or_else(
        || match denial.step {
            Step::Application => " There are no credentials.".to_owned(),
            _ => " The role that should sign is not there.".to_owned(),
        },
        |it| format!(" {it}"),
    );
    format!(
        "{}: {} on {}, signed by {who}, is refused.{why}",
        traced_step(denial.step, &denial.action),
        denial.action,
        denial.resource
    )
}

/// In place of a message: what our sources do not quote is not made up.
pub const NO_MESSAGE: &str = "We found no AWS message for this.";

/// What a refused call does to the launch.
#[must_use]
pub fn consequence(consequence: Consequence) -> &'static str {
    match consequence {
        Consequence::InstanceNotRegistered => "The instance never shows in the cluster.",
        Consequence::AgentDisconnected => "The instance is in the cluster, but its agent is disconnected.",
        Consequence::CallRefused => "The call is refused, and there is no task.",
        Consequence::TaskNotLaunched => "There is no task, not even a stopped one.",
        Consequence::TaskStopped => "The task stops before its containers run.",
        Consequence::ApplicationRefused => "The application gets AccessDenied, and the task goes on RUNNING.",
        Consequence::TargetsMissing => "The task is never registered as a target.",
        Consequence::StatesStuck => "The state of the task stops moving.",
        Consequence::CommandNotRun => "The command is not run, and the task goes on RUNNING.",
    }
}

/// What a step of a launch is, in a few words.
#[must_use]
pub fn launch_step(step: Step) -> &'static str {
    match step {
        Step::FindEndpoint => "The agent looks for ECS",
        Step::RegisterInstance => "The agent registers the instance",
        Step::Poll => "The agent asks for work",
        Step::RegisterTaskDefinition => "The caller registers the task definition",
        Step::RunTask => "The caller has the task started",
        Step::NetworkInterface => "ECS makes a network interface",
        Step::AssumeRole => "ECS assumes the roles of the task",
        Step::AttachVolume => "ECS makes and attaches a volume",
        Step::RegistryAuth => "A token for Amazon ECR",
        Step::PullImage => "The image is pulled",
        Step::Secrets => "Secrets are read",
        Step::MountFileSystem => "The file system is mounted",
        Step::Logs => "The log stream is made",
        Step::Application => "The application calls",
        Step::RegisterTargets => "ECS registers the target",
        Step::SubmitState => "The agent reports the state",
        Step::ExecuteCommand => "The caller has a command run in a container",
        Step::OpenChannels => "The SSM agent in the task opens the channels",
    }
}

/// The same of a call: whoever makes a service has its tasks started by its scheduler, and what is read may have to be
/// decrypted.
#[must_use]
pub fn traced_step(step: Step, action: &str) -> &'static str {
    match step {
        Step::RunTask if action == "ecs:CreateService" => {
            "The caller makes the service, whose scheduler starts the task"
        }
        Step::RegistryAuth | Step::Secrets if action == "kms:Decrypt" => "The secret is decrypted",
        Step::RegistryAuth if !action.starts_with("ecr:") => "The credentials of a registry are read",
        _ => launch_step(step),
    }
}

/// What changed or was tried.
pub(in crate::sim) fn roles_event(world: &World, event: &RolesEvent) -> String {
    match event {
        RolesEvent::Set { by, .. } => changed(by),
        RolesEvent::Executed { task, container, denial } => {
            let of = format!("{container} of {}", task_name(world, *task));
            match denial {
                None => format!(
                    "A command ran in the container {of}: you may ask, and its task role opens the channels."
                ),
                Some(denial) => {
                    format!("No command ran in the container {of}, which runs on. {}", denied(denial))
                }
            }
        }
        RolesEvent::Called { task, action, role, denial } => {
            let name = task_name(world, *task);
            match (denial, role) {
                (None, Some(role)) => format!("{name} called {action} with the role {role}: allowed."),
                (None, None) => format!("{name} called {action}: allowed."),
                (Some(denial), Some(role)) => format!(
                    "{name} called {action} with the role {role}: AccessDenied. It runs on. {}",
                    denied(denial)
                ),
                (Some(_), None) => {
                    format!("{name} called {action}, but its SDK found no credentials. It runs on.")
                }
            }
        }
    }
}

fn changed(by: &RoleCommand) -> String {
    let secret = |arn: &str| arn.rsplit(':').next().unwrap_or_default().to_owned();
    let name = |arn: &str| arn.rsplit('/').next().unwrap_or_default().to_owned();
    match by {
        RoleCommand::Check(_) => "Each step of a launch is checked against roles from now on.".to_owned(),
        RoleCommand::PutRole(role) => format!("The role {} has these policies from now on.", role.name()),
        RoleCommand::DeleteRole(arn) => format!("The role {} was deleted.", name(arn)),
        RoleCommand::SetInstanceProfile(Some(arn)) => {
            format!("The instance profile holds the role {}.", name(arn))
        }
        RoleCommand::SetInstanceProfile(None) => "The instances have no instance profile.".to_owned(),
        RoleCommand::SetCaller(_) => "You have these policies from now on.".to_owned(),
        RoleCommand::SetAgentSettings(_) => "The agents have these settings from now on.".to_owned(),
        RoleCommand::SetCustomerKey(of, Some(_)) => {
            format!("{} is encrypted with a customer managed key from now on.", secret(of))
        }
        RoleCommand::SetCustomerKey(of, None) => {
            format!("{} is encrypted with AWS's own key from now on.", secret(of))
        }
        RoleCommand::Call { .. } | RoleCommand::ExecuteCommand { .. } => String::new(),
    }
}
