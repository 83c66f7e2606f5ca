//! Reads a scene into the arenas: items, nets, lowest common ancestors.

use super::arena::{Arena, Item, Net, ROOT, RowClass, Wire};
use super::size;
use crate::diagram::order::sort;
use crate::diagram::{EdgeKind, Flow, Group, GroupKind, Icon, Lane, Node, NodeKind, Scene};

/// The items by the ids of the scene: the root, then the nodes, then the groups.
struct Ids<'a> {
    sorted: Vec<(&'a str, usize)>,
}

impl<'a> Ids<'a> {
    fn of(scene: &'a Scene) -> Self {
        let ids = scene.nodes.iter().map(|it| &it.id).chain(scene.groups.iter().map(|it| &it.id));
        let mut sorted: Vec<(&str, usize)> = ids.enumerate().map(|(at, id)| (id.as_str(), at + 1)).collect();
        sort(&mut sorted, |a, b| a > b);
        Self { sorted }
    }

    /// Of two things with one id the first.
    fn item(&self, id: &str) -> Option<usize> {
        let at = self.sorted.partition_point(|known| known.0 < id);
        self.sorted.get(at).filter(|known| known.0 == id).map(|known| known.1)
    }
}

impl Arena {
    pub(super) fn read(&mut self, scene: &Scene) {
        self.items.push(Item { flow: scene.flow, ..Item::empty() });
        // Nodes first: between siblings the written order decides, and a lone node belongs above the groups it feeds.
        let ids = Ids::of(scene);
        let n_nodes = scene.nodes.len();
        let parent = |parent: &Option<String>| parent.as_ref().and_then(|id| ids.item(id)).unwrap_or(ROOT);
        let parents = scene.nodes.iter().map(|it| &it.parent).chain(scene.groups.iter().map(|it| &it.parent));
        let parents: Vec<usize> = parents.map(parent).collect();
        let mut holds_marks = vec![false; 1 + n_nodes + scene.groups.len()];
        for (node, &parent) in scene.nodes.iter().zip(&parents) {
            holds_marks[parent] |= node.number.is_some();
        }
        for (node, &parent) in scene.nodes.iter().zip(&parents) {
            let is_boxed = parent > n_nodes && scene.groups[parent - 1 - n_nodes].kind.is_box_of_rows();
            let item = Item::of_node(node, self.style.class, is_boxed, holds_marks[parent]);
            self.node_items.push(self.items.len());
            self.items.push(item);
        }
        for group in &scene.groups {
            self.group_items.push(self.items.len());
            self.items.push(Item::of_group(group, self.style.class));
        }
        for (at, parent) in parents.into_iter().enumerate() {
            self.items[at + 1].parent = parent;
            self.items[parent].kids.push(at + 1);
        }
        self.walk(ROOT);
        self.read_edges(scene, &ids);
    }

    /// Depths, and the groups with children before parents.
    fn walk(&mut self, group: usize) {
        for k in 0..self.items[group].kids.len() {
            let kid = self.items[group].kids[k];
            self.items[kid].depth = self.items[group].depth + 1;
            if !self.items[kid].is_leaf {
                self.walk(kid);
            }
        }
        self.groups.push(group);
    }

