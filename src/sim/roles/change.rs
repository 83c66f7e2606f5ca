//! What happens when roles are changed, and when an application calls an API.

use super::execute_command;
use super::judge::{self, denial};
use super::{Attempt, Denial, RoleCommand, Roles, RolesEvent};
use crate::iam::Principal;
use crate::sim::{Decision, Event, Refusal, Switch, TaskId, World, instance};

/// Decides on an order: `roles` are those of the board, or those that it begins with.
pub(super) fn decide(world: &World, roles: &Roles, command: &RoleCommand) -> Decision {
    let mut next = roles.clone();
    match command {
        RoleCommand::Check(_) => {}
        RoleCommand::PutRole(role) => {
            if !is_role_arn(&role.arn) {
                return Decision::refused(Refusal::InvalidRole(role.arn.clone()));
            }
            next.roles.insert(role.arn.clone(), (**role).clone());
        }
        RoleCommand::DeleteRole(arn) => {
            if next.roles.remove(arn).is_none() {
                return Decision::refused(Refusal::NotFound);
            }
        }
        RoleCommand::SetInstanceProfile(arn) => next.instance_profile.clone_from(arn),
        RoleCommand::SetCaller(policies) => next.caller.clone_from(policies),
        RoleCommand::SetAgentSettings(agent) => next.agent = *agent,
        RoleCommand::SetCustomerKey(of, key) => match key {
            Some(key) if !key.starts_with("arn:aws:kms:") || !judge::secret_arns(world).contains(of) => {
                return Decision::refused(Refusal::NotFound);
            }
            Some(key) => drop(next.customer_keys.insert(of.clone(), key.clone())),
            None => drop(next.customer_keys.remove(of)),
        },
        RoleCommand::ExecuteCommand { task, container } => {
            return execute_command::decide(world, roles, *task, *container);
        }
        RoleCommand::Call { task, action, resource } => return call(world, roles, *task, action, resource),
    }
    if world.roles.as_deref() == Some(&next) {
        return Decision::refused(Refusal::AlreadySo);
    }
    let agents = agents(world, roles, &next);
    let first = RolesEvent::Set { by: command.clone(), roles: next }.into();
    Decision::plain([vec![first], agents].concat())
}

/// The agents that lose touch because their role may no longer poll, or find it again because it may.
// Simplification: an agent that was out of touch for another reason finds it again as well when its role may poll anew.
fn agents(world: &World, before: &Roles, next: &Roles) -> Vec<Event> {
    let may_poll = |roles| denial(world, roles, Attempt::Poll).is_none();
    let could = world.roles.is_none() || may_poll(before);
    let can = may_poll(next);
    if can == could {
        return vec![];
    }
    let there = world.container_instances.values().filter(|it| instance::is_up(world, it));
    let changed = there.filter(|it| it.agent_connected != can);
    changed.map(|it| Event::AgentSet(it.id, if can { Switch::On } else { Switch::Off })).collect()
}

fn is_role_arn(arn: &str) -> bool {
    Principal::parse(arn).is_some_and(|it| it.role_name().is_some_and(|name| !name.is_empty()))
}

/// The application of a task calls an API, with the credentials that its SDK finds.
// Simplification: the resource of an application's call has no policy of its own.
fn call(world: &World, roles: &Roles, id: TaskId, action: &str, resource: &str) -> Decision {
    let Some(task) = world.tasks.get(&id) else { return Decision::refused(Refusal::NotFound) };
    if !is_action(action) || resource.is_empty() {
        return Decision::refused(Refusal::InvalidCall);
    }
    let attempt = Attempt::Call(task, action, resource);
    let Some(traced) = judge::trace(world, roles, attempt).into_iter().next() else {
        return Decision::refused(Refusal::NotFound);
    };
    let (action, role) = (action.to_owned(), judge::signing_role(&traced));
    let denial = Denial::of(&traced).map(Box::new);
    Decision::plain(vec![RolesEvent::Called { task: id, action, role, denial }.into()])
}

fn is_action(action: &str) -> bool {
    action.split_once(':').is_some_and(|(service, name)| !service.is_empty() && !name.is_empty())
}
