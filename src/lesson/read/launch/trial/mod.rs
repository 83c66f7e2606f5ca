//! A launch that is played with one thing taken away: what the simulator makes of it.

#[cfg(test)]
mod tests;

use crate::sorted::SortedMap;

use serde::Deserialize;

use crate::ecs::TaskDefinition;
use crate::iam::launch::{Consequence, Signer, Step};
use crate::iam::roles::RoleUse;
use crate::sim::life::{StoppedReason, TaskStatus};
use crate::sim::network::{Need, NetworkChange, Obstacle};
use crate::sim::roles::{
    AttachedPolicy, Denial, Launch, RoleCommand, Roles, RolesEvent, Starter, instance_role_arn, own, role,
    service_linked_role_arn, standard_roles, trust,
};
use crate::sim::{
    Command, Event, Explanation, LaunchType, Refusal, RunTask, Scenario, Simulation, Switch,
    TaskDefinitionId, TaskId, World, Zone, explain,
};

/// What is launched.
pub struct Trial {
    /// On what.
    pub launch_type: LaunchType,
    /// What is run. It names its roles.
    pub task_definition: TaskDefinition,
    /// What its application calls: an action and a resource.
    pub call: (String, String),
}

/// What is taken away.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Without {
    /// An action that some policy has to allow.
    Right(String),
    /// A role that has to be there.
    Role(LaunchRole),
    /// The trust of a role in the service that assumes it.
    Trust(LaunchRole),
    /// The NAT gateway, which is the only way out of the subnets of the tasks and instances.
    Route,
}

/// A role of a launch, as authors call it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LaunchRole {
    /// In the instance profile.
    ContainerInstance,
    /// `executionRoleArn`.
    TaskExecution,
    /// `taskRoleArn`.
    Task,
    /// `AWSServiceRoleForECS`.
    ServiceLinked,
}

/// What came of it: the first thing that went wrong.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The step that failed.
    pub step: Step,
    /// How the launch ends.
    pub consequence: Consequence,
    /// What AWS shows; none where our sources have no message.
    pub message: Option<String>,
    /// Whether there was an answer: a role refuses, a network is silent.
    pub is_answered: bool,
    /// Whether nothing was called, because the role that signs is not there or cannot be assumed.
    pub is_unsigned: bool,
}

const DEFINITION: TaskDefinitionId = TaskDefinitionId(0);

/// The call that gives a service the credentials of a role.
const ASSUME_ROLE: &str = "sts:AssumeRole";

/// In the model every launch has ended after these seconds.
const LONG_ENOUGH: u64 = 300;

impl LaunchRole {
    const ALL: [Self; 4] = [Self::ContainerInstance, Self::TaskExecution, Self::Task, Self::ServiceLinked];

    fn role_use(self) -> RoleUse {
        match self {
            Self::ContainerInstance => RoleUse::ContainerInstance,
            Self::TaskExecution => RoleUse::TaskExecution,
            Self::Task => RoleUse::Task,
            Self::ServiceLinked => RoleUse::ServiceLinked,
        }
    }

    fn signer(self) -> Signer {
        match self {
            Self::ContainerInstance => Signer::ContainerInstanceRole,
            Self::TaskExecution => Signer::TaskExecutionRole,
            Self::Task => Signer::TaskRole,
            Self::ServiceLinked => Signer::ServiceLinkedRole,
        }
    }
}

impl Trial {
    /// Why the launch fails although nothing is taken away; none when it goes well.
    pub fn fault(&self) -> Option<String> {
        let needs = self.needs();
        let (played, outcome) = self.play(&needs, None);
        if outcome.is_none() && is_running(played.world()) {
            return None;
        }
        // The last that is told is that time passed.
        let told = |at: &usize| !matches!(played.explain(*at), Explanation::Plain);
        let (world, decision) =
            played.decision((0..played.log().len()).rev().find(told).unwrap_or_default())?;
        Some(explain::sentence(&world, &decision))
    }

    /// What comes of it when this is taken away; none when the launch goes on as before.
    pub fn outcome(&self, without: &Without) -> Option<Outcome> {
        self.play(&self.needs(), Some(without)).1
    }

    /// The steps that it takes, in order.
    pub fn steps(&self) -> Vec<Step> {
        let mut steps: Vec<Step> = self.needs().into_iter().map(|it| it.step).collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }

