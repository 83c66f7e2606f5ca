//! What a refused call does to the launch.

use super::calls::Call;
use super::{LaunchSetup, Step, messages};
use crate::iam::{Evaluation, Request};

/// A refused call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Failure {
    /// What it does.
    pub consequence: Consequence,
    /// The message that AWS shows. None where our sources have none.
    pub message: Option<String>,
}

/// What the learner sees.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Consequence {
    /// The instance never shows in the cluster.
    InstanceNotRegistered,
    /// The instance is registered, its agent disconnected.
    AgentDisconnected,
    /// The call ends with `AccessDeniedException`.
    CallRefused,
    /// There is no task; a service reports it as an event.
    TaskNotLaunched,
    /// The task stops before its containers run.
    TaskStopped,
    /// The application gets `AccessDenied`, or finds no credentials; the task runs on.
    ApplicationRefused,
    /// The command of ECS Exec does not run; the task runs on.
    CommandNotRun,
    /// The targets never appear.
    TargetsMissing,
    /// States stop moving.
    StatesStuck,
}

impl Consequence {
    /// Whether nothing comes after it.
    #[must_use]
    pub fn ends_launch(self) -> bool {
        match self {
            Self::InstanceNotRegistered
            | Self::AgentDisconnected
            | Self::CallRefused
            | Self::TaskNotLaunched
            | Self::TaskStopped
            | Self::CommandNotRun => true,
            Self::ApplicationRefused | Self::TargetsMissing | Self::StatesStuck => false,
        }
    }

    /// The `stopCode` of the task, if it stops.
    #[must_use]
    pub fn stop_code(self) -> Option<&'static str> {
        (self == Self::TaskStopped).then_some("TaskFailedToStart")
    }

    /// The `lastStatus` that the task ends in or stays in. None when there is no task, or it is not known to change.
    #[must_use]
    pub fn last_status(self) -> Option<&'static str> {
        match self {
            Self::TaskStopped => Some("STOPPED"),
            Self::ApplicationRefused | Self::CommandNotRun => Some("RUNNING"),
            Self::InstanceNotRegistered
            | Self::AgentDisconnected
            | Self::CallRefused
            | Self::TaskNotLaunched
            | Self::TargetsMissing
            | Self::StatesStuck => None,
        }
    }
}

pub(super) fn failure(
    setup: &LaunchSetup,
    call: &Call,
    request: Option<&Request>,
    evaluation: Option<&Evaluation>,
) -> Failure {
    let consequence = match call.step {
        Step::FindEndpoint | Step::RegisterInstance => Consequence::InstanceNotRegistered,
        Step::Poll => Consequence::AgentDisconnected,
        Step::RegisterTaskDefinition | Step::RunTask | Step::ExecuteCommand => Consequence::CallRefused,
        Step::NetworkInterface | Step::AssumeRole => Consequence::TaskNotLaunched,
        Step::AttachVolume
        | Step::RegistryAuth
        | Step::PullImage
        | Step::Secrets
        | Step::MountFileSystem
        | Step::Logs => Consequence::TaskStopped,
        Step::Application => Consequence::ApplicationRefused,
        Step::RegisterTargets => Consequence::TargetsMissing,
        Step::SubmitState => Consequence::StatesStuck,
        Step::OpenChannels => Consequence::CommandNotRun,
    };
    Failure { consequence, message: messages::message(setup, call, request, evaluation) }
}