    fn read_edges(&mut self, scene: &Scene, ids: &Ids<'_>) {
        let ends: Vec<_> =
            scene.edges.iter().map(|edge| (ids.item(&edge.from), ids.item(&edge.to))).collect();
        // How many edges of a kind start and end at an item, and the net of those that start or end there.
        let place = |item: usize, kind: EdgeKind| item * EdgeKind::ALL.len() + kind as usize;
        let mut kin = [Vec::new(), Vec::new()];
        let mut nets = [Vec::new(), Vec::new()];
        for side in 0..2 {
            kin[side].resize(place(self.items.len(), EdgeKind::ALL[0]), 0_u32);
            nets[side].resize(place(self.items.len(), EdgeKind::ALL[0]), None);
        }
        for (edge, ends) in scene.edges.iter().zip(&ends) {
            for (side, end) in [ends.0, ends.1].into_iter().enumerate() {
                if let Some(end) = end {
                    kin[side][place(end, edge.kind)] += 1;
                }
            }
        }
        for (at, (edge, &ends)) in scene.edges.iter().zip(&ends).enumerate() {
            let (Some(a), Some(b)) = ends else { continue };
            let Some((top, side_a, side_b)) = self.meet(a, b) else { continue };
            let from_start = kin[0][place(a, edge.kind)] >= kin[1][place(b, edge.kind)];
            let hub = if from_start { a } else { b };
            let fresh = self.nets.len();
            let net = if edge.solo {
                fresh
            } else {
                *nets[usize::from(!from_start)][place(hub, edge.kind)].get_or_insert(fresh)
            };
            if net == fresh {
                self.nets.push(Net { hub, sum_x: 0, sum_y: 0, n: 0 });
            }
            self.items[top].inner.push(self.wires.len());
            let label_w = if edge.label.is_empty() { 0 } else { size::label_width(&edge.label) };
            self.wires.push(Wire {
                edge: at,
                a,
                b,
                net,
                top,
                side_a,
                side_b,
                side: edge.side,
                label_w,
                path: Vec::new(),
            });
        }
    }

    /// The lowest common ancestor and its children that hold the two; nothing when one holds the other.
    fn meet(&self, a: usize, b: usize) -> Option<(usize, usize, usize)> {
        let (mut x, mut y, mut side_a, mut side_b) = (a, b, a, b);
        while x != y {
            if self.items[x].depth >= self.items[y].depth {
                side_a = x;
                x = self.items[x].parent;
            } else {
                side_b = y;
                y = self.items[y].parent;
            }
        }
        (x != a && x != b).then_some((x, side_a, side_b))
    }
}

impl Item {
    fn empty() -> Self {
        Self {
            is_leaf: false,
            kids: Vec::new(),
            parent: ROOT,
            depth: 0,
            lane: Lane::Compute,
            order: None,
            flow: Flow::Auto,
            starts_row: false,
            row: RowClass::Group,
            is_box: false,
            stretches: false,
            is_text: false,
            header: 0,
            head_w: 0,
            has_tag: false,
            need_w: 0,
            need_h: 0,
            w: 0,
            h: 0,
            x: 0,
            y: 0,
            ox: 0,
            left: 0,
            top: 0,
            cols: Vec::new(),
            v: 0,
            rows: false,
            inner: Vec::new(),
            inner_h: 0,
            col: 0,
            shelf: 0,
            k: 0,
            last: 0,
            bary: None,
            ports: Default::default(),
            gates: Default::default(),
        }
    }

    fn of_node(node: &Node, class: super::WidthClass, is_boxed: bool, siblings_have_marks: bool) -> Self {
        let (need_w, need_h) = size::node_size(node, class, is_boxed, siblings_have_marks);
        let row = match node.kind {
            NodeKind::Card => RowClass::Card,
            NodeKind::Task | NodeKind::Mini | NodeKind::Slot => RowClass::Blocks,
            NodeKind::Flat => RowClass::Flat,
            NodeKind::Foot => RowClass::Foot,
        };
        Self {
            is_leaf: true,
            lane: node.lane.unwrap_or_else(|| node.icon.map_or(Lane::Compute, lane_of_icon)),
            order: node.order,
            starts_row: node.starts_row,
            row,
            stretches: is_boxed && node.kind != NodeKind::Mini,
            is_text: node.kind == NodeKind::Mini,
            has_tag: node.owner.is_some(),
            need_w,
            need_h,
            ..Self::empty()
        }
    }

    fn of_group(group: &Group, class: super::WidthClass) -> Self {
        let (head_w, header) = size::header_size(group, class);
        Self {
            lane: group.lane.unwrap_or(Lane::Compute),
            order: group.order,
            flow: group.flow,
            starts_row: group.starts_row,
            is_box: group.kind.is_box_of_rows(),
            stretches: group.kind != GroupKind::Taskbox || group.parent.is_some(),
            header,
            head_w,
            ..Self::empty()
        }
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