    /// The actions that some policy has to allow.
    pub fn rights(&self) -> Vec<String> {
        // Whoever assumes a role needs its trust, and no right.
        let needs = self.needs().into_iter().filter(|it| !matches!(it.signer, Some(Signer::Service(_))));
        let mut rights: Vec<String> = needs.map(|it| it.action).collect();
        rights.sort_unstable();
        rights.dedup();
        rights
    }

    /// Every call of the launch when everything is allowed.
    fn needs(&self) -> Vec<Call> {
        let mut board = board();
        let all = |_| vec![own("All", &["*"])];
        let roles = self.roles(board.world(), all, None);
        order(&mut board, RoleCommand::Check(Box::new(roles)));
        let (task_definition, launch_type) = (DEFINITION, self.launch_type);
        board.dispatch(Command::RegisterTaskDefinition(Box::new(self.task_definition.clone())));
        let launch = Launch { task_definition, launch_type, starter: Starter::RunTask };
        let calls = launch.trace(board.world()).unwrap_or_default();
        let call = |(step, signer, action)| Call { step, signer, action };
        let own_call = (Step::Application, Some(Signer::TaskRole), self.call.0.clone());
        calls.into_iter().map(|it| (it.step, it.signer, it.action)).chain([own_call]).map(call).collect()
    }

    /// Plays the launch.
    fn play(&self, needs: &[Call], without: Option<&Without>) -> (Simulation, Option<Outcome>) {
        let mut board = board();
        let roles = self.roles_for(board.world(), needs, without);
        order(&mut board, RoleCommand::Check(Box::new(roles)));
        if without == Some(&Without::Route) {
            board.dispatch(Command::ChangeNetwork(NetworkChange::NatGateway(Zone(0), Switch::Off)));
        }
        let outcome = self.launch(&mut board);
        (board, outcome)
    }

    /// From the instance that joins to the call of the application; up to the first thing that goes wrong.
    fn launch(&self, board: &mut Simulation) -> Option<Outcome> {
        if self.launch_type == LaunchType::Ec2 {
            let instance = Command::AddContainerInstance {
                instance_type: "m5.large".to_owned(),
                zone: Zone(0),
                count: 1,
            };
            let denial = denied(board, instance);
            if let Some((denial, _)) = denial {
                return Some(refused(denial, Consequence::InstanceNotRegistered));
            }
            if board.world().container_instances.values().any(|it| !it.agent_connected) {
                return Some(silent(Step::Poll, Consequence::AgentDisconnected));
            }
        }
        let register = Command::RegisterTaskDefinition(Box::new(self.task_definition.clone()));
        let run = Command::RunTask(RunTask {
            task_definition: DEFINITION,
            count: 1,
            launch_type: self.launch_type,
            capacity_provider_strategy: None,
            placement_strategy: vec![],
            placement_constraints: vec![],
            group: None,
        });
        for command in [register, run, Command::Advance(LONG_ENOUGH)] {
            if let Some((denial, consequence)) = denied(board, command) {
                return Some(refused(denial, consequence));
            }
        }
        stopped(board.world()).or_else(|| self.call(board))
    }

    /// What the running application is answered.
    fn call(&self, board: &mut Simulation) -> Option<Outcome> {
        let task = *board.world().tasks.keys().next()?;
        if !is_running(board.world()) {
            return Some(silent(Step::SubmitState, Consequence::StatesStuck));
        }
        let denial = called(board, task, &self.call)?;
        is_running(board.world()).then(|| refused(denial, Consequence::ApplicationRefused))
    }

    /// Roles that may do what is needed and no more, less what is taken away.
    fn roles_for(&self, world: &World, needs: &[Call], without: Option<&Without>) -> Roles {
        let rights = |signer| {
            let lost = |it: &&Call| without == Some(&Without::Right(it.action.clone()));
            let kept = needs.iter().filter(|it| it.signer == Some(signer) && !lost(it));
            let actions: Vec<&str> = kept.map(|it| it.action.as_str()).collect();
            if actions.is_empty() { vec![] } else { vec![own("Needed", &actions)] }
        };
        self.roles(world, rights, without)
    }

