//! What can go wrong on the way from a load balancer to the tasks, and be set right again.

use crate::diagram::Icon;
use crate::sim::life::Application;
use crate::sim::load_balancer::ProtocolVersion;
use crate::sim::network::{Direction, NetworkChange, Peer, Rule, SecurityGroup};
use crate::sim::service::Service;
use crate::sim::{Command, LoadBalancerId, Switch, TaskDefinitionId, World, explain};
use crate::ui::icon::icon_of_size;
use crate::ui::part::Part;
use crate::ui::signal::RwSignal;

use super::super::Desk;
use super::super::menu::{Choice, menu};
use super::super::text::balancing as words;
use super::shown::groups_of;

/// What can go wrong on the way to the tasks, and be set right again.
pub fn breaks(desk: Desk, id: LoadBalancerId, name: &str, shown: RwSignal<Option<TaskDefinitionId>>) -> Part {
    let choices = move || {
        let definitions = desk.session.simulation.with_untracked(|it| definitions(it.world(), id));
        let (group, well) = desk
            .session
            .simulation
            .with_untracked(|it| (security_group(it.world(), &definitions), well_code(it.world(), id)));
        let mut all: Vec<Choice> = definitions
            .iter()
            .flat_map(|(id, name, now)| of_application(desk, *id, name, now, well))
            .collect();
        all.push(of_security_group(desk, group));
        all.extend(definitions.iter().map(|(id, name, _)| {
            let id = *id;
            Choice {
                words: words::settings_of_application(name),
                is_open: true,
                act: Box::new(move || shown.set(Some(id))),
            }
        }));
        all
    };
    let face = |button: Part| button.with(icon_of_size(Icon::Bolt, "16"));
    menu(
        &["break-lb-", &id.0.to_string()].concat(),
        "btn sm icon ghost",
        &words::break_at(name),
        face,
        choices,
    )
}

/// The task definitions behind a load balancer, with how their applications answer.
fn definitions(world: &World, id: LoadBalancerId) -> Vec<(TaskDefinitionId, String, Application)> {
    let Some(it) = world.load_balancer(id) else { return vec![] };
    let groups = groups_of(world, it);
    let stands_behind =
        |it: &&Service| it.load_balancers.iter().any(|it| it.target_groups().any(|id| groups.contains(&id)));
    let ids = world
        .services
        .values()
        .filter(stands_behind)
        .flat_map(|it| it.deployments.iter().map(|it| it.task_definition));
    let mut ids: Vec<TaskDefinitionId> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    let named = |id: TaskDefinitionId| {
        let registered = world.task_definition(id)?;
        Some((id, explain::revision_name(world, id), registered.behavior.application.clone()))
    };
    ids.into_iter().filter_map(named).collect()
}

/// What an application answers that is well: by gRPC what a health check takes that nobody has changed.
fn well_code(world: &World, id: LoadBalancerId) -> u16 {
    let groups = world.load_balancer(id).map(|it| groups_of(world, it)).unwrap_or_default();
    let grpc = groups.iter().filter_map(|id| world.target_group(*id)).map(|it| &it.settings);
    let mut grpc = grpc.filter(|it| it.protocol_version == ProtocolVersion::Grpc);
    grpc.next().map_or(200, |it| it.health_check.last_success_code)
}

fn of_application(
    desk: Desk,
    id: TaskDefinitionId,
    name: &str,
    now: &Application,
    well_code: u16,
) -> Vec<Choice> {
    let choice = |words: String, next: Application| Choice {
        words,
        is_open: true,
        act: Box::new(move || desk.befall(Command::SetApplication(id, next.clone()))),
    };
    let is_well = now.status_code < 400 && !now.is_down;
    if !is_well {
        let well = Application { status_code: well_code, is_down: false, ..now.clone() };
        return vec![choice(words::answers_again(name, well_code), well)];
    }
    vec![
        choice(words::answers_500(name), Application { status_code: 500, ..now.clone() }),
        choice(words::is_down(name), Application { is_down: true, ..now.clone() }),
    ]
}

/// The security group that the tasks are in, and whether it admits the load balancer.
fn security_group(
    world: &World,
    definitions: &[(TaskDefinitionId, String, Application)],
) -> (SecurityGroup, bool) {
    let first = definitions.first().and_then(|it| world.task_definition(it.0));
    let is_awsvpc = first.is_none_or(|it| it.demand.enis > 0);
    let group = if is_awsvpc { SecurityGroup::Task } else { SecurityGroup::Instance };
    (group, world.network.rules(group).inbound.contains(&FROM_LOAD_BALANCER))
}

const FROM_LOAD_BALANCER: Rule =
    Rule { peer: Peer::Group(SecurityGroup::LoadBalancer), from_port: 0, to_port: u16::MAX };

fn of_security_group(desk: Desk, (group, admits): (SecurityGroup, bool)) -> Choice {
    let switch = if admits { Switch::Off } else { Switch::On };
    let change = NetworkChange::SecurityGroupRule(group, Direction::Inbound, FROM_LOAD_BALANCER, switch);
    Choice {
        words: if admits { words::closes(group.name()) } else { words::opens(group.name()) },
        is_open: true,
        act: Box::new(move || desk.befall(Command::ChangeNetwork(change))),
    }
}
