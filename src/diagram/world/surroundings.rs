//! What stands around the tasks of a world.

use super::super::{Edge, EdgeKind, Icon, Lane, Node, State, text};
use super::{Drawer, file_system_id, id, instance_id, line, name_of_role, role_id};
use crate::ecs::Compatibility;
use crate::sim::life::TaskStatus;
use crate::sim::load_balancer::{LoadBalancerKind, TargetState, target_state};
use crate::sim::roles::{Denial, Launch, Starter};
use crate::sim::service::{SchedulingStrategy, Service};
use crate::sim::{DesiredStatus, LaunchType, Task, TaskDefinitionStatus, TaskPlace, World, Zone, explain};

/// The id of the clients.
pub(super) const CLIENTS: &str = "clients";

impl Drawer<'_> {
    /// Each service beside the VPC.
    pub(super) fn push_services(&mut self) {
        let world = self.world;
        for (&id, service) in &world.services {
            let desired = match service.placement.scheduling_strategy {
                SchedulingStrategy::Replica => Some(service.desired_count),
                SchedulingStrategy::Daemon => None,
            };
            let of = self::id("service", id.0);
            let denial = launch_denial(world, service);
            let node = Node {
                id: of.clone(),
                state: if denial.is_some() { State::Denied } else { State::Normal },
                label: service.placement.service_name.clone(),
                second: text::running_of(n_running(world, service), desired),
                icon: Some(Icon::Service),
                lane: Some(Lane::Target),
                ..Node::default()
            };
            self.node(node, text::running_of(MANY, desired.map(|_| FEWER)));
            // It tells why no task comes, so there is no task whose line could.
            if let Some(denial) = denial.filter(|it| is_role(&it.resource)) {
                let edge = Edge {
                    state: State::Denied,
                    status: explain::denied(&denial),
                    ..line(&of, &role_id(&denial.resource), EdgeKind::Credentials, text::NEEDS_ROLE)
                };
                self.edge_in(edge.clone(), Some(edge));
            }
            for attachment in &service.load_balancers {
                let to = self::id("target-group", attachment.target_group.0);
                self.edge(&of, &to, EdgeKind::Control, text::REGISTERS);
            }
        }
    }

    /// Clients before the VPC; in it the load balancers with their target groups.
    pub(super) fn push_load_balancers(&mut self) {
        let world = self.world;
        if world.load_balancers.is_empty() && world.target_groups.is_empty() {
            return;
        }
        let vpc = Some("vpc".to_owned());
        let card = |id: String, label: &str, icon| Node {
            id,
            label: label.to_owned(),
            icon: Some(icon),
            starts_row: true,
            ..Node::default()
        };
        if !world.load_balancers.is_empty() {
            self.node(card(CLIENTS.to_owned(), text::CLIENTS, Icon::Users), String::new());
        }
        for of in &world.load_balancers {
            let icon = match of.kind {
                LoadBalancerKind::Application => Icon::Alb,
                LoadBalancerKind::Network | LoadBalancerKind::Gateway => Icon::Nlb,
                LoadBalancerKind::Classic => Icon::Clb,
            };
            let kind = text::load_balancer(of.kind).to_owned();
            let sent = of.last_second;
            let is_losing = sent.served < sent.sent;
            let second = if is_losing { text::served(sent.served, sent.sent) } else { kind.clone() };
            let node = card(id("load-balancer", of.id.0), &of.name, icon);
            self.node(Node { parent: vpc.clone(), second, ..node }, kind);
            let edge = line(CLIENTS, &id("load-balancer", of.id.0), EdgeKind::Traffic, text::REQUESTS);
            let status = if sent.sent > 0 { text::served_of(sent.served, sent.sent) } else { String::new() };
            let state = if is_losing { State::Denied } else { State::Normal };
            self.edge_in(edge.clone(), Some(Edge { state, status, ..edge }));
        }
        for of in &world.target_groups {
            let is_healthy = |task| target_state(world, of, task).0 == TargetState::Healthy;
            // One that is deregistered is a target no more, though it ends what it has begun.
            let registered = || of.targets.iter().filter(|it| it.ends_at_seconds.is_none());
            let n_healthy = registered().filter(|it| is_healthy(it.task)).count();
            let node = card(id("target-group", of.id.0), &of.settings.name, Icon::Target);
            let second = text::healthy_of(n_healthy, registered().count());
            self.node(Node { parent: vpc.clone(), second, ..node }, text::healthy_of(MANY, MANY));
        }
        for of in &world.load_balancers {
            let named = of
                .listeners
                .iter()
                .flat_map(|it| it.rules.iter().map(|it| it.target_group).chain([it.default]));
            let mut known = Vec::new();
            for to in named {
                if !known.contains(&to) {
                    known.push(to);
                    let (from, to) = (id("load-balancer", of.id.0), id("target-group", to.0));
                    self.edge(&from, &to, EdgeKind::Traffic, text::FORWARDS);
                }
            }
        }
    }

    /// The roles that task definitions name, and that of the instances.
    pub(super) fn push_roles(&mut self) {
        let world = self.world;
        let Some(roles) = &world.roles else { return };
        let known = world.task_definitions.iter().filter(|it| it.status == TaskDefinitionStatus::Active);
        let mut of_tasks = Vec::new();
        let mut all: Vec<(&str, Icon, &str)> = Vec::new();
        for definition in known.map(|it| &it.task_definition) {
            of_tasks.extend(
                definition
                    .execution_role_arn
                    .as_deref()
                    .map(|it| (it, Icon::RoleExecution, text::EXECUTION_ROLE)),
            );
            of_tasks
                .extend(definition.task_role_arn.as_deref().map(|it| (it, Icon::RoleTask, text::TASK_ROLE)));
        }
        let instance_role =
            roles.instance_profile.as_deref().filter(|_| !world.container_instances.is_empty());
        // A role that is gone is still named.
        let state = |arn: &str| if roles.roles.contains_key(arn) { State::Normal } else { State::Missing };
        let of_instances = instance_role.map(|it| (it, Icon::RoleInstance, text::INSTANCE_ROLE));
        for role in of_instances.into_iter().chain(of_tasks) {
            if all.iter().all(|it| it.0 != role.0) {
                all.push(role);
            }
        }
        for (arn, icon, second) in all {
            let node = Node {
                id: role_id(arn),
                label: name_of_role(arn).to_owned(),
                second: second.to_owned(),
                icon: Some(icon),
                state: state(arn),
                ..Node::default()
            };
            self.node(node, second.to_owned());
        }
        if let Some(arn) = instance_role {
            for instance in world.container_instances.keys() {
                let (from, to) = (instance_id(*instance), role_id(arn));
                let edge = line(&from, &to, EdgeKind::Credentials, text::HAS_INSTANCE_ROLE);
                self.edge_in(edge.clone(), Some(Edge { state: state(arn), ..edge }));
            }
        }
    }

    /// Whether file systems have no mount target in a zone: tasks there cannot mount them.
    pub(super) fn lacks_mount_targets(&self, zone: Zone) -> bool {
        let Some(storage) = &self.world.storage else { return false };
        let file_systems = || storage.file_systems.values();
        file_systems().next().is_some() && file_systems().all(|it| !it.mount_targets.contains_key(&zone))
    }

    pub(super) fn push_file_systems(&mut self) {
        let Some(storage) = &self.world.storage else { return };
        for (id, of) in &storage.file_systems {
            let second = text::mount_targets(of.mount_targets.len());
            let icon = Some(Icon::Efs);
            let node = Node {
                id: file_system_id(id),
                label: id.clone(),
                second: second.clone(),
                icon,
                ..Node::default()
            };
            self.node(node, second);
        }
    }

    /// Whether a task of this world may run on Fargate, whichever tasks there are.
    pub(super) fn may_use_fargate(&self) -> bool {
        let world = self.world;
        let asks = |asked: &[Compatibility]| asked.contains(&Compatibility::Fargate);
        world.tasks.values().any(|it| matches!(it.place, TaskPlace::Fargate(_)))
            || world.services.values().any(|it| it.placement.launch_type == LaunchType::Fargate)
            || world.task_definitions.iter().any(|it| {
                it.status == TaskDefinitionStatus::Active
                    && asks(&it.task_definition.requires_compatibilities)
            })
    }
}

/// How many tasks of a service run that are to.
pub(super) fn n_running(world: &World, service: &Service) -> usize {
    let group = service.placement.group();
    let is_wanted = |task: &Task| {
        task.group == group
            && task.desired_status == DesiredStatus::Running
            && task.life.last_status == TaskStatus::Running
    };
    world.tasks.values().filter(|it| is_wanted(it)).count()
}

/// Why ECS does not even launch a task of the service.
pub(super) fn launch_denial(world: &World, service: &Service) -> Option<Box<Denial>> {
    let of = &service.placement;
    let starter = Starter::Service(of.service_name.clone());
    Launch { task_definition: of.task_definition, launch_type: of.launch_type, starter }.denial(world)
}

/// Whether an ARN is that of a role.
fn is_role(arn: &str) -> bool {
    arn.contains(":role/")
}

/// The longest name that a task of a world may have.
pub(super) fn widest_family(world: &World) -> String {
    let families = world.task_definitions.iter().map(|it| &it.task_definition.family);
    families.max_by_key(|it| it.len()).cloned().unwrap_or_default()
}

/// More than a service of a board that one can look at runs.
const MANY: usize = 99;
/// Of which fewer are desired: that takes the most words.
const FEWER: u32 = 98;