    fn roles(
        &self,
        world: &World,
        policies: impl Fn(Signer) -> Vec<AttachedPolicy>,
        without: Option<&Without>,
    ) -> Roles {
        let is_lost = |it: LaunchRole| without == Some(&Without::Role(it));
        let mut roles = SortedMap::new();
        for it in LaunchRole::ALL {
            let Some(arn) = self.arn(it).filter(|_| !is_lost(it)) else { continue };
            let mut made = role(arn.clone(), it.role_use(), policies(it.signer()));
            if without == Some(&Without::Trust(it)) {
                made.trust = trust(mistaken_for(it.role_use().trusted_service()));
            }
            roles.insert(arn, made);
        }
        let instance_profile = (!is_lost(LaunchRole::ContainerInstance)).then(instance_role_arn);
        Roles { roles, caller: policies(Signer::Caller), instance_profile, ..standard_roles(world) }
    }

    fn arn(&self, role: LaunchRole) -> Option<String> {
        match role {
            LaunchRole::ContainerInstance => Some(instance_role_arn()),
            LaunchRole::ServiceLinked => Some(service_linked_role_arn()),
            LaunchRole::TaskExecution => self.task_definition.execution_role_arn.clone(),
            LaunchRole::Task => self.task_definition.task_role_arn.clone(),
        }
    }
}

/// A call, and who has to be allowed to make it.
struct Call {
    step: Step,
    signer: Option<Signer>,
    action: String,
}

/// A board whose clock runs, with a zone and nothing in it.
fn board() -> Simulation {
    let mut board = Simulation::new(Scenario { seed: 1, zones: vec!["us-east-1a".to_owned()] });
    board.dispatch(Command::StartClock);
    board
}

/// The service that a role trusts by mistake.
fn mistaken_for(service: &str) -> &'static str {
    if service == "ec2.amazonaws.com" { "ecs.amazonaws.com" } else { "ec2.amazonaws.com" }
}

fn order(board: &mut Simulation, command: RoleCommand) {
    board.dispatch(Command::OfRoles(Box::new(command)));
}

/// Gives an order. The first call that is refused on the way, and what that does.
fn denied(board: &mut Simulation, command: Command) -> Option<(Denial, Consequence)> {
    let from = board.log().len();
    board.dispatch(command);
    (from..board.log().len()).find_map(|at| match board.explain(at) {
        Explanation::Refused(Refusal::Denied(denial)) => Some((*denial, Consequence::CallRefused)),
        Explanation::NotLaunched(it) => Some((it.denial, Consequence::TaskNotLaunched)),
        Explanation::Plain | Explanation::Refused(_) | Explanation::Placement(_) => None,
    })
}

fn called(board: &mut Simulation, task: TaskId, (action, resource): &(String, String)) -> Option<Denial> {
    order(board, RoleCommand::Call { task, action: action.clone(), resource: resource.clone() });
    board.log().last()?.events.iter().find_map(|event| {
        let Event::OfRoles(event) = event else { return None };
        let RolesEvent::Called { denial, .. } = &**event else { return None };
        denial.as_deref().cloned()
    })
}

/// Why the task stopped.
fn stopped(world: &World) -> Option<Outcome> {
    let stop = world.stopped_tasks.first()?.task.life.stop.as_ref()?;
    let reason = stop.reason.as_ref()?;
    if let StoppedReason::Denied(denial) = reason {
        return Some(refused((**denial).clone(), Consequence::TaskStopped));
    }
    let StoppedReason::Unreachable(obstacle) = reason else { return None };
    Some(unreachable(*obstacle))
}

fn is_running(world: &World) -> bool {
    world.tasks.values().any(|it| it.life.last_status == TaskStatus::Running)
}

fn refused(denial: Denial, consequence: Consequence) -> Outcome {
    let is_unsigned = denial.why.is_none() || denial.action == ASSUME_ROLE;
    Outcome { step: denial.step, consequence, message: denial.message, is_answered: true, is_unsigned }
}

/// Nothing is shown to anybody; things only stand still.
fn silent(step: Step, consequence: Consequence) -> Outcome {
    Outcome { step, consequence, message: None, is_answered: true, is_unsigned: false }
}

fn unreachable(obstacle: Obstacle) -> Outcome {
    let step = match obstacle.need {
        Need::RegistryAuth => Step::RegistryAuth,
        Need::Image => Step::PullImage,
        Need::Secret | Need::Parameter => Step::Secrets,
        Need::Logs => Step::Logs,
    };
    let message = Some(explain::unanswered(obstacle));
    Outcome { step, consequence: Consequence::TaskStopped, message, is_answered: false, is_unsigned: false }
}
