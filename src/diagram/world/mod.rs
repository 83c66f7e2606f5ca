//! A simulated world as a picture: the account's VPC with its zones, what runs in them, and what stands around: services,
//! load balancers, roles, file systems.
//!
//! The same thing has the same id in the pictures of all moments, so a view can follow it from one to the next. A picture
//! is laid out with free places, and with every line that a task there could have: tasks come and go, and nothing else
//! moves until a host needs more places.
//! Start reading at [`WorldPicture`].

mod about;
mod on_its_way;
mod place;
mod relation;
mod seats;
mod standing;
mod surroundings;
#[cfg(test)]
mod tests;
#[cfg(test)]
mod tests_of_standing;
mod zones;

use super::layout::size::second_width;
use super::legend::idle_entry;
use super::{
    Edge, EdgeKind, Explain, Flow, Group, GroupKind, Layout, LegendEntry, Node, PartRef, Scene, State,
    legend, text,
};
use crate::sim::{
    ContainerInstance, ContainerInstanceId, ContainerInstanceStatus, LogEntry, Task, TaskPlace, World, Zone,
};
use relation::{Relation, relations};
use seats::Seat;
use standing::{Call, calls};

pub use about::facts_of;
pub use on_its_way::{OnItsWay, on_its_way};
pub use seats::Seats;

/// More lines than this nobody could follow: then tasks are drawn without theirs.
const MOST_LINES: usize = 600;

/// The picture of one moment of a world.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorldPicture {
    /// What is there.
    pub scene: Scene,
    /// With everything that could be there. It is the same for all moments between which only tasks come and go.
    whole: Scene,
    /// Where the things of the scene stand in the whole.
    places: Places,
}

#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Places {
    groups: Vec<usize>,
    nodes: Vec<usize>,
    edges: Vec<usize>,
}

/// The scene of a world: zones in their order, instances in order of joining, tasks in order of creation.
pub fn scene_from_world(world: &World) -> Scene {
    let mut seats = Seats::default();
    seats.follow(world);
    WorldPicture::new(world, &[], &seats).scene
}

impl WorldPicture {
    /// The picture of a world whose tasks have their places, with the calls that the log of its simulation tells.
    pub fn new(world: &World, log: &[LogEntry], seats: &Seats) -> Self {
        let empty = || Scene { id: "world".to_owned(), title: text::WORLD.to_owned(), ..Scene::default() };
        let picture = Self { scene: empty(), whole: empty(), places: Places::default() };
        let relations = [false, true].map(|is_fargate| relations(world, is_fargate));
        let widest = surroundings::widest_family(world);
        let calls = calls(world, log);
        let mut drawer = Drawer { world, seats, picture, relations, calls, widest, has_lines: true };
        drawer.has_lines = drawer.n_lines() <= MOST_LINES;
        drawer.draw();
        drawer.picture
    }

    /// Whether what stands in both stands at the same place.
    pub fn is_placed_like(&self, other: &Self) -> bool {
        self.whole == other.whole
    }

    /// The legend names kinds of lines, since lines of one kind say different things, and then how they can stand.
    pub fn legend(&self) -> Vec<LegendEntry> {
        let mut scene = self.scene.clone();
        for edge in &mut scene.edges {
            edge.meaning.clear();
            edge.status.clear();
            if edge.state == State::Denied {
                edge.status.push_str(text::FAILS);
            }
        }
        let mut entries = legend(&scene);
        entries.extend(idle_entry(&scene));
        entries
    }

    /// Where what is there stands, in a layout of all.
    pub fn layout_in(&self, all: &Layout) -> Layout {
        let Places { groups, nodes, edges } = &self.places;
        let part = |part: &PartRef| {
            let (list, at, of): (_, _, fn(u32) -> PartRef) = match *part {
                PartRef::Group(at) => (groups, at, PartRef::Group),
                PartRef::Node(at) => (nodes, at, PartRef::Node),
            };
            let at = list.iter().position(|&it| Ok(at) == u32::try_from(it))?;
            u32::try_from(at).ok().map(of)
        };
        Layout {
            groups: groups.iter().map(|&at| all.groups[at]).collect(),
            nodes: nodes.iter().map(|&at| all.nodes[at]).collect(),
            edges: edges.iter().map(|&at| all.edges[at].clone()).collect(),
            reading: all.reading.iter().filter_map(part).collect(),
            ..*all
        }
    }
}

