//! What an expression means on a board, whether a request has it or not.

use crate::ecs::query::{Expr, Vocabulary};

use super::placement::{self, Rule};
use super::{ContainerInstanceId, World};

impl World {
    /// The container instances that an expression holds for, in order of joining.
    #[must_use]
    pub fn instances_matching(&self, expression: Expr) -> Vec<ContainerInstanceId> {
        // A memberOf rule asks about the tasks on the instance, never about the group of the request.
        let rule = Rule::MemberOf(expression.clone().into(), expression);
        placement::obeying(self, &[rule], "")
    }

    /// The words that the instances and tasks of this world give to an expression.
    #[must_use]
    pub fn vocabulary(&self) -> Vocabulary {
        let mut words = Vocabulary::default();
        let mut value = |subject, value: &str| {
            words.values.entry(subject).or_default().insert(value.to_owned());
        };
        for it in ["true", "false"] {
            value("agentConnected", it);
        }
        for task in self.tasks.values() {
            value("task:group", &task.group);
        }
        for it in self.container_instances.values() {
            value("agentVersion", &it.agent_version);
            if let Some(id) = &it.ec2_instance_id {
                value("ec2InstanceId", id);
            }
        }
        for (name, value) in self.container_instances.values().flat_map(|it| &it.attributes) {
            words.attributes.entry(name.clone()).or_default().insert(value.clone());
        }
        words
    }
}
