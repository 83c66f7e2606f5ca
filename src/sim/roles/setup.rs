//! A launch of this board as `iam` wants it.

use std::borrow::Cow;

use super::{Attempt, Role, Roles, policies, standard};
use crate::ecs::{Compatibility, TaskDefinition};
use crate::iam::launch::{Caller, LaunchSetup, Order};
use crate::iam::{Policies, Principal, roles};
use crate::sim::{LaunchType, Task, TaskPlace, World, load_balancer};

/// What a setup borrows.
pub(super) struct Parts<'a> {
    world: &'a World,
    of: &'a Roles,
    launch_type: Compatibility,
    task: Option<&'a Task>,
    task_definition: Cow<'a, TaskDefinition>,
    revision: u32,
    order: Order<'a>,
    target_groups: Vec<String>,
    call: Option<(&'a str, &'a str)>,
}

/// What `iam` calls the launch type.
pub(super) fn compatibility(launch_type: LaunchType) -> Compatibility {
    match launch_type {
        LaunchType::Ec2 => Compatibility::Ec2,
        LaunchType::Fargate => Compatibility::Fargate,
        LaunchType::External => Compatibility::External,
    }
}

impl<'a> Parts<'a> {
    /// None when the task definition is not known, or the step is none of this launch type.
    pub fn of(world: &'a World, of: &'a Roles, attempt: Attempt<'a>) -> Option<Self> {
        let parts = |launch_type, task_definition: Option<&'a TaskDefinition>, revision| Self {
            world,
            of,
            launch_type,
            task: None,
            // What an agent does before there is a task needs none.
            task_definition: task_definition.map_or_else(Cow::default, Cow::Borrowed),
            revision,
            order: Order::RunTask,
            target_groups: vec![],
            call: None,
        };
        let of_task = |task: &'a Task| {
            let known = world.task_definition(task.task_definition)?;
            let parts = parts(
                compatibility(world.launch_type_of(task.place)),
                Some(&known.task_definition),
                known.revision,
            );
            Some(Self { task: Some(task), ..parts })
        };
        match attempt {
            Attempt::Join | Attempt::Poll => Some(parts(Compatibility::Ec2, None, 0)),
            Attempt::Register(definition) => Some(parts(Compatibility::Ec2, Some(definition), 1)),
            Attempt::Order(order, id, launch_type) => {
                let known = world.task_definition(id)?;
                let launch_type = compatibility(launch_type);
                Some(Self { order, ..parts(launch_type, Some(&known.task_definition), known.revision) })
            }
            Attempt::Launch(task) => {
                let target_groups = load_balancer::target_group_arns(world, task);
                Some(Self { target_groups, ..of_task(task)? })
            }
            Attempt::Start(task, ..) | Attempt::FileSystem(task, ..) | Attempt::ExecuteCommand(task, _) => {
                of_task(task)
            }
            Attempt::Submit(task) => of_task(task).filter(|it| it.launch_type != Compatibility::Fargate),
            Attempt::Call(task, action, resource) => {
                Some(Self { call: Some((action, resource)), ..of_task(task)? })
            }
            Attempt::RegisterTarget(task, arn) => {
                Some(Self { target_groups: vec![arn.to_owned()], ..of_task(task)? })
            }
        }
    }

    /// The same by another order of the caller.
    pub fn by(self, order: Order<'a>) -> Self {
        Self { order, ..self }
    }

    /// Calls `use_it` with the setup.
    pub fn with_setup<T>(&self, use_it: impl FnOnce(&LaunchSetup) -> T) -> T {
        let (world, definition) = (self.world, &*self.task_definition);
        let named = |arn: Option<&str>| arn.and_then(|it| self.of.roles.get(it)).map(evaluated);
        let known: Vec<_> = [&definition.execution_role_arn, &definition.task_role_arn]
            .into_iter()
            .filter_map(|arn| named(arn.as_deref()))
            .collect();
        let instance_role = named(self.of.instance_profile.as_deref());
        let service_linked_role = named(Some(&standard::service_linked_role_arn()));
        let caller = Caller {
            principal: Principal::parse(&standard::caller_arn())
                .expect("it is a user, because its ARN is written so"),
            policies: Policies { identity: policies(&self.of.caller), ..Policies::default() },
        };
        let container_instance = self.task.and_then(|task| match task.place {
            TaskPlace::ContainerInstance(id) => {
                world.container_instances.get(&id)?.ec2_instance_id.as_deref()
            }
            TaskPlace::Fargate(_) | TaskPlace::AwaitsCapacity => None,
        });
        let storage = world.storage.as_deref();
        let at_launch = self.task.and_then(|it| storage?.at_launch.get(&it.task_definition));
        let infrastructure_role = named(at_launch.map(|it| it.role_arn.as_str()));
        let policies_of_file_systems: Vec<_> = storage
            .iter()
            .flat_map(|it| &it.file_systems)
            .filter_map(|(id, it)| Some((id.clone(), it.policy.as_ref()?.policy().clone())))
            .collect();
        let calls: Vec<_> =
            self.call.iter().map(|(action, it)| ((*action).to_owned(), (*it).to_owned())).collect();
        use_it(&LaunchSetup {
            launch_type: self.launch_type,
            account: standard::ACCOUNT,
            region: standard::region(world),
            cluster: standard::CLUSTER,
            container_instance_id: container_instance.unwrap_or("i-0"),
            task_id: &self.task.map_or_else(String::new, |it| format!("{:032x}", it.id.0)),
            order: self.order,
            revision: self.revision,
            task_definition: definition,
            caller: &caller,
            roles: &known,
            container_instance_role: instance_role.as_ref(),
            service_linked_role: service_linked_role.as_ref(),
            agent: self.of.agent,
            file_system_policies: &policies_of_file_systems,
            infrastructure_role: infrastructure_role.as_ref(),
            target_group_arns: &self.target_groups,
            customer_keys: &self.of.customer_keys,
            application_calls: &calls,
        })
    }
}

pub(super) fn evaluated(role: &Role) -> roles::Role {
    roles::Role {
        arn: role.arn.clone(),
        trust: role.trust.policy().clone(),
        policies: policies(&role.policies),
        boundary: role.boundary.iter().map(|it| it.policy().clone()).collect(),
    }
}
