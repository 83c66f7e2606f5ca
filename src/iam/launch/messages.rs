//! The messages of AWS for refused calls, as users have seen them; where we have seen none, there is none.

use super::calls::Call;
use super::secrets::DECRYPT;
use super::{LaunchSetup, Step};
use crate::ecs::Compatibility;
use crate::iam::{Evaluation, Request, arn, text};

const NOT_INITIALIZED: &str = "ResourceInitializationError: unable to pull secrets or registry auth: execution resource retrieval failed:";

pub(super) fn message(
    setup: &LaunchSetup,
    call: &Call,
    request: Option<&Request>,
    evaluation: Option<&Evaluation>,
) -> Option<String> {
    let is_fargate = setup.launch_type == Compatibility::Fargate;
    let denied = request.zip(evaluation).and_then(|(request, it)| text::access_denied(request, it));
    match call.step {
        Step::NetworkInterface | Step::RegisterTargets if setup.service_linked_role.is_none() => Some(
            "Unable to assume the service linked role. Please verify that the ECS service linked role exists."
                .to_owned(),
        ),
        Step::RegisterTaskDefinition
        | Step::RunTask
        | Step::Application
        | Step::RegisterTargets
        | Step::ExecuteCommand => denied,
        // Our sources have the messages of tokens and secrets, not those of keys and of credentials of other registries.
        _ if call.action == DECRYPT => None,
        Step::RegistryAuth if !call.action.starts_with("ecr:") => None,
        Step::AssumeRole => Some(format!(
            "ECS was unable to assume the role '{}' that was provided for this task. Please verify that the role being \
             passed has the proper trust relationship and permissions and that your IAM user has permissions to pass \
             this role.",
            call.resource
        )),
        Step::RegistryAuth if is_fargate => Some(format!(
            "{NOT_INITIALIZED} unable to retrieve ecr registry auth: service call has been retried 1 time(s){}",
            // Without a role our sources have the text up to here.
            denied.map_or_else(|| "…".to_owned(), |it| format!(": AccessDeniedException: {it}"))
        )),
        Step::RegistryAuth => Some(format!("CannotPullECRContainerError: AccessDeniedException: {}", denied?)),
        Step::PullImage => Some(pull(&denied?, is_fargate, call)),
        Step::Secrets if is_fargate => Some(fargate_secret(&denied?, call)),
        Step::MountFileSystem if is_fargate => Some(
            "ResourceInitializationError: failed to invoke EFS utils commands to set up EFS volumes: … access denied \
             by server while mounting …"
                .to_owned(),
        ),
        Step::MountFileSystem => Some("VolumeDriver.Create: mounting volume failed: …".to_owned()),
        Step::FindEndpoint
        | Step::RegisterInstance
        | Step::Poll
        | Step::NetworkInterface
        | Step::AttachVolume
        | Step::Secrets
        | Step::Logs
        | Step::SubmitState
        | Step::OpenChannels => None,
    }
}

/// The agent puts its own sentence before Docker's.
fn pull(denied: &str, is_fargate: bool, call: &Call) -> String {
    let advice = "CannotPullContainerError: The task can’t pull the image. Check that the role has the permissions to \
                  pull images from the registry.";
    if is_fargate {
        return advice.to_owned();
    }
    let image =
        arn::components(&call.resource).map_or(String::new(), |[_, _, _, region, account, repository]| {
            let name = repository.trim_start_matches("repository/");
            format!("{account}.dkr.ecr.{region}.amazonaws.com/{name}")
        });
    format!(
        "{advice} Error response from daemon: pull access denied for {image}, repository does not exist or may \
         require 'docker login': denied: {denied}"
    )
}

fn fargate_secret(denied: &str, call: &Call) -> String {
    if call.action.starts_with("ssm:") {
        return format!(
            "{NOT_INITIALIZED} unable to retrieve secrets from ssm: service call has been retried 1 time(s): \
             AccessDeniedException: {denied}"
        );
    }
    format!(
        "{NOT_INITIALIZED} unable to retrieve secret from asm: service call has been retried 1 time(s): failed to fetch \
         secret {} from secrets manager: AccessDeniedException: {denied}",
        call.resource
    )
}
