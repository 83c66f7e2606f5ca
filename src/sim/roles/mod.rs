//! Roles at work: who may do what on this board, asked at each step of a launch ("IAM roles for Amazon ECS").
//!
//! A board without [`Roles`] checks nothing: every role that is named exists and may do what it is needed for. From
//! [`RoleCommand::Check`] on each step asks. The roles bring the code along that reads and evaluates policies ([`Judge`]),
//! so that a page whose board has none need not load it. Start reading at [`Attempt`], then [`judge::denial`].

mod change;
mod execute_command;
mod judge;
mod launch;
mod setup;
mod standard;
mod trial;

use crate::sorted::SortedMap;

use serde::{Deserialize, Serialize};

use super::{
    Decision, Event, LaunchType, Refusal, Switch, Task, TaskDefinitionId, TaskId, TimeRefusal, World,
    load_balancer,
};
use crate::ecs::{EfsVolumeConfiguration, TaskDefinition};
use crate::iam::launch::{Order, Step};
use crate::iam::roles::AgentSettings;
use crate::iam::{Document, Policy};

pub use judge::{Judge, credentials, credentials_path, deciding, secret_arns, signing_role};
pub use launch::{Launch, Starter, launch_trace, starters};
pub(super) use standard::region;
pub use standard::{
    ACCOUNT, CLUSTER, customer_key_arn, instance_role_arn, managed, own, role, role_arn,
    service_linked_role_arn, standard_roles, trust,
};
pub use trial::{Verdict, whom_it_lets_in, would_be_allowed};

/// Every role of the account, and what says which of them is used where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Roles {
    /// By ARN.
    pub roles: SortedMap<String, Role>,
    /// The policies of whoever registers task definitions and runs tasks.
    pub caller: Vec<AttachedPolicy>,
    /// The role in the instance profile of every instance.
    // Simplification: all instances of a board have one instance profile and the same agent settings.
    pub instance_profile: Option<String>,
    /// Of the agent on every instance.
    pub agent: AgentSettings,
    /// Of secrets and parameters that are encrypted with a customer managed key: the ARN of the key, by theirs.
    pub customer_keys: SortedMap<String, String>,
    /// What decides by them.
    #[serde(skip)]
    pub judge: Judge,
}

/// A role with its policies as they are written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Role {
    /// `arn:aws:iam::ACCOUNT:role/PATH/NAME`.
    pub arn: String,
    /// Who may assume it.
    pub trust: Document,
    /// What it may do.
    pub policies: Vec<AttachedPolicy>,
    /// Its permissions boundary.
    pub boundary: Option<Document>,
}

/// A policy of a role or of the caller.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AttachedPolicy {
    /// Of an AWS managed policy, or of the role's own.
    pub name: String,
    /// What it says.
    pub document: Document,
}

impl Role {
    /// Its name, without the path.
    #[must_use]
    pub fn name(&self) -> &str {
        self.arn.rsplit('/').next().unwrap_or_default()
    }
}

/// An order that has to do with roles.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RoleCommand {
    /// From now on each step of a launch is checked, against these roles.
    Check(Box<Roles>),
    /// A role is new, or has these policies from now on.
    PutRole(Box<Role>),
    /// A role, by its ARN, is there no more.
    DeleteRole(String),
    /// The role in the instance profile; none: instances have no profile.
    SetInstanceProfile(Option<String>),
    /// The policies of the caller.
    SetCaller(Vec<AttachedPolicy>),
    /// Of the agent on every instance.
    SetAgentSettings(AgentSettings),
    /// The secret or parameter of this ARN is encrypted with the customer managed key of that one; none: with AWS's own.
    SetCustomerKey(String, Option<String>),
    /// The application of a task calls an API.
    Call {
        /// Whose.
        task: TaskId,
        /// Such as `s3:GetObject`.
        action: String,
        /// An ARN, or `*`.
        resource: String,
    },
    /// The caller has a command run in a container (ECS Exec).
    ExecuteCommand {
        /// Of which task.
        task: TaskId,
        /// The place of the container in the task definition.
        container: u32,
    },
}

