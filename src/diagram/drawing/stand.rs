//! How the parts of a drawing stand: all that their looks depend on beside what is written of them and where they are.

use super::{PartKind, View, edge, mark};
use crate::diagram::frame::frame;
use crate::diagram::list::nth;
use crate::diagram::{Layout, PartRef, Point, Scene, State};

/// How one part stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Stand {
    pub kind: PartKind,
    /// Its index among its kind in the scene.
    pub at: usize,
    pub state: State,
    /// It is selected; an edge: it is part of what is selected, or lit.
    pub is_marked: bool,
    /// An edge: where it ends there is a ring, which keeps its head away.
    pub ends_on_ring: bool,
    /// An edge that fails: so much of its line, from where its net parts, shows edges that do not fail.
    pub taken: i32,
    /// A mark: where its middle is.
    pub place: Point,
}

impl Stand {
    /// Nothing but a state.
    pub fn of(kind: PartKind, at: usize, state: State) -> Self {
        Self { kind, at, state, is_marked: false, ends_on_ring: false, taken: 0, place: Point::default() }
    }
}

/// How everything stands that is there: groups from the outside in, then edges and their marks, then nodes.
pub(super) fn stands(scene: &Scene, layout: &Layout, view: View<'_>) -> Vec<Stand> {
    let frame = frame(scene, view.step);
    let mut stands = Vec::new();
    let stand = |all: &mut Vec<Stand>, kind, at, state: Option<State>, id: &str| {
        if let Some(state) = state {
            let is_marked = state == State::Selected || view.selected == Some(id);
            all.push(Stand { is_marked, ..Stand::of(kind, at, state) });
        }
    };
    // As one reads them, groups come before what they hold.
    for part in &layout.reading {
        if let PartRef::Group(at) = *part {
            let at = at as usize;
            stand(&mut stands, PartKind::Group, at, *nth(&frame.groups, at), &nth(&scene.groups, at).id);
        }
    }
    edge::add_stands(scene, layout, &frame, view, &mut stands);
    mark::add_stands(scene, layout, &frame, &mut stands);
    for (at, (node, state)) in scene.nodes.iter().zip(&frame.nodes).enumerate() {
        stand(&mut stands, PartKind::Node, at, *state, &node.id);
    }
    stands
}
