//! The calls of a launch, in order.

use super::execute_command::execute_command;
use super::secrets::{registry_credentials, secrets};
use super::{LaunchSetup, Order, Signer, Step, condition_keys};
use crate::ecs::{Compatibility, ContainerDefinition, EfsVolumeConfiguration, LogDriver, NetworkMode};
use crate::iam::roles::{
    Credentials, Need, Reachable, Role, RoleUse, Signing, application_credentials, reachable_credentials,
    signing,
};
use crate::iam::{Context, Effect, Listed, Policy, PrincipalPattern, Statement};

/// A call before it is decided on.
pub(super) struct Call {
    pub step: Step,
    pub signer: Option<Signer>,
    pub action: String,
    pub resource: String,
    pub context: Context,
    pub resource_policy: Option<Policy>,
}

impl Call {
    pub fn new(step: Step, signer: impl Into<Option<Signer>>, action: &str, resource: &str) -> Self {
        Self {
            step,
            signer: signer.into(),
            action: action.to_owned(),
            resource: resource.to_owned(),
            context: Context::default(),
            resource_policy: None,
        }
    }

    fn with_context(self, key: &str, value: &str) -> Self {
        Self { context: Context::new([(key, vec![value])]), ..self }
    }

    pub fn with_policy(self, policy: Policy) -> Self {
        Self { resource_policy: Some(policy), ..self }
    }
}

/// Every call, as if none were refused.
pub(super) fn calls(setup: &LaunchSetup) -> Vec<Call> {
    let is_ec2 = setup.launch_type == Compatibility::Ec2;
    let mut calls = if is_ec2 { agent_start(setup) } else { vec![] };
    calls.extend(caller(setup));
    calls.extend(network_interface(setup));
    calls.extend(assume_roles(setup));
    calls.extend(volume_at_launch(setup));
    calls.extend(registry_credentials(setup));
    calls.extend(images(setup));
    calls.extend(secrets(setup));
    calls.extend(file_systems(setup));
    calls.extend(logs(setup));
    calls.extend(application(setup));
    calls.extend(setup.target_group_arns.iter().map(|arn| {
        Call::new(
            Step::RegisterTargets,
            Signer::ServiceLinkedRole,
            "elasticloadbalancing:RegisterTargets",
            arn,
        )
    }));
    if is_ec2 {
        calls.extend(submit_states(setup));
    }
    calls
}

pub(super) fn cluster_arn(setup: &LaunchSetup) -> String {
    setup.arn("ecs", &format!("cluster/{}", setup.cluster))
}

pub(super) fn task_arn(setup: &LaunchSetup) -> String {
    setup.arn("ecs", &format!("task/{}/{}", setup.cluster, setup.task_id))
}

fn agent_start(setup: &LaunchSetup) -> Vec<Call> {
    let role = Signer::ContainerInstanceRole;
    let instance =
        setup.arn("ecs", &format!("container-instance/{}/{}", setup.cluster, setup.container_instance_id));
    let mut calls = vec![];
    if let Some(it) = setup.container_instance_role {
        let assume = assume_role(setup, RoleUse::ContainerInstance, &it.arn, it.trust.clone());
        calls.push(Call { step: Step::FindEndpoint, ..assume });
    }
    calls.push(Call::new(Step::FindEndpoint, role, "ecs:DiscoverPollEndpoint", "*"));
    let cluster = cluster_arn(setup);
    calls.push(Call::new(Step::RegisterInstance, role, "ecs:RegisterContainerInstance", &cluster));
    calls.push(Call::new(Step::Poll, role, "ecs:Poll", &instance));
    calls.push(Call::new(Step::Poll, role, "ecs:StartTelemetrySession", &instance));
    calls
}

/// `iam:PassRole` is no call of its own: ECS checks it wherever a role is named.
fn caller(setup: &LaunchSetup) -> Vec<Call> {
    let definition = &setup.task_definition;
    let arn = setup.arn("ecs", &format!("task-definition/{}:{}", definition.family, setup.revision));
    let mut calls = vec![];
    let pass = |step| {
        let roles = [&definition.execution_role_arn, &definition.task_role_arn].into_iter().flatten();
        roles.map(move |role| {
            Call::new(step, Signer::Caller, "iam:PassRole", role)
                .with_context("iam:PassedToService", RoleUse::Task.trusted_service())
        })
    };
    let register =
        Call::new(Step::RegisterTaskDefinition, Signer::Caller, "ecs:RegisterTaskDefinition", &arn);
    calls.push(Call { context: condition_keys::of_registration(definition), ..register });
    calls.extend(pass(Step::RegisterTaskDefinition));
    let (action, resource) = match setup.order {
        Order::RunTask => ("ecs:RunTask", arn.clone()),
        Order::StartTask => ("ecs:StartTask", arn.clone()),
        Order::CreateService(name) => {
            ("ecs:CreateService", setup.arn("ecs", &format!("service/{}/{name}", setup.cluster)))
        }
    };
    let run = Call::new(Step::RunTask, Signer::Caller, action, &resource);
    calls.push(Call { context: condition_keys::of_order(setup, &cluster_arn(setup), &arn), ..run });
    calls.extend(pass(Step::RunTask));
    calls
}

