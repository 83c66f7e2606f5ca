//! How the parts of a drawing stand: all that their looks depend on beside what is written of them and where they are.

use super::{PartKind, View, edge, group, mark};
use crate::diagram::frame::frame;
use crate::diagram::{Layout, Scene, State};

/// How one part stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Stand {
    pub kind: PartKind,
    /// Its index among its kind in the scene.
    pub at: usize,
    pub state: State,
    /// It is selected; an edge: it is part of what is selected, or lit.
    pub is_marked: bool,
    /// An edge and its mark: where it ends there is a ring, which keeps its head away.
    pub ends_on_ring: bool,
    /// A mark: the edges that join its edge on the way to the same end, and have another outcome.
    pub joining: Vec<usize>,
}

impl Stand {
    /// Nothing but a state.
    pub fn of(kind: PartKind, at: usize, state: State) -> Self {
        Self { kind, at, state, is_marked: false, ends_on_ring: false, joining: Vec::new() }
    }
}

/// How everything stands that is there: groups from the outside in, then edges and their marks, then nodes.
pub(super) fn stands(scene: &Scene, layout: &Layout, view: View<'_>) -> Vec<Stand> {
    let frame = frame(scene, view.step);
    let stand = |kind, at, state: Option<State>, id: &str| {
        let state = state?;
        let is_marked = state == State::Selected || view.selected == Some(id);
        Some(Stand { is_marked, ..Stand::of(kind, at, state) })
    };
    let groups = group::outside_in(scene).into_iter();
    let groups = groups.filter_map(|at| stand(PartKind::Group, at, frame.groups[at], &scene.groups[at].id));
    let nodes = scene.nodes.iter().enumerate();
    let nodes = nodes.filter_map(|(at, node)| stand(PartKind::Node, at, frame.nodes[at], &node.id));
    let edges = edge::stands(scene, &frame, view);
    let marks = mark::stands(scene, layout, &frame, &edges);
    groups.chain(edges).chain(marks).chain(nodes).collect()
}