/// Draws a world.
struct Drawer<'a> {
    world: &'a World,
    seats: &'a Seats,
    picture: WorldPicture,
    /// The lines that a task may have on a container instance, and on Fargate.
    relations: [Vec<Relation>; 2],
    /// What applications called, newest first.
    calls: Vec<Call<'a>>,
    /// The longest name that a task may have.
    widest: String,
    has_lines: bool,
}

impl Drawer<'_> {
    fn draw(&mut self) {
        self.push_services();
        let vpc = group("vpc".to_owned(), None, GroupKind::Vpc, text::group(GroupKind::Vpc));
        self.group(Group { flow: Flow::Row, ..vpc });
        self.push_load_balancers();
        for (at, name) in (0..).zip(&self.world.zones) {
            let zone = Zone(at);
            let around = self.push_zone(zone, name);
            let here = self.world.container_instances.values().filter(|it| it.zone == zone);
            for instance in here {
                self.push_instance(instance, Some(&around));
            }
            if self.may_use_fargate() {
                self.push_fargate(zone, &around);
            }
        }
        for instance in self.world.container_instances.values().filter(|it| it.is_external()) {
            self.push_instance(instance, None);
        }
        self.push_roles();
        self.push_file_systems();
    }

    /// A group that is there and stays.
    fn group(&mut self, group: Group) {
        self.group_in(Group { state: State::Normal, ..group.clone() }, Some(group));
    }

    /// A group that may be there; `group` when it is.
    fn group_in(&mut self, of_all: Group, group: Option<Group>) {
        let picture = &mut self.picture;
        if let Some(group) = group {
            picture.places.groups.push(picture.whole.groups.len());
            picture.scene.groups.push(group);
        }
        picture.whole.groups.push(of_all);
    }

    /// A node that is there and stays; `widest` is the widest second line that it may get.
    fn node(&mut self, node: Node, widest: String) {
        let of_all = Node { second: widest, state: State::Normal, ..node.clone() };
        self.node_in(of_all, Some(node));
    }

    /// A node that may be there; `node` when it is.
    fn node_in(&mut self, of_all: Node, node: Option<Node>) {
        let picture = &mut self.picture;
        if let Some(node) = node {
            picture.places.nodes.push(picture.whole.nodes.len());
            picture.scene.nodes.push(node);
        }
        picture.whole.nodes.push(of_all);
    }

    /// A line that may be there; `edge` when it is.
    fn edge_in(&mut self, of_all: Edge, edge: Option<Edge>) {
        let picture = &mut self.picture;
        if let Some(edge) = edge {
            picture.places.edges.push(picture.whole.edges.len());
            picture.scene.edges.push(edge);
        }
        picture.whole.edges.push(of_all);
    }

    /// A line that is there and stays.
    fn edge(&mut self, from: &str, to: &str, kind: EdgeKind, meaning: &str) {
        let edge = line(from, to, kind, meaning);
        self.edge_in(edge.clone(), Some(edge));
    }

    /// The zone with its subnet, if tasks may use one there; gives the group that its things stand in.
    fn push_zone(&mut self, zone: Zone, name: &str) -> String {
        let id = id("zone", u32::from(zone.0));
        let mut of = group(id.clone(), Some("vpc".to_owned()), GroupKind::Az, name);
        of.state = if self.world.lost_zones.contains(&zone) { State::Offline } else { State::Normal };
        self.group(of);
        let subnet = self::id("subnet", u32::from(zone.0));
        let of = group(subnet.clone(), Some(id), GroupKind::Subnet, text::SUBNET);
        let second = if self.lacks_mount_targets(zone) { text::NO_MOUNT_TARGET } else { "" };
        self.group(Group { flow: Flow::Column, second: second.to_owned(), ..of });
        subnet
    }

    /// In the group of its zone; an external one stands beside the VPC.
    fn push_instance(&mut self, instance: &ContainerInstance, around: Option<&str>) {
        let id = instance_id(instance.id);
        let is_lost = self.world.lost_zones.contains(&instance.zone);
        let is_stopped = self.world.stopped_instances.contains(&instance.id);
        let agent = match (is_lost, is_stopped, instance.agent_connected) {
            (true, ..) => text::DOWN,
            (false, true, _) => text::STOPPED,
            (false, false, false) => text::AGENT_OFF,
            (false, false, true) => "",
        };
        let status = match instance.status {
            ContainerInstanceStatus::Active => "",
            ContainerInstanceStatus::Draining => text::DRAINING,
        };
        let instance_type = &*instance.instance_type;
        let of = Group {
            second: how_it_stands(instance_type, status, agent),
            state: match instance.status {
                _ if is_lost || is_stopped => State::Offline,
                ContainerInstanceStatus::Active => State::Normal,
                ContainerInstanceStatus::Draining => State::Going,
            },
            flow: Flow::Row,
            starts_row: true,
            ..group(id.clone(), around.map(str::to_owned), GroupKind::Instance, &instance.name)
        };
        let all = [instance_type, text::DRAINING].map(|it| how_it_stands(it, "", text::AGENT_OFF));
        let widest = all.into_iter().max_by_key(|it| second_width(it)).unwrap_or_default();
        self.group_in(Group { second: widest, state: State::Normal, ..of.clone() }, Some(of));
        let host = TaskPlace::ContainerInstance(instance.id);
        for (at, seat) in self.seats.row(self.world, host).into_iter().enumerate() {
            self.push_seat(at, [&id; 2], host, seat);
        }
    }

    /// On Fargate each task has an environment of its own.
    fn push_fargate(&mut self, zone: Zone, around: &str) {
        let host = TaskPlace::Fargate(zone);
        for (at, seat) in self.seats.row(self.world, host).into_iter().enumerate() {
            let environment = seat_id(&id("fargate-zone", u32::from(zone.0)), at);
            let shown = match seat {
                Seat::Free => None,
                Seat::Of(task) => Some(id("fargate", task.0)),
                Seat::More(_) => Some(environment.clone()),
            };
            let of = |id: String| group(id, Some(around.to_owned()), GroupKind::Fargate, text::FARGATE);
            self.group_in(of(environment.clone()), shown.clone().map(of));
            self.push_seat(0, [&environment, &shown.unwrap_or_default()], host, seat);
        }
    }

    /// How many lines there would be if there were all tasks.
    fn n_lines(&self) -> usize {
        let [on_instance, on_fargate] = [0, 1].map(|at| self.relations[at].len());
        self.world.container_instances.len() * seats::ON_INSTANCE * on_instance
            + self.world.zones.len() * seats::ON_FARGATE * on_fargate
    }
}

