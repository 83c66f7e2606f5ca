//! The legend: only the kinds of lines and owners that the drawing holds, with the drawing's own line as sample.

use super::drawing::{Shape, line_sample, owner_sample};
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

/// The entries for a scene: kinds of edges in their order, then owners.
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

/// What lines mean that stand otherwise than those of their kind.
pub(super) fn state_entries(scene: &Scene) -> Vec<LegendEntry> {
    let looks: [(&[State], _, _); 2] = [
        (&[State::Coming, State::Going], "edg e-traffic is-dim", text::NOT_IN_USE),
        (&[State::Denied], "edg e-traffic is-deny", text::FAILS),
    ];
    let are_there = |states: &[State]| scene.edges.iter().any(|it| states.contains(&it.state));
    let shown = looks.into_iter().filter(|(states, ..)| are_there(states));
    let entry = |(_, class, meaning): (_, _, &str)| LegendEntry {
        class,
        width: 34,
        height: 12,
        sample: line_sample(),
        meaning: meaning.to_owned(),
    };
    shown.map(entry).collect()
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