/// What changed, or was tried, with all roles as they are now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum RolesEvent {
    /// The roles are these from now on, by this order.
    Set {
        /// The order.
        by: RoleCommand,
        /// All of them.
        roles: Roles,
    },
    /// The application of a task called an API.
    Called {
        /// Whose.
        task: TaskId,
        /// Such as `s3:GetObject`.
        action: String,
        /// The role whose credentials the SDK found; none: there were no credentials.
        role: Option<String>,
        /// Why it was refused.
        denial: Option<Box<Denial>>,
    },
    /// The caller had a command run in a container.
    Executed {
        /// Of which task.
        task: TaskId,
        /// The name of the container.
        container: String,
        /// Why its channels were not opened, so that it did not run.
        denial: Option<Box<Denial>>,
    },
}

/// A step of a launch that is refused.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Denial {
    /// Which.
    pub step: Step,
    /// The name of the role whose permissions were checked; none when it is the caller, a service, or nobody.
    pub role: Option<String>,
    /// Such as `ecr:BatchGetImage`.
    pub action: String,
    /// An ARN, or `*`.
    pub resource: String,
    /// The statement that decided, or what was missing; none when there was nobody to sign.
    pub why: Option<String>,
    /// The message that AWS shows. None where our sources have none.
    pub message: Option<String>,
}

/// What asks whether it may go on.
#[derive(Clone, Copy, Debug)]
pub enum Attempt<'a> {
    /// An instance joins the cluster.
    Join,
    /// An agent asks for work.
    Poll,
    /// The caller registers a task definition.
    Register(&'a TaskDefinition),
    /// The caller has tasks started.
    Order(Order<'a>, TaskDefinitionId, LaunchType),
    /// ECS makes the network interface of a task and assumes its roles.
    Launch(&'a Task),
    /// The agent, or Fargate, starts a task: these steps of it.
    Start(&'a Task, Step, Step),
    /// The agent reports the states of a task.
    Submit(&'a Task),
    /// ECS registers a task with a target group, by its ARN.
    RegisterTarget(&'a Task, &'a str),
    /// The caller has a command run in a container of a task, by its name.
    ExecuteCommand(&'a Task, &'a str),
    /// The application of a task calls an API: action and resource.
    Call(&'a Task, &'a str, &'a str),
    /// A task does this to a file system that it has mounted, such as `elasticfilesystem:ClientWrite`.
    FileSystem(&'a Task, &'a EfsVolumeConfiguration, &'a str),
}

/// Why the attempt is refused; none when it may go on, or when this board checks no roles.
#[must_use]
pub fn denial(world: &World, attempt: Attempt) -> Option<Box<Denial>> {
    let roles = world.roles.as_ref()?;
    (roles.judge.denial)(world, roles, attempt)
}

/// As [`denial`], as a refusal of the order.
pub(super) fn allowed(world: &World, attempt: Attempt) -> Result<(), Refusal> {
    denial(world, attempt).map_or(Ok(()), |it| Err(Refusal::Denied(it)))
}

/// What happens on an order that has to do with roles.
pub(super) fn decide(world: &World, command: &RoleCommand) -> Decision {
    let is_check = matches!(command, RoleCommand::Check(_));
    let roles = match (&world.roles, command) {
        (Some(_), _) if is_check => return Decision::refused(Refusal::AlreadySo),
        (Some(roles), _) | (None, RoleCommand::Check(roles)) => roles,
        (None, _) => return Decision::refused(Refusal::NotFound),
    };
    if world.clock == Switch::Off {
        return Decision::refused(Refusal::InTime(TimeRefusal::ClockStandsStill));
    }
    (roles.judge.decide)(world, roles, command)
}

/// Makes the change.
pub(super) fn apply(world: &mut World, event: &RolesEvent) {
    if let RolesEvent::Set { roles, .. } = event {
        world.roles = Some(Box::new(roles.clone()));
        load_balancer::follow_all(world);
    }
}

/// What happened, in words.
pub(super) fn say(world: &World, event: &RolesEvent) -> String {
    let known = match event {
        RolesEvent::Set { roles, .. } => Some(roles),
        RolesEvent::Called { .. } | RolesEvent::Executed { .. } => world.roles.as_deref(),
    };
    known.map_or_else(String::new, |it| (it.judge.say)(world, event))
}

impl From<RolesEvent> for Event {
    fn from(event: RolesEvent) -> Self {
        Self::OfRoles(Box::new(event))
    }
}

/// The policies, as they are evaluated.
fn policies(attached: &[AttachedPolicy]) -> Vec<Policy> {
    attached.iter().map(|it| it.document.policy().clone()).collect()
}
