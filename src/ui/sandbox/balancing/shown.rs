//! What is shown of a load balancer while time passes.

use super::super::task_block::{label, letter};
use super::super::text::balancing as words;
use crate::diagram::TaskLetter;
use crate::sim::load_balancer::{
    Answer, Listener, LoadBalancer, Stream, TargetGroup, TargetReason, TargetState, forwards, target_state,
};
use crate::sim::{LoadBalancerId, Simulation, Switch, TargetGroupId, TaskId, World, explain};

/// What a load balancer shows while time passes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shown {
    /// What it is and where it listens.
    pub title: String,
    /// The rules of its listeners and their default actions; none when all requests go one way.
    pub rules: Vec<String>,
    /// Requests that clients send.
    pub per_second: u32,
    /// The same by kind, each with the target group that it goes to.
    pub streams: Vec<(Stream, String)>,
    /// Whether no time passes, so that nothing comes of them.
    pub stands_still: bool,
    /// Requests of the last second.
    pub sent: u64,
    /// How many of them a task answered.
    pub served: u64,
    /// The others, by what clients got.
    pub refused: Vec<(&'static str, u64)>,
    /// Where it forwards.
    pub groups: Vec<ShownGroup>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownGroup {
    /// Its name and what its targets are.
    pub words: String,
    /// Name, whether it is lost, targets.
    pub zones: Vec<(String, bool, Vec<ShownTarget>)>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ShownTarget {
    /// Of the task.
    pub letter: TaskLetter,
    /// Its name on the board.
    pub label: String,
    /// As the API reports it.
    pub state: TargetState,
    /// The reason code of the API; empty when there is none.
    pub reason: &'static str,
    /// Served and failed in the last second.
    pub requests: (u32, u32),
}

impl Shown {
    /// Of one that is there.
    pub fn read(simulation: &Simulation, id: LoadBalancerId) -> Option<Self> {
        let world = simulation.world();
        let it = world.load_balancer(id)?;
        let refused = Answer::REFUSALS.into_iter().zip(it.last_second.refused).filter(|(_, n)| *n > 0);
        Some(Self {
            title: title(world, it),
            rules: rules(world, it),
            streams: it.streams.iter().map(|stream| (stream.clone(), goes_to(world, it, stream))).collect(),
            per_second: it.streams.iter().map(|it| it.per_second).sum(),
            stands_still: world.clock == Switch::Off,
            sent: it.last_second.sent,
            served: it.last_second.served,
            refused: refused.map(|(answer, n)| (explain::answer_words(answer), n)).collect(),
            groups: groups_of(world, it).iter().filter_map(|id| ShownGroup::read(world, *id)).collect(),
        })
    }
}

impl Shown {
    /// Whether clients ask for nothing but the path `/`, so that a number says it all.
    pub fn is_plain(&self) -> bool {
        match &self.streams[..] {
            [] => true,
            [(only, _)] => only.host.is_empty() && only.path == "/" && only.zone.is_none(),
            _ => false,
        }
    }
}

/// The target group that requests go to, with the zone that they come from if they do not come from the internet.
pub fn goes_to(world: &World, it: &LoadBalancer, stream: &Stream) -> String {
    let to = it.route(stream).map_or("", |id| explain::target_group_name(world, id));
    match stream.zone {
        Some(zone) => words::from_zone(to, world.zone_name(zone)),
        None => to.to_owned(),
    }
}

fn rules(world: &World, it: &LoadBalancer) -> Vec<String> {
    if it.listeners.iter().all(|it| it.rules.is_empty()) {
        return vec![];
    }
    let name = |id| explain::target_group_name(world, id);
    let of_listener = |listener: &Listener| {
        let rules = listener.rules.iter().map(|it| words::rule(listener.port, it, name(it.target_group)));
        rules.chain([words::default_action(listener.port, name(listener.default))]).collect::<Vec<_>>()
    };
    it.listeners.iter().flat_map(of_listener).collect()
}

/// "ALB, port 80".
fn title(world: &World, it: &LoadBalancer) -> String {
    let ports: Vec<String> = it.listeners.iter().map(|it| it.port.to_string()).collect();
    let zones: Vec<&str> = it.zones.iter().map(|it| world.zone_name(*it)).collect();
    words::listens(explain::kind_name(it.kind), &ports.join(", "), zones.len(), it.cross_zone)
}

/// The target groups that it forwards to, each once.
pub fn groups_of(world: &World, it: &LoadBalancer) -> Vec<TargetGroupId> {
    let mut all: Vec<TargetGroupId> = vec![];
    for listener in &it.listeners {
        let named = listener.rules.iter().map(|it| it.target_group).chain([listener.default]);
        for (id, _) in named.flat_map(|id| forwards(world, id)) {
            if !all.contains(&id) {
                all.push(id);
            }
        }
    }
    all
}

impl ShownGroup {
    fn read(world: &World, id: TargetGroupId) -> Option<Self> {
        let group = world.target_group(id)?;
        let zones = (0..).zip(&world.zones).map(|(at, name)| {
            let is_lost = world.lost_zones.iter().any(|it| it.0 == at);
            let there = group.targets.iter().filter(|it| it.zone.0 == at);
            (name.clone(), is_lost, there.filter_map(|it| ShownTarget::read(world, group, it.task)).collect())
        });
        let of_function = group.function_state().map(|(state, reason)| (state.name(), reason.name()));
        Some(Self { words: words::group(&group.settings, of_function), zones: zones.collect() })
    }
}

impl ShownTarget {
    fn read(world: &World, group: &TargetGroup, id: TaskId) -> Option<Self> {
        let target = group.targets.iter().find(|it| it.task == id)?;
        let stopped = || world.stopped_tasks.iter().map(|it| &it.task).find(|it| it.id == id);
        let task = world.tasks.get(&id).or_else(stopped)?;
        let letter = letter(world.task_definition(task.task_definition)?);
        let (state, reason) = target_state(world, group, id);
        Some(Self {
            letter,
            label: label(letter, task.number),
            state,
            reason: reason.map_or("", TargetReason::name),
            requests: target.last_second,
        })
    }
}