fn network_interface(setup: &LaunchSetup) -> Vec<Call> {
    let is_fargate = setup.launch_type == Compatibility::Fargate;
    if !is_fargate && setup.task_definition.effective_network_mode() != NetworkMode::Awsvpc {
        return vec![];
    }
    let interface = setup.arn("ec2", "network-interface/*");
    let call = |action| Call::new(Step::NetworkInterface, Signer::ServiceLinkedRole, action, &interface);
    vec![call("ec2:CreateNetworkInterface"), call("ec2:AttachNetworkInterface")]
}

/// The calls that the managed policy for volumes allows, with the tags that it asks for.
fn volume_at_launch(setup: &LaunchSetup) -> Vec<Call> {
    if !setup.task_definition.volumes.iter().any(|it| it.configured_at_launch) {
        return vec![];
    }
    let task = task_arn(setup);
    let tags = |of: &str| {
        let managed = (format!("aws:{of}Tag/AmazonECSManaged"), vec!["true".to_owned()]);
        Context::new([managed, (format!("aws:{of}Tag/AmazonECSCreated"), vec![task.clone()])])
    };
    let volume = setup.arn("ec2", "volume/*");
    let call = |action, context| Call {
        context,
        ..Call::new(Step::AttachVolume, Signer::InfrastructureRole, action, &volume)
    };
    vec![call("ec2:CreateVolume", tags("Request")), call("ec2:AttachVolume", tags("Resource"))]
}

fn assume_roles(setup: &LaunchSetup) -> Vec<Call> {
    let definition = &setup.task_definition;
    let uses = [
        (RoleUse::TaskExecution, &definition.execution_role_arn, setup.execution_role()),
        (RoleUse::Task, &definition.task_role_arn, setup.task_role()),
    ];
    let call = |(role_use, arn, role): (RoleUse, &Option<String>, Option<&Role>)| {
        // A role that does not exist lets nobody in.
        let trust = role.map_or_else(Policy::default, |it| it.trust.clone());
        Some(assume_role(setup, role_use, arn.as_ref()?, trust))
    };
    uses.into_iter().filter_map(call).collect()
}

/// A service assumes a role. ECS says for which of its resources it assumes those of tasks.
pub(super) fn assume_role(setup: &LaunchSetup, role_use: RoleUse, arn: &str, trust: Policy) -> Call {
    let call =
        Call::new(Step::AssumeRole, Signer::Service(role_use), "sts:AssumeRole", arn).with_policy(trust);
    let source = setup.arn("ecs", "*");
    match role_use {
        RoleUse::TaskExecution | RoleUse::Task => Call {
            context: Context::new([
                ("aws:SourceAccount", vec![setup.account]),
                ("aws:SourceArn", vec![&source]),
            ]),
            ..call
        },
        RoleUse::ContainerInstance | RoleUse::ServiceLinked | RoleUse::Events | RoleUse::Anywhere => call,
    }
}

/// A call that somebody thinks of, told as the launch tells its first call of this name.
pub(super) fn thought_of(setup: &LaunchSetup, action: &str, resource: &str) -> Call {
    let orders = [setup.order, Order::RunTask, Order::StartTask, Order::CreateService("")];
    let container = setup.task_definition.container_definitions.first().map_or("", |it| &it.name);
    let alike = orders.into_iter().find_map(|order| {
        let launch = calls(&LaunchSetup { order, ..*setup }).into_iter();
        let mut all = launch.chain(execute_command(setup, container));
        all.find(|it| it.action.eq_ignore_ascii_case(action))
    });
    let context = alike.map(|it| it.context).unwrap_or_default();
    Call { context, ..Call::new(Step::Application, None, action, resource) }
}

/// Whose role signs what the task needs. None when it would have to be an execution role that is not there.
pub(super) fn signer(setup: &LaunchSetup, need: Need) -> Option<Signer> {
    let has_execution_role = setup.task_definition.execution_role_arn.is_some();
    match signing(need, setup.launch_type, has_execution_role) {
        Signing::ContainerInstanceRole => Some(Signer::ContainerInstanceRole),
        Signing::TaskExecutionRole => Some(Signer::TaskExecutionRole),
        Signing::NotNeeded | Signing::MissingExecutionRole => None,
    }
}

fn images(setup: &LaunchSetup) -> Vec<Call> {
    let signer = signer(setup, Need::PrivateEcrImage);
    let mut repositories: Vec<String> =
        setup.task_definition.container_definitions.iter().filter_map(repository_arn).collect();
    repositories.sort();
    repositories.dedup();
    let token = Call::new(Step::RegistryAuth, signer, "ecr:GetAuthorizationToken", "*");
    let token = (!repositories.is_empty()).then_some(token);
    let pull = repositories.iter().flat_map(|it| {
        ["ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"]
            .map(|action| Call::new(Step::PullImage, signer, action, it))
    });
    token.into_iter().chain(pull).collect()
}

