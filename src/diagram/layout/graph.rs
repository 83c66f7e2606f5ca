//! A scene as the graph that is laid out: ids become numbers, words become sizes.

use bayplan_layout::{Graph, Lane, Link, Px, RowClass, Thing, WidthClass};

use super::size;
use crate::diagram::list::{List, nth};
use crate::diagram::order::{Key, sorted_keys, with_first};
use crate::diagram::scene::states_of;
use crate::diagram::{Edge, EdgeKind, Group, GroupKind, Icon, Node, NodeKind, Scene, State, text};

/// The graph of a scene, with the sizes of one width class. Edges with unknown ends have no ends there.
pub(super) fn graph_from_scene(scene: &Scene, class: WidthClass) -> Graph {
    let ids = Ids::of(scene);
    let n_nodes = scene.nodes.len();
    let parent = |parent: &Option<String>| {
        parent.as_ref().and_then(|id| ids.item(id)).and_then(|item| item.checked_sub(n_nodes))
    };
    // By group; marks that stand in no group are siblings too.
    let n_groups = scene.groups.len();
    let mut holds_marks = List::of(false, n_groups + 1);
    for node in &scene.nodes {
        holds_marks[parent(&node.parent).unwrap_or(n_groups)] |= node.number.is_some();
    }
    let nodes = scene.nodes.iter().map(|node| {
        let parent = parent(&node.parent);
        let is_boxed = parent.is_some_and(|group| nth(&scene.groups, group).kind.is_box_of_rows());
        let has_marks = holds_marks[parent.unwrap_or(n_groups)];
        thing_of_node(node, parent, size::node_size(node, class, is_boxed, has_marks), is_boxed)
    });
    let groups = scene.groups.iter().map(|group| {
        thing_of_group(group, parent(&group.parent), size::header_size(group, status(scene, group), class))
    });
    let links = scene.edges.iter().map(|edge| Link {
        from: ids.item(&edge.from),
        to: ids.item(&edge.to),
        kind: edge.kind as usize,
        is_solo: edge.solo,
        side: edge.side,
        has_badge: has_badge(scene, edge),
        label_w: if edge.label.is_empty() { 0 } else { size::label_width(&edge.label) },
    });
    // Lists are made with less code than vectors.
    let (nodes, groups): (List<_>, List<_>) = (nodes.collect(), groups.collect());
    let links: List<_> = links.collect();
    Graph { nodes: nodes.into(), groups: groups.into(), links: links.into(), flow: scene.flow }
}

/// Whether it carries a tick or a cross, in any step.
fn has_badge(scene: &Scene, edge: &Edge) -> bool {
    let is_outcome = |state| matches!(state, State::Allowed | State::Denied | State::Offline);
    matches!(edge.kind, EdgeKind::Allowed | EdgeKind::Denied | EdgeKind::Unused)
        || is_outcome(edge.state)
        || states_of(&scene.steps, &edge.id).into_iter().any(is_outcome)
}

/// The longest word that its states bring into the header of a group, in any step: all steps share one layout.
fn status(scene: &Scene, group: &Group) -> &'static str {
    let mut longest = "";
    let mut states = states_of(&scene.steps, &group.id);
    states.push(group.state);
    for word in states.into_iter().map(text::state) {
        if word.len() >= longest.len() {
            longest = word;
        }
    }
    longest
}

/// The numbers of the ids of the scene, each with the item that has it: the nodes count from 0, the groups from where they
/// end.
struct Ids(List<Key>);

impl Ids {
    fn of(scene: &Scene) -> Self {
        let nodes = scene.nodes.iter().map(|it| &it.id);
        let ids = nodes.chain(scene.groups.iter().map(|it| &it.id));
        Self(sorted_keys(&ids.zip(0..).map(|(id, item)| (number(id), item)).collect()))
    }

    /// Of two things with one id the first.
    fn item(&self, id: &str) -> Option<usize> {
        with_first(&self.0, number(id)).first().and_then(|key| usize::try_from(key.1).ok())
    }
}

/// Stands for an id, because numbers are sorted already and a sort of texts would be one more. No two ids of a scene have one
/// number: of a billion scenes with a thousand ids each, in none.
fn number(id: &str) -> i64 {
    id.bytes().fold(1, |number: i64, byte| (number ^ i64::from(byte)).wrapping_mul(0x0100_0000_01b3))
}

fn thing_of_node(node: &Node, parent: Option<usize>, (w, h): (Px, Px), is_boxed: bool) -> Thing {
    let row = match node.kind {
        NodeKind::Card => RowClass::Card,
        NodeKind::Task | NodeKind::Mini | NodeKind::Slot => RowClass::Blocks,
        NodeKind::Flat => RowClass::Flat,
        NodeKind::Foot => RowClass::Foot,
    };
    Thing {
        parent,
        lane: node.lane.unwrap_or_else(|| node.icon.map_or(Lane::Compute, lane_of_icon)),
        order: node.order,
        starts_row: node.starts_row,
        row,
        stretches: is_boxed && node.kind != NodeKind::Mini,
        is_text: node.kind == NodeKind::Mini,
        has_tag: node.owner.is_some(),
        w,
        h,
        ..Thing::default()
    }
}

fn thing_of_group(group: &Group, parent: Option<usize>, (w, h): (Px, Px)) -> Thing {
    Thing {
        parent,
        lane: group.lane.unwrap_or(Lane::Compute),
        order: group.order,
        flow: group.flow,
        starts_row: group.starts_row,
        row: RowClass::Group,
        is_box: group.kind.is_box_of_rows(),
        stretches: group.kind != GroupKind::Taskbox || group.parent.is_some(),
        w,
        h,
        ..Thing::default()
    }
}

/// The lane a card stands in when its author gives none.
fn lane_of_icon(icon: Icon) -> Lane {
    match icon {
        Icon::Users | Icon::Internet => Lane::People,
        Icon::Alb | Icon::Nlb | Icon::Clb => Lane::Balancer,
        Icon::Target => Lane::Target,
        Icon::RoleInstance | Icon::RoleTask | Icon::RoleExecution | Icon::Mount | Icon::Efs => Lane::Role,
        Icon::S3 | Icon::Ecr | Icon::Dynamodb | Icon::Logs | Icon::Secret => Lane::Service,
        _ => Lane::Compute,
    }
}
