//! What is on its way along the lines of the picture of a world: requests, and the steps of a launch.

use super::super::{Edge, Scene, text};
use super::relation::{Relation, relations};
use super::surroundings::CLIENTS;
use super::{id, instance_id, is_fargate, task_id};
use crate::sim::life::TaskStatus;
use crate::sim::load_balancer::LoadBalancer;
use crate::sim::{Task, TaskPlace, World};

/// At most so many dots: more nobody could follow.
const MOST: u8 = 12;

/// What is on its way along one line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OnItsWay {
    /// The id of the edge.
    pub edge: String,
    /// How many dots show it: up to 3.
    pub n: u8,
    /// Whether none of it arrives.
    pub is_refused: bool,
}

/// Something that goes from one thing of the picture to another.
struct Carried {
    from: String,
    to: String,
    /// What the line says.
    meaning: &'static str,
    /// Each second, of those that arrive and of all.
    arrive: u64,
    all: u64,
}

/// What is on its way in a world, in the order of the lines of its scene. Where there is much, each line has one dot.
pub fn on_its_way(world: &World, scene: &Scene) -> Vec<OnItsWay> {
    let mut carried = requests(world);
    let relations = [false, true].map(|is_fargate| relations(world, is_fargate));
    for task in world.tasks.values() {
        carried.extend(of_launch(world, task, &relations[usize::from(is_fargate(task.place))]));
    }
    let line = |edge: &Edge| {
        let is_it = |it: &&Carried| it.from == edge.from && it.to == edge.to && it.meaning == edge.meaning;
        carried.iter().find(is_it).map(|it| OnItsWay {
            edge: edge.id.clone(),
            n: n_dots(it.all),
            is_refused: it.arrive == 0,
        })
    };
    let mut all: Vec<OnItsWay> = scene.edges.iter().filter_map(line).collect();
    if all.iter().map(|it| u32::from(it.n)).sum::<u32>() > MOST.into() {
        all.truncate(MOST.into());
        for it in &mut all {
            it.n = 1;
        }
    }
    all
}

const fn n_dots(per_second: u64) -> u8 {
    match per_second {
        0..=10 => 1,
        11..=100 => 2,
        101.. => 3,
    }
}

/// The requests of the last second.
fn requests(world: &World) -> Vec<Carried> {
    let mut all = Vec::new();
    let mut push = |from: &str, to: &str, meaning, arrive: u64, refused: u64| {
        if arrive + refused > 0 {
            let (from, to) = (from.to_owned(), to.to_owned());
            all.push(Carried { from, to, meaning, arrive, all: arrive + refused });
        }
    };
    for of in &world.load_balancers {
        let LoadBalancer { last_second, .. } = of;
        let refused = last_second.sent - last_second.served;
        push(CLIENTS, &id("load-balancer", of.id.0), text::REQUESTS, last_second.served, refused);
    }
    for group in &world.target_groups {
        let to = id("target-group", group.id.0);
        let (mut served, mut refused) = (0, 0);
        for target in &group.targets {
            let (own, lost) = (u64::from(target.last_second.0), u64::from(target.last_second.1));
            (served, refused) = (served + own, refused + lost);
            if let Some(task) = world.tasks.get(&target.task) {
                push(&to, &task_id(task), text::FORWARDS, own, lost);
            }
        }
        for of in &world.load_balancers {
            push(&id("load-balancer", of.id.0), &to, text::FORWARDS, served, refused);
        }
    }
    all
}

/// What a task has to do with at its present step: the service that wants it, then its agent and the roles and file systems that
/// its start needs, then what registers it.
fn of_launch(world: &World, task: &Task, relations: &[Relation]) -> Vec<Carried> {
    let (is_asked, is_starting, is_registered) = match task.life.last_status {
        TaskStatus::Provisioning => (true, false, false),
        TaskStatus::Pending => (true, true, false),
        TaskStatus::Activating => (false, false, true),
        TaskStatus::Running
        | TaskStatus::Deactivating
        | TaskStatus::Stopping
        | TaskStatus::Deprovisioning
        | TaskStatus::Stopped => return Vec::new(),
    };
    let one = |from: String, to: String, meaning| Carried { from, to, meaning, arrive: 1, all: 1 };
    let mut all = Vec::new();
    for relation in relations.iter().filter(|it| it.standing(world, &[], task).is_some()) {
        let is_on_its_way = match relation {
            Relation::Service(_) => is_asked,
            Relation::ExecutionRole(_) | Relation::FileSystem(_) => is_starting,
            Relation::TargetGroup(_) | Relation::TaskRole(_) => false,
        };
        if is_on_its_way {
            let (peer, own) = (relation.peer(), task_id(task));
            let (from, to) = if relation.leads_to_task() { (peer, own) } else { (own, peer) };
            all.push(one(from, to, relation.meaning()));
        }
    }
    if let (true, TaskPlace::ContainerInstance(on), Some(roles)) = (is_starting, task.place, &world.roles)
        && let Some(arn) = &roles.instance_profile
    {
        all.push(one(instance_id(on), super::role_id(arn), text::HAS_INSTANCE_ROLE));
    }
    let service = world.services.values().find(|it| it.placement.group() == task.group);
    if let Some(service) = service.filter(|_| is_registered) {
        let to = |group: u32| one(id("service", service.id.0), id("target-group", group), text::REGISTERS);
        all.extend(service.load_balancers.iter().map(|it| to(it.target_group.0)));
    }
    all
}
