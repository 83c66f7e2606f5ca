//! The legend: only the kinds of lines, outcomes and owners that the drawing holds, with the drawing's own shapes as samples.

use super::drawing::{Shape, line_sample, mark_sample, owner_sample};
use super::frame::frame;
use super::{EdgeKind, Owner, Scene, State, text};

/// One entry of the legend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LegendEntry {
    /// The classes of the sample's `<g>`.
    pub class: &'static str,
    /// The size of the sample's view box.
    pub width: i32,
    /// The size of the sample's view box.
    pub height: i32,
    /// The sample.
    pub sample: Vec<Shape>,
    /// What it means.
    pub meaning: String,
}

/// The entries for a scene: kinds of edges in their order, then what becomes of them in any step, then owners.
pub fn legend(scene: &Scene) -> Vec<LegendEntry> {
    let mut entries = Vec::new();
    for kind in EdgeKind::ALL {
        let mut edges = scene.edges.iter().filter(|edge| edge.kind == kind).peekable();
        if edges.peek().is_none() {
            continue;
        }
        let meaning = edges.find(|edge| !edge.meaning.is_empty()).map(|edge| edge.meaning.clone());
        entries.push(LegendEntry {
            class: kind.sample_class(),
            width: 34,
            height: 12,
            sample: line_sample(),
            meaning: meaning.unwrap_or_else(|| text::edge(kind).to_owned()),
        });
    }
    entries.extend(outcomes(scene));
    for owner in [Owner::You, Owner::Aws] {
        let owns = |it: Option<Owner>| it == Some(owner);
        if scene.groups.iter().any(|it| owns(it.owner)) || scene.nodes.iter().any(|it| owns(it.owner)) {
            let (width, sample) = owner_sample(owner);
            let meaning = text::owner_runs(owner).to_owned();
            entries.push(LegendEntry { class: "", width, height: 20, sample: vec![sample], meaning });
        }
    }
    entries
}

/// Each tick and cross once, with the words of the first edge that has it.
fn outcomes(scene: &Scene) -> Vec<LegendEntry> {
    let mut entries: Vec<LegendEntry> = Vec::new();
    for step in (0..scene.steps.len()).map(Some).chain([None]) {
        for (edge, state) in scene.edges.iter().zip(frame(scene, step).edges) {
            let Some((class, sample)) = state.and_then(|state| mark_sample(edge.kind, state)) else {
                continue;
            };
            if entries.iter().all(|entry| entry.class != class) {
                let meaning = edge.status_in(state.unwrap_or_default()).to_owned();
                entries.push(LegendEntry { class, width: 18, height: 18, sample: sample.into(), meaning });
            }
        }
    }
    entries
}

/// What lines mean that nothing uses now.
pub(super) fn idle_entry(scene: &Scene) -> Option<LegendEntry> {
    let is_idle = scene.edges.iter().any(|it| matches!(it.state, State::Coming | State::Going));
    let entry = || LegendEntry {
        class: "edg e-traffic is-idle",
        width: 34,
        height: 12,
        sample: line_sample(),
        meaning: text::NOT_IN_USE.to_owned(),
    };
    is_idle.then(entry)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legend_holds_only_what_the_drawing_holds_once() {
        let scene: Scene = toml::from_str(include_str!("../../tests/scenes/panel-ec2.toml")).unwrap();
        let words: Vec<_> = legend(&scene).into_iter().map(|entry| entry.meaning).collect();
        assert_eq!(words, ["start command", "you run it", "AWS runs it"]);
    }
}
