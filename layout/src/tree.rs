//! Reads a graph into the arenas: items, nets, lowest common ancestors.

use super::arena::{Arena, Item, Net, Px, ROOT, Wire};
use super::list::List;
use crate::{Graph, Lane, RowClass, Thing};

impl Arena {
    /// With `folds` one more group, the last, holds what stands in no group after the compute lane.
    pub(super) fn read(&mut self, graph: &Graph, folds: bool) {
        // Nodes first: between siblings the written order decides, and a lone node belongs above the groups it feeds.
        let n_nodes = self.n_nodes;
        let things = || graph.nodes.iter().chain(&graph.groups);
        let fold = 1 + n_nodes + self.n_groups;
        self.items.reserve(fold + 1);
        self.add(&Thing { flow: graph.flow, ..Thing::default() }, false);
        for (at, thing) in things().enumerate() {
            self.add(thing, at < n_nodes);
        }
        if folds {
            self.add(&Thing { order: Some(i32::MAX), ..Thing::default() }, false);
        }
        for (at, thing) in things().enumerate() {
            let parent = match thing.parent {
                Some(group) => 1 + n_nodes + group,
                None if folds && thing.lane > Lane::Compute => fold,
                None => ROOT,
            };
            self.items[at + 1].parent = parent;
            self.items[parent].kids.push(at + 1);
        }
        if folds {
            self.items[ROOT].kids.push(fold);
        }
        self.walk(ROOT);
        self.read_links(graph);
    }

    #[inline(never)]
    fn add(&mut self, thing: &Thing, is_leaf: bool) {
        self.items.push(Item::of(thing, is_leaf));
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

    fn read_links(&mut self, graph: &Graph) {
        let n_kinds = graph.links.iter().map(|link| link.kind + 1).max().unwrap_or(0);
        // How many links of a kind start and end at an item, and the net of those that start or end there.
        let place = |item: usize, kind: usize| item * n_kinds + kind;
        let mut kin = [(); 2].map(|()| List::of(0_u32, self.items.len() * n_kinds));
        let mut nets = [(); 2].map(|()| List::of(None, self.items.len() * n_kinds));
        // The root is the first item.
        let ends = |link: &crate::Link| link.from.zip(link.to).map(|(from, to)| (from + 1, to + 1));
        for link in &graph.links {
            if let Some((a, b)) = ends(link) {
                kin[0][place(a, link.kind)] += 1;
                kin[1][place(b, link.kind)] += 1;
            }
        }
        for (at, link) in graph.links.iter().enumerate() {
            let Some((a, b)) = ends(link) else { continue };
            let Some((top, side_a, side_b)) = self.meet(a, b) else { continue };
            let from_start = kin[0][place(a, link.kind)] >= kin[1][place(b, link.kind)];
            let hub = if from_start { a } else { b };
            let fresh = self.nets.len();
            let net = if link.is_solo {
                fresh
            } else {
                *nets[usize::from(!from_start)][place(hub, link.kind)].get_or_insert(fresh)
            };
            if net == fresh {
                let has_badge = link.has_badge;
                self.nets.push(Net { hub, has_badge, sum_x: 0, sum_y: 0, n: 0 });
            }
            self.items[top].inner.push(self.wires.len());
            let (side, label_w) = (link.side, link.label_w);
            self.wires.push(Wire {
                edge: at,
                a,
                b,
                net,
                top,
                side_a,
                side_b,
                side,
                label_w,
                path: List::new(),
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
    fn of(thing: &Thing, is_leaf: bool) -> Self {
        let &Thing { lane, order, flow, starts_row, row, is_box, stretches, is_text, has_tag, w, h, .. } =
            thing;
        let (need_w, need_h, head_w, header): (Px, Px, Px, Px) =
            if is_leaf { (w, h, 0, 0) } else { (0, 0, w, h) };
        Self {
            is_leaf,
            kids: List::new(),
            parent: ROOT,
            depth: 0,
            lane,
            order,
            flow,
            starts_row,
            row: if is_leaf { row } else { RowClass::Group },
            is_box,
            stretches,
            is_text,
            header,
            head_w,
            has_tag,
            need_w,
            need_h,
            w: 0,
            h: 0,
            x: 0,
            y: 0,
            ox: 0,
            left: 0,
            top: 0,
            cols: List::new(),
            v: 0,
            rows: false,
            inner: List::new(),
            inner_h: 0,
            col: 0,
            shelf: 0,
            k: 0,
            last: 0,
            bary: None,
            ends: Default::default(),
        }
    }
}
