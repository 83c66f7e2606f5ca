//! What was drawn last, so that a picture that lives pays only for what changes.

use std::rc::Rc;

use super::stand::Stand;
use super::{Part, PartKind};
use crate::diagram::{Edge, Group, Layout, Node, Scene};

/// A part, and how it stood.
type Stood = (Stand, Rc<Part>);

/// The parts of the last drawing, and what they were drawn from.
#[derive(Default)]
pub struct Kept {
    groups: Vec<Group>,
    nodes: Vec<Node>,
    edges: Vec<Edge>,
    layout: Layout,
    /// By kind, then by index in the scene.
    parts: [Vec<Option<Stood>>; 4],
    /// The groups that are drawn now have the names that they had.
    has_same_names: bool,
}

impl Kept {
    /// Before anything else is asked: a part says the name of the group around it.
    pub(super) fn compare_names(&mut self, scene: &Scene) {
        let is_same = |a: &Group, b: &Group| (&a.id, &a.label, a.kind) == (&b.id, &b.label, b.kind);
        self.has_same_names = self.groups.len() == scene.groups.len()
            && self.groups.iter().zip(&scene.groups).all(|(kept, group)| is_same(kept, group));
    }

    /// The part as it was drawn, when it would be drawn like that again.
    pub(super) fn part(&self, scene: &Scene, layout: &Layout, stand: &Stand) -> Option<Rc<Part>> {
        let at = stand.at;
        let (kept, part) = self.parts[stand.kind as usize].get(at)?.as_ref()?;
        let is_same = kept == stand
            && layout.class == self.layout.class
            && match stand.kind {
                PartKind::Group => {
                    self.has_same_names
                        && scene.groups[at] == self.groups[at]
                        && layout.groups[at] == self.layout.groups[at]
                }
                PartKind::Node => {
                    self.has_same_names
                        && scene.nodes[at] == self.nodes[at]
                        && layout.nodes[at] == self.layout.nodes[at]
                }
                PartKind::Edge | PartKind::Mark => {
                    scene.edges[at] == self.edges[at] && layout.edges[at] == self.layout.edges[at]
                }
            };
        is_same.then(|| Rc::clone(part))
    }

    /// Keeps what has been drawn.
    pub(super) fn keep(&mut self, scene: &Scene, layout: &Layout, stands: Vec<Stand>, parts: &[Rc<Part>]) {
        follow(&mut self.groups, &scene.groups);
        follow(&mut self.nodes, &scene.nodes);
        follow(&mut self.edges, &scene.edges);
        if self.layout != *layout {
            self.layout.clone_from(layout);
        }
        for all in &mut self.parts {
            all.clear();
        }
        for (stand, part) in stands.into_iter().zip(parts) {
            let all = &mut self.parts[stand.kind as usize];
            if all.len() <= stand.at {
                all.resize(stand.at + 1, None);
            }
            let at = stand.at;
            all[at] = Some((stand, Rc::clone(part)));
        }
    }
}

/// Makes a list equal to another one; what is equal already stays where it is in memory.
fn follow<T: Clone + PartialEq>(kept: &mut Vec<T>, all: &[T]) {
    kept.truncate(all.len());
    for (kept, it) in kept.iter_mut().zip(all) {
        if kept != it {
            kept.clone_from(it);
        }
    }
    kept.extend_from_slice(&all[kept.len()..]);
}

#[cfg(test)]
mod tests {
    use super::super::{View, drawing, redrawing};
    use super::*;
    use crate::diagram::{State, layout};

    /// Draws anew with what was kept, which must be what is drawn without; how many parts are the same ones as before.
    fn n_kept(
        kept: &mut Kept,
        before: &mut Vec<Rc<Part>>,
        scene: &Scene,
        layout: &Layout,
        view: View<'_>,
    ) -> usize {
        let drawn = redrawing(scene, layout, view, kept);
        assert_eq!(drawn, drawing(scene, layout, view), "{view:?}");
        let is_old = |part: &&Rc<Part>| before.iter().any(|it| Rc::ptr_eq(it, part));
        let n = drawn.parts.iter().filter(is_old).count();
        *before = drawn.parts;
        n
    }

    #[test]
    fn a_scene_is_drawn_the_same_again_whatever_changes_and_only_that_is_drawn() {
        let mut scene: Scene = toml::from_str(include_str!("../../../tests/scenes/iam-flow.toml")).unwrap();
        let places = layout(&scene, 1100);
        let (mut kept, mut before) = (Kept::default(), Vec::new());
        let ids: Vec<String> = scene.nodes.iter().map(|it| it.id.clone()).collect();
        let steps = (0..scene.steps.len()).map(Some).chain([None]);
        for step in steps {
            for selected in ids.iter().map(|id| Some(&**id)).chain([None]) {
                n_kept(&mut kept, &mut before, &scene, &places, View { selected, step });
            }
        }
        let all = before.len();
        let mut again =
            |scene: &Scene, places: &Layout| n_kept(&mut kept, &mut before, scene, places, View::default());
        assert_eq!(again(&scene, &places), all, "nothing has changed");
        scene.nodes[0].state = State::Denied;
        assert_eq!(again(&scene, &places), all - 1, "one node");
        scene.edges[1].state = State::Offline;
        assert!((all / 2..all).contains(&again(&scene, &places)), "one edge, and those that join it");
        let group = scene.groups.iter().position(|it| !it.label.is_empty()).unwrap();
        scene.groups[group].label.push('!');
        again(&scene, &places);
        scene.nodes.remove(1);
        let places = layout(&scene, 760);
        again(&scene, &places);
        scene.nodes.push(crate::diagram::Node { id: "more".to_owned(), ..scene.nodes[0].clone() });
        let places = layout(&scene, 360);
        again(&scene, &places);
    }
}