/// `ACCOUNT.dkr.ecr.REGION.amazonaws.com/NAME:TAG` is an image of a private repository.
fn repository_arn(container: &ContainerDefinition) -> Option<String> {
    let (registry, image) = container.image.split_once('/')?;
    let mut parts = registry.split('.');
    let account = parts.next()?;
    if (parts.next()?, parts.next()?) != ("dkr", "ecr") {
        return None;
    }
    let region = parts.next()?;
    let name = image.split(['@', ':']).next()?;
    Some(format!("arn:aws:ecr:{region}:{account}:repository/{name}"))
}

/// With `iam` enabled the task role mounts; otherwise nobody signs.
fn file_systems(setup: &LaunchSetup) -> Vec<Call> {
    let volumes = setup.task_definition.volumes.iter().filter_map(|it| it.efs_volume_configuration.as_ref());
    volumes.map(|it| file_system(setup, it, "elasticfilesystem:ClientMount")).collect()
}

pub(super) fn file_system(setup: &LaunchSetup, volume: &EfsVolumeConfiguration, action: &str) -> Call {
    let id = &volume.file_system_id;
    let known = setup.file_system_policies.iter().find(|(of, _)| of == id);
    // What Amazon EFS has by default: full access for whoever reaches a mount target.
    let default = || allowing(PrincipalPattern::Everyone, "elasticfilesystem:*");
    let policy = known.map_or_else(default, |(_, policy)| policy.clone());
    let file_system = setup.arn("elasticfilesystem", &format!("file-system/{id}"));
    let task_role = setup.task_definition.task_role_arn.is_some().then_some(Signer::TaskRole);
    let signer = if volume.iam { task_role } else { Some(Signer::Anonymous) };
    let access_point = volume
        .access_point_id
        .as_ref()
        .map(|it| setup.arn("elasticfilesystem", &format!("access-point/{it}")));
    let via = ("elasticfilesystem:AccessedViaMountTarget", vec!["true".to_owned()]);
    let point = access_point.map(|it| ("elasticfilesystem:AccessPointArn", vec![it]));
    let context = Context::new([via].into_iter().chain(point));
    Call { context, ..Call::new(Step::MountFileSystem, signer, action, &file_system) }.with_policy(policy)
}

/// A policy of a resource that allows actions to a principal.
pub(super) fn allowing(principal: PrincipalPattern, actions: &str) -> Policy {
    let statement = Statement {
        sid: None,
        effect: Effect::Allow,
        principals: Some(Listed::Only(vec![principal])),
        actions: Listed::Only(vec![actions.to_owned()]),
        resources: None,
        conditions: vec![],
        gaps: vec![],
    };
    Policy { statements: vec![statement], ..Policy::default() }
}

fn logs(setup: &LaunchSetup) -> Vec<Call> {
    let signer = signer(setup, Need::AwsLogs);
    let mut calls = vec![];
    for container in &setup.task_definition.container_definitions {
        let Some(log) = container.log_configuration.as_ref().filter(|it| it.log_driver == LogDriver::Awslogs)
        else {
            continue;
        };
        let option = |name: &str| log.options.get(name).map_or("", String::as_str);
        let group = setup.arn("logs", &format!("log-group:{}", option("awslogs-group")));
        let prefix = option("awslogs-stream-prefix");
        let stream = format!("{group}:log-stream:{prefix}/{}/{}", container.name, setup.task_id);
        if option("awslogs-create-group") == "true" {
            calls.push(Call::new(Step::Logs, signer, "logs:CreateLogGroup", &group));
        }
        calls.push(Call::new(Step::Logs, signer, "logs:CreateLogStream", &stream));
        calls.push(Call::new(Step::Logs, signer, "logs:PutLogEvents", &stream));
    }
    calls
}

/// Which credentials the containers of the task reach.
pub(super) fn reachable(setup: &LaunchSetup) -> Reachable {
    let is_fargate = setup.launch_type == Compatibility::Fargate;
    let mode = if is_fargate { NetworkMode::Awsvpc } else { setup.task_definition.effective_network_mode() };
    reachable_credentials(setup.launch_type, mode, setup.agent)
}

fn application(setup: &LaunchSetup) -> Vec<Call> {
    let has_task_role = setup.task_definition.task_role_arn.is_some();
    let signer = match application_credentials(reachable(setup), has_task_role) {
        Credentials::TaskRole => Some(Signer::TaskRole),
        Credentials::ContainerInstanceRole => Some(Signer::ContainerInstanceRole),
        Credentials::None => None,
    };
    let call = |(action, resource): &(String, String)| Call::new(Step::Application, signer, action, resource);
    setup.application_calls.iter().map(call).collect()
}

fn submit_states(setup: &LaunchSetup) -> Vec<Call> {
    let cluster = cluster_arn(setup);
    let submit = |action| Call::new(Step::SubmitState, Signer::ContainerInstanceRole, action, &cluster);
    let mut calls = vec![submit("ecs:SubmitContainerStateChange"), submit("ecs:SubmitTaskStateChange")];
    if setup.task_definition.effective_network_mode() == NetworkMode::Awsvpc {
        calls.push(submit("ecs:SubmitAttachmentStateChanges"));
    }
    calls
}
