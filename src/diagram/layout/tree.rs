//! Reads a scene into the arenas: items, nets, lowest common ancestors.

use super::arena::{Arena, Item, Net, ROOT, RowClass, Wire};
use super::size;
use crate::diagram::{EdgeKind, Flow, Group, GroupKind, Icon, Lane, Node, NodeKind, Scene};

impl Arena {
    pub(super) fn read(&mut self, scene: &Scene) {
        self.items.push(Item { flow: scene.flow, ..Item::empty() });
        // Nodes first: between siblings the written order decides, and a lone node belongs above the groups it feeds.
        for node in &scene.nodes {
            let siblings_have_marks =
                scene.nodes.iter().any(|it| it.parent == node.parent && it.number.is_some());
            let is_boxed = scene
                .groups
                .iter()
                .any(|it| node.parent.as_ref() == Some(&it.id) && it.kind.is_box_of_rows());
            let item = Item::of_node(node, self.style.class, is_boxed, siblings_have_marks);
            self.node_items.push(self.items.len());
            self.items.push(item);
        }
        for group in &scene.groups {
            self.group_items.push(self.items.len());
            self.items.push(Item::of_group(group, self.style.class));
        }
        let parents = scene.nodes.iter().map(|it| &it.parent).chain(scene.groups.iter().map(|it| &it.parent));
        for (at, parent) in parents.enumerate() {
            let parent = parent.as_ref().and_then(|id| self.item_of(scene, id)).unwrap_or(ROOT);
            self.items[at + 1].parent = parent;
            self.items[parent].kids.push(at + 1);
        }
        self.walk(ROOT);
        self.read_edges(scene);
    }

    /// Depths, and the groups with children before parents.
    fn walk(&mut self, group: usize) {
        for kid in self.items[group].kids.clone() {
            self.items[kid].depth = self.items[group].depth + 1;
            if !self.items[kid].is_leaf {
                self.walk(kid);
            }
        }
        self.groups.push(group);
    }

    fn item_of(&self, scene: &Scene, id: &str) -> Option<usize> {
        let node = scene.nodes.iter().position(|it| it.id == id).map(|at| self.node_items[at]);
        node.or_else(|| scene.groups.iter().position(|it| it.id == id).map(|at| self.group_items[at]))
    }

    fn read_edges(&mut self, scene: &Scene) {
        let mut hubs: Vec<(bool, &str, EdgeKind, usize)> = Vec::new();
        for (at, edge) in scene.edges.iter().enumerate() {
            let ends = (self.item_of(scene, &edge.from), self.item_of(scene, &edge.to));
            let (Some(a), Some(b)) = ends else { continue };
            let Some((top, side_a, side_b)) = self.meet(a, b) else { continue };
            let kin = || scene.edges.iter().filter(|it| it.kind == edge.kind);
            let from_start = kin().filter(|it| it.from == edge.from).count()
                >= kin().filter(|it| it.to == edge.to).count();
            let hub = if from_start { &edge.from } else { &edge.to };
            let fresh = self.nets.len();
            let known =
                hubs.iter().find(|it| !edge.solo && (it.0, it.1, it.2) == (from_start, hub, edge.kind));
            let net = known.map_or(fresh, |it| it.3);
            if net == fresh {
                if !edge.solo {
                    hubs.push((from_start, hub, edge.kind, net));
                }
                let hub = if from_start { a } else { b };
                self.nets.push(Net { lines: Vec::new(), hub, sum_x: 0, sum_y: 0, n: 0 });
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
            v: Vec::new(),
            rows: false,
            inner: Vec::new(),
            inner_h: 0,
            col: 0,
            shelf: 0,
            k: 0,
            last: 0,
            bary: None,
            ports: Default::default(),
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
