//! Reads a graph into the arenas: items, nets, lowest common ancestors.

use super::arena::{Arena, Item, Net, ROOT, Wire};
use super::list::List;
use crate::{Graph, Lane, Thing};

impl Arena {
    /// With `folds` one more group, the last, holds what stands in no group after the compute lane.
    pub(super) fn read(&mut self, graph: &Graph, folds: bool) {
        let fold = 1 + self.n_nodes + self.n_groups;
        self.items.reserve(fold + 1);
        self.add(&Thing { flow: graph.flow, ..Thing::default() }, false);
        // Nodes first: between siblings the written order decides, and a lone node belongs above the groups it feeds.
        for node in &graph.nodes {
            self.add(node, true);
        }
        for group in &graph.groups {
            self.add(group, false);
        }
        if folds {
            self.add(&Thing { order: Some(i32::MAX), ..Thing::default() }, false);
        }
        for at in 1..fold {
            let thing = &self.items[at].thing;
            let parent = match thing.parent {
                Some(group) => 1 + self.n_nodes + group,
                None if folds && thing.lane > Lane::Compute => fold,
                None => ROOT,
            };
            self.items[at].parent = parent;
            self.items[parent].kids.push(at);
        }
        if folds {
            self.items[ROOT].kids.push(fold);
        }
        self.walk(ROOT);
        self.read_links(graph);
    }

    #[inline(never)]
    fn add(&mut self, thing: &Thing, is_leaf: bool) {
        self.items.push(Item { thing: *thing, is_leaf, ..Item::default() });
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
        let mut kin = List::of([(0, None); 2], self.items.len() * n_kinds);
        // The root is the first item.
        let ends = |link: &crate::Link| link.from.zip(link.to).map(|(from, to)| (from + 1, to + 1));
        for link in &graph.links {
            if let Some((a, b)) = ends(link) {
                kin[place(a, link.kind)][0].0 += 1;
                kin[place(b, link.kind)][1].0 += 1;
            }
        }
        for (at, link) in graph.links.iter().enumerate() {
            let Some((a, b)) = ends(link) else { continue };
            let Some((top, side_a, side_b)) = self.meet(a, b) else { continue };
            let from_start = kin[place(a, link.kind)][0].0 >= kin[place(b, link.kind)][1].0;
            let hub = if from_start { a } else { b };
            let fresh = self.nets.len();
            let net = if link.is_solo {
                fresh
            } else {
                *kin[place(hub, link.kind)][usize::from(!from_start)].1.get_or_insert(fresh)
            };
            if net == fresh {
                let has_badge = link.has_badge;
                self.nets.push(Net { hub, has_badge, sum_x: 0, sum_y: 0, n: 0 });
            }
            let next = self.items[top].inner.replace(self.wires.len());
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
                next,
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