/// The type of an instance with what is the matter with it, or both things that are, without it: the header is as wide as
/// the widest of these words.
fn how_it_stands(instance_type: &str, status: &str, agent: &str) -> String {
    let is_long = !status.is_empty() && !agent.is_empty();
    let mut words = if is_long { String::new() } else { instance_type.to_owned() };
    text::add(&mut words, status);
    text::add(&mut words, agent);
    words
}

const fn is_fargate(host: TaskPlace) -> bool {
    matches!(host, TaskPlace::Fargate(_))
}

fn line(from: &str, to: &str, kind: EdgeKind, meaning: &str) -> Edge {
    Edge {
        id: [from, "-", to].concat(),
        from: from.to_owned(),
        to: to.to_owned(),
        kind,
        meaning: meaning.to_owned(),
        ..Edge::default()
    }
}

fn group(id: String, parent: Option<String>, kind: GroupKind, label: &str) -> Group {
    Group {
        id,
        parent,
        kind,
        label: label.to_owned(),
        second: String::new(),
        short: String::new(),
        owner: None,
        state: State::Normal,
        flow: Flow::Auto,
        lane: None,
        order: None,
        starts_row: false,
        // It can be selected, and the view says what it is.
        explain: Some(Explain::default()),
    }
}

fn id(what: &str, number: u32) -> String {
    [what, "-", &number.to_string()].concat()
}

fn seat_id(host: &str, at: usize) -> String {
    [host, "-", &at.to_string()].concat()
}

fn instance_id(instance: ContainerInstanceId) -> String {
    id("instance", instance.0)
}

fn task_id(task: &Task) -> String {
    id("task", task.id.0)
}

fn role_id(arn: &str) -> String {
    ["role-", name_of_role(arn)].concat()
}

fn name_of_role(arn: &str) -> &str {
    arn.rsplit('/').next().unwrap_or_default()
}

fn file_system_id(id: &str) -> String {
    ["file-system-", id].concat()
}
