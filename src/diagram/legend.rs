//! The legend: only the kinds of lines, outcomes and owners that the drawing holds, with samples that the drawing draws.

use super::drawing::{line_sample, mark_of, mark_sample, owner_sample};
use super::scene::states_of;
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
    /// The sample, as SVG text.
    pub sample: String,
    /// What it means.
    pub meaning: String,
}

/// The entries for a scene: kinds of edges in their order, then what becomes of them in any step, then owners.
pub fn legend(scene: &Scene) -> Vec<LegendEntry> {
    let mut entries = Vec::new();
    for &kind in &EdgeKind::ALL {
        let mut meaning: Option<&str> = None;
        for edge in &scene.edges {
            if edge.kind == kind && meaning.is_none_or(str::is_empty) {
                meaning = Some(&edge.meaning);
            }
        }
        if let Some(meaning) = meaning {
            let meaning = if meaning.is_empty() { text::edge(kind) } else { meaning };
            entries.push(line_entry(kind.line_class(), meaning));
        }
    }
    add_outcomes(scene, &mut entries);
    for &owner in &[Owner::You, Owner::Aws] {
        if scene.groups.iter().any(|it| it.owner == Some(owner))
            || scene.nodes.iter().any(|it| it.owner == Some(owner))
        {
            let (sample, meaning) = (owner_sample(owner), text::owner_runs(owner).to_owned());
            entries.push(LegendEntry { class: "", width: 46, height: 20, sample, meaning });
        }
    }
    entries
}

fn line_entry(class: &'static str, meaning: &str) -> LegendEntry {
    LegendEntry { class, width: 34, height: 12, sample: line_sample(), meaning: meaning.to_owned() }
}

/// Each tick and cross once, with the words of the first edge that has it.
fn add_outcomes(scene: &Scene, entries: &mut Vec<LegendEntry>) {
    for edge in &scene.edges {
        let mut states = states_of(&scene.steps, &edge.id);
        states.push(edge.state);
        for state in states {
            if let Some((class, icon)) = mark_of(edge.kind, state)
                && entries.iter().all(|entry| entry.class != class)
            {
                let (sample, meaning) = (mark_sample(icon), edge.status_in(state).to_owned());
                entries.push(LegendEntry { class, width: 18, height: 18, sample, meaning });
            }
        }
    }
}

/// What lines mean that nothing uses now.
pub(super) fn idle_entry(scene: &Scene) -> Option<LegendEntry> {
    let is_idle = scene.edges.iter().any(|it| matches!(it.state, State::Coming | State::Going));
    is_idle.then(|| line_entry("edg e-traffic is-idle", text::NOT_IN_USE))
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
