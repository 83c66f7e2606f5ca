//! What is wrong with an authored scene: every problem at once.

use super::{NodeKind, Scene};
use crate::sorted::{SortedMap, SortedSet};

/// A mistake in a scene, in words for its author.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SceneFinding {
    /// The group, node, edge or step; empty for the scene itself.
    pub at: String,
    /// What is wrong and what to do.
    pub problem: String,
}

/// Every mistake in the scene. An empty list means that it can be laid out and drawn.
pub fn scene_findings(scene: &Scene) -> Vec<SceneFinding> {
    let mut findings = Vec::new();
    let mut report = |at: &str, problem: String| findings.push(SceneFinding { at: at.to_owned(), problem });
    let groups: SortedMap<&str, Option<&str>> =
        scene.groups.iter().map(|group| (group.id.as_str(), group.parent.as_deref())).collect();
    let mut known: SortedSet<&str> = SortedSet::new();
    let ids = scene.groups.iter().map(|group| &group.id);
    let ids = ids.chain(scene.nodes.iter().map(|node| &node.id));
    for id in ids.chain(scene.edges.iter().map(|edge| &edge.id)) {
        if !known.insert(id) {
            report(id, "this id is used twice: give each group, node and edge its own".to_owned());
        }
    }
    for group in &scene.groups {
        check_parent(&groups, &group.id, group.parent.as_deref(), &mut report);
    }
    for node in &scene.nodes {
        check_parent(&groups, &node.id, node.parent.as_deref(), &mut report);
        let missing = match node.kind {
            NodeKind::Task if node.letter.is_none() => "a task needs a `letter`",
            NodeKind::Card | NodeKind::Task | NodeKind::Flat | NodeKind::Foot if node.label.is_empty() => {
                "it needs a `label`"
            }
            NodeKind::Mini if node.lines.is_empty() => "a mini needs `lines`",
            NodeKind::Card
            | NodeKind::Task
            | NodeKind::Flat
            | NodeKind::Mini
            | NodeKind::Foot
            | NodeKind::Slot => {
                continue;
            }
        };
        report(&node.id, missing.to_owned());
    }
    let is_part = |id: &str| groups.contains_key(id) || scene.nodes.iter().any(|node| node.id == id);
    for edge in &scene.edges {
        for end in [&edge.from, &edge.to] {
            if !is_part(end) {
                report(&edge.id, format!("`{end}` is neither a group nor a node of this scene"));
            }
        }
        if edge.from == edge.to {
            report(&edge.id, "it ends where it starts".to_owned());
        }
        if edge.label.chars().count() > 14 {
            report(&edge.id, "its `label` has more than 14 characters: use `meaning`".to_owned());
        }
    }
    for (number, step) in scene.steps.iter().enumerate() {
        let ids =
            step.highlight.iter().chain(&step.appear).chain(step.states.iter().map(|change| &change.id));
        for id in ids.filter(|id| !known.contains(id.as_str())) {
            report(&format!("step {}", number + 1), format!("`{id}` is not in this scene"));
        }
    }
    findings
}

fn check_parent(
    groups: &SortedMap<&str, Option<&str>>,
    id: &str,
    parent: Option<&str>,
    report: &mut impl FnMut(&str, String),
) {
    let mut next = parent;
    for _ in 0..=groups.len() {
        let Some(name) = next else { return };
        let Some(above) = groups.get(name) else {
            report(id, format!("`in = \"{name}\"`: there is no such group"));
            return;
        };
        next = *above;
    }
    report(id, "it stands inside itself: follow its `in` upwards".to_owned());
}

#[cfg(test)]
mod tests {
    use super::*;

    fn problems(toml: &str) -> String {
        let scene: Scene = toml::from_str(toml).unwrap();
        let lines = scene_findings(&scene).into_iter().map(|found| found.at + ": " + &found.problem + "\n");
        lines.collect()
    }

    #[test]
    fn a_scene_reports_every_mistake_at_once() {
        let found = problems(
            r#"
            id = "x"
            title = "X"
            [[groups]]
            id = "c"
            in = "c"
            kind = "cluster"
            label = "Cluster"
            [[nodes]]
            id = "t"
            in = "nowhere"
            kind = "task"
            [[edges]]
            id = "t"
            from = "t"
            to = "z"
            [[steps]]
            says = "Look."
            highlight = ["q"]
            "#,
        );
        expect_test::expect![[r#"
            t: this id is used twice: give each group, node and edge its own
            c: it stands inside itself: follow its `in` upwards
            t: `in = "nowhere"`: there is no such group
            t: a task needs a `letter`
            t: `z` is neither a group nor a node of this scene
            step 1: `q` is not in this scene
        "#]]
        .assert_eq(&found);
    }

    #[test]
    fn unknown_keys_are_errors() {
        assert!(toml::from_str::<Scene>("id = \"x\"\ntitle = \"X\"\nx = 3").is_err());
    }
}
